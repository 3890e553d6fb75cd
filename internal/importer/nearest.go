package importer

import (
	"slices"
	"strings"
)

// suggestions is how many near names an error lists.
const suggestions = 3

// nearest gives the names that share most with a text, best first. Names are compared by the pairs of characters that they
// have in common, which forgives swapped, missing and added ones.
func nearest(text string, names []string, most int) []string {
	type scored struct {
		name  string
		score float64
	}
	want := pairs(text)
	var found []scored
	for _, name := range names {
		if s := similarity(want, pairs(firstField(name))); s > 0 {
			found = append(found, scored{name, s})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	var out []string
	for _, f := range found[:min(most, len(found))] {
		out = append(out, f.name)
	}
	return out
}

func firstField(s string) string {
	name, _, _ := strings.Cut(s, " ")
	return name
}

func pairs(s string) map[string]int {
	r := []rune(s)
	out := map[string]int{}
	for i := range r {
		out[string(r[i])]++
		if i > 0 {
			out[string(r[i-1:i+1])]++
		}
	}
	return out
}

// similarity is Dice's coefficient of two bags.
func similarity(a, b map[string]int) float64 {
	shared, total := 0, 0
	for k, n := range a {
		shared += min(n, b[k])
		total += n
	}
	for _, n := range b {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(total)
}
