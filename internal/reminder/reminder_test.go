package reminder_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/ent/compoundresult"
	"smileboard/ent/grant"
	"smileboard/ent/notice"
	"smileboard/ent/organization"
	"smileboard/ent/qualification"
	"smileboard/internal/calendar"
	"smileboard/internal/reminder"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	today = calendar.MustParse("2026-11-25")
	now   = time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC)
)

func operator() context.Context {
	return store.WithClock(viewer.AsOperator(context.Background(), "test"), func() time.Time { return now })
}

// world is two districts, with somebody of each role in the first, and an officer and a company in the second.
type world struct {
	t                              *testing.T
	s                              *store.Store
	district, other                *ent.Organization
	sub, otherSub, community, body *ent.Organization
	compound, second, far          *ent.Compound
	company, stranger              *ent.Contractor
	names                          map[int]string
}

func fill(t *testing.T, s *store.Store) *world {
	t.Helper()
	w := &world{t: t, s: s, names: map[int]string{}}
	city := w.organization("3702", "city", nil)
	w.district, w.other = w.organization("370214", "district", city), w.organization("370203", "district", city)
	w.sub, w.otherSub = w.organization("370214001", "subdistrict", w.district), w.organization("370203001", "subdistrict", w.other)
	w.community = w.organization("C1", "community", w.sub)
	w.body = w.organization("金岭业委会", "committee", w.community)
	w.compound, w.second, w.far = w.place("金岭小区", w.district, w.sub), w.place("花园小区", w.district, w.sub), w.place("远处小区", w.other, w.otherSub)
	w.company, w.stranger = w.firm("91370200000000001A", "示例一号物业"), w.firm("91370200000000002B", "示例二号物业")
	for name, where := range map[string]struct {
		role         viewer.Role
		organization *ent.Organization
		contractor   *ent.Contractor
	}{
		"administrator":     {viewer.Administrator, nil, nil},
		"district":          {viewer.DistrictOfficer, w.district, nil},
		"sub-district":      {viewer.SubdistrictOfficer, w.sub, nil},
		"community":         {viewer.CommunityOfficer, w.community, nil},
		"inspector":         {viewer.Inspector, w.district, nil},
		"committee":         {viewer.OwnersCommittee, w.body, nil},
		"manager":           {viewer.ContractorManager, nil, w.company},
		"staff":             {viewer.ContractorStaff, nil, w.company},
		"auditor":           {viewer.Auditor, w.district, nil},
		"other district":    {viewer.DistrictOfficer, w.other, nil},
		"other manager":     {viewer.ContractorManager, nil, w.stranger},
		"other subdistrict": {viewer.SubdistrictOfficer, w.otherSub, nil},
	} {
		w.grant(w.account(name), where.role, where.organization, where.contractor, nil)
	}
	// Neither a role that is over nor an account that is disabled is told of anything.
	w.grant(w.account("retired"), viewer.DistrictOfficer, w.district, nil, func(g *ent.GrantCreate) { g.SetEnds(today.AddDays(-1).Time()) })
	disabled := w.account("disabled")
	w.grant(disabled, viewer.DistrictOfficer, w.district, nil, nil)
	s.Client.Account.UpdateOneID(disabled).SetDisabledAt(now).ExecX(operator())
	return w
}

func (w *world) organization(code, kind string, parent *ent.Organization) *ent.Organization {
	q := w.s.Client.Organization.Create().SetCode(code).SetName(code).SetKind(organization.Kind(kind)).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("")
	if parent != nil {
		q.SetParentID(parent.ID)
	}
	return q.SaveX(operator())
}

func (w *world) place(name string, district, sub *ent.Organization) *ent.Compound {
	return w.s.Client.Compound.Create().SetCode(name).SetName(name).SetDistrictID(district.ID).SetSubdistrictID(sub.ID).SetKind("commercial").SetHouseholds(1).
		SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").SaveX(operator())
}

func (w *world) firm(uscc, name string) *ent.Contractor {
	return w.s.Client.Contractor.Create().SetUscc(uscc).SetName(name).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").SaveX(operator())
}

func (w *world) account(name string) int {
	id := w.s.Client.Account.Create().SetUsername(name).SetName(name).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").SetCreatedAt(now).SaveX(operator()).ID
	w.names[id] = name
	return id
}

func (w *world) grant(account int, role viewer.Role, o *ent.Organization, c *ent.Contractor, change func(*ent.GrantCreate)) {
	q := w.s.Client.Grant.Create().SetAccountID(account).SetRole(grant.Role(role)).SetStarts(today.AddDays(-100).Time()).SetCreatedAt(now)
	if o != nil {
		q.SetOrganizationID(o.ID)
	}
	if c != nil {
		q.SetContractorID(c.ID)
	}
	if change != nil {
		change(q)
	}
	q.ExecX(operator())
}

func (w *world) engagement(at *ent.Compound, by *ent.Contractor, ends calendar.Date) {
	w.s.Client.Engagement.Create().SetCompoundID(at.ID).SetContractorID(by.ID).SetMode("professional").SetStarts(today.AddDays(-400).Time()).SetEnds(ends.Time()).ExecX(operator())
}

