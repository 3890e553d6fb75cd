package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Preference is how an account likes one page: the columns of a table, for example (个人设置).
type Preference struct{ ent.Schema }

// Mixin of the preference.
func (Preference) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the preference.
func (Preference) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.String("key").NotEmpty().MaxLen(100).Immutable(),
		field.Text("value").MaxLen(4000).Comment("JSON"),
	}
}

// Edges of the preference.
func (Preference) Edges() []ent.Edge {
	return []ent.Edge{edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id")}
}

// Indexes of the preference.
func (Preference) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "key").Unique()}
}
