package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// CompoundResult is one compound's published result (评估结果). It never changes: a trigger refuses it.
type CompoundResult struct{ ent.Schema }

// Mixin of the result.
func (CompoundResult) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}} }

// Fields of the result. Scores are hundredths of a point.
func (CompoundResult) Fields() []ent.Field {
	return []ent.Field{
		field.Int("publication_id").Immutable(),
		field.Int("compound_id").Immutable(),
		field.String("code").NotEmpty().MaxLen(32).Immutable(),
		field.Int("subdistrict_id").Immutable().Comment("at the time of publication"),
		field.Int("contractor_id").Optional().Nillable().Immutable().Comment("who carries the result"),
		field.Enum("class").Values("demonstration", "compliant", "rectification", "none").Immutable(),
		field.Enum("face").Values("SMILE", "CRY", "NONE").Immutable(),
		field.Bool("needs_improvement").Immutable(),
		field.Int("severity").Immutable().Comment("0 rectification, 1 not rated, 2 compliant, 3 demonstration"),
		field.Int64("score").Optional().Nillable().Immutable(),
		field.Int64("delta").Optional().Nillable().Immutable(),
		field.Bool("within_error").Optional().Nillable().Immutable(),
		field.String("headline_zh").Immutable(),
		field.String("headline_en").Immutable(),
		field.Text("reason_zh").Immutable(),
		field.Text("reason_en").Immutable(),
		field.Bytes("detail").Immutable().Comment("the whole result as canonical JSON"),
	}
}

// Edges of the result.
func (CompoundResult) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("publication", Publication.Type).Unique().Required().Immutable().Field("publication_id"),
		edge.To("compound", Compound.Type).Unique().Required().Immutable().Field("compound_id"),
		edge.To("subdistrict", Organization.Type).Unique().Required().Immutable().Field("subdistrict_id"),
		edge.To("contractor", Contractor.Type).Unique().Immutable().Field("contractor_id"),
	}
}

// Indexes of the result.
func (CompoundResult) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("publication_id", "compound_id").Unique(),
		index.Fields("publication_id", "severity", "score", "code"),
		index.Fields("compound_id"),
		index.Fields("contractor_id"),
	}
}
