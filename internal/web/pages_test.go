package web

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"smileboard/internal/publish/publishtest"
)

// pageRead is a page as a browser reads it.
type pageRead struct {
	lang, title, description string
	boot                     struct {
		Demo              bool
		Language, Version string
	}
	hasData bool
	data    struct {
		URL  string
		Body struct{ Data map[string]any }
	}
	scripts []string // the code that would run
}

// readPage parses a page with a real parser of HTML: what this one takes for code, a browser would run.
func readPage(t *testing.T, r *reply) pageRead {
	t.Helper()
	root, err := html.Parse(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	var p pageRead
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		text := ""
		if n.FirstChild != nil {
			text = n.FirstChild.Data
		}
		switch {
		case n.Data == "html":
			p.lang = attr["lang"]
		case n.Data == "title":
			p.title = text
		case n.Data == "meta" && attr["name"] == "description":
			p.description = attr["content"]
		case n.Data == "script" && attr["id"] == "boot":
			err = json.Unmarshal([]byte(text), &p.boot)
		case n.Data == "script" && attr["id"] == "data":
			p.hasData = true
			err = json.Unmarshal([]byte(text), &p.data)
		case n.Data == "script":
			p.scripts = append(p.scripts, attr["src"]+text)
		case n.Data == "img" || attr["onload"] != "" || attr["onerror"] != "":
			t.Errorf("data became an element: %s", n.Data)
		}
		if err != nil {
			t.Fatalf("%s: %v: %s", attr["id"], err, text)
		}
	}
	return p
}

func TestPageCarriesItsFirstData(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Demo, o.Version = true, "1.2.3" })
	r := s.get("/board/" + publishtest.District + "?order=highest&class=compliant,nonsense,rectification&q=%20%E5%B0%8F%E5%8C%BA%20&revision=x")
	wantStatus(t, r, http.StatusOK)
	p := readPage(t, r)
	if p.lang != "zh-CN" || p.boot.Language != "zh-CN" || !p.boot.Demo || p.boot.Version != "1.2.3" {
		t.Errorf("lang %q, boot %+v", p.lang, p.boot)
	}
	if !strings.Contains(p.title, "岳麓区") || p.description == "" {
		t.Errorf("title %q, description %q", p.title, p.description)
	}
	u, err := url.Parse(p.data.URL)
	if err != nil || u.Path != "/graphql" {
		t.Fatalf("the data's address is %q (%v)", p.data.URL, err)
	}
	const want = `{"district":"430104","search":"小区","class":["COMPLIANT","RECTIFICATION"],"order":"SCORE_DESC","language":"ZH"}`
	if got := u.Query().Get("variables"); got != want {
		t.Errorf("variables %s, want %s", got, want)
	}
	// The page would get the very same answer by asking.
	var asked struct{ Data map[string]any }
	if err := json.Unmarshal([]byte(bodyOf(s.get(p.data.URL))), &asked); err != nil {
		t.Fatal(err)
	}
	inlined, _ := json.Marshal(p.data.Body.Data)
	answered, _ := json.Marshal(asked.Data)
	if string(inlined) != string(answered) || len(inlined) < 500 {
		t.Errorf("inlined %.200s, answered %.200s", inlined, answered)
	}
}

func TestPageSpeaksTheChosenLanguage(t *testing.T) {
	s := newSite(t, nil)
	target := "/compounds/" + s.anyCompound()
	zh, en := readPage(t, s.get(target)), readPage(t, s.get(target, "Cookie", "language=en"))
	if en.lang != "en" || en.boot.Language != "en" || zh.lang != "zh-CN" {
		t.Errorf("languages %q and %q", zh.lang, en.lang)
	}
	if !strings.Contains(en.data.URL, "EN") || !strings.Contains(zh.data.URL, "ZH") {
		t.Errorf("asked %s and %s", en.data.URL, zh.data.URL)
	}
	r := s.get(target, "Cookie", "language=fr; x=y", "Accept-Language", "en")
	if !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Cookie") {
		t.Error("Vary lacks Cookie")
	}
	if p := readPage(t, r); p.lang != "zh-CN" {
		t.Errorf("an unknown choice gives %q", p.lang)
	}
}

func TestDataCanNotBecomeCode(t *testing.T) {
	s := newSite(t, nil)
	code := s.anyCompound()
	hostile := "</script><script>alert(1)</script><!--<script>&amp;\"'\u2028<img src=x onerror=alert(1)>{compound.code}"
	s.rename(code, hostile)
	s.cache.forget()
	r := s.get("/compounds/" + code)
	wantStatus(t, r, http.StatusOK)
	p := readPage(t, r)
	compound, _ := p.data.Body.Data["compound"].(map[string]any)
	if compound["name"] != hostile {
		t.Errorf("the name came as %q", compound["name"])
	}
	if !strings.HasPrefix(p.title, hostile) {
		t.Errorf("the title is %q", p.title)
	}
	if len(p.scripts) != 1 || p.scripts[0] != "/assets/app-1a2b.js" {
		t.Errorf("code that would run: %q", p.scripts)
	}
}

