package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// everywhere are the headers that no answer may lack.
var everywhere = []string{
	"Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
	"Referrer-Policy", "X-Content-Type-Options", "X-Request-Id", "Cache-Control",
}

func TestEveryRouteHasItsHeaders(t *testing.T) {
	s := newSite(t, func(o *Options) { o.IDE = true })
	paths := map[string]int{
		"/": 200, "/board/430104": 200, "/nowhere": 404, "/compounds/0000000000000": 404, "/assets/none.js": 404,
		"/graphql?query={districts{code}}": 200, "/graphql?query={": 200, "/graphql": 200, s.board(): 200,
		"/" + strings.Repeat("x", DefaultMaxURL): 414,
	}
	for path, rt := range s.exact {
		if _, named := paths[path]; named {
			continue
		}
		paths[path] = 200
		// Every route is asked for what it refuses, too.
		r := s.ask(http.MethodPut, path, "")
		wantStatus(t, r, http.StatusMethodNotAllowed)
		if r.Header.Get("Allow") != rt.allow() {
			t.Errorf("PUT %s: Allow %q", path, r.Header.Get("Allow"))
		}
		checkHeaders(t, "PUT "+path, r)
	}
	for path, status := range paths {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := s.ask(method, path, "")
			if method == http.MethodGet && path == "/graphql" {
				status = http.StatusBadRequest // no question at all
			}
			if strings.Contains(path, "query={") && strings.HasSuffix(path, "{") {
				status = r.StatusCode // how a mistake in a question is said is graph's business
			}
			if r.StatusCode != status {
				t.Errorf("%s %.40s: %d, want %d", method, path, r.StatusCode, status)
			}
			checkHeaders(t, method+" "+path, r)
			if method == http.MethodHead && bodyOf(r) != "" {
				t.Errorf("HEAD %.40s has a body", path)
			}
		}
	}
}

func checkHeaders(t *testing.T, what string, r *reply) {
	t.Helper()
	for _, name := range everywhere {
		if len(r.Header.Values(name)) != 1 || r.Header.Get(name) == "" {
			t.Errorf("%.60s: %s is %q", what, name, r.Header.Values(name))
		}
	}
	if kind := r.Header.Get("Content-Type"); r.Body.Len() > 0 {
		media, _, _ := strings.Cut(kind, ";")
		text := strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+xml") || strings.HasSuffix(media, "/xml")
		if kind == "" || text && !strings.Contains(kind, "charset=utf-8") {
			t.Errorf("%.60s: Content-Type is %q", what, kind)
		}
	}
	csp := r.Header.Get("Content-Security-Policy")
	for _, never := range []string{"'unsafe-eval'", "*", "http:", "https:"} {
		if strings.Contains(csp, never) {
			t.Errorf("%.60s: the policy allows %s", what, never)
		}
	}
	if strings.Contains(csp, "'unsafe-inline'") && !strings.HasSuffix(what, "/graphiql") && !strings.HasSuffix(what, "/graphiql/") {
		t.Errorf("%.60s: the policy allows inline code", what)
	}
}

func TestPagePolicy(t *testing.T) {
	s := newSite(t, nil)
	if got := s.get("/").Header.Get("Content-Security-Policy"); got != pagePolicy {
		t.Errorf("a page has %q", got)
	}
	if got := s.get("/", "Sec-Fetch-Dest", "document").Header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("plain HTTP promises https: %q", got)
	}
	if got := newSite(t, func(o *Options) { o.HSTS = true }).get("/healthz").Header.Get("Strict-Transport-Security"); got != hstsValue {
		t.Errorf("with the option: %q", got)
	}
}

func TestIDEIsClosedUnlessOpened(t *testing.T) {
	closed := newSite(t, nil)
	for _, path := range []string{"/graphiql", "/graphiql/", "/graphiql/index.html", "/graphiql/assets/ide-1a2b.js"} {
		wantStatus(t, closed.get(path), http.StatusNotFound)
	}
	open := newSite(t, func(o *Options) { o.IDE = true })
	r := open.get("/graphiql")
	wantStatus(t, r, http.StatusOK)
	if r.Header.Get("Content-Security-Policy") != idePolicy {
		t.Error("GraphiQL lacks its policy")
	}
	wantStatus(t, open.get("/graphiql/assets/ide-1a2b.js"), http.StatusOK)
}

