package attachment_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/ent/auditentry"
	entengagement "smileboard/ent/engagement"
	entorganization "smileboard/ent/organization"
	entqualification "smileboard/ent/qualification"
	"smileboard/internal/attachment"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// town has two sub-districts with a compound each, and two companies of which the first manages the first compound.
type town struct {
	*attachment.Service
	store *store.Store
	blobs blob.Store
	dir   string

	district, near, far            int // organizations
	nearCompound, farCompound      int
	zone, committeeBody, committee int
	company, rival                 int
	engagement, certificate        int
}

// eachTown runs a test in a town on each database.
func eachTown(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := &town{store: s, dir: t.TempDir()}
		var err error
		if w.blobs, err = blob.Open(t.Context(), "file:"+w.dir, blob.Keys{}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = w.blobs.Close() })
		w.Service = attachment.NewService(s, w.blobs)
		w.build(t)
		test(t, w)
	})
}

func (w *town) operator(t testing.TB) context.Context { return viewer.AsOperator(t.Context(), "test") }

func (w *town) build(t *testing.T) {
	t.Helper()
	ctx, c := w.operator(t), w.store.Client
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	organization := func(code string, kind entorganization.Kind, parent int) int {
		create := c.Organization.Create().SetCode(code).SetName(code).SetKind(kind).SetSortKey(code).SetSearchText(code).SetInitials(code).SetInitialsAlt(code)
		if parent != 0 {
			create.SetParentID(parent)
		}
		o, err := create.Save(ctx)
		check(err)
		return o.ID
	}
	w.district = organization("430104", entorganization.KindDistrict, 0)
	w.near = organization("430104005", entorganization.KindSubdistrict, w.district)
	w.far = organization("430104006", entorganization.KindSubdistrict, w.district)
	w.committeeBody = organization("Y1", entorganization.KindCommittee, w.near)
	zone, err := c.Zone.Create().SetCode("Z1").SetName("片区").SetDistrictID(w.district).SetSubdistrictID(w.near).
		SetSortKey("z").SetSearchText("z").SetInitials("z").SetInitialsAlt("z").Save(ctx)
	check(err)
	w.zone = zone.ID
	compound := func(code string, subdistrict int) int {
		x, err := c.Compound.Create().SetCode(code).SetName("小区" + code).SetDistrictID(w.district).SetSubdistrictID(subdistrict).
			SetKind("commercial").SetHouseholds(10).SetSortKey(code).SetSearchText(code).SetInitials(code).SetInitialsAlt(code).Save(ctx)
		check(err)
		return x.ID
	}
	w.nearCompound, w.farCompound = compound("4301040050001", w.near), compound("4301040060001", w.far)
	check(c.Compound.UpdateOneID(w.nearCompound).SetZoneID(w.zone).Exec(ctx))
	company := func(uscc string) int {
		x, err := c.Contractor.Create().SetUscc(uscc).SetName(uscc).SetSortKey(uscc).SetSearchText(uscc).SetInitials(uscc).SetInitialsAlt(uscc).Save(ctx)
		check(err)
		return x.ID
	}
	w.company, w.rival = company("91430100MA4L000001"), company("91430100MA4L000002")
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	e, err := c.Engagement.Create().SetCompoundID(w.nearCompound).SetContractorID(w.company).SetMode(entengagement.ModeProfessional).SetStarts(day).Save(ctx)
	check(err)
	w.engagement = e.ID
	q, err := c.Qualification.Create().SetCertificate("湘01").SetContractorID(w.company).SetGrade(entqualification.GradeGrade1).SetIssued(day).Save(ctx)
	check(err)
	w.certificate = q.ID
	k, err := c.Committee.Create().SetOrganizationID(w.committeeBody).SetDistrictID(w.district).SetSubdistrictID(w.near).SetCompoundID(w.nearCompound).
		SetElected(day).SetTermStarts(day).SetTermEnds(day.AddDate(5, 0, 0)).Save(ctx)
	check(err)
	w.committee = k.ID
}

