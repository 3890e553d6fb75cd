package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Inspection is one visit of an inspector to a compound.
type Inspection struct{ ent.Schema }

// Mixin of the inspection.
func (Inspection) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: ofCompound}, Versioned{}} }

// Fields of the inspection. The inspector's name is never public.
func (Inspection) Fields() []ent.Field {
	return []ent.Field{
		field.String("number").NotEmpty().MaxLen(100).Unique().Immutable(),
		field.Int("cycle_id"),
		field.Int("compound_id"),
		field.Time("day").SchemaType(date),
		field.String("inspector").MaxLen(100).Default("").Sensitive(),
		field.Strings("covers").SchemaType(jsonText).Comment("dimensions, in the standard's order"),
		field.Strings("not_applicable").SchemaType(jsonText).Comment("dimensions that the place does not have"),
	}
}

// Edges of the inspection.
func (Inspection) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("cycle", Cycle.Type).Unique().Required().Field("cycle_id"),
		edge.To("compound", Compound.Type).Unique().Required().Field("compound_id"),
		edge.From("findings", Finding.Type).Ref("inspection"),
	}
}

// Indexes of the inspection.
func (Inspection) Indexes() []ent.Index { return []ent.Index{index.Fields("cycle_id", "compound_id")} }
