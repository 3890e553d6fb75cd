package main

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// password is everyone's in these tests.
const password = "correct horse battery staple 示例"

// world is a server with two districts that are alike, and a person of each role in the one inside.
type world struct {
	t      *testing.T
	schema *ast.Schema
	today  calendar.Date
	url    string
	raw    *sql.DB
	tables []string
	made   int

	inside, outside *side
	people          map[viewer.Role]*client
	// root is an administrator of everything, nobody is not signed in.
	root, nobody *client
	accounts     *account.Service
	operator     context.Context
}

// side is one of the two districts: what is in it, and a word that stands in the names of all of it.
type side struct {
	mark, code                                          string
	district, subdistrict, community                    int
	single, zone, contractor, engagement, qualification int
	committee, committeeBody, target, staff, job        int
	officer                                             *client
}

func newWorld(t *testing.T, address string) *world {
	t.Helper()
	db := storetest.Open(t, address, store.Options{})
	w := &world{
		t: t, schema: consoleSchema(t), today: today(), raw: storetest.Raw(t, address), people: map[viewer.Role]*client{},
		accounts: account.New(db, account.Options{Now: time.Now, Zone: zone}), operator: viewer.AsOperator(context.Background(), "test"),
	}
	w.tables = tablesOf(t, w.raw, db.Dialect())
	w.url = serve(t, "--db", address, "serve", "--addr", "127.0.0.1:0", "--rate-limit", "-1", "--files", "file:"+filepath.Join(t.TempDir(), "files")).url
	w.nobody = newClient(w.url)
	w.person("root", "示例总管", account.GrantRole{Role: viewer.Administrator})
	w.root = w.signIn("root")
	w.inside, w.outside = w.newSide("内甲", "430199"), w.newSide("外乙", "430198")
	in := w.inside
	for role, place := range map[viewer.Role]account.GrantRole{
		viewer.Administrator:      {Organization: in.district},
		viewer.DistrictOfficer:    {Organization: in.district},
		viewer.SubdistrictOfficer: {Organization: in.subdistrict},
		viewer.CommunityOfficer:   {Organization: in.community},
		viewer.Inspector:          {Organization: in.district},
		viewer.OwnersCommittee:    {Organization: in.committeeBody},
		viewer.ContractorManager:  {Contractor: in.contractor},
		viewer.ContractorStaff:    {Contractor: in.contractor},
		viewer.TenderExpert:       {Organization: in.district},
		viewer.Auditor:            {Organization: in.district},
	} {
		name := strings.ReplaceAll(string(role), "_", "-")
		place.Role = role
		w.person(name, in.mark+"示例"+name, place)
		w.people[role] = w.signIn(name)
	}
	for _, s := range []*side{w.inside, w.outside} {
		s.officer = w.people[viewer.DistrictOfficer]
		if s == w.outside {
			w.person("other-officer", s.mark+"示例", account.GrantRole{Role: viewer.DistrictOfficer, Organization: s.district})
			s.officer = w.signIn("other-officer")
		}
		s.job = w.upload(s)
		w.attach(w.root, s)
	}
	return w
}

// person makes an account that can sign in.
func (w *world) person(username, name string, g account.GrantRole) int {
	w.t.Helper()
	a, err := w.accounts.CreateWithPassword(w.operator, account.Person{Username: username, Name: name, Email: username + "@example.com", Phone: "13800001234"}, password, g)
	if err != nil {
		w.t.Fatal(err)
	}
	return a.ID
}

func (w *world) signIn(username string) *client {
	w.t.Helper()
	c := newClient(w.url)
	c.must(w.t, nil, `mutation($u:String!,$p:String!){signIn(username:$u,password:$p){step}}`, map[string]any{"u": username, "p": password})
	return c
}

// make runs a mutation of root's and returns the id of what it made.
func (w *world) create(query string, input map[string]any) int {
	w.t.Helper()
	var out map[string]struct{ ID string }
	w.root.must(w.t, &out, query, map[string]any{"input": input})
	for _, v := range out {
		return w.number(v.ID)
	}
	w.t.Fatal("nothing was made")
	return 0
}