// as is somebody with these powers, who has an account.
func (w *town) as(t *testing.T, name string, powers ...viewer.Power) context.Context {
	t.Helper()
	a, err := w.store.Client.Account.Create().SetUsername(name).SetName(name).SetSortKey(name).SetSearchText(name).SetInitials(name).SetInitialsAlt(name).
		SetCreatedAt(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Save(w.operator(t))
	if err != nil {
		t.Fatal(err)
	}
	return viewer.AsAccount(t.Context(), viewer.Account{ID: a.ID, Username: name, Name: name, Powers: powers})
}

func (w *town) in(role viewer.Role, organizations ...int) viewer.Power {
	return viewer.Power{Role: role, Organization: organizations[0], Branch: organizations}
}

func (w *town) of(role viewer.Role, company int) viewer.Power {
	return viewer.Power{Role: role, Contractor: company}
}

func photo(t testing.TB, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (w *town) add(t *testing.T, ctx context.Context, parent int) *ent.Attachment { //nolint:revive // the test comes first
	t.Helper()
	a, err := w.Add(ctx, parent, "单元门口.heic", bytes.NewReader(photo(t, 400, 200)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (w *town) files(t *testing.T) (n int) {
	t.Helper()
	err := filepath.WalkDir(w.dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (w *town) rows(t *testing.T) int {
	t.Helper()
	n, err := w.store.Client.Attachment.Query().Count(w.operator(t))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatIsAddedIsListedReadAndRemoved(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		officer := w.as(t, "officer", w.in(viewer.SubdistrictOfficer, w.near))
		a := w.add(t, officer, w.nearCompound)
		if a.Name != "单元门口.png" || a.MediaType != "image/png" || a.Width != 400 || a.Height != 200 || a.ParentType != "Compound" || a.AccountID == nil {
			t.Errorf("added %+v", a)
		}
		list, err := w.List(officer, w.nearCompound)
		if err != nil || len(list) != 1 || list[0].ID != a.ID {
			t.Errorf("listed %v, %v", list, err)
		}
		if by := list[0].Edges.Account; by == nil || by.Name != "officer" {
			t.Errorf("added by %v", by)
		}
		for _, thumbnail := range []bool{false, true} {
			_, content, err := w.Open(officer, a.ID, thumbnail)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := io.ReadAll(content)
			if err := errors.Join(err, content.Close()); err != nil {
				t.Fatal(err)
			}
			if config, _, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil || thumbnail && config.Width != 320 || !thumbnail && config.Width != 400 {
				t.Errorf("thumbnail %v: %+v, %v", thumbnail, config, err)
			}
		}
		if err := w.Remove(officer, a.ID); err != nil {
			t.Fatal(err)
		}
		if list, err := w.List(officer, w.nearCompound); err != nil || len(list) != 0 {
			t.Errorf("after the removal: %v, %v", list, err)
		}
		if _, _, err := w.Open(officer, a.ID, false); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("after the removal: %v", err)
		}
		if err := w.Remove(officer, a.ID); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("removed twice: %v", err)
		}
		w.wantRecord(t, "Upload.attachment", "Mutation.removeAttachment")
	})
}

// wantRecord holds that the record has these actions and no others, about the near compound, readable by its branch.
func (w *town) wantRecord(t *testing.T, actions ...string) {
	t.Helper()
	entries, err := w.store.Client.AuditEntry.Query().Order(auditentry.ByNumber()).All(w.operator(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Action)
		if e.SubjectType != "Compound" || e.SubjectID == nil || *e.SubjectID != w.nearCompound || e.OrganizationID == nil || *e.OrganizationID != w.near ||
			e.AccountID == nil || e.Role != "subdistrict_officer" || !strings.Contains(e.Before+e.After, "单元门口.png") {
			t.Errorf("recorded %+v", e)
		}
	}
	if strings.Join(got, " ") != strings.Join(actions, " ") {
		t.Errorf("recorded %v", got)
	}
	if _, _, problem, ok, err := audit.Verify(w.operator(t), w.store.Client); err != nil || !ok {
		t.Errorf("the record does not hold: %v, %v", problem, err)
	}
}

// TestTheRightsAreThoseOfTheParent asks for every parent as every role, inside and outside its branch, and as nobody.
func TestTheRightsAreThoseOfTheParent(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		type caller struct {
			name string
			ctx  context.Context
			sees map[string]bool
			adds bool
		}
		all := map[string]bool{"near": true, "far": true, "zone": true, "committee": true, "company": true, "engagement": true, "certificate": true}
		inNear := map[string]bool{"near": true, "zone": true, "committee": true, "company": true, "engagement": true, "certificate": true}
		inFar := map[string]bool{"far": true, "company": true, "certificate": true} // an office sees all companies
		ofCompany := map[string]bool{"near": true, "zone": true, "company": true, "engagement": true, "certificate": true}
		none := map[string]bool{}
		parents := map[string]int{
			"near": w.nearCompound, "far": w.farCompound, "zone": w.zone, "committee": w.committee, "company": w.company, "engagement": w.engagement, "certificate": w.certificate,
		}
		everywhere := viewer.Power{Role: viewer.Administrator}
		auditor := viewer.Power{Role: viewer.Auditor}
		callers := []caller{
			{"administrator", w.as(t, "administrator", everywhere), all, true},
			{"district officer", w.as(t, "district", w.in(viewer.DistrictOfficer, w.district, w.near, w.far, w.committeeBody)), all, true},
			{"sub-district officer", w.as(t, "subdistrict", w.in(viewer.SubdistrictOfficer, w.near, w.committeeBody)), inNear, true},
			{"sub-district officer of another branch", w.as(t, "elsewhere", w.in(viewer.SubdistrictOfficer, w.far)), inFar, true},
			{"community officer of another branch", w.as(t, "community", w.in(viewer.CommunityOfficer, w.far)), inFar, true},
			{"inspector", w.as(t, "inspector", w.in(viewer.Inspector, w.near, w.committeeBody)), inNear, true},
			{"owners' committee", w.as(t, "committee", w.in(viewer.OwnersCommittee, w.committeeBody)), map[string]bool{"near": true, "zone": true, "committee": true, "company": true, "engagement": true}, true},
			{"manager", w.as(t, "manager", w.of(viewer.ContractorManager, w.company)), ofCompany, true},
			{"staff", w.as(t, "staff", w.of(viewer.ContractorStaff, w.company)), ofCompany, true},
			{"a rival's manager", w.as(t, "rival", w.of(viewer.ContractorManager, w.rival)), none, true},
			{"expert", w.as(t, "expert", w.in(viewer.TenderExpert, w.district, w.near, w.far)), none, false},
			{"auditor", w.as(t, "auditor", auditor), all, false},
			{"somebody without a grant", w.as(t, "new"), none, false},
		}
		for parentName, parent := range parents {
			a := w.add(t, callers[0].ctx, parent)
			for _, c := range callers {
				name := c.name + ", " + parentName
				_, content, err := w.Open(c.ctx, a.ID, false)
				if c.sees[parentName] != (err == nil) {
					t.Errorf("%s: open: %v", name, err)
				}
				if err == nil {
					_ = content.Close()
				} else if fault.CodeOf(err) != fault.CodeNotFound {
					t.Errorf("%s: open tells that there is something: %v", name, err)
				}
				if _, err := w.List(c.ctx, parent); c.sees[parentName] != (err == nil) {
					t.Errorf("%s: list: %v", name, err)
				}
				before, blobs := w.rows(t), w.files(t)
				added, err := w.Add(c.ctx, parent, "x.png", bytes.NewReader(photo(t, 1, before+2)))
				if may := c.adds && c.sees[parentName]; may != (err == nil) {
					t.Errorf("%s: add: %v", name, err)
				}
				if err != nil && (w.rows(t) != before || w.files(t) != blobs) {
					t.Errorf("%s: a refused file left something", name)
				}
				if err == nil && w.Remove(c.ctx, added.ID) != nil && c.name != "staff" { // staff may not remove at all
					t.Errorf("%s: cannot remove what they added", name)
				}
				officer := strings.Contains(c.name, "officer") || c.name == "administrator"
				if c.name != "administrator" && !(officer && c.sees[parentName]) {
					if err := w.Remove(c.ctx, a.ID); err == nil {
						t.Fatalf("%s: removed what another one added", name)
					}
				}
			}
			for who, ctx := range map[string]context.Context{"nobody": t.Context(), "the public": viewer.AsPublic(t.Context())} {
				_, _, err := w.Open(ctx, a.ID, false)
				if fault.CodeOf(err) != fault.CodeUnauthenticated {
					t.Errorf("%s: open: %v", who, err)
				}
				if _, err := w.List(ctx, parent); fault.CodeOf(err) != fault.CodeUnauthenticated {
					t.Errorf("%s: list: %v", who, err)
				}
				if _, err := w.Add(ctx, parent, "x.png", unread{t}); fault.CodeOf(err) != fault.CodeUnauthenticated {
					t.Errorf("%s: add: %v", who, err)
				}
				if err := w.Remove(ctx, a.ID); fault.CodeOf(err) != fault.CodeUnauthenticated {
					t.Errorf("%s: remove: %v", who, err)
				}
			}
		}
	})
}

// unread is a body that must not be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the file of a stranger was read")
	return 0, io.EOF
}

func TestWhoReadsEverywhereUploadsOnlyInTheirOwnBranch(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		both := w.as(t, "both", viewer.Power{Role: viewer.Auditor}, w.in(viewer.CommunityOfficer, w.near))
		if _, err := w.List(both, w.farCompound); err != nil {
			t.Errorf("list: %v", err)
		}
		if _, err := w.Add(both, w.farCompound, "x.png", unread{t}); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("add: %v", err)
		}
	})
}

