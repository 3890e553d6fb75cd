package importer_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/sample"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

// book is a workbook as a folder of CSV files, by sheet.
type book map[string]string

// small is a district with two compounds and two contractors, and one open cycle.
var small = book{
	"组织": "代码,名称,类型,上级代码\n4301,长沙市,市,\n430104,岳麓区,区,4301\n430104005,观沙岭街道,街道,430104\n430104007,西湖街道,街道,430104\n",
	"小区": "小区编码,名称,街道代码,类型,户数,入住户数\n4301040050001,示例花园一期,430104005,商品房,600,500\n4301040070001,示例新村,430104007,旧小区,120,\n",
	"企业": "统一社会信用代码,名称\n91430104MA00000A1A,示例甲物业服务有限公司\n91430104MA00000B2E,示例乙物业服务有限公司\n",
	"合同": "小区编码,统一社会信用代码,开始日期,结束日期,收费标准(元/㎡·月)\n4301040050001,91430104MA00000A1A,2021-07-01,,1.20\n",
	"周期": "周期,区代码,开始日期,结束日期,标准\n2026H1,430104,2026-01-01,2026-06-30,2026-01\n",
}

// with returns the book with other sheets in place.
func (b book) with(sheets book) book {
	out := maps.Clone(b)
	maps.Copy(out, sheets)
	return out
}

func (b book) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for sheet, text := range b {
		if err := os.WriteFile(filepath.Join(dir, sheet+".csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func bring(t *testing.T, s *store.Store, b book, opts importer.Options) *importer.Report {
	t.Helper()
	r, err := importer.Import(operator(), s, b.write(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustBring(t *testing.T, s *store.Store, b book) *importer.Report {
	t.Helper()
	r := bring(t, s, b, importer.Options{})
	if r.Errors > 0 {
		t.Fatalf("refused: %s", issues(r))
	}
	return r
}

func issues(r *importer.Report) string {
	var b strings.Builder
	for _, i := range r.Issues {
		b.WriteString(i.Sheet + " " + i.Column + " " + i.Value + " " + i.Code + ": " + i.Words.Zh + "\n")
	}
	return b.String()
}

func codes(r *importer.Report) []string {
	var out []string
	for _, i := range r.Issues {
		if i.Severity == workbook.SeverityError {
			out = append(out, i.Code)
		}
	}
	slices.Sort(out)
	return out
}

func total(r *importer.Report) (fresh, changed, same int) {
	for _, s := range r.Sheets {
		fresh, changed, same = fresh+s.New, changed+s.Changed, same+s.Same
	}
	return fresh, changed, same
}

func TestASecondImportOfTheSampleChangesNothing(t *testing.T) {
	files, err := sample.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, f := range files {
			for attempt := range 2 {
				r, err := importer.Import(operator(), s, f.Path, importer.Options{District: f.District})
				if err != nil {
					t.Fatal(err)
				}
				if r.Errors > 0 || !r.Written {
					t.Fatalf("%s: %s", f.Path, issues(r))
				}
				fresh, changed, same := total(r)
				if attempt == 0 && fresh == 0 || attempt == 1 && (fresh+changed > 0 || same == 0) {
					t.Errorf("%s, attempt %d: %d new, %d changed, %d same", filepath.Base(f.Path), attempt, fresh, changed, same)
				}
			}
		}
	})
}

func TestADryRunWritesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := bring(t, s, small, importer.Options{DryRun: true})
		if r.Written || r.Errors > 0 {
			t.Errorf("written %v: %s", r.Written, issues(r))
		}
		if fresh, _, _ := total(r); fresh != 4+2+2+1+1 {
			t.Errorf("%d new", fresh)
		}
		if n := s.Client.Organization.Query().CountX(operator()); n != 0 {
			t.Errorf("%d organizations stayed", n)
		}
	})
}

