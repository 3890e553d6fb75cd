package main

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/graph/console"
	"smileboard/internal/account"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// TestEveryOperationAsEveryRole calls every query and mutation of the console's schema, with every field of its answer, as every
// role inside and outside of its branch, and as nobody. It reads the table of operations and the schema: an operation without
// a row, or without a fixture here, fails.
func TestEveryOperationAsEveryRole(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		for _, root := range []*ast.Definition{w.schema.Query, w.schema.Mutation} {
			for _, f := range root.Fields {
				if !strings.HasPrefix(f.Name, "__") {
					t.Run(root.Name+"."+f.Name, func(t *testing.T) { w.operation(t, root.Name, f) })
				}
			}
		}
		t.Run("personal data", w.personalData)
	})
}

// operation calls one operation as everyone.
func (w *world) operation(t *testing.T, root string, f *ast.FieldDefinition) {
	row, ok := account.RowOf(account.Operation(root + "." + f.Name))
	if !ok {
		t.Fatal("it has no row in the table of operations")
	}
	given, ok := fixtures[f.Name]
	if !ok {
		t.Fatal("it has no fixture in this test")
	}
	document := w.document(root, f)
	if !row.Anyone {
		vars := given.of(w, w.inside)
		w.unchanged(t, "nobody", root, func() {
			if a := w.nobody.ask(t, document, vars); a.code() != "UNAUTHENTICATED" || a.has(w.inside.mark) {
				t.Errorf("nobody: %s", a)
			}
		})
	}
	for _, role := range viewer.Roles {
		c := w.people[role]
		if !row.Own && !row.Anyone && !slices.Contains(row.Roles, role) {
			vars := given.of(w, w.inside)
			w.unchanged(t, string(role), root, func() {
				if a := c.ask(t, document, vars); a.code() != "FORBIDDEN" || a.has(w.inside.mark) {
					t.Errorf("%s may not: %s", role, a)
				}
			})
			continue
		}
		if given.session {
			continue // it ends or begins a session: TestSignIn… and the browser's tests
		}
		if !given.narrow(role) {
			w.allowed(t, role, c, root, document, given)
		}
		if given.outside != none {
			w.outsideOf(t, role, c, root, document, given)
		}
	}
}

// allowed calls an operation inside the branch: it succeeds, and a mutation changes something.
func (w *world) allowed(t *testing.T, role viewer.Role, c *client, root, document string, given fixture) {
	t.Helper()
	var vars map[string]any
	if given.mine != nil {
		vars = given.mine(w, c)
	} else {
		vars = given.of(w, w.inside)
	}
	before, entries := "", 0
	if root == "Mutation" {
		before, entries = w.digest(t), w.entries(t)
	}
	a := c.ask(t, document, vars)
	if len(a.Errors) > 0 {
		t.Errorf("%s may: %s", role, a)
		return
	}
	if a.has(w.outside.mark) && !given.shared {
		t.Errorf("%s sees what is outside of its branch: %s", role, a)
	}
	if given.until != nil {
		given.until(w, vars)
	}
	if root == "Mutation" && !given.idle && w.digest(t) == before {
		t.Errorf("%s changed nothing: %s", role, a)
	}
	if root == "Mutation" && !given.unrecorded && w.entries(t) == entries {
		t.Errorf("what %s changed is not on record: %s", role, a)
	}
	if root == "Query" && given.outside == hidden && !a.has(w.inside.mark) {
		t.Errorf("%s does not see what is its own: %s", role, a)
	}
}

// outsideOf calls an operation with the things of another branch: it says no more than that there is nothing, and changes nothing.
func (w *world) outsideOf(t *testing.T, role viewer.Role, c *client, root, document string, given fixture) {
	t.Helper()
	if given.shared && w.office(role) {
		return
	}
	vars := given.of(w, w.outside)
	w.unchanged(t, string(role)+" in another branch", root, func() {
		a := c.ask(t, document, vars)
		if a.has(w.outside.mark) {
			t.Errorf("%s sees another branch: %s", role, a)
		}
		if code := a.code(); root == "Mutation" && code != "NOT_FOUND" && code != "FORBIDDEN" && code != "INVALID" {
			t.Errorf("%s in another branch: %s", role, a)
		}
	})
}