func TestATokenNeedsItsScope(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := w.as(t, "officer", w.in(viewer.SubdistrictOfficer, w.near))
		v, _ := viewer.From(ctx)
		a, _ := v.Account()
		a.Token, a.Scopes = true, []string{"read"}
		reader := viewer.AsAccount(t.Context(), a)
		if _, err := w.Add(reader, w.nearCompound, "x.png", unread{t}); fault.ReasonOf(err) != "account.token_scope" {
			t.Errorf("add: %v", err)
		}
		if _, err := w.List(reader, w.nearCompound); err != nil {
			t.Errorf("list: %v", err)
		}
	})
}

func TestNothingOfWhatIsNoParent(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		a := w.add(t, admin, w.nearCompound)
		for _, id := range []int{0, -1, 1, w.near, a.ID, w.nearCompound + 1000, 1<<62 + 1} {
			if _, err := w.Add(admin, id, "x.png", unread{t}); fault.CodeOf(err) != fault.CodeNotFound {
				t.Errorf("%d: add: %v", id, err)
			}
			if _, err := w.List(admin, id); fault.CodeOf(err) != fault.CodeNotFound {
				t.Errorf("%d: list: %v", id, err)
			}
			if id != a.ID {
				if _, _, err := w.Open(admin, id, false); fault.CodeOf(err) != fault.CodeNotFound {
					t.Errorf("%d: open: %v", id, err)
				}
			}
		}
		if w.rows(t) != 1 {
			t.Errorf("%d rows", w.rows(t))
		}
	})
}

