package publication_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/ent/compoundresult"
	entpublication "smileboard/ent/publication"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/publication"
	"smileboard/internal/sample"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

func day(s string) calendar.Date { return calendar.MustParse(s) }

// district is the sample's first district, imported; its cycles are 2025H2 and 2026H1.
const district = "430104"

func imported(t *testing.T, s *store.Store) {
	t.Helper()
	files, err := sample.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.District != district {
			continue
		}
		r, err := importer.Import(operator(), s, f.Path, importer.Options{})
		if err != nil || r.Errors > 0 {
			t.Fatalf("%v, %d errors", err, r.Errors)
		}
	}
}

func request(name, today string) publication.Publish {
	return publication.Publish{
		District: district, Cycle: name, NotifiedOn: day(today).AddDays(-30), Today: day(today), Now: day(today).Time().Add(10 * time.Hour),
	}
}

func publish(t *testing.T, s *store.Store, in publication.Publish) *publication.Draft {
	t.Helper()
	d, err := publication.Record(operator(), s, in)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// bring imports one sheet.
func bring(t *testing.T, s *store.Store, sheet, text string) *importer.Report {
	t.Helper()
	path := filepath.Join(t.TempDir(), sheet+".csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := importer.Import(operator(), s, path, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func reopen(s *store.Store, name, why string) error {
	_, err := store.InTx(operator(), s, func(ctx context.Context, tx *ent.Tx) (int, error) {
		cy, err := cycle.Find(ctx, tx.Client(), district, name)
		if err != nil {
			return 0, err
		}
		return 0, cycle.Reopen(ctx, tx, cy, why)
	})
	return err
}

func TestEveryPublishedFigureCanBeComputedFromTheBundleAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		imported(t, s)
		publish(t, s, request("2025H2", "2026-03-01"))
		publish(t, s, request("2026H1", "2026-09-01"))
		n, err := publication.VerifyAll(operator(), s.Client, func(name, differs string) {
			if differs != "" {
				t.Errorf("%s: %s", name, differs)
			}
		})
		if err != nil || n != 2 {
			t.Errorf("%d publications: %v", n, err)
		}
	})
}

func TestAPublicationNeverChanges(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address, store.Options{})
		imported(t, s)
		publish(t, s, request("2025H2", "2026-03-01"))
		if err := publication.Withdraw(operator(), s, district, "2025H2", "抽样名单有误", day("2026-03-05")); err != nil {
			t.Fatal(err)
		}
		db := storetest.Raw(t, address)
		for table, column := range map[string]string{
			"publications": "reason", "withdrawals": "reason", "compound_results": "headline_zh", "contractor_results": "band", "standards": "yaml",
		} {
			for _, statement := range []string{"UPDATE " + table + " SET " + column + " = " + column, "DELETE FROM " + table} {
				if _, err := db.ExecContext(operator(), statement); err == nil || !strings.Contains(err.Error(), "never changes") {
					t.Errorf("%s gave %v", statement, err)
				}
			}
		}
	})
}

func TestEvidenceOfAPublishedCycleIsClosedUntilItIsReopened(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		imported(t, s)
		before := publish(t, s, request("2025H2", "2026-03-01"))
		code := ratedByTally(t, before)
		change := "周期,小区编码,非常满意,满意,一般,不满意,非常不满意\n2025H2," + code + ",40,1,0,0,0\n"
		r := bring(t, s, "满意度汇总", change)
		if r.Written || len(r.Issues) != 1 || r.Issues[0].Code != "evidence.frozen" {
			t.Fatalf("changed evidence was taken: %+v", r.Issues)
		}
		if err := reopen(s, "2025H2", ""); fault.ReasonOf(err) != "cycle.reason" {
			t.Errorf("reopened without a reason: %v", err)
		}
		if err := reopen(s, "2025H2", "漏录了一批答卷"); err != nil {
			t.Fatal(err)
		}
		if r := bring(t, s, "满意度汇总", change); !r.Written {
			t.Fatalf("refused after reopening: %+v", r.Issues)
		}

		again := request("2025H2", "2026-04-01")
		if _, err := publication.Record(operator(), s, again); fault.ReasonOf(err) != "publish.published" {
			t.Errorf("published twice: %v", err)
		}
		again.Revise = true
		if _, err := publication.Record(operator(), s, again); fault.ReasonOf(err) != "publish.reason" {
			t.Errorf("revised without a reason: %v", err)
		}
		again.Reason = "漏录了一批答卷"
		publish(t, s, again)

		answers := func(revision int) string {
			row := s.Client.CompoundResult.Query().Where(compoundresult.Code(code),
				compoundresult.HasPublicationWith(entpublication.Revision(revision))).OnlyX(operator())
			return string(row.Detail)
		}
		if answers(1) == answers(2) || !strings.Contains(answers(2), `"answers":41`) {
			t.Error("the revision does not carry the new evidence, or the first publication changed")
		}
		if r := bring(t, s, "满意度汇总", strings.Replace(change, ",40,", ",41,", 1)); r.Written {
			t.Error("the evidence stayed open after the revision")
		}
	})
}

// ratedByTally finds a compound of at least 50 households.
func ratedByTally(t *testing.T, d *publication.Draft) string {
	t.Helper()
	i := slices.IndexFunc(d.Evidence.Compounds, func(c assess.CompoundEvidence) bool {
		return c.Households > 100 && (c.Occupied == nil || *c.Occupied > 100)
	})
	if i < 0 {
		t.Fatal("the sample has no such compound")
	}
	return d.Evidence.Compounds[i].Code
}

