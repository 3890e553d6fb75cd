package assess

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"smileboard/internal/standard"
)

func TestRequiredAnswersGrowWithTheCompoundBetweenTenAndAHundred(t *testing.T) {
	s := standard.Default()
	for _, c := range []struct{ households, want int }{
		{1, 10}, {10, 10}, {50, 10}, {51, 11}, {100, 20}, {149, 30}, {150, 30}, {151, 30}, {1000, 30}, {1001, 31}, {2000, 60}, {3300, 99}, {3301, 100}, {3334, 100}, {100_000, 100},
	} {
		t.Run(fmt.Sprintf("%d households need %d answers", c.households, c.want), func(t *testing.T) {
			if got := RequiredAnswers(c.households, s); got != c.want {
				t.Errorf("got %d", got)
			}
		})
	}
}

func TestWilsonInterval(t *testing.T) {
	s := standard.Default()
	const many = 10_000_000 // households, so that no finite population counts
	for _, c := range []struct {
		name      string
		k, n, h   int
		low, high int64
	}{
		{"22 of 22 pass 85 % at the lower end", 22, 22, many, 8513, 10000},
		{"20 of 20 fail 85 % at the lower end", 20, 20, many, 8389, 10000},
		{"none of 10 has its lower end at nothing", 0, 10, many, 0, 2775},
		{"half of 100, by the textbook", 50, 100, many, 4038, 5962},
		{"everybody answered, so there is no doubt", 30, 40, 40, 7500, 7500},
		{"more answered than live there, so there is no doubt", 30, 40, 35, 7500, 7500},
		{"a tenth of the households is not yet many", 90, 100, 1000, 8256, 9448},
		{"most households answered, so the interval is narrow", 90, 100, 120, 8733, 9216},
	} {
		t.Run(c.name, func(t *testing.T) {
			low, high := Wilson(c.k, c.n, c.h, s)
			if low != c.low || high != c.high {
				t.Errorf("got %d to %d, want %d to %d", low, high, c.low, c.high)
			}
		})
	}
}

func TestAnObserved90PercentNeeds196AnswersForALowerEndOf85(t *testing.T) {
	// 90 % of 196 is no whole number of answers. The interval depends on n/z² alone, so ten times the answers with √10 times
	// the z make the same one.
	s := *standard.Default()
	s.Survey.Z = 6_197_950
	for _, c := range []struct {
		n      int
		passes bool
	}{{195, false}, {196, true}} {
		low, _ := Wilson(9*c.n, 10*c.n, 1_000_000_000, &s)
		t.Logf("%d answers: %d", c.n, low)
		if (low >= 8500) != c.passes {
			t.Errorf("%d answers have their lower end at %d, passing should be %v", c.n, low, c.passes)
		}
	}
}

// The same interval by floating point, far from rounding edges, and on both sides of the rate.
func TestWilsonAgreesWithTheTextbookFormula(t *testing.T) {
	s := standard.Default()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		h := rapid.IntRange(1, 20_000).Draw(t, "h")
		low, high := Wilson(k, n, h, s)
		p := float64(k) / float64(n)
		if n >= h {
			if low != high {
				t.Fatalf("everybody answered, yet %d to %d", low, high)
			}
			return
		}
		m, z := float64(n), 1.959964
		if 10*n > h {
			m = float64(n) * float64(h-1) / float64(h-n)
		}
		mid := (p + z*z/(2*m)) / (1 + z*z/m)
		half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
		if math.Abs(float64(low)-10_000*(mid-half)) > 0.5001 || math.Abs(float64(high)-10_000*(mid+half)) > 0.5001 {
			t.Fatalf("%d of %d in %d: got %d to %d, want %.4f to %.4f", k, n, h, low, high, 10_000*(mid-half), 10_000*(mid+half))
		}
		if rate := share(k, n); low > rate || high < rate {
			t.Fatalf("the rate %d lies outside %d to %d", rate, low, high)
		}
	})
}

func TestOccupiedHouseholdsAreCountedWhereKnown(t *testing.T) {
	forty, none := 40, 0
	for _, c := range []struct {
		name string
		c    CompoundEvidence
		want int
	}{
		{"occupied households where known", CompoundEvidence{Households: 50, Occupied: &forty}, 40},
		{"all households where only those are known", CompoundEvidence{Households: 50}, 50},
		{"at least one", CompoundEvidence{Households: 50, Occupied: &none}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := HouseholdsOf(c.c); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}
