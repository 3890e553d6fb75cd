package workbook

import (
	"bytes"
	"fmt"
	"strconv"
)

// sheetEdit changes a sheet's XML piece by piece: marked cells get a colour, cells that were marked before lose it, and
// the sheet comes to know its comments.
type sheetEdit struct {
	marks  []cellMark
	styles *markStyles
	// relation is the id by which the sheet finds the shapes of its comments, unless it has some: then legacy is theirs.
	relation, legacy string

	prefix        string
	inData, after bool
	drawn         bool
	row, column   int
	// pending are the marks of the row at hand that are still to come.
	pending []cellMark
	next    int
}

// behind are the elements that stand after the shapes of comments.
var behind = map[string]bool{
	"legacyDrawingHF": true, "drawingHF": true, "picture": true, "oleObjects": true, "controls": true, "webPublishItems": true, "tableParts": true,
	"extLst": true, "AlternateContent": true,
}

func (e *sheetEdit) change(k token) ([]byte, error) {
	if k.kind == tokenText {
		return k.raw, nil
	}
	switch {
	case k.depth == 0 && k.is("worksheet"):
		e.prefix = string(k.prefix)
		if bytes.Contains(k.raw, []byte("purl.oclc.org")) {
			return nil, errStrict
		}
	case k.is("sheetView"):
		if _, ok := k.attr("tabSelected"); ok {
			return withAttr(k.raw, "tabSelected", "0"), nil
		}
	case k.depth == 1 && k.is("sheetData"):
		if k.kind == tokenOpen {
			e.inData = true
			return k.raw, nil
		}
		e.after = true
		if len(e.marks) == 0 {
			return k.raw, nil
		}
		return append(e.rows(opened(k.raw), maxExcelRow+1), "</"+e.prefix+"sheetData>"...), nil
	case e.inData:
		return e.data(k)
	case e.after && k.depth <= 1:
		return e.tail(k), nil
	}
	return k.raw, nil
}

// tail puts the reference to the comments' shapes where it belongs.
func (e *sheetEdit) tail(k token) []byte {
	if k.depth == 1 && k.is("legacyDrawing") {
		e.drawn = true
		if id, ok := k.attr("id"); ok {
			e.legacy = string(id)
		}
		return k.raw
	}
	if !e.drawn && len(e.marks) > 0 && (k.depth == 0 && k.kind == tokenClose || k.depth == 1 && k.kind != tokenClose && behind[string(k.local)]) {
		e.drawn = true
		return fmt.Appendf(nil, `<%slegacyDrawing xmlns:r="%s" r:id="%s"/>%s`, e.prefix, relationSpace, e.relation, k.raw)
	}
	return k.raw
}

func (e *sheetEdit) data(k token) ([]byte, error) {
	switch {
	case k.depth == 1 && k.ends("sheetData"):
		e.inData, e.after = false, true
		return append(e.rows(nil, maxExcelRow+1), k.raw...), nil
	case k.depth == 2 && k.ends("row"):
		return append(e.cells(nil, 1<<30), k.raw...), nil
	case k.depth == 2 && k.is("row"):
		return e.beginRow(k)
	case k.depth == 3 && k.is("c"):
		return e.cell(k)
	}
	return k.raw, nil
}

func (e *sheetEdit) beginRow(k token) ([]byte, error) {
	e.row++
	if r, ok := k.attr("r"); ok {
		n, ok := digits(r)
		if !ok || n < e.row {
			return nil, errXML
		}
		e.row = n
	}
	e.column = -1
	out := e.rows(nil, e.row)
	e.pending = e.take(e.row)
	raw := k.raw
	if len(e.pending) > 0 {
		if _, ok := k.attr("spans"); ok {
			raw = withAttr(raw, "spans", "1:"+strconv.Itoa(16384))
		}
		if k.kind == tokenEmpty {
			return append(e.cells(append(out, opened(raw)...), 1<<30), "</"+e.prefix+"row>"...), nil
		}
	}
	return append(out, raw...), nil
}

// take gives the marks of a row.
func (e *sheetEdit) take(row int) []cellMark {
	from := e.next
	for e.next < len(e.marks) && e.marks[e.next].row == row {
		e.next++
	}
	return e.marks[from:e.next]
}

// rows writes the marked rows before the one given that the sheet does not have.
func (e *sheetEdit) rows(out []byte, before int) []byte {
	for e.next < len(e.marks) && e.marks[e.next].row < before {
		row := e.marks[e.next].row
		out = fmt.Appendf(out, `<%srow r="%d">`, e.prefix, row)
		e.pending = e.take(row)
		out = append(e.cells(out, 1<<30), "</"+e.prefix+"row>"...)
	}
	return out
}

// cells writes the marked cells before the column given that the row does not have.
func (e *sheetEdit) cells(out []byte, before int) []byte {
	for len(e.pending) > 0 && e.pending[0].column < before {
		m := e.pending[0]
		out = fmt.Appendf(out, `<%sc r="%s" s="%d"/>`, e.prefix, m.ref(), e.styles.of(0, m.severity))
		e.pending = e.pending[1:]
	}
	return out
}

func (e *sheetEdit) cell(k token) ([]byte, error) {
	e.column++
	if r, ok := k.attr("r"); ok {
		column, _, ok := cellRef(r)
		if !ok || column < e.column {
			return nil, errXML
		}
		e.column = column
	}
	if len(e.pending) == 0 && !e.styles.marked {
		return k.raw, nil
	}
	style := 0
	if s, ok := k.attr("s"); ok {
		style, _ = digits(s)
	}
	out := e.cells(nil, e.column)
	switch {
	case len(e.pending) > 0 && e.pending[0].column == e.column:
		style = e.styles.of(style, e.pending[0].severity)
		e.pending = e.pending[1:]
	case e.styles.ours[style]:
		style = e.styles.of(style, "")
	default:
		return append(out, k.raw...), nil
	}
	return append(out, withAttr(k.raw, "s", strconv.Itoa(style))...), nil
}
