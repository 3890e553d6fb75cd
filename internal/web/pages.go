package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// pages are the front end's page with all that it takes to fill it.
type pages struct {
	routes   []*pageRoute
	messages [languages]map[string]string
	shells   [languages]shell
	// missing are the pages for addresses that are none.
	missing [languages]*kept
}

// shell is the built page, cut at its markers. boot is filled in already, since it is the same for every request.
type shell struct{ head, middle, boot, tail []byte }

const (
	titleMarker = "<!--title-->"
	bootMarker  = "<!--boot-->"
	htmlMarker  = `<html lang="zh-CN">`
	pageType    = "text/html; charset=utf-8"
)

// loadPages reads what the front end says about its pages, and refuses what doesn't fit together.
func loadPages(o Options, documents map[string]string) (*pages, error) {
	p := &pages{}
	if err := readJSON(o.Public, "src/public/routes.json", &p.routes); err != nil {
		return nil, err
	}
	for _, rt := range p.routes {
		if err := rt.prepare(); err != nil {
			return nil, fmt.Errorf("web: routes: %w", err)
		}
		if documents["sha256:"+rt.Document] != rt.Operation {
			return nil, fmt.Errorf("web: routes: %s names an operation that operations.json doesn't hold", rt.Path)
		}
	}
	index, err := fs.ReadFile(o.Dist, "dist/index.html")
	if err != nil {
		// Tests and a fresh clone run without the built pages; this one says how to build them.
		if index, err = fs.ReadFile(o.Dist, "dist/placeholder.html"); err != nil {
			return nil, fmt.Errorf("web: front end: %w", err)
		}
	}
	for l := range languages {
		if err := readJSON(o.Public, "locales/"+l.tag()+".json", &p.messages[l]); err != nil {
			return nil, err
		}
		if p.shells[l], err = cutShell(index, l, o); err != nil {
			return nil, err
		}
		p.missing[l] = keep(p.fill(l, nil, nil, nil), pageType)
		p.missing[l].status = http.StatusNotFound
	}
	return p, nil
}

func readJSON(files fs.FS, name string, into any) error {
	raw, err := fs.ReadFile(files, name)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		return fmt.Errorf("web: front end: %s: %w", name, err)
	}
	return nil
}

func cutShell(index []byte, l lang, o Options) (shell, error) {
	index = bytes.Replace(index, []byte(htmlMarker), []byte(`<html lang="`+l.tag()+`">`), 1)
	head, rest, hasTitle := bytes.Cut(index, []byte(titleMarker))
	middle, tail, hasBoot := bytes.Cut(rest, []byte(bootMarker))
	if !hasTitle && !hasBoot && !bytes.Contains(index, []byte(bootMarker)) {
		return shell{head: index}, nil // the placeholder
	}
	if !hasTitle || !hasBoot {
		return shell{}, fmt.Errorf("web: front end: index.html needs %s and, after it, %s", titleMarker, bootMarker)
	}
	return shell{head, middle, bootIsland(l, o), tail}, nil
}

// bootIsland is what a page must know before it asks anything.
func bootIsland(l lang, o Options) []byte {
	return island("boot", jsonText(struct {
		Demo     bool   `json:"demo"`
		Language string `json:"language"`
		Version  string `json:"version"`
	}{o.Demo, l.tag(), o.Version}))
}

// servePage answers with a page and its first data.
func (s *Server) servePage(w *response, r *http.Request) {
	w.Header()["Content-Security-Policy"] = pagePolicyHeader
	l := chosenLanguage(r)
	rt, path := s.pages.find(r.URL.EscapedPath())
	if rt == nil {
		if !wantsPage(r.Header["Accept"]) {
			s.fail(w, r, notFound)
			return
		}
		s.pages.missing[l].send(w, r, nil, varyPage)
		return
	}
	w.asked = rt.Operation
	variables := rt.arguments(path, r.URL.Query(), l)
	q := question{room: pageRoom, lang: l, text: rt.Document + string(variables)}
	answer := s.cache.get(q, w.start)
	if answer == nil {
		if s.overLimit(w, r) {
			return
		}
		var err error
		answer, err = s.cache.compute(q, func() (*kept, bool, error) { return s.page(w, r, rt, l, variables) })
		if err != nil {
			s.failed(w, r, err)
			return
		}
	}
	answer.send(w, r, nil, varyPage)
}

// varyPage names what a page depends on: the language is in the cookie.
var varyPage = []string{"Accept-Encoding, Cookie"}

