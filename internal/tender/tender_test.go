package tender_test

import (
	"testing"

	enttender "smileboard/ent/tender"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/tender"
)

func TestCheck(t *testing.T) {
	day := calendar.MustParse
	winner := 1
	cases := map[string]struct {
		status  enttender.Status
		notice  string
		opening calendar.Date
		winner  *int
		want    string
	}{
		"an open tender has no winner yet":        {enttender.StatusNotice, "2026-03-01", calendar.Date{}, nil, ""},
		"the deadline follows the notice":         {enttender.StatusNotice, "2026-05-01", calendar.Date{}, nil, "tender.deadline"},
		"the opening is at the deadline or later": {enttender.StatusOpened, "2026-03-01", day("2026-04-01"), nil, ""},
		"it does not open before its deadline":    {enttender.StatusOpened, "2026-03-01", day("2026-03-31"), nil, "tender.opening"},
		"an award names the winner":               {enttender.StatusAwarded, "2026-03-01", calendar.Date{}, nil, "tender.winner"},
		"an award with its winner":                {enttender.StatusAwarded, "2026-03-01", calendar.Date{}, &winner, ""},
		"a failed tender has no winner":           {enttender.StatusFailed, "2026-03-01", calendar.Date{}, &winner, "tender.no_winner"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := tender.Check(tender.Put{Status: c.status, Notice: day(c.notice), Deadline: day("2026-04-01")}, c.opening, c.winner)
			if fault.ReasonOf(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
