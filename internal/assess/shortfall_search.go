package assess

import (
	"math/big"
	"slices"
	"sort"
)

// none is no case of any lever.
func (p *placeIf) none() []int { return make([]int, len(p.levers)) }

// pull puts counts to the levers.
func (p *placeIf) pull(counts []int) []pulled {
	list := make([]pulled, len(counts))
	for i, n := range counts {
		list[i] = pulled{p.levers[i], n}
	}
	return list
}

// reaches reports whether so much of each lever reaches the goal.
func (p *placeIf) reaches(base CompoundEvidence, g Goal, counts []int) bool {
	changed, _ := p.walk(base, p.pull(counts))
	return g.reached(p.assess(changed))
}

// least finds the fewest cases of one lever that reach the goal beside so much of the others; not ok if all of them don't.
//
// A lever never lowers a score, a rate or the upper end of its interval, so halving finds it. The draws may doubt a step more than
// the one before it, by a hair; then it is a number whose predecessor fails.
func (p *placeIf) least(base CompoundEvidence, g Goal, counts []int, lever int) (n int, ok bool) {
	with := func(n int) []int {
		c := slices.Clone(counts)
		c[lever] = n
		return c
	}
	most := p.levers[lever].of(&base)
	if !p.reaches(base, g, with(most)) {
		return 0, false
	}
	return sort.Search(most, func(n int) bool { return p.reaches(base, g, with(n)) }), true
}

// together finds how much of several levers reaches a goal that no single one does; not ok if all of all don't.
func (p *placeIf) together(base CompoundEvidence, g Goal) (counts []int, ok bool) {
	full := p.none()
	for i := range full {
		full[i] = p.levers[i].of(&base)
	}
	// Only answers move the satisfied rate: what it takes of them whatever else is done comes first.
	const satisfied = 0
	counts = p.none()
	if counts[satisfied], ok = p.least(base, g, full, satisfied); !ok {
		return nil, false
	}
	for {
		i, found := p.gainsMost(base, counts)
		if !found {
			break
		}
		n, enough := p.least(base, g, counts, i)
		if enough {
			counts[i] = n
			break
		}
		counts[i] = full[i]
	}
	for cut := true; cut; {
		cut = false
		for i, n := range counts {
			if fewer, enough := p.least(base, g, counts, i); enough && fewer < n {
				counts[i], cut = fewer, true
			}
		}
	}
	return counts, true
}

// gainsMost names the lever of which a case gains most points, over all that is left of each; not found where nothing is left.
func (p *placeIf) gainsMost(base CompoundEvidence, counts []int) (lever int, found bool) {
	start, _ := p.walk(base, p.pull(counts))
	before := p.assess(start).score
	var most *big.Rat
	for i, l := range p.levers {
		left := l.of(&start)
		if left == 0 {
			continue
		}
		changed, _ := p.walk(start, []pulled{{l, left}})
		each := new(big.Rat).Sub(p.assess(changed).score, before)
		each.Quo(each, ratio(int64(left), 1))
		if most == nil || each.Cmp(most) > 0 {
			most, lever, found = each, i, true
		}
	}
	return lever, found
}