// scan looks on a day and returns who was told what, sorted.
func (w *world) scan(day calendar.Date) []string {
	w.t.Helper()
	return w.told(func() error { return reminder.Scan(operator(), w.s, day) })
}

func (w *world) told(do func() error) []string {
	w.t.Helper()
	last, err := w.s.Client.Notice.Query().Order(notice.ByID()).IDs(operator())
	if err != nil {
		w.t.Fatal(err)
	}
	if err := do(); err != nil {
		w.t.Fatal(err)
	}
	rows, err := w.s.Client.Notice.Query().Where(notice.IDNotIn(last...)).All(operator())
	if err != nil {
		w.t.Fatal(err)
	}
	out := []string{}
	for _, r := range rows {
		if r.TitleZh == "" || r.TitleEn == "" || strings.Contains(r.TitleZh+r.TitleEn+r.BodyZh+r.BodyEn, "%!") || !strings.HasPrefix(r.Link, "/console/") {
			w.t.Errorf("%+v", r)
		}
		out = append(out, w.names[r.AccountID]+": "+r.TitleZh)
	}
	slices.Sort(out)
	return out
}

func expect(t *testing.T, when string, got []string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n\t%s\nwant\n\t%s", when, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestEngagementsThatEnd(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := fill(t, s)
		ends := today.AddDays(100)
		w.s.Client.Committee.Create().SetOrganizationID(w.body.ID).SetDistrictID(w.district.ID).SetSubdistrictID(w.sub.ID).SetCompoundID(w.compound.ID).
			SetElected(today.AddDays(-300).Time()).SetFirstMet(today.AddDays(-299).Time()).SetFiled(today.AddDays(-290).Time()).
			SetTermStarts(today.AddDays(-300).Time()).SetTermEnds(today.AddDays(1000).Time()).ExecX(operator())
		w.engagement(w.compound, w.company, ends)
		w.engagement(w.far, w.stranger, ends.AddDays(1000))
		title := fmt.Sprintf("物业服务合同将于 %s 到期：金岭小区", ends)
		all := []string{"manager: " + title, "committee: " + title, "district: " + title, "sub-district: " + title}
		expect(t, "100 days before", w.scan(today))
		expect(t, "90 days before", w.scan(today.AddDays(10)), all...)
		expect(t, "the same day again", w.scan(today.AddDays(10)))
		expect(t, "89 days before", w.scan(today.AddDays(11)))
		expect(t, "30 days before", w.scan(today.AddDays(70)), all...)
		expect(t, "29 days before, the server was away the day before", w.scan(today.AddDays(71)))
		w.engagement(w.second, w.company, ends)
		expect(t, "another that ends on the day: the offices are told of both, the committee of nothing", w.scan(today.AddDays(72)),
			fmt.Sprintf("manager: 物业服务合同将于 %s 到期：花园小区", ends))
		expect(t, "the last day", w.scan(ends))
		expect(t, "the day after", w.scan(ends.AddDays(1)))
	})
}

func TestAnOfficeIsToldOfADayAndNotOfEachThing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := fill(t, s)
		ends := today.AddDays(80)
		w.engagement(w.compound, w.company, ends)
		w.engagement(w.second, w.company, ends)
		expect(t, "two end on a day", w.scan(today),
			fmt.Sprintf("manager: 物业服务合同将于 %s 到期：金岭小区", ends), fmt.Sprintf("manager: 物业服务合同将于 %s 到期：花园小区", ends),
			fmt.Sprintf("district: 2 份物业服务合同将于 %s 到期", ends), fmt.Sprintf("sub-district: 2 份物业服务合同将于 %s 到期", ends))
	})
}

func TestQualificationsThatExpire(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := fill(t, s)
		w.engagement(w.compound, w.company, today.AddDays(1000))
		expires := today.AddDays(95)
		for number, status := range map[string]string{"A1": "valid", "A2": "revoked"} {
			w.s.Client.Qualification.Create().SetCertificate(number).SetContractorID(w.company.ID).SetGrade("grade_2").SetIssued(today.AddDays(-900).Time()).
				SetExpires(expires.Time()).SetStatus(qualification.Status(status)).ExecX(operator())
		}
		title := fmt.Sprintf("资质将于 %s 到期：示例一号物业", expires)
		both := []string{"manager: " + title, "district: " + title}
		for _, step := range []struct {
			before int
			want   []string
		}{{95, nil}, {91, nil}, {90, both}, {60, nil}, {30, both}, {8, nil}, {7, both}, {0, nil}, {-1, nil}} {
			expect(t, fmt.Sprintf("%d days before", step.before), w.scan(expires.AddDays(-step.before)), step.want...)
		}
	})
}

