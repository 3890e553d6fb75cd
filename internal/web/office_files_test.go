package web

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/viewer"
)

// exports are the tables that can be exported.
var exports = []string{"organizations", "compounds", "zones", "contractors", "engagements", "committees", "qualifications", "audit"}

// textCell is a text of a worksheet.
var textCell = regexp.MustCompile(`<t[^>]*>([^<]*)</t>`)

// TestExportsHoldNoFormulaAndNothingOfAnotherBranch exports every table, as it comes out of the server, where names are
// formulas and another branch is full of things.
func TestExportsHoldNoFormulaAndNothingOfAnotherBranch(t *testing.T) {
	o := newOffice(t)
	ids := o.abroad()
	o.hire("local", viewer.Administrator, publishtest.District, 0)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	o.hire("expert", viewer.TenderExpert, publishtest.District, 0)
	formulas := []string{`=HYPERLINK("http://evil.example","x")`, `+cmd|'/C calc'!A1`, `-2+3`, `@SUM(A1)`, "\t=1+1", "＝1+1"}
	o.change(func(ctx context.Context, tx *ent.Tx) error {
		for i, f := range formulas {
			tx.Compound.UpdateOneID(o.world.Compounds[i].ID).SetName(f).SetAddress(f).SetCommunity(f).ExecX(ctx)
		}
		for i, f := range formulas[:2] {
			tx.Contractor.UpdateOneID(o.world.Contractors[i].ID).SetName(f).SetPhone(f).ExecX(ctx)
		}
		return nil
	})
	found := 0
	for _, table := range exports {
		b := o.signedIn("local")
		thief := b.copied()
		path := exportPath + table + ".xlsx"
		for _, filter := range []string{"", "?under=" + globalID(ids["district"]), "?under=" + globalID(ids["street"])} {
			r := b.do(http.MethodGet, path+filter, "")
			if filter != "" && r.StatusCode == http.StatusUnprocessableEntity {
				continue // the table has no such filter
			}
			wantStatus(t, r, http.StatusOK)
			checkHeaders(t, path, r)
			if got := r.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment;") || r.Header.Get("Cache-Control") != privateFile[0] {
				t.Errorf("%s: %v", path, r.Header)
			}
			for _, text := range cells(t, table, r.Body.Bytes()) {
				if strings.IndexAny(text, "=+-@＝\t") == 0 && text != "-" {
					t.Errorf("%s: a cell is %q", table, text)
				}
				if strings.HasPrefix(text, "&#39;=") || strings.HasPrefix(text, "'=") {
					found++
				}
				for _, theirs := range []string{"他处", "海棠苑", "安泰居", "城阳街道"} {
					if strings.Contains(text, theirs) && table != "contractors" {
						t.Errorf("%s%s: a cell of another branch: %q", table, filter, text)
					}
				}
			}
		}
		wantStatus(t, o.get(path), http.StatusUnauthorized)
		wantStatus(t, o.signedIn("expert").do(http.MethodGet, path, ""), http.StatusForbidden)
		b.ask(`mutation{signOut}`, nil)
		wantStatus(t, thief.do(http.MethodGet, path, ""), http.StatusUnauthorized)
		wantStatus(t, b.do(http.MethodPost, path, "x"), http.StatusMethodNotAllowed)
	}
	if found == 0 {
		t.Error("no formula came through to be neutralised")
	}
	for _, bad := range []string{"accounts;x", "../compounds", "compounds.xlsx/..", "%2e%2e", "", "sessions", "Export.compounds"} {
		wantStatus(t, o.signedIn("local").do(http.MethodGet, exportPath+bad, ""), http.StatusNotFound)
	}
}

// cells reads every text of a workbook, and fails where there is a formula.
func cells(t *testing.T, what string, book []byte) (texts []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), "<f>") || strings.Contains(string(raw), "<f ") || strings.Contains(string(raw), "<hyperlink") {
			t.Errorf("%s: %s holds a formula or a link", what, f.Name)
		}
		for _, m := range textCell.FindAllStringSubmatch(string(raw), -1) {
			texts = append(texts, m[1])
		}
	}
	if len(texts) == 0 {
		t.Errorf("%s: no texts at all", what)
	}
	return texts
}

