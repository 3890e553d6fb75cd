package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// Standard is one version of the rule book, as the file that was accepted. It never changes: a trigger refuses it.
type Standard struct{ ent.Schema }

// Mixin of the standard.
func (Standard) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}} }

// Fields of the standard.
func (Standard) Fields() []ent.Field {
	return []ent.Field{
		field.String("version").NotEmpty().MaxLen(40).Unique().Immutable(),
		field.Time("effective_from").SchemaType(date).Immutable(),
		field.Text("yaml").NotEmpty().Immutable(),
	}
}
