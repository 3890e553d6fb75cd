package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"smileboard/internal/fault"
)

// work counts what reading a document took. The tests hold it down; nothing else reads it.
type work struct {
	// steps of our own checks.
	steps int
	// validated says that the document got as far as the validator.
	validated bool
}

// read parses, checks and validates a document.
//
// A document over a limit is TOO_COMPLEX; one that doesn't parse or fit the schema is INVALID, with the places.
func (h *Handler) read(source string, w *work) (*ast.QueryDocument, []error) {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: source}, maxTokens)
	if err != nil {
		return nil, []error{parseFault(err)}
	}
	if len(doc.Operations) == 0 {
		return nil, []error{fault.Invalid("query", "graphql.no_operation", fault.Say(
			"文档里没有查询。", "The document holds no operation."))}
	}
	w.steps, err = checkShape(doc)
	if err != nil {
		return nil, []error{err}
	}
	w.validated = true
	invalid := validator.ValidateWithRules(h.schema, doc, h.rules())
	if len(invalid) > 0 {
		return nil, validationFaults(invalid)
	}
	if !h.options.Introspection {
		if f := introspects(doc); f != nil {
			return nil, []error{f}
		}
	}
	return doc, nil
}

// rules are the specification's. Where nobody may introspect, nobody is told names that they did not know.
func (h *Handler) rules() *rules.Rules {
	out := rules.NewDefaultRules()
	if h.options.Introspection {
		return out
	}
	for _, r := range []core.Rule{
		rules.FieldsOnCorrectTypeRuleWithoutSuggestions, rules.KnownArgumentNamesRuleWithoutSuggestions,
		rules.KnownTypeNamesRuleWithoutSuggestions, rules.ScalarLeafsRuleWithoutSuggestions, rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
	} {
		out.RemoveRule(strings.TrimSuffix(r.Name, "WithoutSuggestions"))
		out.AddRule(r.Name, r.RuleFunc)
	}
	return out
}

// parseFault tells a limit of the parser from a mistake in the document.
func parseFault(err error) error {
	message := plain(err)
	switch {
	case strings.Contains(message, "token limit"):
		return tooComplex("tokens", "词元数", "tokens", maxTokens, splitZh, splitEn)
	case strings.Contains(message, "nesting depth"):
		return tooComplex("depth", "层数", "levels", maxDepth, firstZh, firstEn)
	}
	return located(err, fault.Invalid("query", "graphql.syntax", fault.Say("查询有语法错误：%s", "Syntax error: %s", message)))
}

// maxValidationErrors is how many mistakes are told; a document with more is told these first.
const maxValidationErrors = 10

func validationFaults(list gqlerror.List) []error {
	out := make([]error, 0, min(len(list), maxValidationErrors))
	told := map[string]bool{} // a mistake that is made many times is told once
	for _, e := range list {
		if told[e.Message] {
			continue
		}
		if len(out) == maxValidationErrors {
			break
		}
		told[e.Message] = true
		out = append(out, located(e, fault.Invalid("query", "graphql.validation", fault.Say("查询不符合接口定义：%s", "The query does not fit the schema: %s", plain(e)))))
	}
	return out
}

// plain is a mistake's message without places, which stand beside it.
func plain(err error) string {
	if g, ok := err.(*gqlerror.Error); ok { //nolint:errorlint // the parser gives it as it is
		return g.Message
	}
	return err.Error()
}

// located keeps the places of a mistake.
func located(cause error, f *fault.Error) error {
	g, ok := cause.(*gqlerror.Error) //nolint:errorlint // the parser gives it as it is
	if !ok {
		return f
	}
	return &gqlerror.Error{Err: f, Message: f.Words.En, Locations: g.Locations}
}

// introspects refuses a document that reads the schema.
func introspects(doc *ast.QueryDocument) error {
	var found bool
	var look func(ast.SelectionSet)
	look = func(set ast.SelectionSet) {
		for _, sel := range set {
			switch sel := sel.(type) {
			case *ast.Field:
				found = found || sel.Name == "__schema" || sel.Name == "__type"
				look(sel.SelectionSet)
			case *ast.InlineFragment:
				look(sel.SelectionSet)
			}
		}
	}
	for _, op := range doc.Operations {
		look(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		look(f.SelectionSet)
	}
	if !found {
		return nil
	}
	return fault.Forbidden("graphql.introspection", fault.Say(
		"这里不提供自省查询。接口定义见 /schema.graphql。", "Introspection is off here. The schema is at /schema.graphql."))
}

// prepare reads the known operations, so that a mistake in one stops the server from starting.
func (h *Handler) prepare(operations map[string]string) error {
	h.known = make(map[string]*ast.QueryDocument, len(operations))
	for id, source := range operations {
		sum := sha256.Sum256([]byte(source))
		hash := hex.EncodeToString(sum[:])
		if trimPrefix(id) != hash {
			return fmt.Errorf("graph: known operation %s: its document has the hash %s", id, hash)
		}
		doc, errs := h.read(source, &work{})
		if len(errs) > 0 {
			return fmt.Errorf("graph: known operation %s: %w", id, errs[0])
		}
		h.known[hash] = doc
	}
	return nil
}

// documentPrefix says how a document's id is made.
const documentPrefix = "sha256:"

// document finds or reads what is asked. Documents that anyone sent are kept, as long as they are few and short.
func (h *Handler) document(q question, anyone bool, w *work) (*ast.QueryDocument, []error) {
	if q.documentID != "" {
		if doc := h.known[trimPrefix(q.documentID)]; doc != nil {
			return doc, nil
		}
		return nil, []error{errUnknownOperation()}
	}
	if h.options.KnownOnly && anyone {
		return nil, []error{fault.Forbidden("operations.known_only", fault.Say(
			"这里只接受已登记的查询。", "Only registered operations are answered here."))}
	}
	if doc := h.documents.get(q.query); doc != nil {
		return doc, nil
	}
	doc, errs := h.read(q.query, w)
	if len(errs) == 0 {
		h.documents.put(q.query, doc)
	}
	return doc, errs
}

func errUnknownOperation() error {
	return fault.NotFound("operations.unknown", fault.Say(
		"没有登记这个查询。页面可能已更新，请刷新后再试。", "No such operation is registered. The page may have been updated: reload it."))
}
