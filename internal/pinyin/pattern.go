package pinyin

import "strings"

// Containing is the LIKE pattern, with a backslash as its escape, of any part of a name or of its full pinyin.
func Containing(folded string) string { return "%" + likeEscaper.Replace(folded) + "%" }

// Subsequence is the LIKE pattern of initials in order, with others between them allowed: jlxq finds 金岭农民安置小区, whose
// initials are jlnmazxq. ok is false for a search that can't be initials.
func Subsequence(folded string) (pattern string, ok bool) {
	if folded == "" {
		return "", false
	}
	for _, r := range folded {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return "", false
		}
	}
	return "%" + strings.Join(strings.Split(folded, ""), "%") + "%", true
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
