package importjob_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"smileboard/ent/auditentry"
	entgrant "smileboard/ent/grant"
	entimportjob "smileboard/ent/importjob"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/importjob"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// The environment by which the test's own program, started again, imports until it is killed.
const (
	envVictim = "SMILEBOARD_TEST_VICTIM"
	envFolder = "SMILEBOARD_TEST_FOLDER"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(envVictim); address != "" {
		if err := victim(address, os.Getenv(envFolder)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	storetest.Main(m)
}

const tree = "代码,名称,类型,上级代码\n4301,长沙市,市,\n430104,岳麓区,区,4301\n430104005,观沙岭街道,街道,430104\n430103,天心区,区,4301\n430103001,坡子街街道,街道,430103\n"

// city has two districts with an officer each, and others who may do less or more.
type city struct {
	t     *testing.T
	store *store.Store
	dir   string
	*importjob.Service
	orgs   map[string]int
	people map[string]viewer.Account
}

func eachCity(t *testing.T, test func(t *testing.T, c *city)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCity(t, s)
		c.open(importjob.Options{})
		test(t, c)
	})
}

func newCity(t *testing.T, s *store.Store) *city {
	t.Helper()
	c := &city{t: t, store: s, dir: t.TempDir(), orgs: map[string]int{}, people: map[string]viewer.Account{}}
	folder := t.TempDir()
	c.must(os.WriteFile(filepath.Join(folder, "组织.csv"), []byte(tree), 0o600))
	if r, err := importer.Import(c.operator(), s, folder, importer.Options{}); err != nil || !r.Written {
		t.Fatal(r, err)
	}
	list, err := s.Client.Organization.Query().All(c.operator())
	c.must(err)
	for _, o := range list {
		c.orgs[o.Code] = o.ID
	}
	branch := func(root string) viewer.Power {
		p := viewer.Power{Organization: c.orgs[root]}
		for code, id := range c.orgs {
			if strings.HasPrefix(code, root) {
				p.Branch = append(p.Branch, id)
			}
		}
		return p
	}
	for name, of := range map[string]struct {
		role  viewer.Role
		power viewer.Power
	}{
		"officer":   {viewer.DistrictOfficer, branch("430104")},
		"colleague": {viewer.DistrictOfficer, branch("430104")},
		"other":     {viewer.DistrictOfficer, branch("430103")},
		"city":      {viewer.Administrator, branch("4301")},
		"all":       {viewer.Administrator, viewer.Power{}},
		"street":    {viewer.SubdistrictOfficer, branch("430104005")},
		"lowly":     {viewer.DistrictOfficer, branch("430104005")},
		"auditor":   {viewer.Auditor, branch("430104")},
	} {
		of.power.Role = of.role
		a, err := s.Client.Account.Create().SetUsername(name).SetName(name).SetSortKey(name).SetSearchText(name).SetInitials(name).SetInitialsAlt(name).
			SetCreatedAt(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Save(c.operator())
		c.must(err)
		grant := s.Client.Grant.Create().SetAccountID(a.ID).SetRole(entgrant.Role(of.role)).SetStarts(a.CreatedAt).SetCreatedAt(a.CreatedAt)
		if of.power.Organization != 0 {
			grant.SetOrganizationID(of.power.Organization)
		}
		c.must(grant.Exec(c.operator()))
		c.people[name] = viewer.Account{ID: a.ID, Username: name, Name: name, Powers: []viewer.Power{of.power}}
	}
	return c
}

func (c *city) open(o importjob.Options) {
	c.t.Helper()
	o.Dir = c.dir
	var err error
	c.Service, err = importjob.New(context.Background(), c.store, o)
	c.must(err)
	c.t.Cleanup(c.Close)
}

func (c *city) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *city) operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

func (c *city) as(name string) context.Context {
	ctx := viewer.WithRequest(context.Background(), viewer.Request{ID: "r-" + name, Address: "192.0.2.7"})
	if name == "" {
		return viewer.AsPublic(ctx)
	}
	return viewer.AsAccount(ctx, c.people[name])
}

