package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// filling says what stands in a generated call.
type filling struct {
	text string
	// id gives the id for the n-th place that takes one.
	id func(n int) string
	n  int
	// only leaves out whatever may be left out, but for the id in place at.
	only bool
	at   int
}

// wants reports whether something that may be left out is written.
func (w *filling) wants(s *ast.Schema, of *ast.Type) bool {
	if !w.only {
		return true
	}
	places := w.n
	w.count(s, of, 0)
	ids := w.n - places
	if w.at < places || w.at >= w.n {
		return false
	}
	w.n -= ids
	return true
}

// count counts the places of a type that take an id, as value does.
func (w *filling) count(s *ast.Schema, of *ast.Type, depth int) {
	d := s.Types[of.Name()]
	switch {
	case d.Name == "ID":
		w.n++
	case d.Kind == ast.InputObject && depth < 3:
		for _, f := range d.Fields {
			w.count(s, f.Type, depth+1)
		}
	}
}

// call writes a call of an operation with a value for every argument.
func (o *office) call(root *ast.Definition, f *ast.FieldDefinition, with *filling) (query string, variables map[string]any) {
	variables = map[string]any{}
	var declared, given []string
	for _, a := range f.Arguments {
		if (!a.Type.NonNull || a.DefaultValue != nil) && !with.wants(o.schema, a.Type) {
			continue
		}
		declared = append(declared, fmt.Sprintf("$%s:%s", a.Name, a.Type))
		given = append(given, fmt.Sprintf("%s:$%s", a.Name, a.Name))
		variables[a.Name] = o.value(a.Type, a.Name, with, 0)
	}
	heads := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return "(" + strings.Join(list, ",") + ")"
	}
	selection := ""
	if d := o.schema.Types[f.Type.Name()]; d.IsCompositeType() {
		selection = "{__typename}"
		if slices.ContainsFunc(d.Fields, func(f *ast.FieldDefinition) bool { return f.Name == "total" }) {
			selection = "{total rows{__typename}}"
		}
	}
	return strings.ToLower(root.Name) + heads(declared) + "{" + f.Name + heads(given) + selection + "}", variables
}

// value is a value of a type.
func (o *office) value(of *ast.Type, name string, with *filling, depth int) any {
	if of.Elem != nil {
		return []any{o.value(of.Elem, name, with, depth+1)}
	}
	d := o.schema.Types[of.NamedType]
	switch d.Kind {
	case ast.Enum:
		return d.EnumValues[len(d.EnumValues)-1].Name
	case ast.InputObject:
		fields := map[string]any{}
		for _, f := range d.Fields {
			if f.Type.NonNull || depth < 3 && with.wants(o.schema, f.Type) {
				fields[f.Name] = o.value(f.Type, f.Name, with, depth+1)
			}
		}
		return fields
	}
	switch d.Name {
	case "ID":
		with.n++
		return with.id(with.n - 1)
	case "Int", "Fen", "Area":
		if name == "skip" {
			return 0
		}
		return 1
	case "Boolean":
		return true
	case "Date":
		return "2026-11-20"
	case "Time":
		return "2026-11-20T00:00:00Z"
	case "Float":
		return 0.5
	}
	return with.text
}
