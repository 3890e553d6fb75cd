package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Session is a browser that is signed in, or on its way to it (会话).
type Session struct{ ent.Schema }

// Mixin of the session.
func (Session) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the session. Its token is kept as a hash alone.
func (Session) Fields() []ent.Field {
	return []ent.Field{
		field.String("token_hash").NotEmpty().MaxLen(64).Unique().Immutable().Sensitive(),
		field.Bytes("data").Sensitive(),
		field.Time("expires_at"),
		field.Int("account_id").Optional().Nillable().Comment("empty until somebody is signed in"),
		field.String("address").MaxLen(64).Default(""),
		field.String("agent").MaxLen(300).Default(""),
		field.Time("created_at").Immutable(),
		field.Time("seen_at"),
	}
}

// Edges of the session.
func (Session) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Field("account_id")}
}

// Indexes of the session.
func (Session) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id"), index.Fields("expires_at")}
}