// book is a workbook of compounds; bad ones have an error each.
func book(subdistrict string, good, bad int) []byte {
	var out bytes.Buffer
	err := workbook.WriteXLSX(&out, []workbook.Sheet{{Table: workbook.TableCompound, Rows: func(yield func([]any) bool) {
		for i := range good + bad {
			kind := "商品房"
			if i >= good {
				kind = "别的"
			}
			if !yield([]any{fmt.Sprintf("%s%04d", subdistrict, i+1), fmt.Sprintf("示例%d小区", i), subdistrict, nil, nil, kind, 100, nil, nil, nil, nil, nil}) {
				return
			}
		}
	}}})
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

func (c *city) send(who string, file []byte) *importjob.Job {
	c.t.Helper()
	j, err := c.Upload(c.as(who), "小区.xlsx", "", bytes.NewReader(file))
	c.must(err)
	return j
}

// until follows a job as its page does, until it is at rest.
func (c *city) until(who string, id int) *importjob.Job {
	c.t.Helper()
	for {
		j, err := c.Get(c.as(who), id)
		c.must(err)
		switch j.Status {
		case entimportjob.StatusChecking, entimportjob.StatusImporting:
			time.Sleep(5 * time.Millisecond) // as a page does between two looks
		default:
			return j
		}
	}
}

func (c *city) compounds() int {
	c.t.Helper()
	n, err := c.store.Client.Compound.Query().Count(c.operator())
	c.must(err)
	return n
}

func wantStatus(t *testing.T, j *importjob.Job, want entimportjob.Status) {
	t.Helper()
	if j.Status != want {
		t.Fatalf("the job is %s, want %s (%+v, %+v)", j.Status, want, j.Problem, j.Report)
	}
}

func wantReason(t *testing.T, what string, err error, reason string) {
	t.Helper()
	if fault.ReasonOf(err) != reason {
		t.Errorf("%s: %v, want %s", what, err, reason)
	}
}

func TestAWorkbookIsCheckedAndThenBroughtIn(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		sent := c.send("officer", book("430104005", 30, 0))
		if sent.Status != entimportjob.StatusChecking || sent.District == nil || sent.District.Code != "430104" || sent.SentBy != "officer" || sent.Name != "小区.xlsx" {
			t.Errorf("%+v", sent)
		}
		checked := c.until("officer", sent.ID)
		wantStatus(t, checked, entimportjob.StatusChecked)
		if r := checked.Report; r == nil || r.Written || len(r.Sheets) != 1 || r.Sheets[0].New != 30 || c.compounds() != 0 {
			t.Errorf("%+v, %d compounds", r, c.compounds())
		}
		started, err := c.Start(c.as("officer"), sent.ID)
		c.must(err)
		wantStatus(t, started, entimportjob.StatusImporting)
		// Whoever may see it follows it from their own page.
		done := c.until("colleague", sent.ID)
		wantStatus(t, done, entimportjob.StatusImported)
		if !done.Report.Written || done.FinishedAt == nil || c.compounds() != 30 {
			t.Errorf("%+v, %d compounds", done.Report, c.compounds())
		}
		_, err = c.Start(c.as("officer"), sent.ID)
		wantReason(t, "again", err, "import.over")
		_, err = c.Discard(c.as("officer"), sent.ID)
		wantReason(t, "throw away", err, "import.over")
		c.Close()
		if left, err := os.ReadDir(c.dir); err != nil || len(left) != 0 {
			t.Errorf("files stay: %v, %v", left, err)
		}
		// Whoever sent it is told, and nobody else.
		told, err := c.store.Client.Notice.Query().All(c.operator())
		c.must(err)
		if len(told) != 1 || told[0].Kind != "import.finished" || told[0].AccountID != c.people["officer"].ID || told[0].TitleZh != "导入完成：小区.xlsx" {
			t.Errorf("%+v", told)
		}
		// One entry says what was imported, by whom and from where; the chain holds.
		entries, err := c.store.Client.AuditEntry.Query().Where(auditentry.Action("import"), auditentry.Actor("officer")).All(c.operator())
		c.must(err)
		if len(entries) != 1 || entries[0].Role != "district_officer" || entries[0].Address != "192.0.2.7" || entries[0].Request != "r-officer" ||
			!strings.Contains(entries[0].After, `"new":30`) || *entries[0].OrganizationID != c.orgs["430104"] {
			t.Errorf("%+v", entries)
		}
		if _, _, problem, ok, err := audit.Verify(c.operator(), c.store.Client); err != nil || !ok {
			t.Error(problem, err)
		}
	})
}

