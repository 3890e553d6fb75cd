package account

import (
	"context"
	"fmt"

	"smileboard/ent"
	entgrant "smileboard/ent/grant"
	"smileboard/ent/organization"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// GrantRole says which role is given to whom, where, and for which days.
type GrantRole struct {
	Account int
	Role    viewer.Role
	// Organization and Contractor are ids; 0 where there is none.
	Organization, Contractor int
	// From is today where it is zero; To is open where it is zero.
	From, To calendar.Date
}

var (
	errNoAccount = fault.NotFound("account.unknown", fault.Say("没有这个账号，或您无权查看。", "There is no such account, or you may not see it."))
	errNoGrant   = fault.NotFound("grant.unknown", fault.Say("没有这项授权，或您无权查看。", "There is no such grant, or you may not see it."))
	errNoPlace   = fault.Invalid("organization", "grant.no_organization", fault.Say("没有这个组织，或您无权查看。", "There is no such organization, or you may not see it."))
	errNoCompany = fault.Invalid("contractor", "grant.no_contractor", fault.Say("没有这家物业企业，或您无权查看。", "There is no such contractor, or you may not see it."))
	errLastAdmin = fault.Conflict("account.last_administrator", fault.Say(
		"这是最后一位系统管理员，不能停用或结束授权。请先设另一位系统管理员。",
		"This is the last administrator, who can be neither disabled nor lose the role. Make another administrator first."))
)

// Grant gives a role (CheckGrant). It counts at once, also in sessions that are open.
func (s *Service) Grant(ctx context.Context, in GrantRole) (*ent.Grant, error) {
	ctx, err := Enter(ctx, "Mutation.grantRole")
	if err != nil {
		return nil, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.Grant, error) { return s.grantIn(ctx, tx, in) })
}

func (s *Service) grantIn(ctx context.Context, tx *ent.Tx, in GrantRole) (*ent.Grant, error) {
	who, err := tx.Account.Get(ctx, in.Account)
	if ent.IsNotFound(err) {
		return nil, errNoAccount
	}
	if err != nil {
		return nil, fmt.Errorf("account: grant: %w", err)
	}
	p := Proposal{Role: in.Role, Organization: in.Organization, Contractor: in.Contractor, From: in.From, To: in.To}
	if p.From.IsZero() {
		p.From = s.Today()
	}
	place := "*"
	if p.Organization != 0 {
		o, err := tx.Organization.Get(ctx, p.Organization)
		if ent.IsNotFound(err) {
			return nil, errNoPlace
		}
		if err != nil {
			return nil, fmt.Errorf("account: grant: %w", err)
		}
		place = o.Code
	}
	if p.Contractor != 0 {
		c, err := tx.Contractor.Get(ctx, p.Contractor)
		if ent.IsNotFound(err) {
			return nil, errNoCompany
		}
		if err != nil {
			return nil, fmt.Errorf("account: grant: %w", err)
		}
		place = c.Uscc
	}
	if err := p.locate(ctx, tx.Client()); err != nil {
		return nil, err
	}
	granter, operator, err := authority(ctx)
	if err != nil {
		return nil, err
	}
	if err := CheckGrant(granter.powers, operator, p); err != nil {
		return nil, err
	}
	if granter.id == in.Account {
		return nil, errGrantOwn
	}
	create := tx.Grant.Create().SetAccountID(in.Account).SetRole(entgrant.Role(p.Role)).SetStarts(p.From.Time()).SetNillableEnds(p.To.TimePtr()).SetCreatedAt(s.now())
	if p.Organization != 0 {
		create.SetOrganizationID(p.Organization)
	}
	if p.Contractor != 0 {
		create.SetContractorID(p.Contractor)
	}
	if granter.id != 0 {
		create.SetGrantedByID(granter.id)
	}
	g, err := create.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("account: grant: %w", err)
	}
	after := audit.Fields{"role": p.Role, "place": place, "from": p.From.String()}
	if !p.To.IsZero() {
		after["to"] = p.To.String()
	}
	return g, audit.Record(ctx, tx, audit.Entry{
		Action:  "Mutation.grantRole",
		Subject: audit.Subject{Type: "Account", ID: who.ID, Name: who.Name, Organization: p.Organization, Contractor: p.Contractor}, After: after,
	})
}

// locate fills in what the organization is and what lies above it.
func (p *Proposal) locate(ctx context.Context, client *ent.Client) error {
	p.Above, p.Kind = nil, ""
	for next := &p.Organization; next != nil && *next != 0; {
		o, err := client.Organization.Query().Where(organization.ID(*next)).Only(books(ctx))
		if err != nil {
			return fmt.Errorf("account: above %d: %w", p.Organization, err)
		}
		if len(p.Above) == 0 {
			p.Kind = o.Kind
		}
		if p.Above = append(p.Above, o.ID); len(p.Above) > 20 {
			return fmt.Errorf("account: above %d: the tree has a ring", p.Organization)
		}
		next = o.ParentID
	}
	return nil
}

// granter is who gives and takes.
type granter struct {
	id     int
	powers []viewer.Power
}

// authority is the caller with the powers that the operation at hand leaves them; operator is the server's own shell.
func authority(ctx context.Context) (g granter, operator bool, err error) {
	v, _ := viewer.From(ctx)
	if v.Operator() {
		return g, true, nil
	}
	a, ok := v.Account()
	leave, entered := viewer.LeaveOf(ctx)
	if !ok || !entered {
		return g, false, errMayNot
	}
	return granter{a.ID, leave.Powers}, false, nil
}
