package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"smileboard/ent/organization"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/viewer"
)

// data reads what an answer without errors holds.
func data(t testing.TB, r *reply, into any) {
	t.Helper()
	answer := struct {
		Data   any
		Errors []any
	}{Data: into}
	if err := json.Unmarshal(r.Body.Bytes(), &answer); err != nil || len(answer.Errors) > 0 {
		t.Fatalf("%v: %s", err, r.Body)
	}
}

func (o *office) organization(code string) string {
	o.t.Helper()
	id, err := o.store.Client.Organization.Query().Where(organization.Code(code)).OnlyID(viewer.AsOperator(o.t.Context(), "test"))
	if err != nil {
		o.t.Fatal(err)
	}
	return globalID(id)
}

const grantMutation = `mutation($a:ID!,$r:Role!,$o:ID,$c:ID){grantRole(input:{account:$a,role:$r,organization:$o,contractor:$c}){id}}`

// TestARoleIsGivenInOnesOwnBranchAlone tries, over the wire, to give more than one has, elsewhere than one is, to oneself and to
// people whom one does not see.
func TestARoleIsGivenInOnesOwnBranchAlone(t *testing.T) {
	o := newOffice(t)
	ids := o.abroad()
	officer := o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	o.hire("street", viewer.SubdistrictOfficer, publishtest.District+"001", 0)
	o.hire("local", viewer.Administrator, publishtest.District, 0)
	o.hire("manager", viewer.ContractorManager, "", o.world.Contractors[0].ID)
	grants := func() int { return o.store.Client.Grant.Query().CountX(viewer.AsOperator(t.Context(), "test")) }
	own, street, theirs := o.organization(publishtest.District), o.organization(publishtest.District+"001"), globalID(ids["district"])
	for who, tries := range map[string][]map[string]any{
		"officer": {
			{"r": "SUBDISTRICT_OFFICER", "o": globalID(ids["street"])},
			{"r": "INSPECTOR", "o": theirs},
			{"r": "DISTRICT_OFFICER", "o": own},
			{"r": "ADMINISTRATOR", "o": own},
			{"r": "ADMINISTRATOR"},
			{"r": "AUDITOR", "o": own},
			{"r": "OWNERS_COMMITTEE", "o": globalID(ids["committee's place"])},
			{"r": "INSPECTOR", "o": own, "a": globalID(officer)},
			{"r": "INSPECTOR", "o": own, "a": globalID(ids["account"])},
		},
		"street": {
			{"r": "SUBDISTRICT_OFFICER", "o": street},
			{"r": "INSPECTOR", "o": own},
			{"r": "INSPECTOR", "o": o.organization(publishtest.District + "002")},
			{"r": "CONTRACTOR_MANAGER", "c": globalID(o.world.Contractors[0].ID)},
		},
		"local": {{"r": "ADMINISTRATOR"}, {"r": "AUDITOR"}, {"r": "ADMINISTRATOR", "o": theirs}, {"r": "INSPECTOR", "o": theirs}},
		"manager": {
			{"r": "CONTRACTOR_STAFF", "c": globalID(o.world.Contractors[1].ID)},
			{"r": "CONTRACTOR_MANAGER", "c": globalID(o.world.Contractors[0].ID)},
			{"r": "INSPECTOR", "o": street},
		},
	} {
		b := o.signedIn(who)
		somebody := b.created(t, "new."+who)
		before := grants()
		for _, try := range tries {
			if try["a"] == nil {
				try["a"] = somebody
			}
			if code, reason := failure(t, b.ask(grantMutation, try)); code != "FORBIDDEN" && code != "INVALID" && code != "NOT_FOUND" {
				t.Errorf("%s gives %v: %s %s", who, try, code, reason)
			}
		}
		if after := grants(); after != before {
			t.Errorf("%s gave %d grants", who, after-before)
		}
	}
	b := o.signedIn("officer")
	var given struct{ GrantRole struct{ ID string } }
	data(t, b.ask(grantMutation, map[string]any{"a": b.created(t, "one.more"), "r": "INSPECTOR", "o": street}), &given)
	// What was given or taken counts in the next request of a session that is open.
	open := o.signedIn("street")
	wantNo(t, open.ask(`{compounds{total}}`, nil), "")
	var me struct {
		Me struct{ Grants []struct{ ID string } }
	}
	data(t, open.ask(`{me{grants{id}}}`, nil), &me)
	wantNo(t, b.ask(`mutation($id:ID!){endGrant(id:$id){id}}`, map[string]any{"id": me.Me.Grants[0].ID}), "")
	wantNo(t, open.ask(`{compounds{total}}`, nil), "FORBIDDEN")
	// A disabled account is out at once.
	var who struct {
		Me struct{ Account struct{ ID string } }
	}
	data(t, open.ask(`{me{account{id}}}`, nil), &who)
	wantNo(t, o.admin().ask(`mutation($id:ID!){disableAccount(id:$id,reason:"离职"){id}}`, map[string]any{"id": who.Me.Account.ID}), "")
	if got := open.who(); got != "" {
		t.Errorf("disabled, and still signed in as %s", got)
	}
	if code, reason := failure(t, open.signIn("street", password)); code != "UNAUTHENTICATED" || reason != "account.wrong" {
		t.Errorf("disabled, and told apart from a wrong password: %s %s", code, reason)
	}
}

