package workbook

import (
	"fmt"
	"strings"

	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// The longest texts of the evidence, and the largest count of answers that is no slip.
const (
	maxFinding, maxVeto, maxDocument = 4000, 60, 200
	maxAnswersOfOne                  = 1_000_000
)

// answerRefs numbers what answers refer to. Answers repeat it hundreds of thousands of times, so what a cell holds is
// looked up before it is read.
type answerRefs struct {
	// cycles and compounds number the references, over all sheets.
	cycles, compounds map[string]int32
	// cycleCells, compoundCells and days say what cells of the sheet being read mean.
	cycleCells, compoundCells map[string]int32
	days                      map[string]calendar.Date
	key                       []byte
}

// begin forgets what belonged to the sheet before.
func (a *answerRefs) begin() {
	if a.cycles == nil {
		a.cycles, a.compounds = map[string]int32{}, map[string]int32{}
	}
	a.cycleCells, a.compoundCells, a.days = map[string]int32{}, map[string]int32{}, map[string]calendar.Date{}
}

// raw gives the bytes of a field's cells, as the key of what they mean.
func (r *record) raw(fields ...string) []byte {
	key := r.answers.key[:0]
	for _, field := range fields {
		for _, column := range r.head.columns[field] {
			if column < len(r.cells) && r.cells[column].fill != filledAcross {
				key = append(key, byte(r.cells[column].kind))
				key = append(key, r.cells[column].text...)
			}
			key = append(key, 0)
		}
	}
	r.answers.key = key
	return key
}

func readAnswer(r *record) {
	refs := &r.answers
	a := Answer{Row: int32(r.row), Sheet: uint16(r.index)}
	a.Cycle = lookUp(r, refs.cycleCells, func() (int32, bool) {
		name := required(r, "cycle", r.cycle("cycle"))
		return number(r, refs.cycles, name, func() { r.w.CycleRefs = append(r.w.CycleRefs, name) })
	}, "cycle")
	a.Compound = lookUp(r, refs.compoundCells, func() (int32, bool) {
		ref := required(r, "compound", r.compoundRef("compound"))
		return number(r, refs.compounds, ref.Text+"\x00"+ref.Subdistrict, func() { r.w.CompoundRefs = append(r.w.CompoundRefs, ref) })
	}, "compound", "subdistrict")
	if r.has("date") {
		key := r.raw("date")
		day, known := refs.days[string(key)]
		if !known {
			day = r.date("date", false).Value
			if !r.bad && len(refs.days) < 10_000 {
				refs.days[string(refs.key)] = day
			}
		}
		a.Day = day
	}
	a.Overall = r.rating("overall")
	if a.Overall == 0 && !r.bad {
		if r.has("overall") {
			r.require("overall")
		}
		r.bad = true
	}
	for i, d := range assess.Inspected {
		a.Dimensions[i] = r.rating(string(d))
	}
	if r.bad {
		return
	}
	if err := r.count(r.budget.limits.Answers); err != nil {
		r.fatal = err
		return
	}
	r.w.Answers = append(r.w.Answers, a)
}

// lookUp gives the number of what the fields' cells refer to, reading them only where they are new.
func lookUp(r *record, known map[string]int32, read func() (int32, bool), fields ...string) int32 {
	key := r.raw(fields...)
	if n, ok := known[string(key)]; ok {
		return n
	}
	own := string(key)
	n, ok := read()
	if ok && r.retained < r.budget.limits.RetainedBytes {
		known[own] = n
		r.retained += int64(len(own))
	}
	return n
}

// number numbers a reference, adding it to its list where it is new.
func number(r *record, known map[string]int32, key string, add func()) (int32, bool) {
	if r.bad {
		return 0, false
	}
	n, ok := known[key]
	if !ok {
		n = int32(len(known))
		known[key] = n
		add()
	}
	return n, true
}

// rating reads 1 to 5, or a rating in words; 0 where there is none.
func (r *record) rating(field string) uint8 {
	columns := r.head.columns[field]
	if len(columns) == 0 {
		return 0
	}
	if len(columns) == 1 && columns[0] < len(r.cells) {
		if c := &r.cells[columns[0]]; len(c.text) == 1 && c.text[0] >= '1' && c.text[0] <= '5' && c.fill != filledAcross && c.kind <= cellNumber {
			return c.text[0] - '0'
		}
	}
	c, column, state := r.get(field)
	if state != Set {
		return 0
	}
	s := strings.TrimSuffix(compact(c.text), "分")
	if v := ratingWords[s]; v != 0 {
		return v
	}
	if d, ok := parseDecimal(s); ok && d.scale == 0 && d.unscaled >= 1 && d.unscaled <= 5 && c.kind != cellBool {
		return uint8(d.unscaled)
	}
	r.fail(column, "rating.range", fault.Say(
		"评分应为 1 到 5 的整数(5 非常满意,1 非常不满意)。请改正,没有评分请留空。",
		"A rating is a whole number from 1 to 5 (5 is very satisfied). Correct it, or leave it empty."))
	return 0
}

func readTally(r *record) {
	t := Tally{
		Cycle:    required(r, "cycle", r.cycle("cycle")),
		Compound: required(r, "compound", r.compoundRef("compound")),
		R5:       r.integer("r5", maxAnswersOfOne),
		R4:       required(r, "r4", r.integer("r4", maxAnswersOfOne)),
		R3:       r.integer("r3", maxAnswersOfOne),
		R2:       required(r, "r2", r.integer("r2", maxAnswersOfOne)),
		R1:       r.integer("r1", maxAnswersOfOne),
	}
	if c := r.at("r3"); c >= 0 {
		t.AskedBasically = strings.Contains(r.head.labels[c], middleAskedBasically)
	}
	keepRow(r, &r.w.Tallies, t, t.Cycle, t.Compound.Text, t.Compound.Subdistrict)
}

// dimensions reads several dimensions in one cell.
func (r *record) dimensions(field string) (set DimensionSet, state State) {
	c := take(r, field, func(c cell, column int) (DimensionSet, bool) {
		var set DimensionSet
		text := foldWidth(plain(c.text))
		if k := compact(c.text); k == "全部" || k == "五项" || k == "全部五项" || strings.EqualFold(k, "all") {
			return 1<<len(assess.Inspected) - 1, true
		}
		for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,;/|+ ,;", r) }) {
			v := r.words[field][wordKey(part)]
			if v == "" {
				r.unknownWord(field, column)
				return 0, false
			}
			for i, d := range assess.Inspected {
				if string(d) == v {
					set |= 1 << i
				}
			}
		}
		return set, true
	})
	return c.Value, c.State
}

