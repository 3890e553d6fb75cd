// Package schema holds the entities: fields, edges, indexes, and who may see them. No rule of the domain lives here.
package schema

import (
	"context"
	"regexp"

	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/privacy"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"

	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// errNoViewer refuses a call that does not say who calls.
var errNoViewer = fault.Forbidden("viewer.none", fault.Say("没有权限查看或修改。", "You may not read or change this."))

// Private lets only the operator read and write: evidence, which may hold personal data.
type Private struct{ mixin.Schema }

// Policy denies by default.
func (Private) Policy() ent.Policy {
	return privacy.Policy{
		Query:    privacy.QueryPolicy{allow(viewer.Viewer.Operator)},
		Mutation: privacy.MutationPolicy{allow(viewer.Viewer.Operator)},
	}
}

// PublicRead lets anyone read, and only the operator write. What of it is shown is a white list in the public schema.
type PublicRead struct{ mixin.Schema }

// Policy denies whoever does not say who calls.
func (PublicRead) Policy() ent.Policy {
	return privacy.Policy{
		Query:    privacy.QueryPolicy{allow(func(v viewer.Viewer) bool { return v.Public() || v.Operator() })},
		Mutation: privacy.MutationPolicy{allow(viewer.Viewer.Operator)},
	}
}

// allow lets a caller through who passes the question, and refuses everyone else.
func allow(may func(viewer.Viewer) bool) privacy.QueryMutationRule {
	return privacy.ContextQueryMutationRule(func(ctx context.Context) error {
		if v, ok := viewer.From(ctx); ok && may(v) {
			return privacy.Allow
		}
		return errNoViewer
	})
}

// Named holds a name and the keys by which people find and sort it.
type Named struct{ mixin.Schema }

// Fields of a named thing.
func (Named) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxLen(200),
		field.String("sort_key").MaxLen(1600).Comment("full pinyin, for sorting"),
		field.String("search_text").MaxLen(6400).Comment("name and full pinyin readings, one a line, lower case"),
		field.String("initials").MaxLen(400).Comment("pinyin initials"),
		field.String("initials_alt").MaxLen(400).Comment("pinyin initials in the second reading; the same where there is none"),
	}
}

// Versioned counts the changes of a thing that people edit, so that a stale edit is noticed.
type Versioned struct{ mixin.Schema }

// Fields of a versioned thing.
func (Versioned) Fields() []ent.Field {
	return []ent.Field{field.Int("version").Default(1).Positive()}
}

// date is a calendar day: midnight UTC in Go, a date in the database.
var date = map[string]string{dialect.Postgres: "date", dialect.SQLite: "date"}

var usccForm = regexp.MustCompile(`^[0-9A-HJ-NP-RTUW-Y]{18}$`)

// jsonText keeps JSON as text in PostgreSQL: lib/pq's binary parameters cannot carry jsonb.
var jsonText = map[string]string{dialect.Postgres: "json", dialect.SQLite: "json"}
