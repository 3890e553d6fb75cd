package publish

import (
	"cmp"
	"encoding/json"
	"slices"

	"smileboard/ent"
	"smileboard/ent/cycle"
	"smileboard/ent/publication"
	"smileboard/ent/withdrawal"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
)

// editions is all that a district published: latest cycle first, and in it the latest revision first.
type editions []*Publication

// find returns the publication of a cycle and revision, or nil.
//
// Without a cycle it is the latest one whose latest revision was not withdrawn: a withdrawn correction does not bring
// back what it replaced. Without a revision it is the latest of the cycle, withdrawn or not.
func (e editions) find(cycle string, revision int) *Publication {
	for _, p := range e {
		if cycle == "" && !p.Superseded && p.Withdrawal == nil {
			cycle = p.Cycle
		}
		if p.Cycle == cycle && (revision == 0 || p.Revision == revision) {
			return p
		}
	}
	return nil
}

// latest returns the latest revision of each cycle.
func (e editions) latest() []*Publication {
	var out []*Publication
	for _, p := range e {
		if !p.Superseded {
			out = append(out, p)
		}
	}
	return out
}

// publicationColumns leaves out the two large columns: the totals are read where they are wanted, the evidence never.
var publicationColumns = []string{
	publication.FieldID, publication.FieldCycleID, publication.FieldDistrictID, publication.FieldRevision, publication.FieldPublishedOn,
	publication.FieldNotifiedOn, publication.FieldReason, publication.FieldStandard, publication.FieldEvidenceDigest,
}

// loadEditions reads what the districts published, once each.
func (l *load) loadEditions(districts []int) error {
	missing := slices.DeleteFunc(slices.Clone(districts), func(id int) bool { _, ok := l.editions[id]; return ok })
	if len(missing) == 0 {
		return nil
	}
	q := l.c.Publication.Query().Where(publication.DistrictIDIn(missing...)).
		WithCycle(func(q *ent.CycleQuery) { q.Select(cycle.FieldName, cycle.FieldStarts, cycle.FieldEnds) }).
		WithWithdrawal(func(q *ent.WithdrawalQuery) {
			q.Select(withdrawal.FieldPublicationID, withdrawal.FieldWithdrawnOn, withdrawal.FieldReason)
		})
	q.Select(publicationColumns...)
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("publications", err)
	}
	for _, id := range missing {
		l.editions[id] = nil
	}
	for _, row := range rows {
		l.editions[row.DistrictID] = append(l.editions[row.DistrictID], publicationOf(row))
	}
	for _, id := range missing {
		l.editions[id].order()
	}
	return nil
}

// order puts the latest first and marks what was replaced.
func (e editions) order() {
	slices.SortFunc(e, func(a, b *Publication) int {
		return cmp.Or(b.From.Time().Compare(a.From.Time()), cmp.Compare(b.Cycle, a.Cycle), cmp.Compare(b.Revision, a.Revision))
	})
	for i, p := range e {
		p.Superseded = i > 0 && e[i-1].Cycle == p.Cycle
	}
}

func publicationOf(row *ent.Publication) *Publication {
	p := &Publication{
		ID:             row.ID,
		Revision:       row.Revision,
		PublishedOn:    calendar.FromTime(row.PublishedOn),
		NotifiedOn:     calendar.FromTime(row.NotifiedOn),
		Reason:         text(row.Reason),
		Standard:       row.Standard,
		EvidenceDigest: row.EvidenceDigest,
		district:       row.DistrictID,
	}
	if c := row.Edges.Cycle; c != nil {
		p.Cycle, p.From, p.To = c.Name, calendar.FromTime(c.Starts), calendar.FromTime(c.Ends)
	}
	if w := row.Edges.Withdrawal; w != nil {
		p.Withdrawal = &Withdrawn{On: calendar.FromTime(w.WithdrawnOn), Reason: w.Reason}
	}
	return p
}

// fillPublications reads the district's figures into publications, where they are wanted.
func (l *load) fillPublications(pubs []*Publication, want Want) error {
	if !want.has("counts", "meanScore") || len(pubs) == 0 {
		return nil
	}
	q := l.c.Publication.Query().Where(publication.IDIn(ids(pubs, func(p *Publication) int { return p.ID })...))
	q.Select(publication.FieldID, publication.FieldTotals)
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("publications", err)
	}
	byID := make(map[int]assess.Totals, len(rows))
	for _, row := range rows {
		var t assess.Totals
		if err := json.Unmarshal(row.Totals, &t); err != nil {
			return wrap("a publication's figures", err)
		}
		byID[row.ID] = t
	}
	for _, p := range pubs {
		t := byID[p.ID]
		p.Counts, p.MeanScore = ClassCounts(t.ByClass), points(t.MeanScore)
	}
	return nil
}

// publicationByID returns a publication that was loaded with its district, or nil.
func (l *load) publicationByID(id int) *Publication {
	for _, e := range l.editions {
		for _, p := range e {
			if p.ID == id {
				return p
			}
		}
	}
	return nil
}
