package archtest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// levelOne are the requirements of level 1 of OWASP ASVS 5.0.0, by their numbers.
var levelOne = strings.Fields(`
	1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1
	2.1.1 2.2.1 2.2.2 2.3.1
	3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3
	4.1.1 4.4.1
	5.2.1 5.2.2 5.3.1 5.3.2
	6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2
	7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2
	8.1.1 8.2.1 8.2.2 8.3.1
	9.1.1 9.1.2 9.1.3 9.2.1
	10.4.1 10.4.2 10.4.3 10.4.4 10.4.5
	11.3.1 11.3.2 11.4.1
	12.1.1 12.2.1 12.2.2
	13.4.1
	14.2.1 14.3.1
	15.1.1 15.2.1 15.3.1`)

var (
	securityRow  = regexp.MustCompile(`^\| ([0-9]+\.[0-9]+\.[0-9]+) \| ([^|]+) \| (held|open|not ours) \| (.+) \|$`)
	goTestName   = regexp.MustCompile("`([a-z][a-z0-9/]*)\\.(Test[A-Za-z0-9]+)`")
	pageTestName = regexp.MustCompile("`(frontend/[^`: ]+): ([^`]+)`")
	documentLink = regexp.MustCompile(`\]\(([a-z0-9./-]+\.(?:md|go|json))(?:#[^)]*)?\)`)
	goTestDecl   = regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9]+)\(t \*testing\.T\)`)
)

// TestTheSecurityTableNamesEveryRequirementAndTestsThatAreThere holds docs/security.md to the code: each requirement of level 1
// has its row, what is held names a test or a document that exists, and everything else says why.
func TestTheSecurityTableNamesEveryRequirementAndTestsThatAreThere(t *testing.T) {
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := goTests(t)
	var numbers []string
	for line := range strings.SplitSeq(string(text), "\n") {
		row := securityRow.FindStringSubmatch(line)
		if row == nil {
			if strings.HasPrefix(line, "| ") && regexp.MustCompile(`^\| [0-9]+\.`).MatchString(line) {
				t.Errorf("no row of number, what, held|open|not ours, and how: %s", line)
			}
			continue
		}
		number, state, how := row[1], row[3], row[4]
		numbers = append(numbers, number)
		named := documentLink.FindAllStringSubmatch(how, -1)
		for _, link := range named {
			if _, err := os.Stat(filepath.Join("../../docs", link[1])); err != nil {
				t.Errorf("%s names a document that is not there: %v", number, err)
			}
		}
		proofs := len(named) + len(goTestName.FindAllString(how, -1)) + len(pageTestName.FindAllString(how, -1))
		if state == "held" && proofs == 0 {
			t.Errorf("%s is said to be held, but by no test or document", number)
		}
		if state != "held" && len(how) < 20 {
			t.Errorf("%s is %s without a reason", number, state)
		}
	}
	if got, want := strings.Join(numbers, " "), strings.Join(levelOne, " "); got != want {
		t.Errorf("the table has\n%s\nlevel 1 has\n%s", got, want)
	}
	for _, name := range goTestName.FindAllStringSubmatch(string(text), -1) {
		if !tests[name[1]+"."+name[2]] {
			t.Errorf("there is no test %s in %s", name[2], name[1])
		}
	}
	for _, name := range pageTestName.FindAllStringSubmatch(string(text), -1) {
		source, err := os.ReadFile(filepath.Join("../..", name[1]))
		if err != nil || !strings.Contains(string(source), `"`+name[2]+`"`) {
			t.Errorf("there is no test %q in %s: %v", name[2], name[1], err)
		}
	}
}

// goTests are the module's tests, as "internal/web.TestX".
func goTests(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, root := range []string{"internal", "graph", "cmd", "frontend"} {
		err := filepath.WalkDir(filepath.Join("../..", root), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			dir, err := filepath.Rel("../..", filepath.Dir(path))
			for _, m := range goTestDecl.FindAllStringSubmatch(string(source), -1) {
				out[filepath.ToSlash(dir)+"."+m[1]] = true
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	return out
}

// never says what no package of ours may import, and why.
var never = map[string]string{
	"crypto/md5":    "a broken hash",
	"crypto/des":    "a broken cipher",
	"crypto/rc4":    "a broken cipher",
	"crypto/cipher": "ciphers by hand: take a library that does the whole thing",
	"encoding/gob":  "makes whatever a sender names",
	"plugin":        "code from outside",
	"text/template": "writes text from outside into a page as it is: take html/template",
	"unsafe":        "memory by hand",
}

func TestNothingDangerousIsImported(t *testing.T) {
	for path, p := range sources(t) {
		for imported := range p.Imports {
			if why, ok := never[imported]; ok {
				t.Errorf("%s imports %s: %s", path, imported, why)
			}
		}
	}
}

// markup is how a script would make a page or code of a text.
var markup = regexp.MustCompile(`dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(|srcDoc|javascript:|postMessage\(|onPaste`)

// passwordField is a field that browsers fill with a password.
var passwordField = regexp.MustCompile(`<[A-Za-z.]+ [^>]*autoComplete="(?:current|new)-password"`)

// TestThePagesMakeNoMarkupOfText holds that what comes from the server is shown as text, and never run; that passwords are hidden
// while they are typed, and may be pasted.
func TestThePagesMakeNoMarkupOfText(t *testing.T) {
	files, passwords := 0, 0
	err := filepath.WalkDir("../../frontend/src", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(".ts.tsx.js", filepath.Ext(path)) || strings.Contains(path, ".test.") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		for _, field := range passwordField.FindAll(source, -1) {
			if !strings.HasPrefix(string(field), "<Input.Password ") {
				t.Errorf("%s: a password that everyone can read over a shoulder: %s", path, field)
			}
			passwords++
		}
		if found := markup.Find(source); found != nil {
			t.Errorf("%s: %s", path, found)
		}
		return nil
	})
	if err != nil || files < 20 || passwords < 5 {
		t.Fatalf("%d files, %d fields for passwords, %v", files, passwords, err)
	}
}