func TestTheSameBytesTwiceAreKeptOnce(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		w.add(t, admin, w.nearCompound)
		w.add(t, admin, w.farCompound)
		if w.rows(t) != 2 || w.files(t) != 2 {
			t.Errorf("%d rows, %d files: wanted two rows, one picture and its thumbnail", w.rows(t), w.files(t))
		}
	})
}

func TestARefusedFileLeavesNothing(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		for reason, in := range map[string]struct{ name, content string }{
			"attachment.type":      {"photo.jpg", "<svg onload='alert(1)'/>"},
			"attachment.empty":     {"photo.jpg", ""},
			"attachment.too_large": {"photo.jpg", strings.Repeat("x", attachment.MaxBytes+1)},
			"attachment.name":      {"../..", string(photo(t, 3, 3))},
			"attachment.long_name": {strings.Repeat("长", 500), string(photo(t, 3, 3))},
		} {
			if _, err := w.Add(admin, w.nearCompound, in.name, strings.NewReader(in.content)); fault.ReasonOf(err) != reason {
				t.Errorf("%s: %v", reason, err)
			}
		}
		if w.rows(t) != 0 || w.files(t) != 0 {
			t.Errorf("%d rows, %d files", w.rows(t), w.files(t))
		}
		w.wantRecord(t)
	})
}

