package workbook

import (
	"regexp"
	"strconv"
	"strings"

	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// The longest texts that the register keeps, and the largest numbers that are no slip of the hand.
const (
	maxCode, maxName, maxAddress, maxPerson, maxPhone, maxNumber = 32, 200, 400, 100, 40, 100
	maxHouseholds, maxPeople                                     = 1_000_000, 1_000_000
)

func readOrganization(r *record) {
	o := Organization{
		Code: required(r, "code", r.code("code", maxCode)),
		Name: required(r, "name", r.text("name", maxName)),
		Kind: required(r, "kind", r.enum("kind")),
	}
	parent := r.code("parent", maxName)
	if parent.State == Empty && o.Kind != "city" && o.Kind != "" {
		r.require("parent")
	}
	o.Parent = parent.Value
	if parent.State == Missing {
		r.bad = true
	}
	keepRow(r, &r.w.Organizations, o, o.Code)
}

var thirteenDigits = regexp.MustCompile(`^\d{13}$`)

func readCompound(r *record) {
	code := r.code("compound", maxCode)
	if code.State == Set && !thirteenDigits.MatchString(code.Value) {
		r.fail(r.at("compound"), "compound.code", fault.Say(
			"小区编码应为 13 位数字(9 位街道代码加 4 位序号)。没有编码请留空,系统会编号。",
			"A compound's code has 13 digits: the sub-district's 9 and 4 more. Leave it empty if there is none, and one is given."))
	}
	c := Compound{
		Code:           code.Value,
		Name:           required(r, "name", r.text("name", maxName)),
		Subdistrict:    required(r, "subdistrict", r.code("subdistrict", maxName)),
		Community:      r.text("community", maxName),
		Address:        r.text("address", maxAddress),
		Kind:           assess.Kind(required(r, "kind", r.enum("kind"))),
		Households:     required(r, "households", r.integer("households", maxHouseholds)),
		Occupied:       r.integer("occupied", maxHouseholds),
		AreaDM2:        r.hundredths("area_m2", true, tenThousands, areaInCell),
		Form:           r.enum("form"),
		Built:          r.year("built"),
		CommitteeUntil: r.committeeUntil(),
	}
	if !r.bad && c.Occupied.State == Set && c.Occupied.Value > c.Households {
		r.fail(r.at("occupied"), "compound.occupied", fault.Say(
			"入住户数(%d)多于户数(%d)。请核对这两列。", "More households live here (%d) than there are (%d). Check both columns.", c.Occupied.Value, c.Households))
	}
	key := []string{c.Code}
	if c.Code == "" {
		key = []string{"", c.Name, c.Subdistrict}
	}
	keepRow(r, &r.w.Compounds, c, key...)
}

var fourDigits = regexp.MustCompile(`(^|\D)(\d{4})($|\D)`)

// year reads a year, alone or as part of a date: 2015, 2015年, 2015年6月, 2015-06-01.
func (r *record) year(field string) Cell[int] {
	return take(r, field, func(c cell, column int) (int, bool) {
		year := 0
		s := compact(c.text)
		if n, err := strconv.ParseFloat(s, 64); err == nil && (n >= 10_000 || c.kind == cellNumber && n != float64(int(n))) {
			if d, problem := storedDate(s, r.date1904); problem == dateFine {
				year = d.Time().Year()
			}
		} else if d, _, problem := scanDate(s); problem == dateFine {
			year = d.Time().Year()
		} else if m := fourDigits.FindAllStringSubmatch(s, -1); len(m) == 1 {
			year, _ = strconv.Atoi(m[0][2])
		}
		if year < 1900 || year > lastYear {
			r.fail(column, "year.form", fault.Say("这里应填年份,如 2015。请改正。", "A year belongs here, such as 2015. Correct it."))
			return 0, false
		}
		return year, true
	})
}

// committeeUntil reads when the owners' committee's term ends; there may be none.
func (r *record) committeeUntil() Cell[calendar.Date] {
	if c, _, state := r.find("committee_until"); state == Set && c.kind == cellText && noCommitteeWords[compact(c.text)] {
		return Cell[calendar.Date]{State: Empty}
	}
	return r.date("committee_until", false)
}

func readContractor(r *record) {
	c := Contractor{
		USCC: required(r, "uscc", take(r, "uscc", func(c cell, column int) (string, bool) {
			s, ok := r.codeText(c, column)
			if !ok {
				return "", false
			}
			return r.uscc(strings.ReplaceAll(s, " ", ""), column)
		})),
		Name:                required(r, "name", r.text("name", maxName)),
		LegalRepresentative: r.text("legal_representative", maxPerson),
		CapitalFen:          r.hundredths("capital_10k", false, capitalHeader, moneyInCell),
		Staff:               r.integer("staff", maxPeople),
		MidTitle:            r.integer("mid_title", maxPeople),
		Phone:               r.text("phone", maxPhone),
	}
	if c.Staff.State == Set && c.MidTitle.State == Set && c.MidTitle.Value > c.Staff.Value {
		r.fail(r.at("mid_title"), "contractor.staff", fault.Say(
			"中级以上职称人数(%d)多于专业人员(%d)。请核对这两列。", "More hold a mid-level title (%d) than there are professional staff (%d). Check both columns.", c.MidTitle.Value, c.Staff.Value))
	}
	keepRow(r, &r.w.Contractors, c, c.USCC)
}

func readQualification(r *record) {
	q := Qualification{
		Company:     required(r, "uscc", r.company("uscc")),
		Grade:       required(r, "grade", r.enum("grade")),
		Certificate: required(r, "certificate", r.code("certificate", maxNumber)),
		Issued:      required(r, "issued", r.date("issued", false)),
		Expires:     r.date("expires", true),
		Status:      r.enum("status"),
	}
	r.ordered(q.Issued, q.Expires, "issued", "expires")
	keepRow(r, &r.w.Qualifications, q, q.Certificate)
}

// ordered reports an end before its beginning.
func (r *record) ordered(from calendar.Date, to Cell[calendar.Date], fromField, toField string) {
	if from.IsZero() || to.State != Set || !to.Value.Before(from) {
		return
	}
	column := r.at(toField)
	if column < 0 {
		column = r.at("term")
	}
	r.fail(column, "date.order", fault.Words{
		Zh: "“" + r.schema.column(toField).Header + "”(" + to.Value.String() + ")早于“" + r.schema.column(fromField).Header + "”(" + from.String() + ")。请核对这两个日期。",
		En: toField + " (" + to.Value.String() + ") is before " + fromField + " (" + from.String() + "). Check both dates.",
	})
}

// term reads a beginning and an end, from two columns or from one cell.
func (r *record) term(openEnd bool) (from calendar.Date, to Cell[calendar.Date]) {
	begin, end := r.date("from", false), r.date("to", openEnd)
	if !r.has("term") || begin.State == Set && end.State == Set {
		return required(r, "from", begin), end
	}
	c, column, state := r.get("term")
	if state != Set {
		if begin.State == Set {
			return begin.Value, end
		}
		if state == Empty {
			r.require("term")
		}
		r.bad = true
		return
	}
	start, stop, open, problem := writtenTerm(compact(c.text))
	if problem == dateForm {
		start, stop, open, problem = writtenTerm(strings.TrimSpace(foldWidth(plain(c.text)))) // 2024.1.1 2026.12.31
	}
	if problem == dateForm && c.kind == cellText {
		r.fail(column, string(problem), fault.Say(
			"看不懂起止日期。请写成 2024-01-01至2026-12-31 的样子,或分成开始日期和结束日期两列。",
			"The two dates can't be read. Write them as 2024-01-01至2026-12-31, or in two columns."))
		return
	}
	if problem != dateFine || c.kind != cellText || open && !openEnd {
		r.fail(column, string(dateForm), dateWords(problem))
		return
	}
	if begin.State == Set {
		start = begin.Value
	}
	switch {
	case end.State == Set:
		return start, end
	case open:
		return start, Cell[calendar.Date]{State: Empty}
	}
	return start, Of(stop)
}

func readEngagement(r *record) {
	e := Engagement{Compound: required(r, "compound", r.compoundRef("compound"))}
	if mode := r.enum("mode"); mode.State == Set {
		e.Mode = Of(assess.Mode(mode.Value))
	} else {
		e.Mode.State = mode.State
	}
	if e.Mode.State == Set && e.Mode.Value != assess.Professional && r.filledDown("uscc") {
		e.Company.State = Empty // a merged cell's company reaches only as far as the professional mode
	} else {
		e.Company = r.company("uscc")
	}
	switch {
	case r.bad:
	case e.Company.State == Set && e.Mode.State != Set:
		e.Mode = Of(assess.Professional)
	case e.Company.State == Set && e.Mode.Value != assess.Professional:
		r.fail(r.at("uscc"), "engagement.company", fault.Say(
			"服务模式不是专业物业,不应填写企业。请删去企业,或把服务模式改为专业物业。",
			"Only a professional mode has a company. Remove the company, or change the mode to 专业物业."))
	case e.Company.State != Set && e.Mode.Value == assess.Professional:
		if r.has("uscc") {
			r.require("uscc")
		} else {
			r.fail(-1, "cell.required", fault.Say("专业物业须有“统一社会信用代码”列。请加上这一列。", "A professional mode needs the column 统一社会信用代码 [uscc]. Add it."))
		}
	case e.Company.State != Set && e.Mode.State == Empty:
		r.require("mode")
	}
	e.From, e.To = r.term(true)
	r.ordered(e.From, e.To, "from", "to")
	e.FeeFen = r.hundredths("fee", false, nil, moneyInCell)
	e.Basis = r.enum("basis")
	keepRow(r, &r.w.Engagements, e, e.Compound.Text, e.Compound.Subdistrict, e.From.String())
}

// filledDown reports whether the field's value was carried down by a merged cell.
func (r *record) filledDown(field string) bool {
	for _, column := range r.head.columns[field] {
		if column < len(r.cells) && r.cells[column].kind != cellEmpty {
			return r.cells[column].fill == filledDown
		}
	}
	return false
}

var cycleForm = regexp.MustCompile(`^(\d{4})年?-?(?:H([12])|(上|下)半年)$`)

// cycle reads a cycle's name: 2026H1, 2026年上半年.
func (r *record) cycle(field string) Cell[string] {
	return take(r, field, func(c cell, column int) (string, bool) {
		m := cycleForm.FindStringSubmatch(strings.ToUpper(compact(c.text)))
		if m == nil {
			r.fail(column, "cycle.form", fault.Say(
				"周期应写成 2026H1(上半年)或 2026H2(下半年)。请改正。", "A cycle is written as 2026H1 or 2026H2. Correct it."))
			return "", false
		}
		half := m[2]
		switch m[3] {
		case "上":
			half = "1"
		case "下":
			half = "2"
		}
		return m[1] + "H" + half, true
	})
}

func readCycle(r *record) {
	c := Cycle{
		Name:     required(r, "cycle", r.cycle("cycle")),
		District: required(r, "district", r.code("district", maxName)),
		Standard: r.code("standard", maxNumber),
	}
	from, to := r.term(false)
	c.From = from
	if !r.bad {
		c.To = required(r, "to", to)
	}
	r.ordered(from, to, "from", "to")
	keepRow(r, &r.w.Cycles, c, c.Name, c.District)
}