// created makes an account and gives its id.
func (b *browser) created(t testing.TB, username string) string {
	t.Helper()
	var answer struct {
		CreateAccount struct{ Account struct{ ID string } }
	}
	data(t, b.ask(`mutation($u:String!){createAccount(input:{username:$u,name:"新人"}){account{id}}}`, map[string]any{"u": username}), &answer)
	return answer.CreateAccount.Account.ID
}

// admin is somebody who may do everything.
func (o *office) admin() *browser {
	o.t.Helper()
	o.hire("admin", viewer.Administrator, "", 0)
	return o.signedIn("admin")
}

func wantNo(t testing.TB, r *reply, code string) {
	t.Helper()
	if got, reason := failure(t, r); got != code {
		t.Errorf("%s %s, want %q: %s", got, reason, code, r.Body)
	}
}

// TestTheLastAdministratorStaysOverTheWire tries to leave a server that nobody can administer.
func TestTheLastAdministratorStaysOverTheWire(t *testing.T) {
	o := newOffice(t)
	b := o.admin()
	var me struct {
		Me struct {
			Account struct{ ID string }
			Grants  []struct{ ID string }
		}
	}
	data(t, b.ask(`{me{account{id}grants{id}}}`, nil), &me)
	for _, q := range []string{
		`mutation($id:ID!){disableAccount(id:$id,reason:"x"){id}}`, `mutation($g:ID!){endGrant(id:$g){id}}`, `mutation($g:ID!){endGrant(id:$g,on:"2030-01-01"){id}}`,
	} {
		r := b.ask(q, map[string]any{"id": me.Me.Account.ID, "g": me.Me.Grants[0].ID})
		if code, reason := failure(t, r); code != "CONFLICT" || reason != "account.last_administrator" {
			t.Errorf("%s: %s", q, bodyOf(r))
		}
	}
	if b.who() != "admin" {
		t.Error("out, although it was refused")
	}
}

