package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"strconv"
	"strings"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/ent/recoverycode"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

const (
	// totpPeriod and totpDigits are what every authenticator knows.
	totpPeriod = 30
	totpDigits = otp.DigitsSix
	// totpSkew is how many steps a clock may be off, before or after.
	totpSkew = 1
	// recoveryCodes is how many there are; each has 80 random bits.
	recoveryCodes = 10
)

// TOTPSetup is a second factor that is being set up.
type TOTPSetup struct {
	// Secret is for typing, URI for a QR code.
	Secret, URI string
}

var (
	errWrongPassword = fault.Invalid("password", "account.wrong_password", fault.Say("密码不对。", "The password is wrong."))
	errTOTPOn        = fault.Conflict("account.totp_on", fault.Say("两步验证已启用。要换验证器，请先停用。", "The second factor is set up already. To change the authenticator, take it off first."))
	errTOTPOff       = fault.Conflict("account.totp_off", fault.Say("两步验证没有启用。", "There is no second factor."))
	errTOTPNeeded    = fault.Conflict("account.totp_needed", fault.Say(
		"您的角色要求两步验证，不能停用。换了手机，请管理员重置。", "Your role needs a second factor, so it stays. For a new phone, ask an administrator for a reset."))
	errNoSetup = fault.Conflict("account.totp_setup", fault.Say("设置已超时，请从头开始。", "The set-up took too long. Begin again."))
)

// codeBucket is what the second factor of an account, and one's own password in the console, draw from.
func codeBucket(accountID int) bucket { return bucket{fmt.Sprintf("code:%d", accountID), rateCode} }

// self enters an operation with what is one's own, and reads the account.
func (s *Service) self(ctx context.Context, op Operation) (context.Context, viewer.Account, *ent.Account, error) {
	ctx, err := Enter(ctx, op)
	if err != nil {
		return ctx, viewer.Account{}, nil, err
	}
	v, _ := viewer.From(ctx)
	a, ok := v.Account()
	if !ok {
		return ctx, a, nil, errSignIn
	}
	row, err := s.store.Client.Account.Get(books(ctx), a.ID)
	if err != nil {
		return ctx, a, nil, fmt.Errorf("account: one's own: %w", err)
	}
	return ctx, a, row, nil
}

// proven is self where the present password is asked for again; wrong ones count.
func (s *Service) proven(ctx context.Context, op Operation, password, field string) (context.Context, viewer.Account, *ent.Account, error) {
	ctx, a, row, err := s.self(ctx, op)
	if err != nil {
		return ctx, a, nil, err
	}
	bucket := codeBucket(a.ID)
	if err := s.take(ctx, bucket); err != nil {
		return ctx, a, nil, err
	}
	right, _, err := s.hashing.check(ctx, password, row.PasswordHash)
	if err != nil {
		return ctx, a, nil, err
	}
	if !right {
		wrong := *errWrongPassword
		wrong.Field = field
		return ctx, a, nil, &wrong
	}
	return ctx, a, row, s.giveBack(ctx, bucket)
}

// BeginTOTP makes a key for an authenticator. It counts once ConfirmTOTP has seen a code of it.
func (s *Service) BeginTOTP(ctx context.Context, password string) (TOTPSetup, error) {
	ctx, _, row, err := s.proven(ctx, "Mutation.beginTOTP", password, "password")
	if err != nil {
		return TOTPSetup{}, err
	}
	if row.TotpEnabledAt != nil {
		return TOTPSetup{}, errTOTPOn
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: s.options.Issuer, AccountName: row.Username, Period: totpPeriod, Digits: totpDigits, SecretSize: 20})
	if err != nil {
		return TOTPSetup{}, fmt.Errorf("account: totp: %w", err)
	}
	s.sessions.Put(ctx, keyTOTP, key.Secret())
	if _, _, err := s.sessions.Commit(ctx); err != nil {
		return TOTPSetup{}, err
	}
	return TOTPSetup{key.Secret(), key.URL()}, nil
}

