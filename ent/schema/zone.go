package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Zone is several compounds joined under one committee and one contractor (片区).
type Zone struct{ ent.Schema }

// Mixin of the zone.
func (Zone) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: zoneRows}, Named{}, Versioned{}} }

// Fields of the zone.
func (Zone) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").NotEmpty().MaxLen(32).Unique().Immutable(),
		field.Int("district_id").Immutable(),
		field.Int("subdistrict_id").Immutable(),
	}
}

// Edges of the zone.
func (Zone) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("district", Organization.Type).Unique().Required().Immutable().Field("district_id"),
		edge.To("subdistrict", Organization.Type).Unique().Required().Immutable().Field("subdistrict_id"),
		edge.From("compounds", Compound.Type).Ref("zone"),
	}
}

// Indexes of the zone.
func (Zone) Indexes() []ent.Index {
	return []ent.Index{index.Fields("district_id"), index.Fields("subdistrict_id")}
}
