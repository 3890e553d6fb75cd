package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// SurveyTally is the count of a compound's answers by rating, where the office has no single answers.
type SurveyTally struct{ ent.Schema }

// Mixin of the tally.
func (SurveyTally) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: ofCompound}} }

// Fields of the tally.
func (SurveyTally) Fields() []ent.Field {
	return []ent.Field{
		field.Int("cycle_id").Immutable(),
		field.Int("compound_id").Immutable(),
		field.Int("r5").NonNegative(),
		field.Int("r4").NonNegative(),
		field.Int("r3").NonNegative(),
		field.Int("r2").NonNegative(),
		field.Int("r1").NonNegative(),
	}
}

// Edges of the tally.
func (SurveyTally) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("cycle", Cycle.Type).Unique().Required().Immutable().Field("cycle_id"),
		edge.To("compound", Compound.Type).Unique().Required().Immutable().Field("compound_id"),
	}
}

// Indexes of the tally.
func (SurveyTally) Indexes() []ent.Index {
	return []ent.Index{index.Fields("cycle_id", "compound_id").Unique()}
}

// Annotations of the tally.
func (SurveyTally) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{
		"survey_tally_counts": "r5 >= 0 AND r4 >= 0 AND r3 >= 0 AND r2 >= 0 AND r1 >= 0",
	})}
}
