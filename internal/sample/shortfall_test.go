package sample

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"smileboard/internal/assess"
	"smileboard/internal/assess/words"
	"smileboard/internal/standard"
)

var update = flag.Bool("update", false, "write the golden file anew")

// The golden file holds what every place of the sample lacks for its next face, in both languages. A change of it is a change of
// what people are told to do: read it.
func TestWhatEveryPlaceOfTheSampleLacks(t *testing.T) {
	var got bytes.Buffer
	books := read(t)
	for _, district := range slices.Sorted(maps.Keys(books)) {
		for _, cy := range cycles {
			e := evidence(t, books[district], district, cy)
			var codes []string
			for _, c := range e.Compounds {
				codes = append(codes, c.Code)
			}
			slices.Sort(codes)
			list, err := assess.Shortfalls(e, standard.Default(), codes...)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&got, "# %s %s\n", district, cy.Name)
			for _, s := range list {
				for _, w := range s.Ways {
					fmt.Fprintf(&got, "%s %d %s\n  %s\n  %s\n", s.Code, w.Cases, w.Class, words.Way(w, s.Goal, words.Zh), words.Way(w, s.Goal, words.En))
				}
				if s.Obstacle != "" {
					fmt.Fprintf(&got, "%s\n  %s\n  %s\n", s.Code, words.Obstacle(s, words.Zh), words.Obstacle(s, words.En))
				}
			}
		}
	}
	const path = "testdata/shortfalls.txt"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs; if the change is meant, run with -update and read the diff", path)
	}
}
