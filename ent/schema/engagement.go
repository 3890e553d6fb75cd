package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Engagement says who manages a compound from when to when, at what fee (物业服务合同).
type Engagement struct{ ent.Schema }

// Mixin of the engagement.
func (Engagement) Mixin() []ent.Mixin {
	return []ent.Mixin{Rows{public: true, of: engagementRows}, Versioned{}}
}

// Fields of the engagement. Two engagements of one compound never share a day: a trigger holds that.
func (Engagement) Fields() []ent.Field {
	return []ent.Field{
		field.Int("compound_id").Immutable(),
		field.Int("contractor_id").Optional().Nillable(),
		field.Enum("mode").Values("professional", "self_managed", "trusteeship"),
		field.Time("starts").SchemaType(date).Immutable(),
		field.Time("ends").SchemaType(date).Optional().Nillable().Comment("the last day; empty while open"),
		field.Int64("fee_fen").Optional().Nillable().NonNegative().Comment("per square metre and month"),
		field.Enum("basis").Values("initial", "selected").Optional().Nillable(),
	}
}

// Edges of the engagement.
func (Engagement) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("compound", Compound.Type).Unique().Required().Immutable().Field("compound_id"),
		edge.To("contractor", Contractor.Type).Unique().Field("contractor_id"),
	}
}

// Indexes of the engagement.
func (Engagement) Indexes() []ent.Index {
	return []ent.Index{index.Fields("compound_id", "starts").Unique(), index.Fields("contractor_id", "starts", "ends", "compound_id")}
}

// Annotations of the engagement.
func (Engagement) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{
		"engagement_days":       "ends IS NULL OR ends >= starts",
		"engagement_contractor": "contractor_id IS NOT NULL AND mode = 'professional' OR contractor_id IS NULL AND mode <> 'professional'",
	})}
}
