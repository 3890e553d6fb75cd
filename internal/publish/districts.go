package publish

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
	"smileboard/ent/predicate"
	"smileboard/ent/publication"
)

// Districts are those that published at least once or hold compounds, by code.
func (r *Reader) Districts(ctx context.Context, want Want) ([]*District, error) {
	l := r.load(ctx)
	active := func(s *sql.Selector) {
		compounds, publications := sql.Table(compound.Table), sql.Table(publication.Table)
		s.Where(sql.Or(
			sql.In(s.C(organization.FieldID), sql.Select(compounds.C(compound.FieldDistrictID)).From(compounds)),
			sql.In(s.C(organization.FieldID), sql.Select(publications.C(publication.FieldDistrictID)).From(publications)),
		))
	}
	out, err := l.districtsWhere(want, active)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(out, func(a, b *District) int { return cmp.Compare(a.Code, b.Code) })
	return out, nil
}

// district finds a district by its code; nil where there is none.
func (l *load) district(code string, want Want) (*District, error) {
	found, err := l.districtsWhere(want, organization.Code(code))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// districts reads districts by id.
func (l *load) districts(of []int, want Want) (map[int]*District, error) {
	out := make(map[int]*District, len(of))
	if len(of) == 0 {
		return out, nil
	}
	found, err := l.districtsWhere(want, organization.IDIn(of...))
	for _, d := range found {
		out[d.ID] = d
	}
	return out, err
}

var organizationColumns = []string{organization.FieldID, organization.FieldCode, organization.FieldName, organization.FieldParentID}

func (l *load) districtsWhere(want Want, which predicate.Organization) ([]*District, error) {
	q := l.c.Organization.Query().Where(which, organization.KindEQ(organization.KindDistrict))
	if want.has("name") {
		q.WithParent(func(q *ent.OrganizationQuery) { q.Select(organization.FieldName, organization.FieldKind) })
	}
	q.Select(organizationColumns...)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("districts", err)
	}
	out := make([]*District, len(rows))
	for i, row := range rows {
		out[i] = districtOf(row)
	}
	return out, l.fillDistricts(out, want)
}

// districtOf puts the city before a district's name, unless the register already has it there.
func districtOf(row *ent.Organization) *District {
	d := &District{ID: row.ID, Code: row.Code, Name: row.Name, ShortName: row.Name}
	if city := row.Edges.Parent; city != nil && city.Kind == organization.KindCity {
		d.ShortName = strings.TrimPrefix(row.Name, city.Name)
		d.Name = city.Name + d.ShortName
	}
	return d
}

func (l *load) fillDistricts(ds []*District, want Want) error {
	of := ids(ds, func(d *District) int { return d.ID })
	if len(of) == 0 {
		return nil
	}
	if want.has("subdistricts") {
		q := l.c.Organization.Query().Where(organization.ParentIDIn(of...), organization.KindEQ(organization.KindSubdistrict))
		q.Select(organizationColumns...)
		rows, err := q.All(l.ctx)
		if err != nil {
			return wrap("sub-districts", err)
		}
		slices.SortFunc(rows, func(a, b *ent.Organization) int { return cmp.Compare(a.Code, b.Code) })
		for _, d := range ds {
			d.Subdistricts = []*Subdistrict{}
			for _, row := range rows {
				if value(row.ParentID) == d.ID {
					d.Subdistricts = append(d.Subdistricts, &Subdistrict{ID: row.ID, Code: row.Code, Name: row.Name})
				}
			}
		}
	}
	if below, ok := want.below("publications"); ok {
		if err := l.loadEditions(of); err != nil {
			return err
		}
		var all []*Publication
		for _, d := range ds {
			d.Publications = append([]*Publication{}, l.editions[d.ID]...)
			all = append(all, d.Publications...)
		}
		return l.fillPublications(all, below)
	}
	return nil
}

// subdistricts reads sub-districts by id.
func (l *load) subdistricts(of []int) (map[int]*Subdistrict, error) {
	out := make(map[int]*Subdistrict, len(of))
	if len(of) == 0 {
		return out, nil
	}
	q := l.c.Organization.Query().Where(organization.IDIn(of...))
	q.Select(organizationColumns...)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("sub-districts", err)
	}
	for _, row := range rows {
		out[row.ID] = &Subdistrict{ID: row.ID, Code: row.Code, Name: row.Name}
	}
	return out, nil
}