func TestEveryErrorIsReportedAtOnceAndNothingIsWritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := bring(t, s, small.with(book{
			"合同": "小区编码,统一社会信用代码,开始日期,结束日期\n" +
				"4301040050001,91430104MA00000A1A,2021-07-01,\n" + // open end,
				"4301040050001,91430104MA00000B2E,2024-01-01,\n" + // overlaps it
				"示例花国一期,91430104MA00000A1A,2026-01-01,\n" + // misspelt
				"4301040070001,示例丙物业服务有限公司,2026-01-01,\n", // unknown company
			"满意度":   "周期,小区编码,日期,总体\n2026H1,示例新村,2026-03-01,5\n2026H1,示例新村,2026-07-01,5\n2025H2,示例新村,2026-03-01,5\n",
			"满意度汇总": "周期,小区编码,非常满意,满意,一般,不满意,非常不满意\n2026H1,示例新村,100,10,5,4,2\n2026H1,示例花园一期,400,100,5,4,2\n",
			"检查":    "检查编号,周期,小区编码,检查日期,维度,问题,扣分,一票否决,认定机关,文书号,认定日期\nJ1,2026H1,示例新村,2026-08-01,秩序,乱停车,3,,,,\nJ2,2026H1,示例新村,2026-03-01,,,,打了人,消防大队,1号,2026-03-01\n",
			"投诉":    "编号,小区编码,受理日期,办结期限,办结日期,重复于\nT2,示例新村,2026-03-01,2026-03-08,,T9\n",
		}), importer.Options{})
		want := []string{
			"complaint.unknown", "compound.unknown", "contractor.unknown", "cycle.unknown",
			"engagement.overlap", "engagement.overlap", "evidence.day", "inspection.day", "inspection.ground", "survey.both", "survey.too_many",
		}
		if got := codes(r); !slices.Equal(got, want) {
			t.Errorf("got  %v\nwant %v\n%s", got, want, issues(r))
		}
		if text := issues(r); !strings.Contains(text, "示例花园一期 4301040050001") {
			t.Errorf("the nearest name is not suggested:\n%s", text)
		}
		if n := s.Client.Organization.Query().CountX(operator()); r.Written || n != 0 {
			t.Errorf("%d organizations stayed", n)
		}
	})
}

func TestAnErrorInARowDoesNotMakeOthersOfWhatRefersToIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := bring(t, s, small.with(book{
			"小区": "小区编码,名称,街道代码,类型,户数,入住户数\n4301040050001,示例花园一期,430104005,商品房,600,700\n4301040070001,示例新村,430104007,旧小区,120,\n",
		}), importer.Options{})
		if r.Errors != 1 {
			t.Errorf("want the one error of the compound: %s", issues(r))
		}
	})
}

func TestNamesServeWhereCodesDo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mustBring(t, s, small.with(book{
			"组织": "代码,名称,类型,上级代码\n4301,长沙市,市,\n430104,岳麓区,区,长沙市\n430104005,观沙岭街道,街道,岳麓区\n430104007,西湖街道,街道,岳麓区\n",
			"小区": "名称,街道代码,类型,户数\n示例花园一期,观沙岭街道,商品房,600\n示例新村,西湖街道,旧小区,120\n",
			"合同": "小区编码,统一社会信用代码,开始日期\n示例花园一期,示例甲物业服务有限公司,2021-07-01\n",
			"周期": "周期,区代码,开始日期,结束日期,标准\n2026H1,岳麓区,2026-01-01,2026-06-30,2026-01\n",
		}))
		first := s.Client.Compound.Query().Where(compound.Name("示例花园一期")).OnlyX(operator())
		if first.Code != "4301040050001" {
			t.Errorf("was given the code %s", first.Code)
		}
		// The code is kept from then on, and a new neighbour gets the next one.
		mustBring(t, s, book{"小区": "名称,街道代码,类型,户数\n示例花园二期,观沙岭街道,商品房,300\n示例花园一期,观沙岭街道,商品房,601\n"})
		again := s.Client.Compound.Query().Where(compound.Name("示例花园一期")).OnlyX(operator())
		second := s.Client.Compound.Query().Where(compound.Name("示例花园二期")).OnlyX(operator())
		if again.Code != first.Code || again.Households != 601 || second.Code != "4301040050002" {
			t.Errorf("%s with %d households, %s", again.Code, again.Households, second.Code)
		}
	})
}

func TestANameThatFitsTwoIsAnErrorThatListsBoth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := bring(t, s, small.with(book{
			"小区": "小区编码,名称,街道代码,类型,户数\n4301040050001,示例花园,430104005,商品房,600\n4301040070001,示例花园,430104007,旧小区,120\n",
			"合同": "小区编码,统一社会信用代码,开始日期\n示例花园,91430104MA00000A1A,2021-07-01\n",
		}), importer.Options{})
		if got := codes(r); !slices.Equal(got, []string{"reference.ambiguous"}) || !strings.Contains(issues(r), "4301040050001、4301040070001") {
			t.Error(issues(r))
		}
	})
}

