package assess

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// places takes up every compound of a district.
func places(t rapid.TB, e Evidence, s *standard.Standard) []*placeIf {
	t.Helper()
	w, err := newWhatIf(e, s, codesOf(e))
	if err != nil {
		t.Fatal(err)
	}
	list := make([]*placeIf, len(e.Compounds))
	for i := range list {
		list[i] = w.of(i)
	}
	return list
}

// take changes a compound's evidence by a way's steps.
func (p *placeIf) take(t rapid.TB, steps []Step) CompoundEvidence {
	t.Helper()
	var levers []pulled
	for _, step := range steps {
		all := p.levers
		for _, r := range p.required() {
			all = append(slices.Clone(all), r.lever)
		}
		i := slices.IndexFunc(all, func(l lever) bool { return l.code == step.Code && l.dimension == step.Dimension })
		if i < 0 {
			t.Fatalf("there is no lever for %+v", step)
		}
		levers = append(levers, pulled{all[i], step.Count})
	}
	changed, _ := p.walk(*p.published, levers)
	return changed
}

func codesOf(e Evidence) []string {
	var list []string
	for _, c := range e.Compounds {
		list = append(list, c.Code)
	}
	return list
}

func mustFall(t rapid.TB, e Evidence, s *standard.Standard, codes ...string) []Shortfall {
	t.Helper()
	list, err := Shortfalls(e, s, codes...)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// hardDistrict draws a district in which every class is likely, and places that lack evidence, too.
func hardDistrict(t *rapid.T) Evidence {
	e := anyDistrict(t)
	for i := range e.Compounds {
		c := &e.Compounds[i]
		switch rapid.IntRange(0, 5).Draw(t, "case") {
		case 0: // few are satisfied
			c.Overall.R2, c.Overall.R5 = c.Overall.R5, 0
		case 1: // a great deal was found
			for _, d := range Inspected {
				if Applies(*c, d) {
					c.Deductions[d] = []int64{rapid.Int64Range(2000, 13_000).Draw(t, "points"), rapid.Int64Range(2000, 9000).Draw(t, "points")}
				}
			}
		case 2: // nobody looked at one thing
			delete(c.Deductions, rapid.SampledFrom(Inspected[:]).Draw(t, "not inspected"))
		case 3: // few answered
			c.Overall = Ratings{R5: rapid.IntRange(0, 8).Draw(t, "satisfied"), R3: rapid.IntRange(0, 8).Draw(t, "not satisfied")}
		}
		c.Withhold(standard.Default().Survey.MinimumShown)
	}
	return e
}

func TestUnchangedEvidenceIsAssessedAsPublished(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, s := hardDistrict(t), quick()
		r := mustAssess(t, e, s)
		for i, p := range places(t, e, s) {
			got, want := p.assess(*p.published), r.Compounds[i]
			if got.class != want.Class {
				t.Fatalf("%s is %s, published as %s", want.Code, got.class, want.Class)
			}
			if want.Score != nil {
				c := &compound{evidence: p.published}
				c.measure(p.district.satisfiedShare(), p.district.complaintShares(), s)
				if below := p.probabilityBelow(c, p.district.satisfiedShare()); below != *want.ProbabilityBelow {
					t.Fatalf("%s is below with %d, published as %d", want.Code, below, *want.ProbabilityBelow)
				}
			}
		}
	})
}

// What is promised holds, and nothing of it is too much: the steps reach the goal, with one less of any they don't.
func TestAWayReachesItsGoalAndWithOneStepLessDoesNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, s := hardDistrict(t), quick()
		byCode := map[string]*placeIf{}
		for _, p := range places(t, e, s) {
			byCode[p.published.Code] = p
		}
		for _, short := range mustFall(t, e, s, codesOf(e)...) {
			p := byCode[short.Code]
			if short.Goal.reached(p.assess(*p.published)) {
				t.Fatalf("%s has reached %s already", short.Code, short.Goal)
			}
			if (len(short.Ways) == 0) != (short.Obstacle != "") {
				t.Fatalf("%+v", short)
			}
			for _, way := range short.Ways {
				changed := p.take(t, way.Steps)
				if o := p.assess(changed); !short.Goal.reached(o) || o.class != way.Class {
					t.Fatalf("%s: %+v leads to %+v, not to %s", short.Code, way, o, short.Goal)
				}
				for i := range way.Steps {
					less := slices.Clone(way.Steps)
					less[i].Count--
					if short.Goal.reached(p.assess(p.take(t, less))) {
						t.Fatalf("%s reaches %s without all of step %d of %+v", short.Code, short.Goal, i, way)
					}
				}
				assessedAlike(t, e, changed, p, s)
			}
		}
	})
}

