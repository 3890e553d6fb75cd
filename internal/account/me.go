package account

import (
	"context"
	"fmt"
	"slices"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	entgrant "smileboard/ent/grant"
	"smileboard/ent/identity"
	"smileboard/ent/notice"
	"smileboard/ent/recoverycode"
	"smileboard/internal/viewer"
)

// Me is whoever is signed in, as they see themselves.
type Me struct {
	Account *ent.Account
	// Grants are those in force today, with their places.
	Grants []*ent.Grant
	// Operations are the rows of the table that the grants allow.
	Operations    []string
	Owes          string
	Unread        int
	RecoveryCodes int
	Identities    []string
	// MailConfigured is true where the server can send mail.
	MailConfigured bool
}

// Me describes the caller; nil for nobody.
func (s *Service) Me(ctx context.Context) (*Me, error) {
	v, _ := viewer.From(ctx)
	a, ok := v.Account()
	if !ok {
		return nil, nil // nobody is signed in: that is an answer
	}
	return s.Describe(ctx, a)
}

// Describe is Me for an account that has just signed in.
func (s *Service) Describe(ctx context.Context, a viewer.Account) (*Me, error) {
	system := books(ctx)
	client := s.store.Client
	row, err := client.Account.Get(system, a.ID)
	if err != nil {
		return nil, fmt.Errorf("account: me: %w", err)
	}
	me := &Me{Account: row, Owes: a.Owes, MailConfigured: s.options.MailConfigured}
	if me.Grants, err = withPlaces(client.Grant.Query().Where(entgrant.AccountID(a.ID), inForce(s.Today()))).All(system); err != nil {
		return nil, fmt.Errorf("account: my grants: %w", err)
	}
	if me.Unread, err = client.Notice.Query().Where(notice.AccountID(a.ID), notice.ReadAtIsNil()).Count(system); err != nil {
		return nil, fmt.Errorf("account: my notices: %w", err)
	}
	if me.RecoveryCodes, err = client.RecoveryCode.Query().Where(recoverycode.AccountID(a.ID), recoverycode.UsedAtIsNil()).Count(system); err != nil {
		return nil, fmt.Errorf("account: my recovery codes: %w", err)
	}
	if me.Identities, err = client.Identity.Query().Where(identity.AccountID(a.ID)).Order(ent.Asc(identity.FieldID)).Select(identity.FieldIssuer).Strings(system); err != nil {
		return nil, fmt.Errorf("account: my identities: %w", err)
	}
	for _, row := range Table {
		if row.Own || row.Anyone || slices.ContainsFunc(a.Powers, func(p viewer.Power) bool { return slices.Contains(row.Roles, p.Role) }) {
			me.Operations = append(me.Operations, string(row.Operation))
		}
	}
	return me, nil
}

// withPlaces reads grants with their places and who gave them, in a steady order.
func withPlaces(q *ent.GrantQuery) *ent.GrantQuery {
	return q.WithOrganization().WithContractor().WithGrantedBy().Order(ent.Asc(entgrant.FieldID))
}

// SignInOptions says how one may sign in.
type SignInOptions struct {
	OpenID string
	Demo   []DemoAccount
	// Unset is true while there is no account at all.
	Unset bool
}

// SignInOptions says how one may sign in here.
func (s *Service) SignInOptions(ctx context.Context) (SignInOptions, error) {
	some, err := s.store.Client.Account.Query().Where(entaccount.IDGT(0)).Limit(1).Exist(books(ctx))
	if err != nil {
		return SignInOptions{}, fmt.Errorf("account: sign-in options: %w", err)
	}
	return SignInOptions{OpenID: s.options.OpenIDName, Demo: s.options.Demo, Unset: !some}, nil
}
