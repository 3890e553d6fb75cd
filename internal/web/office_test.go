package web

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/ent/organization"
	"smileboard/graph"
	"smileboard/graph/console"
	"smileboard/internal/account"
	"smileboard/internal/attachment"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/audittrail"
	"smileboard/internal/dashboard"
	"smileboard/internal/export"
	"smileboard/internal/importjob"
	"smileboard/internal/mystatus"
	"smileboard/internal/notice"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// office is a site where people sign in, wired like the real one: production defaults, a real store, a place for files.
type office struct {
	*site
	people *account.Service
	world  *publishtest.World
	clock  *handClock
	schema *ast.Schema
	// dir is where attachments lie.
	dir string
}

// handClock is a clock that a test sets.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// portal is another site that may ask what is public, and no more.
const portal = "https://portal.example.gov.cn"

func newOffice(t testing.TB) *office {
	t.Helper()
	return newOfficeOn(t, storetest.Open(t, storetest.SQLite(t), store.Options{}))
}

func newOfficeOn(t testing.TB, db *store.Store) *office {
	t.Helper()
	o := &office{world: publishtest.Fill(t, db, 12), clock: &handClock{now: publishtest.Today.Time().Add(2 * time.Hour)}, dir: t.TempDir()}
	blobs, err := blob.Open(t.Context(), "file:"+o.dir, blob.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = blobs.Close() })
	zone := time.FixedZone("Asia/Shanghai", 8*60*60)
	o.people = account.New(db, account.Options{Now: o.clock.Now, Zone: zone})
	files := attachment.NewService(db, blobs)
	imports, err := importjob.New(t.Context(), db, importjob.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(imports.Close)
	register, record := registry.NewService(db, o.people.Today), audittrail.New(db, zone)
	executable, err := console.New(&console.Resolver{
		People: o.people, Attachments: files, Audit: record, Registry: register, Imports: imports, Notices: notice.NewBook(db),
		Dashboards: dashboard.New(db, o.people.Today), Status: mystatus.NewService(db, register, o.people.Today),
	})
	if err != nil {
		t.Fatal(err)
	}
	o.schema = executable.Schema()
	o.site = newSiteOn(t, db, func(opts *Options) {
		production(t)(opts)
		desk, err := graph.NewHandler(graph.Options{Executable: executable, Enter: console.Enter, Logger: opts.Logger})
		if err != nil {
			t.Fatal(err)
		}
		opts.Accounts, opts.Console, opts.Attachments, opts.Imports = o.people, desk, files, imports
		opts.Exports = &export.Exporter{Registry: register, Audit: record, Zone: zone}
		opts.AllowedOrigins, opts.TrustedProxies = []string{portal}, append(opts.TrustedProxies, prefix("10.0.0.0/8"))
	})
	return o
}

// password is everybody's; it is in no list.
const password = "correct horse battery staple 46"

// hire makes an account with one role, in the organization of that code or in a company; "" and 0 are everywhere.
func (o *office) hire(username string, role viewer.Role, code string, contractor int) int {
	o.t.Helper()
	operator := viewer.AsOperator(o.t.Context(), "test")
	g := account.GrantRole{Role: role, Contractor: contractor}
	if code != "" {
		id, err := o.store.Client.Organization.Query().Where(organization.Code(code)).OnlyID(operator)
		if err != nil {
			o.t.Fatal(err)
		}
		g.Organization = id
	}
	row, err := o.people.CreateWithPassword(operator, account.Person{Username: username, Name: "某某" + username, Phone: "13900008888"}, password, g)
	if err != nil {
		o.t.Fatal(err)
	}
	return row.ID
}

// browser keeps cookies as a browser does, and asks from the site's own pages.
type browser struct {
	o       *office
	cookies map[string]string
	// headers go with each request, which comes from remote.
	headers []string
	remote  string
}

func (o *office) browser() *browser {
	return &browser{o: o, cookies: map[string]string{}, remote: "127.0.0.1:50000"}
}

// copied is another browser with the same cookies: a thief's.
func (b *browser) copied() *browser {
	other := b.o.browser()
	for name, value := range b.cookies {
		other.cookies[name] = value
	}
	other.headers, other.remote = b.headers, b.remote
	return other
}

// do sends a request with the cookies, and keeps those that come back.
func (b *browser) do(method, target, body string, headers ...string) *reply {
	b.o.t.Helper()
	return b.send(method, target, strings.NewReader(body), headers...)
}

// send is do with a body that is read bit by bit.
func (b *browser) send(method, target string, body io.Reader, headers ...string) *reply {
	b.o.t.Helper()
	var jar []string
	for name, value := range b.cookies {
		jar = append(jar, name+"="+value)
	}
	all := append([]string{"Sec-Fetch-Site", "same-origin", "Cookie", strings.Join(jar, "; ")}, b.headers...)
	r := b.o.site.askFrom(b.remote, method, target, body, append(all, headers...)...)
	for _, c := range (&http.Response{Header: r.Header}).Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	return r
}

// ask asks the console.
func (b *browser) ask(query string, variables map[string]any) *reply {
	b.o.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		b.o.t.Fatal(err)
	}
	return b.do(http.MethodPost, consoleGraphQLPath, string(body), "Content-Type", "application/json")
}

const signInMutation = `mutation($u:String!,$p:String!){signIn(username:$u,password:$p){step}}`

func (b *browser) signIn(username, password string) *reply {
	b.o.t.Helper()
	return b.ask(signInMutation, map[string]any{"u": username, "p": password})
}

// signedIn is a browser of somebody who has signed in.
func (o *office) signedIn(username string, headers ...string) *browser {
	o.t.Helper()
	b := o.browser()
	b.headers = headers
	if r := b.signIn(username, password); bodyOf(r) != `{"data":{"signIn":{"step":"DONE"}}}` {
		o.t.Fatalf("sign in: %s", bodyOf(r))
	}
	return b
}

// who is the user name that the console sees; "" for nobody.
func (b *browser) who() string {
	b.o.t.Helper()
	var answer struct {
		Data struct {
			Me *struct{ Account struct{ Username string } }
		}
	}
	text := bodyOf(b.ask(`{me{account{username}}}`, nil))
	if err := json.Unmarshal([]byte(text), &answer); err != nil || strings.Contains(text, `"errors"`) {
		b.o.t.Fatalf("%v: %s", err, text)
	}
	if answer.Data.Me == nil {
		return ""
	}
	return answer.Data.Me.Account.Username
}

// failure is the first error's code and reason.
func failure(t testing.TB, r *reply) (code, reason string) {
	t.Helper()
	var answer struct {
		Errors []struct {
			Extensions struct{ Code, Reason string }
		}
	}
	text := bodyOf(r)
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if len(answer.Errors) == 0 {
		return "", ""
	}
	return answer.Errors[0].Extensions.Code, answer.Errors[0].Extensions.Reason
}

func globalID(id int) string { return strconv.Itoa(id) }
