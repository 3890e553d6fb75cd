package registry

import (
	"cmp"
	"context"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/internal/calendar"
)

var engagementSorting = map[EngagementField]sorting{
	"FROM": {column: engagement.FieldStarts},
	"TO":   {column: engagement.FieldEnds, nullable: true},
	"FEE":  {column: engagement.FieldFeeFen, nullable: true},
}

// Engagements is a page of the engagements that the caller may see, the latest first where no order is given.
func (s *Service) Engagements(ctx context.Context, filter *EngagementFilter, order *EngagementOrder, p Page, want Want) (*EngagementPage, error) {
	l, err := s.enter(ctx, "Query.engagements", want)
	if err != nil {
		return nil, err
	}
	if err := p.check(MaxPage); err != nil {
		return nil, err
	}
	q, err := l.engagementQuery(filter, order)
	if err != nil {
		return nil, err
	}
	ids, total, err := page(l, q, p, filter != nil)
	if err != nil {
		return nil, wrap("engagements", err)
	}
	rows, err := l.engagements(ids)
	return &EngagementPage{Rows: rows, Total: total}, err
}

// EachEngagement gives every engagement of an export to fn.
func (s *Service) EachEngagement(ctx context.Context, filter *EngagementFilter, order *EngagementOrder, fn func(*Engagement) error) error {
	l, err := s.enter(ctx, "Export.engagements", nil)
	if err != nil {
		return err
	}
	q, err := l.engagementQuery(filter, order)
	if err != nil {
		return err
	}
	return wrap("export of engagements", each(l, q, l.engagements, fn))
}

func (l *load) engagementQuery(filter *EngagementFilter, order *EngagementOrder) (*ent.EngagementQuery, error) {
	f, o := value(filter), EngagementOrder{Field: "FROM", Direction: Descending}
	if order != nil {
		o = *order
	}
	sort, err := orderOf(engagementSorting, o.Field, o.Direction, f.Search)
	if err := cmp.Or(err, checkSearch(f.Search)); err != nil {
		return nil, err
	}
	q := l.c.Engagement.Query().Order(sort).Where(func(s *sql.Selector) {
		compounds := idsNamed(s, compound.Table, value(f.Search), compound.FieldCode)
		if compounds == nil {
			return
		}
		s.Where(sql.Or(
			sql.In(s.C(engagement.FieldCompoundID), compounds),
			sql.In(s.C(engagement.FieldContractorID), idsNamed(s, contractor.Table, value(f.Search), contractor.FieldUscc))))
	})
	if f.Compound != nil {
		q.Where(engagement.CompoundID(*f.Compound))
	}
	if f.Contractor != nil {
		q.Where(engagement.ContractorID(*f.Contractor))
	}
	if f.On != nil {
		q.Where(func(s *sql.Selector) { s.Where(inForce(s, *f.On)) })
	}
	if f.EndsFrom != nil {
		q.Where(engagement.EndsGTE(f.EndsFrom.Time()))
	}
	if f.EndsTo != nil {
		q.Where(engagement.EndsLTE(f.EndsTo.Time()))
	}
	return q, nil
}

// inForce is whether an engagement of the selector's table holds on a day.
func inForce(s *sql.Selector, on calendar.Date) *sql.Predicate {
	return sql.And(sql.LTE(s.C(engagement.FieldStarts), on.Time()),
		sql.Or(sql.IsNull(s.C(engagement.FieldEnds)), sql.GTE(s.C(engagement.FieldEnds), on.Time())))
}

// managed selects the compounds that are managed today, by a contractor or in a way where one is named. Somebody who comes
// for a company alone asks of its own engagements, as that is what they may see.
func (l *load) managed(s *sql.Selector, contractorID *int, mode *ManagementMode) *sql.Selector {
	b := sql.Dialect(s.Dialect())
	t := b.Table(engagement.Table)
	sub := b.Select(t.C(engagement.FieldCompoundID)).From(t)
	sub.Where(inForce(sub, l.today))
	if contractorID != nil {
		sub.Where(sql.EQ(t.C(engagement.FieldContractorID), *contractorID))
	}
	if mode != nil {
		sub.Where(sql.EQ(t.C(engagement.FieldMode), lower[string](*mode)))
	}
	if !l.scope.Everything && len(l.scope.Organizations) == 0 {
		args := make([]any, len(l.scope.Contractors))
		for i, id := range l.scope.Contractors {
			args[i] = id
		}
		sub.Where(sql.In(t.C(engagement.FieldContractorID), args...))
	}
	return sub
}

// engagements reads engagements by id, in the order of the ids.
func (l *load) engagements(ids []int) ([]*Engagement, error) {
	if len(ids) == 0 {
		return []*Engagement{}, nil
	}
	rows, err := l.c.Engagement.Query().Where(engagement.IDIn(ids...)).All(l.ctx)
	if err != nil {
		return nil, wrap("engagements", err)
	}
	out := inOrder(ids, engagementsFrom(rows), func(e *Engagement) int { return e.ID })
	return out, l.fillEngagements(out)
}

func engagementsFrom(rows []*ent.Engagement) []*Engagement {
	out := make([]*Engagement, len(rows))
	for i, e := range rows {
		out[i] = engagementOf(e)
	}
	return out
}

func engagementOf(e *ent.Engagement) *Engagement {
	return &Engagement{
		ID: e.ID, Mode: upper[ManagementMode](e.Mode), From: calendar.FromTime(e.Starts), To: calendar.FromTimePtr(e.Ends),
		Fee: e.FeeFen, Basis: upperPtr[EngagementBasis](e.Basis), Version: e.Version, compound: e.CompoundID, contractor: e.ContractorID,
	}
}

// fillEngagements names the two sides of engagements.
func (l *load) fillEngagements(es []*Engagement) error {
	compounds, err := l.compoundRefs(distinct(es, func(e *Engagement) int { return e.compound }))
	if err != nil {
		return err
	}
	contractors, err := l.contractorRefs(distinct(es, func(e *Engagement) int { return value(e.contractor) }))
	for _, e := range es {
		e.Compound, e.Contractor = compounds[e.compound], contractors[value(e.contractor)]
	}
	return err
}

// fillCompoundEngagements finds who manages and managed each compound, the latest first.
func (l *load) fillCompoundEngagements(cs []*Compound) error {
	if len(cs) == 0 || !l.want["engagement"] && !l.want["engagements"] {
		return nil
	}
	q := l.c.Engagement.Query().Where(engagement.CompoundIDIn(distinct(cs, func(c *Compound) int { return c.ID })...)).
		Order(ent.Desc(engagement.FieldStarts))
	if !l.want["engagements"] {
		q.Where(func(s *sql.Selector) { s.Where(inForce(s, l.today)) })
	}
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("engagements of compounds", err)
	}
	es := engagementsFrom(rows)
	contractors, err := l.contractorRefs(distinct(es, func(e *Engagement) int { return value(e.contractor) }))
	if err != nil {
		return err
	}
	byID := make(map[int]*Compound, len(cs))
	for _, c := range cs {
		byID[c.ID] = c
	}
	for _, e := range es {
		c := byID[e.compound]
		e.Compound, e.Contractor = &CompoundRef{c.ID, c.Code, c.Name}, contractors[value(e.contractor)]
		c.Engagements = append(c.Engagements, e)
		if !e.From.After(l.today) && (e.To.IsZero() || !e.To.Before(l.today)) {
			c.Engagement = e
		}
	}
	return nil
}