func TestAWorkbookWithErrorsComesBackMarked(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		sent := c.send("officer", book("430104005", 2, 600))
		refused := c.until("officer", sent.ID)
		wantStatus(t, refused, entimportjob.StatusRefused)
		if r := refused.Report; r.Errors != 600 || len(r.Issues) != 500 || r.More != 100 {
			t.Errorf("%d errors, %d listed, %d more", r.Errors, len(r.Issues), r.More)
		}
		_, err := c.Start(c.as("officer"), sent.ID)
		wantReason(t, "start", err, "import.refused")
		for _, want := range []struct {
			who           string
			english, list bool
			name, sheet   string
			rows          int
		}{
			{"officer", false, false, "小区-已标注.xlsx", "导入报告", 603},
			{"auditor", true, false, "小区-marked.xlsx", "Import report", 603},
			{"colleague", false, true, "小区-错误清单.xlsx", "导入报告", 601},
		} {
			f, name, err := c.Marked(c.as(want.who), sent.ID, want.english, want.list)
			c.must(err)
			x, err := excelize.OpenReader(f)
			c.must(err)
			rows, err := x.GetRows(want.sheet)
			if err != nil || name != want.name || len(rows) != want.rows {
				t.Errorf("%s: %d rows, %v", name, len(rows), err)
			}
			c.must(errors.Join(x.Close(), f.Close()))
		}
		gone, err := c.Discard(c.as("officer"), sent.ID)
		c.must(err)
		wantStatus(t, gone, entimportjob.StatusDiscarded)
		_, _, err = c.Marked(c.as("officer"), sent.ID, false, false)
		wantReason(t, "marked after it is gone", err, "import.file_gone")
	})
}

func TestWhoMayImportWhat(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		upload := func(who, district string) error {
			_, err := c.Upload(c.as(who), "小区.xlsx", district, strings.NewReader("x"))
			return err
		}
		for _, no := range []struct{ who, district, reason string }{
			{"", "", "account.sign_in"},
			{"street", "", "account.may_not"},
			{"auditor", "", "account.may_not"},
			{"lowly", "", "import.no_district"},
			{"city", "", "import.choose_district"},
			{"officer", "430103", "import.unknown_district"},
			{"officer", "999999", "import.unknown_district"},
			{"officer", "430104005", "import.unknown_district"},
		} {
			wantReason(t, no.who+" for "+no.district, upload(no.who, no.district), no.reason)
		}
		for _, yes := range [][2]string{{"city", "430103"}, {"all", ""}, {"all", "430103"}, {"officer", "430104"}} {
			if err := upload(yes[0], yes[1]); err != nil {
				t.Errorf("%s for %q: %v", yes[0], yes[1], err)
			}
		}
		// A workbook of another district is refused row by row.
		foreign := c.until("officer", c.send("officer", book("430103001", 3, 0)).ID)
		wantStatus(t, foreign, entimportjob.StatusRefused)
		if foreign.Report.Errors != 3 || foreign.Report.Issues[0].Code != "district.other" {
			t.Errorf("%+v", foreign.Report.Issues)
		}
		own := c.until("officer", c.send("officer", book("430104005", 3, 0)).ID)
		wantStatus(t, own, entimportjob.StatusChecked)
		for who, reason := range map[string]string{"other": "import.none", "": "account.sign_in", "street": "account.may_not"} {
			_, err := c.Get(c.as(who), own.ID)
			wantReason(t, who+" looks", err, reason)
			_, _, err = c.Marked(c.as(who), own.ID, false, false)
			wantReason(t, who+" fetches", err, reason)
			_, err = c.Discard(c.as(who), own.ID)
			wantReason(t, who+" throws away", err, reason)
			_, err = c.Start(c.as(who), own.ID)
			wantReason(t, who+" starts", err, reason)
		}
		_, err := c.Start(c.as("auditor"), own.ID)
		wantReason(t, "the auditor starts", err, "account.may_not")
		// A workbook for all districts is for those alone who are in charge of all: who sees it, being of its sender's, may not start it.
		all := c.until("all", c.send("all", book("430103001", 3, 0)).ID)
		wantStatus(t, all, entimportjob.StatusChecked)
		c.must(c.store.Client.Grant.Create().SetAccountID(c.people["all"].ID).SetRole(entgrant.RoleInspector).SetOrganizationID(c.orgs["430104"]).
			SetStarts(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).SetCreatedAt(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Exec(c.operator()))
		_, err = c.Start(c.as("officer"), all.ID)
		wantReason(t, "the officer starts it", err, "import.district")
		_, err = c.Discard(c.as("officer"), all.ID)
		wantReason(t, "the officer throws it away", err, "import.district")
		if c.compounds() != 0 {
			t.Error("something was written")
		}
		p, err := c.List(c.as("other"), 20, 0, true)
		if err != nil || p.Total != len(p.Rows) || p.Total != 0 {
			t.Errorf("the other sees %d, %v", p.Total, err)
		}
		if p, err = c.List(c.as("auditor"), 2, 0, true); err != nil || len(p.Rows) != 2 || p.Total < 5 || p.Rows[0].ID != all.ID {
			t.Errorf("%+v, %v", p, err)
		}
		_, err = c.List(c.as("auditor"), 101, 0, true)
		wantReason(t, "a long page", err, "page.size")
	})
}

