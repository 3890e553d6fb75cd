// Command suite runs the whole test suite and says at the end what ran where. It is what `make test` calls.
//
// It finds PostgreSQL and Chromium first (on Debian and Ubuntu as root it installs what is missing), then runs the parts
// one after another. A part that fails fails the whole, but the parts after it still run. Nothing is skipped silently:
// every skipped test is listed by its name.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := &suite{ctx: ctx, start: time.Now()}
	if !s.run() {
		stop()
		os.Exit(1)
	}
}

// suite is one run of everything.
type suite struct {
	ctx   context.Context //nolint:containedctx // it lives exactly as long as the program
	start time.Time
	parts []part
	// dir holds what the parts write for the summary.
	dir   string
	needs needs
}

// part is the outcome of one part.
type part struct {
	title string
	counts
	failures []string
	skips    []string
	err      error
	took     time.Duration
}

// counts are numbers of tests; a test with subtests counts as its subtests.
type counts struct{ passed, failed, skipped int }

func (s *suite) run() bool {
	dir, err := os.MkdirTemp("", "smileboard-suite-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "suite:", err)
		return false
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s.dir = dir

	if s.needs, err = findNeeds(s.ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return false
	}
	fmt.Println(s.needs)

	s.part("front-end packages (npm ci)", func(p *part) { p.err = s.command(nil, "make", "--no-print-directory", "packages") })
	s.part("front end and binary (make build)", func(p *part) { p.err = s.command(nil, "make", "--no-print-directory", "build") })
	// Once, before the packages that start it would each build it.
	s.part("S3 server for the tests (versitygw)", func(p *part) { p.err = s.command(nil, "go", "tool", "-modfile=s3.mod", "-n", "versitygw") })
	s.part("Go tests", s.goTests)
	s.part("front-end unit tests (vitest)", s.vitest)
	s.part("browser tests (Chromium)", s.browser)
	return s.summary()
}

func (s *suite) part(title string, run func(p *part)) {
	if s.ctx.Err() != nil {
		s.parts = append(s.parts, part{title: title, err: s.ctx.Err()})
		return
	}
	fmt.Printf("\n== %s\n", title)
	p := part{title: title}
	start := time.Now()
	run(&p)
	p.took = time.Since(start)
	if p.err != nil {
		fmt.Println("FAIL:", p.err)
	}
	// A part that failed without a failed test, by not building for example, is one failure.
	if p.err != nil && p.failed == 0 {
		p.failed = 1
		p.failures = append(p.failures, fmt.Sprintf("%s: %v", title, p.err))
	}
	s.parts = append(s.parts, p)
}

// summary prints what ran where, and ends with the plain line that machines read.
func (s *suite) summary() bool {
	var all counts
	fmt.Print("\n== What ran\n")
	for _, p := range s.parts {
		all.passed += p.passed
		all.failed += p.failed
		all.skipped += p.skipped
		fmt.Printf("%-36s %4d passed  %3d failed  %3d skipped  %6.1fs\n", p.title, p.passed, p.failed, p.skipped, p.took.Seconds())
	}
	sqlite, postgres := s.tally()
	fmt.Printf("\non SQLite:      %d tests\non PostgreSQL:  %d tests (%s)\nin the browser: %d tests (%s)\n",
		sqlite, postgres, s.needs.postgres, s.parts[len(s.parts)-1].passed+s.parts[len(s.parts)-1].failed, s.needs.chromium)
	list("Skipped", s.parts, func(p part) []string { return p.skips })
	list("Failed", s.parts, func(p part) []string { return p.failures })
	fmt.Printf("\n%s in all\n", time.Since(s.start).Round(time.Second))
	if all.skipped > 0 {
		fmt.Printf("%d passed, %d failed, %d skipped\n", all.passed, all.failed, all.skipped)
	} else {
		fmt.Printf("%d passed, %d failed\n", all.passed, all.failed)
	}
	return all.failed == 0
}

func list(title string, parts []part, of func(part) []string) {
	var lines []string
	for _, p := range parts {
		lines = append(lines, of(p)...)
	}
	if len(lines) > 0 {
		fmt.Printf("\n%s:\n  %s\n", title, strings.Join(slices.Compact(lines), "\n  "))
	}
}
