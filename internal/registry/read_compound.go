package registry

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/organization"
	"smileboard/ent/predicate"
	"smileboard/internal/calendar"
)

var compoundSorting = map[CompoundField]sorting{
	"NAME":            {column: columnSortKey, text: true},
	"CODE":            {column: compound.FieldCode, text: true},
	"HOUSEHOLDS":      {column: compound.FieldHouseholds},
	"BUILT":           {column: compound.FieldBuilt, nullable: true},
	"COMMITTEE_UNTIL": {column: compound.FieldCommitteeUntil, nullable: true},
}

// Compounds is a page of the compounds that the caller may see, by code where no order is given.
func (s *Service) Compounds(ctx context.Context, filter *CompoundFilter, order *CompoundOrder, p Page, want Want) (*CompoundPage, error) {
	l, err := s.enter(ctx, "Query.compounds", want)
	if err != nil {
		return nil, err
	}
	if err := p.check(MaxPage); err != nil {
		return nil, err
	}
	q, err := l.compoundQuery(filter, order)
	if err != nil {
		return nil, err
	}
	ids, total, err := page(l, q, p, filter != nil)
	if err != nil {
		return nil, wrap("compounds", err)
	}
	rows, err := l.compounds(ids)
	return &CompoundPage{Rows: rows, Total: total}, err
}

// Compound is one compound; nil where there is none that the caller may see.
func (s *Service) Compound(ctx context.Context, id int, want Want) (*Compound, error) {
	l, err := s.enter(ctx, "Query.compound", want)
	if err != nil {
		return nil, err
	}
	return first(l.compounds([]int{id}))
}

// EachCompound gives every compound of an export to fn, one after the other, in memory that does not grow with their number.
func (s *Service) EachCompound(ctx context.Context, filter *CompoundFilter, order *CompoundOrder, fn func(*Compound) error) error {
	l, err := s.enter(ctx, "Export.compounds", Want{"engagement": true, "face": true})
	if err != nil {
		return err
	}
	q, err := l.compoundQuery(filter, order)
	if err != nil {
		return err
	}
	return wrap("export of compounds", each(l, q, l.compounds, fn))
}

func (l *load) compoundQuery(filter *CompoundFilter, order *CompoundOrder) (*ent.CompoundQuery, error) {
	f, o := value(filter), CompoundOrder{Field: "CODE"}
	if order != nil {
		o = *order
	}
	sort, err := orderOf(compoundSorting, o.Field, o.Direction, f.Search)
	if err := cmp.Or(err, checkSearch(f.Search)); err != nil {
		return nil, err
	}
	q := l.c.Compound.Query().Where(matching(f.Search, compound.FieldCode)).Order(sort)
	if f.Under != nil {
		under, err := l.compoundsUnder(*f.Under)
		if err != nil {
			return nil, err
		}
		q.Where(under)
	}
	if len(f.Kinds) > 0 {
		kinds := make([]compound.Kind, len(f.Kinds))
		for i, k := range f.Kinds {
			kinds[i] = lower[compound.Kind](k)
		}
		q.Where(compound.KindIn(kinds...))
	}
	if f.Zone != nil {
		q.Where(compound.ZoneID(*f.Zone))
	}
	if f.Contractor != nil || f.Mode != nil {
		q.Where(func(s *sql.Selector) { s.Where(sql.In(s.C(compound.FieldID), l.managed(s, f.Contractor, f.Mode))) })
	}
	if f.Unmanaged != nil {
		q.Where(func(s *sql.Selector) {
			today := sql.In(s.C(compound.FieldID), l.managed(s, nil, nil))
			if *f.Unmanaged {
				today = sql.Not(today)
			}
			s.Where(today)
		})
	}
	if f.Class != nil {
		standing, err := l.standing(nil)
		if err != nil {
			return nil, err
		}
		q.Where(func(s *sql.Selector) { s.Where(sql.In(s.C(compound.FieldID), withClass(s, standing, *f.Class))) })
	}
	return q, nil
}

