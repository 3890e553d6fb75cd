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
	"smileboard/internal/notice"
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
	if g, err = withPlaces(tx.Grant.Query().Where(entgrant.ID(g.ID))).Only(books(ctx)); err != nil {
		return nil, fmt.Errorf("account: grant: %w", err)
	}
	if err := notice.Send(ctx, tx, s.Today(), []int{who.ID}, notice.OfGrant(g.ID, p.Role, placeName(g), p.From, p.To, actorName(ctx))); err != nil {
		return nil, err
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

// EndGrant ends a grant with a day, or at once where on is zero: a grant that began before today ends with yesterday, one that did
// not is taken back as if it had never been. Only the day before today and days after it can be named: what was, was.
func (s *Service) EndGrant(ctx context.Context, id int, on calendar.Date) (*ent.Grant, error) {
	ctx, err := Enter(ctx, "Mutation.endGrant")
	if err != nil {
		return nil, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.Grant, error) {
		if err := holdAdministrators(ctx, tx, "Mutation.endGrant"); err != nil {
			return nil, err
		}
		visible, err := tx.Grant.Query().Where(entgrant.ID(id)).Exist(ctx)
		if err != nil {
			return nil, fmt.Errorf("account: end a grant: %w", err)
		}
		if !visible {
			return nil, errNoGrant
		}
		g, err := withPlaces(tx.Grant.Query().Where(entgrant.ID(id)).WithAccount()).Only(books(ctx))
		if err != nil {
			return nil, fmt.Errorf("account: end a grant: %w", err)
		}
		p := proposalOf(g)
		if err := p.locate(ctx, tx.Client()); err != nil {
			return nil, err
		}
		giver, operator, err := authority(ctx)
		if err != nil {
			return nil, err
		}
		if !operator && !outranks(giver.powers, []Proposal{p}) {
			return nil, errGrantBeyond
		}
		yesterday := s.Today().AddDays(-1)
		last := on
		if on.IsZero() {
			last = yesterday
		}
		switch {
		case !p.To.IsZero() && p.To.Before(s.Today()):
			return nil, fault.Conflict("grant.over", fault.Say("这项授权已经结束。", "The grant is over."))
		case last.Before(yesterday), !on.IsZero() && last.Before(p.From):
			return nil, fault.Invalid("on", "grant.on", fault.Say("最后一天不能早于昨天，也不能早于授权的第一天。", "The last day is neither before yesterday nor before the grant's first day."))
		}
		if err := s.leavesAdministrator(ctx, tx, g.AccountID, g.ID); err != nil {
			return nil, err
		}
		before, after := audit.Fields{"role": g.Role, "to": nil}, audit.Fields{"role": g.Role, "to": last.String()}
		if !p.To.IsZero() {
			before["to"] = p.To.String()
		}
		end := last.Time()
		if last.Before(p.From) {
			after = nil
			err = tx.Grant.DeleteOneID(id).Exec(ctx)
		} else {
			err = tx.Grant.UpdateOneID(id).SetEnds(end).AddVersion(1).Exec(ctx)
		}
		if err != nil {
			return nil, fmt.Errorf("account: end a grant: %w", err)
		}
		g.Ends = &end
		who := g.Edges.Account
		if err := notice.Send(ctx, tx, s.Today(), []int{who.ID}, notice.OfGrantEnd(g.ID, p.Role, placeName(g), last, actorName(ctx))); err != nil {
			return nil, err
		}
		return g, audit.Record(ctx, tx, audit.Entry{
			Action:  "Mutation.endGrant",
			Subject: audit.Subject{Type: "Account", ID: who.ID, Name: who.Name, Organization: p.Organization, Contractor: p.Contractor},
			Before:  before, After: after,
		})
	})
}

// placeName is what people call a grant's place; empty for everywhere.
func placeName(g *ent.Grant) string {
	switch {
	case g.Edges.Organization != nil:
		return g.Edges.Organization.Name
	case g.Edges.Contractor != nil:
		return g.Edges.Contractor.Name
	}
	return ""
}
