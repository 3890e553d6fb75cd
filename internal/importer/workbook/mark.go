package workbook

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"smileboard/internal/fault"
	"smileboard/internal/sheet"
)

// MaxMarkBytes bounds what is unpacked of a workbook to be marked: a workbook of 500,000 answers is a quarter of it.
const MaxMarkBytes = 1 << 30

// maxPartBytes bounds each small part that is held whole while it is changed: styles, comments, relations.
const maxPartBytes = 32 << 20

// maxPerCell is how many sentences one cell's comment holds.
const maxPerCell = 8

// MarkOptions changes how a workbook is marked.
type MarkOptions struct {
	Limits Limits
	// English asks for English sentences; Chinese otherwise.
	English bool
	// More counts the issues beyond those given.
	More int
}

func (o MarkOptions) say(w fault.Words) string {
	if o.English {
		return w.En
	}
	return w.Zh
}

// reportSheets are the names of the sheet that Mark adds, in Chinese and in English. Read passes over them without a word.
var reportSheets = fault.Say("导入报告", "Import report")

func isReportSheet(name string) bool {
	name = strings.TrimSpace(name)
	return name == reportSheets.Zh || strings.EqualFold(name, reportSheets.En)
}

// Mark writes the workbook at path again, with the cells of its issues coloured and commented and a first sheet that lists
// them with links. Everything else stays as it was, byte for byte; marks of an earlier time are taken away. A folder, a
// zip or a file of CSV becomes a workbook with the same sheets and rows. What was corrected in the marked workbook can be
// imported as it is.
//
// Sheets are read and written piece by piece, so that memory does not grow with them. The error is a fault where the file
// can't be marked; its words offer the list alone, which List writes.
func Mark(ctx context.Context, path string, w io.Writer, issues []Issue, opts MarkOptions) error {
	err := mark(ctx, path, w, issues, opts)
	if err == nil || ctx.Err() != nil {
		return cmp.Or(ctx.Err(), err)
	}
	if f, ok := fault.As(err); ok || errors.Is(err, errXML) || errors.Is(err, io.ErrUnexpectedEOF) {
		why := fault.Say("文件的写法少见", "it is written in a rare way")
		if ok {
			why = fault.Words{Zh: strings.TrimRight(f.Words.Zh, "。"), En: strings.TrimRight(f.Words.En, ".")}
		}
		return fault.Invalid("file", "workbook.mark", fault.Say(
			"无法在原文件上标注(%[1]s)。请下载错误清单,对照清单修改原文件。", "The file itself can't be marked (%[2]s). Download the list of errors, and correct the file by it.", why.Zh, why.En)).Because(err)
	}
	return fmt.Errorf("workbook: marking %s: %w", filepath.Base(path), err)
}

func mark(ctx context.Context, path string, w io.Writer, issues []Issue, opts MarkOptions) error {
	b := &budget{ctx: ctx, limits: opts.Limits}
	or(&b.limits.TotalBytes, MaxMarkBytes)
	b.limits = b.limits.withDefaults()
	b.left = b.limits.TotalBytes
	info, err := os.Stat(path)
	if err != nil {
		return pathFault(path, err)
	}
	if info.Mode().IsRegular() {
		f, err := os.Open(path) //nolint:gosec // named by the caller
		if err != nil {
			return pathFault(path, err)
		}
		defer func() { _ = f.Close() }()
		head := make([]byte, 4)
		if _, err := io.ReadFull(f, head); err == nil && string(head) == "PK\x03\x04" {
			a, err := openArchive(filepath.Base(path), f, info.Size(), b)
			if err != nil {
				return err
			}
			if a.find("[Content_Types].xml") != nil || a.find("xl/workbook.xml") != nil {
				return markXLSX(a, w, issues, opts)
			}
		}
	}
	return markCSV(path, w, issues, b, opts)
}

// markCSV makes a workbook of CSV files first.
func markCSV(path string, w io.Writer, issues []Issue, b *budget, opts MarkOptions) (err error) {
	src, err := openSource(path, b)
	if err != nil {
		return err
	}
	defer src.close()
	f, err := os.CreateTemp("", "smileboard-mark-*.xlsx")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	issues = slices.Clone(issues)
	book := sheet.NewBook(b.ctx, f)
	for _, s := range src.sheets {
		name, err := book.Text(s.name, func(yield func(int, []string) error) error { return eachRow(s, yield) })
		if err != nil {
			return err
		}
		for i := range issues {
			if issues[i].Sheet == s.name {
				issues[i].Sheet = name
			}
		}
	}
	if err := book.Close(); err != nil {
		return err
	}
	length, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	a, err := openArchive(filepath.Base(path), f, length, b)
	if err != nil {
		return err
	}
	return markXLSX(a, w, issues, opts)
}

