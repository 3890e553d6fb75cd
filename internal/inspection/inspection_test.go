package inspection_test

import (
	"testing"

	"smileboard/ent"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/inspection"
)

func TestCheck(t *testing.T) {
	day := calendar.MustParse
	cy := &ent.Cycle{Name: "2026H1", Starts: day("2026-01-01").Time(), Ends: day("2026-06-30").Time()}
	covers := []assess.Dimension{assess.Order, assess.Safety}
	cases := map[string]struct {
		day     string
		finding inspection.Finding
		want    string
	}{
		"the first day of the cycle is within it": {"2026-01-01", inspection.Finding{Dimension: assess.Order}, ""},
		"the last day of the cycle is within it":  {"2026-06-30", inspection.Finding{Dimension: assess.Order}, ""},
		"the day after it is not":                 {"2026-07-01", inspection.Finding{Dimension: assess.Order}, "inspection.day"},
		"a finding belongs to what was covered":   {"2026-03-01", inspection.Finding{Dimension: assess.Greening}, "inspection.not_covered"},
		"a veto needs its document":               {"2026-03-01", inspection.Finding{Veto: "x", Authority: "a", Established: day("2026-03-01")}, "inspection.veto"},
		"a veto with all that it needs":           {"2026-03-01", inspection.Finding{Veto: "x", Authority: "a", Document: "d", Established: day("2026-03-01")}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := inspection.Check(inspection.Put{Day: day(c.day), Covers: covers, Findings: []inspection.Finding{c.finding}}, cy)
			if fault.ReasonOf(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
