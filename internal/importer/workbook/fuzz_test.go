package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"smileboard/internal/fault"
)

// fuzzRead reads bytes under a name; whatever they are, it ends in a workbook or in words.
func fuzzRead(t *testing.T, name string, b []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	w, err := Read(context.Background(), path, Options{Limits: Limits{EntryBytes: 4 << 20, TotalBytes: 16 << 20}})
	if took := time.Since(began); took > 20*time.Second {
		t.Fatalf("reading took %v", took)
	}
	if err != nil {
		if fault.CodeOf(err) != fault.CodeInvalid {
			t.Fatalf("no words for %v", err)
		}
		return
	}
	if len(w.Issues) > MaxIssues {
		t.Fatal("too many issues")
	}
	for _, a := range w.Answers {
		if int(a.Cycle) >= len(w.CycleRefs) || int(a.Compound) >= len(w.CompoundRefs) || a.Overall < 1 || a.Overall > 5 {
			t.Fatalf("answer %+v", a)
		}
	}
}

func FuzzRead(f *testing.F) {
	var buf bytes.Buffer
	for _, s := range Schemas {
		buf.Reset()
		values := make([]any, len(Header(s.Table)))
		for i := range values {
			values[i] = []any{"2026H1", 5, "2026-03-01", nil}[i%4]
		}
		if err := WriteXLSX(&buf, []Sheet{{Table: s.Table, Rows: func(yield func([]any) bool) { yield(values) }}}); err != nil {
			f.Fatal(err)
		}
		f.Add(bytes.Clone(buf.Bytes()))
	}
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, "book.xlsx", b) })
}

func FuzzCSV(f *testing.F) {
	f.Add("小区.csv", []byte(compoundCSV))
	f.Add("满意度.csv", []byte("周期,小区编码,总体\n2026H1,甲,5\n2026H1,甲,6\n"))
	f.Add("合同.csv", []byte("小区,企业,合同起止\n甲,"+codeA+",2024.1.1-长期\n"))
	f.Add("检查.csv", []byte("检查编号,周期,小区,日期,维度,扣分,一票否决\nJ1,2026H1,甲,46082,卫生,1.5,\nJ1,,,,,,x\n"))
	f.Add("投诉.txt", []byte("\xFF\xFE\x00"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		if _, ok := tableOfFile(name); !ok || filepath.Base(name) != name || len(name) > 100 {
			name = "检查.csv"
		}
		if filepath.Ext(name) == "" || bytes.IndexByte([]byte(name), 0) >= 0 {
			name = "招标.csv"
		}
		fuzzRead(t, name, b)
	})
}

// FuzzSheet changes a sheet's XML, which FuzzRead seldom reaches through the zip's checksums.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData>`+handHeader+`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="D2"><f>1</f><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="A2:B4"/></mergeCells></worksheet>`), []byte(`<sst><si><t>a&amp;_x0041_</t></si></sst>`))
	f.Fuzz(func(t *testing.T, sheet, shared []byte) {
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		for _, part := range []struct{ name, text string }{
			{"xl/workbook.xml", `<workbook><sheets><sheet name="小区" r:id="1"/></sheets></workbook>`},
			{"xl/_rels/workbook.xml.rels", `<R><Relationship Id="1" Type="/worksheet" Target="s.xml"/><Relationship Id="2" Type="/sharedStrings" Target="t.xml"/></R>`},
			{"xl/s.xml", string(sheet)},
			{"xl/t.xml", string(shared)},
		} {
			w, err := z.Create(part.name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(part.text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		fuzzRead(t, "book.xlsx", buf.Bytes())
	})
}