func TestHostileAddressesStayData(t *testing.T) {
	s := newSite(t, nil)
	for _, target := range []string{
		"/board/430104?q=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E",
		"/compounds/%3C%2Fscript%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
		"/board/430104?q=%E2%80%A8%00%FF",
		"/%3Cscript%3Ealert(1)%3C/script%3E",
	} {
		if p := readPage(t, s.get(target)); len(p.scripts) != 1 {
			t.Errorf("%s: code that would run: %q", target, p.scripts)
		}
	}
}

func TestPageThatIsNotThere(t *testing.T) {
	s := newSite(t, nil)
	for target, want := range map[string]int{
		"/": 200, "/standard": 200, "/standard/": 200, "/board/430104/": 200, "/board/430104/2026H1": 200, "/tenders/430104": 200,
		"/compounds/" + s.anyCompound(): 200, "/ranking/430104": 200,
		"/compounds/4301040019999": 404, "/contractors/none": 404, "/board/999999": 404, "/board/430104/1999H1": 404,
		"/tender/none": 404, "/standard/none": 404,
		"/board": 404, "/compounds": 404, "/board/430104/2026H1/x": 404, "//": 404, "/board//2026H1": 404, "/Board/430104": 404,
		"/index.html": 404, "/placeholder.html": 404, "/dist/index.html": 404, "/.git/config": 404, "/board/430104%2F2026H1": 404,
	} {
		r := s.get(target)
		if r.StatusCode != want {
			t.Errorf("%s: %d, want %d", target, r.StatusCode, want)
		}
		p := readPage(t, r)
		if p.boot.Language == "" || p.title == "" {
			t.Errorf("%s: not a page", target)
		}
		if known, _ := s.pages.find(target); (known != nil) != p.hasData {
			t.Errorf("%s: has first data: %v", target, p.hasData)
		}
	}
	r := s.get("/board/430104.json", "Accept", "application/json")
	wantStatus(t, r, http.StatusNotFound)
}

func TestMissingPageForPrograms(t *testing.T) {
	s := newSite(t, nil)
	for accept, page := range map[string]bool{"": true, "*/*": true, "text/html,*/*;q=0.8": true, "image/png": false, "application/json": false, "text/html;q=0": false} {
		headers := []string{"Accept", accept}
		if accept == "" {
			headers = nil
		}
		r := s.get("/logo.png", headers...)
		wantStatus(t, r, http.StatusNotFound)
		if got := readPage(t, r).boot.Language != ""; got != page {
			t.Errorf("%q: the whole page: %v", accept, got)
		}
	}
}

func TestPageWithoutAnAnswer(t *testing.T) {
	s := newSite(t, nil)
	for _, c := range []struct {
		name, body string
		err        error
		status     int
	}{
		{"refused", `{"errors":[{"message":"x","extensions":{"code":"INVALID"}}]}`, nil, http.StatusNotFound},
		{"broken inside", `{"errors":[{"message":"x","extensions":{"code":"INTERNAL"}}],"data":null}`, nil, http.StatusInternalServerError},
		{"no code", `{"errors":[{"message":"x"}],"data":{"districts":[]}}`, nil, http.StatusInternalServerError},
	} {
		s.answer = func(context.Context, string, []byte) ([]byte, bool, error) { return []byte(c.body), false, c.err }
		r := s.get("/board/430104")
		wantStatus(t, r, c.status)
		if r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: may be kept: %s", c.name, r.Header.Get("Cache-Control"))
		}
		if p := readPage(t, r); p.hasData || p.boot.Language == "" || p.title != s.pages.messages[chinese]["title.default"] {
			t.Errorf("%s: data %v, title %q", c.name, p.hasData, p.title)
		}
	}
	for err, want := range map[error]int{errors.New("secret"): 500, context.DeadlineExceeded: 503} {
		s.answer = func(context.Context, string, []byte) ([]byte, bool, error) { return nil, false, err }
		r := s.get("/board/430104")
		wantStatus(t, r, want)
		if body := bodyOf(r); strings.Contains(body, "secret") || !strings.Contains(body, "稍后再试") {
			t.Errorf("%s", body)
		}
	}
	if n, _ := s.cache.holds(); n != 0 {
		t.Errorf("%d failures are kept", n)
	}
}

