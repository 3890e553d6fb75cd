package archtest

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// owner says which package writes an entity. Nobody else does, so that each rule about it has one place.
var owner = map[string]string{
	"Organization":     "internal/registry",
	"Compound":         "internal/registry",
	"Contractor":       "internal/registry",
	"Engagement":       "internal/registry",
	"Qualification":    "internal/registry",
	"Standard":         "internal/cycle",
	"Cycle":            "internal/cycle",
	"SurveyAnswer":     "internal/survey",
	"SurveyTally":      "internal/survey",
	"Inspection":       "internal/inspection",
	"Finding":          "internal/inspection",
	"Complaint":        "internal/complaint",
	"Tender":           "internal/tender",
	"Publication":      "internal/publication",
	"CompoundResult":   "internal/publication",
	"ContractorResult": "internal/publication",
	"Withdrawal":       "internal/publication",
	"Epoch":            "internal/store",
	"Account":          "internal/account",
	"Grant":            "internal/account",
	"Session":          "internal/account",
	"Device":           "internal/account",
	"Throttle":         "internal/account",
	"RecoveryCode":     "internal/account",
	"Identity":         "internal/account",
	"OneTimeLink":      "internal/account",
	"APIToken":         "internal/account",
	"Preference":       "internal/account",
	"Notice":           "internal/notice",
	"Lease":            "internal/lease",
	"AuditEntry":       "internal/audit",
	"AuditHead":        "internal/audit",
	"Zone":             "internal/registry",
	"Committee":        "internal/registry",
	"CommitteeMember":  "internal/registry",
	"Attachment":       "internal/attachment",
	"ImportJob":        "internal/importjob",
}

// writing are the methods of an entity's client that begin a write. On the entity itself it is Update.
var writing = []string{"Create", "CreateBulk", "MapCreateBulk", "Update", "UpdateOne", "UpdateOneID", "Delete", "DeleteOne", "DeleteOneID"}

func TestEachEntityIsWrittenByItsOwnerAlone(t *testing.T) {
	written := map[string]bool{}
	for path, p := range sources(t) {
		if testSupport(path) || path == "ent/schema" {
			continue
		}
		for selector, selection := range p.TypesInfo.Selections {
			entity, ok := writes(selection)
			if !ok {
				continue
			}
			written[entity] = true
			if owner[entity] != path {
				t.Errorf("%s writes %s, which belongs to %s", at(p, selector.Pos()), entity, owner[entity])
			}
		}
	}
	for entity, path := range owner {
		if !written[entity] {
			t.Errorf("%s does not write %s, which the table gives to it", path, entity)
		}
	}
}

// writes reports whether a selection begins a write of an entity of ent.
func writes(selection *types.Selection) (entity string, ok bool) {
	method, isMethod := selection.Obj().(*types.Func)
	if !isMethod || method.Pkg() == nil || method.Pkg().Path() != module+"ent" {
		return "", false
	}
	receiver := method.Signature().Recv().Type()
	if pointer, isPointer := receiver.(*types.Pointer); isPointer {
		receiver = pointer.Elem()
	}
	named, isNamed := receiver.(*types.Named)
	if !isNamed {
		return "", false
	}
	name := named.Obj().Name()
	if client, cut := strings.CutSuffix(name, "Client"); cut && client != "" {
		return client, slices.Contains(writing, method.Name())
	}
	_, isEntity := owner[name]
	return name, isEntity && method.Name() == "Update"
}

func TestEveryEntityHasAnOwner(t *testing.T) {
	var entities []string
	for _, file := range sources(t)["ent/schema"].Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if structure, ok := spec.Type.(*ast.StructType); ok && embeds(structure, "ent", "Schema") {
				entities = append(entities, spec.Name.Name)
			}
			return true
		})
	}
	if len(entities) == 0 {
		t.Fatal("found no entity")
	}
	for _, e := range entities {
		if owner[e] == "" {
			t.Errorf("%s is in no row of the table of owners: say there which package writes it", e)
		}
	}
	for e := range owner {
		if !slices.Contains(entities, e) {
			t.Errorf("there is no entity %s", e)
		}
	}
	glossary, err := os.ReadFile("../../docs/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entities {
		if name := spaced(e); !strings.Contains(string(glossary), name) {
			t.Errorf("docs/glossary.md does not know %q", name)
		}
	}
}

// spaced writes CompoundResult as people do: compound result.
func spaced(name string) string {
	return strings.ToLower(strings.TrimSpace(regexp.MustCompile(`([A-Z])`).ReplaceAllString(name, " $1")))
}

func embeds(s *ast.StructType, pkg, name string) bool {
	for _, f := range s.Fields.List {
		selector, ok := f.Type.(*ast.SelectorExpr)
		if !ok || len(f.Names) > 0 || selector.Sel.Name != name {
			continue
		}
		if x, ok := selector.X.(*ast.Ident); ok && x.Name == pkg {
			return true
		}
	}
	return false
}

// statement is SQL that changes something.
var statement = regexp.MustCompile(`(?i)^\s*(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|TRUNCATE\s|ALTER\s+TABLE|DROP\s|CREATE\s+(TABLE|INDEX|TRIGGER|FUNCTION))`)

func TestNobodyButTheStoreWritesSQLThatChangesSomething(t *testing.T) {
	for path, p := range sources(t) {
		if testSupport(path) || path == "internal/store" {
			continue
		}
		for expression, value := range p.TypesInfo.Types {
			if value.Value != nil && value.Value.Kind() == constant.String && statement.MatchString(constant.StringVal(value.Value)) {
				t.Errorf("%s: SQL that changes something goes through the entities: %s", at(p, expression.Pos()), constant.StringVal(value.Value))
			}
		}
	}
}

// clocks are the packages that may ask what time it is; all others are told.
var clocks = []string{"cmd/smileboard", "internal/web", "internal/store", "internal/suite", "internal/devloop"}

func TestTheClockIsReadAtTheEdgesAlone(t *testing.T) {
	for path, p := range sources(t) {
		if testSupport(path) || slices.Contains(clocks, path) {
			continue
		}
		for identifier, object := range p.TypesInfo.Uses {
			if object.Pkg() != nil && object.Pkg().Path() == "time" && slices.Contains([]string{"Now", "Since", "Until"}, object.Name()) && object.Parent() == object.Pkg().Scope() {
				t.Errorf("%s reads the clock: take the day or the time as an argument", at(p, identifier.Pos()))
			}
		}
	}
}

func at(p *packages.Package, pos token.Pos) string {
	position := p.Fset.Position(pos)
	_, file, _ := strings.Cut(position.Filename, "/"+strings.TrimPrefix(p.PkgPath, module)+"/")
	return strings.TrimPrefix(p.PkgPath, module) + "/" + file + ":" + position.String()[strings.LastIndex(position.String(), ".go:")+4:]
}
