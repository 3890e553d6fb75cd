package graph

import (
	"context"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/internal/publish"
)

// wanted is what the current field's selection asks for, all the way down, for publish to load and no more.
func wanted(ctx context.Context) publish.Want {
	field := graphql.GetFieldContext(ctx).Field
	return want(graphql.GetOperationContext(ctx), field.Selections, field.Definition.Type.Name())
}

// wantedOf is wanted for a field of an interface type: what is asked for of a thing of the named type.
func wantedOf(ctx context.Context) func(typeName string) publish.Want {
	return func(typeName string) publish.Want {
		return want(graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx).Field.Selections, typeName)
	}
}

func want(op *graphql.OperationContext, selection ast.SelectionSet, typeName string) publish.Want {
	fields := graphql.CollectFields(op, selection, []string{typeName, "Node"})
	out := make(publish.Want, 0, len(fields))
	for _, f := range fields {
		w := publish.Wanted{Name: f.Name}
		if len(f.Selections) > 0 && f.Definition != nil {
			w.Below = want(op, f.Selections, f.Definition.Type.Name())
			if len(f.Definition.Arguments) > 0 {
				w.Args = args(f.ArgumentMap(op.Variables))
			}
		}
		out.Add(w)
	}
	return out
}

// args picks the arguments that fields below the top take.
func args(m map[string]any) (a publish.Args) {
	a.Cycle, _ = m["cycle"].(string)
	a.After, _ = m["after"].(string)
	a.Revision, a.First = whole(m["revision"]), whole(m["first"])
	return a
}

// whole is a whole number as the parser or a client's JSON gives it; 0 where there is none.
func whole(v any) int {
	switch v := v.(type) {
	case int64:
		return int(v)
	case int:
		return v
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			return 0
		}
		return int(n)
	}
	return 0
}
