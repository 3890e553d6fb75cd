package publish

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"smileboard/internal/fault"
)

func TestDecimalsAreExact(t *testing.T) {
	for _, tt := range []struct {
		v    int64
		p, s string
	}{{0, "0", "0"}, {7, "0.07", "0.0007"}, {8750, "87.5", "0.875"}, {10000, "100", "1"}, {-250, "-2.5", "-0.025"}, {-1, "-0.01", "-0.0001"}, {8003, "80.03", "0.8003"}} {
		var p, s bytes.Buffer
		Points(tt.v).MarshalGQL(&p)
		Share(tt.v).MarshalGQL(&s)
		if p.String() != tt.p || s.String() != tt.s {
			t.Errorf("%d: %s, %s; want %s, %s", tt.v, &p, &s, tt.p, tt.s)
		}
		if raw, err := json.Marshal([]any{Points(tt.v), Share(tt.v)}); err != nil || string(raw) != "["+tt.p+","+tt.s+"]" {
			t.Errorf("%s %v", raw, err)
		}
	}
}

func TestCursorsAreOnlyOurs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.StringN(1, 40, 100).Draw(t, "key")
		c := boardCursor.encode(key)
		if got, err := boardCursor.decode(&c); err != nil || got != key {
			t.Fatalf("%q came back as %q, %v", key, got, err)
		}
		if _, err := tenderCursor.decode(&c); fault.CodeOf(err) != fault.CodeInvalid {
			t.Fatalf("another list's cursor: %v", err)
		}
		i := rapid.IntRange(0, len(c)-1).Draw(t, "at")
		forged := c[:i] + string(rapid.SampledFrom([]rune("ABCxyz019-_=!")).Draw(t, "sign")) + c[i+1:]
		if _, err := boardCursor.decode(&forged); forged != c && fault.CodeOf(err) != fault.CodeInvalid {
			t.Fatalf("a changed cursor: %v", err)
		}
	})
}

func TestEditionsPickWhatStands(t *testing.T) {
	w := &Withdrawn{}
	p := func(cycle string, revision int, superseded bool, w *Withdrawn) *Publication {
		return &Publication{Cycle: cycle, Revision: revision, Superseded: superseded, Withdrawal: w}
	}
	all := editions{p("2026H1", 2, false, w), p("2026H1", 1, true, nil), p("2025H2", 1, false, nil), p("2025H1", 1, false, w)}
	for _, tt := range []struct {
		name, cycle  string
		revision     int
		wantCycle    string
		wantRevision int
	}{
		{"a withdrawn correction does not bring back what it replaced", "", 0, "2025H2", 1},
		{"a withdrawn one by its name", "2026H1", 0, "2026H1", 2},
		{"a superseded one by its number", "2026H1", 1, "2026H1", 1},
		{"no such revision", "2025H2", 2, "", 0},
		{"no such cycle", "2019H1", 0, "", 0},
	} {
		got := all.find(tt.cycle, tt.revision)
		if (got == nil) != (tt.wantCycle == "") || got != nil && (got.Cycle != tt.wantCycle || got.Revision != tt.wantRevision) {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
	if got := (editions{p("2025H1", 1, false, w)}).find("", 0); got != nil {
		t.Errorf("everything withdrawn: %+v", got)
	}
}

// What is wanted twice with the same arguments is one field with all that is wanted of either.
func TestWantMerges(t *testing.T) {
	var w Want
	w.Add(Wanted{Name: "result", Below: Want{{Name: "score"}}})
	w.Add(Wanted{Name: "result", Below: Want{{Name: "survey", Below: Want{{Name: "answers"}}}, {Name: "score"}}})
	w.Add(Wanted{Name: "result", Args: Args{Cycle: "2026H1"}, Below: Want{{Name: "class"}}})
	if len(w) != 2 || len(w[0].Below) != 2 || !w[0].Below.has("survey") || w[1].Below.has("score") {
		t.Errorf("%+v", w)
	}
}
