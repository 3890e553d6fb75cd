package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Compound is a residential compound.
type Compound struct{ ent.Schema }

// Mixin of the compound.
func (Compound) Mixin() []ent.Mixin {
	return []ent.Mixin{Rows{public: true, of: compoundRows}, Named{}, Versioned{}}
}

// Fields of the compound.
func (Compound) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").NotEmpty().MaxLen(32).Unique().Immutable(),
		field.Int("district_id").Immutable(),
		field.Int("subdistrict_id"),
		field.Int("community_id").Optional().Nillable().Comment("the community in the tree, where it is one"),
		field.Int("zone_id").Optional().Nillable(),
		field.String("community").MaxLen(200).Default("").Comment("the community's name as the office writes it"),
		field.String("address").MaxLen(400).Default(""),
		field.Enum("kind").Values("commercial", "resettlement", "factory_dormitory", "old", "non_residential"),
		field.Int("households").NonNegative(),
		field.Int("occupied").Optional().Nillable().NonNegative(),
		field.Int64("area_dm2").Optional().Nillable().NonNegative(),
		field.Enum("form").Values("multi_storey", "high_rise", "villa", "other").Optional().Nillable(),
		field.Int("built").Optional().Nillable(),
		field.Time("committee_until").SchemaType(date).Optional().Nillable(),
	}
}

// Edges of the compound.
func (Compound) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("district", Organization.Type).Unique().Required().Immutable().Field("district_id"),
		edge.To("subdistrict", Organization.Type).Unique().Required().Field("subdistrict_id"),
		edge.To("community_organization", Organization.Type).Unique().Field("community_id"),
		edge.To("zone", Zone.Type).Unique().Field("zone_id"),
		edge.From("engagements", Engagement.Type).Ref("compound"),
	}
}

// Indexes of the compound.
func (Compound) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("district_id", "code"),
		index.Fields("subdistrict_id", "name"),
		index.Fields("community_id"),
		index.Fields("zone_id"),
		// A table is paged by name or code within a branch, and its branches are counted, in an index alone.
		index.Fields("sort_key", "district_id", "subdistrict_id", "community_id"),
		index.Fields("code", "district_id", "subdistrict_id", "community_id"),
		index.Fields("district_id", "subdistrict_id", "community_id"),
	}
}

// Annotations of the compound.
func (Compound) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{"compound_occupied": "occupied IS NULL OR occupied <= households"})}
}
