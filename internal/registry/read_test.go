package registry_test

import (
	"context"
	"slices"
	"testing"

	"smileboard/ent"
	"smileboard/ent/organization"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func kindOf(s string) organization.Kind { return organization.Kind(s) }

func names(p *registry.CompoundPage) []string {
	out := []string{}
	for _, c := range p.Rows {
		out = append(out, c.Name)
	}
	return out
}

func ptr[T any](v T) *T { return &v }

func TestEachSeesTheCompoundsOfTheirPart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		many := make([]*ent.Organization, 40_000) // more than a statement may have arguments
		for i := range many {
			many[i] = &ent.Organization{ID: i + 1}
		}
		many = append(many, f.first, f.second, f.community)
		many = slices.DeleteFunc(many, func(o *ent.Organization) bool { return o.ID == f.west.ID || o.ID == f.elsewhere.ID })
		for name, c := range map[string]struct {
			ctx  context.Context
			want []string
		}{
			"administrator":  {f.administrator(), []string{"远处小区", "金岭小区", "花园小区", "湖畔小区"}},
			"district":       {f.district(), []string{"金岭小区", "花园小区", "湖畔小区"}},
			"sub-district":   {f.subdistrict(), []string{"金岭小区", "花园小区"}},
			"all districts":  {as(viewer.Power{Role: "district_officer", Organization: f.city.ID, Branch: []int{f.city.ID}, Cover: viewer.Cover{All: true}}), []string{"远处小区", "金岭小区", "花园小区", "湖畔小区"}},
			"by its cover":   {as(viewer.Power{Role: "community_officer", Organization: f.community.ID, Branch: []int{f.community.ID}, Cover: viewer.Cover{Communities: []int{f.community.ID}, Committees: []int{1}}}), []string{"金岭小区"}},
			"of many bodies": {as(f.officer("district_officer", f.east, many...)), []string{"金岭小区", "花园小区", "湖畔小区"}},
			"contractor":     {f.manager(), []string{"金岭小区", "花园小区"}},
		} {
			got, err := r.Compounds(c.ctx, nil, nil, page, all)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !slices.Equal(names(got), c.want) || got.Total != len(c.want) {
				t.Errorf("%s: %v of %d, want %v", name, names(got), got.Total, c.want)
			}
			for _, row := range got.Rows {
				if row.District == nil || row.Subdistrict == nil {
					t.Errorf("%s: %s lies nowhere", name, row.Name)
				}
			}
		}
		if _, err := r.Compounds(context.Background(), nil, nil, page, all); fault.CodeOf(err) != fault.CodeUnauthenticated {
			t.Errorf("nobody: %v", err)
		}
		if c, err := r.Compound(f.subdistrict(), f.lake.ID, all); c != nil || err != nil {
			t.Errorf("a compound of another sub-district: %v %v", c, err)
		}
		if c, err := r.Compound(f.subdistrict(), f.jinling.ID, all); err != nil || c.Engagement == nil || c.Engagement.Contractor.Name != f.acme.Name {
			t.Errorf("an own compound: %+v %v", c, err)
		}
	})
}

func TestCompoundsAreFoundAndSorted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := f.administrator()
		for name, c := range map[string]struct {
			filter registry.CompoundFilter
			order  *registry.CompoundOrder
			want   []string
		}{
			"by name in pinyin order":      {order: &registry.CompoundOrder{Field: "NAME", Direction: "ASC"}, want: []string{"湖畔小区", "花园小区", "金岭小区", "远处小区"}},
			"by households, most first":    {order: &registry.CompoundOrder{Field: "HOUSEHOLDS", Direction: "DESC"}, want: []string{"金岭小区", "湖畔小区", "花园小区", "远处小区"}},
			"by year, which nobody knows":  {order: &registry.CompoundOrder{Field: "BUILT", Direction: "ASC"}, want: []string{"金岭小区", "花园小区", "湖畔小区", "远处小区"}},
			"by characters":                {filter: registry.CompoundFilter{Search: ptr("金岭")}, want: []string{"金岭小区"}},
			"by pinyin":                    {filter: registry.CompoundFilter{Search: ptr("huayuan")}, want: []string{"花园小区"}},
			"by initials":                  {filter: registry.CompoundFilter{Search: ptr("hpxq")}, want: []string{"湖畔小区"}},
			"by code":                      {filter: registry.CompoundFilter{Search: ptr("370214002")}, want: []string{"湖畔小区"}},
			"under the city":               {filter: registry.CompoundFilter{Under: &f.city.ID}, want: []string{"远处小区", "金岭小区", "花园小区", "湖畔小区"}},
			"under a district":             {filter: registry.CompoundFilter{Under: &f.west.ID}, want: []string{"远处小区"}},
			"under a sub-district":         {filter: registry.CompoundFilter{Under: &f.second.ID}, want: []string{"湖畔小区"}},
			"under a community":            {filter: registry.CompoundFilter{Under: &f.community.ID}, want: []string{"金岭小区"}},
			"under nothing":                {filter: registry.CompoundFilter{Under: ptr(0)}, want: []string{}},
			"managed by a company":         {filter: registry.CompoundFilter{Contractor: &f.acme.ID}, want: []string{"金岭小区", "花园小区"}},
			"managed by nobody":            {filter: registry.CompoundFilter{Unmanaged: ptr(true)}, want: []string{"远处小区"}},
			"self-managed":                 {filter: registry.CompoundFilter{Mode: ptr(registry.ManagementMode("SELF_MANAGED"))}, want: []string{}},
			"of a kind":                    {filter: registry.CompoundFilter{Kinds: []registry.CompoundKind{"OLD", "RESETTLEMENT"}}, want: []string{}},
			"of a class, of which is none": {filter: registry.CompoundFilter{Class: ptr(registry.CompoundClass("DEMONSTRATION"))}, want: []string{}},
		} {
			got, err := r.Compounds(ctx, &c.filter, c.order, page, all)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !slices.Equal(names(got), c.want) || got.Total != len(c.want) {
				t.Errorf("%s: %v of %d, want %v", name, names(got), got.Total, c.want)
			}
		}
		got, err := r.Compounds(ctx, nil, nil, registry.Page{First: 1, Skip: 2}, registry.Want{"rows": true})
		if err != nil || !slices.Equal(names(got), []string{"花园小区"}) || got.Total != 0 {
			t.Errorf("a page without its total: %v %v", got, err)
		}
		for _, p := range []registry.Page{{}, {First: 101}, {First: 1, Skip: -1}} {
			if _, err := r.Compounds(ctx, nil, nil, p, all); fault.CodeOf(err) != fault.CodeInvalid {
				t.Errorf("%+v: %v", p, err)
			}
		}
	})
}

