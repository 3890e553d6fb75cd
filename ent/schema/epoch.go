package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
)

// Epoch is the one row that counts the changes of what is public, so that a server notices what another process wrote.
type Epoch struct{ ent.Schema }

// Mixin of the epoch.
func (Epoch) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}} }

// Fields of the epoch.
func (Epoch) Fields() []ent.Field {
	return []ent.Field{field.Int64("value").Default(0)}
}

// Annotations of the epoch.
func (Epoch) Annotations() []schema.Annotation { return []schema.Annotation{entsql.Table("epoch")} }
