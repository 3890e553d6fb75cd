package graph

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/internal/fault"
)

// What one question may be. Everything is checked before anything is validated, read or executed, and each check looks
// at each piece of the question once, however often fragments repeat it.
const (
	// maxBody is the longest request in bytes; the longest page's own question has under 6 KB.
	maxBody = 64 << 10
	// maxTokens bounds the parser's work; a whole introspection has about 300.
	maxTokens = 2000
	// maxFields and maxSpread bound the validator, which compares fields pairwise: fields as written, and fields with
	// every fragment put in its places. The longest page has about 150.
	maxFields = 400
	maxSpread = 1000
	// maxDepth is twice what the deepest page needs. Introspection goes deeper for the types of types.
	maxDepth              = 12
	maxIntrospectionDepth = 20
	// maxIntrospections bounds how often one question reads the schema.
	maxIntrospections = 2
	// maxAliases lets a page ask for a few things of a kind at once, and nobody for a thousand.
	maxAliases = 30
	// maxDirectives is far above the one or two that a page uses to leave a part out.
	maxDirectives = 30
	// maxFragments and maxOperations bound a document that is sent whole and used in part.
	maxFragments  = 50
	maxOperations = 10
	// maxValueDepth and maxValueItems bound what is given as arguments: the deepest is a list in the board's filter.
	maxValueDepth = 6
	maxValueItems = 200
)

// tooComplex says which limit was passed, and the way out.
func tooComplex(reason, zh, en string, limit int, wayZh, wayEn string) *fault.Error {
	return fault.TooComplex("limits."+reason, fault.Words{
		Zh: fmt.Sprintf("查询过于复杂：%s超过上限 %d。%s", zh, limit, wayZh),
		En: fmt.Sprintf("The query is too complex: more than %d %s. %s", limit, en, wayEn),
	})
}

const (
	splitZh, splitEn = "请拆成几次查询。", "Split it into several queries."
	firstZh, firstEn = "请减小 first 或少选几层，再用 after 接着往下读。", "Ask for fewer with first or for fewer levels, and read on with after."
)

// shape measures a document before it is validated. It counts its own steps, which the tests hold down.
type shape struct {
	doc       *ast.QueryDocument
	fragments map[string]*fragmentShape
	steps     int

	fields, aliases, directives, introspections int
}

// extent is what a selection comes to with its fragments put in.
type extent struct {
	depth, schemaDepth int
	spread             int
}

type fragmentShape struct {
	extent
	open bool
}

// checkShape refuses a document that would cost more than a page may, without following any fragment twice.
func checkShape(doc *ast.QueryDocument) (steps int, err error) {
	s := &shape{doc: doc, fragments: make(map[string]*fragmentShape, len(doc.Fragments))}
	err = s.check()
	return s.steps, err
}

