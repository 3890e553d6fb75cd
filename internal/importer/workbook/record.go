package workbook

import (
	"strings"

	"smileboard/internal/fault"
)

// record is one row while it is read. Its methods read a field, report what is wrong with it, and go on, so that all of a
// row's errors are found. A row that is bad is not kept.
type record struct {
	*sheetReader
	row   int
	cells []cell
	bad   bool
	// fatal ends the reading: a limit was passed.
	fatal error
}

func (r *record) pos() Pos { return Pos{Sheet: r.name, Row: r.row} }

// fail reports an error in a cell; column -1 is the whole row.
func (r *record) fail(column int, code string, words fault.Words) {
	r.bad = true
	r.say(SeverityError, column, code, words)
}

func (r *record) warn(column int, code string, words fault.Words) {
	r.say(SeverityWarning, column, code, words)
}

func (r *record) say(severity Severity, column int, code string, words fault.Words) {
	value := ""
	if column >= 0 && column < len(r.cells) && r.cells[column].fill != filledAcross {
		value = plain(r.cells[column].text)
		if r.private(column) && value != "" {
			value = "***"
		}
	}
	r.report(severity, r.row, column, value, code, words)
}

func (r *record) private(column int) bool {
	for i := range r.schema.Columns {
		c := &r.schema.Columns[i]
		if c.Private {
			for _, at := range r.head.columns[c.Name] {
				if at == column {
					return true
				}
			}
		}
	}
	return false
}

// at is the first column of a field, for reports; -1 where there is none.
func (r *record) at(field string) int {
	if columns := r.head.columns[field]; len(columns) > 0 {
		return columns[0]
	}
	return -1
}

// has reports whether the sheet has the field's column.
func (r *record) has(field string) bool { return len(r.head.columns[field]) > 0 }

// get finds a field's cell: of several columns the first that is filled. A cell that can't be read at all is reported
// here and counts as missing.
func (r *record) get(field string) (c cell, column int, state State) {
	c, column, state = r.find(field)
	if state != Set {
		return c, column, state
	}
	switch {
	case c.kind == cellUncalculated:
		r.fail(column, "cell.formula", fault.Say(
			"这个公式没有保存计算结果。请用 Excel 或 WPS 打开并保存一次,或改填数值。",
			"This formula has no stored result. Open the file in Excel or WPS and save it once, or write the value."))
	case c.kind == cellLong:
		r.fail(column, "cell.long", fault.Say(
			"单元格内容太长(超过 32767 个字符)。请缩短。", "The cell is too long (over 32,767 characters). Shorten it."))
	case c.kind == cellError, c.text[0] == '#' && errorValues[strings.ToLower(string(c.text))]:
		r.fail(column, "cell.error", fault.Say(
			"单元格是错误值 %s,公式没有算出结果。请改正公式或直接填写数值。",
			"The cell holds the error %s: its formula failed. Mend the formula or write the value.", shorten(string(c.text))))
	default:
		return c, column, Set
	}
	return cell{}, column, Missing
}

// find is get without a word about what can't be read.
func (r *record) find(field string) (c cell, column int, state State) {
	columns := r.head.columns[field]
	if len(columns) == 0 {
		return cell{}, -1, Missing
	}
	for _, column := range columns {
		if column >= len(r.cells) {
			continue
		}
		c := r.cells[column]
		if c.kind == cellEmpty || c.fill == filledAcross || c.kind == cellText && saysNothing(c.text) && !r.means(field, c.text) {
			continue
		}
		return c, column, Set
	}
	return cell{}, columns[0], Empty
}

// means reports whether a word has a meaning of its own in the field, such as 无 in 是否有责.
func (r *record) means(field string, text []byte) bool {
	words := r.words[field]
	return words != nil && words[wordKey(string(text))] != ""
}

// required takes the value of a field that must have one.
func required[T any](r *record, field string, c Cell[T]) T {
	switch c.State {
	case Empty:
		r.require(field)
	case Missing:
		r.bad = true // its column is missing, or its cell was reported
	}
	return c.Value
}

func (r *record) require(field string) {
	label := r.schema.column(field).Header
	if at := r.at(field); at >= 0 {
		label = r.head.labels[at]
	}
	r.fail(r.at(field), "cell.required", fault.Say("“%s”不能为空。请填写。", "“%s” must not be empty. Fill it in.", shorten(label)))
}

// take makes a cell of what read gives for the field's text.
func take[T any](r *record, field string, read func(c cell, column int) (T, bool)) Cell[T] {
	c, column, state := r.get(field)
	if state != Set {
		return Cell[T]{State: state}
	}
	v, ok := read(c, column)
	if !ok {
		return Cell[T]{}
	}
	return Of(v)
}
