package registry

import (
	"cmp"
	"context"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/ent/predicate"
	"smileboard/ent/zone"
)

// Zones is a page of the zones that the caller may see, by code.
func (s *Service) Zones(ctx context.Context, filter *ZoneFilter, p Page, want Want) (*ZonePage, error) {
	l, err := s.enter(ctx, "Query.zones", want)
	if err != nil {
		return nil, err
	}
	if err := p.check(MaxPage); err != nil {
		return nil, err
	}
	q, err := l.zoneQuery(filter)
	if err != nil {
		return nil, err
	}
	ids, total, err := page(l, q, p, filter != nil)
	if err != nil {
		return nil, wrap("zones", err)
	}
	rows, err := l.zones(ids)
	return &ZonePage{Rows: rows, Total: total}, err
}

// Zone is one zone; nil where there is none that the caller may see.
func (s *Service) Zone(ctx context.Context, id int, want Want) (*Zone, error) {
	l, err := s.enter(ctx, "Query.zone", want)
	if err != nil {
		return nil, err
	}
	return first(l.zones([]int{id}))
}

// EachZone gives every zone of an export to fn.
func (s *Service) EachZone(ctx context.Context, filter *ZoneFilter, fn func(*Zone) error) error {
	l, err := s.enter(ctx, "Export.zones", Want{"compounds": true, "committee": true, "problems": true})
	if err != nil {
		return err
	}
	q, err := l.zoneQuery(filter)
	if err != nil {
		return err
	}
	return wrap("export of zones", each(l, q, l.zones, fn))
}

func (l *load) zoneQuery(filter *ZoneFilter) (*ent.ZoneQuery, error) {
	f := value(filter)
	if err := checkSearch(f.Search); err != nil {
		return nil, err
	}
	q := l.c.Zone.Query().Where(matching(f.Search, zone.FieldCode)).Order(sorting{column: zone.FieldCode, text: true}.by(Ascending, f.Search))
	if f.Under != nil {
		q.Where(zonesUnder(*f.Under))
	}
	return q, nil
}

// zonesUnder are the zones of a district, a sub-district, or a city's districts.
func zonesUnder(id int) predicate.Zone {
	return func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		t := b.Table(organization.Table)
		s.Where(sql.Or(
			sql.EQ(s.C(zone.FieldDistrictID), id), sql.EQ(s.C(zone.FieldSubdistrictID), id),
			sql.In(s.C(zone.FieldDistrictID), b.Select(t.C(organization.FieldID)).From(t).Where(sql.EQ(t.C(organization.FieldParentID), id)))))
	}
}

// zones reads zones by id, in the order of the ids, with what is wanted of them.
func (l *load) zones(ids []int) ([]*Zone, error) {
	if len(ids) == 0 {
		return []*Zone{}, nil
	}
	q := l.c.Zone.Query().Where(zone.IDIn(ids...))
	q.Select(zone.FieldID, zone.FieldCode, zone.FieldName, zone.FieldDistrictID, zone.FieldSubdistrictID, zone.FieldVersion)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("zones", err)
	}
	found := make([]*Zone, len(rows))
	for i, z := range rows {
		found[i] = &Zone{ID: z.ID, Code: z.Code, Name: z.Name, Version: z.Version, Compounds: []*CompoundRef{}, Problems: noWords(), district: z.DistrictID, subdistrict: z.SubdistrictID}
	}
	out := inOrder(ids, found, func(z *Zone) int { return z.ID })
	places := append(distinct(out, func(z *Zone) int { return z.district }), distinct(out, func(z *Zone) int { return z.subdistrict })...)
	organizations, err := l.organizationRefs(places)
	if err != nil {
		return nil, err
	}
	for _, z := range out {
		z.District, z.Subdistrict = organizations[z.district], organizations[z.subdistrict]
	}
	return out, l.fillZones(out)
}

