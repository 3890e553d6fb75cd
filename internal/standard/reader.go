package standard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"smileboard/internal/fault"
)

// Problems are all errors of one file, in the order in which they were found.
type Problems []*fault.Error

// Error lists the English sentences, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, f := range p {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the faults, so that fault.As finds the first.
func (p Problems) Unwrap() []error {
	errs := make([]error, len(p))
	for i, f := range p {
		errs[i] = f
	}
	return errs
}

// reader walks a YAML tree, keeps what is wrong with it, and notes what it asked for: the published schema is made of that.
type reader struct {
	problems Problems
	// lines by path, so that checks made after reading can name them
	lines map[string]int
}

// note remembers where a value stands.
func (r *reader) note(path string, n ast.Node) {
	if r.lines == nil {
		r.lines = map[string]int{}
	}
	r.lines[path] = lineOf(n)
}

// sound reports whether nothing is wrong yet at these paths or below them, so that a check of several values can trust them.
func (r *reader) sound(paths ...string) bool {
	for _, p := range r.problems {
		for _, path := range paths {
			if p.Field == "" || p.Field == path || strings.HasPrefix(p.Field, path+".") || strings.HasPrefix(p.Field, path+"[") {
				return false
			}
		}
	}
	return true
}

// add notes a problem: zh and en say what is wrong and what is allowed; the place goes before them.
func (r *reader) add(line int, path, reason string, words fault.Words) {
	if line == 0 {
		line = r.lines[path]
	}
	zh, en := path+":", path+": "
	if path == "" {
		zh, en = "", ""
	}
	if line > 0 {
		zh, en = fmt.Sprintf("第 %d 行 %s", line, zh), fmt.Sprintf("line %d, %s", line, en)
	}
	r.problems = append(r.problems, fault.Invalid(path, "standard."+reason, fault.Words{Zh: zh + words.Zh, En: en + words.En}))
}

// lineOf returns the line of a node, 0 where it has none.
func lineOf(n ast.Node) int {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 0
	}
	return n.GetToken().Position.Line
}

// shown is a value as written in the file, short enough for a sentence.
func shown(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "{…}"
	case *ast.SequenceNode:
		return "[…]"
	}
	if n == nil || n.GetToken() == nil {
		return ""
	}
	s := strings.ToValidUTF8(n.GetToken().Value, "�")
	if runes := []rune(s); len(runes) > 40 {
		s = string(runes[:40]) + "…"
	}
	return s
}

// object is a mapping that is being read; every key asked for is marked, so that the unknown ones remain.
type object struct {
	r      *reader
	path   string
	line   int
	values map[string]ast.Node
	// order keeps the keys as the file has them, for stable messages.
	order  []string
	asked  map[string]bool
	schema *schema
	// broken: the value is no mapping, which was said; its keys are then not missed one by one.
	broken bool
}

// object reads a node as a mapping.
func (r *reader) object(n ast.Node, path string, s *schema) *object {
	s.Type = "object"
	s.AdditionalProperties = new(bool)
	o := &object{r: r, path: path, line: lineOf(n), values: map[string]ast.Node{}, asked: map[string]bool{}, schema: s}
	var pairs []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	default:
		o.broken = true
		if n != nil {
			r.add(o.line, path, "type", fault.Say("值是 %[1]s,应是一组“键: 值”", "the value is %[1]s; it must be a group of \"key: value\"", shown(n)))
		}
		return o
	}
	for _, p := range pairs {
		key, ok := p.Key.(*ast.StringNode)
		if !ok {
			r.add(lineOf(p), path, "key", fault.Say("键 %[1]s 不能用:只能是普通的词", "the key %[1]s can't be used: only plain words can", shown(p.Key)))
			continue
		}
		if _, double := o.values[key.Value]; double {
			r.add(lineOf(key), join(path, key.Value), "duplicate", fault.Say("写了两次,只能写一次", "is given twice; give it once"))
			continue
		}
		o.values[key.Value] = p.Value
		o.order = append(o.order, key.Value)
	}
	return o
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// get returns the value of a key that must be there.
func (o *object) get(key string) (ast.Node, *schema) {
	s := o.schema.property(key, true)
	o.asked[key] = true
	n, ok := o.values[key]
	if !ok && !o.broken {
		o.r.add(o.line, join(o.path, key), "missing", fault.Say("缺少这一项,必须写明", "is missing; it must be given"))
	}
	if !ok {
		return nil, s
	}
	o.r.note(join(o.path, key), n)
	return n, s
}

// optional returns the value of a key that may be left out, nil then.
func (o *object) optional(key string) (ast.Node, *schema) {
	o.asked[key] = true
	return o.values[key], o.schema.property(key, false)
}

// done reports the keys that nothing asked for.
func (o *object) done() {
	var known []string
	for k := range o.asked {
		known = append(known, k)
	}
	slices.Sort(known)
	for _, k := range o.order {
		if !o.asked[k] {
			list := strings.Join(known, ", ")
			o.r.add(lineOf(o.values[k]), join(o.path, k), "unknown",
				fault.Say("没有这一项;可用的是 %[1]s", "is not known; known are %[1]s", list))
		}
	}
}

// child reads a mapping under a key.
func (o *object) child(key string) *object {
	n, s := o.get(key)
	c := o.r.object(n, join(o.path, key), s)
	return c
}

// optionalChild reads a mapping that may be left out, nil then.
func (o *object) optionalChild(key string) *object {
	n, s := o.optional(key)
	if n == nil {
		return nil
	}
	return o.r.object(n, join(o.path, key), s)
}

// list reads a sequence that has at least one element, and calls read for each.
func (o *object) list(key string, read func(n ast.Node, path string, s *schema)) {
	n, s := o.get(key)
	s.Type, s.MinItems = "array", 1
	if s.Items == nil {
		s.Items = &schema{}
	}
	if n == nil {
		return
	}
	seq, ok := n.(*ast.SequenceNode)
	if !ok || len(seq.Values) == 0 || len(seq.Values) > 100 {
		o.r.add(lineOf(n), join(o.path, key), "list", fault.Say("值是 %[1]s,应是 1 到 100 项的列表", "the value is %[1]s; it must be a list of 1 to 100 entries", shown(n)))
		return
	}
	for i, v := range seq.Values {
		path := at(join(o.path, key), i)
		o.r.note(path, v)
		read(v, path, s.Items)
	}
}

// objects reads a sequence of mappings.
func (o *object) objects(key string, read func(*object)) {
	o.list(key, func(n ast.Node, path string, s *schema) {
		c := o.r.object(n, path, s)
		if n == nil {
			o.r.add(o.line, path, "type", fault.Say("是空的", "is empty"))
		}
		read(c)
		c.done()
	})
}
