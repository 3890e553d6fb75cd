package graph

import (
	"context"

	"github.com/vektah/gqlparser/v2"

	"smileboard/internal/viewer"
)

// AskUnlimited runs a question past the limits, for tests that read everything there is.
func (h *Handler) AskUnlimited(ctx context.Context, query string) (string, error) {
	doc, errs := gqlparser.LoadQueryWithRules(h.schema, query, nil)
	if errs != nil {
		return "", errs
	}
	a := h.execute(viewer.AsPublic(ctx), question{query: query}, doc, doc.Operations[0], nil)
	body, err := a.body()
	return string(body), err
}

// Work is what reading a question took.
type Work struct {
	Steps     int
	Validated bool
}

// Measure reads a question as a request would, and says what it took.
func (h *Handler) Measure(ctx context.Context, query string) (Work, []string) {
	a := h.ask(viewer.AsPublic(ctx), question{query: query})
	var codes []string
	for _, e := range a.errors {
		codes = append(codes, e.Message)
	}
	return Work{a.work.steps, a.work.validated}, codes
}
