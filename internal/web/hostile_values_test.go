package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// hostileTexts stand in every place of the console's schema that takes a text.
var hostileTexts = map[string]string{
	"a NUL":               "a\x00b",
	"a quote":             "'; DROP TABLE accounts; --",
	"every pattern":       `%_\%`,
	"markup":              `<img src=x onerror=alert(1)>`,
	"a formula":           `=HYPERLINK("http://evil.example","x")`,
	"the other direction": "\u202e\u2066cba",
	"half a pair":         "\ufffd\uffff",
	"a lot":               strings.Repeat("好", 4000),
	"nothing":             "",
	"spaces":              " \t\r\n\u00a0\u3000",
	"a template":          "{{.}}${7*7}%s%n",
	"a path":              "../../../../etc/passwd\x00.jpg",
}

// TestNoTextBreaksTheConsole asks every question and makes every change of the schema with hostile texts in every place that
// takes one. What the server says may be a refusal, and never that it failed.
func TestNoTextBreaksTheConsole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOfficeOn(t, db)
		o.hire("admin", viewer.Administrator, "", 0)
		o.hire("manager", viewer.ContractorManager, "", o.world.Contractors[0].ID)
		admin, manager := o.signedIn("admin"), o.signedIn("manager")
		for _, root := range []*ast.Definition{o.schema.Query, o.schema.Mutation} {
			for _, f := range root.Fields {
				switch {
				case strings.HasPrefix(f.Name, "__"), f.Name == "signOut", f.Name == "signOutEverywhere", f.Name == "endSession":
					continue // they would end the test's own session
				}
				if _, variables := o.call(root, f, &filling{text: "MARK", id: func(int) string { return "1" }}); !strings.Contains(fmt.Sprint(variables), "MARK") {
					continue // it takes no text
				}
				for name, text := range hostileTexts {
					for _, b := range []*browser{admin, manager} {
						q, variables := o.call(root, f, &filling{text: text, id: func(int) string { return globalID(o.world.Compounds[0].ID) }})
						r := b.ask(q, variables)
						if body := bodyOf(r); strings.Contains(body, `"INTERNAL"`) || !strings.HasPrefix(body, `{"`) {
							t.Errorf("%s with %s: %d: %s", f.Name, name, r.StatusCode, o.cause(body))
						}
					}
				}
			}
		}
		if admin.who() != "admin" {
			t.Error("the session did not survive")
		}
	})
}

// cause is what the log says of the failure whose number is in an answer.
func (o *office) cause(body string) string {
	var answer struct {
		Errors []struct{ Extensions struct{ ID string } }
	}
	if json.Unmarshal([]byte(body), &answer) != nil || len(answer.Errors) == 0 {
		return body
	}
	for line := range strings.SplitSeq(o.log.String(), "\n") {
		if strings.Contains(line, answer.Errors[0].Extensions.ID) {
			_, cause, _ := strings.Cut(line, `"error":`)
			return cause[:min(len(cause), 500)]
		}
	}
	return body
}
