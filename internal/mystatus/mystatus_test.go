package mystatus_test

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/mystatus"
	"smileboard/internal/publication"
	"smileboard/internal/registry"
	"smileboard/internal/sample"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const district = "430104"

var today = calendar.MustParse("2026-09-15")

func clock() calendar.Date { return today }

// office is the sample's first district with its register, its evidence of two cycles, and nothing published yet.
type office struct {
	*mystatus.Service
	store *store.Store
}

func operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

// eachOffice runs a test in an office on each database.
func eachOffice(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	files, err := sample.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(files, func(f sample.File) bool { return f.District == district })
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, err := importer.Import(operator(), s, files[i].Path, importer.Options{})
		if err != nil || r.Errors > 0 {
			t.Fatalf("%v, %d errors", err, r.Errors)
		}
		test(t, &office{mystatus.NewService(s, registry.NewService(s, clock), clock), s})
	})
}

func (o *office) publish(t *testing.T, cycle, on string) {
	t.Helper()
	day := calendar.MustParse(on)
	if _, err := publication.Record(operator(), o.store, publication.Publish{
		District: district, Cycle: cycle, NotifiedOn: day.AddDays(-30), Today: day, Now: day.Time().Add(10 * time.Hour),
	}); err != nil {
		t.Fatal(err)
	}
}

// largest is the company that manages most compounds today.
func (o *office) largest(t *testing.T) *ent.Contractor {
	t.Helper()
	list := o.store.Client.Contractor.Query().AllX(operator())
	managed := func(c *ent.Contractor) int {
		return o.store.Client.Engagement.Query().Where(engagement.ContractorID(c.ID), engagement.EndsIsNil()).CountX(operator())
	}
	return slices.MaxFunc(list, func(a, b *ent.Contractor) int { return cmp.Compare(managed(a), managed(b)) })
}

func as(powers ...viewer.Power) context.Context {
	return viewer.AsAccount(context.Background(), viewer.Account{ID: 1, Username: "x", Name: "x", Powers: powers})
}

func of(company int) context.Context {
	return as(viewer.Power{Role: viewer.ContractorManager, Contractor: company})
}

func (o *office) company(t *testing.T, ctx context.Context) *mystatus.Contractor { //nolint:revive // the test comes first
	t.Helper()
	list, err := o.Contractors(ctx)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d companies, %v", len(list), err)
	}
	return list[0]
}

func TestACompanySeesWhatWasPublishedOfItAndItsCompounds(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.publish(t, "2025H2", "2026-03-01")
		o.publish(t, "2026H1", "2026-09-01")
		row := o.largest(t)
		c := o.company(t, of(row.ID))
		if c.USCC != row.Uscc || len(c.Compounds) == 0 || len(c.Rankings) != 1 {
			t.Fatalf("%+v", c)
		}
		r := c.Rankings[0]
		if r.District.Code != district || r.Cycle != "2026H1" || r.Before == nil || r.BeforeCycle != "2025H2" || r.Place.USCC != row.Uscc || r.Ranked == 0 {
			t.Errorf("ranking %+v", r)
		}
		if r.Place.Rank != nil && (r.Place.RankLow == nil || r.Place.RankHigh == nil) || (r.Place.Rank == nil) != (r.Unranked != nil) {
			t.Errorf("place %+v, %v", r.Place, r.Unranked)
		}
		lacking := 0
		for _, x := range c.Compounds {
			published := o.store.Client.CompoundResult.Query().Where(compoundresult.Code(x.Code)).Order(compoundresult.ByID()).AllX(operator())
			var want assess.CompoundResult
			if err := json.Unmarshal(published[len(published)-1].Detail, &want); err != nil {
				t.Fatal(err)
			}
			if x.Result == nil || x.Result.Class != want.Class || x.Cycle != "2026H1" || x.Reason.Zh == "" || x.Explanation.En == "" {
				t.Errorf("%s: %+v", x.Code, x)
			}
			if x.Carried != (want.Carrier == row.Uscc) || !x.Carried && !x.Managed {
				t.Errorf("%s is carried: %v, published %q", x.Code, x.Carried, want.Carrier)
			}
			if (len(x.Missing) == 0) != (want.Class == assess.Demonstration) {
				t.Errorf("%s is %s and lacks %+v", x.Code, want.Class, x.Missing)
			}
			lacking += len(x.Missing)
		}
		if lacking == 0 {
			t.Error("nothing is missing anywhere: the sample tests nothing")
		}
		if again := o.company(t, of(row.ID)); len(again.Compounds) != len(c.Compounds) || len(again.Compounds[0].Missing) != len(c.Compounds[0].Missing) {
			t.Error("asked again, it says something else")
		}
	})
}

