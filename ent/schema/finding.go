package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Finding is one thing that an inspection found (检查问题), with its points or its veto ground.
type Finding struct{ ent.Schema }

// Mixin of the finding.
func (Finding) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: findingRows}} }

// Fields of the finding. An inspection's findings are replaced as a set.
func (Finding) Fields() []ent.Field {
	return []ent.Field{
		field.Int("inspection_id").Immutable(),
		field.Int("seq").Immutable().Positive().Comment("place within the inspection, from 1"),
		field.Enum("dimension").Values("order", "sanitation", "safety", "greening", "facilities").Optional().Nillable().Immutable(),
		field.String("text").MaxLen(4000).Default("").Immutable(),
		field.Int64("points_centi").Default(0).NonNegative().Immutable().Comment("hundredths of a point"),
		field.String("veto_ground").MaxLen(60).Default("").Immutable(),
		field.String("authority").MaxLen(200).Default("").Immutable(),
		field.String("document").MaxLen(200).Default("").Immutable(),
		field.Time("established").SchemaType(date).Optional().Nillable().Immutable(),
	}
}

// Edges of the finding.
func (Finding) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("inspection", Inspection.Type).Unique().Required().Immutable().Field("inspection_id").
			Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of the finding.
func (Finding) Indexes() []ent.Index {
	return []ent.Index{index.Fields("inspection_id", "seq").Unique()}
}

// Annotations of the finding.
func (Finding) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{
		"finding_veto":   "veto_ground = '' OR (authority <> '' AND document <> '' AND established IS NOT NULL)",
		"finding_points": "points_centi >= 0",
	})}
}