func readInspection(r *record) {
	row := InspectionRow{Number: required(r, "inspection", r.code("inspection", maxNumber))}
	if row.Number == "" {
		r.bad = true
	}
	earlier := r.inspection(row.Number)
	// The rows of one inspection after its first may leave out what the first says.
	same := func(field string) bool {
		if earlier == nil {
			return false
		}
		_, _, state := r.find(field)
		return state == Empty
	}
	if same("cycle") {
		row.Cycle = earlier.Cycle
	} else {
		row.Cycle = required(r, "cycle", r.cycle("cycle"))
	}
	if same("compound") {
		row.Compound = earlier.Compound
	} else {
		row.Compound = required(r, "compound", r.compoundRef("compound"))
	}
	if same("date") {
		row.Date = earlier.Date
	} else {
		row.Date = required(r, "date", r.date("date", false))
	}
	if same("inspector") {
		row.Inspector = earlier.Inspector
	} else {
		row.Inspector = r.text("inspector", maxPerson)
	}
	var state State
	if row.Covers, state = r.dimensions("covers"); state == Empty && earlier != nil {
		row.Covers = earlier.Covers
	}
	if row.NotApplicable, state = r.dimensions("not_applicable"); state == Empty && earlier != nil {
		row.NotApplicable = earlier.NotApplicable
	}
	r.finding(&row)
	if r.bad {
		return
	}
	if earlier != nil && !r.agrees(earlier, &row) {
		return
	}
	if err := r.count(r.budget.limits.Rows); err != nil {
		r.fatal = err
		return
	}
	row.Pos = r.pos()
	if earlier == nil {
		r.seen[TableInspection][row.Number] = len(r.w.Inspections)
	}
	r.w.Inspections = append(r.w.Inspections, row)
}

