package assess

import (
	"encoding/hex"
	"math/big"

	"smileboard/internal/standard"
)

// compound is one compound while it is assessed.
type compound struct {
	evidence   *CompoundEvidence
	out        CompoundResult
	households int
	// group is the peer group's place in the standard, −1 for none
	group int
	// dimensions are exact scores in the standard's order, nil where there is none
	dimensions [len(Dimensions)]*big.Rat
	// score is exact; nil without a score
	score *big.Rat
	// conditions are what the evidence needs for a face
	conditions []Condition
}

// Assess turns evidence into results under a standard. It reads no clock and keeps nothing: equal evidence, in any order, gives
// equal results, byte by byte, on every processor.
//
// Returns joined faults where the evidence is not valid (see Validate).
func Assess(e Evidence, s *standard.Standard) (*Results, error) {
	e = Normalize(e)
	if err := validate(e, s); err != nil {
		return nil, err
	}
	seed, err := digest(e)
	if err != nil {
		return nil, err
	}
	d := sumDistrict(e.Compounds, s)
	m, shares := d.satisfiedShare(), d.complaintShares()
	all := make([]*compound, len(e.Compounds))
	var scored []*compound
	for i := range e.Compounds {
		c := &compound{evidence: &e.Compounds[i]}
		c.measure(m, shares, s)
		c.out.Carrier, c.out.CarrierNote = CarrierOf(c.evidence.Tenures, e.From, e.To, s)
		all[i] = c
		if c.score != nil {
			scored = append(scored, c)
		}
	}
	means := compare(all, s)
	contractors := carried(all)
	var withScore []*contractor
	for _, k := range contractors {
		k.tally(means, s)
		if k.out.Rated > 0 {
			withScore = append(withScore, k)
		}
	}
	draw(scored, withScore, m, means, seed, s)
	before := previousByCode(e.Previous)
	for _, c := range all {
		c.conclude(e.Previous, before[c.out.Code], means, s)
	}
	rank(contractors, s)
	tie(contractors, s)
	return collect(e, d, means, all, contractors, hex.EncodeToString(seed[:]), s), nil
}

// sumDistrict adds up the district. Compounds with fewer answers than may be shown enter no total of answers, so that they can't be
// worked out by subtraction.
func sumDistrict(list []CompoundEvidence, s *standard.Standard) district {
	var d district
	for _, c := range list {
		d.households += int64(HouseholdsOf(c))
		d.complaints = d.complaints.Plus(c.Complaints)
		if n := c.Overall.Total(); n >= s.Survey.MinimumShown {
			d.answers += int64(n)
			d.satisfied += int64(c.Overall.From(s.Survey.SatisfiedFrom))
		}
	}
	return d
}

// measure computes the dimension scores and, with enough evidence, the score.
func (c *compound) measure(m *big.Rat, shares complaintShares, s *standard.Standard) {
	e := c.evidence
	c.households = HouseholdsOf(*e)
	c.group = PeerGroup(e.Kind, s)
	c.out = CompoundResult{Code: e.Code, Vetoes: e.Vetoes, Tenures: e.Tenures}
	if c.group >= 0 {
		c.out.PeerGroup = s.Peers.Groups[c.group].Code
	}
	complete := true
	for i, d := range Dimensions {
		row := DimensionScore{Dimension: d, Weight: s.Weight(string(d)).Hundredths(), Applies: Applies(*e, d)}
		switch d {
		case Satisfaction:
			c.out.Survey, c.dimensions[i] = surveyOf(e, m, s)
		case Complaints:
			score, perThousand := complaintScore(e.Complaints, c.households, shares, s)
			c.dimensions[i] = score
			c.out.Complaints = ComplaintResult{ComplaintTotals: e.Complaints, PerThousand: roundRat(perThousand, 100)}
		default:
			row.Covered = len(e.Deductions[d])
			if row.Applies {
				c.dimensions[i] = inspectionScore(e.Deductions[d])
			}
			if r := e.ByDimension[d]; r.Total() >= s.Survey.MinimumShown && e.Overall.Total() >= s.Survey.MinimumShown {
				mean := r.mean()
				row.Rating = &mean
			}
		}
		if c.dimensions[i] != nil {
			row.Score = hundredths(c.dimensions[i])
		} else if row.Applies {
			complete = false
		}
		c.out.Dimensions = append(c.out.Dimensions, row)
	}
	c.conditions = EvidenceConditions(*e, s)
	enough := len(unmet(c.conditions)) == 0
	zoned := c.conditions[0].Code == NeedZone
	if complete && (enough || len(e.Vetoes) > 0 && !zoned) {
		c.score = c.weigh(s)
		c.out.Score = hundredths(c.score)
	}
}