func TestPagesAreKept(t *testing.T) {
	s := newSite(t, nil)
	calls := 0
	answer := s.answer
	s.answer = func(ctx context.Context, id string, v []byte) ([]byte, bool, error) {
		calls++
		return answer(ctx, id, v)
	}
	first := s.get("/board/430104")
	etag := first.Header.Get("Etag")
	for _, target := range []string{"/board/430104", "/board/430104/?utm_source=wechat", "/board/430104?order=nonsense"} {
		if r := s.get(target); r.Header.Get("Etag") != etag {
			t.Errorf("%s: another page", target)
		}
	}
	r := s.get("/board/430104", "If-None-Match", etag)
	wantStatus(t, r, http.StatusNotModified)
	if bodyOf(r) != "" || r.Header.Get("Vary") == "" || r.Header.Get("Cache-Control") != revalidate[0] {
		t.Errorf("304 with %v", r.Header)
	}
	if calls != 1 {
		t.Errorf("asked %d times", calls)
	}
	s.get("/board/430104", "Cookie", "language=en")
	if calls != 2 {
		t.Error("the other language came from the same page")
	}
	// A search isn't kept: everyone types another one.
	s.get("/board/430104?q=jl")
	s.get("/board/430104?q=jl")
	if calls != 4 {
		t.Errorf("a search was kept: %d", calls)
	}
}

func TestPlaceholder(t *testing.T) {
	s := newSite(t, func(o *Options) {
		o.Dist = fstest.MapFS{"dist/placeholder.html": {Data: []byte("<!doctype html><p>not built")}}
	})
	r := s.get("/")
	wantStatus(t, r, http.StatusOK)
	if body := bodyOf(r); body != "<!doctype html><p>not built" {
		t.Errorf("%s", body)
	}
	wantStatus(t, s.get("/nowhere"), http.StatusNotFound)
}

