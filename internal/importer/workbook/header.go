package workbook

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"smileboard/internal/fault"
)

// headerRows is how many rows with content are looked through for the header: a title and a line about the office often
// stand above it.
const headerRows = 5

// keptRow is a row that outlives the reading of the next.
type keptRow struct {
	number int
	cells  []cell
}

func keep(number int, cells []cell) keptRow {
	k := keptRow{number, slices.Clone(cells)}
	for i := range k.cells {
		k.cells[i].text = bytes.Clone(k.cells[i].text)
	}
	return k
}

// header is what a sheet's header says: for each column of the table, where it stands.
type header struct {
	// columns gives the columns of a field, the preferred first.
	columns map[string][]int
	// labels are the headers as written, by column.
	labels []string
	// mapped are the columns that are read, ascending.
	mapped []int
}

// headerMatch is how a label names a field; the lower the rank the better.
type headerMatch struct {
	field string
	rank  int
}

// headerIndex maps the keys of all of a table's headers to its fields.
func headerIndex(s *Schema) map[string]headerMatch {
	index := map[string]headerMatch{}
	add := func(label, field string, rank int) {
		key := headerKey(label)
		if m, ok := index[key]; !ok || rank < m.rank {
			index[key] = headerMatch{field, rank}
		}
	}
	for _, c := range s.Columns {
		add(c.Header, c.Name, 0)
		add(c.Name, c.Name, 1)
		for i, synonym := range synonyms[s.Table][c.Name] {
			add(synonym, c.Name, 2+i)
		}
	}
	return index
}

// headerKey brings a header into the form in which headers are compared: no blanks, stars, colons or brackets with what
// they hold, no unit at the end.
func headerKey(label string) string {
	key := strings.ToLower(compact([]byte(label)))
	for {
		open := strings.IndexAny(key, "([【〔")
		if open < 0 {
			break
		}
		length := strings.IndexAny(key[open:], ")]】〕")
		if length < 0 {
			key = key[:open]
			break
		}
		_, width := cutRune(key[open+length:])
		key = key[:open] + key[open+length+width:]
	}
	key = strings.Trim(key, "*※:：、;。'\"")
	for _, unit := range []string{"万平方米", "平方米", "万㎡", "㎡", "m2", "万元", "元"} {
		if rest, ok := strings.CutSuffix(key, unit); ok && rest != "" && !strings.HasSuffix(key, "_"+unit) {
			key = strings.TrimRight(rest, "/_-")
			break
		}
	}
	return key
}

func cutRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

// labelsOf gives a header row's labels.
func labelsOf(row keptRow) []string {
	labels := make([]string, len(row.cells))
	for i, c := range row.cells {
		if c.kind == cellText || c.kind == cellNumber {
			labels[i] = plain(c.text)
		}
	}
	return labels
}

// findHeader looks through the first rows for the header, in one row or two. It returns how many of the rows it took.
func findHeader(index map[string]headerMatch, rows []keptRow) (labels []string, fields []headerMatch, taken int) {
	best := 1 // one known word may be chance
	for i := range rows {
		l := labelsOf(rows[i])
		f := make([]headerMatch, len(l))
		for c := range l {
			f[c] = index[headerKey(l[c])]
		}
		if n := distinct(f); n > best {
			best, labels, fields, taken = n, l, f, i+1
		}
	}
	for i := 0; i+1 < len(rows); i++ {
		if rows[i+1].number != rows[i].number+1 || slices.ContainsFunc(rows[i+1].cells, func(c cell) bool { return c.kind == cellNumber }) {
			continue
		}
		l, f := twoRows(index, rows[i], rows[i+1])
		if n := distinct(f); n > best {
			best, labels, fields, taken = n, l, f, i+2
		}
	}
	return labels, fields, taken
}

// twoRows reads two rows as one header: a group above, its parts below.
func twoRows(index map[string]headerMatch, above, below keptRow) ([]string, []headerMatch) {
	top, bottom := labelsOf(above), labelsOf(below)
	width := max(len(top), len(bottom))
	top = append(top, make([]string, width-len(top))...)
	bottom = append(bottom, make([]string, width-len(bottom))...)
	labels, fields := make([]string, width), make([]headerMatch, width)
	group := ""
	for c := range width {
		t, b := top[c], bottom[c]
		isGroup := c < len(above.cells) && above.cells[c].fill == filledAcross || c+1 < len(above.cells) && above.cells[c+1].fill == filledAcross
		if t != "" {
			group = t
		} else if b != "" {
			t, isGroup = group, true // a group's head where merging was lost, as in CSV
		}
		candidates := []string{t + b, b, t}
		switch {
		case t == b || headerKey(b) == "":
			candidates = []string{t}
		case isGroup:
			candidates = []string{t + b, b}
		}
		labels[c] = candidates[0]
		for _, candidate := range candidates {
			if m, ok := index[headerKey(candidate)]; ok && candidate != "" {
				labels[c], fields[c] = candidate, m
				break
			}
		}
	}
	return labels, fields
}