// fillZones finds the compounds of zones with their committees and what is wrong with them. A zone is seen whole: who sees
// one of its compounds sees the names of the others.
func (l *load) fillZones(zs []*Zone) error {
	if len(zs) == 0 || !l.want["compounds"] && !l.want["households"] && !l.want["committee"] && !l.want["problems"] {
		return nil
	}
	ids := distinct(zs, func(z *Zone) int { return z.ID })
	q := l.c.Compound.Query().Where(compound.ZoneIDIn(ids...)).Order(compound.ByCode())
	q.Select(compound.FieldID, compound.FieldCode, compound.FieldName, compound.FieldZoneID, compound.FieldHouseholds)
	compounds, err := q.All(l.system())
	if err != nil {
		return wrap("compounds of zones", err)
	}
	facts := make(map[int]*ZoneFacts, len(zs))
	byID := make(map[int]*Zone, len(zs))
	for _, z := range zs {
		facts[z.ID], byID[z.ID] = &ZoneFacts{}, z
	}
	zoneOf := make(map[int]int, len(compounds))
	for _, c := range compounds {
		z := byID[*c.ZoneID]
		z.Compounds, z.Households = append(z.Compounds, &CompoundRef{c.ID, c.Code, c.Name}), z.Households+c.Households
		facts[z.ID].Compounds++
		zoneOf[c.ID] = z.ID
	}
	if err := cmp.Or(l.zoneEngagements(facts, zoneOf), l.zoneCommittees(byID, facts, zoneOf)); err != nil {
		return err
	}
	for _, z := range zs {
		z.Problems = ZoneProblems(*facts[z.ID])
	}
	return nil
}

func (l *load) zoneEngagements(facts map[int]*ZoneFacts, zoneOf map[int]int) error {
	if !l.want["problems"] || len(zoneOf) == 0 {
		return nil
	}
	q := l.c.Engagement.Query().Where(inZones(engagement.FieldCompoundID, keys(facts)), func(s *sql.Selector) { s.Where(inForce(s, l.today)) })
	q.Select(engagement.FieldID, engagement.FieldCompoundID, engagement.FieldContractorID)
	rows, err := q.All(l.system())
	for _, e := range rows {
		if id := value(e.ContractorID); id != 0 {
			facts[zoneOf[e.CompoundID]].contractor(id)
		}
	}
	return wrap("engagements of zones", err)
}

// zoneCommittees finds the committees in office of zones, and those that a compound of a zone still has of its own.
func (l *load) zoneCommittees(byID map[int]*Zone, facts map[int]*ZoneFacts, zoneOf map[int]int) error {
	if !l.want["committee"] && !l.want["problems"] {
		return nil
	}
	zones := keys(facts)
	q := l.c.Committee.Query().Where(committee.StatusEQ(committee.StatusActive),
		committee.Or(committee.ZoneIDIn(zones...), inZones(committee.FieldCompoundID, zones))).
		WithOrganization(func(q *ent.OrganizationQuery) { q.Select(organization.FieldID, organization.FieldName) }).Order(committee.ByID())
	q.Select(committee.FieldID, committee.FieldOrganizationID, committee.FieldCompoundID, committee.FieldZoneID)
	rows, err := q.All(l.system())
	if err != nil {
		return wrap("committees of zones", err)
	}
	for _, c := range rows {
		if c.ZoneID == nil {
			facts[zoneOf[*c.CompoundID]].Committees++
			continue
		}
		facts[*c.ZoneID].Committees++
		byID[*c.ZoneID].Committee = &CommitteeRef{c.ID, c.Edges.Organization.Name}
	}
	return nil
}

// inZones is whether a column holds the id of a compound of the zones.
func inZones(column string, zones []int) func(*sql.Selector) {
	return func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		t := b.Table(compound.Table)
		args := make([]any, len(zones))
		for i, id := range zones {
			args[i] = id
		}
		s.Where(sql.In(s.C(column), b.Select(t.C(compound.FieldID)).From(t).Where(sql.In(t.C(compound.FieldZoneID), args...))))
	}
}
