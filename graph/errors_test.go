package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"smileboard/graph"
	"smileboard/internal/fault"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestErrorsSpeakTheCallersLanguage(t *testing.T) {
	each(t, 4, func(t *testing.T, s *server, _ *publishtest.World) {
		for header, want := range map[string]string{
			"": "zh", "zh-CN,zh;q=0.9,en;q=0.8": "zh", "en-GB,en;q=0.9": "en", "en": "en", "fr,en;q=0.5": "en", "\x00;;q=": "zh",
		} {
			r := post(question(`{board(district:"430104",first:0){totalCount}}`, nil))
			r.Header.Set("Accept-Language", header)
			e := s.do(t, r).Errors[0]
			if e.Message != e.Extensions[want] || e.Extensions["zh"] == e.Extensions["en"] {
				t.Errorf("%q: %+v, want %s", header, e, want)
			}
			if e.code() != "INVALID" || e.Extensions["field"] != "first" || e.Extensions["reason"] != "page.first" || fmt.Sprint(e.Path) != "[board]" {
				t.Errorf("%+v", e)
			}
		}
	})
}

// What went wrong inside is logged whole under an id, and nothing of it is in the answer.
func TestInternalErrorsAreLoggedAndNotShown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newServer(t, st, graph.Options{})
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		out := s.ask(t, `{districts{code}}`, nil)
		hidden(t, s, out, "database is closed")
	})
	s := noStore(t, graph.Options{}) // every resolver panics
	out := s.ask(t, `{tender(number:"1"){number} standard{version}}`, nil)
	if len(out.Errors) != 2 || string(mustJSON(t, out.Data)) != `{"standard":null,"tender":null}` {
		t.Errorf("%s", out.Raw)
	}
	hidden(t, s, out, "nil pointer")
}

