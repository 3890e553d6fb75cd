package workbook

import (
	"errors"
	"io"
	"path"
	"strings"
)

// openXLSX finds the sheets of an .xlsx file.
func openXLSX(a *archive) (*source, error) {
	switch {
	case a.find("xl/workbook.bin") != nil:
		return nil, fileFault("xlsb", "“%s”是 .xlsb(二进制工作簿)。请用 Excel 打开,另存为“Excel 工作簿 (.xlsx)”再导入。",
			"“%s” is an .xlsb, a binary workbook. Open it in Excel, save it as an Excel workbook (.xlsx), and import that.", a.name)
	case a.find("word/document.xml") != nil:
		return nil, faultNotWorkbook(a.name, "Word 文档", "a Word document")
	case a.find("ppt/presentation.xml") != nil:
		return nil, faultNotWorkbook(a.name, "演示文稿", "a presentation")
	}
	main := "xl/workbook.xml"
	rels, err := a.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	part := a.find(main)
	if part == nil {
		return nil, faultTruncated(a.name)
	}
	rels, err = a.relations(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), path.Dir(main))
	if err != nil {
		return nil, err
	}
	x := &xlsx{archive: a}
	targets := map[string]relation{}
	for _, r := range rels {
		targets[r.id] = r
		if r.kind == "sharedStrings" {
			x.stringsPart = r.target
		}
	}
	return x.sheets(part, targets)
}

// xlsx is an opened .xlsx file; its shared strings are read when the first sheet asks for them.
type xlsx struct {
	archive     *archive
	stringsPart string
	strings     *sharedStrings
}

// relation is one line of a .rels part: what another part is to this one, and where it is.
type relation struct{ id, kind, target string }

// relations reads a .rels part; a part that is not there has none.
func (a *archive) relations(name, base string) ([]relation, error) {
	part := a.find(name)
	if part == nil {
		return nil, nil
	}
	var rels []relation
	err := a.walk(part, func(s *scanner) error {
		if string(s.name) != "Relationship" || s.closing {
			return nil
		}
		r := relation{id: s.attrText("Id"), kind: path.Base(s.attrText("Type")), target: strings.ReplaceAll(s.attrText("Target"), `\`, "/")}
		if strings.HasPrefix(r.target, "/") {
			r.target = strings.TrimPrefix(r.target, "/")
		} else {
			r.target = path.Join(base, r.target)
		}
		if len(rels) >= a.budget.limits.Entries {
			return errXML
		}
		rels = append(rels, r)
		return nil
	})
	return rels, err
}

// walk reads a small part tag by tag.
func (a *archive) walk(part *archiveFile, visit func(*scanner) error) error {
	rc, err := part.open()
	if err != nil {
		return err
	}
	defer func() { _ = rc.Close() }()
	s := newScanner(rc, 0)
	for {
		if err = s.next(); err == nil {
			err = visit(s)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return a.damaged(err)
		}
	}
}

// damaged turns an end that came too early, or what is no XML, into words.
func (a *archive) damaged(err error) error {
	if errors.Is(err, errXML) || errors.Is(err, io.ErrUnexpectedEOF) {
		return faultTruncated(a.name).Because(err)
	}
	return err
}

// sheets lists the sheets in the workbook's order.
func (x *xlsx) sheets(part *archiveFile, targets map[string]relation) (*source, error) {
	src := &source{}
	date1904 := false
	err := x.archive.walk(part, func(s *scanner) error {
		if s.closing {
			return nil
		}
		switch string(s.name) {
		case "workbookPr":
			v := s.attrText("date1904")
			date1904 = v == "1" || v == "true"
		case "sheet":
			if len(src.sheets) >= x.archive.budget.limits.Entries {
				return faultTooMuch("sheets", "工作表数", "The number of sheets", "2000")
			}
			name, state, rel := s.attrText("name"), s.attrText("state"), targets[s.attrText("id")]
			if rel.kind != "worksheet" || x.archive.find(rel.target) == nil {
				if rel.kind == "worksheet" || rel.kind == "" {
					return errXML
				}
				src.unread = append(src.unread, shorten(name))
				return nil
			}
			src.sheets = append(src.sheets, sheetSource{
				name: name, hidden: state == "hidden" || state == "veryHidden",
				open: func() (rowReader, error) { return x.openSheet(x.archive.find(rel.target)) },
			})
		}
		return nil
	})
	for i := range src.sheets {
		src.sheets[i].date1904 = date1904
	}
	if err == nil && len(src.sheets)+len(src.unread) == 0 {
		err = faultTruncated(x.archive.name)
	}
	return src, err
}

// sharedStrings are the texts that an .xlsx file keeps once, in one run of bytes.
type sharedStrings struct {
	bytes []byte
	// ends[i] is where text i ends; long marks those cut at the limit of a cell.
	ends []uint32
	long map[int]bool
}

func (t *sharedStrings) get(i int) (text []byte, long, ok bool) {
	if t == nil || i < 0 || i >= len(t.ends) {
		return nil, false, false
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.bytes[from:t.ends[i]], t.long[i], true
}

// loadStrings reads the shared strings once.
func (x *xlsx) loadStrings() error {
	if x.strings != nil {
		return nil
	}
	x.strings = &sharedStrings{long: map[int]bool{}}
	part := x.archive.find(x.stringsPart)
	if part == nil {
		return nil
	}
	rc, err := part.open()
	if err != nil {
		return err
	}
	defer func() { _ = rc.Close() }()
	limits := x.archive.budget.limits
	s := newScanner(rc, limits.CellBytes)
	t := x.strings
	phonetic, begin := 0, 0
	for {
		if err := s.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return x.archive.damaged(err)
		}
		switch string(s.name) {
		case "rPh":
			if s.closing {
				phonetic--
			} else if !s.empty {
				phonetic++
			}
		case "t":
			if s.closing && phonetic == 0 {
				t.bytes = append(t.bytes, s.text...)
				if s.long || len(t.bytes)-begin > limits.CellBytes {
					t.long[len(t.ends)] = true
					t.bytes = t.bytes[:min(len(t.bytes), begin+limits.CellBytes)]
				}
			}
			s.collect = !s.closing && !s.empty
		case "si":
			if s.closing || s.empty {
				t.ends = append(t.ends, uint32(len(t.bytes)))
				begin = len(t.bytes)
			}
		}
		// An entry without text costs four bytes too.
		if int64(len(t.bytes))+4*int64(len(t.ends)) > limits.SharedBytes {
			return faultTooMuch("shared_size", "工作簿里的文字总量", "The text of the workbook", size(limits.SharedBytes))
		}
	}
}