// office reports whether a role sees every contractor.
func (w *world) office(role viewer.Role) bool {
	return !role.OfContractor() && role != viewer.OwnersCommittee && role != viewer.TenderExpert
}

// unchanged runs a call and reports what it changed. A query has no way to change anything: its transaction is read-only on
// SQLite, and the statements that it runs are the readers' own.
func (w *world) unchanged(t *testing.T, who, root string, call func()) {
	t.Helper()
	if root == "Query" {
		call()
		return
	}
	before := w.digest(t)
	call()
	if w.digest(t) != before {
		t.Errorf("%s changed something", who)
	}
}

// personalData reads the fields that have rows of their own as every role that may read the thing at all.
func (w *world) personalData(t *testing.T) {
	for _, tt := range []struct {
		query account.Operation
		field account.Operation
		ask   string
		id    int
	}{
		{"Query.contractor", "Contractor.phone", `query($id:ID!){contractor(id:$id){value:phone}}`, w.inside.contractor},
		{"Query.contractor", "Contractor.legalRepresentative", `query($id:ID!){contractor(id:$id){value:legalRepresentative}}`, w.inside.contractor},
		{"Query.committee", "CommitteeMember.name", `query($id:ID!){committee(id:$id){members{value:name}}}`, w.inside.committee},
		{"Query.committee", "CommitteeMember.phone", `query($id:ID!){committee(id:$id){members{value:phone}}}`, w.inside.committee},
		{"Query.account", "Account.email", `query($id:ID!){account(id:$id){value:email}}`, 0},
		{"Query.account", "Account.phone", `query($id:ID!){account(id:$id){value:phone}}`, 0},
		{"Query.auditEntries", "AuditEntry.address", `{auditEntries(first:100){rows{value:address}}}`, 0},
	} {
		may, field := row(t, tt.query), row(t, tt.field)
		for _, role := range may.Roles {
			vars := map[string]any{}
			if strings.Contains(tt.ask, "$id") {
				vars["id"] = id(tt.id)
			}
			if tt.id == 0 && vars["id"] != nil {
				vars["id"] = id(w.inside.target)
				if role == viewer.ContractorManager {
					vars["id"] = id(w.inside.staff)
				}
			}
			a := w.people[role].ask(t, tt.ask, vars)
			shown := strings.Contains(a.String(), `"value":"`)
			if want := slices.Contains(field.Roles, role); len(a.Errors) > 0 || shown != want {
				t.Errorf("%s reads %s: %v, want %v: %s", role, tt.field, shown, want, a)
			}
		}
	}
}

func row(t *testing.T, op account.Operation) account.Row {
	t.Helper()
	r, ok := account.RowOf(op)
	if !ok {
		t.Fatalf("%s has no row", op)
	}
	return r
}

// answer is what the server said.
type answer struct {
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Extensions struct{ Code, Reason, Field string }
	}
}

func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

// has reports whether a word stands anywhere in the answer.
func (a answer) has(mark string) bool { return strings.Contains(a.String(), mark) }

func (a answer) String() string {
	b, _ := json.Marshal(a)
	return string(b)
}

// client is a browser.
type client struct {
	url  string
	http *http.Client
}

func newClient(url string) *client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // without options nothing can fail
	}
	return &client{url: url, http: &http.Client{Jar: jar}}
}

// ask sends one operation.
func (c *client) ask(t *testing.T, query string, vars map[string]any) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": vars})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/console/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("status %d: %s", resp.StatusCode, raw)
	}
	return a
}

