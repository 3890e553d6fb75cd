package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Throttle counts failed sign-ins of an account, an address or a device, so that a restart forgets none (登录限速).
type Throttle struct{ ent.Schema }

// Mixin of the throttle.
func (Throttle) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the throttle.
func (Throttle) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").NotEmpty().MaxLen(160).Unique().Immutable().Comment("account:…, address:…, device:…; names are hashed"),
		field.Float("tokens").Comment("checks left, as of filled_at"),
		field.Time("filled_at"),
	}
}

// Indexes of the throttle.
func (Throttle) Indexes() []ent.Index { return []ent.Index{index.Fields("filled_at")} }
