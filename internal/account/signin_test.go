package account_test

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// office is a service on a real database, with a clock that stands until it is moved.
type office struct {
	t testing.TB
	*account.Service
	db *store.Store

	mu   sync.Mutex
	time time.Time
}

var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

func newOffice(t testing.TB, db *store.Store, change func(*account.Options)) *office {
	t.Helper()
	o := &office{t: t, db: db, time: time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC)}
	options := account.Options{Now: o.now, Zone: zone}
	if change != nil {
		change(&options)
	}
	o.Service = account.New(db, options)
	return o
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.time
}

// pass moves the clock.
func (o *office) pass(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.time = o.time.Add(d)
}

// restart is what a new process knows: nothing but the database.
func (o *office) restart() { o.Service = account.New(o.db, account.Options{Now: o.now, Zone: zone}) }

func (o *office) shell() context.Context { return viewer.AsOperator(o.t.Context(), "user") }

// secret is a password that is good enough.
const secret = "correct horse 电池 staple"

// hire makes an account with a role everywhere, or in no place.
func (o *office) hire(username string, g account.GrantRole) *ent.Account {
	o.t.Helper()
	row, err := o.CreateWithPassword(o.shell(), account.Person{Username: username, Name: "张三"}, secret, g)
	if err != nil {
		o.t.Fatal(err)
	}
	return row
}

// browser is one that keeps its cookies.
type browser struct {
	o               *office
	address         string
	session, device string
	agent           string
}

func (o *office) browser(address string) *browser { return &browser{o: o, address: address} }

// ctx is the context of the browser's next request.
func (b *browser) ctx() context.Context {
	b.o.t.Helper()
	ctx := viewer.WithRequest(b.o.t.Context(), viewer.Request{ID: "r1", Address: b.address, Agent: cmp.Or(b.agent, "test")})
	ctx, err := b.o.Identify(ctx, account.Browser{
		Session: b.session, Device: b.device,
		SetSession: func(token string) { b.session = token }, SetDevice: func(token string) { b.device = token },
	})
	if err != nil {
		b.o.t.Fatal(err)
	}
	return ctx
}

func (b *browser) signIn(username, password string) error {
	b.o.t.Helper()
	_, err := b.SignIn(username, password)
	return err
}

func (b *browser) SignIn(username, password string) (account.SignedIn, error) {
	return b.o.SignIn(b.ctx(), username, password)
}

// who is the user name of whoever is signed in; "" for nobody.
func (b *browser) who() string {
	v, _ := viewer.From(b.ctx())
	a, _ := v.Account()
	return a.Username
}

func wantReason(t testing.TB, err error, reason string) {
	t.Helper()
	if fault.ReasonOf(err) != reason {
		t.Errorf("got %v, want %s", err, reason)
	}
}

func TestSigningInGivesANewSessionAndSigningOutEndsIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		b := o.browser("192.0.2.1")
		b.session = "a-token-that-somebody-planted-in-the-browser"
		if err := b.signIn(" Zhang.San ", secret); err != nil {
			t.Fatal(err)
		}
		if b.session == "a-token-that-somebody-planted-in-the-browser" || b.device == "" || b.who() != "zhang.san" {
			t.Fatalf("session %q, device %q, signed in as %q", b.session, b.device, b.who())
		}
		first := b.session
		if err := b.signIn("zhang.san", secret); err != nil || b.session == first {
			t.Fatalf("signing in again: %v, and the same token", err)
		}
		stolen := *b
		if old := (&browser{o: o, session: first}); old.who() != "" {
			t.Error("the session before still lives")
		}
		if err := o.SignOut(b.ctx()); err != nil {
			t.Fatal(err)
		}
		if b.session != "" || stolen.who() != "" {
			t.Error("a session that was stolen lives on after its owner signed out")
		}
		wantReason(t, o.SignOut(b.ctx()), "account.sign_in")
	})
}

func TestASessionEndsWhenItIsNotUsedAndAfterItsDayInAnyCase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		b := o.browser("192.0.2.1")
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		for range 7 {
			o.pass(account.DefaultIdleLimit - 20*time.Minute)
			if b.who() == "" {
				t.Fatal("a session in use ended")
			}
		}
		o.pass(30 * time.Minute)
		if b.who() != "" {
			t.Error("a session outlived the longest time")
		}
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		o.pass(account.DefaultIdleLimit)
		if b.who() != "" {
			t.Error("an idle session lives on")
		}
	})
}

// TestALongImportKeepsNobodyWaiting holds the database's writer, as an import does, while somebody who is signed in calls.
func TestALongImportKeepsNobodyWaiting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		b := o.browser("192.0.2.1")
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		o.pass(time.Hour)
		_, err := store.InTx(o.shell(), db, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
			if err := store.Touch(ctx, tx); err != nil {
				return struct{}{}, err
			}
			if b.who() != "zhang.san" {
				t.Error("nobody is signed in while the writer is held")
			}
			return struct{}{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if b.who() != "zhang.san" {
			t.Error("the session is gone")
		}
	})
}

func TestWrongNamesAndPasswordsLookAlike(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		b := o.browser("192.0.2.1")
		var said []string
		for name, password := range map[string]string{"zhang.san": "wrong", "nobody": secret, "": "", "\x00": string(make([]byte, 100_000))} {
			err := b.signIn(name, password)
			if fault.CodeOf(err) != fault.CodeUnauthenticated {
				t.Errorf("%q: %v", name, err)
			}
			said = append(said, err.Error())
		}
		for _, s := range said {
			if s != said[0] {
				t.Errorf("%q and %q tell names apart", s, said[0])
			}
		}
		if b.session != "" || b.device != "" {
			t.Error("a failed sign-in left a cookie")
		}
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Errorf("the right pair is refused: %v", err)
		}
	})
}

func TestABrowserMayCallItselfAnything(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		for _, agent := range []string{"Navigateur fran\xe7ais", "\xff\xfe", strings.Repeat("浏览器", 200), strings.Repeat("a", 299) + "浏"} {
			b := o.browser("192.0.2.1")
			b.agent = agent
			if err := b.signIn("zhang.san", secret); err != nil {
				t.Errorf("%.30q: %v", agent, err)
			}
		}
	})
}
