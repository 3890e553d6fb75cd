package export_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"smileboard/internal/account"
	"smileboard/internal/audittrail"
	"smileboard/internal/calendar"
	"smileboard/internal/export"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var book = map[string]string{
	"组织": "代码,名称,类型,上级代码\n4301,长沙市,市,\n430104,岳麓区,区,4301\n430104005,观沙岭街道,街道,430104\n430104007,西湖街道,街道,430104\n430103,天心区,区,4301\n430103001,坡子街街道,街道,430103\n",
	"小区": "小区编码,名称,街道代码,社区,地址,类型,户数,入住户数,建筑面积(㎡),建筑形态,建成年份,业委会届满\n" +
		"4301040050001,示例花园一期,430104005,金星社区,金星路1号,商品房,600,500,12345.67,高层,2015,2027-05-31\n" +
		"4301040070001,'=示例新村,430104007,,,旧小区,120,,,,,\n4301030010001,别区花园,430103001,,,商品房,600,,,,,\n",
	"企业": "统一社会信用代码,名称,法定代表人,注册资本(万元),专业人员,中级以上职称,联系电话\n91430104MA00000A1A,示例甲物业服务有限公司,示例,500.5,30,20,13800138000\n91430104MA00000B2E,示例乙物业服务有限公司,,,,,\n",
	"资质": "统一社会信用代码,等级,证书编号,发证日期,有效期至,状态\n91430104MA00000A1A,一级,A-1,2020-01-01,2030-01-01,有效\n",
	"合同": "小区编码,服务模式,统一社会信用代码,开始日期,结束日期,收费标准(元/㎡·月),合同性质\n4301040050001,专业物业,91430104MA00000A1A,2021-07-01,2027-06-30,1.2,选聘\n4301040070001,自管,,2020-01-01,,,\n",
}

func operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

func bring(t *testing.T, s *store.Store, path string, dry bool) *importer.Report {
	t.Helper()
	r, err := importer.Import(operator(), s, path, importer.Options{DryRun: dry})
	if err != nil || r.Errors > 0 {
		t.Fatalf("%v %+v", err, r)
	}
	return r
}

func fill(t *testing.T, s *store.Store) *export.Exporter {
	t.Helper()
	dir := t.TempDir()
	for name, text := range book {
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	bring(t, s, dir, false)
	zone := time.FixedZone("CST", 8*3600)
	today := func() calendar.Date { return calendar.MustParse("2026-03-01") }
	return &export.Exporter{Registry: registry.NewService(s, today), Audit: audittrail.New(s, zone), Zone: zone, People: account.New(s, account.Options{Zone: zone, Now: func() time.Time { return time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC) }})}
}

// saved writes an export into a file and reads it with excelize.
func saved(t *testing.T, x *export.Exporter, ctx context.Context, table, filter string, english bool) (path string, rows [][]string) { //nolint:revive // t comes first
	t.Helper()
	q, err := url.ParseQuery(filter)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := x.Write(ctx, &out, table, q, english); err != nil {
		t.Fatalf("%s?%s: %v", table, filter, err)
	}
	path = filepath.Join(t.TempDir(), table+".xlsx")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if rows, err = f.GetRows(f.GetSheetList()[0]); err != nil {
		t.Fatal(err)
	}
	return path, rows
}

// TestWhatIsExportedCanBeImported exports what was imported, and imports it again: nothing is new, and nothing has changed.
func TestWhatIsExportedCanBeImported(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := fill(t, s)
		for table, want := range map[string]int{"organizations": 6, "compounds": 3, "contractors": 2, "qualifications": 1, "engagements": 2} {
			for _, english := range []bool{false, true} {
				path, _ := saved(t, x, operator(), table, "", english)
				r := bring(t, s, path, true)
				if len(r.Sheets) != 1 || r.Sheets[0].Same != want || r.Sheets[0].New+r.Sheets[0].Changed > 0 {
					t.Errorf("%s (English: %v): %+v, want %d the same", table, english, r.Sheets, want)
				}
			}
		}
	})
}

