package assess

import (
	"cmp"
	"slices"

	"smileboard/internal/standard"
)

// contractor is one contractor while the ranking is made.
type contractor struct {
	out       ContractorResult
	compounds []*compound
	// draws are its scores, ranks its ranks, draw by draw.
	draws []float64
	ranks []int
}

// The reasons why a contractor is listed without a rank. None of them affects tendering.
const (
	UnrankedNoneScored  = "none_scored"
	UnrankedTooFew      = "too_few_compounds"
	UnrankedShareTooLow = "too_small_share"
)

// shareUnit is 1 in the standard's shares, which are millionths.
const shareUnit = 1_000_000

// CheckRanked says why a contractor gets no rank; "" where it is ranked.
//
// The contractor MUST:
//   - carry at least one compound with a score;
//   - carry at least the standard's number of such compounds, or its number of households in them;
//   - have at least the standard's share of all households that it carries in them, so that the unanswered don't hide.
//
// The first that fails is the reason, in the order above.
func CheckRanked(rated, ratedHouseholds, managedHouseholds int, s *standard.Standard) string {
	switch {
	case rated == 0:
		return UnrankedNoneScored
	case rated < s.Ranking.Compounds && ratedHouseholds < s.Ranking.Households:
		return UnrankedTooFew
	case int64(ratedHouseholds)*shareUnit < int64(s.Ranking.Share)*int64(managedHouseholds):
		return UnrankedShareTooLow
	default:
		return ""
	}
}

func (k *contractor) ranked() bool { return k.out.UnrankedReason == "" }

// tally counts what a contractor carries and computes its score: the mean of adjusted scores weighted by households.
func (k *contractor) tally(means comparison, s *standard.Standard) {
	var weighted []number
	for _, c := range k.compounds {
		k.out.Codes = append(k.out.Codes, c.out.Code)
		k.out.Managed++
		k.out.ManagedHouseholds += c.households
		if c.score == nil {
			continue
		}
		k.out.Rated++
		k.out.RatedHouseholds += c.households
		weighted = append(weighted, means.adjusted(of(c.score), c.group).times(int64(c.households)))
	}
	k.out.UnrankedReason = CheckRanked(k.out.Rated, k.out.RatedHouseholds, k.out.ManagedHouseholds, s)
	if k.out.Rated > 0 {
		score := sum(weighted).over(int64(k.out.RatedHouseholds)).round(100)
		k.out.Score = &score
	}
}

// countClasses counts a contractor's compounds by class, once the classes are known.
func (k *contractor) countClasses() {
	for _, c := range k.compounds {
		k.out.ByClass.add(c.out.Class)
	}
}

func (n *ClassCounts) add(c Class) {
	switch c {
	case Demonstration:
		n.Demonstration++
	case Compliant:
		n.Compliant++
	case Rectification:
		n.Rectification++
	default:
		n.NotRated++
	}
}

// GradeOf returns the score band of the cycle (本期得分档) of a score in hundredths.
func GradeOf(score int64, s *standard.Standard) string {
	for _, b := range s.ScoreBands {
		if score >= b.From.Hundredths() {
			return b.Grade
		}
	}
	return s.ScoreBands[len(s.ScoreBands)-1].Grade
}

// rank orders the contractors: the ranked by published score, equals by code with one rank (1, 2, 2, 4), then the unranked by code.
func rank(list []*contractor, s *standard.Standard) {
	slices.SortFunc(list, func(a, b *contractor) int {
		if a.ranked() != b.ranked() {
			if a.ranked() {
				return -1
			}
			return 1
		}
		if a.ranked() {
			return cmp.Or(cmp.Compare(*b.out.Score, *a.out.Score), cmp.Compare(a.out.USCC, b.out.USCC))
		}
		return cmp.Compare(a.out.USCC, b.out.USCC)
	})
	for i, k := range list {
		if !k.ranked() {
			return
		}
		place := i + 1
		if i > 0 && *list[i-1].out.Score == *k.out.Score {
			place = *list[i-1].out.Rank
		}
		k.out.Rank = &place
		k.out.Grade = GradeOf(*k.out.Score, s)
	}
}

// tie puts the ranked contractors into bands. Going down the ranking, a contractor joins the current band if it beats the band's
// first in at least the standard's share of the draws, or has the same published score; else it opens the next.
func tie(list []*contractor, s *standard.Standard) {
	band := 0
	var first *contractor
	for _, k := range list {
		if !k.ranked() {
			return
		}
		if first == nil || *k.out.Score != *first.out.Score && !beatsOften(k, first, s) {
			band++
			first = k
		}
		k.out.Band = band
	}
}

// beatsOften: a scores strictly more than b in at least the standard's share of the draws.
func beatsOften(a, b *contractor, s *standard.Standard) bool {
	wins := 0
	for t := range a.draws {
		if a.draws[t] > b.draws[t] {
			wins++
		}
	}
	return int64(wins)*shareUnit >= int64(s.Ranking.TieShare)*int64(len(a.draws))
}