// pngHead is a picture that says to be of a size, in few bytes.
func pngHead(width, height uint32) string {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data)))
		body := append([]byte(kind), data...)
		b.Write(body)
		_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	chunk("IHDR", append(head, 8, 6, 0, 0, 0))
	chunk("IDAT", []byte{0x78, 0x9c, 3, 0, 0, 0, 0, 1})
	chunk("IEND", nil)
	return b.String()
}

// TestUploadsThroughTheWholeChain sends files as somebody who signed in: what is bad leaves nothing behind, and of what is good only
// the picture is left.
func TestUploadsThroughTheWholeChain(t *testing.T) {
	o := newOffice(t)
	ids := o.abroad()
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.signedIn("officer")
	upload := func(parent int, name, body string, headers ...string) *reply {
		return b.do(http.MethodPost, attachmentsPath+"?parent="+globalID(parent), body, append([]string{"X-File-Name", name}, headers...)...)
	}
	own := o.world.Compounds[0].ID
	for name, body := range map[string]string{
		"SVG":                    `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`,
		"SVG behind a BOM":       "\ufeff <?xml version='1.0'?><svg onload='alert(1)'/>",
		"HTML":                   `<!doctype html><script>alert(1)</script>`,
		"a program":              "MZ" + strings.Repeat("\x00", 200),
		"a script":               "#!/bin/sh\nrm -rf /\n",
		"a zip":                  "PK\x03\x04" + strings.Repeat("\x00", 200),
		"a bomb of a picture":    pngHead(60_000, 60_000),
		"a long thin bomb":       pngHead(1, 4_000_000_000),
		"half a photo":           picture(t)[:300],
		"a GIF that is a script": "GIF89a/*" + strings.Repeat(" ", 50) + "*/=alert(1)",
	} {
		for _, called := range []string{"a.jpg", "a.png", "..%2F..%2Fa.svg"} {
			r := upload(own, called, body, "Content-Type", "image/jpeg")
			if r.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s as %s: %d %s", name, called, r.StatusCode, bodyOf(r))
			}
			checkHeaders(t, name, r)
		}
	}
	if n := files(t, o.dir); n != 0 {
		t.Errorf("refused files left %d behind", n)
	}

	hidden := picture(t) + `<script>alert("hidden")</script>`
	for called, shown := range map[string]string{
		"../../../etc/passwd": "passwd.jpg", `..\..\boot.ini`: "boot.jpg", "/etc/shadow": "shadow.jpg", "a.jpg\x00.svg": "", "a\r\nSet-Cookie: x=1.jpg": "",
		`"><script>.jpg`: "", "NUL.jpg": "", "...": "",
	} {
		r := upload(own, url.PathEscape(called), hidden)
		if r.StatusCode != http.StatusCreated {
			if r.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%q: %d %s", called, r.StatusCode, bodyOf(r))
			}
			continue
		}
		if shown != "" && !strings.Contains(bodyOf(r), `"name":"`+shown+`"`) {
			t.Errorf("%q is shown as %s", called, bodyOf(r))
		}
		got := b.do(http.MethodGet, r.Header.Get("Location"), "")
		wantStatus(t, got, http.StatusOK)
		if strings.Contains(got.Body.String(), "hidden") {
			t.Errorf("%q: what was hidden behind the picture is served", called)
		}
		if _, kind, err := image.DecodeConfig(got.Body); err != nil || kind != "jpeg" || got.Header.Get("Content-Security-Policy") != filePolicy {
			t.Errorf("%q: %s %v %v", called, kind, err, got.Header)
		}
		if strings.ContainsAny(got.Header.Get("Content-Disposition"), "/\\\r\n<>") || len(got.Header.Values("Set-Cookie")) != 0 {
			t.Errorf("%q: %v", called, got.Header)
		}
	}
	outside := 0
	_ = filepath.WalkDir(o.dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(d.Name()) {
			outside++
		}
		return nil
	})
	if outside != 0 {
		t.Errorf("%d files lie under names that are no digests", outside)
	}

	missing := upload(nothing(own), "a.jpg", picture(t))
	for name, parent := range map[string]int{
		"another branch's compound": ids["compound"], "another branch's committee": ids["committee"], "an account": ids["account"], "an attachment": ids["attachment"], "a session": ids["session"],
	} {
		r := upload(parent, "a.jpg", picture(t))
		if got, want := failureNumber.ReplaceAllString(withoutID(bodyOf(r)), ""), failureNumber.ReplaceAllString(withoutID(bodyOf(missing)), ""); r.StatusCode != missing.StatusCode || got != want {
			t.Errorf("%s: %d %s, for nothing %d %s", name, r.StatusCode, got, missing.StatusCode, want)
		}
	}
	theirs := b.do(http.MethodGet, attachmentsPath+"/"+globalID(ids["attachment"]), "")
	none := b.do(http.MethodGet, attachmentsPath+"/"+globalID(nothing(ids["attachment"])), "")
	if theirs.StatusCode != http.StatusNotFound || withoutID(bodyOf(theirs)) != withoutID(bodyOf(none)) {
		t.Errorf("%s is told from %s", bodyOf(theirs), bodyOf(none))
	}

	thief := b.copied()
	b.ask(`mutation{signOut}`, nil)
	for who, c := range map[string]*browser{"a thief": thief, "nobody": o.browser()} {
		for _, path := range []string{attachmentsPath + "?parent=" + globalID(own), importsPath} {
			body := &counted{Reader: strings.NewReader(strings.Repeat("x", 8<<20))}
			r := c.send(http.MethodPost, path, body, "X-File-Name", "a.xlsx")
			wantStatus(t, r, http.StatusUnauthorized)
			if body.n > 64<<10 {
				t.Errorf("%s makes the server read %d bytes of %s", who, body.n, path)
			}
		}
	}
}

