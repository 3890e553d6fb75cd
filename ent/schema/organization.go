package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Organization is a node of the tree of bodies: city, district, sub-district, community, department, owners' committee.
type Organization struct{ ent.Schema }

// Mixin of the organization.
func (Organization) Mixin() []ent.Mixin {
	return []ent.Mixin{Rows{public: true, of: organizationRows}, Named{}, Versioned{}}
}

// Fields of the organization.
func (Organization) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").NotEmpty().MaxLen(32).Unique().Immutable(),
		field.Enum("kind").Values("city", "district", "subdistrict", "community", "department", "committee"),
		field.Int("parent_id").Optional().Nillable(),
	}
}

// Edges of the organization.
func (Organization) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("children", Organization.Type).From("parent").Unique().Field("parent_id"),
	}
}

// Indexes of the organization.
func (Organization) Indexes() []ent.Index {
	return []ent.Index{index.Fields("parent_id", "kind")}
}
