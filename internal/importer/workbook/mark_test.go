package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"smileboard/internal/fault"
)

var faultyHeader = row("名称", "街道代码", "类型", "户数", "建成年份")

// faultyBook has errors in two sheets and much else that is to stay.
func faultyBook(t *testing.T) *book {
	t.Helper()
	b := newBook(t).
		sheet("说明", row("请按表填写")).
		sheet("小区", row("某区住宅小区一览"), faultyHeader, row("甲小区", "430104005", "商品房", 1200, 2015), row("乙小区", "430104005", "别的", "很多", 2016), row("丙小区", "430104005", "旧小区", nil, 1066)).
		sheet("企业", row("统一社会信用代码", "名称", "联系电话", "备注列"), row(usccOf(1), "示例甲", "0731-1"), row("91A", "示例乙", "13800138000"))
	date, err := b.f.NewStyle(&excelize.Style{NumFmt: 10, Font: &excelize.Font{Italic: true}, Border: []excelize.Border{{Type: "left", Style: 1, Color: "FF00FF"}}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"00FF00"}}})
	b.must(err)
	b.must(b.f.SetCellStyle("小区", "D4", "D4", date))
	b.must(b.f.AddComment("小区", excelize.Comment{Cell: "C4", Author: "王科长", Text: "再核对"}))
	b.must(b.f.AddComment("小区", excelize.Comment{Cell: "A3", Author: "王科长", Text: "已核对"}))
	b.must(b.f.MergeCell("小区", "A1", "E1"))
	b.must(b.f.SetPanes("小区", &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}))
	b.must(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "企业!$A$1:$C$9", Scope: "企业"}))
	b.must(b.f.AddTable("企业", &excelize.Table{Range: "A1:C3", Name: "companies"}))
	validation := excelize.NewDataValidation(true)
	validation.Sqref = "C3:C100"
	b.must(validation.SetDropList([]string{"商品房", "旧小区"}))
	b.must(b.f.AddDataValidation("小区", validation))
	b.f.SetActiveSheet(1)
	return b
}

func markTo(t *testing.T, path string, w *Workbook, opts MarkOptions) string {
	t.Helper()
	var out bytes.Buffer
	if err := Mark(context.Background(), path, &out, w.Issues, opts); err != nil {
		t.Fatal(err)
	}
	marked := filepath.Join(t.TempDir(), "marked.xlsx")
	write(t, marked, out.String())
	return marked
}