// withoutID cuts off the request's number, which ends each failure.
func withoutID(body string) string {
	text, _, _ := strings.Cut(body, `,"id"`)
	return text
}

// counted counts what is read.
type counted struct {
	io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}

// files counts the files in a folder.
func files(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestABombOfAWorkbookIsRefused sends workbooks that would unpack to more than anybody has memory for, and others that are none.
func TestABombOfAWorkbookIsRefused(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.signedIn("officer")
	bomb := func(name string, megabytes int) string {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, part := range []string{"[Content_Types].xml", "xl/workbook.xml", name} {
			w, err := z.Create(part)
			if err != nil {
				t.Fatal(err)
			}
			if part != name {
				_, _ = io.WriteString(w, `<?xml version="1.0"?><x/>`)
				continue
			}
			for range megabytes {
				_, _ = w.Write(bytes.Repeat([]byte(" "), 1<<20))
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for name, body := range map[string]string{
		"a bomb": bomb("xl/worksheets/sheet1.xml", 600), "a path that leads out": bomb("../../../../tmp/evil.xml", 1), "no zip": "PK\x03\x04nothing", "HTML": "<table></table>",
	} {
		r := b.do(http.MethodPost, importsPath, body, "X-File-Name", url.PathEscape("../"+name+".xlsx"))
		if r.StatusCode == http.StatusAccepted {
			status := b.settled(t, r)
			if status != "REFUSED" && status != "FAILED" {
				t.Errorf("%s is %s", name, status)
			}
		} else if r.StatusCode != http.StatusUnprocessableEntity && r.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d %s", name, r.StatusCode, bodyOf(r))
		}
	}
	if strings.Contains(o.log.String(), "evil.xml") {
		t.Error(o.log.String())
	}
}

// settled waits until the check of a workbook is over, and gives the job's status.
func (b *browser) settled(t *testing.T, sent *reply) string {
	t.Helper()
	var said struct{ ID string }
	if err := json.Unmarshal(sent.Body.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Data struct{ ImportJob struct{ Status string } }
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		text := bodyOf(b.ask(`query($id:ID!){importJob(id:$id){status}}`, map[string]any{"id": said.ID}))
		if err := json.Unmarshal([]byte(text), &answer); err != nil || answer.Data.ImportJob.Status == "" {
			t.Fatalf("%v: %s", err, text)
		}
		if answer.Data.ImportJob.Status != "CHECKING" {
			break
		}
	}
	return answer.Data.ImportJob.Status
}
