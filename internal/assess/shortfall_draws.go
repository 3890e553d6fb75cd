package assess

import (
	"encoding/binary"
	"math/big"
	"sync"

	"smileboard/internal/standard"
)

// whatIf assesses single compounds of a district again with changed evidence.
type whatIf struct {
	standard *standard.Standard
	evidence Evidence
	district district
	seed     [32]byte
	// shapes are the two Gamma shapes of every compound as published, in order of code; nil for one without a score.
	shapes func() []*[2]gamma
}

// placeIf is one compound of it.
type placeIf struct {
	*whatIf
	published *CompoundEvidence
	levers    []lever
	// starts are the generator's states before the compound's turn in each draw.
	starts func() []sampler
}

// outcome is what changed evidence leads to.
type outcome struct {
	class  Class
	ground string
	// score is exact; nil without a score
	score *big.Rat
}

func newWhatIf(e Evidence, s *standard.Standard) (*whatIf, error) {
	e = Normalize(e)
	if err := validate(e, s); err != nil {
		return nil, err
	}
	seed, err := digest(e)
	if err != nil {
		return nil, err
	}
	w := &whatIf{standard: s, evidence: e, district: sumDistrict(e.Compounds, s), seed: seed}
	w.shapes = sync.OnceValue(w.shapesAsPublished)
	return w, nil
}

// of takes up one compound.
func (w *whatIf) of(i int) *placeIf {
	p := &placeIf{whatIf: w, published: &w.evidence.Compounds[i], levers: w.leversOf()}
	p.starts = sync.OnceValue(func() []sampler { return w.startsOf(i) })
	return p
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
	starts := p.starts()
	for _, generator := range starts {
		if d.score(generator.beta(&d.a, &d.b)) < limit {
			d.below++
		}
	}
	return share(d.below, len(starts))
}

// shapesAsPublished measures every compound as the publication did.
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

// startsOf runs the published draws up to and past the compound's turns, which a compound without a score would have by its code.
func (w *whatIf) startsOf(turn int) []sampler {
	shapes := w.shapes()
	generator := newSampler(binary.BigEndian.Uint64(w.seed[0:8]), binary.BigEndian.Uint64(w.seed[8:16]))
	starts := make([]sampler, w.standard.Ranking.Draws)
	for t := range starts {
		for i, x := range shapes {
			if i == turn {
				starts[t] = *generator
			}
			if x != nil {
				generator.beta(&x[0], &x[1])
			}
		}
	}
	return starts
}