func (s *shape) check() error {
	if len(s.doc.Operations) > maxOperations {
		return tooComplex("operations", "操作数", "operations", maxOperations, splitZh, splitEn)
	}
	if len(s.doc.Fragments) > maxFragments {
		return tooComplex("fragments", "片段数", "fragments", maxFragments, splitZh, splitEn)
	}
	for _, op := range s.doc.Operations {
		if err := s.variables(op); err != nil {
			return err
		}
		e, err := s.selection(op.SelectionSet)
		if err == nil {
			err = e.within()
		}
		if err != nil {
			return err
		}
	}
	// Fragments that nobody spreads are validated, too. How deep one may be depends on where it is spread.
	for _, f := range s.doc.Fragments {
		e, err := s.fragment(f.Name)
		if err == nil {
			err = extent{spread: e.spread}.within()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *shape) variables(op *ast.OperationDefinition) error {
	if err := s.directive(op.Directives); err != nil {
		return err
	}
	for _, v := range op.VariableDefinitions {
		if err := s.directive(v.Directives); err != nil {
			return err
		}
		if _, err := s.value(v.DefaultValue, 1); err != nil {
			return err
		}
	}
	return nil
}

func (e extent) within() error {
	switch {
	case e.depth > maxDepth:
		return tooComplex("depth", "层数", "levels", maxDepth, firstZh, firstEn)
	case e.schemaDepth > maxIntrospectionDepth:
		return tooComplex("depth", "自省层数", "levels of introspection", maxIntrospectionDepth, splitZh, splitEn)
	case e.spread > maxSpread:
		return tooComplex("fields", "展开片段后的字段数", "fields with fragments put in", maxSpread, splitZh, splitEn)
	}
	return nil
}

// selection measures a selection. It stops at the first limit that is passed.
func (s *shape) selection(set ast.SelectionSet) (extent, error) {
	var sum extent
	for _, sel := range set {
		s.steps++
		var e extent
		var err error
		switch sel := sel.(type) {
		case *ast.Field:
			e, err = s.field(sel)
		case *ast.InlineFragment:
			if err = s.directive(sel.Directives); err == nil {
				e, err = s.selection(sel.SelectionSet)
			}
		case *ast.FragmentSpread:
			if err = s.directive(sel.Directives); err == nil {
				e, err = s.fragment(sel.Name)
			}
		}
		if err != nil {
			return sum, err
		}
		sum.depth, sum.schemaDepth = max(sum.depth, e.depth), max(sum.schemaDepth, e.schemaDepth)
		// Saturated, so that fragments that double each time can't overflow it.
		sum.spread = min(sum.spread+e.spread, maxSpread+1)
	}
	return sum, nil
}

func (s *shape) field(f *ast.Field) (extent, error) {
	s.fields++
	if s.fields > maxFields {
		return extent{}, tooComplex("fields", "字段数", "fields", maxFields, splitZh, splitEn)
	}
	if f.Alias != f.Name {
		s.aliases++
		if s.aliases > maxAliases {
			return extent{}, tooComplex("aliases", "别名数", "aliases", maxAliases, splitZh, splitEn)
		}
	}
	if err := s.directive(f.Directives); err != nil {
		return extent{}, err
	}
	for _, a := range f.Arguments {
		if _, err := s.value(a.Value, 1); err != nil {
			return extent{}, err
		}
	}
	e, err := s.selection(f.SelectionSet)
	if err != nil {
		return extent{}, err
	}
	e.spread++
	if f.Name == "__schema" || f.Name == "__type" {
		s.introspections++
		if s.introspections > maxIntrospections {
			return extent{}, tooComplex("introspections", "自省次数", "introspections", maxIntrospections, splitZh, splitEn)
		}
		return extent{depth: 1, schemaDepth: max(e.depth, e.schemaDepth) + 1, spread: e.spread}, nil
	}
	e.depth++
	return e, nil
}

// fragment measures a fragment once.
func (s *shape) fragment(name string) (extent, error) {
	if known := s.fragments[name]; known != nil {
		if known.open {
			return extent{}, fault.Invalid("query", "graphql.fragment_cycle", fault.Say(
				"片段 %s 引用了自身。请去掉循环引用。", "The fragment %s spreads itself. Take the cycle out.", name))
		}
		return known.extent, nil
	}
	def := s.doc.Fragments.ForName(name)
	if def == nil {
		return extent{}, nil // the validator names it
	}
	known := &fragmentShape{open: true}
	s.fragments[name] = known
	if err := s.directive(def.Directives); err != nil {
		return extent{}, err
	}
	e, err := s.selection(def.SelectionSet)
	known.extent, known.open = e, false
	return e, err
}

func (s *shape) directive(ds ast.DirectiveList) error {
	for _, d := range ds {
		s.steps++
		s.directives++
		if s.directives > maxDirectives {
			return tooComplex("directives", "指令数", "directives", maxDirectives, splitZh, splitEn)
		}
		if d.Name == "defer" || d.Name == "stream" {
			return fault.Invalid("query", "graphql.defer", fault.Say(
				"不支持 @%s：每次查询只回答一次。", "@%s is not supported: a query is answered at once.", d.Name))
		}
		for _, a := range d.Arguments {
			if _, err := s.value(a.Value, 1); err != nil {
				return err
			}
		}
	}
	return nil
}

// value measures an argument as written.
func (s *shape) value(v *ast.Value, depth int) (items int, err error) {
	if v == nil {
		return 0, nil
	}
	s.steps++
	if depth > maxValueDepth {
		return 0, errValueDepth()
	}
	for _, c := range v.Children {
		n, err := s.value(c.Value, depth+1)
		if err != nil {
			return 0, err
		}
		if items += n + 1; items > maxValueItems {
			return 0, errValueItems()
		}
	}
	return items, nil
}

func errValueDepth() error {
	return tooComplex("value_depth", "参数嵌套层数", "levels in an argument", maxValueDepth, "请检查参数的写法。", "Check how the argument is written.")
}

func errValueItems() error {
	return tooComplex("value_items", "参数项数", "items in an argument", maxValueItems, splitZh, splitEn)
}

// checkVariables refuses variables that are too deep or too many.
func checkVariables(v any, depth int) (items int, err error) {
	if depth > maxValueDepth+1 { // the object of all variables is a level more
		return 0, errValueDepth()
	}
	each := func(v any) error {
		n, err := checkVariables(v, depth+1)
		if items += n + 1; err == nil && items > maxValueItems {
			err = errValueItems()
		}
		return err
	}
	switch v := v.(type) {
	case map[string]any:
		for _, c := range v {
			if err := each(c); err != nil {
				return 0, err
			}
		}
	case []any:
		for _, c := range v {
			if err := each(c); err != nil {
				return 0, err
			}
		}
	}
	return items, nil
}
