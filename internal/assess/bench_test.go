package assess

import (
	"fmt"
	"testing"

	"smileboard/internal/standard"
)

// BenchmarkAssess shows that the work grows with the number of compounds, not with its square.
func BenchmarkAssess(b *testing.B) {
	for _, size := range []struct{ compounds, contractors int }{{1_000, 30}, {10_000, 300}} {
		b.Run(fmt.Sprintf("compounds=%d", size.compounds), func(b *testing.B) {
			e := sampleDistrict(size.compounds, size.contractors, 1)
			s := standard.Default()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Assess(e, s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkShortfalls shows what one company's page costs: all that its compounds lack, in a district of 200.
func BenchmarkShortfalls(b *testing.B) {
	e := sampleDistrict(200, 10, 1)
	s := standard.Default()
	r, err := Assess(e, s)
	if err != nil {
		b.Fatal(err)
	}
	of := func(c Class) (codes []string) {
		for _, x := range r.Compounds {
			if x.Class == c {
				codes = append(codes, x.Code)
			}
		}
		return codes
	}
	var crying string
	for _, x := range r.Compounds {
		if x.Class == Rectification && len(x.Vetoes) == 0 && *x.Score < s.Classes.RectificationScore.Hundredths() {
			crying = x.Code
		}
	}
	for _, run := range []struct {
		name  string
		codes []string
	}{
		{"one that cries", []string{crying}},
		{"one that smiles", of(Compliant)[:1]},
		{"one without a face", of(NotRated)[:1]},
		{"a company of 20", r.Contractors[0].Codes},
	} {
		b.Run(run.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Shortfalls(e, s, run.codes...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
