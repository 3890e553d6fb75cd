package console

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"smileboard/internal/registry"
)

// asks reports whether a field below the one being answered was asked for: counting costs, so it is done on demand.
func asks(ctx context.Context, field string) bool {
	for _, f := range graphql.CollectFieldsCtx(ctx, nil) {
		if f.Name == field {
			return true
		}
	}
	return false
}

// given is what an optional input holds, or the zero value.
func given[T any](o graphql.Omittable[*T]) (v T) {
	if p, ok := o.ValueOK(); ok && p != nil {
		v = *p
	}
	return v
}

// wanted names what is asked of a thing of the register, or of the rows of a page of them.
func wanted(ctx context.Context) registry.Want {
	out := registry.Want{}
	op := graphql.GetOperationContext(ctx)
	for _, f := range graphql.CollectFieldsCtx(ctx, nil) {
		out[f.Name] = true
		if f.Name == "rows" {
			for _, row := range graphql.CollectFields(op, f.Selections, nil) {
				out[row.Name] = true
			}
		}
	}
	return out
}
