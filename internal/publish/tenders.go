package publish

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/organization"
	"smileboard/ent/predicate"
	"smileboard/ent/tender"
	"smileboard/internal/calendar"
)

// Tenders is a page of a district's tenders, latest notice first; an empty one for an unknown district.
//
// It says INVALID of a page or a cursor that can't be.
func (r *Reader) Tenders(ctx context.Context, q TendersQuery, want Want) (*TenderPage, error) {
	if err := checkFirst(q.First); err != nil {
		return nil, err
	}
	from, err := tenderCursor.decode(q.After)
	if err != nil {
		return nil, err
	}
	l := r.load(ctx)
	which := []predicate.Tender{tender.HasDistrictWith(organization.Code(q.District))}
	if len(q.Status) > 0 {
		states := make([]tender.Status, len(q.Status))
		for i, s := range q.Status {
			states[i] = lower[tender.Status](s)
		}
		which = append(which, tender.StatusIn(states...))
	}
	keys, err := l.tenderKeys(q.District, from)
	if err != nil {
		return nil, err
	}
	rows, err := l.c.Tender.Query().Where(which...).Where(func(s *sql.Selector) {
		keys[0].column, keys[1].column = s.C(tender.FieldNotice), bytewise(s, s.C(tender.FieldNumber))
		if from != "" {
			s.Where(after(keys))
		}
		orderBy(s, keys)
	}).Limit(q.First + 1).All(ctx)
	if err != nil {
		return nil, wrap("tenders", err)
	}
	page := &TenderPage{}
	if len(rows) > q.First {
		rows, page.PageInfo.HasNextPage = rows[:q.First], true
	}
	tenders := make([]*Tender, len(rows))
	page.Edges = make([]TenderEdge, len(rows))
	for i, row := range rows {
		tenders[i] = tenderOf(row)
		page.Edges[i] = TenderEdge{Cursor: tenderCursor.encode(row.Number), Node: tenders[i]}
	}
	if len(rows) > 0 {
		page.PageInfo.EndCursor = &page.Edges[len(rows)-1].Cursor
	}
	edges, _ := want.below("edges")
	below, _ := edges.below("node")
	return page, l.fillTenders(tenders, below)
}

// tenderKeys is the order with the values of the tender to read on from. That tender must be one of the district's.
func (l *load) tenderKeys(district, from string) ([]sortKey, error) {
	keys := []sortKey{{desc: true}, {}}
	if from == "" {
		return keys, nil
	}
	row, err := l.c.Tender.Query().Where(tender.Number(from), tender.HasDistrictWith(organization.Code(district))).Only(l.ctx)
	if ent.IsNotFound(err) {
		return nil, errCursor()
	}
	if err != nil {
		return nil, wrap("tender cursor", err)
	}
	keys[0].from, keys[1].from = row.Notice, row.Number
	return keys, nil
}

// Tender is the tender with a number; nil where there is none.
func (r *Reader) Tender(ctx context.Context, number string, want Want) (*Tender, error) {
	return r.load(ctx).tenderWhere(want, tender.Number(number))
}

func (l *load) tenderWhere(want Want, which predicate.Tender) (*Tender, error) {
	row, err := l.c.Tender.Query().Where(which).Only(l.ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, wrap("tender", err)
	}
	t := tenderOf(row)
	return t, l.fillTenders([]*Tender{t}, want)
}

func tenderOf(row *ent.Tender) *Tender {
	return &Tender{
		ID:       row.ID,
		Number:   row.Number,
		Title:    row.Title,
		Method:   upper[TenderMethod](row.Method),
		Notice:   calendar.FromTime(row.Notice),
		Deadline: calendar.FromTime(row.Deadline),
		Opening:  calendar.FromTimePtr(row.Opening),
		Price:    row.PriceFen,
		Status:   upper[TenderStatus](row.Status),
		district: row.DistrictID,
		compound: row.CompoundID,
		winner:   row.WinnerID,
	}
}

func (l *load) fillTenders(ts []*Tender, want Want) error {
	if below, ok := want.below("district"); ok {
		found, err := l.districts(ids(ts, func(t *Tender) int { return t.district }), below)
		if err != nil {
			return err
		}
		for _, t := range ts {
			t.District = found[t.district]
		}
	}
	if below, ok := want.below("compound"); ok {
		found, err := l.compounds(ids(ts, func(t *Tender) int { return value(t.compound) }), below)
		if err != nil {
			return err
		}
		for _, t := range ts {
			t.Compound = found[value(t.compound)]
		}
	}
	if below, ok := want.below("winner"); ok {
		found, err := l.contractors(ids(ts, func(t *Tender) int { return value(t.winner) }), below)
		if err != nil {
			return err
		}
		for _, t := range ts {
			t.Winner = found[value(t.winner)]
		}
	}
	return nil
}
