// Package mystatus shows a contractor, or an owners' committee, where it stands: what was last published of it and its compounds,
// what changed, what is due, and what is missing for the next face (差在哪儿).
//
// It reads frozen publications and the register, and never evidence that is not published. It writes nothing.
package mystatus

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/ent/qualification"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/registry"
	"smileboard/internal/standard"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Service answers for those who are signed in.
type Service struct {
	store    *store.Store
	registry *registry.Service
	today    func() calendar.Date
	// standards holds parsed standards by version, which never change.
	standards sync.Map
	missing   missing
}

// NewService makes the room. today is the jurisdiction's calendar: it decides who manages a compound and what is due.
func NewService(s *store.Store, r *registry.Service, today func() calendar.Date) *Service {
	return &Service{store: s, registry: r, today: today}
}

// Contractors is the status of each of the caller's own companies, by code. Returns the refusals of account.Enter.
func (s *Service) Contractors(ctx context.Context) ([]*Contractor, error) {
	ctx, err := account.Enter(ctx, "Query.myStatus")
	if err != nil {
		return nil, err
	}
	leave, _ := viewer.LeaveOf(ctx)
	q := s.store.Client.Contractor.Query().Where(contractor.IDIn(leave.Scope().Contractors...))
	q.Order(contractor.ByUscc()).Select(contractor.FieldID, contractor.FieldUscc, contractor.FieldName)
	rows, err := q.All(ctx)
	if err != nil {
		return nil, wrap("contractors", err)
	}
	l := s.load(ctx)
	out := make([]*Contractor, len(rows))
	for i, row := range rows {
		out[i] = &Contractor{ID: row.ID, USCC: row.Uscc, Name: row.Name}
		if err := l.contractor(out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Committees is the status of each of the caller's own owners' committees that are in office, by name. Returns the refusals of
// account.Enter.
func (s *Service) Committees(ctx context.Context) ([]*Committee, error) {
	ctx, err := account.Enter(ctx, "Query.committeeStatus")
	if err != nil {
		return nil, err
	}
	leave, _ := viewer.LeaveOf(ctx)
	rows, err := s.store.Client.Committee.Query().
		Where(committee.OrganizationIDIn(leave.Scope().Organizations...), committee.StatusEQ(committee.StatusActive)).All(ctx)
	if err != nil {
		return nil, wrap("committees", err)
	}
	l := s.load(ctx)
	out := make([]*Committee, len(rows))
	for i, row := range rows {
		if out[i], err = l.committee(row); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b *Committee) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// load is one question on its way: it remembers what several companies or committees share.
type load struct {
	*Service
	ctx context.Context //nolint:containedctx // lives as long as one question
	c   *ent.Client
	day calendar.Date
	// editions holds what counts today, by district; nil where nothing was published.
	editions map[int]*edition
}

func (s *Service) load(ctx context.Context) *load {
	return &load{Service: s, ctx: ctx, c: s.store.Client, day: s.today(), editions: map[int]*edition{}}
}

// contractor fills a company's status.
func (l *load) contractor(c *Contractor) error {
	certificates, err := l.c.Qualification.Query().Where(qualification.ContractorID(c.ID)).All(l.ctx)
	if err != nil {
		return wrap("qualifications", err)
	}
	slices.SortFunc(certificates, func(a, b *ent.Qualification) int {
		return cmp.Or(b.Issued.Compare(a.Issued), cmp.Compare(a.Certificate, b.Certificate))
	})
	c.Certificates = certificates
	engaged, err := l.c.Engagement.Query().Where(engagement.ContractorID(c.ID)).
		WithCompound(func(q *ent.CompoundQuery) { q.Select(compoundColumns...) }).All(l.ctx)
	if err != nil {
		return wrap("engagements", err)
	}
	ever, managed := map[int]*ent.Compound{}, map[int]bool{}
	for _, e := range engaged {
		x := e.Edges.Compound
		ever[x.ID] = x
		if l.current(e) {
			managed[x.ID] = true
		}
	}
	if c.Compounds, err = l.compounds(ever); err != nil {
		return err
	}
	for _, x := range c.Compounds {
		x.Managed, x.Carried = managed[x.ID], x.carrier != nil && *x.carrier == c.ID
	}
	c.Compounds = slices.DeleteFunc(c.Compounds, func(x *Compound) bool { return !x.Managed && !x.Carried })
	if c.Rankings, err = l.rankings(c, ever); err != nil {
		return err
	}
	if err := l.findMissing(c.Compounds); err != nil {
		return err
	}
	c.Due = l.dueOfContractor(certificates, engaged)
	return nil
}

// committee fills a committee's status.
func (l *load) committee(row *ent.Committee) (*Committee, error) {
	body, err := l.registry.Committee(l.ctx, row.ID, committeeParts)
	if err != nil {
		return nil, err
	}
	out := &Committee{Committee: body}
	q := l.c.Compound.Query()
	if row.CompoundID != nil {
		q.Where(compound.ID(*row.CompoundID))
	} else {
		q.Where(compound.ZoneID(*row.ZoneID))
	}
	q.Select(compoundColumns...)
	found, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("compounds", err)
	}
	of := map[int]*ent.Compound{}
	for _, x := range found {
		of[x.ID] = x
	}
	if out.Compounds, err = l.compounds(of); err != nil {
		return nil, err
	}
	engaged, err := l.c.Engagement.Query().Where(engagement.CompoundIDIn(ids(of)...)).
		WithCompound(func(q *ent.CompoundQuery) { q.Select(compoundColumns...) }).All(l.ctx)
	if err != nil {
		return nil, wrap("engagements", err)
	}
	managed := map[int]bool{}
	for _, e := range engaged {
		managed[e.CompoundID] = managed[e.CompoundID] || l.current(e)
	}
	for _, x := range out.Compounds {
		x.Managed, x.Carried = managed[x.ID], x.carrier != nil
	}
	if err := l.findMissing(out.Compounds); err != nil {
		return nil, err
	}
	out.Due = l.dueOfCommittee(body, engaged)
	return out, nil
}

// committeeParts are the parts of a committee that cost a statement of their own.
var committeeParts = registry.Want{
	"organization": true, "subdistrict": true, "compound": true, "zone": true, "members": true, "dues": true, "problems": true,
}

// compoundColumns are those that a status shows or needs.
var compoundColumns = []string{compound.FieldID, compound.FieldCode, compound.FieldName, compound.FieldDistrictID, compound.FieldCommitteeUntil}

// current reports whether an engagement holds today.
func (l *load) current(e *ent.Engagement) bool {
	return !calendar.FromTime(e.Starts).After(l.day) && (e.Ends == nil || !calendar.FromTime(*e.Ends).Before(l.day))
}

// chunk keeps lists of ids below the databases' limits on parameters.
const chunk = 1000

// compounds are the compounds with what was last published of each, by code.
func (l *load) compounds(of map[int]*ent.Compound) ([]*Compound, error) {
	out := make([]*Compound, 0, len(of))
	byPublication := map[int][]int{}
	byID := map[int]*Compound{}
	for _, id := range ids(of) {
		row := of[id]
		x := &Compound{ID: row.ID, Code: row.Code, Name: row.Name}
		out, byID[id] = append(out, x), x
		e, err := l.edition(row.DistrictID)
		if err != nil {
			return nil, err
		}
		if e != nil {
			byPublication[e.publication.ID] = append(byPublication[e.publication.ID], id)
			x.edition = e
		}
	}
	for _, publication := range slices.Sorted(keys(byPublication)) {
		for part := range slices.Chunk(byPublication[publication], chunk) {
			rows, err := l.c.CompoundResult.Query().Where(compoundresult.PublicationID(publication), compoundresult.CompoundIDIn(part...)).All(l.ctx)
			if err != nil {
				return nil, wrap("results", err)
			}
			for _, row := range rows {
				if err := byID[row.CompoundID].published(row); err != nil {
					return nil, err
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b *Compound) int { return cmp.Compare(a.Code, b.Code) })
	return out, nil
}

// standard is the standard of a version, parsed once.
func (l *load) standard(version string) (*standard.Standard, error) {
	if kept, ok := l.standards.Load(version); ok {
		if s, ok := kept.(*standard.Standard); ok {
			return s, nil
		}
	}
	s, err := l.parse(version)
	if err == nil {
		l.standards.Store(version, s)
	}
	return s, err
}

func wrap(doing string, err error) error { return fmt.Errorf("mystatus: %s: %w", doing, err) }
