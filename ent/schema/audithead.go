package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// AuditHead is the end of the chain of entries: one row, held by whoever adds to it.
type AuditHead struct{ ent.Schema }

// Mixin of the head.
func (AuditHead) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the head.
func (AuditHead) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("number").NonNegative(),
		field.String("hash").MaxLen(64),
	}
}
