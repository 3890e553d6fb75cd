package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ContractorResult is one contractor's published place (排名). It never changes: a trigger refuses it.
type ContractorResult struct{ ent.Schema }

// Mixin of the place.
func (ContractorResult) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}} }

// Fields of the place. Scores are hundredths of a point.
func (ContractorResult) Fields() []ent.Field {
	return []ent.Field{
		field.Int("publication_id").Immutable(),
		field.Int("contractor_id").Immutable(),
		field.Int("position").Positive().Immutable().Comment("place in the list: ranked ones in order, then the unranked by code"),
		field.Int("rank").Optional().Nillable().Immutable(),
		field.Int("band").Immutable().Comment("tie band from 1; 0 where unranked"),
		field.Int64("score").Optional().Nillable().Immutable(),
		field.Bytes("detail").Immutable().Comment("the whole place as canonical JSON"),
	}
}

// Edges of the place.
func (ContractorResult) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("publication", Publication.Type).Unique().Required().Immutable().Field("publication_id"),
		edge.To("contractor", Contractor.Type).Unique().Required().Immutable().Field("contractor_id"),
	}
}

// Indexes of the place.
func (ContractorResult) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("publication_id", "position").Unique(),
		index.Fields("publication_id", "contractor_id").Unique(),
		index.Fields("contractor_id"),
	}
}
