package archtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"golang.org/x/mod/modfile"
)

func TestTheMigrationsAreThoseThatTheirSumsWereTakenOf(t *testing.T) {
	for _, database := range []string{"sqlite", "postgres"} {
		dir, err := sqltool.NewGooseDir(filepath.Join("../../ent/migrate/migrations", database))
		if err != nil {
			t.Fatal(err)
		}
		if err := migrate.Validate(dir); err != nil {
			t.Errorf("%s: %v (a written migration never changes; make migration writes the next one)", database, err)
		}
	}
}

func TestBothDatabasesHaveTheSameMigrations(t *testing.T) {
	names := func(database string) string {
		files, err := filepath.Glob(filepath.Join("../../ent/migrate/migrations", database, "*.sql"))
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range files {
			files[i] = filepath.Base(f)
		}
		return strings.Join(files, "\n")
	}
	if sqlite, postgres := names("sqlite"), names("postgres"); sqlite != postgres {
		t.Errorf("SQLite has\n%s\nPostgreSQL has\n%s", sqlite, postgres)
	}
}

func TestEveryDirectDependencyIsExplained(t *testing.T) {
	text, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	explained := func(name string) {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("docs/dependencies.md does not say what %s is for", name)
		}
	}
	raw, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", raw, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range mod.Require {
		if !r.Indirect {
			explained(r.Mod.Path)
		}
	}
	if raw, err = os.ReadFile("../../package.json"); err != nil {
		t.Fatal(err)
	}
	var npm struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(raw, &npm); err != nil {
		t.Fatal(err)
	}
	for name := range npm.Dependencies {
		explained(name)
	}
	for name := range npm.DevDependencies {
		explained(name)
	}
}
