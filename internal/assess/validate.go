package assess

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// maxCount is more than any compound's households, answers or complaints; it keeps every sum within 64 bits.
const maxCount = 10_000_000

// maxPoints is the most that one inspection may deduct, in hundredths of a point.
const maxPoints = 100_000_000

// Validate reports everything that is wrong with evidence, as joined faults, each with its field and code.
//
// The evidence MUST:
//   - name its district, cycle and standard, and the standard is the one given; its first day is not after its last;
//   - hold each compound once, with a code and a known kind;
//   - count nothing below zero; occupied households are not more than all;
//   - know complaint totals that fit: on time and fixed among the closed, the closed among the due, the due among the counted;
//   - cover only the five inspected dimensions by deductions, ratings and "not applicable", none more often than there were
//     inspections;
//   - name for each veto a ground of the standard, the body, the document and the day;
//   - keep tenures within the cycle, each day at most once, with a contractor exactly under professional management;
//   - copy each compound's previous result once.
func Validate(e Evidence, s *standard.Standard) error { return validate(Normalize(e), s) }

func validate(e Evidence, s *standard.Standard) error {
	v := &validator{}
	v.require(e.District != "", "district", "missing", "缺少区代码", "the district's code is missing")
	v.require(e.Cycle != "", "cycle", "missing", "缺少周期", "the cycle is missing")
	v.require(e.Standard == s.Version, "standard", "other_standard", "证据按标准 %[1]q 收集,不能用 %[2]q 评估", "the evidence was collected under standard %[1]q and can't be assessed under %[2]q", e.Standard, s.Version)
	v.require(!e.From.IsZero() && !e.To.IsZero() && !e.To.Before(e.From), "from", "dates", "周期应有起止日期,且开始不晚于结束", "the cycle needs a first and a last day, the first not after the last")
	v.require(len(e.Compounds) <= 100_000, "compounds", "too_many", "小区超过 10 万个", "there are more than 100,000 compounds")
	for i := range e.Compounds {
		c := &e.Compounds[i]
		v.prefix = "compounds[" + c.Code + "]."
		v.require(c.Code != "" && utf8.ValidString(c.Code), "code", "missing", "小区缺少编码", "a compound has no code")
		v.require(i == 0 || e.Compounds[i-1].Code != c.Code, "code", "duplicate", "小区 %[1]s 出现两次", "compound %[1]s is listed twice", c.Code)
		v.compound(c, s)
		v.vetoes(c.Vetoes, s)
		v.tenures(c.Tenures, e.From, e.To)
	}
	v.prefix = ""
	v.previous(e.Previous)
	return errors.Join(v.errs...)
}

type validator struct {
	prefix string
	errs   []error
}

func (v *validator) require(ok bool, field, reason, zh, en string, args ...any) {
	if !ok {
		v.errs = append(v.errs, fault.Invalid(v.prefix+field, "evidence."+reason, fault.Say(v.prefix+field+":"+zh, v.prefix+field+": "+en, args...)))
	}
}

// count requires 0 ≤ n ≤ maxCount.
func (v *validator) count(field string, n int) {
	if n < 0 || n > maxCount {
		v.require(false, field, "count", "数是 %[1]d,应在 0 到 %[2]d 之间", "the count is %[1]d; it must be from 0 to %[2]d", n, maxCount)
	}
}

func (v *validator) ratings(field string, r Ratings) {
	v.count(field+".r5", r.R5)
	v.count(field+".r4", r.R4)
	v.count(field+".r3", r.R3)
	v.count(field+".r2", r.R2)
	v.count(field+".r1", r.R1)
}

func (v *validator) compound(c *CompoundEvidence, s *standard.Standard) {
	if !slices.Contains(standard.KindCodes, string(c.Kind)) {
		v.require(false, "kind", "kind", "类型 %[1]q 不存在", "there is no kind %[1]q", c.Kind)
	}
	v.count("households", c.Households)
	if c.Occupied != nil {
		v.count("occupied", *c.Occupied)
		v.require(*c.Occupied <= c.Households || c.Households == 0, "occupied", "occupied", "入住户数 %[1]d 多于总户数 %[2]d", "%[1]d occupied households are more than the %[2]d there are", *c.Occupied, c.Households)
	}
	v.ratings("overall", c.Overall)
	v.count("withheld", c.Withheld)
	v.require(c.Withheld < s.Survey.MinimumShown && (c.Withheld == 0 || c.Overall.Total() == 0), "withheld", "withheld",
		"只有答卷少于公布下限时才隐去评分，且隐去后不留任何评分。", "Ratings are withheld only where there are fewer answers than are shown, and then all of them.")
	for d, r := range c.ByDimension {
		v.inspected("byDimension", d)
		v.ratings("byDimension."+string(d), r)
	}
	v.count("inspections", c.Inspections)
	for d, points := range c.Deductions {
		v.inspected("deductions", d)
		if len(points) > c.Inspections {
			v.require(false, "deductions."+string(d), "inspections", "被检查 %[1]d 次,多于检查总数 %[2]d", "it is covered by %[1]d inspections, more than the %[2]d there were", len(points), c.Inspections)
		}
		for _, p := range points {
			if p < 0 || p > maxPoints {
				v.require(false, "deductions."+string(d), "points", "扣分 %[1]d(百分之一分)应在 0 到 %[2]d 之间", "%[1]d hundredths of a point must be from 0 to %[2]d", p, maxPoints)
			}
		}
	}
	for _, d := range c.NotApplicable {
		v.inspected("notApplicable", d)
	}
	v.complaints(c.Complaints)
}

