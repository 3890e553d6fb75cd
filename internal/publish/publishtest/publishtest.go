// Package publishtest fills a store with a small world of which every public thing is known, for the tests of what may
// be read.
//
// It writes through the store's client directly, as the operator, so that it can make what the rules would never let
// through: a withdrawn correction, a marker in every private column.
package publishtest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/ent/qualification"
	"smileboard/ent/tender"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/pinyin"
	"smileboard/internal/standard"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Marker stands in every private column. It may never be in an answer.
const Marker = "MARKER-PRIVATE"

// Today is the day on which the world is looked at.
var Today = calendar.MustParse("2026-11-20")

// Codes of the world.
const (
	District      = "430104"
	OtherDistrict = "370214"
	EmptyDistrict = "430105" // nothing published, no compounds
)

// World says what was written.
type World struct {
	Compounds   []*ent.Compound
	Contractors []*ent.Contractor
	// Cycles of District: 2025H1, 2025H2, 2026H1 with two revisions, 2026H2 withdrawn.
	Publications map[string]*ent.Publication
}

// Clock is the calendar for readers of the world.
func Clock() calendar.Date { return Today }

// Names of the first compounds, whose keys the tests know; the others are numbered.
var names = []string{"金岭农民安置小区", "重庆路小区", "乐清苑", "长沙示例小区", "华城路二小区", "示例花园100%_栋"}

// contractorNames are invented, and one has a name that only its initials find.
var contractorNames = []string{"示例甲物业服务有限公司", "示例乙物业服务有限公司", "示例丙物业管理有限公司", "示例丁物业服务有限公司"}

// Fill writes a world with so many compounds in District, and two in OtherDistrict.
func Fill(tb testing.TB, s *store.Store, compounds int) *World {
	tb.Helper()
	ctx := viewer.AsOperator(context.Background(), "test")
	w := &World{Publications: map[string]*ent.Publication{}}
	_, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		f := &filler{tb: tb, ctx: ctx, c: tx.Client(), w: w}
		f.fill(compounds)
		return struct{}{}, store.Touch(ctx, tx)
	})
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

type filler struct {
	tb  testing.TB
	ctx context.Context //nolint:containedctx // lives as long as one call
	c   *ent.Client
	w   *World

	districts    map[string]int
	subdistricts []int
	standard     int
}

// chunk keeps bulk writes below the databases' limits on parameters.
const chunk = 200

func must[T any](f *filler, v T, err error) T {
	f.tb.Helper()
	if err != nil {
		f.tb.Fatal(err)
	}
	return v
}

func day(s string) time.Time { return calendar.MustParse(s).Time() }

func (f *filler) fill(n int) {
	f.organizations()
	st := standard.Default()
	row, err := f.c.Standard.Create().SetVersion(st.Version).SetEffectiveFrom(st.EffectiveFrom.Time()).SetYaml(string(st.YAML())).Save(f.ctx)
	f.standard = must(f, row, err).ID
	f.contractors()
	f.w.Compounds = f.compounds(n)
	f.engagements()
	f.private()
	f.tenders()
	for _, c := range []struct{ name, from, to string }{
		{"2025H1", "2025-01-01", "2025-06-30"}, {"2025H2", "2025-07-01", "2025-12-31"}, {"2026H1", "2026-01-01", "2026-06-30"}, {"2026H2", "2026-07-01", "2026-10-31"},
	} {
		cy, err := f.c.Cycle.Create().SetName(c.name).SetDistrictID(f.districts[District]).SetStandardID(f.standard).
			SetStarts(day(c.from)).SetEnds(day(c.to)).Save(f.ctx)
		id := must(f, cy, err).ID
		switch c.name {
		case "2026H1":
			f.publish(id, c.name, 1, "", f.w.Compounds)
			f.publish(id, c.name, 2, "补录三份检查记录", f.w.Compounds)
		case "2026H2":
			p := f.publish(id, c.name, 1, "", f.w.Compounds)
			wd, err := f.c.Withdrawal.Create().SetPublicationID(p.ID).SetWithdrawnOn(day("2026-11-18")).SetReason("数据有误").Save(f.ctx)
			must(f, wd, err)
		default:
			f.publish(id, c.name, 1, "", f.w.Compounds)
		}
	}
	f.other()
}

