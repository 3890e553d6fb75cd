package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Grant gives an account a role in a branch of the tree, or in a contractor, for some days (授权).
type Grant struct{ ent.Schema }

// Mixin of the grant.
func (Grant) Mixin() []ent.Mixin { return []ent.Mixin{Rows{of: peopleRows("account_id")}, Versioned{}} }

// Fields of the grant.
func (Grant) Fields() []ent.Field {
	return []ent.Field{
		field.Int("account_id").Immutable(),
		field.Enum("role").Values(roles...).Immutable(),
		field.Int("organization_id").Optional().Nillable().Immutable().Comment("the branch; with no contractor either: everywhere"),
		field.Int("contractor_id").Optional().Nillable().Immutable(),
		field.Time("starts").SchemaType(date).Immutable(),
		field.Time("ends").SchemaType(date).Optional().Nillable().Comment("the last day; empty while open"),
		field.Int("granted_by_id").Optional().Nillable().Immutable().Comment("empty: at the server's own shell"),
		field.Time("created_at").Immutable(),
	}
}

// Edges of the grant.
func (Grant) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("account", Account.Type).Unique().Required().Immutable().Field("account_id"),
		edge.To("organization", Organization.Type).Unique().Immutable().Field("organization_id"),
		edge.To("contractor", Contractor.Type).Unique().Immutable().Field("contractor_id"),
		edge.To("granted_by", Account.Type).Unique().Immutable().Field("granted_by_id"),
	}
}

// Indexes of the grant.
func (Grant) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id"), index.Fields("organization_id"), index.Fields("contractor_id")}
}

// Annotations of the grant.
func (Grant) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{
		"grant_days":  "ends IS NULL OR ends >= starts",
		"grant_place": "organization_id IS NULL OR contractor_id IS NULL",
	})}
}
