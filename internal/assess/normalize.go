package assess

import (
	"cmp"
	"slices"
)

// Normalize returns the evidence in its one order, leaving the given one alone: compounds by code, tenures by day, deductions
// and vetoes ascending, empty lists left out. Equal evidence in any order becomes equal bytes.
func Normalize(e Evidence) Evidence {
	e.Compounds = slices.Clone(e.Compounds)
	slices.SortStableFunc(e.Compounds, func(a, b CompoundEvidence) int { return cmp.Compare(a.Code, b.Code) })
	for i := range e.Compounds {
		e.Compounds[i] = normalizeCompound(e.Compounds[i])
	}
	if e.Compounds == nil {
		e.Compounds = []CompoundEvidence{}
	}
	if e.Previous != nil {
		p := *e.Previous
		p.Compounds = slices.Clone(p.Compounds)
		slices.SortStableFunc(p.Compounds, func(a, b PreviousResult) int { return cmp.Compare(a.Code, b.Code) })
		if p.Compounds == nil {
			p.Compounds = []PreviousResult{}
		}
		e.Previous = &p
	}
	return e
}

func normalizeCompound(c CompoundEvidence) CompoundEvidence {
	var ratings map[Dimension]Ratings
	for d, r := range c.ByDimension {
		if r != (Ratings{}) {
			if ratings == nil {
				ratings = map[Dimension]Ratings{}
			}
			ratings[d] = r
		}
	}
	c.ByDimension = ratings
	var deductions map[Dimension][]int64
	for d, points := range c.Deductions {
		if len(points) > 0 {
			if deductions == nil {
				deductions = map[Dimension][]int64{}
			}
			deductions[d] = slices.Sorted(slices.Values(points))
		}
	}
	c.Deductions = deductions
	var absent []Dimension
	for d := range dimensionsIn(c.NotApplicable) {
		absent = append(absent, d)
	}
	slices.SortFunc(absent, func(a, b Dimension) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
	c.NotApplicable = absent
	c.Vetoes = sorted(c.Vetoes, func(a, b Veto) int {
		return cmp.Or(b.Established.DaysUntil(a.Established), cmp.Compare(a.Ground, b.Ground),
			cmp.Compare(a.Authority, b.Authority), cmp.Compare(a.Document, b.Document))
	})
	c.Tenures = sorted(c.Tenures, func(a, b Tenure) int {
		return cmp.Or(b.From.DaysUntil(a.From), b.To.DaysUntil(a.To), cmp.Compare(a.Mode, b.Mode), cmp.Compare(a.Contractor, b.Contractor))
	})
	return c
}

// sorted returns a sorted copy, nil for none.
func sorted[T any](list []T, order func(a, b T) int) []T {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, order)
	return list
}

func dimensionsIn(list []Dimension) map[Dimension]bool {
	set := make(map[Dimension]bool, len(list))
	for _, d := range list {
		set[d] = true
	}
	return set
}

// place is a dimension's place in the standard's list; unknown ones come last.
func place(d Dimension) int {
	if i := slices.Index(Dimensions[:], d); i >= 0 {
		return i
	}
	return len(Dimensions)
}
