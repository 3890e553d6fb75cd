package registry_test

import (
	"context"
	"testing"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/pinyin"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// today is the day of all tests.
var today = calendar.MustParse("2026-11-20")

func operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

// as is a context in which somebody with powers is signed in.
func as(powers ...viewer.Power) context.Context {
	return viewer.AsAccount(context.Background(), viewer.Account{ID: 7, Username: "somebody", Name: "示例人员", Powers: powers})
}

// town is a small register: a city with two districts, the first with two sub-districts, and a company in each.
type town struct {
	city, east, west, first, second, elsewhere, community *ent.Organization
	// In the community of the first, in the first, in the second, and in the other district.
	jinling, garden, lake, far *ent.Compound
	acme, other                *ent.Contractor
	// The acme manages the first two compounds, the other the third.
	engagements []*ent.Engagement
}

func fill(t testing.TB, s *store.Store) *town {
	t.Helper()
	ctx, c := operator(), s.Client
	f := &town{}
	organization := func(code, name, kind string, parent *ent.Organization) *ent.Organization {
		sort, search, initials, alt := pinyin.Keys(name)
		q := c.Organization.Create().SetCode(code).SetName(name).SetKind(kindOf(kind)).SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
		if parent != nil {
			q.SetParentID(parent.ID)
		}
		return q.SaveX(ctx)
	}
	f.city = organization("3702", "青岛市", "city", nil)
	f.east, f.west = organization("370214", "城阳区", "district", f.city), organization("370203", "市北区", "district", f.city)
	f.first, f.second = organization("370214001", "城阳街道", "subdistrict", f.east), organization("370214002", "夏庄街道", "subdistrict", f.east)
	f.elsewhere = organization("370203001", "辽宁路街道", "subdistrict", f.west)
	f.community = organization("C1", "示例社区", "community", f.first)
	compound := func(code, name string, district, subdistrict, community *ent.Organization, households int) *ent.Compound {
		sort, search, initials, alt := pinyin.Keys(name)
		q := c.Compound.Create().SetCode(code).SetName(name).SetDistrictID(district.ID).SetSubdistrictID(subdistrict.ID).SetKind("commercial").
			SetHouseholds(households).SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
		if community != nil {
			q.SetCommunityID(community.ID).SetCommunity(community.Name)
		}
		return q.SaveX(ctx)
	}
	f.jinling = compound("3702140010001", "金岭小区", f.east, f.first, f.community, 300)
	f.garden = compound("3702140010002", "花园小区", f.east, f.first, nil, 100)
	f.lake = compound("3702140020001", "湖畔小区", f.east, f.second, nil, 200)
	f.far = compound("3702030010001", "远处小区", f.west, f.elsewhere, nil, 50)
	contractor := func(uscc, name, phone string) *ent.Contractor {
		sort, search, initials, alt := pinyin.Keys(name)
		return c.Contractor.Create().SetUscc(uscc).SetName(name).SetPhone(phone).SetLegalRepresentative("张三").
			SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).SaveX(ctx)
	}
	f.acme, f.other = contractor("91370200000000001A", "示例一号物业", "053200000001"), contractor("91370200000000002B", "示例二号物业", "053200000002")
	for i, m := range []struct {
		at *ent.Compound
		by *ent.Contractor
	}{{f.jinling, f.acme}, {f.garden, f.acme}, {f.lake, f.other}} {
		f.engagements = append(f.engagements, c.Engagement.Create().SetCompoundID(m.at.ID).SetContractorID(m.by.ID).SetMode("professional").
			SetStarts(today.AddDays(-400+i).Time()).SetFeeFen(180).SaveX(ctx))
	}
	return f
}

func (f *town) officer(role viewer.Role, root *ent.Organization, below ...*ent.Organization) viewer.Power {
	p := viewer.Power{Role: role, Organization: root.ID, Branch: []int{root.ID}}
	for _, o := range below {
		p.Branch = append(p.Branch, o.ID)
	}
	return p
}

func (f *town) administrator() context.Context { return as(viewer.Power{Role: viewer.Administrator}) }

func (f *town) district() context.Context {
	return as(f.officer(viewer.DistrictOfficer, f.east, f.first, f.second, f.community))
}

func (f *town) subdistrict() context.Context {
	return as(f.officer(viewer.SubdistrictOfficer, f.first, f.community))
}

func (f *town) manager() context.Context {
	return as(viewer.Power{Role: viewer.ContractorManager, Contractor: f.acme.ID})
}

func service(s *store.Store) *registry.Service {
	return registry.NewService(s, func() calendar.Date { return today })
}

// all asks for everything.
var all = registry.Want{
	"rows": true, "total": true, "engagement": true, "engagements": true, "face": true, "managed": true, "qualifications": true,
	"compounds": true, "households": true, "committee": true, "problems": true, "members": true,
}

var page = registry.Page{First: 20}
