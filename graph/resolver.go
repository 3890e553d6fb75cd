// Package graph is the public GraphQL interface: what may be asked, how much at once, and how an answer or a failure is
// written. It holds no rule of the domain: a resolver converts, asks internal/publish once, and returns.
package graph

import "smileboard/internal/publish"

// Resolver is the root of all resolvers.
type Resolver struct{ reader *publish.Reader }

// given is what a pointer points to, or the zero value.
func given[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
