package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Identity ties an account to a person at an OpenID provider (外部身份).
type Identity struct{ ent.Schema }

// Mixin of the identity.
func (Identity) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the identity.
func (Identity) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.String("issuer").NotEmpty().MaxLen(300).Immutable(),
		field.String("subject").NotEmpty().MaxLen(255).Immutable(),
		field.Time("created_at").Immutable(),
	}
}

// Edges of the identity.
func (Identity) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id")}
}

// Indexes of the identity.
func (Identity) Indexes() []ent.Index {
	return []ent.Index{index.Fields("issuer", "subject").Unique(), index.Fields("account_id")}
}
