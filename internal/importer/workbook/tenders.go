package workbook

import (
	"fmt"

	"smileboard/internal/fault"
)

func readTender(r *record) {
	t := Tender{
		Number:   required(r, "tender", r.code("tender", maxNumber)),
		District: required(r, "district", r.code("district", maxName)),
		Title:    required(r, "title", r.text("title", 300)),
		Compound: r.compoundRef("compound"),
		Method:   required(r, "method", r.enum("method")),
		Notice:   required(r, "notice", r.date("notice", false)),
		Deadline: required(r, "deadline", r.date("deadline", false)),
		Opening:  r.date("opening", false),
		Winner:   r.company("winner"),
		PriceFen: r.hundredths("price", false, tenThousands, moneyInCell),
		Status:   required(r, "status", r.enum("status")),
	}
	if !t.Deadline.IsZero() {
		r.ordered(t.Notice, Of(t.Deadline), "notice", "deadline")
		if t.Opening.State == Set && t.Opening.Value.Before(t.Deadline) {
			r.fail(r.at("opening"), "tender.opening", fault.Words{
				Zh: fmt.Sprintf("开标日期(%s)早于投标截止(%s)。开标不能在截止之前,请核对这两个日期。", t.Opening.Value, t.Deadline),
				En: fmt.Sprintf("The opening (%s) is before the deadline (%s); bids are opened after it. Check both dates.", t.Opening.Value, t.Deadline),
			})
		}
	}
	keepRow(r, &r.w.Tenders, t, t.Number)
}
