package web

import (
	"bufio"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"smileboard/ent/auditentry"
	"smileboard/graph"
	"smileboard/graph/console"
	"smileboard/internal/account"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// publicAddress is what the office's own site is called in these tests.
const publicAddress = "https://smile.example.gov.cn"

// provider starts a real OpenID provider and returns its address.
func provider(t *testing.T) string {
	t.Helper()
	if os.Getenv("SMILEBOARD_SKIP_NODE") == "1" {
		t.Skip("SMILEBOARD_SKIP_NODE=1: signing in at an OpenID provider was not tried")
	}
	if _, err := os.Stat("../../node_modules/oidc-provider"); err != nil {
		t.Fatal("the npm package oidc-provider is needed: run npm ci at the top level, or set SMILEBOARD_SKIP_NODE=1")
	}
	cmd := exec.CommandContext(t.Context(), "node", "testdata/provider.mjs", publicAddress+openIDCallbackPath)
	var said strings.Builder
	cmd.Stderr = &said
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the provider did not start: %v\n%s", err, said.String())
	}
	return strings.TrimSpace(line)
}

// newOpenIDOffice is an office whose people may sign in at a provider.
func newOpenIDOffice(t *testing.T, change func(*account.Options)) *office {
	t.Helper()
	return newOfficeOfProvider(t, provider(t), change)
}

// newOfficeOfProvider is an office whose people may sign in at the provider of that address.
func newOfficeOfProvider(t *testing.T, issuer string, change func(*account.Options)) *office {
	t.Helper()
	db := storetest.Open(t, storetest.SQLite(t), store.Options{})
	o := &office{}
	options := account.Options{Now: time.Now, Zone: time.UTC, OpenIDName: "统一身份认证"}
	if change != nil {
		change(&options)
	}
	o.people = account.New(db, options)
	executable, err := console.New(&console.Resolver{People: o.people})
	if err != nil {
		t.Fatal(err)
	}
	o.site = newSiteOn(t, db, func(opts *Options) {
		desk, err := graph.NewHandler(graph.Options{Executable: executable, Enter: console.Enter, Logger: opts.Logger})
		if err != nil {
			t.Fatal(err)
		}
		opts.Accounts, opts.Console, opts.BaseURL = o.people, desk, publicAddress
		opts.OpenID = OpenID{Issuer: issuer, ClientID: "smileboard", ClientSecret: "a secret of the test's"}
	})
	return o
}

var prompt = regexp.MustCompile(`name="prompt" value="(login|consent)"`)

// visit goes to the provider as somebody, and returns the address by which it sends the browser back.
func visit(t *testing.T, address, as string) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	back := ""
	client := &http.Client{Jar: jar, Timeout: 20 * time.Second, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), publicAddress) {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	ask := func(method, address string, form url.Values) (at, page string) {
		r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.Request.URL.String(), string(body)
	}
	at, page := ask(http.MethodGet, address, nil)
	for range 3 {
		if back != "" {
			return back
		}
		asked := prompt.FindStringSubmatch(page)
		if asked == nil {
			t.Fatalf("the provider says %s", page)
		}
		at, page = ask(http.MethodPost, at, url.Values{"prompt": {asked[1]}, "login": {as}, "password": {"x"}})
	}
	if back == "" {
		t.Fatal("the provider never sent the browser back")
	}
	return back
}

// start begins at our own address, and returns where the provider is to be visited.
func (b *browser) start(query string) string {
	b.o.t.Helper()
	r := b.do(http.MethodGet, openIDPath+query, "")
	wantStatus(b.o.t, r, http.StatusSeeOther)
	return r.Header.Get("Location")
}

