package words

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

func ptr[T any](v T) *T { return &v }

func TestBothCataloguesHaveTheSameKeysAndFigures(t *testing.T) {
	zh, en := catalogues()[Zh], catalogues()[En]
	if a, b := slices.Sorted(maps.Keys(zh)), slices.Sorted(maps.Keys(en)); !slices.Equal(a, b) {
		t.Errorf("keys differ:\nzh %v\nen %v", a, b)
	}
	name := regexp.MustCompile(`\{([A-Za-z]+)`)
	named := func(s string) []string {
		set := map[string]bool{}
		for _, m := range name.FindAllStringSubmatch(s, -1) {
			set[m[1]] = true
		}
		return slices.Sorted(maps.Keys(set))
	}
	for key := range zh {
		// A date and a list differ in their parts between languages; sentences may leave out nothing.
		if key == "date" {
			continue
		}
		if a, b := named(zh[key]), named(en[key]); !slices.Equal(a, b) {
			t.Errorf("%s names %v in Chinese and %v in English", key, a, b)
		}
	}
}

// satisfied answers make evidence of one compound with so many satisfied and dissatisfied answers.
func evidence(edit func(*assess.CompoundEvidence)) assess.Evidence {
	c := assess.CompoundEvidence{
		Code: "4301040010001", Kind: assess.Resettlement, Households: 600, Overall: assess.Ratings{R4: 160, R2: 24},
		Deductions: map[assess.Dimension][]int64{}, Inspections: 1,
		Complaints: assess.ComplaintTotals{Counted: 9, Due: 9, OnTime: 6, Closed: 9, Fixed: 8},
	}
	for _, d := range assess.Inspected {
		c.Deductions[d] = []int64{1600}
	}
	edit(&c)
	return assess.Evidence{
		District: "430104", Cycle: "2026H1", Standard: "2026-01", From: calendar.MustParse("2026-01-01"), To: calendar.MustParse("2026-06-30"),
		Compounds: []assess.CompoundEvidence{c},
	}
}

func result(t *testing.T, e assess.Evidence) *assess.CompoundResult {
	t.Helper()
	r, err := assess.Assess(e, standard.Default())
	if err != nil {
		t.Fatal(err)
	}
	return &r.Compounds[0]
}

func TestHeadlinesSayWhyInOneLine(t *testing.T) {
	s := standard.Default()
	for _, c := range []struct {
		name, zh, en string
		edit         func(*assess.CompoundEvidence)
	}{
		{
			"a veto names its ground and who established it",
			"消防通道堵塞,复查仍未清(消防大队认定)", "Fire exit blocked and still not cleared at the re-check (established by 消防大队)",
			func(c *assess.CompoundEvidence) {
				c.Vetoes = []assess.Veto{{Ground: "fire_exit_blocked", Authority: "消防大队", Document: "示例〔2026〕1号", Established: calendar.MustParse("2026-05-01")}}
			},
		},
		{
			"a compliant place says how many are satisfied of how many",
			"居民 87.0% 满意,答卷 184 份", "87.0% of residents satisfied, 184 answers",
			func(*assess.CompoundEvidence) {},
		},
		{
			"a demonstration place names the least of its inspected scores, rounded down",
			"满意率 100.0%,五项检查均在 97 以上", "100.0% satisfied, all 5 inspected parts at 97 or above",
			func(c *assess.CompoundEvidence) {
				c.Overall = assess.Ratings{R5: 184}
				for _, d := range assess.Inspected {
					c.Deductions[d] = []int64{201}
				}
			},
		},
		{
			"a place with too few answers says how many are needed",
			"有效答卷 9 份,至少需 30 份", "9 valid answers, at least 30 needed",
			func(c *assess.CompoundEvidence) { c.Overall = assess.Ratings{R4: 5, R2: 4} },
		},
		{
			"one answer is one answer",
			"有效答卷 1 份,至少需 30 份", "1 valid answer, at least 30 needed",
			func(c *assess.CompoundEvidence) { c.Overall = assess.Ratings{R4: 1} },
		},
		{
			"a place that nobody inspected names what is missing",
			"公共秩序和绿化养护检查次数不足", "Too few inspections of public order and greenery",
			func(c *assess.CompoundEvidence) {
				delete(c.Deductions, assess.Order)
				delete(c.Deductions, assess.Greening)
			},
		},
		{
			"a few households are rated with their zone",
			"不足 10 户,随片区评定", "Fewer than 10 households: rated with its zone",
			func(c *assess.CompoundEvidence) { c.Households, c.Overall = 6, assess.Ratings{R4: 6} },
		},
		{
			"a place that needs improvement says where",
			"需改进:满意率 58.7%", "Needs improvement: 58.7% satisfied",
			func(c *assess.CompoundEvidence) { c.Overall = assess.Ratings{R4: 108, R2: 76} },
		},
		{
			"a place that is surely below says so",
			"居民 40.2% 满意,往好里估计也不到 60%", "40.2% of residents satisfied, below 60% even at best",
			func(c *assess.CompoundEvidence) { c.Overall = assess.Ratings{R4: 74, R2: 110} },
		},
		{
			"a place whose score is surely low says so",
			"总分 54.16,不到 70", "Score 54.16, below 70",
			func(c *assess.CompoundEvidence) {
				c.Overall = assess.Ratings{R4: 120, R2: 64}
				for _, d := range assess.Inspected {
					c.Deductions[d] = []int64{6000}
				}
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := result(t, evidence(c.edit))
			if got := Headline(r, s, Zh); got != c.zh {
				t.Errorf("zh %q, want %q", got, c.zh)
			}
			if got := Headline(r, s, En); got != c.en {
				t.Errorf("en %q, want %q", got, c.en)
			}
		})
	}
}