// inspection finds the first row of an inspection.
func (r *record) inspection(number string) *InspectionRow {
	if r.seen == nil {
		r.seen = map[Table]map[string]int{}
	}
	if r.seen[TableInspection] == nil {
		r.seen[TableInspection] = map[string]int{}
	}
	if i, ok := r.seen[TableInspection][number]; ok {
		return &r.w.Inspections[i]
	}
	return nil
}

// agrees reports rows of one inspection that contradict each other.
func (r *record) agrees(first, row *InspectionRow) bool {
	for _, c := range []struct {
		field string
		same  bool
	}{
		{"cycle", first.Cycle == row.Cycle},
		{"compound", first.Compound == row.Compound},
		{"date", first.Date == row.Date},
		{"inspector", first.Inspector == row.Inspector},
		{"covers", first.Covers == row.Covers},
		{"not_applicable", first.NotApplicable == row.NotApplicable},
	} {
		if !c.same {
			where := first.Pos.in(r.name)
			r.fail(r.at(c.field), "inspection.differs", fault.Words{
				Zh: "与" + where.Zh + "是同一个检查编号,这一列却不同。请改成一致,或换一个检查编号。",
				En: "It has the same number as " + where.En + ", but this column differs. Make them agree, or give it another number.",
			})
			return false
		}
	}
	return true
}

// finding reads what an inspection found, and its veto.
func (r *record) finding(row *InspectionRow) {
	row.Dimension = assess.Dimension(r.enum("dimension").Value)
	row.Finding = r.text("finding", maxFinding).Value
	row.PointsCenti = r.hundredths("points", false, nil, inCell).Value
	if c, column, state := r.get("veto"); state == Set {
		switch s := wordKey(string(c.text)); s {
		case "否", "no", "n", "没有", "×":
		case "是", "yes", "y", "有", "√":
			r.fail(column, "veto.ground", fault.Say("请写出一票否决的具体事由,不能只写“是”。", "Name the ground of the veto; a bare yes says nothing."))
		default:
			row.Veto, _ = r.bounded(column, r.wording(c), maxVeto)
		}
	}
	row.Authority = r.text("authority", maxDocument).Value
	row.Document = r.text("document", maxDocument).Value
	row.Established = r.date("established", false).Value
	if row.Dimension == "" && row.PointsCenti == 0 && row.Veto == "" && nothingFoundWords[row.Finding] {
		row.Finding = ""
	}
	if r.bad {
		return
	}
	if row.Veto != "" {
		for _, c := range []struct {
			field   string
			missing bool
		}{{"authority", row.Authority == ""}, {"document", row.Document == ""}, {"established", row.Established.IsZero()}} {
			if c.missing {
				r.fail(r.at(c.field), "veto.document", fault.Words{
					Zh: "一票否决须有认定机关、文书号和认定日期,这里缺少“" + r.schema.column(c.field).Header + "”。请补上,或删去一票否决。",
					En: "A veto needs the authority, the document and the day it was established; " + c.field + " is missing. Add it, or remove the veto.",
				})
			}
		}
		return
	}
	switch {
	case row.Dimension == "" && (row.PointsCenti > 0 || row.Finding != ""):
		r.fail(r.at("dimension"), "finding.dimension", fault.Say(
			"有问题或扣分时要写明维度。请填写:秩序、卫生、安全、绿化或设施。", "A finding or a deduction needs its dimension. Write 秩序, 卫生, 安全, 绿化 or 设施."))
	case row.Dimension != "" && row.Covers != 0 && !row.Covers.Has(row.Dimension):
		r.fail(r.at("dimension"), "finding.covers", fault.Say(
			"这个维度不在本次检查的覆盖维度里。请改正其中一列。", "The inspection did not cover this dimension. Correct one of the two columns."))
	case row.Dimension != "" && row.NotApplicable.Has(row.Dimension):
		r.fail(r.at("dimension"), "finding.not_applicable", fault.Say(
			"这个维度被标为不适用,却有问题。请改正其中一列。", "This dimension is marked not applicable, yet has a finding. Correct one of the two columns."))
	case row.Covers != 0 && row.Covers&row.NotApplicable != 0:
		r.fail(r.at("not_applicable"), "inspection.not_applicable", fault.Say(
			"同一维度不能既覆盖又不适用。请改正其中一列。", "A dimension can't be both covered and not applicable. Correct one of the two columns."))
	}
}

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