func (w *world) number(s string) int {
	w.t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

const (
	addOrganization = `mutation($input:CreateOrganizationInput!){made:createOrganization(input:$input){id}}`
	addCompound     = `mutation($input:CompoundInput!){made:createCompound(input:$input){id}}`
)

func (w *world) newSide(mark, code string) *side {
	w.t.Helper()
	s := &side{mark: mark, code: code}
	if w.inside == nil && w.outside == nil && code == "430199" {
		w.create(addOrganization, map[string]any{"code": "4301", "name": "示例市", "kind": "CITY"})
	}
	s.district = w.create(addOrganization, map[string]any{"code": code, "name": mark + "区", "kind": "DISTRICT", "parent": id(w.city())})
	s.subdistrict = w.create(addOrganization, map[string]any{"code": code + "001", "name": mark + "街道", "kind": "SUBDISTRICT", "parent": id(s.district)})
	s.community = w.create(addOrganization, map[string]any{"code": code + "001001", "name": mark + "社区", "kind": "COMMUNITY", "parent": id(s.subdistrict)})
	s.single = w.spare(s)
	s.contractor = w.create(`mutation($input:ContractorInput!){made:createContractor(input:$input){id}}`, map[string]any{
		"uscc": w.uscc(), "name": mark + "物业", "phone": "13800001234", "legalRepresentative": "示例法人",
	})
	s.zone = w.create(`mutation($input:ZoneInput!){made:createZone(input:$input){id}}`, map[string]any{
		"code": w.unique("Z"), "name": mark + "片区", "subdistrict": id(s.subdistrict), "compounds": []string{id(s.single), id(w.spare(s))},
	})
	s.engagement = w.create(`mutation($input:EngagementInput!){made:createEngagement(input:$input){id}}`, map[string]any{
		"compound": id(s.single), "contractor": id(s.contractor), "mode": "PROFESSIONAL", "from": "2025-01-01",
	})
	s.qualification = w.create(`mutation($input:QualificationInput!){made:createQualification(input:$input){id}}`, map[string]any{
		"certificate": mark + "证一", "contractor": id(s.contractor), "grade": "GRADE_1", "issued": "2025-01-01",
	})
	var made struct {
		Made struct {
			ID           string
			Version      int
			Organization struct{ ID string }
		}
	}
	w.root.must(w.t, &made, `mutation($input:CommitteeInput!){made:createCommittee(input:$input){id version organization{id}}}`, input(map[string]any{
		"name": mark + "业委会", "compound": id(s.single), "elected": "2025-03-01", "termFrom": "2025-03-01", "termTo": "2030-02-28",
	}))
	s.committee, s.committeeBody = w.number(made.Made.ID), w.number(made.Made.Organization.ID)
	w.root.must(w.t, nil, `mutation($id:ID!,$v:Int!,$m:[CommitteeMemberInput!]!){setCommitteeMembers(id:$id,version:$v,members:$m){id}}`, map[string]any{
		"id": made.Made.ID, "v": made.Made.Version, "m": members(mark + "示例"),
	})
	s.target = w.person("target-"+code, mark+"示例目标", account.GrantRole{Role: viewer.CommunityOfficer, Organization: s.community})
	s.staff = w.person("staff-"+code, mark+"示例员工", account.GrantRole{Role: viewer.ContractorStaff, Contractor: s.contractor})
	return s
}

func (w *world) city() int {
	w.t.Helper()
	var out struct {
		Organizations struct{ Rows []struct{ ID string } }
	}
	w.root.must(w.t, &out, `{organizations(filter:{kind:CITY}){rows{id}}}`, nil)
	return w.number(out.Organizations.Rows[0].ID)
}

// count and unique tell the things of these tests apart.
func (w *world) count() int { w.made++; return w.made }

func (w *world) unique(prefix string) string { return fmt.Sprintf("%s%03d", prefix, w.count()) }

func (w *world) uscc() string { return fmt.Sprintf("914301%012d", w.count()) }

// spare is a new compound of a side.
func (w *world) spare(s *side) int {
	w.t.Helper()
	return w.create(addCompound, map[string]any{
		"name": w.unique(s.mark + "小区"), "subdistrict": id(s.subdistrict), "community": s.mark + "社区", "kind": "COMMERCIAL", "households": 100,
	})
}

// version is a thing's version as it stands.
func (w *world) version(typeName string, of int) int {
	w.t.Helper()
	var out struct{ Node struct{ Version int } }
	w.root.must(w.t, &out, `query($id:ID!){node(id:$id){...on `+typeName+`{version}}}`, map[string]any{"id": id(of)})
	return out.Node.Version
}

// member is a new account with a role in a side's community.
func (w *world) member(s *side) int {
	w.t.Helper()
	return w.person(w.unique("member-"), s.mark+"示例成员", account.GrantRole{Role: viewer.CommunityOfficer, Organization: s.community})
}

func (w *world) disable(of int) {
	w.t.Helper()
	w.root.must(w.t, nil, `mutation($id:ID!){disableAccount(id:$id,reason:"示例"){id}}`, map[string]any{"id": id(of)})
}

// grantOf is the only grant of an account.
func (w *world) grantOf(of int) int {
	w.t.Helper()
	var out struct {
		Account struct{ Grants []struct{ ID string } }
	}
	w.root.must(w.t, &out, `query($id:ID!){account(id:$id){grants{id}}}`, map[string]any{"id": id(of)})
	return w.number(out.Account.Grants[0].ID)
}

// attach adds a photo to a side's compound.
func (w *world) attach(c *client, s *side) int {
	w.t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 1+w.count()))); err != nil {
		w.t.Fatal(err)
	}
	return w.send(c, "/console/attachments?parent="+id(s.single), s.mark+".png", b.Bytes())
}

// upload sends a workbook that holds one contractor, and waits until it is checked.
func (w *world) upload(s *side) int {
	w.t.Helper()
	job := w.send(s.officer, "/console/imports", s.mark+".zip", zipped(w.t, "企业.csv", "统一社会信用代码,名称\n"+w.uscc()+","+w.unique(s.mark+"物业")+"\n"))
	w.wait(s, id(job), "CHECKING")
	return job
}

// wait asks until an import has left a status.
func (w *world) wait(s *side, job any, status string) {
	w.t.Helper()
	for {
		var out struct{ ImportJob struct{ Status string } }
		s.officer.must(w.t, &out, `query($id:ID!){importJob(id:$id){status}}`, map[string]any{"id": job})
		if out.ImportJob.Status != status {
			return
		}
	}
}

// send posts a file and returns the id of what became of it.
func (w *world) send(c *client, path, name string, body []byte) int {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, c.url+path, bytes.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/octet-stream")
	r.Header.Set("X-File-Name", url.PathEscape(name))
	resp, err := c.http.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	var out struct{ ID string }
	if err := json.Unmarshal(raw, &out); err != nil || out.ID == "" {
		w.t.Fatalf("%s: status %d: %s", path, resp.StatusCode, raw)
	}
	return w.number(out.ID)
}

// zipped is an archive with one file.
func zipped(t *testing.T, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create(name)
	if err == nil {
		_, err = f.Write([]byte(text))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