func TestEachFilterAndOrderOfTheTablesIsTaken(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := fill(t, s)
		district, err := s.Client.Organization.Query().All(operator())
		if err != nil {
			t.Fatal(err)
		}
		id := map[string]int{}
		for _, o := range district {
			id[o.Code] = o.ID
		}
		if _, err := x.People.CreateWithPassword(operator(), account.Person{Username: "zhang", Name: "=张三"}, "correct horse 电池 staple",
			account.GrantRole{Role: viewer.Auditor, Organization: id["430104"]}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			table, filter string
			rows          int
			first         string
		}{
			{"organizations", "q=xihu", 1, "430104007"},
			{"organizations", "kind=DISTRICT", 2, "430103"},
			{"organizations", fmt.Sprintf("under=%d", id["430103"]), 2, "430103"},
			{"compounds", "q=huayuan&order=-code", 2, "4301040050001"},
			{"compounds", "kinds=OLD,COMMERCIAL&order=households", 3, "4301040070001"},
			{"compounds", fmt.Sprintf("under=%d&order=-name", id["430104"]), 2, ""},
			{"compounds", "mode=SELF_MANAGED", 1, "4301040070001"},
			{"compounds", "unmanaged=1", 1, "4301030010001"},
			{"compounds", "class=DEMONSTRATION", 0, ""},
			{"compounds", "order=-committee_until", 3, "4301040050001"},
			{"contractors", "grade=GRADE_1", 1, "91430104MA00000A1A"},
			{"contractors", "managing=0", 1, "91430104MA00000B2E"},
			{"contractors", "order=-uscc", 2, "91430104MA00000B2E"},
			{"engagements", "on=2026-01-01&order=-from", 2, "4301040050001"},
			{"engagements", "endsTo=2027-12-31", 1, "4301040050001"},
			{"engagements", "q=yiwuye", 0, ""},
			{"qualifications", "status=VALID&expiresTo=2031-01-01&grade=GRADE_1", 1, "91430104MA00000A1A"},
			{"qualifications", "status=REVOKED", 0, ""},
			{"zones", "q=x", 0, ""},
			{"committees", "status=ACTIVE&due=1&order=-term_to", 0, ""},
			{"accounts", "q=zhang&role=AUDITOR&disabled=0&order=-last_sign_in", 1, "zhang"},
			{"accounts", "role=INSPECTOR", 0, ""},
			{"accounts", "disabled=1", 0, ""},
			{"audit", "action=import&from=2026-01-01", 1, "1"},
			{"audit", "action=Upload.", 0, ""},
			{"audit", "action=Mutation.", 2, "3"},
		} {
			_, rows := saved(t, x, operator(), c.table, c.filter, false)
			if len(rows)-1 != c.rows || c.first != "" && rows[1][0] != c.first {
				t.Errorf("%s?%s: %d rows, the first %v; want %d, %s", c.table, c.filter, len(rows)-1, rows[len(rows)-1], c.rows, c.first)
			}
		}
		for _, c := range []struct{ table, filter, field string }{
			{"compounds", "kinds=OLD,CASTLE", "kinds"},
			{"compounds", "under=x", "under"},
			{"compounds", "under=-1", "under"},
			{"compounds", "unmanaged=perhaps", "unmanaged"},
			{"compounds", "order=password", "order"},
			{"compounds", "mode=SELF_MANAGED,TRUSTEESHIP", "mode"},
			{"engagements", "on=yesterday", "on"},
			{"audit", "account=me", "account"},
			{"organizations", "kind=%00", "kind"},
			{"accounts", "role=KING", "role"},
			{"accounts", "order=password_hash", "order"},
		} {
			q, _ := url.ParseQuery(c.filter)
			err := x.Write(operator(), io.Discard, c.table, q, false)
			if f, ok := fault.As(err); !ok || f.Code != fault.CodeInvalid || f.Field != c.field {
				t.Errorf("%s?%s: %v", c.table, c.filter, err)
			}
		}
		if err := x.Write(operator(), io.Discard, "sessions", nil, false); fault.CodeOf(err) != fault.CodeNotFound || export.Known("sessions") {
			t.Error(err)
		}
	})
}

