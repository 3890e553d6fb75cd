package sheet

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxText is how many UTF-16 units a cell of Excel holds; what is longer ends in an ellipsis.
const MaxText = 32767

// Neutral keeps a text from ever being taken for a formula. A text cell is none already; but saved as CSV and opened
// again, a text that begins with = + - @, a tab or a line's end would be one, and in Chinese Excel also one that begins
// with the full-width forms. An apostrophe in front keeps it text there, and the import drops it again.
func Neutral(s string) string {
	if startsFormula(s) {
		return "'" + s
	}
	return s
}

func startsFormula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return true
	}
	// Blanks and marks without width in front hide a formula from the eye and, in some programs, not from the parser.
	rest := strings.TrimLeft(s, " \u00a0\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060")
	return len(rest) < len(s) && rest != "" && startsFormula(rest)
}

// AppendText writes a text as XML that Excel reads back unchanged: what XML can't hold is written as _x0007_, and what
// looks like that already is kept apart from it.
func AppendText(b []byte, s string) []byte {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	units := 0
	for i, r := range s {
		units += utf16.RuneLen(r)
		if more := i+utf8.RuneLen(r) < len(s); units > MaxText || more && units == MaxText {
			return append(b, "…"...)
		}
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&quot;"...)
		case r == '_' && escapes(s[i:]):
			b = append(b, "_x005F_"...)
		case r == '\n' || r == '\t':
			b = append(b, byte(r))
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF:
			b = append(b, "_x"...)
			for shift := 12; shift >= 0; shift -= 4 {
				b = append(b, "0123456789ABCDEF"[r>>shift&0xF])
			}
			b = append(b, '_')
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// escapes reports whether a text begins as Excel writes what XML can't hold: _x000D_.
func escapes(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if (c < '0' || c > '9') && (c < 'A' || c > 'F') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// ColumnName writes a column as Excel does: 0 is A, 27 is AB.
func ColumnName(column int) string {
	var s string
	for column++; column > 0; column = (column - 1) / 26 {
		s = string(rune('A'+(column-1)%26)) + s
	}
	return s
}
