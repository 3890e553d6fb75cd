package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// CommitteeMember is a person on an owners' committee (业委会成员).
type CommitteeMember struct{ ent.Schema }

// Mixin of the member.
func (CommitteeMember) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: memberRows}} }

// Fields of the member. The phone is for those who work with the committee.
func (CommitteeMember) Fields() []ent.Field {
	return []ent.Field{
		field.Int("committee_id").Immutable(),
		field.Int("position").NonNegative().Comment("place in the list"),
		field.String("name").NotEmpty().MaxLen(100).Sensitive(),
		field.Enum("duty").Values("chair", "deputy", "member", "alternate"),
		field.String("phone").MaxLen(40).Default("").Sensitive(),
		field.Time("since").SchemaType(date).Optional().Nillable(),
		field.Time("until").SchemaType(date).Optional().Nillable(),
	}
}

// Edges of the member.
func (CommitteeMember) Edges() []ent.Edge {
	return []ent.Edge{edge.To("committee", Committee.Type).Unique().Required().Immutable().Field("committee_id")}
}

// Indexes of the member.
func (CommitteeMember) Indexes() []ent.Index {
	return []ent.Index{index.Fields("committee_id", "position")}
}
