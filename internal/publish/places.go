package publish

import (
	"cmp"
	"encoding/json"
	"slices"

	"smileboard/ent"
	"smileboard/ent/contractorresult"
	"smileboard/ent/publication"
	"smileboard/internal/assess"
)

// fillPlaces finds each contractor's places in the latest revisions of all districts' cycles, latest first.
func (l *load) fillPlaces(cs []*Contractor, first int, want Want) error {
	if err := checkFirst(first); err != nil {
		return err
	}
	q := l.c.ContractorResult.Query().Where(contractorresult.ContractorIDIn(contractorIDs(cs)...))
	q.Select(contractorresult.FieldID, contractorresult.FieldPublicationID, contractorresult.FieldContractorID)
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("places", err)
	}
	if err := l.loadEditionsOf(ids(rows, func(row *ent.ContractorResult) int { return row.PublicationID })); err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(row *ent.ContractorResult) bool { return l.publicationByID(row.PublicationID).Superseded })
	slices.SortFunc(rows, func(a, b *ent.ContractorResult) int {
		p, q := l.publicationByID(a.PublicationID), l.publicationByID(b.PublicationID)
		return cmp.Or(q.From.Time().Compare(p.From.Time()), cmp.Compare(p.district, q.district))
	})
	shown := map[int]int{}
	rows = slices.DeleteFunc(rows, func(row *ent.ContractorResult) bool {
		shown[row.ContractorID]++
		return shown[row.ContractorID] > first
	})
	found, err := l.places(l.c.ContractorResult.Query().Where(
		contractorresult.IDIn(ids(rows, func(row *ent.ContractorResult) int { return row.ID })...)), want)
	if err != nil {
		return err
	}
	byID := make(map[int]*ContractorResult, len(found))
	for _, p := range found {
		byID[p.id] = p
	}
	byContractor := make(map[int][]*ContractorResult, len(cs))
	for _, row := range rows {
		byContractor[row.ContractorID] = append(byContractor[row.ContractorID], byID[row.ID])
	}
	for _, c := range cs {
		if c.histories == nil {
			c.histories = map[int][]*ContractorResult{}
		}
		c.histories[first] = append([]*ContractorResult{}, byContractor[c.ID]...)
	}
	return nil
}

// loadEditionsOf reads what was published in the districts of some publications.
func (l *load) loadEditionsOf(pubs []int) error {
	if len(pubs) == 0 {
		return nil
	}
	districts, err := l.c.Publication.Query().Where(publication.IDIn(pubs...)).Unique(true).Select(publication.FieldDistrictID).Ints(l.ctx)
	if err != nil {
		return wrap("publications", err)
	}
	return l.loadEditions(districts)
}

// placeColumn is to a contractor's place what resultColumn is to a compound's result.
var placeColumn = map[string][]string{
	"rank":        {contractorresult.FieldRank},
	"band":        {contractorresult.FieldBand},
	"score":       {contractorresult.FieldScore},
	"publication": {},
	"district":    {},
	"contractor":  {},
	"__typename":  {},
}

// places reads places in publications that were loaded.
func (l *load) places(q *ent.ContractorResultQuery, want Want) ([]*ContractorResult, error) {
	columns := []string{contractorresult.FieldID, contractorresult.FieldPublicationID, contractorresult.FieldContractorID, contractorresult.FieldPosition}
	detail := false
	for _, w := range want {
		of, ok := placeColumn[w.Name]
		detail = detail || !ok
		columns = append(columns, of...)
	}
	if detail {
		columns = append(columns, contractorresult.FieldDetail)
	}
	q.Select(columns...)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("places", err)
	}
	out := make([]*ContractorResult, len(rows))
	for i, row := range rows {
		if out[i], err = l.placeOf(row, detail); err != nil {
			return nil, err
		}
	}
	return out, l.fillPlaceParts(out, want)
}

func (l *load) placeOf(row *ent.ContractorResult, detail bool) (*ContractorResult, error) {
	p := &ContractorResult{
		Publication: l.publicationByID(row.PublicationID),
		Rank:        row.Rank,
		Score:       points(row.Score),
		id:          row.ID,
		position:    row.Position,
		contractor:  row.ContractorID,
	}
	if row.Band > 0 {
		p.Band = &row.Band
	}
	if !detail {
		return p, nil
	}
	var d assess.ContractorResult
	if err := json.Unmarshal(row.Detail, &d); err != nil {
		return nil, wrap("the detail of a place", err)
	}
	p.RankLow, p.RankHigh, p.ScoreLow, p.ScoreHigh = d.RankLow, d.RankHigh, points(d.ScoreLow), points(d.ScoreHigh)
	p.Grade = text(d.Grade)
	if d.UnrankedReason != "" {
		reason := upper[UnrankedReason](d.UnrankedReason)
		p.UnrankedReason = &reason
	}
	p.Counts = ClassCounts(d.ByClass)
	p.Rated, p.Managed, p.RatedHouseholds, p.ManagedHouseholds = d.Rated, d.Managed, d.RatedHouseholds, d.ManagedHouseholds
	return p, nil
}

func (l *load) fillPlaceParts(ps []*ContractorResult, want Want) error {
	if below, ok := want.below("publication"); ok {
		pubs := make([]*Publication, len(ps))
		for i, p := range ps {
			pubs[i] = p.Publication
		}
		if err := l.fillPublications(pubs, below); err != nil {
			return err
		}
	}
	if below, ok := want.below("district"); ok {
		found, err := l.districts(ids(ps, func(p *ContractorResult) int { return p.Publication.district }), below)
		if err != nil {
			return err
		}
		for _, p := range ps {
			p.District = found[p.Publication.district]
		}
	}
	if below, ok := want.below("contractor"); ok {
		found, err := l.contractors(ids(ps, func(p *ContractorResult) int { return p.contractor }), below)
		if err != nil {
			return err
		}
		for _, p := range ps {
			p.Contractor = found[p.contractor]
		}
	}
	return nil
}