func hidden(t *testing.T, s *server, out response, cause string) {
	t.Helper()
	e := out.Errors[0]
	id, _ := e.Extensions["id"].(string)
	if e.code() != "INTERNAL" || id == "" || !strings.Contains(e.Message, id) {
		t.Errorf("%s", out.Raw)
	}
	for _, secret := range []string{cause, "sql", "goroutine", "panic", ".go"} {
		if strings.Contains(out.Raw, secret) {
			t.Errorf("the answer shows %q: %s", secret, out.Raw)
		}
	}
	if log := s.log.String(); !strings.Contains(log, id) || !strings.Contains(log, cause) {
		t.Errorf("the log lacks %s or its cause: %s", id, log)
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestMalformedRequests(t *testing.T) {
	s := noStore(t, graph.Options{})
	const secret = "do-not-echo"
	tests := map[string]struct {
		body, field string
	}{
		"not JSON":                      {secret + "{", "body"},
		"broken JSON":                   {`{"query":"` + secret, "body"},
		"a list":                        {`[{"query":"{districts{code}}"}]`, "body"},
		"a long list":                   {"[" + strings.Repeat(`{"query":"{districts{code}}"},`, 1000) + "{}]", "body"},
		"null":                          {"null", "body"},
		"a string":                      {`"` + secret + `"`, "body"},
		"nothing":                       {"", "body"},
		"no query":                      {`{"variables":{}}`, "query"},
		"a query that is no string":     {`{"query":{"` + secret + `":1}}`, "query"},
		"variables that are no object":  {`{"query":"{districts{code}}","variables":"` + secret + `"}`, "variables"},
		"variables that are a list":     {`{"query":"{districts{code}}","variables":["` + secret + `"]}`, "variables"},
		"extensions that are no object": {`{"query":"{districts{code}}","extensions":1}`, "extensions"},
		"something after the object":    {`{"query":"{districts{code}}"} ` + secret, "body"},
	}
	for name, tt := range tests {
		out := s.do(t, post(tt.body))
		if out.Status != 400 || len(out.Errors) != 1 || out.Errors[0].code() != "INVALID" || out.Errors[0].Extensions["field"] != tt.field {
			t.Errorf("%s: %d %s", name, out.Status, out.Raw)
		}
		if strings.Contains(out.Raw, secret) || strings.Contains(out.Raw, `"data"`) {
			t.Errorf("%s: echoed, or with data: %s", name, out.Raw)
		}
	}
	for name, r := range map[string]struct {
		*http.Request
		status int
	}{
		"PUT":             {httptest.NewRequest(http.MethodPut, "/graphql", strings.NewReader(`{"query":"{districts{code}}"}`)), 405},
		"text":            {withHeader(post(`{"query":"{districts{code}}"}`), "Content-Type", "text/plain"), 415},
		"another charset": {withHeader(post(`{"query":"{districts{code}}"}`), "Content-Type", "application/json; charset=gbk"), 415},
		"only HTML":       {withHeader(post(`{"query":"{districts{code}}"}`), "Accept", "text/html"), 406},
		"a long body":     {post(strings.Repeat(" ", 1<<20)), 413},
		"a long query":    {httptest.NewRequest(http.MethodGet, "/graphql?query="+strings.Repeat("%20", 1<<16), nil), 413},
	} {
		if out := s.do(t, r.Request); out.Status != r.status || len(out.Errors) != 1 {
			t.Errorf("%s: %d %s", name, out.Status, out.Raw)
		}
	}
}

func withHeader(r *http.Request, key, value string) *http.Request {
	r.Header.Set(key, value)
	return r
}

func TestQuestionsThatDontFitTheSchema(t *testing.T) {
	closed, open := noStore(t, graph.Options{}), noStore(t, graph.Options{Introspection: true})
	for name, query := range map[string]string{
		"a field": `{distrits{code}}`, "a type": `fragment F on Distric{code} {districts{...F}}`, "an argument": `{compound(cod:"1"){code}}`,
		"an enum": `{board(district:"1",orderBy:WORST_FIRS){totalCount}}`, "a leaf": `{districts}`, "syntax": `{districts{`, "an input": `{board(district:"1",filter:{serch:"x"}){totalCount}}`,
	} {
		out := closed.ask(t, query, nil)
		if len(out.Errors) == 0 || out.Errors[0].code() != "INVALID" || out.Data != nil || len(out.Errors[0].Locations) == 0 {
			t.Errorf("%s: %s", name, out.Raw)
		}
		if strings.Contains(out.Raw, "Did you mean") {
			t.Errorf("%s: gives names away: %s", name, out.Raw)
		}
	}
	if out := open.ask(t, `{distrits{code}}`, nil); !strings.Contains(out.Raw, "Did you mean") {
		t.Errorf("no suggestion where introspection is on: %s", out.Raw)
	}
	many := closed.ask(t, "{"+strings.Repeat("nothing ", 400)+"}", nil)
	if len(many.Errors) > 10 {
		t.Errorf("%d errors for one question", len(many.Errors))
	}
	for _, q := range []string{`{__schema{types{name}}}`, `{...F} fragment F on Query{__type(name:"Compound"){name}}`} {
		if out := closed.ask(t, q, nil); len(out.Errors) != 1 || out.Errors[0].code() != "FORBIDDEN" || !strings.Contains(out.Errors[0].Message, "/schema.graphql") {
			t.Errorf("introspection: %s", out.Raw)
		}
	}
	for name, tt := range map[string]struct {
		query string
		vars  map[string]any
	}{
		"a missing variable":   {`query($c:String!){compound(code:$c){code}}`, nil},
		"a variable's type":    {`query($c:String!){compound(code:$c){code}}`, map[string]any{"c": 1}},
		"a number too large":   {`query($n:Int!){board(district:"1",first:$n){totalCount}}`, map[string]any{"n": 1e15}},
		"a NUL":                {`query($c:String!){compound(code:$c){code}}`, map[string]any{"c": "a\x00b"}},
		"defer":                {`{districts{code ... @defer{name}}}`, nil},
		"a cycle of fragments": {`{districts{...A}} fragment A on District{...B} fragment B on District{...A}`, nil},
		"two operations":       {`query A{districts{code}} query B{districts{code}}`, nil},
		"a mutation":           {`mutation{publish}`, nil},
	} {
		if out := closed.ask(t, tt.query, tt.vars); len(out.Errors) == 0 || out.Errors[0].code() != "INVALID" {
			t.Errorf("%s: %s", name, out.Raw)
		}
	}
}

func hash(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

func TestKnownOperations(t *testing.T) {
	const board = `query Board($district:String!,$search:String,$first:Int){board(district:$district,filter:{search:$search},first:$first){totalCount edges{node{compound{name}}}}}`
	id := "sha256:" + hash(board)
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newServer(t, st, graph.Options{Operations: map[string]string{hash(board): board}, KnownOnly: true})
		publishtest.Fill(t, st, 6)
		variables := `{"district":"430104"}`
		out := s.do(t, httptest.NewRequest(http.MethodGet, "/graphql?documentId="+id+"&variables="+url.QueryEscape(variables), nil))
		if len(out.Errors) > 0 || at(t, out.Data, "board", "totalCount") != 6.0 {
			t.Fatalf("%s", out.Raw)
		}
		if out := s.do(t, post(`{"documentId":"`+id+`","variables":`+variables+`}`)); at(t, out.Data, "board", "totalCount") != 6.0 {
			t.Errorf("%s", out.Raw)
		}
		if out := s.ask(t, board, vars()); len(out.Errors) != 1 || out.Errors[0].code() != "FORBIDDEN" {
			t.Errorf("anyone's own document: %s", out.Raw)
		}
		if out := s.do(t, post(`{"documentId":"sha256:00"}`)); len(out.Errors) != 1 || out.Errors[0].code() != "NOT_FOUND" {
			t.Errorf("an unknown document: %s", out.Raw)
		}

		ctx := viewer.AsPublic(t.Context())
		for variables, cacheable := range map[string]bool{
			variables:                             true,
			`{"district":"430104","search":""}`:   true,
			`{"district":"430104","search":"jl"}`: false,
			`{"district":"430104","first":0}`:     false,
			`{"district":1}`:                      false,
			`{"district":"999999"}`:               true,
		} {
			body, ok, err := s.Execute(ctx, id, json.RawMessage(variables))
			if err != nil || ok != cacheable || !json.Valid(body) {
				t.Errorf("%s: cacheable %v, %v: %s", variables, ok, err, body)
			}
		}
		body, _, err := s.Execute(ctx, id, json.RawMessage(variables))
		if err != nil || string(body) != out.Raw {
			t.Errorf("not the bytes that a request gets: %v\n%s\n%s", err, body, out.Raw)
		}
		if _, _, err := s.Execute(ctx, "sha256:00", nil); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("unknown: %v", err)
		}
		if _, _, err := s.Execute(ctx, "", nil); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("empty: %v", err)
		}
		if _, _, err := s.Execute(ctx, id, json.RawMessage(`[1]`)); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("variables: %v", err)
		}
	})
	for name, operations := range map[string]map[string]string{
		"a wrong hash":      {hash(board): board + " "},
		"not of the schema": {hash(`{nothing}`): `{nothing}`},
		"over a limit":      {hash(nested(50)): nested(50)},
	} {
		if _, err := graph.NewHandler(graph.Options{Executable: graph.Public(nil), Operations: operations}); err == nil {
			t.Errorf("%s: a server started", name)
		}
	}
}

// The front end's own operations fit the schema and the limits, with the longest pages there are.
func TestThePagesOwnOperations(t *testing.T) {
	raw, err := os.ReadFile("../frontend/src/public/operations.json")
	if err != nil {
		t.Fatal(err)
	}
	var operations map[string]string
	unmarshal(t, string(raw), &operations)
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newServer(t, st, graph.Options{Operations: operations})
		publishtest.Fill(t, st, 30)
		for id, document := range operations {
			variables := map[string]any{"district": "430104", "code": publishtest.Code(1), "uscc": publishtest.USCC(0), "number": "示例招0", "first": 100}
			for name := range variables {
				if !strings.Contains(document, "$"+name+":") {
					delete(variables, name)
				}
			}
			body, _, err := s.Execute(viewer.AsPublic(t.Context()), "sha256:"+id, mustJSON(t, variables))
			if err != nil || strings.Contains(string(body), `"errors"`) {
				t.Errorf("%.60s: %v %.600s\n%s", document, err, body, s.log.String())
			}
		}
	})
}
