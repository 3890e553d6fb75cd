package assess

import (
	"math/big"

	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

// ComplaintOutcome says how a closed complaint ended.
type ComplaintOutcome string

// The outcomes. An open complaint has none.
const (
	OutcomeFixed    ComplaintOutcome = "fixed"
	OutcomeNotFixed ComplaintOutcome = "not_fixed"
	OutcomeInvalid  ComplaintOutcome = "invalid"
)

// ComplaintFacts is what is known about one complaint, at any time.
type ComplaintFacts struct {
	Received calendar.Date
	// Responsible says whether the manager is responsible (有责); nil where nobody has said.
	Responsible *bool
	// Repeat: it was merged into an earlier complaint.
	Repeat bool
	// Deadline for closing it; the zero day where there is none.
	Deadline calendar.Date
	// Closed is the zero day while it is open.
	Closed  calendar.Date
	Outcome ComplaintOutcome
	// Confirmed is the complainant's word that it is fixed; false contests it; nil where they have said nothing.
	Confirmed   *bool
	ConfirmedOn calendar.Date
}

// ComplaintStanding says what one complaint adds to its compound's totals of a cycle, each 0 or 1, as it stood on the cut-off day.
//
// It is counted if it:
//   - was received in the cycle;
//   - is not a repeat of another, and nobody has said that the manager is not responsible;
//   - was not found invalid by the cut-off.
//
// Of those counted
//   - closed are those closed by the cut-off: a closing after it counts as open;
//   - due are the closed, and those with a deadline before the cut-off;
//   - on time are the closed ones whose closing is not after their deadline; without a deadline none is late;
//   - fixed are the closed ones with the outcome fixed that the complainant did not contest up to the cut-off.
//
// A later change of the facts alters published evidence exactly if it alters this value.
func ComplaintStanding(f ComplaintFacts, from, to, cutoff calendar.Date) ComplaintTotals {
	closed := !f.Closed.IsZero() && !f.Closed.After(cutoff)
	invalid := f.Outcome == OutcomeInvalid && (closed || f.Closed.IsZero())
	if !f.Received.Within(from, to) || f.Repeat || invalid || f.Responsible != nil && !*f.Responsible {
		return ComplaintTotals{}
	}
	out := ComplaintTotals{Counted: 1}
	if closed {
		out.Closed = 1
	}
	if closed || !f.Deadline.IsZero() && f.Deadline.Before(cutoff) {
		out.Due = 1
	}
	if closed && (f.Deadline.IsZero() || !f.Closed.After(f.Deadline)) {
		out.OnTime = 1
	}
	contested := f.Confirmed != nil && !*f.Confirmed && !f.ConfirmedOn.After(cutoff)
	if closed && f.Outcome == OutcomeFixed && !contested {
		out.Fixed = 1
	}
	return out
}

// Plus adds totals.
func (t ComplaintTotals) Plus(o ComplaintTotals) ComplaintTotals {
	return ComplaintTotals{
		Counted: t.Counted + o.Counted, Due: t.Due + o.Due, OnTime: t.OnTime + o.OnTime, Closed: t.Closed + o.Closed, Fixed: t.Fixed + o.Fixed,
	}
}

// complaintShares are the district's g, t̄ and f̄.
type complaintShares struct {
	perHousehold, onTime, fixed *big.Rat
}

// complaintShares sums over all compounds; a share of nothing is 1.
func (d district) complaintShares() complaintShares {
	of := func(num, den int) *big.Rat {
		if den == 0 {
			return ratio(1, 1)
		}
		return ratio(int64(num), int64(den))
	}
	out := complaintShares{perHousehold: new(big.Rat), onTime: of(d.complaints.OnTime, d.complaints.Due), fixed: of(d.complaints.Fixed, d.complaints.Closed)}
	if d.households > 0 {
		out.perHousehold = ratio(int64(d.complaints.Counted), d.households)
	}
	return out
}

// complaintScore returns the score as a fraction, and r, the shrunken rate per 1,000 households:
//
//	r = 1000·(v + prior·g)/(H + prior)
//	score = 100·(frequency·max(0, 1 − r/worst) + on time·(t + prior·t̄)/(due + prior) + fixed·(f + prior·f̄)/(c + prior))
func complaintScore(t ComplaintTotals, households int, d complaintShares, s *standard.Standard) (score, perThousand *big.Rat) {
	p := s.Complaints
	shrink := func(num, den, prior int, share *big.Rat) *big.Rat {
		x := new(big.Rat).Mul(share, ratio(int64(prior), 1))
		x.Add(x, ratio(int64(num), 1))
		return x.Quo(x, ratio(int64(den+prior), 1))
	}
	r := shrink(t.Counted, households, p.PriorHouseholds, d.perHousehold)
	r.Mul(r, ratio(1000, 1))
	frequency := new(big.Rat).Quo(r, p.WorstPerThousand.Rat())
	frequency.Sub(ratio(1, 1), frequency)
	if frequency.Sign() < 0 {
		frequency.SetInt64(0)
	}
	score = frequency.Mul(frequency, p.FrequencyShare.Rat())
	onTime := shrink(t.OnTime, t.Due, p.OnTimePrior, d.onTime)
	score.Add(score, onTime.Mul(onTime, p.OnTimeShare.Rat()))
	fixed := shrink(t.Fixed, t.Closed, p.FixedPrior, d.fixed)
	score.Add(score, fixed.Mul(fixed, p.FixedShare.Rat()))
	return score.Mul(score, ratio(100, 1)), r
}
