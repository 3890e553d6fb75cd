package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Complaint is one complaint about a compound (投诉).
type Complaint struct{ ent.Schema }

// Mixin of the complaint.
func (Complaint) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: ofCompound}, Versioned{}} }

// Fields of the complaint. Its text is never public.
func (Complaint) Fields() []ent.Field {
	return []ent.Field{
		field.String("number").NotEmpty().MaxLen(100).Unique().Immutable(),
		field.Int("compound_id"),
		field.Time("received").SchemaType(date),
		field.Enum("dimension").Values("satisfaction", "order", "sanitation", "safety", "greening", "facilities", "complaints").Optional().Nillable(),
		field.Text("text").Default("").Sensitive(),
		field.Bool("responsible").Optional().Nillable().Comment("unknown counts as responsible"),
		field.String("repeat_of").MaxLen(100).Default("").Comment("number of the complaint that it repeats"),
		field.Time("due").SchemaType(date),
		field.Time("closed").SchemaType(date).Optional().Nillable(),
		field.Enum("outcome").Values("fixed", "unfixed", "invalid").Optional().Nillable(),
		field.Bool("confirmed").Optional().Nillable().Comment("false: the complainant contests the outcome"),
		field.Time("confirmed_on").SchemaType(date).Optional().Nillable(),
	}
}

// Edges of the complaint.
func (Complaint) Edges() []ent.Edge {
	return []ent.Edge{edge.To("compound", Compound.Type).Unique().Required().Field("compound_id")}
}

// Indexes of the complaint.
func (Complaint) Indexes() []ent.Index { return []ent.Index{index.Fields("compound_id", "received")} }

// Annotations of the complaint.
func (Complaint) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{"complaint_days": "closed IS NULL OR closed >= received"})}
}