func TestSigningInAtAnOpenIDProvider(t *testing.T) {
	o := newOpenIDOffice(t, nil)
	id := o.hire("zhang.san", viewer.Administrator, "", 0)

	stranger := o.browser()
	r := stranger.do(http.MethodGet, visit(t, stranger.start(""), "zhang.san"), "")
	wantStatus(t, r, http.StatusUnauthorized)
	if stranger.who() != "" || !strings.Contains(bodyOf(r), "没有关联账号") {
		t.Errorf("an identity without an account: %q, %s", stranger.who(), bodyOf(r))
	}

	own := o.signedIn("zhang.san")
	wantStatus(t, o.ask(http.MethodGet, openIDPath+"?link=1", "", "Sec-Fetch-Site", "cross-site", "Cookie", sessionCookie+"="+own.cookies[sessionCookie]), http.StatusForbidden)
	wantStatus(t, stranger.do(http.MethodGet, openIDPath+"?link=1", ""), http.StatusForbidden)
	r = own.do(http.MethodGet, visit(t, own.start("?link=1"), "zhang.san"), "")
	if wantStatus(t, r, http.StatusSeeOther); r.Header.Get("Location") != "/console/me" {
		t.Errorf("after linking it goes to %s", r.Header.Get("Location"))
	}

	b := o.browser()
	back := visit(t, b.start(""), "zhang.san")
	thief := b.copied()
	r = b.do(http.MethodGet, back, "")
	if wantStatus(t, r, http.StatusSeeOther); r.Header.Get("Location") != "/console" || b.who() != "zhang.san" {
		t.Errorf("signed in as %q, goes to %s", b.who(), r.Header.Get("Location"))
	}
	// What came back counts once: for this browser, for one that copied everything before, and for one that knows the address.
	for name, x := range map[string]*browser{"again": b, "a thief": thief, "somebody else": o.browser()} {
		wantStatus(t, x.do(http.MethodGet, back, ""), http.StatusUnprocessableEntity)
		if x != b && x.who() != "" {
			t.Errorf("%s got in with what had come back", name)
		}
	}
	x := o.browser()
	x.start("")
	wantStatus(t, x.do(http.MethodGet, openIDCallbackPath+"?code=guessed&state=guessed", ""), http.StatusUnprocessableEntity)
	wantStatus(t, x.do(http.MethodGet, openIDCallbackPath+"?error=access_denied", ""), http.StatusUnprocessableEntity)

	shell := viewer.AsOperator(t.Context(), "test")
	n, err := o.store.Client.AuditEntry.Query().Where(auditentry.ActionIn("OpenID.link", "OpenID.signIn"), auditentry.SubjectID(id)).Count(shell)
	if err != nil || n != 2 {
		t.Errorf("%d entries, %v", n, err)
	}
	if _, err := o.people.Disable(shell, o.hire("li.si", viewer.Administrator, "", 0), "x"); err != nil {
		t.Fatal(err)
	}
	if all, err := o.store.Client.Account.Query().Count(shell); err != nil || all != 2 {
		t.Errorf("%d accounts: one was made by itself", all)
	}
}

func TestAVerifiedMailAddressTiesAnAccountWhereThatIsAllowed(t *testing.T) {
	o := newOpenIDOffice(t, func(a *account.Options) { a.OpenIDByMail = true })
	shell := viewer.AsOperator(t.Context(), "test")
	for username, email := range map[string]string{"wang.wu": "Wang.Wu@example.cn", "twin1": "twin@example.cn", "twin2": "twin@example.cn"} {
		_, err := o.people.CreateInvited(shell, account.Person{Username: username, Name: "王五", Email: email}, account.GrantRole{})
		if err != nil {
			t.Fatal(err)
		}
	}
	for as, want := range map[string]string{"unverified-wang.wu": "", "twin": "", "nobody": "", "wang.wu": "wang.wu"} {
		b := o.browser()
		b.do(http.MethodGet, visit(t, b.start(""), as), "")
		if got := b.who(); got != want {
			t.Errorf("%s at the provider is %q here", as, got)
		}
	}
}

func TestWithoutItsProviderTheServerStartsAndSaysSo(t *testing.T) {
	o := newOpenIDOffice(t, nil)
	o.openID = newOpenID(OpenID{Issuer: "http://127.0.0.1:1", ClientID: "x"})
	r := o.browser().do(http.MethodGet, openIDPath, "")
	wantStatus(t, r, http.StatusInternalServerError)
	if !strings.Contains(bodyOf(r), "现在连不上统一身份认证") {
		t.Errorf("%s", bodyOf(r))
	}
}
