package standard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"smileboard/internal/calendar"
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

// limits say what a number may be.
type limits struct {
	min, max Decimal
	places   int
}

// Limits that many parameters share.
var (
	shareLimits = limits{0, one, 4}
	scoreLimits = limits{0, 100 * one, 2}
)

// whole limits a whole number.
func whole(low, high int64) limits { return limits{Decimal(low) * one, Decimal(high) * one, 0} }

// decimal reads a number within limits; 0 where there is none, which is reported.
func (o *object) decimal(key string, l limits) Decimal {
	n, s := o.get(key)
	s.number(l)
	if n == nil {
		return 0
	}
	var text string
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		text = n.GetToken().Value
	}
	d, ok := parseDecimal(text, l.places)
	if ok && d >= l.min && d <= l.max {
		return d
	}
	words := fault.Say("值是 %[1]s,应是 %[2]s 到 %[3]s 之间的整数", "the value is %[1]s; it must be a whole number from %[2]s to %[3]s", shown(n), l.min, l.max)
	if l.places > 0 {
		words = fault.Say("值是 %[1]s,应是 %[2]s 到 %[3]s 之间的小数,至多 %[4]d 位小数",
			"the value is %[1]s; it must be a number from %[2]s to %[3]s with at most %[4]d decimals", shown(n), l.min, l.max, l.places)
	}
	o.r.add(lineOf(n), join(o.path, key), "number", words)
	return 0
}

// integer reads a whole number within limits.
func (o *object) integer(key string, low, high int64) int {
	return int(o.decimal(key, whole(low, high)) / one)
}

// boolean reads true or false.
func (o *object) boolean(key string) bool {
	n, s := o.get(key)
	s.Type = "boolean"
	if n == nil {
		return false
	}
	b, ok := n.(*ast.BoolNode)
	if !ok {
		o.r.add(lineOf(n), join(o.path, key), "boolean", fault.Say("值是 %[1]s,应是 true 或 false", "the value is %[1]s; it must be true or false", shown(n)))
		return false
	}
	return b.Value
}

// text reads a string that is not empty, of at most 200 characters.
func (o *object) text(key string) string {
	n, s := o.get(key)
	return o.r.text(n, join(o.path, key), s)
}

func (r *reader) text(n ast.Node, path string, s *schema) string {
	s.Type, s.MinLength, s.MaxLength = "string", 1, 200
	if n == nil {
		return ""
	}
	t, ok := n.(*ast.StringNode)
	if !ok || strings.TrimSpace(t.Value) == "" || len([]rune(t.Value)) > 200 {
		r.add(lineOf(n), path, "text", fault.Say("值是 %[1]s,应是 1 到 200 个字的文字(数字请加引号)", "the value is %[1]s; it must be a text of 1 to 200 characters (quote a number)", shown(n)))
		return ""
	}
	return t.Value
}

// choice reads one of a few words.
func (o *object) choice(key string, allowed []string) string {
	n, s := o.get(key)
	return o.r.choice(n, join(o.path, key), allowed, s)
}

func (r *reader) choice(n ast.Node, path string, allowed []string, s *schema) string {
	s.Type, s.Enum = "string", allowed
	if n == nil {
		return ""
	}
	if t, ok := n.(*ast.StringNode); ok && slices.Contains(allowed, t.Value) {
		return t.Value
	}
	r.add(lineOf(n), path, "choice", fault.Say("值是 %[1]s,应是其中之一:%[2]s", "the value is %[1]s; it must be one of %[2]s", shown(n), strings.Join(allowed, ", ")))
	return ""
}

// code reads a stable code: lower-case letters, digits and underscores, beginning with a letter.
func (o *object) code(key string) string {
	n, s := o.get(key)
	s.Type, s.Pattern = "string", "^[a-z][a-z0-9_]{0,49}$"
	if n == nil {
		return ""
	}
	if t, ok := n.(*ast.StringNode); ok && isCode(t.Value) {
		return t.Value
	}
	o.r.add(lineOf(n), join(o.path, key), "code", fault.Say("值是 %[1]s,应由小写字母、数字和下划线组成,字母开头,至多 50 个", "the value is %[1]s; it must be at most 50 lower-case letters, digits and underscores, a letter first", shown(n)))
	return ""
}

func isCode(s string) bool {
	if s == "" || len(s) > 50 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// date reads a day.
func (o *object) date(key string) calendar.Date {
	n, s := o.get(key)
	s.Type, s.Format = "string", "date"
	if n == nil {
		return calendar.Date{}
	}
	if t, ok := n.(*ast.StringNode); ok {
		if d, err := calendar.Parse(t.Value); err == nil {
			return d
		}
	}
	o.r.add(lineOf(n), join(o.path, key), "date", fault.Say("值是 %[1]s,应是存在的日期,如 2026-01-01", "the value is %[1]s; it must be a day that exists, such as 2026-01-01", shown(n)))
	return calendar.Date{}
}

// words reads the zh and en texts of an object.
func (o *object) words() fault.Words { return fault.Words{Zh: o.text("zh"), En: o.text("en")} }

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
