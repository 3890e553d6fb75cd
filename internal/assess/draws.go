package assess

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/big"
	"slices"

	"smileboard/internal/standard"
)

// drawn is one compound's part in the draws.
type drawn struct {
	of   *compound
	a, b gamma
	// score = base + slope·q
	base, slope float64
	// shift frees the drawn score of the kind of compound
	shift      float64
	households float64
	contractor *contractor
	below      int
	ends       ends
}

// ends keeps the smallest and the largest values of many, as many of each as the 95 % interval cuts off.
type ends struct {
	// low ascending, high descending
	low, high []float64
	size      int
}

// add takes a value in.
func (e *ends) add(v float64) {
	if len(e.low) < e.size || v < e.low[e.size-1] {
		e.low = insert(e.low, v, e.size, func(a, b float64) bool { return a < b })
	}
	if len(e.high) < e.size || v > e.high[e.size-1] {
		e.high = insert(e.high, v, e.size, func(a, b float64) bool { return a > b })
	}
}

// insert keeps the list sorted and no longer than size.
func insert(list []float64, v float64, size int, before func(a, b float64) bool) []float64 {
	if len(list) < size {
		list = append(list, v)
	}
	i := len(list) - 1
	for ; i > 0 && before(v, list[i-1]); i-- {
		list[i] = list[i-1]
	}
	list[i] = v
	return list
}

// draw repeats the survey as often as the standard says: in each draw every scored compound's satisfied rate is drawn from
// Beta(k + prior·m, n − k + prior·(1 − m)), in order of compound code, and scores, adjusted scores, contractors' scores and ranks
// are computed again, in float64. m and the means stay as published.
//
// compounds are those with a score, by code; contractors those with such a compound, by code. The generator is seeded with the
// evidence's digest: bytes 0–7 and 8–15, big-endian.
func draw(compounds []*compound, contractors []*contractor, m *big.Rat, means comparison, seed [sha256.Size]byte, s *standard.Standard) {
	draws := s.Ranking.Draws
	cut := draws / 40
	list := make([]drawn, 0, len(compounds))
	byCode := map[string]*contractor{}
	for _, k := range contractors {
		byCode[k.out.USCC] = k
		k.draws = make([]float64, draws)
		k.ranks = make([]int, draws)
	}
	for _, c := range compounds {
		d := drawn{of: c, shift: means.shift(c.group), households: float64(c.households), contractor: byCode[c.out.Carrier]}
		d.ends = ends{low: make([]float64, 0, cut), high: make([]float64, 0, cut), size: cut}
		d.a, d.b = posterior(c, m, s)
		d.base, d.slope = c.line(s)
		list = append(list, d)
	}
	limit := float64(s.Classes.RectificationScore.Hundredths()) / 100
	generator := newSampler(binary.BigEndian.Uint64(seed[0:8]), binary.BigEndian.Uint64(seed[8:16]))
	order := make([]*contractor, 0, len(contractors))
	for _, k := range contractors {
		if k.ranked() {
			order = append(order, k)
		}
	}
	for t := range draws {
		for i := range list {
			d := &list[i]
			score := d.base + float64(d.slope*generator.beta(&d.a, &d.b))
			if score < limit {
				d.below++
			}
			d.ends.add(score)
			if d.contractor != nil {
				d.contractor.draws[t] += float64(d.households * (score + d.shift))
			}
		}
		for _, k := range contractors {
			k.draws[t] /= float64(k.out.RatedHouseholds)
		}
		rankDraw(order, t)
	}
	for i := range list {
		list[i].finish(cut, draws)
	}
	for _, k := range contractors {
		k.finishDraws(cut)
	}
}

// posterior returns the two Gamma shapes of a compound's Beta distribution.
func posterior(c *compound, m *big.Rat, s *standard.Standard) (a, b gamma) {
	prior := ratio(int64(s.Survey.PriorHouseholds), 1)
	k, n := int64(*c.out.Survey.Satisfied), int64(c.out.Survey.Answers)
	shape := func(count int64, share *big.Rat) gamma {
		x := new(big.Rat).Mul(prior, share)
		f, _ := x.Add(x, ratio(count, 1)).Float64()
		return newGamma(f)
	}
	return shape(k, m), shape(n-k, new(big.Rat).Sub(ratio(1, 1), m))
}

// rankDraw ranks the contractors by their scores in one draw.
func rankDraw(order []*contractor, t int) {
	slices.SortFunc(order, func(a, b *contractor) int {
		switch x, y := a.draws[t], b.draws[t]; {
		case x > y:
			return -1
		case x < y:
			return 1
		default:
			return 0
		}
	})
	for i, k := range order {
		k.ranks[t] = i + 1
		if i > 0 && k.draws[t] == order[i-1].draws[t] {
			k.ranks[t] = order[i-1].ranks[t]
		}
	}
}

// finish publishes the interval and the probability.
func (d *drawn) finish(cut, draws int) {
	low, high := points(d.ends.low[cut-1]), points(d.ends.high[cut-1])
	below := share(d.below, draws)
	d.of.out.ScoreLow, d.of.out.ScoreHigh, d.of.out.ProbabilityBelow = &low, &high, &below
}

// finishDraws publishes a contractor's intervals: of 2,000 draws the 50th and the 1,951st smallest.
func (k *contractor) finishDraws(cut int) {
	scores := slices.Sorted(slices.Values(k.draws))
	low, high := points(scores[cut-1]), points(scores[len(scores)-cut])
	k.out.ScoreLow, k.out.ScoreHigh = &low, &high
	if k.ranked() {
		ranks := slices.Sorted(slices.Values(k.ranks))
		best, worst := ranks[cut-1], ranks[len(ranks)-cut]
		k.out.RankLow, k.out.RankHigh = &best, &worst
	}
}

// points rounds a drawn score to hundredths, half away from zero.
func points(score float64) int64 { return int64(math.Round(float64(score * 100))) }