// page asks the page's question and fills the page with the answer. An answer with errors isn't inlined: the page asks
// again and shows what it gets.
func (s *Server) page(w *response, r *http.Request, rt *pageRoute, l lang, variables []byte) (*kept, bool, error) {
	ctx, cancel := s.computing(w, r)
	defer cancel()
	body, cacheable, err := s.answer(ctx, "sha256:"+rt.Document, variables)
	if err != nil {
		return nil, false, err
	}
	var answer struct {
		Data   map[string]any `json:"data"`
		Errors []struct {
			Extensions struct {
				Code string `json:"code"`
			} `json:"extensions"`
		} `json:"errors"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, false, fmt.Errorf("web: answer of %s: %w", rt.Operation, err)
	}
	status := http.StatusOK
	if len(answer.Errors) > 0 {
		body, cacheable, status = nil, false, http.StatusNotFound
		for _, e := range answer.Errors {
			if e.Extensions.Code == "INTERNAL" || e.Extensions.Code == "" {
				status = http.StatusInternalServerError
			}
		}
	}
	for _, v := range answer.Data {
		if v == nil {
			status = http.StatusNotFound
		}
	}
	k := keep(s.pages.fill(l, rt, &firstData{"sha256:" + rt.Document, variables, body}, answer.Data), pageType)
	k.status = status
	if !cacheable {
		k.cacheControl = neverStore
	}
	return k, cacheable, nil
}

// firstData is the answer that a page carries in itself.
type firstData struct {
	documentID string
	variables  []byte
	body       []byte
}

// fill puts a page together.
func (p *pages) fill(l lang, rt *pageRoute, first *firstData, data map[string]any) []byte {
	sh := &p.shells[l]
	if sh.boot == nil {
		return sh.head
	}
	name := "default"
	if rt != nil {
		name = rt.Message
	}
	var b bytes.Buffer
	b.Write(sh.head)
	b.WriteString("<title>" + html.EscapeString(p.sentence(l, "title", name, data)) + "</title>")
	b.WriteString(`<meta name="description" content="` + html.EscapeString(p.sentence(l, "description", name, data)) + `">`)
	b.Write(sh.middle)
	b.Write(sh.boot)
	if first != nil && first.body != nil {
		address := "/graphql?documentId=" + first.documentID
		if first.variables != nil {
			address += "&variables=" + url.QueryEscape(string(first.variables))
		}
		b.Write(island("data", slices.Concat([]byte(`{"url":`), jsonText(address), []byte(`,"body":`), bytes.TrimSpace(first.body), []byte(`}`))))
	}
	b.Write(sh.tail)
	return b.Bytes()
}

// island is JSON in a page that no parser of HTML can read as anything else.
//
// In JSON these characters stand only inside of strings, where an escape means the same.
func island(id string, text []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(text) + 128)
	b.WriteString(`<script type="application/json" id="` + id + `">`)
	_, _ = islandEscapes.WriteString(&b, string(text))
	b.WriteString(`</script>`)
	return b.Bytes()
}

var islandEscapes = strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "\u2028", `\u2028`, "\u2029", `\u2029`)

// sentence gives a page's title or description, with what the answer says in it; where the answer doesn't say it, the
// default.
func (p *pages) sentence(l lang, kind, name string, data map[string]any) string {
	whole := true
	text := messagePath.ReplaceAllStringFunc(p.messages[l][kind+"."+name], func(m string) string {
		var at any = data
		for step := range strings.SplitSeq(strings.Trim(m, "{}"), ".") {
			fields, _ := at.(map[string]any)
			at = fields[step]
		}
		switch v := at.(type) {
		case string:
			return v
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		whole = false
		return ""
	})
	if !whole || text == "" {
		return p.messages[l][kind+".default"]
	}
	return text
}

var messagePath = regexp.MustCompile(`\{[A-Za-z0-9_.]+\}`)

// find gives the page of an address and the variables in it; nil where there is none.
func (p *pages) find(escaped string) (*pageRoute, map[string]string) {
	parts := splitPath(escaped)
	for _, rt := range p.routes {
		if values, ok := rt.match(parts); ok {
			return rt, values
		}
	}
	return nil, nil
}

// wantsPage reports whether the client would read HTML, as people's browsers do.
func wantsPage(accept []string) bool {
	if len(accept) == 0 {
		return true
	}
	for _, line := range accept {
		for part := range strings.SplitSeq(line, ",") {
			switch token, q := parseWeighted(part); token {
			case "text/html", "text/*", "*/*":
				if q > 0 {
					return true
				}
			}
		}
	}
	return false
}
