package account

import (
	_ "embed" // the list of leaked passwords
	"strings"
	"sync"
)

// Some passwords of twelve characters are common although they are not made of common pieces: titles, names, words of other
// languages on another keyboard. They are known by name.

//go:embed leaked.txt
var leakedText string

// leakedPasswords are the most common passwords of people whose passwords became known, in lower case.
var leakedPasswords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(leakedText) {
		if line = strings.TrimRight(line, "\n"); !strings.HasPrefix(line, "# ") {
			m[line] = true
		}
	}
	return m
})

// leaked reports whether a password is among the most common ones, in whatever case.
func leaked(password string) bool { return leakedPasswords()[strings.ToLower(password)] }
