package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Publication is one cycle's results as they were published (公布). It never changes: a trigger refuses it.
type Publication struct{ ent.Schema }

// Mixin of the publication.
func (Publication) Mixin() []ent.Mixin { return []ent.Mixin{Rows{public: true, of: allRows}} }

// Fields of the publication.
func (Publication) Fields() []ent.Field {
	return []ent.Field{
		field.Int("cycle_id").Immutable(),
		field.Int("district_id").Immutable(),
		field.Int("revision").Positive().Immutable(),
		field.Time("published_on").SchemaType(date).Immutable(),
		field.Time("notified_on").SchemaType(date).Immutable(),
		field.String("reason").MaxLen(2000).Default("").Immutable().Comment("why this revision; empty for the first"),
		field.String("standard").NotEmpty().MaxLen(40).Immutable(),
		field.String("evidence_digest").NotEmpty().MaxLen(64).Immutable(),
		field.Bytes("totals").Immutable().Comment("the district's figures as canonical JSON"),
		field.Bytes("evidence").Immutable().Comment("the evidence totals' canonical JSON, zstd"),
		field.Time("recorded_at").Immutable(),
	}
}

// Edges of the publication.
func (Publication) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("cycle", Cycle.Type).Unique().Required().Immutable().Field("cycle_id"),
		edge.To("district", Organization.Type).Unique().Required().Immutable().Field("district_id"),
		edge.To("withdrawal", Withdrawal.Type).Unique(),
		edge.From("compound_results", CompoundResult.Type).Ref("publication"),
		edge.From("contractor_results", ContractorResult.Type).Ref("publication"),
	}
}

// Indexes of the publication.
func (Publication) Indexes() []ent.Index {
	return []ent.Index{index.Fields("cycle_id", "revision").Unique(), index.Fields("district_id")}
}
