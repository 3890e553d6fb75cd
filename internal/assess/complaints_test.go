package assess

import (
	"testing"

	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

func TestComplaintStanding(t *testing.T) {
	day := calendar.MustParse
	yes, no := true, false
	from, to := firstDay, lastDay
	cutoff := standard.Default().Cutoff(to)
	if cutoff != day("2026-07-15") {
		t.Fatalf("the cut-off is %v", cutoff)
	}
	good := ComplaintFacts{Received: day("2026-03-01"), Responsible: &yes, Deadline: day("2026-03-10"), Closed: day("2026-03-09"), Outcome: OutcomeFixed}
	full := ComplaintTotals{Counted: 1, Due: 1, OnTime: 1, Closed: 1, Fixed: 1}
	for _, c := range []struct {
		name string
		edit func(*ComplaintFacts)
		want ComplaintTotals
	}{
		{"closed in time and fixed", func(*ComplaintFacts) {}, full},
		{"received on the first day", func(f *ComplaintFacts) { f.Received = from }, full},
		{"received on the last day", func(f *ComplaintFacts) {
			f.Received, f.Deadline, f.Closed = to, day("2026-07-10"), day("2026-07-09")
		}, full},
		{"received before the cycle counts nothing", func(f *ComplaintFacts) { f.Received = day("2025-12-31") }, ComplaintTotals{}},
		{"received after the cycle counts nothing", func(f *ComplaintFacts) { f.Received = day("2026-07-01") }, ComplaintTotals{}},
		{"not the manager's responsibility counts nothing", func(f *ComplaintFacts) { f.Responsible = &no }, ComplaintTotals{}},
		{"unknown counts as responsible", func(f *ComplaintFacts) { f.Responsible = nil }, full},
		{"a repeat counts nothing", func(f *ComplaintFacts) { f.Repeat = true }, ComplaintTotals{}},
		{"found invalid counts nothing", func(f *ComplaintFacts) { f.Outcome = OutcomeInvalid }, ComplaintTotals{}},
		{"found invalid after the cut-off was open on it", func(f *ComplaintFacts) { f.Outcome, f.Closed = OutcomeInvalid, day("2026-07-16") }, ComplaintTotals{Counted: 1, Due: 1}},
		{"closed on its deadline is on time", func(f *ComplaintFacts) { f.Closed = f.Deadline }, full},
		{"closed a day late", func(f *ComplaintFacts) { f.Closed = day("2026-03-11") }, ComplaintTotals{Counted: 1, Due: 1, Closed: 1, Fixed: 1}},
		{"closed on the cut-off day counts as closed", func(f *ComplaintFacts) { f.Deadline, f.Closed = day("2026-07-15"), day("2026-07-15") }, full},
		{"closed the day after counts as open", func(f *ComplaintFacts) { f.Closed = day("2026-07-16") }, ComplaintTotals{Counted: 1, Due: 1}},
		{"open, its deadline before the cut-off", func(f *ComplaintFacts) { f.Closed, f.Outcome = calendar.Date{}, "" }, ComplaintTotals{Counted: 1, Due: 1}},
		{"open, its deadline on the cut-off day", func(f *ComplaintFacts) { f.Closed, f.Outcome, f.Deadline = calendar.Date{}, "", cutoff }, ComplaintTotals{Counted: 1}},
		{"closed before a deadline that is still to come is due", func(f *ComplaintFacts) { f.Deadline = day("2026-08-01") }, full},
		{"closed but not fixed", func(f *ComplaintFacts) { f.Outcome = OutcomeNotFixed }, ComplaintTotals{Counted: 1, Due: 1, OnTime: 1, Closed: 1}},
		{"contested by the complainant", func(f *ComplaintFacts) { f.Confirmed, f.ConfirmedOn = &no, day("2026-03-20") }, ComplaintTotals{Counted: 1, Due: 1, OnTime: 1, Closed: 1}},
		{"contested on a day nobody wrote down", func(f *ComplaintFacts) { f.Confirmed = &no }, ComplaintTotals{Counted: 1, Due: 1, OnTime: 1, Closed: 1}},
		{"contested after the cut-off was not yet", func(f *ComplaintFacts) { f.Confirmed, f.ConfirmedOn = &no, day("2026-07-16") }, full},
		{"confirmed", func(f *ComplaintFacts) { f.Confirmed, f.ConfirmedOn = &yes, day("2026-03-20") }, full},
		{"without a deadline it can't be late", func(f *ComplaintFacts) { f.Deadline = calendar.Date{} }, full},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := good
			c.edit(&f)
			if got := ComplaintStanding(f, from, to, cutoff); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

// One district worked out by hand: 2 compounds of 300 households, 6 and 0 complaints.
func TestComplaintScoreByHand(t *testing.T) {
	s := standard.Default()
	d := district{households: 600, complaints: ComplaintTotals{Counted: 6, Due: 5, OnTime: 4, Closed: 4, Fixed: 3}}.complaintShares()
	// g = 6/600 = 0.01; r = 1000·(6 + 2)/500 = 16; 1 − 16/20 = 0.2
	// t: (4 + 5·0.8)/10 = 0.8; f: (3 + 5·0.75)/9 = 0.75
	// 100·(0.2·0.2 + 0.4·0.8 + 0.4·0.75) = 66
	score, rate := complaintScore(ComplaintTotals{Counted: 6, Due: 5, OnTime: 4, Closed: 4, Fixed: 3}, 300, d, s)
	if score.RatString() != "66" || rate.RatString() != "16" {
		t.Errorf("got %s at %s per 1,000, want 66 at 16", score.RatString(), rate.RatString())
	}
	// r = 1000·2/500 = 4; 1 − 4/20 = 0.8; 100·(0.2·0.8 + 0.4·0.8 + 0.4·0.75) = 78
	score, rate = complaintScore(ComplaintTotals{}, 300, d, s)
	if score.RatString() != "78" || rate.RatString() != "4" {
		t.Errorf("got %s at %s per 1,000, want 78 at 4", score.RatString(), rate.RatString())
	}
	// Nobody complained in the whole district: nothing was late, nothing left unfixed.
	score, _ = complaintScore(ComplaintTotals{}, 300, district{households: 600}.complaintShares(), s)
	if score.RatString() != "100" {
		t.Errorf("got %s without any complaint, want 100", score.RatString())
	}
	// The frequency part ends at nothing.
	many := ComplaintTotals{Counted: 300}
	score, _ = complaintScore(many, 300, district{households: 300, complaints: many}.complaintShares(), s)
	if score.RatString() != "80" {
		t.Errorf("got %s with a complaint from every household, want 80", score.RatString())
	}
}