func TestMetricsAreNotPublic(t *testing.T) {
	closed := newSite(t, func(o *Options) { o.TrustedProxies = []netip.Prefix{prefix("10.0.0.0/8")} })
	open := newSite(t, func(o *Options) { o.MetricsOpen = true })
	allowed := newSite(t, func(o *Options) { o.MetricsAllowed = []netip.Prefix{prefix("192.0.2.0/24")} })
	for _, c := range []struct {
		name   string
		site   *site
		remote string
		header string
		value  string
		status int
	}{
		{"the machine itself", closed, "127.0.0.1:1", "", "", 200},
		{"the machine itself by IPv6", closed, "[::1]:1", "", "", 200},
		{"the machine itself, mapped", closed, "[::ffff:127.0.0.1]:1", "", "", 200},
		{"anyone", closed, "203.0.113.5:1", "", "", 403},
		{"a neighbour", closed, "192.168.1.2:1", "", "", 403},
		{"anyone who says to be the machine", closed, "203.0.113.5:1", "X-Forwarded-For", "127.0.0.1", 403},
		{"through a proxy on the machine that isn't trusted", closed, "127.0.0.1:1", "X-Forwarded-For", "203.0.113.5", 403},
		{"the same by another header", closed, "127.0.0.1:1", "Forwarded", "for=203.0.113.5", 403},
		{"the same by Via", closed, "127.0.0.1:1", "Via", "1.1 proxy", 403},
		{"through a trusted proxy", closed, "10.1.2.3:1", "X-Forwarded-For", "203.0.113.5", 403},
		{"through a trusted proxy, with a lie before it", closed, "10.1.2.3:1", "X-Forwarded-For", "127.0.0.1, 203.0.113.5", 403},
		{"the trusted proxy itself", closed, "10.1.2.3:1", "", "", 403},
		{"no address at all", closed, "@", "", "", 403},
		{"anyone where it is open", open, "203.0.113.5:1", "", "", 200},
		{"an allowed address", allowed, "192.0.2.9:1", "", "", 200},
		{"the machine where another is allowed", allowed, "127.0.0.1:1", "", "", 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
			r.RemoteAddr = c.remote
			if c.header != "" {
				r.Header.Set(c.header, c.value)
			}
			w := httptest.NewRecorder()
			c.site.ServeHTTP(w, r)
			if w.Code != c.status {
				t.Fatalf("status %d, want %d", w.Code, c.status)
			}
			if shown := strings.Contains(w.Body.String(), "smileboard_http_requests_total"); shown != (c.status == 200) {
				t.Errorf("figures shown: %v", shown)
			}
		})
	}
}

