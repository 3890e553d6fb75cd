package web

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"smileboard/internal/fault"
)

// serve runs a server on a real port until the test ends. stop ends it and returns what Serve returned.
func (s *site) serve() (base string, stop func() error) {
	s.t.Helper()
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	stopped := false
	stop = func() error {
		stopped = true
		cancel()
		return <-done
	}
	s.t.Cleanup(func() {
		if !stopped {
			if err := stop(); err != nil {
				s.t.Error(err)
			}
		}
	})
	return "http://" + ln.Addr().String(), stop
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

func TestServeNoticesChanges(t *testing.T) {
	s := newSite(t, nil)
	base, stop := s.serve()
	code := s.anyCompound()
	url := base + s.known("Compound", `{"code":"`+code+`","language":"ZH"}`)
	if _, body := fetch(t, url); strings.Contains(body, "改了名的小区") {
		t.Fatal("too early")
	}
	s.rename(code, "改了名的小区")
	deadline := time.Now().Add(20 * time.Second)
	for {
		_, body := fetch(t, url)
		// What was read just before the server heard of the change is not kept; the next answer is.
		if n, _ := s.cache.holds(); strings.Contains(body, "改了名的小区") && n > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the change never showed, or nothing is kept after it")
		}
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestServeFinishesWhatItBegan(t *testing.T) {
	s := newSite(t, nil)
	started, finish := make(chan struct{}), make(chan struct{})
	s.answer = func(context.Context, string, []byte) ([]byte, bool, error) {
		close(started)
		<-finish
		return []byte(`{"data":{"districts":[]}}`), true, nil
	}
	base, stop := s.serve()
	type result struct {
		body string
		err  error
	}
	answered := make(chan result, 1)
	go func() {
		r, err := http.Get(base + s.known("Home", ""))
		if err != nil {
			answered <- result{err: err}
			return
		}
		defer func() { _ = r.Body.Close() }()
		b, err := io.ReadAll(r.Body)
		answered <- result{string(b), err}
	}()
	<-started
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	// The server is told to stop; once it refuses connections, the request under way still gets its answer.
	for {
		conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
		if err != nil {
			break
		}
		_ = conn.Close()
	}
	select {
	case err := <-stopped:
		t.Fatalf("stopped before the request was answered: %v", err)
	default:
	}
	close(finish)
	if got := <-answered; got.err != nil || got.body != `{"data":{"districts":[]}}` {
		t.Errorf("got %q, %v", got.body, got.err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestServeCutsOffWhatNeverEnds(t *testing.T) {
	s := newSite(t, func(o *Options) { o.DrainLimit = 10 * time.Millisecond })
	started, finish := make(chan struct{}), make(chan struct{})
	defer close(finish)
	s.answer = func(context.Context, string, []byte) ([]byte, bool, error) {
		close(started)
		<-finish
		return nil, false, errors.New("too late")
	}
	base, stop := s.serve()
	cut := make(chan error, 1)
	go func() {
		r, err := http.Get(base + s.known("Home", ""))
		if err == nil {
			_ = r.Body.Close()
		}
		cut <- err
	}()
	<-started
	if err := stop(); err != nil {
		t.Error(err)
	}
	if err := <-cut; err == nil {
		t.Error("the request was answered")
	}
	if !strings.Contains(s.log.String(), "cut off") {
		t.Error("nobody is told that requests were cut off")
	}
}

func TestStoppingIsNotReady(t *testing.T) {
	s := newSite(t, func(o *Options) { o.DrainDelay = time.Hour })
	wantStatus(t, s.get("/readyz"), http.StatusOK)

	base, _ := s.serve()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	delayed := make(chan error, 1)
	go func() { delayed <- s.Serve(ctx, ln) }()
	for !s.stopping.Load() {
		fetch(t, base+"/healthz")
	}
	// While it waits for the load balancer it answers everything, and says that it isn't ready.
	status, body := fetch(t, "http://"+ln.Addr().String()+"/readyz")
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "正在停止") || !strings.Contains(body, "stopping") {
		t.Errorf("%d %s", status, body)
	}
	for _, path := range []string{"/healthz", "/board/430104"} {
		if status, _ := fetch(t, "http://"+ln.Addr().String()+path); status != http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
	}
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-delayed; err == nil {
		t.Error("a listener that broke is not reported")
	}
	s.options.DrainDelay = 0 // lets the cleanup end
}

func TestReadyAsksTheDatabase(t *testing.T) {
	s := newSite(t, nil)
	wantStatus(t, s.get("/readyz"), http.StatusOK)
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	r := s.get("/readyz")
	wantStatus(t, r, http.StatusServiceUnavailable)
	code, zh, en := problemOf(t, r)
	if code != "INTERNAL" || !strings.Contains(zh, "数据库") || strings.Contains(zh+en, "sql") {
		t.Errorf("%s %s %s", code, zh, en)
	}
	if !strings.Contains(s.log.String(), "not ready") {
		t.Error("the log doesn't say why")
	}
	wantStatus(t, s.get("/healthz"), http.StatusOK)
}

func TestListenSaysWhatIsWrong(t *testing.T) {
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	for addr, reason := range map[string]string{ln.Addr().String(): "web.port_in_use", "localhost:http:x": "web.addr", "127.0.0.1:99999": "web.addr"} {
		_, err := Listen(addr)
		f, ok := fault.As(err)
		if !ok || f.Reason != reason || !strings.Contains(f.Words.Zh, addr) || !strings.Contains(f.Words.En, addr) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// raw sends bytes as they are and returns all that comes back until the connection is closed.
func raw(t *testing.T, base, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	// The server may answer and close before it read everything.
	_, _ = io.WriteString(conn, request)
	out, err := io.ReadAll(bufio.NewReader(conn))
	if err != nil && len(out) == 0 {
		var timeout net.Error
		if errors.As(err, &timeout) && timeout.Timeout() {
			t.Fatal("the server held the connection")
		}
	}
	return string(out)
}

func TestSlowAndHugeRequests(t *testing.T) {
	s := newSite(t, func(o *Options) { o.ReadHeaderTimeout, o.ReadTimeout = 30*time.Millisecond, 60*time.Millisecond })
	base, _ := s.serve()
	if out := raw(t, base, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "); out != "" && !strings.HasPrefix(out, "HTTP/1.1 408") {
		t.Errorf("a head that never ends got %.100q", out)
	}
	out := raw(t, base, "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	if !strings.HasPrefix(out, "HTTP/1.1 4") {
		t.Errorf("a body that never ends got %.100q", out)
	}
	const end = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
	if out := raw(t, base, "GET /?"+strings.Repeat("a", DefaultMaxURL)+end); !strings.HasPrefix(out, "HTTP/1.1 414") || !strings.Contains(out, "太长") {
		t.Errorf("a long address got %.100q", out)
	}
	if out := raw(t, base, "GET /?"+strings.Repeat("a", 2*DefaultMaxHeader)+end); !strings.HasPrefix(out, "HTTP/1.1 431") {
		t.Errorf("a huge address got %.100q", out)
	}
	if out := raw(t, base, "GET / HTTP/1.1\r\nHost: a\r\n"+strings.Repeat("X-A: b\r\n", DefaultMaxHeader/4)+"\r\n"); !strings.HasPrefix(out, "HTTP/1.1 431") {
		t.Errorf("many headers got %.100q", out)
	}
	if out := raw(t, base, "GET /healthz"+end); !strings.HasPrefix(out, "HTTP/1.1 200") {
		t.Errorf("afterwards a good request got %.100q", out)
	}
}

func TestGraphQLByGet(t *testing.T) {
	s := newSite(t, nil)
	r := s.get(s.board())
	wantStatus(t, r, http.StatusOK)
	etag := r.Header.Get("Etag")
	if r.Header.Get("Content-Type") != jsonType[0] || etag == "" || r.Header.Get("Cache-Control") != revalidate[0] {
		t.Errorf("headers %v", r.Header)
	}
	for accept, want := range map[string]string{
		"application/graphql-response+json":                         graphqlType[0],
		"application/graphql-response+json, application/json":       graphqlType[0],
		"application/json;q=0.9, application/graphql-response+json": graphqlType[0],
		"application/json, application/graphql-response+json;q=0.9": jsonType[0],
		"*/*": jsonType[0], "application/*": jsonType[0], "text/html, */*;q=0.1": jsonType[0],
	} {
		if got := s.get(s.board(), "Accept", accept); got.Header.Get("Content-Type") != want || got.Header.Get("Etag") != etag {
			t.Errorf("%s: %s %s", accept, got.Header.Get("Content-Type"), got.Header.Get("Etag"))
		}
	}
	wantStatus(t, s.get(s.board(), "Accept", "image/png"), http.StatusNotAcceptable)
	wantStatus(t, s.get(s.board(), "If-None-Match", `"x", `+etag), http.StatusNotModified)

	// Kept or not, the answer is the one that graph gives.
	w := httptest.NewRecorder()
	q := httptest.NewRequest(http.MethodGet, s.board(), nil)
	s.options.Graph.ServeHTTP(w, q.WithContext(asPublic(q.Context(), &response{})))
	if kept := bodyOf(s.get(s.board())); kept != w.Body.String() || w.Header().Get("Content-Type") != jsonType[0] {
		t.Errorf("kept %.200s, graph %.200s", kept, w.Body)
	}
}

func TestGraphQLKeepsOnlyKnownQuestions(t *testing.T) {
	s := newSite(t, nil)
	home := s.known("Home", "{}")
	for _, target := range []string{
		"/graphql?query={districts{code}}", home + "&extra=1", home + "&variables={}", home + "&operationName=Home", home + "&query={districts{code}}",
		s.known("Board", `{"district":1}`), s.known("Board", `{`), s.known("Board", `{}`), s.known("Board", `{"district":"430104","search":"jl"}`),
		"/graphql?documentId=sha256:" + strings.Repeat("0", 64), "/graphql?documentId=" + strings.Repeat("0", 64), "/graphql?%zz",
	} {
		r := s.get(target)
		if r.StatusCode >= 500 || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %s", target, r.StatusCode, r.Header.Get("Cache-Control"))
		}
	}
	if n, _ := s.cache.holds(); n != 0 {
		t.Errorf("%d answers are kept", n)
	}
	// A mistake in the variables has the status that graph gives it.
	r := s.get(s.known("Board", `{}`), "Accept", "application/graphql-response+json")
	wantStatus(t, r, http.StatusBadRequest)
	wantStatus(t, s.get(home), http.StatusOK)
	if n, _ := s.cache.holds(); n != 1 {
		t.Errorf("%d answers are kept", n)
	}
}

func TestGraphQLComputesForThoseWhoStay(t *testing.T) {
	s := newSite(t, nil)
	s.answer = func(ctx context.Context, _ string, _ []byte) ([]byte, bool, error) {
		if _, bounded := ctx.Deadline(); !bounded || ctx.Err() != nil {
			t.Errorf("bounded %v, %v", bounded, ctx.Err())
		}
		return []byte(`{"data":{}}`), true, nil
	}
	gone, leave := context.WithCancel(context.Background())
	leave()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(gone, http.MethodGet, s.known("Home", ""), nil))
	if n, _ := s.cache.holds(); n != 1 {
		t.Error("the answer is lost because the first one who asked went away")
	}
}

func TestDynamicAnswersArePacked(t *testing.T) {
	s := newSite(t, nil)
	const question = `{"query":"{__schema{types{name description}}}"}`
	r := s.ask(http.MethodPost, "/graphql", question, "Content-Type", "application/json", "Accept-Encoding", "gzip")
	wantStatus(t, r, http.StatusOK)
	if r.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("sent as %q", r.Header.Get("Content-Encoding"))
	}
}

// TestOnlyThePublicIsServed reads a private table through every way in.
func TestOnlyThePublicIsServed(t *testing.T) {
	s := newSite(t, nil)
	seen := 0
	s.answer = func(ctx context.Context, _ string, _ []byte) ([]byte, bool, error) {
		seen++
		if _, err := s.store.Client.SurveyAnswer.Query().Count(ctx); fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("survey answers: %v", err)
		}
		if _, err := s.store.Client.Compound.Query().Count(ctx); err != nil {
			t.Errorf("compounds: %v", err)
		}
		if _, err := s.store.Client.Compound.Update().SetHouseholds(1).Save(ctx); fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("writing: %v", err)
		}
		return []byte(`{"data":{"districts":[]}}`), false, nil
	}
	s.graph = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _, _ = s.answer(r.Context(), "", nil)
		_, _ = w.Write([]byte("{}"))
	})
	for _, target := range []string{"/", s.known("Home", ""), "/graphql?query={a}"} {
		wantStatus(t, s.get(target), http.StatusOK)
	}
	wantStatus(t, s.ask(http.MethodPost, "/graphql", "{}"), http.StatusOK)
	if seen != 4 {
		t.Errorf("asked %d times", seen)
	}
}
