package standard

import (
	"slices"

	"smileboard/internal/fault"
)

// check reports what no single value shows.
//
// The standard MUST:
//   - weigh each of the seven dimensions once, above zero, 100 in all;
//   - ask for no fewer answers for a face than are needed to show a rate, and for no more at most than at least;
//   - give the three parts of the complaints score shares that sum to 1;
//   - keep the classes in order: rectification ≤ needs improvement ≤ demonstration, in score and in rate;
//   - name each veto ground and peer group once, each kind in one group at most, each grade once;
//   - list the score bands from the highest down to 0;
//   - draw a multiple of 40 times, so that the 95 % interval cuts whole draws.
//
// A check is left out where a value that it needs could not be read; that was reported already.
func (r *reader) check(s *Standard) {
	if r.sound("dimensions") {
		r.checkWeights(s)
	}
	if r.sound("complaints") {
		r.checkShares(s.Complaints)
	}
	if r.sound("evidence", "survey") {
		r.checkEvidence(s)
	}
	if r.sound("classes") {
		r.checkClasses(s.Classes)
	}
	if r.sound("veto_grounds", "peers", "qualification") {
		r.checkNames(s)
	}
	if r.sound("score_bands") {
		r.checkBands(s.ScoreBands)
	}
	if r.sound("ranking.draws") && s.Ranking.Draws%40 != 0 {
		r.add(0, "ranking.draws", "draws", fault.Say("值是 %[1]d,应是 40 的倍数", "the value is %[1]d; it must be a multiple of 40", s.Ranking.Draws))
	}
}

func (r *reader) checkWeights(s *Standard) {
	var sum Decimal
	seen := map[string]bool{}
	for i, d := range s.Dimensions {
		sum += d.Weight
		if seen[d.Code] {
			r.add(0, at("dimensions", i)+".code", "duplicate", fault.Say("%[1]s 写了两次,只能写一次", "%[1]s is given twice; give it once", d.Code))
		}
		seen[d.Code] = true
		if d.Weight == 0 {
			r.add(0, at("dimensions", i)+".weight", "weight", fault.Say("值是 0,应大于 0", "the value is 0; it must be above 0"))
		}
	}
	for _, code := range DimensionCodes {
		if !seen[code] {
			r.add(0, "dimensions", "missing", fault.Say("缺少 %[1]s,七项都要有", "%[1]s is missing; all seven are needed", code))
		}
	}
	if sum != 100*one {
		r.add(0, "dimensions", "weights", fault.Say("各项权重之和是 %[1]s,应是 100", "the weights sum to %[1]s; they must sum to 100", sum))
	}
}

func (r *reader) checkShares(c Complaints) {
	if shares := c.FrequencyShare + c.OnTimeShare + c.FixedShare; shares != one {
		r.add(0, "complaints", "shares", fault.Say("frequency_share、on_time_share、fixed_share 之和是 %[1]s,应是 1", "frequency_share, on_time_share and fixed_share sum to %[1]s; they must sum to 1", shares))
	}
}

func (r *reader) checkEvidence(s *Standard) {
	e := s.Evidence
	if e.Minimum > e.Maximum {
		r.add(0, "evidence.minimum", "order", fault.Say("值是 %[1]d,不应大于 evidence.maximum 的 %[2]d", "the value is %[1]d; it must not be above evidence.maximum, %[2]d", e.Minimum, e.Maximum))
	}
	if e.Minimum < s.Survey.MinimumShown {
		r.add(0, "evidence.minimum", "order", fault.Say("值是 %[1]d,不应小于 survey.minimum_shown 的 %[2]d:不能公开的答卷不能定脸", "the value is %[1]d; it must not be below survey.minimum_shown, %[2]d: answers that may not be shown can't make a face", e.Minimum, s.Survey.MinimumShown))
	}
}

func (r *reader) checkClasses(c Classes) {
	for _, p := range []struct {
		low, high   string
		below, upon Decimal
	}{
		{"classes.rectification.score", "classes.needs_improvement.score", c.RectificationScore, c.NeedsImprovementScore},
		{"classes.needs_improvement.score", "classes.demonstration.score", c.NeedsImprovementScore, c.DemonstrationScore},
		{"classes.rectification.rate", "classes.needs_improvement.rate", c.RectificationRate, c.NeedsImprovementRate},
		{"classes.needs_improvement.rate", "classes.demonstration.rate", c.NeedsImprovementRate, c.DemonstrationRate},
	} {
		if p.below > p.upon {
			r.add(0, p.low, "order", fault.Say("值是 %[1]s,不应大于 %[2]s 的 %[3]s", "the value is %[1]s; it must not be above %[2]s, %[3]s", p.below, p.high, p.upon))
		}
	}
}

func (r *reader) checkNames(s *Standard) {
	double := func(path, name string) {
		r.add(0, path, "duplicate", fault.Say("%[1]s 用了两次,只能用一次", "%[1]s is used twice; use it once", name))
	}
	var grounds, groups, kinds []string
	for i, g := range s.VetoGrounds {
		if slices.Contains(grounds, g.Code) {
			double(at("veto_grounds", i)+".code", g.Code)
		}
		grounds = append(grounds, g.Code)
	}
	for i, g := range s.Peers.Groups {
		if slices.Contains(groups, g.Code) {
			double(at("peers.groups", i)+".code", g.Code)
		}
		groups = append(groups, g.Code)
		for j, k := range g.Kinds {
			if slices.Contains(kinds, k) {
				double(at(at("peers.groups", i)+".kinds", j), k)
			}
			kinds = append(kinds, k)
		}
	}
	var grades []int
	for i, g := range s.Qualification.Grades {
		if slices.Contains(grades, g.Grade) {
			r.add(0, at("qualification.grades", i)+".grade", "duplicate", fault.Say("%[1]d 级写了两次,只能写一次", "grade %[1]d is given twice; give it once", g.Grade))
		}
		grades = append(grades, g.Grade)
	}
}

func (r *reader) checkBands(bands []ScoreBand) {
	for i, b := range bands {
		if i > 0 && b.From >= bands[i-1].From {
			r.add(0, at("score_bands", i)+".from", "order", fault.Say("值是 %[1]s,应小于上一档的 %[2]s", "the value is %[1]s; it must be below the band before, %[2]s", b.From, bands[i-1].From))
		}
		for _, earlier := range bands[:i] {
			if earlier.Grade == b.Grade {
				r.add(0, at("score_bands", i)+".grade", "duplicate", fault.Say("%[1]s 写了两次,只能写一次", "%[1]s is given twice; give it once", b.Grade))
			}
		}
	}
	if last := len(bands) - 1; last >= 0 && bands[last].From != 0 {
		r.add(0, at("score_bands", last)+".from", "order", fault.Say("值是 %[1]s,最低一档应从 0 开始", "the value is %[1]s; the lowest band must begin at 0", bands[last].From))
	}
}