func eachRow(s sheetSource, yield func(int, []string) error) error {
	rows, err := s.open()
	if err != nil {
		return err
	}
	defer func() { _ = rows.close() }()
	var texts []string
	for {
		number, cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		texts = texts[:0]
		for _, c := range cells {
			texts = append(texts, string(c.text))
		}
		if err := yield(number, texts); err != nil {
			return err
		}
	}
}

// List writes the issues alone as a workbook of one sheet.
func List(ctx context.Context, w io.Writer, issues []Issue, opts MarkOptions) error {
	table := sheet.Table{Name: reportSheets, English: opts.English, Columns: []sheet.Column{
		{Header: headSheet}, {Header: headRow, Kind: sheet.Integer}, {Header: headColumn, Width: 24}, {Header: headValue, Width: 24}, {Header: headSeverity}, {Header: headWords, Width: 60},
	}}
	_, err := table.Write(ctx, w, func(yield func([]any, error) bool) {
		for _, i := range issues {
			row := any(i.Row)
			if i.Row == 0 {
				row = nil
			}
			if !yield([]any{i.Sheet, row, i.Column, i.Value, opts.say(severityWords(i.Severity)), opts.say(i.Words)}, nil) {
				return
			}
		}
		if opts.More > 0 {
			yield([]any{nil, nil, nil, nil, nil, opts.say(moreWords(opts.More))}, nil)
		}
	})
	return err
}

var (
	headSheet    = fault.Say("工作表", "Sheet")
	headRow      = fault.Say("行", "Row")
	headColumn   = fault.Say("列", "Column")
	headValue    = fault.Say("原值", "Value")
	headSeverity = fault.Say("程度", "Severity")
	headWords    = fault.Say("问题和改法", "What is wrong, and what to do")
)

func severityWords(s Severity) fault.Words {
	if s == SeverityWarning {
		return fault.Say("提醒", "warning")
	}
	return fault.Say("错误", "error")
}

func moreWords(more int) fault.Words {
	return fault.Say("还有 %d 条没有列出。请先改正已列出的,再次上传即可看到其余的。", "%d more are not listed. Correct these first and upload again to see the others.", more)
}

// cellMark is what is to be said at one cell.
type cellMark struct {
	row, column int
	severity    Severity
	text        string
	said        int
}

func (m cellMark) ref() string { return fmt.Sprintf("%s%d", columnLetters(m.column), m.row) }

// marksOf gathers the issues by sheet and cell, in the order of rows and columns. An issue of a whole row is said at its first cell.
func marksOf(issues []Issue, opts MarkOptions) map[string][]cellMark {
	type place struct {
		sheet       string
		row, column int
	}
	at := map[place]*cellMark{}
	for _, i := range issues {
		if i.Row < 1 || i.Row > maxExcelRow {
			continue
		}
		p := place{i.Sheet, i.Row, columnIn(i.Column)}
		m := at[p]
		if m == nil {
			m = &cellMark{row: p.row, column: p.column, severity: SeverityWarning}
			at[p] = m
		}
		if i.Severity != SeverityWarning {
			m.severity = SeverityError
		}
		switch m.said++; {
		case m.said == 1:
			m.text = opts.say(i.Words)
		case m.said <= maxPerCell:
			m.text += "\n" + opts.say(i.Words)
		case m.said == maxPerCell+1:
			m.text += "\n……"
		}
	}
	marks := map[string][]cellMark{}
	for p, m := range at {
		marks[p.sheet] = append(marks[p.sheet], *m)
	}
	for _, list := range marks {
		slices.SortFunc(list, func(a, b cellMark) int { return cmp.Or(a.row-b.row, a.column-b.column) })
	}
	return marks
}

// columnIn reads the letter at the end of "总户数 (F)"; the first column where there is none.
func columnIn(label string) int {
	rest, ok := strings.CutSuffix(label, ")")
	open := strings.LastIndexByte(rest, '(')
	if !ok || open < 0 {
		return 0
	}
	column, _, ok := cellRef([]byte(rest[open+1:] + "1"))
	if !ok || column >= 16384 {
		return 0
	}
	return column
}

// textXML writes a text between tags.
func textXML(s string) string { return string(bytes.Clone(sheet.AppendText(nil, s))) }
