package workbook

import (
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

func readComplaint(r *record) {
	c := Complaint{
		Number:      required(r, "complaint", r.code("complaint", maxNumber)),
		Compound:    required(r, "compound", r.compoundRef("compound")),
		Received:    required(r, "received", r.date("received", false)),
		Text:        r.text("text", maxFinding),
		Responsible: r.yesNo("responsible"),
		RepeatOf:    r.code("repeat_of", maxNumber),
		Closed:      r.date("closed", false),
		Outcome:     r.enum("outcome"),
		Confirmed:   r.yesNo("confirmed"),
		ConfirmedOn: r.date("confirmed_on", false),
	}
	d := r.enum("dimension")
	c.Dimension = Cell[assess.Dimension]{State: d.State, Value: assess.Dimension(d.Value)}
	due := r.date("due", false)
	onTime := r.yesNo("on_time")
	switch {
	case due.State == Set:
		c.Due = due.Value
	case r.has("on_time") && (due.State == Empty || !r.has("due")):
		c.Due = r.inferDue(c.Closed, onTime)
	default:
		c.Due = required(r, "due", due)
	}
	r.ordered(c.Received, c.Closed, "received", "closed")
	r.ordered(c.Received, c.ConfirmedOn, "received", "confirmed_on")
	if due.State == Set {
		r.ordered(c.Received, due, "received", "due")
	}
	if due.State == Set && onTime.State == Set && c.Closed.State == Set && onTime.Value == c.Closed.Value.After(c.Due) {
		r.warn(r.at("on_time"), "complaint.on_time", fault.Say(
			"与办结期限和办结日期不符,按日期计算。", "It contradicts the deadline and the closing day; the dates count."))
	}
	if c.RepeatOf.State == Set && c.RepeatOf.Value == c.Number {
		r.fail(r.at("repeat_of"), "complaint.repeat", fault.Say("投诉不能重复于自己。请填写另一件投诉的编号。", "A complaint can't repeat itself. Write the other complaint's number."))
	}
	keepRow(r, &r.w.Complaints, c, c.Number)
}

// inferDue stands in for a deadline where the sheet says only whether it was met: what counts is that, and the closing
// day, or the day before it, says the same.
func (r *record) inferDue(closed Cell[calendar.Date], onTime Cell[bool]) calendar.Date {
	if closed.State != Set || onTime.State != Set {
		if !r.bad {
			r.fail(max(r.at("due"), r.at("on_time")), "complaint.due", fault.Say(
				"没有办结期限,而办结日期和是否按期不齐,无法判断是否逾期。请填写办结期限。",
				"There is no deadline, and without both the closing day and 是否按期 nobody can tell whether it was met. Write the deadline."))
		}
		return calendar.Date{}
	}
	if !r.inferredDue {
		r.inferredDue = true
		r.report(SeverityWarning, 0, r.at("on_time"), "", "complaint.due_inferred", fault.Say(
			"没有办结期限的行,按“是否按期”推定:按期的以办结日期为期限,逾期的以前一日为期限。",
			"Rows without a deadline take it from 是否按期: the closing day where it was met, the day before where not."))
	}
	if onTime.Value {
		return closed.Value
	}
	return closed.Value.AddDays(-1)
}
