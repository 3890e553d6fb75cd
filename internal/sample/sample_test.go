package sample

import (
	"archive/zip"
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"smileboard/internal/assess"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/standard"
)

func TestTheSampleIsTheSameOnEveryRun(t *testing.T) {
	a, err := Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b, err := Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for i := range a {
		if !maps.Equal(content(t, a[i].Path), content(t, b[i].Path)) {
			t.Errorf("%s: the two runs differ", a[i].District)
		}
	}
}

// content is a workbook's parts by name.
func content(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(b)
	}
	return parts
}

func TestTheSampleReadsWithoutAnErrorOrWarning(t *testing.T) {
	compounds, contractors := 0, map[string]bool{}
	for district, w := range read(t) {
		if len(w.Unread) > 0 {
			t.Errorf("%s: unread sheets %v", district, w.Unread)
		}
		if len(w.Sheets) != len(workbook.Schemas) {
			t.Errorf("%s: %d of %d sheets", district, len(w.Sheets), len(workbook.Schemas))
		}
		compounds += len(w.Compounds)
		for _, c := range w.Contractors {
			contractors[c.USCC] = true
		}
		if len(w.Cycles) != 2 {
			t.Errorf("%s: %d cycles", district, len(w.Cycles))
		}
	}
	if compounds != 80 || len(contractors) != 16 {
		t.Errorf("%d compounds and %d contractors, want 80 and 16", compounds, len(contractors))
	}
}

func TestContractorsCodesHaveValidCheckDigitsAndTheirNamesShowThatTheyAreInvented(t *testing.T) {
	for _, w := range read(t) {
		for _, c := range w.Contractors {
			if c.USCC[17] != workbook.CheckDigitUSCC(c.USCC) {
				t.Errorf("%s: check digit of %s", c.Name, c.USCC)
			}
			if !regexp.MustCompile(`^示例[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳]物业服务有限公司$`).MatchString(c.Name) {
				t.Errorf("a contractor is named %s", c.Name)
			}
			if c.Phone.Value != "" || c.LegalRepresentative.Value != "" {
				t.Errorf("%s has a person's data", c.Name)
			}
		}
	}
}

func TestRealPlacesAreTheFourteenNamedOnesWithNothingInventedButNumbers(t *testing.T) {
	names := []string{
		"金岭农民安置小区", "黄泥塘农民安置小区", "白鹤嘴社区安塑小区", "荷叶塘社区丽臣小区", "裕民农民安置小区南片", "裕民农民安置小区北片",
		"道坡农民安置小区", "上堆坊农民安置小区", "洋海塘农民安置小区东片", "洋海塘农民安置小区西片", "海棠苑小区", "华城路二小区", "华城路三小区", "安泰居北区",
	}
	for _, w := range read(t) {
		for _, c := range w.Compounds {
			if strings.HasPrefix(c.Name, "示例") {
				continue
			}
			i := slices.Index(names, c.Name)
			if i < 0 {
				t.Errorf("%s is neither a named place nor visibly invented", c.Name)
				continue
			}
			names = slices.Delete(names, i, i+1)
			if c.Address.Value != "" || c.Community.Value != "" || c.Built.Value != 0 || c.AreaDM2.Value != 0 {
				t.Errorf("%s: something is invented about a real place", c.Name)
			}
			for _, r := range w.Tenders {
				if r.Compound.Value.Text == c.Code {
					t.Errorf("%s has an invented tender", c.Name)
				}
			}
		}
	}
	if len(names) > 0 {
		t.Errorf("missing: %v", names)
	}
}

func TestNoRealPlaceCriesOrIsCalledInNeedOfImprovement(t *testing.T) {
	for code, list := range results(t) {
		d, err := newDistrict(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			for _, c := range r.Compounds {
				p := d.byCode(c.Code)
				if !p.realPlace() {
					continue
				}
				if c.Face == assess.Cry || c.NeedsImprovement || len(c.Vetoes) > 0 {
					t.Errorf("%s %s: %s, needs improvement %v", r.Cycle, p.name, c.Class, c.NeedsImprovement)
				}
				if c.Face == assess.Smile && *c.Score < 8000 {
					t.Errorf("%s %s: its evidence is not strong, score %d", r.Cycle, p.name, *c.Score)
				}
			}
		}
	}
}