func TestFrontEndThatDoesNotFitIsRefused(t *testing.T) {
	s := newSite(t, nil)
	good := func() fstest.MapFS {
		return fstest.MapFS{
			"src/public/operations.json": {Data: []byte(`{"aa":"fragment F on Query { x } query Home { ...F }"}`)},
			"src/public/routes.json":     {Data: []byte(`[{"path":"/","operation":"Home","document":"aa","message":"home","variables":[]}]`)},
			"locales/zh-CN.json":         {Data: []byte(`{}`)}, "locales/en.json": {Data: []byte(`{}`)},
		}
	}
	build := func(public, built fstest.MapFS) error {
		o := s.options
		o.Public, o.Dist = public, built
		_, err := New(o)
		return err
	}
	if err := build(good(), dist()); err != nil {
		t.Fatal(err)
	}
	for name, broken := range map[string]struct{ file, text string }{
		"another operation":           {"src/public/routes.json", `[{"path":"/","operation":"Away","document":"aa"}]`},
		"an unknown hash":             {"src/public/routes.json", `[{"path":"/","operation":"Home","document":"bb"}]`},
		"a segment that is none":      {"src/public/routes.json", `[{"path":"/:a","operation":"Home","document":"aa","variables":[{"name":"b","from":"path"}]}]`},
		"optional in the middle":      {"src/public/routes.json", `[{"path":"/:a?/b","operation":"Home","document":"aa"}]`},
		"an unknown source":           {"src/public/routes.json", `[{"path":"/","operation":"Home","document":"aa","variables":[{"name":"b","from":"header"}]}]`},
		"a key that is missing":       {"src/public/routes.json", `[{"path":"/","operation":"Home","document":"aa","variables":[{"name":"b","from":"query"}]}]`},
		"an unknown type":             {"src/public/routes.json", `[{"path":"/","operation":"Home","document":"aa","variables":[{"name":"b","from":"query","key":"b","type":"date"}]}]`},
		"an operation without a name": {"src/public/operations.json", `{"aa":"{ x }"}`},
		"sentences that are none":     {"locales/en.json", `[]`},
	} {
		public := good()
		public[broken.file] = &fstest.MapFile{Data: []byte(broken.text)}
		if build(public, dist()) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for name, index := range map[string]string{"no title": `<!--boot-->`, "no boot": `<!--title-->`, "the wrong way round": `<!--boot--><!--title-->`} {
		built := dist()
		built["dist/index.html"] = &fstest.MapFile{Data: []byte(index)}
		if build(good(), built) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	built := dist()
	built["dist/assets/tool.exe"] = &fstest.MapFile{}
	if build(good(), built) == nil {
		t.Error("a file of an unknown type: accepted")
	}
}

func TestArguments(t *testing.T) {
	rt := &pageRoute{Path: "/x/:a/:b?", Variables: []pageVariable{
		{Name: "a", From: "path"},
		{Name: "b", From: "path"},
		{Name: "n", From: "query", Key: "n", Type: "int"},
		{Name: "q", From: "query", Key: "q", Max: 3},
		{Name: "v", From: "query", Key: "v", Values: map[string]string{"up": "UP"}},
		{Name: "l", From: "query", Key: "l", List: true},
	}}
	if err := rt.prepare(); err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]string{
		"/x/1":                      `{"a":"1"}`,
		"/x/1/2":                    `{"a":"1","b":"2"}`,
		"/x/1/":                     `{"a":"1"}`,
		"/x/a%2Fb":                  `{"a":"a/b"}`,
		"/x/%E7%AC%91":              `{"a":"笑"}`,
		"/x/%22%3C%26":              `{"a":"\"<&"}`,
		"/x/1?n=007":                `{"a":"1","n":7}`,
		"/x/1?n=999999999":          `{"a":"1","n":999999999}`,
		"/x/1?n=1000000000":         `{"a":"1"}`,
		"/x/1?n=-1":                 `{"a":"1"}`,
		"/x/1?n=%2B1":               `{"a":"1"}`,
		"/x/1?n=1e3":                `{"a":"1"}`,
		"/x/1?q=%20%20":             `{"a":"1"}`,
		"/x/1?q=%20笑脸榜哭%20":         `{"a":"1","q":"笑脸榜"}`,
		"/x/1?q=a&q=b":              `{"a":"1","q":"a"}`,
		"/x/1?v=up":                 `{"a":"1","v":"UP"}`,
		"/x/1?v=UP":                 `{"a":"1"}`,
		"/x/1?l=a,,b,":              `{"a":"1","l":["a","b"]}`,
		"/x/1?l=,":                  `{"a":"1"}`,
		"/x/1?a=2&b=3&A=4":          `{"a":"1"}`,
		"/x/1?l=z&v=up&q=a&n=1&x=y": `{"a":"1","n":1,"q":"a","v":"UP","l":["z"]}`,
		"/x":                        "",
		"/x/1/2/3":                  "",
		"/x/%FF":                    "",
		"/x//2":                     "",
		"/y/1":                      "",
	} {
		u, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if path, ok := rt.match(splitPath(u.EscapedPath())); ok {
			got = string(rt.arguments(path, u.Query(), chinese))
		}
		if got != want {
			t.Errorf("%s: %s, want %s", target, got, want)
		}
	}
}

func TestSite(t *testing.T) {
	s := newSite(t, nil)
	based := newSite(t, func(o *Options) { o.BaseURL = "https://smile.example.gov.cn" })
	for _, c := range []struct {
		site *site
		host string
		want string
	}{
		{s, "smile.example:8080", "http://smile.example:8080"},
		{based, "evil.example", "https://smile.example.gov.cn"},
	} {
		r := c.site.ask(http.MethodGet, "http://"+c.host+"/sitemap.xml", "")
		wantStatus(t, r, http.StatusOK)
		var set struct {
			URLs []string `xml:"url>loc"`
		}
		if err := xml.Unmarshal([]byte(bodyOf(r)), &set); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, u := range set.URLs {
			path, ok := strings.CutPrefix(u, c.want)
			if !ok || seen[u] {
				t.Errorf("%s in the site map of %s", u, c.want)
			}
			seen[u] = true
			if r := c.site.get(path); r.StatusCode != http.StatusOK {
				t.Errorf("the site map leads to %s: %d", path, r.StatusCode)
			}
		}
		for _, path := range []string{"/", "/standard", "/board/430104", "/ranking/430104", "/compounds/" + s.anyCompound()} {
			if !seen[c.want+path] {
				t.Errorf("the site map lacks %s", path)
			}
		}
		robots := bodyOf(c.site.ask(http.MethodGet, "http://"+c.host+"/robots.txt", ""))
		if !strings.HasPrefix(robots, "User-agent: *\n") || !strings.HasSuffix(robots, "\nSitemap: "+c.want+"/sitemap.xml\n") {
			t.Errorf("robots.txt: %s", robots)
		}
	}
	for _, host := range []string{`a"onload=x`, "a b", "", "<x>", strings.Repeat("a", 300), "a@b"} {
		if got := s.base(&http.Request{Host: host, Header: http.Header{}}); got != "" {
			t.Errorf("a host %q gives %q", host, got)
		}
	}
}

func TestSchemaFile(t *testing.T) {
	r := newSite(t, nil).get("/schema.graphql", "Accept-Encoding", "identity")
	wantStatus(t, r, http.StatusOK)
	if body := bodyOf(r); !strings.Contains(body, "type Query") || !strings.Contains(body, "board(") {
		t.Errorf("%.200s", body)
	}
}
