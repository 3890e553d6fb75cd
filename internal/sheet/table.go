package sheet

import (
	"context"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// Kind says what a column holds.
type Kind int

// The kinds, each with the Go values that its rows give; nil and the empty string are an empty cell in all of them.
const (
	// Text takes strings: names, codes, phone numbers. Digits stay digits.
	Text Kind = iota
	// Integer takes int and int64.
	Integer
	// Decimal takes strings such as 12345.67, as the database keeps them exactly.
	Decimal
	// Money takes int and int64, in fen; the cell shows yuan.
	Money
	// Date takes calendar.Date.
	Date
	// Time takes time.Time and shows it in the table's zone.
	Time
)

// Column is one column of a table.
type Column struct {
	Header fault.Words
	Kind   Kind
	// Width is in characters; 0 takes what suits the kind and the header.
	Width float64
}

// Table is what an export writes.
type Table struct {
	// Name is the sheet's.
	Name    fault.Words
	Columns []Column
	// English asks for the English names; Chinese otherwise.
	English bool
	// Zone is in which times are shown; nil is UTC.
	Zone *time.Location
}

var errTooManyRows = fault.Invalid("filter", "sheet.rows", fault.Say(
	"超过了 Excel 一张工作表能放的行数(1,048,576 行)。请先筛选,再分几次导出。",
	"There are more rows than a sheet of Excel holds (1,048,576). Filter first, and export in parts."))

// Write writes a table to w while its rows come, and returns how many there were. It stops where the rows fail, w does,
// or the context ends: the reader has gone. What is written then is no workbook.
func (t *Table) Write(ctx context.Context, w io.Writer, rows iter.Seq2[[]any, error]) (int, error) {
	b := NewBook(ctx, w)
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = c.width(t.say(c.Header))
	}
	p, err := b.page(t.say(t.Name), widths, true)
	if err != nil {
		return 0, fmt.Errorf("sheet: %w", err)
	}
	if err := p.begin(1); err != nil {
		return 0, err
	}
	for _, c := range t.Columns {
		p.text(styleHead, t.say(c.Header))
	}
	if err := p.end(); err != nil {
		return 0, fmt.Errorf("sheet: %w", err)
	}
	n := 0
	for values, err := range rows {
		if err != nil {
			return n, err
		}
		if err := t.row(p, n+2, values); err != nil {
			return n, err
		}
		n++
	}
	if err := ctx.Err(); err != nil {
		return n, err
	}
	if err := p.close(len(t.Columns)); err != nil {
		return n, fmt.Errorf("sheet: %w", err)
	}
	if err := b.Close(); err != nil {
		return n, fmt.Errorf("sheet: %w", err)
	}
	return n, nil
}

func (t *Table) say(w fault.Words) string {
	if t.English {
		return w.En
	}
	return w.Zh
}

func (t *Table) row(p *Page, number int, values []any) error {
	if len(values) != len(t.Columns) {
		return fmt.Errorf("sheet: row %d has %d values for %d columns", number, len(values), len(t.Columns))
	}
	if err := p.begin(number); err != nil {
		return err
	}
	for i, v := range values {
		if err := t.cell(p, t.Columns[i].Kind, v); err != nil {
			return fmt.Errorf("sheet: row %d, column %s: %w", number, t.Columns[i].Header.En, err)
		}
	}
	if err := p.end(); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

func (t *Table) cell(p *Page, kind Kind, value any) error {
	switch v := value.(type) {
	case nil:
		p.skip()
		return nil
	case string:
		switch {
		case v == "" || kind == Text:
			p.text(styleText, v)
			return nil
		case kind == Decimal:
			decimal(p, v)
			return nil
		}
	case int:
		if kind == Integer || kind == Money {
			whole(p, kind, int64(v))
			return nil
		}
	case int64:
		if kind == Integer || kind == Money {
			whole(p, kind, v)
			return nil
		}
	case calendar.Date:
		if kind == Date {
			day(p, v)
			return nil
		}
	case time.Time:
		if kind == Time {
			t.moment(p, v)
			return nil
		}
	}
	return fmt.Errorf("a %T is no value of its kind", value)
}

// exact is the largest number of digits that a cell of Excel keeps; longer numbers are written as text.
const exact = 1e15

func whole(p *Page, kind Kind, v int64) {
	style, digits := styleInteger, strconv.FormatInt(v, 10)
	if kind == Money {
		style, digits = styleMoney, fen(v)
	}
	if v >= exact || v <= -exact {
		p.text(styleText, digits)
		return
	}
	p.number(style, digits)
}

// fen writes an amount in yuan.
func fen(v int64) string {
	sign, u := "", uint64(v)
	if v < 0 {
		sign, u = "-", -u
	}
	return fmt.Sprintf("%s%d.%02d", sign, u/100, u%100)
}

// decimal writes a decimal as a number where its digits survive, and as text otherwise.
func decimal(p *Page, s string) {
	digits := 0
	for i, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '-' && i == 0:
		case c == '.' && i > 0 && strings.Count(s, ".") == 1:
		default:
			digits = math.MinInt32
		}
	}
	if digits < 1 || digits > 15 {
		p.text(styleText, s)
		return
	}
	p.number(stylePlain, s)
}

// firstDay is from where on Excel counts days as the calendar does: before it stands a 29 February 1900.
var firstDay = calendar.MustParse("1900-03-01")

var origin = calendar.MustParse("1899-12-30")

func day(p *Page, d calendar.Date) {
	switch {
	case d.IsZero():
		p.skip()
	case d.Before(firstDay):
		p.text(styleText, d.String())
	default:
		p.number(styleDate, strconv.Itoa(origin.DaysUntil(d)))
	}
}

func (t *Table) moment(p *Page, v time.Time) {
	if v.IsZero() {
		p.skip()
		return
	}
	zone := t.Zone
	if zone == nil {
		zone = time.UTC
	}
	v = v.In(zone)
	d := calendar.FromTime(v)
	if d.Before(firstDay) {
		p.text(styleText, v.Format(time.DateTime))
		return
	}
	seconds := v.Hour()*3600 + v.Minute()*60 + v.Second()
	p.number(styleTime, strconv.FormatFloat(float64(origin.DaysUntil(d))+float64(seconds)/86400, 'f', 9, 64))
}

func (c *Column) width(header string) float64 {
	if c.Width > 0 {
		return c.Width
	}
	least := map[Kind]float64{Text: 18, Integer: 10, Decimal: 12, Money: 14, Date: 12, Time: 20}[c.Kind]
	wide := 4.0 // the filter's arrow
	for _, r := range header {
		if wide++; r > utf8.RuneSelf {
			wide++
		}
	}
	return min(max(least, wide), 60)
}
