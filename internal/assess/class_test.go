package assess

import (
	"testing"

	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

func TestClassOf(t *testing.T) {
	s := standard.Default()
	good := ClassFacts{Enough: true, Score: 9500, Rate: 9500, High: 9800}
	with := func(edit func(*ClassFacts)) ClassFacts {
		f := good
		edit(&f)
		return f
	}
	for _, c := range []struct {
		name   string
		facts  ClassFacts
		class  Class
		ground string
	}{
		{"a veto always cries", with(func(f *ClassFacts) { f.Vetoed = true }), Rectification, ByVeto},
		{"a veto cries without other evidence", ClassFacts{Vetoed: true}, Rectification, ByVeto},
		{"without enough evidence there is no class", ClassFacts{}, NotRated, ByMissingEvidence},
		{"surely fewer than 60 % satisfied is rectification", with(func(f *ClassFacts) { f.Rate, f.High = 5000, 5999 }), Rectification, ByUpperBound},
		{"an upper end of exactly 60 % is not", with(func(f *ClassFacts) { f.Rate, f.High, f.Score = 5000, 6000, 8000 }), Compliant, ByNeedsImprovement},
		{"a score below 70 is rectification if 80 % of the draws agree", with(func(f *ClassFacts) { f.Score, f.ProbabilityBelow = 6999, 8000 }), Rectification, ByScore},
		{"a score below 70 needs improvement while the draws doubt it", with(func(f *ClassFacts) { f.Score, f.ProbabilityBelow = 6999, 7999 }), Compliant, ByNeedsImprovement},
		{"a score of 70 is never rectification", with(func(f *ClassFacts) { f.Score, f.ProbabilityBelow = 7000, 9999 }), Compliant, ByCompliant},
		{"90.00 and 85 % are demonstration", with(func(f *ClassFacts) { f.Score, f.Rate = 9000, 8500 }), Demonstration, ByDemonstration},
		{"89.99 is not demonstration", with(func(f *ClassFacts) { f.Score = 8999 }), Compliant, ByCompliant},
		{"84.99 % is not demonstration", with(func(f *ClassFacts) { f.Rate = 8499 }), Compliant, ByCompliant},
		{"59.99 % satisfied needs improvement", with(func(f *ClassFacts) { f.Rate, f.Score = 5999, 8000 }), Compliant, ByNeedsImprovement},
		{"60 % satisfied and 70 points need none", with(func(f *ClassFacts) { f.Rate, f.Score = 6000, 7000 }), Compliant, ByCompliant},
	} {
		t.Run(c.name, func(t *testing.T) {
			class, ground := ClassOf(c.facts, s)
			if class != c.class || ground != c.ground {
				t.Errorf("got %s by %s, want %s by %s", class, ground, c.class, c.ground)
			}
		})
	}
}

func TestFaceOfAClass(t *testing.T) {
	for class, face := range map[Class]Face{Demonstration: Smile, Compliant: Smile, Rectification: Cry, NotRated: NoFace} {
		if got := class.Face(); got != face {
			t.Errorf("%s has %s, want %s", class, got, face)
		}
	}
}

func TestCarrierOf(t *testing.T) {
	s := standard.Default()
	day := calendar.MustParse
	by := func(who string, from, to string) Tenure {
		switch who {
		case "self":
			return Tenure{Mode: SelfManaged, From: day(from), To: day(to)}
		case "community":
			return Tenure{Mode: Trusteeship, From: day(from), To: day(to)}
		}
		return Tenure{Mode: Professional, Contractor: who, From: day(from), To: day(to)}
	}
	for _, c := range []struct {
		name          string
		tenures       []Tenure
		carrier, note string
	}{
		{"the whole cycle", []Tenure{by("A", "2026-01-01", "2026-06-30")}, "A", ""},
		{"exactly 90 days, and nobody else longer", []Tenure{by("A", "2026-01-01", "2026-03-31"), by("B", "2026-04-01", "2026-05-31"), by("self", "2026-06-01", "2026-06-30")}, "A", ""},
		{"89 days are too few", []Tenure{by("A", "2026-01-01", "2026-03-30"), by("B", "2026-04-01", "2026-05-31"), by("self", "2026-06-01", "2026-06-30")}, "", NoteHandover},
		{"most days win over the earlier", []Tenure{by("A", "2026-01-01", "2026-03-31"), by("B", "2026-04-01", "2026-06-30")}, "B", ""},
		{"two equally long carry nothing", []Tenure{by("A", "2026-01-01", "2026-03-31"), by("B", "2026-04-02", "2026-06-30")}, "", NoteHandover},
		{"two tenures of one contractor add up", []Tenure{by("A", "2026-01-01", "2026-02-14"), by("B", "2026-02-15", "2026-05-10"), by("A", "2026-05-11", "2026-06-30")}, "A", ""},
		{"the owners themselves", []Tenure{by("self", "2026-01-01", "2026-06-30")}, "", NoteSelfManaged},
		{"the community", []Tenure{by("community", "2026-01-01", "2026-06-30")}, "", NoteTrusteeship},
		{"the owners for longer than a contractor of 90 days", []Tenure{by("A", "2026-01-01", "2026-03-31"), by("self", "2026-04-01", "2026-06-30")}, "", NoteSelfManaged},
		{"nobody", nil, "", NoteUnmanaged},
		{"nobody for most days", []Tenure{by("A", "2026-01-01", "2026-03-01")}, "", NoteUnmanaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			carrier, note := CarrierOf(c.tenures, firstDay, lastDay, s)
			if carrier != c.carrier || note != c.note {
				t.Errorf("got %q %q, want %q %q", carrier, note, c.carrier, c.note)
			}
		})
	}
}

