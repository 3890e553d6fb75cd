package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"

	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// question is one request for an operation: a document, or a known one's id.
type question struct {
	query      string
	documentID string
	operation  string
	variables  map[string]any
	// readOnly refuses a mutation: a link that is merely followed changes nothing.
	readOnly bool
}

// answer is what the caller gets.
type answer struct {
	// data is nil where nothing was executed.
	data   json.RawMessage
	errors gqlerror.List
	// search says that the question held a free-text search.
	search bool
	work   work
}

// ask answers a question. It never panics.
func (h *Handler) ask(ctx context.Context, q question) (a answer) {
	var w work
	defer func() {
		if v := recover(); v != nil {
			a = h.refuse(ctx, recovered(ctx, v))
		}
		a.work = w
	}()
	v, _ := viewer.From(ctx)
	doc, errs := h.document(q, !v.Operator(), &w)
	if len(errs) > 0 {
		return h.refuse(ctx, errs...)
	}
	op := doc.Operations.ForName(q.operation)
	if op == nil {
		return h.refuse(ctx, fault.Invalid("operationName", "graphql.operation_name", fault.Say(
			"文档里有多个查询或没有该名称的查询。请用 operationName 指明一个。",
			"The document has several operations, or none of that name. Name one with operationName.")))
	}
	if err := checkMutation(op, q.readOnly); err != nil {
		return h.refuse(ctx, err)
	}
	if _, err := checkVariables(q.variables, 0); err != nil {
		return h.refuse(ctx, err)
	}
	vars, err := validator.VariableValues(h.schema, op, q.variables)
	if err != nil {
		return h.refuse(ctx, located(err, fault.Invalid("variables", "graphql.variables", fault.Say(
			"变量不符合查询的定义：%s", "The variables do not fit the operation: %s", variablePath(err)))))
	}
	search, err := checkCost(op, vars)
	if err != nil {
		return h.refuse(ctx, err)
	}
	a = h.execute(ctx, q, doc, op, vars)
	a.search = search
	return a
}

// variablePath names the variable at fault and the mistake.
func variablePath(err error) string {
	g, ok := err.(*gqlerror.Error) //nolint:errorlint // the validator gives it as it is
	if !ok {
		return err.Error()
	}
	return g.Path.String() + " " + g.Message
}

func (h *Handler) execute(ctx context.Context, q question, doc *ast.QueryDocument, op *ast.OperationDefinition, vars map[string]any) answer {
	ctx = graphql.WithOperationContext(ctx, &graphql.OperationContext{
		RawQuery:               q.query,
		Variables:              vars,
		OperationName:          q.operation,
		Doc:                    doc,
		Operation:              op,
		DisableIntrospection:   !h.options.Introspection,
		RecoverFunc:            recovered,
		ResolverMiddleware:     h.enter,
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) },
	})
	ctx = graphql.WithResponseContext(ctx, h.present, recovered)
	response := h.executable.Exec(ctx)(ctx)
	var a answer
	if response != nil {
		a.data = response.Data
	}
	a.errors = graphql.GetErrors(ctx)
	if a.data == nil {
		a.data = json.RawMessage("null")
	}
	return a
}

// enter asks for leave before a field of Query or Mutation is answered.
func (h *Handler) enter(ctx context.Context, next graphql.Resolver) (any, error) {
	f := graphql.GetFieldContext(ctx)
	if h.options.Enter == nil || f == nil || f.Object != "Query" && f.Object != "Mutation" || strings.HasPrefix(f.Field.Name, "__") {
		return next(ctx)
	}
	ctx, err := h.options.Enter(ctx, f.Object+"."+f.Field.Name)
	if err != nil {
		return nil, err
	}
	return next(ctx)
}

// checkMutation refuses a change that comes by GET, and several in one request: each is counted, recorded and answered by
// itself, and no list of guesses is tried at once.
func checkMutation(op *ast.OperationDefinition, readOnly bool) error {
	if op.Operation != ast.Mutation {
		return nil
	}
	if readOnly {
		return fault.Invalid("method", "graphql.mutation_get", fault.Say("修改请用 POST 提交。", "Send a mutation by POST."))
	}
	if len(op.SelectionSet) == 1 {
		if _, ok := op.SelectionSet[0].(*ast.Field); ok {
			return nil
		}
	}
	return fault.TooComplex("graphql.mutations", fault.Say("一次请求只能有一项修改。", "A request holds one mutation."))
}

// refuse answers a question that was not executed.
func (h *Handler) refuse(ctx context.Context, errs ...error) answer {
	var a answer
	for _, err := range errs {
		a.errors = append(a.errors, h.present(ctx, err))
	}
	return a
}

// body writes an answer. The data are bytes already and are copied as they are; a question that was not executed has
// no data at all.
func (a answer) body() ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(a.data) + 256*len(a.errors) + 16)
	b.WriteByte('{')
	if len(a.errors) > 0 {
		errs, err := json.Marshal(a.errors)
		if err != nil {
			return nil, fmt.Errorf("graph: write errors: %w", err)
		}
		b.WriteString(`"errors":`)
		b.Write(errs)
		if a.data != nil {
			b.WriteByte(',')
		}
	}
	if a.data != nil {
		b.WriteString(`"data":`)
		b.Write(a.data)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Execute runs a known operation without HTTP and returns the answer's bytes, as a request for it would.
//
// documentID is "sha256:<hex>"; variables is a JSON object, or empty. cacheable says that the same question has the
// same answer until something public, or the day, changes: never for a free-text search or an answer with errors.
// An unknown documentID is NOT_FOUND, variables that are no JSON object are INVALID; every other failure is in the body.
func (h *Handler) Execute(ctx context.Context, documentID string, variables json.RawMessage) (body []byte, cacheable bool, err error) {
	if documentID == "" {
		return nil, false, errUnknownOperation()
	}
	q := question{documentID: documentID}
	if h.known[trimPrefix(documentID)] == nil {
		return nil, false, errUnknownOperation()
	}
	if q.variables, err = object("variables", variables); err != nil {
		return nil, false, err
	}
	a := h.ask(ctx, q)
	body, err = a.body()
	return body, err == nil && len(a.errors) == 0 && !a.search, err
}
