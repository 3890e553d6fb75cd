package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Committee is an owners' committee of a compound or a zone, with its term (业委会).
type Committee struct{ ent.Schema }

// Mixin of the committee.
func (Committee) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: committeeRows}, Versioned{}} }

// Fields of the committee. Its name and place in the tree are those of its organization.
func (Committee) Fields() []ent.Field {
	return []ent.Field{
		field.Int("organization_id").Unique().Immutable(),
		field.Int("district_id").Immutable(),
		field.Int("subdistrict_id").Immutable(),
		field.Int("compound_id").Optional().Nillable(),
		field.Int("zone_id").Optional().Nillable(),
		field.Time("elected").SchemaType(date).Comment("day of the election"),
		field.Time("first_met").SchemaType(date).Optional().Nillable(),
		field.Time("filed").SchemaType(date).Optional().Nillable().Comment("day of filing (备案)"),
		field.String("filing_number").MaxLen(100).Default(""),
		field.Time("term_starts").SchemaType(date),
		field.Time("term_ends").SchemaType(date).Comment("the last day"),
		field.Enum("status").Values("active", "dissolved").Default("active"),
	}
}

// Edges of the committee.
func (Committee) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("organization", Organization.Type).Unique().Required().Immutable().Field("organization_id"),
		edge.To("district", Organization.Type).Unique().Required().Immutable().Field("district_id"),
		edge.To("subdistrict", Organization.Type).Unique().Required().Immutable().Field("subdistrict_id"),
		edge.To("compound", Compound.Type).Unique().Field("compound_id"),
		edge.To("zone", Zone.Type).Unique().Field("zone_id"),
		edge.From("members", CommitteeMember.Type).Ref("committee"),
	}
}

// Indexes of the committee.
func (Committee) Indexes() []ent.Index {
	return []ent.Index{index.Fields("district_id", "term_ends"), index.Fields("subdistrict_id"), index.Fields("compound_id"), index.Fields("zone_id")}
}

// Annotations of the committee.
func (Committee) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{
		"committee_term":  "term_ends >= term_starts",
		"committee_place": "compound_id IS NULL AND zone_id IS NOT NULL OR compound_id IS NOT NULL AND zone_id IS NULL",
	})}
}
