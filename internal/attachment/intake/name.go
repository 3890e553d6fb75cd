package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"smileboard/internal/fault"
)

// MaxName bounds a file's name in characters.
const MaxName = 120

// Name makes a name from outside fit to be shown and to be saved under: its last part without the folders before it,
// without control and direction marks, with the ending of what the file is. A name is only ever shown; nothing is stored
// under it.
//
// Returns fault.Invalid where nothing remains, or more than MaxName characters.
func Name(given string, t Type) (string, error) {
	if !utf8.ValidString(given) {
		return "", errName
	}
	name := strings.ReplaceAll(given, `\`, "/")
	name = name[strings.LastIndexByte(name, '/')+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		// Control characters, and marks that turn text around: "gnp.exe" must not read as "exe.png".
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r): // no system takes these in a name
			return '_'
		}
		return r
	}, name)
	stem := strings.Trim(name, " .")
	if dot := strings.LastIndexByte(stem, '.'); dot >= 0 && isEnding(stem[dot+1:]) {
		stem = strings.TrimRight(stem[:dot], " .")
	}
	if stem == "" {
		return "", errName
	}
	if utf8.RuneCountInString(stem) > MaxName {
		return "", errLongName
	}
	return stem + endings[t], nil
}

var endings = map[Type]string{JPEG: ".jpg", PNG: ".png", PDF: ".pdf"}

// isEnding reports whether the last part of a name says a type, which what the file really is replaces.
func isEnding(s string) bool {
	if len(s) > 5 {
		return false
	}
	letter := false
	for _, r := range s {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
		letter = letter || unicode.IsLetter(r)
	}
	return letter
}

var (
	errName = fault.Invalid("name", "attachment.name", fault.Say(
		"文件名里没有能用的字。请给文件起个名字再上传。",
		"The file's name has no usable characters. Give the file a name and upload it again."))
	errLongName = fault.Invalid("name", "attachment.long_name", fault.Say(
		"文件名太长了，最多 %d 个字。请改短后再上传。",
		"The file's name is too long: %d characters at most. Shorten it and upload it again.", MaxName))
)
