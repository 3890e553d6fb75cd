package cycle_test

import (
	"testing"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
)

func TestCheck(t *testing.T) {
	day := calendar.MustParse
	others := []*ent.Cycle{{Name: "2025H2", Starts: day("2025-07-01").Time(), Ends: day("2025-12-31").Time()}}
	cases := map[string]struct {
		in   cycle.Put
		want string
	}{
		"it follows the one before":           {cycle.Put{Name: "2026H1", From: day("2026-01-01"), To: day("2026-06-30")}, ""},
		"it shares no day with another":       {cycle.Put{Name: "2026H1", From: day("2025-12-31"), To: day("2026-06-30")}, "cycle.overlap"},
		"it may be moved where it was itself": {cycle.Put{Name: "2025H2", From: day("2025-07-15"), To: day("2025-12-31")}, ""},
		"it ends on or after its first day":   {cycle.Put{Name: "2026H1", From: day("2026-06-30"), To: day("2026-01-01")}, "cycle.days"},
		"it is named by year and half":        {cycle.Put{Name: "2026Q1", From: day("2026-01-01"), To: day("2026-03-31")}, "cycle.name"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := fault.ReasonOf(cycle.Check(c.in, others)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCheckEvidence(t *testing.T) {
	if err := cycle.CheckEvidence(&ent.Cycle{EvidenceOpen: true}); err != nil {
		t.Error(err)
	}
	if got := fault.ReasonOf(cycle.CheckEvidence(&ent.Cycle{Name: "2026H1"})); got != "evidence.frozen" {
		t.Errorf("got %q", got)
	}
}