func (f *filler) organization(code, name string, kind organization.Kind, parent int) int {
	sort, text, first, alt := pinyin.Keys(name)
	b := f.c.Organization.Create().SetCode(code).SetName(name).SetKind(kind).SetSortKey(sort).SetSearchText(text).SetInitials(first).SetInitialsAlt(alt)
	if parent != 0 {
		b.SetParentID(parent)
	}
	row, err := b.Save(f.ctx)
	return must(f, row, err).ID
}

func (f *filler) organizations() {
	city := f.organization("4301", "长沙市", organization.KindCity, 0)
	f.districts = map[string]int{
		District:      f.organization(District, "岳麓区", organization.KindDistrict, city),
		EmptyDistrict: f.organization(EmptyDistrict, "开福区", organization.KindDistrict, city),
		OtherDistrict: f.organization(OtherDistrict, "青岛市城阳区", organization.KindDistrict, 0),
	}
	for i, name := range []string{"望月湖街道", "岳麓街道", "观沙岭街道"} {
		f.subdistricts = append(f.subdistricts, f.organization(fmt.Sprintf("%s%03d", District, i+1), name, organization.KindSubdistrict, f.districts[District]))
	}
	f.subdistricts = append(f.subdistricts, f.organization(OtherDistrict+"001", "城阳街道", organization.KindSubdistrict, f.districts[OtherDistrict]))
	f.organization("XZ01", "示例成员单位", organization.KindDepartment, f.districts[District])
}

// USCC is the code of the nth contractor.
func USCC(n int) string { return fmt.Sprintf("9143010000000000%02d", n) }

func (f *filler) contractors() {
	for i, name := range contractorNames {
		sort, text, first, alt := pinyin.Keys(name)
		row, err := f.c.Contractor.Create().SetUscc(USCC(i)).SetName(name).SetSortKey(sort).SetSearchText(text).SetInitials(first).SetInitialsAlt(alt).
			SetLegalRepresentative(Marker + " legal").SetPhone(Marker + " phone").SetCapitalFen(500_000_000).Save(f.ctx)
		c := must(f, row, err)
		f.w.Contractors = append(f.w.Contractors, c)
		for j := range i {
			q, err := f.c.Qualification.Create().SetCertificate(fmt.Sprintf("示例证%d%d", i, j)).SetContractorID(c.ID).
				SetGrade(qualification.GradeGrade2).SetIssued(day(fmt.Sprintf("202%d-03-01", j))).SetStatus(qualification.StatusValid).Save(f.ctx)
			must(f, q, err)
		}
	}
}

// Code is the code of the nth compound of District.
func Code(n int) string { return fmt.Sprintf("%s%03d%04d", District, n%3+1, n+1) }

func (f *filler) compounds(n int) []*ent.Compound {
	builders := make([]*ent.CompoundCreate, 0, n)
	for i := range n {
		name := fmt.Sprintf("示例%d号小区", i)
		if i < len(names) {
			name = names[i]
		}
		builders = append(builders, f.compound(Code(i), name, f.districts[District], f.subdistricts[i%3], i))
	}
	builders = append(builders,
		f.compound(OtherDistrict+"0010001", "海棠苑小区", f.districts[OtherDistrict], f.subdistricts[3], 0),
		f.compound(OtherDistrict+"0010002", "安泰居北区", f.districts[OtherDistrict], f.subdistricts[3], 1))
	var out []*ent.Compound
	for len(builders) > 0 {
		k := min(chunk, len(builders))
		rows, err := f.c.Compound.CreateBulk(builders[:k]...).Save(f.ctx)
		out = append(out, must(f, rows, err)...)
		builders = builders[k:]
	}
	return out
}

