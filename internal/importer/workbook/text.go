package workbook

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// foldWidth turns full-width letters, digits and signs into their ordinary forms.
func foldWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, s)
}

// plain brings text into the form in which it is kept: full-width letters and digits folded (signs stay, since they are
// part of a name), runs of blanks made one, no invisible characters, no apostrophe in front, which Excel's users type
// to make a cell text.
func plain(b []byte) string {
	var s strings.Builder
	s.Grow(len(b))
	blank := false
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		switch {
		case r == utf8.RuneError && n == 1, invisible(r):
			continue
		case unicode.IsSpace(r) || unicode.IsControl(r):
			blank = s.Len() > 0
			continue
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
			r = r - '！' + '!'
		}
		if blank {
			s.WriteByte(' ')
			blank = false
		}
		s.WriteRune(r)
	}
	return dropApostrophe(s.String())
}

// compact is for codes, numbers, dates and words that are compared: everything folded, no blanks at all.
func compact(b []byte) string {
	ordinary := true
	for _, c := range b {
		if c <= ' ' || c >= 0x7F {
			ordinary = false
			break
		}
	}
	if ordinary {
		return dropApostrophe(string(b))
	}
	s := strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, invisible(r), unicode.IsSpace(r), unicode.IsControl(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, string(b))
	return dropApostrophe(s)
}

func invisible(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r == 0x2060 || r == 0xFEFF
}

func dropApostrophe(s string) string {
	for _, mark := range []string{"'", "’", "‘", "＇", "`"} {
		if rest, ok := strings.CutPrefix(s, mark); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

// saysNothing reports whether a text is what people write for an empty cell.
func saysNothing(b []byte) bool {
	if len(b) > 16 {
		return len(bytes.TrimSpace(b)) == 0
	}
	if hasDigit(b) {
		return false
	}
	return emptyWords[strings.ToLower(compact(b))]
}

func hasDigit(b []byte) bool { return bytes.IndexFunc(b, unicode.IsDigit) >= 0 }

// hasHan reports whether a text holds a Chinese character: it is a name then and no code.
func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// maxShown is how much of a value a report shows.
const maxShown = 60

// shorten cuts a value for a report, and keeps what would break its line out of it.
func shorten(s string) string {
	s = strings.ToValidUTF8(s, "�")
	n := 0
	for i := range s {
		if n++; n > maxShown {
			s = s[:i] + "…"
			break
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// wordIndex maps every way to write a column's values to the value.
func wordIndex(words []Word) map[string]string {
	m := map[string]string{}
	for _, w := range words {
		m[wordKey(w.Value)] = w.Value
		for _, word := range w.Words {
			m[wordKey(word)] = w.Value
		}
	}
	return m
}

func wordKey(s string) string { return strings.ToLower(compact([]byte(s))) }

// allowed lists the words of a column that are to be written, for a report.
func allowed(words []Word) (zh, en string) {
	z, e := make([]string, len(words)), make([]string, len(words))
	for i, w := range words {
		z[i], e[i] = w.Words[0], w.Words[0]+" ("+w.Value+")"
	}
	return strings.Join(z, "、"), strings.Join(e, ", ")
}
