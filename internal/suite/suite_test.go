package main

import (
	"slices"
	"strings"
	"testing"
)

func TestGoTestsAreCountedByTheirLeaves(t *testing.T) {
	events := `{"Action":"run","Package":"smileboard/internal/x","Test":"TestA"}
{"Action":"pass","Package":"smileboard/internal/x","Test":"TestA/sqlite"}
{"Action":"fail","Package":"smileboard/internal/x","Test":"TestA/postgres"}
{"Action":"fail","Package":"smileboard/internal/x","Test":"TestA"}
{"Action":"skip","Package":"smileboard/internal/x","Test":"TestB"}
{"Action":"pass","Package":"smileboard/internal/x","Test":"TestC"}
{"Action":"pass","Package":"smileboard/internal/x","Test":"TestD/one"}
{"Action":"fail","Package":"smileboard/internal/x","Test":"TestD"}
{"Action":"fail","Package":"smileboard/internal/x"}
{"Action":"output","Package":"smileboard/internal/y","Output":"FAIL y [build failed]\n"}
{"Action":"fail","Package":"smileboard/internal/y"}
`
	var p part
	readEvents(strings.NewReader(events), &p)
	if want := (counts{passed: 3, failed: 3, skipped: 1}); p.counts != want {
		t.Errorf("counted %+v, want %+v", p.counts, want)
	}
	failures := []string{"internal/x TestA/postgres", "internal/x TestD", "smileboard/internal/y (did not build, or ended early)"}
	if !slices.Equal(p.failures, failures) {
		t.Errorf("failures %q", p.failures)
	}
	if !slices.Equal(p.skips, []string{"internal/x TestB"}) {
		t.Errorf("skips %q", p.skips)
	}
}

func TestTheBrowserTestsAreReadFromNodesReporter(t *testing.T) {
	output := `▶ the board
  ✔ shows every face (12.5ms)
  ✖ keeps its place on Back (812.1ms)
  ﹣ prints (0.1ms) # SKIP
▶ the board (900ms)
✖ failing tests:
✖ keeps its place on Back (812.1ms)

browser: 2 passed, 1 failed, in 41 s, at http://127.0.0.1:40123
`
	var p part
	if !readBrowser(strings.NewReader(output), &p) {
		t.Fatal("no closing line")
	}
	if want := (counts{passed: 1, failed: 1, skipped: 1}); p.counts != want {
		t.Errorf("counted %+v, want %+v", p.counts, want)
	}
	if !slices.Contains(p.failures, "browser keeps its place on Back") || !slices.Equal(p.skips, []string{"browser prints"}) {
		t.Errorf("failures %q, skips %q", p.failures, p.skips)
	}
	if readBrowser(strings.NewReader("nothing\n"), &part{}) {
		t.Error("a run that ended early counts as whole")
	}
}
