package workbook

import (
	"math"
	"testing"

	"smileboard/internal/calendar"
)

func TestTextIsKeptAsPeopleMeantIt(t *testing.T) {
	for _, c := range []struct{ in, plain, compact string }{
		{" 金岭小区 ", "金岭小区", "金岭小区"},
		{"金岭小区（一期）", "金岭小区（一期）", "金岭小区(一期)"},
		{"Ａ１２３", "A123", "A123"},
		{"'0731", "0731", "0731"},
		{"a\nb\t c", "a b c", "abc"},
		{"\u200b\ufeff名\u200b称", "名称", "名称"},
		{"　全角　空格　", "全角 空格", "全角空格"},
	} {
		if got := plain([]byte(c.in)); got != c.plain {
			t.Errorf("plain(%q) = %q, want %q", c.in, got, c.plain)
		}
		if got := compact([]byte(c.in)); got != c.compact {
			t.Errorf("compact(%q) = %q, want %q", c.in, got, c.compact)
		}
	}
	for _, s := range []string{"", " ", "/", "／", "—", "——", "无", " 无 ", "N/A", "-", "　"} {
		if !saysNothing([]byte(s)) {
			t.Errorf("%q should say nothing", s)
		}
	}
	for _, s := range []string{"0", "无锡", "a", "-1"} {
		if saysNothing([]byte(s)) {
			t.Errorf("%q should say something", s)
		}
	}
}

func TestNumbersAreFoundInTheirText(t *testing.T) {
	for _, c := range []struct {
		in      string
		value   int64 // in hundredths
		problem numberProblem
	}{
		{"600", 60000, ""},
		{"约600户", 60000, ""},
		{"1,234", 123400, ""},
		{"1,234,567.89", 123456789, ""},
		{"12.3万㎡", 12300000, ""},
		{"12.3万m2", 12300000, ""},
		{"2.5元/㎡·月", 250, ""},
		{"2.5元/m2·月", 250, ""},
		{"600余户", 60000, ""},
		{"1.5亿", 15000000000, ""},
		{".5", 50, ""},
		{"￥300", 30000, ""},
		{"-5", -500, ""},
		{"−5", -500, ""},
		{"600-700", 0, numberSeveral},
		{"3栋600户", 0, numberSeveral},
		{"若干", 0, numberNone},
		{"12,34", 0, numberGrouping},
		{"1.2E+05", 0, numberScientific},
		{"85%", 0, numberUnit},
		{"3亩", 0, numberUnit},
		{"99999999999999999999", 0, numberLarge},
	} {
		d, power, _, problem := writtenText(compact([]byte(c.in)))
		if problem != c.problem {
			t.Errorf("%q: problem %q, want %q", c.in, problem, c.problem)
			continue
		}
		if v, _, _ := d.times(power).in(2); problem == "" && v != c.value {
			t.Errorf("%q = %d hundredths, want %d", c.in, v, c.value)
		}
	}
}

func TestStoredNumbersHaveExcelsDigits(t *testing.T) {
	for _, c := range []struct {
		in    string
		value int64
	}{
		{"1.1000000000000001", 110},
		{"0.28999999999999998", 29},
		{"2.35", 235},
		{"1.2E2", 12000},
		{"5E-2", 5},
		{"-3", -300},
		{"1.005", 101},
		{"0", 0},
	} {
		d, problem := storedNumber(c.in)
		if problem != "" {
			t.Errorf("%s: %s", c.in, problem)
		}
		if v, _, ok := d.in(2); v != c.value || !ok {
			t.Errorf("%s = %d, want %d", c.in, v, c.value)
		}
	}
	for _, in := range []string{"1E300", "NaN", "Inf", "x", "1e400", ""} {
		if _, problem := storedNumber(in); problem == "" {
			t.Errorf("%q should be no number", in)
		}
	}
	if _, _, ok := (decimal{unscaled: math.MaxInt64}).in(2); ok {
		t.Error("an overflow went unnoticed")
	}
}

func TestCodesInNumberCells(t *testing.T) {
	for in, want := range map[string]string{
		"430104005":           "430104005",
		"4301040050001":       "4301040050001",
		"4.301040050001E12":   "4301040050001",
		"2.02E+19":            "",
		"914301041234567890":  "",
		"1.5":                 "",
		"-3":                  "",
		"4301040050001.00001": "",
	} {
		if got, _ := storedCode(in); got != want {
			t.Errorf("storedCode(%s) = %q, want %q", in, got, want)
		}
	}
}

