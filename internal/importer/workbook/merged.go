package workbook

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
)

// mergedRanges fills merged cells while rows pass by, in ascending order.
type mergedRanges struct {
	// ranges that have not begun yet, by first row.
	ranges []mergedRange
	active []activeRange
}

// mergedRange is a range of cells shown as one; both ends included, columns from 0, rows from 1.
type mergedRange struct{ row, rowEnd, column, columnEnd int }

// activeRange is a range that the reading has come to, with what its first cell holds.
type activeRange struct {
	mergedRange
	kind cellKind
	text []byte
}

// mergedRanges lists the merged ranges of a sheet. Reading the sheet to its end also proves it whole.
func (x *xlsx) mergedRanges(part *archiveFile) (*mergedRanges, error) {
	limits := x.archive.budget.limits
	m := &mergedRanges{}
	err := x.archive.walk(part, func(s *scanner) error {
		if string(s.name) != "mergeCell" || s.closing {
			return nil
		}
		ref, _ := s.attr("ref")
		first, last, found := bytes.Cut(ref, []byte(":"))
		if !found {
			return nil
		}
		var r mergedRange
		var ok1, ok2 bool
		r.column, r.row, ok1 = cellRef(first)
		r.columnEnd, r.rowEnd, ok2 = cellRef(last)
		if !ok1 || !ok2 || r.rowEnd < r.row || r.columnEnd < r.column {
			return errXML
		}
		if r.column >= limits.Columns {
			return nil
		}
		r.columnEnd = min(r.columnEnd, limits.Columns-1)
		if m.ranges = append(m.ranges, r); len(m.ranges) > limits.Merges {
			return faultTooMuch("merges", "一个工作表里的合并单元格数", "The number of merged cells in one sheet", fmt.Sprint(limits.Merges))
		}
		return nil
	})
	slices.SortStableFunc(m.ranges, func(a, b mergedRange) int { return cmp.Compare(a.row, b.row) })
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return m, err
}

// apply fills a row's cells from the ranges that it lies in.
func (m *mergedRanges) apply(row int, cells []cell) []cell {
	m.active = slices.DeleteFunc(m.active, func(a activeRange) bool { return a.rowEnd < row })
	for len(m.ranges) > 0 && m.ranges[0].row <= row {
		r := m.ranges[0]
		m.ranges = m.ranges[1:]
		if r.rowEnd < row || r.row < row && r.rowEnd == r.row {
			continue
		}
		a := activeRange{mergedRange: r}
		// Ranges of a sound file do not overlap; of those that do, the later takes the columns. So a row never costs more
		// than its columns.
		m.active = slices.DeleteFunc(m.active, func(b activeRange) bool { return b.column <= r.columnEnd && r.column <= b.columnEnd })
		if r.row == row && r.column < len(cells) {
			a.kind, a.text = cells[r.column].kind, bytes.Clone(cells[r.column].text)
		}
		m.active = append(m.active, a)
	}
	for i := range m.active {
		a := &m.active[i]
		if a.kind == cellEmpty {
			continue
		}
		for len(cells) <= a.columnEnd {
			cells = append(cells, cell{})
		}
		for c := a.column; c <= a.columnEnd; c++ {
			if c == a.column && row == a.row {
				continue
			}
			fill := filledAcross
			if c == a.column {
				fill = filledDown
			}
			cells[c] = cell{kind: a.kind, fill: fill, text: a.text}
		}
	}
	return cells
}
