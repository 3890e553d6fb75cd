package assess

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
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

// score is the compound's score at a drawn rate.
func (d *drawn) score(rate float64) float64 { return d.base + float64(d.slope*rate) }

// rectificationLimit is the rectification score in points.
func rectificationLimit(s *standard.Standard) float64 {
	return float64(s.Classes.RectificationScore.Hundredths()) / 100
}

// ends finds the values at both ends of many, as far in as the 95 % interval cuts off, without keeping them all.
type ends struct {
	low, high tail
}

// tail keeps the size smallest of the values taken in. It collects four times as many before it sorts, so that a value costs little.
type tail struct {
	size   int
	values []float64
	// bar: a value at or above it is none of the smallest
	bar float64
}

func newTail(size int) tail {
	return tail{size: size, values: make([]float64, 0, 4*size), bar: math.Inf(1)}
}

// add takes a value in.
func (t *tail) add(v float64) {
	if v >= t.bar {
		return
	}
	t.values = append(t.values, v)
	if len(t.values) == cap(t.values) {
		t.shrink()
	}
}

// shrink forgets all but the smallest.
func (t *tail) shrink() {
	slices.Sort(t.values)
	t.values = t.values[:t.size]
	t.bar = t.values[t.size-1]
}

// last is the greatest of the size smallest; at least size values must have been taken in.
func (t *tail) last() float64 {
	t.shrink()
	return t.bar
}

func newEnds(size int) ends { return ends{newTail(size), newTail(size)} }

// add takes a value in; the high tail holds it negated, which is exact.
func (e *ends) add(v float64) {
	e.low.add(v)
	e.high.add(-v)
}

// interval returns the size-th smallest and the size-th largest value.
func (e *ends) interval() (low, high float64) { return e.low.last(), -e.high.last() }

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
		d.ends = newEnds(cut)
		d.a, d.b = posterior(c, m, s)
		d.base, d.slope = c.line(s)
		list = append(list, d)
	}
	limit := rectificationLimit(s)
	order := make([]*contractor, 0, len(contractors))
	for _, k := range contractors {
		if k.ranked() {
			order = append(order, k)
		}
	}
	t := 0
	for rates := range drawRates(list, seed, draws) {
		for i := range list {
			d := &list[i]
			score := d.score(rates[i])
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
		t++
	}
	for i := range list {
		list[i].finish(draws)
	}
	for _, k := range contractors {
		k.finishDraws(cut)
	}
}

// drawRates draws every compound's satisfied rate, draw by draw, in the order of the list. The drawing runs beside the reader, one
// draw ahead: the generator allows only one to draw, and nothing else touches it, so the values are the same on one processor.
// A slice is only valid until the next one is read.
func drawRates(list []drawn, seed [sha256.Size]byte, draws int) iter.Seq[[]float64] {
	return func(yield func([]float64) bool) {
		shapes := make([][2]gamma, len(list))
		for i := range list {
			shapes[i] = [2]gamma{list[i].a, list[i].b}
		}
		ready, free := make(chan []float64, 2), make(chan []float64, 2)
		free <- make([]float64, len(list))
		free <- make([]float64, len(list))
		go func() {
			defer close(ready)
			generator := newSampler(binary.BigEndian.Uint64(seed[0:8]), binary.BigEndian.Uint64(seed[8:16]))
			for range draws {
				rates := <-free
				for i := range shapes {
					rates[i] = generator.beta(&shapes[i][0], &shapes[i][1])
				}
				ready <- rates
			}
		}()
		for rates := range ready {
			if !yield(rates) {
				panic("assess: a draw was left unread")
			}
			free <- rates
		}
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
func (d *drawn) finish(draws int) {
	first, last := d.ends.interval()
	low, high := points(first), points(last)
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
