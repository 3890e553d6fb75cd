package standard

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"smileboard/internal/fault"
)

var update = flag.Bool("update", false, "write the schema anew")

func defaultFile(t testing.TB) string {
	t.Helper()
	raw, err := files.ReadFile("standards/2026-01.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestTheDefaultStandardHoldsTheNumbersOfTheContract(t *testing.T) {
	s := Default()
	if s.Version != "2026-01" || s.EffectiveFrom.String() != "2026-01-01" || s.Title.Zh == "" || s.Title.En == "" {
		t.Errorf("it is %s from %s", s.Version, s.EffectiveFrom)
	}
	got := []string{}
	for _, d := range s.Dimensions {
		got = append(got, d.Code+" "+d.Weight.String())
	}
	if want := "satisfaction 40,order 8,sanitation 10,safety 12,greening 7,facilities 8,complaints 15"; strings.Join(got, ",") != want {
		t.Errorf("the weights are %v", got)
	}
	for _, c := range []struct {
		name string
		got  string
		want string
	}{
		{"z", s.Survey.Z.String(), "1.959964"},
		{"correction from", s.Survey.CorrectionFrom.String(), "0.1"},
		{"small share", s.Evidence.SmallShare.String(), "0.2"},
		{"large share", s.Evidence.LargeShare.String(), "0.03"},
		{"worst per thousand", s.Complaints.WorstPerThousand.String(), "20"},
		{"frequency share", s.Complaints.FrequencyShare.String(), "0.2"},
		{"on time share", s.Complaints.OnTimeShare.String(), "0.4"},
		{"fixed share", s.Complaints.FixedShare.String(), "0.4"},
		{"rectification rate", s.Classes.RectificationRate.String(), "0.6"},
		{"rectification score", s.Classes.RectificationScore.String(), "70"},
		{"rectification confidence", s.Classes.RectificationConfidence.String(), "0.8"},
		{"demonstration score", s.Classes.DemonstrationScore.String(), "90"},
		{"demonstration rate", s.Classes.DemonstrationRate.String(), "0.85"},
		{"needs improvement rate", s.Classes.NeedsImprovementRate.String(), "0.6"},
		{"needs improvement score", s.Classes.NeedsImprovementScore.String(), "70"},
		{"ranked share", s.Ranking.Share.String(), "0.6"},
		{"tie share", s.Ranking.TieShare.String(), "0.05"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %s, want %s", c.name, c.got, c.want)
		}
	}
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"satisfied from", s.Survey.SatisfiedFrom, 4},
		{"prior households", s.Survey.PriorHouseholds, 20},
		{"minimum shown", s.Survey.MinimumShown, 10},
		{"small cap", s.Evidence.SmallCap, 30},
		{"minimum", s.Evidence.Minimum, 10},
		{"maximum", s.Evidence.Maximum, 100},
		{"inspections", s.Evidence.Inspections, 1},
		{"minimum households", s.Evidence.MinimumHouseholds, 10},
		{"cut-off days", s.Complaints.CutoffDays, 15},
		{"complaint prior households", s.Complaints.PriorHouseholds, 200},
		{"on time prior", s.Complaints.OnTimePrior, 5},
		{"fixed prior", s.Complaints.FixedPrior, 5},
		{"peers", s.Peers.Minimum, 10},
		{"carrier days", s.Ranking.CarrierDays, 90},
		{"ranked compounds", s.Ranking.Compounds, 2},
		{"ranked households", s.Ranking.Households, 300},
		{"draws", s.Ranking.Draws, 2000},
		{"notice days", s.Publication.NoticeDays, 15},
		{"veto grounds", len(s.VetoGrounds), 4},
		{"peer groups", len(s.Peers.Groups), 3},
		{"grades", len(s.Qualification.Grades), 3},
	} {
		if c.got != c.want {
			t.Errorf("%s is %d, want %d", c.name, c.got, c.want)
		}
	}
	bands := []string{}
	for _, b := range s.ScoreBands {
		bands = append(bands, b.Grade+" "+b.From.String())
	}
	if strings.Join(bands, ",") != "AAA 85,AA 80,A 70,B 60,C 0" {
		t.Errorf("the bands are %v", bands)
	}
	if q := s.Qualification; q.LimitsTenders || q.Grades[0].MayTake != nil || q.Grades[1].MayTake.Residential != 30 || q.Grades[0].AreaBases.HighRise != 100 || q.Grades[2].AreaBases != nil {
		t.Errorf("the grade table is %+v", q)
	}
}

