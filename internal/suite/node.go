package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// vitest runs the front end's unit tests and reads vitest's own report.
func (s *suite) vitest(p *part) {
	report := filepath.Join(s.dir, "vitest.json")
	p.err = s.command(nil, "npm", "test", "--", "--reporter=default", "--reporter=json", "--outputFile.json="+report)
	b, err := os.ReadFile(report) //nolint:gosec // a file of our own temporary folder
	if err != nil {
		if p.err == nil {
			p.err = err
		}
		return
	}
	var r struct {
		TestResults []struct {
			AssertionResults []struct {
				FullName string
				Status   string
			}
		}
	}
	if err := json.Unmarshal(b, &r); err != nil {
		p.err = fmt.Errorf("vitest's report: %w", err)
		return
	}
	for _, file := range r.TestResults {
		for _, t := range file.AssertionResults {
			switch t.Status {
			case "passed":
				p.passed++
			case "failed":
				p.failed++
				p.failures = append(p.failures, "vitest "+t.FullName)
			default:
				p.skipped++
				p.skips = append(p.skips, "vitest "+t.FullName)
			}
		}
	}
}

var (
	closing = regexp.MustCompile(`^(?:browser: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?`)
	// named is a line of node's own reporter: ✖ for a failed test, ﹣ for one that was skipped.
	named = regexp.MustCompile(`^(✖|﹣) (.+?)(?: \([\d.]+ms\))?(?: # .*)?$`)
)

// browser runs the tests of the pages against the real binary. They end with "browser: N passed, N failed".
func (s *suite) browser(p *part) {
	cmd := s.prepare([]string{"SMILEBOARD_BIN=" + binary()}, "npm", "run", "--silent", "e2e")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		p.err = err
		return
	}
	closed := readBrowser(io.TeeReader(out, os.Stdout), p)
	p.err = cmd.Wait()
	if p.err == nil && !closed {
		p.err = fmt.Errorf("the browser tests ended without a closing line")
	}
}

// readBrowser reads the tests' lines and reports whether there was a closing one.
func readBrowser(r io.Reader, p *part) (closed bool) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if m := closing.FindStringSubmatch(line); m != nil {
			p.passed, p.failed, p.skipped = number(m[1]), number(m[2]), number(m[3])
			closed = true
		} else if m := named.FindStringSubmatch(line); m != nil {
			list := &p.failures
			if m[1] == "﹣" {
				list = &p.skips
			}
			// The reporter names a failed test twice: where it ran and at the end.
			if name := "browser " + m[2]; !slices.Contains(*list, name) {
				*list = append(*list, name)
			}
		}
	}
	// Its count of the passed ones holds the skipped ones, too.
	if p.skipped == 0 {
		p.skipped = len(p.skips)
		p.passed -= p.skipped
	}
	return closed
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func binary() string {
	path, err := filepath.Abs(filepath.Join("bin", "smileboard"))
	if err != nil {
		return filepath.Join("bin", "smileboard")
	}
	return path
}
