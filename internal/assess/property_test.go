package assess

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

// quick is the default standard with few draws: properties need many assessments, not fine intervals.
func quick() *standard.Standard {
	s := *standard.Default()
	s.Ranking.Draws = 40
	return &s
}

func mustAssess(t rapid.TB, e Evidence, s *standard.Standard) *Results {
	t.Helper()
	r, err := Assess(e, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// anyDistrict draws a district with its previous publication.
func anyDistrict(t *rapid.T) Evidence {
	e := sampleDistrict(rapid.IntRange(1, 25).Draw(t, "compounds"), rapid.IntRange(0, 4).Draw(t, "contractors"), rapid.Uint64().Draw(t, "seed"))
	if rapid.Bool().Draw(t, "has a past") {
		before := e
		before.Compounds = e.Compounds[:len(e.Compounds)/2]
		e.Previous = &PreviousPublication{Cycle: "2025H2", PublishedOn: calendar.MustParse("2026-01-20")}
		for _, c := range mustAssess(t, before, quick()).Compounds {
			e.Previous.Compounds = append(e.Previous.Compounds, PreviousResult{Code: c.Code, Class: c.Class, Score: c.Score, ScoreLow: c.ScoreLow, ScoreHigh: c.ScoreHigh})
		}
	}
	return e
}

func TestTheOrderOfTheInputNeverChangesAByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyDistrict(t)
		one, _ := json.Marshal(mustAssess(t, e, quick()))
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 1))
		shuffled := e
		shuffled.Compounds = slices.Clone(e.Compounds)
		rng.Shuffle(len(shuffled.Compounds), func(i, j int) {
			shuffled.Compounds[i], shuffled.Compounds[j] = shuffled.Compounds[j], shuffled.Compounds[i]
		})
		for i := range shuffled.Compounds {
			c := &shuffled.Compounds[i]
			c.Deductions = map[Dimension][]int64{}
			for d, points := range e.Compounds[slices.IndexFunc(e.Compounds, func(x CompoundEvidence) bool { return x.Code == c.Code })].Deductions {
				c.Deductions[d] = slices.Clone(points)
				slices.Reverse(c.Deductions[d])
			}
		}
		if e.Previous != nil {
			p := *e.Previous
			p.Compounds = slices.Clone(p.Compounds)
			slices.Reverse(p.Compounds)
			shuffled.Previous = &p
		}
		two, _ := json.Marshal(mustAssess(t, shuffled, quick()))
		if string(one) != string(two) {
			t.Fatalf("results differ:\n%s", firstDifference(one, two))
		}
	})
}

func TestAssessingLeavesTheEvidenceAlone(t *testing.T) {
	e := sampleDistrict(30, 3, 5)
	slices.Reverse(e.Compounds)
	before, _ := json.Marshal(e)
	mustAssess(t, e, quick())
	after, _ := json.Marshal(e)
	if string(before) != string(after) {
		t.Error("the evidence was changed")
	}
}

func TestAssessingTwiceGivesTheSameBytes(t *testing.T) {
	e := sampleDistrict(60, 5, 9)
	one, _ := json.Marshal(mustAssess(t, e, standard.Default()))
	two, _ := json.Marshal(mustAssess(t, e, standard.Default()))
	if string(one) != string(two) {
		t.Errorf("results differ:\n%s", firstDifference(one, two))
	}
}

func TestRenamingCodesNeverChangesAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyDistrict(t)
		e.Previous = nil
		one := mustAssess(t, e, quick())
		renamed := e
		renamed.Compounds = slices.Clone(e.Compounds)
		name := map[string]string{}
		for i := range renamed.Compounds {
			// the reverse order of codes
			code := fmt.Sprintf("Z%05d", len(renamed.Compounds)-i)
			name[renamed.Compounds[i].Code] = code
			renamed.Compounds[i].Code = code
		}
		two := map[string]CompoundResult{}
		for _, c := range mustAssess(t, renamed, quick()).Compounds {
			two[c.Code] = c
		}
		for _, a := range one.Compounds {
			b := two[name[a.Code]]
			if !reflect.DeepEqual(a.Score, b.Score) || !reflect.DeepEqual(a.Adjusted, b.Adjusted) || !reflect.DeepEqual(a.Dimensions, b.Dimensions) || !reflect.DeepEqual(a.Survey, b.Survey) {
				t.Fatalf("%s and %s differ", a.Code, b.Code)
			}
		}
	})
}

func TestMoreSatisfiedAnswersNeverLowerAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyDistrict(t)
		i := rapid.IntRange(0, len(e.Compounds)-1).Draw(t, "which")
		better := e
		better.Compounds = slices.Clone(e.Compounds)
		c := &better.Compounds[i]
		if c.Overall.R3 > 0 && rapid.Bool().Draw(t, "a dissatisfied one turns") {
			c.Overall.R3--
		}
		c.Overall.R5++
		before, after := mustAssess(t, e, quick()), mustAssess(t, better, quick())
		a, b := before.Compounds[i], after.Compounds[i]
		if a.Score != nil && (b.Score == nil || *b.Score < *a.Score) {
			t.Fatalf("%s fell from %d with one more satisfied answer", a.Code, *a.Score)
		}
		if a.Survey.Rate != nil && *b.Survey.Rate < *a.Survey.Rate {
			t.Fatalf("the rate of %s fell", a.Code)
		}
	})
}