func TestMostPlacesAreCompliantAndEveryClassIsThere(t *testing.T) {
	for code, list := range results(t) {
		for _, r := range list {
			n := r.Totals.ByClass
			total := n.Demonstration + n.Compliant + n.Rectification + n.NotRated
			t.Logf("%s %s %+v", code, r.Cycle, n)
			if n.Compliant*100 < total*60 || n.Demonstration < 2 || n.Rectification < 1 || n.NotRated < 1 {
				t.Errorf("%s %s: %+v", code, r.Cycle, n)
			}
		}
		n := list[1].Totals.ByClass
		total := n.Demonstration + n.Compliant + n.Rectification + n.NotRated
		for what, x := range map[string]int{"demonstration": n.Demonstration, "rectification": n.Rectification, "not rated": n.NotRated} {
			if x*100 < total*8 || x*100 > total*16 {
				t.Errorf("%s: %d of %d are %s", code, x, total, what)
			}
		}
	}
}

// TestTheHardCasesAreThere names each case that the demo must have; it looks at the later cycle of both districts together.
func TestTheHardCasesAreThere(t *testing.T) {
	seen := map[string]bool{}
	minimum := standard.Default().Survey.MinimumShown
	ranks := map[string]int{}
	for code, list := range results(t) {
		r := list[1]
		for _, c := range r.Compounds {
			seen["veto with all evidence"] = seen["veto with all evidence"] || len(c.Vetoes) > 0 && c.Score != nil
			seen["veto without other evidence"] = seen["veto without other evidence"] || len(c.Vetoes) > 0 && c.Score == nil && c.Class == assess.Rectification
			seen["100 % response"] = seen["100 % response"] || c.Survey.Response == 10000 && c.Survey.Answers == c.Survey.Households && c.Face != assess.NoFace
			seen["fewer answers than are shown"] = seen["fewer answers than are shown"] || c.Survey.Answers > 0 && c.Survey.Answers < minimum
			seen["too few answers"] = seen["too few answers"] || c.Class == assess.NotRated && c.Survey.Answers >= minimum && c.Survey.Answers < c.Survey.Required
			seen["second cycle without evidence"] = seen["second cycle without evidence"] || c.SurveyDue
			seen["last valid face"] = seen["last valid face"] || c.Class == assess.NotRated && c.LastRated != nil
			seen["fewer than ten households"] = seen["fewer than ten households"] || c.Survey.Households < 10
			seen["needs improvement"] = seen["needs improvement"] || c.NeedsImprovement
			seen["crying by the rate"] = seen["crying by the rate"] || c.Class == assess.Rectification && len(c.Vetoes) == 0 && c.Survey.High != nil && *c.Survey.High < 6000
			seen["crying by the score"] = seen["crying by the score"] || c.Class == assess.Rectification && len(c.Vetoes) == 0 && c.Survey.High != nil && *c.Survey.High >= 6000
			seen["note "+c.CarrierNote] = true
			seen["change of contractor"] = seen["change of contractor"] || len(c.Tenures) == 2 && c.Carrier != ""
			for _, d := range c.Dimensions {
				seen["greening not applicable"] = seen["greening not applicable"] || d.Dimension == assess.Greening && !d.Applies
				seen["never inspected"] = seen["never inspected"] || d.Dimension == assess.Order && d.Covered == 0 && len(c.Vetoes) == 0
				seen["inspected in part"] = seen["inspected in part"] || d.Dimension == assess.Facilities && d.Covered == 0 && c.Dimensions[1].Covered > 0
			}
		}
		bands := 0
		for _, k := range r.Contractors {
			bands = max(bands, k.Band)
			seen["unranked "+k.UnrankedReason] = true
			if k.Rank != nil {
				key := code + string(rune('0'+*k.Rank))
				ranks[key]++
				seen["tie in rank"] = seen["tie in rank"] || ranks[key] == 2
			}
		}
		if bands < 3 {
			t.Errorf("%s: only %d tie bands", code, bands)
		}
	}
	for _, w := range read(t) {
		sheetCases(w, seen)
	}
	for _, want := range []string{
		"veto with all evidence", "veto without other evidence", "100 % response", "fewer answers than are shown", "too few answers", "second cycle without evidence",
		"last valid face", "fewer than ten households", "needs improvement", "crying by the rate", "crying by the score", "note handover", "note self_managed",
		"note trusteeship", "note unmanaged", "change of contractor", "greening not applicable", "never inspected", "inspected in part", "tie in rank",
		"unranked none_scored", "unranked too_few_compounds", "unranked too_small_share", "no compound", "tally", "contested", "contested after the cut-off",
		"closed late", "closed after the cut-off", "never closed", "repeated", "not responsible", "responsibility unknown", "invalid",
		"grade grade_1", "grade grade_2", "grade grade_3", "grade grade_3_provisional", "status cancelled", "status revoked", "status valid",
		"tender notice", "tender opened", "tender evaluation", "tender candidates", "tender awarded", "tender failed", "tender terminated",
	} {
		if !seen[want] {
			t.Errorf("no %s in the sample", want)
		}
	}
}

