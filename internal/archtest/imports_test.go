package archtest

import (
	"slices"
	"strings"
	"testing"
)

// allowed says which packages of the module each one may import. "ent" stands for ent and what is generated beside it. The
// order is that of the import direction: cmd → web, graph, importer → the rooms → store → ent → viewer, fault.
var allowed = map[string][]string{
	// What everyone may know, and that knows nobody.
	"internal/fault":    {},
	"internal/viewer":   {},
	"internal/calendar": {},
	"internal/patch":    {},
	"internal/pinyin":   {},
	"internal/sheet":    {"internal/calendar", "internal/fault"},

	// Rules without a database.
	"internal/standard":     {"internal/calendar", "internal/fault"},
	"internal/assess":       {"internal/calendar", "internal/fault", "internal/standard"},
	"internal/assess/words": {"internal/assess", "internal/calendar", "internal/fault", "internal/standard"},

	"ent/schema":     {"ent", "internal/fault", "internal/viewer"},
	"internal/store": {"ent", "internal/fault"},
	"internal/lease": {"ent", "internal/store", "internal/viewer"},

	// Who may come in and what they may do, and the record of what they did: every room asks them.
	"internal/audit":      {"ent", "internal/fault", "internal/store", "internal/viewer"},
	"internal/audittrail": {"ent", "internal/account", "internal/calendar", "internal/fault", "internal/store"},
	"internal/notice":     {"ent", "internal/calendar", "internal/fault", "internal/store", "internal/viewer"},
	"internal/account":    {"ent", "internal/audit", "internal/calendar", "internal/fault", "internal/notice", "internal/patch", "internal/pinyin", "internal/store", "internal/viewer"},

	// The rooms: earlier ones are imported by later ones, never the reverse.
	"internal/cycle": {"ent", "internal/audit", "internal/calendar", "internal/fault", "internal/patch", "internal/standard", "internal/store"},
	"internal/registry": {
		"ent", "internal/account", "internal/audit", "internal/calendar", "internal/fault", "internal/patch", "internal/pinyin", "internal/store", "internal/viewer",
	},
	"internal/survey": {
		"ent", "internal/assess", "internal/calendar", "internal/cycle", "internal/fault", "internal/patch", "internal/standard", "internal/store",
	},
	"internal/inspection": {
		"ent", "internal/assess", "internal/calendar", "internal/cycle", "internal/fault", "internal/patch", "internal/standard", "internal/store",
	},
	"internal/complaint": {
		"ent", "internal/assess", "internal/calendar", "internal/cycle", "internal/fault", "internal/patch", "internal/standard", "internal/store",
	},
	"internal/tender": {"ent", "internal/calendar", "internal/fault", "internal/patch", "internal/registry", "internal/standard", "internal/store"},
	"internal/publication": {
		"ent", "internal/assess", "internal/audit", "internal/assess/words", "internal/calendar", "internal/complaint", "internal/cycle", "internal/fault",
		"internal/inspection", "internal/registry", "internal/standard", "internal/store", "internal/survey",
	},
	"internal/publish": {
		"ent", "internal/assess", "internal/assess/words", "internal/calendar", "internal/fault", "internal/pinyin", "internal/standard", "internal/store",
	},

	// Where one stands: frozen results and the register, for those who are signed in.
	"internal/mystatus": {
		"ent", "internal/account", "internal/assess", "internal/assess/words", "internal/calendar", "internal/fault", "internal/publication",
		"internal/registry", "internal/standard", "internal/store", "internal/viewer",
	},

	// Attachments: what may be kept of bytes from outside, and where the bytes lie.
	"internal/attachment/intake": {"internal/fault"},
	"internal/attachment/blob":   {"internal/fault"},
	"internal/attachment": {
		"ent", "internal/account", "internal/attachment/blob", "internal/attachment/intake", "internal/audit", "internal/fault", "internal/store", "internal/viewer",
	},

	// What waits for whom.
	"internal/dashboard": {"ent", "internal/account", "internal/calendar", "internal/fault", "internal/registry", "internal/store", "internal/viewer"},

	// Imports from the console, and tables as Excel files.
	"internal/importjob": {
		"ent", "internal/account", "internal/audit", "internal/calendar", "internal/fault", "internal/importer", "internal/importer/workbook", "internal/notice",
		"internal/store", "internal/viewer",
	},
	"internal/export": {
		"ent", "internal/account", "internal/audittrail", "internal/calendar", "internal/fault", "internal/registry", "internal/sheet", "internal/viewer",
	},

	// What falls due, and whom it concerns.
	"internal/reminder": {"ent", "internal/calendar", "internal/notice", "internal/registry", "internal/store", "internal/viewer"},

	// Notices by mail.
	"internal/notice/mail": {"ent", "internal/fault", "internal/notice", "internal/store"},

	// The edges.
	"internal/importer/workbook": {"internal/assess", "internal/calendar", "internal/fault", "internal/sheet"},
	"internal/importer": {
		"ent", "internal/assess", "internal/audit", "internal/calendar", "internal/complaint", "internal/cycle", "internal/fault", "internal/importer/workbook",
		"internal/inspection", "internal/patch", "internal/registry", "internal/standard", "internal/store", "internal/survey", "internal/tender",
	},
	"internal/sample": {"internal/assess", "internal/calendar", "internal/fault", "internal/importer/workbook"},
	"graph":           {"graph/generated", "graph/scalar", "internal/calendar", "internal/fault", "internal/publish", "internal/viewer"},
	"graph/generated": {"graph/scalar", "internal/calendar", "internal/publish"},
	"graph/console": {
		"ent", "graph/console/generated", "graph/console/model", "graph/scalar", "internal/account", "internal/assess", "internal/assess/words",
		"internal/attachment", "internal/audittrail", "internal/calendar", "internal/dashboard", "internal/fault", "internal/mystatus",
		"internal/importer/workbook", "internal/importjob", "internal/notice", "internal/patch", "internal/registry", "internal/viewer",
	},
	"graph/console/generated": {"graph/console/model", "graph/scalar", "internal/audittrail", "internal/calendar", "internal/dashboard", "internal/fault", "internal/registry"},
	"graph/console/model":     {"internal/audittrail", "internal/calendar", "internal/fault", "internal/registry"},
	"graph/scalar":            {"internal/calendar", "internal/fault"},
	"frontend":                {},
	"internal/web":            {"ent", "frontend", "graph", "internal/account", "internal/attachment", "internal/calendar", "internal/export", "internal/fault", "internal/importjob", "internal/publish", "internal/store", "internal/viewer"},
	"cmd/smileboard":          anything,

	// Tools of those who work on it.
	"internal/suite":                  {},
	"internal/devloop":                {},
	"internal/archtest":               {},
	"internal/store/storetest/withpg": {"internal/store/storetest"},
}

