package assess

import (
	"cmp"
	"slices"

	"smileboard/internal/standard"
)

// The codes of a reason's further clauses; the first clause's are the grounds of a class (ByVeto and so on) and, where a face is
// missing, the codes of the missing conditions.
const (
	SayCompared  = "compared"
	SayWeak      = "weak"
	SayChange    = "change"
	SayLastRated = "last_rated"
	SaySurveyDue = "survey_due"
	SayNext      = "next"
)

// reasonOf tells in clauses what decided, how the dimensions stand against their peers and which two are weakest, what changed
// since the last cycle, and what the next class takes. peers names the group that was compared, "" for the district.
func reasonOf(r *CompoundResult, ground, peers string, s *standard.Standard) []Clause {
	list := decided(r, ground, s)
	if r.Class == NotRated {
		if r.LastRated != nil {
			list = append(list, Clause{Code: SayLastRated, Text: map[string]string{
				"cycle": r.LastRated.Cycle, "class": string(r.LastRated.Class), "on": r.LastRated.PublishedOn.String(),
			}})
		}
		if r.SurveyDue {
			list = append(list, Clause{Code: SaySurveyDue})
		}
		return list
	}
	if r.Score != nil {
		list = append(list, compared(r, peers)...)
	}
	if c := r.Change; c != nil && c.Delta != nil {
		within := int64(0)
		if c.WithinError {
			within = 1
		}
		list = append(list, Clause{Code: SayChange, Values: map[string]int64{"delta": *c.Delta, "within": within}, Text: map[string]string{"cycle": c.Cycle}})
	}
	if len(r.Next) > 0 {
		list = append(list, Clause{Code: SayNext, Values: map[string]int64{"open": int64(len(unmet(r.Next)))}, Text: map[string]string{"class": string(above(r.Class))}})
	}
	return list
}

// above is the next class up.
func above(c Class) Class {
	if c == Rectification {
		return Compliant
	}
	return Demonstration
}

// decided says on what the class rests, with the figures compared.
func decided(r *CompoundResult, ground string, s *standard.Standard) []Clause {
	c := s.Classes
	switch ground {
	case ByVeto:
		var list []Clause
		for _, v := range r.Vetoes {
			list = append(list, Clause{Code: ByVeto, Text: map[string]string{
				"ground": v.Ground, "authority": v.Authority, "document": v.Document, "established": v.Established.String(),
			}})
		}
		return list
	case ByMissingEvidence:
		var list []Clause
		for _, m := range r.Missing {
			list = append(list, Clause{Code: m.Code, Dimension: m.Dimension, Values: map[string]int64{"need": m.Need, "have": m.Have}})
		}
		return list
	}
	values := map[string]int64{"score": *r.Score, "rate": *r.Survey.Rate, "answers": int64(r.Survey.Answers)}
	switch ground {
	case ByUpperBound:
		values["high"], values["need"] = *r.Survey.High, c.RectificationRate.TenThousandths()
	case ByScore:
		values["need"], values["probability"] = c.RectificationScore.Hundredths(), *r.ProbabilityBelow
	case ByDemonstration:
		values["inspected"], values["least"] = leastInspected(r)
	case ByNeedsImprovement:
		values["needRate"], values["needScore"] = c.NeedsImprovementRate.TenThousandths(), c.NeedsImprovementScore.Hundredths()
	}
	return []Clause{{Code: ground, Values: values}}
}

// leastInspected counts the inspected dimensions that apply and returns the lowest of their scores in hundredths.
func leastInspected(r *CompoundResult) (count, least int64) {
	for _, d := range r.Dimensions {
		if d.Score == nil || !slices.Contains(Inspected[:], d.Dimension) {
			continue
		}
		if count == 0 || *d.Score < least {
			least = *d.Score
		}
		count++
	}
	return count, least
}

// compared counts the dimensions above their peers' mean, and names the two furthest below it; equals in the standard's order.
// All figures are the published ones.
func compared(r *CompoundResult, peers string) []Clause {
	type gap struct {
		d    DimensionScore
		diff int64
	}
	var gaps []gap
	above := int64(0)
	for _, d := range r.Dimensions {
		if d.Score == nil || d.PeerMean == nil {
			continue
		}
		g := gap{d, *d.Score - *d.PeerMean}
		if g.diff > 0 {
			above++
		}
		gaps = append(gaps, g)
	}
	list := []Clause{{Code: SayCompared, Values: map[string]int64{"above": above, "of": int64(len(gaps))}, Text: map[string]string{"peers": peers}}}
	slices.SortStableFunc(gaps, func(a, b gap) int { return cmp.Compare(a.diff, b.diff) })
	for _, g := range gaps[:min(2, len(gaps))] {
		if g.diff >= 0 {
			break
		}
		values := map[string]int64{"score": *g.d.Score, "mean": *g.d.PeerMean}
		if g.d.Dimension == Complaints {
			values["due"], values["late"] = int64(r.Complaints.Due), int64(r.Complaints.Due-r.Complaints.OnTime)
		}
		list = append(list, Clause{Code: SayWeak, Dimension: g.d.Dimension, Values: values})
	}
	return list
}