func (f *filler) compound(code, name string, district, subdistrict, i int) *ent.CompoundCreate {
	sort, text, first, alt := pinyin.Keys(name)
	b := f.c.Compound.Create().SetCode(code).SetName(name).SetSortKey(sort).SetSearchText(text).SetInitials(first).SetInitialsAlt(alt).
		SetDistrictID(district).SetSubdistrictID(subdistrict).SetKind(compound.KindResettlement).SetHouseholds(100 + i)
	if i%2 == 0 {
		b.SetCommunity("示例社区").SetAddress("示例路1号").SetOccupied(90).SetAreaDm2(12345678).SetBuilt(2005)
	}
	return b
}

// carrier is who manages the nth compound, by contractor; -1 for nobody's.
func carrier(n int) int {
	if n%5 == 4 {
		return -1
	}
	return n % 3
}

func (f *filler) engagements() {
	var builders []*ent.EngagementCreate
	for i, c := range f.w.Compounds {
		earlier := f.c.Engagement.Create().SetCompoundID(c.ID).SetMode(engagement.ModeTrusteeship).SetStarts(day("2024-01-01")).SetEnds(day("2025-03-31"))
		now := f.c.Engagement.Create().SetCompoundID(c.ID).SetStarts(day("2025-04-01"))
		if k := carrier(i); k >= 0 {
			now.SetMode(engagement.ModeProfessional).SetContractorID(f.w.Contractors[k].ID).SetFeeFen(int64(60 + i))
		} else {
			now.SetMode(engagement.ModeSelfManaged)
		}
		builders = append(builders, earlier, now)
	}
	for len(builders) > 0 {
		k := min(chunk, len(builders))
		must(f, 0, f.c.Engagement.CreateBulk(builders[:k]...).Exec(f.ctx))
		builders = builders[k:]
	}
}

// private writes evidence and people with the marker in every text.
func (f *filler) private() {
	cy, err := f.c.Cycle.Create().SetName(Marker).SetDistrictID(f.districts[OtherDistrict]).SetStandardID(f.standard).
		SetStarts(day("2020-01-01")).SetEnds(day("2020-06-30")).SetReopenReason(Marker + " reopen").Save(f.ctx)
	must(f, cy, err)
	c := f.w.Compounds[0].ID
	co, err := f.c.Complaint.Create().SetNumber(Marker + " complaint").SetCompoundID(c).SetReceived(day("2020-03-01")).SetDue(day("2020-03-09")).
		SetText(Marker + " complaint text").SetRepeatOf(Marker).Save(f.ctx)
	must(f, co, err)
	ins, err := f.c.Inspection.Create().SetNumber(Marker + " inspection").SetCycleID(cy.ID).SetCompoundID(c).SetDay(day("2020-03-01")).
		SetInspector(Marker + " inspector").SetCovers([]string{Marker}).SetNotApplicable([]string{Marker}).Save(f.ctx)
	must(f, ins, err)
	fi, err := f.c.Finding.Create().SetInspectionID(ins.ID).SetSeq(1).SetText(Marker + " finding").SetVetoGround(Marker).
		SetAuthority(Marker).SetDocument(Marker).SetEstablished(day("2020-03-01")).Save(f.ctx)
	must(f, fi, err)
}

func (f *filler) tenders() {
	for i := range 5 {
		b := f.c.Tender.Create().SetNumber(fmt.Sprintf("示例招%d", i)).SetDistrictID(f.districts[District]).SetTitle(fmt.Sprintf("示例项目%d", i)).
			SetMethod(tender.MethodOpen).SetNotice(day(fmt.Sprintf("2026-0%d-01", i/2+1))).SetDeadline(day("2026-08-01")).SetStatus(tender.StatusNotice)
		if i%2 == 0 {
			b.SetCompoundID(f.w.Compounds[i].ID).SetWinnerID(f.w.Contractors[0].ID).SetPriceFen(3_000_000_000).
				SetOpening(day("2026-08-02")).SetStatus(tender.StatusAwarded)
		}
		must(f, 0, b.Exec(f.ctx))
	}
}