func distinct(fields []headerMatch) int {
	seen := map[string]bool{}
	for _, f := range fields {
		if f.field != "" {
			seen[f.field] = true
		}
	}
	return len(seen)
}

// header reads the rows above the data, reports what is wrong with the columns, and returns the rows that were read
// beyond the header. ok is false where there is no header.
func (s *sheetReader) header(rows rowReader) (beyond []keptRow, ok bool, err error) {
	var first []keptRow
	for len(first) < headerRows {
		number, cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false, err
		}
		if slices.ContainsFunc(cells, func(c cell) bool { return c.kind != cellEmpty }) {
			first = append(first, keep(number, cells))
		}
	}
	if len(first) == 0 {
		s.report(SeverityWarning, 0, -1, "", "sheet.empty", fault.Say("工作表是空的,没有可导入的内容。", "The sheet is empty: there is nothing to import."))
		return nil, false, nil
	}
	labels, fields, taken := findHeader(headerIndex(s.schema), first)
	if taken == 0 {
		zh, en := s.requiredHeaders()
		s.report(SeverityError, first[0].number, -1, "", "header.missing", fault.Words{
			Zh: "前五行里找不到表头。请在数据上方写一行表头:" + zh + "。",
			En: "No header in the first five rows. Write one above the data: " + en + ".",
		})
		return nil, false, nil
	}
	s.mapColumns(labels, fields, first[taken-1].number)
	return first[taken:], true, nil
}

func (s *sheetReader) requiredHeaders() (zh, en string) {
	var z, e []string
	for _, c := range s.schema.Columns {
		if !c.Optional {
			z, e = append(z, c.Header), append(e, c.Header+" ["+c.Name+"]")
		}
	}
	return strings.Join(z, "、"), strings.Join(e, ", ")
}

// mapColumns decides which column is which field, and reports unknown, doubled and missing ones.
func (s *sheetReader) mapColumns(labels []string, fields []headerMatch, row int) {
	s.head = header{columns: map[string][]int{}, labels: labels}
	rank := func(c int) int { return fields[c].rank }
	for c, f := range fields {
		if f.field != "" {
			s.head.columns[f.field] = append(s.head.columns[f.field], c)
		} else if labels[c] != "" && !ignoredHeaders[headerKey(labels[c])] && headerKey(labels[c]) != "" {
			s.report(SeverityWarning, row, c, labels[c], "column.unknown", fault.Say(
				"不认得这一列,没有读取。如需导入,请改用说明里的列名。", "This column is not known, so it is not read. To import it, give it a header from the documentation."))
		}
	}
	for i := range s.schema.Columns {
		column := &s.schema.Columns[i]
		at := s.head.columns[column.Name]
		slices.SortStableFunc(at, func(a, b int) int { return rank(a) - rank(b) })
		if len(at) > 1 && !column.Reference {
			for _, extra := range at[1:] {
				s.report(SeverityWarning, row, extra, labels[extra], "column.double", fault.Say(
					"这一列与“%s”列含义相同,只读取了后者。请删去多余的一列。", "This column means the same as “%s”, and only that one is read. Remove one of them.", s.label(at[0])))
			}
			s.head.columns[column.Name] = at[:1]
		}
		s.head.mapped = append(s.head.mapped, s.head.columns[column.Name]...)
		if len(at) == 0 && !column.Optional && !s.replaced(column.Name) {
			s.report(SeverityError, row, -1, "", "column.missing", fault.Say(
				"缺少“%s”列。请加上这一列。", "The column “%[1]s” ["+column.Name+"] is missing. Add it.", column.Header))
		}
		if len(at) > 0 {
			s.info().Columns = append(s.info().Columns, column.Name)
			if s.info().Labels == nil {
				s.info().Labels = map[string]string{}
			}
			s.info().Labels[column.Name] = s.label(at[0])
		}
	}
	slices.Sort(s.head.mapped)
}

// replaced reports whether other columns stand in for a required one.
func (s *sheetReader) replaced(field string) bool {
	has := func(name string) bool { return len(s.head.columns[name]) > 0 }
	switch {
	case field == "from" || field == "to":
		return has("term")
	case field == "due":
		return has("on_time")
	case field == "uscc" && s.schema.Table == TableEngagement:
		return has("mode")
	}
	return false
}

// label is a column's header as written, with Excel's letter.
func (s *sheetReader) label(column int) string {
	if column < 0 {
		return ""
	}
	name := ""
	if column < len(s.head.labels) {
		name = shorten(s.head.labels[column])
	}
	return strings.TrimSpace(name + " (" + columnLetters(column) + ")")
}
