package sheet_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/sheet"
)

var contractors = sheet.Table{
	Name: fault.Say("物业企业", "Contractors"),
	Columns: []sheet.Column{
		{Header: fault.Say("统一社会信用代码", "USCC")},
		{Header: fault.Say("名称", "Name"), Width: 40},
		{Header: fault.Say("电话", "Phone")},
		{Header: fault.Say("专业人员", "Staff"), Kind: sheet.Integer},
		{Header: fault.Say("建筑面积(㎡)", "Area (m²)"), Kind: sheet.Decimal},
		{Header: fault.Say("注册资本(元)", "Capital (yuan)"), Kind: sheet.Money},
		{Header: fault.Say("登记日期", "Registered"), Kind: sheet.Date},
		{Header: fault.Say("更新时间", "Updated"), Kind: sheet.Time},
	},
	Zone: time.FixedZone("CST", 8*3600),
}

func list(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, table sheet.Table, rows iter.Seq2[[]any, error]) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if _, err := table.Write(context.Background(), &out, rows); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestNumbersAreNumbersDaysAreDaysAndCodesAreText(t *testing.T) {
	f := write(t, contractors, list(
		[]any{"91430104MA4L0A0A0A", "示例甲物业", "13800138000", 12, "12345.67", int64(123456789), calendar.MustParse("2026-03-01"), time.Date(2026, 3, 1, 20, 30, 15, 0, time.UTC)},
		[]any{"914301040000000001", "乙 <&> \"丙\"", "", nil, "", nil, calendar.Date{}, time.Time{}},
		[]any{"", "", "", int64(1234567890123456), "12345678901234567.5", int64(-5), calendar.MustParse("1899-01-01"), nil},
	))
	if got := f.GetSheetList(); len(got) != 1 || got[0] != "物业企业" {
		t.Fatal(got)
	}
	for cell, want := range map[string]string{
		"A1": "统一社会信用代码", "A2": "91430104MA4L0A0A0A", "A3": "914301040000000001", "B3": `乙 <&> "丙"`, "C2": "13800138000", "D2": "12", "E2": "12345.67",
		"F2": "1,234,567.89", "G2": "2026-03-01", "H2": "2026-03-02 04:30:15", "C3": "", "D3": "", "G3": "", "D4": "1234567890123456", "E4": "12345678901234567.5",
		"F4": "-0.05", "G4": "1899-01-01",
	} {
		if got, err := f.GetCellValue("物业企业", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	for cell, want := range map[string]excelize.CellType{
		"A3": excelize.CellTypeInlineString, "C2": excelize.CellTypeInlineString, "D2": excelize.CellTypeUnset, "F2": excelize.CellTypeUnset, "G2": excelize.CellTypeUnset,
		"D4": excelize.CellTypeInlineString,
	} {
		if got, err := f.GetCellType("物业企业", cell); err != nil || got != want {
			t.Errorf("%s is of type %d, want %d (%v)", cell, got, want, err)
		}
	}
	panes, err := f.GetPanes("物业企业")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if w, err := f.GetColWidth("物业企业", "B"); err != nil || w != 40 {
		t.Errorf("width %g, %v", w, err)
	}
	if s, ok := f.Sheet.Load("xl/worksheets/sheet1.xml"); !ok || s == nil {
		t.Fatal("no sheet")
	}
}

func TestTheOtherLanguage(t *testing.T) {
	english := contractors
	english.English = true
	f := write(t, english, list())
	if got, err := f.GetCellValue("Contractors", "F1"); err != nil || got != "Capital (yuan)" {
		t.Errorf("%q, %v", got, err)
	}
}

// formulas are what people who mean harm, and people who don't, write into names.
var formulas = []string{
	"=1+1", "+86 138 0013 8000", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\ufeff=1", "\u200b=1", "＝1+1", "＋1", "－1", "＠A1",
	`=HYPERLINK("http://example.com","x")`, "=cmd|' /C calc'!A0", `-2+3+cmd|' /C calc'!A0`, "@",
}

func TestATextNeverBecomesAFormula(t *testing.T) {
	table := sheet.Table{Name: fault.Say("表", "T"), Columns: []sheet.Column{{Header: fault.Say("=名称", "=name")}}}
	var rows [][]any
	for _, s := range formulas {
		rows = append(rows, []any{s})
	}
	f := write(t, table, list(rows...))
	var saved bytes.Buffer
	c := csv.NewWriter(&saved)
	for i := range rows {
		cell := fmt.Sprintf("A%d", i+2)
		if formula, err := f.GetCellFormula("表", cell); err != nil || formula != "" {
			t.Errorf("%q became the formula %q (%v)", formulas[i], formula, err)
		}
		got, err := f.GetCellValue("表", cell)
		if err != nil || got != "'"+formulas[i] {
			t.Errorf("%q is %q (%v)", formulas[i], got, err)
		}
		if err := c.Write([]string{got}); err != nil {
			t.Fatal(err)
		}
	}
	c.Flush()
	again, err := csv.NewReader(&saved).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range again {
		if strings.IndexAny(record[0], "=+-@\t\r\n＝＋－＠") == 0 {
			t.Errorf("saved as CSV it is %q, which a spreadsheet takes for a formula", record[0])
		}
	}
	if got, _ := f.GetCellValue("表", "A1"); got != "'=名称" {
		t.Errorf("header %q", got)
	}
}

func TestTextThatXMLCannotHold(t *testing.T) {
	long := strings.Repeat("长", 40000)
	f := write(t, sheet.Table{Name: fault.Say("a/b:[c]*?'", "x"), Columns: []sheet.Column{{Header: fault.Say("a", "a")}}}, list(
		[]any{"a\x00b\x07c\x1f"}, []any{"_x000D_"}, []any{"bad\xffutf8"}, []any{long}, []any{"😀\ufffe"}, []any{"two\nlines"},
	))
	name := f.GetSheetList()[0]
	if name != "a_b__c___" {
		t.Errorf("sheet %q", name)
	}
	for i, want := range []string{"a\x00b\x07c\x1f", "_x000D_", "bad\ufffdutf8", long[:3*(sheet.MaxText-1)] + "…", "😀\ufffe", "two\nlines"} {
		if got, err := f.GetCellValue(name, fmt.Sprintf("A%d", i+2)); err != nil || got != want {
			t.Errorf("row %d is %.40q (%d bytes), want %.40q (%v)", i+2, got, len(got), want, err)
		}
	}
}

func TestWrongValuesAreErrorsAndNotCells(t *testing.T) {
	for _, bad := range [][]any{{1, "", "", nil, "", nil, nil, nil}, {"", "", "", "12", "", nil, nil, nil}, {"", "", "", nil, 1.5, nil, nil, nil}, {""}} {
		if _, err := contractors.Write(context.Background(), io.Discard, list(bad)); err == nil {
			t.Errorf("%v is written", bad)
		}
	}
}

func TestARowThatFailsEndsTheWriting(t *testing.T) {
	broken := errors.New("the database went away")
	var out bytes.Buffer
	n, err := contractors.Write(context.Background(), &out, func(yield func([]any, error) bool) {
		if yield(row(1), nil) {
			yield(nil, broken)
		}
	})
	if !errors.Is(err, broken) || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
	if _, err := excelize.OpenReader(&out); err == nil {
		t.Error("what was cut short opens as a whole workbook")
	}
}

func row(i int) []any {
	return []any{
		fmt.Sprintf("9143010400%08d", i), fmt.Sprintf("示例%d物业服务有限公司", i), fmt.Sprintf("138%08d", i), i % 500, fmt.Sprintf("%d.5", i), int64(i) * 100,
		calendar.MustParse("2026-01-01").AddDays(i % 300), time.Unix(1_770_000_000+int64(i), 0),
	}
}

func TestAReaderWhoLeavesStopsTheWork(t *testing.T) {
	ctx, leave := context.WithCancel(context.Background())
	asked := 0
	n, err := contractors.Write(ctx, io.Discard, func(yield func([]any, error) bool) {
		for i := range 1_000_000 {
			if asked++; asked == 1000 {
				leave()
			}
			if !yield(row(i), nil) {
				return
			}
		}
	})
	if !errors.Is(err, context.Canceled) || n > 1000 || asked > 1001 {
		t.Errorf("%d rows, %d asked, %v", n, asked, err)
	}
}

type closedPipe struct{ after int }

func (c *closedPipe) Write(p []byte) (int, error) {
	if c.after -= len(p); c.after < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestAConnectionThatBreaksStopsTheWork(t *testing.T) {
	asked := 0
	_, err := contractors.Write(context.Background(), &closedPipe{after: 100_000}, func(yield func([]any, error) bool) {
		for i := range 1_000_000 {
			if asked++; !yield(row(i), nil) {
				return
			}
		}
	})
	if !errors.Is(err, io.ErrClosedPipe) || asked > 20_000 {
		t.Errorf("%d asked, %v", asked, err)
	}
}

func TestMoreRowsThanASheetHolds(t *testing.T) {
	one := sheet.Table{Name: fault.Say("表", "T"), Columns: []sheet.Column{{Header: fault.Say("数", "n"), Kind: sheet.Integer}}}
	n, err := one.Write(context.Background(), io.Discard, func(yield func([]any, error) bool) {
		values := []any{1}
		for range sheet.MaxRows {
			if !yield(values, nil) {
				return
			}
		}
	})
	if fault.ReasonOf(err) != "sheet.rows" || n != sheet.MaxRows-1 {
		t.Errorf("%d rows, %v", n, err)
	}
}

const benchRows, benchColumns = 100_000, 12

func benchTable() sheet.Table {
	t := sheet.Table{Name: fault.Say("表", "T")}
	for i := range benchColumns {
		t.Columns = append(t.Columns, sheet.Column{Header: fault.Say(fmt.Sprintf("列%d", i), "c"), Kind: []sheet.Kind{sheet.Text, sheet.Integer, sheet.Money}[i%3]})
	}
	return t
}

func benchRow(i int, values []any) {
	for c := range values {
		switch c % 3 {
		case 0:
			values[c] = fmt.Sprintf("4301040%06d号小区", i*7+c)
		case 1:
			values[c] = i + c
		default:
			values[c] = int64(i) * 101
		}
	}
}

// TestAnExportOf100000RowsStaysWithin100MB writes a table as a server does; BenchmarkExport says how far below.
func TestAnExportOf100000RowsStaysWithin100MB(t *testing.T) {
	peak := watchHeap()
	exportStreamed(t, io.Discard)
	if got := peak(); got > 100<<20 {
		t.Errorf("the heap rose to %d MB", got>>20)
	}
}

func exportStreamed(tb testing.TB, w io.Writer) {
	tb.Helper()
	table := benchTable()
	n, err := table.Write(context.Background(), w, func(yield func([]any, error) bool) {
		values := make([]any, benchColumns)
		for i := range benchRows {
			benchRow(i, values)
			if !yield(values, nil) {
				return
			}
		}
	})
	if err != nil || n != benchRows {
		tb.Fatal(n, err)
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// BenchmarkExport writes 100,000 rows of 12 columns as a stream, and the same through excelize: cell by cell, and with
// its own stream, which keeps the packed file in memory.
func BenchmarkExport(b *testing.B) {
	measure := func(b *testing.B, write func(io.Writer)) {
		for b.Loop() {
			var size counter
			peak := watchHeap()
			write(&size)
			b.ReportMetric(float64(peak())/1e6, "MB-heap")
			b.ReportMetric(float64(size)/1e6, "MB-file")
		}
	}
	b.Run("streamed", func(b *testing.B) { measure(b, func(w io.Writer) { exportStreamed(b, w) }) })
	for name, fill := range map[string]func(*excelize.File) error{"excelize": fillCells, "excelize-stream": fillStream} {
		b.Run(name, func(b *testing.B) {
			measure(b, func(w io.Writer) {
				f := excelize.NewFile()
				if err := fill(f); err != nil {
					b.Fatal(err)
				}
				if err := f.Write(w); err != nil {
					b.Fatal(err)
				}
				if err := f.Close(); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

func fillCells(f *excelize.File) error {
	values := make([]any, benchColumns)
	for i := range benchRows {
		benchRow(i, values)
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &values); err != nil {
			return err
		}
	}
	return nil
}

func fillStream(f *excelize.File) error {
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	values := make([]any, benchColumns)
	for i := range benchRows {
		benchRow(i, values)
		if err := s.SetRow(fmt.Sprintf("A%d", i+2), values); err != nil {
			return err
		}
	}
	return s.Flush()
}

// watchHeap measures the heap until the function that it returns is called.
func watchHeap() func() uint64 {
	runtime.GC()
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-stop:
				done <- most
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}
