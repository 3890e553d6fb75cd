package account_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// enrol sets up a second factor in a browser that is signed in, and returns its key and the recovery codes.
func (b *browser) enrol() (key string, codes []string) {
	b.o.t.Helper()
	setup, err := b.o.BeginTOTP(b.ctx(), secret)
	if err != nil {
		b.o.t.Fatal(err)
	}
	codes, err = b.o.ConfirmTOTP(b.ctx(), b.o.code(setup.Secret, 0))
	if err != nil {
		b.o.t.Fatal(err)
	}
	b.o.pass(time.Minute) // past the step that was used
	return setup.Secret, codes
}

// code is what the authenticator shows so many steps from now.
func (o *office) code(key string, steps int) string {
	o.t.Helper()
	code, err := totp.GenerateCode(key, o.now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		o.t.Fatal(err)
	}
	return code
}

// confirm gives the second step of a sign-in.
func (b *browser) confirm(code string) error {
	b.o.t.Helper()
	_, err := b.o.ConfirmSignIn(b.ctx(), code)
	return err
}

// begin gives the first step.
func (b *browser) begin() {
	b.o.t.Helper()
	in, err := b.SignIn("zhang.san", secret)
	if err != nil || in.Step != account.StepSecondFactor || b.who() != "" {
		b.o.t.Fatalf("step %d, %v, signed in as %q", in.Step, err, b.who())
	}
}

func TestTheSecondFactorIsAskedForAndEachCodeCountsOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{})
		b, other := o.browser("192.0.2.1"), o.browser("192.0.2.2")
		for _, x := range []*browser{b, other} {
			if err := x.signIn("zhang.san", secret); err != nil {
				t.Fatal(err)
			}
		}
		before := b.session
		key, codes := b.enrol()
		if len(codes) != 10 || b.session == before || b.who() == "" || other.who() != "" {
			t.Fatalf("%d codes, new token %v, other browser signed in as %q", len(codes), b.session != before, other.who())
		}

		other.begin()
		wantReason(t, other.confirm("000000"), "account.wrong_code")
		wantReason(t, other.confirm(o.code(key, -2)), "account.wrong_code")
		used := o.code(key, -1)
		if err := other.confirm(used); err != nil || other.who() == "" {
			t.Fatalf("a code of the step before: %v", err)
		}
		again := o.browser("192.0.2.3")
		again.begin()
		wantReason(t, again.confirm(used), "account.wrong_code")
		if err := again.confirm(o.code(key, 1)); err != nil {
			t.Errorf("a code of the step after: %v", err)
		}
		once := o.browser("192.0.2.4")
		once.begin()
		if err := once.confirm(" " + codes[3] + " "); err != nil {
			t.Fatalf("a recovery code: %v", err)
		}
		twice := o.browser("192.0.2.5")
		twice.begin()
		wantReason(t, twice.confirm(codes[3]), "account.wrong_code")
		wantReason(t, o.browser("192.0.2.6").confirm(o.code(key, 0)), "account.nothing_pending")
	})
}

func TestOneCodeAtTheSameTimeLetsOneIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{})
		b := o.browser("192.0.2.1")
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		key, _ := b.enrol()
		code := o.code(key, 0)
		var in atomic.Int64
		var both sync.WaitGroup
		for range 4 {
			x := o.browser("192.0.2.9")
			x.begin()
			both.Go(func() {
				if x.confirm(code) == nil {
					in.Add(1)
				}
			})
		}
		both.Wait()
		if in.Load() != 1 {
			t.Errorf("%d got in with one code", in.Load())
		}
	})
}

func TestCodesAreGuessedNoMoreThanStated(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), nil)
	o.hire("zhang.san", account.GrantRole{})
	b := o.browser("192.0.2.1")
	if err := b.signIn("zhang.san", secret); err != nil {
		t.Fatal(err)
	}
	b.enrol()
	checked := 0
	for range 120 {
		thief := o.browser("203.0.113.5")
		thief.begin()
		for range 10 {
			err := thief.confirm("no-such-code")
			if fault.CodeOf(err) == fault.CodeRateLimited {
				break
			}
			wantReason(t, err, "account.wrong_code")
			checked++
		}
		o.pass(30 * time.Second)
	}
	if checked > account.MaxCodeChecks || checked < account.MaxCodeChecks-2 {
		t.Errorf("%d codes checked in an hour, stated are %d", checked, account.MaxCodeChecks)
	}
}

func TestARoleThatNeedsASecondFactorMayDoNothingBefore(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), func(o *account.Options) {
		o.RequireTOTP = []viewer.Role{viewer.Administrator}
	})
	o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
	b := o.browser("192.0.2.1")
	if err := b.signIn("zhang.san", secret); err != nil {
		t.Fatal(err)
	}
	_, _, err := o.Accounts(b.ctx(), account.Filter{}, account.Order{}, 10, 0, false)
	wantReason(t, err, "account.owes_totp")
	b.enrol()
	if _, _, err := o.Accounts(b.ctx(), account.Filter{}, account.Order{}, 10, 0, false); err != nil {
		t.Errorf("once it is set up: %v", err)
	}
	_, err = o.DisableTOTP(b.ctx(), secret)
	wantReason(t, err, "account.totp_needed")
}

func TestTakingTheSecondFactorOffNeedsThePassword(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), nil)
	o.hire("zhang.san", account.GrantRole{})
	b := o.browser("192.0.2.1")
	if err := b.signIn("zhang.san", secret); err != nil {
		t.Fatal(err)
	}
	_, old := b.enrol()
	fresh, err := o.RenewRecoveryCodes(b.ctx(), secret)
	if err != nil || fresh[0] == old[0] {
		t.Fatal(err)
	}
	x := o.browser("192.0.2.2")
	x.begin()
	wantReason(t, x.confirm(old[0]), "account.wrong_code")
	_, err = o.DisableTOTP(b.ctx(), "a wrong password")
	wantReason(t, err, "account.wrong_password")
	if _, err := o.DisableTOTP(b.ctx(), secret); err != nil {
		t.Fatal(err)
	}
	wantReason(t, x.confirm(fresh[0]), "account.nothing_pending")
	if err := x.signIn("zhang.san", secret); err != nil || x.who() == "" {
		t.Errorf("without a second factor: %v", err)
	}
}
