package console

import (
	"context"
	"strings"

	"smileboard/ent"
	"smileboard/graph/console/model"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/registry"
	"smileboard/internal/viewer"
)

func roleOf(r viewer.Role) model.Role { return model.Role(strings.ToUpper(string(r))) }

func viewerRole(r model.Role) viewer.Role { return viewer.Role(strings.ToLower(string(r))) }

// optional is a text, or null where it is empty.
func optional[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}

func tokenScope(s string) *model.TokenScope {
	return optional(model.TokenScope(strings.ToUpper(s)))
}

func me(m *account.Me, today calendar.Date) *model.Me {
	if m == nil {
		return nil
	}
	a := m.Account
	self := person(a, m.Grants, today)
	self.Email, self.Phone = &a.Email, &a.Phone
	return &model.Me{
		Account: self, Grants: self.Grants, Operations: m.Operations, Owes: optional(model.Owed(strings.ToUpper(m.Owes))), Unread: m.Unread,
		Totp: a.TotpEnabledAt != nil, RecoveryCodes: m.RecoveryCodes, Language: model.Language(strings.ToUpper(string(a.Language))),
		Theme: model.Theme(strings.ToUpper(string(a.Theme))), MailNotices: a.MailNotices, MailConfigured: m.MailConfigured, QuietFrom: a.QuietFrom,
		QuietTo: a.QuietTo, PasswordChangedAt: a.PasswordChangedAt, Identities: m.Identities,
	}
}

// person shows an account without what not everyone may see of it.
func person(a *ent.Account, grants []*ent.Grant, today calendar.Date) *model.Account {
	out := &model.Account{
		ID: a.ID, Username: a.Username, Name: a.Name, Disabled: a.DisabledAt != nil, Active: a.PasswordHash != "" || a.LastSignInAt != nil,
		Totp: a.TotpEnabledAt != nil, LastSignInAt: a.LastSignInAt, CreatedAt: a.CreatedAt, Version: a.Version, Grants: []*model.Grant{},
	}
	for _, g := range grants {
		out.Grants = append(out.Grants, grantOf(g, today))
	}
	return out
}

func grantOf(g *ent.Grant, today calendar.Date) *model.Grant {
	from, to := calendar.FromTime(g.Starts), calendar.FromTimePtr(g.Ends)
	out := &model.Grant{
		ID: g.ID, Role: roleOf(viewer.Role(g.Role)), From: from, Active: !from.After(today) && (to.IsZero() || !to.Before(today)),
	}
	if !to.IsZero() {
		out.To = &to
	}
	if o := g.Edges.Organization; o != nil {
		out.Organization = &registry.OrganizationRef{ID: o.ID, Code: o.Code, Name: o.Name, Kind: registry.OrganizationKind(strings.ToUpper(string(o.Kind)))}
	}
	if c := g.Edges.Contractor; c != nil {
		out.Contractor = &registry.ContractorRef{ID: c.ID, USCC: c.Uscc, Name: c.Name}
	}
	if by := g.Edges.GrantedBy; by != nil {
		out.GrantedBy = &by.Name
	}
	return out
}

// signedIn shows how far a sign-in came.
func (r *Resolver) signedIn(ctx context.Context, s account.SignedIn, err error) (*model.SignInResult, error) {
	if err != nil {
		return nil, err
	}
	if s.Step == account.StepSecondFactor {
		return &model.SignInResult{Step: model.SignInStepSecondFactor}, nil
	}
	m, err := r.People.Describe(ctx, s.Caller)
	if err != nil {
		return nil, err
	}
	return &model.SignInResult{Step: model.SignInStepDone, Me: me(m, r.People.Today())}, nil
}