func TestReasonTellsWhatIsWeakWhatChangedAndEveryConditionOfTheNextClass(t *testing.T) {
	r := &assess.CompoundResult{
		Class: assess.Compliant, Score: ptr(int64(8272)),
		Next: []assess.Condition{{Code: "score", Need: 9000, Have: 8272}, {Code: "rate", Need: 8500, Have: 8696, Met: true}},
		Reason: []assess.Clause{
			{Code: assess.ByCompliant, Values: map[string]int64{"score": 8272, "rate": 8696, "answers": 184}},
			{Code: assess.SayCompared, Values: map[string]int64{"above": 4, "of": 7}, Text: map[string]string{"peers": "resettlement_and_dormitory"}},
			{Code: assess.SayWeak, Dimension: assess.Complaints, Values: map[string]int64{"score": 7410, "mean": 8000, "due": 9, "late": 3}},
			{Code: assess.SayWeak, Dimension: assess.Greening, Values: map[string]int64{"score": 7500, "mean": 7700}},
			{Code: assess.SayChange, Values: map[string]int64{"delta": 210, "within": 1}},
			{Code: assess.SayNext, Values: map[string]int64{"open": 1}, Text: map[string]string{"class": "demonstration"}},
		},
	}
	zh := "七项里四项高于同类小区平均。弱在投诉处理(9 件里 3 件超期)和绿化养护。比上期升 2.10 分,在误差以内。到示范还要:总分满 90(差 7.28);满意率 87.0%,已满 85%。"
	if got := Reason(r, standard.Default(), Zh); got != zh {
		t.Errorf("got  %s\nwant %s", got, zh)
	}
	en := "4 of 7 parts are above the mean of similar compounds. Weak in complaint handling (3 of 9 were late) and greenery. Up 2.10 points since the last cycle, within the error. Still needed for demonstration: a score of 90 (7.28 short); 87.0% satisfied, 85% reached."
	if got := Reason(r, standard.Default(), En); got != en {
		t.Errorf("got  %s\nwant %s", got, en)
	}
}

