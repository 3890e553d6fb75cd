// Package graph is the public GraphQL interface: what may be asked, how much at once, and how an answer or a failure is
// written. It holds no rule of the domain: a resolver converts, asks internal/publish once, and returns.
package graph

import "smileboard/internal/publish"

// Resolver is the root of all resolvers.
type Resolver struct{ reader *publish.Reader }
