package assess

// ChangeSince compares a result with the compound's result in the district's last published cycle; nil where that has none.
//
// The change is within the error if Δ² ≤ h₁² + h₂², h being half the width of each score's 95 % interval: the two scores are
// independent, so the half-widths add up as squares. Without both intervals nothing is claimed.
func ChangeSince(p *PreviousPublication, before *PreviousResult, score, low, high *int64) *Change {
	if p == nil || before == nil {
		return nil
	}
	out := &Change{Cycle: p.Cycle, Class: before.Class, Score: before.Score}
	if score == nil || before.Score == nil {
		return out
	}
	delta := *score - *before.Score
	out.Delta = &delta
	if low != nil && high != nil && before.ScoreLow != nil && before.ScoreHigh != nil {
		now, then := *high-*low, *before.ScoreHigh-*before.ScoreLow
		out.WithinError = 4*delta*delta <= now*now+then*then
	}
	return out
}
