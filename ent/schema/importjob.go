package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ImportJob is a workbook that somebody brings in from the console (导入任务).
type ImportJob struct{ ent.Schema }

// Mixin of the job.
func (ImportJob) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: peopleRows("account_id")}} }

// Fields of the job.
func (ImportJob) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.Int("district_id").Optional().Nillable().Immutable().Comment("rows of other districts are refused; empty: all are taken"),
		field.String("name").NotEmpty().MaxLen(200).Immutable().Comment("the file's own name"),
		field.String("digest").NotEmpty().MaxLen(64).Immutable().Comment("SHA-256 of the file"),
		field.Int64("size").Positive().Immutable(),
		field.Enum("status").Values("checking", "checked", "refused", "importing", "imported", "failed", "interrupted", "discarded"),
		field.String("step").MaxLen(100).Default(""),
		field.Int("done").Default(0),
		field.Int("total").Default(0),
		field.Text("report").Default("").Comment("JSON"),
		field.String("problem_zh").MaxLen(2000).Default(""),
		field.String("problem_en").MaxLen(2000).Default(""),
		field.Time("created_at").Immutable(),
		field.Time("finished_at").Optional().Nillable(),
		field.Time("alive_at").Comment("when the server that runs it last said so"),
	}
}

// Edges of the job.
func (ImportJob) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id"),
		edge.To("district", Organization.Type).Unique().Immutable().Field("district_id"),
	}
}

// Indexes of the job.
func (ImportJob) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "created_at"), index.Fields("status")}
}
