// Package pinyin makes the keys by which people sort and find Chinese names: full pinyin and its initials.
//
// Many characters have more than one reading (重庆 is chong qing, not zhong qing), and people type the one that they
// say. So a name sorts by one reading and is found by any. The keys are stored beside the name and are compared as
// bytes, so that both databases agree. This package reads no database and imports nothing of ours.
package pinyin

import (
	"strings"
	"unicode"

	gopinyin "github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// What the store holds of each key, in bytes; longer keys are cut at a whole character.
const (
	maxSortKey    = 1600
	maxSearchText = 6400
	maxInitials   = 400
)

// maxReadings bounds the full readings of one name, so that a long name of ambiguous characters stays small. Readings
// that differ in the fewest characters from the usual one come first.
const maxReadings = 32

// Keys returns the keys of a name.
//
// sortKey is the usual reading, syllable by syllable. searchText is the folded name and each full reading, one a line.
// initials are the initials of the usual reading; initialsAlt has, for a character with several readings, the initial
// of each, so that a subsequence finds the name under any mixture of them. Digits and Latin letters stand for
// themselves in all four.
func Keys(name string) (sortKey, searchText, initials, initialsAlt string) {
	folded := Fold(name)
	syllables := read([]rune(folded))

	usual := make([]string, len(syllables))
	var first, all strings.Builder
	for i, s := range syllables {
		usual[i] = s[0]
		first.WriteString(initial(s[0]))
		all.WriteString(allInitials(s))
	}
	return cut(strings.Join(usual, " "), maxSortKey),
		cut(strings.Join(append([]string{folded}, fullReadings(syllables)...), "\n"), maxSearchText),
		cut(first.String(), maxInitials),
		cut(all.String(), maxInitials)
}

// Fold brings a name or a search to the form in which they are compared: full-width forms become plain ones, letters
// lower case, ü becomes v as on a keyboard, and spaces go away.
func Fold(s string) string {
	s = norm.NFKC.String(s)
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return -1
		case r == 'ü' || r == 'Ü':
			return 'v'
		}
		return unicode.ToLower(r)
	}, s)
}

// read returns, for each character, its readings with the usual one first; never empty.
func read(chars []rune) [][]string {
	out := make([][]string, len(chars))
	args := gopinyin.Args{Style: gopinyin.Normal}
	for i, r := range chars {
		if several, ok := readingsOf[r]; ok {
			out[i] = strings.Fields(several)
		} else if out[i] = gopinyin.SinglePinyin(r, args); len(out[i]) == 0 {
			out[i] = []string{string(r)}
		}
	}
	for _, w := range usualByPhrase {
		applyPhrase(chars, out, []rune(w.phrase), strings.Fields(w.say))
	}
	return out
}

// applyPhrase puts a phrase's readings first wherever the phrase stands in the name.
func applyPhrase(chars []rune, readings [][]string, phrase []rune, say []string) {
	for i := 0; i+len(phrase) <= len(chars); i++ {
		if string(chars[i:i+len(phrase)]) != string(phrase) {
			continue
		}
		for j, s := range say {
			readings[i+j] = preferred(readings[i+j], s)
		}
	}
}

// preferred returns the readings with one of them moved to the front.
func preferred(readings []string, first string) []string {
	out := []string{first}
	for _, r := range readings {
		if r != first {
			out = append(out, r)
		}
	}
	return out
}

// fullReadings joins the syllables in up to maxReadings ways: the usual one, then those that differ from it in one
// character, then in two, each from left to right.
func fullReadings(syllables [][]string) []string {
	pick := make([]int, len(syllables))
	seen := map[string]bool{}
	var out []string
	emit := func() bool {
		var b strings.Builder
		for i, s := range syllables {
			b.WriteString(s[pick[i]])
		}
		if s := b.String(); !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
		return len(out) < maxReadings
	}
	var vary func(from, changes int) bool
	vary = func(from, changes int) bool {
		if changes == 0 {
			return emit()
		}
		for i := from; i < len(syllables); i++ {
			for alt := 1; alt < len(syllables[i]); alt++ {
				pick[i] = alt
				more := vary(i+1, changes-1)
				pick[i] = 0
				if !more {
					return false
				}
			}
		}
		return true
	}
	for changes := 0; changes <= 2; changes++ {
		if !vary(0, changes) {
			break
		}
	}
	return out
}

// initial is a syllable's first letter; a character without a reading is its own.
func initial(syllable string) string {
	for _, r := range syllable {
		return string(r)
	}
	return ""
}

// allInitials are the different first letters of a character's readings, the usual one first.
func allInitials(readings []string) string {
	var b strings.Builder
	for _, s := range readings {
		if i := initial(s); !strings.Contains(b.String(), i) {
			b.WriteString(i)
		}
	}
	return b.String()
}

// cut shortens s to at most n bytes, at a whole character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
