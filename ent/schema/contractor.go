package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Contractor is a company that manages compounds (物业企业).
type Contractor struct{ ent.Schema }

// Mixin of the contractor.
func (Contractor) Mixin() []ent.Mixin {
	return []ent.Mixin{Rows{public: true, of: contractorRows("id")}, Named{}, Versioned{}}
}

// Fields of the contractor. The phone and the legal representative are for officers only.
func (Contractor) Fields() []ent.Field {
	return []ent.Field{
		field.String("uscc").Match(usccForm).Unique().Immutable(),
		field.String("legal_representative").MaxLen(100).Default("").Sensitive(),
		field.Int64("capital_fen").Optional().Nillable().NonNegative(),
		field.Int("staff").Optional().Nillable().NonNegative(),
		field.Int("mid_title").Optional().Nillable().NonNegative(),
		field.String("phone").MaxLen(40).Default("").Sensitive(),
	}
}

// Edges of the contractor.
func (Contractor) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("engagements", Engagement.Type).Ref("contractor"),
		edge.From("qualifications", Qualification.Type).Ref("contractor"),
	}
}

// Indexes of the contractor.
func (Contractor) Indexes() []ent.Index { return []ent.Index{index.Fields("sort_key")} }
