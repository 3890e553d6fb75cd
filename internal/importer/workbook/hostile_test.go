package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"smileboard/internal/fault"
)

// parts makes an .xlsx file by hand: one sheet 小区 of the XML given, with other parts.
func parts(t *testing.T, sheet string, others map[string]string) string {
	t.Helper()
	files := map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="小区" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for name, text := range others {
		files[name] = text
	}
	return zipOf(t, files)
}

const handHeader = `<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1" t="inlineStr"><is><t>街道代码</t></is></c><c r="C1" t="inlineStr"><is><t>类型</t></is></c><c r="D1" t="inlineStr"><is><t>户数</t></is></c></row>`

func TestASheetWrittenByHand(t *testing.T) {
	w := mustRead(t, parts(t, `<?xml version="1.0"?><x:worksheet xmlns:x="m"><!-- <row> --><x:sheetData>`+strings.NewReplacer("</", "</x:", "<", "<x:").Replace(handHeader)+
		`<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c><x:v>4.30104005E8</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>商品&#x623F;</x:v></x:c><x:c><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>`+
		`</x:sheetData></x:worksheet>`,
		map[string]string{"xl/sharedStrings.xml": `<sst><si><r><t>甲_x0041_</t></r><r><t xml:space="preserve"><![CDATA[<小区> ]]></t></r><rPh><t>jia</t></rPh></si></sst>`}))
	wantIssues(t, w)
	if c := w.Compounds[0]; c.Name != "甲A<小区>" || c.Subdistrict != "430104005" || c.Households != 2 {
		t.Errorf("%+v", c)
	}
}

func TestErrorCellsAndUncalculatedFormulas(t *testing.T) {
	w := mustRead(t, parts(t, `<worksheet><sheetData>`+handHeader+
		`<row r="2"><c r="A2" t="str"><f>x</f><v></v></c><c r="B2" t="e"><f>x</f><v>#REF!</v></c><c r="C2"><f>x</f></c><c r="D2"><f>x</f><v/></c></row></sheetData></worksheet>`, nil))
	wantIssues(t, w, "小区 2 名称 (A) cell.required", "小区 2 街道代码 (B) cell.error", "小区 2 类型 (C) cell.formula", "小区 2 户数 (D) cell.formula")
}

func TestDamagedSheetsAreNeverReadInPart(t *testing.T) {
	for name, sheet := range map[string]string{
		"cut between rows":    `<worksheet><sheetData>` + handHeader,
		"cut in a tag":        `<worksheet><sheetData>` + handHeader + `<row r="2"><c r="A`,
		"no data at all":      `<worksheet></worksheet>`,
		"not XML":             `hello`,
		"rows out of order":   `<worksheet><sheetData><row r="5"/><row r="2"/></sheetData></worksheet>`,
		"cell of other row":   `<worksheet><sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData></worksheet>`,
		"document type":       `<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>`,
		"no such string":      `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>`,
		"a huge row number":   `<worksheet><sheetData><row r="99999999"/></sheetData></worksheet>`,
		"a huge tag":          `<worksheet><sheetData><row r="1" ` + strings.Repeat("x", 100_000) + `/></sheetData></worksheet>`,
		"closing too often":   `</a></b>`,
		"a merge of nonsense": `<worksheet><sheetData/><mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>`,
	} {
		t.Run(name, func(t *testing.T) { wantFault(t, parts(t, sheet, nil), "truncated", Options{}) })
	}
}

