package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxExcelRow is the last row that a sheet can have.
const maxExcelRow = 1 << 20

// xlsxRows reads a sheet's rows from its XML, with merged cells filled.
type xlsxRows struct {
	x      *xlsx
	rc     io.ReadCloser
	s      *scanner
	row    int
	done   bool
	cells  []cell
	buf    []byte
	spans  []span
	ranges *mergedRanges
}

// span is where a cell's text stands in its row's buffer.
type span struct{ from, to int }

// openSheet reads a sheet twice: first for the merged ranges, which stand behind the rows, then for the rows.
func (x *xlsx) openSheet(part *archiveFile) (rowReader, error) {
	if err := x.loadStrings(); err != nil {
		return nil, err
	}
	ranges, err := x.mergedRanges(part)
	if err != nil {
		return nil, err
	}
	rc, err := part.open()
	if err != nil {
		return nil, err
	}
	limits := x.archive.budget.limits
	return &xlsxRows{x: x, rc: rc, s: newScanner(rc, limits.CellBytes), ranges: ranges}, nil
}

func (r *xlsxRows) close() error { return r.rc.Close() }

func (r *xlsxRows) next() (int, []cell, error) {
	row, cells, err := r.read()
	if err != nil && !errors.Is(err, io.EOF) {
		err = r.x.archive.damaged(err)
	}
	return row, cells, err
}

func (r *xlsxRows) read() (int, []cell, error) {
	if r.done {
		return 0, nil, io.EOF
	}
	for {
		if err := r.s.next(); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF // a sheet without sheetData
			}
			return 0, nil, err
		}
		switch string(r.s.name) {
		case "sheetData":
			if r.s.closing || r.s.empty {
				r.done = true
				return 0, nil, io.EOF
			}
		case "row":
			if r.s.closing {
				continue
			}
			if err := r.beginRow(); err != nil {
				return 0, nil, err
			}
			if !r.s.empty {
				if err := r.readRow(); err != nil {
					return 0, nil, err
				}
			}
			r.cells = r.ranges.apply(r.row, r.cells)
			return r.row, r.cells, nil
		}
	}
}

func (r *xlsxRows) beginRow() error {
	r.cells, r.buf = r.cells[:0], r.buf[:0]
	number, ok := r.s.attr("r")
	if !ok {
		r.row++
	} else {
		n, ok := digits(number)
		if !ok || n <= r.row {
			return errXML
		}
		r.row = n
	}
	if r.row > maxExcelRow {
		return errXML
	}
	return nil
}

// readRow reads a row's cells. Their texts go into one buffer, which may move while it grows, so they are cut from it at
// the end.
func (r *xlsxRows) readRow() error {
	column := -1
	r.spans = r.spans[:0]
	for {
		if err := r.s.next(); err != nil {
			return err
		}
		if string(r.s.name) == "row" && r.s.closing {
			for i := range r.cells {
				r.cells[i].text = r.buf[r.spans[i].from:r.spans[i].to:r.spans[i].to]
			}
			return nil
		}
		if string(r.s.name) != "c" || r.s.closing {
			continue
		}
		column++
		if ref, ok := r.s.attr("r"); ok {
			c, row, ok := cellRef(ref)
			if !ok || row != r.row {
				return errXML
			}
			column = c
		}
		kind := byte('n')
		if t, ok := r.s.attr("t"); ok && len(t) > 0 {
			kind = t[0]
			if string(t) == "str" || string(t) == "inlineStr" {
				kind = 't'
			}
		}
		if r.s.empty {
			continue
		}
		from := len(r.buf)
		k, err := r.value(kind)
		if err != nil {
			return err
		}
		if column >= min(MaxColumns, r.x.archive.budget.limits.Columns) || k == cellEmpty {
			r.buf = r.buf[:from]
			continue
		}
		for len(r.cells) <= column {
			r.spans = append(r.spans, span{})
			r.cells = append(r.cells, cell{})
		}
		r.cells[column].kind = k
		r.spans[column] = span{from, len(r.buf)}
	}
}

// value reads what stands between <c> and </c>, and appends its text to the buffer. The kind is the first letter of the
// cell's type, 't' for any text that stands in the cell itself.
func (r *xlsxRows) value(kind byte) (cellKind, error) {
	var formula, hasValue, long bool
	from := len(r.buf)
	phonetic := 0
	for {
		if err := r.s.next(); err != nil {
			return 0, err
		}
		name := r.s.name
		switch {
		case len(name) == 1 && name[0] == 'c' && r.s.closing:
			if long {
				return cellLong, nil
			}
			return r.kind(kind, from, formula, hasValue)
		case string(name) == "f":
			formula = true
		case string(name) == "rPh":
			if r.s.closing {
				phonetic--
			} else if !r.s.empty {
				phonetic++
			}
		case len(name) == 1 && (name[0] == 'v' || name[0] == 't'):
			hasValue = hasValue || name[0] == 'v'
			r.s.collect = !r.s.closing && !r.s.empty
			if r.s.closing && phonetic == 0 {
				r.buf = append(r.buf, r.s.text...)
				if limit := from + r.x.archive.budget.limits.CellBytes; r.s.long || len(r.buf) > limit {
					long = true
					r.buf = r.buf[:min(len(r.buf), limit)]
				}
			}
		}
	}
}

// kind decides what a cell holds once its text is read.
func (r *xlsxRows) kind(kind byte, from int, formula, hasValue bool) (cellKind, error) {
	text := r.buf[from:]
	if len(text) == 0 {
		if formula && (kind != 't' || !hasValue) {
			return cellUncalculated, nil
		}
		return cellEmpty, nil
	}
	switch kind {
	case 's':
		i, ok := digits(text)
		shared, long, found := r.x.strings.get(i)
		if !ok || !found {
			return 0, errXML
		}
		r.buf = append(r.buf[:from], shared...)
		if long {
			return cellLong, nil
		}
		if len(shared) == 0 {
			return cellEmpty, nil
		}
		return r.unescape(from), nil
	case 't':
		return r.unescape(from), nil
	case 'b':
		return cellBool, nil
	case 'e':
		return cellError, nil
	case 'd':
		return cellText, nil
	default:
		return cellNumber, nil
	}
}

// unescape resolves _x000D_ and its like, by which Excel keeps characters that XML can't.
func (r *xlsxRows) unescape(from int) cellKind {
	text := r.buf[from:]
	if bytes.Contains(text, []byte("_x")) {
		r.buf = append(r.buf[:from], unescapeExcel(text)...)
	}
	return cellText
}

func unescapeExcel(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		var code rune
		if i+7 <= len(text) && text[i] == '_' && text[i+1] == 'x' && text[i+6] == '_' {
			if n, err := fmt.Sscanf(string(text[i+2:i+6]), "%04x", &code); n == 1 && err == nil {
				out = append(out, string(code)...)
				i += 7
				continue
			}
		}
		out = append(out, text[i])
		i++
	}
	return out
}

// digits reads a number of at most nine digits.
func digits(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// cellRef reads a reference such as AB12 as column 27 (A is 0) and row 12.
func cellRef(b []byte) (column, row int, ok bool) {
	i := 0
	for ; i < len(b) && i < 4; i++ {
		c := b[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	row, ok = digits(b[i:])
	return column - 1, row, ok && i > 0 && i < 4 && row > 0
}

// columnLetters is the other way round: 27 is AB.
func columnLetters(column int) string {
	var s string
	for column++; column > 0; column = (column - 1) / 26 {
		s = string(rune('A'+(column-1)%26)) + s
	}
	return s
}
