package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"smileboard/internal/fault"
)

const (
	relationSpace   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	spreadsheetMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	spreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	xmlDeclaration  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

var errStrict = fileFault("strict", "它是“Strict Open XML”格式", "it is a Strict Open XML workbook")

// marker writes an .xlsx file anew.
type marker struct {
	a    *archive
	out  *zip.Writer
	opts MarkOptions
	// done are the entries that were written anew, by name in lower case.
	done map[string]bool

	main    string
	rels    map[string]relation
	sheets  []markedSheet
	styles  *markStyles
	added   []contentType
	vml     bool
	drawing int
}

// markedSheet is a sheet as the workbook lists it.
type markedSheet struct {
	name, part string
	id         int
	active     bool
}

// contentType is a part that was added.
type contentType struct{ part, kind string }

func markXLSX(a *archive, w io.Writer, issues []Issue, opts MarkOptions) error {
	m := &marker{a: a, out: zip.NewWriter(w), opts: opts, done: map[string]bool{}, main: "xl/workbook.xml", rels: map[string]relation{}}
	m.out.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	if err := m.run(issues); err != nil {
		return err
	}
	return m.out.Close()
}

func (m *marker) run(issues []Issue) error {
	rels, err := m.a.relations("_rels/.rels", "")
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" {
			m.main = r.target
		}
	}
	rels, err = m.a.relations(relationsOf(m.main), path.Dir(m.main))
	if err != nil {
		return err
	}
	stylesPart := ""
	for _, r := range rels {
		m.rels[r.id] = r
		if r.kind == "styles" {
			stylesPart = r.target
		}
	}
	book, err := m.slurp(m.main)
	if err != nil {
		return err
	}
	if err := m.list(book); err != nil {
		return err
	}
	raw, err := m.slurp(stylesPart)
	if err != nil {
		return err
	}
	if m.styles, err = readStyles(raw); err != nil {
		return err
	}
	marks := marksOf(issues, m.opts)
	for i := range m.sheets {
		s := &m.sheets[i]
		if s.part == "" || isReportSheet(s.name) {
			continue
		}
		if err := m.sheet(s, marks[s.name]); err != nil {
			return err
		}
	}
	if err := m.report(issues, book, stylesPart); err != nil {
		return err
	}
	if err := m.contentTypes(); err != nil {
		return err
	}
	for _, f := range m.a.files {
		if m.done[strings.ToLower(f.name)] {
			continue
		}
		if err := m.a.budget.ctx.Err(); err != nil {
			return err
		}
		if err := m.out.Copy(f.zip); err != nil {
			return err
		}
	}
	return nil
}

// slurp reads a small part whole; one that is not there is empty.
func (m *marker) slurp(name string) ([]byte, error) {
	part := m.a.find(name)
	if part == nil {
		return nil, nil
	}
	rc, err := part.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rc.Close() }()
	b, err := io.ReadAll(io.LimitReader(rc, maxPartBytes+1))
	if err == nil && len(b) > maxPartBytes {
		err = fileFault("part", "样式或批注超过 %s", "its styles or comments pass %s", size(maxPartBytes))
	}
	return b, err
}

// write writes a part anew.
func (m *marker) write(name string, b []byte) error {
	m.done[strings.ToLower(name)] = true
	w, err := m.out.Create(name)
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}

// edit writes a small part anew, piece by piece.
func (m *marker) edit(name string, old []byte, change func(token) ([]byte, error)) error {
	var b bytes.Buffer
	if err := rewrite(bytes.NewReader(old), &b, change); err != nil {
		return err
	}
	return m.write(name, b.Bytes())
}

