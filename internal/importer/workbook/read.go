package workbook

import (
	"context"
	"errors"
)

// Options of one reading. The zero value is what the program uses.
type Options struct {
	Limits Limits
	// Progress, if set, is called now and then with the sheet being read and its rows so far, and once at its end.
	Progress func(sheet string, rows int)
}

// Read reads the workbook at path: an .xlsx file, a folder of CSV files, a .zip of them, or one CSV file.
//
// What is wrong with rows and columns is in the workbook's Issues, all of it; the caller looks at Failed before it
// applies anything. The error is a fault.Error of code INVALID where the file as a whole can't be read, with words that
// say what to do, the context's error where that ended, and an internal error otherwise.
func Read(ctx context.Context, path string, opts Options) (*Workbook, error) {
	return nil, errors.New("workbook: not implemented")
}