func TestDeadlinesOfCommittees(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := fill(t, s)
		c := w.s.Client.Committee.Create().SetOrganizationID(w.body.ID).SetDistrictID(w.district.ID).SetSubdistrictID(w.sub.ID).SetCompoundID(w.compound.ID).
			SetElected(today.Time()).SetTermStarts(today.Time()).SetTermEnds(today.AddMonths(60).AddDays(-1).Time()).SaveX(operator())
		told := func(titles ...string) (out []string) {
			for _, title := range titles {
				for _, who := range []string{"committee", "community", "sub-district"} {
					out = append(out, who+": 金岭业委会："+title)
				}
			}
			return out
		}
		first, filing := today.AddDays(7), today.AddDays(30)
		expect(t, "the day of the election", w.scan(today), told(fmt.Sprintf("首次会议应在 %s 前完成", first), fmt.Sprintf("备案应在 %s 前完成", filing))...)
		expect(t, "the last day to meet", w.scan(first))
		expect(t, "the day after", w.scan(first.AddDays(1)), told(fmt.Sprintf("首次会议已逾期（应在 %s 前完成）", first))...)
		expect(t, "two days after", w.scan(first.AddDays(2)))
		c.Update().SetFirstMet(today.AddDays(9).Time()).SetFiled(today.AddDays(20).Time()).ExecX(operator())
		expect(t, "met and filed", w.scan(filing.AddDays(1)))
		end := today.AddMonths(60).AddDays(-1)
		prepare := end.AddMonths(-3)
		expect(t, "a month before the re-election is to be prepared", w.scan(prepare.AddDays(-30)), told(fmt.Sprintf("筹备换届应在 %s 前完成", prepare))...)
		expect(t, "the day after", w.scan(prepare.AddDays(1)), told(fmt.Sprintf("筹备换届已逾期（应在 %s 前完成）", prepare))...)
		expect(t, "a month before the term ends", w.scan(end.AddDays(-30)), told(fmt.Sprintf("任期将于 %s 届满", end))...)
		expect(t, "the term is over", w.scan(end.AddDays(1)), told(fmt.Sprintf("任期已于 %s 届满", end))...)
		c.Update().SetStatus("dissolved").ExecX(operator())
		expect(t, "it is dissolved", w.scan(end.AddDays(400)))
	})
}

func TestPublications(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := fill(t, s)
		ctx := operator()
		w.s.Client.Committee.Create().SetOrganizationID(w.body.ID).SetDistrictID(w.district.ID).SetSubdistrictID(w.sub.ID).SetCompoundID(w.compound.ID).
			SetElected(today.AddDays(-300).Time()).SetTermStarts(today.AddDays(-300).Time()).SetTermEnds(today.AddDays(1000).Time()).ExecX(ctx)
		st := s.Client.Standard.Create().SetVersion("test").SetEffectiveFrom(today.AddDays(-900).Time()).SetYaml("x").SaveX(ctx)
		cycle := s.Client.Cycle.Create().SetName("2026H1").SetDistrictID(w.district.ID).SetStandardID(st.ID).SetStarts(today.AddDays(-300).Time()).SetEnds(today.AddDays(-150).Time()).SaveX(ctx)
		publish := func(revision int, at time.Time) *ent.Publication {
			p := s.Client.Publication.Create().SetCycleID(cycle.ID).SetDistrictID(w.district.ID).SetRevision(revision).SetPublishedOn(today.Time()).SetNotifiedOn(today.AddDays(-20).Time()).
				SetStandard("test").SetEvidenceDigest("x").SetTotals([]byte("{}")).SetEvidence([]byte("x")).SetRecordedAt(at).SaveX(ctx)
			for c, face := range map[*ent.Compound]compoundresult.Face{w.compound: "SMILE", w.second: "CRY"} {
				s.Client.CompoundResult.Create().SetPublicationID(p.ID).SetCompoundID(c.ID).SetCode(c.Code).SetSubdistrictID(w.sub.ID).SetContractorID(w.company.ID).SetClass("compliant").SetFace(face).
					SetNeedsImprovement(false).SetSeverity(2).SetHeadlineZh("x").SetHeadlineEn("x").SetReasonZh("x").SetReasonEn("x").SetDetail([]byte("{}")).ExecX(ctx)
			}
			return p
		}
		look := func(at time.Time) []string {
			return w.told(func() error { return reminder.Published(ctx, s, today, at) })
		}
		expect(t, "nothing is published", look(now))
		publish(1, now)
		expect(t, "the first", look(now.Add(time.Hour)), "manager: 370214 2026H1 评估结果已公布", "committee: 金岭小区 2026H1 评估结果已公布")
		expect(t, "the first again", look(now.Add(2*time.Hour)))
		withdrawn := publish(2, now)
		s.Client.Withdrawal.Create().SetPublicationID(withdrawn.ID).SetReason("a mistake").SetWithdrawnOn(today.Time()).ExecX(ctx)
		expect(t, "one that was withdrawn", look(now.Add(time.Hour)))
		publish(3, now.AddDate(0, 0, -4))
		expect(t, "one that is no news", look(now))
		publish(4, now)
		expect(t, "a correction", look(now), "manager: 370214 2026H1 评估结果已更正公布", "committee: 金岭小区 2026H1 评估结果已更正公布")
		n, err := s.Client.Notice.Query().Where(notice.BodyZhContains("笑脸 1 个，哭脸 1 个，待评 0 个")).Count(ctx)
		if err != nil || n != 2 {
			t.Errorf("%d notices count the company's faces (%v)", n, err)
		}
	})
}