// assessedAlike holds that the whole district, assessed with the change in it, says the same of the compound; only the draws are
// others, since the evidence's digest seeds them.
func assessedAlike(t *rapid.T, e Evidence, changed CompoundEvidence, p *placeIf, s *standard.Standard) {
	other := e
	other.Compounds = slices.Clone(e.Compounds)
	i := slices.IndexFunc(other.Compounds, func(c CompoundEvidence) bool { return c.Code == changed.Code })
	other.Compounds[i] = changed
	full := mustAssess(t, other, s).Compounds[i]
	o := p.assess(changed)
	if (full.Score == nil) != (o.score == nil) || o.score != nil && *full.Score != *hundredths(o.score) {
		t.Fatalf("%s scores %v, the district says %v", changed.Code, o.score, full.Score)
	}
	drawn := full.Score != nil && *full.Score < s.Classes.RectificationScore.Hundredths()
	if full.Class != o.class && !drawn {
		t.Fatalf("%s is %s, the district says %s", changed.Code, o.class, full.Class)
	}
}

// Each lever is monotone: more of it never lowers a score or the upper end of the rate's interval.
func TestALeverNeverLowersAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, s := hardDistrict(t), quick()
		p := rapid.SampledFrom(places(t, e, s)).Draw(t, "place")
		base, _ := p.walk(*p.published, p.required())
		l := rapid.SampledFrom(p.levers).Draw(t, "lever")
		most := l.of(&base)
		if most == 0 {
			return
		}
		n := rapid.IntRange(1, most).Draw(t, "cases")
		measured := func(n int) *compound {
			c, _ := p.walk(base, []pulled{{l, n}})
			d := p.district.replace(sumDistrict([]CompoundEvidence{*p.published}, s), sumDistrict([]CompoundEvidence{c}, s))
			out := &compound{evidence: &c}
			out.measure(d.satisfiedShare(), d.complaintShares(), s)
			return out
		}
		less, more := measured(n-1), measured(n)
		if less.score == nil {
			return
		}
		if more.score.Cmp(less.score) < 0 || *more.out.Survey.Rate < *less.out.Survey.Rate || *more.out.Survey.High < *less.out.Survey.High {
			t.Fatalf("%s %s: %d cases are worse than %d", l.code, l.dimension, n, n-1)
		}
	})
}

// Beside every single change there is, none is smaller than what is found.
func TestTheChangesAreTheSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := quick()
		e := sampleDistrict(3, 0, rapid.Uint64().Draw(t, "seed"))
		c := &e.Compounds[1]
		*c = CompoundEvidence{
			Code: c.Code, Kind: Commercial, Households: 100, Inspections: 1, Deductions: map[Dimension][]int64{},
			Overall: Ratings{R5: 20, R3: rapid.IntRange(0, 6).Draw(t, "not satisfied")},
		}
		for _, d := range Inspected {
			c.Deductions[d] = []int64{0}
		}
		for _, d := range []Dimension{Order, Greening} {
			c.Deductions[d] = []int64{100 * rapid.Int64Range(0, 6).Draw(t, string(d))}
		}
		closed := rapid.IntRange(0, 3).Draw(t, "closed")
		c.Complaints = ComplaintTotals{
			Counted: 5, Due: closed + rapid.IntRange(0, 2).Draw(t, "open"), Closed: closed,
			OnTime: rapid.IntRange(0, closed).Draw(t, "on time"), Fixed: rapid.IntRange(0, closed).Draw(t, "fixed"),
		}
		p := places(t, e, s)[1]
		full := p.none()
		for i, l := range p.levers {
			full[i] = l.of(p.published)
		}
		best, _ := p.walk(*p.published, p.pull(full))
		most, least := p.assess(best), p.assess(*p.published)
		if most.class == least.class && most.class == Demonstration {
			return
		}
		low, high := *hundredths(least.score)+1, *hundredths(most.score)
		if low > high {
			return
		}
		s.Classes.DemonstrationScore = standard.Decimal(rapid.Int64Range(low, high).Draw(t, "threshold") * 10_000)
		got := p.shortfall(GoalDemonstration)
		cases, single := p.search(GoalDemonstration)
		switch {
		case cases == 0:
			if len(got.Ways) != 0 {
				t.Fatalf("there is no way, and it found %+v", got)
			}
		case len(got.Ways) == 0:
			t.Fatalf("there is a way of %d cases, and it found none", cases)
		case single > 0 && got.Ways[0].Cases != single:
			t.Fatalf("a single lever takes %d, it found %+v", single, got.Ways)
		case single == 0 && got.Ways[0].Cases != cases:
			t.Fatalf("several levers take %d, it found %+v", cases, got.Ways)
		}
	})
}