func (f *filler) publish(cycle int, name string, revision int, reason string, compounds []*ent.Compound) *ent.Publication {
	var counts assess.ClassCounts
	for i := range len(compounds) {
		switch classOf(i) {
		case assess.Demonstration:
			counts.Demonstration++
		case assess.Compliant:
			counts.Compliant++
		case assess.Rectification:
			counts.Rectification++
		default:
			counts.NotRated++
		}
	}
	mean := int64(8123)
	totals := assess.Totals{Compounds: len(compounds), MeanScore: &mean, ByClass: counts}
	row, err := f.c.Publication.Create().SetCycleID(cycle).SetDistrictID(compounds[0].DistrictID).SetRevision(revision).
		SetPublishedOn(day("2026-11-01")).SetNotifiedOn(day("2026-10-10")).SetReason(reason).SetStandard(standard.Default().Version).
		SetEvidenceDigest(fmt.Sprintf("%064x", cycle*10+revision)).SetTotals(f.json(totals)).
		SetEvidence([]byte(Marker + " evidence")).SetRecordedAt(time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)).Save(f.ctx)
	p := must(f, row, err)
	f.w.Publications[fmt.Sprintf("%s/%d", name, revision)] = p
	var builders []*ent.CompoundResultCreate
	for i, c := range compounds {
		if c.DistrictID != compounds[0].DistrictID {
			continue
		}
		builders = append(builders, f.result(p, c, i, revision))
	}
	for len(builders) > 0 {
		k := min(chunk, len(builders))
		must(f, 0, f.c.CompoundResult.CreateBulk(builders[:k]...).Exec(f.ctx))
		builders = builders[k:]
	}
	for i, c := range f.w.Contractors {
		must(f, 0, f.place(p, c, i).Exec(f.ctx))
	}
	return p
}

func (f *filler) json(v any) []byte {
	b, err := json.Marshal(v)
	return must(f, b, err)
}

func classOf(i int) assess.Class {
	return []assess.Class{assess.Compliant, assess.Rectification, assess.Demonstration, assess.NotRated}[i%4]
}

var severity = map[assess.Class]int{assess.Rectification: 0, assess.NotRated: 1, assess.Compliant: 2, assess.Demonstration: 3}

func ptr[T any](v T) *T { return &v }

// Detail is the nth compound's result. Scores repeat, so that orders have equals.
func Detail(i, revision int, code string) assess.CompoundResult {
	class := classOf(i)
	d := assess.CompoundResult{
		Code: code, Class: class, Face: class.Face(), PeerGroup: Marker,
		Survey:     assess.SurveyResult{Answers: 60, Households: 100, Required: 20, Response: 6000},
		Complaints: assess.ComplaintResult{ComplaintTotals: assess.ComplaintTotals{Counted: 11, Due: 10, OnTime: 6, Closed: 8, Fixed: 7}, PerThousand: 812},
		Reason:     []assess.Clause{{Code: Marker, Text: map[string]string{"x": Marker}}},
		Tenures:    []assess.Tenure{{Mode: assess.Trusteeship, From: calendar.MustParse("2026-01-01"), To: calendar.MustParse("2026-02-28")}},
	}
	for k, dim := range assess.Dimensions {
		d.Dimensions = append(d.Dimensions, assess.DimensionScore{
			Dimension: dim, Weight: 4000, Applies: k != 4, Score: ptr(int64(8000 + k)), PeerMean: ptr(int64(7950)), DistrictMean: ptr(int64(7900)), Covered: 1,
			Rating: ptr(int64(410)),
		})
	}
	if k := carrier(i); k >= 0 {
		d.Carrier = USCC(k)
		d.Tenures = append(d.Tenures, assess.Tenure{Mode: assess.Professional, Contractor: USCC(k), From: calendar.MustParse("2026-03-01"), To: calendar.MustParse("2026-06-30")})
	} else {
		d.CarrierNote = "self_managed"
	}
	switch class {
	case assess.NotRated:
		// Too few to be shown: nothing but the counts is in the result.
		d.Survey = assess.SurveyResult{Answers: 7, Households: 100, Required: 20, Response: 700}
		d.Dimensions[0].Score = nil
		d.Missing = []assess.Condition{{Code: assess.NeedAnswers, Need: 20, Have: 7}}
		d.LastRated = &assess.RatedFace{Cycle: "2025H2", PublishedOn: calendar.MustParse("2026-02-01"), Class: assess.Compliant, Score: ptr(int64(8000))}
		d.SurveyDue = true
		return d
	case assess.Rectification:
		d.Vetoes = []assess.Veto{{Ground: standard.Default().VetoGrounds[0].Code, Authority: "示例消防救援大队", Document: "示例消〔2026〕1号", Established: calendar.MustParse("2026-05-01")}}
	}
	d.Score = ptr(int64(7000 + i%7*100 + revision))
	d.ScoreLow, d.ScoreHigh, d.Adjusted = ptr(*d.Score-150), ptr(*d.Score+150), ptr(*d.Score+50)
	if i%8 == 1 { // a veto without any score
		d.Score, d.ScoreLow, d.ScoreHigh, d.Adjusted = nil, nil, nil, nil
	}
	d.Survey.Satisfied, d.Survey.Rate, d.Survey.Low, d.Survey.High, d.Survey.Shrunken = ptr(50), ptr(int64(8333)), ptr(int64(7500)), ptr(int64(8900)), ptr(int64(8200))
	d.Survey.Ratings = &assess.Ratings{R5: 30, R4: 20, R3: 5, R2: 3, R1: 2}
	d.Next = []assess.Condition{{Code: assess.NeedScore, Need: 9000, Have: 7100}, {Code: assess.NeedRate, Need: 8500, Have: 8333}}
	return d
}