func open(t *testing.T, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// colour is a cell's fill.
func colour(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.GetStyle(id); err != nil {
		t.Fatal(err)
	}
	xf := f.Styles.CellXfs.Xf[id]
	if xf.FillID == nil || f.Styles.Fills.Fill[*xf.FillID].PatternFill.FgColor == nil {
		return ""
	}
	return f.Styles.Fills.Fill[*xf.FillID].PatternFill.FgColor.RGB
}

func comments(t *testing.T, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	list, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, c := range list {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		if _, twice := said[c.Cell]; twice {
			t.Errorf("%s!%s has two comments", sheet, c.Cell)
		}
		said[c.Cell] = text
	}
	return said
}

func TestTheMarkedWorkbook(t *testing.T) {
	path := faultyBook(t).save()
	w := mustRead(t, path)
	wantIssues(t, w, "小区 4 类型 (C) word.unknown", "小区 4 户数 (D) number.none", "小区 5 户数 (D) cell.required", "小区 5 建成年份 (E) year.form",
		"企业 1 备注列 (D) column.unknown", "企业 3 统一社会信用代码 (A) uscc.form")
	f := open(t, markTo(t, path, w, MarkOptions{}))
	if got := strings.Join(f.GetSheetList(), " "); got != "导入报告 说明 小区 企业" {
		t.Fatalf("sheets %s", got)
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Errorf("sheet %d is shown", f.GetActiveSheetIndex())
	}
	for cell, want := range map[string]string{"C4": errorColour, "D4": errorColour, "D5": errorColour, "E5": errorColour, "A4": "", "C3": ""} {
		if got := colour(t, f, "小区", cell); got != want {
			t.Errorf("小区!%s has the colour %q, want %q", cell, got, want)
		}
	}
	if got := colour(t, f, "企业", "D1"); got != warningColour {
		t.Errorf("企业!D1 has the colour %q", got)
	}
	id, _ := f.GetCellStyle("小区", "D4")
	if s, err := f.GetStyle(id); err != nil || s.NumFmt != 10 || !s.Font.Italic || len(s.Border) != 1 {
		t.Errorf("the cell's own style is gone: %+v (%v)", s, err)
	}
	said := comments(t, f, "小区")
	if len(said) != 5 || said["A3"] != "已核对" || !strings.HasPrefix(said["C4"], "再核对\n") || said["D4"] != w.Issues[1].Words.Zh || said["D5"] != w.Issues[2].Words.Zh {
		t.Errorf("comments %q", said)
	}
	if len(comments(t, f, "企业")) != 2 || len(comments(t, f, "说明")) != 0 {
		t.Error("comments where none belong, or none where they do")
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].Scope != "企业" {
		t.Errorf("names %+v", names)
	}
	if tables, err := f.GetTables("企业"); err != nil || len(tables) != 1 {
		t.Errorf("tables %v, %v", tables, err)
	}
	if v, err := f.GetDataValidations("小区"); err != nil || len(v) != 1 {
		t.Errorf("validations %v, %v", v, err)
	}
	rows, err := f.GetRows("导入报告")
	if err != nil || len(rows) != 3+len(w.Issues) || !strings.Contains(rows[0][0], "5 个错误,1 条提醒") || strings.Join(rows[3][:5], "|") != "小区|C4|类型 (C)|别的|错误" {
		t.Errorf("report %q, %v", rows, err)
	}
	if ok, target, err := f.GetCellHyperLink("导入报告", "B4"); err != nil || !ok || target != "'小区'!C4" {
		t.Errorf("link %v %q %v", ok, target, err)
	}
}

func TestAMarkedWorkbookInEnglish(t *testing.T) {
	path := faultyBook(t).save()
	w := mustRead(t, path)
	f := open(t, markTo(t, path, w, MarkOptions{English: true, More: 7}))
	rows, err := f.GetRows("Import report")
	if err != nil || len(rows) != 4+len(w.Issues) || !strings.Contains(rows[1][0], "7 more") || rows[4][5] != w.Issues[0].Words.En {
		t.Errorf("%q, %v", rows, err)
	}
}

// TestACorrectedWorkbookIsImported corrects the marked cells, sends the workbook again, and finds no mark left by the next marking.
func TestACorrectedWorkbookIsImported(t *testing.T) {
	path := faultyBook(t).save()
	first := markTo(t, path, mustRead(t, path), MarkOptions{})
	again := mustRead(t, first)
	if len(again.Unread) != 1 || again.Unread[0] != "说明" {
		t.Errorf("unread %v", again.Unread)
	}
	if len(issues(again)) != 6 {
		t.Errorf("the marked workbook reads otherwise: %v", issues(again))
	}
	f := open(t, first)
	for cell, v := range map[string]any{"C4": "商品房", "D4": 300, "D5": 200} {
		if err := f.SetCellValue("小区", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	half := filepath.Join(t.TempDir(), "half.xlsx")
	if err := f.SaveAs(half); err != nil {
		t.Fatal(err)
	}
	w := mustRead(t, half)
	wantIssues(t, w, "小区 5 建成年份 (E) year.form", "企业 1 备注列 (D) column.unknown", "企业 3 统一社会信用代码 (A) uscc.form")
	second := markTo(t, half, w, MarkOptions{})
	f = open(t, second)
	if got := strings.Join(f.GetSheetList(), " "); got != "导入报告 说明 小区 企业" {
		t.Errorf("sheets %s", got)
	}
	for cell, want := range map[string]string{"C4": "", "D4": "", "D5": "", "E5": errorColour} {
		if got := colour(t, f, "小区", cell); got != want {
			t.Errorf("小区!%s has the colour %q, want %q", cell, got, want)
		}
	}
	if said := comments(t, f, "小区"); len(said) != 3 || said["E5"] == "" || said["A3"] != "已核对" {
		t.Errorf("comments %q", said)
	}
	if rows, err := f.GetRows("导入报告"); err != nil || len(rows) != 3+3 {
		t.Errorf("report %q, %v", rows, err)
	}
	for at, v := range map[string]any{"小区!E5": 1996, "企业!A3": usccOf(2)} {
		name, cell, _ := strings.Cut(at, "!")
		if err := f.SetCellValue(name, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	last := filepath.Join(t.TempDir(), "corrected.xlsx")
	if err := f.SaveAs(last); err != nil {
		t.Fatal(err)
	}
	w = mustRead(t, last)
	if w.Failed() || len(w.Compounds) != 3 || len(w.Contractors) != 2 {
		t.Errorf("%v", issues(w))
	}
}

// TestEverythingElseStaysAsItWas compares the parts that no mark concerns, byte for byte, and the marked sheet without its marks.
func TestEverythingElseStaysAsItWas(t *testing.T) {
	path := faultyBook(t).save()
	before, after := entriesOf(t, path), entriesOf(t, markTo(t, path, mustRead(t, path), MarkOptions{}))
	for name, text := range before {
		switch {
		case strings.Contains(name, "styles.xml"), strings.Contains(name, "workbook.xml"), strings.Contains(name, "Content_Types"), strings.Contains(name, "comments"),
			strings.Contains(name, "vmlDrawing"), name == "xl/worksheets/_rels/sheet3.xml.rels":
		case name == "xl/worksheets/sheet2.xml" || name == "xl/worksheets/sheet3.xml":
			if len(after[name]) < len(text) || len(after[name]) > len(text)+400 {
				t.Errorf("%s went from %d to %d bytes", name, len(text), len(after[name]))
			}
		case after[name] != text:
			t.Errorf("%s changed", name)
		}
	}
}

func entriesOf(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	all := map[string]string{}
	for _, f := range z.File {
		if _, twice := all[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(b)
	}
	return all
}

func TestMarkedCSV(t *testing.T) {
	faulty := "名称,街道代码,类型,户数\n甲小区,430104005,商品房,1200\n=1+1,430104005,别的,600\n"
	folder := t.TempDir()
	write(t, filepath.Join(folder, "小区.csv"), faulty)
	write(t, filepath.Join(folder, "企业.csv"), contractorCSV)
	single := filepath.Join(t.TempDir(), "小区-一个名字长得超过表格软件所能容下的三十一个字的街道办事处.csv")
	write(t, single, faulty)
	for name, path := range map[string]string{"folder": folder, "zip": zipOf(t, map[string]string{"a/小区.csv": gbk(t, faulty), "a/企业.csv": contractorCSV}), "file": single} {
		t.Run(name, func(t *testing.T) {
			w := mustRead(t, path)
			if len(w.Issues) != 1 {
				t.Fatal(issues(w))
			}
			marked := markTo(t, path, w, MarkOptions{})
			f := open(t, marked)
			compounds := f.GetSheetList()[len(f.GetSheetList())-1]
			if name == "folder" || name == "zip" {
				compounds = "小区"
			}
			if got := colour(t, f, compounds, "C3"); got != errorColour {
				t.Errorf("colour %q", got)
			}
			if len(comments(t, f, compounds)) != 1 {
				t.Error("no comment")
			}
			if err := f.SetCellValue(compounds, "C3", "商品房"); err != nil {
				t.Fatal(err)
			}
			if err := f.Save(); err != nil {
				t.Fatal(err)
			}
			again := mustRead(t, marked)
			wantIssues(t, again)
			if len(again.Compounds) != 2 || again.Compounds[1].Name != "=1+1" || len(again.Unread) != 0 {
				t.Errorf("%+v %v", again.Compounds, again.Unread)
			}
		})
	}
}

func TestTheListAlone(t *testing.T) {
	w := faultyBook(t).read()
	var out bytes.Buffer
	if err := List(context.Background(), &out, w.Issues, MarkOptions{More: 3}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "list.xlsx")
	write(t, path, out.String())
	rows, err := open(t, path).GetRows("导入报告")
	if err != nil || len(rows) != len(w.Issues)+2 || rows[1][5] != w.Issues[0].Words.Zh || !strings.Contains(rows[len(rows)-1][5], "3 条") {
		t.Errorf("%q, %v", rows, err)
	}
}

func TestManyIssuesInOneCell(t *testing.T) {
	path := faultyBook(t).save()
	w := mustRead(t, path)
	var many []Issue
	for range 100 {
		many = append(many, w.Issues[0])
	}
	many = append(many, Issue{Sheet: "小区", Row: 3, Words: fault.Say("整行", "row")}, Issue{Sheet: "小区", Row: 2000, Column: "x (AB)", Words: fault.Say("下面", "below")},
		Issue{Sheet: "没有", Row: 1, Words: fault.Say("别处", "elsewhere")}, Issue{Sheet: "小区", Words: fault.Say("整表", "sheet")})
	w.Issues = many
	f := open(t, markTo(t, path, w, MarkOptions{}))
	said := comments(t, f, "小区")
	if strings.Count(said["C4"], "\n") != maxPerCell+1 || said["A3"] != "已核对\n整行" || said["AB2000"] != "下面" || len(said) != 3 {
		t.Errorf("%q", said)
	}
	if colour(t, f, "小区", "AB2000") != errorColour || colour(t, f, "小区", "A3") != errorColour {
		t.Error("cells that are not there are not coloured")
	}
}

// rawBook writes an .xlsx file from its parts.
func rawBook(t *testing.T, sheet, styles string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "raw.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	add := func(name, text string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	rel := func(id, kind, target string) string {
		return fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, relationSpace, kind, target)
	}
	const packed = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	types := `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + spreadsheetType + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + spreadsheetType + `worksheet+xml"/>`
	rels := rel("r1", "worksheet", "worksheets/sheet1.xml")
	if styles != "" {
		types += `<Override PartName="/xl/styles.xml" ContentType="` + spreadsheetType + `styles+xml"/>`
		rels += rel("r2", "styles", "styles.xml")
		add("xl/styles.xml", styles)
	}
	add("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+types+`</Types>`)
	add("_rels/.rels", fmt.Sprintf(packed, rel("r1", "officeDocument", "xl/workbook.xml")))
	add("xl/workbook.xml", `<x:workbook xmlns:x="`+spreadsheetMain+`" xmlns:r="`+relationSpace+`"><x:sheets><x:sheet name="小区" sheetId="7" r:id="r1"/></x:sheets></x:workbook>`)
	add("xl/_rels/workbook.xml.rels", fmt.Sprintf(packed, rels))
	add("xl/worksheets/sheet1.xml", sheet)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func inline(prefix string, texts ...string) string {
	var b strings.Builder
	for _, s := range texts {
		fmt.Fprintf(&b, `<%[1]sc t="inlineStr"><%[1]sis><%[1]st>%[2]s</%[1]st></%[1]sis></%[1]sc>`, prefix, s)
	}
	return b.String()
}

// TestUnusualWritings marks files as other programs write them: no references, a prefix, no styles, empty rows, no data at all.
func TestUnusualWritings(t *testing.T) {
	head := inline("x:", "名称", "街道代码", "类型", "户数")
	for name, c := range map[string]struct{ sheet, styles string }{
		"prefix, no references, no styles":   {`<x:worksheet xmlns:x="` + spreadsheetMain + `"><x:sheetData><x:row>` + head + `</x:row><x:row>` + inline("x:", "甲", "430104005", "商品房", "很多") + `</x:row></x:sheetData><x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><x:extLst/></x:worksheet>`, ""},
		"an empty row, a style out of range": {`<worksheet xmlns="` + spreadsheetMain + `"><sheetData><row r="1">` + inline("", "名称", "街道代码", "类型", "户数") + `</row><row r="2"/><row r="5" spans="1:3"><c r="A5" t="inlineStr"><is><t>甲</t></is></c><c r="B5" s="99999" t="inlineStr"><is><t>430104005</t></is></c></row></sheetData></worksheet>`, minimalStyles},
	} {
		t.Run(name, func(t *testing.T) {
			path := rawBook(t, c.sheet, c.styles)
			w := mustRead(t, path)
			if len(w.Issues) == 0 {
				t.Fatal("no issues")
			}
			w.Issues = append(w.Issues, Issue{Sheet: "小区", Row: 2, Column: "(B)", Words: fault.Say("空行", "empty")}, Issue{Sheet: "小区", Row: 9, Column: "(B)", Words: fault.Say("下", "below")})
			marked := markTo(t, path, w, MarkOptions{})
			f := open(t, marked)
			if got := strings.Join(f.GetSheetList(), " "); got != "导入报告 小区" {
				t.Errorf("sheets %s", got)
			}
			said := comments(t, f, "小区")
			if said["B2"] == "" || said["B9"] != "下" {
				t.Errorf("comments %q", said)
			}
			if got := colour(t, f, "小区", "B9"); got != errorColour {
				t.Errorf("colour %q", got)
			}
			if len(issues(mustRead(t, marked))) != len(w.Issues)-2 {
				t.Error("it reads otherwise")
			}
		})
	}
}

func TestWhatCannotBeMarkedOffersTheList(t *testing.T) {
	good := `<worksheet xmlns="` + spreadsheetMain + `"><sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>`
	issue := []Issue{{Sheet: "小区", Row: 1, Words: fault.Say("错", "wrong")}}
	for name, path := range map[string]string{
		"truncated":      rawBook(t, strings.TrimSuffix(good, "</worksheet>"), ""),
		"doctype":        rawBook(t, `<!DOCTYPE x [<!ENTITY a "b">]>`+good, ""),
		"rows backwards": rawBook(t, `<worksheet><sheetData><row r="5"/><row r="2"/></sheetData></worksheet>`, ""),
		"cells backward": rawBook(t, `<worksheet><sheetData><row r="1"><c r="C1"/><c r="A1"/></row></sheetData></worksheet>`, ""),
		"strict":         rawBook(t, `<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData/></worksheet>`, ""),
		"no fills":       rawBook(t, good, `<styleSheet><cellXfs count="1"><xf/></cellXfs></styleSheet>`),
		"a huge tag":     rawBook(t, `<worksheet a="`+strings.Repeat("x", maxTokenBytes)+`"><sheetData/></worksheet>`, ""),
		"huge styles":    rawBook(t, good, `<styleSheet>`+strings.Repeat(" ", maxPartBytes)+`</styleSheet>`),
	} {
		err := Mark(context.Background(), path, io.Discard, issue, MarkOptions{})
		if f, ok := fault.As(err); !ok || f.Reason != "workbook.mark" || !strings.Contains(f.Words.Zh, "错误清单") || strings.Contains(f.Words.Zh+f.Words.En, "%!") {
			t.Errorf("%s: %v", name, err)
		}
	}
	big := rawBook(t, `<worksheet><sheetData>`+strings.Repeat(`<row><c/></row>`, 100_000)+`</sheetData></worksheet>`, "")
	err := Mark(context.Background(), big, io.Discard, issue, MarkOptions{Limits: Limits{TotalBytes: 1 << 20}})
	if fault.ReasonOf(err) != "workbook.mark" {
		t.Errorf("too large: %v", err)
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if err := Mark(ended, big, io.Discard, issue, MarkOptions{}); err != context.Canceled { //nolint:errorlint // itself
		t.Errorf("after the reader left: %v", err)
	}
}

// TestARowFarOutCostsNothing marks a sheet whose last cell is the last that a sheet can have; libraries that hold whole sheets
// fill all of it.
func TestARowFarOutCostsNothing(t *testing.T) {
	path := rawBook(t, `<worksheet xmlns="`+spreadsheetMain+`"><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`, "")
	peak := watchHeap()
	if err := Mark(context.Background(), path, io.Discard, []Issue{{Sheet: "小区", Row: 1048576, Column: "(A)"}}, MarkOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := peak(); got > 64<<20 {
		t.Errorf("%d MB", got>>20)
	}
}

// BenchmarkMark marks 5,000 cells of a workbook of 10,000 compounds and 500,000 answers, and for comparison opens and
// saves it with excelize alone.
func BenchmarkMark(b *testing.B) {
	path := writeLarge(b, 10_000, 500_000)
	var list []Issue
	for i := range MaxIssues {
		list = append(list, Issue{Severity: SeverityError, Sheet: "满意度", Row: 2 + 100*i, Column: "总体 (D)", Words: fault.Say("评分应为 1 到 5。", "1 to 5.")})
	}
	b.Run("mark", func(b *testing.B) {
		for b.Loop() {
			peak := watchHeap()
			err := Mark(context.Background(), path, io.Discard, list, MarkOptions{})
			b.ReportMetric(float64(peak())/1e6, "MB-heap")
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		for b.Loop() {
			peak := watchHeap()
			f, err := excelize.OpenFile(path)
			if err == nil {
				err = f.SetCellStyle("满意度", "D2", "D2", 0)
			}
			if err == nil {
				err = f.Write(io.Discard)
			}
			b.ReportMetric(float64(peak())/1e6, "MB-heap")
			if err != nil {
				b.Fatal(err)
			}
			_ = f.Close()
		}
	})
}
