package graph_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"smileboard/graph"
	"smileboard/internal/viewer"
)

// hostile are questions that cost more than they may. Each is refused before the validator sees it, after so many steps
// at most.
var hostile = map[string]struct {
	body  string
	steps int
}{
	"thirty fragments, each spreading the next twice": {question(chain(30), nil), 120},
	"a thousand aliases":                              {question("{"+repeat("a%d:districts{code} ", 1000)+"}", nil), 0},
	"three hundred aliases":                           {question("{"+repeat("a%d:districts{code} ", 300)+"}", nil), 100},
	"depth fifty":                                     {question(nested(50), nil), 120},
	"depth nine hundred":                              {question(nested(900), nil), 2000},
	"depth fifty thousand":                            {question(nested(50_000)[:60_000], nil), 0},
	"a megabyte":                                      {question("{districts{code}}"+strings.Repeat(" ", 1<<20), nil), 0},
	"a megabyte of comments":                          {question("#"+strings.Repeat("x", 1<<20)+"\n{districts{code}}", nil), 0},
	"a list in a list in a list as an argument":       {question(`{districts{code} tenders(district:"1",status:`+strings.Repeat("[", 400)+strings.Repeat("]", 400)+`){pageInfo{hasNextPage}}}`, nil), 30},
	"a long list as an argument":                      {question(`{tenders(district:"1",status:[`+strings.Repeat("NOTICE ", 1500)+`]){pageInfo{hasNextPage}}}`, nil), 300},
	"two hundred directives":                          {question("{districts"+strings.Repeat(" @skip(if:false)", 200)+"{code}}", nil), 70},
	"directives everywhere":                           {question("{districts{"+strings.Repeat("code @include(if:true) ", 200)+"}}", nil), 120},
	"a thousand fields of one name":                   {question("{districts{"+strings.Repeat("code ", 1000)+"}}", nil), 600},
	"fields of one name through fragments":            {question("{districts{"+strings.Repeat("...F ", 40)+"}} fragment F on District{"+strings.Repeat("code ", 100)+"}", nil), 200},
	"sixty fragments":                                 {question("{districts{code}}"+repeat(" fragment F%d on District{code}", 60), nil), 10},
	"fifty operations":                                {question(repeat("query Q%d{districts{code}} ", 50), nil), 10},
	"introspection in circles":                        {question("{__schema{types"+strings.Repeat("{fields{type", 15)+"{name}"+strings.Repeat("}}", 15)+"}}", nil), 80},
	"many introspections":                             {question("{"+repeat("a%d:__schema{types{name}} ", 20)+"}", nil), 30},
}

func chain(n int) string {
	var b strings.Builder
	b.WriteString("{districts{...F0}}")
	for i := range n {
		fmt.Fprintf(&b, " fragment F%d on District{...F%d ...F%d}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment F%d on District{code}", n)
	return b.String()
}

func repeat(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func nested(n int) string { return strings.Repeat("{compound", n) + strings.Repeat("}", n) }

// reads counts what is read of a body.
type reads struct {
	io.Reader
	n int
}

func (r *reads) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.n += n
	return n, err
}

func TestHostileQuestionsAreRefusedEarly(t *testing.T) {
	// Without a store: a question that got as far as a resolver would be INTERNAL.
	s := noStore(t, graph.Options{Introspection: true})
	for name, tt := range hostile {
		t.Run(name, func(t *testing.T) {
			body := &reads{Reader: strings.NewReader(tt.body)}
			r := post("")
			r.Body = io.NopCloser(body)
			out := s.do(t, r)
			if len(out.Errors) != 1 || out.Errors[0].code() != "TOO_COMPLEX" {
				t.Fatalf("not TOO_COMPLEX: %.500s", out.Raw)
			}
			if out.Data != nil || strings.Contains(out.Raw, `"data"`) {
				t.Error("data beside a refusal")
			}
			for _, lang := range []string{"zh", "en"} {
				words, _ := out.Errors[0].Extensions[lang].(string)
				if !strings.ContainsAny(words, "0123456789") {
					t.Errorf("the words don't name the limit: %s", words)
				}
			}
			if len(out.Raw) > 2000 {
				t.Errorf("an answer of %d bytes", len(out.Raw))
			}
			if max := 64<<10 + 4096; body.n > max {
				t.Errorf("%d bytes read, at most %d", body.n, max)
			}
			work := s.measure(t, tt.body)
			if work.Validated {
				t.Error("reached the validator")
			}
			if work.Steps > tt.steps {
				t.Errorf("%d steps, at most %d", work.Steps, tt.steps)
			}
		})
	}
}

func (s *server) measure(t *testing.T, body string) graph.Work {
	t.Helper()
	var q struct {
		Query string `json:"query"`
	}
	unmarshal(t, body, &q)
	if len(q.Query) > 64<<10 {
		return graph.Work{} // never read
	}
	work, _ := s.Measure(t.Context(), q.Query)
	return work
}

// Questions that the validator passes and that would still be too much.
func TestCostIsCountedBeforeExecution(t *testing.T) {
	s := noStore(t, graph.Options{})
	tests := map[string]struct {
		query string
		vars  map[string]any
	}{
		"pages in pages": {`{ranking(district:"1",first:100){edges{node{contractor{compounds(first:100){edges{node{compound{code name}}}}}}}}}`, nil},
		"a page by variable": {
			`query($n:Int!){ranking(district:"1",first:$n){edges{node{contractor{compounds(first:$n){edges{node{compound{code name}}}}}}}}}`,
			map[string]any{"n": 100},
		},
		"history in pages through a fragment": {`{board(district:"1",first:100){...B}} fragment B on BoardConnection{edges{node{compound{history(first:100){dimensions{score weight}}}}}}`, nil},
		"lists in lists":                      {`{districts{publications{cycle} subdistricts{code}} compound(code:"1"){engagements{compound{engagements{compound{engagements{compound{engagements{compound{engagements{id}}}}}}}}}}}`, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			out := s.ask(t, tt.query, tt.vars)
			if len(out.Errors) != 1 || out.Errors[0].code() != "TOO_COMPLEX" {
				t.Fatalf("not TOO_COMPLEX: %.500s", out.Raw)
			}
		})
	}
}

