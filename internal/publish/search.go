package publish

import (
	"unicode/utf8"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/contractor"
	"smileboard/internal/fault"
	"smileboard/internal/pinyin"
)

// maxSearch is the longest search, in characters.
const maxSearch = 50

// checkSearch refuses a search that is too long to be part of a name.
func checkSearch(s *string) error {
	if utf8.RuneCountInString(value(s)) > maxSearch {
		return fault.Invalid("filter.search", "search.length", fault.Say(
			"搜索词最多 %d 个字。请只输入名称的一部分。",
			"A search has at most %d characters. Enter a part of the name.", maxSearch))
	}
	return nil
}

// matching keeps the results whose compound's name, or whose carrier's name, holds the search.
func matching(s *sql.Selector, search string) {
	folded := pinyin.Fold(search)
	if folded == "" {
		return
	}
	s.Where(sql.Or(
		sql.In(s.C(compoundresult.FieldCompoundID), named(s, compound.Table, folded)),
		sql.In(s.C(compoundresult.FieldContractorID), named(s, contractor.Table, folded)),
	))
}

// named selects the ids of the things with a matching name. Both tables have the same columns for it.
func named(s *sql.Selector, table, folded string) *sql.Selector {
	t := sql.Dialect(s.Dialect()).Table(table)
	match := []*sql.Predicate{like(t.C(compound.FieldSearchText), pinyin.Containing(folded))}
	if initials, ok := pinyin.Subsequence(folded); ok {
		match = append(match, like(t.C(compound.FieldInitials), initials), like(t.C(compound.FieldInitialsAlt), initials))
	}
	return sql.Dialect(s.Dialect()).Select(t.C(compound.FieldID)).From(t).Where(sql.Or(match...))
}

func like(column, pattern string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) { b.WriteString(column + " LIKE ").Arg(pattern).WriteString(` ESCAPE '\'`) })
}
