package publish

import (
	"crypto/sha256"
	"encoding/base64"
	"unicode/utf8"

	"smileboard/internal/fault"
)

// A cursor names the last thing of a page by its natural key, not by its place: the next page starts after that thing
// wherever it stands. The kind keeps cursors of one list out of another, and the checksum keeps out what was mistyped
// or made up.
type cursorKind byte

const (
	boardCursor    cursorKind = 'b'
	rankingCursor  cursorKind = 'r'
	compoundCursor cursorKind = 'c'
	tenderCursor   cursorKind = 't'
)

const (
	cursorSum = 4
	// maxCursor is longer than any cursor that we hand out.
	maxCursor = 200
)

func (k cursorKind) encode(key string) string {
	raw := append([]byte{byte(k)}, key...)
	sum := sha256.Sum256(raw)
	return base64.RawURLEncoding.EncodeToString(append(raw, sum[:cursorSum]...))
}

// decode returns the key in a cursor; an empty one where there is no cursor.
func (k cursorKind) decode(after *string) (string, error) {
	if after == nil {
		return "", nil
	}
	if len(*after) > maxCursor {
		return "", errCursor()
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(*after)
	if err != nil || len(raw) < 2+cursorSum || raw[0] != byte(k) {
		return "", errCursor()
	}
	body := raw[:len(raw)-cursorSum]
	if sum := sha256.Sum256(body); string(sum[:cursorSum]) != string(raw[len(body):]) || !utf8.Valid(body) {
		return "", errCursor()
	}
	return string(body[1:]), nil
}

func errCursor() error {
	return fault.Invalid("after", "page.after", fault.Say(
		"after 不是本列表给出的游标。请从第一页重新读起。",
		"after is no cursor of this list. Start again from the first page."))
}
