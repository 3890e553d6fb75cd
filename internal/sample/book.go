package sample

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"smileboard/internal/importer/workbook"
)

// cells are the values of a row by the English names of its columns; a column that is not named stays empty.
type cells map[string]any

// emitter takes the rows of one table.
type emitter func(cells) error

// table is a table of a book, with what gives its rows.
type table struct {
	name workbook.Table
	rows func(emitter) error
}

// errStopped says that the writer wants no more rows; it has its own reason.
var errStopped = errors.New("stopped")

// writeBook writes the tables in their order, row by row.
func writeBook(w io.Writer, tables []table) error {
	var failed error
	var sheets []workbook.Sheet
	for _, t := range tables {
		columns := columnsOf(t.name)
		sheets = append(sheets, workbook.Sheet{Table: t.name, Rows: func(yield func([]any) bool) {
			err := t.rows(func(c cells) error {
				values := make([]any, len(columns))
				for name, v := range c {
					i, ok := columns[name]
					if !ok {
						return fmt.Errorf("%s has no column %s", t.name, name)
					}
					if v != "" {
						values[i] = v
					}
				}
				if !yield(values) {
					return errStopped
				}
				return nil
			})
			if err != nil && !errors.Is(err, errStopped) && failed == nil {
				failed = fmt.Errorf("table %s: %w", t.name, err)
			}
		}})
	}
	return errors.Join(workbook.WriteXLSX(w, sheets), failed)
}

// columnsOf gives the places of a table's columns as they are written.
func columnsOf(t workbook.Table) map[string]int {
	places := map[string]int{}
	for _, c := range workbook.SchemaOf(t).Columns {
		if !c.Companion {
			places[c.Name] = len(places)
		}
	}
	return places
}

// number gives a list's number as one, and nothing for nothing.
func number(s string) any {
	n, err := strconv.Atoi(s)
	if err != nil {
		return nil
	}
	return n
}
