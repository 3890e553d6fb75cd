package account

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"smileboard/internal/fault"
)

// The lengths of a password in characters. Twelve and no rule about kinds of characters: long passphrases in any script.
const (
	MinPassword = 12
	MaxPassword = 128
)

// parameters are those of OWASP's password storage cheat sheet: 19 MiB, two passes, one lane. A hash that was made with
// others is made again at the next sign-in.
var parameters = &argon2id.Params{Memory: 19 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// maxWaiting is how many wait for their password to be hashed; whoever comes after is told to try again.
const maxWaiting = 64

var errBusy = fault.RateLimited("account.busy", fault.Say(
	"现在登录的人太多了，请过几秒再试。", "Too many people are signing in at once. Try again in a few seconds."))

// hashing bounds the memory and the processors that hashing takes, however many ask at once.
type hashing struct {
	slots   chan struct{}
	waiting atomic.Int64
	// checked counts the passwords that were hashed to be checked.
	checked atomic.Int64
	// decoy is the hash of no account's password: for names that are not known, it takes the same time.
	decoy string
}

func newHashing() *hashing {
	h := &hashing{slots: make(chan struct{}, max(2, runtime.NumCPU()))}
	decoy, err := argon2id.CreateHash("no account has this password", parameters)
	if err != nil {
		panic(err) // no random numbers: nothing works
	}
	h.decoy = decoy
	return h
}

// enter waits for a slot.
func (h *hashing) enter(ctx context.Context) (leave func(), err error) {
	if h.waiting.Add(1) > maxWaiting {
		h.waiting.Add(-1)
		return nil, errBusy
	}
	defer h.waiting.Add(-1)
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// hash makes the hash of a password that was checked by CheckPassword.
func (h *hashing) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	hash, err := argon2id.CreateHash(norm.NFC.String(password), parameters)
	if err != nil {
		return "", fmt.Errorf("account: hash: %w", err)
	}
	return hash, nil
}

// check compares a password with a hash; with none, it takes as long and says no. stale says that the hash was made with
// other parameters than today's.
func (h *hashing) check(ctx context.Context, password, hash string) (right, stale bool, err error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	h.checked.Add(1)
	none := hash == "" || utf8.RuneCountInString(password) > MaxPassword
	if none {
		hash, password = h.decoy, ""
	}
	right, used, err := argon2id.CheckHash(norm.NFC.String(password), hash)
	if err != nil {
		return false, false, fmt.Errorf("account: compare: %w", err)
	}
	return right && !none, *used != *parameters, nil
}

// CheckPassword reports whether a password is good enough for an account.
//
// The password MUST:
//   - have 12 to 128 characters, of any script, counted after Unicode's composition (NFC);
//   - not consist of a few common words, runs of digits or letters, rows of the keyboard, years and repetitions alone, also
//     where letters are replaced by look-alikes (p@ssw0rd);
//   - not be one of the 4,000 most common passwords of this length, in whatever case;
//   - not be one of the given words about its person, or one with common pieces around it: the user name, the name, the office.
//
// It need not hold any kind of character. Returns fault.Invalid for the field "password".
func CheckPassword(password string, about ...string) error {
	composed := norm.NFC.String(password)
	n := utf8.RuneCountInString(composed)
	switch {
	case n < MinPassword:
		return fault.Invalid("password", "account.password_short", fault.Say(
			"密码至少要 %d 个字符。可以用一句只有自己知道的话。", "A password has at least %d characters. A sentence that only you know will do.", MinPassword))
	case n > MaxPassword:
		return fault.Invalid("password", "account.password_long", fault.Say(
			"密码最多 %d 个字符。", "A password has at most %d characters.", MaxPassword))
	case !utf8.ValidString(password) || strings.ContainsFunc(composed, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fault.Invalid("password", "account.password_form", fault.Say(
			"密码里有不能输入的控制字符。", "The password holds control characters."))
	}
	if common(composed, about) || leaked(composed) {
		return fault.Invalid("password", "account.password_common", fault.Say(
			"这个密码太常见，或与姓名、用户名太像，容易被猜中。请换一句只有自己知道的话。",
			"This password is too common, or too much like the name, and easily guessed. Choose a sentence that only you know."))
	}
	return nil
}
