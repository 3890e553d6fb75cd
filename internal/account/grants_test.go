package account_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	entgrant "smileboard/ent/grant"
	"smileboard/ent/organization"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

var today = calendar.MustParse("2026-06-01")

func TestCheckGrant(t *testing.T) {
	// A small tree: city 1, district 2, sub-district 3, community 4, committee 5; another district 8. Company 90, another 91.
	power := func(r viewer.Role, organization, contractor int) []viewer.Power {
		return []viewer.Power{{Role: r, Organization: organization, Contractor: contractor}}
	}
	at := func(r viewer.Role, kind organization.Kind, above ...int) account.Proposal {
		p := account.Proposal{Role: r, Kind: kind, Above: above, From: today}
		if len(above) > 0 {
			p.Organization = above[0]
		}
		return p
	}
	in := func(r viewer.Role, contractor int) account.Proposal {
		return account.Proposal{Role: r, Contractor: contractor, From: today}
	}
	admin, district := power(viewer.Administrator, 0, 0), power(viewer.DistrictOfficer, 2, 0)
	street, manager := power(viewer.SubdistrictOfficer, 3, 0), power(viewer.ContractorManager, 0, 90)
	days := func(p account.Proposal, from, to string) account.Proposal {
		p.From, p.To = calendar.Date{}, calendar.Date{}
		if from != "" {
			p.From = calendar.MustParse(from)
		}
		if to != "" {
			p.To = calendar.MustParse(to)
		}
		return p
	}
	const subdistrict, community, committee, districtKind = organization.KindSubdistrict, organization.KindCommunity, organization.KindCommittee, organization.KindDistrict
	cases := map[string]struct {
		powers []viewer.Power
		p      account.Proposal
		reason string
	}{
		"an administrator makes another everywhere":                   {admin, at(viewer.Administrator, ""), ""},
		"an administrator makes an auditor of a district":             {admin, at(viewer.Auditor, districtKind, 2, 1), ""},
		"an administrator makes a district officer":                   {admin, at(viewer.DistrictOfficer, districtKind, 2, 1), ""},
		"an administrator of a district makes none of another":        {power(viewer.Administrator, 2, 0), at(viewer.DistrictOfficer, districtKind, 8, 1), "grant.beyond"},
		"an administrator of a district makes none of everywhere":     {power(viewer.Administrator, 2, 0), at(viewer.Administrator, ""), "grant.beyond"},
		"a district officer makes a sub-district officer below":       {district, at(viewer.SubdistrictOfficer, subdistrict, 3, 2, 1), ""},
		"a district officer makes an expert of the own district":      {district, at(viewer.TenderExpert, districtKind, 2, 1), ""},
		"a district officer makes a company's manager":                {district, in(viewer.ContractorManager, 90), ""},
		"a district officer makes no district officer":                {district, at(viewer.DistrictOfficer, districtKind, 2, 1), "grant.beyond"},
		"a district officer makes no administrator":                   {district, at(viewer.Administrator, districtKind, 2, 1), "grant.beyond"},
		"a district officer makes no auditor":                         {district, at(viewer.Auditor, districtKind, 2, 1), "grant.beyond"},
		"a district officer makes nobody in another district":         {district, at(viewer.Inspector, districtKind, 8, 1), "grant.beyond"},
		"a sub-district officer makes a community officer below":      {street, at(viewer.CommunityOfficer, community, 4, 3, 2, 1), ""},
		"a sub-district officer makes a committee's person":           {street, at(viewer.OwnersCommittee, committee, 5, 4, 3, 2, 1), ""},
		"a sub-district officer makes an inspector of the own":        {street, at(viewer.Inspector, subdistrict, 3, 2, 1), ""},
		"a sub-district officer makes no other one":                   {street, at(viewer.SubdistrictOfficer, subdistrict, 3, 2, 1), "grant.beyond"},
		"a sub-district officer makes none above":                     {street, at(viewer.Inspector, districtKind, 2, 1), "grant.beyond"},
		"a sub-district officer makes no company's manager":           {street, in(viewer.ContractorManager, 90), "grant.beyond"},
		"a manager makes staff of the own company":                    {manager, in(viewer.ContractorStaff, 90), ""},
		"a manager makes no staff of another company":                 {manager, in(viewer.ContractorStaff, 91), "grant.beyond"},
		"a manager makes no other manager":                            {manager, in(viewer.ContractorManager, 90), "grant.beyond"},
		"an inspector makes nobody":                                   {power(viewer.Inspector, 2, 0), at(viewer.CommunityOfficer, community, 4, 3, 2, 1), "grant.beyond"},
		"an auditor makes nobody":                                     {power(viewer.Auditor, 0, 0), at(viewer.Inspector, districtKind, 2, 1), "grant.beyond"},
		"nobody makes nobody":                                         {nil, at(viewer.Inspector, districtKind, 2, 1), "grant.beyond"},
		"a manager is in a company and in no organization":            {admin, at(viewer.ContractorManager, districtKind, 2, 1), "grant.contractor"},
		"an inspector is in no company":                               {admin, in(viewer.Inspector, 90), "grant.contractor"},
		"an inspector is somewhere":                                   {admin, at(viewer.Inspector, ""), "grant.organization"},
		"a sub-district officer is in no district":                    {admin, at(viewer.SubdistrictOfficer, districtKind, 2, 1), "grant.place"},
		"a committee's person is in no community":                     {admin, at(viewer.OwnersCommittee, community, 4, 3, 2, 1), "grant.place"},
		"there is no such role":                                       {admin, at("emperor", ""), "grant.role"},
		"a grant begins some day":                                     {admin, days(at(viewer.Auditor, ""), "", ""), "grant.from"},
		"a grant ends no earlier than it begins":                      {admin, days(at(viewer.Auditor, ""), "2026-06-02", "2026-06-01"), "grant.days"},
		"a grant may last one day":                                    {admin, days(at(viewer.Auditor, ""), "2026-06-01", "2026-06-01"), ""},
		"one of several powers is enough":                             {slices.Concat(street, district), in(viewer.ContractorStaff, 91), ""},
		"a power of another role does not lend its place to this one": {slices.Concat(street, power(viewer.Inspector, 2, 0)), at(viewer.Inspector, districtKind, 2, 1), "grant.beyond"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { wantReason(t, account.CheckGrant(c.powers, false, c.p), c.reason) })
	}
	if err := account.CheckGrant(nil, true, at(viewer.Administrator, "")); err != nil {
		t.Errorf("the server's own shell: %v", err)
	}
}