func TestReasonOfAPlaceWithoutAFaceNamesTheLastOne(t *testing.T) {
	e := evidence(func(c *assess.CompoundEvidence) { c.Overall = assess.Ratings{R4: 9} })
	e.Previous = &assess.PreviousPublication{Cycle: "2025H2", PublishedOn: calendar.MustParse("2026-01-20"), Compounds: []assess.PreviousResult{{
		Code: "4301040010001", Class: assess.NotRated,
		LastRated: &assess.RatedFace{Cycle: "2025H1", PublishedOn: calendar.MustParse("2025-07-20"), Class: assess.Compliant},
	}}}
	got := Reason(result(t, e), standard.Default(), Zh)
	want := "有效答卷 9 份,至少需 30 份。上一次评定是 2025 上半年:达标(2025 年 7 月 20 日公布)。连续两期材料不足,应当入户调查。"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestARateNeverReadsAsIfItReachedWhatItMissed(t *testing.T) {
	s := standard.Default()
	for _, c := range []struct {
		rate int64
		want string
	}{
		{8696, "87.0%"}, {8500, "85.0%"}, {8499, "84.99%"}, {8496, "84.96%"}, {8494, "84.9%"}, {5998, "59.98%"}, {0, "0.0%"}, {10000, "100.0%"},
	} {
		if got := percent(c.rate, s).text; got != c.want {
			t.Errorf("%d ten-thousandths read %s, want %s", c.rate, got, c.want)
		}
	}
}

func TestConditionsReadWithTheirFigures(t *testing.T) {
	s := standard.Default()
	for _, c := range []struct {
		k      assess.Condition
		zh, en string
	}{
		{assess.Condition{Code: "answers", Need: 30, Have: 9}, "有效答卷满 30 份(现 9 份)", "30 valid answers (9 so far)"},
		{assess.Condition{Code: "answers", Need: 30, Have: 31, Met: true}, "有效答卷 31 份,已满 30 份", "31 valid answers, 30 needed"},
		{assess.Condition{Code: "inspection", Dimension: assess.Safety, Need: 1}, "安全防范至少检查 1 次(现 0 次)", "1 inspection of safety (0 so far)"},
		{assess.Condition{Code: "inspection", Need: 5, Have: 5, Met: true}, "5 项检查都有", "inspections of all 5 parts"},
		{assess.Condition{Code: "zone", Need: 10, Have: 6}, "满 10 户才单独评定(现 6 户),随片区评定", "10 households to be rated alone (6 here): rated with its zone"},
		{assess.Condition{Code: "veto", Have: 1}, "消除一票否决的情形(1 项)", "1 ground for rectification to be cleared"},
		{assess.Condition{Code: "veto", Met: true}, "没有一票否决的情形", "no ground for rectification"},
		{assess.Condition{Code: "upper_bound", Need: 6000, Have: 5523}, "满意率往好里估计满 60%(现 55.2%)", "60% satisfied at best (55.2% now)"},
		{assess.Condition{Code: "upper_bound", Need: 6000, Unknown: true}, "满意率往好里估计满 60%(答卷不足,还没有数)", "60% satisfied at best (too few answers to say)"},
		{assess.Condition{Code: "score", Need: 7000, Have: 6950, Met: true}, "总分 69.50,不到 70,但在误差以内", "score 69.50, below 70 but within the error"},
		{assess.Condition{Code: "score", Need: 7000, Unknown: true}, "总分满 70(材料不足,还没有总分)", "a score of 70 (no score yet)"},
		{assess.Condition{Code: "rate", Need: 8500, Have: 8010}, "满意率满 85%(现 80.1%)", "85% satisfied (80.1% now)"},
	} {
		if got := Condition(c.k, s, Zh); got != c.zh {
			t.Errorf("zh %q, want %q", got, c.zh)
		}
		if got := Condition(c.k, s, En); got != c.en {
			t.Errorf("en %q, want %q", got, c.en)
		}
	}
}

func TestUnrankedContractorsHearThatTenderingIsNotAffected(t *testing.T) {
	s := standard.Default()
	r := &assess.ContractorResult{UnrankedReason: assess.UnrankedShareTooLow, Rated: 3, RatedHouseholds: 5999, ManagedHouseholds: 10_000}
	for reason, zh := range map[string]string{
		assess.UnrankedNoneScored:  "负责的小区都还没有得分,不排名次;不影响投标。",
		assess.UnrankedTooFew:      "有得分的小区 3 个、5999 户,不到 2 个也不到 300 户,不排名次;不影响投标。",
		assess.UnrankedShareTooLow: "有得分的小区占负责户数的 59.99%,不到 60%,不排名次;不影响投标。",
	} {
		r.UnrankedReason = reason
		if got := Unranked(r, s, Zh); got != zh {
			t.Errorf("got %s, want %s", got, zh)
		}
		if got := Unranked(r, s, En); !strings.Contains(got, "does not affect tendering") {
			t.Errorf("got %s", got)
		}
	}
	if got := Unranked(&assess.ContractorResult{}, s, Zh); got != "" {
		t.Errorf("a ranked contractor reads %q", got)
	}
}

// Every code that an assessment can give reads as a sentence with all its figures, in both languages.
func TestEveryCodeHasWords(t *testing.T) {
	s := standard.Default()
	values := map[string]int64{
		"need": 30, "have": 9, "score": 6500, "rate": 5800, "high": 5900, "probability": 9000, "answers": 40, "inspected": 5, "least": 8800,
		"needRate": 6000, "needScore": 7000, "above": 2, "of": 7, "delta": -120, "within": 0, "due": 9, "late": 3, "mean": 8000, "open": 1,
	}
	text := map[string]string{
		"ground": "repair_funds_misused", "authority": "示例机关", "document": "1号", "established": "2026-05-01", "cycle": "2026H1",
		"class": "compliant", "on": "2026-07-20", "peers": "commercial",
	}
	for _, code := range []string{
		assess.ByVeto, assess.ByUpperBound, assess.ByScore, assess.ByDemonstration, assess.ByNeedsImprovement, assess.ByCompliant,
		assess.NeedZone, assess.NeedAnswers, assess.NeedInspection,
		assess.SayCompared, assess.SayWeak, assess.SayChange, assess.SayLastRated, assess.SaySurveyDue, assess.SayNext,
	} {
		r := &assess.CompoundResult{
			Reason: []assess.Clause{{Code: code, Dimension: assess.Complaints, Values: values, Text: text}},
			Next:   []assess.Condition{{Code: "score", Need: 7000, Have: 6500}},
		}
		for _, lang := range []Lang{Zh, En} {
			got := Reason(r, s, lang)
			if strings.ContainsAny(got, "{}") || got == "" && code != assess.ByCompliant {
				t.Errorf("%s %s reads %q", lang, code, got)
			}
		}
	}
	for _, d := range assess.Dimensions {
		for _, lang := range []Lang{Zh, En} {
			if got := Dimension(d, lang); strings.ContainsAny(got, "{}") {
				t.Errorf("%s %s has no name", lang, d)
			}
		}
	}
	for _, k := range []assess.Class{assess.Demonstration, assess.Compliant, assess.Rectification, assess.NotRated} {
		for _, lang := range []Lang{Zh, En} {
			if got := Class(k, lang); strings.ContainsAny(got, "{}") {
				t.Errorf("%s %s has no name", lang, k)
			}
		}
	}
}

// Below the least number of answers no share and no rating is said, whatever the place's face.
func TestFewAnswersAreNeverToldApart(t *testing.T) {
	s := standard.Default()
	veto := []assess.Veto{{Ground: "repair_funds_misused", Authority: "示例机关", Document: "1号", Established: calendar.MustParse("2026-05-01")}}
	say := func(r *assess.CompoundResult) string {
		out := ""
		for _, lang := range []Lang{Zh, En} {
			out += Headline(r, s, lang) + "\n" + Reason(r, s, lang) + "\n"
			for _, k := range append(r.Missing, r.Next...) {
				out += Condition(k, s, lang) + "\n"
			}
		}
		return out
	}
	for _, vetoes := range [][]assess.Veto{nil, veto} {
		var first string
		for satisfied := range 10 {
			got := say(result(t, evidence(func(c *assess.CompoundEvidence) {
				c.Overall = assess.Ratings{R4: satisfied, R2: 9 - satisfied}
				c.Vetoes = vetoes
			})))
			if satisfied == 0 {
				first = got
			}
			if got != first {
				t.Errorf("%d satisfied of 9 can be told from none of 9:\n%s\n%s", satisfied, got, first)
			}
		}
	}
}