// TestEachRoleExportsWhatTheTableOfOperationsSays asks for every table as every role: who may gets the rows of their branch, who
// may not gets nothing, not even a header.
func TestEachRoleExportsWhatTheTableOfOperationsSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := fill(t, s)
		var branch []int
		all, err := s.Client.Organization.Query().All(operator())
		if err != nil {
			t.Fatal(err)
		}
		root := 0
		for _, o := range all {
			if strings.HasPrefix(o.Code, "430103") {
				branch = append(branch, o.ID)
			}
			if o.Code == "430103" {
				root = o.ID
			}
		}
		for _, row := range account.Table {
			table, ok := strings.CutPrefix(string(row.Operation), "Export.")
			if !ok || !export.Known(table) {
				continue
			}
			for _, role := range append([]viewer.Role{""}, viewer.Roles...) {
				ctx := viewer.AsPublic(context.Background())
				if role != "" {
					ctx = viewer.AsAccount(context.Background(), viewer.Account{ID: 1, Powers: []viewer.Power{{Role: role, Organization: root, Branch: branch}}})
				}
				var out bytes.Buffer
				err := x.Write(ctx, &out, table, nil, false)
				may := false
				for _, r := range row.Roles {
					may = may || r == role
				}
				switch code := fault.CodeOf(err); {
				case may && err != nil, !may && role != "" && code != fault.CodeForbidden, role == "" && code != fault.CodeUnauthenticated:
					t.Errorf("%s as %q: %v", table, role, err)
				case !may && out.Len() > 0:
					t.Errorf("%s as %q: %d bytes", table, role, out.Len())
				}
			}
		}
		officer := viewer.AsAccount(context.Background(), viewer.Account{ID: 1, Powers: []viewer.Power{{Role: viewer.DistrictOfficer, Organization: root, Branch: branch}}})
		if _, rows := saved(t, x, officer, "compounds", "", false); len(rows) != 2 || rows[1][0] != "4301030010001" {
			t.Errorf("%v", rows)
		}
		inspector := viewer.AsAccount(context.Background(), viewer.Account{ID: 1, Powers: []viewer.Power{{Role: viewer.CommunityOfficer, Organization: root, Branch: branch}}})
		if _, rows := saved(t, x, inspector, "contractors", "", false); len(rows) != 3 || strings.Contains(fmt.Sprint(rows), "13800138000") {
			t.Errorf("%v", rows)
		}
	})
}

// BenchmarkExportCompounds exports 100,000 compounds from each database and reports the largest heap meanwhile.
func BenchmarkExportCompounds(b *testing.B) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			s := storetest.Open(b, address(b), store.Options{})
			path := filepath.Join(b.TempDir(), "large.xlsx")
			f, err := os.Create(path)
			if err == nil {
				err = workbook.WriteXLSX(f, large(100_000))
			}
			if err == nil {
				err = f.Close()
			}
			if err != nil {
				b.Fatal(err)
			}
			if r, err := importer.Import(operator(), s, path, importer.Options{}); err != nil || !r.Written {
				b.Fatal(err)
			}
			x := &export.Exporter{Registry: registry.NewService(s, func() calendar.Date { return calendar.MustParse("2026-03-01") }), Zone: time.UTC}
			for b.Loop() {
				peak := watchHeap()
				if err := x.Write(operator(), io.Discard, "compounds", url.Values{"order": {"name"}}, false); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(peak())/1e6, "MB-heap")
			}
		})
	}
}

func large(n int) []workbook.Sheet {
	street := func(i int) string { return fmt.Sprintf("430104%03d", i/9000) }
	return []workbook.Sheet{
		{Table: workbook.TableOrganization, Rows: func(yield func([]any) bool) {
			if !yield([]any{"4301", "长沙市", "市", nil}) || !yield([]any{"430104", "岳麓区", "区", "4301"}) {
				return
			}
			for i := 0; i < n; i += 9000 {
				if !yield([]any{street(i), "街道" + street(i), "街道", "430104"}) {
					return
				}
			}
		}},
		{Table: workbook.TableCompound, Rows: func(yield func([]any) bool) {
			for i := range n {
				if !yield([]any{fmt.Sprintf("%s%04d", street(i), i%9000+1), fmt.Sprintf("示例%d小区", i), street(i), "某社区", "某路1号", "商品房", 100 + i%900, nil, "12345.67", "高层", 2015, nil}) {
					return
				}
			}
		}},
	}
}

// watchHeap measures the heap until the function that it returns is called.
func watchHeap() func() uint64 {
	runtime.GC()
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-stop:
				done <- most
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}
