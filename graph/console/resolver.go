// Package console is the GraphQL interface of the console, for people who are signed in. It holds no rule of the domain: a
// resolver converts, calls a room once, and returns. Which operation a caller may use, the handler asks package account
// before a resolver runs (graph.Options.Enter); which rows they see, the store's policies say.
package console

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"smileboard/graph/console/generated"
	"smileboard/internal/account"
	"smileboard/internal/attachment"
	"smileboard/internal/audittrail"
	"smileboard/internal/dashboard"
	"smileboard/internal/importjob"
	"smileboard/internal/mystatus"
	"smileboard/internal/notice"
	"smileboard/internal/registry"
)

// Resolver is the root of all resolvers, with the rooms that answer.
type Resolver struct {
	People      *account.Service
	Attachments *attachment.Service
	Audit       *audittrail.Trail
	Registry    *registry.Service
	Imports     *importjob.Service
	Status      *mystatus.Service
	Notices     *notice.Book
	Dashboards  *dashboard.Service
}

// New is the console's schema, answered by the rooms. It fails where an operation has no row in the table of operations.
func New(r *Resolver) (graphql.ExecutableSchema, error) {
	executable := generated.NewExecutableSchema(generated.Config{Resolvers: r})
	s := executable.Schema()
	for _, root := range []string{"Query", "Mutation"} {
		for _, f := range s.Types[root].Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if _, ok := account.RowOf(account.Operation(root + "." + f.Name)); !ok {
				return nil, fmt.Errorf("console: %s.%s has no row in the table of operations", root, f.Name)
			}
		}
	}
	return executable, nil
}

// Enter asks the table of operations for leave; it is graph.Options.Enter.
func Enter(ctx context.Context, operation string) (context.Context, error) {
	return account.Enter(ctx, account.Operation(operation))
}
