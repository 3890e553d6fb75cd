package web

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/jpeg"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"smileboard/internal/attachment"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// deskSite is a site where a header says who is signed in, and a compound to hang photos on.
type deskSite struct {
	*site
	dir      string
	compound string
}

func newDesk(t *testing.T) *deskSite {
	t.Helper()
	d := &deskSite{dir: t.TempDir()}
	blobs, err := blob.Open(t.Context(), "file:"+d.dir, blob.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = blobs.Close() })
	d.site = newSite(t, func(o *Options) {
		o.Attachments, o.AllowedOrigins = attachment.NewService(o.Store, blobs), []string{"https://portal.example.gov.cn"}
	})
	operator := viewer.AsOperator(t.Context(), "test")
	c, err := d.store.Client.Compound.Query().First(operator)
	if err != nil {
		t.Fatal(err)
	}
	d.compound = strconv.Itoa(c.ID)
	a, err := d.store.Client.Account.Create().SetUsername("officer").SetName("officer").SetSortKey("o").SetSearchText("o").SetInitials("o").SetInitialsAlt("o").
		SetCreatedAt(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Save(operator)
	if err != nil {
		t.Fatal(err)
	}
	powers := map[string]viewer.Power{
		"officer": {Role: viewer.SubdistrictOfficer, Organization: c.SubdistrictID, Branch: []int{c.SubdistrictID}},
		"expert":  {Role: viewer.TenderExpert, Organization: c.SubdistrictID, Branch: []int{c.SubdistrictID}},
		"other":   {Role: viewer.SubdistrictOfficer, Organization: 1, Branch: []int{1}},
	}
	d.identify = func(ctx context.Context, w *response, r *http.Request) (context.Context, error) {
		power, ok := powers[r.Header.Get("X-Test-Caller")]
		if !ok {
			return asPublic(ctx, w), nil
		}
		return viewer.AsAccount(ctx, viewer.Account{ID: a.ID, Name: "officer", Powers: []viewer.Power{power}}), nil
	}
	return d
}

func picture(t testing.TB) string {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, 640, 480)), nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const document = "%PDF-1.7\nstartxref\n9\n%%EOF\n"

// upload sends a file as the body, as somebody.
func (d *deskSite) upload(caller, name, body string, headers ...string) *reply {
	d.t.Helper()
	return d.ask(http.MethodPost, attachmentsPath+"?parent="+d.compound, body,
		append([]string{"X-Test-Caller", caller, "X-File-Name", url.PathEscape(name), "Content-Type", "image/jpeg"}, headers...)...)
}

// uploaded is upload, of which it gives the address.
func (d *deskSite) uploaded(name, body string) string {
	d.t.Helper()
	r := d.upload("officer", name, body)
	wantStatus(d.t, r, http.StatusCreated)
	var said struct{ ID, Name, MediaType string }
	if err := json.Unmarshal(r.Body.Bytes(), &said); err != nil || r.Header.Get("Location") != attachmentsPath+"/"+said.ID {
		d.t.Fatalf("%s, %v, at %s", r.Body, err, r.Header.Get("Location"))
	}
	return r.Header.Get("Location")
}

