package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Cycle is a district's half year (评估周期).
type Cycle struct{ ent.Schema }

// Mixin of the cycle.
func (Cycle) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}, Versioned{}} }

// Fields of the cycle. Cycles of one district never share a day: a trigger holds that.
func (Cycle) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxLen(20).Immutable(),
		field.Int("district_id").Immutable(),
		field.Int("standard_id"),
		field.Time("starts").SchemaType(date),
		field.Time("ends").SchemaType(date),
		field.Bool("evidence_open").Default(true).Comment("false from a publication until the cycle is reopened for a revision"),
		field.String("reopen_reason").MaxLen(2000).Default(""),
	}
}

// Edges of the cycle.
func (Cycle) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("district", Organization.Type).Unique().Required().Immutable().Field("district_id"),
		edge.To("standard", Standard.Type).Unique().Required().Field("standard_id"),
		edge.From("publications", Publication.Type).Ref("cycle"),
	}
}

// Indexes of the cycle.
func (Cycle) Indexes() []ent.Index {
	return []ent.Index{index.Fields("district_id", "name").Unique(), index.Fields("district_id", "starts")}
}

// Annotations of the cycle.
func (Cycle) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{"cycle_days": "ends >= starts"})}
}
