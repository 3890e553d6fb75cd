package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AuditEntry is one change of state, as it was done (操作记录). It never changes: a trigger refuses it.
type AuditEntry struct{ ent.Schema }

// Mixin of the entry.
func (AuditEntry) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: auditRows}} }

// Fields of the entry. Each is chained to the one before by hash.
func (AuditEntry) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("number").Positive().Unique().Immutable().Comment("1, 2, 3 … without a gap"),
		field.Time("at").Immutable(),
		field.Int("account_id").Optional().Nillable().Immutable().Comment("empty: nobody signed in, or the server's own shell"),
		field.String("actor").NotEmpty().MaxLen(200).Immutable(),
		field.String("role").MaxLen(40).Immutable(),
		field.String("address").MaxLen(64).Immutable(),
		field.String("request").MaxLen(64).Immutable(),
		field.String("action").NotEmpty().MaxLen(80).Immutable(),
		field.String("subject_type").MaxLen(40).Immutable(),
		field.Int("subject_id").Optional().Nillable().Immutable(),
		field.String("subject_name").MaxLen(400).Immutable(),
		field.Int("organization_id").Optional().Nillable().Immutable().Comment("the branch whose auditors may read it; empty: those of everywhere"),
		field.Int("contractor_id").Optional().Nillable().Immutable(),
		field.Text("before").Immutable().Comment("canonical JSON of the fields that changed; secrets and phones masked"),
		field.Text("after").Immutable(),
		field.String("previous").MaxLen(64).Immutable(),
		field.String("hash").NotEmpty().MaxLen(64).Unique().Immutable(),
	}
}

// Indexes of the entry.
func (AuditEntry) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("organization_id", "number"), index.Fields("account_id", "number"),
		index.Fields("subject_id", "number"), index.Fields("action", "number"), index.Fields("at"),
	}
}