// What is missing is what the published bundle says, found again from it alone.
func TestWhatIsMissingIsFoundFromTheBundle(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.publish(t, "2025H2", "2026-03-01")
		p := o.store.Client.Publication.Query().OnlyX(operator())
		b, err := publication.LoadBundle(operator(), o.store.Client, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range o.company(t, of(o.largest(t).ID)).Compounds {
			want, err := assess.Shortfalls(b.Evidence, b.Standard, x.Code)
			if err != nil {
				t.Fatal(err)
			}
			a, _ := json.Marshal(x.Missing)
			b, _ := json.Marshal(want)
			if string(a) != string(b) {
				t.Errorf("%s: %s, the bundle says %s", x.Code, a, b)
			}
		}
	})
}

func TestNothingOfAnAssessmentIsSeenBeforeItIsPublishedOrAfterItIsWithdrawn(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		row := o.largest(t)
		for _, step := range []struct {
			do    func()
			cycle string
		}{
			{func() {}, ""},
			{func() { o.publish(t, "2025H2", "2026-03-01") }, "2025H2"},
			{func() { o.publish(t, "2026H1", "2026-09-01") }, "2026H1"},
			{func() {
				if err := publication.Withdraw(operator(), o.store, district, "2026H1", "抽样名单有误", calendar.MustParse("2026-09-02")); err != nil {
					t.Fatal(err)
				}
			}, "2025H2"},
		} {
			step.do()
			c := o.company(t, of(row.ID))
			if (len(c.Rankings) > 0) != (step.cycle != "") {
				t.Errorf("%q: rankings %+v", step.cycle, c.Rankings)
			}
			for _, r := range c.Rankings {
				if r.Cycle != step.cycle {
					t.Errorf("the ranking is of %s, not of %s", r.Cycle, step.cycle)
				}
			}
			if len(c.Compounds) == 0 {
				t.Error("a company has its compounds before anything is published, too")
			}
			for _, x := range c.Compounds {
				if x.Cycle != step.cycle || (x.Result != nil) != (step.cycle != "") || step.cycle == "" && len(x.Missing) > 0 {
					t.Errorf("%s shows %q, not %q", x.Code, x.Cycle, step.cycle)
				}
			}
		}
	})
}

func TestOnlyOnesOwnCompanyAndCommittee(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.publish(t, "2025H2", "2026-03-01")
		root := o.store.Client.Organization.Query().Where(organization.Code(district)).OnlyX(operator()).ID
		all := o.store.Client.Contractor.Query().Order(contractor.ByID()).AllX(operator())
		mine := o.company(t, of(all[0].ID))
		if mine.ID != all[0].ID {
			t.Errorf("asked for %d, got %d", all[0].ID, mine.ID)
		}
		for _, x := range mine.Compounds {
			if n := o.store.Client.Engagement.Query().Where(engagement.ContractorID(all[0].ID), engagement.CompoundID(x.ID)).CountX(operator()); n == 0 {
				t.Errorf("%s never was this company's", x.Code)
			}
		}
		// Another role beside it does not widen it.
		both := as(viewer.Power{Role: viewer.ContractorStaff, Contractor: all[0].ID}, viewer.Power{Role: viewer.DistrictOfficer, Organization: root, Branch: []int{root}})
		if got := o.company(t, both); got.ID != mine.ID || len(got.Compounds) != len(mine.Compounds) {
			t.Errorf("got %+v", got)
		}
		for name, ctx := range map[string]context.Context{
			"nobody":             context.Background(),
			"anyone":             viewer.AsPublic(context.Background()),
			"a district officer": as(viewer.Power{Role: viewer.DistrictOfficer, Organization: root, Branch: []int{root}}),
			"no power":           as(),
		} {
			if list, err := o.Contractors(ctx); err == nil {
				t.Errorf("%s sees %d companies", name, len(list))
			}
			if list, err := o.Committees(ctx); err == nil {
				t.Errorf("%s sees %d committees", name, len(list))
			}
		}
		if _, err := o.Committees(of(all[0].ID)); fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("a company asks for committees: %v", err)
		}
		if _, err := o.Contractors(as(viewer.Power{Role: viewer.OwnersCommittee, Organization: root, Branch: []int{root}})); fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("a committee asks for companies: %v", err)
		}
	})
}

