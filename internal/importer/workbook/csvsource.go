package workbook

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// tableFiles are the endings of files that may be a sheet; .txt is what Excel calls Unicode text.
var tableFiles = map[string]bool{".csv": true, ".txt": true, ".tsv": true}

// opener opens a file as often as it is asked.
type opener func() (io.ReadCloser, error)

// openCSVFile takes one CSV file as a workbook of one sheet.
func openCSVFile(name string, f io.ReaderAt, length int64, b *budget) (*source, error) {
	if !tableFiles[strings.ToLower(filepath.Ext(name))] {
		return nil, fileFault("kind", "“%s”不是 .xlsx、.zip 或 .csv 文件。请用 Excel 或 WPS 另存为“Excel 工作簿 (.xlsx)”再导入。",
			"“%s” is no .xlsx, .zip or .csv file. Save it in Excel or WPS as an Excel workbook (.xlsx), and import that.", name)
	}
	return &source{sheets: []sheetSource{csvSheet(name, name, b.limits, func() (io.ReadCloser, error) {
		return &boundedReader{r: io.NewSectionReader(f, 0, length), c: io.NopCloser(nil), name: name, budget: b}, nil
	})}}, nil
}

// openFolder takes a folder's CSV files as sheets; where it holds none but one folder does, that folder's.
func openFolder(folder string, b *budget) (*source, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, pathFault(folder, err)
	}
	if len(entries) > b.limits.Entries {
		return nil, faultTooMuch("entries", "文件夹里的文件数", "The number of files in the folder", fmt.Sprint(b.limits.Entries))
	}
	names := newNames(filepath.Base(folder))
	for _, e := range entries {
		if !e.IsDir() {
			names.add(e.Name())
			continue
		}
		if ignoredFile(e.Name()) {
			continue
		}
		inner, err := os.ReadDir(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, pathFault(filepath.Join(folder, e.Name()), err)
		}
		for _, i := range inner {
			if !i.IsDir() {
				names.add(e.Name() + "/" + i.Name())
			}
		}
	}
	return names.source(b.limits, func(name string) opener {
		return func() (io.ReadCloser, error) {
			full := filepath.Join(folder, filepath.FromSlash(name))
			info, err := os.Stat(full)
			if err != nil {
				return nil, pathFault(full, err)
			}
			if !info.Mode().IsRegular() {
				return nil, fileFault("kind", "“%s”不是普通文件,无法导入。请把它移出文件夹。", "“%s” is no ordinary file. Move it out of the folder.", name)
			}
			f, err := os.Open(full) //nolint:gosec // inside the folder that the caller named
			if err != nil {
				return nil, pathFault(full, err)
			}
			return &boundedReader{r: f, c: f, name: name, budget: b}, nil
		}
	})
}

// openCSVZip takes a zip's CSV files as sheets, flat or in one folder.
func openCSVZip(a *archive) (*source, error) {
	names := newNames(a.name)
	files := map[string]*archiveFile{}
	for _, f := range a.files {
		names.add(f.name)
		files[f.name] = f
	}
	return names.source(a.budget.limits, func(name string) opener { return files[name].open })
}

// names sorts the files of a zip or folder into sheets and others.
type names struct {
	of     string
	sheets []string
	unread []string
	// nested is a workbook or zip among the files, deep a CSV file in a folder's folder.
	nested, deep string
	folders      map[string]bool
}

func newNames(of string) *names { return &names{of: of, folders: map[string]bool{}} }

// ignoredFile reports files that systems add by themselves.
func ignoredFile(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || strings.HasPrefix(part, "~$") || part == "__MACOSX" {
			return true
		}
	}
	base := strings.ToLower(path.Base(name))
	return base == "thumbs.db" || base == "desktop.ini"
}

func (n *names) add(name string) {
	if ignoredFile(name) {
		return
	}
	ext := strings.ToLower(path.Ext(name))
	_, known := tableOfFile(path.Base(name))
	switch {
	case tableFiles[ext] && strings.Count(name, "/") > 1:
		n.deep = name
	case ext == ".csv" || tableFiles[ext] && known:
		n.sheets = append(n.sheets, name)
		n.folders[path.Dir(name)] = true
	default:
		if ext == ".xlsx" || ext == ".xls" || ext == ".et" || ext == ".zip" || ext == ".rar" || ext == ".7z" {
			n.nested = name
		}
		n.unread = append(n.unread, shorten(name))
	}
}

func (n *names) source(limits Limits, open func(name string) opener) (*source, error) {
	switch {
	case len(n.sheets) == 0 && n.nested != "":
		return nil, fileFault("nested", "“%s”里是另一个文件“%s”,不是 CSV。请取出这个文件,直接导入它。",
			"“%s” holds another file, “%s”, and no CSV. Take that file out and import it by itself.", n.of, shorten(n.nested))
	case n.deep != "" || len(n.folders) > 1:
		where := n.deep
		if where == "" {
			where = n.sheets[len(n.sheets)-1]
		}
		return nil, fileFault("folders", "“%s”里的 CSV 文件分散在多层或多个文件夹里(如“%s”)。请把它们都放在同一个文件夹里再导入。",
			"The CSV files of “%s” lie in several folders, or deeper than one (“%s”). Put them all into one folder and import that.", n.of, shorten(where))
	case len(n.sheets) == 0:
		return nil, fileFault("no_csv", "“%s”里没有 CSV 文件。请放入按工作表命名的 CSV 文件(如 小区.csv),或直接导入 .xlsx 文件。",
			"“%s” holds no CSV files. Put CSV files named like the sheets (such as 小区.csv) into it, or import an .xlsx file.", n.of)
	}
	src := &source{unread: n.unread}
	for _, name := range n.sheets {
		src.sheets = append(src.sheets, csvSheet(name, path.Base(name), limits, open(name)))
	}
	return src, nil
}

// csvSheet is a CSV file as a sheet.
func csvSheet(file, base string, limits Limits, open opener) sheetSource {
	return sheetSource{
		name: fileSheetName(base), file: base,
		open: func() (rowReader, error) { return openCSV(base, limits, open) },
	}
}