// ConfirmTOTP sets the second factor up with the first code of the new key, and returns the recovery codes: the only time
// that they are seen. The session gets a new token, every other one ends.
func (s *Service) ConfirmTOTP(ctx context.Context, code string) ([]string, error) {
	ctx, a, row, err := s.self(ctx, "Mutation.confirmTOTP")
	if err != nil {
		return nil, err
	}
	if row.TotpEnabledAt != nil {
		return nil, errTOTPOn
	}
	secret := s.sessions.GetString(ctx, keyTOTP)
	if secret == "" {
		return nil, errNoSetup
	}
	bucket := codeBucket(a.ID)
	if err := s.take(ctx, bucket); err != nil {
		return nil, err
	}
	step, ok := s.stepOf(secret, code, 0)
	if !ok {
		return nil, errWrongCode
	}
	if err := s.giveBack(ctx, bucket); err != nil {
		return nil, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) ([]string, error) {
		now := s.now()
		n, err := tx.Account.Update().Where(entaccount.ID(a.ID), entaccount.TotpEnabledAtIsNil()).
			SetTotpSecret(secret).SetTotpEnabledAt(now).SetTotpLastStep(step).Save(books(ctx))
		if err != nil {
			return nil, fmt.Errorf("account: totp: %w", err)
		}
		if n == 0 {
			return nil, errTOTPOn
		}
		codes, err := newRecoveryCodes(ctx, tx, a.ID)
		if err != nil {
			return nil, err
		}
		return codes, s.changedOwn(ctx, tx, a, "Mutation.confirmTOTP", audit.Fields{"totp": false}, audit.Fields{"totp": true},
			notice.OfSecondFactor(stamp(now), true, a.Name), true)
	})
}

// DisableTOTP takes the second factor off, unless a role needs it.
func (s *Service) DisableTOTP(ctx context.Context, password string) (viewer.Account, error) {
	ctx, a, row, err := s.proven(ctx, "Mutation.disableTOTP", password, "password")
	if err != nil {
		return a, err
	}
	switch {
	case row.TotpEnabledAt == nil:
		return a, errTOTPOff
	case s.needsTOTP(a.Powers):
		return a, errTOTPNeeded
	}
	_, err = store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		if err := dropTOTP(ctx, tx, a.ID); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, s.changedOwn(ctx, tx, a, "Mutation.disableTOTP", audit.Fields{"totp": true}, audit.Fields{"totp": false},
			notice.OfSecondFactor(stamp(s.now()), false, a.Name), true)
	})
	return a, err
}

// dropTOTP takes an account's second factor and its recovery codes off.
func dropTOTP(ctx context.Context, tx *ent.Tx, accountID int) error {
	if err := tx.Account.UpdateOneID(accountID).SetTotpSecret("").ClearTotpEnabledAt().SetTotpLastStep(0).Exec(books(ctx)); err != nil {
		return fmt.Errorf("account: totp: %w", err)
	}
	if _, err := tx.RecoveryCode.Delete().Where(recoverycode.AccountID(accountID)).Exec(books(ctx)); err != nil {
		return fmt.Errorf("account: recovery codes: %w", err)
	}
	return nil
}

// RenewRecoveryCodes makes new recovery codes; the old ones end.
func (s *Service) RenewRecoveryCodes(ctx context.Context, password string) ([]string, error) {
	ctx, a, row, err := s.proven(ctx, "Mutation.renewRecoveryCodes", password, "password")
	if err != nil {
		return nil, err
	}
	if row.TotpEnabledAt == nil {
		return nil, errTOTPOff
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) ([]string, error) {
		codes, err := newRecoveryCodes(ctx, tx, a.ID)
		if err != nil {
			return nil, err
		}
		return codes, audit.Record(ctx, tx, audit.Entry{
			Action: "Mutation.renewRecoveryCodes", Subject: s.subject(a, row), After: audit.Fields{"recoveryCodes": len(codes)},
		})
	})
}

// newRecoveryCodes replaces an account's recovery codes.
func newRecoveryCodes(ctx context.Context, tx *ent.Tx, accountID int) ([]string, error) {
	if _, err := tx.RecoveryCode.Delete().Where(recoverycode.AccountID(accountID)).Exec(books(ctx)); err != nil {
		return nil, fmt.Errorf("account: recovery codes: %w", err)
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		t := strings.ToLower(rand.Text()[:16])
		codes[i] = t[:4] + "-" + t[4:8] + "-" + t[8:12] + "-" + t[12:]
		if err := tx.RecoveryCode.Create().SetAccountID(accountID).SetCodeHash(digest(plainCode(codes[i]))).Exec(books(ctx)); err != nil {
			return nil, fmt.Errorf("account: recovery codes: %w", err)
		}
	}
	return codes, nil
}

