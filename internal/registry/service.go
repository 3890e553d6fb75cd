package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Service reads and changes the register for those who are signed in. Each of its functions asks the table of operations
// for leave; which rows the caller sees, the store's policies say.
type Service struct {
	store *store.Store
	today func() calendar.Date
}

// NewService makes a service over a store. today gives the day in the jurisdiction's zone.
func NewService(s *store.Store, today func() calendar.Date) *Service {
	return &Service{store: s, today: today}
}

// The longest pages: they bound what one statement brings, and keep lists of ids far from the databases' limits on
// parameters. The tree is drawn whole.
const (
	MaxPage              = 100
	MaxOrganizationsPage = 1000
)

// Page says which part of a table is read.
type Page struct {
	First, Skip int
}

func (p Page) check(most int) error {
	if p.First < 1 || p.First > most {
		return fault.Invalid("first", "page.first", fault.Say(
			"first 应为 1 到 %d 的整数，现在是 %d。需要更多时，用 skip 接着往下读。",
			"first must be from 1 to %d, not %d. To read more, read on with skip.", most, p.First))
	}
	if p.Skip < 0 {
		return fault.Invalid("skip", "page.skip", fault.Say("skip 不能小于 0。", "skip must not be below 0."))
	}
	return nil
}

// Want names what the caller wants: "total", "rows", and fields of the rows that cost a statement of their own. What
// nobody wants is not loaded.
type Want map[string]bool

// load is one question on its way.
type load struct {
	// ctx cuts what is read down to what the caller may see; caller is asked where personal data are shown.
	ctx, caller context.Context
	c           *ent.Client
	today       calendar.Date
	scope       viewer.Scope
	want        Want
}

// enter asks for leave for an operation and begins its question.
func (s *Service) enter(ctx context.Context, op account.Operation, want Want) (*load, error) {
	ctx, err := account.Enter(ctx, op)
	if err != nil {
		return nil, err
	}
	l := &load{ctx: ctx, caller: ctx, c: s.store.Client, today: s.today(), want: want, scope: viewer.Scope{Everything: true, Office: true}}
	if v, _ := viewer.From(ctx); !v.Operator() {
		leave, _ := viewer.LeaveOf(ctx)
		l.scope = leave.Scope()
	}
	return l, nil
}

// system is the context in which the names of things are read that a visible row refers to.
func (l *load) system() context.Context { return viewer.AsSystem(l.ctx, "register") }

// entQuery is what every query of ent can do.
type entQuery[Q any] interface {
	Clone() Q
	Limit(n int) Q
	Offset(n int) Q
	IDs(ctx context.Context) ([]int, error)
	Count(ctx context.Context) (int, error)
}

// ahead is how many rows beyond a page are read of what is filtered before the rest is counted: mostly there are fewer, and
// the one pass over the table that finds them has counted them, too.
const ahead = 1000

// page reads the ids of a page in their order, and how many rows there are in all where that is wanted. The rows are read
// by their ids afterwards, so that the database passes over the skipped ones in an index alone.
func page[Q entQuery[Q]](l *load, q Q, p Page, filtered bool) (ids []int, total int, err error) {
	count := q.Clone()
	if l.want["rows"] {
		most := p.First
		if l.want["total"] && filtered {
			most += ahead
		}
		if ids, err = q.Limit(most).Offset(p.Skip).IDs(l.ctx); err != nil {
			return nil, 0, err
		}
		if len(ids) > 0 && len(ids) < most && most > p.First {
			total = p.Skip + len(ids)
		}
		ids = ids[:min(len(ids), p.First)]
	}
	if l.want["total"] && total == 0 {
		total, err = count.Count(l.ctx)
	}
	return ids, total, err
}

// inOrder gives the things in the order of their ids; one that went away in between is left out.
func inOrder[T any](ids []int, things []*T, id func(*T) int) []*T {
	byID := make(map[int]*T, len(things))
	for _, t := range things {
		byID[id(t)] = t
	}
	out := make([]*T, 0, len(ids))
	for _, i := range ids {
		if t := byID[i]; t != nil {
			out = append(out, t)
		}
	}
	return out
}