// Every single mistake is refused at its own path, with its line, in both languages.
func TestAWrongValueIsRefusedAtItsPath(t *testing.T) {
	for _, c := range []struct{ name, old, new, path, reason, says string }{
		{"an unknown key", "  draws: 2000", "  draws: 2000\n  luck: 7", "ranking.luck", "standard.unknown", "draws"},
		{"a missing key", "  draws: 2000\n", "", "ranking.draws", "standard.missing", "must be given"},
		{"a key given twice", "  draws: 2000", "  draws: 2000\n  draws: 1000", "ranking.draws", "standard.duplicate", "once"},
		{"a whole section missing", "publication:\n", "publications:\n", "publication", "standard.missing", "must be given"},
		{"weights that don't sum to 100", "{ code: order, weight: 8 }", "{ code: order, weight: 8.01 }", "dimensions", "standard.weights", "100.01"},
		{"a weight of nothing", "{ code: order, weight: 8 }", "{ code: order, weight: 0 }", "dimensions[1].weight", "standard.weight", "above 0"},
		{"a dimension twice", "{ code: order, weight: 8 }", "{ code: safety, weight: 8 }", "dimensions[3].code", "standard.duplicate", "safety"},
		{"a dimension nobody knows", "code: order,", "code: ordre,", "dimensions[1].code", "standard.choice", "ordre"},
		{"a share above 1", "small_share: 0.2", "small_share: 1.2", "evidence.small_share", "standard.number", "1.2"},
		{"a share below 0", "small_share: 0.2", "small_share: -0.2", "evidence.small_share", "standard.number", "-0.2"},
		{"more decimals than are compared", "rate: 0.85", "rate: 0.85001", "classes.demonstration.rate", "standard.number", "4 decimals"},
		{"an exponent", "z: 1.959964", "z: 1e0", "survey.z", "standard.number", "1e0"},
		{"a number in words", "draws: 2000", "draws: many", "ranking.draws", "standard.number", "many"},
		{"a fraction of a day", "carrier_days: 90", "carrier_days: 90.5", "ranking.carrier_days", "standard.number", "whole number"},
		{"a leading zero, which YAML reads as octal", "carrier_days: 90", "carrier_days: 090", "ranking.carrier_days", "standard.number", "090"},
		{"a day that does not exist", "effective_from: 2026-01-01", "effective_from: 2026-02-30", "effective_from", "standard.date", "2026-02-30"},
		{"thresholds out of order", "demonstration: { score: 90,", "demonstration: { score: 60,", "classes.needs_improvement.score", "standard.order", "60"},
		{"complaint shares that don't sum to 1", "fixed_share: 0.4", "fixed_share: 0.5", "complaints", "standard.shares", "1.1"},
		{"fewer answers than may be shown", "  minimum: 10\n  maximum", "  minimum: 9\n  maximum", "evidence.minimum", "standard.order", "can't make a face"},
		{"at least more than at most", "  maximum: 100", "  maximum: 9", "evidence.minimum", "standard.order", "maximum"},
		{"a draw count that the interval can't cut", "draws: 2000", "draws: 2001", "ranking.draws", "standard.draws", "40"},
		{"bands out of order", "grade: AA, from: 80", "grade: AA, from: 85", "score_bands[1].from", "standard.order", "85"},
		{"bands that end above 0", "grade: C, from: 0", "grade: C, from: 1", "score_bands[4].from", "standard.order", "0"},
		{"a kind in two groups", "kinds: [old]", "kinds: [commercial]", "peers.groups[1].kinds[0]", "standard.duplicate", "commercial"},
		{"a ground without English", "    en: Repair funds misused\n", "", "veto_grounds[2].en", "standard.missing", "must be given"},
		{"a ground twice", "code: evidence_falsified", "code: repair_funds_misused", "veto_grounds[3].code", "standard.duplicate", "repair_funds_misused"},
		{"a list that is no list", "kinds: [old]", "kinds: old", "peers.groups[1].kinds", "standard.list", "list"},
		{"a group that is no group", "classes:\n", "classes: 3\nclasses_of_old:\n", "classes", "standard.type", "3"},
		{"yes for true", "limits_tenders: false", "limits_tenders: no", "qualification.limits_tenders", "standard.boolean", "no"},
		{"an alias", "draws: 2000", "draws: *x", "ranking.draws", "standard.number", "whole number"},
		{"a version that is a number", "version: 2026-01\n", "version: 2026\n", "version", "standard.version", "quote"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := defaultFile(t)
			if strings.Count(text, c.old) != 1 {
				t.Fatalf("%q stands %d times in the file", c.old, strings.Count(text, c.old))
			}
			_, err := Parse([]byte(strings.Replace(text, c.old, c.new, 1)))
			var all Problems
			if !errors.As(err, &all) {
				t.Fatalf("got %v", err)
			}
			i := slices.IndexFunc(all, func(f *fault.Error) bool { return f.Field == c.path && f.Reason == c.reason })
			if i < 0 {
				t.Fatalf("no %s at %s in:\n%v", c.reason, c.path, err)
			}
			f := all[i]
			if f.Code != fault.CodeInvalid || !strings.Contains(f.Words.En, c.says) || !strings.Contains(f.Words.En, "line ") || !strings.HasPrefix(f.Words.Zh, "第 ") {
				t.Errorf("it says %q and %q", f.Words.En, f.Words.Zh)
			}
			if strings.Contains(err.Error(), "%!") {
				t.Errorf("a sentence is broken: %v", err)
			}
		})
	}
}

