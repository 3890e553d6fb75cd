package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Qualification is a certificate of a contractor's grade (资质, legacy).
type Qualification struct{ ent.Schema }

// Mixin of the qualification.
func (Qualification) Mixin() []ent.Mixin {
	return []ent.Mixin{Rows{public: true, of: contractorRows("contractor_id")}, Versioned{}}
}

// Fields of the qualification.
func (Qualification) Fields() []ent.Field {
	return []ent.Field{
		field.String("certificate").NotEmpty().MaxLen(100).Unique().Immutable(),
		field.Int("contractor_id"),
		field.Enum("grade").Values("grade_1", "grade_2", "grade_3", "grade_3_provisional"),
		field.Time("issued").SchemaType(date),
		field.Time("expires").SchemaType(date).Optional().Nillable(),
		field.Enum("status").Values("valid", "cancelled", "revoked").Default("valid"),
	}
}

// Edges of the qualification.
func (Qualification) Edges() []ent.Edge {
	return []ent.Edge{edge.To("contractor", Contractor.Type).Unique().Required().Field("contractor_id")}
}

// Indexes of the qualification.
func (Qualification) Indexes() []ent.Index { return []ent.Index{index.Fields("contractor_id")} }