func TestAMissingColumnLeavesAFieldAndAnEmptyCellClearsIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mustBring(t, s, small)
		find := func() *ent.Compound {
			return s.Client.Compound.Query().Where(compound.Code("4301040050001")).OnlyX(operator())
		}
		mustBring(t, s, book{"小区": "小区编码,名称,街道代码,类型,户数\n4301040050001,示例花园一期,430104005,商品房,610\n"})
		if c := find(); c.Occupied == nil || *c.Occupied != 500 || c.Households != 610 {
			t.Errorf("a missing column changed the field: %v", c.Occupied)
		}
		mustBring(t, s, book{"小区": "小区编码,名称,街道代码,类型,户数,入住户数\n4301040050001,示例花园一期,430104005,商品房,610,/\n"})
		if c := find(); c.Occupied != nil {
			t.Errorf("an empty cell left %d", *c.Occupied)
		}
	})
}

func TestAnotherDistrictIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mustBring(t, s, book{"组织": "代码,名称,类型,上级代码\n3702,青岛市,市,\n370214,城阳区,区,3702\n370214001,城阳街道,街道,370214\n"})
		r := bring(t, s, small, importer.Options{District: "370214"})
		for _, code := range codes(r) {
			if code != "district.other" {
				t.Errorf("got %s", issues(r))
				break
			}
		}
		if r.Errors < 5 || r.Written {
			t.Errorf("%d errors, written %v", r.Errors, r.Written)
		}
		_, err := importer.Import(operator(), s, small.write(t), importer.Options{District: "110101"})
		if f, ok := fault.As(err); !ok || f.Reason != "district.unknown" {
			t.Errorf("an unknown district gave %v", err)
		}
	})
}

func TestOneContractMayEndSoThatAnotherBegins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mustBring(t, s, small)
		mustBring(t, s, book{"合同": "小区编码,统一社会信用代码,开始日期,结束日期\n" +
			"4301040050001,91430104MA00000B2E,2026-04-01,长期\n4301040050001,91430104MA00000A1A,2021-07-01,2026-03-31\n"})
		if n := s.Client.Engagement.Query().CountX(operator()); n != 2 {
			t.Errorf("%d engagements", n)
		}
	})
}

func TestAnswersAndTalliesReplaceEachOtherAsASet(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mustBring(t, s, small)
		counts := func() [2]int {
			return [2]int{s.Client.SurveyAnswer.Query().CountX(operator()), s.Client.SurveyTally.Query().CountX(operator())}
		}
		mustBring(t, s, book{"满意度": "周期,小区编码,总体\n2026H1,示例新村,5\n2026H1,示例新村,4\n2026H1,4301040070001,1\n"})
		if got := counts(); got != [2]int{3, 0} {
			t.Errorf("answers, tallies: %v", got)
		}
		mustBring(t, s, book{"满意度汇总": "周期,小区编码,非常满意,满意,一般,不满意,非常不满意\n2026H1,示例新村,10,5,1,0,0\n"})
		if got := counts(); got != [2]int{0, 1} {
			t.Errorf("answers, tallies: %v", got)
		}
		mustBring(t, s, book{"满意度": "周期,小区编码,总体\n2026H1,示例新村,5\n"})
		if got := counts(); got != [2]int{1, 0} {
			t.Errorf("answers, tallies: %v", got)
		}
	})
}

func TestAnInterruptedImportLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(operator())
		_, err := importer.Import(ctx, s, small.write(t), importer.Options{Progress: func(step string, done, total int) {
			if step == "合同" && total > 0 {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if n := s.Client.Compound.Query().CountX(operator()); n != 0 {
			t.Errorf("%d compounds stayed", n)
		}
	})
}

// TestOneDistrictsWorkbookCannotTouchAnother brings a workbook in for one district that tries to change everything outside of it.
func TestOneDistrictsWorkbookCannotTouchAnother(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		other := book{
			"组织": "代码,名称,类型,上级代码\n430103,天心区,区,4301\n430103001,坡子街街道,街道,430103\n",
			"小区": "小区编码,名称,街道代码,类型,户数\n4301030010001,别区花园,430103001,商品房,600\n",
			"周期": "周期,区代码,开始日期,结束日期,标准\n2026H1,430103,2026-01-01,2026-06-30,2026-01\n",
			"检查": "检查编号,周期,小区编码,检查日期\nJ-1,2026H1,4301030010001,2026-03-01\n",
			"投诉": "编号,小区编码,受理日期,办结期限\nT-1,4301030010001,2026-03-01,2026-03-08\n",
			"招标": "编号,区代码,项目名称,方式,公告日期,投标截止,状态\nZ-1,430103,别区招标,公开,2026-01-01,2026-02-01,公告\n",
		}
		mustBring(t, s, small)
		mustBring(t, s, other)
		for name, sheets := range map[string]book{
			"the city's name":            {"组织": "代码,名称,类型,上级代码\n4301,改名市,市,\n"},
			"its own place in the tree":  {"组织": "代码,名称,类型,上级代码\n4302,株洲市,市,\n430104,岳麓区,区,4302\n"},
			"another district's name":    {"组织": "代码,名称,类型,上级代码\n430103,改名区,区,4301\n"},
			"another's sub-district":     {"组织": "代码,名称,类型,上级代码\n430103001,改名街道,街道,430103\n"},
			"a sub-district drawn over":  {"组织": "代码,名称,类型,上级代码\n430103001,坡子街街道,街道,430104\n"},
			"a new body elsewhere":       {"组织": "代码,名称,类型,上级代码\nX1,某单位,成员单位,430103\n"},
			"a new body, deeper":         {"组织": "代码,名称,类型,上级代码\n430103002,新街道,街道,430103\nX2,某社区,社区,430103002\n"},
			"another's compound":         {"小区": "小区编码,名称,街道代码,类型,户数\n4301030010001,改名花园,430103001,商品房,600\n"},
			"another's compound, in own": {"小区": "小区编码,名称,街道代码,类型,户数\n4301030010001,改名花园,430104005,商品房,600\n"},
			"another's cycle":            {"周期": "周期,区代码,开始日期,结束日期,标准\n2026H1,430103,2026-01-01,2026-05-31,2026-01\n"},
			"another's inspection":       {"检查": "检查编号,周期,小区编码,检查日期\nJ-1,2026H1,4301040050001,2026-03-02\n"},
			"another's complaint":        {"投诉": "编号,小区编码,受理日期,办结期限\nT-1,4301040050001,2026-03-01,2026-03-08\n"},
			"another's tender":           {"招标": "编号,区代码,项目名称,方式,公告日期,投标截止,状态\nZ-1,430104,抢来,公开,2026-01-01,2026-02-01,公告\n"},
			"another's engagement":       {"合同": "小区编码,统一社会信用代码,开始日期\n4301030010001,91430104MA00000A1A,2026-01-01\n"},
		} {
			if r := bring(t, s, sheets, importer.Options{District: "430104"}); r.Errors == 0 || r.Written {
				t.Errorf("%s: written (%+v)", name, r.Sheets)
			}
		}
		for name, sheets := range map[string]book{
			"its own name":                   {"组织": "代码,名称,类型,上级代码\n4301,长沙市,市,\n430104,岳麓新区,区,4301\n"},
			"new bodies of its own":          {"组织": "代码,名称,类型,上级代码\n430104009,新街道,街道,430104\nX3,某社区,社区,430104009\nX4,业委会,业委会,X3\n"},
			"the same as before of another":  {"组织": other["组织"]},
			"a complaint and an inspection":  {"投诉": "编号,小区编码,受理日期,办结期限\nT-2,4301040050001,2026-03-01,2026-03-08\n", "检查": "检查编号,周期,小区编码,检查日期\nJ-2,2026H1,4301040050001,2026-03-02\n"},
			"a company, which all have":      {"企业": "统一社会信用代码,名称\n91430104MA00000A1A,示例甲物业有限公司\n"},
			"the small book as it was again": small.with(book{"组织": "代码,名称,类型,上级代码\n4301,长沙市,市,\n430104,岳麓区,区,4301\n"}),
		} {
			if r := bring(t, s, sheets, importer.Options{District: "430104"}); r.Errors > 0 || !r.Written {
				t.Errorf("%s: refused: %s", name, issues(r))
			}
		}
	})
}

// TestTheLastWordInTheTransaction undoes everything where it is an error, and stands with the rows where it is none.
func TestTheLastWordInTheTransaction(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		no := errors.New("no")
		var seen *importer.Report
		finish := func(ctx context.Context, tx *ent.Tx, r *importer.Report) error {
			seen = r
			if n, err := tx.Compound.Query().Count(ctx); err != nil || n != 2 {
				t.Errorf("%d compounds, %v", n, err)
			}
			return no
		}
		if _, err := importer.Import(operator(), s, small.write(t), importer.Options{Finish: finish}); !errors.Is(err, no) || seen == nil || !seen.Written {
			t.Errorf("%v, %+v", err, seen)
		}
		if n, err := s.Client.Compound.Query().Count(operator()); err != nil || n != 0 {
			t.Errorf("%d compounds stayed, %v", n, err)
		}
		seen = nil
		if bring(t, s, small, importer.Options{DryRun: true, Finish: finish}); seen != nil {
			t.Error("a dry run has a last word")
		}
	})
}
