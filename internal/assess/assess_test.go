package assess

import (
	"errors"
	"strings"
	"testing"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// plain makes one compound of 300 households: 27 of 30 satisfied, 10 points off in each inspected dimension, no complaint.
func plain(code string) CompoundEvidence {
	c := CompoundEvidence{Code: code, Kind: NonResidential, Households: 300, Overall: Ratings{R4: 27, R2: 3}, Inspections: 1, Deductions: map[Dimension][]int64{}}
	for _, d := range Inspected {
		c.Deductions[d] = []int64{1000}
	}
	return c
}

func evidenceOf(compounds ...CompoundEvidence) Evidence {
	return Evidence{District: "430104", Cycle: "2026H1", From: firstDay, To: lastDay, Standard: standard.Default().Version, Compounds: compounds}
}

func assessed(t *testing.T, e Evidence) *Results {
	t.Helper()
	r, err := Assess(e, standard.Default())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func is(t *testing.T, name string, got *int64, want int64) {
	t.Helper()
	if got == nil {
		t.Errorf("%s is missing, want %d", name, want)
	} else if *got != want {
		t.Errorf("%s is %d, want %d", name, *got, want)
	}
}

func TestOneCompoundByHand(t *testing.T) {
	r := assessed(t, evidenceOf(plain("1"))).Compounds[0]
	// m = 28/32 = 0.875; q = (27 + 17.5)/50 = 0.89
	is(t, "the rate", r.Survey.Rate, 9000)
	is(t, "the shrunken rate", r.Survey.Shrunken, 8900)
	is(t, "satisfaction", r.Dimensions[0].Score, 8900)
	is(t, "order", r.Dimensions[1].Score, 9000)
	is(t, "complaints", r.Dimensions[6].Score, 10_000)
	// 0.40·89 + 0.45·90 + 0.15·100 = 35.6 + 40.5 + 15 = 91.1
	is(t, "the score", r.Score, 9110)
	if r.Class != Demonstration || r.Face != Smile {
		t.Errorf("the class is %s", r.Class)
	}
}

func TestADimensionThatDoesNotApplyDropsOutAndTheRestAreScaledUp(t *testing.T) {
	c := plain("1")
	c.NotApplicable = []Dimension{Greening, Order}
	c.Deductions[Greening] = []int64{9000}
	r := assessed(t, evidenceOf(c)).Compounds[0]
	// (0.40·89 + 0.30·90 + 0.15·100)/0.85 = 77.6/0.85 = 91.294…
	is(t, "the score", r.Score, 9129)
	if r.Dimensions[4].Applies || r.Dimensions[4].Score != nil {
		t.Errorf("greening is scored: %+v", r.Dimensions[4])
	}
}

func TestDeductionsAreMeanedOverInspectionsAndNeverGoBelowNothing(t *testing.T) {
	c := plain("1")
	c.Inspections = 3
	c.Deductions[Order] = []int64{15_000, 1000, 0}
	r := assessed(t, evidenceOf(c)).Compounds[0]
	// (0 + 90 + 100)/3
	is(t, "order", r.Dimensions[1].Score, 6333)
	if r.Dimensions[1].Covered != 3 {
		t.Errorf("covered %d times", r.Dimensions[1].Covered)
	}
}

func TestACompoundWithFewAnswersEntersNoTotal(t *testing.T) {
	few := plain("2")
	few.Overall = Ratings{R4: 9}
	r := assessed(t, evidenceOf(plain("1"), few))
	if r.Totals.Answers != 30 || r.Totals.Satisfied != 27 {
		t.Errorf("the totals are %d of %d", r.Totals.Satisfied, r.Totals.Answers)
	}
	ten := plain("2")
	ten.Overall = Ratings{R4: 10}
	if r := assessed(t, evidenceOf(plain("1"), ten)); r.Totals.Answers != 40 || r.Totals.Satisfied != 37 {
		t.Errorf("the totals are %d of %d", r.Totals.Satisfied, r.Totals.Answers)
	}
}

func TestAVetoedCompoundHasAScoreOnlyWithAllDimensions(t *testing.T) {
	veto := []Veto{{Ground: "repair_funds_misused", Authority: "示例机关", Document: "1号", Established: calendar.MustParse("2026-05-01")}}
	c := plain("1")
	c.Vetoes = veto
	c.Overall = Ratings{R4: 12} // shown, but short of the 30 for a face
	if r := assessed(t, evidenceOf(c)).Compounds[0]; r.Class != Rectification || r.Score == nil {
		t.Errorf("with all dimensions: %s, score %v", r.Class, r.Score)
	}
	c.Overall = Ratings{R4: 9}
	r := assessed(t, evidenceOf(c)).Compounds[0]
	if r.Class != Rectification || r.Score != nil {
		t.Errorf("without satisfaction: %s, score %v", r.Class, r.Score)
	}
	var codes []string
	for _, n := range r.Next {
		codes = append(codes, n.Code)
	}
	if got := strings.Join(codes, " "); got != "veto answers inspection upper_bound score" {
		t.Errorf("its next conditions are %s", got)
	}
}

func TestFewerThanTenHouseholdsAreRatedOnlyWithTheirZone(t *testing.T) {
	c := plain("1")
	c.Households, c.Overall = 9, Ratings{R5: 12}
	r := assessed(t, evidenceOf(c)).Compounds[0]
	if r.Class != NotRated || len(r.Missing) != 1 || r.Missing[0].Code != NeedZone || r.Score != nil {
		t.Errorf("got %s, missing %+v", r.Class, r.Missing)
	}
}

func TestASecondCycleWithoutEvidenceCallsForASurvey(t *testing.T) {
	c := plain("1")
	c.Overall = Ratings{R4: 9}
	face := &RatedFace{Cycle: "2025H1", Class: Compliant, PublishedOn: calendar.MustParse("2025-07-20")}
	for _, x := range []struct {
		name   string
		before *PreviousResult
		edit   func(*CompoundEvidence)
		due    bool
	}{
		{"the first time", nil, func(*CompoundEvidence) {}, false},
		{"after a cycle with a face", &PreviousResult{Code: "1", Class: Compliant, LastRated: face}, func(*CompoundEvidence) {}, false},
		{"after a cycle without one", &PreviousResult{Code: "1", Class: NotRated, LastRated: face}, func(*CompoundEvidence) {}, true},
		{"not where the place waits for its zone", &PreviousResult{Code: "1", Class: NotRated}, func(c *CompoundEvidence) { c.Households = 9 }, false},
		{"not where the evidence is enough now", &PreviousResult{Code: "1", Class: NotRated}, func(c *CompoundEvidence) { c.Overall = Ratings{R4: 30} }, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := c
			x.edit(&c)
			e := evidenceOf(c)
			if x.before != nil {
				e.Previous = &PreviousPublication{Cycle: "2025H2", Compounds: []PreviousResult{*x.before}}
			}
			r := assessed(t, e).Compounds[0]
			if r.SurveyDue != x.due {
				t.Errorf("survey due: %v", r.SurveyDue)
			}
			if x.before != nil && r.Class == NotRated && r.LastRated != x.before.LastRated {
				t.Errorf("the last face is %v", r.LastRated)
			}
		})
	}
}

// block makes so many compounds of a kind with one and the same deduction, all carried by one contractor.
func block(kind Kind, prefix, contractor string, count int, points int64) []CompoundEvidence {
	var list []CompoundEvidence
	for i := range count {
		c := plain(prefix + string(rune('a'+i)))
		c.Kind = kind
		for _, d := range Inspected {
			c.Deductions[d] = []int64{points}
		}
		c.Tenures = []Tenure{{Mode: Professional, Contractor: contractor, From: firstDay, To: lastDay}}
		list = append(list, c)
	}
	return list
}

func TestPeersAreAdjustedOnlyInGroupsOfTenWithAScore(t *testing.T) {
	// m = 784/872; q = (27 + 20·m)/50 = 0.899633…; 10 commercial compounds at 40·q + 0.45·90 + 15 = 91.4853…, 10 old ones 9 points
	// lower, and 9 like those in the third group.
	list := block(Commercial, "c", "A", 10, 1000)
	list = append(list, block(OldCompound, "o", "B", 10, 3000)...)
	list = append(list, block(Resettlement, "r", "C", 9, 3000)...)
	r := assessed(t, evidenceOf(list...))
	// mean of all: 91.4853… − 9·19/29 = 85.5888…
	is(t, "the mean", r.Totals.MeanScore, 8559)
	for _, c := range r.Compounds {
		switch c.Code[0] {
		case 'c', 'o':
			is(t, "the adjusted score of "+c.Code, c.Adjusted, 8559)
		default:
			is(t, "the adjusted score of "+c.Code, c.Adjusted, 8249)
		}
	}
	is(t, "the peers' mean of an old compound", r.Compounds[10].Dimensions[1].PeerMean, 7000)
	// the third group is too small, so the district stands in: (10·90 + 19·70)/29
	is(t, "the mean beside a resettlement compound", r.Compounds[28].Dimensions[1].PeerMean, 7690)
	if len(r.Contractors) != 3 || *r.Contractors[0].Rank != 1 || *r.Contractors[1].Rank != 1 || *r.Contractors[2].Rank != 3 {
		t.Errorf("the ranks are not 1, 1, 3: %+v", r.Contractors)
	}
	if r.Contractors[0].Band != 1 || r.Contractors[1].Band != 1 {
		t.Error("equal scores are in two bands")
	}
}

func TestTieBands(t *testing.T) {
	s := standard.Default()
	make := func(score int64, wins int) *contractor {
		k := &contractor{out: ContractorResult{Score: &score}, draws: make([]float64, 2000)}
		for i := range wins {
			k.draws[i] = 1
		}
		return k
	}
	for _, c := range []struct {
		name string
		list []*contractor
		want []int
	}{
		{"100 wins of 2,000 share the band", []*contractor{make(9000, 0), make(8000, 100)}, []int{1, 1}},
		{"99 wins open the next", []*contractor{make(9000, 0), make(8000, 99)}, []int{1, 2}},
		{"equal published scores share it without a win", []*contractor{make(9000, 0), make(9000, 0)}, []int{1, 1}},
		{"the band's first is compared, not the neighbour", []*contractor{make(9000, 0), make(8900, 200), make(8800, 99)}, []int{1, 1, 2}},
		{"a new band has a new first", []*contractor{make(9000, 0), make(8900, 50), make(8800, 150)}, []int{1, 2, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tie(c.list, s)
			for i, k := range c.list {
				if k.out.Band != c.want[i] {
					t.Errorf("number %d is in band %d, want %d", i+1, k.out.Band, c.want[i])
				}
			}
		})
	}
}

func TestReasonNamesTheTwoWeakestAgainstTheirPeers(t *testing.T) {
	score := func(n int64) *int64 { return &n }
	row := func(d Dimension, s, mean int64) DimensionScore {
		return DimensionScore{Dimension: d, Applies: true, Score: score(s), PeerMean: score(mean)}
	}
	weak := func(rows ...DimensionScore) string {
		var list []string
		for _, c := range compared(&CompoundResult{Dimensions: rows}, "")[1:] {
			list = append(list, string(c.Dimension))
		}
		return strings.Join(list, " ")
	}
	for _, c := range []struct{ name, got, want string }{
		{"the furthest below first, however high their scores", weak(row(Satisfaction, 9000, 9500), row(Order, 5000, 5100), row(Safety, 8000, 9000)), "safety satisfaction"},
		{"equals in the standard's order", weak(row(Satisfaction, 8000, 8100), row(Order, 7000, 7100), row(Safety, 6000, 6100)), "satisfaction order"},
		{"what is not below is not weak", weak(row(Satisfaction, 8000, 8000), row(Order, 7000, 6999), row(Safety, 5999, 6000)), "safety"},
		{"nothing is weak", weak(row(Satisfaction, 8000, 8000)), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestInvalidEvidenceIsRefusedWithItsFieldAndCode(t *testing.T) {
	day := calendar.MustParse
	tenure := func(mode Mode, who, from, to string) Tenure {
		return Tenure{Mode: mode, Contractor: who, From: day(from), To: day(to)}
	}
	first := func(edit func(*CompoundEvidence)) func(*Evidence) {
		return func(e *Evidence) { edit(&e.Compounds[0]) }
	}
	minus := -1
	for _, c := range []struct {
		name, reason, field string
		edit                func(*Evidence)
	}{
		{"no district", "evidence.missing", "district", func(e *Evidence) { e.District = "" }},
		{"another standard", "evidence.other_standard", "standard", func(e *Evidence) { e.Standard = "2030-01" }},
		{"a cycle that ends before it begins", "evidence.dates", "from", func(e *Evidence) { e.From = day("2026-07-01") }},
		{"a code given twice", "evidence.duplicate", "compounds[1].code", func(e *Evidence) { e.Compounds = append(e.Compounds, plain("1")) }},
		{"an unknown kind", "evidence.kind", "compounds[1].kind", first(func(c *CompoundEvidence) { c.Kind = "castle" })},
		{"fewer than no households", "evidence.count", "compounds[1].households", first(func(c *CompoundEvidence) { c.Households = -1 })},
		{"fewer than no occupied households", "evidence.count", "compounds[1].occupied", first(func(c *CompoundEvidence) { c.Occupied = &minus })},
		{"fewer than no answers", "evidence.count", "compounds[1].overall.r1", first(func(c *CompoundEvidence) { c.Overall.R1 = -1 })},
		{"points given instead of taken", "evidence.points", "compounds[1].deductions.order", first(func(c *CompoundEvidence) { c.Deductions = map[Dimension][]int64{Order: {-1}} })},
		{"more inspections of a dimension than there were", "evidence.inspections", "compounds[1].deductions.order", first(func(c *CompoundEvidence) { c.Deductions = map[Dimension][]int64{Order: {0, 0}} })},
		{"an inspection of what is not inspected", "evidence.dimension", "compounds[1].deductions", first(func(c *CompoundEvidence) { c.Deductions = map[Dimension][]int64{Complaints: {0}} })},
		{"complaints that can't be not applicable", "evidence.dimension", "compounds[1].notApplicable", first(func(c *CompoundEvidence) { c.NotApplicable = []Dimension{Complaints} })},
		{"more complaints on time than closed", "evidence.complaints", "compounds[1].complaints", first(func(c *CompoundEvidence) { c.Complaints = ComplaintTotals{Counted: 2, Due: 2, OnTime: 2, Closed: 1} })},
		{"a veto on a ground that the standard lacks", "evidence.ground", "compounds[1].vetoes[0].ground", first(func(c *CompoundEvidence) {
			c.Vetoes = []Veto{{Ground: "rudeness", Authority: "x", Document: "y", Established: day("2026-05-01")}}
		})},
		{"a veto without its document", "evidence.veto_incomplete", "compounds[1].vetoes[0]", first(func(c *CompoundEvidence) {
			c.Vetoes = []Veto{{Ground: "repair_funds_misused", Authority: "x", Established: day("2026-05-01")}}
		})},
		{"a tenure outside the cycle", "evidence.tenure_dates", "compounds[1].tenures[0]", first(func(c *CompoundEvidence) {
			c.Tenures = []Tenure{tenure(SelfManaged, "", "2025-12-31", "2026-03-01")}
		})},
		{"tenures that overlap", "evidence.tenure_overlap", "compounds[1].tenures[1]", first(func(c *CompoundEvidence) {
			c.Tenures = []Tenure{tenure(SelfManaged, "", "2026-03-01", "2026-04-01"), tenure(Professional, "A", "2026-01-01", "2026-03-01")}
		})},
		{"professional management by nobody", "evidence.tenure_contractor", "compounds[1].tenures[0]", first(func(c *CompoundEvidence) {
			c.Tenures = []Tenure{tenure(Professional, "", "2026-03-01", "2026-04-01")}
		})},
		{"a previous result given twice", "evidence.duplicate", "previous.compounds[1]", func(e *Evidence) {
			e.Previous = &PreviousPublication{Compounds: []PreviousResult{{Code: "1", Class: Compliant}, {Code: "1", Class: Compliant}}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := evidenceOf(plain("1"))
			c.edit(&e)
			_, err := Assess(e, standard.Default())
			f, ok := fault.As(err)
			if !ok {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Code != fault.CodeInvalid || f.Reason != c.reason || f.Field != c.field || f.Words.Zh == "" || strings.Contains(f.Words.En, "%!") {
				t.Errorf("got %s at %s: %s", f.Reason, f.Field, f.Words.En)
			}
		})
	}
}

func TestAllFaultsOfEvidenceAreReportedAtOnce(t *testing.T) {
	e := evidenceOf(plain("1"), plain("2"))
	e.District = ""
	e.Compounds[0].Kind = "castle"
	e.Compounds[1].Households = -5
	_, err := Assess(e, standard.Default())
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) || len(joined.Unwrap()) != 3 {
		t.Errorf("got %v", err)
	}
}

func TestAnEmptyDistrictHasEmptyResults(t *testing.T) {
	r := assessed(t, evidenceOf())
	if len(r.Compounds) != 0 || len(r.Contractors) != 0 || r.Totals.MeanScore != nil || r.Totals.SatisfiedShare != 5000 {
		t.Errorf("got %+v", r)
	}
}

func TestTheStandardSpeaksOfTheSameDimensionsAndKinds(t *testing.T) {
	if len(standard.DimensionCodes) != len(Dimensions) {
		t.Fatal("the dimensions differ")
	}
	for i, d := range Dimensions {
		if standard.DimensionCodes[i] != string(d) || standard.Default().Dimensions[i].Code != string(d) {
			t.Errorf("dimension %d is %s here", i, d)
		}
	}
	kinds := []Kind{Commercial, Resettlement, FactoryDormitory, OldCompound, NonResidential}
	if len(standard.KindCodes) != len(kinds) {
		t.Fatal("the kinds differ")
	}
	for i, k := range kinds {
		if standard.KindCodes[i] != string(k) {
			t.Errorf("kind %d is %s here", i, k)
		}
	}
}

func TestTheDigestIsOfTheEvidenceInAnyOrder(t *testing.T) {
	e := evidenceOf(plain("2"), plain("1"))
	one, err := Digest(e)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := Digest(evidenceOf(plain("1"), plain("2")))
	if one != two || len(one) != 64 || one != assessed(t, e).EvidenceDigest {
		t.Errorf("got %s and %s", one, two)
	}
	e.Compounds[0].Overall.R5++
	if three, _ := Digest(e); three == one {
		t.Error("other evidence has the same digest")
	}
}
