package assess

import (
	"cmp"
	"slices"

	"smileboard/internal/standard"
)

// Goal is what a compound has not reached yet.
type Goal string

// The goals, from the first to the last.
const (
	// GoalRated is a face at all, for a place that is not rated.
	GoalRated Goal = "rated"
	// GoalSmile turns the cry into a smile.
	GoalSmile Goal = "smile"
	// GoalSound is a smile without the mark that it needs improvement.
	GoalSound Goal = "sound"
	// GoalDemonstration turns the smile into 示范.
	GoalDemonstration Goal = "demonstration"
)

// The codes of steps, with what a step counts. There is none for fewer complaints: nobody is to be told that a complaint less
// is worth points.
const (
	// StepVeto counts grounds for rectification that are lifted.
	StepVeto = "veto"
	// StepAnswers counts further answers, whatever they say.
	StepAnswers = "answers"
	// StepInspection counts further inspections of one dimension, whatever they find.
	StepInspection = "inspection"
	// StepSatisfied counts answers that are not satisfied and would be.
	StepSatisfied = "satisfied"
	// StepPoints counts whole points that the inspections of one dimension, all together, would deduct less.
	StepPoints = "points"
	// StepOpen counts complaints, due and still open, that would be closed by their deadline and fixed.
	StepOpen = "open"
	// StepLate counts complaints, closed late, that would be closed by their deadline.
	StepLate = "late"
	// StepFixed counts closed complaints, not fixed or contested, that would be fixed.
	StepFixed = "fixed"
)

// Why no way leads to a goal.
const (
	// ObstacleZone: the place is too small to be rated by itself, whatever it does.
	ObstacleZone = "zone"
	// ObstacleOutOfReach: not even with every answer satisfied, no point deducted and every complaint closed in time and fixed,
	// such as where few answered and the district's low rate weighs on the rest.
	ObstacleOutOfReach = "out_of_reach"
)

// Shortfall says what a compound lacks for one goal (差在哪儿).
type Shortfall struct {
	Code string `json:"code"`
	Goal Goal   `json:"goal"`
	// Ways lead to the goal, each alone, the smallest first.
	Ways []Way `json:"ways,omitempty"`
	// Obstacle says why there is no way; empty where there is one.
	Obstacle string `json:"obstacle,omitempty"`
}

// Way is a set of steps that together reach a goal; with one less of any of them it is missed.
type Way struct {
	Steps []Step `json:"steps"`
	// Cases measure how large the way is: its counts added up.
	Cases int `json:"cases"`
	// Class and Score are what the steps lead to; the score is in hundredths.
	Class Class  `json:"class"`
	Score *int64 `json:"score,omitempty"`
}

// Step is one change of the evidence.
type Step struct {
	Code      string    `json:"code"`
	Dimension Dimension `json:"dimension,omitempty"`
	Count     int       `json:"count"`
	// Of is how many there are to change, in the unit of Count; for answers and inspections, how many are needed in all.
	Of int `json:"of"`
}

// Shortfalls says for each of the compounds what it lacks for the goals above its class: from rectification a smile; without a face,
// a face; from a smile that needs improvement one that does not, and from any smile demonstration. Above that there is nothing.
//
// The changes are found by assessing changed evidence again, by the same functions that made the results:
//   - the district's totals (m, g, t̄, f̄) are added up again with the change in them;
//   - the draws keep the published evidence's seed, and the compound its place in the stream, so that a change is not mistaken for
//     luck. The next cycle draws its own;
//   - the other compounds stay as published. Peers and means play no part in a class.
//
// Small is what changes few cases: one answer, one complaint, one point deducted, one inspection and one ground count one each.
//
// A way always has what a face needs: grounds lifted, answers, inspections. What new answers and inspections will say is not known,
// so the answers are taken to be satisfied as the district is, and an inspection to deduct what the district's do on average. The
// ratings that a small place withholds are taken so, too. Then, where that is not enough:
//   - each single lever that reaches the goal alone is a way, with the least of it that does;
//   - where none does, there is one way of several: the satisfied answers that no other lever can replace; then, one after the other,
//     the lever a case of which gains most points, used up before the next; last, each cut back to what is needed.
//
// Levers that are equal stand in the order of the dimensions; of complaints the open before the late before those not fixed.
//
// The list is in order of code, and of the goals of each. Returns joined faults where the evidence is not valid, and NOT_FOUND for
// a code that is not in it.
func Shortfalls(e Evidence, s *standard.Standard, codes ...string) ([]Shortfall, error) {
	w, err := newWhatIf(e, s, codes)
	if err != nil {
		return nil, err
	}
	var out []Shortfall
	for _, i := range w.asked {
		now := w.of(i)
		for _, g := range goalsAbove(now.assess(*now.published)) {
			out = append(out, now.shortfall(g))
		}
	}
	return out, nil
}

// goalsAbove lists what is above a class, the nearest first.
func goalsAbove(o outcome) []Goal {
	switch o.class {
	case Rectification:
		return []Goal{GoalSmile}
	case NotRated:
		return []Goal{GoalRated}
	case Compliant:
		if o.ground == ByNeedsImprovement {
			return []Goal{GoalSound, GoalDemonstration}
		}
		return []Goal{GoalDemonstration}
	default:
		return nil
	}
}

// reached reports whether an outcome is at least a goal.
func (g Goal) reached(o outcome) bool {
	switch g {
	case GoalRated:
		return o.class != NotRated
	case GoalSmile:
		return o.class == Compliant || o.class == Demonstration
	case GoalSound:
		return o.class == Demonstration || o.class == Compliant && o.ground != ByNeedsImprovement
	default:
		return o.class == Demonstration
	}
}

// shortfall finds the ways to a goal.
func (p *placeIf) shortfall(g Goal) Shortfall {
	out := Shortfall{Code: p.published.Code, Goal: g}
	first := p.required()
	base, done := p.walk(*p.published, first)
	reached := p.assess(base)
	switch {
	case len(p.conditions(base)) > 0:
		out.Obstacle = ObstacleZone
		return out
	case g.reached(reached):
		out.Ways = []Way{wayOf(done, nil, reached)}
		return out
	}
	for i := range p.levers {
		if n, ok := p.least(base, g, p.none(), i); ok {
			counts := p.none()
			counts[i] = n
			out.Ways = append(out.Ways, p.way(base, done, counts))
		}
	}
	slices.SortStableFunc(out.Ways, func(a, b Way) int { return cmp.Compare(a.Cases, b.Cases) })
	if len(out.Ways) > 0 {
		return out
	}
	counts, ok := p.together(base, g)
	if !ok {
		out.Obstacle = ObstacleOutOfReach
		return out
	}
	out.Ways = []Way{p.way(base, done, counts)}
	return out
}

// way makes a way of the steps that are always needed and so much of each lever.
func (p *placeIf) way(base CompoundEvidence, done []Step, counts []int) Way {
	changed, steps := p.walk(base, p.pull(counts))
	return wayOf(done, steps, p.assess(changed))
}

func wayOf(first, then []Step, o outcome) Way {
	w := Way{Steps: slices.Concat(first, then), Class: o.class}
	if o.score != nil {
		w.Score = hundredths(o.score)
	}
	for _, s := range w.Steps {
		w.Cases += s.Count
	}
	return w
}
