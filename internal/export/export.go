// Package export writes the console's tables as Excel files: the rows that a table's filter finds and its reader may see, one
// after another, in memory that does not grow. It decides nothing: each room asks for leave, and says who sees which rows and
// fields. Where a column of the district's workbook says the same, it has that column's header, so that what was exported can
// be corrected and imported.
package export

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"smileboard/internal/account"
	"smileboard/internal/audittrail"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
	"smileboard/internal/sheet"
)

// Exporter knows the rooms whose tables it writes.
type Exporter struct {
	Registry *registry.Service
	Audit    *audittrail.Trail
	People   *account.Service
	// Zone is in which times are shown.
	Zone *time.Location
}

// content is what one export writes.
type content struct {
	name    fault.Words
	columns []sheet.Column
	rows    func(ctx context.Context, say func(fault.Words) string) iter.Seq2[[]any, error]
}

// tables are the tables that can be exported, by their name in the address and in the table of operations.
var tables = map[string]func(*Exporter, *query) content{
	"organizations":  (*Exporter).organizations,
	"compounds":      (*Exporter).compounds,
	"zones":          (*Exporter).zones,
	"contractors":    (*Exporter).contractors,
	"engagements":    (*Exporter).engagements,
	"committees":     (*Exporter).committees,
	"qualifications": (*Exporter).qualifications,
	"accounts":       (*Exporter).accounts,
	"audit":          (*Exporter).audit,
}

// Known reports whether there is such a table.
func Known(table string) bool { return tables[table] != nil }

// Write writes a table's rows to w. filter is the query of the table's own address: q for the search, order, and its filters.
//
// Until a row was read, nothing is written, so that a refusal can still be told: the refusals of account.Enter, and
// fault.Invalid with the field where the filter makes no sense.
func (x *Exporter) Write(ctx context.Context, w io.Writer, table string, filter url.Values, english bool) error {
	prepare := tables[table]
	if prepare == nil {
		return errNoTable
	}
	q := &query{values: filter}
	c := prepare(x, q)
	if q.err != nil {
		return q.err
	}
	out := sheet.Table{Name: c.name, Columns: c.columns, English: english, Zone: x.Zone}
	_, err := out.Write(ctx, w, c.rows(ctx, func(w fault.Words) string {
		if english {
			return w.En
		}
		return w.Zh
	}))
	return err
}

var errNoTable = fault.NotFound("export.table", fault.Say("没有这个表格。请从页面上导出。", "There is no such table. Export it from its page."))

// errStop ends a room's listing where the reader has gone.
var errStop = errors.New("export: stop")

// sequence turns a room's listing into rows.
func sequence[T any](each func(fn func(T) error) error, row func(T) []any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		err := each(func(v T) error {
			if !yield(row(v), nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, err)
		}
	}
}

// query reads a filter as the table's address writes it, and remembers what was wrong with it first.
type query struct {
	values url.Values
	err    error
}

func (q *query) refuse(name string) {
	if q.err == nil {
		q.err = fault.Invalid(name, "export.filter", fault.Say(
			"筛选条件 %s 写得不对。请从页面上导出。", "The filter %s is not right. Export the table from its page.", name))
	}
}

func (q *query) text(name string) *string {
	if v := q.values.Get(name); v != "" {
		return &v
	}
	return nil
}

func (q *query) id(name string) *int {
	v := q.text(name)
	if v == nil {
		return nil
	}
	n, err := strconv.Atoi(*v)
	if err != nil || n <= 0 {
		q.refuse(name)
		return nil
	}
	return &n
}

func (q *query) flag(name string) *bool {
	switch q.values.Get(name) {
	case "":
		return nil
	case "1", "true":
		return new(true)
	case "0", "false":
		return new(false)
	}
	q.refuse(name)
	return nil
}

func (q *query) day(name string) *calendar.Date {
	v := q.text(name)
	if v == nil {
		return nil
	}
	d, err := calendar.Parse(*v)
	if err != nil {
		q.refuse(name)
		return nil
	}
	return &d
}

// words reads words that the vocabulary knows, several with commas between them.
func words[T ~string](q *query, name string, known map[T]fault.Words) []T {
	v := q.text(name)
	if v == nil {
		return nil
	}
	var out []T
	for word := range strings.SplitSeq(*v, ",") {
		if _, ok := known[T(word)]; !ok {
			q.refuse(name)
			return nil
		}
		out = append(out, T(word))
	}
	return out
}

func word[T ~string](q *query, name string, known map[T]fault.Words) *T {
	list := words(q, name, known)
	switch len(list) {
	case 0:
		return nil
	case 1:
		return &list[0]
	}
	q.refuse(name)
	return nil
}

// order reads a column's name, with a minus in front for the other direction.
func order[T ~string](q *query, columns ...T) (field T, direction registry.Direction, ok bool) {
	v := q.text("order")
	if v == nil {
		return "", "", false
	}
	name, down := strings.CutPrefix(*v, "-")
	for _, c := range columns {
		if strings.EqualFold(string(c), name) {
			if down {
				return c, registry.Descending, true
			}
			return c, registry.Ascending, true
		}
	}
	q.refuse("order")
	return "", "", false
}

// value is what a pointer points to, or nil: an empty cell.
func value[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// shifted writes a whole number of the smallest unit as a decimal with the point so many places to the left, exactly.
func shifted(p *int64, places int) string {
	if p == nil {
		return ""
	}
	n, sign := *p, ""
	if n < 0 {
		n, sign = -n, "-"
	}
	digits := strconv.FormatInt(n, 10)
	if len(digits) <= places {
		digits = strings.Repeat("0", places-len(digits)+1) + digits
	}
	whole, part := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if part == "" {
		return sign + whole
	}
	return sign + whole + "." + part
}
