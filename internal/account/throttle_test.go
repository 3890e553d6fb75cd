package account_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"smileboard/ent/auditentry"
	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// guess tries wrong passwords for an hour, as fast as it is let, and counts how many were checked.
func (o *office) guess(attempt func(i int) error) int {
	o.t.Helper()
	checked := 0
	for i := 0; i < 3600/30; i++ {
		for range 40 {
			err := attempt(i)
			if fault.CodeOf(err) == fault.CodeRateLimited {
				break
			}
			if fault.CodeOf(err) != fault.CodeUnauthenticated {
				o.t.Fatal(err)
			}
			checked++
		}
		o.pass(30 * time.Second)
	}
	return checked
}

func TestAnAccountIsGuessedAtNoMoreThanStatedFromAnyNumberOfAddresses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		own := o.browser("198.51.100.7")
		if err := own.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		before, n := o.Checked(), 0
		checked := o.guess(func(int) error {
			n++
			if n%17 == 0 {
				o.restart() // a restart forgets nothing
			}
			return o.browser(fmt.Sprintf("192.0.%d.%d", n/250, n%250)).signIn("zhang.san", "wrong")
		})
		if checked > account.MaxPasswordChecks || checked < account.MaxPasswordChecks-2 {
			t.Errorf("%d checks in an hour, stated are %d", checked, account.MaxPasswordChecks)
		}
		_ = before
		// The owner's own browser is not locked out; a new one of theirs is told when to come again.
		if err := own.signIn("zhang.san", secret); err != nil {
			t.Errorf("the known device is locked out: %v", err)
		}
		for range 3 {
			_ = o.browser("192.0.2.9").signIn("zhang.san", "wrong")
		}
		err := o.browser("203.0.113.1").signIn("zhang.san", secret)
		wantReason(t, err, "account.throttled")
		o.pass(7 * time.Minute)
		if err := o.browser("203.0.113.1").signIn("zhang.san", secret); err != nil {
			t.Errorf("after the time that was said: %v", err)
		}
	})
}

func TestANameThatNoAccountHasIsThrottledLikeOthers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		n := 0
		checked := o.guess(func(int) error {
			n++
			return o.browser(fmt.Sprintf("192.0.%d.%d", n/250, n%250)).signIn("nobody.here", "wrong")
		})
		if checked > account.MaxPasswordChecks || checked < account.MaxPasswordChecks-2 {
			t.Errorf("%d checks in an hour, stated are %d", checked, account.MaxPasswordChecks)
		}
	})
}

func TestAnAddressGuessesNoMoreThanStatedAtAllAccountsTogether(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), nil)
	n := 0
	checked := o.guess(func(int) error {
		n++
		// Any address of one IPv6 network is the same customer's.
		return o.browser(fmt.Sprintf("2001:db8:1:2::%x", n)).signIn(fmt.Sprintf("name%d", n), "wrong")
	})
	if checked > account.MaxAddressChecks || checked < account.MaxAddressChecks-2 {
		t.Errorf("%d checks in an hour, stated are %d", checked, account.MaxAddressChecks)
	}
	if err := o.browser("2001:db8:1:3::1").signIn("name", "wrong"); fault.CodeOf(err) != fault.CodeUnauthenticated {
		t.Errorf("another network is throttled, too: %v", err)
	}
}

func TestAKnownDeviceGuessesNoMoreThanStated(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), nil)
	o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
	stolen := o.browser("198.51.100.7")
	if err := stolen.signIn("zhang.san", secret); err != nil {
		t.Fatal(err)
	}
	checked := o.guess(func(int) error { return stolen.signIn("zhang.san", "wrong") })
	if checked > account.MaxDeviceChecks || checked < account.MaxDeviceChecks-2 {
		t.Errorf("%d checks in an hour, stated are %d", checked, account.MaxDeviceChecks)
	}
}

func TestManyWhoSignInRightFromOneAddressAreNotThrottled(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), nil)
	for i := range 3 {
		o.hire(fmt.Sprintf("clerk%d", i), account.GrantRole{})
	}
	for i := range 60 {
		if err := o.browser("192.0.2.1").signIn(fmt.Sprintf("clerk%d", i%3), secret); err != nil {
			t.Fatalf("sign-in %d: %v", i, err)
		}
	}
}

// TestTenThousandAttemptsAtOnce is an attack by a crowd of machines: few passwords are checked, the owner gets in, the record
// stays small.
func TestTenThousandAttemptsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		who := o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		own := o.browser("198.51.100.7")
		if err := own.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		before := o.Checked()
		var wrong, limited, other atomic.Int64
		var crowd sync.WaitGroup
		next := make(chan int)
		for range 200 {
			crowd.Go(func() {
				for i := range next {
					switch err := o.browser(fmt.Sprintf("10.%d.%d.%d", i/62500, i/250%250, i%250)).signIn("zhang.san", "wrong"); fault.CodeOf(err) {
					case fault.CodeUnauthenticated:
						wrong.Add(1)
					case fault.CodeRateLimited:
						limited.Add(1)
					default:
						other.Add(1)
						t.Error(err)
					}
				}
			})
		}
		for i := range 10_000 {
			if i == 5_000 {
				if err := own.signIn("zhang.san", secret); err != nil {
					t.Errorf("the owner is locked out amid the attack: %v", err)
				}
			}
			next <- i
		}
		close(next)
		crowd.Wait()
		if checks := o.Checked() - before - 1; checks > 10 || wrong.Load() > 10 || limited.Load() < 9_990 || other.Load() > 0 {
			t.Errorf("%d checks, %d told wrong, %d told to wait, %d else", checks, wrong.Load(), limited.Load(), other.Load())
		}
		failed, err := db.Client.AuditEntry.Query().Where(auditentry.SubjectID(who.ID), auditentry.AfterContains("failed")).Count(o.shell())
		if err != nil || failed != 1 {
			t.Errorf("%d entries of failures in one minute, %v", failed, err)
		}
	})
}
