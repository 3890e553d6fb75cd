package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pageRoute is one pattern of the front end's routes.json; frontend/README.md says what each field means.
type pageRoute struct {
	Path      string         `json:"path"`
	Operation string         `json:"operation"`
	Document  string         `json:"document"`
	Message   string         `json:"message"`
	Variables []pageVariable `json:"variables"`

	segments []segment
}

// pageVariable is a variable of the page's operation, and where in the address it comes from.
type pageVariable struct {
	Name   string            `json:"name"`
	From   string            `json:"from"`
	Key    string            `json:"key"`
	Type   string            `json:"type"`
	Max    int               `json:"max"`
	Values map[string]string `json:"values"`
	List   bool              `json:"list"`
}

// segment is a part of a pattern: a word, or a variable's name.
type segment struct {
	word     string
	variable bool
	optional bool
}

// prepare reads the pattern and refuses what the rules of routes.json don't name.
func (rt *pageRoute) prepare() error {
	names := map[string]bool{}
	for part := range strings.SplitSeq(strings.Trim(rt.Path, "/"), "/") {
		if part == "" {
			continue
		}
		name, variable := strings.CutPrefix(part, ":")
		name, optional := strings.CutSuffix(name, "?")
		rt.segments = append(rt.segments, segment{name, variable, optional})
		if variable {
			names[name] = true
		}
	}
	for i, seg := range rt.segments {
		if seg.optional && (!seg.variable || i != len(rt.segments)-1) {
			return fmt.Errorf("only the last segment of %s may be optional, and only a variable", rt.Path)
		}
	}
	for _, v := range rt.Variables {
		switch {
		case v.From == "path" && !names[v.Name]:
			return fmt.Errorf("%s has no segment for %s", rt.Path, v.Name)
		case v.From == "query" && v.Key == "":
			return fmt.Errorf("%s has no key for %s", rt.Path, v.Name)
		case !slices.Contains([]string{"path", "query", "language"}, v.From):
			return fmt.Errorf("%s takes %s from %q", rt.Path, v.Name, v.From)
		case v.Type != "" && v.Type != "int":
			return fmt.Errorf("%s wants %s as %q", rt.Path, v.Name, v.Type)
		}
	}
	return nil
}

// match reads the segments of an address, still percent-encoded, and gives the variables in it.
func (rt *pageRoute) match(parts []string) (values map[string]string, ok bool) {
	if len(parts) > len(rt.segments) {
		return nil, false
	}
	for i, seg := range rt.segments {
		if i >= len(parts) {
			return values, seg.optional
		}
		part, err := url.PathUnescape(parts[i])
		switch {
		case err != nil || part == "" || !utf8.ValidString(part):
			return nil, false
		case seg.variable:
			if values == nil {
				values = map[string]string{}
			}
			values[seg.word] = part
		case part != seg.word:
			return nil, false
		}
	}
	return values, true
}

// splitPath cuts an address into segments; one slash at its end doesn't count.
func splitPath(escaped string) []string {
	rest := strings.TrimPrefix(escaped, "/")
	if rest == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(rest, "/"), "/")
}

// arguments writes the variables as the page's own script does: compact, in the route's order, none that is empty.
func (rt *pageRoute) arguments(path map[string]string, query url.Values, l lang) []byte {
	var out bytes.Buffer
	for _, v := range rt.Variables {
		var raw string
		switch v.From {
		case "path":
			raw = path[v.Name]
		case "query":
			raw = query.Get(v.Key)
		case "language":
			raw = l.graph()
		}
		value := v.value(raw)
		if value == nil {
			continue
		}
		if out.Len() == 0 {
			out.WriteByte('{')
		} else {
			out.WriteByte(',')
		}
		out.Write(jsonText(v.Name))
		out.WriteByte(':')
		out.Write(jsonText(value))
	}
	if out.Len() == 0 {
		return nil
	}
	out.WriteByte('}')
	return out.Bytes()
}

// value turns a word of the address into the variable's value; nil where it has none.
func (v *pageVariable) value(raw string) any {
	if v.List {
		var list []string
		for word := range strings.SplitSeq(raw, ",") {
			if one := v.word(word); one != "" {
				list = append(list, one)
			}
		}
		if list == nil {
			return nil
		}
		return list
	}
	word := v.word(raw)
	if word == "" {
		return nil
	}
	if v.Type == "int" {
		n, err := strconv.ParseUint(word, 10, 32)
		if err != nil || len(word) > 9 {
			return nil
		}
		return n
	}
	return word
}

func (v *pageVariable) word(raw string) string {
	if v.Values != nil {
		return v.Values[raw]
	}
	if v.Max > 0 {
		raw = strings.TrimSpace(raw)
		if utf8.RuneCountInString(raw) > v.Max {
			raw = string([]rune(raw)[:v.Max])
		}
	}
	return raw
}

// jsonText writes a value as JSON.stringify does, without the escapes that Go adds for HTML.
func jsonText(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings and numbers only
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
