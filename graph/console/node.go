package console

import (
	"context"

	"entgo.io/ent/dialect/sql/schema"
	"github.com/99designs/gqlgen/graphql"

	"smileboard/ent/migrate"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
)

// nodeTables are the tables of the things with a global id that the console shows, with their names in the schema.
var nodeTables = []struct {
	table *schema.Table
	name  string
}{
	{migrate.OrganizationsTable, "Organization"},
	{migrate.CompoundsTable, "Compound"},
	{migrate.ZonesTable, "Zone"},
	{migrate.ContractorsTable, "Contractor"},
	{migrate.EngagementsTable, "Engagement"},
	{migrate.CommitteesTable, "Committee"},
	{migrate.QualificationsTable, "Qualification"},
	{migrate.AccountsTable, "Account"},
	{migrate.AttachmentsTable, "Attachment"},
	{migrate.ImportJobsTable, "ImportJob"},
}

// idsOfATable is how many ids each table has to itself.
const idsOfATable = 1 << 32

func nodeType(id int) string {
	for _, t := range nodeTables {
		from := 0
		if a := t.table.Annotation; a != nil && a.IncrementStart != nil {
			from = *a.IncrementStart
		}
		if id > 0 && id >= from && id < from+idsOfATable {
			return t.name
		}
	}
	return ""
}

// node is the thing with a global id: each kind by its own room, under its own row of the table of operations. Where that
// gives the caller no leave, the answer is the same as where there is nothing.
func (r *queryResolver) node(ctx context.Context, id int) (registry.Node, error) {
	n, err := r.nodeOf(ctx, nodeType(id), id)
	if fault.CodeOf(err) == fault.CodeForbidden || fault.CodeOf(err) == fault.CodeNotFound {
		return nil, nil
	}
	return n, err
}

func (r *queryResolver) nodeOf(ctx context.Context, typeName string, id int) (registry.Node, error) {
	switch typeName {
	case "":
		return nil, nil
	case "Account":
		ctx, err := Enter(ctx, "Query.account")
		if err != nil {
			return nil, err
		}
		return found(r.Account(ctx, id))
	case "Attachment":
		a, err := r.Resolver.Attachments.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		return attachmentOf(a), nil
	case "ImportJob":
		ctx, err := Enter(ctx, "Query.importJob")
		if err != nil {
			return nil, err
		}
		return found(r.ImportJob(ctx, id))
	default:
		n, err := r.Registry.Node(ctx, typeName, id, wantedOf(ctx, typeName))
		if err != nil || n == nil {
			return nil, err
		}
		return n, nil
	}
}

// found is a thing as a node; the nil of a thing is no node.
func found[T any, P interface {
	*T
	registry.Node
}](p P, err error) (registry.Node, error) {
	if p == nil || err != nil {
		return nil, err
	}
	return p, nil
}

// wantedOf names what is asked of a thing of a type where a field gives things of several.
func wantedOf(ctx context.Context, typeName string) registry.Want {
	out := registry.Want{}
	for _, f := range graphql.CollectFieldsCtx(ctx, []string{typeName, "Node"}) {
		out[f.Name] = true
	}
	return out
}
