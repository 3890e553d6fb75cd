package attachment

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"

	"smileboard/ent"
	entcommittee "smileboard/ent/committee"
	entcompound "smileboard/ent/compound"
	entcontractor "smileboard/ent/contractor"
	entengagement "smileboard/ent/engagement"
	"smileboard/ent/migrate"
	entqualification "smileboard/ent/qualification"
	entzone "smileboard/ent/zone"
	"smileboard/internal/account"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
)

// parent is a thing that has attachments.
type parent struct {
	kind string
	id   int
	name string
	// The branch and the company whose auditors read what is done to it; 0 for none.
	organization, contractor int
}

func (p parent) subject() audit.Subject {
	return audit.Subject{Type: p.kind, ID: p.id, Name: p.name, Organization: p.organization, Contractor: p.contractor}
}

// parentKind is a kind of thing that may have attachments.
type parentKind struct {
	name  string
	table *schema.Table
	// read is the operation by which somebody may see such a thing.
	read account.Operation
	// load reads one under the caller's leave; ent's not-found error where they may not see it.
	load func(ctx context.Context, c *ent.Client, id int) (parent, error)
}

// parentKinds are all of them.
var parentKinds = []parentKind{
	{"Compound", migrate.CompoundsTable, "Query.compound", func(ctx context.Context, c *ent.Client, id int) (parent, error) {
		x, err := c.Compound.Query().Where(entcompound.ID(id)).Only(ctx)
		if err != nil {
			return parent{}, err
		}
		return parent{name: x.Name, organization: lowest(x.CommunityID, x.SubdistrictID)}, nil
	}},
	{"Zone", migrate.ZonesTable, "Query.zone", func(ctx context.Context, c *ent.Client, id int) (parent, error) {
		x, err := c.Zone.Query().Where(entzone.ID(id)).Only(ctx)
		if err != nil {
			return parent{}, err
		}
		return parent{name: x.Name, organization: x.SubdistrictID}, nil
	}},
	{"Contractor", migrate.ContractorsTable, "Query.contractor", func(ctx context.Context, c *ent.Client, id int) (parent, error) {
		x, err := c.Contractor.Query().Where(entcontractor.ID(id)).Only(ctx)
		if err != nil {
			return parent{}, err
		}
		return parent{name: x.Name, contractor: x.ID}, nil
	}},
	{"Engagement", migrate.EngagementsTable, "Query.engagements", func(ctx context.Context, c *ent.Client, id int) (parent, error) {
		x, err := c.Engagement.Query().Where(entengagement.ID(id)).WithCompound().Only(ctx)
		if err != nil {
			return parent{}, err
		}
		p := parent{contractor: lowest(x.ContractorID, 0)}
		if at := x.Edges.Compound; at != nil {
			p.name, p.organization = at.Name, lowest(at.CommunityID, at.SubdistrictID)
		}
		return p, nil
	}},
	{"Committee", migrate.CommitteesTable, "Query.committee", func(ctx context.Context, c *ent.Client, id int) (parent, error) {
		x, err := c.Committee.Query().Where(entcommittee.ID(id)).WithOrganization().Only(ctx)
		if err != nil {
			return parent{}, err
		}
		p := parent{organization: x.OrganizationID}
		if of := x.Edges.Organization; of != nil {
			p.name = of.Name
		}
		return p, nil
	}},
	{"Qualification", migrate.QualificationsTable, "Query.qualifications", func(ctx context.Context, c *ent.Client, id int) (parent, error) {
		x, err := c.Qualification.Query().Where(entqualification.ID(id)).Only(ctx)
		if err != nil {
			return parent{}, err
		}
		return parent{name: x.Certificate, contractor: x.ContractorID}, nil
	}},
}

func lowest(id *int, otherwise int) int {
	if id == nil {
		return otherwise
	}
	return *id
}

// idsOfATable is how many global ids each table has to itself.
const idsOfATable = 1 << 32

func kindOf(id int) (parentKind, bool) {
	for _, k := range parentKinds {
		first := 0
		if a := k.table.Annotation; a != nil && a.IncrementStart != nil {
			first = *a.IncrementStart
		}
		if id > 0 && id >= first && id < first+idsOfATable {
			return k, true
		}
	}
	return parentKind{}, false
}

// enter asks for leave for an operation on the attachments of a thing, and reads the thing.
//
// The caller MUST be allowed to see the thing twice over: by the operation under which such things are read, and by a power
// that may do the operation at hand. Whoever may read everywhere but upload in one branch uploads in that branch alone.
func (s *Service) enter(ctx context.Context, c *ent.Client, op account.Operation, id int) (context.Context, parent, error) {
	under, err := account.Enter(ctx, op)
	if err != nil {
		return ctx, parent{}, err
	}
	kind, ok := kindOf(id)
	if !ok {
		return ctx, parent{}, errNoParent
	}
	reading, err := account.Enter(ctx, kind.read)
	if fault.CodeOf(err) == fault.CodeForbidden {
		return ctx, parent{}, errNoParent
	}
	if err != nil {
		return ctx, parent{}, err
	}
	var p parent
	for _, ctx := range []context.Context{reading, under} {
		p, err = kind.load(ctx, c, id)
		if ent.IsNotFound(err) {
			return ctx, parent{}, errNoParent
		}
		if err != nil {
			return ctx, parent{}, fmt.Errorf("attachment: parent %d: %w", id, err)
		}
	}
	p.kind, p.id = kind.name, id
	return under, p, nil
}

func descending(o *sql.OrderTermOptions) { o.Desc = true }
