package publish

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/contractor"
	"smileboard/ent/organization"
	"smileboard/ent/predicate"
	"smileboard/internal/fault"
)

// Board is a page of a district's board; nil where there is no such publication.
//
// It says INVALID of a page, a cursor, a search or an order that can't be.
func (r *Reader) Board(ctx context.Context, q BoardQuery, want Want) (*BoardPage, error) {
	if err := cmp.Or(checkFirst(q.First), checkSearch(q.Filter.Search)); err != nil {
		return nil, err
	}
	from, err := boardCursor.decode(q.After)
	if err != nil {
		return nil, err
	}
	l := r.load(ctx)
	district, pub, err := l.edition(q.District, q.Cycle, q.Revision, want)
	if err != nil || pub == nil {
		return nil, err
	}
	page := &BoardPage{Publication: pub, District: district}
	if edges, ok := want.below("edges"); ok || want.has("pageInfo") {
		if err := l.boardEdges(page, q, from, edges); err != nil {
			return nil, err
		}
	}
	return page, l.boardCounts(page, q.Filter, want)
}

// edition finds the publication that a page shows, with its district.
func (l *load) edition(district string, cycle *string, revision *int, want Want) (*District, *Publication, error) {
	below, _ := want.below("district")
	d, err := l.district(district, below)
	if err != nil || d == nil {
		return nil, nil, err
	}
	if err := l.loadEditions([]int{d.ID}); err != nil {
		return nil, nil, err
	}
	pub := l.editions[d.ID].find(value(cycle), value(revision))
	if pub == nil {
		return d, nil, nil
	}
	below, _ = want.below("publication")
	return d, pub, l.fillPublications([]*Publication{pub}, below)
}

// boardEdges reads one result more than the page, to know whether more follow.
func (l *load) boardEdges(page *BoardPage, q BoardQuery, from string, want Want) error {
	keys, err := l.boardKeys(page.Publication.ID, q.OrderBy, from)
	if err != nil {
		return err
	}
	below, _ := want.below("node")
	query := l.c.CompoundResult.Query().
		Where(ofPublication(page.Publication.ID), q.Filter.matches(everyCondition), func(s *sql.Selector) { keys.apply(s, from != "") }).
		Limit(q.First + 1)
	columns, detail := resultColumns(below)
	query.Select(columns...)
	rows, err := query.All(l.ctx)
	if err != nil {
		return wrap("board", err)
	}
	if len(rows) > q.First {
		rows, page.PageInfo.HasNextPage = rows[:q.First], true
	}
	results, err := l.resultsOf(rows, detail, below)
	if err != nil {
		return err
	}
	page.Edges = make([]BoardEdge, len(rows))
	for i, row := range rows {
		page.Edges[i] = BoardEdge{Cursor: boardCursor.encode(row.Code), Node: results[i]}
	}
	if len(rows) > 0 {
		page.PageInfo.EndCursor = &page.Edges[len(rows)-1].Cursor
	}
	return l.fillResults(results, below)
}

func ofPublication(id int) predicate.CompoundResult { return compoundresult.PublicationID(id) }

// boardKey is a column of a board's order.
type boardKey struct {
	sortKey
	// named is a column of the compound, not of the result.
	named bool
	text  bool
}

type boardKeys []boardKey

// boardOrders are the orders; each ends with the code, so that equal places have one order.
var boardOrders = map[BoardOrder]boardKeys{
	WorstFirst: {
		{sortKey: sortKey{column: compoundresult.FieldSeverity}},
		// A veto without any score is worse than every score.
		{sortKey: sortKey{column: compoundresult.FieldScore, nullable: true, nullsFirst: true}},
		byCode,
	},
	ScoreDesc: {{sortKey: sortKey{column: compoundresult.FieldScore, nullable: true, desc: true}}, byCode},
	ScoreAsc:  {{sortKey: sortKey{column: compoundresult.FieldScore, nullable: true}}, byCode},
	ByName:    {{sortKey: sortKey{column: compound.FieldSortKey}, named: true, text: true}, byCode},
	Fall:      {{sortKey: sortKey{column: compoundresult.FieldDelta, nullable: true}}, byCode},
	Rise:      {{sortKey: sortKey{column: compoundresult.FieldDelta, nullable: true, desc: true}}, byCode},
}

var byCode = boardKey{sortKey: sortKey{column: compoundresult.FieldCode}, text: true}

// boardKeys is an order with the values of the result to read on from. That result must be in the publication.
func (l *load) boardKeys(publication int, order BoardOrder, from string) (boardKeys, error) {
	keys, ok := boardOrders[order]
	if !ok {
		return nil, fault.Invalid("orderBy", "board.order", fault.Say("不支持的排序方式。", "There is no such order."))
	}
	keys = slices.Clone(keys)
	if from == "" {
		return keys, nil
	}
	q := l.c.CompoundResult.Query().Where(ofPublication(publication), compoundresult.Code(from))
	q.Select(compoundresult.FieldSeverity, compoundresult.FieldScore, compoundresult.FieldDelta, compoundresult.FieldCompoundID)
	if order == ByName {
		q.WithCompound(func(q *ent.CompoundQuery) { q.Select(compound.FieldSortKey) })
	}
	row, err := q.Only(l.ctx)
	if ent.IsNotFound(err) {
		return nil, errCursor()
	}
	if err != nil {
		return nil, wrap("board cursor", err)
	}
	for i := range keys {
		switch keys[i].column {
		case compoundresult.FieldSeverity:
			keys[i].from = row.Severity
		case compoundresult.FieldScore:
			keys[i].from = orNull(row.Score)
		case compoundresult.FieldDelta:
			keys[i].from = orNull(row.Delta)
		case compound.FieldSortKey:
			keys[i].from = row.Edges.Compound.SortKey
		case compoundresult.FieldCode:
			keys[i].from = from
		}
	}
	return keys, nil
}