func TestFilesThatAreNone(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		_, err := c.Upload(c.as("officer"), "a.xlsx", "", strings.NewReader(""))
		wantReason(t, "nothing", err, "import.empty")
		_, err = c.Upload(c.as("officer"), "a.xlsx", "", io.LimitReader(zeros{}, importjob.MaxBytes+1))
		wantReason(t, "too much", err, "import.too_large")
		_, err = c.Upload(c.as("officer"), "a.xlsx", "", io.MultiReader(strings.NewReader("PK"), broken{}))
		wantReason(t, "half", err, "import.cut_off")
		if left, err := os.ReadDir(c.dir); err != nil || len(left) != 0 {
			t.Errorf("files stay: %v, %v", left, err)
		}
		for name, want := range map[string]string{
			`..\..\小区.csv`: "小区.csv", "/etc/小区.csv": "小区.csv", "..": "workbook", ".issues.json": "issues.json", "a\x00b\u202e.csv": "a_b_.csv",
			strings.Repeat("长", 300) + ".xlsx": strings.Repeat("长", 63) + ".xlsx",
		} {
			j, err := c.Upload(c.as("officer"), name, "", strings.NewReader("what is this"))
			if err != nil || j.Name != want {
				t.Errorf("%q is kept as %q, %v", name, j.Name, err)
				continue
			}
			failed := c.until("officer", j.ID)
			if failed.Status != entimportjob.StatusFailed && failed.Status != entimportjob.StatusRefused || failed.Status == entimportjob.StatusFailed && failed.Problem == nil {
				t.Errorf("%q: %s %v", name, failed.Status, failed.Problem)
			}
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestOneAccountKeepsNoMoreThanItsShare(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		for range importjob.MaxKept {
			c.until("officer", c.send("officer", []byte("x")).ID)
		}
		_, err := c.Upload(c.as("officer"), "a.xlsx", "", strings.NewReader("x"))
		wantReason(t, "one more", err, "import.many")
		c.send("colleague", []byte("x"))
	})
}

// TestTwoImportsOfOneDistrict starts two at once, again and again, on two servers where there can be two: never are both under way.
func TestTwoImportsOfOneDistrict(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		services := []*importjob.Service{c.Service, c.Service}
		if c.store.Dialect() == "postgres" {
			second, err := importjob.New(context.Background(), c.store, importjob.Options{Dir: c.dir})
			c.must(err)
			t.Cleanup(second.Close)
			services[1] = second
		}
		var jobs []int
		for range 6 {
			jobs = append(jobs, c.until("officer", c.send("officer", book("430104005", 200, 0)).ID).ID)
		}
		var all sync.WaitGroup
		var mu sync.Mutex
		count := map[string]int{}
		for i, id := range jobs {
			all.Go(func() {
				_, err := services[i%2].Start(c.as("officer"), id)
				mu.Lock()
				defer mu.Unlock()
				if err != nil && fault.CodeOf(err) != fault.CodeConflict {
					t.Errorf("%v", err)
				}
				count[fault.ReasonOf(err)]++
				if n, err := c.store.Client.ImportJob.Query().Where(entimportjob.StatusEQ(entimportjob.StatusImporting)).Count(c.operator()); err != nil || n > 1 {
					t.Errorf("%d at once, %v", n, err)
				}
			})
		}
		all.Wait()
		if count[""] == 0 || count["import.taken"]+count["import.busy"] == 0 {
			t.Errorf("%v", count)
		}
		for _, id := range jobs {
			c.until("officer", id)
		}
		// The one that had to wait can be started now.
		for _, id := range jobs {
			if j := c.until("officer", id); j.Status == entimportjob.StatusChecked {
				_, err := c.Start(c.as("officer"), id)
				c.must(err)
				wantStatus(t, c.until("officer", id), entimportjob.StatusImported)
				return
			}
		}
	})
}

