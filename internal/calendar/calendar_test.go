package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"smileboard/internal/calendar"
)

func TestADayIsTheOneOfItsOwnZone(t *testing.T) {
	shanghai := time.FixedZone("Asia/Shanghai", 8*60*60)
	late := time.Date(2026, 6, 30, 16, 30, 0, 0, time.UTC)
	if got := calendar.FromTime(late.In(shanghai)).String(); got != "2026-07-01" {
		t.Errorf("in Shanghai it is %s", got)
	}
	if got := calendar.FromTime(late).String(); got != "2026-06-30" {
		t.Errorf("in UTC it is %s", got)
	}
}

func TestOnlyDaysThatExistAreMade(t *testing.T) {
	for _, c := range []struct {
		year  int
		month time.Month
		day   int
		ok    bool
	}{{2024, 2, 29, true}, {2026, 2, 29, false}, {2026, 4, 31, false}, {2026, 13, 1, false}, {1969, 12, 31, true}} {
		if _, ok := calendar.Day(c.year, c.month, c.day); ok != c.ok {
			t.Errorf("%d-%d-%d: %v", c.year, c.month, c.day, ok)
		}
	}
	for _, s := range []string{"", "2026-2-1", "2026-02-30", "20260201", "2026-02-01T00:00:00Z"} {
		if d, err := calendar.Parse(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
}

func TestDaysAreCounted(t *testing.T) {
	a, b := calendar.MustParse("2026-02-27"), calendar.MustParse("2026-03-01")
	if got := a.DaysUntil(b); got != 2 {
		t.Errorf("%d days", got)
	}
	if a.AddDays(2) != b || !a.Before(b) || !b.After(a) || a.Compare(b) >= 0 || !a.Within(a, b) || !b.Within(a, b) || a.Within(b, b) {
		t.Error("the order of days is wrong")
	}
}

func TestADayGoesThroughJSONAndTheStore(t *testing.T) {
	d := calendar.MustParse("2026-03-01")
	b, err := json.Marshal(struct{ A, B calendar.Date }{A: d})
	if err != nil || string(b) != `{"A":"2026-03-01","B":null}` {
		t.Fatalf("%s, %v", b, err)
	}
	var back struct{ A, B calendar.Date }
	if err := json.Unmarshal(b, &back); err != nil || back.A != d || !back.B.IsZero() {
		t.Errorf("%+v, %v", back, err)
	}
	if calendar.FromTime(d.Time()) != d || calendar.FromTimePtr(d.TimePtr()) != d || calendar.FromTimePtr(nil).TimePtr() != nil {
		t.Error("the store gives back another day")
	}
}

func TestMonthsAreCountedToADayThatExists(t *testing.T) {
	for from, months := range map[string]map[int]string{
		"2026-05-31": {-3: "2026-02-28", 1: "2026-06-30", 12: "2027-05-31"}, "2024-05-31": {-3: "2024-02-29"}, "2026-01-15": {-1: "2025-12-15", 0: "2026-01-15", 60: "2031-01-15"},
	} {
		for n, want := range months {
			if got := calendar.MustParse(from).AddMonths(n).String(); got != want {
				t.Errorf("%d months after %s is %s, want %s", n, from, got, want)
			}
		}
	}
}
