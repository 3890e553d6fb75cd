package workbook

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// csvRows reads the records of a CSV file as rows. A record counts as one row, as Excel shows it, however many lines a
// quoted cell spans.
type csvRows struct {
	name   string
	rc     io.ReadCloser
	r      *bufio.Reader
	comma  byte
	limits Limits
	row    int
	cells  []cell
	buf    []byte
	spans  []span
}

// openCSV reads a file twice: first to tell its encoding, then for its rows.
func openCSV(name string, limits Limits, open opener) (rowReader, error) {
	enc, err := csvEncoding(open)
	if err != nil {
		return nil, err
	}
	rc, err := open()
	if err != nil {
		return nil, err
	}
	var r io.Reader = rc
	if enc != nil {
		r = transform.NewReader(rc, enc.NewDecoder())
	}
	c := &csvRows{name: name, rc: rc, r: bufio.NewReaderSize(r, 64<<10), limits: limits}
	if head, _ := c.r.Peek(3); string(head) == "\xEF\xBB\xBF" {
		_, _ = c.r.Discard(3)
	}
	c.comma = c.separator()
	return c, nil
}

// csvEncoding returns nil for UTF-8. What is neither marked nor valid UTF-8 is taken for GB18030, as Excel writes it in
// Chinese.
func csvEncoding(open opener) (encoding.Encoding, error) {
	rc, err := open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rc.Close() }()
	r := bufio.NewReaderSize(rc, 64<<10)
	head, _ := r.Peek(2)
	switch string(head) {
	case "\xFF\xFE":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case "\xFE\xFF":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	}
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := r.Read(buf[kept:])
		b := buf[:kept+n]
		end := len(b)
		if err == nil {
			// A character may be cut at the end of what was read.
			for k := 1; k < utf8.UTFMax && k <= len(b); k++ {
				if utf8.RuneStart(b[len(b)-k]) {
					if !utf8.FullRune(b[len(b)-k:]) {
						end -= k
					}
					break
				}
			}
		}
		if !utf8.Valid(b[:end]) {
			return simplifiedchinese.GB18030, nil
		}
		kept = copy(buf, b[end:])
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// separator finds what separates cells: the one that stands most often in the first lines, outside quotes. A line
// "sep=;" as Excel reads it says it outright.
func (c *csvRows) separator() byte {
	head, _ := c.r.Peek(16 << 10)
	if len(head) >= 5 && bytes.EqualFold(head[:4], []byte("sep=")) {
		comma := head[4]
		_, _ = c.r.Discard(5)
		c.row++
		for {
			b, err := c.r.ReadByte()
			if err != nil || b == '\n' {
				return comma
			}
		}
	}
	best, most := byte(','), 0
	for _, candidate := range []byte{',', '\t', ';'} {
		n, lines, quoted := 0, 0, false
		for _, b := range head {
			switch {
			case b == '"':
				quoted = !quoted
			case b == '\n' && !quoted:
				lines++
			case b == candidate && !quoted:
				n++
			}
			if lines == 6 {
				break
			}
		}
		if n > most {
			best, most = candidate, n
		}
	}
	return best
}

func (c *csvRows) close() error { return c.rc.Close() }

func (c *csvRows) next() (int, []cell, error) {
	c.cells, c.buf, c.spans = c.cells[:0], c.buf[:0], c.spans[:0]
	if _, err := c.r.Peek(1); err != nil {
		return 0, nil, c.end(err)
	}
	c.row++
	for {
		last, err := c.cell()
		if err != nil {
			return 0, nil, err
		}
		if last {
			break
		}
	}
	for i := range c.cells {
		c.cells[i].text = c.buf[c.spans[i].from:c.spans[i].to:c.spans[i].to]
		if c.cells[i].kind == cellText && len(c.cells[i].text) == 0 {
			c.cells[i].kind = cellEmpty
		}
	}
	return c.row, c.cells, nil
}

// cell reads one cell and says whether it is its row's last.
func (c *csvRows) cell() (last bool, err error) {
	from := len(c.buf)
	kind := cellText
	quoted := false
	put := func(b byte) {
		if len(c.buf)-from < c.limits.CellBytes {
			c.buf = append(c.buf, b)
		} else {
			kind = cellLong
		}
	}
	defer func() {
		if len(c.cells) < min(MaxColumns, c.limits.Columns) {
			c.cells = append(c.cells, cell{kind: kind})
			c.spans = append(c.spans, span{from, len(c.buf)})
		} else {
			c.buf = c.buf[:from]
		}
	}()
	for first := true; ; first = false {
		b, err := c.r.ReadByte()
		if err != nil {
			if errors.Is(err, io.EOF) && quoted {
				return true, c.unclosed()
			}
			if err = c.end(err); errors.Is(err, io.EOF) {
				err = nil
			}
			return true, err
		}
		switch {
		case quoted:
			if b != '"' {
				put(b)
				if kind == cellLong {
					return true, c.unclosed()
				}
				continue
			}
			if next, _ := c.r.Peek(1); len(next) == 1 && next[0] == '"' {
				_, _ = c.r.Discard(1)
				put('"')
				continue
			}
			quoted = false
		case b == '"' && (first || len(bytes.TrimSpace(c.buf[from:])) == 0):
			c.buf = c.buf[:from]
			quoted = true
		case b == c.comma:
			return false, nil
		case b == '\n':
			return true, nil
		case b == '\r':
			if next, _ := c.r.Peek(1); len(next) == 1 && next[0] == '\n' {
				_, _ = c.r.Discard(1)
			}
			return true, nil
		default:
			put(b)
		}
	}
}

// unclosed says that a quote has no end, or that what it holds is too long for a cell, which comes to the same.
func (c *csvRows) unclosed() error {
	return fileFault("csv_quote", "CSV 文件“%s”第 %d 行有一个引号没有配对,或单元格过长,后面的内容无法分列。请用 Excel 打开,检查这一行,另存为 .xlsx 再导入。",
		"In row %[2]d of the CSV file “%[1]s” a quote is not closed, or a cell is too long, so that what follows can't be split. Open it in Excel, check the row, save it as .xlsx and import that.",
		c.name, c.row)
}

// end gives io.EOF as it is, and what can't be decoded as words.
func (c *csvRows) end(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return fmt.Errorf("row %d of %s: %w", c.row, c.name, err)
}