// plainCode brings a code to the form in which it is compared, however it was typed.
func plainCode(code string) string {
	return strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(store.Fit(code, 100)))
}

// stepOf is the time step whose code this is, within the skew and after the last one that was accepted.
func (s *Service) stepOf(secret, code string, last int64) (step int64, ok bool) {
	code = plainCode(code)
	now := s.now().Unix() / totpPeriod
	for _, at := range []int64{now, now - totpSkew, now + totpSkew} {
		want, err := hotp.GenerateCodeCustom(secret, uint64(at), hotp.ValidateOpts{Digits: totpDigits, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && at > last {
			return at, true
		}
	}
	return 0, false
}

// useCode uses a code of the second factor, or a recovery code, up. Each counts once, also where two come at once.
func (s *Service) useCode(ctx context.Context, row *ent.Account, code string) (bool, error) {
	if step, ok := s.stepOf(row.TotpSecret, code, row.TotpLastStep); ok {
		n, err := s.store.Client.Account.Update().Where(entaccount.ID(row.ID), entaccount.TotpLastStepLT(step)).SetTotpLastStep(step).Save(books(ctx))
		if err != nil {
			return false, fmt.Errorf("account: totp: %w", err)
		}
		return n == 1, nil
	}
	n, err := s.store.Client.RecoveryCode.Update().Where(
		recoverycode.AccountID(row.ID), recoverycode.CodeHash(digest(plainCode(code))), recoverycode.UsedAtIsNil()).SetUsedAt(s.now()).Save(books(ctx))
	if err != nil {
		return false, fmt.Errorf("account: recovery code: %w", err)
	}
	return n == 1, nil
}

// ConfirmSignIn finishes a sign-in with a code of the second factor, or a recovery code.
func (s *Service) ConfirmSignIn(ctx context.Context, code string) (SignedIn, error) {
	id, ok := number(s.pending(ctx))
	if !ok {
		return SignedIn{}, errNothingPending
	}
	row, err := s.store.Client.Account.Get(books(ctx), id)
	if err != nil {
		return SignedIn{}, fmt.Errorf("account: confirm: %w", err)
	}
	if row.DisabledAt != nil || row.TotpEnabledAt == nil || s.sessions.GetString(ctx, keyPassword) != digest(row.PasswordHash) {
		return SignedIn{}, errNothingPending
	}
	bucket := codeBucket(row.ID)
	if err := s.take(ctx, bucket); err != nil {
		s.recordFailure(ctx, row, "throttled")
		return SignedIn{}, err
	}
	right, err := s.useCode(ctx, row, code)
	if err != nil {
		return SignedIn{}, err
	}
	if !right {
		s.recordFailure(ctx, row, "wrong code")
		return SignedIn{}, errWrongCode
	}
	if err := s.giveBack(ctx, bucket); err != nil {
		return SignedIn{}, err
	}
	return s.enter(ctx, row, "Mutation.confirmSignIn")
}

// pending is who gave the right password in this browser and owes the second factor.
func (s *Service) pending(ctx context.Context) any {
	if browserOf(ctx).SetSession == nil {
		return nil
	}
	return s.sessions.Get(ctx, keyPending)
}

// changedOwn records a change of how one signs in, tells the account of it, gives the session a new token and ends every
// other one; tokens too where keep is false.
func (s *Service) changedOwn(ctx context.Context, tx *ent.Tx, a viewer.Account, action string, before, after audit.Fields, told notice.Message, keep bool) error {
	if _, err := endAccess(ctx, tx, a.ID, 0, !keep, s.now()); err != nil {
		return err
	}
	if err := s.renew(ctx, tx, func() { s.sessions.Put(ctx, keyAccount, strconv.Itoa(a.ID)) }); err != nil {
		return err
	}
	if err := notice.Send(ctx, tx, s.Today(), []int{a.ID}, told); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Action: action, Subject: s.subject(a, &ent.Account{ID: a.ID, Name: a.Name}), Before: before, After: after})
}