func TestCheckRanked(t *testing.T) {
	s := standard.Default()
	for _, c := range []struct {
		name                              string
		rated, ratedHouseholds, managedHH int
		want                              string
	}{
		{"two scored compounds are enough", 2, 40, 40, ""},
		{"one large compound is enough", 1, 300, 300, ""},
		{"one small compound is too little", 1, 299, 299, UnrankedTooFew},
		{"none scored", 0, 0, 500, UnrankedNoneScored},
		{"60 % of the households is enough", 3, 600, 1000, ""},
		{"less is too small a share", 3, 5999, 10_000, UnrankedShareTooLow},
		{"too few comes before too small a share", 1, 100, 1000, UnrankedTooFew},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := CheckRanked(c.rated, c.ratedHouseholds, c.managedHH, s); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGradeOf(t *testing.T) {
	s := standard.Default()
	for score, want := range map[int64]string{10000: "AAA", 8500: "AAA", 8499: "AA", 8000: "AA", 7999: "A", 7000: "A", 6999: "B", 6000: "B", 5999: "C", 0: "C", -100: "C"} {
		if got := GradeOf(score, s); got != want {
			t.Errorf("%d is %s, want %s", score, got, want)
		}
	}
}

func TestChangeSince(t *testing.T) {
	p := &PreviousPublication{Cycle: "2025H2"}
	at := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		name             string
		before           *PreviousResult
		score, low, high *int64
		delta            *int64
		nothing, within  bool
	}{
		{"a place that is new has no change", nil, at(8000), at(7800), at(8200), nil, true, false},
		{"a place without a score now has no difference", &PreviousResult{Score: at(8000)}, nil, nil, nil, nil, false, false},
		{"a place without a score then has no difference", &PreviousResult{}, at(8000), at(7800), at(8200), nil, false, false},
		{"3² + 4² holds a change of 5", &PreviousResult{Score: at(8000), ScoreLow: at(7700), ScoreHigh: at(8300)}, at(8500), at(8100), at(8900), at(500), false, true},
		{"and of 5 the other way", &PreviousResult{Score: at(8000), ScoreLow: at(7700), ScoreHigh: at(8300)}, at(7500), at(7100), at(7900), at(-500), false, true},
		{"but not of 5.01", &PreviousResult{Score: at(8000), ScoreLow: at(7700), ScoreHigh: at(8300)}, at(8501), at(8101), at(8901), at(501), false, false},
		{"without intervals nothing is claimed", &PreviousResult{Score: at(8000)}, at(8001), at(7600), at(8400), at(1), false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ChangeSince(p, c.before, c.score, c.low, c.high)
			if (got == nil) != c.nothing {
				t.Fatalf("got %v", got)
			}
			if got == nil {
				return
			}
			if (got.Delta == nil) != (c.delta == nil) || got.Delta != nil && *got.Delta != *c.delta || got.WithinError != c.within {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestEnoughEvidence(t *testing.T) {
	s := standard.Default()
	covered := map[Dimension][]int64{}
	for _, d := range Inspected {
		covered[d] = []int64{0}
	}
	without := func(d Dimension) map[Dimension][]int64 {
		m := map[Dimension][]int64{}
		for k, v := range covered {
			if k != d {
				m[k] = v
			}
		}
		return m
	}
	for _, c := range []struct {
		name string
		c    CompoundEvidence
		want []Condition
	}{
		{"30 answers of 200 households, all inspected", CompoundEvidence{Households: 200, Overall: Ratings{R5: 30}, Deductions: covered}, nil},
		{"one answer less is missing", CompoundEvidence{Households: 200, Overall: Ratings{R5: 29}, Deductions: covered}, []Condition{{Code: NeedAnswers, Need: 30, Have: 29}}},
		{"a dimension nobody inspected is missing", CompoundEvidence{Households: 200, Overall: Ratings{R5: 30}, Deductions: without(Safety)}, []Condition{{Code: NeedInspection, Dimension: Safety, Need: 1}}},
		{"one that does not apply is not", CompoundEvidence{Households: 200, Overall: Ratings{R5: 30}, Deductions: without(Greening), NotApplicable: []Dimension{Greening}}, nil},
		{"both are missing at once", CompoundEvidence{Households: 200, Deductions: without(Order)}, []Condition{{Code: NeedAnswers, Need: 30}, {Code: NeedInspection, Dimension: Order, Need: 1}}},
		{"below 10 households only the zone counts", CompoundEvidence{Households: 9}, []Condition{{Code: NeedZone, Need: 10, Have: 9}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := unmet(EvidenceConditions(c.c, s))
			if len(got) != len(c.want) {
				t.Fatalf("got %+v, want %+v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("got %+v, want %+v", got[i], c.want[i])
				}
			}
			if EnoughEvidence(c.c, s) != (len(c.want) == 0) {
				t.Error("EnoughEvidence differs from its conditions")
			}
		})
	}
}
