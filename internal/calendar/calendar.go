// Package calendar owns days: what a date is, how it is written, and how days are counted.
//
// A Date is a day of the jurisdiction's calendar without a time of day or a zone. No other package counts days.
package calendar

import (
	"encoding/json"
	"fmt"
	"time"
)

// Date is a calendar day. The zero value is no day.
type Date struct {
	// days since 1970-01-01, plus one, so that zero stays free for "no day"
	n int32
}

// Day makes a date from its parts; ok is false where no such day exists (30 February).
func Day(year int, month time.Month, day int) (d Date, ok bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if y, m, dd := t.Date(); y != year || m != month || dd != day {
		return Date{}, false
	}
	return FromTime(t), true
}

// FromTime returns the day on which t falls in t's own zone.
func FromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{n: int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) + 1}
}

// FromTimePtr is FromTime for a column that may be empty.
func FromTimePtr(t *time.Time) Date {
	if t == nil {
		return Date{}
	}
	return FromTime(*t)
}

// Parse reads YYYY-MM-DD.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("calendar: %q is not a date in the form 2026-03-01", s)
	}
	return FromTime(t), nil
}

// MustParse is Parse for constants of the program and its tests.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d.n == 0 }

// Time returns midnight UTC of the day, which is how stores hold it.
func (d Date) Time() time.Time { return time.Unix(int64(d.n-1)*86400, 0).UTC() }

// TimePtr is Time for a column that may be empty.
func (d Date) TimePtr() *time.Time {
	if d.IsZero() {
		return nil
	}
	t := d.Time()
	return &t
}

// String writes YYYY-MM-DD, and nothing for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.n > e.n }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return Date{n: d.n + int32(n)} }

// DaysUntil counts the days from d to e: 1 from a day to the next.
func (d Date) DaysUntil(e Date) int { return int(e.n - d.n) }

// Within reports from ≤ d ≤ to.
func (d Date) Within(from, to Date) bool { return d.n >= from.n && d.n <= to.n }

// MarshalJSON writes "YYYY-MM-DD", or null for no day.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = Date{}
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	p, err := Parse(s)
	*d = p
	return err
}

// Compare orders days for sorting: negative where d is earlier than e.
func (d Date) Compare(e Date) int { return int(d.n) - int(e.n) }

// AddMonths returns the day n months later. Where the month has no such day, it is the month's last one: three months before
// 31 May is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Time().Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return FromTime(first.AddDate(0, 0, min(day, last)-1))
}
