package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// Withdrawal marks a publication as withdrawn (撤回), with its reason. It never changes either.
type Withdrawal struct{ ent.Schema }

// Mixin of the withdrawal.
func (Withdrawal) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}} }

// Fields of the withdrawal.
func (Withdrawal) Fields() []ent.Field {
	return []ent.Field{
		field.Int("publication_id").Immutable(),
		field.Time("withdrawn_on").SchemaType(date).Immutable(),
		field.String("reason").NotEmpty().MaxLen(2000).Immutable(),
	}
}

// Edges of the withdrawal.
func (Withdrawal) Edges() []ent.Edge {
	return []ent.Edge{edge.From("publication", Publication.Type).Ref("withdrawal").Unique().Required().Immutable().Field("publication_id")}
}