// compoundsUnder are the compounds in the branch of an organization. Which ones of them the caller may see is another question.
func (l *load) compoundsUnder(id int) (predicate.Compound, error) {
	q := l.c.Organization.Query().Where(organization.ID(id))
	q.Select(organization.FieldID, organization.FieldKind)
	o, err := q.Only(l.system())
	if ent.IsNotFound(err) {
		return func(s *sql.Selector) { s.Where(sql.False()) }, nil
	}
	if err != nil {
		return nil, wrap("branch", err)
	}
	switch o.Kind {
	case organization.KindCity:
		return func(s *sql.Selector) {
			t := sql.Dialect(s.Dialect()).Table(organization.Table)
			s.Where(sql.In(s.C(compound.FieldDistrictID),
				sql.Dialect(s.Dialect()).Select(t.C(organization.FieldID)).From(t).Where(sql.EQ(t.C(organization.FieldParentID), id))))
		}, nil
	case organization.KindDistrict:
		return compound.DistrictID(id), nil
	case organization.KindSubdistrict:
		return compound.SubdistrictID(id), nil
	case organization.KindCommunity:
		return compound.CommunityID(id), nil
	case organization.KindCommittee:
		return func(s *sql.Selector) {
			of := func(column string) *sql.Selector {
				t := sql.Dialect(s.Dialect()).Table(committee.Table)
				return sql.Dialect(s.Dialect()).Select(t.C(column)).From(t).
					Where(sql.And(sql.EQ(t.C(committee.FieldOrganizationID), id), sql.NotNull(t.C(column))))
			}
			s.Where(sql.Or(
				sql.In(s.C(compound.FieldID), of(committee.FieldCompoundID)),
				sql.In(s.C(compound.FieldZoneID), of(committee.FieldZoneID))))
		}, nil
	default: // a department manages no branch
		return func(s *sql.Selector) { s.Where(sql.False()) }, nil
	}
}

// compoundColumns leaves out the keys of the search, which are long.
var compoundColumns = []string{
	compound.FieldID, compound.FieldCode, compound.FieldName, compound.FieldDistrictID, compound.FieldSubdistrictID, compound.FieldZoneID,
	compound.FieldCommunity, compound.FieldAddress, compound.FieldKind, compound.FieldHouseholds, compound.FieldOccupied, compound.FieldAreaDm2,
	compound.FieldForm, compound.FieldBuilt, compound.FieldCommitteeUntil, compound.FieldVersion,
}

// compounds reads compounds by id, in the order of the ids, with what is wanted of them.
func (l *load) compounds(ids []int) ([]*Compound, error) {
	if len(ids) == 0 {
		return []*Compound{}, nil
	}
	q := l.c.Compound.Query().Where(compound.IDIn(ids...))
	q.Select(compoundColumns...)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("compounds", err)
	}
	found := make([]*Compound, len(rows))
	for i, c := range rows {
		found[i] = compoundOf(c)
	}
	out := inOrder(ids, found, func(c *Compound) int { return c.ID })
	return out, cmp.Or(l.fillCompoundPlaces(out), l.fillCompoundEngagements(out), l.fillFaces(out))
}

func compoundOf(c *ent.Compound) *Compound {
	return &Compound{
		ID: c.ID, Code: c.Code, Name: c.Name, Community: c.Community, Address: c.Address, Kind: upper[CompoundKind](c.Kind),
		Households: c.Households, Occupied: c.Occupied, Area: c.AreaDm2, Form: upperPtr[BuildingForm](c.Form), Built: c.Built,
		CommitteeUntil: calendar.FromTimePtr(c.CommitteeUntil), Version: c.Version, Engagements: []*Engagement{},
		district: c.DistrictID, subdistrict: c.SubdistrictID, zone: c.ZoneID,
	}
}

func (l *load) fillCompoundPlaces(cs []*Compound) error {
	places := append(distinct(cs, func(c *Compound) int { return c.district }), distinct(cs, func(c *Compound) int { return c.subdistrict })...)
	organizations, err := l.organizationRefs(places)
	if err != nil {
		return err
	}
	zones, err := l.zoneRefs(distinct(cs, func(c *Compound) int { return value(c.zone) }))
	for _, c := range cs {
		c.District, c.Subdistrict, c.Zone = organizations[c.district], organizations[c.subdistrict], zones[value(c.zone)]
	}
	return err
}

// fillFaces finds what was last published of each compound.
func (l *load) fillFaces(cs []*Compound) error {
	if !l.want["face"] || len(cs) == 0 {
		return nil
	}
	standing, err := l.standing(distinct(cs, func(c *Compound) int { return c.district }))
	if err != nil || len(standing) == 0 {
		return err
	}
	q := l.c.CompoundResult.Query().Where(
		compoundresult.PublicationIDIn(publicationIDs(standing)...),
		compoundresult.CompoundIDIn(distinct(cs, func(c *Compound) int { return c.ID })...))
	q.Select(compoundresult.FieldID, compoundresult.FieldPublicationID, compoundresult.FieldCompoundID, compoundresult.FieldClass,
		compoundresult.FieldFace, compoundresult.FieldScore, compoundresult.FieldHeadlineZh, compoundresult.FieldHeadlineEn)
	results, err := q.All(l.ctx)
	if err != nil {
		return wrap("faces", err)
	}
	byCompound := make(map[int]*ent.CompoundResult, len(results))
	for _, r := range results {
		byCompound[r.CompoundID] = r
	}
	for _, c := range cs {
		p := standing[c.district]
		if r := byCompound[c.ID]; r != nil && p != nil && r.PublicationID == p.ID {
			c.Face = faceOf(r, p)
		}
	}
	return nil
}

func publicationIDs(standing map[int]*ent.Publication) []int {
	ids := make([]int, 0, len(standing))
	for _, p := range standing {
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	return ids
}
