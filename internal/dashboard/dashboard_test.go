package dashboard_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/ent/compoundresult"
	"smileboard/ent/importjob"
	"smileboard/ent/organization"
	"smileboard/internal/calendar"
	"smileboard/internal/dashboard"
	"smileboard/internal/fault"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	today = calendar.MustParse("2026-11-25")
	now   = time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC)
)

func operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

// town is a register in which something waits for everyone: two districts that are alike, a sub-district and a company each.
type town struct {
	t           testing.TB
	c           *ent.Client
	east, west  *district
	contractors []*ent.Contractor
}

type district struct {
	root, sub, body    *ent.Organization
	managed, unmanaged *ent.Compound
	contractor         *ent.Contractor
	officer, running   int
}

func (d *district) branch() []int { return []int{d.root.ID, d.sub.ID, d.body.ID} }

func fill(t testing.TB, s *store.Store) *town {
	t.Helper()
	f := &town{t: t, c: s.Client}
	city := f.organization("3702", "city", nil)
	f.east, f.west = f.district("370214", city), f.district("370203", city)
	return f
}

func (f *town) organization(code, kind string, parent *ent.Organization) *ent.Organization {
	sort, search, initials, alt := pinyin.Keys(code)
	q := f.c.Organization.Create().SetCode(code).SetName(code).SetKind(organization.Kind(kind)).SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
	if parent != nil {
		q.SetParentID(parent.ID)
	}
	return q.SaveX(operator())
}

func (f *town) compound(d *district, code string) *ent.Compound {
	return f.c.Compound.Create().SetCode(code).SetName(code).SetDistrictID(d.root.ID).SetSubdistrictID(d.sub.ID).SetKind("commercial").
		SetHouseholds(100).SetSortKey(code).SetSearchText(code).SetInitials("").SetInitialsAlt("").SaveX(operator())
}

func (f *town) district(code string, city *ent.Organization) *district {
	ctx := operator()
	d := &district{}
	d.root = f.organization(code, "district", city)
	d.sub = f.organization(code+"001", "subdistrict", d.root)
	d.body = f.organization(code+"-committee", "committee", d.sub)
	d.managed, d.unmanaged = f.compound(d, code+"0010001"), f.compound(d, code+"0010002")
	d.contractor = f.c.Contractor.Create().SetUscc("91" + code + "00000000AB").SetName("company " + code).SetSortKey(code).SetSearchText("").SetInitials("").SetInitialsAlt("").SaveX(ctx)
	f.contractors = append(f.contractors, d.contractor)
	f.c.Engagement.Create().SetCompoundID(d.managed.ID).SetContractorID(d.contractor.ID).SetMode("professional").
		SetStarts(today.AddDays(-300).Time()).SetEnds(today.AddDays(40).Time()).SaveX(ctx)
	f.c.Qualification.Create().SetCertificate("Z" + code).SetContractorID(d.contractor.ID).SetGrade("grade_2").SetIssued(today.AddDays(-900).Time()).SetExpires(today.AddDays(-3).Time()).SaveX(ctx)
	f.c.Committee.Create().SetOrganizationID(d.body.ID).SetDistrictID(d.root.ID).SetSubdistrictID(d.sub.ID).SetCompoundID(d.managed.ID).
		SetElected(today.AddDays(-20).Time()).SetTermStarts(today.AddDays(-20).Time()).SetTermEnds(today.AddDays(80).Time()).SaveX(ctx)
	st := f.c.Standard.Create().SetVersion("test " + code).SetEffectiveFrom(today.AddDays(-900).Time()).SetYaml("x").SaveX(ctx)
	past := f.c.Cycle.Create().SetName("2026H1").SetDistrictID(d.root.ID).SetStandardID(st.ID).SetStarts(today.AddDays(-300).Time()).SetEnds(today.AddDays(-150).Time()).SaveX(ctx)
	running := f.c.Cycle.Create().SetName("2026H2").SetDistrictID(d.root.ID).SetStandardID(st.ID).SetStarts(today.AddDays(-100).Time()).SetEnds(today.AddDays(36).Time()).SaveX(ctx)
	d.running = running.ID
	f.c.Inspection.Create().SetNumber("I" + code).SetCycleID(running.ID).SetCompoundID(d.managed.ID).SetDay(today.Time()).SetCovers([]string{}).SetNotApplicable([]string{}).SaveX(ctx)
	f.c.SurveyAnswer.Create().SetCycleID(past.ID).SetCompoundID(d.managed.ID).SetOverall(5).SaveX(ctx)
	p := f.c.Publication.Create().SetCycleID(past.ID).SetDistrictID(d.root.ID).SetRevision(1).SetPublishedOn(today.AddDays(-100).Time()).SetNotifiedOn(today.AddDays(-120).Time()).
		SetStandard("test").SetEvidenceDigest("x").SetTotals([]byte("{}")).SetEvidence([]byte("x")).SetRecordedAt(now).SaveX(ctx)
	for _, c := range []*ent.Compound{d.managed, d.unmanaged} {
		class, face, severity := compoundresult.ClassDemonstration, compoundresult.FaceSMILE, 3
		if c == d.unmanaged {
			class, face, severity = compoundresult.ClassNone, compoundresult.FaceNONE, 1
		}
		f.c.CompoundResult.Create().SetPublicationID(p.ID).SetCompoundID(c.ID).SetCode(c.Code).SetSubdistrictID(d.sub.ID).SetClass(class).SetFace(face).
			SetNeedsImprovement(false).SetSeverity(severity).SetHeadlineZh("x").SetHeadlineEn("x").SetReasonZh("x").SetReasonEn("x").SetDetail([]byte("{}")).SaveX(ctx)
	}
	d.officer = f.account("officer"+code, "a hash")
	invited := f.account("invited"+code, "")
	for _, id := range []int{d.officer, invited} {
		f.c.Grant.Create().SetAccountID(id).SetRole("district_officer").SetOrganizationID(d.root.ID).SetStarts(today.AddDays(-10).Time()).SetEnds(today.AddDays(5).Time()).SetCreatedAt(now).SaveX(ctx)
	}
	for i, status := range []importjob.Status{"checked", "imported"} {
		f.c.ImportJob.Create().SetAccountID(d.officer).SetName("book.xlsx").SetDigest(fmt.Sprintf("%s%d", code, i)).SetSize(1).SetStatus(status).SetCreatedAt(now).SetAliveAt(now).SaveX(ctx)
	}
	f.c.Notice.Create().SetAccountID(d.officer).SetKind("x").SetSubject("x").SetTitleZh("x").SetTitleEn("x").SetDay(today.Time()).SetCreatedAt(now).SaveX(ctx)
	return d
}

