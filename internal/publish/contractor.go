package publish

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/ent/predicate"
	"smileboard/ent/qualification"
	"smileboard/internal/calendar"
)

// Contractor is the contractor with a 统一社会信用代码; nil where there is none.
func (r *Reader) Contractor(ctx context.Context, uscc string, want Want) (*Contractor, error) {
	found, err := r.load(ctx).contractorsWhere(want, contractor.Uscc(uscc))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// contractors reads contractors by id.
func (l *load) contractors(of []int, want Want) (map[int]*Contractor, error) {
	out := make(map[int]*Contractor, len(of))
	if len(of) == 0 {
		return out, nil
	}
	found, err := l.contractorsWhere(want, contractor.IDIn(of...))
	for _, c := range found {
		out[c.ID] = c
	}
	return out, err
}

// contractorsByUSCC reads the contractors that tenures name.
func (l *load) contractorsByUSCC(ts []*Tenure, want Want) (map[string]*Contractor, error) {
	set := map[string]bool{}
	for _, t := range ts {
		if t.uscc != "" {
			set[t.uscc] = true
		}
	}
	out := make(map[string]*Contractor, len(set))
	if len(set) == 0 {
		return out, nil
	}
	found, err := l.contractorsWhere(want, contractor.UsccIn(slices.Sorted(maps.Keys(set))...))
	for _, c := range found {
		out[c.USCC] = c
	}
	return out, err
}

func (l *load) contractorsWhere(want Want, which predicate.Contractor) ([]*Contractor, error) {
	q := l.c.Contractor.Query().Where(which)
	// Named one by one, so that the phone and the legal representative are not even read.
	q.Select(contractor.FieldID, contractor.FieldUscc, contractor.FieldName)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("contractors", err)
	}
	out := make([]*Contractor, len(rows))
	for i, row := range rows {
		out[i] = &Contractor{ID: row.ID, USCC: row.Uscc, Name: row.Name}
	}
	return out, l.fillContractors(out, want)
}

func (l *load) fillContractors(cs []*Contractor, want Want) error {
	if len(cs) == 0 {
		return nil
	}
	for _, w := range want {
		var err error
		switch w.Name {
		case "qualifications":
			err = l.fillQualifications(cs)
		case "compounds":
			err = l.fillManaged(cs, pageOf{w.Args.First, w.Args.After}, w.Below)
		case "history":
			err = l.fillPlaces(cs, w.Args.First, w.Below)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func contractorIDs(cs []*Contractor) []int { return ids(cs, func(c *Contractor) int { return c.ID }) }

// fillQualifications finds the certificates, latest first.
func (l *load) fillQualifications(cs []*Contractor) error {
	rows, err := l.c.Qualification.Query().Where(qualification.ContractorIDIn(contractorIDs(cs)...)).All(l.ctx)
	if err != nil {
		return wrap("qualifications", err)
	}
	slices.SortFunc(rows, func(a, b *ent.Qualification) int {
		return cmp.Or(b.Issued.Compare(a.Issued), cmp.Compare(a.Certificate, b.Certificate))
	})
	byContractor := map[int][]Qualification{}
	for _, row := range rows {
		byContractor[row.ContractorID] = append(byContractor[row.ContractorID], Qualification{
			Grade:       upper[QualificationGrade](row.Grade),
			Certificate: row.Certificate,
			Issued:      calendar.FromTime(row.Issued),
			Expires:     calendar.FromTimePtr(row.Expires),
			Status:      upper[QualificationStatus](row.Status),
		})
	}
	for _, c := range cs {
		c.Qualifications = append([]Qualification{}, byContractor[c.ID]...)
	}
	return nil
}

// fillManaged finds a page of the compounds that each contractor manages today, by compound code.
//
// The database numbers each contractor's own compounds, so that one statement brings the same page of all of them.
func (l *load) fillManaged(cs []*Contractor, page pageOf, want Want) error {
	if err := checkFirst(page.first); err != nil {
		return err
	}
	from, err := compoundCursor.decode(text(page.after))
	if err != nil {
		return err
	}
	rows, err := l.c.Engagement.Query().Where(func(s *sql.Selector) { l.managedPage(s, contractorIDs(cs), page.first, from) }).
		WithCompound(func(q *ent.CompoundQuery) { q.Select(compound.FieldCode) }).All(l.ctx)
	if err != nil {
		return wrap("compounds managed", err)
	}
	slices.SortFunc(rows, func(a, b *ent.Engagement) int { return cmp.Compare(a.Edges.Compound.Code, b.Edges.Compound.Code) })
	pages := map[int]*ContractorCompoundPage{}
	for _, c := range cs {
		pages[c.ID] = &ContractorCompoundPage{Edges: []ContractorCompoundEdge{}}
		if c.compounds == nil {
			c.compounds = map[pageOf]*ContractorCompoundPage{}
		}
		c.compounds[page] = pages[c.ID]
	}
	var shown []*Engagement
	for _, row := range rows {
		p := pages[value(row.ContractorID)]
		if len(p.Edges) == page.first {
			p.PageInfo.HasNextPage = true
			continue
		}
		e := engagementOf(row)
		shown = append(shown, e)
		p.Edges = append(p.Edges, ContractorCompoundEdge{Cursor: compoundCursor.encode(row.Edges.Compound.Code), Node: e})
		p.PageInfo.EndCursor = &p.Edges[len(p.Edges)-1].Cursor
	}
	if edges, ok := want.below("edges"); ok {
		if node, ok := edges.below("node"); ok {
			return l.fillEngagementParts(shown, node)
		}
	}
	return nil
}

// managedPage keeps each contractor's first+1 current engagements after a compound code: one more than the page, to
// know whether more follow.
func (l *load) managedPage(s *sql.Selector, of []int, first int, from string) {
	e, c := sql.Dialect(s.Dialect()).Select().From(sql.Table(engagement.Table)), sql.Table(compound.Table)
	e.Join(c).On(e.C(engagement.FieldCompoundID), c.C(compound.FieldID))
	code := bytewise(s, c.C(compound.FieldCode))
	e.Where(sql.InInts(e.C(engagement.FieldContractorID), of...))
	today := l.today.Time()
	e.Where(sql.LTE(e.C(engagement.FieldStarts), today))
	e.Where(sql.Or(sql.IsNull(e.C(engagement.FieldEnds)), sql.GTE(e.C(engagement.FieldEnds), today)))
	if from != "" {
		e.Where(compare(code, sql.OpGT, from))
	}
	e.SelectExpr(
		sql.Expr(e.C(engagement.FieldID)),
		sql.Expr("ROW_NUMBER() OVER (PARTITION BY "+e.C(engagement.FieldContractorID)+" ORDER BY "+code+") AS place"),
	)
	numbered := e.As("numbered")
	s.Where(sql.In(s.C(engagement.FieldID), sql.Dialect(s.Dialect()).Select(numbered.C(engagement.FieldID)).From(numbered).
		Where(sql.LTE(numbered.C("place"), first+1))))
}
