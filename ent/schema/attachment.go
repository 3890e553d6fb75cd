package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Attachment is a photo or a document of something in the register (附件). Its bytes are kept by their hash elsewhere.
type Attachment struct{ ent.Schema }

// Mixin of the attachment.
func (Attachment) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the attachment. The parent's own rights hold for it: package attachment asks for them.
func (Attachment) Fields() []ent.Field {
	return []ent.Field{
		field.String("parent_type").NotEmpty().MaxLen(40).Immutable(),
		field.Int("parent_id").Immutable().Comment("a global id"),
		field.String("name").NotEmpty().MaxLen(200).Immutable(),
		field.String("media_type").NotEmpty().MaxLen(100).Immutable(),
		field.Int64("size").Positive().Immutable(),
		field.String("digest").NotEmpty().MaxLen(64).Immutable().Comment("SHA-256 of the bytes as kept"),
		field.String("thumbnail").MaxLen(64).Default("").Immutable().Comment("digest of a small picture; empty where there is none"),
		field.Int("width").Default(0).Immutable(),
		field.Int("height").Default(0).Immutable(),
		field.Int("account_id").Optional().Nillable().Immutable().Comment("who added it"),
		field.Time("created_at").Immutable(),
		field.Time("removed_at").Optional().Nillable(),
	}
}

// Edges of the attachment.
func (Attachment) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Immutable().Field("account_id")}
}

// Indexes of the attachment.
func (Attachment) Indexes() []ent.Index {
	return []ent.Index{index.Fields("parent_id", "created_at"), index.Fields("digest")}
}