func TestAComplaintOfAPublishedCycleGoesOnLiving(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		imported(t, s)
		header := "编号,小区编码,受理日期,办结期限,办结日期,结果,内容\n"
		code := s.Client.Compound.Query().FirstX(operator()).Code
		if r := bring(t, s, "投诉", header+"T-1,"+code+",2025-12-20,2026-02-20,,,路灯不亮\n"); !r.Written {
			t.Fatalf("%+v", r.Issues)
		}
		publish(t, s, request("2025H2", "2026-03-01"))
		if r := bring(t, s, "投诉", header+"T-1,"+code+",2025-12-20,2026-02-20,2026-02-01,已解决,路灯已修\n"); !r.Written {
			t.Errorf("a closing after the cut-off was refused: %+v", r.Issues)
		}
		if r := bring(t, s, "投诉", header+"T-1,"+code+",2025-12-20,2026-02-20,2026-01-10,已解决,路灯已修\n"); r.Written || r.Issues[0].Code != "evidence.frozen" {
			t.Error("a closing before the cut-off, which was counted, was taken")
		}
		if r := bring(t, s, "投诉", header+"T-2,"+code+",2025-12-21,2026-02-20,,,又不亮\n"); r.Written {
			t.Error("a further complaint of the published cycle was taken")
		}
		if r := bring(t, s, "投诉", header+"T-3,"+code+",2026-02-21,2026-03-20,,,下一期的\n"); !r.Written {
			t.Errorf("a complaint of an open cycle was refused: %+v", r.Issues)
		}
	})
}

func TestAWithdrawnCycleIsNobodysPast(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		imported(t, s)
		publish(t, s, request("2025H2", "2026-03-01"))
		with, err := publication.Assess(operator(), s, district, "2026H1")
		if err != nil {
			t.Fatal(err)
		}
		if with.Evidence.Previous == nil || with.Evidence.Previous.Cycle != "2025H2" {
			t.Fatalf("the past is %+v", with.Evidence.Previous)
		}
		withdraw := func(why string) error {
			return publication.Withdraw(operator(), s, district, "2025H2", why, day("2026-03-05"))
		}
		if err := withdraw(""); fault.ReasonOf(err) != "withdraw.reason" {
			t.Errorf("withdrawn without a reason: %v", err)
		}
		if err := withdraw("抽样名单有误"); err != nil {
			t.Fatal(err)
		}
		if err := withdraw("再来一次"); fault.ReasonOf(err) != "withdraw.withdrawn" {
			t.Errorf("withdrawn twice: %v", err)
		}
		without, err := publication.Assess(operator(), s, district, "2026H1")
		if err != nil {
			t.Fatal(err)
		}
		if without.Evidence.Previous != nil {
			t.Error("a withdrawn cycle still counts as the last one")
		}
		if n := s.Client.CompoundResult.Query().CountX(operator()); n == 0 {
			t.Error("what was withdrawn is not readable any more")
		}
	})
}

func TestAssessingTwiceGivesTheSameBytesOnBothDatabases(t *testing.T) {
	var first []byte
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		imported(t, s)
		for range 2 {
			d, err := publication.Assess(operator(), s, district, "2026H1")
			if err != nil {
				t.Fatal(err)
			}
			b, err := assess.Canonical(d.Results)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = b
			}
			if string(b) != string(first) {
				t.Error("the bytes differ")
			}
		}
	})
}

func TestNoRealPlaceOfTheSampleCries(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t), store.Options{})
	imported(t, s)
	for _, name := range []string{"2025H2", "2026H1"} {
		d := publish(t, s, request(name, map[string]string{"2025H2": "2026-03-01", "2026H1": "2026-09-01"}[name]))
		for _, r := range d.Results.Compounds {
			c := s.Client.CompoundResult.Query().Where(compoundresult.Code(r.Code)).WithCompound().FirstX(operator()).Edges.Compound
			if r.Face == assess.Cry && !strings.Contains(c.Name, "示例") {
				t.Errorf("%s cries in %s", c.Name, name)
			}
		}
	}
}

func TestRatingsOfPlacesWithTooFewAnswersAreInNoEvidence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		imported(t, s)
		d, err := publication.Assess(operator(), s, district, "2026H1")
		if err != nil {
			t.Fatal(err)
		}
		least, withheld := d.Standard.Survey.MinimumShown, 0
		for i, c := range d.Evidence.Compounds {
			for _, r := range append(slices.Collect(maps.Values(c.ByDimension)), c.Overall) {
				if n := r.Total(); n > 0 && n < least {
					t.Errorf("%s shows %d ratings", c.Code, n)
				}
			}
			if c.Withheld > 0 {
				withheld++
				if got := d.Results.Compounds[i].Survey; got.Answers != c.Withheld || got.Rate != nil {
					t.Errorf("%s: %d answers withheld, %+v published", c.Code, c.Withheld, got)
				}
			}
		}
		if withheld == 0 {
			t.Error("the sample has no such place")
		}
	})
}

func TestTwoPublishersAtOnceMakeOnePublication(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		imported(t, s)
		errs := make(chan error, 4)
		for range cap(errs) {
			go func() {
				_, err := publication.Record(operator(), s, request("2025H2", "2026-03-01"))
				errs <- err
			}()
		}
		done := 0
		for range cap(errs) {
			switch err := <-errs; {
			case err == nil:
				done++
			case fault.ReasonOf(err) != "publish.published" && fault.ReasonOf(err) != "store.busy":
				t.Errorf("got %v", err)
			}
		}
		if n := s.Client.Publication.Query().CountX(operator()); done != 1 || n != 1 {
			t.Errorf("%d succeeded, %d publications", done, n)
		}
	})
}
