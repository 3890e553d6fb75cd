package workbook

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// foreign recognises the files that people mistake for a workbook, and says what to do with each. It returns nil for
// what may be text.
func foreign(name string, head []byte, f io.ReaderAt) error {
	ext := strings.ToLower(filepath.Ext(name))
	trimmed := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return foreignOLE(name, ext, f)
	case bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return fileFault("empty", "压缩包“%s”里没有文件。请重新压缩含表格的文件夹。", "The zip “%s” holds no files. Make it again from the folder with the sheets.", name)
	case bytes.HasPrefix(head, []byte("PK")):
		return faultTruncated(name)
	case bytes.HasPrefix(head, []byte("Rar!")), bytes.HasPrefix(head, []byte("7z\xBC\xAF")), bytes.HasPrefix(head, []byte("\x1F\x8B")):
		return fileFault("archive", "“%s”是 rar、7z 或 gz 压缩包,不能直接导入。请解压,再导入其中的 .xlsx,或把 CSV 文件夹压缩成 .zip。",
			"“%s” is a rar, 7z or gz archive, which can't be read. Unpack it, and import the .xlsx in it, or make a .zip of the CSV files.", name)
	case bytes.HasPrefix(head, []byte("%PDF")):
		return faultNotWorkbook(name, "PDF 文件", "a PDF file")
	case bytes.HasPrefix(trimmed, []byte("<!doctype html")), bytes.HasPrefix(trimmed, []byte("<html")), bytes.HasPrefix(trimmed, []byte("<table")),
		bytes.HasPrefix(trimmed, []byte("<meta")):
		return fileFault("html", "“%s”其实是网页,只是扩展名像表格(有些系统这样导出)。请用 Excel 或 WPS 打开,另存为“Excel 工作簿 (.xlsx)”再导入。",
			"“%s” is a web page under the name of a sheet, as some systems export it. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and import that.", name)
	case bytes.HasPrefix(trimmed, []byte("<?xml")):
		return fileFault("xml", "“%s”是 XML 表格,不是 .xlsx。请用 Excel 或 WPS 打开,另存为“Excel 工作簿 (.xlsx)”再导入。",
			"“%s” is an XML spreadsheet and not an .xlsx. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and import that.", name)
	case ext == ".xlsx" || ext == ".xlsm" || ext == ".zip" || ext == ".xls" || ext == ".et" || isBinary(head):
		return fileFault("not_zip", "“%s”的内容不是 Excel 工作簿,也不是 CSV,可能已损坏或改错了扩展名。请用 Excel 或 WPS 打开原文件,另存为 .xlsx 再导入。",
			"What “%s” holds is neither an Excel workbook nor CSV; it may be damaged or wrongly named. Open the original in Excel or WPS, save it as .xlsx, and import that.", name)
	}
	return nil
}

// foreignOLE tells apart what the old container of Microsoft's holds.
func foreignOLE(name, ext string, f io.ReaderAt) error {
	switch {
	case oleHolds(f, "EncryptedPackage"):
		return fileFault("encrypted", "“%s”设有打开密码。请用 Excel 或 WPS 打开,在“文件 → 信息 → 保护工作簿”里去掉密码,保存后再导入。",
			"“%s” is protected by a password. Open it in Excel or WPS, remove the password under File → Info → Protect Workbook, save it, and import it again.", name)
	case ext == ".et":
		return fileFault("et", "“%s”是 WPS 表格的 .et 格式。请用 WPS 打开,点“文件 → 另存为”,类型选“Excel 文件 (*.xlsx)”,再导入新文件。",
			"“%s” is in WPS's .et format. Open it in WPS, choose File → Save As, pick the type Excel (*.xlsx), and import the new file.", name)
	case oleHolds(f, "WordDocument"):
		return faultNotWorkbook(name, "Word 文档", "a Word document")
	}
	return fileFault("xls", "“%s”是旧的 .xls 格式。请用 Excel 或 WPS 打开,点“文件 → 另存为”,类型选“Excel 工作簿 (*.xlsx)”,再导入新文件。",
		"“%s” is in the old .xls format. Open it in Excel or WPS, choose File → Save As, pick the type Excel Workbook (*.xlsx), and import the new file.", name)
}

func faultNotWorkbook(name, zh, en string) error {
	f := fileFault("not_workbook", "“%s”不是 Excel 工作簿。请导入 .xlsx 文件、CSV 文件夹或 .zip。",
		"“%s” is not an Excel workbook. Import an .xlsx file, a folder of CSV files or a .zip.", name)
	f.Words.Zh = strings.Replace(f.Words.Zh, "不是 Excel 工作簿", "是"+zh+",不是 Excel 工作簿", 1)
	f.Words.En = strings.Replace(f.Words.En, "is not an Excel workbook", "is "+en+" and not an Excel workbook", 1)
	return f
}

// oleHolds looks for a stream's name, which the container's directory keeps in UTF-16.
func oleHolds(f io.ReaderAt, stream string) bool {
	var mark []byte
	for _, u := range utf16.Encode([]rune(stream)) {
		mark = append(mark, byte(u), byte(u>>8))
	}
	buf := make([]byte, 256<<10)
	for off := int64(0); ; off += int64(len(buf) - len(mark)) {
		n, err := f.ReadAt(buf, off)
		if bytes.Contains(buf[:n], mark) {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// isBinary reports whether the beginning of a file is no text: it holds zero bytes without being UTF-16.
func isBinary(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return false
	}
	return bytes.IndexByte(head, 0) >= 0
}
