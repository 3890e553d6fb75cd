package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/internal/publish"
)

const (
	// maxCost is how many fields an answer may hold, as far as the question tells: a hundred compounds with all that a
	// compound's page shows.
	maxCost = 30000
	// maxIntrospectionCost is twice what a whole introspection comes to.
	maxIntrospectionCost = 400000
	// maxLists is how many lists may stand in each other: every level multiplies.
	maxLists = 4
	// unknownList is how many things a list without a first is taken to hold.
	unknownList = 10
)

// listSizes are lists without a first whose usual length is known, by type and field.
var listSizes = map[string]int{
	"CompoundResult.dimensions":    7,
	"CompoundResult.tenures":       3,
	"CompoundResult.vetoes":        1,
	"CompoundResult.missing":       3,
	"CompoundResult.next":          5,
	"Compound.engagements":         4,
	"Contractor.qualifications":    3,
	"District.publications":        20,
	"District.subdistricts":        20,
	"BoardConnection.subdistricts": 20,
	"Standard.dimensions":          7,
	"SurveyResult.ratings":         5,
	"__Schema.types":               80,

	// The console's. A company has a few dozen compounds, a committee one or a zone's.
	"Query.myStatus":                  1,
	"Query.committeeStatus":           1,
	"ContractorStatus.compounds":      20,
	"ContractorStatus.qualifications": 3,
	"ContractorStatus.rankings":       2,
	"CommitteeReport.compounds":       3,
	"CompoundStatus.dimensions":       7,
	"CompoundStatus.missing":          2,
	"Missing.ways":                    3,
	"Way.steps":                       3,
	"Committee.members":               9,
	"Committee.dues":                  4,
	"Committee.problems":              1,
	"Zone.compounds":                  5,
	"Zone.problems":                   1,
	"Account.grants":                  2,
}

// meter counts what an operation costs: one for each field of the answer. It looks at each fragment once.
type meter struct {
	vars      map[string]any
	fragments map[string]price
	steps     int
	// search reports a free-text search.
	search bool
}

// price is what a selection costs: fixed, and for each edge of the connection that it belongs to. lists is how many
// lists stand in each other in it.
type price struct {
	fixed, perEdge, schema int
	lists                  int
}

// checkCost refuses an operation that is validated but too much for one answer. search says that it holds a free-text
// search.
func checkCost(op *ast.OperationDefinition, vars map[string]any) (search bool, err error) {
	m := &meter{vars: vars, fragments: map[string]price{}}
	p := m.selection(op.SelectionSet)
	switch {
	case p.fixed > maxCost:
		return m.search, tooComplex("cost", "预计返回的字段数", "fields to be expected in the answer", maxCost, firstZh, firstEn)
	case p.schema > maxIntrospectionCost:
		return m.search, tooComplex("cost", "自省的字段数", "fields of introspection", maxIntrospectionCost, splitZh, splitEn)
	case p.lists > maxLists:
		return m.search, tooComplex("lists", "列表嵌套层数", "lists in each other", maxLists, firstZh, firstEn)
	}
	return m.search, nil
}

func (m *meter) selection(set ast.SelectionSet) price {
	var sum price
	for _, sel := range set {
		m.steps++
		switch sel := sel.(type) {
		case *ast.Field:
			sum.add(m.field(sel))
		case *ast.InlineFragment:
			sum.add(m.selection(sel.SelectionSet))
		case *ast.FragmentSpread:
			sum.add(m.fragment(sel.Definition))
		}
	}
	return sum
}

// expensive is where counting stops, far above every limit and far below overflow.
const expensive = 1 << 40

func (p *price) add(q price) {
	p.fixed = min(p.fixed+q.fixed, expensive)
	p.perEdge = min(p.perEdge+q.perEdge, expensive)
	p.schema = min(p.schema+q.schema, expensive)
	p.lists = max(p.lists, q.lists)
}

func (m *meter) fragment(def *ast.FragmentDefinition) price {
	if def == nil {
		return price{}
	}
	p, ok := m.fragments[def.Name]
	if !ok {
		p = m.selection(def.SelectionSet)
		m.fragments[def.Name] = p
	}
	return p
}

func (m *meter) field(f *ast.Field) price {
	below := m.selection(f.SelectionSet)
	if f.Definition == nil || f.ObjectDefinition == nil {
		return below
	}
	first, paged := m.first(f)
	list := f.Definition.Type.Elem != nil
	switch {
	case f.Name == "__schema" || f.Name == "__type":
		return price{fixed: 1, schema: below.fixed + 1}
	case list && (f.Name == "edges" || f.Name == "rows"):
		return price{perEdge: below.fixed + 1, lists: below.lists + 1}
	case list:
		n := first
		if !paged {
			n = listSize(f)
		}
		if n == 1 {
			return price{fixed: below.fixed + 1, lists: below.lists} // a list of one multiplies nothing
		}
		return price{fixed: times(n, below.fixed+1), lists: below.lists + 1}
	case paged:
		return price{fixed: min(1+below.fixed+times(first, below.perEdge), expensive), lists: below.lists}
	default:
		return price{fixed: below.fixed + 1, perEdge: below.perEdge, schema: below.schema, lists: below.lists}
	}
}

func times(n, each int) int {
	if n > expensive/max(each, 1) {
		return expensive
	}
	return n * each
}

func listSize(f *ast.Field) int {
	if n, ok := listSizes[f.ObjectDefinition.Name+"."+f.Name]; ok {
		return n
	}
	if strings.HasPrefix(f.ObjectDefinition.Name, "__") {
		return 5 // fields, arguments and values of a type
	}
	return unknownList
}

// first is the page's length, and whether the field has one. A page longer than any is refused later, by name.
func (m *meter) first(f *ast.Field) (n int, paged bool) {
	paged = f.Definition.Arguments.ForName("first") != nil
	filtered := f.Definition.Arguments.ForName("filter") != nil
	if !paged && !filtered {
		return 0, false
	}
	given := f.ArgumentMap(m.vars)
	if filter, ok := given["filter"].(map[string]any); ok {
		s, _ := filter["search"].(string)
		m.search = m.search || s != ""
	}
	return min(max(whole(given["first"]), 1), publish.MaxPage), paged
}
