package workbook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"smileboard/internal/fault"
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
	w, err := read(ctx, path, opts)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if f, ok := fault.As(err); ok {
			return nil, f
		}
		return nil, fmt.Errorf("workbook: reading %s: %w", filepath.Base(path), err)
	}
	return w, nil
}

func read(ctx context.Context, path string, opts Options) (*Workbook, error) {
	b := &budget{ctx: ctx, limits: opts.Limits.withDefaults()}
	b.left = b.limits.TotalBytes
	src, err := openSource(path, b)
	if err != nil {
		return nil, err
	}
	defer src.close()

	r := &reader{w: &Workbook{Unread: src.unread}, budget: b, progress: opts.Progress}
	type job struct {
		sheet sheetSource
		table int
	}
	var jobs []job
	for _, sheet := range src.sheets {
		if isReportSheet(sheet.name) {
			continue // our own, from a workbook that came back corrected
		}
		table, ok := tableOf(sheet.name)
		if !ok || sheet.hidden {
			r.unread(sheet, ok)
			continue
		}
		jobs = append(jobs, job{sheet, slices.IndexFunc(Schemas, func(s Schema) bool { return s.Table == table })})
	}
	if len(jobs) == 0 {
		return nil, faultNoSheets(src)
	}
	slices.SortStableFunc(jobs, func(a, b job) int { return a.table - b.table })
	for _, j := range jobs {
		if err := r.sheet(j.sheet, &Schemas[j.table]); err != nil {
			return nil, err
		}
	}
	return r.w, nil
}

// unread lists a sheet as not read; a hidden one that would have been read gets a warning too.
func (r *reader) unread(sheet sheetSource, known bool) {
	name := sheet.name
	if sheet.file != "" {
		name = sheet.file
	}
	r.w.Unread = append(r.w.Unread, name)
	if known {
		r.w.Report(Issue{Severity: SeverityWarning, Sheet: sheet.name, Code: "sheet.hidden", Words: fault.Say(
			"工作表是隐藏的,没有读取。如需导入,请取消隐藏。", "The sheet is hidden, so it was not read. Unhide it to import it.")})
	}
}

func faultNoSheets(src *source) error {
	var known, found []string
	for _, s := range Schemas {
		known = append(known, s.Sheet)
	}
	for _, s := range src.sheets {
		found = append(found, shorten(s.name))
	}
	if len(found) > 20 {
		found = append(found[:20], "…")
	}
	return fileFault("no_sheets",
		"文件里没有认得的工作表。工作表(或 CSV 文件)应命名为:%s。现有:%s。请改名后再导入。",
		"No sheet of the file has a known name. Sheets, or CSV files, are called %s. Found: %s. Rename them and import again.",
		strings.Join(known, "、"), strings.Join(found, "、"))
}

// source is an opened workbook: its sheets, and the names of what can't be one.
type source struct {
	sheets  []sheetSource
	unread  []string
	closers []io.Closer
}

func (s *source) close() {
	for _, c := range s.closers {
		_ = c.Close()
	}
}

// openSource finds out what the path holds, by its content and not by its name's ending.
func openSource(path string, b *budget) (*source, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, pathFault(path, err)
	}
	if info.IsDir() {
		return openFolder(path, b)
	}
	if !info.Mode().IsRegular() {
		return nil, fileFault("kind", "“%s”不是普通文件,无法导入。请给出 .xlsx 文件、CSV 文件夹或 .zip 的路径。",
			"“%s” is no ordinary file. Give the path of an .xlsx file, of a folder of CSV files or of a .zip.", name)
	}
	if info.Size() == 0 {
		return nil, fileFault("empty", "文件“%s”是空的(0 字节)。请检查是否复制完整,再重新导入。",
			"The file “%s” is empty (0 bytes). Check that it was copied whole, and import it again.", name)
	}
	if info.Size() > b.limits.FileBytes {
		return nil, faultTooMuch("file_size", "文件大小", "The file's size", size(b.limits.FileBytes))
	}
	f, err := os.Open(path) //nolint:gosec // named by the caller
	if err != nil {
		return nil, pathFault(path, err)
	}
	src, err := openFile(name, f, info.Size(), b)
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	src.closers = append(src.closers, f)
	return src, nil
}

func pathFault(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fileFault("missing", "找不到“%s”。请检查路径和文件名(含扩展名)。",
			"“%s” does not exist. Check the path and the file's name with its ending.", path).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return fileFault("permission", "没有权限读取“%s”。请让管理员开放读取权限,或换一个位置。",
			"“%s” may not be read. Ask for the right to read it, or put it elsewhere.", path).Because(err)
	}
	return fileFault("unreadable", "无法读取“%s”。请检查文件是否还在、磁盘是否已连接,再试一次。",
		"“%s” can't be read. Check that the file is still there and the disk is connected, and try again.", path).Because(err)
}

// openFile tells an .xlsx file, a zip of CSV files and a CSV file apart, and names what is none of them.
func openFile(name string, f *os.File, length int64, b *budget) (*source, error) {
	head := make([]byte, 4096)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, pathFault(name, err)
	}
	head = head[:n]
	if string(head[:min(n, 4)]) != "PK\x03\x04" {
		if err := foreign(name, head, f); err != nil {
			return nil, err
		}
		return openCSVFile(name, f, length, b)
	}
	a, err := openArchive(name, f, length, b)
	if err != nil {
		return nil, err
	}
	if a.find("[Content_Types].xml") != nil || a.find("xl/workbook.xml") != nil {
		return openXLSX(a)
	}
	return openCSVZip(a)
}