// large takes long enough that it can be stopped in the middle.
const large = 8_000

func largeBook() []byte {
	var out bytes.Buffer
	err := workbook.WriteXLSX(&out, []workbook.Sheet{
		{Table: workbook.TableOrganization, Rows: func(yield func([]any) bool) {
			for i := range 3 {
				if !yield([]any{fmt.Sprintf("4301041%02d", i), fmt.Sprintf("新%d街道", i), "街道", "430104"}) {
					return
				}
			}
		}},
		{Table: workbook.TableCompound, Rows: func(yield func([]any) bool) {
			for i := range large {
				if !yield([]any{fmt.Sprintf("4301041%02d%04d", i/9000, i%9000+1), fmt.Sprintf("示例%d小区", i), fmt.Sprintf("4301041%02d", i/9000), nil, nil, "商品房", 100, nil, nil, nil, nil, nil}) {
					return
				}
			}
		}},
	})
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

// TestAServerThatStopsHasWrittenNothing closes a server in the middle of an import, and starts it again.
func TestAServerThatStopsHasWrittenNothing(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		job := c.until("officer", c.send("officer", largeBook()).ID)
		wantStatus(t, job, entimportjob.StatusChecked)
		_, err := c.Start(c.as("officer"), job.ID)
		c.must(err)
		for {
			j, err := c.Get(c.as("officer"), job.ID)
			c.must(err)
			if j.Total > 0 || j.Status != entimportjob.StatusImporting {
				break
			}
		}
		c.Close()
		cut := c.until("officer", job.ID)
		wantStatus(t, cut, entimportjob.StatusInterrupted)
		if cut.Problem == nil || !strings.Contains(cut.Problem.Zh, "什么都没有写入") || c.compounds() != 0 {
			t.Errorf("%+v, %d compounds", cut.Problem, c.compounds())
		}
		c.open(importjob.Options{})
		_, err = c.Start(c.as("officer"), job.ID)
		c.must(err)
		wantStatus(t, c.until("officer", job.ID), entimportjob.StatusImported)
		if c.compounds() != large {
			t.Errorf("%d compounds", c.compounds())
		}
	})
}

// victim is a server that imports and is killed meanwhile.
func victim(address, dir string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	service, err := importjob.New(ctx, s, importjob.Options{Dir: dir, Beat: 10 * time.Millisecond})
	if err != nil {
		return err
	}
	operator := viewer.AsOperator(ctx, "victim")
	job, err := s.Client.ImportJob.Query().Where(entimportjob.StatusEQ(entimportjob.StatusChecked)).Only(operator)
	if err != nil {
		return err
	}
	if _, err := service.Start(operator, job.ID); err != nil {
		return err
	}
	for {
		j, err := service.Get(operator, job.ID)
		if err != nil {
			return err
		}
		if j.Status != entimportjob.StatusImporting || j.Total > 0 && j.Step == "小区" {
			fmt.Println(j.Status)
			break
		}
	}
	select {}
}

// TestAServerThatIsKilledHasWrittenNothing kills another process in the middle of its import.
func TestAServerThatIsKilledHasWrittenNothing(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		c := newCity(t, storetest.Open(t, address, store.Options{}))
		c.open(importjob.Options{})
		job := c.until("officer", c.send("officer", largeBook()).ID)
		wantStatus(t, job, entimportjob.StatusChecked)
		c.Close()

		other := exec.CommandContext(t.Context(), os.Args[0])
		other.Env = append(os.Environ(), envVictim+"="+address, envFolder+"="+c.dir)
		out, err := other.StdoutPipe()
		c.must(err)
		c.must(other.Start())
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil || line != "importing\n" {
			t.Fatalf("%q, %v", line, err)
		}
		c.must(other.Process.Kill())
		_ = other.Wait() // killed

		// Read before anybody has looked after it, it is still under way; then it is cut off.
		row, err := c.store.Client.ImportJob.Get(c.operator(), job.ID)
		c.must(err)
		if row.Status != entimportjob.StatusImporting {
			t.Fatalf("the job is %s", row.Status)
		}
		c.open(importjob.Options{Stale: 50 * time.Millisecond})
		cut := c.until("officer", job.ID)
		wantStatus(t, cut, entimportjob.StatusInterrupted)
		if c.compounds() != 0 || !strings.Contains(cut.Problem.En, "nothing was written") {
			t.Errorf("%d compounds, %+v", c.compounds(), cut.Problem)
		}
		c.Close()
		c.open(importjob.Options{})
		_, err = c.Start(c.as("officer"), job.ID)
		c.must(err)
		wantStatus(t, c.until("officer", job.ID), entimportjob.StatusImported)
		if c.compounds() != large {
			t.Errorf("%d compounds", c.compounds())
		}
	})
}

