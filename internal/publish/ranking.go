package publish

import (
	"context"
	"encoding/json"
	"strconv"

	"smileboard/ent"
	"smileboard/ent/contractorresult"
	"smileboard/internal/assess"
)

// Ranking is a page of a district's ranking; nil where there is no such publication.
//
// It says INVALID of a page or a cursor that can't be.
func (r *Reader) Ranking(ctx context.Context, q RankingQuery, want Want) (*RankingPage, error) {
	if err := checkFirst(q.First); err != nil {
		return nil, err
	}
	from, err := rankingPosition(q.After)
	if err != nil {
		return nil, err
	}
	l := r.load(ctx)
	district, pub, err := l.edition(q.District, q.Cycle, q.Revision, want)
	if err != nil || pub == nil {
		return nil, err
	}
	page := &RankingPage{Publication: pub, District: district}
	if edges, ok := want.below("edges"); ok || want.has("pageInfo") {
		if err := l.rankingEdges(page, q.First, from, edges); err != nil {
			return nil, err
		}
	}
	if want.has("bands", "unranked") {
		if err := l.rankingBands(page); err != nil {
			return nil, err
		}
	}
	if want.has("scale") {
		return page, l.rankingScale(page)
	}
	return page, nil
}

// rankingPosition is the place in the list that a cursor names; 0 without one.
func rankingPosition(after *string) (int, error) {
	key, err := rankingCursor.decode(after)
	if err != nil || key == "" {
		return 0, err
	}
	n, err := strconv.Atoi(key)
	if err != nil || n < 1 {
		return 0, errCursor()
	}
	return n, nil
}

func (l *load) rankingEdges(page *RankingPage, first, from int, want Want) error {
	below, _ := want.below("node")
	// The first pages' places are their positions; one more is read to know whether more follow.
	places, err := l.places(l.c.ContractorResult.Query().
		Where(contractorresult.PublicationID(page.Publication.ID), contractorresult.PositionGT(from)).
		Order(ent.Asc(contractorresult.FieldPosition)).Limit(first+1), below)
	if err != nil {
		return err
	}
	if len(places) > first {
		places, page.PageInfo.HasNextPage = places[:first], true
	}
	page.Edges = make([]RankingEdge, len(places))
	for i, p := range places {
		page.Edges[i] = RankingEdge{Cursor: rankingCursor.encode(strconv.Itoa(p.position)), Node: p}
	}
	if len(places) > 0 {
		page.PageInfo.EndCursor = &page.Edges[len(places)-1].Cursor
	}
	return nil
}

func (l *load) rankingBands(page *RankingPage) error {
	var rows []struct {
		Band  int `json:"band"`
		Count int `json:"count"`
	}
	err := l.c.ContractorResult.Query().Where(contractorresult.PublicationID(page.Publication.ID)).
		Order(ent.Asc(contractorresult.FieldBand)).GroupBy(contractorresult.FieldBand).Aggregate(ent.Count()).Scan(l.ctx, &rows)
	if err != nil {
		return wrap("tie bands", err)
	}
	page.Bands = []RankingBand{}
	for _, row := range rows {
		if row.Band == 0 {
			page.Unranked = row.Count
			continue
		}
		page.Bands = append(page.Bands, RankingBand{Number: row.Band, Size: row.Count})
	}
	return nil
}

// rankingScale reads every ranked contractor's detail: the intervals stand nowhere else, and a district has at most a
// few hundred contractors.
func (l *load) rankingScale(page *RankingPage) error {
	q := l.c.ContractorResult.Query().Where(contractorresult.PublicationID(page.Publication.ID), contractorresult.RankNotNil())
	q.Select(contractorresult.FieldDetail)
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("scale", err)
	}
	for _, row := range rows {
		var d assess.ContractorResult
		if err := json.Unmarshal(row.Detail, &d); err != nil {
			return wrap("the detail of a place", err)
		}
		if d.ScoreLow == nil || d.ScoreHigh == nil {
			continue
		}
		if page.Scale == nil {
			page.Scale = &ScoreScale{Low: Points(*d.ScoreLow), High: Points(*d.ScoreHigh)}
		}
		page.Scale.Low, page.Scale.High = min(page.Scale.Low, Points(*d.ScoreLow)), max(page.Scale.High, Points(*d.ScoreHigh))
	}
	return nil
}