func (v *validator) inspected(field string, d Dimension) {
	if !slices.Contains(Inspected[:], d) {
		v.require(false, field, "dimension", "%[1]q 不是检查的五项之一", "%[1]q is none of the five inspected dimensions", d)
	}
}

func (v *validator) complaints(t ComplaintTotals) {
	v.count("complaints.counted", t.Counted)
	v.count("complaints.due", t.Due)
	v.count("complaints.onTime", t.OnTime)
	v.count("complaints.closed", t.Closed)
	v.count("complaints.fixed", t.Fixed)
	if t.OnTime > t.Closed || t.Fixed > t.Closed || t.Closed > t.Due || t.Due > t.Counted {
		v.require(false, "complaints", "complaints", "投诉数不合:按期 %[1]d、已解决 %[2]d 不应多于办结 %[3]d,办结不应多于到期 %[4]d,到期不应多于计入 %[5]d",
			"the complaints don't fit: %[1]d on time and %[2]d fixed may not exceed %[3]d closed, those not %[4]d due, those not %[5]d counted", t.OnTime, t.Fixed, t.Closed, t.Due, t.Counted)
	}
}

func (v *validator) vetoes(list []Veto, s *standard.Standard) {
	for i, x := range list {
		field := fmt.Sprintf("vetoes[%d]", i)
		_, known := s.Ground(x.Ground)
		v.require(known, field+".ground", "ground", "标准里没有一票否决情形 %[1]q", "the standard has no veto ground %[1]q", x.Ground)
		v.require(x.Authority != "" && x.Document != "" && !x.Established.IsZero(), field, "veto_incomplete", "一票否决应写明认定机关、文书号和认定日期", "a veto needs the body that established it, the document's number and the day")
		v.require(utf8.ValidString(x.Authority) && utf8.ValidString(x.Document), field, "text", "文字不是 UTF-8 编码", "the text is not UTF-8")
	}
}

func (v *validator) tenures(list []Tenure, from, to calendar.Date) {
	for i, t := range list {
		field := fmt.Sprintf("tenures[%d]", i)
		v.require(!t.To.Before(t.From) && t.From.Within(from, to) && t.To.Within(from, to), field, "tenure_dates", "起止日期应在周期之内,且开始不晚于结束", "its days must lie in the cycle, the first not after the last")
		v.require(i == 0 || list[i-1].To.Before(t.From), field, "tenure_overlap", "与前一段管理时间重叠", "it overlaps the tenure before it")
		switch t.Mode {
		case Professional:
			v.require(t.Contractor != "" && utf8.ValidString(t.Contractor), field, "tenure_contractor", "专业物业应写明企业", "professional management needs a contractor")
		case SelfManaged, Trusteeship:
			v.require(t.Contractor == "", field, "tenure_contractor", "自管或托管不应有企业", "self-management and trusteeship have no contractor")
		default:
			v.require(false, field, "tenure_mode", "服务模式 %[1]q 不存在", "there is no mode %[1]q", t.Mode)
		}
	}
}

func (v *validator) previous(p *PreviousPublication) {
	if p == nil {
		return
	}
	for i, c := range p.Compounds {
		field := "previous.compounds[" + c.Code + "]"
		v.require(i == 0 || p.Compounds[i-1].Code != c.Code, field, "duplicate", "上期结果里小区 %[1]s 出现两次", "compound %[1]s is listed twice in the last publication", c.Code)
		switch c.Class {
		case Demonstration, Compliant, Rectification, NotRated:
		default:
			v.require(false, field, "class", "类别 %[1]q 不存在", "there is no class %[1]q", c.Class)
		}
		for _, x := range []*int64{c.Score, c.ScoreLow, c.ScoreHigh} {
			v.require(x == nil || *x >= -1_000_000 && *x <= 1_000_000, field, "score", "得分超出范围", "a score is out of range")
		}
	}
}
