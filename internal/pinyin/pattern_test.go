package pinyin_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smileboard/internal/pinyin"
)

func TestSubsequence(t *testing.T) {
	for search, want := range map[string]string{"jlxq": "%j%l%x%q%", "a": "%a%", "12d": "%1%2%d%"} {
		if got, ok := pinyin.Subsequence(search); !ok || got != want {
			t.Errorf("%q: %q, want %q", search, got, want)
		}
	}
	for _, search := range []string{"", "金", "j%", "j_", `j\`, "金l"} {
		if got, ok := pinyin.Subsequence(search); ok {
			t.Errorf("%q: %q", search, got)
		}
	}
}

// likeMatches is what a database does with a pattern whose escape is a backslash.
func likeMatches(pattern, s string) bool {
	var re strings.Builder
	re.WriteString(`(?s)\A`)
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '%':
			re.WriteString(`.*`)
		case '_':
			re.WriteString(`.`)
		case '\\':
			i++
			re.WriteString(regexp.QuoteMeta(pattern[i : i+1]))
		default:
			re.WriteString(regexp.QuoteMeta(pattern[i : i+1]))
		}
	}
	re.WriteString(`\z`)
	return regexp.MustCompile(re.String()).MatchString(s)
}

// A search finds exactly the names that hold it, whatever signs are in it.
func TestContainingMeansContains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		signs := rapid.StringOf(rapid.SampledFrom([]rune(`ab%_\`)))
		search, name := signs.Draw(t, "search"), signs.Draw(t, "name")
		if got := likeMatches(pinyin.Containing(search), name); got != strings.Contains(name, search) {
			t.Fatalf("%q in %q: %v", search, name, got)
		}
	})
}