func TestDatesAsPeopleWriteThem(t *testing.T) {
	want := calendar.MustParse("2026-03-01")
	for _, s := range []string{"2026/3/1", "2026-03-01", "2026.3.1", "20260301", "2026年3月1日", "2026年03月01日", "2026-03-01T00:00:00", "2026/3/1 10:23:45", "2026-3-1 9:05", "2026年3月1日(星期日)", "46082"} {
		if got, problem := writtenDate(s); got != want || problem != "" {
			t.Errorf("%q = %v %s", s, got, problem)
		}
	}
	for s, want := range map[string]dateProblem{
		"2026-02-30": dateImpossible, "2026/13/1": dateImpossible, "20260231": dateImpossible, "2026-3": dateForm, "26-3-1": dateForm,
		"3月1日": dateForm, "明年": dateForm, "": dateForm, "1026-03-01": dateRange, "2026-03-01到": dateForm, "长期": dateForm,
	} {
		if got, problem := writtenDate(s); problem != want {
			t.Errorf("%q = %v %q, want %q", s, got, problem, want)
		}
	}
	for _, c := range []struct {
		in   string
		from bool
		want string
	}{
		{"46082", false, "2026-03-01"}, {"46082.75", false, "2026-03-01"}, {"44620", true, "2026-03-01"}, {"20260301", false, "2026-03-01"}, {"18264", false, "1950-01-01"},
	} {
		if got, problem := storedDate(c.in, c.from); got.String() != c.want {
			t.Errorf("serial %s = %v %s, want %s", c.in, got, problem, c.want)
		}
	}
	for in, want := range map[string]dateProblem{"60": dateImpossible, "5": dateRange, "-1": dateForm, "1e9": dateForm, "900000": dateRange, "NaN": dateForm} {
		if _, problem := storedDate(in, false); problem != want {
			t.Errorf("serial %s: %q, want %q", in, problem, want)
		}
	}
}

func TestTermsInOneCell(t *testing.T) {
	for _, s := range []string{"2024.1.1-2026.12.31", "2024/1/1至2026/12/31", "2024年1月1日—2026年12月31日", "20240101-20261231", "2024-01-01-2026-12-31", "2024-1-1~2026-12-31", "自2024年1月1日起至2026年12月31日止", "2024.1.1 2026.12.31"} {
		from, to, open, problem := writtenTerm(s)
		if from.String() != "2024-01-01" || to.String() != "2026-12-31" || open || problem != "" {
			t.Errorf("%q = %v %v %v %q", s, from, to, open, problem)
		}
	}
	if from, to, open, problem := writtenTerm("2024-01-01至长期"); from.String() != "2024-01-01" || !to.IsZero() || !open || problem != "" {
		t.Errorf("open end: %v %v %v %q", from, to, open, problem)
	}
	for _, s := range []string{"2024-01-01", "长期", "三年", "2024-01-01至2024-02-30"} {
		if _, _, _, problem := writtenTerm(s); problem == "" {
			t.Errorf("%q should not be read", s)
		}
	}
}

func TestCheckDigit(t *testing.T) {
	// Codes of well-known bodies, from the public register.
	for _, code := range []string{"91350100M000100Y43", "91110108551385082Q"} {
		if !wellFormedUSCC(code) || CheckDigitUSCC(code) != code[17] {
			t.Errorf("%s: check digit %c", code, CheckDigitUSCC(code))
		}
	}
	if wellFormedUSCC("91350100M000100I43") || wellFormedUSCC("9135") {
		t.Error("malformed codes pass")
	}
}

func TestHeaderKeys(t *testing.T) {
	for in, want := range map[string]string{
		"建筑面积(㎡)": "建筑面积", "建筑面积（万㎡）": "建筑面积", "建筑面积㎡": "建筑面积", "* 户数 ": "户数", "户\n数": "户数", "注册资本(万元)": "注册资本",
		"收费标准(元/㎡·月)": "收费标准", "area_m2": "area_m2", "Capital_10K": "capital_10k", "小区(项目)名称": "小区名称", "名称：": "名称",
	} {
		if got := headerKey(in); got != want {
			t.Errorf("headerKey(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSheetNames(t *testing.T) {
	for in, want := range map[string]Table{
		"小区": TableCompound, "小区-城阳街道": TableCompound, "小区信息表": TableCompound, "小区（岳麓）": TableCompound, "compounds": TableCompound, "Compound": TableCompound,
		"满意度": TableAnswer, "满意度汇总": TableTally, "满意度-2026H1": TableAnswer, "满意度汇总-望月湖": TableTally, "survey_tally": TableTally, "survey": TableAnswer,
		"01_组织": TableOrganization, "12345工单": TableComplaint, "12345": TableComplaint, " 投诉 ": TableComplaint, "合同": TableEngagement, "检查": TableInspection,
	} {
		if got, _ := tableOf(in); got != want {
			t.Errorf("tableOf(%q) = %q, want %q", in, got, want)
		}
	}
	for _, in := range []string{"Sheet1", "小区物业", "说明", "满意", "", "满意度分析"} {
		if got, ok := tableOf(in); ok {
			t.Errorf("tableOf(%q) = %q, want none", in, got)
		}
	}
}
