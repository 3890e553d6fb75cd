package graph_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"

	"smileboard/graph"
	"smileboard/internal/viewer"
)

// audits is how many graphql-http 1.23.1 has; fewer means that some did not run.
const audits = 61

// The handler passes every audit of the GraphQL-over-HTTP draft, the SHOULDs, too.
func TestGraphQLOverHTTPAudits(t *testing.T) {
	if os.Getenv("SMILEBOARD_SKIP_NODE") == "1" {
		t.Skip("SMILEBOARD_SKIP_NODE=1: the GraphQL-over-HTTP audits were not run")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Fatal("node is needed for the GraphQL-over-HTTP audits: install Node 20.19 or newer, or set SMILEBOARD_SKIP_NODE=1")
	}
	if _, err := os.Stat("../node_modules/graphql-http"); err != nil {
		t.Fatal("the npm package graphql-http is needed for the GraphQL-over-HTTP audits: run npm ci at the top level, or set SMILEBOARD_SKIP_NODE=1")
	}
	for _, introspection := range []bool{true, false} {
		h := noStore(t, graph.Options{Introspection: introspection})
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.ServeHTTP(w, r.WithContext(viewer.AsPublic(r.Context())))
		}))
		defer srv.Close()
		want, passed := audits, 0
		if !introspection {
			want -= len(introspective)
		}
		for _, a := range audit(t, srv.URL) {
			switch {
			case a.Status == "ok":
				passed++
			case introspection || !introspective[a.ID]:
				t.Errorf("introspection %v: %s %s: %s: %s", introspection, a.ID, a.Name, a.Status, a.Reason)
			}
		}
		if passed != want {
			t.Errorf("introspection %v: %d audits passed, want %d", introspection, passed, want)
		}
		t.Logf("introspection %v: %d of %d audits passed", introspection, passed, audits)
	}
}

// introspective audits ask for __type with a variable, and nothing else tells them that variables arrive; they can't
// pass where introspection is off.
var introspective = map[string]bool{"2EA1": true, "28B9": true, "D6D5": true, "6A70": true}

type auditResult struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
	Reason string `json:"reason"`
}

func audit(t *testing.T, url string) []auditResult {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", "testdata/audit.mjs", url)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, stderr.String())
	}
	var results []auditResult
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var r auditResult
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		results = append(results, r)
	}
	return results
}