func TestNobodyMayGiveWhatOutranksThem(t *testing.T) {
	for giver, given := range account.MayGrant {
		if giver != viewer.Administrator && (slices.Contains(given, giver) || slices.Contains(given, viewer.Administrator) || slices.Contains(given, viewer.Auditor)) {
			t.Errorf("%s may make %v", giver, given)
		}
	}
}

// county is an office with a small tree and somebody of each rank.
type county struct {
	*office
	ids map[string]int
}

func newCounty(t testing.TB, db *store.Store) *county {
	t.Helper()
	c := &county{office: newOffice(t, db, nil), ids: map[string]int{}}
	tree := []struct {
		code, parent string
		kind         organization.Kind
	}{
		{"4301", "", organization.KindCity},
		{"430104", "4301", organization.KindDistrict},
		{"430104001", "430104", organization.KindSubdistrict},
		{"430104002", "430104", organization.KindSubdistrict},
		{"430104001001", "430104001", organization.KindCommunity},
		{"430105", "4301", organization.KindDistrict},
	}
	for _, o := range tree {
		sort, search, initials, alt := pinyin.Keys("组织" + o.code)
		create := db.Client.Organization.Create().SetCode(o.code).SetName("组织" + o.code).SetKind(o.kind).
			SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
		if o.parent != "" {
			create.SetParentID(c.ids[o.parent])
		}
		row, err := create.Save(c.shell())
		if err != nil {
			t.Fatal(err)
		}
		c.ids[o.code] = row.ID
	}
	sort, search, initials, alt := pinyin.Keys("甲物业")
	company, err := db.Client.Contractor.Create().SetUscc("91430104MA4L000001").SetName("甲物业").
		SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).Save(c.shell())
	if err != nil {
		t.Fatal(err)
	}
	c.ids["company"] = company.ID
	for username, g := range map[string]account.GrantRole{
		"admin": {Role: viewer.Administrator}, "district": {Role: viewer.DistrictOfficer, Organization: c.ids["430104"]},
		"street":  {Role: viewer.SubdistrictOfficer, Organization: c.ids["430104001"]},
		"other":   {Role: viewer.SubdistrictOfficer, Organization: c.ids["430104002"]},
		"manager": {Role: viewer.ContractorManager, Contractor: c.ids["company"]},
		"auditor": {Role: viewer.Auditor},
	} {
		c.ids[username] = c.hire(username, g).ID
	}
	return c
}

