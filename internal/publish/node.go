package publish

import (
	"context"

	"entgo.io/ent/dialect/sql/schema"

	"smileboard/ent/compound"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/ent/migrate"
	"smileboard/ent/organization"
	entstandard "smileboard/ent/standard"
	"smileboard/ent/tender"
)

// NodeType names the public type of a global id's thing: the schema's name of it, or "" where things of that kind are
// not public. An organization is a District or a Subdistrict; which of the two, only the register knows.
func NodeType(id int) string {
	if id <= 0 {
		return ""
	}
	for _, t := range nodeTables {
		if from := firstID(t.table); id >= from && id < from+idsOfATable {
			return t.name
		}
	}
	return ""
}

// idsOfATable is how many ids each table has to itself. PostgreSQL hands out the first of them, SQLite starts at the second.
const idsOfATable = 1 << 32

var nodeTables = []struct {
	table *schema.Table
	name  string
}{
	{migrate.OrganizationsTable, "Organization"},
	{migrate.PublicationsTable, "Publication"},
	{migrate.CompoundsTable, "Compound"},
	{migrate.EngagementsTable, "Engagement"},
	{migrate.ContractorsTable, "Contractor"},
	{migrate.TendersTable, "Tender"},
	{migrate.StandardsTable, "Standard"},
}

func firstID(t *schema.Table) int {
	if t.Annotation == nil {
		return 0
	}
	return value(t.Annotation.IncrementStart)
}

// Node is the public thing with a global id; nil where there is none, or where things of its kind are not public.
//
// want gives what is wanted of a thing of the named type.
func (r *Reader) Node(ctx context.Context, id int, want func(typeName string) Want) (Node, error) {
	l := r.load(ctx)
	name := NodeType(id)
	switch name {
	case "Organization":
		return l.organizationNode(id, want)
	case "Publication":
		return l.publicationNode(id, want(name))
	case "Compound":
		return one(l.compoundsWhere(want(name), compound.ID(id)))
	case "Engagement":
		return one(l.engagementsWhere(want(name), engagement.ID(id)))
	case "Contractor":
		return one(l.contractorsWhere(want(name), contractor.ID(id)))
	case "Tender":
		t, err := l.tenderWhere(want(name), tender.ID(id))
		return some(t, err)
	case "Standard":
		s, err := l.standardWhere(entstandard.ID(id), want(name))
		return some(s, err)
	default:
		return nil, nil
	}
}

// one is the only thing of a list; nothing where it is empty.
func one[T any, P interface {
	*T
	Node
}](found []P, err error) (Node, error) {
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// some is a thing as a Node, with a nil that is really nil.
func some[T any, P interface {
	*T
	Node
}](found P, err error) (Node, error) {
	if err != nil || found == nil {
		return nil, err
	}
	return found, nil
}

// organizationNode shows districts and sub-districts; communities, departments and committees are not public things.
func (l *load) organizationNode(id int, want func(string) Want) (Node, error) {
	found, err := l.districtsWhere(want("District"), organization.ID(id))
	if err != nil || len(found) > 0 {
		return one(found, err)
	}
	rows, err := l.c.Organization.Query().Where(organization.ID(id), organization.KindEQ(organization.KindSubdistrict)).
		Select(organizationColumns...).All(l.ctx)
	if err != nil || len(rows) == 0 {
		return nil, wrap("sub-district", err)
	}
	return &Subdistrict{ID: rows[0].ID, Code: rows[0].Code, Name: rows[0].Name}, nil
}

func (l *load) publicationNode(id int, want Want) (Node, error) {
	if err := l.loadEditionsOf([]int{id}); err != nil {
		return nil, err
	}
	p := l.publicationByID(id)
	if p == nil {
		return nil, nil
	}
	return p, l.fillPublications([]*Publication{p}, want)
}