// sheetCases notes the cases that are seen in the sheets.
func sheetCases(w *workbook.Workbook, seen map[string]bool) {
	cutoff := cycles[1].To.AddDays(cutoffDays)
	for _, k := range w.Complaints {
		contested := k.Confirmed.State == workbook.Set && !k.Confirmed.Value
		seen["contested"] = seen["contested"] || contested && !k.ConfirmedOn.Value.After(cutoff)
		seen["contested after the cut-off"] = seen["contested after the cut-off"] || contested && k.ConfirmedOn.Value.After(cutoff)
		seen["closed late"] = seen["closed late"] || k.Closed.Value.After(k.Due) && !k.Closed.Value.After(cutoff)
		seen["closed after the cut-off"] = seen["closed after the cut-off"] || k.Closed.Value.After(cutoff)
		seen["never closed"] = seen["never closed"] || k.Closed.State == workbook.Empty
		seen["repeated"] = seen["repeated"] || k.RepeatOf.Value != ""
		seen["not responsible"] = seen["not responsible"] || k.Responsible.State == workbook.Set && !k.Responsible.Value
		seen["responsibility unknown"] = seen["responsibility unknown"] || k.Responsible.State == workbook.Empty
		seen["invalid"] = seen["invalid"] || k.Outcome.Value == "invalid"
	}
	for _, q := range w.Qualifications {
		seen["grade "+q.Grade], seen["status "+q.Status.Or("valid")] = true, true
	}
	for _, r := range w.Tenders {
		seen["tender "+r.Status] = true
	}
	seen["tally"] = seen["tally"] || len(w.Tallies) > 0
	for _, c := range w.Contractors {
		if !slices.ContainsFunc(w.Engagements, func(e workbook.Engagement) bool { return e.Company.Value == c.USCC }) {
			seen["no compound"] = true
		}
	}
}

func TestTheLargeWorkbookHasTheRowsAskedForAndReadsCleanly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Large(f, 60, 7, 1501); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := workbook.Read(context.Background(), path, workbook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range w.Issues {
		t.Errorf("%s %d %s %q: %s", i.Sheet, i.Row, i.Column, i.Value, i.Words.Zh)
	}
	if len(w.Compounds) != 60 || len(w.Contractors) != 7 || len(w.Answers) != 1501 {
		t.Errorf("%d compounds, %d contractors, %d answers", len(w.Compounds), len(w.Contractors), len(w.Answers))
	}
}
