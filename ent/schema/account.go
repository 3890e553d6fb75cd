package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// Account is a person who signs in (账号).
type Account struct{ ent.Schema }

// Mixin of the account.
func (Account) Mixin() []ent.Mixin {
	return []ent.Mixin{Rows{of: peopleRows("id")}, Named{}, Versioned{}}
}

// Fields of the account. Secrets are hashed, but for the TOTP key, which must be read to be checked.
func (Account) Fields() []ent.Field {
	return []ent.Field{
		field.String("username").NotEmpty().MaxLen(64).Unique().Comment("lower case"),
		field.String("email").MaxLen(254).Default("").Sensitive(),
		field.String("phone").MaxLen(40).Default("").Sensitive(),
		field.String("password_hash").MaxLen(255).Default("").Sensitive().Comment("argon2id; empty until a password is set"),
		field.Time("password_changed_at").Optional().Nillable(),
		field.Bool("must_change_password").Default(false),
		field.String("totp_secret").MaxLen(64).Default("").Sensitive(),
		field.Time("totp_enabled_at").Optional().Nillable(),
		field.Int64("totp_last_step").Default(0).Comment("the last time step that was accepted: a code counts once"),
		field.Time("disabled_at").Optional().Nillable(),
		field.Enum("language").Values("zh", "en").Default("zh"),
		field.Enum("theme").Values("system", "light", "dark").Default("system"),
		field.Bool("mail_notices").Default(true),
		field.Int("quiet_from").Optional().Nillable().Range(0, 1439).Comment("minutes after midnight, jurisdiction's time"),
		field.Int("quiet_to").Optional().Nillable().Range(0, 1439),
		field.Time("last_sign_in_at").Optional().Nillable(),
		field.Time("created_at").Immutable(),
		field.Int("created_by_id").Optional().Nillable().Immutable(),
	}
}

// Edges of the account.
func (Account) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("grants", Grant.Type).Ref("account"),
		edge.To("created", Account.Type).Immutable().From("created_by").Unique().Immutable().Field("created_by_id"),
	}
}
