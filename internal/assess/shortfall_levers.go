package assess

import (
	"maps"
	"math/big"
	"slices"
)

// lever is one thing about a compound's evidence that can be better.
type lever struct {
	code      string
	dimension Dimension
	// of says how many cases there are to change.
	of func(c *CompoundEvidence) int
	// apply changes so many of them, at most as many as there are. What it changes in the evidence it copies first.
	apply func(c *CompoundEvidence, n int)
}

// pulled is a lever with how many cases of it are changed.
type pulled struct {
	lever
	count int
}

// walk changes the evidence by each lever in turn, and tells the steps. A step changes no more cases than are left to change.
func (p *placeIf) walk(c CompoundEvidence, list []pulled) (CompoundEvidence, []Step) {
	var steps []Step
	for _, l := range list {
		of := l.of(&c)
		n := min(l.count, of)
		if n == 0 {
			continue
		}
		step := Step{Code: l.code, Dimension: l.dimension, Count: n, Of: of}
		switch l.code {
		case StepAnswers:
			step.Of = c.Answers() + of
		case StepInspection:
			step.Of = len(c.Deductions[l.dimension]) + of
		}
		l.apply(&c, n)
		steps = append(steps, step)
	}
	return c, steps
}

// required lists what a face takes and the compound lacks: its grounds for rectification lifted, answers, inspections.
func (p *placeIf) required() []pulled {
	all := func(l lever) pulled { return pulled{l, l.of(p.published)} }
	list := []pulled{all(vetoLever())}
	for _, k := range p.conditions(*p.published) {
		switch k.Code {
		case NeedAnswers:
			list = append(list, all(p.answersLever(int(k.Need))))
		case NeedInspection:
			list = append(list, all(p.inspectionLever(k.Dimension, int(k.Need))))
		}
	}
	return list
}

// leversOf lists the levers of a better result, in the order of the dimensions.
func (w *whatIf) leversOf() []lever {
	list := []lever{w.satisfiedLever()}
	for _, d := range Inspected {
		list = append(list, pointsLever(d))
	}
	return append(list, openLever(), lateLever(), fixedLever())
}

func vetoLever() lever {
	return lever{
		code:  StepVeto,
		of:    func(c *CompoundEvidence) int { return len(c.Vetoes) },
		apply: func(c *CompoundEvidence, n int) { c.Vetoes = slices.Clone(c.Vetoes[n:]) },
	}
}

// answersLever brings answers up to the number needed. They are satisfied as the district is; so are the ones that were withheld,
// once there are enough of them to be shown.
func (w *whatIf) answersLever(need int) lever {
	return lever{
		code: StepAnswers,
		of:   func(c *CompoundEvidence) int { return max(0, need-c.Answers()) },
		apply: func(c *CompoundEvidence, n int) {
			if c.Answers() < w.standard.Survey.MinimumShown {
				n += c.Answers()
				c.Overall, c.Withheld, c.ByDimension = Ratings{}, 0, nil
			}
			if c.Overall.Total()+n < w.standard.Survey.MinimumShown {
				c.Withheld = n
				return
			}
			m := w.district.satisfiedShare()
			k := int(roundRat(m.Mul(m, ratio(int64(n), 1)), 1))
			*c.Overall.of(w.standard.Survey.SatisfiedFrom) += k
			*c.Overall.of(w.standard.Survey.SatisfiedFrom - 1) += n - k
		},
	}
}

// inspectionLever brings the inspections of a dimension up to the number needed. Each deducts what the district's do on average.
func (w *whatIf) inspectionLever(d Dimension, need int) lever {
	return lever{
		code: StepInspection, dimension: d,
		of: func(c *CompoundEvidence) int { return max(0, need-len(c.Deductions[d])) },
		apply: func(c *CompoundEvidence, n int) {
			points := slices.Concat(c.Deductions[d], slices.Repeat([]int64{w.usualPoints(d)}, n))
			c.Deductions = withPoints(c.Deductions, d, points)
			c.Inspections = max(c.Inspections, len(points))
		},
	}
}