// relationsOf names the part that holds another part's relations.
func relationsOf(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// list reads which sheets there are, and which one is shown.
func (m *marker) list(book []byte) error {
	active := 0
	return rewrite(bytes.NewReader(book), io.Discard, func(k token) ([]byte, error) {
		switch {
		case k.depth == 0 && k.is("workbook") && bytes.Contains(k.raw, []byte("purl.oclc.org")):
			return nil, errStrict
		case k.is("workbookView"):
			if v, ok := k.attr("activeTab"); ok {
				active, _ = digits(v)
			}
		case k.is("sheet") && k.depth == 2:
			s := markedSheet{active: len(m.sheets) == active}
			if v, ok := k.attr("sheetId"); ok {
				s.id, _ = digits(v)
			}
			if v, ok := k.attr("name"); ok {
				s.name = unescapeXML(v)
			}
			if id, ok := k.attr("id"); ok {
				if r := m.rels[string(id)]; r.kind == "worksheet" && m.a.find(r.target) != nil {
					s.part = m.a.find(r.target).name
				}
			}
			if m.sheets = append(m.sheets, s); len(m.sheets) > m.a.budget.limits.Entries {
				return nil, errXML
			}
		}
		return nil, nil
	})
}

func unescapeXML(raw []byte) string {
	t := scanner{maxText: 4096}
	t.addText(raw)
	return string(t.text)
}

// sheet writes a sheet with its marks; one without is copied unless it was marked before, or is among the selected ones:
// with the report shown, it would be edited along with it.
func (m *marker) sheet(s *markedSheet, marks []cellMark) error {
	rels, err := m.a.relations(relationsOf(s.part), path.Dir(s.part))
	if err != nil {
		return err
	}
	comments := ""
	for _, r := range rels {
		if r.kind == "comments" {
			comments = r.target
		}
	}
	old, err := m.slurp(comments)
	if err != nil {
		return err
	}
	notes, err := editComments(old, marks, m.opts)
	if err != nil {
		return err
	}
	edit := &sheetEdit{marks: marks, styles: m.styles, relation: "rIdImportReport"}
	if len(marks) > 0 || m.styles.marked || s.active || m.selected(s.part) {
		if err := m.stream(s.part, edit.change); err != nil {
			return err
		}
	}
	if len(marks) == 0 && len(notes.gone) == 0 {
		return nil
	}
	return m.notes(s, rels, comments, notes, edit)
}

// selected reports whether a sheet is among those that are selected when the workbook opens.
func (m *marker) selected(part string) bool {
	rc, err := m.a.find(part).open()
	if err != nil {
		return true
	}
	defer func() { _ = rc.Close() }()
	head, _ := io.ReadAll(io.LimitReader(rc, 64<<10))
	head, _, _ = bytes.Cut(head, []byte("sheetData"))
	return bytes.Contains(head, []byte("tabSelected"))
}

// stream writes a large part anew without holding it.
func (m *marker) stream(name string, change func(token) ([]byte, error)) error {
	rc, err := m.a.find(name).open()
	if err != nil {
		return err
	}
	defer func() { _ = rc.Close() }()
	w, err := m.out.Create(name)
	if err != nil {
		return err
	}
	m.done[strings.ToLower(name)] = true
	return rewrite(rc, w, change)
}

// notes writes a sheet's comments, their shapes, and how the sheet comes to them.
func (m *marker) notes(s *markedSheet, rels []relation, comments string, notes notes, edit *sheetEdit) error {
	m.drawing++
	drawing := ""
	for _, r := range rels {
		if r.kind == "vmlDrawing" && r.id == edit.legacy {
			drawing = r.target
		}
	}
	if edit.legacy == "" && len(edit.marks) == 0 {
		// The sheet was copied: its drawing is the only one that comments can have.
		for _, r := range rels {
			if r.kind == "vmlDrawing" {
				drawing = r.target
			}
		}
	}
	old, err := m.slurp(drawing)
	if err != nil {
		return err
	}
	shapes, err := editShapes(old, notes, m.drawing)
	if err != nil {
		return err
	}
	var add []relation
	if comments == "" {
		comments = m.fresh(path.Join(path.Dir(m.main), fmt.Sprintf("importReportComments%d.xml", m.drawing)))
		add = append(add, relation{id: edit.relation + "Notes", kind: "comments", target: comments})
		m.added = append(m.added, contentType{comments, spreadsheetType + "comments+xml"})
	}
	if drawing == "" {
		if edit.legacy != "" {
			return errXML // it names a drawing that is not there
		}
		drawing = m.fresh(path.Join(path.Dir(m.main), "drawings", fmt.Sprintf("importReportDrawing%d.vml", m.drawing)))
		add = append(add, relation{id: edit.relation, kind: "vmlDrawing", target: drawing})
		m.vml = true
	}
	if err := m.write(comments, notes.xml); err != nil {
		return err
	}
	if err := m.write(drawing, shapes); err != nil {
		return err
	}
	return m.relate(s.part, add)
}

// fresh gives a name that no entry has.
func (m *marker) fresh(name string) string {
	ext := path.Ext(name)
	for base := strings.TrimSuffix(name, ext); m.a.find(name) != nil; name = base + ext {
		base += "x"
	}
	return name
}

// relate adds relations to a part.
func (m *marker) relate(part string, add []relation) error {
	if len(add) == 0 {
		return nil
	}
	name := relationsOf(part)
	old, err := m.slurp(name)
	if err != nil {
		return err
	}
	if f := m.a.find(name); f != nil {
		name = f.name
	}
	if len(old) == 0 {
		old = []byte(xmlDeclaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`)
	}
	var lines []byte
	return m.edit(name, old, inside("Relationships", func(k token) []byte {
		for _, r := range add {
			lines = fmt.Appendf(lines, `<%sRelationship Id="%s" Type="%s/%s" Target="/%s"/>`, k.prefix, r.id, relationSpace, r.kind, textXML(r.target))
		}
		return lines
	}))
}

// inside makes an edit that adds something at the end of the root element.
func inside(root string, add func(token) []byte) func(token) ([]byte, error) {
	return func(k token) ([]byte, error) {
		switch {
		case k.depth == 0 && k.kind == tokenEmpty && string(k.local) == root:
			return fmt.Appendf(opened(k.raw), "%s</%s%s>", add(k), k.prefix, root), nil
		case k.depth == 0 && k.ends(root):
			return append(bytes.Clone(add(k)), k.raw...), nil
		}
		return k.raw, nil
	}
}

// report writes the report's sheet, the styles, and the workbook's list of sheets with it in front.
func (m *marker) report(issues []Issue, book []byte, stylesPart string) error {
	at, id := -1, 0
	for i, s := range m.sheets {
		if isReportSheet(s.name) && s.part != "" && at < 0 {
			at = i
		}
		id = max(id, s.id)
	}
	var add []relation
	name := m.opts.say(reportSheets)
	var part string
	if at >= 0 {
		part = m.sheets[at].part
	} else {
		for _, s := range m.sheets {
			if strings.EqualFold(s.name, name) {
				return errXML // a sheet of charts with the report's name
			}
		}
		part = m.fresh(path.Join(path.Dir(m.main), "worksheets", "importReport.xml"))
		add = append(add, relation{id: "rIdImportReport", kind: "worksheet", target: part})
		m.added = append(m.added, contentType{part, spreadsheetType + "worksheet+xml"})
	}
	if err := m.write(part, reportXML(issues, m.styles, m.opts)); err != nil {
		return err
	}
	if stylesPart == "" || m.a.find(stylesPart) == nil {
		stylesPart = m.fresh(path.Join(path.Dir(m.main), "styles.xml"))
		add = append(add, relation{id: "rIdImportStyles", kind: "styles", target: stylesPart})
		m.added = append(m.added, contentType{stylesPart, spreadsheetType + "styles+xml"})
	}
	styles, err := m.styles.write()
	if err != nil {
		return err
	}
	if err := m.write(m.a.nameOf(stylesPart), styles); err != nil {
		return err
	}
	if err := m.relate(m.main, add); err != nil {
		return err
	}
	return m.edit(m.a.nameOf(m.main), book, func(k token) ([]byte, error) {
		shown := strconv.Itoa(max(at, 0))
		switch {
		case k.is("workbookView"):
			return withAttr(withAttr(k.raw, "activeTab", shown), "firstSheet", "0"), nil
		case at < 0 && k.kind == tokenOpen && k.is("sheets"):
			return fmt.Appendf(bytes.Clone(k.raw), `<%ssheet name="%s" sheetId="%d" xmlns:r="%s" r:id="rIdImportReport"/>`, k.prefix, textXML(name), id+1, relationSpace), nil
		case at < 0 && k.is("definedName"):
			if v, ok := k.attr("localSheetId"); ok {
				if n, ok := digits(v); ok {
					return withAttr(k.raw, "localSheetId", strconv.Itoa(n+1)), nil
				}
			}
		}
		return k.raw, nil
	})
}

// nameOf gives an entry's name as the archive writes it.
func (a *archive) nameOf(name string) string {
	if f := a.find(name); f != nil {
		return f.name
	}
	return name
}

// contentTypes says what the added parts are.
func (m *marker) contentTypes() error {
	const name = "[Content_Types].xml"
	old, err := m.slurp(name)
	if err != nil {
		return err
	}
	if len(old) == 0 {
		return errXML
	}
	if m.vml {
		// A type by ending may be said only once.
		err := rewrite(bytes.NewReader(old), io.Discard, func(k token) ([]byte, error) {
			if ext, ok := k.attrOf("Default", "Extension"); ok && strings.EqualFold(ext, "vml") {
				m.vml = false
			}
			return nil, nil
		})
		if err != nil {
			return err
		}
	}
	return m.edit(m.a.nameOf(name), old, inside("Types", func(k token) []byte {
		var b []byte
		if m.vml {
			b = fmt.Appendf(b, `<%sDefault Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`, k.prefix)
		}
		for _, c := range m.added {
			b = fmt.Appendf(b, `<%sOverride PartName="/%s" ContentType="%s"/>`, k.prefix, textXML(c.part), c.kind)
		}
		return b
	}))
}

func (k token) attrOf(element, name string) (string, bool) {
	if !k.is(element) {
		return "", false
	}
	v, ok := k.attr(name)
	return string(v), ok
}

// reportXML writes the sheet that lists the issues.
func reportXML(issues []Issue, styles *markStyles, opts MarkOptions) []byte {
	head, link, text := styles.head(), styles.link(), styles.text()
	errs, warnings := 0, 0
	for _, i := range issues {
		if i.Severity == SeverityWarning {
			warnings++
		} else {
			errs++
		}
	}
	b := []byte(xmlDeclaration + `<worksheet xmlns="` + spreadsheetMain + `"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><cols>`)
	for i, width := range []int{14, 18, 24, 24, 8, 80} {
		b = fmt.Appendf(b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	b = append(b, `</cols><sheetData>`...)
	row := 0
	line := func(cells ...styled) {
		row++
		b = fmt.Appendf(b, `<row r="%d">`, row)
		for i, c := range cells {
			if c.text != "" {
				b = fmt.Appendf(b, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, columnLetters(i), row, c.style, textXML(neutral(c.text)))
			}
		}
		b = append(b, `</row>`...)
	}
	line(styled{opts.say(fault.Say("%d 个错误,%d 条提醒。红色的单元格要改正,黄色的请核对;改好后保存,直接上传这个文件。本表不会被导入。",
		"%d errors, %d warnings. Correct the red cells and check the amber ones; then save and upload this very file. This sheet is not imported.", errs, warnings)), head})
	if opts.More > 0 {
		line(styled{opts.say(moreWords(opts.More)), head})
	}
	line()
	var titles []styled
	for _, h := range []fault.Words{headSheet, fault.Say("位置", "Place"), headColumn, headValue, headSeverity, headWords} {
		titles = append(titles, styled{opts.say(h), head})
	}
	line(titles...)
	var links []byte
	for _, i := range issues {
		place := styled{}
		if i.Row > 0 && i.Row <= maxExcelRow {
			at := fmt.Sprintf("%s%d", columnLetters(columnIn(i.Column)), i.Row)
			place = styled{at, link}
			links = fmt.Appendf(links, `<hyperlink ref="B%d" location="%s" display="%s"/>`, row+1, textXML("'"+strings.ReplaceAll(i.Sheet, "'", "''")+"'!"+at), at)
		}
		line(styled{i.Sheet, text}, place, styled{i.Column, text}, styled{i.Value, text}, styled{opts.say(severityWords(i.Severity)), styles.of(text, i.Severity)}, styled{opts.say(i.Words), text})
	}
	b = append(b, `</sheetData>`...)
	if len(links) > 0 {
		b = append(append(append(b, `<hyperlinks>`...), links...), `</hyperlinks>`...)
	}
	return append(b, `</worksheet>`...)
}

type styled struct {
	text  string
	style int
}

var errNoStyles = errors.Join(errXML, errors.New("workbook: no cellXfs, fills or fonts among the styles"))