func TestMetricsCount(t *testing.T) {
	s := newSite(t, nil)
	board := s.board()
	for range 3 {
		wantStatus(t, s.get(board), 200)
	}
	wantStatus(t, s.get("/nowhere"), 404)
	text := bodyOf(s.get("/metrics"))
	for _, line := range []string{
		`smileboard_http_requests_total{route="graphql",status="2xx"} 3`,
		`smileboard_http_requests_total{route="page",status="4xx"} 1`,
		`smileboard_http_request_duration_seconds_count{route="graphql"} 3`,
		`smileboard_cache_hits_total 2`,
		`smileboard_cache_misses_total 1`,
		`smileboard_cache_answers 1`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
}

func TestClientAddress(t *testing.T) {
	s := newSite(t, func(o *Options) { o.TrustedProxies = []netip.Prefix{prefix("10.0.0.0/8"), prefix("fd00::/8")} })
	for _, c := range []struct{ remote, forwarded, want string }{
		{"203.0.113.5:1", "", "203.0.113.5"},
		{"203.0.113.5:1", "198.51.100.1", "203.0.113.5"},
		{"10.0.0.1:1", "198.51.100.1", "198.51.100.1"},
		{"10.0.0.1:1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"},
		{"10.0.0.1:1", "198.51.100.1, nonsense", "10.0.0.1"},
		{"10.0.0.1:1", "", "10.0.0.1"},
		{"[fd00::1]:1", "2001:db8::5", "2001:db8::5"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := s.clientAddr(r).String(); got != c.want {
			t.Errorf("%s with %q: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

func TestRateLimit(t *testing.T) {
	s := newSite(t, func(o *Options) { o.RateLimit, o.RateWindow = 2, time.Hour })
	from := func(remote, target string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		r.RemoteAddr = remote
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	const me, other = "203.0.113.5:1", "203.0.113.6:1"
	for _, target := range []string{s.board(), "/board/430104"} {
		if w := from(me, target); w.Code != 200 {
			t.Fatalf("%s: %d", target, w.Code)
		}
	}
	for _, target := range []string{"/ranking/430104", "/graphql?query={districts{code}}", "/sitemap.xml", s.known("Home", "{}")} {
		w := from(me, target)
		if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "3600" {
			t.Errorf("%s: %d, Retry-After %q", target, w.Code, w.Header().Get("Retry-After"))
		}
		if !strings.Contains(w.Body.String(), "太频繁") || !strings.Contains(w.Body.String(), "Too many") {
			t.Errorf("%s: no words: %s", target, w.Body)
		}
	}
	if code, _, _ := problemOf(t, &reply{Body: from(me, "/sitemap.xml").Body}); code != "RATE_LIMITED" {
		t.Errorf("code %s", code)
	}
	// What is kept costs nothing, and neither do files; another address has its own share.
	for _, target := range []string{s.board(), "/board/430104", "/favicon.svg", "/healthz", "/readyz", "/schema.graphql"} {
		if w := from(me, target); w.Code != 200 {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	if w := from(other, "/ranking/430104"); w.Code != 200 {
		t.Errorf("another address: %d", w.Code)
	}
	// One house with IPv6 has more addresses than can be counted.
	for i, remote := range []string{"[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8::3]:1"} {
		w := from(remote, "/graphql?query={districts{name}}")
		if limited := w.Code == http.StatusTooManyRequests; limited != (i == 2) {
			t.Errorf("%s: %d", remote, w.Code)
		}
	}
}

func TestRequestID(t *testing.T) {
	s := newSite(t, func(o *Options) { o.TrustedProxies = []netip.Prefix{prefix("127.0.0.0/8")} })
	for given, kept := range map[string]bool{
		"abc-123_X.y": true, strings.Repeat("a", 64): true,
		strings.Repeat("a", 65): false, "": false, "a b": false, "a\tb": false, `"}`: false, "笑": false, "a=b": false,
	} {
		got := s.get("/healthz", "X-Request-Id", given).Header.Get("X-Request-Id")
		if (got == given) != kept {
			t.Errorf("given %q, got %q", given, got)
		}
		if !fitForLog(got) {
			t.Errorf("%q is not fit for a log", got)
		}
	}
	stranger := s.askFrom("203.0.113.5:1", http.MethodGet, "/healthz", strings.NewReader(""), "X-Request-Id", "abc-123")
	if stranger.Header.Get("X-Request-Id") == "abc-123" {
		t.Error("a stranger names the request in the record")
	}
	if a, b := s.get("/healthz").Header.Get("X-Request-Id"), s.get("/healthz").Header.Get("X-Request-Id"); a == b {
		t.Errorf("two requests share %s", a)
	}
	if RequestID(context.Background()) != "" {
		t.Error("an id without a request")
	}
}

func TestPanicShowsNothing(t *testing.T) {
	s := newSite(t, func(o *Options) { o.TrustedProxies = []netip.Prefix{prefix("127.0.0.0/8")} })
	s.answer = func(ctx context.Context, _ string, _ []byte) ([]byte, bool, error) {
		panic("secret of the program, request " + RequestID(ctx))
	}
	for target, wantType := range map[string]string{s.board(): "application/json; charset=utf-8", "/board/430104": "text/html; charset=utf-8"} {
		r := s.get(target, "X-Request-Id", "req-7", "Accept-Encoding", "gzip")
		wantStatus(t, r, http.StatusInternalServerError)
		checkHeaders(t, target, r)
		body := bodyOf(r)
		if strings.Contains(body, "secret") || !strings.Contains(body, "req-7") || !strings.Contains(body, "服务器出错") {
			t.Errorf("%s", body)
		}
		if r.Header.Get("Content-Type") != wantType || r.Header.Get("Etag") != "" || r.Header.Get("Content-Encoding") != "" {
			t.Errorf("headers of another answer: %v", r.Header)
		}
	}
	if log := s.log.String(); strings.Count(log, "secret of the program, request req-7") < 2 {
		t.Errorf("the log doesn't say what happened: %s", log)
	}
	s.graph = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"data":`))
		panic("half way")
	})
	aborted := func() (v any) {
		defer func() { v = recover() }()
		s.get("/graphql?query={x}")
		return nil
	}()
	if err, ok := aborted.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
		t.Errorf("half an answer ended as if it were whole: %v", aborted)
	}
}

func TestLogHoldsNothingPersonal(t *testing.T) {
	s := newSite(t, nil)
	for _, target := range []string{
		"/board/430104?q=PERSONAL", s.known("Board", `{"district":"430104","search":"PERSONAL"}`),
		"/graphql?query={districts{code}}&x=PERSONAL", "/PERSONAL", "/healthz?PERSONAL",
	} {
		s.get(target, "User-Agent", "PERSONAL", "Cookie", "a=PERSONAL", "X-Request-Id", "PERSONAL PERSONAL")
	}
	s.ask("PERSONAL", "/graphql", "")
	s.ask(http.MethodPost, "/graphql", `{"query":"{districts{code}}","variables":{"a":"PERSONAL"}}`, "Content-Type", "application/json")
	log := s.log.String()
	if strings.Contains(log, "PERSONAL") {
		t.Errorf("the log repeats what was asked: %s", log)
	}
	if !strings.Contains(log, `"operation":"Board"`) || strings.Count(log, `"msg":"request"`) != 7 {
		t.Errorf("the log doesn't name every request: %s", log)
	}
}

func TestCrossSite(t *testing.T) {
	s := newSite(t, func(o *Options) { o.AllowedOrigins = []string{"https://portal.example.gov.cn"} })
	bare := newSite(t, nil)
	const question = `{"query":"{districts{code}}"}`
	post := func(s *site, headers ...string) *reply {
		return s.ask(http.MethodPost, "http://smile.example.gov.cn/graphql", question, append(headers, "Content-Type", "application/json")...)
	}
	for _, c := range []struct {
		name    string
		r       *reply
		status  int
		allowed string
	}{
		{"a preflight from an allowed site", s.ask(http.MethodOptions, "/graphql", "", "Origin", "https://portal.example.gov.cn",
			"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"), 204, "https://portal.example.gov.cn"},
		{"a preflight from a foreign site", s.ask(http.MethodOptions, "/graphql", "", "Origin", "https://evil.example",
			"Access-Control-Request-Method", "POST"), 204, ""},
		{"a preflight for a method that isn't", s.ask(http.MethodOptions, "/graphql", "", "Origin", "https://portal.example.gov.cn",
			"Access-Control-Request-Method", "DELETE"), 204, ""},
		{"a preflight where no site is allowed", bare.ask(http.MethodOptions, "/graphql", "", "Origin", "https://portal.example.gov.cn",
			"Access-Control-Request-Method", "POST"), 204, ""},
		{"reading from an allowed site", s.get(s.board(), "Origin", "https://portal.example.gov.cn"), 200, "https://portal.example.gov.cn"},
		{"reading what is kept from an allowed site", s.get(s.board(), "Origin", "https://portal.example.gov.cn"), 200, "https://portal.example.gov.cn"},
		{"reading from a foreign site", s.get(s.board(), "Origin", "https://evil.example"), 200, ""},
		{"reading from a site with the allowed one in its name", s.get(s.board(), "Origin", "https://portal.example.gov.cn.evil.example"), 200, ""},
		{"posting from an allowed site", post(s, "Origin", "https://portal.example.gov.cn", "Sec-Fetch-Site", "cross-site"), 200, "https://portal.example.gov.cn"},
		{"posting from a foreign site", post(s, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"), 403, ""},
		{"posting from a foreign site with an old browser", post(s, "Origin", "https://evil.example"), 403, ""},
		{"posting from another host of the domain", post(s, "Origin", "https://other.example.gov.cn", "Sec-Fetch-Site", "same-site"), 403, ""},
		{"posting from a sandboxed frame", post(s, "Origin", "null", "Sec-Fetch-Site", "cross-site"), 403, ""},
		{"posting where no site is allowed", post(bare, "Origin", "https://portal.example.gov.cn", "Sec-Fetch-Site", "cross-site"), 403, ""},
		{"posting from the site itself", post(bare, "Origin", "http://smile.example.gov.cn", "Sec-Fetch-Site", "same-origin"), 200, ""},
		{"posting from a program", post(bare), 200, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantStatus(t, c.r, c.status)
			if got := c.r.Header.Get("Access-Control-Allow-Origin"); got != c.allowed {
				t.Errorf("allows %q, want %q", got, c.allowed)
			}
			if c.r.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Error("lets cookies through")
			}
			if c.status == 403 {
				if code, zh, en := problemOf(t, c.r); code != "FORBIDDEN" || zh == "" || en == "" {
					t.Errorf("%s %s %s", code, zh, en)
				}
			}
		})
	}
	vary := strings.Join(s.get(s.board()).Header.Values("Vary"), ", ")
	for _, name := range []string{"Origin", "Accept", "Accept-Encoding"} {
		if !slices.Contains(strings.Split(vary, ", "), name) {
			t.Errorf("Vary %q lacks %s", vary, name)
		}
	}
}

func TestOptionsThatOpenTooMuch(t *testing.T) {
	s := newSite(t, nil)
	good := s.options
	for name, change := range map[string]func(*Options){
		"every origin":            func(o *Options) { o.AllowedOrigins = []string{"*"} },
		"a pattern of origins":    func(o *Options) { o.AllowedOrigins = []string{"https://*.example"} },
		"an origin with a path":   func(o *Options) { o.AllowedOrigins = []string{"https://a.example/x"} },
		"an origin with a slash":  func(o *Options) { o.AllowedOrigins = []string{"https://a.example/"} },
		"an origin without a way": func(o *Options) { o.AllowedOrigins = []string{"a.example"} },
		"a base with a path":      func(o *Options) { o.BaseURL = "https://a.example/b" },
		"a base of another kind":  func(o *Options) { o.BaseURL = "javascript://a" },
		"no database":             func(o *Options) { o.Store = nil },
	} {
		o := good
		change(&o)
		if _, err := New(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestBodies(t *testing.T) {
	s := newSite(t, func(o *Options) { o.MaxBody = 1000 })
	long := `{"query":"{districts{code}}","variables":{"a":"` + strings.Repeat("x", 2000) + `"}}`
	r := s.ask(http.MethodPost, "/graphql", long, "Content-Type", "application/json")
	wantStatus(t, r, http.StatusRequestEntityTooLarge)
	if code, zh, en := problemOf(t, r); code != "TOO_COMPLEX" || zh == "" || en == "" {
		t.Errorf("%s %s %s", code, zh, en)
	}
	// The same without a length that is told before.
	req := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(long))
	req.ContentLength = -1
	req.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, req)
	if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), `"errors"`) {
		t.Errorf("chunked: %d %s", w.Code, w.Body)
	}
}