func TestVariablesAreBounded(t *testing.T) {
	s := noStore(t, graph.Options{})
	deep := strings.Repeat("[", 3000) + strings.Repeat("]", 3000)
	long := "[" + strings.Repeat(`"NOTICE",`, 4000) + `"NOTICE"]`
	for name, vars := range map[string]string{"deep": deep, "long": long} {
		t.Run(name, func(t *testing.T) {
			out := s.do(t, post(`{"query":"query($s:[TenderStatus!]){tenders(district:\"1\",status:$s){pageInfo{hasNextPage}}}","variables":{"s":`+vars+`}}`))
			if len(out.Errors) != 1 || out.Errors[0].code() != "TOO_COMPLEX" {
				t.Fatalf("not TOO_COMPLEX: %.500s", out.Raw)
			}
		})
	}
}

func TestWholeIntrospectionAndLongestPageAreWithinLimits(t *testing.T) {
	s := noStore(t, graph.Options{Introspection: true})
	out := s.ask(t, introspection, nil)
	if len(out.Errors) > 0 {
		t.Fatalf("%.500s", out.Raw)
	}
	if len(list(t, out.Data, "__schema", "types")) < 40 {
		t.Error("not the whole schema")
	}
}

// introspection is what GraphiQL asks.
const introspection = `query IntrospectionQuery { __schema { description queryType { name kind } mutationType { name kind } subscriptionType { name kind }
 types { ...FullType } directives { name description locations args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description
 fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
 inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`

// BenchmarkHostile says what a hostile question costs; the figures to hold are 50 ms of processor time and 16 MB.
func BenchmarkHostile(b *testing.B) {
	h := noStore(b, graph.Options{Introspection: true})
	for name, tt := range hostile {
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(tt.body))
				r.Header.Set("Content-Type", "application/json")
				h.ServeHTTP(httptest.NewRecorder(), r.WithContext(viewer.AsPublic(r.Context())))
			}
		})
	}
}

// within are questions just within the limits, whose validation costs most: the validator compares fields of one name
// pairwise, and looks for names like the unknown ones.
var within = map[string]string{
	"fields of one name":                   "{districts{" + strings.Repeat("code ", 490) + "}}",
	"fields of one name through fragments": "{districts{" + strings.Repeat("...F ", 9) + "}} fragment F on District{" + strings.Repeat("code ", 100) + "}",
	"fragments of one name each":           "{districts{" + repeat("...F%d ", 45) + "}}" + repeat(" fragment F%d on District{code name shortName publications{cycle} subdistricts{code}}", 45),
	"unknown names":                        "{" + repeat("nothing%d ", 490) + "}",
	"a chain of nine":                      chain(8),
}

// BenchmarkJustWithin says what the costliest documents cost that get as far as the validator.
func BenchmarkJustWithin(b *testing.B) {
	h := noStore(b, graph.Options{Introspection: true})
	for name, query := range within {
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n++ // a document of its own each time, so that none is kept
				if w, why := h.Measure(b.Context(), fmt.Sprintf("%s #%d", query, n)); !w.Validated {
					b.Fatalf("refused before the validator: %v", why)
				}
			}
		})
	}
}
