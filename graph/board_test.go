package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"smileboard/internal/publish/publishtest"
)

const boardQuery = `query($district:String!,$cycle:String,$revision:Int,$filter:BoardFilter,$orderBy:BoardOrder!=WORST_FIRST,$first:Int!=20,$after:String){
 board(district:$district,cycle:$cycle,revision:$revision,filter:$filter,orderBy:$orderBy,first:$first,after:$after){
  publication{cycle revision superseded withdrawal{reason}} totalCount counts{demonstration compliant rectification notRated}
  subdistricts{subdistrict{code} counts{demonstration compliant rectification notRated}}
  pageInfo{hasNextPage endCursor} edges{cursor node{class face score delta compound{code name} carrier{name}}}}}`

func vars(pairs ...any) map[string]any {
	m := map[string]any{"district": publishtest.District}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m
}

// codes of a board's edges, in order.
func codes(tb testing.TB, data map[string]any) []string {
	tb.Helper()
	var out []string
	for _, e := range list(tb, data, "board", "edges") {
		out = append(out, str(tb, e, "node", "compound", "code"))
	}
	return out
}

// Whatever the order, and however long the pages, reading on shows every result once and in the order's own order.
func TestBoardPagesShowEachResultOnceInOrder(t *testing.T) {
	each(t, 37, func(t *testing.T, s *server, _ *publishtest.World) {
		for _, order := range []string{"WORST_FIRST", "SCORE_DESC", "SCORE_ASC", "NAME", "FALL", "RISE"} {
			whole := s.must(t, boardQuery, vars("orderBy", order, "first", 100))
			want := codes(t, whole)
			if len(want) != 37 || at(t, whole, "board", "totalCount") != 37.0 {
				t.Fatalf("%s: %d results, totalCount %v", order, len(want), at(t, whole, "board", "totalCount"))
			}
			checkOrder(t, order, list(t, whole, "board", "edges"))
			for _, first := range []int{1, 5, 36, 37} {
				var got []string
				var after any
				for range 100 {
					page := s.must(t, boardQuery, vars("orderBy", order, "first", first, "after", after))
					got = append(got, codes(t, page)...)
					if at(t, page, "board", "pageInfo", "hasNextPage") == false {
						break
					}
					after = at(t, page, "board", "pageInfo", "endCursor")
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s in pages of %d:\n got %v\nwant %v", order, first, got, want)
				}
			}
		}
	})
}

// checkOrder checks an order by its own words.
func checkOrder(t *testing.T, order string, edges []any) {
	t.Helper()
	severity := map[any]int{"RECTIFICATION": 0, "NOT_RATED": 1, "COMPLIANT": 2, "DEMONSTRATION": 3}
	for i := 1; i < len(edges); i++ {
		a, b := fields(t, edges[i-1], "node"), fields(t, edges[i], "node")
		var field string
		sign := 1.0
		switch order {
		case "WORST_FIRST":
			if severity[a["class"]] > severity[b["class"]] {
				t.Errorf("%s: %v before %v", order, a["class"], b["class"])
			}
			if a["class"] != b["class"] || a["score"] == nil {
				continue
			}
			if b["score"] == nil {
				t.Errorf("%s: no score after one within a class", order)
				continue
			}
			field = "score"
		case "SCORE_DESC":
			field, sign = "score", -1
		case "SCORE_ASC":
			field = "score"
		case "FALL":
			field = "delta"
		case "RISE":
			field, sign = "delta", -1
		case "NAME":
			continue
		}
		va, okA := a[field].(float64)
		vb, okB := b[field].(float64)
		codeA, codeB := str(t, a, "compound", "code"), str(t, b, "compound", "code")
		switch {
		case !okA && okB:
			t.Errorf("%s: none before %v", order, vb)
		case okA && okB && sign*va > sign*vb:
			t.Errorf("%s: %v before %v", order, va, vb)
		case okA == okB && va == vb && codeA >= codeB:
			t.Errorf("%s: equals not by code: %s before %s", order, codeA, codeB)
		}
	}
}

func TestBoardByNameIsInPinyinOrder(t *testing.T) {
	each(t, 6, func(t *testing.T, s *server, _ *publishtest.World) {
		data := s.must(t, boardQuery, vars("orderBy", "NAME"))
		var names []string
		for _, e := range list(t, data, "board", "edges") {
			names = append(names, str(t, e, "node", "compound", "name"))
		}
		want := []string{"长沙示例小区", "重庆路小区", "华城路二小区", "金岭农民安置小区", "示例花园100%_栋", "乐清苑"}
		if !slices.Equal(names, want) {
			t.Errorf("got %v, want %v", names, want)
		}
	})
}