// search tries every combination: the fewest cases that reach the goal, and the fewest of a single lever; 0 for none.
func (p *placeIf) search(g Goal) (cases, single int) {
	counts := p.none()
	var try func(i, used, levers int)
	try = func(i, used, levers int) {
		if cases > 0 && used >= cases && (levers > 1 || single > 0 && used >= single) {
			return
		}
		if i == len(counts) {
			if used > 0 && p.reaches(*p.published, g, counts) {
				if cases == 0 || used < cases {
					cases = used
				}
				if levers == 1 && (single == 0 || used < single) {
					single = used
				}
			}
			return
		}
		for n := 0; n <= p.levers[i].of(p.published); n++ {
			counts[i] = n
			more := levers
			if n > 0 {
				more++
			}
			try(i+1, used+n, more)
		}
		counts[i] = 0
	}
	try(0, 0, 0)
	return cases, single
}

func TestShortfallsNameWhatEachPlaceLacks(t *testing.T) {
	good := func() CompoundEvidence {
		c := CompoundEvidence{
			Code: "B", Kind: Commercial, Households: 600, Overall: Ratings{R4: 160, R3: 24}, Inspections: 1, Deductions: map[Dimension][]int64{},
			Complaints: ComplaintTotals{Counted: 9, Due: 9, OnTime: 6, Closed: 8, Fixed: 8},
		}
		for _, d := range Inspected {
			c.Deductions[d] = []int64{500}
		}
		return c
	}
	veto := []Veto{{Ground: "fire_exit_blocked", Authority: "消防大队", Document: "示例〔2026〕1号", Established: calendar.MustParse("2026-05-01")}}
	for _, c := range []struct {
		name string
		edit func(*CompoundEvidence)
		want []Shortfall
	}{
		{
			"a place whose only fault is a ground for rectification needs that lifted",
			func(c *CompoundEvidence) { c.Vetoes = veto },
			[]Shortfall{{Code: "B", Goal: GoalSmile, Ways: []Way{{Steps: []Step{{Code: StepVeto, Count: 1, Of: 1}}, Cases: 1, Class: Compliant}}}},
		},
		{
			"a place without a face is told of answers and of the first inspection of its greenery",
			func(c *CompoundEvidence) {
				c.Overall, c.Withheld = Ratings{}, 9
				delete(c.Deductions, Greening)
			},
			[]Shortfall{{Code: "B", Goal: GoalRated, Ways: []Way{{
				Steps: []Step{{Code: StepAnswers, Count: 21, Of: 30}, {Code: StepInspection, Dimension: Greening, Count: 1, Of: 1}}, Cases: 22, Class: Compliant,
			}}}},
		},
		{
			"a vetoed place without evidence needs all of it",
			func(c *CompoundEvidence) { c.Vetoes, c.Overall = veto, Ratings{R4: 20} },
			[]Shortfall{{Code: "B", Goal: GoalSmile, Ways: []Way{{
				Steps: []Step{{Code: StepVeto, Count: 1, Of: 1}, {Code: StepAnswers, Count: 10, Of: 30}}, Cases: 11, Class: Compliant,
			}}}},
		},
		{
			"a few households are rated with their zone, whatever they do",
			func(c *CompoundEvidence) { c.Households, c.Overall, c.Withheld = 6, Ratings{}, 4 },
			[]Shortfall{{Code: "B", Goal: GoalRated, Obstacle: ObstacleZone}},
		},
		{
			"a demonstration place lacks nothing",
			func(c *CompoundEvidence) { c.Overall, c.Complaints = Ratings{R5: 184}, ComplaintTotals{} },
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := sampleDistrict(0, 0, 1)
			x := good()
			c.edit(&x)
			other := good()
			other.Code, other.Overall = "A", Ratings{R4: 140, R3: 44}
			e.Compounds = []CompoundEvidence{x, other}
			got := mustFall(t, e, standard.Default(), "B")
			for i := range got {
				for j := range got[i].Ways {
					if got[i].Ways[j].Score == nil {
						t.Error("a way has no score")
					}
					got[i].Ways[j].Score = nil
				}
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestAPlaceThatIsNotInTheEvidenceIsNotFound(t *testing.T) {
	_, err := Shortfalls(sampleDistrict(3, 0, 1), quick(), "999")
	if fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("got %v", err)
	}
}
