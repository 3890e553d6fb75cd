package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// APIToken lets a program call in an account's name, within its scopes (访问令牌).
type APIToken struct{ ent.Schema }

// Mixin of the token.
func (APIToken) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the token. It is shown once and kept as a hash alone.
func (APIToken) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.String("name").NotEmpty().MaxLen(100).Immutable(),
		field.String("token_hash").NotEmpty().MaxLen(64).Unique().Immutable().Sensitive(),
		field.String("hint").NotEmpty().MaxLen(16).Immutable().Comment("its first characters, to tell tokens apart"),
		field.Strings("scopes").SchemaType(jsonText).Immutable(),
		field.Time("expires_at").Immutable(),
		field.Time("used_at").Optional().Nillable(),
		field.Time("revoked_at").Optional().Nillable(),
		field.Time("created_at").Immutable(),
	}
}

// Edges of the token.
func (APIToken) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id")}
}

// Indexes of the token.
func (APIToken) Indexes() []ent.Index { return []ent.Index{index.Fields("account_id")} }