func TestACommitteeSeesItsCompound(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		o.publish(t, "2025H2", "2026-03-01")
		c := o.store.Client
		crying := c.CompoundResult.Query().Where(compoundresult.ClassEQ(compoundresult.ClassRectification)).FirstX(operator())
		x := c.Compound.Query().Where(compound.ID(crying.CompoundID)).OnlyX(operator())
		body := func(code string) int {
			return c.Organization.Create().SetCode(code).SetName(code + "业委会").SetKind(organization.KindCommittee).SetParentID(x.SubdistrictID).
				SetSortKey(code).SetSearchText(code).SetInitials(code).SetInitialsAlt(code).SaveX(operator()).ID
		}
		day := func(s string) time.Time { return calendar.MustParse(s).Time() }
		mine, other := body("Y1"), body("Y2")
		for org, id := range map[int]int{mine: x.ID, other: c.Compound.Query().Where(compound.IDNEQ(x.ID)).FirstX(operator()).ID} {
			c.Committee.Create().SetOrganizationID(org).SetDistrictID(x.DistrictID).SetSubdistrictID(x.SubdistrictID).SetCompoundID(id).
				SetElected(day("2021-09-01")).SetTermStarts(day("2021-09-01")).SetTermEnds(day("2026-08-31")).SaveX(operator())
		}
		list, err := o.Committees(as(viewer.Power{Role: viewer.OwnersCommittee, Organization: mine, Branch: []int{mine}}))
		if err != nil || len(list) != 1 || len(list[0].Compounds) != 1 {
			t.Fatalf("%+v %v", list, err)
		}
		got := list[0].Compounds[0]
		if got.Code != x.Code || got.Result.Class != assess.Rectification || len(got.Missing) != 1 || got.Missing[0].Goal != assess.GoalSmile {
			t.Errorf("%+v", got)
		}
		var kinds []string
		for _, d := range list[0].Due {
			kinds = append(kinds, d.Kind)
		}
		if want := []string{"committee.first_meeting", "committee.filing", "committee.reelection", "committee.term_end"}; len(kinds) < 4 || !slices.Equal(kinds[:4], want) {
			t.Errorf("due are %v, want %v first", kinds, want)
		}
		if d := list[0].Due[3]; !d.Overdue || d.On != calendar.MustParse("2026-08-31") {
			t.Errorf("the end of the term: %+v", d)
		}
	})
}

func TestWhatIsDueComesInItsOrder(t *testing.T) {
	eachOffice(t, func(t *testing.T, o *office) {
		row := o.largest(t)
		c := o.store.Client
		c.Qualification.Create().SetCertificate("示例旧证").SetContractorID(row.ID).SetGrade("grade_2").
			SetIssued(calendar.MustParse("2023-09-01").Time()).SetExpires(today.AddDays(-1).Time()).SaveX(operator())
		c.Qualification.Create().SetCertificate("示例废证").SetContractorID(row.ID).SetGrade("grade_2").SetStatus("revoked").
			SetIssued(calendar.MustParse("2023-09-01").Time()).SetExpires(today.AddDays(5).Time()).SaveX(operator())
		e := c.Engagement.Query().Where(engagement.ContractorID(row.ID), engagement.EndsIsNil()).FirstX(operator())
		c.Engagement.UpdateOne(e).SetEnds(today.Time()).SaveX(operator())
		due := o.company(t, of(row.ID)).Due
		if len(due) < 2 || !slices.IsSortedFunc(due, func(a, b mystatus.Due) int { return a.On.Compare(b.On) }) {
			t.Fatalf("%+v", due)
		}
		find := func(kind string, on calendar.Date) (mystatus.Due, bool) {
			i := slices.IndexFunc(due, func(d mystatus.Due) bool { return d.Kind == kind && d.On == on })
			if i < 0 {
				return mystatus.Due{}, false
			}
			return due[i], true
		}
		if d, ok := find(mystatus.DueQualification, today.AddDays(-1)); !ok || !d.Overdue {
			t.Errorf("the expired certificate: %+v", due)
		}
		if d, ok := find(mystatus.DueEngagement, today); !ok || d.Overdue {
			t.Errorf("the engagement that ends today: %+v", due)
		}
		if _, ok := find(mystatus.DueQualification, today.AddDays(5)); ok {
			t.Error("a revoked certificate is due for nothing")
		}
	})
}