func (f *filler) result(p *ent.Publication, c *ent.Compound, i, revision int) *ent.CompoundResultCreate {
	d := Detail(i, revision, c.Code)
	b := f.c.CompoundResult.Create().SetPublicationID(p.ID).SetCompoundID(c.ID).SetCode(c.Code).SetSubdistrictID(c.SubdistrictID).
		SetClass(compoundresult.Class(d.Class)).SetFace(compoundresult.Face(d.Face)).SetNeedsImprovement(false).SetSeverity(severity[d.Class]).
		SetNillableScore(d.Score).SetHeadlineZh("一句话理由").SetHeadlineEn("One line why").SetReasonZh("完整的理由。").SetReasonEn("The whole reason.").
		SetDetail(f.json(d))
	if d.Score != nil && i%3 != 0 {
		b.SetDelta(int64(i%5-2) * 100).SetWithinError(i%2 == 0)
	}
	if k := carrier(i); k >= 0 {
		b.SetContractorID(f.w.Contractors[k].ID)
	}
	return b
}

func (f *filler) place(p *ent.Publication, c *ent.Contractor, i int) *ent.ContractorResultCreate {
	d := assess.ContractorResult{USCC: c.Uscc, Rated: 3, Managed: 4, RatedHouseholds: 300, ManagedHouseholds: 400, ByClass: assess.ClassCounts{Compliant: 3, NotRated: 1}}
	if i < 3 {
		d.Rank, d.RankLow, d.RankHigh, d.Band = ptr(i+1), ptr(1), ptr(3), i/2+1
		d.Score, d.ScoreLow, d.ScoreHigh, d.Grade = ptr(int64(8500-100*i)), ptr(int64(8300-100*i)), ptr(int64(8700-100*i)), "AA"
	} else {
		d.UnrankedReason = "none_scored"
	}
	return f.c.ContractorResult.Create().SetPublicationID(p.ID).SetContractorID(c.ID).SetPosition(i + 1).SetNillableRank(d.Rank).
		SetBand(d.Band).SetNillableScore(d.Score).SetDetail(f.json(d))
}

// other publishes one cycle of the other district, whose dates differ.
func (f *filler) other() {
	cy, err := f.c.Cycle.Create().SetName("2026H1").SetDistrictID(f.districts[OtherDistrict]).SetStandardID(f.standard).
		SetStarts(day("2026-01-15")).SetEnds(day("2026-07-14")).Save(f.ctx)
	id := must(f, cy, err).ID
	f.publish(id, "other", 1, "", f.w.Compounds[len(f.w.Compounds)-2:])
}
