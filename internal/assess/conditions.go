package assess

import "smileboard/internal/standard"

// The codes of conditions, with the unit of what they need and have.
const (
	// NeedZone counts households.
	NeedZone = "zone"
	// NeedAnswers counts answers.
	NeedAnswers = "answers"
	// NeedInspection counts inspections of one dimension; without a dimension, the dimensions covered.
	NeedInspection = "inspection"
	// NeedNoVeto counts vetoes: none are needed.
	NeedNoVeto = "veto"
	// NeedUpperBound is the upper end of the satisfied rate's interval, in ten-thousandths.
	NeedUpperBound = "upper_bound"
	// NeedScore is the score in hundredths.
	NeedScore = "score"
	// NeedRate is the satisfied rate in ten-thousandths.
	NeedRate = "rate"
)

// EvidenceConditions lists what a compound's evidence needs for a face, and whether it is there.
//
// A compound MUST:
//   - have at least the standard's least number of households; a smaller place is rated only with its zone, and nothing else
//     is asked of it;
//   - have the required number of answers (RequiredAnswers);
//   - be covered by the standard's number of inspections in each of the five inspected dimensions that apply; one condition for
//     each that is not, or a single one, met, where all are.
func EvidenceConditions(c CompoundEvidence, s *standard.Standard) []Condition {
	h := HouseholdsOf(c)
	if h < s.Evidence.MinimumHouseholds {
		return []Condition{{Code: NeedZone, Need: int64(s.Evidence.MinimumHouseholds), Have: int64(h)}}
	}
	list := []Condition{atLeast(NeedAnswers, int64(RequiredAnswers(h, s)), int64(c.Answers()))}
	applicable, covered := 0, 0
	for _, d := range Inspected {
		if !Applies(c, d) {
			continue
		}
		applicable++
		have := len(c.Deductions[d])
		if have >= s.Evidence.Inspections {
			covered++
			continue
		}
		list = append(list, Condition{Code: NeedInspection, Dimension: d, Need: int64(s.Evidence.Inspections), Have: int64(have)})
	}
	if covered == applicable && applicable > 0 {
		list = append(list, atLeast(NeedInspection, int64(applicable), int64(covered)))
	}
	return list
}

// EnoughEvidence reports whether a compound's evidence is enough for a face: every one of EvidenceConditions is met.
func EnoughEvidence(c CompoundEvidence, s *standard.Standard) bool {
	return len(unmet(EvidenceConditions(c, s))) == 0
}

func atLeast(code string, need, have int64) Condition {
	return Condition{Code: code, Need: need, Have: have, Met: have >= need}
}

func unmet(list []Condition) []Condition {
	var out []Condition
	for _, c := range list {
		if !c.Met {
			out = append(out, c)
		}
	}
	return out
}

// nextConditions lists every condition of the class above, not only the points: from compliant those of demonstration, from
// rectification those of compliant. There is none above demonstration, and a place without a class is told what is missing.
//
// A rectification place that lacks evidence is asked for it as well; without a shown rate or a score, their conditions are
// unknown.
func nextConditions(r *CompoundResult, evidence []Condition, s *standard.Standard) []Condition {
	c := s.Classes
	reach := func(code string, need int64, have *int64) Condition {
		if have == nil {
			return Condition{Code: code, Need: need, Unknown: true}
		}
		return atLeast(code, need, *have)
	}
	switch r.Class {
	case Compliant:
		return []Condition{
			reach(NeedScore, c.DemonstrationScore.Hundredths(), r.Score),
			reach(NeedRate, c.DemonstrationRate.TenThousandths(), r.Survey.Rate),
		}
	case Rectification:
		list := []Condition{{Code: NeedNoVeto, Have: int64(len(r.Vetoes)), Met: len(r.Vetoes) == 0}}
		list = append(list, evidence...)
		if evidence[0].Code == NeedZone {
			return list
		}
		score := reach(NeedScore, c.RectificationScore.Hundredths(), r.Score)
		// A score just below the line does not hold a place back while the draws doubt it.
		score.Met = r.Score != nil && !surelyBelow(*r.Score, *r.ProbabilityBelow, s)
		return append(list, reach(NeedUpperBound, c.RectificationRate.TenThousandths(), r.Survey.High), score)
	default:
		return nil
	}
}
