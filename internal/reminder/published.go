package reminder

import (
	"context"
	"fmt"
	"time"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/cycle"
	"smileboard/ent/organization"
	"smileboard/ent/publication"
	"smileboard/internal/calendar"
	"smileboard/internal/notice"
	"smileboard/internal/store"
)

// publishedWithin is how long after a publication it is news, and those who were not reached are tried again.
const publishedWithin = 3 * 24 * time.Hour

// Published tells the companies and the committees of publications that were recorded in the last days and not withdrawn.
func Published(ctx context.Context, s *store.Store, today calendar.Date, now time.Time) error {
	list, err := s.Client.Publication.Query().Where(publication.RecordedAtGTE(now.Add(-publishedWithin).UTC()), publication.Not(publication.HasWithdrawal())).
		WithCycle(func(q *ent.CycleQuery) { q.Select(cycle.FieldName) }).
		WithDistrict(func(q *ent.OrganizationQuery) { q.Select(organization.FieldName) }).
		Select(publication.FieldID, publication.FieldCycleID, publication.FieldDistrictID, publication.FieldRevision).Order(publication.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("reminder: publications: %w", err)
	}
	if len(list) == 0 {
		return nil
	}
	a, err := gather(ctx, s.Client, today)
	if err != nil {
		return err
	}
	for _, p := range list {
		found, err := results(ctx, s.Client, a, p)
		if err != nil {
			return err
		}
		if err := tell(ctx, s, today, found); err != nil {
			return err
		}
	}
	return nil
}

// results finds whom a publication's results concern: the companies that carry them, and the committees of the compounds.
func results(ctx context.Context, c *ent.Client, a *audience, p *ent.Publication) ([]told, error) {
	f := &finder{audience: a}
	bodies, err := c.Committee.Query().Where(committee.DistrictID(p.DistrictID), committee.StatusEQ(committee.StatusActive)).
		Select(committee.FieldOrganizationID, committee.FieldCompoundID, committee.FieldZoneID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reminder: committees: %w", err)
	}
	for _, b := range bodies {
		f.body(b)
	}
	faces := map[int]map[compoundresult.Face]int{}
	err = each(func(after int) ([]*ent.CompoundResult, error) {
		return c.CompoundResult.Query().Where(compoundresult.PublicationID(p.ID), compoundresult.IDGT(after)).
			WithCompound(func(q *ent.CompoundQuery) { q.Select(compound.FieldName, compound.FieldZoneID) }).
			Select(compoundresult.FieldCompoundID, compoundresult.FieldContractorID, compoundresult.FieldFace).
			Order(compoundresult.ByID()).Limit(page).All(ctx)
	}, func(r *ent.CompoundResult) int { return r.ID }, func(r *ent.CompoundResult) {
		f.add(notice.OfPublishedCompound(p.ID, r.CompoundID, r.Edges.Compound.Name, p.Edges.Cycle.Name, p.Revision, string(r.Face)), f.owners(r.Edges.Compound))
		if r.ContractorID == nil {
			return
		}
		if faces[*r.ContractorID] == nil {
			faces[*r.ContractorID] = map[compoundresult.Face]int{}
		}
		faces[*r.ContractorID][r.Face]++
	})
	if err != nil {
		return nil, err
	}
	for id, n := range faces {
		f.add(notice.OfPublication(p.ID, p.Edges.District.Name, p.Edges.Cycle.Name, p.Revision,
			n[compoundresult.FaceSMILE], n[compoundresult.FaceCRY], n[compoundresult.FaceNONE]), a.managers(id))
	}
	return f.found, nil
}
