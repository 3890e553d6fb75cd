// Package scalar reads and writes the schema's own scalars. It is strict: what is not exactly in the documented form is
// refused, so that two writings of one value never mean two things.
package scalar

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"smileboard/internal/calendar"
)

// maxSafe is the greatest whole number that a JSON number holds exactly in a browser.
const maxSafe = 1<<53 - 1

// MarshalDate writes YYYY-MM-DD; no day is null.
func MarshalDate(d calendar.Date) graphql.Marshaler {
	if d.IsZero() {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, `"`+d.String()+`"`) })
}

// UnmarshalDate reads YYYY-MM-DD of a day that exists.
func UnmarshalDate(v any) (calendar.Date, error) {
	s, ok := v.(string)
	if !ok {
		return calendar.Date{}, fmt.Errorf("a Date is a string in the form 2026-03-01")
	}
	d, err := calendar.Parse(s)
	if err != nil {
		return calendar.Date{}, fmt.Errorf("%q is not a Date in the form 2026-03-01", s)
	}
	return d, nil
}

// MarshalTime writes RFC 3339 in UTC.
func MarshalTime(t time.Time) graphql.Marshaler {
	if t.IsZero() {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, `"`+t.UTC().Format(time.RFC3339Nano)+`"`)
	})
}

// UnmarshalTime reads RFC 3339 with its zone.
func UnmarshalTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, fmt.Errorf("a Time is a string in the form 2026-03-01T08:00:00Z")
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a Time in the form 2026-03-01T08:00:00Z", s)
	}
	return t.UTC(), nil
}

// MarshalFen writes a number, and beyond what browsers hold exactly a string of digits.
func MarshalFen(fen int64) graphql.Marshaler {
	s := strconv.FormatInt(fen, 10)
	if fen > maxSafe || fen < -maxSafe {
		s = `"` + s + `"`
	}
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, s) })
}

// UnmarshalFen reads a whole number, or a string of digits for the large ones.
func UnmarshalFen(v any) (int64, error) {
	switch v := v.(type) {
	case int64:
		return v, nil
	case int:
		return int64(v), nil
	case json.Number:
		return parseFen(v.String())
	case string:
		return parseFen(v)
	case float64:
		if v == math.Trunc(v) && math.Abs(v) <= maxSafe {
			return int64(v), nil
		}
	}
	return 0, fmt.Errorf("a Fen is a whole number, or a string of digits")
}

func parseFen(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != s {
		return 0, fmt.Errorf("%q is not a whole number of fen", s)
	}
	return n, nil
}

// MarshalID writes a global id as a string, as GraphQL wants it.
func MarshalID(id int) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, `"`+strconv.Itoa(id)+`"`) })
}

// UnmarshalID reads a global id. What can't be one is zero, the id of nothing: a question for it is answered null.
func UnmarshalID(v any) (int, error) {
	var s string
	switch v := v.(type) {
	case string:
		s = v
	case json.Number:
		s = v.String()
	case int64:
		s = strconv.FormatInt(v, 10)
	case int:
		s = strconv.Itoa(v)
	default:
		return 0, fmt.Errorf("an ID is a string or a whole number")
	}
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 || strconv.Itoa(n) != s {
		return 0, nil
	}
	return n, nil
}
