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
	"smileboard/internal/viewer"
)

// production are the options of a server that nobody opened: no introspection, no IDE.
func production(t testing.TB) func(*Options) {
	return func(o *Options) {
		h, err := graph.NewHandler(graph.Options{Executable: graph.Public(publish.NewReader(o.Store, publishtest.Clock)), Logger: o.Logger})
		if err != nil {
			t.Fatal(err)
		}
		o.Graph = h
	}
}

// endpoint is an interface that is attacked.
type endpoint struct {
	post func(body string, headers ...string) *reply
	get  func(target string) *reply
	path string
	// reads says that questions may come by GET.
	reads bool
	// near is a name that is nearly the field hidden.
	near, hidden string
	// one is the field that finds a thing by its id.
	one string
	// list is a question with a filter, of which %s is a list of values.
	list string
}

// TestTheUsualAttacksOnGraphQL asks what graphql-cop, the field's scanner, asks of a server, with production defaults, and
// what it does not think of. Each line names its check and how graphql-cop rates a finding.
func TestTheUsualAttacksOnGraphQL(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	officer := o.signedIn("officer")
	public := endpoint{
		path: "/graphql", reads: true, near: "distric", hidden: "districts", one: "node", list: `{tenders(district:"1",status:%s){pageInfo{hasNextPage}}}`,
		post: func(body string, headers ...string) *reply {
			return o.ask(http.MethodPost, "/graphql", body, headers...)
		},
		get: func(target string) *reply { return o.get(target, "Cookie", "session=x") },
	}
	nobody := endpoint{
		path: consoleGraphQLPath, near: "compunds", hidden: "compounds", one: "compound", list: `{compounds(filter:{kinds:%s}){total}}`,
		post: func(body string, headers ...string) *reply {
			return o.ask(http.MethodPost, consoleGraphQLPath, body, headers...)
		},
		get: func(target string) *reply { return o.get(target) },
	}
	office := nobody
	office.post = func(body string, headers ...string) *reply {
		return officer.do(http.MethodPost, consoleGraphQLPath, body, headers...)
	}
	office.get = func(target string) *reply { return officer.do(http.MethodGet, target, "") }
	t.Run("what is public", func(t *testing.T) { attack(t, public) })
	t.Run("the console, as nobody", func(t *testing.T) { attack(t, nobody) })
	t.Run("the console, signed in", func(t *testing.T) { attack(t, office) })
	if officer.who() != "officer" {
		t.Error("the session did not survive")
	}
}

