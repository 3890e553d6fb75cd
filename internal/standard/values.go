package standard

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

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
