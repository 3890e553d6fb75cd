package workbook

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"smileboard/internal/fault"
	"smileboard/internal/sheet"
)

// TestWhatIsExportedIsImported writes texts that an export has to keep from becoming formulas, and reads them back as they were,
// from the workbook and from the CSV file that Excel makes of it.
func TestWhatIsExportedIsImported(t *testing.T) {
	names := []string{"=1+1", "+示例物业", "-示例物业", "@示例", "＝示例", "示例_x000D_物业", "示例 <甲> & \"乙\""}
	table := sheet.Table{Name: fault.Say("企业", "contractor"), Columns: []sheet.Column{
		{Header: fault.Say("统一社会信用代码", "uscc")}, {Header: fault.Say("名称", "name")}, {Header: fault.Say("联系电话", "phone")},
	}}
	var rows iter.Seq2[[]any, error] = func(yield func([]any, error) bool) {
		for i, n := range names {
			if !yield([]any{usccOf(i), n, "+86 13800138000"}, nil) {
				return
			}
		}
	}
	path := filepath.Join(t.TempDir(), "企业.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.Write(context.Background(), f, rows); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	check := func(w *Workbook) {
		t.Helper()
		wantIssues(t, w)
		if len(w.Contractors) != len(names) {
			t.Fatalf("%d contractors", len(w.Contractors))
		}
		for i, c := range w.Contractors {
			if c.Name != plain([]byte(names[i])) || c.Phone.Value != "+86 13800138000" {
				t.Errorf("%q came back as %q, its phone as %q", names[i], c.Name, c.Phone.Value)
			}
		}
	}
	check(mustRead(t, path))
	check(mustRead(t, asCSV(t, path, "企业")))
}

// asCSV saves a sheet as CSV, as Excel does.
func asCSV(t *testing.T, path, name string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := csv.NewWriter(&out)
	if err := c.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(t.TempDir(), name+".csv")
	write(t, saved, out.String())
	return saved
}

// usccOf makes a well-formed code of a number.
func usccOf(i int) string {
	code := fmt.Sprintf("9143010400%07d", i)
	return code + string(CheckDigitUSCC(code))
}
