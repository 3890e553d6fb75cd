package assess

import (
	"slices"

	"smileboard/internal/standard"
)

// PeerGroup returns the place in the standard of the group that a kind of compound belongs to, −1 for none.
func PeerGroup(k Kind, s *standard.Standard) int {
	return slices.IndexFunc(s.Peers.Groups, func(g standard.PeerGroup) bool { return slices.Contains(g.Kinds, string(k)) })
}

// means are unweighted means over the compounds of a set that have a score.
type means struct {
	count int
	score number
	// published is the mean score in hundredths, byDimension the means per dimension; a dimension that nobody has is absent.
	published   int64
	byDimension map[Dimension]int64
}

// meansOf returns the means over the compounds with a score; count is 0 where there is none.
func meansOf(compounds []*compound) means {
	var scores []number
	var byDimension [len(Dimensions)][]number
	for _, c := range compounds {
		if c.score == nil {
			continue
		}
		scores = append(scores, of(c.score))
		for i, r := range c.dimensions {
			if r != nil {
				byDimension[i] = append(byDimension[i], of(r))
			}
		}
	}
	m := means{count: len(scores), byDimension: map[Dimension]int64{}}
	if m.count == 0 {
		return m
	}
	m.score = sum(scores).over(int64(m.count))
	m.published = m.score.round(100)
	for i, list := range byDimension {
		if len(list) > 0 {
			m.byDimension[Dimensions[i]] = sum(list).over(int64(len(list))).round(100)
		}
	}
	return m
}

// comparison holds the means that compounds are compared with.
type comparison struct {
	all    means
	groups []means
	least  int
}

// compare computes the means of the district and of each peer group.
func compare(compounds []*compound, s *standard.Standard) comparison {
	out := comparison{all: meansOf(compounds), least: s.Peers.Minimum}
	for g := range s.Peers.Groups {
		var members []*compound
		for _, c := range compounds {
			if c.group == g {
				members = append(members, c)
			}
		}
		out.groups = append(out.groups, meansOf(members))
	}
	return out
}

// large reports whether a group has enough compounds with a score to stand for itself.
func (c comparison) large(group int) bool { return group >= 0 && c.groups[group].count >= c.least }

// of returns the means that a member of the group is compared with: its group's, or the district's where the group is small.
func (c comparison) of(group int) means {
	if c.large(group) {
		return c.groups[group]
	}
	return c.all
}

// adjusted frees a score of the kind of compound: score − group mean + mean of all where the group is large enough, else the score.
func (c comparison) adjusted(score number, group int) number {
	if !c.large(group) {
		return score
	}
	return score.minus(c.groups[group].score).plus(c.all.score)
}

// shift is what the draws add to a drawn score, by the means as published, in points.
func (c comparison) shift(group int) float64 {
	if !c.large(group) {
		return 0
	}
	return float64(c.all.published-c.groups[group].published) / 100
}

// fill puts the means beside the compound's dimension scores.
func (c comparison) fill(x *compound) {
	peers := c.of(x.group)
	for i := range x.out.Dimensions {
		d := &x.out.Dimensions[i]
		if !d.Applies {
			continue
		}
		if m, ok := peers.byDimension[d.Dimension]; ok {
			d.PeerMean = &m
		}
		if m, ok := c.all.byDimension[d.Dimension]; ok {
			d.DistrictMean = &m
		}
	}
}
