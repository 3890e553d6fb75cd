package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// OneTimeLink lets whoever holds it do one thing once: set the server up, accept an invitation, choose a new password (一次性链接).
type OneTimeLink struct{ ent.Schema }

// Mixin of the link.
func (OneTimeLink) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the link. Its token is kept as a hash alone.
func (OneTimeLink) Fields() []ent.Field {
	return []ent.Field{
		field.String("token_hash").NotEmpty().MaxLen(64).Unique().Immutable().Sensitive(),
		field.Enum("purpose").Values("setup", "invite", "reset").Immutable(),
		field.Int("account_id").Optional().Nillable().Immutable().Comment("empty for the setup, which makes the first account"),
		field.Time("expires_at").Immutable(),
		field.Time("used_at").Optional().Nillable(),
		field.Time("created_at").Immutable(),
	}
}

// Edges of the link.
func (OneTimeLink) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Immutable().Field("account_id")}
}

// Indexes of the link.
func (OneTimeLink) Indexes() []ent.Index { return []ent.Index{index.Fields("account_id")} }