func TestBoardSearch(t *testing.T) {
	each(t, 12, func(t *testing.T, s *server, _ *publishtest.World) {
		tests := []struct{ search, want string }{
			{"金岭", "金岭农民安置小区"},
			{"安置小", "金岭农民安置小区"},
			{"jlxq", "金岭农民安置小区"},
			{"JLNMAZXQ", "金岭农民安置小区"},
			{"ｊｌｘｑ", "金岭农民安置小区"},
			{"jinlingnongmin", "金岭农民安置小区"},
			{"Jin Ling", "金岭农民安置小区"},
			{"cqlxq", "重庆路小区"},
			{"zhongqing", "重庆路小区"},
			{"yueqing", "乐清苑"},
			{"leqing", "乐清苑"},
			{"changsha", "长沙示例小区"},
			{"100%", "示例花园100%_栋"},
			{"%_", "示例花园100%_栋"},
		}
		for _, tt := range tests {
			data := s.must(t, boardQuery, vars("filter", map[string]any{"search": tt.search}))
			var names []string
			for _, e := range list(t, data, "board", "edges") {
				names = append(names, str(t, e, "node", "compound", "name"))
			}
			if !slices.Contains(names, tt.want) || (len([]rune(tt.search)) > 2 && len(names) > 3) {
				t.Errorf("%q found %v, want %s", tt.search, names, tt.want)
			}
		}
		// By the carrier's name: all that it carries, and nothing else.
		for _, search := range []string{"示例甲物业", "sljwyfw", "shilijiawuye"} {
			data := s.must(t, boardQuery, vars("filter", map[string]any{"search": search}))
			edges := list(t, data, "board", "edges")
			if len(edges) != 3 {
				t.Errorf("%q found %d, want 3", search, len(edges))
			}
			for _, e := range edges {
				if at(t, e, "node", "carrier", "name") != "示例甲物业服务有限公司" {
					t.Errorf("%q found %v", search, at(t, e, "node", "carrier"))
				}
			}
		}
		for _, search := range []string{"没有这样的名称", `\`, "'; DROP TABLE compounds; --", "qxlj"} {
			data := s.must(t, boardQuery, vars("filter", map[string]any{"search": search}))
			if n := len(codes(t, data)); n != 0 {
				t.Errorf("%q found %d", search, n)
			}
		}
		if n := len(codes(t, s.must(t, boardQuery, vars("filter", map[string]any{"search": "  "})))); n != 12 {
			t.Errorf("an empty search shows %d", n)
		}
	})
}

func TestBoardFiltersAndCounts(t *testing.T) {
	each(t, 24, func(t *testing.T, s *server, _ *publishtest.World) {
		data := s.must(t, boardQuery, vars("first", 100, "filter", map[string]any{"class": []string{"NOT_RATED"}, "subdistrict": "430104002"}))
		if got := len(codes(t, data)); got != 2 || at(t, data, "board", "totalCount") != 2.0 {
			t.Errorf("%d results", got)
		}
		// Counts per class ignore the class, counts per sub-district the sub-district.
		if got := at(t, data, "board", "counts"); fmt.Sprint(got) != "map[compliant:2 demonstration:2 notRated:2 rectification:2]" {
			t.Errorf("counts %v", got)
		}
		sub := list(t, data, "board", "subdistricts")
		if len(sub) != 3 || at(t, sub[0], "subdistrict", "code") != "430104001" || at(t, sub[0], "counts", "notRated") != 2.0 || at(t, sub[0], "counts", "compliant") != 0.0 {
			t.Errorf("sub-districts %v", sub)
		}
		for _, f := range []struct {
			filter map[string]any
			want   int
		}{
			{map[string]any{"face": []string{"SMILE"}}, 12},
			{map[string]any{"face": []string{"CRY", "NONE"}}, 12},
			{map[string]any{"face": []string{}}, 24},
			{map[string]any{"class": []string{"DEMONSTRATION", "COMPLIANT"}, "face": []string{"CRY"}}, 0},
			{map[string]any{"contractor": publishtest.USCC(0)}, 7},
			{map[string]any{"contractor": "no such"}, 0},
			{map[string]any{"subdistrict": "no such"}, 0},
			{map[string]any{}, 24},
		} {
			if got := len(codes(t, s.must(t, boardQuery, vars("first", 100, "filter", f.filter)))); got != f.want {
				t.Errorf("%v: %d, want %d", f.filter, got, f.want)
			}
		}
	})
}

// What is asked for decides which publication is shown, and what became of it is said.
func TestBoardPicksThePublication(t *testing.T) {
	each(t, 4, func(t *testing.T, s *server, _ *publishtest.World) {
		tests := []struct {
			name                  string
			cycle, revision       any
			wantCycle             string
			wantRevision          float64
			superseded, withdrawn bool
		}{
			{"the latest that was not withdrawn", nil, nil, "2026H1", 2, false, false},
			{"a withdrawn one by name, marked", "2026H2", nil, "2026H2", 1, false, true},
			{"a superseded one by number, marked", "2026H1", 1, "2026H1", 1, true, false},
			{"a revision of the default cycle", nil, 1, "2026H1", 1, true, false},
			{"an earlier cycle", "2025H1", nil, "2025H1", 1, false, false},
		}
		for _, tt := range tests {
			p := fields(t, s.must(t, boardQuery, vars("cycle", tt.cycle, "revision", tt.revision)), "board", "publication")
			if p["cycle"] != tt.wantCycle || p["revision"] != tt.wantRevision || p["superseded"] != tt.superseded || (p["withdrawal"] != nil) != tt.withdrawn {
				t.Errorf("%s: %v", tt.name, p)
			}
		}
		for name, v := range map[string]map[string]any{
			"no such cycle":     vars("cycle", "2019H1"),
			"no such revision":  vars("cycle", "2026H1", "revision", 9),
			"nothing published": vars("district", publishtest.EmptyDistrict),
			"no such district":  vars("district", "999999"),
		} {
			if got := s.must(t, boardQuery, v)["board"]; got != nil {
				t.Errorf("%s: %v", name, got)
			}
		}
	})
}

func TestBoardRefusesWhatCantBe(t *testing.T) {
	each(t, 4, func(t *testing.T, s *server, _ *publishtest.World) {
		cursor := str(t, s.must(t, boardQuery, vars("first", 1)), "board", "pageInfo", "endCursor")
		other := str(t, s.must(t, `{ranking(district:"430104",first:1){pageInfo{endCursor}}}`, nil), "ranking", "pageInfo", "endCursor")
		foreign := str(t, s.must(t, boardQuery, vars("district", publishtest.OtherDistrict)), "board", "pageInfo", "endCursor")
		for name, tt := range map[string]struct {
			vars  map[string]any
			field string
		}{
			"first 0":                 {vars("first", 0), "first"},
			"first 101":               {vars("first", 101), "first"},
			"first -1":                {vars("first", -1), "first"},
			"a long search":           {vars("filter", map[string]any{"search": strings.Repeat("长", 51)}), "filter.search"},
			"no cursor":               {vars("after", "x"), "after"},
			"a changed cursor":        {vars("after", cursor[:len(cursor)-2]+"zz"), "after"},
			"a cursor of a ranking":   {vars("after", other), "after"},
			"a cursor of another one": {vars("after", foreign), "after"},
			"a very long cursor":      {vars("after", strings.Repeat("A", 5000)), "after"},
			"an empty cursor":         {vars("after", ""), "after"},
		} {
			out := s.ask(t, boardQuery, tt.vars)
			if len(out.Errors) != 1 || out.Errors[0].code() != "INVALID" || out.Errors[0].Extensions["field"] != tt.field {
				t.Errorf("%s: %.400s", name, out.Raw)
			}
		}
		if len(codes(t, s.must(t, boardQuery, vars("filter", map[string]any{"search": strings.Repeat("长", 50)})))) != 0 {
			t.Error("fifty characters found something")
		}
	})
}

// Where there are too few answers, nothing but the counts is shown.
func TestTooFewAnswersShowNothingButCounts(t *testing.T) {
	each(t, 4, func(t *testing.T, s *server, _ *publishtest.World) {
		data := s.must(t, `{compound(code:"`+publishtest.Code(3)+`"){result{class face score scoreLow scoreHigh adjustedScore
			dimensions{dimension score} survey{answers households required response satisfied rate low high shrunken ratings}
			missing{met text en:text(language:EN)} lastRated{cycle class score} surveyDue}}}`, nil)
		r := fields(t, data, "compound", "result")
		if got := fmt.Sprint(r["survey"]); got != "map[answers:7 high:<nil> households:100 low:<nil> rate:<nil> ratings:<nil> required:20 response:0.07 satisfied:<nil> shrunken:<nil>]" {
			t.Errorf("survey %s", got)
		}
		if r["class"] != "NOT_RATED" || r["face"] != "NONE" || r["score"] != nil || at(t, r, "dimensions", 0, "score") != nil || at(t, r, "lastRated", "class") != "COMPLIANT" {
			t.Errorf("result %v", r)
		}
		if at(t, r, "missing", 0, "text") == at(t, r, "missing", 0, "en") {
			t.Error("the condition has one language")
		}
	})
}
