package mail

import (
	"testing"
	"time"
)

func TestQuietHours(t *testing.T) {
	shanghai := time.FixedZone("Asia/Shanghai", 8*60*60)
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	minute := func(h, m int) *int { v := h*60 + m; return &v }
	for _, c := range []struct {
		name     string
		from, to *int
		now      string
		until    string // empty: not quiet
	}{
		{"none are set", nil, nil, "2026-11-25 03:00", ""},
		{"only the first is set", minute(22, 0), nil, "2026-11-25 23:00", ""},
		{"only the second is set", nil, minute(7, 0), "2026-11-25 03:00", ""},
		{"both are the same", minute(8, 0), minute(8, 0), "2026-11-25 08:00", ""},
		{"within a day, before", minute(12, 0), minute(14, 0), "2026-11-25 11:59", ""},
		{"within a day, at the first minute", minute(12, 0), minute(14, 0), "2026-11-25 12:00", "2026-11-25 14:00"},
		{"within a day, in the last minute", minute(12, 0), minute(14, 0), "2026-11-25 13:59", "2026-11-25 14:00"},
		{"within a day, at the end", minute(12, 0), minute(14, 0), "2026-11-25 14:00", ""},
		{"over midnight, in the evening before", minute(22, 30), minute(7, 15), "2026-11-25 22:29", ""},
		{"over midnight, in the evening", minute(22, 30), minute(7, 15), "2026-11-25 22:30", "2026-11-26 07:15"},
		{"over midnight, at the month's end", minute(22, 30), minute(7, 15), "2026-11-30 23:59", "2026-12-01 07:15"},
		{"over midnight, at midnight", minute(22, 30), minute(7, 15), "2026-11-26 00:00", "2026-11-26 07:15"},
		{"over midnight, in the morning", minute(22, 30), minute(7, 15), "2026-11-26 07:14", "2026-11-26 07:15"},
		{"over midnight, at the end", minute(22, 30), minute(7, 15), "2026-11-26 07:15", ""},
		{"until midnight", minute(20, 0), minute(0, 0), "2026-11-25 21:00", "2026-11-26 00:00"},
		{"from midnight", minute(0, 0), minute(6, 0), "2026-11-25 00:00", "2026-11-25 06:00"},
	} {
		until, quiet := quietUntil(c.from, c.to, at(c.now))
		switch {
		case quiet != (c.until != ""):
			t.Errorf("%s: quiet %v", c.name, quiet)
		case quiet && !until.Equal(at(c.until)):
			t.Errorf("%s: until %s, want %s", c.name, until, c.until)
		}
	}
}

func TestThePauseGrowsUpToAnEnd(t *testing.T) {
	last := time.Duration(0)
	for attempts := range 70 {
		p := pause(attempts)
		if p < last || p < time.Minute || p > longestPause {
			t.Fatalf("after %d attempts: %s, before it %s", attempts, p, last)
		}
		last = p
	}
}