func (f *town) account(username, hash string) int {
	return f.c.Account.Create().SetUsername(username).SetName(username).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").
		SetPasswordHash(hash).SetCreatedAt(now).SaveX(operator()).ID
}

func as(id int, powers ...viewer.Power) context.Context {
	return viewer.AsAccount(context.Background(), viewer.Account{ID: id, Powers: powers})
}

func in(role viewer.Role, branch ...int) viewer.Power {
	return viewer.Power{Role: role, Organization: branch[0], Branch: branch}
}

func said(d *dashboard.Dashboard) []string {
	out := []string{}
	for _, w := range d.Waiting {
		line := fmt.Sprintf("%s %d", w.Kind, w.Count)
		if w.Due != nil {
			line += fmt.Sprintf(" by %d", today.DaysUntil(*w.Due))
		}
		if w.Overdue {
			line += " overdue"
		}
		out = append(out, line)
	}
	return out
}

func figures(d *dashboard.Dashboard) []string {
	out := []string{}
	for _, f := range d.Figures {
		out = append(out, fmt.Sprintf("%s %d", f.Kind, f.Value))
	}
	return out
}

func TestWhatWaitsForEachRole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := fill(t, s)
		service := dashboard.New(s, func() calendar.Date { return today })
		east, west := f.east, f.west
		committees := []string{"committee.first_meeting 1 by -13 overdue", "committee.reelection 1 by -12 overdue"}
		register := []string{"compounds 2", "households 200", "class.rectification 0", "class.none 1", "class.compliant 0", "class.demonstration 1"}
		for _, c := range []struct {
			name    string
			ctx     context.Context
			waiting []string
			figures []string
		}{
			{
				"district officer", as(east.officer, in(viewer.DistrictOfficer, east.branch()...)),
				append(slices.Clone(committees), "qualification.expires 2 by -3 overdue", "grant.ends 1 by 5", "committee.filing 1 by 10", "evidence.survey 2 by 36", "evidence.inspection 1 by 36",
					"engagement.ends 1 by 40", "compound.unmanaged 1", "import.checked 1", "account.invited 1", "notice.unread 1"),
				append(slices.Clone(register), "contractors 2", "committees 1"),
			},
			{
				"administrator", as(0, viewer.Power{Role: viewer.Administrator}),
				[]string{
					"committee.first_meeting 2 by -13 overdue", "committee.reelection 2 by -12 overdue", "qualification.expires 2 by -3 overdue", "committee.filing 2 by 10", "evidence.survey 4 by 36",
					"evidence.inspection 2 by 36", "engagement.ends 2 by 40", "compound.unmanaged 2", "import.checked 2", "account.invited 2",
				},
				[]string{"compounds 4", "households 400", "class.rectification 0", "class.none 2", "class.compliant 0", "class.demonstration 2", "contractors 2", "committees 2"},
			},
			{
				"sub-district officer", as(0, in(viewer.SubdistrictOfficer, west.sub.ID, west.body.ID)),
				append(slices.Clone(committees), "committee.filing 1 by 10", "engagement.ends 1 by 40", "compound.unmanaged 1"),
				append(slices.Clone(register), "contractors 2", "committees 1"),
			},
			{
				"community officer", as(0, in(viewer.CommunityOfficer, west.body.ID)),
				append(slices.Clone(committees), "committee.filing 1 by 10"),
				[]string{"compounds 1", "households 100", "class.rectification 0", "class.none 0", "class.compliant 0", "class.demonstration 1", "contractors 2", "committees 1"},
			},
			{
				"owners' committee", as(0, in(viewer.OwnersCommittee, east.body.ID)),
				append(slices.Clone(committees), "committee.filing 1 by 10", "engagement.ends 1 by 40"),
				[]string{"compounds 1", "households 100", "class.rectification 0", "class.none 0", "class.compliant 0", "class.demonstration 1", "contractors 1", "committees 1"},
			},
			{
				"contractor manager", as(0, viewer.Power{Role: viewer.ContractorManager, Contractor: west.contractor.ID}),
				[]string{"qualification.expires 1 by -3 overdue", "engagement.ends 1 by 40"},
				[]string{"compounds 1", "households 100", "class.rectification 0", "class.none 0", "class.compliant 0", "class.demonstration 1", "contractors 1"},
			},
			{
				"contractor staff", as(0, viewer.Power{Role: viewer.ContractorStaff, Contractor: west.contractor.ID}),
				[]string{"qualification.expires 1 by -3 overdue", "engagement.ends 1 by 40"},
				[]string{"compounds 1", "households 100", "class.rectification 0", "class.none 0", "class.compliant 0", "class.demonstration 1", "contractors 1"},
			},
			{"inspector", as(0, in(viewer.Inspector, east.branch()...)), []string{}, append(slices.Clone(register), "contractors 2", "committees 1")},
			{"auditor", as(0, in(viewer.Auditor, east.branch()...)), []string{}, append(slices.Clone(register), "contractors 2", "committees 1")},
			{"tender expert", as(0, in(viewer.TenderExpert, east.branch()...)), []string{}, []string{}},
			{"somebody without a role", as(west.officer), []string{"grant.ends 1 by 5", "notice.unread 1"}, []string{}},
		} {
			got, err := service.Dashboard(c.ctx)
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			if g := said(got); !slices.Equal(g, c.waiting) {
				t.Errorf("%s: waiting\n\t%s\nwant\n\t%s", c.name, strings.Join(g, "\n\t"), strings.Join(c.waiting, "\n\t"))
			}
			if g := figures(got); !slices.Equal(g, c.figures) {
				t.Errorf("%s: figures\n\t%s\nwant\n\t%s", c.name, strings.Join(g, ", "), strings.Join(c.figures, ", "))
			}
			for _, w := range got.Waiting {
				if w.Title.Zh == "" || w.Title.En == "" || !strings.HasPrefix(w.Link, "/console/") || strings.Contains(w.Title.Zh+w.Title.En, "%!") {
					t.Errorf("%s: %+v", c.name, w)
				}
			}
		}
		for name, ctx := range map[string]context.Context{
			"nobody": context.Background(), "anyone": viewer.AsPublic(context.Background()),
		} {
			if _, err := service.Dashboard(ctx); fault.CodeOf(err) != fault.CodeUnauthenticated {
				t.Errorf("%s: %v", name, err)
			}
		}
		owing := viewer.AsAccount(context.Background(), viewer.Account{ID: 1, Owes: "password", Powers: []viewer.Power{{Role: viewer.Administrator}}})
		if _, err := service.Dashboard(owing); fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("somebody who owes a new password: %v", err)
		}
	})
}

func TestADashboardTakesTheSameStatementsHoweverMuchThereIs(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		var statements atomic.Int32
		s := storetest.Open(t, address, store.Options{Trace: func(string) { statements.Add(1) }})
		service := dashboard.New(s, func() calendar.Date { return today })
		ask := func() int32 {
			statements.Store(0)
			if _, err := service.Dashboard(as(0, viewer.Power{Role: viewer.Administrator})); err != nil {
				t.Fatal(err)
			}
			return statements.Load()
		}
		f := fill(t, s)
		few := ask()
		for i := range 20 {
			f.compound(f.east, fmt.Sprintf("more%d", i))
		}
		if many := ask(); many != few || many > 25 {
			t.Errorf("%d statements, and %d with more compounds", few, many)
		}
	})
}
