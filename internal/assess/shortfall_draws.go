package assess

import (
	"cmp"
	"encoding/binary"
	"math/big"
	"slices"
	"sync"

	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// whatIf assesses single compounds of a district again with changed evidence.
type whatIf struct {
	standard *standard.Standard
	evidence Evidence
	district district
	seed     [32]byte
	// asked are the places of the compounds in question, ascending.
	asked []int
	// starts are the generator's states before each one's turn in each draw.
	starts func() map[int][]sampler
}

// placeIf is one compound of it.
type placeIf struct {
	*whatIf
	published *CompoundEvidence
	// turn is its place in the order of codes.
	turn   int
	levers []lever
}

// outcome is what changed evidence leads to.
type outcome struct {
	class  Class
	ground string
	// score is exact; nil without a score
	score *big.Rat
}

func newWhatIf(e Evidence, s *standard.Standard, codes []string) (*whatIf, error) {
	e = Normalize(e)
	if err := validate(e, s); err != nil {
		return nil, err
	}
	seed, err := digest(e)
	if err != nil {
		return nil, err
	}
	w := &whatIf{standard: s, evidence: e, district: sumDistrict(e.Compounds, s), seed: seed}
	for _, code := range codes {
		i, found := slices.BinarySearchFunc(e.Compounds, code, func(c CompoundEvidence, code string) int { return cmp.Compare(c.Code, code) })
		if !found {
			return nil, fault.NotFound("evidence.compound", fault.Say("依据里没有小区 %[1]s。", "There is no compound %[1]s in the evidence.", code))
		}
		w.asked = append(w.asked, i)
	}
	slices.Sort(w.asked)
	w.asked = slices.Compact(w.asked)
	w.starts = sync.OnceValue(w.startsAsPublished)
	return w, nil
}

// of takes up one compound.
func (w *whatIf) of(i int) *placeIf {
	return &placeIf{whatIf: w, published: &w.evidence.Compounds[i], turn: i, levers: w.leversOf()}
}

// conditions lists what the evidence lacks for a face, vetoed or not.
func (p *placeIf) conditions(c CompoundEvidence) []Condition {
	return unmet(EvidenceConditions(c, p.standard))
}

// assess assesses the compound with changed evidence, the district's totals added up again.
func (p *placeIf) assess(changed CompoundEvidence) outcome {
	s := p.standard
	d := p.district.replace(sumDistrict([]CompoundEvidence{*p.published}, s), sumDistrict([]CompoundEvidence{changed}, s))
	m := d.satisfiedShare()
	c := &compound{evidence: &changed}
	c.measure(m, d.complaintShares(), s)
	// The draws are only asked where they can matter.
	if c.score != nil && *c.out.Score < s.Classes.RectificationScore.Hundredths() {
		below := p.probabilityBelow(c, m)
		c.out.ProbabilityBelow = &below
	}
	class, ground := ClassOf(c.facts(), s)
	return outcome{class, ground, c.score}
}

// replace takes one compound's sums out and puts others in.
func (d district) replace(out, in district) district {
	return district{
		households: d.households - out.households + in.households,
		satisfied:  d.satisfied - out.satisfied + in.satisfied,
		answers:    d.answers - out.answers + in.answers,
		complaints: ComplaintTotals{
			Counted: d.complaints.Counted - out.complaints.Counted + in.complaints.Counted,
			Due:     d.complaints.Due - out.complaints.Due + in.complaints.Due,
			OnTime:  d.complaints.OnTime - out.complaints.OnTime + in.complaints.OnTime,
			Closed:  d.complaints.Closed - out.complaints.Closed + in.complaints.Closed,
			Fixed:   d.complaints.Fixed - out.complaints.Fixed + in.complaints.Fixed,
		},
	}
}

// probabilityBelow draws the compound's satisfied rate as often as the standard says, each time from where the published draw began.
func (p *placeIf) probabilityBelow(c *compound, m *big.Rat) int64 {
	d := drawn{of: c}
	d.a, d.b = posterior(c, m, p.standard)
	d.base, d.slope = c.line(p.standard)
	limit := rectificationLimit(p.standard)
	starts := p.starts()[p.turn]
	for _, generator := range starts {
		if d.score(generator.beta(&d.a, &d.b)) < limit {
			d.below++
		}
	}
	return share(d.below, len(starts))
}

// shapesAsPublished are the two Gamma shapes of every compound as the publication had them, in order of code; nil for one without a
// score.
func (w *whatIf) shapesAsPublished() []*[2]gamma {
	m, shares := w.district.satisfiedShare(), w.district.complaintShares()
	out := make([]*[2]gamma, len(w.evidence.Compounds))
	for i := range w.evidence.Compounds {
		c := &compound{evidence: &w.evidence.Compounds[i]}
		c.measure(m, shares, w.standard)
		if c.score != nil {
			a, b := posterior(c, m, w.standard)
			out[i] = &[2]gamma{a, b}
		}
	}
	return out
}

// startsAsPublished runs the published draws once, for all the compounds in question. One without a score has the turn that its
// code gives it.
func (w *whatIf) startsAsPublished() map[int][]sampler {
	shapes := w.shapesAsPublished()
	generator := newSampler(binary.BigEndian.Uint64(w.seed[0:8]), binary.BigEndian.Uint64(w.seed[8:16]))
	starts := make(map[int][]sampler, len(w.asked))
	for _, i := range w.asked {
		starts[i] = make([]sampler, w.standard.Ranking.Draws)
	}
	for t := range w.standard.Ranking.Draws {
		next := w.asked
		for i, x := range shapes {
			if len(next) > 0 && next[0] == i {
				starts[i][t] = *generator
				next = next[1:]
			}
			if x != nil {
				generator.beta(&x[0], &x[1])
			}
		}
	}
	return starts
}
