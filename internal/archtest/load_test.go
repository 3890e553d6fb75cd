package archtest

import (
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

const module = "smileboard/"

// load reads all packages of the module with their types, without their tests.
var load = sync.OnceValues(func() ([]*packages.Package, error) {
	return packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
		Dir:  "../..",
	}, "./internal/...", "./graph/...", "./cmd/...", "./frontend/...", "./ent/schema")
})

// sources gives the packages, by their paths within the module.
func sources(t *testing.T) map[string]*packages.Package {
	t.Helper()
	list, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		t.Fatal("no packages")
	}
	out := map[string]*packages.Package{}
	for _, p := range list {
		for _, e := range p.Errors {
			t.Errorf("%s: %v", p.PkgPath, e)
		}
		out[strings.TrimPrefix(p.PkgPath, module)] = p
	}
	return out
}

// testSupport reports whether a package only serves tests.
func testSupport(path string) bool {
	for _, element := range strings.Split(path, "/") {
		if strings.HasSuffix(element, "test") {
			return true
		}
	}
	return false
}