func TestWithoutAPlaceForFilesItSaysWhatToSet(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		a := w.add(t, admin, w.nearCompound)
		homeless := attachment.NewService(w.store, nil)
		if _, err := homeless.Add(admin, w.nearCompound, "x.png", unread{t}); fault.ReasonOf(err) != "attachment.no_place" {
			t.Errorf("add: %v", err)
		}
		if _, _, err := homeless.Open(admin, a.ID, false); fault.CodeOf(err) != fault.CodeNotFound {
			t.Errorf("open: %v", err)
		}
		if list, err := homeless.List(admin, w.nearCompound); err != nil || len(list) != 1 {
			t.Errorf("list: %v, %v", list, err)
		}
		if err := homeless.Remove(admin, a.ID); err != nil {
			t.Error(err)
		}
	})
}

func TestThereIsALimitToWhatOneThingHas(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		a := w.add(t, admin, w.nearCompound)
		var rows []*ent.AttachmentCreate
		for range attachment.MaxPerParent - 1 {
			rows = append(rows, w.store.Client.Attachment.Create().SetParentType(a.ParentType).SetParentID(a.ParentID).SetName(a.Name).
				SetMediaType(a.MediaType).SetSize(a.Size).SetDigest(a.Digest).SetCreatedAt(a.CreatedAt))
		}
		if err := w.store.Client.Attachment.CreateBulk(rows...).Exec(w.operator(t)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Add(admin, w.nearCompound, "x.png", bytes.NewReader(photo(t, 3, 3))); fault.ReasonOf(err) != "attachment.many" {
			t.Errorf("got %v", err)
		}
		if err := w.Remove(admin, a.ID); err != nil {
			t.Fatal(err)
		}
		w.add(t, admin, w.nearCompound)
	})
}

func TestManyAddAtOnceAndTheRecordHolds(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		var all sync.WaitGroup
		for i := range 32 {
			all.Go(func() {
				if _, err := w.Add(admin, w.nearCompound, "x.png", bytes.NewReader(photo(t, 10, 10+i%4))); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if w.rows(t) != 32 {
			t.Errorf("%d rows", w.rows(t))
		}
		if n, _, problem, ok, err := audit.Verify(w.operator(t), w.store.Client); err != nil || !ok || n != 32 {
			t.Errorf("%d entries, %v, %v", n, problem, err)
		}
	})
}

func TestASweepTakesWhatNobodyNeedsAndNothingElse(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		kept := w.add(t, admin, w.nearCompound)
		removed, err := w.Add(admin, w.nearCompound, "x.png", bytes.NewReader(photo(t, 5, 5)))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Remove(admin, removed.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.blobs.Put(t.Context(), []byte("whose row was never written")); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			after time.Duration
			want  int
		}{{0, 0}, {25 * time.Hour, 1}, {29 * 24 * time.Hour, 0}, {31 * 24 * time.Hour, 2}, {365 * 24 * time.Hour, 0}} {
			later := store.WithClock(w.operator(t), func() time.Time { return time.Now().Add(c.after) })
			if n, err := attachment.Sweep(later, w.store.Client, w.blobs); err != nil || n != c.want {
				t.Errorf("after %s: %d, %v, want %d", c.after, n, err, c.want)
			}
		}
		if _, content, err := w.Open(admin, kept.ID, true); err != nil {
			t.Error(err)
		} else {
			_ = content.Close()
		}
	})
}

func TestACheckNamesWhatIsMissingOrDamaged(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		admin := w.as(t, "admin", viewer.Power{Role: viewer.Administrator})
		a := w.add(t, admin, w.nearCompound)
		if problems, n, err := attachment.Check(w.operator(t), w.store.Client, w.blobs); err != nil || n != 1 || len(problems) != 0 {
			t.Errorf("sound: %v, %d, %v", problems, n, err)
		}
		if err := os.Remove(filepath.Join(w.dir, a.Digest[:2], a.Digest)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.dir, a.Thumbnail[:2], a.Thumbnail), []byte("changed"), 0o600); err != nil {
			t.Fatal(err)
		}
		problems, _, err := attachment.Check(w.operator(t), w.store.Client, w.blobs)
		if err != nil || len(problems) != 2 || !strings.Contains(problems[0].En, "missing") || !strings.Contains(problems[1].En, "damaged") {
			t.Errorf("got %v, %v", problems, err)
		}
		if _, _, err := w.Open(admin, a.ID, false); !errors.Is(err, blob.ErrMissing) || fault.CodeOf(err) != fault.CodeInternal {
			t.Errorf("open: %v", err)
		}
	})
}