// each reads all of a query's ids, and then what they are of in pieces: eight bytes a row are all that grows with a table.
func each[Q entQuery[Q], T any](l *load, q Q, of func(ids []int) ([]*T, error), fn func(*T) error) error {
	ids, err := q.IDs(l.ctx)
	if err != nil {
		return err
	}
	for part := range store.Chunks(ids) {
		rows, err := of(part)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := fn(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// first is the only one of a list, or nil.
func first[T any](list []*T, err error) (*T, error) {
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// distinct are the ids of things, ascending, each once; 0 is none.
func distinct[T any](things []T, id func(T) int) []int {
	out := make([]int, 0, len(things))
	for _, t := range things {
		if i := id(t); i != 0 {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func value[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("registry: %s: %w", doing, err)
}

// maxSearch is the longest search, in characters.
const maxSearch = 50

func checkSearch(s *string) error {
	if utf8.RuneCountInString(value(s)) > maxSearch {
		return fault.Invalid("filter.search", "search.length", fault.Say(
			"搜索词最多 %d 个字。请只输入名称的一部分。", "A search has at most %d characters. Enter a part of the name.", maxSearch))
	}
	return nil
}

// The columns of every named thing.
const (
	columnSearchText  = "search_text"
	columnInitialsAlt = "initials_alt"
	columnSortKey     = "sort_key"
)

// matching keeps the things whose name or code holds the search.
func matching(search *string, code string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		if p := named(s, value(search), code); p != nil {
			s.Where(p)
		}
	}
}

// named is whether the name of a thing of the selector's table, or its code, holds a search; nil where nothing is searched.
func named(s *sql.Selector, search, code string) *sql.Predicate {
	folded := pinyin.Fold(search)
	if folded == "" {
		return nil
	}
	match := []*sql.Predicate{like(s.C(columnSearchText), pinyin.Containing(folded))}
	// The second key holds the initials of the first, too, in their order.
	if initials, ok := pinyin.Subsequence(folded); ok {
		match = append(match, like(s.C(columnInitialsAlt), initials))
	}
	// Every code has a digit.
	if code != "" && strings.ContainsAny(folded, "0123456789") {
		match = append(match, like("LOWER("+s.C(code)+")", pinyin.Containing(folded)))
	}
	return sql.Or(match...)
}

// idsNamed selects the ids of the things of a table whose name or code holds a search; nil where nothing is searched.
func idsNamed(s *sql.Selector, table, search, code string) *sql.Selector {
	b := sql.Dialect(s.Dialect())
	t := b.Table(table)
	sub := b.Select(t.C("id")).From(t)
	p := named(sub, search, code)
	if p == nil {
		return nil
	}
	return sub.Where(p)
}

func like(column, pattern string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) { b.WriteString(column + " LIKE ").Arg(pattern).WriteString(` ESCAPE '\'`) })
}

// sorting is a column that a table may be sorted by.
type sorting struct {
	column         string
	text, nullable bool
}

// by sorts by a column, texts byte by byte on both databases and what is empty last, and then by id.
//
// Where a search leaves few rows, SQLite is to find them in one pass over the table and to sort them then, rather than to
// look each row up in the order of an index.
func (c sorting) by(d Direction, searched *string) func(*sql.Selector) {
	return func(s *sql.Selector) {
		expr, way := s.C(c.column), ""
		switch {
		case c.text && s.Dialect() == dialect.Postgres:
			expr += ` COLLATE "C"`
		case value(searched) != "" && s.Dialect() == dialect.SQLite:
			expr = "+" + expr
		}
		if d == Descending {
			way = " DESC"
		}
		expr += way
		if c.nullable {
			expr += " NULLS LAST"
		}
		s.OrderExpr(sql.Expr(expr), sql.Expr(s.C("id")+way))
	}
}

// errOrder refuses an order that the schema does not have.
var errOrder = fault.Invalid("orderBy", "page.order", fault.Say("不支持的排序方式。", "There is no such order."))

func orderOf[F comparable](columns map[F]sorting, field F, d Direction, searched *string) (func(*sql.Selector), error) {
	c, ok := columns[field]
	if !ok {
		return nil, errOrder
	}
	return c.by(d, searched), nil
}
