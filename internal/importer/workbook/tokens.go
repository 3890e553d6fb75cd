package workbook

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// tokens cuts XML into pieces that make the whole again, byte for byte, so that a part can be written anew with only some
// of its tags changed. A tag is one piece; text may come in several.
type tokens struct {
	r     *bufio.Reader
	depth int
}

// token is one piece; it is valid until the next.
type token struct {
	raw []byte
	// prefix with its colon, and local, are the tag's name; text has none.
	prefix, local []byte
	kind          tokenKind
	// depth is how many elements are open around the tag.
	depth int
}

type tokenKind uint8

const (
	tokenText tokenKind = iota
	tokenOpen
	tokenClose
	tokenEmpty
)

// maxTokenBytes bounds one tag, comment or CDATA section.
const maxTokenBytes = 256 << 10

func newTokens(r io.Reader) *tokens { return &tokens{r: bufio.NewReaderSize(r, maxTokenBytes)} }

// next gives the next piece; io.EOF at the end, io.ErrUnexpectedEOF where something is still open.
func (t *tokens) next() (token, error) {
	head, err := t.r.Peek(1)
	if err != nil {
		if errors.Is(err, io.EOF) && t.depth > 0 {
			return token{}, io.ErrUnexpectedEOF
		}
		return token{}, err
	}
	if head[0] != '<' {
		b, _ := t.r.Peek(t.r.Buffered())
		if i := bytes.IndexByte(b, '<'); i >= 0 {
			b = b[:i]
		}
		_, _ = t.r.Discard(len(b))
		return token{raw: b, depth: t.depth}, nil
	}
	head, _ = t.r.Peek(9)
	end := tagEnd
	switch {
	case bytes.HasPrefix(head, []byte("<!--")):
		end = markEnd("-->")
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		end = markEnd("]]>")
	case bytes.HasPrefix(head, []byte("<?")):
		end = markEnd("?>")
	case bytes.HasPrefix(head, []byte("<!")):
		return token{}, errXML
	}
	raw, err := t.upTo(end)
	if err != nil {
		return token{}, err
	}
	if raw[1] == '!' || raw[1] == '?' {
		return token{raw: raw, depth: t.depth}, nil
	}
	return t.tag(raw)
}

// upTo takes the piece that ends where end says, -1 for not yet.
func (t *tokens) upTo(end func([]byte) int) ([]byte, error) {
	for n := max(t.r.Buffered(), 512); ; n = min(2*n, maxTokenBytes) {
		b, err := t.r.Peek(n)
		if i := end(b); i > 0 {
			_, _ = t.r.Discard(i)
			return b[:i], nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		case err != nil:
			return nil, err
		case n >= maxTokenBytes:
			return nil, errXML
		}
	}
}

func tagEnd(b []byte) int {
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return -1
}

func markEnd(mark string) func([]byte) int {
	return func(b []byte) int {
		if i := bytes.Index(b, []byte(mark)); i >= 0 {
			return i + len(mark)
		}
		return -1
	}
}

func (t *tokens) tag(raw []byte) (token, error) {
	k := token{raw: raw, kind: tokenOpen}
	name := raw[1 : len(raw)-1]
	switch {
	case len(name) > 0 && name[0] == '/':
		k.kind, name = tokenClose, name[1:]
		if t.depth--; t.depth < 0 {
			return token{}, errXML
		}
		k.depth = t.depth
	case len(name) > 0 && name[len(name)-1] == '/':
		k.kind, name = tokenEmpty, name[:len(name)-1]
		k.depth = t.depth
	default:
		k.depth = t.depth
		t.depth++
	}
	for i, c := range name {
		if c <= ' ' {
			name = name[:i]
			break
		}
	}
	if colon := bytes.LastIndexByte(name, ':'); colon >= 0 {
		k.prefix, name = name[:colon+1], name[colon+1:]
	}
	if len(name) == 0 {
		return token{}, errXML
	}
	k.local = name
	return k, nil
}

// is reports whether the piece is a tag of that local name that begins an element.
func (k token) is(name string) bool {
	return (k.kind == tokenOpen || k.kind == tokenEmpty) && string(k.local) == name
}

// ends reports whether the piece is a tag of that local name that ends an element.
func (k token) ends(name string) bool { return k.kind == tokenClose && string(k.local) == name }

// attr gives an attribute's raw value by its name; one with a prefix is found by its local name too.
func (k token) attr(name string) ([]byte, bool) {
	from, to := attrAt(k.raw, name)
	if from < 0 {
		return nil, false
	}
	return k.raw[from:to], true
}

// attrAt finds where an attribute's value stands in a tag; -1 where it has none.
func attrAt(tag []byte, name string) (from, to int) {
	i := 1
	for i < len(tag) && tag[i] > ' ' {
		i++
	}
	for {
		eq := bytes.IndexByte(tag[i:], '=')
		if eq < 0 {
			return -1, -1
		}
		key := bytes.TrimSpace(tag[i : i+eq])
		i += eq + 1
		for i < len(tag) && tag[i] <= ' ' {
			i++
		}
		if i >= len(tag) || tag[i] != '"' && tag[i] != '\'' {
			return -1, -1
		}
		end := bytes.IndexByte(tag[i+1:], tag[i])
		if end < 0 {
			return -1, -1
		}
		if local, ok := bytes.CutSuffix(key, []byte(name)); ok && (len(local) == 0 || local[len(local)-1] == ':' && string(local) != "xmlns:") {
			return i + 1, i + 1 + end
		}
		i += end + 2
	}
}

// withAttr returns a tag with an attribute set.
func withAttr(tag []byte, name, value string) []byte {
	from, to := attrAt(tag, name)
	if from >= 0 {
		return append(append(append(make([]byte, 0, len(tag)+len(value)), tag[:from]...), value...), tag[to:]...)
	}
	i := 1
	for i < len(tag) && tag[i] > ' ' && tag[i] != '/' && tag[i] != '>' {
		i++
	}
	out := append(make([]byte, 0, len(tag)+len(name)+len(value)+4), tag[:i]...)
	out = append(append(append(append(append(out, ' '), name...), `="`...), value...), '"')
	return append(out, tag[i:]...)
}

// opened turns an empty tag into one that begins its element.
func opened(tag []byte) []byte {
	return append(bytes.TrimRight(bytes.TrimSuffix(bytes.TrimSuffix(bytes.Clone(tag), []byte(">")), []byte("/")), " "), '>')
}

// rewrite writes a part anew: edit is asked for every piece and gives what to write in its place.
func rewrite(in io.Reader, out io.Writer, edit func(token) ([]byte, error)) error {
	w := bufio.NewWriterSize(out, 64<<10)
	t := newTokens(in)
	for {
		k, err := t.next()
		if errors.Is(err, io.EOF) {
			return w.Flush()
		}
		if err != nil {
			return err
		}
		b, err := edit(k)
		if err != nil {
			return err
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
}
