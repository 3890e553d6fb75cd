package account

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/ent/onetimelink"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// How long the links live.
const (
	SetupLimit  = 30 * time.Minute
	InviteLimit = 7 * 24 * time.Hour
	ResetLimit  = 24 * time.Hour
)

// Link is a one-time link to hand to its person.
type Link struct {
	Purpose onetimelink.Purpose
	// Path holds the token behind a #, which browsers send to no server; the store keeps its hash alone.
	Path      string
	ExpiresAt time.Time
}

var (
	errLink = fault.NotFound("link.refused", fault.Say(
		"这个链接无效、已用过或已过期。请向给您链接的人再要一个。", "The link is wrong, used or expired. Ask for a new one where you got it."))
	errSetUp = fault.Conflict("link.set_up", fault.Say("服务器已有账号，不用再设置。请登录。", "The server has accounts already. Sign in."))
)

// linkIn makes a link; the account's older ones end.
func (s *Service) linkIn(ctx context.Context, tx *ent.Tx, purpose onetimelink.Purpose, accountID int) (Link, error) {
	limit, path := map[onetimelink.Purpose]time.Duration{
		onetimelink.PurposeSetup: SetupLimit, onetimelink.PurposeInvite: InviteLimit, onetimelink.PurposeReset: ResetLimit,
	}[purpose], "/console/link#"
	now, token := s.now(), rand.Text()
	create := tx.OneTimeLink.Create().SetPurpose(purpose).SetTokenHash(digest(token)).SetCreatedAt(now).SetExpiresAt(now.Add(limit))
	if purpose == onetimelink.PurposeSetup {
		path = "/console/setup#"
	} else {
		create.SetAccountID(accountID)
		if err := dropLinks(ctx, tx, accountID, now); err != nil {
			return Link{}, err
		}
	}
	if err := create.Exec(books(ctx)); err != nil {
		return Link{}, fmt.Errorf("account: link: %w", err)
	}
	return Link{purpose, path + token, now.Add(limit)}, nil
}

// dropLinks ends the links of an account.
func dropLinks(ctx context.Context, tx *ent.Tx, accountID int, now time.Time) error {
	err := tx.OneTimeLink.Update().Where(onetimelink.AccountID(accountID), onetimelink.UsedAtIsNil()).SetUsedAt(now).Exec(books(ctx))
	if err != nil {
		return fmt.Errorf("account: end links: %w", err)
	}
	return nil
}

// Setup makes the link that makes the first account; ok is false where there is an account already. For the operator alone.
func (s *Service) Setup(ctx context.Context) (link Link, ok bool, err error) {
	if v, _ := viewer.From(ctx); !v.Operator() {
		return link, false, errMayNot
	}
	link, err = store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (Link, error) {
		some, err := tx.Account.Query().Where(entaccount.IDGT(0)).Exist(ctx)
		if err != nil || some {
			return Link{}, err
		}
		return s.linkIn(ctx, tx, onetimelink.PurposeSetup, 0)
	})
	return link, link.Path != "", err
}

// RedeemLink uses a link up: it sets a password and signs in. A setup link makes the first account, an administrator
// everywhere, with the given user name and name. An account with a second factor owes its code next: a link alone is not enough.
func (s *Service) RedeemLink(ctx context.Context, token, password, username, name string) (SignedIn, error) {
	if browserOf(ctx).SetSession == nil {
		return SignedIn{}, errNoBrowser
	}
	attempt := bucket{"link:" + networkOf(viewer.RequestOf(ctx).Address), rateLink}
	if err := s.take(ctx, attempt); err != nil {
		return SignedIn{}, err
	}
	link, err := s.findLink(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	if link.Edges.Account != nil {
		username, name = link.Edges.Account.Username, link.Edges.Account.Name
	}
	if err := s.giveBack(ctx, attempt); err != nil {
		return SignedIn{}, err
	}
	if link.Purpose == onetimelink.PurposeSetup {
		if err := CheckPerson(Person{Username: foldUsername(username), Name: name}); err != nil {
			return SignedIn{}, err
		}
	}
	if err := CheckPassword(password, username, name); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hashing.hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	row, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.Account, error) {
		now := s.now()
		n, err := tx.OneTimeLink.Update().Where(onetimelink.ID(link.ID), onetimelink.UsedAtIsNil(), onetimelink.ExpiresAtGT(now)).SetUsedAt(now).Save(books(ctx))
		if err != nil {
			return nil, fmt.Errorf("account: link: %w", err)
		}
		if n == 0 {
			return nil, errLink
		}
		if link.Purpose == onetimelink.PurposeSetup {
			return s.setUp(ctx, tx, Person{Username: username, Name: name}, hash)
		}
		return s.redeemed(ctx, tx, link, hash)
	})
	if err != nil {
		return SignedIn{}, err
	}
	if row.TotpEnabledAt != nil {
		return SignedIn{Step: StepSecondFactor}, s.await(ctx, row)
	}
	return s.enter(ctx, row, "Mutation.signIn")
}

