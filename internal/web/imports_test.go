package web

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"smileboard/ent"
	entimportjob "smileboard/ent/importjob"
	entorganization "smileboard/ent/organization"
	"smileboard/internal/audittrail"
	"smileboard/internal/export"
	"smileboard/internal/fault"
	"smileboard/internal/importjob"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/registry"
	"smileboard/internal/viewer"
)

// counterSite is a site where workbooks are sent and tables fetched, with an officer of the district and others.
type counterSite struct {
	*site
	service *importjob.Service
}

func newCounter(t *testing.T) *counterSite {
	t.Helper()
	d := &counterSite{}
	d.site = newSite(t, func(o *Options) {
		var err error
		if d.service, err = importjob.New(context.Background(), o.Store, importjob.Options{Dir: filepath.Join(t.TempDir(), "imports"), Log: o.Logger}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(d.service.Close)
		o.Imports = d.service
		zone := time.FixedZone("CST", 8*3600)
		o.Exports = &export.Exporter{Registry: registry.NewService(o.Store, publishtest.Clock), Audit: audittrail.New(o.Store, zone), Zone: zone}
	})
	operator := viewer.AsOperator(t.Context(), "test")
	districts, err := d.store.Client.Organization.Query().Where(entorganization.KindEQ(entorganization.KindDistrict)).Order(ent.Asc("id")).All(operator)
	if err != nil {
		t.Fatal(err)
	}
	people := map[string]viewer.Account{}
	for name, role := range map[string]viewer.Role{"officer": viewer.DistrictOfficer, "street": viewer.SubdistrictOfficer, "elsewhere": viewer.DistrictOfficer} {
		a, err := d.store.Client.Account.Create().SetUsername(name).SetName(name).SetSortKey(name).SetSearchText(name).SetInitials(name).SetInitialsAlt(name).
			SetCreatedAt(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Save(operator)
		if err != nil {
			t.Fatal(err)
		}
		power := viewer.Power{Role: role, Organization: districts[0].ID, Branch: []int{districts[0].ID}}
		if name == "elsewhere" {
			power.Organization, power.Branch = 1, []int{1}
		}
		people[name] = viewer.Account{ID: a.ID, Name: name, Powers: []viewer.Power{power}}
	}
	d.identify = func(ctx context.Context, w *response, r *http.Request) (context.Context, error) {
		a, ok := people[r.Header.Get("X-Test-Caller")]
		if !ok {
			return asPublic(ctx, w), nil
		}
		return viewer.AsAccount(ctx, a), nil
	}
	return d
}

// faulty is a CSV file of which one cell is wrong.
const faulty = "统一社会信用代码,名称,联系电话\n91430104MA00000A1A,示例甲物业服务有限公司,13800138000\n91A,示例乙物业服务有限公司,\n"

func (d *counterSite) send(caller, name, body string, headers ...string) *reply {
	d.t.Helper()
	return d.ask(http.MethodPost, importsPath, body, append([]string{"X-Test-Caller", caller, "X-File-Name", url.PathEscape(name)}, headers...)...)
}

// sent sends a workbook and waits until it is checked; it gives its address.
func (d *counterSite) sent(name, body string) string {
	d.t.Helper()
	r := d.send("officer", name, body)
	wantStatus(d.t, r, http.StatusAccepted)
	var said struct{ ID, Name string }
	if err := json.Unmarshal(r.Body.Bytes(), &said); err != nil || said.Name != name {
		d.t.Fatalf("%s, %v", r.Body, err)
	}
	id, err := wholeNumber(said.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	for {
		row, err := d.store.Client.ImportJob.Get(viewer.AsOperator(d.t.Context(), "test"), id)
		if err != nil {
			d.t.Fatal(err)
		}
		if row.Status != entimportjob.StatusChecking {
			return importsPath + "/" + said.ID
		}
		time.Sleep(5 * time.Millisecond) // as a page does between two looks
	}
}

func TestAWorkbookGoesInAndComesBackMarked(t *testing.T) {
	d := newCounter(t)
	at := d.sent("企业.csv", faulty)
	for _, want := range []struct{ path, language, name, sheet string }{
		{at + markedSuffix, "zh-CN", "企业-已标注.xlsx", "导入报告"}, {at + markedSuffix, "en", "企业-marked.xlsx", "Import report"}, {at + listSuffix, "zh-CN", "企业-错误清单.xlsx", "导入报告"},
	} {
		r := d.get(want.path, "X-Test-Caller", "officer", "Cookie", "language="+want.language, "Accept-Language", "en")
		wantStatus(t, r, http.StatusOK)
		kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || params["filename"] != want.name {
			t.Errorf("%s: disposition %s", want.path, r.Header.Get("Content-Disposition"))
		}
		for name, value := range map[string]string{
			"Content-Type": xlsxType, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store", "Content-Security-Policy": filePolicy,
		} {
			if got := r.Header.Get(name); got != value {
				t.Errorf("%s: %s is %q, want %q", want.path, name, got, value)
			}
		}
		if sheets := sheetsOf(t, r.Body); sheets[0] != want.sheet {
			t.Errorf("%s: sheets %v", want.path, sheets)
		}
		if head := d.ask(http.MethodHead, want.path, "", "X-Test-Caller", "officer", "Cookie", "language="+want.language, "Accept-Language", "en"); head.Body.Len() != 0 || head.StatusCode != http.StatusOK {
			t.Errorf("%s: HEAD gives %d, %d bytes", want.path, head.StatusCode, head.Body.Len())
		}
	}
	for caller, status := range map[string]int{"elsewhere": http.StatusNotFound, "street": http.StatusForbidden, "": http.StatusUnauthorized} {
		wantStatus(t, d.get(at+markedSuffix, "X-Test-Caller", caller), status)
	}
	id := strings.TrimPrefix(at, importsPath)
	for _, bad := range []string{"", "/", "/0" + markedSuffix, "/x" + markedSuffix, id, id + "/", id + "/x.xlsx", id + markedSuffix + markedSuffix, id + listSuffix + markedSuffix, id + markedSuffix + "/..", "/../" + id} {
		if r := d.get(importsPath+bad, "X-Test-Caller", "officer"); r.StatusCode != http.StatusNotFound && r.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%q: %d", bad, r.StatusCode)
		}
	}
	clean := d.sent("企业.csv", "统一社会信用代码,名称\n91430104MA00000A1A,示例甲物业服务有限公司\n")
	wantStatus(t, d.get(clean+markedSuffix, "X-Test-Caller", "officer"), http.StatusConflict)
}

func sheetsOf(t *testing.T, body io.Reader) []string {
	t.Helper()
	f, err := excelize.OpenReader(body)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	return f.GetSheetList()
}

func TestWorkbooksThatAreNotTaken(t *testing.T) {
	d := newCounter(t)
	for _, c := range []struct {
		name   string
		reply  *reply
		status int
		code   fault.Code
	}{
		{"nobody", d.send("", "a.xlsx", "x"), 401, fault.CodeUnauthenticated},
		{"a wrong role", d.send("street", "a.xlsx", "x"), 403, fault.CodeForbidden},
		{"no district of one's own", d.send("elsewhere", "a.xlsx", "x"), 403, fault.CodeForbidden},
		{"nothing", d.send("officer", "a.xlsx", ""), 422, fault.CodeInvalid},
		{"too much", d.send("officer", "a.xlsx", strings.Repeat("x", importjob.MaxBytes+1)), 422, fault.CodeInvalid},
		{"far too much", d.send("officer", "a.xlsx", strings.Repeat("x", importBody+1)), 413, fault.CodeInvalid},
		{"from another site", d.send("officer", "a.xlsx", "x", "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"), 403, fault.CodeForbidden},
		{"another district", d.ask(http.MethodPost, importsPath+"?district=999999", "x", "X-Test-Caller", "officer", "X-File-Name", "a"), 422, fault.CodeInvalid},
		{"GET", d.get(importsPath, "X-Test-Caller", "officer"), 405, fault.CodeInvalid},
	} {
		if c.reply.StatusCode != c.status {
			t.Errorf("%s: %d: %s", c.name, c.reply.StatusCode, c.reply.Body)
			continue
		}
		if code, zh, en := problemOf(t, c.reply); code != string(c.code) || zh == "" || en == "" {
			t.Errorf("%s: %s %s %s", c.name, code, zh, en)
		}
	}
	if _, zh, _ := problemOf(t, d.send("officer", "a.xlsx", strings.Repeat("x", importBody+1))); !strings.Contains(zh, "50 MB") {
		t.Errorf("too large: %s", zh)
	}
	if n, err := d.store.Client.ImportJob.Query().Count(viewer.AsOperator(t.Context(), "test")); err != nil || n != 0 {
		t.Errorf("%d jobs, %v", n, err)
	}
}

func TestATableIsFetchedAsAWorkbook(t *testing.T) {
	d := newCounter(t)
	for _, path := range []string{exportPath + "compounds.xlsx", exportPath + "compounds"} {
		r := d.get(path+"?order=-code", "X-Test-Caller", "officer")
		wantStatus(t, r, http.StatusOK)
		kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || !strings.HasPrefix(params["filename"], "compounds-20") || r.Header.Get("Content-Type") != xlsxType || r.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%v", r.Header)
		}
		f, err := excelize.OpenReader(bytes.NewReader(r.Body.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("小区")
		if err != nil || len(rows) < 3 || rows[1][0] < rows[2][0] {
			t.Errorf("%d rows, %v", len(rows), err)
		}
		_ = f.Close()
	}
	for path, status := range map[string]int{
		"accounts/": http.StatusNotFound, "sessions": http.StatusNotFound, "": http.StatusNotFound, "compounds.xlsx.xlsx": http.StatusNotFound, "../compounds": http.StatusNotFound,
		"compounds?order=password": http.StatusUnprocessableEntity, "compounds?under=x": http.StatusUnprocessableEntity, "audit": http.StatusForbidden,
	} {
		if r := d.get(exportPath+path, "X-Test-Caller", "officer"); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, status)
		}
	}
	wantStatus(t, d.get(exportPath+"compounds"), http.StatusUnauthorized)
	wantStatus(t, d.ask(http.MethodPost, exportPath+"compounds", "x", "X-Test-Caller", "officer"), http.StatusMethodNotAllowed)
	if r := d.ask(http.MethodHead, exportPath+"compounds", "", "X-Test-Caller", "officer"); r.StatusCode != http.StatusOK || r.Body.Len() != 0 {
		t.Errorf("HEAD: %d, %d bytes", r.StatusCode, r.Body.Len())
	}
}

// TestAnExportThatFailsBreaksOff holds that a client never takes half of a table for the whole.
func TestAnExportThatFailsBreaksOff(t *testing.T) {
	d := newCounter(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The connection takes one piece and no more.
		d.ServeHTTP(&cutOff{ResponseWriter: w}, r)
	}), ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(ln) }()
	defer func() { _ = server.Close() }()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+ln.Addr().String()+exportPath+"compounds.xlsx", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Test-Caller", "officer")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return // broken off before the first byte
	}
	defer func() { _ = answer.Body.Close() }()
	if raw, err := io.ReadAll(answer.Body); err == nil {
		t.Errorf("read %d bytes without an error", len(raw))
	}
}

// cutOff takes the first piece of an answer and fails on the next.
type cutOff struct {
	http.ResponseWriter
	wrote bool
}

func (c *cutOff) Write(p []byte) (int, error) {
	if c.wrote {
		return 0, io.ErrClosedPipe
	}
	c.wrote = true
	return c.ResponseWriter.Write(p)
}

func (c *cutOff) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func TestWithoutRoomsTheAddressesAreClosed(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{importsPath, importsPath + "/1" + markedSuffix, exportPath + "compounds.xlsx"} {
		if r := s.get(path); r.StatusCode == http.StatusOK && strings.Contains(r.Header.Get("Content-Type"), "sheet") {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}
