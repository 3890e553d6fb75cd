package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"smileboard/graph"
	"smileboard/internal/publish"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// server is a handler over a world, with what it logged.
type server struct {
	*graph.Handler
	log bytes.Buffer
}

func newServer(tb testing.TB, s *store.Store, o graph.Options) *server {
	tb.Helper()
	srv := &server{}
	o.Executable = graph.Public(publish.NewReader(s, publishtest.Clock))
	o.Logger = slog.New(slog.NewTextHandler(&srv.log, nil))
	h, err := graph.NewHandler(o)
	if err != nil {
		tb.Fatal(err)
	}
	srv.Handler = h
	return srv
}

// noStore is a handler for questions that never reach the store.
func noStore(tb testing.TB, o graph.Options) *server {
	tb.Helper()
	return newServer(tb, nil, o)
}

type gqlError struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Locations  []any          `json:"locations"`
	Extensions map[string]any `json:"extensions"`
}

func (e gqlError) code() string { s, _ := e.Extensions["code"].(string); return s }

type response struct {
	Status int
	Header http.Header
	Raw    string
	Data   map[string]any `json:"data"`
	Errors []gqlError     `json:"errors"`
}

func (s *server) do(tb testing.TB, r *http.Request) response {
	tb.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r.WithContext(viewer.AsPublic(r.Context())))
	out := response{Status: w.Code, Header: w.Header(), Raw: w.Body.String()}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		tb.Fatalf("not JSON: %v\n%s", err, w.Body)
	}
	return out
}

func post(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func question(query string, variables map[string]any) string {
	b, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (s *server) ask(tb testing.TB, query string, variables map[string]any) response {
	tb.Helper()
	return s.do(tb, post(question(query, variables)))
}

// must asks a question that has an answer without errors.
func (s *server) must(tb testing.TB, query string, variables map[string]any) map[string]any {
	tb.Helper()
	r := s.ask(tb, query, variables)
	if len(r.Errors) > 0 {
		tb.Fatalf("%s\n%s\n%s", query, r.Raw, s.log.String())
	}
	return r.Data
}

// at walks an answer by keys and indexes.
func at(tb testing.TB, v any, path ...any) any {
	tb.Helper()
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok {
				tb.Fatalf("no object at %v of %v", p, path)
			}
			v = m[p]
		case int:
			l, ok := v.([]any)
			if !ok || p >= len(l) {
				tb.Fatalf("no element at %v of %v", p, path)
			}
			v = l[p]
		}
	}
	return v
}

// as is an element of an answer as what it must be.
func as[T any](tb testing.TB, v any, path ...any) T {
	tb.Helper()
	out, ok := at(tb, v, path...).(T)
	if !ok {
		tb.Fatalf("%v is no %T", path, out)
	}
	return out
}

func list(tb testing.TB, v any, path ...any) []any { tb.Helper(); return as[[]any](tb, v, path...) }

func str(tb testing.TB, v any, path ...any) string { tb.Helper(); return as[string](tb, v, path...) }

func fields(tb testing.TB, v any, path ...any) map[string]any {
	tb.Helper()
	return as[map[string]any](tb, v, path...)
}

// each runs a test on both databases, on a world of so many compounds.
func each(t *testing.T, compounds int, test func(t *testing.T, s *server, w *publishtest.World)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		test(t, newServer(t, s, graph.Options{Introspection: true}), publishtest.Fill(t, s, compounds))
	})
}

func TestNobodyIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		srv := newServer(t, s, graph.Options{})
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, post(`{"query":"{districts{code}}"}`).WithContext(context.Background()))
		if !strings.Contains(w.Body.String(), "FORBIDDEN") || strings.Contains(w.Body.String(), `"code":"4`) {
			t.Errorf("without a caller: %s", w.Body)
		}
	})
}

func unmarshal(tb testing.TB, body string, to any) {
	tb.Helper()
	if err := json.Unmarshal([]byte(body), to); err != nil {
		tb.Fatal(err)
	}
}
