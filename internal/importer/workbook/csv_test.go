package workbook

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const compoundCSV = "名称,街道代码,类型,户数,地址\n甲小区,430104005,商品房,\"1,200\",\"金星路1号,\n\"\"南门\"\"\"\n\n乙小区,430104005,旧小区,约600户,/\n合计,,,1800,\n"

func gbk(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func utf16le(t *testing.T, s string) string {
	t.Helper()
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCSVInEveryEncodingAndSeparator(t *testing.T) {
	tabs := "名称\t街道代码\t类型\t户数\n甲小区\t430104005\t商品房\t1200\n乙小区\t430104005\t旧小区\t600\n"
	for name, c := range map[string]struct{ file, text string }{
		"UTF-8":           {"小区.csv", compoundCSV},
		"with a mark":     {"小区.csv", "\ufeff" + compoundCSV},
		"GB18030":         {"小区.csv", gbk(t, compoundCSV)},
		"Unicode text":    {"小区.txt", utf16le(t, tabs)},
		"tabs":            {"小区.tsv", tabs},
		"semicolons":      {"小区.csv", "名称;街道代码;类型;户数\r\n甲小区;430104005;商品房;1,200\r\n乙小区;430104005;旧小区;600\r\n"},
		"sep line":        {"小区.csv", "sep=;\r\n名称;街道代码;类型;户数\r\n甲小区;430104005;商品房;1200\r\n乙小区;430104005;旧小区;600"},
		"lone returns":    {"compounds.csv", "名称,街道代码,类型,户数\r甲小区,430104005,商品房,1200\r乙小区,430104005,旧小区,600\r"},
		"apostrophes":     {"小区.csv", "名称,街道代码,类型,户数\n甲小区,'430104005,商品房,1200\n乙小区,'430104005,旧小区,600\n"},
		"a number before": {"02_小区.csv", compoundCSV},
	} {
		t.Run(name, func(t *testing.T) {
			w := readCSV(t, c.file, c.text)
			wantIssues(t, w)
			if len(w.Compounds) != 2 || w.Compounds[0].Name != "甲小区" || w.Compounds[0].Households != 1200 || w.Compounds[1].Households != 600 || w.Compounds[0].Subdistrict != "430104005" {
				t.Errorf("%+v", w.Compounds)
			}
		})
	}
}

func TestCSVRowsAreThoseThatExcelShows(t *testing.T) {
	w := readCSV(t, "小区.csv", compoundCSV)
	if w.Compounds[0].Row != 2 || w.Compounds[1].Row != 4 || w.Compounds[0].Address.Value != `金星路1号, "南门"` || w.Compounds[1].Address.State != Empty {
		t.Errorf("%+v", w.Compounds)
	}
}

func TestCSVWithLostDigits(t *testing.T) {
	w := readCSV(t, "企业.csv", "统一社会信用代码,名称\n9.1E+17,示例甲物业服务有限公司\n")
	wantIssues(t, w, "企业 2 统一社会信用代码 (A) code.number")
}

func TestCSVWithAnOpenQuote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "小区.csv")
	write(t, path, "名称,街道代码,类型,户数\n\"甲小区,430104005,商品房,1200\n乙小区,430104005,旧小区,600\n")
	wantFault(t, path, "csv_quote", Options{})
}

func TestTwoHeaderRowsInCSV(t *testing.T) {
	w := readCSV(t, "小区.csv", "名称,街道,户数情况,,类型\n,,总户数,入住户数,\n甲小区,岳麓街道,100,90,商品房\n")
	wantIssues(t, w)
	if c := w.Compounds[0]; c.Households != 100 || c.Occupied.Value != 90 {
		t.Errorf("%+v", c)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

const contractorCSV = "统一社会信用代码,名称\n" + codeA + ",示例甲物业服务有限公司\n"

func TestFolders(t *testing.T) {
	flat := t.TempDir()
	write(t, filepath.Join(flat, "小区.csv"), compoundCSV)
	write(t, filepath.Join(flat, "contractors.csv"), contractorCSV)
	write(t, filepath.Join(flat, "说明.csv"), "x\n")
	write(t, filepath.Join(flat, "readme.txt"), "x\n")
	write(t, filepath.Join(flat, ".DS_Store"), "x")
	w := mustRead(t, flat)
	wantIssues(t, w)
	if len(w.Compounds) != 2 || len(w.Contractors) != 1 || len(w.Unread) != 2 {
		t.Errorf("%+v", w)
	}
	inner := t.TempDir()
	write(t, filepath.Join(inner, "2026", "小区.csv"), compoundCSV)
	if w := mustRead(t, inner); len(w.Compounds) != 2 {
		t.Errorf("%+v", w)
	}
	wantFault(t, t.TempDir(), "no_csv", Options{})
	write(t, filepath.Join(inner, "2025", "小区.csv"), compoundCSV)
	wantFault(t, inner, "folders", Options{})
	book := t.TempDir()
	write(t, filepath.Join(book, "区.xlsx"), "PK")
	wantFault(t, book, "nested", Options{})
	unknown := t.TempDir()
	write(t, filepath.Join(unknown, "表一.csv"), compoundCSV)
	wantFault(t, unknown, "no_sheets", Options{})
}

// zipOf makes a zip; a name beginning with "gbk:" is written in GBK without saying so.
func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "books.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, text := range files {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if len(name) > 4 && name[:4] == "gbk:" {
			h.Name, h.NonUTF8 = gbk(t, name[4:]), true
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestZips(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"flat":            {"小区.csv": compoundCSV, "企业.csv": contractorCSV},
		"one folder":      {"岳麓区/小区.csv": compoundCSV, "岳麓区/企业.csv": contractorCSV, "__MACOSX/岳麓区/._小区.csv": "x"},
		"GBK names":       {"gbk:岳麓区/小区.csv": gbk(t, compoundCSV), "gbk:岳麓区/企业.csv": contractorCSV},
		"back slashes":    {`岳麓区\小区.csv`: compoundCSV, `岳麓区\企业.csv`: contractorCSV},
		"English, others": {"compound.csv": compoundCSV, "contractor.csv": contractorCSV, "readme.md": "x"},
	} {
		t.Run(name, func(t *testing.T) {
			w := mustRead(t, zipOf(t, files))
			wantIssues(t, w)
			if len(w.Compounds) != 2 || len(w.Contractors) != 1 {
				t.Errorf("%+v", w)
			}
		})
	}
	for reason, files := range map[string]map[string]string{
		"path":    {"../小区.csv": compoundCSV},
		"nested":  {"区.xlsx": "PK"},
		"folders": {"a/b/小区.csv": compoundCSV},
		"no_csv":  {"readme.md": "x"},
	} {
		wantFault(t, zipOf(t, files), reason, Options{})
	}
	wantFault(t, zipOf(t, map[string]string{"/小区.csv": compoundCSV}), "path", Options{})
	wantFault(t, zipOf(t, map[string]string{`C:\小区.csv`: compoundCSV}), "path", Options{})
	wantFault(t, zipOf(t, map[string]string{"a.csv": "", "A.csv": ""}), "duplicate_entry", Options{})
}
