package sheet

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// MaxRows is how many rows a sheet of Excel holds.
const MaxRows = 1 << 20

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace   = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// The styles of a cell, by their place in the workbook's list.
const (
	stylePlain = iota
	styleHead
	styleText
	styleInteger
	styleMoney
	styleDate
	styleTime
)

const styles = declaration + `<styleSheet xmlns="` + mainSpace + `">` +
	`<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFF0F2F5"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="7">` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// Book writes a workbook's sheets one after the other. Close ends it; a book that was not closed is no workbook, so that
// a table cut short is never taken for a whole one.
type Book struct {
	ctx   context.Context
	zip   *zip.Writer
	names []string
}

// NewBook begins a workbook. When the context ends, writing stops with its error.
func NewBook(ctx context.Context, w io.Writer) *Book {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	return &Book{ctx: ctx, zip: z}
}

// Page is the sheet being written.
type Page struct {
	book *Book
	out  *bufio.Writer
	buf  []byte
	// row is the last row written, column the next column of the row at hand.
	row, column int
}

// Page begins the next sheet; the one before is ended. Names are cut to what Excel takes and made different.
func (b *Book) page(name string, widths []float64, frozen bool) (*Page, error) {
	name = pageName(name, b.names)
	b.names = append(b.names, name)
	part, err := b.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.names)))
	if err != nil {
		return nil, err
	}
	p := &Page{book: b, out: bufio.NewWriterSize(part, 32<<10)}
	p.buf = append(p.buf, declaration+`<worksheet xmlns="`+mainSpace+`"><sheetViews><sheetView workbookViewId="0"`...)
	if len(b.names) == 1 {
		p.buf = append(p.buf, ` tabSelected="1"`...)
	}
	if frozen {
		p.buf = append(p.buf, `><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>`...)
	} else {
		p.buf = append(p.buf, `/></sheetViews>`...)
	}
	if len(widths) > 0 {
		p.buf = append(p.buf, "<cols>"...)
		for i, width := range widths {
			p.buf = fmt.Appendf(p.buf, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, width)
		}
		p.buf = append(p.buf, "</cols>"...)
	}
	p.buf = append(p.buf, "<sheetData>"...)
	return p, nil
}

// begin starts a row with the given number.
func (p *Page) begin(row int) error {
	if err := p.book.ctx.Err(); err != nil {
		return err
	}
	if row > MaxRows {
		return errTooManyRows
	}
	p.row, p.column = row, 0
	p.buf = append(p.buf, `<row r="`...)
	p.buf = strconv.AppendInt(p.buf, int64(row), 10)
	p.buf = append(p.buf, `">`...)
	return nil
}

func (p *Page) end() error {
	p.buf = append(p.buf, "</row>"...)
	_, err := p.out.Write(p.buf)
	p.buf = p.buf[:0]
	return err
}

func (p *Page) skip() { p.column++ }

// open begins a cell.
func (p *Page) open(style int) {
	p.buf = append(p.buf, `<c r="`...)
	if p.column < 26 {
		p.buf = append(p.buf, byte('A'+p.column))
	} else {
		p.buf = append(p.buf, ColumnName(p.column)...)
	}
	p.buf = strconv.AppendInt(p.buf, int64(p.row), 10)
	p.buf = append(p.buf, `" s="`...)
	p.buf = strconv.AppendInt(p.buf, int64(style), 10)
	p.column++
}

func (p *Page) text(style int, s string) {
	if s == "" {
		p.skip()
		return
	}
	p.open(style)
	p.buf = append(p.buf, `" t="inlineStr"><is><t xml:space="preserve">`...)
	p.buf = AppendText(p.buf, Neutral(s))
	p.buf = append(p.buf, "</t></is></c>"...)
}

func (p *Page) number(style int, digits string) {
	p.open(style)
	p.buf = append(p.buf, `"><v>`...)
	p.buf = append(p.buf, digits...)
	p.buf = append(p.buf, "</v></c>"...)
}

// close ends a sheet; columns is how many its header has, 0 for a sheet without filters.
func (p *Page) close(columns int) error {
	p.buf = append(p.buf, "</sheetData>"...)
	if columns > 0 {
		p.buf = fmt.Appendf(p.buf, `<autoFilter ref="A1:%s%d"/>`, ColumnName(columns-1), max(p.row, 1))
	}
	p.buf = append(p.buf, "</worksheet>"...)
	if _, err := p.out.Write(p.buf); err != nil {
		return err
	}
	return p.out.Flush()
}

// Text adds a sheet of texts, each row under its own number; rows calls yield with ascending numbers. It returns the
// sheet's name, which may have been cut to what Excel takes.
func (b *Book) Text(name string, rows func(yield func(row int, cells []string) error) error) (string, error) {
	p, err := b.page(name, nil, false)
	if err != nil {
		return "", err
	}
	err = rows(func(row int, cells []string) error {
		if err := p.begin(row); err != nil {
			return err
		}
		for _, c := range cells {
			p.text(styleText, c)
		}
		return p.end()
	})
	if err != nil {
		return "", err
	}
	return b.names[len(b.names)-1], p.close(0)
}

// Close writes what belongs to the workbook as a whole.
func (b *Book) Close() error {
	var types, pages, rels strings.Builder
	for i, name := range b.names {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		fmt.Fprintf(&pages, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, AppendText(nil, name), i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, officeSpace, i+1)
	}
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packSpace + `"><Relationship Id="rId1" Type="` + officeSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + mainSpace + `" xmlns:r="` + officeSpace + `"><sheets>` + pages.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packSpace + `">` + rels.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(b.names)+1, officeSpace)},
		{"xl/styles.xml", strings.TrimPrefix(styles, declaration)},
	} {
		w, err := b.zip.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, declaration+part.text); err != nil {
			return err
		}
	}
	return b.zip.Close()
}

// pageName brings a name into what Excel takes: 1 to 31 characters, none of []:*?/\, no apostrophe at its ends, no two the same.
func pageName(name string, taken []string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	if name = cut(strings.Trim(name, "' "), 31); name == "" {
		name = "Sheet"
	}
	for n, base := 2, name; has(taken, name); n++ {
		suffix := fmt.Sprintf(" (%d)", n)
		name = cut(base, 31-len(suffix)) + suffix
	}
	return name
}

func has(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

func cut(s string, most int) string {
	units := 0
	for i, r := range s {
		if units++; r > 0xFFFF {
			units++
		}
		if units > most {
			return s[:i]
		}
	}
	return s
}
