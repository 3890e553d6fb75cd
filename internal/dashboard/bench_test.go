package dashboard_test

import (
	"fmt"
	"testing"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/dashboard"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// BenchmarkDashboard is the first page of an administrator, and of a district officer, over 100,000 compounds.
func BenchmarkDashboard(b *testing.B) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			s := storetest.Open(b, address(b), store.Options{})
			f := fill(b, s)
			f.many(100_000)
			service := dashboard.New(s, func() calendar.Date { return today })
			for who, power := range map[string]viewer.Power{
				"administrator": {Role: viewer.Administrator}, "district": in(viewer.DistrictOfficer, f.east.branch()...),
				"manager": {Role: viewer.ContractorManager, Contractor: f.west.contractor.ID},
			} {
				b.Run(who, func(b *testing.B) {
					for b.Loop() {
						if _, err := service.Dashboard(as(0, power)); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}

// many adds compounds to both districts, nine of ten of them managed and inspected.
func (f *town) many(n int) {
	ctx := operator()
	for start := 0; start < n; start += store.ChunkSize {
		compounds := make([]*ent.CompoundCreate, store.ChunkSize)
		for i := range compounds {
			d := []*district{f.east, f.west}[i%2]
			code := fmt.Sprintf("B%d", start+i)
			compounds[i] = f.c.Compound.Create().SetCode(code).SetName(code).SetDistrictID(d.root.ID).SetSubdistrictID(d.sub.ID).SetKind("commercial").
				SetHouseholds(100).SetSortKey(code).SetSearchText(code).SetInitials("").SetInitialsAlt("")
		}
		var engagements []*ent.EngagementCreate
		var inspections []*ent.InspectionCreate
		for i, c := range f.c.Compound.CreateBulk(compounds...).SaveX(ctx) {
			d := []*district{f.east, f.west}[i%2]
			if i%10 == 9 {
				continue
			}
			engagements = append(engagements, f.c.Engagement.Create().SetCompoundID(c.ID).SetContractorID(d.contractor.ID).SetMode("professional").
				SetStarts(today.AddDays(-300).Time()).SetEnds(today.AddDays(i).Time()))
			inspections = append(inspections, f.c.Inspection.Create().SetNumber("I"+c.Code).SetCycleID(d.running).SetCompoundID(c.ID).SetDay(today.Time()).
				SetCovers([]string{}).SetNotApplicable([]string{}))
		}
		f.c.Engagement.CreateBulk(engagements...).ExecX(ctx)
		f.c.Inspection.CreateBulk(inspections...).ExecX(ctx)
	}
}
