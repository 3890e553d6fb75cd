package console

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"smileboard/ent"
	"smileboard/graph/console/model"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/patch"
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

// described shows the caller after a change of their own account.
func (r *Resolver) described(ctx context.Context, a viewer.Account, err error) (*model.Me, error) {
	if err != nil {
		return nil, err
	}
	m, err := r.People.Describe(ctx, a)
	if err != nil {
		return nil, err
	}
	return me(m, r.People.Today()), nil
}

// profiled shows an account with what the caller may see of it.
func profiled(p *account.Profiled, today calendar.Date) *model.Account {
	out := person(p.Account, p.Grants, today)
	if p.Email {
		out.Email = &p.Account.Email
	}
	if p.Phone {
		out.Phone = &p.Account.Phone
	}
	return out
}

// changed shows an account after somebody changed it.
func (r *Resolver) changed(ctx context.Context, a *ent.Account, err error) (*model.Account, error) {
	if err != nil {
		return nil, err
	}
	p, err := r.People.Profile(ctx, a)
	if err != nil {
		return nil, err
	}
	return profiled(p, r.People.Today()), nil
}

func (r *Resolver) invited(ctx context.Context, i account.Invitation, err error) (*model.Invitation, error) {
	a, err := r.changed(ctx, i.Account, err)
	if err != nil {
		return nil, err
	}
	return &model.Invitation{Account: a, Link: &model.OneTimeLink{
		Purpose: model.LinkPurpose(strings.ToUpper(string(i.Link.Purpose))), Path: i.Link.Path, ExpiresAt: i.Link.ExpiresAt,
	}}, nil
}

func apiToken(t *ent.APIToken) *model.APIToken {
	out := &model.APIToken{
		ID: t.ID, Name: t.Name, Hint: t.Hint, Scopes: []model.TokenScope{}, ExpiresAt: t.ExpiresAt, UsedAt: t.UsedAt, RevokedAt: t.RevokedAt, CreatedAt: t.CreatedAt,
	}
	for _, s := range t.Scopes {
		out.Scopes = append(out.Scopes, *tokenScope(s))
	}
	return out
}

// field is what an input asks of a field: leave it, clear it, or set it.
func field[T, F any](o graphql.Omittable[*T], of func(T) F) patch.Field[F] {
	p, ok := o.ValueOK()
	switch {
	case !ok:
		return patch.Field[F]{}
	case p == nil:
		return patch.Clear[F]()
	}
	return patch.Set(of(*p))
}

func same[T any](v T) T { return v }

func lower[T ~string](v T) string { return strings.ToLower(string(v)) }

// accountFields are the columns by which accounts are sorted.
var accountFields = map[model.AccountField]string{
	model.AccountFieldName: account.ByName, model.AccountFieldUsername: account.ByUsername,
	model.AccountFieldLastSignIn: account.ByLastSignIn, model.AccountFieldCreated: account.ByCreated,
}

// accountFilter reads which accounts are meant.
func accountFilter(filter *model.AccountFilter) account.Filter {
	if filter == nil {
		return account.Filter{}
	}
	f := account.Filter{Search: given(filter.Search), Role: viewerRole(given(filter.Role))}
	if disabled, ok := filter.Disabled.ValueOK(); ok {
		f.Disabled = disabled
	}
	return f
}

// deref is an optional argument, or the zero value.
func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
