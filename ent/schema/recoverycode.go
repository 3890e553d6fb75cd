package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RecoveryCode stands in once for a lost second factor (恢复码).
type RecoveryCode struct{ ent.Schema }

// Mixin of the code.
func (RecoveryCode) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the code.
func (RecoveryCode) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.String("code_hash").NotEmpty().MaxLen(64).Immutable().Sensitive(),
		field.Time("used_at").Optional().Nillable(),
	}
}

// Edges of the code.
func (RecoveryCode) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id")}
}

// Indexes of the code.
func (RecoveryCode) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "code_hash").Unique()}
}
