package workbook

// cellKind is what a file says that a cell holds.
type cellKind uint8

const (
	cellEmpty cellKind = iota
	cellText
	// cellNumber is a number that the file keeps as a number, so that its digits can be trusted up to fifteen.
	cellNumber
	cellBool
	// cellError is #REF! and the like.
	cellError
	// cellUncalculated is a formula without a stored value.
	cellUncalculated
	// cellLong is longer than a cell may be; its text is the beginning.
	cellLong
)

// fillKind says how a cell of a merged range came by its value.
type fillKind uint8

const (
	ownValue fillKind = iota
	// filledDown: from the range's first row, in its first column.
	filledDown
	// filledAcross: in the range's other columns. Headers take it, data do not.
	filledAcross
)

// cell is one cell of a row. Its text is valid until the next row is read.
type cell struct {
	kind cellKind
	fill fillKind
	text []byte
}

// rowReader gives a sheet's rows one by one.
type rowReader interface {
	// next gives a row's number, counted from 1, and its cells from column A on; io.EOF ends it. Rows may be left out
	// where they are blank. The cells are valid until the next call.
	next() (row int, cells []cell, err error)
	// close ends the reading.
	close() error
}

// sheetSource is a sheet that can be read.
type sheetSource struct {
	// name as written; for a file, without its ending.
	name string
	// file says that the name is that of a file.
	file string
	// hidden sheets are not read: nobody saw what they hold.
	hidden   bool
	date1904 bool
	open     func() (rowReader, error)
}
