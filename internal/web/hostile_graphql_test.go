package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"smileboard/graph"
	"smileboard/internal/publish"
	"smileboard/internal/publish/publishtest"
)

// production are the options of a server that nobody opened: no introspection, no IDE.
func production(t *testing.T) func(*Options) {
	return func(o *Options) {
		h, err := graph.NewHandler(graph.Options{Executable: graph.Public(publish.NewReader(o.Store, publishtest.Clock)), Logger: o.Logger})
		if err != nil {
			t.Fatal(err)
		}
		o.Graph = h
	}
}

// TestTheUsualAttacksOnGraphQL asks what graphql-cop, the field's scanner, asks of a server, with production defaults. Each
// line names its check and how it rates a finding.
func TestTheUsualAttacksOnGraphQL(t *testing.T) {
	s := newSite(t, production(t))
	post := func(body string) *reply {
		return s.ask(http.MethodPost, "/graphql", body, "Content-Type", "application/json")
	}
	query := func(q string) *reply { return post(`{"query":` + string(jsonText(q)) + `}`) }
	refused := func(t *testing.T, r *reply, code string) {
		t.Helper()
		if body := bodyOf(r); !strings.Contains(body, `"code":"`+code+`"`) || strings.Contains(body, `"data"`) {
			t.Errorf("status %d: %s", r.StatusCode, body)
		}
	}
	for _, check := range []struct {
		name, severity string
		test           func(t *testing.T)
	}{
		{"alias overloading", "HIGH", func(t *testing.T) {
			var b strings.Builder
			for i := range 101 {
				fmt.Fprintf(&b, "alias%d:__typename ", i)
			}
			refused(t, query("query cop{"+b.String()+"}"), "TOO_COMPLEX")
		}},
		{"array-based batching", "HIGH", func(t *testing.T) {
			refused(t, post(`[`+strings.Repeat(`{"query":"query cop{__typename}"},`, 9)+`{"query":"query cop{__typename}"}]`), "INVALID")
		}},
		{"directive overloading", "HIGH", func(t *testing.T) {
			r := query("query cop{__typename " + strings.Repeat("@aa", 10) + "}")
			refused(t, r, "INVALID")
			if n := strings.Count(bodyOf(r), `"message"`); n > 2 {
				t.Errorf("one mistake, made ten times, is told %d times: %s", n, bodyOf(r))
			}
			refused(t, query("query cop{__typename "+strings.Repeat("@skip(if:false)", 50)+"}"), "TOO_COMPLEX")
		}},
		{"circular query by introspection", "HIGH", func(t *testing.T) {
			refused(t, query("query cop{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}"), "INVALID")
		}},
		{"field duplication", "HIGH", func(t *testing.T) {
			refused(t, query("query cop{"+strings.Repeat("__typename \n", 500)+"}"), "TOO_COMPLEX")
		}},
		{"introspection", "HIGH", func(t *testing.T) {
			refused(t, query("query cop{__schema{types{name fields{name}}}}"), "FORBIDDEN")
			refused(t, query(`{__type(name:"Query"){name}}`), "FORBIDDEN")
		}},
		{"field suggestions", "LOW", func(t *testing.T) {
			r := query("query cop{distric}")
			refused(t, r, "INVALID")
			if strings.Contains(strings.ToLower(bodyOf(r)), "did you mean") || strings.Contains(bodyOf(r), "districts") {
				t.Error(bodyOf(r))
			}
		}},
		{"mutation by GET", "MEDIUM", func(t *testing.T) {
			refused(t, s.get("/graphql?query="+url.QueryEscape("mutation cop{__typename}")), "INVALID")
		}},
		{"POST of a form", "MEDIUM", func(t *testing.T) {
			for _, media := range []string{"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"} {
				refused(t, s.ask(http.MethodPost, "/graphql", "query=query+cop{__typename}", "Content-Type", media), "INVALID")
			}
		}},
		{"IDE exposure", "LOW", func(t *testing.T) {
			for _, path := range []string{"/graphiql", "/graphiql/", "/playground", "/console/graphiql", "/altair"} {
				if r := s.get(path, "Accept", "text/html"); r.StatusCode != http.StatusNotFound || strings.Contains(strings.ToLower(bodyOf(r)), "graphiql") {
					t.Errorf("%s: %d", path, r.StatusCode)
				}
			}
			if r := s.get("/graphql", "Accept", "text/html"); strings.Contains(r.Header.Get("Content-Type"), "html") {
				t.Error("/graphql is a page")
			}
		}},
		{"trace mode", "INFO", func(t *testing.T) {
			if body := bodyOf(query("query cop{__typename}")); strings.Contains(body, "extensions") || strings.Contains(body, "tracing") {
				t.Error(body)
			}
		}},
		{"unhandled errors", "INFO", func(t *testing.T) {
			for _, q := range []string{"qwerty cop{abc}", "query {", `{districts(x: "\u0000")}`, "\x00"} {
				body := bodyOf(query(q))
				for _, inner := range []string{"goroutine", ".go:", "panic", "SELECT", "pq:", "sqlite"} {
					if strings.Contains(body, inner) {
						t.Errorf("%q: %s", q, body)
					}
				}
			}
		}},
		{"query by GET", "MEDIUM, wanted: public reads carry no cookie and are kept by address", func(t *testing.T) {
			r := s.get("/graphql?query="+url.QueryEscape("query cop{__typename}"), "Cookie", "session=x")
			if bodyOf(r) != `{"data":{"__typename":"Query"}}` || r.Header.Get("Set-Cookie") != "" {
				t.Error(bodyOf(r))
			}
		}},
	} {
		t.Run(check.name+" ("+check.severity+")", check.test)
	}
}
