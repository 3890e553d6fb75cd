package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/graph"
	"smileboard/internal/publish/publishtest"
)

// schema is the public schema as it is published.
func schema(tb testing.TB) *ast.Schema {
	tb.Helper()
	s, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SchemaText()})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// everything selects every field of a type, and of the types below as deep as they go without meeting one again.
func everything(s *ast.Schema, def *ast.Definition, args func(typeName, field string) string, above ...string) string {
	var b strings.Builder
	b.WriteString("{ __typename ")
	for _, f := range def.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		below := s.Types[f.Type.Name()]
		if below.IsCompositeType() && (contains(above, below.Name) || below.Kind == ast.Interface) {
			continue
		}
		b.WriteString(f.Name + args(def.Name, f.Name))
		if below.IsCompositeType() {
			b.WriteString(everything(s, below, args, append(above, def.Name)...))
		}
		b.WriteByte(' ')
	}
	b.WriteString("} ")
	return b.String()
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// Every field of every type has an answer without an error, and no private column's marker is in any of them.
func TestEverythingPublicIsReadableAndNothingPrivate(t *testing.T) {
	each(t, 12, func(t *testing.T, s *server, w *publishtest.World) {
		sc := schema(t)
		roots := []string{
			`districts`, `board(district:"430104", first:12)`, `board(district:"430104", cycle:"2026H1", revision:1, first: 12)`, `board(district:"430104", cycle:"2026H2", first: 12)`,
			`compound(code:"` + publishtest.Code(0) + `")`, `compound(code:"` + publishtest.Code(1) + `")`, `compound(code:"` + publishtest.Code(3) + `")`,
			`ranking(district:"430104")`, `contractor(uscc:"` + publishtest.USCC(0) + `")`, `contractor(uscc:"` + publishtest.USCC(3) + `")`,
			`standard`, `tenders(district:"430104")`, `tender(number:"示例招0")`,
		}
		for _, root := range roots {
			name, _, _ := strings.Cut(root, "(")
			field := sc.Query.Fields.ForName(name)
			for _, language := range []string{"ZH", "EN"} {
				selection := everything(sc, sc.Types[field.Type.Name()], func(typeName, f string) string {
					def := sc.Types[typeName].Fields.ForName(f)
					switch {
					case def.Arguments.ForName("language") != nil:
						return "(language:" + language + ")"
					case def.Arguments.ForName("first") != nil:
						return "(first: 3)"
					}
					return ""
				})
				r := askUnlimited(t, s, "{"+root+selection+"}")
				if strings.Contains(r, publishtest.Marker) {
					t.Errorf("%s shows something private", root)
				}
				if strings.Contains(r, `"errors"`) {
					t.Errorf("%s: %.2000s\n%s", root, r, s.log.String())
				}
				if !strings.Contains(r, `"__typename"`) {
					t.Errorf("%s found nothing: %s", root, r)
				}
			}
		}
	})
}

// The schema names nothing that is a person's or a company's own business.
func TestSchemaHasNoPrivateField(t *testing.T) {
	private := []string{"phone", "legal", "representative", "inspector", "complainant", "email", "answers_", "capital", "staff", "version", "search", "sortkey", "initials", "detail", "totals", "evidencezstd"}
	allowed := map[string]bool{"Standard.version": true, "BoardFilter.search": true}
	for _, def := range schema(t).Types {
		if strings.HasPrefix(def.Name, "__") {
			continue
		}
		for _, f := range def.Fields {
			for _, p := range private {
				if strings.Contains(strings.ToLower(f.Name), p) && !allowed[def.Name+"."+f.Name] {
					t.Errorf("%s.%s looks private", def.Name, f.Name)
				}
			}
			if f.Name == "text" && def.Name != "Condition" {
				t.Errorf("%s.text may be a complaint's", def.Name)
			}
		}
	}
}

func TestSchemaIsDocumented(t *testing.T) {
	check := func(what, description string) {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", what)
		}
	}
	for _, def := range schema(t).Types {
		if def.BuiltIn || def.Name == "Query" {
			continue
		}
		check(def.Name, def.Description)
	}
	for _, def := range schema(t).Types {
		if def.BuiltIn {
			continue
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			check(fmt.Sprintf("%s.%s", def.Name, f.Name), f.Description)
			for _, a := range f.Arguments {
				check(fmt.Sprintf("%s.%s(%s)", def.Name, f.Name, a.Name), a.Description)
			}
		}
		for _, v := range def.EnumValues {
			check(def.Name+"."+v.Name, v.Description)
		}
	}
}

func askUnlimited(tb testing.TB, s *server, query string) string {
	tb.Helper()
	body, err := s.AskUnlimited(tb.Context(), query)
	if err != nil {
		tb.Fatalf("%v\n%.3000s", err, query)
	}
	return body
}
