package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"smileboard/internal/account"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/viewer"
)

func TestCookiesOfASignIn(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	for _, c := range []struct {
		name    string
		headers []string
		remote  string
		secure  bool
	}{
		{"plain", nil, "127.0.0.1:1", false},
		{"behind TLS at a trusted proxy", []string{"X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.9"}, "10.1.2.3:1", true},
		{"a client that says it came by TLS", []string{"X-Forwarded-Proto", "https"}, "203.0.113.9:1", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := o.browser()
			b.headers, b.remote = c.headers, c.remote
			r := b.signIn("officer", password)
			set := (&http.Response{Header: r.Header}).Cookies()
			if len(set) != 2 {
				t.Fatalf("%d cookies: %s, %s", len(set), r.Header, bodyOf(r))
			}
			for _, k := range set {
				if !k.HttpOnly || k.SameSite != http.SameSiteLaxMode || k.Path != "/" || k.Domain != "" || k.Secure != c.secure || len(k.Value) < 26 {
					t.Errorf("%s", k)
				}
				if strings.HasPrefix(k.Name, hostPrefix) != c.secure {
					t.Errorf("behind TLS: %v, its name is %s", c.secure, k.Name)
				}
				if strings.Contains(bodyOf(r), k.Value) {
					t.Errorf("the answer itself holds the cookie's value")
				}
			}
			if got := b.who(); got != "officer" {
				t.Errorf("signed in as %q", got)
			}
		})
	}
	// A cookie of a plain connection is none behind TLS, and the other way round.
	plain := o.signedIn("officer")
	plain.headers, plain.remote = []string{"X-Forwarded-Proto", "https"}, "10.1.2.3:1"
	if got := plain.who(); got != "" {
		t.Errorf("a cookie that any host of the domain could set counts behind TLS, as %s", got)
	}
}

func TestSessionsThatAreNone(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	real := o.signedIn("officer").cookies[sessionCookie]
	flipped := []byte(real)
	flipped[0] ^= 1
	for name, value := range map[string]string{
		"random": "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ", "one character changed": string(flipped), "one too few": real[1:], "one too many": real + "A",
		"lower case": strings.ToLower(real), "empty": "", "long": strings.Repeat("A", 8000), "an id": "1", "SQL": "' OR 1=1 --", "percent": "%00",
		"a signed token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "two of them": real + "; " + sessionCookie + "=" + real,
	} {
		b := o.browser()
		b.cookies[sessionCookie] = value
		if got := b.who(); got != "" {
			t.Errorf("%s: signed in as %s", name, got)
		}
		if code, _ := failure(t, b.ask(`{mySessions{id}}`, nil)); code != "UNAUTHENTICATED" {
			t.Errorf("%s: %s", name, code)
		}
	}
}

func TestSessionsEnd(t *testing.T) {
	o := newOffice(t)
	id := o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	o.hire("admin", viewer.Administrator, "", 0)
	ends := func(name string, end func(t *testing.T, b *browser)) {
		t.Run(name, func(t *testing.T) {
			b := o.signedIn("officer")
			thief := b.copied()
			if thief.who() != "officer" {
				t.Fatal("the copy is no session to begin with")
			}
			end(t, b)
			if got := thief.who(); got != "" {
				t.Errorf("a stolen cookie still counts, as %s", got)
			}
		})
	}
	ends("signing out", func(t *testing.T, b *browser) {
		r := b.ask(`mutation{signOut}`, nil)
		if bodyOf(r) != `{"data":{"signOut":true}}` || b.cookies[sessionCookie] != "" {
			t.Errorf("%s, cookies %v", bodyOf(r), b.cookies)
		}
	})
	ends("signing in again", func(t *testing.T, b *browser) {
		before := b.cookies[sessionCookie]
		b.signIn("officer", password)
		if b.cookies[sessionCookie] == before || b.who() != "officer" {
			t.Error("the session kept its token")
		}
	})
	ends("not being used", func(*testing.T, *browser) { o.clock.pass(account.DefaultIdleLimit) })
	ends("being too old, however much it is used", func(t *testing.T, b *browser) {
		for range int(account.DefaultAbsoluteLimit/time.Hour) - 1 {
			o.clock.pass(time.Hour)
			if b.who() != "officer" {
				t.Fatal("ended although it was used")
			}
		}
		o.clock.pass(time.Hour)
	})
	_ = id
}

// TestNobodyChoosesASession holds that a cookie which somebody planted before a sign-in is not the session after it.
func TestNobodyChoosesASession(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	o.hire("other", viewer.DistrictOfficer, publishtest.OtherDistrict, 0)
	planted := o.signedIn("other")
	victim := planted.copied()
	victim.signIn("officer", password)
	if victim.who() != "officer" || victim.cookies[sessionCookie] == planted.cookies[sessionCookie] {
		t.Error("the planted token became the victim's session")
	}
	if got := planted.who(); got == "officer" {
		t.Error("whoever planted it is the victim now")
	}
}

func TestNoSecretCountsInAnAddress(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.signedIn("officer")
	token := b.cookies[sessionCookie]
	const question = `{"query":"{me{account{username}}}"}`
	for _, name := range []string{sessionCookie, "session", "token", "access_token", "api_key"} {
		r := o.ask(http.MethodPost, consoleGraphQLPath+"?"+name+"="+token, question, "Content-Type", "application/json")
		if strings.Contains(bodyOf(r), "officer") {
			t.Errorf("%s: %s", name, bodyOf(r))
		}
	}
	for _, header := range []string{"Bearer " + token, "Basic b2ZmaWNlcjp4", "Token " + token} {
		r := o.ask(http.MethodPost, consoleGraphQLPath, question, "Content-Type", "application/json", "Authorization", header)
		if strings.Contains(bodyOf(r), "officer") {
			t.Errorf("%s: %s", header, bodyOf(r))
		}
	}
}