// anything marks the one place where all wiring is done.
var anything = []string{"*"}

func TestPackagesImportOnlyWhatTheyMay(t *testing.T) {
	for path, p := range sources(t) {
		may, ok := allowed[path]
		if !ok {
			if !testSupport(path) {
				t.Errorf("%s is in no row of the table of imports: say there what it may import", path)
			}
			continue
		}
		for imported := range p.Imports {
			rest, ours := strings.CutPrefix(imported, module)
			if !ours || slices.Contains(may, "*") && !testSupport(rest) {
				continue
			}
			if strings.HasPrefix(rest, "ent/") && rest != "ent/schema" {
				rest = "ent"
			}
			if !slices.Contains(may, rest) {
				t.Errorf("%s imports %s, which its row does not allow", path, rest)
			}
		}
	}
}

func TestEveryRowOfTheTableOfImportsIsAPackage(t *testing.T) {
	packages := sources(t)
	for path := range allowed {
		if packages[path] == nil {
			t.Errorf("there is no package %s", path)
		}
	}
}

func TestNoPackageIsNamedAfterNothing(t *testing.T) {
	for path, p := range sources(t) {
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc", "manager", "lib", "base", "shared"}, p.Name) {
			t.Errorf("%s: the name %s says nothing about what it owns", path, p.Name)
		}
	}
}

// libraries says who may use a library or a part of Go's own that belongs to one room.
var libraries = map[string][]string{
	"net/http":                       {"internal/web", "graph", "cmd/smileboard"},
	"github.com/urfave/cli":          {"cmd/smileboard"},
	"github.com/99designs/gqlgen":    {"graph", "graph/generated", "graph/scalar", "graph/console", "graph/console/generated", "graph/console/model", "internal/web"},
	"github.com/vektah/gqlparser":    {"graph", "graph/generated", "graph/console", "graph/console/generated", "internal/web"},
	"github.com/xuri/excelize":       {"internal/importer/workbook"},
	"modernc.org/sqlite":             {"internal/store"},
	"github.com/lib/pq":              {"internal/store"},
	"github.com/pressly/goose":       {"internal/store"},
	"database/sql":                   {"internal/store", "internal/publish"},
	"github.com/prometheus":          {"internal/web", "cmd/smileboard"},
	"github.com/mozillazg/go-pinyin": {"internal/pinyin"},
	"github.com/goccy/go-yaml":       {"internal/standard", "internal/assess/words"},
	"github.com/rs/cors":             {"internal/web"},
	"github.com/klauspost/compress":  {"internal/web", "internal/publication"},
	"github.com/go-chi/httprate":     {"internal/web"},
	"github.com/minio/minio-go":      {"internal/attachment/blob"},
	"github.com/bep/imagemeta":       {"internal/attachment/intake"},
	"golang.org/x/image":             {"internal/attachment/intake"},
	"github.com/alexedwards":         {"internal/account"},
	"github.com/pquerna/otp":         {"internal/account"},
	"github.com/coreos/go-oidc":      {"internal/web"},
	"golang.org/x/oauth2":            {"internal/web"},
	"image":                          {"internal/attachment/intake"},
	"github.com/wneessen/go-mail":    {"internal/notice/mail"},
	"os/exec":                        {"internal/store", "internal/suite", "internal/devloop"},
}

func TestALibraryIsUsedWhereItBelongs(t *testing.T) {
	for path, p := range sources(t) {
		if testSupport(path) {
			continue
		}
		for imported := range p.Imports {
			for library, users := range libraries {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(users, path) {
					t.Errorf("%s imports %s, which belongs to %s", path, imported, strings.Join(users, ", "))
				}
			}
		}
	}
}

// TestTheAssessmentIsPure holds that the assessment can neither look nor speak outside itself.
func TestTheAssessmentIsPure(t *testing.T) {
	forbidden := []string{"os", "io/fs", "net", "database", "syscall", "log", "embed", "unsafe", "plugin", "runtime", "time", "math/rand", "crypto/rand"}
	packages := sources(t)
	for imported := range packages["internal/assess"].Imports {
		first, _, _ := strings.Cut(imported, "/")
		if strings.Contains(first, ".") {
			t.Errorf("it imports %s, from outside Go and this module", imported)
		}
		for _, f := range forbidden {
			// math/rand/v2 is a generator that starts from a given seed.
			if (imported == f || strings.HasPrefix(imported, f+"/")) && imported != "math/rand/v2" {
				t.Errorf("it imports %s", imported)
			}
		}
	}
}
