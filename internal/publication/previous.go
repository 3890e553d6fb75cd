package publication

import (
	"context"
	"encoding/json"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/compoundresult"
	entcycle "smileboard/ent/cycle"
	entpublication "smileboard/ent/publication"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
)

// Standing is the district's publication that counts today: of its latest published cycle the latest revision, unless that was
// withdrawn; with a cycle, the one before it. nil where there is none. The evidence and the totals are not read.
func Standing(ctx context.Context, c *ent.Client, district int, before *ent.Cycle) (*ent.Publication, error) {
	q := c.Publication.Query().
		Where(entpublication.DistrictID(district), latestRevision, entpublication.Not(entpublication.HasWithdrawal())).
		WithCycle().
		Order(entpublication.ByCycleField(entcycle.FieldStarts, sql.OrderDesc()))
	if before != nil {
		q.Where(entpublication.HasCycleWith(entcycle.StartsLT(before.Starts)))
	}
	q.Select(entpublication.FieldID, entpublication.FieldCycleID, entpublication.FieldDistrictID, entpublication.FieldPublishedOn, entpublication.FieldStandard)
	p, err := q.First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("publication: standing: %w", err)
	}
	return p, nil
}

// previousPublication copies what the district's last published cycle before this one said; nil where there is none.
// A withdrawn publication does not count: its figures no longer stand.
func previousPublication(ctx context.Context, c *ent.Client, cy *ent.Cycle) (*assess.PreviousPublication, error) {
	p, err := Standing(ctx, c, cy.DistrictID, cy)
	if p == nil || err != nil {
		return nil, err
	}
	rows, err := c.CompoundResult.Query().Where(compoundresult.PublicationID(p.ID)).
		Order(compoundresult.ByCode()).Select(compoundresult.FieldID, compoundresult.FieldDetail).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("publication: previous results: %w", err)
	}
	out := &assess.PreviousPublication{Cycle: p.Edges.Cycle.Name, PublishedOn: calendar.FromTime(p.PublishedOn)}
	for _, row := range rows {
		var r assess.CompoundResult
		if err := json.Unmarshal(row.Detail, &r); err != nil {
			return nil, fmt.Errorf("publication: previous result: %w", err)
		}
		out.Compounds = append(out.Compounds, previousResult(r, out))
	}
	return out, nil
}

func previousResult(r assess.CompoundResult, p *assess.PreviousPublication) assess.PreviousResult {
	last := r.LastRated
	if r.Class != assess.NotRated {
		last = &assess.RatedFace{Cycle: p.Cycle, PublishedOn: p.PublishedOn, Class: r.Class, Score: r.Score}
	}
	return assess.PreviousResult{
		Code: r.Code, Class: r.Class, Score: r.Score, ScoreLow: r.ScoreLow, ScoreHigh: r.ScoreHigh, LastRated: last,
	}
}

// latestRevision keeps publications that no later revision of their cycle replaced.
func latestRevision(s *sql.Selector) {
	later := sql.Table(entpublication.Table).As("later")
	s.Where(sql.Not(sql.Exists(sql.Select().From(later).Where(sql.And(
		sql.ColumnsEQ(later.C(entpublication.FieldCycleID), s.C(entpublication.FieldCycleID)),
		sql.ColumnsGT(later.C(entpublication.FieldRevision), s.C(entpublication.FieldRevision)),
	)))))
}
