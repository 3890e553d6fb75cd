package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Tender is the public record of how a contractor is chosen (招标).
type Tender struct{ ent.Schema }

// Mixin of the tender.
func (Tender) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}, Versioned{}} }

// Fields of the tender.
func (Tender) Fields() []ent.Field {
	return []ent.Field{
		field.String("number").NotEmpty().MaxLen(100).Unique().Immutable(),
		field.Int("district_id").Immutable(),
		field.String("title").NotEmpty().MaxLen(300),
		field.Int("compound_id").Optional().Nillable(),
		field.Enum("method").Values("open", "invited", "agreement"),
		field.Time("notice").SchemaType(date),
		field.Time("deadline").SchemaType(date),
		field.Time("opening").SchemaType(date).Optional().Nillable(),
		field.Int("winner_id").Optional().Nillable(),
		field.Int64("price_fen").Optional().Nillable().NonNegative().Comment("per year"),
		field.Enum("status").Values("notice", "opened", "evaluation", "candidates", "awarded", "failed", "terminated"),
	}
}

// Edges of the tender.
func (Tender) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("district", Organization.Type).Unique().Required().Immutable().Field("district_id"),
		edge.To("compound", Compound.Type).Unique().Field("compound_id"),
		edge.To("winner", Contractor.Type).Unique().Field("winner_id"),
	}
}

// Indexes of the tender.
func (Tender) Indexes() []ent.Index { return []ent.Index{index.Fields("district_id", "notice")} }

// Annotations of the tender.
func (Tender) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{
		"tender_opening": "opening IS NULL OR opening >= deadline",
		"tender_notice":  "deadline >= notice",
	})}
}