// TestAJobThatWasGivenUpWritesNothing tells a server that was silent for too long, and is not dead, that its job is no longer its own.
func TestAJobThatWasGivenUpWritesNothing(t *testing.T) {
	c := newCity(t, storetest.Open(t, storetest.Postgres(t), store.Options{}))
	c.open(importjob.Options{Beat: time.Hour})
	job := c.until("officer", c.send("officer", largeBook()).ID)
	_, err := c.Start(c.as("officer"), job.ID)
	c.must(err)
	c.must(c.store.Client.ImportJob.Update().Where(entimportjob.ID(job.ID), entimportjob.StatusEQ(entimportjob.StatusImporting)).
		SetStatus(entimportjob.StatusInterrupted).Exec(c.operator()))
	c.Close()
	wantStatus(t, c.until("officer", job.ID), entimportjob.StatusInterrupted)
	if c.compounds() != 0 {
		t.Errorf("%d compounds", c.compounds())
	}
}

// TestProgressIsWrittenForOtherServers follows an import from a server that does not run it.
func TestProgressIsWrittenForOtherServers(t *testing.T) {
	c := newCity(t, storetest.Open(t, storetest.Postgres(t), store.Options{}))
	c.open(importjob.Options{Beat: 5 * time.Millisecond})
	second, err := importjob.New(context.Background(), c.store, importjob.Options{Dir: c.dir})
	c.must(err)
	t.Cleanup(second.Close)
	job := c.until("officer", c.send("officer", largeBook()).ID)
	_, err = c.Start(c.as("officer"), job.ID)
	c.must(err)
	steps := map[string]bool{}
	for {
		j, err := second.Get(c.as("colleague"), job.ID)
		c.must(err)
		if j.Status != entimportjob.StatusImporting {
			wantStatus(t, j, entimportjob.StatusImported)
			break
		}
		if j.Step != "" {
			steps[j.Step] = true
		}
	}
	if !steps["小区"] {
		t.Errorf("seen from elsewhere: %v", steps)
	}
}

// TestAWorkbookIsStartedAndThrownAwayAtOnce has one person start what another throws away: one of them wins, the other is told so.
func TestAWorkbookIsStartedAndThrownAwayAtOnce(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		for range 8 {
			job := c.until("officer", c.send("officer", book("430104005", 5, 0)).ID)
			var both sync.WaitGroup
			for _, do := range []func(context.Context, int) (*importjob.Job, error){c.Start, c.Service.Discard} {
				both.Go(func() {
					if _, err := do(c.as("colleague"), job.ID); err != nil && fault.CodeOf(err) != fault.CodeConflict {
						t.Errorf("%v", err)
					}
				})
			}
			both.Wait()
			if j := c.until("officer", job.ID); j.Status != entimportjob.StatusImported && j.Status != entimportjob.StatusDiscarded {
				t.Errorf("the job is %s", j.Status)
			}
		}
	})
}

func TestAWorkbookIsThrownAwayWhileItIsChecked(t *testing.T) {
	eachCity(t, func(t *testing.T, c *city) {
		job := c.send("officer", largeBook())
		gone, err := c.Discard(c.as("officer"), job.ID)
		c.must(err)
		wantStatus(t, gone, entimportjob.StatusDiscarded)
		wantStatus(t, c.until("officer", job.ID), entimportjob.StatusDiscarded)
		_, err = c.Start(c.as("officer"), job.ID)
		wantReason(t, "start", err, "import.over")
	})
}
