package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// raced are the packages whose tests run under the race detector: those with goroutines of their own. The rest would only
// be slower by it.
var raced = []string{"./internal/store/..."}

// The server's goroutines are those of what it keeps, and of its start and stop: their tests run under the race detector, too.
// What asks it one thing after another would only take eight times as long.
const (
	racedServer      = "./internal/web"
	racedServerTests = "^Test(Cache|Kept|Files|Pages|Serve|Stopping|Ready|Slow|GraphQL|Dynamic|RateLimit|Metrics|AFormIsTaken|AWorkbookGoesIn)"
)

// event is one line of `go test -json`.
type event struct {
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Output      string
	Elapsed     float64
	FailedBuild string
}

func (s *suite) goTests(p *part) {
	packages, others, err := s.packages()
	if err != nil {
		p.err = err
		return
	}
	if s.needs.compiler == "" {
		fmt.Println("no C compiler: the race detector is left out")
		others, packages = append(others, packages...), nil
	}
	p.err = s.goTest(p, others)
	if len(packages) > 0 {
		fmt.Println("-- under the race detector:", strings.Join(raced, " "))
		if err := s.goTest(p, packages, "-race"); err != nil {
			p.err = err
		}
		fmt.Println("-- under the race detector:", racedServer, racedServerTests)
		if err := s.goTest(p, []string{racedServer}, "-race", "-run", racedServerTests); err != nil {
			p.err = err
		}
	}
}

// packages lists the packages with tests: those to run under the race detector, and the others.
func (s *suite) packages() (race, others []string, err error) {
	list := func(patterns ...string) ([]string, error) {
		out, err := exec.CommandContext(s.ctx, "go", append([]string{"list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}"}, patterns...)...).Output() //nolint:gosec // our own arguments
		if err != nil {
			return nil, fmt.Errorf("go list: %w", withStderr(err))
		}
		return strings.Fields(string(out)), nil
	}
	all, err := list("./...")
	if err != nil {
		return nil, nil, err
	}
	if race, err = list(raced...); err != nil {
		return nil, nil, err
	}
	return race, slices.DeleteFunc(all, func(pkg string) bool { return slices.Contains(race, pkg) }), nil
}

// goTest runs tests beside one PostgreSQL and adds their outcome to p.
func (s *suite) goTest(p *part, packages []string, flags ...string) error {
	args := append([]string{"run", "./internal/store/storetest/withpg", "go", "test", "-json", "-timeout", "20m"}, flags...)
	cmd := s.prepare([]string{"SMILEBOARD_TEST_TALLY=" + s.tallyFile()}, "go", append(args, packages...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	readEvents(out, p)
	return cmd.Wait()
}

// pkgRun is what is known of one package's tests so far.
type pkgRun struct {
	outcome map[string]string
	output  []testLine
}

// testLine is a line that a test printed; test is empty for the package's own.
type testLine struct{ test, text string }

// readEvents counts the tests and prints a line for each package, with what the failed ones printed.
func readEvents(r io.Reader, p *part) {
	runs := map[string]*pkgRun{}
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		switch {
		case len(line) == 0:
		case json.Unmarshal(line, &e) != nil:
			fmt.Print(string(line))
		case e.Action == "build-output":
			fmt.Print(e.Output)
		case e.Package != "":
			run := runs[e.Package]
			if run == nil {
				run = &pkgRun{outcome: map[string]string{}}
				runs[e.Package] = run
			}
			if run.add(e) {
				run.finish(e, p)
				delete(runs, e.Package)
			}
		}
		if err != nil {
			return
		}
	}
}

// add takes an event in and reports whether it ends the package.
func (r *pkgRun) add(e event) (ended bool) {
	switch e.Action {
	case "output":
		r.output = append(r.output, testLine{e.Test, e.Output})
	case "pass", "fail", "skip":
		if e.Test == "" {
			return true
		}
		r.outcome[e.Test] = e.Action
		if e.Action != "fail" {
			r.output = slices.DeleteFunc(r.output, func(l testLine) bool { return l.test == e.Test })
		}
	}
	return false
}

// finish prints the package's line and adds its tests to the part: those without subtests.
func (r *pkgRun) finish(e event, p *part) {
	cached := ""
	if slices.ContainsFunc(r.output, func(l testLine) bool { return strings.Contains(l.text, "(cached)") }) {
		cached = " (cached)"
	}
	fmt.Printf("%-4s %s %.1fs%s\n", e.Action, e.Package, e.Elapsed, cached)
	if e.Action == "fail" {
		for _, l := range r.output {
			fmt.Print("     ", l.text)
		}
	}
	failed := p.failed
	for _, name := range slices.Sorted(maps.Keys(r.outcome)) {
		full := strings.TrimPrefix(e.Package, "smileboard/") + " " + name
		switch outcome := r.outcome[name]; {
		case r.has(name+"/", "") && (outcome != "fail" || r.has(name+"/", "fail")):
			// Its subtests are counted instead.
		case outcome == "pass":
			p.passed++
		case outcome == "skip":
			p.skipped++
			p.skips = append(p.skips, full)
		default:
			p.failed++
			p.failures = append(p.failures, full)
		}
	}
	if e.Action == "fail" && p.failed == failed {
		p.failed++
		p.failures = append(p.failures, e.Package+" (did not build, or ended early)")
	}
}

// has reports whether a test with that prefix has that outcome, or any outcome for "".
func (r *pkgRun) has(prefix, outcome string) bool {
	for name, o := range r.outcome {
		if strings.HasPrefix(name, prefix) && (outcome == "" || o == outcome) {
			return true
		}
	}
	return false
}

func (s *suite) tallyFile() string { return filepath.Join(s.dir, "databases") }

// tally counts the tests that opened each database, as they said themselves.
func (s *suite) tally() (sqlite, postgres int) {
	b, err := os.ReadFile(s.tallyFile())
	if err != nil {
		return 0, 0
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	slices.Sort(lines)
	for _, l := range slices.Compact(lines) {
		switch {
		case strings.HasPrefix(l, "sqlite "):
			sqlite++
		case strings.HasPrefix(l, "postgres "):
			postgres++
		}
	}
	return sqlite, postgres
}
