package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// SurveyAnswer is one household's answer. It holds nothing that says which household.
type SurveyAnswer struct{ ent.Schema }

// Mixin of the answer.
func (SurveyAnswer) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: ofCompound}} }

// Fields of the answer. Ratings run from 5 (very satisfied) to 1.
func (SurveyAnswer) Fields() []ent.Field {
	return []ent.Field{
		field.Int("cycle_id").Immutable(),
		field.Int("compound_id").Immutable(),
		field.Time("day").SchemaType(date).Optional().Nillable().Immutable(),
		field.Int8("overall").Immutable().Range(1, 5),
		field.Int8("order").Optional().Nillable().Immutable().Range(1, 5),
		field.Int8("sanitation").Optional().Nillable().Immutable().Range(1, 5),
		field.Int8("safety").Optional().Nillable().Immutable().Range(1, 5),
		field.Int8("greening").Optional().Nillable().Immutable().Range(1, 5),
		field.Int8("facilities").Optional().Nillable().Immutable().Range(1, 5),
	}
}

// Edges of the answer.
func (SurveyAnswer) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("cycle", Cycle.Type).Unique().Required().Immutable().Field("cycle_id"),
		edge.To("compound", Compound.Type).Unique().Required().Immutable().Field("compound_id"),
	}
}

// Indexes of the answer.
func (SurveyAnswer) Indexes() []ent.Index {
	return []ent.Index{index.Fields("cycle_id", "compound_id")}
}

// Annotations of the answer.
func (SurveyAnswer) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{"survey_answer_overall": "overall BETWEEN 1 AND 5"})}
}
