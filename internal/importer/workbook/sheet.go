package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"smileboard/internal/fault"
)

// reader reads a workbook's sheets one after the other.
type reader struct {
	w        *Workbook
	budget   *budget
	progress func(sheet string, rows int)

	// seen gives, per table, the place in its list of the row with a key; inspections are kept by number.
	seen map[Table]map[string]int
	// rows counts what was kept per table, retained the bytes of its texts.
	rows     map[Table]int
	retained int64
	answers  answerRefs
}

// sheetReader reads one sheet.
type sheetReader struct {
	*reader
	name     string
	schema   *Schema
	index    int
	date1904 bool
	head     header
	// words give the values of the columns that allow only some.
	words map[string]map[string]string
	// inferredDue says that deadlines were worked out, which is reported once.
	inferredDue bool
}

// progressEvery is after how many rows progress is reported.
const progressEvery = 5000

func (s *sheetReader) info() *SheetInfo { return &s.w.Sheets[s.index] }

// sheet reads one sheet into the workbook.
func (r *reader) sheet(src sheetSource, schema *Schema) error {
	s := &sheetReader{reader: r, name: src.name, schema: schema, index: len(r.w.Sheets), date1904: src.date1904, words: map[string]map[string]string{}}
	for _, c := range schema.Columns {
		if c.Words != nil {
			s.words[c.Name] = wordIndex(c.Words)
		}
	}
	r.w.Sheets = append(r.w.Sheets, SheetInfo{Name: src.name, Table: schema.Table})
	r.answers.begin()
	rows, err := src.open()
	if err != nil {
		return err
	}
	defer func() { _ = rows.close() }()
	beyond, ok, err := s.header(rows)
	if err != nil {
		return err
	}
	if ok {
		if err := s.data(beyond, rows); err != nil {
			return err
		}
	}
	if r.progress != nil {
		r.progress(s.name, s.info().Rows)
	}
	return nil
}

// data reads the rows below the header.
func (s *sheetReader) data(beyond []keptRow, rows rowReader) error {
	take := s.taker()
	rec := &record{sheetReader: s}
	one := func(number int, cells []cell) error {
		rec.row, rec.cells, rec.bad, rec.fatal = number, cells, false, nil
		if s.skip(rec) {
			return nil
		}
		n := s.info().Rows + 1
		s.info().Rows = n
		take(rec)
		if n%progressEvery == 0 && s.progress != nil {
			s.progress(s.name, n)
		}
		if s.retained > s.budget.limits.RetainedBytes {
			return faultTooMuch("text_size", "各行文字总量", "The text of all rows", size(s.budget.limits.RetainedBytes))
		}
		return rec.fatal
	}
	for _, k := range beyond {
		if err := one(k.number, k.cells); err != nil {
			return err
		}
	}
	for {
		number, cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := one(number, cells); err != nil {
			return err
		}
	}
}

// taker gives the function that reads a row of the sheet's table.
func (s *sheetReader) taker() func(*record) {
	switch s.schema.Table {
	case TableOrganization:
		return readOrganization
	case TableCompound:
		return readCompound
	case TableContractor:
		return readContractor
	case TableQualification:
		return readQualification
	case TableEngagement:
		return readEngagement
	case TableCycle:
		return readCycle
	case TableAnswer:
		return readAnswer
	case TableTally:
		return readTally
	case TableInspection:
		return readInspection
	case TableComplaint:
		return readComplaint
	case TableTender:
		return readTender
	}
	panic("workbook: no reader for " + string(s.schema.Table))
}

// skip reports whether a row is none of the table's: blank, a total, the header again, or a note below the table.
func (s *sheetReader) skip(rec *record) bool {
	own, first, total := 0, -1, false
	for _, c := range s.head.mapped {
		if c >= len(rec.cells) {
			break
		}
		cell := &rec.cells[c]
		if cell.kind == cellEmpty || cell.fill != ownValue || cell.kind == cellText && len(cell.text) < 8 && saysNothing(cell.text) {
			continue
		}
		own++
		if first < 0 {
			first = c
		}
	}
	if own == 0 {
		return true
	}
	leading := true
	for c := range rec.cells {
		cell := &rec.cells[c]
		if cell.kind != cellText || cell.fill == filledAcross {
			continue
		}
		if len(cell.text) <= 120 && bytes.Contains(cell.text, []byte("计")) && isTotal(compact(cell.text), leading) {
			total = true
		}
		leading = leading && cell.fill != ownValue
	}
	if total {
		return true
	}
	lead := rec.cells[first]
	if own >= 2 && lead.kind == cellText && !hasDigit(lead.text) && headerKey(plain(lead.text)) == headerKey(s.head.labels[first]) {
		return true // the header again, as on every printed page
	}
	if lead.kind == cellText && own <= 2 && s.isNote(rec, first) {
		s.report(SeverityWarning, rec.row, first, string(lead.text), "row.note", fault.Say(
			"这一行像是表下的说明,没有读取。", "This row looks like a note below the table, so it is not read."))
		return true
	}
	return false
}

// isTotal reports whether a cell says that its row adds others up. The row's first text may say it at its end: 望月湖街道小计.
func isTotal(text string, leading bool) bool {
	text = strings.Trim(text, ":：()")
	for _, word := range []string{"合计", "小计", "总计", "共计", "累计"} {
		if text == word || leading && strings.HasSuffix(text, word) {
			return true
		}
	}
	return false
}

// isNote reports whether a row with little in it is about the table: it begins as notes do, or is merged over half of it.
func (s *sheetReader) isNote(rec *record, first int) bool {
	text := compact(rec.cells[first].text)
	for _, begin := range []string{"注:", "备注:", "说明:", "填表人", "填报人", "填报单位", "填表单位", "填表日期", "填报日期", "制表", "审核", "单位负责人", "联系人", "数据来源"} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	across := 0
	for _, c := range s.head.mapped {
		if c < len(rec.cells) && rec.cells[c].fill == filledAcross {
			across++
		}
	}
	return across+1 > len(s.head.mapped)/2 && across > 1
}

// report adds an issue of this sheet.
func (s *sheetReader) report(severity Severity, row, column int, value, code string, words fault.Words) {
	s.w.Report(Issue{Severity: severity, Sheet: s.name, Row: row, Column: s.label(column), Value: shorten(value), Code: code, Words: words})
}

// count bounds the rows of a table.
func (s *sheetReader) count(limit int) error {
	if s.rows == nil {
		s.rows = map[Table]int{}
	}
	if s.rows[s.schema.Table]++; s.rows[s.schema.Table] > limit {
		return faultTooMuch("rows", "“"+s.schema.Sheet+"”的行数", "The number of rows of “"+s.schema.Sheet+"”", fmt.Sprint(limit))
	}
	return nil
}