// What must hold of every result, whatever the evidence.
func TestEveryResultKeepsTheRules(t *testing.T) {
	s := quick()
	rapid.Check(t, func(t *rapid.T) {
		e := anyDistrict(t)
		r := mustAssess(t, e, s)
		counts := ClassCounts{}
		for i, c := range r.Compounds {
			ev := e.Compounds[i]
			counts.add(c.Class)
			if len(ev.Vetoes) > 0 && c.Face != Cry {
				t.Fatalf("%s is vetoed and does not cry", c.Code)
			}
			if len(ev.Vetoes) == 0 && c.Face != NoFace && !EnoughEvidence(ev, s) {
				t.Fatalf("%s has a face without its evidence", c.Code)
			}
			if (c.Class == NotRated) != (len(c.Missing) > 0) {
				t.Fatalf("%s is %s and misses %v", c.Code, c.Class, c.Missing)
			}
			if c.Class == NotRated && c.Score != nil {
				t.Fatalf("%s has a score and no class", c.Code)
			}
			if ev.Overall.Total() < s.Survey.MinimumShown && (c.Survey.Satisfied != nil || c.Survey.Rate != nil || c.Survey.Low != nil || c.Survey.High != nil || c.Survey.Shrunken != nil || c.Survey.Ratings != nil || c.Dimensions[0].Score != nil || c.Score != nil) {
				t.Fatalf("%s shows what %d people said", c.Code, ev.Overall.Total())
			}
			for _, d := range c.Dimensions {
				if d.Rating != nil && ev.Overall.Total() < s.Survey.MinimumShown {
					t.Fatalf("%s shows a rating", c.Code)
				}
				if d.Score != nil && (*d.Score < 0 || *d.Score > 10_000) {
					t.Fatalf("%s scores %d on %s", c.Code, *d.Score, d.Dimension)
				}
			}
			if c.Score != nil && (*c.Score < 0 || *c.Score > 10_000 || *c.ScoreLow > *c.ScoreHigh) {
				t.Fatalf("%s scores %d, between %d and %d", c.Code, *c.Score, *c.ScoreLow, *c.ScoreHigh)
			}
			if len(c.Reason) == 0 {
				t.Fatalf("%s has no reason", c.Code)
			}
			if c.Class == Compliant || c.Class == Rectification {
				if len(unmet(c.Next)) == 0 {
					t.Fatalf("%s meets every condition of the next class and is not in it: %+v", c.Code, c.Next)
				}
			} else if len(c.Next) > 0 {
				t.Fatalf("%s is %s and has a next class", c.Code, c.Class)
			}
		}
		if counts != r.Totals.ByClass {
			t.Fatalf("the classes count %+v, the totals say %+v", counts, r.Totals.ByClass)
		}
		checkRanking(t, r, s)
	})
}

func checkRanking(t *rapid.T, r *Results, s *standard.Standard) {
	unranked := false
	for i, k := range r.Contractors {
		if k.Rank == nil {
			unranked = true
			if k.UnrankedReason == "" || k.Band != 0 || k.Grade != "" {
				t.Fatalf("%s is unranked with %+v", k.USCC, k)
			}
			continue
		}
		if unranked {
			t.Fatalf("%s is ranked after an unranked one", k.USCC)
		}
		better := 0
		for _, o := range r.Contractors {
			if o.Rank != nil && *o.Score > *k.Score {
				better++
			}
		}
		if *k.Rank != better+1 {
			t.Fatalf("%s has rank %d with %d better ones", k.USCC, *k.Rank, better)
		}
		if *k.RankLow > *k.RankHigh || *k.ScoreLow > *k.ScoreHigh || k.Grade != GradeOf(*k.Score, s) {
			t.Fatalf("%+v", k)
		}
		if i == 0 && k.Band != 1 || i > 0 && k.Band != r.Contractors[i-1].Band && k.Band != r.Contractors[i-1].Band+1 {
			t.Fatalf("%s is in band %d", k.USCC, k.Band)
		}
		if i > 0 && *k.Score == *r.Contractors[i-1].Score && k.Band != r.Contractors[i-1].Band {
			t.Fatalf("%s has the score of the one before it and another band", k.USCC)
		}
	}
}

// The published means, adjusted scores and contractors' scores are those of exact fractions.
func TestNumbersRoundExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []number
		n := rapid.IntRange(1, 12).Draw(t, "n")
		exact := ratio(0, 1)
		for range n {
			// small denominators make true ties likely
			r := ratio(rapid.Int64Range(-2000, 2000).Draw(t, "num"), rapid.Int64Range(1, 16).Draw(t, "den"))
			exact.Add(exact, r)
			list = append(list, of(r))
		}
		k := rapid.Int64Range(1, 8).Draw(t, "k")
		got := sum(list).over(k).plus(list[0]).minus(list[n-1]).times(3).round(100)
		exact.Quo(exact, ratio(k, 1)).Add(exact, list[0].exact()).Sub(exact, list[n-1].exact()).Mul(exact, ratio(3, 1))
		if want := roundRat(exact, 100); got != want {
			t.Fatalf("%s rounds to %d, want %d", exact.RatString(), got, want)
		}
	})
}

func TestRoundingIsHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct{ num, den, want int64 }{
		{1, 200, 1}, {-1, 200, -1}, {1, 201, 0}, {3, 200, 2}, {8999499, 100_000, 8999}, {8999500, 100_000, 9000}, {0, 1, 0}, {-5, 1000, -1}, {-4, 1000, 0},
	} {
		if got := roundRat(ratio(c.num, c.den), 100); got != c.want {
			t.Errorf("%d/%d rounds to %d hundredths, want %d", c.num, c.den, got, c.want)
		}
		if got := of(ratio(c.num, c.den)).round(100); got != c.want {
			t.Errorf("as a number, %d/%d rounds to %d hundredths, want %d", c.num, c.den, got, c.want)
		}
	}
	if share(1, 3) != 3333 || share(2, 3) != 6667 || share(1, 20_000) != 1 || share(0, 7) != 0 {
		t.Error("shares round wrongly")
	}
}
