package workbook

import (
	"path"
	"strings"
	"unicode"
)

// tableOf finds the table of a sheet's name: 小区, 小区信息表, 小区-城阳街道, compounds.
func tableOf(name string) (Table, bool) {
	key := sheetKey(name)
	best, length := Table(""), 0
	for _, s := range Schemas {
		for _, known := range append([]string{s.Sheet, string(s.Table)}, sheetNames[s.Table]...) {
			if len(known) > length && namesSheet(key, known) {
				best, length = s.Table, len(known)
			}
		}
	}
	return best, length > 0
}

// sheetKey brings a name into the form in which names are compared. A number in front, by which people order their
// files, is dropped: 02_小区.
func sheetKey(name string) string {
	key := strings.ToLower(strings.TrimSpace(foldWidth(name)))
	rest := strings.TrimLeft(key, "0123456789")
	if trimmed := strings.TrimLeft(rest, "-_.、 "); rest != key && trimmed != rest && trimmed != "" {
		return trimmed
	}
	return key
}

// namesSheet reports whether a name is the known one, with a suffix such as 表, and a part of its own.
func namesSheet(key, known string) bool {
	rest, ok := strings.CutPrefix(key, known)
	if !ok {
		return false
	}
	for _, suffix := range sheetSuffixes {
		own, ok := strings.CutPrefix(rest, suffix)
		if !ok {
			continue
		}
		if own == "" {
			return true
		}
		first := []rune(own)[0]
		if strings.ContainsRune("-—–_·.~(【[", first) || unicode.IsSpace(first) || unicode.IsDigit(first) {
			return true
		}
	}
	return false
}

// tableOfFile is tableOf for a file's name.
func tableOfFile(base string) (Table, bool) { return tableOf(fileSheetName(base)) }

// fileSheetName drops a file's ending.
func fileSheetName(base string) string { return strings.TrimSuffix(base, path.Ext(base)) }
