package account

import (
	_ "embed" // the list of common words
	"slices"
	"strings"
	"unicode"

	"smileboard/internal/pinyin"
)

// Lists of leaked passwords are long, and nearly all of them shorter than twelve characters. What people make of them to
// reach a length is a few common pieces in a row: a word twice, a word and a year, a run along the keyboard. So the list
// holds the pieces, and a password that is made of few pieces alone is refused: more than a billion passwords in 3 kB.

//go:embed common.txt
var commonText string

// commonWords are the pieces, by their first letter, the longest first.
var commonWords = func() map[byte][]string {
	m := map[byte][]string{}
	for _, w := range strings.Fields(commonText) {
		m[w[0]] = append(m[w[0]], w)
	}
	for _, words := range m {
		slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	}
	return m
}()

// rows are along what fingers, or counting, run; each is read both ways.
var keyRows = []string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "147258369", "13579", "24680",
}

// guesses is how many pieces a password may be made of and still be common.
const guesses = 4

// lookAlikes are the signs that stand for letters.
var lookAlikes = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

// common reports whether a password is made of few guessable pieces.
func common(password string, about []string) bool {
	folded := pinyin.Fold(password)
	var own []string
	for _, a := range about {
		if a = pinyin.Fold(a); len([]rune(a)) >= 2 {
			own = append(own, a)
			if sortKey, _, _, _ := pinyin.Keys(a); sortKey != a {
				own = append(own, strings.ReplaceAll(sortKey, " ", ""))
			}
		}
	}
	return pieces(letters(folded), own) <= guesses || pieces(letters(lookAlikes.Replace(folded)), own) <= guesses
}

// letters leaves out what is put between the pieces.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return -1
		}
		return r
	}, s)
}

// pieces is the least number of guessable pieces that a text is made of; a character that belongs to none counts as one and
// a half, so that a common word with one letter more is still common.
func pieces(s string, own []string) float64 {
	best := make([]float64, len(s)+1)
	for i := 1; i <= len(s); i++ {
		best[i] = float64(2 * len(s))
	}
	for i := range len(s) {
		if i > 0 && s[i]&0xC0 == 0x80 {
			continue
		}
		reach := func(n int, cost float64) {
			if i+n <= len(s) {
				best[i+n] = min(best[i+n], best[i]+cost)
			}
		}
		rest := s[i:]
		one := len(string([]rune(rest)[:1]))
		reach(one, 1.5)
		for _, w := range commonWords[rest[0]] {
			if strings.HasPrefix(rest, w) {
				reach(len(w), 1)
			}
		}
		for _, w := range own {
			if strings.HasPrefix(rest, w) {
				reach(len(w), 1)
			}
		}
		for n := 3; n <= run(rest); n++ {
			reach(n, 1)
		}
		if y := rest[:min(4, len(rest))]; y >= "1940" && y <= "2039" && strings.Trim(y, "0123456789") == "" {
			reach(4, 1)
		}
		// The same again and again costs once: abcabcabc.
		for unit := one; unit <= len(rest)/2; unit++ {
			n := unit
			for n+unit <= len(rest) && rest[n:n+unit] == rest[:unit] {
				n += unit
			}
			if n > unit {
				reach(n, 1+best[min(i, 0)]+float64(min(unit, 3)))
			}
		}
	}
	return best[len(s)]
}

// run is how many characters at the beginning follow each other in a row, or are the same.
func run(s string) int {
	longest := 1
	for longest < len(s) && s[longest] == s[0] {
		longest++
	}
	for _, row := range keyRows {
		for _, r := range []string{row, reversed(row)} {
			n := len(s)
			for n > longest && !strings.Contains(r, s[:n]) {
				n--
			}
			longest = max(longest, n)
		}
	}
	return longest
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
