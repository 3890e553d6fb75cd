package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/ent/apitoken"
	"smileboard/ent/session"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Step is how far a sign-in has come.
type Step int

// The steps.
const (
	StepDone Step = iota + 1
	StepSecondFactor
)

// SignedIn is the outcome of a step of a sign-in.
type SignedIn struct {
	Step Step
	// Caller is who is signed in now; the zero Account before the second factor.
	Caller viewer.Account
}

var (
	errWrong = &fault.Error{Code: fault.CodeUnauthenticated, Reason: "account.wrong", Words: fault.Say(
		"用户名或密码不对，或账号已停用。", "The user name or the password is wrong, or the account is disabled.")}
	errWrongCode = &fault.Error{Code: fault.CodeInvalid, Reason: "account.wrong_code", Field: "code", Words: fault.Say(
		"验证码不对，或已用过。请等验证器换出新的验证码再试，也可以用恢复码。",
		"The code is wrong, or was used before. Wait for the authenticator's next one, or use a recovery code.")}
	errNothingPending = &fault.Error{Code: fault.CodeUnauthenticated, Reason: "account.nothing_pending", Words: fault.Say(
		"登录已超时，请重新输入用户名和密码。", "The sign-in took too long. Give the user name and the password again.")}
	errNoBrowser = fault.Invalid("", "account.no_browser", fault.Say("只能在浏览器里登录。", "Signing in needs a browser."))
)

// SignIn checks a user name and a password. Where the account has a second factor, ConfirmSignIn finishes it.
//
// Who the account is not, and what is wrong with it, the answer does not say, nor how long it takes. Returns UNAUTHENTICATED
// for a wrong pair, RATE_LIMITED with when to try again.
func (s *Service) SignIn(ctx context.Context, username, password string) (SignedIn, error) {
	if browserOf(ctx).SetSession == nil {
		return SignedIn{}, errNoBrowser
	}
	username = foldUsername(username)
	row, err := s.store.Client.Account.Query().Where(entaccount.Username(username)).Only(books(ctx))
	if err != nil && !ent.IsNotFound(err) {
		return SignedIn{}, fmt.Errorf("account: sign in: %w", err)
	}
	// A name that no account has asks as many questions as one that has.
	hash, id := "", 0
	if row != nil {
		hash, id = row.PasswordHash, row.ID
	}
	known, err := s.knownDevice(ctx, id)
	if err != nil {
		return SignedIn{}, err
	}
	buckets := s.bucketsFor(ctx, username, known)
	if err := s.take(ctx, buckets...); err != nil {
		s.recordFailure(ctx, row, "throttled")
		return SignedIn{}, err
	}
	right, stale, err := s.hashing.check(ctx, password, hash)
	if err != nil {
		return SignedIn{}, errors.Join(err, s.giveBack(context.WithoutCancel(ctx), buckets...)) // nothing was checked
	}
	if !right || row.DisabledAt != nil {
		s.recordFailure(ctx, row, "wrong")
		return SignedIn{}, errWrong
	}
	if err := s.giveBack(ctx, buckets...); err != nil {
		return SignedIn{}, err
	}
	if stale {
		fresh, err := s.hashing.hash(ctx, password)
		if err != nil {
			return SignedIn{}, err
		}
		err = s.store.Client.Account.Update().Where(entaccount.ID(row.ID), entaccount.PasswordHash(row.PasswordHash)).SetPasswordHash(fresh).Exec(books(ctx))
		if err != nil {
			return SignedIn{}, fmt.Errorf("account: hash again: %w", err)
		}
		row.PasswordHash = fresh
	}
	if row.TotpEnabledAt != nil {
		return SignedIn{Step: StepSecondFactor}, s.await(ctx, row)
	}
	return s.enter(ctx, row, "Mutation.signIn")
}

// await begins a session that waits for the second factor.
func (s *Service) await(ctx context.Context, row *ent.Account) error {
	return s.renew(ctx, nil, func() {
		s.sessions.Put(ctx, keyPending, strconv.Itoa(row.ID))
		s.sessions.Put(ctx, keyPassword, digest(row.PasswordHash))
	})
}

