package registry

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
)

// organizationLevels are the kinds from the top down, so that parents come before their children.
var organizationLevels = []organization.Kind{
	organization.KindCity, organization.KindDistrict, organization.KindDepartment, organization.KindSubdistrict, organization.KindCommunity,
	organization.KindCommittee,
}

// Organizations is a page of the caller's branch, parents before children, by code.
func (s *Service) Organizations(ctx context.Context, filter *OrganizationFilter, p Page, want Want) (*OrganizationPage, error) {
	l, err := s.enter(ctx, "Query.organizations", want)
	if err != nil {
		return nil, err
	}
	if err := p.check(MaxOrganizationsPage); err != nil {
		return nil, err
	}
	q, err := l.organizationQuery(filter)
	if err != nil {
		return nil, err
	}
	ids, total, err := page(l, q, p, filter != nil)
	if err != nil {
		return nil, wrap("organizations", err)
	}
	rows, err := l.organizations(ids)
	return &OrganizationPage{Rows: rows, Total: total}, err
}

// EachOrganization gives every organization of an export to fn.
func (s *Service) EachOrganization(ctx context.Context, filter *OrganizationFilter, fn func(*Organization) error) error {
	l, err := s.enter(ctx, "Export.organizations", Want{"compounds": true})
	if err != nil {
		return err
	}
	q, err := l.organizationQuery(filter)
	if err != nil {
		return err
	}
	return wrap("export of organizations", each(l, q, l.organizations, fn))
}

func (l *load) organizationQuery(filter *OrganizationFilter) (*ent.OrganizationQuery, error) {
	f := value(filter)
	if err := checkSearch(f.Search); err != nil {
		return nil, err
	}
	q := l.c.Organization.Query().Where(matching(f.Search, organization.FieldCode)).Order(func(s *sql.Selector) {
		level := "CASE " + s.C(organization.FieldKind)
		for i, k := range organizationLevels {
			level += " WHEN '" + string(k) + "' THEN " + string(rune('0'+i))
		}
		s.OrderExpr(sql.Expr(level + " END"))
	}, sorting{column: organization.FieldCode, text: true}.by(Ascending, f.Search))
	if f.Kind != nil {
		q.Where(organization.KindEQ(lower[organization.Kind](*f.Kind)))
	}
	if f.Under != nil {
		q.Where(func(s *sql.Selector) { s.Where(inBranchOf(s.C(organization.FieldID), *f.Under)) })
	}
	return q, nil
}

// inBranchOf is whether a column holds the id of an organization or of one below it.
func inBranchOf(column string, root int) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		b.WriteString(column + " IN (WITH RECURSIVE branch(id) AS (SELECT id FROM organizations WHERE id = ").Arg(root)
		b.WriteString(" UNION SELECT o.id FROM organizations AS o JOIN branch ON o.parent_id = branch.id) SELECT id FROM branch)")
	})
}

// organizations reads organizations by id, in the order of the ids, with what is wanted of them.
func (l *load) organizations(ids []int) ([]*Organization, error) {
	if len(ids) == 0 {
		return []*Organization{}, nil
	}
	q := l.c.Organization.Query().Where(organization.IDIn(ids...))
	q.Select(organization.FieldID, organization.FieldCode, organization.FieldName, organization.FieldKind, organization.FieldParentID, organization.FieldVersion)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("organizations", err)
	}
	found := make([]*Organization, len(rows))
	for i, o := range rows {
		found[i] = &Organization{ID: o.ID, Code: o.Code, Name: o.Name, Kind: upper[OrganizationKind](o.Kind), Version: o.Version}
		if o.ParentID != nil && (l.scope.Everything || (may{&l.scope}).inBranch(*o.ParentID)) {
			found[i].Parent = o.ParentID
		}
	}
	out := inOrder(ids, found, func(o *Organization) int { return o.ID })
	if !l.want["compounds"] {
		return out, nil
	}
	counts, err := l.compoundsIn(out)
	for _, o := range out {
		o.Compounds = counts[o.ID]
	}
	return out, err
}