func TestOneCellOf50MB(t *testing.T) {
	big := strings.Repeat("坏", 50<<20/3)
	inline := parts(t, `<worksheet><sheetData>`+handHeader+`<row r="2"><c r="A2" t="inlineStr"><is><t>`+big+`</t></is></c><c r="B2" t="inlineStr"><is><t>岳麓街道</t></is></c><c r="C2" t="inlineStr"><is><t>商品房</t></is></c><c r="D2"><v>5</v></c></row></sheetData></worksheet>`, nil)
	shared := parts(t, `<worksheet><sheetData>`+handHeader+`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>岳麓街道</t></is></c><c r="C2" t="inlineStr"><is><t>商品房</t></is></c><c r="D2"><v>5</v></c></row></sheetData></worksheet>`,
		map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + big + "</t></si></sst>"})
	csv := filepath.Join(t.TempDir(), "小区.csv")
	write(t, csv, "名称,街道代码,类型,户数\n"+big+",岳麓街道,商品房,5\n")
	for name, path := range map[string]string{"in the sheet": inline, "among the shared strings": shared, "in CSV": csv} {
		t.Run(name, func(t *testing.T) {
			peak := watchHeap()
			w, err := Read(context.Background(), path, Options{Limits: Limits{Ratio: 2000}})
			if heap := peak(); heap > 120<<20+uint64(len(big)) {
				t.Errorf("heap %d MB", heap>>20)
			}
			if err != nil {
				t.Fatal(err)
			}
			wantIssues(t, w, "小区 2 名称 (A) cell.long")
			if len(w.Issues[0].Value) > 400 {
				t.Error("the report holds the whole cell")
			}
		})
	}
	quoted := filepath.Join(t.TempDir(), "小区.csv")
	write(t, quoted, "名称,街道代码,类型,户数\n\""+big+"\",岳麓街道,商品房,5\n")
	wantFault(t, quoted, "csv_quote", Options{})
}

func TestBombs(t *testing.T) {
	blanks := strings.Repeat(" ", 64<<20)
	bomb := parts(t, `<worksheet><sheetData>`+blanks+`</sheetData></worksheet>`, nil)
	wantFault(t, bomb, "ratio", Options{})
	wantFault(t, bomb, "entry_size", Options{Limits: Limits{EntryBytes: 1 << 20}})
	wantFault(t, bomb, "total_size", Options{Limits: Limits{TotalBytes: 1 << 20}})
	wantFault(t, bomb, "file_size", Options{Limits: Limits{FileBytes: 1 << 10}})
	wantFault(t, bomb, "entries", Options{Limits: Limits{Entries: 3}})
	many := map[string]string{}
	for i := range 1500 {
		many[fmt.Sprintf("%0100d.csv", i)] = ""
	}
	wantFault(t, zipOf(t, many), "entries", Options{Limits: Limits{DirectoryBytes: 1}})
	wantFault(t, parts(t, `<worksheet><sheetData/></worksheet>`, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>abcdefgh</t></si>", 1000) + "</sst>"}),
		"shared_size", Options{Limits: Limits{SharedBytes: 1000}})
	wantFault(t, parts(t, `<worksheet><sheetData/><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells></worksheet>`, nil), "merges", Options{Limits: Limits{Merges: 1}})
	wantFault(t, zipOf(t, map[string]string{"小区.csv": compoundCSV}), "rows", Options{Limits: Limits{Rows: 1}})
	wantFault(t, zipOf(t, map[string]string{"小区.csv": compoundCSV}), "text_size", Options{Limits: Limits{RetainedBytes: 10}})
	wantFault(t, newBook(t).sheet("满意度", answerHeader, row("2026H1", "甲", nil, 5), row("2026H1", "甲", nil, 5)).save(), "rows", Options{Limits: Limits{Answers: 1}})
}

func TestAMergeOfTheWholeSheetCostsNothing(t *testing.T) {
	w := mustRead(t, parts(t, `<worksheet><sheetData>`+handHeader+`<row r="2"/></sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/><mergeCell ref="A1:A1"/></mergeCells></worksheet>`, nil))
	if w.Failed() || len(w.Compounds) != 0 {
		t.Errorf("%+v", w)
	}
}

func ole(streams ...string) string {
	b := []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504))
	for _, s := range streams {
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		b = append(b, make([]byte, 64)...)
	}
	return string(b)
}

