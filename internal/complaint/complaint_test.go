package complaint_test

import (
	"testing"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/complaint"
	"smileboard/internal/fault"
)

func TestCheck(t *testing.T) {
	day := func(s string) calendar.Date { return calendar.MustParse(s) }
	for name, c := range map[string]struct {
		closed, confirmed, due, repeat, want string
	}{
		"an open complaint":                          {"", "", "2026-03-08", "", ""},
		"closed on the day it was received":          {"2026-03-01", "", "2026-03-08", "", ""},
		"it is not closed before it was received":    {"2026-02-28", "", "2026-03-08", "", "complaint.closed"},
		"its deadline is not before it was received": {"", "", "2026-02-28", "", "complaint.due"},
		"it is not confirmed before it was received": {"", "2026-02-28", "2026-03-08", "", "complaint.confirmed"},
		"it does not repeat itself":                  {"", "", "2026-03-08", "T1", "complaint.repeat"},
		"it repeats another":                         {"", "", "2026-03-08", "T0", ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := &ent.Complaint{Number: "T1", Received: day("2026-03-01").Time(), Due: day(c.due).Time(), RepeatOf: c.repeat}
			if c.closed != "" {
				x.Closed = day(c.closed).TimePtr()
			}
			if c.confirmed != "" {
				x.ConfirmedOn = day(c.confirmed).TimePtr()
			}
			if got := fault.ReasonOf(complaint.Check(x)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
