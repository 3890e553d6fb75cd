package account

import (
	"context"
	"fmt"
	"strings"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/ent/identity"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// OpenID is who somebody is at an OpenID provider, as its signed token says.
type OpenID struct {
	Issuer, Subject string
	// Email is their mail address, Verified whether the provider checked it.
	Email    string
	Verified bool
}

var (
	errNoIdentity = &fault.Error{Code: fault.CodeUnauthenticated, Reason: "openid.unknown", Words: fault.Say(
		"这个外部身份没有关联账号。请先用密码登录，在“我的”页面关联；或请管理员建立账号。",
		"No account is tied to this identity. Sign in with your password and tie it on your own page, or ask an administrator for an account.")}
	errIdentityTaken = fault.Conflict("openid.taken", fault.Say("这个外部身份已关联另一个账号。", "This identity is tied to another account already."))
)

// SignInOpenID signs somebody in whom an OpenID provider vouches for, to the account that is tied to them. No account is ever
// made. Where the operator allows it, a verified mail address that exactly one account has ties it at the first sign-in. An
// account with a second factor owes its code next.
func (s *Service) SignInOpenID(ctx context.Context, who OpenID) (SignedIn, error) {
	if browserOf(ctx).SetSession == nil {
		return SignedIn{}, errNoBrowser
	}
	id, err := s.store.Client.Identity.Query().Where(identity.Issuer(who.Issuer), identity.Subject(who.Subject)).WithAccount().Only(books(ctx))
	if err != nil && !ent.IsNotFound(err) {
		return SignedIn{}, fmt.Errorf("account: openid: %w", err)
	}
	var row *ent.Account
	if id != nil {
		row = id.Edges.Account
	} else if row, err = s.tieByMail(ctx, who); err != nil {
		return SignedIn{}, err
	}
	if row == nil || row.DisabledAt != nil {
		s.recordFailure(ctx, row, "openid")
		return SignedIn{}, errNoIdentity
	}
	if row.TotpEnabledAt != nil {
		return SignedIn{Step: StepSecondFactor}, s.await(ctx, row)
	}
	return s.enter(ctx, row, "OpenID.signIn")
}

// tieByMail ties an identity to the one account with its verified mail address; nil where there is none, or several.
func (s *Service) tieByMail(ctx context.Context, who OpenID) (*ent.Account, error) {
	if !s.options.OpenIDByMail || !who.Verified || who.Email == "" {
		return nil, nil // nobody is found: that is an answer
	}
	rows, err := s.store.Client.Account.Query().Where(entaccount.EmailEqualFold(strings.TrimSpace(who.Email)), entaccount.DisabledAtIsNil()).Limit(2).All(books(ctx))
	if err != nil {
		return nil, fmt.Errorf("account: openid: %w", err)
	}
	if len(rows) != 1 {
		return nil, nil // as above
	}
	return rows[0], s.tie(ctx, rows[0], who)
}

// LinkOpenID ties an identity to whoever is signed in.
func (s *Service) LinkOpenID(ctx context.Context, who OpenID) error {
	v, _ := viewer.From(ctx)
	a, ok := v.Account()
	if !ok || a.Token {
		return errSignIn
	}
	id, err := s.store.Client.Identity.Query().Where(identity.Issuer(who.Issuer), identity.Subject(who.Subject)).Only(books(ctx))
	switch {
	case err == nil && id.AccountID == a.ID:
		return nil
	case err == nil:
		return errIdentityTaken
	case !ent.IsNotFound(err):
		return fmt.Errorf("account: openid: %w", err)
	}
	return s.tie(ctx, &ent.Account{ID: a.ID, Name: a.Name}, who)
}

func (s *Service) tie(ctx context.Context, row *ent.Account, who OpenID) error {
	_, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		err := tx.Identity.Create().SetAccountID(row.ID).SetIssuer(who.Issuer).SetSubject(who.Subject).SetCreatedAt(s.now()).Exec(books(ctx))
		if ent.IsConstraintError(err) {
			return struct{}{}, errIdentityTaken
		}
		if err != nil {
			return struct{}{}, fmt.Errorf("account: openid: %w", err)
		}
		return struct{}{}, audit.Record(ctx, tx, audit.Entry{
			Action: "OpenID.link", Subject: audit.Subject{Type: "Account", ID: row.ID, Name: row.Name}, After: audit.Fields{"issuer": who.Issuer},
		})
	})
	return err
}
