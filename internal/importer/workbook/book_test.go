package workbook

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"smileboard/internal/fault"
)

// excelizeProps are a workbook's properties.
type excelizeProps = excelize.WorkbookPropsOptions

// book writes a workbook from rows of values, sheet by sheet, and lets the test finish it.
type book struct {
	t *testing.T
	f *excelize.File
	n int
}

func newBook(t *testing.T) *book {
	t.Helper()
	f := excelize.NewFile()
	t.Cleanup(func() { _ = f.Close() })
	return &book{t: t, f: f}
}

func (b *book) sheet(name string, rows ...[]any) *book {
	b.t.Helper()
	if b.n++; b.n == 1 {
		b.must(b.f.SetSheetName("Sheet1", name))
	} else {
		_, err := b.f.NewSheet(name)
		b.must(err)
	}
	for i, row := range rows {
		for j, v := range row {
			if v != nil {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				b.must(err)
				b.must(b.f.SetCellValue(name, cell, v))
			}
		}
	}
	return b
}

func (b *book) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *book) save() string {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "book.xlsx")
	b.must(b.f.SaveAs(path))
	return path
}

func (b *book) read() *Workbook { return mustRead(b.t, b.save()) }

func row(values ...any) []any { return values }

func mustRead(t *testing.T, path string) *Workbook {
	t.Helper()
	w, err := Read(context.Background(), path, Options{})
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return w
}

// readCSV reads one CSV file of the given name and text.
func readCSV(t *testing.T, name, text string) *Workbook {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return mustRead(t, path)
}

// issues writes each issue as "sheet row column code".
func issues(w *Workbook) []string {
	var list []string
	for _, i := range w.Issues {
		s := fmt.Sprintf("%s %d", i.Sheet, i.Row)
		if i.Column != "" {
			s += " " + i.Column
		}
		list = append(list, s+" "+i.Code)
	}
	return list
}

func wantIssues(t *testing.T, w *Workbook, want ...string) {
	t.Helper()
	got := issues(w)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("issues:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, i := range w.Issues {
		if i.Words.Zh == "" || i.Words.En == "" || strings.Contains(i.Words.Zh+i.Words.En, "%!") {
			t.Errorf("%s: words %+v", i.Code, i.Words)
		}
	}
}

// wantFault reads a file that can't be read, and checks the reason and that there are words.
func wantFault(t *testing.T, path, reason string, opts Options) {
	t.Helper()
	_, err := Read(context.Background(), path, opts)
	f, ok := fault.As(err)
	if !ok {
		t.Fatalf("error %v, want the fault %s", err, reason)
	}
	if f.Reason != "workbook."+reason {
		t.Errorf("reason %s (%s), want %s", f.Reason, f.Words.Zh, reason)
	}
	if f.Words.Zh == "" || f.Words.En == "" || strings.Contains(f.Words.Zh+f.Words.En, "%!") {
		t.Errorf("words %+v", f.Words)
	}
}