func attack(t *testing.T, e endpoint) {
	post := func(body string) *reply { return e.post(body, "Content-Type", "application/json") }
	query := func(q string) *reply { return post(`{"query":` + string(jsonText(q)) + `}`) }
	refused := func(t *testing.T, r *reply, code string) {
		t.Helper()
		if body := bodyOf(r); !strings.Contains(body, `"code":"`+code+`"`) || strings.Contains(body, `"data":{`) {
			t.Errorf("status %d: %s", r.StatusCode, body)
		}
	}
	unbroken := func(t *testing.T, r *reply) {
		t.Helper()
		if body := bodyOf(r); strings.Contains(body, `"INTERNAL"`) || !strings.HasPrefix(body, `{"`) {
			t.Errorf("status %d: %.500s", r.StatusCode, body)
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
			r := query("query cop{" + e.near + "}")
			refused(t, r, "INVALID")
			if strings.Contains(strings.ToLower(bodyOf(r)), "did you mean") || strings.Contains(bodyOf(r), e.hidden) {
				t.Error(bodyOf(r))
			}
		}},
		{"mutation by GET", "MEDIUM", func(t *testing.T) {
			refused(t, e.get(e.path+"?query="+url.QueryEscape("mutation cop{__typename}")), "INVALID")
		}},
		{"POST of a form", "MEDIUM", func(t *testing.T) {
			for _, media := range []string{"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"} {
				refused(t, e.post("query=query+cop{__typename}", "Content-Type", media), "INVALID")
			}
		}},
		{"IDE exposure", "LOW", func(t *testing.T) {
			for _, path := range []string{"/graphiql", "/graphiql/", "/playground", "/console/graphiql", "/altair"} {
				if r := e.get(path); r.StatusCode != http.StatusNotFound || strings.Contains(strings.ToLower(bodyOf(r)), "graphiql") {
					t.Errorf("%s: %d", path, r.StatusCode)
				}
			}
			if r := e.get(e.path); strings.Contains(r.Header.Get("Content-Type"), "html") {
				t.Errorf("%s is a page", e.path)
			}
		}},
		{"trace mode", "INFO", func(t *testing.T) {
			if body := bodyOf(query("query cop{__typename}")); strings.Contains(body, "extensions") || strings.Contains(body, "tracing") {
				t.Error(body)
			}
		}},
		{"unhandled errors", "INFO", func(t *testing.T) {
			for _, q := range []string{"qwerty cop{abc}", "query {", `{` + e.hidden + `(x: "\u0000")}`, "\x00"} {
				body := bodyOf(query(q))
				for _, inner := range []string{"goroutine", ".go:", "panic", "SELECT", "pq:", "sqlite"} {
					if strings.Contains(body, inner) {
						t.Errorf("%q: %s", q, body)
					}
				}
			}
		}},
		{"query by GET", "MEDIUM, wanted where it is public: such reads carry no cookie and are kept by address", func(t *testing.T) {
			r := e.get(e.path + "?query=" + url.QueryEscape("query cop{__typename}"))
			if !e.reads {
				wantStatus(t, r, http.StatusMethodNotAllowed)
				return
			}
			if bodyOf(r) != `{"data":{"__typename":"Query"}}` || r.Header.Get("Set-Cookie") != "" {
				t.Error(bodyOf(r))
			}
		}},
		{"fragments in circles", "ours", func(t *testing.T) {
			refused(t, query("{...A} fragment A on Query{...B} fragment B on Query{...A}"), "INVALID")
			refused(t, query("{...A} fragment A on Query{...A}"), "INVALID")
		}},
		{"fragments that double", "ours", func(t *testing.T) {
			q := "{...F0}"
			for i := range 20 {
				q += fmt.Sprintf(" fragment F%d on Query{...F%d ...F%d}", i, i+1, i+1)
			}
			refused(t, query(q+" fragment F20 on Query{__typename}"), "TOO_COMPLEX")
		}},
		{"a filter of thousands", "ours", func(t *testing.T) {
			refused(t, query(fmt.Sprintf(e.list, "["+strings.Repeat("A ", 1500)+"]")), "TOO_COMPLEX")
			refused(t, query(fmt.Sprintf(e.list, strings.Repeat("[", 100)+strings.Repeat("]", 100))), "TOO_COMPLEX")
		}},
		{"huge variables", "ours", func(t *testing.T) {
			named := func(v string) *reply {
				return post(`{"query":"query($v:ID!){` + e.one + `(id:$v){id}}","variables":{"v":` + v + `}}`)
			}
			refused(t, named(`"`+strings.Repeat("x", 70<<10)+`"`), "TOO_COMPLEX")
			refused(t, named(strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000)), "INVALID")
			refused(t, named("["+strings.Repeat("1,", 1000)+"1]"), "TOO_COMPLEX")
			for _, number := range []string{strings.Repeat("9", 30_000), "1e999999999", "-1", "0.5"} {
				unbroken(t, named(number))
			}
		}},
		{"a NUL", "ours", func(t *testing.T) {
			for _, v := range []string{`"\u0000"`, `"1\u0000"`, `"\ud800"`} {
				unbroken(t, post(`{"query":"query($v:ID!){`+e.one+`(id:$v){id}}","variables":{"v":`+v+`}}`))
			}
			refused(t, query("{__type\x00name}"), "INVALID")
			refused(t, post("{\"query\":\"\x00\"}"), "INVALID")
		}},
		{"two questions in one", "ours", func(t *testing.T) {
			refused(t, post(`{"query":"{__typename}"}{"query":"{__typename}"}`), "INVALID")
			refused(t, query("query a{__typename} query b{__typename}"), "INVALID")
		}},
		{"a subscription", "ours", func(t *testing.T) { refused(t, query("subscription{x}"), "INVALID") }},
	} {
		t.Run(check.name+" ("+check.severity+")", check.test)
	}
}
