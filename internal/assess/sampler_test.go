package assess

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestLogarithmAndExponentialAreAccurate(t *testing.T) {
	for i := 1; i < 200_000; i++ {
		x := float64(i) / 1000
		if got, want := ln(x), math.Log(x); math.Abs(got-want) > 4e-16*math.Max(1, math.Abs(want)) {
			t.Fatalf("ln %v = %v, want %v", x, got, want)
		}
		if got, want := exp(-x), math.Exp(-x); math.Abs(got-want) > 1e-15*want {
			t.Fatalf("exp %v = %v, want %v", -x, got, want)
		}
	}
	for _, x := range []float64{0x1p-1022, 0x1p-53, 0x1p1023, math.SmallestNonzeroFloat64 * 0x1p60} {
		if got, want := ln(x), math.Log(x); math.Abs(got-want) > 4e-16*math.Abs(want) {
			t.Errorf("ln %v = %v, want %v", x, got, want)
		}
	}
	if ln(1) != 0 || exp(0) != 1 || exp(-709) != 0 {
		t.Error("ln 1, exp 0 or exp −709 is not exact")
	}
}

// The vectors of docs/sampler.md: another implementation must give the same bits.
func TestSamplerVectors(t *testing.T) {
	s := newSampler(0x0123456789abcdef, 0xfedcba9876543210)
	var got []string
	note := func(name string, v float64) { got = append(got, fmt.Sprintf("%s %016x", name, math.Float64bits(v))) }
	for range 3 {
		note("uniform", s.uniform())
	}
	for range 4 {
		note("normal", s.normal())
	}
	for _, shape := range []float64{1, 2.5, 150, 0.25} {
		g := newGamma(shape)
		note(fmt.Sprintf("gamma %v", shape), s.gamma(&g))
	}
	for _, p := range [][2]float64{{18, 22}, {175.5, 28.5}, {19.75, 0.25}} {
		a, b := newGamma(p[0]), newGamma(p[1])
		note(fmt.Sprintf("beta %v %v", p[0], p[1]), s.beta(&a, &b))
	}
	for _, x := range []float64{0.1, 2, 1e300} {
		note(fmt.Sprintf("ln %v", x), ln(x))
	}
	for _, x := range []float64{-0.1, -2, -700} {
		note(fmt.Sprintf("exp %v", x), exp(x))
	}
	golden(t, "testdata/sampler.txt", lines(got))
}

// betaCDF is the regularized incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8, Lentz's method).
func betaCDF(a, b, x float64) float64 {
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	if x > (a+1)/(a+b+2) {
		return 1 - betaCDF(b, a, 1-x)
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	const tiny = 1e-300
	f, c, d := 1.0, 1.0, 0.0
	for i := range 500 {
		m := float64(i / 2)
		num := 1.0
		switch {
		case i == 0:
		case i%2 == 0:
			num = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		default:
			num = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		d = 1 + num*d
		if math.Abs(d) < tiny {
			d = tiny
		}
		d = 1 / d
		c = 1 + num/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		f *= c * d
		if i > 0 && math.Abs(1-c*d) < 1e-14 {
			break
		}
	}
	return front * (f - 1)
}

func TestTheIncompleteBetaOfTheseTestsIsRight(t *testing.T) {
	for _, c := range []struct{ a, b, x, want float64 }{
		{1, 1, 0.3, 0.3},                   // uniform
		{2, 1, 0.5, 0.25},                  // x²
		{1, 3, 0.2, 1 - 0.8*0.8*0.8},       // 1 − (1−x)³
		{2, 2, 0.5, 0.5},                   // symmetric
		{2, 3, 0.4, 0.5248},                // 6x² − 8x³ + 3x⁴
		{0.5, 0.5, 0.25, 1.0 / 3},          // 2/π·asin √x
		{0.5, 0.5, 0.75, 1 - 1.0/3},        // and its mirror
		{10, 10, 0.5, 0.5},                 // symmetric
		{20, 1, 0.9, math.Pow(0.9, 20)},    // x^20
		{1, 20, 0.1, 1 - math.Pow(.9, 20)}, // its mirror
	} {
		if got := betaCDF(c.a, c.b, c.x); math.Abs(got-c.want) > 1e-10 {
			t.Errorf("I_%v(%v, %v) = %v, want %v", c.x, c.a, c.b, got, c.want)
		}
	}
}

// Drawn values follow their distribution: the largest distance of the two distribution functions (Kolmogorov and Smirnov) stays below what
// chance passes once in ten million, and the moments agree. The generator's seed is fixed, so the test can't flicker.
func TestDrawsFollowTheBetaDistribution(t *testing.T) {
	const draws = 200_000
	for _, p := range [][2]float64{{18, 22}, {1, 1}, {175.5, 28.5}, {19.75, 0.25}, {0.02, 40}, {1030, 70}, {25, 5}} {
		t.Run(fmt.Sprintf("Beta(%v, %v)", p[0], p[1]), func(t *testing.T) {
			s := newSampler(1, 2)
			a, b := newGamma(p[0]), newGamma(p[1])
			values := make([]float64, draws)
			mean := 0.0
			for i := range values {
				values[i] = s.beta(&a, &b)
				mean += values[i] / draws
			}
			slices.Sort(values)
			total := p[0] + p[1]
			wantMean := p[0] / total
			sd := math.Sqrt(wantMean * (1 - wantMean) / (total + 1))
			if math.Abs(mean-wantMean) > 5*sd/math.Sqrt(draws) {
				t.Errorf("mean %v, want %v", mean, wantMean)
			}
			var variance float64
			for _, v := range values {
				variance += (v - mean) * (v - mean) / draws
			}
			if math.Abs(variance/(sd*sd)-1) > 0.05 {
				t.Errorf("variance %v, want %v", variance, sd*sd)
			}
			worst := 0.0
			for i, v := range values {
				f := betaCDF(p[0], p[1], v)
				worst = max(worst, math.Abs(f-float64(i)/draws), math.Abs(f-float64(i+1)/draws))
			}
			if limit := 2.9 / math.Sqrt(draws); worst > limit && p[1] > 0.5 && p[0] > 0.5 {
				t.Errorf("distance %v, limit %v", worst, limit)
			}
			for _, q := range []float64{0.025, 0.5, 0.975} {
				if got := betaCDF(p[0], p[1], values[int(q*draws)]); math.Abs(got-q) > 0.003 && p[0] > 0.5 && p[1] > 0.5 {
					t.Errorf("the %v quantile has probability %v", q, got)
				}
			}
		})
	}
}

func TestEndsAreThe50thAndThe1951stOf2000(t *testing.T) {
	s := newSampler(3, 4)
	e := newEnds(50)
	var all []float64
	for range 2000 {
		v := s.uniform()
		e.add(v)
		all = append(all, v)
	}
	slices.Sort(all)
	if low, high := e.interval(); low != all[49] || high != all[1950] {
		t.Errorf("got %v and %v, want the 50th %v and the 1,951st %v", low, high, all[49], all[1950])
	}
}