// compoundsIn counts the compounds in the branches of organizations: by the three columns of a compound, a city's by its
// districts, a committee's by its compound or zone.
func (l *load) compoundsIn(os []*Organization) (map[int]int, error) {
	ofKind := func(kinds ...OrganizationKind) []int {
		return distinct(os, func(o *Organization) int {
			if slices.Contains(kinds, o.Kind) {
				return o.ID
			}
			return 0
		})
	}
	out := map[int]int{}
	if err := cmp.Or(l.countPlaces(out, ofKind("DISTRICT"), ofKind("SUBDISTRICT"), ofKind("COMMUNITY")), l.countCities(out, ofKind("CITY"))); err != nil {
		return nil, err
	}
	return out, l.countCommittees(out, ofKind("COMMITTEE"))
}

type compoundCount struct {
	DistrictID    int  `json:"district_id"`
	SubdistrictID int  `json:"subdistrict_id"`
	CommunityID   *int `json:"community_id"`
	Count         int  `json:"count"`
}

func (l *load) countPlaces(out map[int]int, districts, subdistricts, communities []int) error {
	if len(districts)+len(subdistricts)+len(communities) == 0 {
		return nil
	}
	var rows []compoundCount
	err := l.c.Compound.Query().Where(compound.Or(
		compound.DistrictIDIn(districts...), compound.SubdistrictIDIn(subdistricts...), compound.CommunityIDIn(communities...))).
		GroupBy(compound.FieldDistrictID, compound.FieldSubdistrictID, compound.FieldCommunityID).Aggregate(ent.Count()).Scan(l.ctx, &rows)
	for _, r := range rows {
		out[r.DistrictID] += r.Count
		out[r.SubdistrictID] += r.Count
		out[value(r.CommunityID)] += r.Count
	}
	return wrap("compounds of branches", err)
}

func (l *load) countCities(out map[int]int, cities []int) error {
	if len(cities) == 0 {
		return nil
	}
	q := l.c.Organization.Query().Where(organization.ParentIDIn(cities...))
	q.Select(organization.FieldID, organization.FieldParentID)
	districts, err := q.All(l.ctx)
	if err != nil {
		return wrap("districts of cities", err)
	}
	var rows []compoundCount
	err = l.c.Compound.Query().Where(compound.DistrictIDIn(distinct(districts, func(o *ent.Organization) int { return o.ID })...)).
		GroupBy(compound.FieldDistrictID).Aggregate(ent.Count()).Scan(l.ctx, &rows)
	cityOf := make(map[int]int, len(districts))
	for _, d := range districts {
		cityOf[d.ID] = value(d.ParentID)
	}
	for _, r := range rows {
		out[cityOf[r.DistrictID]] += r.Count
	}
	return wrap("compounds of cities", err)
}

func (l *load) countCommittees(out map[int]int, organizations []int) error {
	if len(organizations) == 0 {
		return nil
	}
	q := l.c.Committee.Query().Where(committee.OrganizationIDIn(organizations...))
	q.Select(committee.FieldID, committee.FieldOrganizationID, committee.FieldCompoundID, committee.FieldZoneID)
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("committees of branches", err)
	}
	zones := distinct(rows, func(c *ent.Committee) int { return value(c.ZoneID) })
	inZone := map[int]int{}
	if len(zones) > 0 {
		var counts []struct {
			ZoneID int `json:"zone_id"`
			Count  int `json:"count"`
		}
		if err := l.c.Compound.Query().Where(compound.ZoneIDIn(zones...)).GroupBy(compound.FieldZoneID).Aggregate(ent.Count()).Scan(l.ctx, &counts); err != nil {
			return wrap("compounds of zones", err)
		}
		for _, c := range counts {
			inZone[c.ZoneID] = c.Count
		}
	}
	for _, c := range rows {
		if c.ZoneID != nil {
			out[c.OrganizationID] = inZone[*c.ZoneID]
		} else {
			out[c.OrganizationID] = 1
		}
	}
	return nil
}