// TestTokensOverTheWire holds that a token counts in its header alone, for its scopes alone, until it ends.
func TestTokensOverTheWire(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.signedIn("officer")
	issue := func(scopes string) (id, secret string) {
		var answer struct {
			CreateToken struct {
				Token  struct{ ID string }
				Secret string
			}
		}
		data(t, b.ask(`mutation{createToken(input:{name:"x",scopes:[`+scopes+`],expires:"2026-11-25"}){token{id}secret}}`, nil), &answer)
		return answer.CreateToken.Token.ID, answer.CreateToken.Secret
	}
	id, secret := issue("READ")
	const mine, list = `{"query":"{me{account{username}}}"}`, `{"query":"{compounds{total}}"}`
	with := func(method, target, body, token string) *reply {
		return o.ask(method, target, body, "Content-Type", "application/json", "Authorization", "Bearer "+token)
	}
	call := func(body, token string) *reply { return with(http.MethodPost, consoleGraphQLPath, body, token) }
	wantNo(t, call(list, secret), "")
	for name, r := range map[string]*reply{
		"in the address":                  o.ask(http.MethodPost, consoleGraphQLPath+"?access_token="+secret, mine, "Content-Type", "application/json"),
		"in the address, and rightly":     with(http.MethodPost, consoleGraphQLPath+"?token="+secret, mine, secret),
		"in the address of an export":     o.get(exportPath + "compounds.xlsx?token=" + secret),
		"in the address of a file":        o.get(attachmentsPath + "/1?token=" + secret),
		"in the address of an upload":     o.ask(http.MethodPost, importsPath+"?key="+secret, "x", "X-File-Name", "a.xlsx"),
		"as a cookie":                     o.ask(http.MethodPost, consoleGraphQLPath, list, "Content-Type", "application/json", "Cookie", sessionCookie+"="+secret),
		"as a password":                   o.ask(http.MethodPost, consoleGraphQLPath, list, "Content-Type", "application/json", "Authorization", "Basic "+secret),
		"one character off":               call(list, otherEnd(secret)),
		"without its end":                 call(list, secret[:len(secret)-1]),
		"twice":                           call(list, secret+","+secret),
		"nothing":                         call(list, ""),
		"for what no token may":           call(`{"query":"{mySessions{id}}"}`, secret),
		"to make another":                 call(`{"query":"mutation{createToken(input:{name:\"y\",scopes:[READ],expires:\"2026-11-25\"}){secret}}"}`, secret),
		"to change, with a scope to read": call(`{"query":"mutation{removeAttachment(id:\"1\")}"}`, secret),
		"to export, with a scope to read": with(http.MethodGet, exportPath+"compounds.xlsx", "", secret),
		"to import, with a scope to read": with(http.MethodPost, importsPath, "x", secret),
		"to upload, with a scope to read": with(http.MethodPost, attachmentsPath+"?parent="+globalID(o.world.Compounds[0].ID), "x", secret),
	} {
		if strings.Contains(bodyOf(r), `"total":`) || strings.Contains(bodyOf(r), "officer") || !strings.Contains(bodyOf(r), `"errors"`) {
			t.Errorf("%s: %d %s", name, r.StatusCode, bodyOf(r))
		}
	}
	if strings.Contains(o.log.String(), secret) {
		t.Error("the log holds the token")
	}
	wantNo(t, call(list, secret), "")
	wantNo(t, b.ask(`mutation($id:ID!){revokeToken(id:$id){id}}`, map[string]any{"id": id}), "")
	wantNo(t, call(list, secret), "UNAUTHENTICATED")
	_, secret = issue("READ,EXPORT")
	wantStatus(t, with(http.MethodGet, exportPath+"compounds.xlsx", "", secret), http.StatusOK)
	o.clock.pass(7 * 24 * time.Hour)
	wantNo(t, call(list, secret), "UNAUTHENTICATED")
}

// TestALinkCountsOnceOverTheWire replays a one-time link, and guesses at one.
func TestALinkCountsOnceOverTheWire(t *testing.T) {
	o := newOffice(t)
	o.hire("officer", viewer.DistrictOfficer, publishtest.District, 0)
	b := o.signedIn("officer")
	var made struct {
		CreateAccount struct{ Link struct{ Path string } }
	}
	data(t, b.ask(`mutation{createAccount(input:{username:"new.one",name:"新人"}){link{path}}}`, nil), &made)
	path, token, ok := strings.Cut(made.CreateAccount.Link.Path, "#")
	if !ok || path != "/console/link" || len(token) < 26 {
		t.Fatalf("the link is %s", made.CreateAccount.Link.Path)
	}
	redeem := func(token, password string) *reply {
		return o.browser().ask(`mutation($t:String!,$p:String!){redeemLink(token:$t,password:$p){step}}`, map[string]any{"t": token, "p": password})
	}
	wantNo(t, redeem(token, "123456789012"), "INVALID")
	wantNo(t, redeem(token[1:]+"A", password+" 2"), "NOT_FOUND")
	wantNo(t, redeem(token, password+" 2"), "")
	wantNo(t, redeem(token, password+" 3"), "NOT_FOUND")
	if bodyOf(o.browser().signIn("new.one", password+" 2")) != `{"data":{"signIn":{"step":"DONE"}}}` {
		t.Error("the password that was chosen is not the one")
	}
	r := o.get("/console/link?token="+token, "Accept", "text/html")
	if strings.Contains(bodyOf(r), token) {
		t.Error("the page repeats the token")
	}
	limited := false
	for range 40 {
		if code, _ := failure(t, redeem("WRONGWRONGWRONGWRONGWRONGW", password+" 4")); code == "RATE_LIMITED" {
			limited = true
			break
		}
	}
	if !limited {
		t.Error("links are guessed without end")
	}
}

// otherEnd is a token with another character at its end.
func otherEnd(token string) string {
	end := "A"
	if strings.HasSuffix(token, end) {
		end = "B"
	}
	return token[:len(token)-1] + end
}
