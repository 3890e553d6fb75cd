package web

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"smileboard/internal/account"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/viewer"
)

// TestOtherSitesAndTheConsole holds that nobody's page but our own sends anything to the console, and that no other site reads a
// word of it; also not the sites that may read what is public.
func TestOtherSitesAndTheConsole(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.signedIn("officer")
	cookie := sessionCookie + "=" + b.cookies[sessionCookie]
	const own = "http://smile.example.gov.cn"
	for _, c := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"our own page", []string{"Origin", own, "Sec-Fetch-Site", "same-origin"}, 200},
		{"our own page in an old browser", []string{"Origin", own}, 200},
		{"the address bar", []string{"Sec-Fetch-Site", "none"}, 200},
		{"a program", nil, 200},
		{"another site", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, 403},
		{"another site in an old browser", []string{"Origin", "https://evil.example"}, 403},
		{"another site that leaves its name out", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"another host of the domain", []string{"Origin", "https://www.example.gov.cn", "Sec-Fetch-Site", "same-site"}, 403},
		{"another port", []string{"Origin", own + ":8081", "Sec-Fetch-Site", "same-site"}, 403},
		{"a sandboxed frame", []string{"Origin", "null", "Sec-Fetch-Site", "cross-site"}, 403},
		{"a sandboxed frame in an old browser", []string{"Origin", "null"}, 403},
		{"a site that may ask what is public", []string{"Origin", portal, "Sec-Fetch-Site", "same-site"}, 403},
		{"the same in an old browser", []string{"Origin", portal}, 403},
	} {
		for _, media := range []string{"application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
			r := o.ask(http.MethodPost, own+consoleGraphQLPath, `{"query":"mutation{updateProfile(input:{name:\"forged\"}){account{name}}}"}`,
				append([]string{"Cookie", cookie, "Content-Type", media}, c.headers...)...)
			if c.status != 200 {
				wantStatus(t, r, c.status)
			} else if media != "application/json" && !strings.Contains(bodyOf(r), "http.content_type") {
				t.Errorf("%s: %s is taken: %s", c.name, media, bodyOf(r))
			}
			noCORS(t, c.name, r)
		}
		r := o.ask(http.MethodPost, own+attachmentsPath+"?parent=1", "x", append([]string{"Cookie", cookie}, c.headers...)...)
		if (r.StatusCode == http.StatusForbidden) != (c.status == 403) {
			t.Errorf("%s: an upload: %d %s", c.name, r.StatusCode, bodyOf(r))
		}
		noCORS(t, c.name, r)
	}
	for _, origin := range []string{portal, "https://evil.example", own} {
		for _, path := range []string{consoleGraphQLPath, attachmentsPath, "/console"} {
			r := o.ask(http.MethodOptions, own+path, "", "Origin", origin, "Access-Control-Request-Method", "POST",
				"Access-Control-Request-Headers", "content-type,authorization", "Cookie", cookie)
			wantStatus(t, r, http.StatusMethodNotAllowed)
			noCORS(t, path, r)
		}
	}
}

func noCORS(t *testing.T, what string, r *reply) {
	t.Helper()
	for name := range r.Header {
		if strings.HasPrefix(name, "Access-Control-") {
			t.Errorf("%s: %s: %s", what, name, r.Header.Get(name))
		}
	}
}

// TestNothingOfTheConsoleIsKept holds that no answer to somebody who is signed in is kept by a browser or anything on the way,
// and that each has the guards of every answer.
func TestNothingOfTheConsoleIsKept(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.signedIn("officer")
	for name, r := range map[string]*reply{
		"an answer":         b.ask(`{me{account{username}}}`, nil),
		"a refusal":         b.ask(`{accounts{total}}`, nil),
		"a mistake":         b.ask(`{nothing}`, nil),
		"no question":       b.do(http.MethodPost, consoleGraphQLPath, "", "Content-Type", "application/json"),
		"GET":               b.do(http.MethodGet, consoleGraphQLPath+"?query={me{account{username}}}", ""),
		"HEAD":              b.do(http.MethodHead, consoleGraphQLPath, ""),
		"PUT":               b.do(http.MethodPut, consoleGraphQLPath, ""),
		"too long":          b.do(http.MethodPost, consoleGraphQLPath, strings.Repeat("x", consoleBody+1), "Content-Type", "application/json"),
		"no file":           b.do(http.MethodGet, attachmentsPath+"/1", ""),
		"no upload":         b.do(http.MethodPost, attachmentsPath, "x"),
		"the page":          b.do(http.MethodGet, "/console", ""),
		"a page":            b.do(http.MethodGet, "/console/compounds", ""),
		"no page":           b.do(http.MethodGet, "/console/nowhere/at/all", ""),
		"nobody's question": o.ask(http.MethodPost, consoleGraphQLPath, `{"query":"{mySessions{id}}"}`, "Content-Type", "application/json"),
	} {
		checkHeaders(t, name, r)
		if got := r.Header.Get("Cache-Control"); !strings.Contains(got, "no-store") {
			t.Errorf("%s: Cache-Control is %q", name, got)
		}
		if got := r.Header.Get("Cross-Origin-Resource-Policy"); got != "same-origin" {
			t.Errorf("%s: Cross-Origin-Resource-Policy is %q", name, got)
		}
		if got := r.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'none'") || !strings.Contains(got, "base-uri 'none'") || !strings.Contains(got, "default-src 'none'") {
			t.Errorf("%s: Content-Security-Policy is %q", name, got)
		}
		if name == "GET" || name == "HEAD" || name == "PUT" {
			wantStatus(t, r, http.StatusMethodNotAllowed)
		}
	}
}

