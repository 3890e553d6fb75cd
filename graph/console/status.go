package console

import (
	"strings"

	"smileboard/ent"
	"smileboard/graph/console/model"
	"smileboard/internal/assess"
	"smileboard/internal/assess/words"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/mystatus"
	"smileboard/internal/registry"
)

// contractorStatusOf is what the console shows of a company's status.
func contractorStatusOf(c *mystatus.Contractor) *model.ContractorStatus {
	out := &model.ContractorStatus{
		Contractor: &registry.ContractorRef{ID: c.ID, USCC: c.USCC, Name: c.Name},
		Rankings:   each(c.Rankings, rankingStatusOf),
		Compounds:  each(c.Compounds, compoundStatusOf),
		Due:        each(c.Due, dueItemOf),
	}
	out.Qualifications = each(c.Certificates, func(q *ent.Qualification) *registry.Qualification {
		x := &registry.Qualification{
			ID: q.ID, Certificate: q.Certificate, Contractor: out.Contractor, Issued: calendar.FromTime(q.Issued), Expires: calendar.FromTimePtr(q.Expires),
			Version: q.Version,
		}
		enum(&x.Grade, q.Grade)
		enum(&x.Status, q.Status)
		return x
	})
	return out
}

// committeeReportOf is what the console shows of a committee's status.
func committeeReportOf(c *mystatus.Committee) *model.CommitteeReport {
	return &model.CommitteeReport{Committee: c.Committee, Compounds: each(c.Compounds, compoundStatusOf), Due: each(c.Due, dueItemOf)}
}

func rankingStatusOf(r *mystatus.Ranking) *model.RankingStatus {
	p := r.Place
	out := &model.RankingStatus{
		District: &registry.OrganizationRef{ID: r.District.ID, Code: r.District.Code, Name: r.District.Name}, Cycle: r.Cycle, PublishedOn: r.PublishedOn, Ranked: r.Ranked,
		Rank: p.Rank, RankFrom: p.RankLow, RankTo: p.RankHigh, Band: some(p.Band), Grade: some(p.Grade),
		Score: number(p.Score), ScoreFrom: number(p.ScoreLow), ScoreTo: number(p.ScoreHigh), Rated: p.Rated, Managed: p.Managed, Unranked: r.Unranked,
	}
	enum(&out.District.Kind, r.District.Kind)
	if r.Before != nil {
		out.PreviousCycle, out.PreviousRank, out.PreviousScore = &r.BeforeCycle, r.Before.Rank, number(r.Before.Score)
	}
	return out
}

func compoundStatusOf(x *mystatus.Compound) *model.CompoundStatus {
	out := &model.CompoundStatus{
		Compound: &registry.CompoundRef{ID: x.ID, Code: x.Code, Name: x.Name}, Managed: x.Managed, Carried: x.Carried, Missing: each(x.Missing, missingOf),
	}
	r := x.Result
	if r == nil {
		enum(&out.Face, assess.NoFace)
		enum(&out.Class, notRated)
		out.Dimensions = []*model.DimensionStatus{}
		return out
	}
	t := r.Complaints
	late, unfixed := t.Due-t.OnTime, t.Closed-t.Fixed
	enum(&out.Face, r.Face)
	enum(&out.Class, classOf(r.Class))
	out.Cycle, out.PublishedOn, out.Reason, out.Explanation = &x.Cycle, &x.PublishedOn, &x.Reason, &x.Explanation
	out.NeedsImprovement, out.Score, out.ScoreFrom, out.ScoreTo = r.NeedsImprovement, number(r.Score), number(r.ScoreLow), number(r.ScoreHigh)
	out.Dimensions = each(r.Dimensions, dimensionStatusOf)
	out.Answers, out.AnswersNeeded, out.Satisfied = &r.Survey.Answers, &r.Survey.Required, r.Survey.Satisfied
	out.Complaints, out.OverdueComplaints, out.UnfixedComplaints = t.Counted, &late, &unfixed
	for _, d := range r.Dimensions {
		out.Inspections = max(out.Inspections, d.Covered)
	}
	if c := r.Change; c != nil {
		out.PreviousCycle, out.Delta = &c.Cycle, number(c.Delta)
		if c.Delta != nil {
			out.WithinError = &c.WithinError
		}
		enumOrNull(&out.PreviousClass, classOf(c.Class))
	}
	return out
}

func dimensionStatusOf(d assess.DimensionScore) *model.DimensionStatus {
	name := fault.Words{Zh: words.Dimension(d.Dimension, words.Zh), En: words.Dimension(d.Dimension, words.En)}
	return &model.DimensionStatus{
		Dimension: string(d.Dimension), Name: &name, Weight: int(d.Weight), Applies: d.Applies, Score: number(d.Score), Peers: number(d.PeerMean),
		Inspections: d.Covered,
	}
}

func missingOf(s assess.Shortfall) *model.Missing {
	out := &model.Missing{
		Goal: string(s.Goal), Name: &fault.Words{Zh: words.Goal(s.Goal, words.Zh), En: words.Goal(s.Goal, words.En)}, Ways: []*model.Way{},
	}
	switch s.Goal {
	case assess.GoalSmile, assess.GoalSound:
		enumOrNull(&out.Target, string(assess.Compliant))
	case assess.GoalDemonstration:
		enumOrNull(&out.Target, string(assess.Demonstration))
	}
	for _, w := range s.Ways {
		out.Ways = append(out.Ways, &model.Way{
			Steps: each(w.Steps, stepOf), Cases: w.Cases, Score: number(w.Score),
			Words: &fault.Words{Zh: words.Way(w, s.Goal, words.Zh), En: words.Way(w, s.Goal, words.En)},
		})
	}
	if s.Obstacle != "" {
		out.Obstacle = &fault.Words{Zh: words.Obstacle(s, words.Zh), En: words.Obstacle(s, words.En)}
	}
	return out
}

func stepOf(s assess.Step) *model.Step {
	return &model.Step{
		Kind: s.Code, Dimension: some(string(s.Dimension)), Amount: s.Count, Of: s.Of,
		Words: &fault.Words{Zh: words.Step(s, words.Zh), En: words.Step(s, words.En)},
	}
}

func dueItemOf(d mystatus.Due) *model.DueItem {
	return &model.DueItem{Kind: d.Kind, Title: &d.Title, On: d.On, Overdue: d.Overdue, Link: d.Link}
}

// notRated is what the schema calls the class that results call none.
const notRated = "NOT_RATED"

func classOf(c assess.Class) string {
	if c == assess.NotRated {
		return notRated
	}
	return string(c)
}

// enum writes a value of the domain as one of the schema, in capitals.
func enum[To, From ~string](to *To, from From) { *to = To(strings.ToUpper(string(from))) }

// enumOrNull is enum where the schema allows null.
func enumOrNull[To, From ~string](to **To, from From) {
	*to = new(To)
	enum(*to, from)
}

// some is a value that may be missing, which the domain writes as the zero value.
func some[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// number is a figure in hundredths, which the schema holds as an Int.
func number(n *int64) *int {
	if n == nil {
		return nil
	}
	v := int(*n)
	return &v
}
