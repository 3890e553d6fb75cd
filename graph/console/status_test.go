package console_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/graph/console"
	"smileboard/internal/calendar"
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

const everythingOfMyStatus = `{ myStatus {
	contractor { id uscc name }
	qualifications { id certificate grade issued expires status }
	rankings { district { id code name kind } cycle publishedOn rank rankFrom rankTo ranked band score scoreFrom scoreTo grade rated managed
		unranked { zh en } previousCycle previousRank previousScore }
	compounds { compound { id code name } managed carried cycle publishedOn face class needsImprovement score scoreFrom scoreTo reason { zh en } explanation { zh en }
		dimensions { dimension name { zh en } weight applies score peers inspections }
		answers answersNeeded satisfied inspections complaints overdueComplaints unfixedComplaints
		delta withinError previousCycle previousClass
		missing { goal name { zh en } target obstacle { zh en } ways { cases score words { zh en } steps { kind dimension amount of words { zh en } } } } }
	due { kind title { zh en } on overdue link }
} }`

// The whole status of every company of the sample is answered as the schema promises, before anything is published and after.
func TestMyStatusIsAnsweredWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		operator := viewer.AsOperator(context.Background(), "test")
		files, err := sample.Write(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(files, func(f sample.File) bool { return f.District == "430104" })
		if r, err := importer.Import(operator, s, files[i].Path, importer.Options{}); err != nil || r.Errors > 0 {
			t.Fatalf("%v, %d errors", err, r.Errors)
		}
		clock := func() calendar.Date { return calendar.MustParse("2026-09-15") }
		executable, err := console.New(&console.Resolver{Status: mystatus.NewService(s, registry.NewService(s, clock), clock)})
		if err != nil {
			t.Fatal(err)
		}
		ask := func() string {
			var all strings.Builder
			for _, c := range s.Client.Contractor.Query().Where(contractor.IDIn(s.Client.Engagement.Query().Where(engagement.ContractorIDNotNil()).
				Unique(true).Select(engagement.FieldContractorID).IntsX(operator)...)).AllX(operator) {
				ctx := viewer.AsAccount(context.Background(), viewer.Account{ID: 1, Powers: []viewer.Power{{Role: viewer.ContractorStaff, Contractor: c.ID}}})
				all.WriteString(answer(t, ctx, executable, everythingOfMyStatus))
			}
			return all.String()
		}
		if got := ask(); !strings.Contains(got, `"class":"NOT_RATED"`) || strings.Contains(got, `"cycle":"`) {
			t.Error("before anything is published it says something else than that")
		}
		for _, p := range [][2]string{{"2025H2", "2026-03-01"}, {"2026H1", "2026-09-01"}} {
			cycle, on := p[0], p[1]
			day := calendar.MustParse(on)
			if _, err := publication.Record(operator, s, publication.Publish{
				District: "430104", Cycle: cycle, NotifiedOn: day.AddDays(-30), Today: day, Now: day.Time().Add(10 * time.Hour),
			}); err != nil {
				t.Fatal(err)
			}
			got := ask()
			for _, want := range []string{
				`"cycle":"` + cycle, `"face":"CRY"`, `"class":"COMPLIANT"`, `"kind":"satisfied"`, `"grade":"GRADE_`, `"kind":"DISTRICT"`, "只差:",
			} {
				if !strings.Contains(got, want) {
					t.Errorf("%s: nothing says %s", cycle, want)
				}
			}
		}
	})
}

// answer runs a query and returns its data.
func answer(t *testing.T, ctx context.Context, schema graphql.ExecutableSchema, query string) string { //nolint:revive // the test comes first
	t.Helper()
	e := executor.New(schema)
	now := graphql.Now()
	ctx = graphql.StartOperationTrace(ctx)
	operation, errs := e.CreateOperationContext(ctx, &graphql.RawParams{Query: query, ReadTime: graphql.TraceTiming{Start: now, End: now}})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	handler, ctx := e.DispatchOperation(ctx, operation)
	r := handler(ctx)
	if len(r.Errors) > 0 {
		t.Fatal(r.Errors)
	}
	var compact strings.Builder
	if err := json.NewEncoder(&compact).Encode(r.Data); err != nil {
		t.Fatal(err)
	}
	return compact.String()
}
