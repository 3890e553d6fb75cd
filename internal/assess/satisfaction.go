package assess

import (
	"math/big"

	"smileboard/internal/standard"
)

// HouseholdsOf returns H: the occupied households, or all where only those are known; at least 1.
func HouseholdsOf(c CompoundEvidence) int {
	h := c.Households
	if c.Occupied != nil {
		h = *c.Occupied
	}
	return max(h, 1)
}

// Total is the number of answers.
func (r Ratings) Total() int { return r.R5 + r.R4 + r.R3 + r.R2 + r.R1 }

// From counts the answers with at least this rating.
func (r Ratings) From(rating int) int {
	n := 0
	for i, count := range [...]int{r.R1, r.R2, r.R3, r.R4, r.R5} {
		if i+1 >= rating {
			n += count
		}
	}
	return n
}

// mean is the mean rating in hundredths; there must be answers.
func (r Ratings) mean() int64 {
	points := 5*r.R5 + 4*r.R4 + 3*r.R3 + 2*r.R2 + r.R1
	return (2*int64(points)*100 + int64(r.Total())) / (2 * int64(r.Total()))
}

// RequiredAnswers says how many answers a compound of so many households needs for a face:
// max(min(small share · H, small cap), large share · H), rounded up, and between the standard's minimum and maximum.
//
// By default 10 up to 50 households, 30 from 150 to 1,000, 100 from 3,334 (docs/standard.md, "Enough evidence").
func RequiredAnswers(households int, s *standard.Standard) int {
	const unit = 1_000_000 // parameters are millionths
	e := s.Evidence
	small := min(int64(e.SmallShare)*int64(households), int64(e.SmallCap)*unit)
	large := int64(e.LargeShare) * int64(households)
	up := (max(small, large) + unit - 1) / unit
	return int(min(max(up, int64(e.Minimum)), int64(e.Maximum)))
}

// Wilson returns the ends of the Wilson interval of k satisfied among n > 0 answers of so many households, in ten-thousandths,
// rounded once, half away from zero (Wilson 1927; exact: the square root is an integer one, so no float is involved).
//
// Where more than the standard's share of the households answered, n is replaced by n·(H − 1)/(H − n): those who are left to ask
// are few. Where all answered there is no doubt, and both ends are k/n.
func Wilson(k, n, households int, s *standard.Standard) (low, high int64) {
	if n >= households {
		p := share(k, n)
		return p, p
	}
	// n' = a/b
	a, b := int64(n), int64(1)
	if int64(n)*1_000_000 > int64(s.Survey.CorrectionFrom)*int64(households) {
		a, b = int64(n)*int64(households-1), int64(households-n)
	}
	// With z = Z/U and all over one denominator, the ends are (center ∓ Z·√Q)/den:
	//   center = 2·U²·k·a + n·b·Z²,  Q = 4·U²·a·b·k·(n−k) + n²·b²·Z²,  den = 2·n·(U²·a + b·Z²).
	mul := func(xs ...int64) *big.Int {
		p := big.NewInt(1)
		for _, x := range xs {
			p.Mul(p, big.NewInt(x))
		}
		return p
	}
	const u = 1_000_000
	z, kk, nn := int64(s.Survey.Z), int64(k), int64(n)
	center := mul(2, u, u, kk, a)
	center.Add(center, mul(nn, b, z, z))
	q := mul(4, u, u, a, b, kk, nn-kk)
	q.Add(q, mul(nn, nn, b, b, z, z))
	den := mul(u, u, a)
	den.Add(den, mul(b, z, z)).Mul(den, mul(2, nn))
	// Rounding: floor((2·10⁴·(center ∓ Z·√Q) + den) / (2·den)), the root moved under one sign as √(4·10⁸·Z²·Q).
	base := mul(20_000)
	base.Mul(base, center).Add(base, den)
	square := mul(20_000, 20_000, z, z)
	square.Mul(square, q)
	root := new(big.Int).Sqrt(square)
	ceil := new(big.Int).Set(root)
	if new(big.Int).Mul(root, root).Cmp(square) < 0 {
		ceil.Add(ceil, big.NewInt(1))
	}
	den.Lsh(den, 1)
	low = new(big.Int).Div(new(big.Int).Sub(base, ceil), den).Int64()
	high = new(big.Int).Div(base.Add(base, root), den).Int64()
	return low, high
}

// district holds the sums over a district that shrink what a single compound says towards what all say.
type district struct {
	households int64
	// satisfied (K) and answers (N) of the compounds with enough answers to be shown
	satisfied, answers int64
	complaints         ComplaintTotals
}

// satisfiedShare is m = (K + 1)/(N + 2), never 0 or 1.
func (d district) satisfiedShare() *big.Rat { return ratio(d.satisfied+1, d.answers+2) }

// shrunken is q = (k + prior·m)/(n + prior): as if prior more households had answered like the district.
func shrunken(k, n, prior int64, m *big.Rat) *big.Rat {
	q := new(big.Rat).Mul(m, ratio(prior, 1))
	q.Add(q, ratio(k, 1))
	return q.Quo(q, ratio(n+prior, 1))
}

// surveyOf makes the published survey figures, and the satisfaction score as a fraction; nil below the least number of answers.
func surveyOf(c *CompoundEvidence, m *big.Rat, s *standard.Standard) (SurveyResult, *big.Rat) {
	n, h := c.Answers(), HouseholdsOf(*c)
	out := SurveyResult{Answers: n, Households: h, Required: RequiredAnswers(h, s), Response: share(n, h)}
	if n < s.Survey.MinimumShown {
		return out, nil
	}
	k := c.Overall.From(s.Survey.SatisfiedFrom)
	q := shrunken(int64(k), int64(n), int64(s.Survey.PriorHouseholds), m)
	rate, rounded, ratings := share(k, n), roundRat(q, 10_000), c.Overall
	low, high := Wilson(k, n, h, s)
	out.Satisfied, out.Rate, out.Low, out.High, out.Shrunken, out.Ratings = &k, &rate, &low, &high, &rounded, &ratings
	return out, q.Mul(q, ratio(100, 1))
}
