package mystatus

import (
	"cmp"
	"encoding/json"
	"iter"
	"maps"
	"slices"

	"smileboard/ent"
	"smileboard/ent/contractorresult"
	"smileboard/ent/organization"
	entstandard "smileboard/ent/standard"
	"smileboard/internal/assess"
	"smileboard/internal/assess/words"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/publication"
	"smileboard/internal/standard"
	"smileboard/internal/viewer"
)

// edition is what counts today in a district, with the publication before it.
type edition struct {
	publication, before *ent.Publication
	standard            *standard.Standard
}

// edition finds what counts today in a district; nil where nothing was published.
func (l *load) edition(district int) (*edition, error) {
	if e, known := l.editions[district]; known {
		return e, nil
	}
	p, err := publication.Standing(l.ctx, l.c, district, nil)
	if err != nil {
		return nil, err
	}
	l.editions[district] = nil
	if p == nil {
		return nil, nil
	}
	e := &edition{publication: p}
	if e.before, err = publication.Standing(l.ctx, l.c, district, p.Edges.Cycle); err != nil {
		return nil, err
	}
	if e.standard, err = l.standard(p.Standard); err != nil {
		return nil, err
	}
	l.editions[district] = e
	return e, nil
}

func (l *load) parse(version string) (*standard.Standard, error) {
	row, err := l.c.Standard.Query().Where(entstandard.Version(version)).Only(l.ctx)
	if err != nil {
		return nil, wrap("standard", err)
	}
	s, err := standard.Parse([]byte(row.Yaml))
	if err != nil {
		return nil, wrap("standard", err)
	}
	return s, nil
}

// published fills in what a publication says of the compound.
func (x *Compound) published(row *ent.CompoundResult) error {
	var d assess.CompoundResult
	if err := json.Unmarshal(row.Detail, &d); err != nil {
		return wrap("result", err)
	}
	x.Result, x.carrier = &d, row.ContractorID
	x.Cycle, x.PublishedOn = x.edition.publication.Edges.Cycle.Name, calendar.FromTime(x.edition.publication.PublishedOn)
	x.Reason = fault.Words{Zh: row.HeadlineZh, En: row.HeadlineEn}
	x.Explanation = fault.Words{Zh: row.ReasonZh, En: row.ReasonEn}
	return nil
}

// rankings are a company's places in what counts today in the districts where it ever worked, by the district's code.
func (l *load) rankings(c *Contractor, ever map[int]*ent.Compound) ([]*Ranking, error) {
	districts := map[int]bool{}
	for _, x := range ever {
		districts[x.DistrictID] = true
	}
	var out []*Ranking
	for district := range districts {
		e, err := l.edition(district)
		if err != nil {
			return nil, err
		}
		if e == nil {
			continue
		}
		r, err := l.ranking(c, e)
		if err != nil {
			return nil, err
		}
		if r != nil {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *Ranking) int { return cmp.Compare(a.District.Code, b.District.Code) })
	return out, nil
}

// ranking is a company's place in a publication; nil where it has none.
func (l *load) ranking(c *Contractor, e *edition) (*Ranking, error) {
	place, err := l.place(c.ID, e.publication)
	if place == nil || err != nil {
		return nil, err
	}
	// A company's leave covers no part of the tree; what a district is called, anyone may know.
	o, err := l.c.Organization.Query().Where(organization.ID(e.publication.DistrictID)).
		Select(organization.FieldID, organization.FieldCode, organization.FieldName, organization.FieldKind).Only(viewer.AsPublic(l.ctx))
	if err != nil {
		return nil, wrap("district", err)
	}
	r := &Ranking{
		District: o, Cycle: e.publication.Edges.Cycle.Name, PublishedOn: calendar.FromTime(e.publication.PublishedOn),
		Place: place,
	}
	if place.UnrankedReason != "" {
		r.Unranked = &fault.Words{Zh: words.Unranked(place, e.standard, words.Zh), En: words.Unranked(place, e.standard, words.En)}
	}
	r.Ranked, err = l.c.ContractorResult.Query().
		Where(contractorresult.PublicationID(e.publication.ID), contractorresult.RankNotNil()).Count(l.ctx)
	if err != nil {
		return nil, wrap("count of the ranked", err)
	}
	if e.before != nil {
		if r.Before, err = l.place(c.ID, e.before); err != nil {
			return nil, err
		}
		if r.Before != nil {
			r.BeforeCycle = e.before.Edges.Cycle.Name
		}
	}
	return r, nil
}

// place is a company's place in a publication; nil where it has none.
func (l *load) place(contractor int, p *ent.Publication) (*assess.ContractorResult, error) {
	row, err := l.c.ContractorResult.Query().
		Where(contractorresult.PublicationID(p.ID), contractorresult.ContractorID(contractor)).Only(l.ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, wrap("place", err)
	}
	var d assess.ContractorResult
	if err := json.Unmarshal(row.Detail, &d); err != nil {
		return nil, wrap("place", err)
	}
	return &d, nil
}

func ids[T any](of map[int]T) []int { return slices.Sorted(maps.Keys(of)) }

func keys[T any](of map[int]T) iter.Seq[int] { return maps.Keys(of) }