// usualPoints is what an inspection of the district deducts in a dimension on average, in hundredths; 0 where there is none.
func (w *whatIf) usualPoints(d Dimension) int64 {
	total, count := int64(0), int64(0)
	for i := range w.evidence.Compounds {
		for _, p := range w.evidence.Compounds[i].Deductions[d] {
			total += min(p, fullPoints)
			count++
		}
	}
	if count == 0 {
		return 0
	}
	return roundRatio(big.NewInt(total), big.NewInt(count))
}

// satisfiedLever makes satisfied answers of others, those nearest to it first.
func (w *whatIf) satisfiedLever() lever {
	from := w.standard.Survey.SatisfiedFrom
	return lever{
		code: StepSatisfied,
		of:   func(c *CompoundEvidence) int { return c.Overall.Total() - c.Overall.From(from) },
		apply: func(c *CompoundEvidence, n int) {
			*c.Overall.of(from) += n
			for rating := from - 1; rating >= 1; rating-- {
				moved := min(n, *c.Overall.of(rating))
				*c.Overall.of(rating) -= moved
				n -= moved
			}
		},
	}
}

// of is the count of a rating from 1 to 5.
func (r *Ratings) of(rating int) *int {
	return [...]*int{&r.R1, &r.R2, &r.R3, &r.R4, &r.R5}[rating-1]
}

const (
	// onePoint and fullPoints are 1 and 100 points in hundredths; an inspection scores nothing beyond 100.
	onePoint   = 100
	fullPoints = 100 * onePoint
)

// pointsLever takes back points that a dimension's inspections deducted. Where one deducted more than it could, the surplus comes
// last, since nothing is gained by it: first the inspections up to 100 points, the worst of them first, then those above, the
// least of them first.
func pointsLever(d Dimension) lever {
	return lever{
		code: StepPoints, dimension: d,
		of: func(c *CompoundEvidence) int {
			total := int64(0)
			if Applies(*c, d) {
				for _, p := range c.Deductions[d] {
					total += p
				}
			}
			return int((total + onePoint - 1) / onePoint)
		},
		apply: func(c *CompoundEvidence, n int) {
			points := slices.Clone(c.Deductions[d])
			slices.SortFunc(points, func(a, b int64) int {
				switch {
				case a <= fullPoints && b <= fullPoints:
					return int(b - a)
				default:
					return int(a - b)
				}
			})
			left := int64(n) * onePoint
			for i := range points {
				less := min(left, points[i])
				points[i] -= less
				left -= less
			}
			c.Deductions = withPoints(c.Deductions, d, points)
		},
	}
}

// withPoints returns a copy of the deductions with those of one dimension replaced.
func withPoints(all map[Dimension][]int64, d Dimension, points []int64) map[Dimension][]int64 {
	out := maps.Clone(all)
	if out == nil {
		out = map[Dimension][]int64{}
	}
	out[d] = points
	return out
}

// openLever closes complaints that are due and still open: by their deadline and fixed, since closing without that would count
// against the place.
func openLever() lever {
	return lever{
		code: StepOpen,
		of:   func(c *CompoundEvidence) int { return c.Complaints.Due - c.Complaints.Closed },
		apply: func(c *CompoundEvidence, n int) {
			c.Complaints = c.Complaints.Plus(ComplaintTotals{OnTime: n, Closed: n, Fixed: n})
		},
	}
}

// lateLever closes by their deadline what was closed after it.
func lateLever() lever {
	return lever{
		code:  StepLate,
		of:    func(c *CompoundEvidence) int { return c.Complaints.Closed - c.Complaints.OnTime },
		apply: func(c *CompoundEvidence, n int) { c.Complaints.OnTime += n },
	}
}

// fixedLever fixes what was closed without, or contested.
func fixedLever() lever {
	return lever{
		code:  StepFixed,
		of:    func(c *CompoundEvidence) int { return c.Complaints.Closed - c.Complaints.Fixed },
		apply: func(c *CompoundEvidence, n int) { c.Complaints.Fixed += n },
	}
}
