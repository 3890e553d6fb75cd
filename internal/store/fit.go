package store

import "strings"

// Fit makes of a text that comes from outside, or may be long, one that a column of so many bytes takes: it ends at a whole
// character, and holds neither NUL nor bytes that are no UTF-8, which PostgreSQL refuses.
func Fit(s string, most int) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
	if len(s) <= most {
		return s
	}
	for most > 0 && s[most]&0xC0 == 0x80 {
		most--
	}
	return s[:most]
}
