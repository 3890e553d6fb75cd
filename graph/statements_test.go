package graph_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"smileboard/graph"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
)

// statements counts what the store is asked.
type statements struct {
	mu   sync.Mutex
	list []string
}

func (s *statements) note(statement string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, statement)
}

func (s *statements) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.list
	s.list = nil
	return out
}

// pages are questions with much below each element; %d is the page's length.
var pages = map[string]string{
	"board": `{board(district:"430104",first:%d){totalCount counts{compliant} subdistricts{subdistrict{name} counts{compliant}} publication{counts{compliant}}
		edges{node{class score headline carrierNote compound{name subdistrict{name} district{name} engagement{contractor{name}}} carrier{name}}}}}`,
	"board with all below": `{board(district:"430104",first:%d,orderBy:NAME,filter:{search:"x"}){edges{node{dimensions{score} missing{text} next{text} vetoes{ground}
		tenures{contractor{name qualifications{grade}}} publication{meanScore} carrier{compounds(first:2){edges{node{compound{result{score publication{cycle}}}}}} history(first:2){rank}}
		compound{engagements{contractor{name}} history(first:3){score publication{meanScore}} result(cycle:"2025H2"){score}}}}}}`,
	"ranking": `{ranking(district:"430104",first:%d){bands{size} unranked scale{low} edges{node{rank rankLow contractor{qualifications{grade} compounds(first:3){edges{node{compound{result{class}}}}}} district{name}}}}}`,
	"tenders": `{tenders(district:"430104",first:%d){edges{node{number compound{name result{face}} winner{name history(first:2){rank publication{cycle}}} district{name publications{cycle}}}}}}`,
}

// How many statements a page takes depends on what is asked, never on how much there is.
func TestStatementsDoNotGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand compounds")
	}
	storetest.EachAddress(t, func(t *testing.T, address string) {
		counts := map[string]map[string]int{}
		for i, n := range []int{10, 100, 1000} {
			if i > 0 {
				address = another(t, address)
			}
			var asked statements
			st := storetest.Open(t, address, store.Options{Trace: asked.note})
			publishtest.Fill(t, st, n)
			s := newServer(t, st, graph.Options{})
			s.must(t, `{board(district:"430104"){edges{node{missing{text}}}}}`, nil) // reads the standard once
			for name, page := range pages {
				page = strings.ReplaceAll(page, `"x"`, `"小区"`)
				for _, first := range []int{10, 100} {
					asked.take()
					s.must(t, fmt.Sprintf(page, first), nil)
					if counts[name] == nil {
						counts[name] = map[string]int{}
					}
					list := asked.take()
					counts[name][fmt.Sprintf("%d compounds, first %d", n, first)] = len(list)
					checkCollation(t, st, list)
				}
			}
		}
		for name, of := range counts {
			var want int
			for _, n := range of {
				want = n
			}
			for at, n := range of {
				if n != want || n == 0 {
					t.Errorf("%s: %d statements at %s, %d elsewhere: %v", name, n, at, want, of)
				}
			}
			t.Logf("%s: %d statements", name, want)
		}
	})
}

// another makes a further empty database of the same kind.
func another(t *testing.T, address string) string {
	t.Helper()
	if strings.HasPrefix(address, "sqlite:") {
		return storetest.SQLite(t)
	}
	return storetest.Postgres(t)
}

// checkCollation checks that PostgreSQL never orders a text in its own way.
func checkCollation(t *testing.T, s *store.Store, list []string) {
	t.Helper()
	if s.Dialect() != "postgres" {
		return
	}
	for _, statement := range list {
		_, order, ordered := strings.Cut(statement, "ORDER BY")
		for _, column := range []string{`"code"`, `"sort_key"`, `"number"`, `"name"`} {
			if ordered && strings.Contains(order, column) && !strings.Contains(order, column+` COLLATE "C"`) {
				t.Errorf("ordered in the database's own way: %s", statement)
			}
		}
	}
}

// A list reads no detail, and a page reads nothing that was not asked for.
func TestOnlyWhatIsAskedForIsRead(t *testing.T) {
	var asked statements
	st := storetest.Open(t, storetest.SQLite(t), store.Options{Trace: asked.note})
	publishtest.Fill(t, st, 10)
	s := newServer(t, st, graph.Options{})
	for query, absent := range map[string][]string{
		`{board(district:"430104"){edges{node{class score headline compound{name} carrier{name}}}}}`: {"`detail`", "COUNT", "`totals`", "`evidence`", "`reason_zh`", "`search_text`", "`phone`", "`legal_representative`"},
		`{board(district:"430104"){totalCount}}`:                                                     {"`headline_zh`", "`detail`", "GROUP BY"},
		`{board(district:"430104"){publication{cycle}}}`:                                             {"`compound_results`", "`totals`", "`evidence`"},
		`{contractor(uscc:"` + publishtest.USCC(0) + `"){name}}`:                                     {"`phone`", "`legal_representative`", "`engagements`", "`qualifications`"},
		`{compound(code:"` + publishtest.Code(0) + `"){name}}`:                                       {"`engagements`", "`compound_results`", "`search_text`"},
		`{board(district:"430104"){edges{node{score @skip(if:true) class}}}}`:                        {"`score`,"},
	} {
		asked.take()
		s.must(t, query, nil)
		all := strings.Join(asked.take(), "\n")
		if all == "" {
			t.Errorf("%s asked nothing", query)
		}
		for _, a := range absent {
			if strings.Contains(all, a) {
				t.Errorf("%s reads %s:\n%s", query, a, all)
			}
		}
	}
}
