package main

import (
	"context"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// demoPassword is the demo's password of a user name: nobody but the demo's visitors is to be kept out.
func demoPassword(username string) string { return "juzizhou-" + username }

// demoDistrict is where the demo's officers work.
const demoDistrict = "430104"

// demoCommunity is the community that the sample's workbooks name.
const demoCommunity = "示例社区"

// demoAccounts makes sure that the demo has an account for each role, and says who they are.
func (p *program) demoAccounts(ctx context.Context, c *cli.Command, s *store.Store) ([]account.DemoAccount, error) {
	district, err := s.Client.Organization.Query().Where(organization.Code(demoDistrict)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("demo: district: %w", err)
	}
	// A compound that a company manages today: its sub-district, its committee and its company have something to look at.
	e, err := s.Client.Engagement.Query().Where(
		engagement.ContractorIDNotNil(), engagement.StartsLTE(time.Now()), engagement.EndsGT(time.Now()),
		engagement.HasCompoundWith(compound.DistrictID(district.ID), compound.Community(demoCommunity)),
	).WithCompound(func(q *ent.CompoundQuery) { q.WithSubdistrict() }).WithContractor().Order(ent.Asc(engagement.FieldID)).First(ctx)
	if err != nil {
		return nil, fmt.Errorf("demo: engagement: %w", err)
	}
	street, company := e.Edges.Compound.Edges.Subdistrict, e.Edges.Contractor
	community, err := demoPlace(ctx, s, street)
	if err != nil {
		return nil, err
	}
	committee, err := p.demoCommittee(ctx, s, e.Edges.Compound)
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
		{"community", "演示社区", community.Name, viewer.CommunityOfficer, community.ID, 0},
		{"inspector", "演示检查员", district.Name, viewer.Inspector, district.ID, 0},
		{"committee", "演示业委会", committee.Name, viewer.OwnersCommittee, committee.ID, 0},
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

// demoPlace makes sure that the tree has the community of the sample's compounds in a sub-district.
func demoPlace(ctx context.Context, s *store.Store, street *ent.Organization) (*ent.Organization, error) {
	put := registry.PutOrganization{Code: street.Code + "001", Name: demoCommunity, Kind: organization.KindCommunity, ParentCode: street.Code}
	return store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (*ent.Organization, error) {
		if _, faults, err := registry.PutOrganizations(ctx, tx, []registry.PutOrganization{put}); err != nil || len(faults) > 0 {
			return nil, fmt.Errorf("demo: community: %w, %v", err, faults)
		}
		return tx.Organization.Query().Where(organization.Code(put.Code)).Only(ctx)
	})
}

// demoCommittee makes sure that a compound has an owners' committee whose term ends soon, and returns its place in the tree.
func (p *program) demoCommittee(ctx context.Context, s *store.Store, of *ent.Compound) (*ent.Organization, error) {
	have, err := s.Client.Committee.Query().Where(committee.CompoundID(of.ID), committee.StatusEQ(committee.StatusActive)).WithOrganization().First(ctx)
	if err == nil {
		return have.Edges.Organization, nil
	}
	if !ent.IsNotFound(err) {
		return nil, fmt.Errorf("demo: committee: %w", err)
	}
	ends := today().AddDays(80)
	elected := ends.AddDays(1 - 3*365)
	register := registry.NewService(s, today)
	made, err := register.CreateCommittee(ctx, registry.CommitteeChange{
		Compound: patch.Set(of.ID), Elected: patch.Set(elected), FirstMet: patch.Set(elected.AddDays(5)), Filed: patch.Set(elected.AddDays(20)),
		FilingNumber: patch.Set("示例备案第 1 号"), TermFrom: patch.Set(elected), TermTo: patch.Set(ends),
	}, registry.Want{})
	if err != nil {
		return nil, err
	}
	// No names: a name may always be somebody's.
	members := []registry.MemberInput{{Name: "示例甲", Duty: "CHAIR", Since: elected}, {Name: "示例乙", Duty: "DEPUTY", Since: elected}}
	for _, name := range []string{"示例丙", "示例丁", "示例戊"} {
		members = append(members, registry.MemberInput{Name: name, Duty: "MEMBER", Since: elected})
	}
	if _, err := register.SetCommitteeMembers(ctx, made.ID, made.Version, members, registry.Want{}); err != nil {
		return nil, err
	}
	if have, err = s.Client.Committee.Query().Where(committee.ID(made.ID)).WithOrganization().Only(ctx); err != nil {
		return nil, fmt.Errorf("demo: committee: %w", err)
	}
	return have.Edges.Organization, nil
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