func TestAllErrorsAreReportedAtOnce(t *testing.T) {
	text := defaultFile(t)
	for _, r := range [][2]string{{"draws: 2000", "draws: x"}, {"z: 1.959964", "z: 99"}, {"  cutoff_days: 15\n", ""}, {"code: safety, weight: 12", "code: safety, weight: 13"}} {
		text = strings.Replace(text, r[0], r[1], 1)
	}
	_, err := Parse([]byte(text))
	var all Problems
	if !errors.As(err, &all) || len(all) != 4 {
		t.Errorf("want 4 errors, got:\n%v", err)
	}
	if fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("the code is %s", fault.CodeOf(err))
	}
}

func TestWhatIsNoStandardIsRefused(t *testing.T) {
	for _, c := range []struct{ name, text, reason string }{
		{"nothing", "", "standard.file"},
		{"two documents", "--- a\n--- b\n", "standard.file"},
		{"broken YAML", "a: [1, 2", "standard.syntax"},
		{"another encoding", "version: \xd6\xd0", "standard.file"},
		{"too large a file", strings.Repeat("#", maxBytes+1), "standard.file"},
		{"a list", "- 1\n- 2\n", "standard.type"},
		{"a word", "hello", "standard.type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse([]byte(c.text))
			f, ok := fault.As(err)
			if !ok || f.Reason != c.reason || f.Words.Zh == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestYAMLGivesBackTheFileByteForByte(t *testing.T) {
	raw := []byte(defaultFile(t))
	s, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	got := s.YAML()
	if !bytes.Equal(got, raw) {
		t.Error("the file differs")
	}
	got[0] = '!'
	if again := s.YAML(); !bytes.Equal(again, raw) {
		t.Error("the standard can be changed through its file")
	}
}

func TestDecimalsAreExact(t *testing.T) {
	for _, c := range []struct {
		text   string
		places int
		want   Decimal
		ok     bool
	}{
		{"0", 0, 0, true},
		{"0.85", 4, 850_000, true},
		{"1.959964", 6, 1_959_964, true},
		{"-1.5", 2, -1_500_000, true},
		{"100", 2, 100 * one, true},
		{"1.9599641", 6, 0, false},
		{"0.855", 2, 0, false},
		{".5", 2, 0, false},
		{"5.", 2, 0, false},
		{"1_000", 0, 0, false},
		{"0x10", 0, 0, false},
		{"010", 0, 0, false},
		{"+1", 0, 0, false},
		{"1e3", 6, 0, false},
		{"", 2, 0, false},
		{"-", 2, 0, false},
		{"NaN", 2, 0, false},
		{"99999999", 0, 0, false},
	} {
		got, ok := parseDecimal(c.text, c.places)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q with %d places is %d, %v", c.text, c.places, got, ok)
		}
	}
	for text, d := range map[string]Decimal{"0.85": 850_000, "40": 40 * one, "-1.5": -1_500_000, "0.000001": 1, "0": 0} {
		if d.String() != text {
			t.Errorf("%d is written %s, want %s", d, d, text)
		}
	}
	if d := Decimal(850_000); d.Hundredths() != 85 || d.TenThousandths() != 8500 || d.Float64() != 0.85 || d.Rat().RatString() != "17/20" {
		t.Error("a conversion is wrong")
	}
}

func TestTheBuiltinStandardsAreInOrder(t *testing.T) {
	all := Builtin()
	for i := 1; i < len(all); i++ {
		if all[i-1].Version >= all[i].Version || !all[i-1].EffectiveFrom.Before(all[i].EffectiveFrom) {
			t.Errorf("%s comes before %s", all[i-1].Version, all[i].Version)
		}
	}
	if len(all) == 0 || all[len(all)-1] != Default() {
		t.Error("the default is not the newest")
	}
}

func TestThePublishedSchemaIsThatOfTheReader(t *testing.T) {
	const path = "../../docs/standard.schema.json"
	got, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the reader asks for; run this test with -update", path)
	}
}

// Whatever the bytes, Parse answers with a standard that reads again, or with faults that have words.
func FuzzParse(f *testing.F) {
	f.Add([]byte(defaultFile(f)))
	for _, s := range []string{"", "a: 1", "a: [", "? x\n: y", "a: &x 1\nb: *x", "<<: {a: 1}", "version: !!str 1", "- - -", "a: |\n  b", "\"a\": {b: c, b: d}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := Parse(raw)
		if err != nil {
			var all Problems
			if !errors.As(err, &all) || len(all) == 0 {
				t.Fatalf("got %v", err)
			}
			for _, p := range all {
				if p.Words.Zh == "" || p.Words.En == "" || p.Code != fault.CodeInvalid {
					t.Fatalf("a fault without words: %+v", p)
				}
			}
			return
		}
		if _, err := Parse(s.YAML()); err != nil {
			t.Fatalf("it does not read again: %v", err)
		}
	})
}
