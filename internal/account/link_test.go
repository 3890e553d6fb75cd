package account_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"smileboard/ent/auditentry"
	"smileboard/internal/account"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func set(s string) patch.Field[string] { return patch.Set(s) }

func TestAServerWithoutAccountsIsSetUpOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		first, ok, err := o.Setup(o.shell())
		if err != nil || !ok || !strings.HasPrefix(first.Path, "/console/setup#") {
			t.Fatal(first, ok, err)
		}
		late, _, err := o.Setup(o.shell())
		if err != nil {
			t.Fatal(err)
		}
		var made atomic.Int64
		var all sync.WaitGroup
		for i := range 6 {
			_, token, _ := cutLink([]string{first.Path, late.Path}[i%2])
			b := o.browser("192.0.2.1")
			ctx := b.ctx()
			all.Go(func() {
				switch _, err := o.RedeemLink(ctx, token, secret, "root"+string(rune('a'+i)), "管理员"); fault.ReasonOf(err) {
				case "":
					if err != nil {
						t.Error(err)
						return
					}
					made.Add(1)
				case "link.refused", "link.set_up":
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		n, err := db.Client.Account.Query().Count(o.shell())
		if err != nil || n != 1 || made.Load() != 1 {
			t.Errorf("%d accounts, %d set up, %v", n, made.Load(), err)
		}
		if _, ok, err := o.Setup(o.shell()); err != nil || ok {
			t.Errorf("set up again: %v, %v", ok, err)
		}
		if _, _, problem, ok, err := audit.Verify(o.shell(), db.Client); err != nil || !ok {
			t.Errorf("the chain: %+v, %v", problem, err)
		}
	})
}

func TestLinksEnd(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), nil)
	setup, _, err := o.Setup(o.shell())
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := cutLink(setup.Path)
	o.pass(account.SetupLimit)
	b := o.browser("192.0.2.1")
	for _, wrong := range []string{token, "", "x", strings.Repeat("x", 10_000)} {
		_, err = o.RedeemLink(b.ctx(), wrong, secret, "root", "管理员")
		wantReason(t, err, "link.refused")
	}
	who := o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
	one, err := o.Reset(o.shell(), who.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	two, err := o.Reset(o.shell(), who.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ = cutLink(one.Link.Path)
	_, err = o.RedeemLink(b.ctx(), token, secret, "", "")
	wantReason(t, err, "link.refused") // a newer one was made
	_, token, _ = cutLink(two.Link.Path)
	o.pass(account.ResetLimit - time.Minute)
	if _, err := o.RedeemLink(b.ctx(), token, secret+"!", "", ""); err != nil || b.who() != "zhang.san" {
		t.Errorf("%v, signed in as %q", err, b.who())
	}
}

func TestALinkDoesNotStandInForTheSecondFactor(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t), store.Options{}), nil)
	who := o.hire("zhang.san", account.GrantRole{})
	b := o.browser("192.0.2.1")
	if err := b.signIn("zhang.san", secret); err != nil {
		t.Fatal(err)
	}
	key, _ := b.enrol()
	i, err := o.Reset(o.shell(), who.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := cutLink(i.Link.Path)
	x := o.browser("192.0.2.2")
	in, err := o.RedeemLink(x.ctx(), token, secret+"!", "", "")
	if err != nil || in.Step != account.StepSecondFactor || x.who() != "" {
		t.Fatalf("step %d, %v", in.Step, err)
	}
	if err := x.confirm(o.code(key, 0)); err != nil || x.who() != "zhang.san" {
		t.Errorf("%v", err)
	}
}

