package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"smileboard/ent"
	"smileboard/frontend"
	"smileboard/graph"
	"smileboard/internal/publish"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// script is an asset long enough to be packed.
var script = strings.Repeat("export const face = 'smile';\n", 200)

// dist is a small front end of the real one's shape.
func dist() fstest.MapFS {
	return fstest.MapFS{
		"dist/index.html": {Data: []byte(`<!doctype html><html lang="zh-CN"><head><!--title--><script type="module" src="/assets/app-1a2b.js"></script></head>` +
			`<body><div id="root"></div><!--boot--></body></html>`)},
		"dist/placeholder.html":      {Data: []byte(`<!doctype html><p>not built`)},
		"dist/assets/app-1a2b.js":    {Data: []byte(script)},
		"dist/assets/small-1a2b.css": {Data: []byte("a{color:red}")},
		"dist/console/index.html": {Data: []byte(`<!doctype html><html lang="zh-CN"><head><title>the console</title>` +
			`<!--boot--></head><body></body></html>`)},
		"dist/console/assets/console-1a2b.js": {Data: []byte(script)},
		"dist/.vite/manifest.json":            {Data: []byte(`{"source":"not built"}`)},
		"dist/favicon.svg":                    {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		"dist/manifest.webmanifest":           {Data: []byte(`{"name":"笑脸榜"}`)},
		"dist/robots.txt":                     {Data: []byte("User-agent: *\nDisallow:\n")},
		"dist/graphiql/index.html":            {Data: []byte(`<!doctype html><title>GraphiQL</title>`)},
		"dist/graphiql/assets/ide-1a2b.js":    {Data: []byte(script)},
	}
}

// site is a server with a real database behind it.
type site struct {
	*Server
	t     testing.TB
	store *store.Store
	log   *syncBuffer
}

// newSite makes a server over a small published district. Changes are watched from the start.
func newSite(t testing.TB, change func(*Options)) *site {
	t.Helper()
	db := storetest.Open(t, storetest.SQLite(t), store.Options{})
	publishtest.Fill(t, db, 12)
	return newSiteOn(t, db, change)
}

// newSiteOn makes a server over a store that somebody else filled.
func newSiteOn(t testing.TB, db *store.Store, change func(*Options)) *site {
	t.Helper()
	st := &site{t: t, store: db, log: &syncBuffer{}}
	o := options(t, db, st.log)
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	st.Server = s
	s.cache.forget()
	return st
}

func options(t testing.TB, db *store.Store, log io.Writer) Options {
	t.Helper()
	raw, err := fs.ReadFile(frontend.Public, "src/public/operations.json")
	if err != nil {
		t.Fatal(err)
	}
	var operations map[string]string
	if err := json.Unmarshal(raw, &operations); err != nil {
		t.Fatal(err)
	}
	logger := slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h, err := graph.NewHandler(graph.Options{
		Executable: graph.Public(publish.NewReader(db, publishtest.Clock)), Operations: operations, Introspection: true, Logger: logger,
	})
	if err != nil {
		t.Fatal(err)
	}
	return Options{Store: db, Graph: h, Dist: dist(), Public: frontend.Public, Logger: logger, RateLimit: -1}
}

// reply is an answer that came without a network.
type reply struct {
	StatusCode int
	Header     http.Header
	Body       *bytes.Buffer
}

// ask answers a request without a network.
func (s *site) ask(method, target, body string, headers ...string) *reply {
	s.t.Helper()
	return s.askFrom("127.0.0.1:50000", method, target, strings.NewReader(body), headers...)
}

// askFrom is ask from another address.
func (s *site) askFrom(remote, method, target string, body io.Reader, headers ...string) *reply {
	s.t.Helper()
	r := httptest.NewRequest(method, target, body)
	if text, ok := body.(*strings.Reader); ok && text.Len() == 0 {
		r.Body, r.ContentLength = http.NoBody, 0
	}
	r.RemoteAddr = remote
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return &reply{w.Code, w.Result().Header, w.Body}
}

func (s *site) get(target string, headers ...string) *reply {
	s.t.Helper()
	return s.ask(http.MethodGet, target, "", headers...)
}

// known is the address of a known operation.
func (s *site) known(operation, variables string) string {
	s.t.Helper()
	for id, name := range s.documents {
		if name == operation {
			return "/graphql?documentId=" + id + "&variables=" + queryEscape(variables)
		}
	}
	s.t.Fatalf("no operation %s", operation)
	return ""
}

func queryEscape(s string) string {
	return strings.NewReplacer(`"`, "%22", "{", "%7B", "}", "%7D", " ", "%20").Replace(s)
}

// board asks for the board of the published district.
func (s *site) board() string {
	return s.known("Board", `{"district":"`+publishtest.District+`","language":"ZH"}`)
}

// change writes as the operator and notes the change, as every domain function does.
func (s *site) change(fn func(ctx context.Context, tx *ent.Tx) error) {
	s.t.Helper()
	ctx := viewer.AsOperator(context.Background(), "test")
	_, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		if err := fn(ctx, tx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, store.Touch(ctx, tx)
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// rename gives a compound another name.
func (s *site) rename(code, name string) {
	s.t.Helper()
	s.change(func(ctx context.Context, tx *ent.Tx) error {
		c, err := tx.Compound.Query().All(ctx)
		if err != nil {
			return err
		}
		for _, c := range c {
			if c.Code == code {
				return c.Update().SetName(name).Exec(ctx)
			}
		}
		return fmt.Errorf("no compound %s", code)
	})
}

// anyCompound is the code of a published compound.
func (s *site) anyCompound() string {
	s.t.Helper()
	c, err := s.store.Client.Compound.Query().First(viewer.AsPublic(context.Background()))
	if err != nil {
		s.t.Fatal(err)
	}
	return c.Code
}

func bodyOf(r *reply) string {
	return r.Body.String()
}

// problemOf reads an error body for programs.
func problemOf(t testing.TB, r *reply) (code, zh, en string) {
	t.Helper()
	var body struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code, Zh, En, ID string }
		}
	}
	text := bodyOf(r)
	if err := json.Unmarshal([]byte(text), &body); err != nil || len(body.Errors) != 1 {
		t.Fatalf("no error body: %v: %s", err, text)
	}
	e := body.Errors[0].Extensions
	return e.Code, e.Zh, e.En
}

func wantStatus(t testing.TB, r *reply, status int) {
	t.Helper()
	if r.StatusCode != status {
		t.Fatalf("status %d, want %d: %s", r.StatusCode, status, bodyOf(r))
	}
}

func prefix(s string) netip.Prefix { return netip.MustParsePrefix(s) }

// syncBuffer is a log that several goroutines write.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
