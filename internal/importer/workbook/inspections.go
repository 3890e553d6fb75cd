package workbook

import (
	"strings"

	"smileboard/internal/assess"
	"smileboard/internal/fault"
)

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
