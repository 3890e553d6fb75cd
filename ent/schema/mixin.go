// Package schema holds the entities: fields, edges, indexes, and who may see them. No rule of the domain lives here.
package schema

import (
	"regexp"

	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"
)

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
