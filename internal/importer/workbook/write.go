package workbook

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"smileboard/internal/calendar"
)

// Sheet is a sheet to be written.
type Sheet struct {
	Table Table
	// Part, if set, is added to the sheet's name after a dash: 小区-城阳街道.
	Part string
	// Rows calls yield with each row's values, in the order of Header(Table), until it returns false. nil is an empty cell;
	// days are written as text, numbers as numbers.
	Rows func(yield func([]any) bool)
}

// Header lists a table's headers in the order in which they are written.
func Header(t Table) []string {
	var headers []string
	for _, c := range SchemaOf(t).Columns {
		if !c.Companion {
			headers = append(headers, c.Header)
		}
	}
	return headers
}

// WriteXLSX writes sheets in the workbook's own headers, and the same bytes for the same rows. Rows wait on disk, and only the
// packed file is held in memory.
func WriteXLSX(w io.Writer, sheets []Sheet) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	f.SetZipWriter(func(out io.Writer) excelize.ZipWriter { return &sortedZip{out: out} })
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return fmt.Errorf("workbook: style: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49})
	if err != nil {
		return fmt.Errorf("workbook: style: %w", err)
	}
	for i, s := range sheets {
		name := SchemaOf(s.Table).Sheet
		if s.Part != "" {
			name += "-" + s.Part
		}
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("workbook: sheet %s: %w", name, err)
		}
		if err := writeSheet(f, name, s, text, bold); err != nil {
			return fmt.Errorf("workbook: sheet %s: %w", name, err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("workbook: writing: %w", err)
	}
	return nil
}

func writeSheet(f *excelize.File, name string, s Sheet, text, bold int) error {
	stream, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	headers := Header(s.Table)
	if err := stream.SetColWidth(1, len(headers), 18); err != nil {
		return err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(headers))
	for i, h := range headers {
		cells[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	if err := stream.SetRow("A1", cells); err != nil {
		return err
	}
	row := 1
	s.Rows(func(values []any) bool {
		row++
		if len(values) != len(headers) {
			err = fmt.Errorf("row %d has %d values for %d columns", row, len(values), len(headers))
			return false
		}
		for i, v := range values {
			switch v := v.(type) {
			case calendar.Date:
				cells[i] = excelize.Cell{StyleID: text, Value: v.String()}
			case string:
				cells[i] = excelize.Cell{StyleID: text, Value: v}
			default:
				cells[i] = v
			}
		}
		err = stream.SetRow(fmt.Sprintf("A%d", row), cells)
		return err == nil
	})
	if err != nil {
		return err
	}
	return stream.Flush()
}
