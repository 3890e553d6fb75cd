package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Notice tells an account of something that waits for it (通知).
type Notice struct{ ent.Schema }

// Mixin of the notice.
func (Notice) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the notice.
func (Notice) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.String("kind").NotEmpty().MaxLen(60).Immutable(),
		field.String("subject").MaxLen(200).Immutable().Comment("what it is about: one notice of a kind and subject a day"),
		field.String("title_zh").MaxLen(300).Immutable(),
		field.String("title_en").MaxLen(300).Immutable(),
		field.Text("body_zh").Default("").Immutable(),
		field.Text("body_en").Default("").Immutable(),
		field.String("link").MaxLen(300).Default("").Immutable().Comment("a path of the console"),
		field.Time("day").SchemaType(date).Immutable().Comment("the jurisdiction's day on which it came up"),
		field.Time("created_at").Immutable(),
		field.Time("read_at").Optional().Nillable(),
		field.Time("mail_due_at").Optional().Nillable().Comment("when it may be sent by mail; empty: not by mail"),
		field.Time("mailed_at").Optional().Nillable(),
		field.Int("mail_attempts").Default(0),
	}
}

// Edges of the notice.
func (Notice) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id")}
}

// Indexes of the notice.
func (Notice) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "created_at"), index.Fields("account_id", "kind", "subject", "day").Unique(), index.Fields("mail_due_at")}
}