// weigh is Σ weight·score / Σ weight over the dimensions that apply.
func (c *compound) weigh(s *standard.Standard) *big.Rat {
	total, weights := new(big.Rat), new(big.Rat)
	for i, d := range Dimensions {
		if r := c.dimensions[i]; r != nil {
			w := s.Weight(string(d)).Rat()
			total.Add(total, new(big.Rat).Mul(w, r))
			weights.Add(weights, w)
		}
	}
	return total.Quo(total, weights)
}

// line returns the score as base + slope·q of the satisfied rate, each the nearest float.
func (c *compound) line(s *standard.Standard) (base, slope float64) {
	weights, w := new(big.Rat), s.Weight(string(Satisfaction)).Rat()
	for i, d := range Dimensions {
		if c.dimensions[i] != nil {
			weights.Add(weights, s.Weight(string(d)).Rat())
		}
	}
	part := w.Quo(w, weights)
	rest := new(big.Rat).Sub(c.score, new(big.Rat).Mul(part, c.dimensions[place(Satisfaction)]))
	base, _ = rest.Float64()
	slope, _ = part.Mul(part, ratio(100, 1)).Float64()
	return base, slope
}

// facts are what the class is decided on. The probability is 0 where nobody drew for it.
func (c *compound) facts() ClassFacts {
	r := &c.out
	f := ClassFacts{Vetoed: len(r.Vetoes) > 0, Enough: len(unmet(c.conditions)) == 0}
	if c.score != nil {
		f.Score, f.Rate, f.High = *r.Score, *r.Survey.Rate, *r.Survey.High
	}
	if r.ProbabilityBelow != nil {
		f.ProbabilityBelow = *r.ProbabilityBelow
	}
	return f
}

// conclude decides the class and says why.
func (c *compound) conclude(p *PreviousPublication, before *PreviousResult, means comparison, s *standard.Standard) {
	r := &c.out
	missing := unmet(c.conditions)
	if c.score != nil {
		adjusted := means.adjusted(of(c.score), c.group).round(100)
		r.Adjusted = &adjusted
	}
	var ground string
	r.Class, ground = ClassOf(c.facts(), s)
	r.Face = r.Class.Face()
	r.NeedsImprovement = ground == ByNeedsImprovement
	means.fill(c)
	r.Change = ChangeSince(p, before, r.Score, r.ScoreLow, r.ScoreHigh)
	if r.Class == NotRated {
		r.Missing = missing
		if before != nil {
			r.LastRated = before.LastRated
			// A place that is too small waits for its zone, not for answers.
			r.SurveyDue = before.Class == NotRated && missing[0].Code != NeedZone
		}
	}
	r.Next = nextConditions(r, c.conditions, s)
	peers := ""
	if means.large(c.group) {
		peers = r.PeerGroup
	}
	r.Reason = reasonOf(r, ground, peers, s)
}

func previousByCode(p *PreviousPublication) map[string]*PreviousResult {
	out := map[string]*PreviousResult{}
	if p != nil {
		for i := range p.Compounds {
			out[p.Compounds[i].Code] = &p.Compounds[i]
		}
	}
	return out
}

// collect puts the results together.
func collect(e Evidence, d district, means comparison, all []*compound, contractors []*contractor, digest string, s *standard.Standard) *Results {
	shares := d.complaintShares()
	out := &Results{
		District: e.District, Cycle: e.Cycle, Standard: e.Standard, EvidenceDigest: digest,
		Totals: Totals{
			Compounds: len(all), Households: int(d.households), Satisfied: int(d.satisfied), Answers: int(d.answers),
			SatisfiedShare:        roundRat(d.satisfiedShare(), 10_000),
			ComplaintsPerThousand: roundRat(shares.perHousehold, 100_000),
			OnTimeShare:           roundRat(shares.onTime, 10_000), FixedShare: roundRat(shares.fixed, 10_000),
			Scored: means.all.count,
		},
		Compounds: make([]CompoundResult, 0, len(all)), Contractors: make([]ContractorResult, 0, len(contractors)),
	}
	if means.all.count > 0 {
		out.Totals.MeanScore, out.Totals.Means = &means.all.published, means.all.byDimension
	}
	for g, group := range s.Peers.Groups {
		m := means.groups[g]
		row := PeerMeans{Group: group.Code, Scored: m.count, Adjusting: means.large(g)}
		if m.count > 0 {
			row.MeanScore, row.Means = &m.published, m.byDimension
		}
		out.Totals.Peers = append(out.Totals.Peers, row)
	}
	for _, c := range all {
		out.Totals.ByClass.add(c.out.Class)
		out.Compounds = append(out.Compounds, c.out)
	}
	for _, k := range contractors {
		k.countClasses()
		out.Contractors = append(out.Contractors, k.out)
	}
	return out
}