func TestAPhotoIsDrawnAndNothingElse(t *testing.T) {
	d := newDesk(t)
	at := d.uploaded(`../门口"1".heic`, picture(t))
	for path, media := range map[string]string{at: "image/jpeg", at + "/thumbnail": "image/jpeg"} {
		r := d.get(path, "X-Test-Caller", "officer")
		wantStatus(t, r, http.StatusOK)
		kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if err != nil || kind != "inline" || params["filename"] != "门口_1_.jpg" || !strings.Contains(r.Header.Get("Content-Disposition"), "filename*=utf-8''") {
			t.Errorf("%s: disposition %s", path, r.Header.Get("Content-Disposition"))
		}
		for name, want := range map[string]string{
			"Content-Type": media, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store", "Content-Security-Policy": filePolicy,
			"Cross-Origin-Resource-Policy": "same-origin", "Content-Length": strconv.Itoa(r.Body.Len()),
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if _, format, err := image.DecodeConfig(r.Body); err != nil || "image/"+format != media {
			t.Errorf("%s: %s, %v", path, format, err)
		}
		head := d.ask(http.MethodHead, path, "", "X-Test-Caller", "officer")
		if head.Body.Len() != 0 || head.Header.Get("Content-Length") != r.Header.Get("Content-Length") {
			t.Errorf("%s: HEAD gives %d bytes", path, head.Body.Len())
		}
	}
}

func TestAPDFIsSavedAndNeverDrawn(t *testing.T) {
	d := newDesk(t)
	at := d.uploaded("合同.html", document)
	r := d.get(at, "X-Test-Caller", "officer")
	wantStatus(t, r, http.StatusOK)
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
	if kind != "attachment" || params["filename"] != "合同.pdf" || r.Header.Get("Content-Type") != "application/pdf" || r.Body.String() != document {
		t.Errorf("%v", r.Header)
	}
	wantStatus(t, d.get(at+"/thumbnail", "X-Test-Caller", "officer"), http.StatusNotFound)
}

func TestAFormIsTakenToo(t *testing.T) {
	d := newDesk(t)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("note", "x")
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {mime.FormatMediaType("form-data", map[string]string{"name": "file", "filename": `C:\照片\门口.svg`})},
		"Content-Type":        {"image/svg+xml"},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(part, picture(t))
	_ = form.Close()
	r := d.ask(http.MethodPost, attachmentsPath+"?parent="+d.compound, body.String(), "X-Test-Caller", "officer", "Content-Type", form.FormDataContentType())
	wantStatus(t, r, http.StatusCreated)
	if !strings.Contains(r.Body.String(), `"name":"门口.jpg"`) {
		t.Errorf("%s", r.Body)
	}
}

func TestWhoMayNotSeeTheParentFindsNothing(t *testing.T) {
	d := newDesk(t)
	at := d.uploaded("a.jpg", picture(t))
	id := strings.TrimPrefix(at, attachmentsPath+"/")
	missing := d.get(attachmentsPath+"/90194319999", "X-Test-Caller", "officer")
	wantStatus(t, missing, http.StatusNotFound)
	for _, caller := range []string{"other", "expert"} {
		for _, path := range []string{at, at + "/thumbnail"} {
			r := d.get(path, "X-Test-Caller", caller)
			wantStatus(t, r, http.StatusNotFound)
			// But for the request's number, the answer is that of a file which never was.
			cut := func(r *reply) string { text, _, _ := strings.Cut(r.Body.String(), `"id"`); return text }
			if cut(r) != cut(missing) {
				t.Errorf("%s: %s differs from %s", caller, r.Body, missing.Body)
			}
		}
	}
	wantStatus(t, d.upload("other", "a.jpg", picture(t)), http.StatusNotFound)
	wantStatus(t, d.upload("expert", "a.jpg", picture(t)), http.StatusForbidden)
	wantStatus(t, d.upload("", "a.jpg", picture(t)), http.StatusUnauthorized)
	wantStatus(t, d.get(at), http.StatusUnauthorized)
	for _, bad := range []string{"", "0", "-1", "+" + id, "0" + id, id + "/", id + "/x", id + "/thumbnail/", "../" + id, "%2e%2e/passwd", "9999999999999999999999"} {
		r := d.get(attachmentsPath+"/"+bad, "X-Test-Caller", "officer")
		if r.StatusCode != http.StatusNotFound {
			t.Errorf("%q: %d", bad, r.StatusCode)
		}
	}
}

func TestBadUploadsAreRefused(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name   string
		reply  *reply
		status int
		code   fault.Code
	}{
		{"SVG that says it is JPEG", d.upload("officer", "a.jpg", `<svg onload="alert(1)"/>`), 422, fault.CodeInvalid},
		{"HTML that says it is JPEG", d.upload("officer", "a.jpg", `<script>alert(1)</script>`), 422, fault.CodeInvalid},
		{"nothing", d.upload("officer", "a.jpg", ""), 422, fault.CodeInvalid},
		{"no name", d.upload("officer", "", picture(t)), 422, fault.CodeInvalid},
		{"a name that is no text", d.ask(http.MethodPost, attachmentsPath+"?parent="+d.compound, picture(t), "X-Test-Caller", "officer", "X-File-Name", "%zz"), 422, fault.CodeInvalid},
		{"500 characters", d.upload("officer", strings.Repeat("长", 500), picture(t)), 422, fault.CodeInvalid},
		{"one byte too many", d.upload("officer", "a.pdf", document+strings.Repeat("x", attachment.MaxBytes)), 422, fault.CodeInvalid},
		{"far too many", d.upload("officer", "a.pdf", strings.Repeat("x", attachmentBody+1)), 413, fault.CodeInvalid},
		{"from another site", d.upload("officer", "a.jpg", picture(t), "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"), 403, fault.CodeForbidden},
		{"from a site that may ask what is public", d.upload("officer", "a.jpg", picture(t), "Origin", "https://portal.example.gov.cn"), 403, fault.CodeForbidden},
		{"for nothing", d.ask(http.MethodPost, attachmentsPath, picture(t), "X-Test-Caller", "officer", "X-File-Name", "a"), 422, fault.CodeInvalid},
		{"for a path", d.ask(http.MethodPost, attachmentsPath+"?parent=../1", picture(t), "X-Test-Caller", "officer", "X-File-Name", "a"), 422, fault.CodeInvalid},
		{"a form without a file", d.ask(http.MethodPost, attachmentsPath+"?parent="+d.compound, "--x--\r\n", "X-Test-Caller", "officer", "Content-Type", "multipart/form-data; boundary=x"), 422, fault.CodeInvalid},
		{"a form without a boundary", d.ask(http.MethodPost, attachmentsPath+"?parent="+d.compound, "x", "X-Test-Caller", "officer", "Content-Type", "multipart/form-data"), 422, fault.CodeInvalid},
		{"GET", d.get(attachmentsPath, "X-Test-Caller", "officer"), 405, fault.CodeInvalid},
	} {
		if c.reply.StatusCode != c.status {
			t.Errorf("%s: %d: %s", c.name, c.reply.StatusCode, c.reply.Body)
			continue
		}
		if code, zh, en := problemOf(t, c.reply); code != string(c.code) || zh == "" || en == "" {
			t.Errorf("%s: %s %s %s", c.name, code, zh, en)
		}
	}
	if n, err := d.store.Client.Attachment.Query().Count(viewer.AsOperator(t.Context(), "test")); err != nil || n != 0 {
		t.Errorf("%d rows, %v", n, err)
	}
}

func TestWithoutAServiceTheAddressesAreClosed(t *testing.T) {
	s := newSite(t, nil)
	wantStatus(t, s.ask(http.MethodPost, attachmentsPath+"?parent=1", "x"), http.StatusMethodNotAllowed)
	wantStatus(t, s.get(attachmentsPath+"/1"), http.StatusNotFound)
}

// TestADamagedFileBreaksOff holds that a client never takes half of a file, or another one, for the whole.
func TestADamagedFileBreaksOff(t *testing.T) {
	d := newDesk(t)
	large := document + strings.Repeat("%", 1<<20) + document
	at := d.uploaded("a.pdf", large)
	digest := blob.DigestOf([]byte(large)).String()
	if err := os.WriteFile(filepath.Join(d.dir, digest[:2], digest), []byte(strings.ToUpper(large)), 0o600); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: d.Server, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(ln) }()
	defer func() { _ = server.Close() }()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+ln.Addr().String()+at, nil)
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
		t.Errorf("read %q without an error", raw)
	}
}