func (s *Service) findLink(ctx context.Context, token string) (*ent.OneTimeLink, error) {
	if token == "" || len(token) > maxToken {
		return nil, errLink
	}
	link, err := s.store.Client.OneTimeLink.Query().Where(
		onetimelink.TokenHash(digest(token)), onetimelink.UsedAtIsNil(), onetimelink.ExpiresAtGT(s.now())).WithAccount().Only(books(ctx))
	if ent.IsNotFound(err) || err == nil && link.Edges.Account != nil && link.Edges.Account.DisabledAt != nil {
		return nil, errLink
	}
	if err != nil {
		return nil, fmt.Errorf("account: link: %w", err)
	}
	return link, nil
}

// setUp makes the first account. Other links like this one wait at the link's row or find the account.
func (s *Service) setUp(ctx context.Context, tx *ent.Tx, p Person, hash string) (*ent.Account, error) {
	shell := viewer.AsSystem(ctx, "setup")
	// Two links, of two servers, may come at once: whoever comes second waits here, and finds the first one's account.
	q := tx.OneTimeLink.Query().Where(onetimelink.PurposeEQ(onetimelink.PurposeSetup)).Order(ent.Asc(onetimelink.FieldID)).Unique(false)
	q.Modify(store.LockRows)
	if _, err := q.All(shell); err != nil {
		return nil, fmt.Errorf("account: setup: %w", err)
	}
	some, err := tx.Account.Query().Where(entaccount.IDGT(0)).Exist(shell)
	if err != nil {
		return nil, fmt.Errorf("account: setup: %w", err)
	}
	if some {
		return nil, errSetUp
	}
	row, err := s.createIn(shell, tx, p, hash)
	if err != nil {
		return nil, err
	}
	if err := tx.OneTimeLink.Update().Where(onetimelink.PurposeEQ(onetimelink.PurposeSetup), onetimelink.UsedAtIsNil()).SetUsedAt(s.now()).Exec(shell); err != nil {
		return nil, fmt.Errorf("account: setup: %w", err)
	}
	if _, err := s.grantIn(shell, tx, GrantRole{Account: row.ID, Role: viewer.Administrator}); err != nil {
		return nil, err
	}
	return row, audit.Record(ctx, tx, audit.Entry{
		Action: "Mutation.redeemLink", Subject: audit.Subject{Type: "Account", ID: row.ID, Name: row.Name},
		After: audit.Fields{"purpose": "setup", "username": row.Username, "role": viewer.Administrator},
	})
}

// redeemed sets the password that somebody chose by a link.
func (s *Service) redeemed(ctx context.Context, tx *ent.Tx, link *ent.OneTimeLink, hash string) (*ent.Account, error) {
	now := s.now()
	row, err := held(books(ctx), tx, *link.AccountID)
	if err != nil {
		return nil, err
	}
	if row.DisabledAt != nil {
		return nil, errLink
	}
	if row, err = row.Update().SetPasswordHash(hash).SetPasswordChangedAt(now).SetMustChangePassword(false).Save(books(ctx)); err != nil {
		return nil, fmt.Errorf("account: link: %w", err)
	}
	if _, err := endAccess(ctx, tx, row.ID, 0, true, now); err != nil {
		return nil, err
	}
	if err := notice.Send(ctx, tx, s.Today(), []int{row.ID}, notice.OfPasswordChange(stamp(now))); err != nil {
		return nil, err
	}
	a, err := s.caller(ctx, tx.Client(), row)
	if err != nil {
		return nil, err
	}
	return row, audit.Record(viewer.AsAccount(ctx, a), tx, audit.Entry{
		Action: "Mutation.redeemLink", Subject: s.subject(a, row), After: audit.Fields{"purpose": link.Purpose, "password": "changed"},
	})
}