// as is the context of a call by somebody who is signed in.
func (c *county) as(username string) context.Context {
	c.t.Helper()
	b := c.browser("198.51.100." + string(rune('1'+len(username))))
	if err := b.signIn(username, secret); err != nil {
		c.t.Fatal(err)
	}
	return b.ctx()
}

func TestAnAccountIsMadeGivenARoleAndComesIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		c := newCounty(t, db)
		street := c.as("street")
		made, err := c.Create(street, account.Person{Username: "li.si", Name: "李四", Phone: "13800000000", Email: "li@example.cn"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Create(street, account.Person{Username: "Li.Si", Name: "李四"})
		wantReason(t, err, "account.username_taken")
		b := c.browser("192.0.2.8")
		wantReason(t, b.signIn("li.si", ""), "account.wrong")
		_, token, _ := cutLink(made.Link.Path)
		_, err = c.RedeemLink(b.ctx(), token, "short", "", "")
		wantReason(t, err, "account.password_short")
		if _, err := c.RedeemLink(b.ctx(), token, secret, "", ""); err != nil || b.who() != "li.si" {
			t.Fatalf("%v, signed in as %q", err, b.who())
		}
		_, err = c.RedeemLink(c.browser("192.0.2.9").ctx(), token, secret, "", "")
		wantReason(t, err, "link.refused")

		_, _, err = c.Accounts(b.ctx(), account.Filter{}, account.Order{}, 10, 0, false)
		wantReason(t, err, "account.may_not")
		g, err := c.Grant(street, account.GrantRole{Account: made.Account.ID, Role: viewer.CommunityOfficer, Organization: c.ids["430104001001"]})
		if err != nil {
			t.Fatal(err)
		}
		if powers := callerOf(b.ctx()).Powers; len(powers) != 1 || powers[0].Role != viewer.CommunityOfficer {
			t.Errorf("an open session has the powers %v", powers)
		}
		// Another street does not see them; the district does.
		if p, err := c.Account(c.as("other"), made.Account.ID); err != nil || p != nil {
			t.Errorf("another branch sees %v, %v", p, err)
		}
		if p, err := c.Account(c.as("district"), made.Account.ID); err != nil || p == nil || !p.Phone || len(p.Grants) != 1 {
			t.Errorf("the district sees %v, %v", p, err)
		}
		if p, err := c.Account(c.as("auditor"), made.Account.ID); err != nil || p == nil || p.Phone || p.Email {
			t.Errorf("the auditor sees %v, %v", p, err)
		}
		_, err = c.EndGrant(c.as("other"), g.ID, calendar.Date{})
		wantReason(t, err, "grant.unknown")
		if _, err := c.EndGrant(street, g.ID, calendar.Date{}); err != nil {
			t.Fatal(err)
		}
		if powers := callerOf(b.ctx()).Powers; len(powers) != 0 {
			t.Errorf("an ended grant still counts: %v", powers)
		}
	})
}

