package workbook

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
)

// The colours of marks. They are unusual enough to be known again when a marked workbook comes back.
const (
	errorColour   = "FFFFD1D6"
	warningColour = "FFFFE8B5"
)

// markStyles are a workbook's styles with those of the marks added: each is the cell's own with another fill.
type markStyles struct {
	raw    []byte
	prefix string
	xfs    [][]byte
	fonts  int
	fills  int
	// ours are the styles that carry a mark's colour from an earlier time; marked says that there are some.
	ours   map[int]bool
	marked bool

	added    [][]byte
	addedFor map[styleKey]int
}

type styleKey struct {
	base     int
	severity Severity
}

const minimalStyles = xmlDeclaration + `<styleSheet xmlns="` + spreadsheetMain + `"><fonts count="1"><font/></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>`

// readStyles lists a workbook's styles; one without any gets the least that there can be.
func readStyles(raw []byte) (*markStyles, error) {
	if len(raw) == 0 {
		raw = []byte(minimalStyles)
	}
	s := &markStyles{raw: raw, ours: map[int]bool{}, addedFor: map[styleKey]int{}}
	var tinted []bool
	var within string
	err := rewrite(bytes.NewReader(raw), io.Discard, func(k token) ([]byte, error) {
		switch {
		case k.depth == 0 && k.is("styleSheet"):
			s.prefix = string(k.prefix)
		case k.depth == 1:
			within = ""
			if k.kind == tokenOpen {
				within = string(k.local)
			}
		case within == "fonts" && k.depth == 2 && k.is("font"):
			s.fonts++
		case within == "fills" && k.depth == 2 && k.is("fill"):
			tinted = append(tinted, false)
		case within == "fills" && k.is("fgColor") && len(tinted) > 0:
			rgb, _ := k.attr("rgb")
			tinted[len(tinted)-1] = string(rgb) == errorColour || string(rgb) == warningColour
		case within == "cellXfs" && k.depth == 2 && k.is("xf"):
			s.xfs = append(s.xfs, bytes.Clone(k.raw))
		case within == "cellXfs" && k.depth >= 2 && len(s.xfs) > 0:
			s.xfs[len(s.xfs)-1] = append(s.xfs[len(s.xfs)-1], k.raw...)
		}
		return nil, nil
	})
	if err != nil {
		return nil, err
	}
	if len(s.xfs) == 0 || len(tinted) == 0 || s.fonts == 0 {
		return nil, errNoStyles
	}
	s.fills = len(tinted)
	for i, xf := range s.xfs {
		// What stands between elements is no part of the last one.
		if end := bytes.LastIndexByte(xf, '>'); end >= 0 {
			s.xfs[i] = xf[:end+1]
		}
		first := token{raw: xf[:tagEnd(xf)]}
		if v, ok := first.attr("fillId"); ok {
			if n, ok := digits(v); ok && n < len(tinted) && tinted[n] {
				s.ours[i], s.marked = true, true
			}
		}
	}
	return s, nil
}

// of gives the style of a cell of that style once it is marked; without severity, once its mark is gone.
func (s *markStyles) of(base int, severity Severity) int {
	if base >= len(s.xfs)+len(s.added) {
		base = 0
	}
	key := styleKey{base, severity}
	if id, ok := s.addedFor[key]; ok {
		return id
	}
	fill := 0
	switch severity {
	case SeverityError:
		fill = s.fills
	case SeverityWarning:
		fill = s.fills + 1
	}
	xf := s.at(base)
	first := tagEnd(xf)
	tag := withAttr(withAttr(xf[:first], "fillId", strconv.Itoa(fill)), "applyFill", "1")
	id := s.add(append(tag, xf[first:]...))
	s.addedFor[key] = id
	return id
}

func (s *markStyles) at(id int) []byte {
	if id < len(s.xfs) {
		return s.xfs[id]
	}
	return s.added[id-len(s.xfs)]
}

func (s *markStyles) add(xf []byte) int {
	s.added = append(s.added, xf)
	return len(s.xfs) + len(s.added) - 1
}

// The styles of the report's own sheet.
func (s *markStyles) head() int { return s.add(s.xf(s.fonts, false)) }
func (s *markStyles) link() int { return s.add(s.xf(s.fonts+1, true)) }
func (s *markStyles) text() int { return s.add(s.xf(0, true)) }

func (s *markStyles) xf(font int, wrapped bool) []byte {
	if !wrapped {
		return fmt.Appendf(nil, `<%sxf numFmtId="49" fontId="%d" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`, s.prefix, font)
	}
	return fmt.Appendf(nil, `<%[1]sxf numFmtId="49" fontId="%[2]d" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">`+
		`<%[1]salignment vertical="top" wrapText="1"/></%[1]sxf>`, s.prefix, font)
}

// write gives the styles with those that were asked for.
func (s *markStyles) write() ([]byte, error) {
	var out bytes.Buffer
	p := s.prefix
	fonts := fmt.Sprintf(`<%[1]sfont><%[1]sb/><%[1]ssz val="11"/></%[1]sfont><%[1]sfont><%[1]su/><%[1]ssz val="11"/><%[1]scolor rgb="FF0563C1"/></%[1]sfont>`, p)
	fills := ""
	for _, colour := range []string{errorColour, warningColour} {
		fills += fmt.Sprintf(`<%[1]sfill><%[1]spatternFill patternType="solid"><%[1]sfgColor rgb="%[2]s"/><%[1]sbgColor indexed="64"/></%[1]spatternFill></%[1]sfill>`, p, colour)
	}
	more := map[string]struct {
		count int
		xml   string
	}{
		"fonts": {s.fonts + 2, fonts}, "fills": {s.fills + 2, fills}, "cellXfs": {len(s.xfs) + len(s.added), string(bytes.Join(s.added, nil))},
	}
	err := rewrite(bytes.NewReader(s.raw), &out, func(k token) ([]byte, error) {
		m, ok := more[string(k.local)]
		switch {
		case !ok || k.depth != 1:
		case k.kind == tokenOpen:
			return withAttr(k.raw, "count", strconv.Itoa(m.count)), nil
		case k.kind == tokenClose:
			return append([]byte(m.xml), k.raw...), nil
		}
		return k.raw, nil
	})
	return out.Bytes(), err
}
