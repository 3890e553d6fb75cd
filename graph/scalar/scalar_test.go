package scalar

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

func written(m graphql.Marshaler) string {
	var b bytes.Buffer
	m.MarshalGQL(&b)
	return b.String()
}

func TestFen(t *testing.T) {
	for in, want := range map[any]int64{
		int64(5): 5, 7: 7, json.Number("3000000000"): 3e9, "9223372036854775807": math.MaxInt64, float64(12): 12, "-3": -3,
	} {
		if got, err := UnmarshalFen(in); err != nil || got != want {
			t.Errorf("%v: %d, %v", in, got, err)
		}
	}
	for _, in := range []any{"", "1.5", "1e3", "+1", "01", " 1", "9223372036854775808", json.Number("1.5"), 1.5, 1e300, math.NaN(), true, nil, []any{}} {
		if got, err := UnmarshalFen(in); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%v: %d, %v", in, got, err)
		}
	}
	for in, want := range map[int64]string{0: "0", 3e9: "3000000000", maxSafe: "9007199254740991", maxSafe + 1: `"9007199254740992"`, -maxSafe - 1: `"-9007199254740992"`} {
		if got := written(MarshalFen(in)); got != want {
			t.Errorf("%d is written %s", in, got)
		}
	}
}

func TestDateAndTime(t *testing.T) {
	d, err := UnmarshalDate("2026-02-28")
	if err != nil || written(MarshalDate(d)) != `"2026-02-28"` || written(MarshalDate(calendar.Date{})) != "null" {
		t.Errorf("%v %v", d, err)
	}
	for _, in := range []any{"2026-02-30", "2026-2-3", "20260203", "2026-02-28T00:00:00Z", "", 5, nil} {
		if _, err := UnmarshalDate(in); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%v: %v", in, err)
		}
	}
	at, err := UnmarshalTime("2026-03-01T08:00:00+08:00")
	if err != nil || written(MarshalTime(at)) != `"2026-03-01T00:00:00Z"` || written(MarshalTime(time.Time{})) != "null" {
		t.Errorf("%v %v", at, err)
	}
	for _, in := range []any{"2026-03-01", "2026-03-01 08:00:00Z", "2026-03-01T08:00:00", "", 5, nil} {
		if _, err := UnmarshalTime(in); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%v: %v", in, err)
		}
	}
}

func TestIDOfNothingIsZero(t *testing.T) {
	for in, want := range map[any]int{"4294967297": 4294967297, json.Number("5"): 5, "0": 0, "-1": 0, "01": 0, "x": 0, "": 0, "99999999999999999999": 0} {
		if got, err := UnmarshalID(in); err != nil || got != want {
			t.Errorf("%v: %d, %v", in, got, err)
		}
	}
}

func TestIntAndString(t *testing.T) {
	for _, in := range []any{json.Number("2147483648"), json.Number("1.5"), int64(math.MinInt32) - 1, "1", nil, 1.0} {
		if got, err := UnmarshalInt(in); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%v: %d, %v", in, got, err)
		}
	}
	for _, in := range []any{"a\x00", "\xff", 5, nil} {
		if got, err := UnmarshalString(in); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%v: %q, %v", in, got, err)
		}
	}
}
