package registry

import (
	"cmp"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/compoundresult"
	"smileboard/ent/cycle"
	"smileboard/ent/publication"
	"smileboard/ent/withdrawal"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// standing finds, by district, the publication whose faces hang now; of all districts where none is named.
func (l *load) standing(districts []int) (map[int]*ent.Publication, error) {
	q := l.c.Publication.Query().
		WithCycle(func(q *ent.CycleQuery) { q.Select(cycle.FieldName, cycle.FieldStarts) }).
		WithWithdrawal(func(q *ent.WithdrawalQuery) { q.Select(withdrawal.FieldPublicationID) })
	if districts != nil {
		q.Where(publication.DistrictIDIn(districts...))
	}
	q.Select(publication.FieldID, publication.FieldCycleID, publication.FieldDistrictID, publication.FieldRevision, publication.FieldPublishedOn)
	all, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("publications", err)
	}
	byDistrict := map[int][]*ent.Publication{}
	for _, p := range all {
		byDistrict[p.DistrictID] = append(byDistrict[p.DistrictID], p)
	}
	out := make(map[int]*ent.Publication, len(byDistrict))
	for d, list := range byDistrict {
		if p := lastStanding(list); p != nil {
			out[d] = p
		}
	}
	return out, nil
}

// lastStanding is the latest revision of the latest cycle whose latest revision was not withdrawn; nil where there is none. A
// withdrawn correction does not bring back what it replaced.
func lastStanding(of []*ent.Publication) *ent.Publication {
	slices.SortFunc(of, func(a, b *ent.Publication) int {
		x, y := a.Edges.Cycle, b.Edges.Cycle
		return cmp.Or(y.Starts.Compare(x.Starts), cmp.Compare(y.Name, x.Name), cmp.Compare(b.Revision, a.Revision))
	})
	for i, p := range of {
		superseded := i > 0 && of[i-1].CycleID == p.CycleID
		if !superseded && p.Edges.Withdrawal == nil {
			return p
		}
	}
	return nil
}

// withClass selects the compounds that are of a class in the standing publications.
func withClass(s *sql.Selector, standing map[int]*ent.Publication, class CompoundClass) *sql.Selector {
	b := sql.Dialect(s.Dialect())
	t := b.Table(compoundresult.Table)
	ids := publicationIDs(standing)
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	in := sql.False()
	if len(args) > 0 {
		in = sql.In(t.C(compoundresult.FieldPublicationID), args...)
	}
	stored := lower[string](class)
	if class == notRated {
		stored = string(compoundresult.ClassNone)
	}
	return b.Select(t.C(compoundresult.FieldCompoundID)).From(t).Where(sql.And(in, sql.EQ(t.C(compoundresult.FieldClass), stored)))
}

func faceOf(r *ent.CompoundResult, p *ent.Publication) *CompoundFace {
	f := &CompoundFace{
		Face: Face(r.Face), Class: classOf(r.Class), Reason: fault.Words{Zh: r.HeadlineZh, En: r.HeadlineEn},
		Cycle: p.Edges.Cycle.Name, PublishedOn: calendar.FromTime(p.PublishedOn),
	}
	if r.Score != nil {
		score := int(*r.Score)
		f.Score = &score
	}
	return f
}
