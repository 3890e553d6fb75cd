package workbook

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smileboard/internal/calendar"
)

var update = flag.Bool("update", false, "rewrite the generated part of docs/workbook.md")

const (
	docsFile  = "../../../docs/workbook.md"
	docsBegin = "<!-- columns: written by go test ./internal/importer/workbook -update -->\n"
	docsEnd   = "<!-- end of columns -->"
)

// columnsDoc writes the tables of columns as users read them.
func columnsDoc() string {
	var b strings.Builder
	for _, s := range Schemas {
		fmt.Fprintf(&b, "\n### %s [%s]\n\n", s.Sheet, s.Table)
		if names := sheetNames[s.Table]; len(names) > 0 {
			fmt.Fprintf(&b, "工作表也可以叫 (other names): %s\n\n", strings.Join(names, "、"))
		}
		b.WriteString("| 列名 | English | 必填 | 填写 | notes | 也可以写 |\n|---|---|---|---|---|---|\n")
		for _, c := range s.Columns {
			zh, en := c.NoteZh, c.NoteEn
			if c.Words != nil {
				wz, we := allowed(c.Words)
				zh, en = join(wz, zh, ";"), join(we, en, "; ")
			}
			need := "是"
			switch {
			case c.Key && !c.Optional:
				need = "是(关键)"
			case c.Companion:
				need = "可代替"
			case c.Optional:
				need = ""
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", c.Header, c.Name, need, zh, en, strings.Join(synonyms[s.Table][c.Name], "、"))
		}
	}
	b.WriteString("\n")
	return b.String()
}

func join(a, b, with string) string {
	if b == "" {
		return a
	}
	return a + with + b
}

func TestDocumentationListsTheColumnsThatAreRead(t *testing.T) {
	b, err := os.ReadFile(docsFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(b), docsBegin)
	have, after, ok2 := strings.Cut(rest, docsEnd)
	if !ok1 || !ok2 {
		t.Fatal("the marks around the columns are gone")
	}
	want := columnsDoc()
	if have == want {
		return
	}
	if !*update {
		t.Fatalf("%s does not list the columns as they are read; run: go test ./internal/importer/workbook -run Documentation -update", docsFile)
	}
	if err := os.WriteFile(docsFile, []byte(before+docsBegin+want+docsEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestHeadersNameOneThingEach(t *testing.T) {
	for _, s := range Schemas {
		seen := map[string]string{}
		add := func(label, field string) {
			key := headerKey(label)
			if other, ok := seen[key]; ok && other != field {
				t.Errorf("%s: the header %q means both %s and %s", s.Sheet, label, other, field)
			}
			seen[key] = field
			if ignoredHeaders[key] {
				t.Errorf("%s: the header %q is read and ignored", s.Sheet, label)
			}
		}
		for _, c := range s.Columns {
			add(c.Header, c.Name)
			add(c.Name, c.Name)
			for _, synonym := range synonyms[s.Table][c.Name] {
				add(synonym, c.Name)
			}
			values := map[string]string{}
			for _, w := range c.Words {
				for _, word := range append([]string{w.Value}, w.Words...) {
					if other, ok := values[wordKey(word)]; ok && other != w.Value {
						t.Errorf("%s.%s: the word %q means both %s and %s", s.Table, c.Name, word, other, w.Value)
					}
					values[wordKey(word)] = w.Value
				}
			}
		}
		for field := range synonyms[s.Table] {
			_ = s.column(field) // panics where the synonym is of no column
		}
	}
}

// example has one row for every table, in the order of its columns.
var example = map[Table][]any{
	TableOrganization:  {"430104", "岳麓区", "区", "4301"},
	TableCompound:      {"4301040050001", "示例小区", "430104005", "示例社区", "示例路1号", "商品房", 100, 90, "12345.67", "高层", 2015, calendar.MustParse("2027-01-01")},
	TableContractor:    {codeA, "示例甲物业服务有限公司", "示例", 500, 30, 20, "0731-00000000"},
	TableQualification: {codeA, "一级", "A-1", "2020-01-01", nil, "有效"},
	TableEngagement:    {"4301040050001", "专业物业", codeA, "2024-01-01", nil, "2.35", "选聘"},
	TableCycle:         {"2026H1", "430104", "2026-01-01", "2026-06-30", nil},
	TableAnswer:        {"2026H1", "4301040050001", "2026-03-01", 5, 4, 3, 2, 1, nil},
	TableTally:         {"2026H1", "4301040050002", 1, 2, 3, 4, 5},
	TableInspection:    {"J1", "2026H1", "4301040050001", "2026-03-01", nil, "秩序、卫生", nil, "卫生", "楼道堆物", 2.5, nil, nil, nil, nil},
	TableComplaint:     {"T1", "4301040050001", "2026-03-01", "卫生", "示例", "是", nil, "2026-03-10", "2026-03-05", "已解决", "是", "2026-03-06"},
	TableTender:        {"Z1", "430104", "示例小区物业服务", "4301040050001", "公开", "2026-01-01", "2026-02-01", "2026-02-01", codeA, 1200000, "中标"},
}

func exampleSheets() []Sheet {
	var sheets []Sheet
	for _, s := range Schemas {
		sheets = append(sheets, Sheet{Table: s.Table, Rows: func(yield func([]any) bool) { yield(example[s.Table]) }})
	}
	return sheets
}

func TestWhatIsWrittenIsReadWithoutAWord(t *testing.T) {
	var one, two bytes.Buffer
	if err := WriteXLSX(&one, exampleSheets()); err != nil {
		t.Fatal(err)
	}
	if err := WriteXLSX(&two, exampleSheets()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same rows give different bytes")
	}
	path := filepath.Join(t.TempDir(), "example.xlsx")
	write(t, path, one.String())
	var progress []string
	w, err := Read(context.Background(), path, Options{Progress: func(sheet string, rows int) { progress = append(progress, fmt.Sprint(sheet, rows)) }})
	if err != nil {
		t.Fatal(err)
	}
	wantIssues(t, w)
	if len(w.Sheets) != len(Schemas) || len(progress) != len(Schemas) || progress[1] != "小区1" {
		t.Errorf("sheets %+v, progress %v", w.Sheets, progress)
	}
	for i, s := range w.Sheets {
		if s.Table != Schemas[i].Table || s.Rows != 1 || len(s.Columns) != len(Header(s.Table)) {
			t.Errorf("%+v", s)
		}
	}
	if w.Compounds[0].AreaDM2.Value != 1234567 || w.Engagements[0].FeeFen.Value != 235 || w.Inspections[0].PointsCenti != 250 || w.Tenders[0].PriceFen.Value != 120000000 {
		t.Error("figures changed on the way")
	}
	if err := WriteXLSX(&one, []Sheet{{Table: TableCycle, Rows: func(yield func([]any) bool) { yield([]any{1}) }}}); err == nil {
		t.Error("a row of the wrong width was written")
	}
}

// Cost grows with the rows, not faster: it is counted in bytes allocated, not in seconds.
func TestReadingGrowsLinearly(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 40,000 rows")
	}
	cost := func(answers int) float64 {
		path := writeLarge(t, 100, answers)
		return testing.AllocsPerRun(1, func() {
			if w := mustRead(t, path); len(w.Answers) != answers {
				t.Fatal("answers are missing")
			}
		})
	}
	few, many := cost(4_000), cost(40_000)
	if perRow := (many - few) / 36_000; perRow > 1 {
		t.Errorf("%.2f allocations for each answer", perRow)
	}
}
