package account

import (
	"slices"

	"smileboard/ent/organization"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// mayGrant says which roles a role may give and take within its own branch or company.
var mayGrant = map[viewer.Role][]viewer.Role{
	viewer.Administrator: viewer.Roles,
	viewer.DistrictOfficer: {
		viewer.SubdistrictOfficer, viewer.CommunityOfficer, viewer.Inspector, viewer.OwnersCommittee,
		viewer.ContractorManager, viewer.ContractorStaff, viewer.TenderExpert,
	},
	viewer.SubdistrictOfficer: {viewer.CommunityOfficer, viewer.Inspector, viewer.OwnersCommittee},
	viewer.ContractorManager:  {viewer.ContractorStaff},
}

// placesOf says which kinds of organizations a role is held in. A role that is not here is held in any.
var placesOf = map[viewer.Role][]organization.Kind{
	viewer.DistrictOfficer:    {organization.KindCity, organization.KindDistrict, organization.KindDepartment},
	viewer.SubdistrictOfficer: {organization.KindSubdistrict},
	viewer.CommunityOfficer:   {organization.KindCommunity},
	viewer.Inspector:          {organization.KindCity, organization.KindDistrict, organization.KindSubdistrict, organization.KindDepartment},
	viewer.OwnersCommittee:    {organization.KindCommittee},
	viewer.TenderExpert:       {organization.KindCity, organization.KindDistrict, organization.KindDepartment},
}

// Proposal is a grant that somebody wants to give.
type Proposal struct {
	Role viewer.Role
	// Organization is the branch's root, Kind what it is, Above itself and all above it; 0, "" and nil where there is none.
	Organization int
	Kind         organization.Kind
	Above        []int
	// Contractor is the company; 0 where there is none.
	Contractor int
	// From and To are the first and the last day; To is zero while open.
	From, To calendar.Date
}

var (
	errGrantBeyond = fault.Forbidden("grant.beyond", fault.Say(
		"您只能在自己的辖区（企业）内授予自己有权授予的角色。", "You may give only roles that your own role may give, and only within your own branch or company."))
	errGrantOwn = fault.Forbidden("grant.own", fault.Say(
		"不能给自己授权。请找另一位有权的人。", "Nobody gives a role to themself. Ask somebody else who may."))
)

// CheckGrant reports whether somebody with the given powers may give, or end, a grant. powers is nil for the operator at the
// server's own shell, who may give any.
//
// The role MUST fit its place:
//   - a contractor's manager and staff are held in a company, no other role is;
//   - an owners' committee's role is held in a committee, a community officer's in a community, a sub-district officer's in
//     a sub-district, a district officer's and a tender expert's in a city, a district or a department of one, an inspector's in
//     any of these but a community;
//   - the administrator's and the auditor's alone may be held everywhere, in no branch; in a branch they are held in any.
//
// The days MUST be in order: from is given, to is not before it.
//
// One of the giver's powers MUST cover it:
//   - an administrator's power covers every role, and a power everywhere every place;
//   - a district officer's covers sub-district and community officers, inspectors, owners' committees, contractors' managers
//     and staff, and tender experts: no district officer, no administrator, no auditor;
//   - a sub-district officer's covers community officers, inspectors and owners' committees;
//   - a contractor's manager's covers the staff of the same company;
//   - the place lies in the power's branch; a company lies in no branch, so that every administrator and district officer
//     may give roles in it.
//
// Returns fault.Invalid with the field, or fault.Forbidden.
func CheckGrant(powers []viewer.Power, operator bool, p Proposal) error {
	if err := checkPlace(p); err != nil {
		return err
	}
	if p.From.IsZero() {
		return fault.Invalid("from", "grant.from", fault.Say("请写明授权从哪一天开始。", "Say from which day the role is held."))
	}
	if !p.To.IsZero() && p.To.Before(p.From) {
		return fault.Invalid("to", "grant.days", fault.Say("授权的最后一天不能早于第一天。", "The last day of a grant is not before its first."))
	}
	if operator || slices.ContainsFunc(powers, func(power viewer.Power) bool { return covers(power, p) }) {
		return nil
	}
	return errGrantBeyond
}

// covers reports whether a power may give a grant.
func covers(power viewer.Power, p Proposal) bool {
	if !slices.Contains(mayGrant[power.Role], p.Role) {
		return false
	}
	switch {
	case power.Everywhere():
		return true
	case power.Contractor != 0:
		return p.Contractor == power.Contractor
	case p.Contractor != 0:
		return true
	default:
		return slices.Contains(p.Above, power.Organization)
	}
}

func checkPlace(p Proposal) error {
	switch {
	case !slices.Contains(viewer.Roles, p.Role):
		return fault.Invalid("role", "grant.role", fault.Say("没有这个角色。", "There is no such role."))
	case p.Role.OfContractor():
		if p.Contractor == 0 || p.Organization != 0 {
			return fault.Invalid("contractor", "grant.contractor", fault.Say(
				"企业角色要指定物业企业，不能指定组织。", "A contractor's role is held in a contractor, not in an organization."))
		}
		return nil
	case p.Contractor != 0:
		return fault.Invalid("contractor", "grant.contractor", fault.Say(
			"只有企业负责人和企业员工的角色在物业企业里。", "Only a contractor's manager and staff hold their role in a contractor."))
	case p.Organization == 0:
		if p.Role != viewer.Administrator && p.Role != viewer.Auditor {
			return fault.Invalid("organization", "grant.organization", fault.Say(
				"请指定组织：只有系统管理员和审计可以不限辖区。", "Name the organization: only administrators and auditors may hold their role everywhere."))
		}
		return nil
	}
	if kinds := placesOf[p.Role]; kinds != nil && !slices.Contains(kinds, p.Kind) {
		return fault.Invalid("organization", "grant.place", fault.Say(
			"这个角色不能设在这一类组织里：街道角色设在街道，社区角色设在社区，业委会角色设在业委会，其余设在市、区或部门。",
			"This role does not fit this kind of organization: a sub-district officer's is held in a sub-district, a community officer's in a community, a committee's in a committee, the others in a city, a district or a department."))
	}
	return nil
}

// outranks reports whether the powers cover everything that another account holds: nobody resets, disables or changes an
// account that may do more than they may themselves.
func outranks(powers []viewer.Power, held []Proposal) bool {
	for _, p := range held {
		if !slices.ContainsFunc(powers, func(power viewer.Power) bool { return covers(power, p) }) {
			return false
		}
	}
	return true
}
