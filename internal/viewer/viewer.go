// Package viewer says who calls. The caller travels in the context; without one, every read and write is refused.
//
// It knows nothing of the store, so that the store's policies can ask it.
package viewer

import "context"

// Viewer is a caller.
type Viewer struct {
	kind kind
	name string
}

type kind int

const (
	public kind = iota + 1
	operator
)

type key struct{}

// AsPublic returns a context in which anyone calls: they read what is on the public white list, and write nothing.
func AsPublic(ctx context.Context) context.Context {
	return context.WithValue(ctx, key{}, Viewer{kind: public, name: "public"})
}

// AsOperator returns a context in which the person at the server's own shell calls. name says by which command.
func AsOperator(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, key{}, Viewer{kind: operator, name: name})
}

// From returns the caller; ok is false where there is none.
func From(ctx context.Context) (v Viewer, ok bool) {
	v, ok = ctx.Value(key{}).(Viewer)
	return v, ok
}

// Name is the caller's name for the record.
func (v Viewer) Name() string { return v.name }

// Public reports whether the caller is anyone at all.
func (v Viewer) Public() bool { return v.kind == public }

// Operator reports whether the caller holds the server's own shell.
func (v Viewer) Operator() bool { return v.kind == operator }
