package main

import (
	"context"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// demoPassword is the demo's password of a user name: nobody but the demo's visitors is to be kept out.
func demoPassword(username string) string { return "juzizhou-" + username }

// demoDistrict is where the demo's officers work.
const demoDistrict = "430104"

// demoAccounts makes sure that the demo has an account for each role, and says who they are.
func (p *program) demoAccounts(ctx context.Context, c *cli.Command, s *store.Store) ([]account.DemoAccount, error) {
	district, err := s.Client.Organization.Query().Where(organization.Code(demoDistrict)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("demo: district: %w", err)
	}
	// A compound that a company manages today: its sub-district and its company have something to look at.
	e, err := s.Client.Engagement.Query().Where(
		engagement.ContractorIDNotNil(), engagement.StartsLTE(time.Now()), engagement.EndsGT(time.Now()), engagement.HasCompoundWith(compound.DistrictID(district.ID)),
	).WithCompound(func(q *ent.CompoundQuery) { q.WithSubdistrict() }).WithContractor().Order(ent.Asc(engagement.FieldID)).First(ctx)
	if err != nil {
		return nil, fmt.Errorf("demo: engagement: %w", err)
	}
	street, company := e.Edges.Compound.Edges.Subdistrict, e.Edges.Contractor
	community := registry.PutOrganization{Code: street.Code + "001", Name: "示例社区", Kind: organization.KindCommunity, ParentCode: street.Code}
	committee := registry.PutOrganization{Code: street.Code + "001-1", Name: e.Edges.Compound.Name + "业主委员会", Kind: organization.KindCommittee, ParentCode: community.Code}
	ids, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (map[string]int, error) {
		if _, faults, err := registry.PutOrganizations(ctx, tx, []registry.PutOrganization{community, committee}); err != nil || len(faults) > 0 {
			return nil, fmt.Errorf("demo: organizations: %w, %v", err, faults)
		}
		ids := map[string]int{}
		for _, code := range []string{community.Code, committee.Code} {
			if ids[code], err = tx.Organization.Query().Where(organization.Code(code)).OnlyID(ctx); err != nil {
				return nil, fmt.Errorf("demo: organizations: %w", err)
			}
		}
		return ids, nil
	})
	if err != nil {
		return nil, err
	}
	everywhere := p.t("全部辖区", "everywhere")
	list := []struct {
		username, name, place    string
		role                     viewer.Role
		organization, contractor int
	}{
		{"admin", "演示管理员", everywhere, viewer.Administrator, 0, 0},
		{"district", "演示区物业办", district.Name, viewer.DistrictOfficer, district.ID, 0},
		{"street", "演示街道", street.Name, viewer.SubdistrictOfficer, street.ID, 0},
		{"community", "演示社区", community.Name, viewer.CommunityOfficer, ids[community.Code], 0},
		{"inspector", "演示检查员", district.Name, viewer.Inspector, district.ID, 0},
		{"committee", "演示业委会", committee.Name, viewer.OwnersCommittee, ids[committee.Code], 0},
		{"manager", "演示企业负责人", company.Name, viewer.ContractorManager, 0, company.ID},
		{"staff", "演示企业员工", company.Name, viewer.ContractorStaff, 0, company.ID},
		{"expert", "演示评标专家", district.Name, viewer.TenderExpert, district.ID, 0},
		{"auditor", "演示审计", everywhere, viewer.Auditor, 0, 0},
	}
	people := shellPeople(s)
	var out []account.DemoAccount
	for _, a := range list {
		known, err := people.Known(ctx, a.username)
		if err != nil {
			return nil, err
		}
		if !known {
			_, err := people.CreateWithPassword(ctx, account.Person{Username: a.username, Name: a.name}, demoPassword(a.username),
				account.GrantRole{Role: a.role, Organization: a.organization, Contractor: a.contractor})
			if err != nil {
				return nil, err
			}
		}
		out = append(out, account.DemoAccount{Username: a.username, Password: demoPassword(a.username), Role: a.role, Place: a.place})
	}
	return out, nil
}

// printAccounts says how to sign in to the demo.
func (p *program) printAccounts(accounts []account.DemoAccount) {
	rows := [][]string{{p.t("用户名", "user name"), p.t("密码", "password"), p.t("角色", "role"), p.t("所在", "place")}}
	for _, a := range accounts {
		rows = append(rows, []string{a.Username, a.Password, string(a.Role), a.Place})
	}
	p.printf(fault.Say("演示账号（工作台在 /console）：", "Accounts of the demo (the console is at /console):"))
	printTable(p.out, rows)
}