// TestTheLogHoldsNoSecret calls the console with secrets in every place that has room for one, and reads the log.
func TestTheLogHoldsNoSecret(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	before := slog.Default()
	slog.SetDefault(o.options.Logger)
	defer slog.SetDefault(before)
	b := o.signedIn("officer")
	wrong := "a wrong passphrase of somebody"
	b.signIn("officer", wrong)
	b.signIn("PERSONAL-name", wrong)
	b = o.signedIn("officer")
	for _, q := range []string{
		`mutation{signIn(username:"officer",password:"` + wrong + `"){step}}`,
		`mutation($p:Int!){signIn(username:"officer",password:$p){step}}`,
		`mutation{confirmSignIn(code:"998877"){step}}`,
		`mutation{redeemLink(token:"LINKTOKENLINKTOKEN",password:"` + wrong + `"){step}}`,
		`mutation{changePassword(current:"` + password + `",password:"` + wrong + `"){owes}}`,
		`mutation{updateProfile(input:{phone:"13911112222",email:"personal@example.cn"}){account{phone}}}`,
		`mutation{createAccount(input:{username:"new.one",name:"新人",phone:"13911112222"}){account{id}link{path}}}`,
		`mutation{createToken(input:{name:"x",scopes:[READ],expires:"2027-01-01"}){secret}}`,
		`{me{account{phone email}}}`,
	} {
		r := b.ask(q, map[string]any{"p": wrong})
		for _, field := range []string{`"secret":"`, `"path":"/console/link#`} {
			if _, rest, ok := strings.Cut(bodyOf(r), field); ok {
				secret, _, _ := strings.Cut(rest, `"`)
				if strings.Contains(o.log.String(), secret) {
					t.Errorf("the log holds what was shown once: %s", secret)
				}
			}
		}
	}
	b.do(http.MethodPost, consoleGraphQLPath+"?token=PERSONAL", `{"query":"{me{account{username}}}","variables":{"x":"PERSONAL"}}`,
		"Content-Type", "application/json", "Authorization", "Bearer PERSONAL", "User-Agent", "PERSONAL", "Referer", "PERSONAL")
	b.do(http.MethodPost, attachmentsPath+"?parent="+globalID(o.world.Compounds[0].ID), picture(t), "X-File-Name", "PERSONAL.jpg")
	log := o.log.String()
	for what, secret := range map[string]string{
		"a password": password, "a wrong password": wrong, "a session": b.cookies[sessionCookie], "a device": b.cookies[deviceCookie], "a phone": "13911112222",
		"the phone of an account": "13900008888", "a mail address": "personal@example.cn", "a link": "LINKTOKENLINKTOKEN", "a code": "998877", "what else was sent": "PERSONAL",
		"a hash": "argon2id",
	} {
		if strings.Contains(log, secret) {
			at := strings.Index(log, secret)
			t.Errorf("the log holds %s: …%.300s", what, log[max(0, at-200):])
		}
	}
	if !strings.Contains(log, `"route":"console_graphql"`) {
		t.Error("the log says nothing of the console")
	}
}

// TestTheConsoleTakesGuessesOneByOne holds that one request makes one guess at a password, however it is written, and that
// guesses run out.
func TestTheConsoleTakesGuessesOneByOne(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.browser()
	one := func(alias string) string {
		return alias + `:signIn(username:"officer",password:"guess guess guess"){step}`
	}
	for name, q := range map[string]string{
		"two in one":      `mutation{` + one("a") + one("b") + `}`,
		"by a fragment":   `mutation{` + one("a") + `...F} fragment F on Mutation{` + one("b") + `}`,
		"only a fragment": `mutation{...F} fragment F on Mutation{` + one("b") + `}`,
		"inline":          `mutation{...on Mutation{` + one("a") + one("b") + `}}`,
	} {
		if code, reason := failure(t, b.ask(q, nil)); code != "TOO_COMPLEX" || reason != "graphql.mutations" {
			t.Errorf("%s: %s %s", name, code, reason)
		}
	}
	guess := `mutation{` + one("a") + `}`
	for range account.MaxPasswordChecks {
		if code, _ := failure(t, b.ask(guess, nil)); code == "RATE_LIMITED" {
			break
		}
	}
	if code, _ := failure(t, b.ask(guess, nil)); code != "RATE_LIMITED" {
		t.Errorf("guesses never run out: %s", code)
	}
	if code, _ := failure(t, b.signIn("officer", password)); code != "RATE_LIMITED" {
		t.Error("the right password is told apart from a guess that is not looked at")
	}
}
