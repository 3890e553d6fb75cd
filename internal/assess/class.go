package assess

import "smileboard/internal/standard"

// ClassFacts is what a class is decided on: published values, so that nothing reads "90.00, not demonstration".
type ClassFacts struct {
	// Vetoed: at least one ground for rectification is established.
	Vetoed bool
	// Enough evidence for a face.
	Enough bool
	// Score in hundredths, ProbabilityBelow in ten-thousandths, Rate (p) and High (the upper end of its interval) in
	// ten-thousandths. Not read without enough evidence.
	Score, ProbabilityBelow, Rate, High int64
}

// The grounds on which a class is decided; they are the codes of a reason's first clause.
const (
	ByVeto             = "veto"
	ByMissingEvidence  = "missing"
	ByUpperBound       = "upper_bound"
	ByScore            = "score"
	ByDemonstration    = "demonstration"
	ByNeedsImprovement = "needs_improvement"
	ByCompliant        = "compliant"
)

// ClassOf decides a compound's class and says on what ground: the first that applies of
//
//   - rectification: vetoed; it needs no other evidence;
//   - not rated: not enough evidence;
//   - rectification: the upper end of the satisfied rate's interval is below the rectification rate (we are sure that too few are
//     satisfied), or the score is below the rectification score and at least the standard's share of the draws agree;
//   - demonstration: the score and the satisfied rate both reach their thresholds;
//   - compliant; on the ground ByNeedsImprovement where the rate or the score is below that mark.
//
// Source: the standard, "Class and face"; the thresholds are its parameters.
func ClassOf(f ClassFacts, s *standard.Standard) (class Class, ground string) {
	c := s.Classes
	switch {
	case f.Vetoed:
		return Rectification, ByVeto
	case !f.Enough:
		return NotRated, ByMissingEvidence
	case f.High < c.RectificationRate.TenThousandths():
		return Rectification, ByUpperBound
	case surelyBelow(f.Score, f.ProbabilityBelow, s):
		return Rectification, ByScore
	case f.Score >= c.DemonstrationScore.Hundredths() && f.Rate >= c.DemonstrationRate.TenThousandths():
		return Demonstration, ByDemonstration
	case f.Rate < c.NeedsImprovementRate.TenThousandths() || f.Score < c.NeedsImprovementScore.Hundredths():
		return Compliant, ByNeedsImprovement
	default:
		return Compliant, ByCompliant
	}
}

// surelyBelow: the score is below the rectification score, and the draws agree often enough.
func surelyBelow(score, probability int64, s *standard.Standard) bool {
	return score < s.Classes.RectificationScore.Hundredths() && probability >= s.Classes.RectificationConfidence.TenThousandths()
}
