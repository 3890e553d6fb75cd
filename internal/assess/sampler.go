package assess

import (
	"math"
	"math/rand/v2"
)

// sampler draws from Beta distributions with the same bits on every processor.
//
// It uses only +, −, ×, ÷ and the square root of IEEE 754, which are exactly defined, with every product converted explicitly,
// because Go may otherwise fuse a multiplication and an addition; the logarithm and the exponential are our own, because the
// library's differ between processors. docs/sampler.md describes each step, and the tests hold its vectors.
type sampler struct {
	pcg rand.PCG
}

// newSampler seeds PCG-DXSM with two numbers.
func newSampler(hi, lo uint64) *sampler {
	s := &sampler{}
	s.pcg.Seed(hi, lo)
	return s
}

// unit makes a value in (0, 1) of the upper 52 bits of a word, plus a half, over 2^52. Every step is exact.
func unit(word uint64) float64 { return float64((float64(word>>12) + 0.5) * 0x1p-52) }

func (s *sampler) uniform() float64 { return unit(s.pcg.Uint64()) }

// The ziggurat of Marsaglia and Tsang (2000) under exp(−x²/2): 256 layers of equal area, the lowest with the tail beyond its edge.
const (
	layers = 256
	edge   = 3.6541528853610088
	area   = 0.00492867323399
)

// ziggurat holds the layers: the right end x of each, from the lowest up, and how much of it lies under the next (ratio).
type ziggurat struct {
	x     [layers + 1]float64
	ratio [layers]float64
}

var normalLayers = newZiggurat()

func newZiggurat() *ziggurat {
	z := &ziggurat{}
	f := density(edge)
	z.x[0], z.x[1] = area/f, edge
	for i := 2; i < layers; i++ {
		f += area / z.x[i-1]
		z.x[i] = math.Sqrt(float64(-2 * ln(f)))
	}
	for i := range layers {
		z.ratio[i] = z.x[i+1] / z.x[i]
	}
	return z
}

// density is exp(−x²/2).
func density(x float64) float64 { return exp(float64(-0.5 * float64(x*x))) }

// normal draws a standard normal value. One word of the generator gives the layer (its lowest 8 bits) and the place in it (its
// upper 52); only near the curve and in the tail are more words used.
func (s *sampler) normal() float64 {
	for {
		word := s.pcg.Uint64()
		i := word & (layers - 1)
		u := float64(2*unit(word)) - 1
		x := float64(u * normalLayers.x[i])
		if math.Abs(u) < normalLayers.ratio[i] {
			return x
		}
		if i == 0 {
			return math.Copysign(s.normalTail(), u)
		}
		high, low := density(normalLayers.x[i+1]), density(normalLayers.x[i])
		if low+float64(s.uniform()*(high-low)) < density(x) {
			return x
		}
	}
}

// normalTail draws from the normal distribution beyond the edge (Marsaglia 1964).
func (s *sampler) normalTail() float64 {
	for {
		x := float64(ln(s.uniform()) / -edge)
		y := ln(s.uniform())
		if float64(-2*y) > float64(x*x) {
			return edge + x
		}
	}
}

// gamma holds what drawing from Gamma(shape, 1) needs, worked out once.
type gamma struct {
	d, c float64
	// boost is 1/shape for a shape below 1, else 0
	boost float64
}

// newGamma prepares Gamma(shape, 1), shape > 0.
func newGamma(shape float64) gamma {
	g := gamma{}
	if shape < 1 {
		g.boost = 1 / shape
		shape++
	}
	g.d = shape - 1.0/3
	g.c = 1 / math.Sqrt(float64(9*g.d))
	return g
}

// gamma draws by Marsaglia and Tsang (2000); for a shape below 1 from shape + 1, times u^(1/shape).
func (s *sampler) gamma(g *gamma) float64 {
	var out float64
	for {
		x := s.normal()
		t := 1 + float64(g.c*x)
		if t <= 0 {
			continue
		}
		v := float64(float64(t*t) * t)
		u := s.uniform()
		xx := float64(x * x)
		if u < 1-float64(0.0331*float64(xx*xx)) || ln(u) < float64(0.5*xx)+float64(g.d*(1-v+ln(v))) {
			out = float64(g.d * v)
			break
		}
	}
	if g.boost != 0 {
		out = float64(out * exp(float64(ln(s.uniform())*g.boost)))
	}
	return out
}

// beta draws from Beta(a, b) as X/(X + Y). One of the shapes must be at least 1, so that X + Y is not 0.
func (s *sampler) beta(a, b *gamma) float64 {
	x := s.gamma(a)
	y := s.gamma(b)
	return x / (x + y)
}

// The logarithm of 2 in two parts: the first has trailing zero bits, so that small multiples of it are exact.
const (
	ln2High = 0x1.62e42feep-1
	ln2Low  = 0x1.a39ef35793c76p-33
)

// ln is the natural logarithm of a normal x > 0, within 2 units in the last place: x = 2^e·f with f in [√½, √2), and
// ln f = 2·artanh(t) with t = (f − 1)/(f + 1), by its series to t^23.
func ln(x float64) float64 {
	bits := math.Float64bits(x)
	e := int(bits>>52) - 1023
	f := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	if f > math.Sqrt2 {
		f /= 2
		e++
	}
	t := (f - 1) / (f + 1)
	z := float64(t * t)
	// The series in two halves, of even and of odd powers of z, which a processor works out side by side.
	w := float64(z * z)
	a := 1.0/19 + float64(w*(1.0/23))
	a = 1.0/15 + float64(w*a)
	a = 1.0/11 + float64(w*a)
	a = 1.0/7 + float64(w*a)
	a = 1.0/3 + float64(w*a)
	b := 1.0/17 + float64(w*(1.0/21))
	b = 1.0/13 + float64(w*b)
	b = 1.0/9 + float64(w*b)
	b = 1.0/5 + float64(w*b)
	p := a + float64(z*b)
	t2 := t + t
	small := t2 + float64(float64(t2*z)*p)
	return float64(float64(e)*ln2High) + (small + float64(float64(e)*ln2Low))
}

// exp is e^x for x ≤ 0, within 2 units in the last place, and 0 where the result would be below the normal numbers:
// x = k·ln 2 + r with |r| ≤ ½·ln 2, and e^r by its series to r^13.
func exp(x float64) float64 {
	if x < -708 {
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := (x - float64(k*ln2High)) - float64(k*ln2Low)
	p := 1.0
	for i := 13; i >= 1; i-- {
		p = 1 + float64(r*p)/float64(i)
	}
	return float64(p * math.Float64frombits(uint64(int64(k)+1023)<<52))
}