func TestTokensWorkWithinTheirScopesAndDays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		b := o.browser("192.0.2.1")
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]account.CreateToken{
			"token.name":    {Name: " ", Scopes: []string{"read"}, Expires: today},
			"token.scopes":  {Name: "x", Scopes: []string{"everything"}, Expires: today},
			"token.expires": {Name: "x", Scopes: []string{"read"}, Expires: today.AddDays(account.MaxTokenDays + 1)},
		} {
			_, _, err := o.CreateToken(b.ctx(), c)
			wantReason(t, err, name)
		}
		row, token, err := o.CreateToken(b.ctx(), account.CreateToken{Name: "报表", Scopes: []string{"read", "read"}, Expires: today.AddDays(1)})
		if err != nil || !strings.HasPrefix(token, "sb_") || strings.Contains(row.TokenHash, token) {
			t.Fatal(err)
		}
		ctx, err := o.IdentifyToken(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := account.Enter(ctx, "Query.auditEntries"); err != nil {
			t.Errorf("within its scope: %v", err)
		}
		for _, op := range []account.Operation{"Mutation.createCompound", "Mutation.createToken", "Mutation.grantRole", "Export.audit"} {
			_, err = account.Enter(ctx, op)
			wantReason(t, err, "account.token_scope")
		}
		list, err := o.MyTokens(b.ctx())
		if err != nil || len(list) != 1 || list[0].UsedAt == nil || !list[0].UsedAt.Equal(o.now()) {
			t.Errorf("%v, %v", list, err)
		}
		o.pass(46 * time.Hour) // to the end of tomorrow, in the jurisdiction's zone, less a minute
		o.pass(-7*time.Hour - time.Minute)
		if _, err := o.IdentifyToken(t.Context(), token); err != nil {
			t.Errorf("on its last day: %v", err)
		}
		o.pass(2 * time.Minute)
		_, err = o.IdentifyToken(t.Context(), token)
		wantReason(t, err, "token.refused")
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		row, token, err = o.CreateToken(b.ctx(), account.CreateToken{Name: "报表", Scopes: []string{"read"}, Expires: calendar.MustParse("2026-12-31")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.RevokeToken(b.ctx(), row.ID); err != nil {
			t.Fatal(err)
		}
		_, err = o.IdentifyToken(t.Context(), token)
		wantReason(t, err, "token.refused")
	})
}

func TestANewPasswordEndsEverythingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{})
		b, other, third := o.browser("192.0.2.1"), o.browser("192.0.2.2"), o.browser("192.0.2.3")
		for _, x := range []*browser{b, other, third} {
			if err := x.signIn("zhang.san", secret); err != nil {
				t.Fatal(err)
			}
		}
		list, err := o.MySessions(b.ctx())
		if err != nil || len(list) != 3 {
			t.Fatalf("%d sessions, %v", len(list), err)
		}
		for _, s := range list {
			if s.Address == "192.0.2.3" {
				if err := o.EndSession(b.ctx(), s.ID); err != nil || third.who() != "" {
					t.Errorf("ending one: %v", err)
				}
				wantReason(t, o.EndSession(b.ctx(), s.ID), "session.unknown")
			}
		}
		_, err = o.ChangePassword(b.ctx(), "not it at all", secret+"!")
		wantReason(t, err, "account.wrong_password")
		_, err = o.ChangePassword(b.ctx(), secret, "zhang.san2026")
		wantReason(t, err, "account.password_common")
		before := b.session
		if _, err := o.ChangePassword(b.ctx(), secret, secret+"!"); err != nil {
			t.Fatal(err)
		}
		if b.session == before || b.who() == "" || other.who() != "" {
			t.Error("the token is the old one, or another session lives on")
		}
		wantReason(t, other.signIn("zhang.san", secret), "account.wrong")
		if err := other.signIn("zhang.san", secret+"!"); err != nil {
			t.Fatal(err)
		}
		if n, err := o.SignOutEverywhere(b.ctx()); err != nil || n != 1 || b.who() == "" || other.who() != "" {
			t.Errorf("%d ended, %v", n, err)
		}
		secrets, err := db.Client.AuditEntry.Query().Where(auditentry.Or(auditentry.AfterContains("argon2"), auditentry.AfterContains(secret))).Count(o.shell())
		if err != nil || secrets != 0 {
			t.Errorf("%d entries hold a secret, %v", secrets, err)
		}
	})
}

func TestPreferencesAndProfile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{})
		b := o.browser("192.0.2.1")
		if err := b.signIn("zhang.san", secret); err != nil {
			t.Fatal(err)
		}
		for _, value := range []string{`{"columns":["name"]}`, `[]`} {
			if _, err := o.SetPreference(b.ctx(), "compounds.table", value); err != nil {
				t.Fatal(err)
			}
		}
		list, err := o.MyPreferences(b.ctx())
		if err != nil || len(list) != 1 || list[0].Value != `[]` {
			t.Errorf("%v, %v", list, err)
		}
		_, err = o.SetPreference(b.ctx(), "x", "{")
		wantReason(t, err, "preference.value")
		if _, err := o.UpdateProfile(b.ctx(), account.Profile{Name: set("张三丰"), Language: set("en"), QuietFrom: patch.Set(1320), QuietTo: patch.Set(420)}); err != nil {
			t.Fatal(err)
		}
		me, err := o.Me(b.ctx())
		if err != nil || me.Account.Name != "张三丰" || me.Account.Language != "en" || *me.Account.QuietTo != 420 {
			t.Errorf("%+v, %v", me, err)
		}
		_, err = o.UpdateProfile(b.ctx(), account.Profile{QuietTo: patch.Clear[int]()})
		wantReason(t, err, "account.quiet")
		_, err = o.UpdateProfile(b.ctx(), account.Profile{Email: set("a@b\r\nBcc: x@y")})
		wantReason(t, err, "account.email")
	})
}
