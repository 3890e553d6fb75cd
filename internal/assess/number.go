package assess

import (
	"math/big"
	"sync"
)

// fractionBits is the precision of a number's approximation: far beyond what a rounding to hundredths takes.
const fractionBits = 192

// number is an exact fraction of which only as much is worked out as its rounding needs.
//
// A mean over thousands of compounds, as a fraction, has a denominator of a hundred thousand digits. So a number carries a
// fixed-point approximation with a bound of its error; only where that bound straddles a rounding edge (a true tie) is the
// fraction itself computed. The rounding is exact either way.
type number struct {
	// approx is the value times 2^fractionBits, off by at most ulps.
	approx *big.Int
	ulps   int64
	exact  func() *big.Rat
}

// of makes a number of a fraction.
func of(r *big.Rat) number {
	a := new(big.Int).Lsh(r.Num(), fractionBits)
	return number{approx: a.Div(a, r.Denom()), ulps: 1, exact: func() *big.Rat { return r }}
}

// sum adds numbers; 0 for none.
func sum(list []number) number {
	out := number{approx: new(big.Int)}
	for _, n := range list {
		out.approx.Add(out.approx, n.approx)
		out.ulps += n.ulps
	}
	out.exact = sync.OnceValue(func() *big.Rat { return sumExactly(list) })
	return out
}

// sumExactly adds by halves, so that large denominators are met few times.
func sumExactly(list []number) *big.Rat {
	switch len(list) {
	case 0:
		return new(big.Rat)
	case 1:
		return list[0].exact()
	}
	half := len(list) / 2
	return new(big.Rat).Add(sumExactly(list[:half]), sumExactly(list[half:]))
}

// minus subtracts.
func (n number) minus(m number) number {
	return number{
		approx: new(big.Int).Sub(n.approx, m.approx), ulps: n.ulps + m.ulps,
		exact: func() *big.Rat { return new(big.Rat).Sub(n.exact(), m.exact()) },
	}
}

// plus adds.
func (n number) plus(m number) number {
	return number{
		approx: new(big.Int).Add(n.approx, m.approx), ulps: n.ulps + m.ulps,
		exact: func() *big.Rat { return new(big.Rat).Add(n.exact(), m.exact()) },
	}
}

// times multiplies by a whole number ≥ 0.
func (n number) times(k int64) number {
	return number{
		approx: new(big.Int).Mul(n.approx, big.NewInt(k)), ulps: n.ulps * k,
		exact: func() *big.Rat { return new(big.Rat).Mul(n.exact(), new(big.Rat).SetInt64(k)) },
	}
}

// over divides by a whole number > 0.
func (n number) over(k int64) number {
	return number{
		approx: new(big.Int).Div(n.approx, big.NewInt(k)), ulps: n.ulps/k + 2,
		exact: sync.OnceValue(func() *big.Rat { return new(big.Rat).Quo(n.exact(), new(big.Rat).SetInt64(k)) }),
	}
}

// round returns the number in units of 1/scale, half away from zero.
func (n number) round(scale int64) int64 {
	margin := big.NewInt(n.ulps)
	low := roundFixed(new(big.Int).Sub(n.approx, margin), scale)
	high := roundFixed(new(big.Int).Add(n.approx, margin), scale)
	if low == high {
		return low
	}
	return roundRat(n.exact(), scale)
}

// roundFixed rounds a fixed-point value, half away from zero.
func roundFixed(v *big.Int, scale int64) int64 {
	return roundRatio(new(big.Int).Mul(v, big.NewInt(scale)), new(big.Int).Lsh(big.NewInt(1), fractionBits))
}

// roundRat rounds a fraction to units of 1/scale, half away from zero.
func roundRat(r *big.Rat, scale int64) int64 {
	return roundRatio(new(big.Int).Mul(r.Num(), big.NewInt(scale)), r.Denom())
}

// roundRatio rounds num/den, den > 0, half away from zero.
func roundRatio(num, den *big.Int) int64 {
	twice := new(big.Int).Abs(num)
	twice.Lsh(twice, 1).Add(twice, den)
	q := twice.Quo(twice, new(big.Int).Lsh(den, 1)).Int64()
	if num.Sign() < 0 {
		return -q
	}
	return q
}

// share rounds num/den to ten-thousandths, half away from zero; counts only, so that 64 bits are enough.
func share(num, den int) int64 {
	return (2*int64(num)*10_000 + int64(den)) / (2 * int64(den))
}

// hundredths makes a published score of a fraction.
func hundredths(r *big.Rat) *int64 {
	v := roundRat(r, 100)
	return &v
}

func ratio(num, den int64) *big.Rat { return big.NewRat(num, den) }
