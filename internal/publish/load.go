package publish

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// load is one question on its way: it fills things level by level, a statement for each kind of thing on a level, and
// remembers what several levels share.
type load struct {
	r     *Reader
	ctx   context.Context
	c     *ent.Client
	today calendar.Date
	// editions holds, by district, what was published there.
	editions map[int]editions
}

func (r *Reader) load(ctx context.Context) *load {
	return &load{r: r, ctx: ctx, c: r.store.Client, today: r.today(), editions: map[int]editions{}}
}

// MaxPage is the longest page. It bounds what one statement brings, and keeps lists of ids far from the databases'
// limits on parameters.
const MaxPage = 100

// checkFirst refuses a page that is empty or too long.
func checkFirst(first int) error {
	if first < 1 || first > MaxPage {
		return fault.Invalid("first", "page.first", fault.Say(
			"first 应为 1 到 %d 的整数，现在是 %d。需要更多时，用 after 接着往下读。",
			"first must be from 1 to %d, not %d. To read more, read on with after.", MaxPage, first))
	}
	return nil
}

// ids are the distinct ids of things, ascending, so that the same question makes the same statement.
func ids[T any](things []T, id func(T) int) []int {
	set := make(map[int]struct{}, len(things))
	for _, t := range things {
		if i := id(t); i != 0 {
			set[i] = struct{}{}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// bytewise is a text column compared byte by byte on both databases.
func bytewise(s *sql.Selector, column string) string {
	if s.Dialect() == dialect.Postgres {
		return column + ` COLLATE "C"`
	}
	return column
}

// text is a text that may be empty, which the register writes for "not known".
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("publish: %s: %w", doing, err)
}
