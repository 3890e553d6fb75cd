package workbook

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// errXML says that a part of an .xlsx file is not the XML that it should be.
var errXML = errors.New("workbook: malformed XML")

// maxTagBytes bounds one tag with its attributes.
const maxTagBytes = 64 << 10

// scanner walks through XML tag by tag in bounded memory. It knows what spreadsheets need: local names, attributes,
// text with entities and CDATA. It refuses document types, so there are no entities of one's own to expand, and it
// reports an early end, which is why encoding/xml's tokens through a spreadsheet library would not do: those end a
// truncated sheet without a word.
type scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	err      error
	depth    int

	// name is the local name of the tag; attrs is what follows it. Both are valid until the next call.
	name, attrs []byte
	// closing says that the tag ends an element, empty that it both begins and ends one.
	closing, empty bool

	// collect asks for the text before the next tag, at most maxText bytes of it; long says that there was more.
	collect bool
	maxText int
	text    []byte
	long    bool
}

func newScanner(r io.Reader, maxText int) *scanner {
	return &scanner{r: r, buf: make([]byte, maxTagBytes), maxText: maxText}
}

// fill reads more behind what is kept from the position given on, which moves to the front.
func (s *scanner) fill(keep int) error {
	if s.err != nil {
		return s.err
	}
	if keep > 0 {
		copy(s.buf, s.buf[keep:s.end])
		s.pos -= keep
		s.end -= keep
	}
	if s.end == len(s.buf) {
		return errXML
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// next goes to the next tag. At the end it returns io.EOF, or io.ErrUnexpectedEOF where elements are still open.
func (s *scanner) next() error {
	s.text, s.long = s.text[:0], false
	for {
		if err := s.toTag(); err != nil {
			if errors.Is(err, io.EOF) && s.depth > 0 {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		special, err := s.tag()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		if !special {
			return nil
		}
	}
}

// toTag skips or collects text up to the next '<'.
func (s *scanner) toTag() error {
	for {
		if i := bytes.IndexByte(s.buf[s.pos:s.end], '<'); i >= 0 {
			if s.collect {
				s.addText(s.buf[s.pos : s.pos+i])
			}
			s.pos += i + 1
			return nil
		}
		// Keep a tail that may be the beginning of an entity.
		upTo := s.end
		if s.collect {
			if amp := bytes.LastIndexByte(s.buf[max(s.pos, s.end-12):s.end], '&'); amp >= 0 {
				upTo = max(s.pos, s.end-12) + amp
			}
			s.addText(s.buf[s.pos:upTo])
		}
		s.pos = upTo
		if err := s.fill(s.pos); err != nil {
			return err
		}
	}
}

// tag reads what follows '<'. Comments, CDATA and instructions are dealt with here and reported as special.
func (s *scanner) tag() (special bool, err error) {
	for s.end-s.pos < 9 && s.err == nil {
		if err := s.fill(s.pos); err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
	}
	head := s.buf[s.pos:s.end]
	if len(head) > 0 && head[0] != '!' && head[0] != '?' {
		return false, s.element()
	}
	switch {
	case bytes.HasPrefix(head, []byte("!--")):
		s.pos += 3
		return true, s.skipPast("-->", false)
	case bytes.HasPrefix(head, []byte("![CDATA[")):
		s.pos += 8
		return true, s.skipPast("]]>", s.collect)
	case bytes.HasPrefix(head, []byte("?")):
		s.pos++
		return true, s.skipPast("?>", false)
	case bytes.HasPrefix(head, []byte("!")):
		return false, errXML
	}
	return false, s.element()
}

// element reads a tag up to its '>', which may stand in a quoted attribute too.
func (s *scanner) element() error {
	i, quote := s.pos, byte(0)
	for {
		for ; i < s.end; i++ {
			c := s.buf[i]
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '>':
				return s.split(s.buf[s.pos:i], i+1)
			}
		}
		i -= s.pos
		if err := s.fill(s.pos); err != nil {
			return err
		}
		i += s.pos
	}
}

// split takes a tag's inside apart.
func (s *scanner) split(tag []byte, after int) error {
	s.pos = after
	s.closing, s.empty = false, false
	if len(tag) > 0 && tag[0] == '/' {
		s.closing, tag = true, tag[1:]
	} else if len(tag) > 0 && tag[len(tag)-1] == '/' {
		s.empty, tag = true, tag[:len(tag)-1]
	}
	n := 0
	colon := -1
	for n < len(tag) && tag[n] > ' ' {
		if tag[n] == ':' {
			colon = n
		}
		n++
	}
	s.name, s.attrs = tag[colon+1:n], tag[n:]
	if len(s.name) == 0 {
		return errXML
	}
	switch {
	case s.closing:
		if s.depth--; s.depth < 0 {
			return errXML
		}
	case !s.empty:
		s.depth++
	}
	return nil
}

// skipPast goes behind a mark, taking what stands before it as text where asked.
func (s *scanner) skipPast(mark string, take bool) error {
	for {
		if i := bytes.Index(s.buf[s.pos:s.end], []byte(mark)); i >= 0 {
			if take {
				s.addRaw(s.buf[s.pos : s.pos+i])
			}
			s.pos += i + len(mark)
			return nil
		}
		upTo := max(s.pos, s.end-len(mark)+1)
		if take {
			s.addRaw(s.buf[s.pos:upTo])
		}
		s.pos = upTo
		if err := s.fill(s.pos); err != nil {
			return err
		}
	}
}

// addText appends text with its entities resolved.
func (s *scanner) addText(b []byte) {
	for {
		amp := bytes.IndexByte(b, '&')
		if amp < 0 {
			s.addRaw(b)
			return
		}
		s.addRaw(b[:amp])
		b = b[amp:]
		semi := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if semi < 0 {
			s.addRaw(b[:1])
			b = b[1:]
			continue
		}
		s.addEntity(b[1:semi], b[:semi+1])
		b = b[semi+1:]
	}
}

func (s *scanner) addEntity(name, whole []byte) {
	switch string(name) {
	case "amp":
		s.addRaw([]byte{'&'})
	case "lt":
		s.addRaw([]byte{'<'})
	case "gt":
		s.addRaw([]byte{'>'})
	case "quot":
		s.addRaw([]byte{'"'})
	case "apos":
		s.addRaw([]byte{'\''})
	default:
		if r, ok := charRef(name); ok {
			s.addRaw(utf8.AppendRune(nil, r))
		} else {
			s.addRaw(whole)
		}
	}
}

// charRef reads #123 or #x7B.
func charRef(name []byte) (rune, bool) {
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n > utf8.MaxRune || n == 0 {
		return 0, false
	}
	return rune(n), true
}

func (s *scanner) addRaw(b []byte) {
	if len(s.text)+len(b) > s.maxText {
		s.long = true
		b = b[:max(0, s.maxText-len(s.text))]
	}
	s.text = append(s.text, b...)
}

// attr gives an attribute by its local name, raw; the ones that matter to us hold no entities but in sheets' names.
func (s *scanner) attr(name string) ([]byte, bool) {
	b := s.attrs
	for {
		b = trimBlanks(b)
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return nil, false
		}
		key := b[:eq]
		for len(key) > 0 && key[len(key)-1] <= ' ' {
			key = key[:len(key)-1]
		}
		if colon := bytes.LastIndexByte(key, ':'); colon >= 0 && string(key[:colon]) != "xmlns" {
			key = key[colon+1:]
		}
		b = trimBlanks(b[eq+1:])
		if len(b) < 2 || b[0] != '"' && b[0] != '\'' {
			return nil, false
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return nil, false
		}
		if string(key) == name {
			return b[1 : 1+end], true
		}
		b = b[end+2:]
	}
}

func trimBlanks(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	return b
}

// attrText is attr with entities resolved.
func (s *scanner) attrText(name string) string {
	raw, ok := s.attr(name)
	if !ok {
		return ""
	}
	t := scanner{maxText: 4096}
	t.addText(raw)
	return string(t.text)
}