func TestFilesThatAreNoWorkbook(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, text, reason string }{
		{"old.xls", ole("Workbook"), "xls"},
		{"old.xlsx", ole("Workbook"), "xls"},
		{"wps.et", ole("Workbook"), "et"},
		{"locked.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "encrypted"},
		{"doc.doc", ole("WordDocument"), "not_workbook"},
		{"empty.xlsx", "", "empty"},
		{"emptyzip.zip", "PK\x05\x06" + strings.Repeat("\x00", 18), "empty"},
		{"page.xls", "<html><table>", "html"},
		{"page.xls.xls", "\xEF\xBB\xBF \n<TABLE>", "html"},
		{"sheet.xml", `<?xml version="1.0"?><Workbook/>`, "xml"},
		{"a.rar", "Rar!\x1a\x07", "archive"},
		{"a.7z", "7z\xBC\xAF\x27\x1c", "archive"},
		{"a.gz", "\x1F\x8B\x08", "archive"},
		{"a.pdf", "%PDF-1.7", "not_workbook"},
		{"wrong.xlsx", "名称,户数\n", "not_zip"},
		{"wrong.zip", "hello", "not_zip"},
		{"photo.csv", "\x89PNG\x00\x00", "not_zip"},
		{"notes.md", "hello", "kind"},
		{"short.xlsx", "PK\x03\x04\x00\x00", "truncated"},
		{"half.xlsx", "PK", "truncated"},
		{"other.csv", "a,b\n1,2\n", "no_sheets"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, c.name)
			write(t, path, c.text)
			wantFault(t, path, c.reason, Options{})
		})
	}
	wantFault(t, filepath.Join(dir, "nowhere.xlsx"), "missing", Options{})
	wantFault(t, "/dev/null", "kind", Options{})
	wantFault(t, zipOf(t, map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), "xlsb", Options{})
	wantFault(t, zipOf(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "x"}), "not_workbook", Options{})
	wantFault(t, newBook(t).sheet("随笔", row("x")).save(), "no_sheets", Options{})
	if f := pathFault("x", &fs.PathError{Err: fs.ErrPermission}); fault.CodeOf(f) != fault.CodeInvalid {
		t.Error(f)
	}
}

func TestATruncatedCopyAtEveryLength(t *testing.T) {
	whole, err := os.ReadFile(newBook(t).sheet("小区", compoundHeader, row("4301040050001", "甲", "430104005", nil, nil, "商品房", 5)).save())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	for n := 1; n < len(whole); n += 97 {
		write(t, path, string(whole[:n]))
		if _, err := Read(context.Background(), path, Options{}); fault.CodeOf(err) != fault.CodeInvalid {
			t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
	// A flipped byte in the packed sheet is found by its checksum.
	for i := 100; i < len(whole); i += 211 {
		b := bytes.Clone(whole)
		b[i] ^= 0x55
		write(t, path, string(b))
		w, err := Read(context.Background(), path, Options{})
		if err != nil && fault.CodeOf(err) != fault.CodeInvalid {
			t.Fatalf("byte %d: %v", i, err)
		}
		if err == nil && !w.Failed() && (len(w.Compounds) != 1 || w.Compounds[0].Households != 5) {
			t.Fatalf("byte %d: read %+v", i, w.Compounds)
		}
	}
}

func TestSymlinksAndPasswordsInZips(t *testing.T) {
	for reason, change := range map[string]func(*zip.FileHeader){
		"path":      func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) },
		"encrypted": func(h *zip.FileHeader) { h.Flags |= 1 },
	} {
		path := filepath.Join(t.TempDir(), "x.zip")
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		h := &zip.FileHeader{Name: "小区.csv", Method: zip.Store}
		change(h)
		w, err := z.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(nil)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		write(t, path, buf.String())
		wantFault(t, path, reason, Options{})
	}
}

func TestReadingStopsWhenTheCallerGivesUp(t *testing.T) {
	path := newBook(t).sheet("小区", compoundHeader).save()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, path, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
