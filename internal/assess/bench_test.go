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