// orNull is a column's value as an argument, with a nil that is really nil.
func orNull(v *int64) any {
	if v == nil {
		return nil
	}
	return *v
}

// apply orders a selection and, on later pages, keeps what comes after the values.
func (ks boardKeys) apply(s *sql.Selector, later bool) {
	keys := make([]sortKey, len(ks))
	for i, k := range ks {
		column := s.C(k.column)
		if k.named {
			t := sql.Table(compound.Table)
			s.Join(t).On(s.C(compoundresult.FieldCompoundID), t.C(compound.FieldID))
			column = t.C(k.column)
		}
		if k.text {
			column = bytewise(s, column)
		}
		keys[i] = k.sortKey
		keys[i].column = column
	}
	if later {
		s.Where(after(keys))
	}
	orderBy(s, keys)
}

// conditions says which of a filter's conditions to use.
type conditions int

const (
	everyCondition conditions = iota
	exceptClassAndFace
	exceptSubdistrict
)

// matches keeps the results that a filter asks for.
func (f BoardFilter) matches(which conditions) predicate.CompoundResult {
	return func(s *sql.Selector) {
		if which != exceptClassAndFace && len(f.Class) > 0 {
			s.Where(sql.In(s.C(compoundresult.FieldClass), storedClasses(f.Class)...))
		}
		if which != exceptClassAndFace && len(f.Face) > 0 {
			faces := make([]any, len(f.Face))
			for i, face := range f.Face {
				faces[i] = string(face)
			}
			s.Where(sql.In(s.C(compoundresult.FieldFace), faces...))
		}
		if which != exceptSubdistrict && f.Subdistrict != nil {
			t := sql.Table(organization.Table)
			s.Where(sql.In(s.C(compoundresult.FieldSubdistrictID), sql.Select(t.C(organization.FieldID)).From(t).
				Where(sql.EQ(t.C(organization.FieldCode), *f.Subdistrict))))
		}
		if f.Contractor != nil {
			t := sql.Table(contractor.Table)
			s.Where(sql.In(s.C(compoundresult.FieldContractorID), sql.Select(t.C(contractor.FieldID)).From(t).
				Where(sql.EQ(t.C(contractor.FieldUscc), *f.Contractor))))
		}
		matching(s, value(f.Search))
	}
}

func storedClasses(classes []CompoundClass) []any {
	out := make([]any, len(classes))
	for i, c := range classes {
		out[i] = lower[string](c)
		if c == notRated {
			out[i] = string(compoundresult.ClassNone)
		}
	}
	return out
}

// boardCounts counts what is asked for, one statement a count.
func (l *load) boardCounts(page *BoardPage, f BoardFilter, want Want) error {
	of := func(which conditions) *ent.CompoundResultQuery {
		return l.c.CompoundResult.Query().Where(ofPublication(page.Publication.ID), f.matches(which))
	}
	if want.has("totalCount") {
		n, err := of(everyCondition).Count(l.ctx)
		if err != nil {
			return wrap("count", err)
		}
		page.TotalCount = n
	}
	if want.has("counts") {
		var rows []classCount
		if err := of(exceptClassAndFace).GroupBy(compoundresult.FieldClass).Aggregate(ent.Count()).Scan(l.ctx, &rows); err != nil {
			return wrap("counts by class", err)
		}
		for _, row := range rows {
			page.Counts.add(row)
		}
	}
	if want.has("subdistricts") {
		var rows []classCount
		err := of(exceptSubdistrict).GroupBy(compoundresult.FieldSubdistrictID, compoundresult.FieldClass).Aggregate(ent.Count()).Scan(l.ctx, &rows)
		if err != nil {
			return wrap("counts by sub-district", err)
		}
		return l.subdistrictCounts(page, rows)
	}
	return nil
}

type classCount struct {
	SubdistrictID int                  `json:"subdistrict_id"`
	Class         compoundresult.Class `json:"class"`
	Count         int                  `json:"count"`
}

func (c *ClassCounts) add(row classCount) {
	switch row.Class {
	case compoundresult.ClassDemonstration:
		c.Demonstration += row.Count
	case compoundresult.ClassCompliant:
		c.Compliant += row.Count
	case compoundresult.ClassRectification:
		c.Rectification += row.Count
	case compoundresult.ClassNone:
		c.NotRated += row.Count
	}
}

func (l *load) subdistrictCounts(page *BoardPage, rows []classCount) error {
	byID := map[int]*ClassCounts{}
	for _, row := range rows {
		if byID[row.SubdistrictID] == nil {
			byID[row.SubdistrictID] = &ClassCounts{}
		}
		byID[row.SubdistrictID].add(row)
	}
	// The codes give the order, so that the sub-districts are read whatever is wanted of them.
	found, err := l.subdistricts(ids(rows, func(row classCount) int { return row.SubdistrictID }))
	if err != nil {
		return err
	}
	page.Subdistricts = make([]SubdistrictCount, 0, len(found))
	for id, s := range found {
		page.Subdistricts = append(page.Subdistricts, SubdistrictCount{Subdistrict: s, Counts: *byID[id]})
	}
	slices.SortFunc(page.Subdistricts, func(a, b SubdistrictCount) int { return cmp.Compare(a.Subdistrict.Code, b.Subdistrict.Code) })
	return nil
}
