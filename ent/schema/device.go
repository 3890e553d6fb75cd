package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Device is a browser from which an account signed in before (常用设备): a stranger's attempts do not lock it out.
type Device struct{ ent.Schema }

// Mixin of the device.
func (Device) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the device.
func (Device) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.String("token_hash").NotEmpty().MaxLen(64).Unique().Immutable().Sensitive(),
		field.Time("created_at").Immutable(),
		field.Time("seen_at"),
	}
}

// Edges of the device.
func (Device) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id")}
}

// Indexes of the device.
func (Device) Indexes() []ent.Index { return []ent.Index{index.Fields("account_id")} }