// must is ask for what has to succeed; it reads the answer's data into what it is given.
func (c *client) must(t *testing.T, into any, query string, vars map[string]any) {
	t.Helper()
	a := c.ask(t, query, vars)
	if len(a.Errors) > 0 {
		t.Fatalf("%s\n%v\n%s", query, vars, a)
	}
	if into != nil {
		if err := json.Unmarshal(a.Data, into); err != nil {
			t.Fatalf("%s: %v", a, err)
		}
	}
}

// consoleSchema is the console's schema as the server has it.
func consoleSchema(t *testing.T) *ast.Schema {
	t.Helper()
	executable, err := console.New(&console.Resolver{})
	if err != nil {
		t.Fatal(err)
	}
	return executable.Schema()
}

// document asks for an operation with every field of its answer, each type once on every way down.
func (w *world) document(root string, f *ast.FieldDefinition) string {
	var params, args []string
	for _, a := range f.Arguments {
		params = append(params, "$"+a.Name+":"+strings.ReplaceAll(a.Type.String(), " ", ""))
		args = append(args, a.Name+":$"+a.Name)
	}
	given := ""
	if len(args) > 0 {
		given = "(" + strings.Join(args, ",") + ")"
	}
	head := ""
	if len(params) > 0 {
		// An argument with a default is asked without the exclamation mark, so that it may be left out.
		for i, a := range f.Arguments {
			if a.DefaultValue != nil {
				params[i] = strings.TrimSuffix(params[i], "!") + "=" + a.DefaultValue.String()
			}
		}
		head = "(" + strings.Join(params, ",") + ")"
	}
	return strings.ToLower(root) + head + "{" + f.Name + given + w.fields(w.schema.Types[f.Type.Name()]) + "}"
}

func (w *world) fields(def *ast.Definition, above ...string) string {
	if !def.IsCompositeType() {
		return ""
	}
	var b strings.Builder
	b.WriteString("{__typename ")
	for _, f := range def.Fields {
		below := w.schema.Types[f.Type.Name()]
		if strings.HasPrefix(f.Name, "__") || slices.Contains(above, below.Name) || len(above) > 3 && below.IsCompositeType() {
			continue
		}
		b.WriteString(f.Name + w.fields(below, append(slices.Clone(above), def.Name)...) + " ")
	}
	if def.Kind == ast.Interface {
		for _, possible := range w.schema.GetPossibleTypes(def) {
			b.WriteString("...on " + possible.Name + "{id} ")
		}
	}
	b.WriteString("}")
	return b.String()
}

// passing are the tables that change by being looked at.
var passing = []string{"sessions", "throttles", "devices", "leases", "goose_db_version", "sqlite_sequence"}

// digest is a hash of every row of every table.
func (w *world) digest(t *testing.T) string {
	t.Helper()
	sum := sha256.New()
	for _, table := range w.tables {
		w.digestOf(t, sum, table)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// digestOf adds a table's rows to a hash.
func (w *world) digestOf(t *testing.T, sum io.Writer, table string) {
	t.Helper()
	rows, err := w.raw.QueryContext(t.Context(), `SELECT * FROM `+table+` ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, c := range columns {
			if c != "last_sign_in_at" && c != "used_at" {
				_, _ = fmt.Fprintf(sum, "%s=%v;", c, values[i])
			}
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// entries is how many changes are on record.
func (w *world) entries(t *testing.T) (n int) {
	t.Helper()
	if err := w.raw.QueryRowContext(t.Context(), `SELECT number FROM audit_heads`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func tablesOf(t *testing.T, raw *sql.DB, dialect string) []string {
	t.Helper()
	q := `SELECT name FROM sqlite_master WHERE type = 'table'`
	if dialect == "postgres" {
		q = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
	}
	rows, err := raw.QueryContext(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	found := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(passing, name) {
			found[name] = true
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(found))
}

func id(n int) string { return fmt.Sprint(n) }
