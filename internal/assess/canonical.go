package assess

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxSafeInteger is the largest integer that every JSON reader keeps exactly (RFC 8785, 3.2.2.3; ECMAScript numbers).
const maxSafeInteger = 1<<53 - 1

// Canonical writes v as canonical JSON by RFC 8785: no spaces, keys in order of their UTF-16 code units, the shortest
// escapes. v is anything that encoding/json writes.
//
// Numbers MUST be integers from −(2^53 − 1) to 2^53 − 1: everything that we sign or hash counts in whole units, so that no two
// writers can differ over a float. Returns an error otherwise.
func Canonical(v any) ([]byte, error) {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("assess: canonical JSON: %w", err)
	}
	c := canonical{in: raw.Bytes(), out: make([]byte, 0, raw.Len())}
	if err := c.value(); err != nil {
		return nil, fmt.Errorf("assess: canonical JSON: %w", err)
	}
	return c.out, nil
}

// canonical rewrites JSON that encoding/json wrote: valid, and without spaces.
type canonical struct {
	in, out []byte
	// scratch holds an object's members while they are put in order
	scratch []byte
}

// value rewrites the value that in begins with.
func (c *canonical) value() error {
	switch c.in[0] {
	case '{':
		return c.object()
	case '[':
		return c.array()
	case '"':
		s, err := c.string()
		c.out = appendString(c.out, s)
		return err
	case 't', 'n':
		c.copy(4)
		return nil
	case 'f':
		c.copy(5)
		return nil
	default:
		return c.number()
	}
}

func (c *canonical) copy(n int) {
	c.out = append(c.out, c.in[:n]...)
	c.in = c.in[n:]
}

func (c *canonical) array() error {
	c.copy(1)
	for c.in[0] != ']' {
		if c.in[0] == ',' {
			c.copy(1)
		}
		if err := c.value(); err != nil {
			return err
		}
	}
	c.copy(1)
	return nil
}

// member is where a member of an object stands in out, comma not included.
type member struct {
	key        string
	start, end int
}

// object writes the members one after the other, and puts them in order where they are not.
func (c *canonical) object() error {
	c.copy(1)
	var members []member
	begin := len(c.out)
	for c.in[0] != '}' {
		if c.in[0] == ',' {
			c.copy(1)
		}
		m := member{start: len(c.out)}
		key, err := c.string()
		if err != nil {
			return err
		}
		c.out = appendString(c.out, key)
		c.copy(1) // the colon
		if err := c.value(); err != nil {
			return err
		}
		m.key, m.end = key, len(c.out)
		members = append(members, m)
	}
	order := func(a, b member) int { return compareUTF16(a.key, b.key) }
	if !slices.IsSortedFunc(members, order) {
		slices.SortStableFunc(members, order)
		c.scratch = append(c.scratch[:0], c.out[begin:]...)
		c.out = c.out[:begin]
		for i, m := range members {
			if i > 0 {
				c.out = append(c.out, ',')
			}
			c.out = append(c.out, c.scratch[m.start-begin:m.end-begin]...)
		}
	}
	for i := 1; i < len(members); i++ {
		if members[i].key == members[i-1].key {
			return fmt.Errorf("the key %q is given twice", members[i].key)
		}
	}
	c.copy(1)
	return nil
}

func (c *canonical) number() error {
	end := 0
	for end < len(c.in) && bytes.IndexByte([]byte("+-.0123456789eE"), c.in[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseInt(string(c.in[:end]), 10, 64)
	if err != nil || n > maxSafeInteger || n < -maxSafeInteger {
		return fmt.Errorf("%s is no integer within ±(2^53 − 1)", c.in[:end])
	}
	c.out = strconv.AppendInt(c.out, n, 10)
	c.in = c.in[end:]
	return nil
}

// string reads the string that in begins with.
func (c *canonical) string() (string, error) {
	end, plain := 1, true
	for c.in[end] != '"' {
		if c.in[end] == '\\' {
			end++
			plain = false
		}
		end++
	}
	raw := c.in[:end+1]
	c.in = c.in[end+1:]
	if inner := raw[1:end]; plain && utf8.Valid(inner) {
		return string(inner), nil
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err
}

// compareUTF16 orders strings by UTF-16 code units, which differs from the order of bytes beyond U+FFFF (RFC 8785, 3.2.3).
func compareUTF16(a, b string) int {
	for a != "" && b != "" {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if ra != rb {
			return slices.Compare(utf16.AppendRune(nil, ra), utf16.AppendRune(nil, rb))
		}
		a, b = a[na:], b[nb:]
	}
	return len(a) - len(b)
}

// appendString writes a string with only the escapes that RFC 8785, 3.2.2.2 asks for.
func appendString(out []byte, s string) []byte {
	const hexDigits = "0123456789abcdef"
	out = append(out, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c == '\b':
			out = append(out, '\\', 'b')
		case c == '\f':
			out = append(out, '\\', 'f')
		case c == '\n':
			out = append(out, '\\', 'n')
		case c == '\r':
			out = append(out, '\\', 'r')
		case c == '\t':
			out = append(out, '\\', 't')
		case c < 0x20:
			out = append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			out = append(out, c)
		}
	}
	return append(out, '"')
}

// Digest returns the SHA-256 of the normalized evidence's canonical JSON, in lower-case hexadecimal. It names the evidence, and
// it seeds the draws, so that nobody can choose their luck.
func Digest(e Evidence) (string, error) {
	sum, err := digest(Normalize(e))
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(sum[:]), nil
}

func digest(normalized Evidence) ([sha256.Size]byte, error) {
	b, err := Canonical(normalized)
	if err != nil {
		return [sha256.Size]byte{}, err
	}
	return sha256.Sum256(b), nil
}
