package workbook

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"smileboard/internal/sheet"
)

// neutral keeps a text from being taken for a formula.
func neutral(s string) string { return sheet.Neutral(s) }

// notes are a sheet's comments once its marks are among them.
type notes struct {
	xml []byte
	// shown need a shape of their own; gone are cells whose comment was ours and is taken away.
	shown []cellMark
	gone  map[string]bool
}

// editComments adds the marks to a sheet's comments and takes those of an earlier time away. A cell that has someone's
// comment keeps it, with the mark's sentence below.
func editComments(old []byte, marks []cellMark, opts MarkOptions) (notes, error) {
	n := notes{gone: map[string]bool{}}
	if len(old) == 0 {
		old = []byte(xmlDeclaration + `<comments xmlns="` + spreadsheetMain + `"><authors></authors><commentList></commentList></comments>`)
	}
	byRef := map[string]cellMark{}
	for _, m := range marks {
		byRef[m.ref()] = m
	}
	authors, ours, err := noteAuthors(old)
	if err != nil {
		return n, err
	}
	e := &noteEdit{notes: &n, byRef: byRef, ours: ours, author: authors, say: opts.say(reportSheets), marks: marks}
	var out bytes.Buffer
	if err := rewrite(bytes.NewReader(old), &out, e.change); err != nil {
		return n, err
	}
	n.xml = out.Bytes()
	return n, nil
}

// noteAuthors counts the authors, and finds those that are the report.
func noteAuthors(old []byte) (count int, ours map[string]bool, err error) {
	ours = map[string]bool{}
	var text []byte
	err = rewrite(bytes.NewReader(old), io.Discard, func(k token) ([]byte, error) {
		switch {
		case k.is("author"):
			text = nil
			count++
		case k.ends("author"):
			if isReportSheet(unescapeXML(text)) {
				ours[strconv.Itoa(count-1)] = true
			}
		case k.kind == tokenText:
			text = append(text[:0:0], k.raw...)
		}
		return nil, nil
	})
	return count, ours, err
}

type noteEdit struct {
	*notes
	marks  []cellMark
	byRef  map[string]cellMark
	ours   map[string]bool
	author int
	say    string
	// skipping says that the comment at hand is taken away, ref that it is someone's own at that cell.
	skipping bool
	ref      string
}

func (e *noteEdit) change(k token) ([]byte, error) {
	switch {
	case k.is("comment"):
		ref, author := "", ""
		if v, ok := k.attr("ref"); ok {
			ref = string(bytes.ToUpper(v))
		}
		if v, ok := k.attr("authorId"); ok {
			author = string(v)
		}
		if e.ours[author] {
			e.gone[ref] = true
			e.skipping = k.kind == tokenOpen
			return nil, nil
		}
		if e.ref = ""; k.kind == tokenOpen {
			e.ref = ref
		}
	case e.skipping:
		e.skipping = !k.ends("comment")
		return nil, nil
	case k.ends("text") && e.ref != "":
		if m, ok := e.byRef[e.ref]; ok {
			delete(e.byRef, e.ref)
			return fmt.Appendf(nil, `<%[1]sr><%[1]st xml:space="preserve">%[2]s</%[1]st></%[1]sr>%[3]s`, k.prefix, textXML("\n"+m.text), k.raw), nil
		}
	case k.is("authors") && k.kind == tokenEmpty:
		return fmt.Appendf(opened(k.raw), `<%[1]sauthor>%[2]s</%[1]sauthor></%[1]sauthors>`, k.prefix, textXML(e.say)), nil
	case k.ends("authors"):
		return fmt.Appendf(nil, `<%[1]sauthor>%[2]s</%[1]sauthor>%[3]s`, k.prefix, textXML(e.say), k.raw), nil
	case k.is("commentList") && k.kind == tokenEmpty:
		return fmt.Appendf(e.list(opened(k.raw), string(k.prefix)), `</%scommentList>`, k.prefix), nil
	case k.ends("commentList"):
		return append(e.list(nil, string(k.prefix)), k.raw...), nil
	}
	return k.raw, nil
}

func (e *noteEdit) list(out []byte, prefix string) []byte {
	for _, m := range e.marks {
		if _, ok := e.byRef[m.ref()]; !ok {
			continue
		}
		e.shown = append(e.shown, m)
		out = fmt.Appendf(out, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext><%[1]st xml:space="preserve">%[4]s</%[1]st></%[1]stext></%[1]scomment>`,
			prefix, m.ref(), e.author, textXML(m.text))
	}
	return out
}

var (
	shapeRow    = regexp.MustCompile(`<x:Row>\s*(\d{1,7})\s*</x:Row>`)
	shapeColumn = regexp.MustCompile(`<x:Column>\s*(\d{1,5})\s*</x:Column>`)
)

const shapesBegin = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
	`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>` +
	`<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

// editShapes adds a shape for each new comment and takes those of comments that are gone away. VML is not always XML, so
// it is cut at its shapes and otherwise left alone.
func editShapes(old []byte, n notes, drawing int) ([]byte, error) {
	text := string(old)
	if text == "" {
		text = fmt.Sprintf(shapesBegin, drawing) + "</xml>"
	}
	end := strings.LastIndex(text, "</xml>")
	if end < 0 {
		return nil, errXML
	}
	var out strings.Builder
	for rest := text[:end]; ; {
		from := strings.Index(rest, "<v:shape ")
		to := -1
		if from >= 0 {
			to = strings.Index(rest[from:], "</v:shape>")
		}
		if to < 0 {
			out.WriteString(rest)
			break
		}
		to += from + len("</v:shape>")
		out.WriteString(rest[:from])
		if shape := rest[from:to]; !n.gone[shapeCell(shape)] {
			out.WriteString(shape)
		}
		rest = rest[to:]
	}
	for i, m := range n.shown {
		height := 4 + 2*strings.Count(m.text, "\n") + len([]rune(m.text))/30
		fmt.Fprintf(&out, `<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:260pt;height:80pt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
			`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
			`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 2, %d, 15, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			drawing*100_000+i+1, i+1, m.column+1, max(m.row-2, 0), m.column+5, max(m.row-2, 0)+height, m.row-1, m.column)
	}
	out.WriteString(text[end:])
	return []byte(out.String()), nil
}

// shapeCell gives the cell of a comment's shape.
func shapeCell(shape string) string {
	row, column := shapeRow.FindStringSubmatch(shape), shapeColumn.FindStringSubmatch(shape)
	if row == nil || column == nil {
		return ""
	}
	r, _ := strconv.Atoi(row[1])
	c, _ := strconv.Atoi(column[1])
	return fmt.Sprintf("%s%d", columnLetters(c), r+1)
}