// renew gives the browser's session a new token and nothing but what fill puts in, in the transaction if there is one.
func (s *Service) renew(ctx context.Context, tx *ent.Tx, fill func()) error {
	if tx != nil {
		ctx = withTx(ctx, tx)
	}
	if old := browserOf(ctx).Session; old != "" {
		if err := s.sessions.Destroy(ctx); err != nil {
			return err
		}
	}
	if err := s.sessions.Clear(ctx); err != nil {
		return err
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	fill()
	token, _, err := s.sessions.Commit(ctx)
	if err != nil {
		return err
	}
	browserOf(ctx).SetSession(token)
	return nil
}

// enter signs an account in: a new session, a known device, an entry. The account is read again and held: one that was
// disabled, or given another password, in between does not get in.
func (s *Service) enter(ctx context.Context, row *ent.Account, action string) (SignedIn, error) {
	known, err := s.knownDevice(ctx, row.ID)
	if err != nil {
		return SignedIn{}, err
	}
	out, err := store.InTx(books(ctx), s.store, func(books context.Context, tx *ent.Tx) (SignedIn, error) {
		now := s.now()
		fresh, err := held(books, tx, row.ID)
		if err != nil {
			return SignedIn{}, err
		}
		if fresh.DisabledAt != nil || fresh.PasswordHash != row.PasswordHash {
			return SignedIn{}, errWrong
		}
		if fresh, err = fresh.Update().SetLastSignInAt(now).Save(books); err != nil {
			return SignedIn{}, fmt.Errorf("account: sign in: %w", err)
		}
		token, err := s.keepDevice(books, tx, row.ID, known)
		if err != nil {
			return SignedIn{}, err
		}
		if token != "" && row.LastSignInAt != nil {
			r := viewer.RequestOf(ctx)
			if err := notice.Send(books, tx, s.Today(), []int{row.ID}, notice.OfNewDevice(digest(token)[:16], r.Agent, r.Address)); err != nil {
				return SignedIn{}, err
			}
		}
		if err := s.renew(ctx, tx, func() { s.sessions.Put(ctx, keyAccount, strconv.Itoa(row.ID)) }); err != nil {
			return SignedIn{}, err
		}
		a, err := s.caller(books, tx.Client(), fresh)
		if err != nil {
			return SignedIn{}, err
		}
		err = audit.Record(viewer.AsAccount(ctx, a), tx, audit.Entry{
			Action: action, Subject: s.subject(a, fresh), After: audit.Fields{"device": map[bool]string{true: "known", false: "new"}[known != 0]},
		})
		if err == nil && token != "" {
			browserOf(ctx).SetDevice(token)
		}
		return SignedIn{Step: StepDone, Caller: a}, err
	})
	return out, err
}

// held reads an account and holds its row until the transaction ends.
func held(ctx context.Context, tx *ent.Tx, id int) (*ent.Account, error) {
	q := tx.Account.Query().Where(entaccount.ID(id)).Unique(false)
	q.Modify(store.LockRows)
	row, err := q.Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("account: %w", err)
	}
	return row, nil
}

// subject names an account in the record. The branch whose auditors may read the entry is that of its first power.
func (s *Service) subject(a viewer.Account, row *ent.Account) audit.Subject {
	subject := audit.Subject{Type: "Account", ID: row.ID, Name: row.Name}
	for _, p := range a.Powers {
		if subject.Organization == 0 && p.Organization != 0 {
			subject.Organization = p.Organization
		}
		if subject.Contractor == 0 && p.Contractor != 0 {
			subject.Contractor = p.Contractor
		}
	}
	return subject
}

// recordFailure notes that a sign-in failed, at most once a minute for each account and once for all names that none has, so
// that nobody fills the record. A name that no account has is not kept: it may be a password in the wrong field.
//
// The answer does not wait for it: how long that takes would tell the names of accounts from others.
func (s *Service) recordFailure(ctx context.Context, row *ent.Account, why string) {
	ctx = context.WithoutCancel(ctx)
	s.options.Later(func() { s.recordFailed(ctx, row, why) })
}

func (s *Service) recordFailed(ctx context.Context, row *ent.Account, why string) {
	key, subject := "record:unknown", audit.Subject{Type: "Account"}
	if row != nil {
		key = "record:" + strconv.Itoa(row.ID)
		a, err := s.caller(ctx, s.store.Client, row)
		if err != nil {
			slog.ErrorContext(ctx, "a failed sign-in was not recorded", "error", err)
			return
		}
		subject = s.subject(a, row)
	}
	if err := s.take(ctx, bucket{key, rateRecord}); err != nil {
		return
	}
	_, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		return struct{}{}, audit.Record(ctx, tx, audit.Entry{Action: "Mutation.signIn", Subject: subject, After: audit.Fields{"failed": why}})
	})
	if err != nil {
		slog.ErrorContext(ctx, "a failed sign-in was not recorded", "error", err)
	}
}

// SignOut ends the browser's session. The device stays known.
func (s *Service) SignOut(ctx context.Context) error {
	ctx, err := Enter(ctx, "Mutation.signOut")
	if err != nil {
		return err
	}
	v, _ := viewer.From(ctx)
	a, _ := v.Account()
	_, err = store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		if err := s.sessions.Destroy(withTx(ctx, tx)); err != nil {
			return struct{}{}, err
		}
		// The manager forgets its token at once; a transaction that runs again still knows the row.
		if _, err := tx.Session.Delete().Where(session.ID(a.Session)).Exec(books(ctx)); err != nil {
			return struct{}{}, fmt.Errorf("account: sign out: %w", err)
		}
		return struct{}{}, audit.Record(ctx, tx, audit.Entry{Action: "Mutation.signOut", Subject: s.subject(a, &ent.Account{ID: a.ID, Name: a.Name})})
	})
	if err == nil {
		browserOf(ctx).SetSession("")
	}
	return err
}

// endAccess ends all sessions of an account but one, and its tokens where asked. It returns how many sessions there were.
func endAccess(ctx context.Context, tx *ent.Tx, accountID, but int, tokens bool, now time.Time) (int, error) {
	n, err := tx.Session.Delete().Where(session.AccountID(accountID), session.IDNEQ(but)).Exec(books(ctx))
	if err != nil {
		return 0, fmt.Errorf("account: end sessions: %w", err)
	}
	if tokens {
		err = tx.APIToken.Update().Where(apitoken.AccountID(accountID), apitoken.RevokedAtIsNil()).SetRevokedAt(now).Exec(books(ctx))
		if err != nil {
			return 0, fmt.Errorf("account: end tokens: %w", err)
		}
	}
	return n, nil
}

// foldUsername brings a user name to the form in which it is kept. What no name can hold becomes what none holds.
func foldUsername(s string) string {
	return strings.ToLower(strings.TrimSpace(store.Fit(s, 200)))
}
