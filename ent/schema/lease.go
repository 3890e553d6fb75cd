package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// Lease is a server's claim on scheduled work (租约): of many servers on one database, one does it.
type Lease struct{ ent.Schema }

// Mixin of the lease.
func (Lease) Mixin() []ent.Mixin { return []ent.Mixin{SystemOnly{}} }

// Fields of the lease.
func (Lease) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxLen(60).Unique().Immutable().Comment("which work"),
		field.String("holder").MaxLen(100).Comment("which server; empty while nobody works"),
		field.Time("until").Comment("when the claim ends by itself"),
		field.Time("done_at").Optional().Nillable().Comment("for which moment the work was last done to its end"),
	}
}