func callerOf(ctx context.Context) viewer.Account {
	v, _ := viewer.From(ctx)
	a, _ := v.Account()
	return a
}

func TestNobodyTouchesAnAccountThatMayDoMore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		c := newCounty(t, db)
		// The administrator holds a role in the district, too, so that its officer sees the account.
		if _, err := c.Service.Grant(c.shell(), account.GrantRole{Account: c.ids["admin"], Role: viewer.Inspector, Organization: c.ids["430104"]}); err != nil {
			t.Fatal(err)
		}
		officer := c.as("district")
		id := c.ids["admin"]
		_, err := c.Reset(officer, id, true)
		wantReason(t, err, "account.outranked")
		_, err = c.Disable(officer, id, "x")
		wantReason(t, err, "account.outranked")
		_, err = c.Update(officer, id, 1, account.UpdatePerson{})
		wantReason(t, err, "account.outranked")
		_, err = c.Reset(officer, c.ids["auditor"], false)
		wantReason(t, err, "account.unknown")
		_, err = c.Reset(c.as("street"), c.ids["district"], false)
		wantReason(t, err, "account.unknown")
		_, err = c.Grant(officer, account.GrantRole{Account: c.ids["district"], Role: viewer.Inspector, Organization: c.ids["430104"]})
		wantReason(t, err, "grant.own")
		_, err = c.Grant(officer, account.GrantRole{Account: c.ids["street"], Role: viewer.Inspector, Organization: c.ids["430105"]})
		wantReason(t, err, "grant.no_organization")
		_, err = c.Grant(officer, account.GrantRole{Account: c.ids["auditor"], Role: viewer.Inspector, Organization: c.ids["430104"]})
		wantReason(t, err, "account.unknown")
		_, err = c.Reset(officer, c.ids["district"], false)
		wantReason(t, err, "account.own_reset")
		if _, err := c.Reset(officer, c.ids["street"], false); err != nil {
			t.Errorf("an officer below: %v", err)
		}
	})
}

func TestAnOfficeManagesThePeopleOfTheCompaniesInItsBranch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		c := newCounty(t, db)
		officer, id := c.as("district"), c.ids["manager"]
		if p, err := c.Account(officer, id); err != nil || p != nil {
			t.Fatalf("a company that manages nothing here: %v, %v", p, err)
		}
		sort, search, initials, alt := pinyin.Keys("花园")
		garden, err := db.Client.Compound.Create().SetCode("4301040010001").SetName("花园").SetKind("commercial").SetHouseholds(100).
			SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).
			SetDistrictID(c.ids["430104"]).SetSubdistrictID(c.ids["430104001"]).Save(c.shell())
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Client.Engagement.Create().SetCompoundID(garden.ID).SetContractorID(c.ids["company"]).SetMode("professional").
			SetStarts(today.AddDays(-30).Time()).SetEnds(today.AddDays(30).Time()).Exec(c.shell()); err != nil {
			t.Fatal(err)
		}
		p, err := c.Account(officer, id)
		if err != nil || p == nil || p.Phone {
			t.Fatalf("a company that manages something here: %v, %v", p, err)
		}
		if _, err := c.Disable(officer, id, "离职"); err != nil {
			t.Error(err)
		}
		// The street sees them too, and may not touch them; another one sees nobody.
		_, err = c.Enable(c.as("street"), id)
		wantReason(t, err, "account.outranked")
		_, err = c.Enable(c.as("other"), id)
		wantReason(t, err, "account.unknown")
	})
}

func TestDisablingAndResettingEndEverythingAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		c := newCounty(t, db)
		for name, act := range map[string]func(ctx context.Context, id int) error{
			"disable": func(ctx context.Context, id int) error { _, err := c.Disable(ctx, id, "离职"); return err },
			"reset":   func(ctx context.Context, id int) error { _, err := c.Reset(ctx, id, false); return err },
		} {
			t.Run(name, func(t *testing.T) {
				b := c.browser("192.0.2.44")
				if err := b.signIn("street", secret); err != nil {
					t.Fatal(err)
				}
				_, token, err := c.CreateToken(b.ctx(), account.CreateToken{Name: "表", Scopes: []string{account.ScopeRead}, Expires: today})
				if err != nil {
					t.Fatal(err)
				}
				if err := act(c.as("district"), c.ids["street"]); err != nil {
					t.Fatal(err)
				}
				if b.who() != "" {
					t.Error("the session lives on")
				}
				_, err = c.IdentifyToken(t.Context(), token)
				wantReason(t, err, "token.refused")
				wantReason(t, b.signIn("street", secret), "account.wrong")
				if _, err := c.Enable(c.as("district"), c.ids["street"]); err != nil {
					t.Fatal(err)
				}
				i, err := c.Reset(c.as("district"), c.ids["street"], false)
				if err != nil {
					t.Fatal(err)
				}
				_, link, _ := cutLink(i.Link.Path)
				if _, err := c.RedeemLink(b.ctx(), link, secret, "", ""); err != nil {
					t.Fatal(err)
				}
			})
		}
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		c := newCounty(t, db)
		admin := c.as("admin")
		_, err := c.Disable(admin, c.ids["admin"], "x")
		wantReason(t, err, "account.last_administrator")
		grant, err := db.Client.Grant.Query().Where(entgrant.AccountID(c.ids["admin"])).OnlyID(c.shell())
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.EndGrant(admin, grant, calendar.Date{})
		wantReason(t, err, "account.last_administrator")
		_, err = c.EndGrant(c.shell(), grant, today.AddDays(30))
		wantReason(t, err, "account.last_administrator")

		// Two administrators who disable each other at the same moment: one stays.
		second := c.hire("second", account.GrantRole{Role: viewer.Administrator})
		contexts := map[int]context.Context{second.ID: admin, c.ids["admin"]: c.as("second")}
		var both sync.WaitGroup
		errs := make(chan error, 2)
		for id, ctx := range contexts {
			both.Go(func() {
				_, err := c.Disable(ctx, id, "x")
				errs <- err
			})
		}
		both.Wait()
		close(errs)
		var refused int
		for err := range errs {
			if fault.ReasonOf(err) == "account.last_administrator" {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		}
		if refused != 1 {
			t.Errorf("%d of two were refused", refused)
		}
	})
}

func TestAStaleChangeOfAnAccountIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		c := newCounty(t, db)
		ctx := c.as("district")
		id := c.ids["street"]
		p, err := c.Account(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		var in account.UpdatePerson
		in.Name = set("王五")
		if _, err := c.Update(ctx, id, p.Version, in); err != nil {
			t.Fatal(err)
		}
		in.Name = set("赵六")
		_, err = c.Update(ctx, id, p.Version, in)
		wantReason(t, err, "version.stale")
		list, total, err := c.Accounts(ctx, account.Filter{Search: "ww"}, account.Order{}, 10, 0, true)
		if err != nil || total != 1 || len(list) != 1 || list[0].ID != id {
			t.Errorf("found %d by initials, %v", total, err)
		}
		list, _, err = c.Accounts(ctx, account.Filter{Role: viewer.SubdistrictOfficer}, account.Order{Field: account.ByUsername, Descending: true}, 10, 0, false)
		if err != nil || len(list) != 2 || list[0].Username != "street" || list[1].Username != "other" {
			t.Errorf("%d by role, %v", len(list), err)
		}
		none, _, err := c.Accounts(c.as("manager"), account.Filter{}, account.Order{}, 10, 0, false)
		if err != nil || len(none) != 1 || none[0].Username != "manager" {
			t.Errorf("a manager sees %d, %v", len(none), err)
		}
	})
}

func cutLink(path string) (page, token string, ok bool) {
	for i := range path {
		if path[i] == '#' {
			return path[:i], path[i+1:], true
		}
	}
	return path, "", false
}