func TestPhonesAreForOfficesAndTheCompanyItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		for name, c := range map[string]struct {
			ctx           context.Context
			rows, managed int
			phone         bool
		}{
			"administrator": {f.administrator(), 2, 2, true},
			"sub-district":  {f.subdistrict(), 2, 2, true},
			"community":     {as(f.officer("community_officer", f.community)), 2, 1, false},
			"company":       {f.manager(), 1, 2, true},
			"auditor":       {as(f.officer("auditor", f.city, f.east, f.west)), 2, 2, false},
		} {
			got, err := r.Contractors(c.ctx, nil, nil, page, all)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(got.Rows) != c.rows || got.Total != c.rows {
				t.Fatalf("%s: %d contractors", name, len(got.Rows))
			}
			i := slices.IndexFunc(got.Rows, func(row *registry.Contractor) bool { return row.ID == f.acme.ID })
			if row := got.Rows[i]; (row.Phone != nil) != c.phone || row.Managed != c.managed || len(row.Engagements) != c.managed {
				t.Errorf("%s: %+v", name, row)
			}
		}
	})
}

func TestTheTreeIsTheCallersBranch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		got, err := r.Organizations(f.district(), nil, page, all)
		if err != nil || got.Total != 4 || got.Rows[0].ID != f.east.ID || got.Rows[0].Parent != nil || got.Rows[0].Compounds != 3 || *got.Rows[1].Parent != f.east.ID {
			t.Errorf("a district's: %+v %v", got, err)
		}
		got, err = r.Organizations(f.administrator(), &registry.OrganizationFilter{Under: &f.first.ID}, page, all)
		if err != nil || got.Total != 2 || got.Rows[0].Compounds != 2 || got.Rows[1].Compounds != 1 || got.Rows[1].ID != f.community.ID {
			t.Errorf("a sub-district's: %+v %v", got, err)
		}
		got, err = r.Organizations(f.administrator(), &registry.OrganizationFilter{Kind: ptr(registry.OrganizationKind("CITY"))}, page, all)
		if err != nil || len(got.Rows) != 1 || got.Rows[0].Compounds != 4 {
			t.Errorf("the city: %+v %v", got, err)
		}
	})
}

func TestOtherTablesAreRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := f.administrator()
		for _, o := range []registry.EngagementOrder{{"FROM", "ASC"}, {"TO", "DESC"}, {"FEE", "ASC"}} {
			got, err := r.Engagements(ctx, &registry.EngagementFilter{Search: ptr("jl"), On: &today}, &o, page, all)
			if err != nil || got.Total != 1 || got.Rows[0].Compound.Name != "金岭小区" {
				t.Errorf("engagements by %s: %+v %v", o.Field, got, err)
			}
		}
		if got, err := r.Engagements(f.manager(), nil, nil, page, all); err != nil || got.Total != 2 {
			t.Errorf("a company's engagements: %+v %v", got, err)
		}
		if got, err := r.Zones(ctx, &registry.ZoneFilter{Search: ptr("x"), Under: &f.city.ID}, page, all); err != nil || got.Total != 0 {
			t.Errorf("zones: %+v %v", got, err)
		}
		for _, o := range []registry.CommitteeOrder{{"NAME", "ASC"}, {"TERM_TO", "DESC"}} {
			if got, err := r.Committees(ctx, &registry.CommitteeFilter{Search: ptr("x"), Under: &f.city.ID, Due: ptr(true)}, &o, page, all); err != nil || got.Total != 0 {
				t.Errorf("committees: %+v %v", got, err)
			}
		}
		if got, err := r.Qualifications(ctx, &registry.QualificationFilter{Search: ptr("x"), ExpiresTo: &today}, nil, page, all); err != nil || got.Total != 0 {
			t.Errorf("certificates: %+v %v", got, err)
		}
	})
}
