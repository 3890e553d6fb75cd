// Package scalar reads and writes the schema's own scalars. It is strict: what is not exactly in the documented form is
// refused, so that two writings of one value never mean two things.
package scalar

import (
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// maxSafe is the greatest whole number that a JSON number holds exactly in a browser.
const maxSafe = 1<<53 - 1

// refuse says what a scalar's input must be. What was given is not repeated.
func refuse(scalar, zh, en string) error {
	return fault.Invalid("", "scalar."+strings.ToLower(scalar), fault.Words{Zh: scalar + " " + zh + "。", En: scalar + " " + en + "."})
}

var (
	errDate = refuse("Date", "应为 2026-03-01 这样的日期", "is a day in the form 2026-03-01")
	errTime = refuse("Time", "应为 2026-03-01T08:00:00Z 这样的时间", "is a moment in the form 2026-03-01T08:00:00Z")
	errFen  = refuse("Fen", "应为整数，或由数字组成的字符串", "is a whole number, or a string of digits")
	errInt  = refuse("Int", "应为 32 位整数", "is a whole number of 32 bits")
	errText = refuse("String", "应为不含控制字符 NUL 的 UTF-8 文本", "is text in UTF-8 without NUL")
)

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
		return calendar.Date{}, errDate
	}
	d, err := calendar.Parse(s)
	if err != nil {
		return calendar.Date{}, errDate
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
		return time.Time{}, errTime
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, errTime
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
	return 0, errFen
}

func parseFen(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != s {
		return 0, errFen
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
		return 0, refuse("ID", "应为字符串或整数", "is a string or a whole number")
	}
	n, _ := strconv.Atoi(s) // what is no number is the id of nothing, too
	if n <= 0 || strconv.Itoa(n) != s {
		return 0, nil
	}
	return n, nil
}

// MarshalInt writes a whole number.
func MarshalInt(n int) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, strconv.Itoa(n)) })
}

// UnmarshalInt reads a whole number of 32 bits, as GraphQL has it.
func UnmarshalInt(v any) (int, error) {
	var n int64
	switch v := v.(type) {
	case int64:
		n = v
	case int:
		n = int64(v)
	case json.Number:
		p, err := v.Int64()
		if err != nil {
			return 0, errInt
		}
		n = p
	default:
		return 0, errInt
	}
	if n < math.MinInt32 || n > math.MaxInt32 {
		return 0, errInt
	}
	return int(n), nil
}

// MarshalString writes a text.
func MarshalString(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalString reads a text that every database can hold.
func UnmarshalString(v any) (string, error) {
	s, ok := v.(string)
	if !ok || !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return "", errText
	}
	return s, nil
}
