package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"smileboard/ent"
	"smileboard/ent/organization"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func operator() context.Context { return viewer.AsOperator(context.Background(), "test") }

func district(ctx context.Context, tx *ent.Tx, code string) (*ent.Organization, error) {
	return tx.Organization.Create().SetCode(code).SetName(code).SetKind(organization.KindDistrict).
		SetSortKey(code).SetSearchText(code).SetInitials(code).SetInitialsAlt(code).Save(ctx)
}

func TestNobodyReadsOrWritesWithoutACaller(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := s.Client.Organization.Query().All(context.Background()); fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("a read without a caller gave %v", err)
		}
		if _, err := s.Client.Complaint.Query().All(viewer.AsPublic(context.Background())); fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("the public read complaints: %v", err)
		}
		_, err := store.InTx(viewer.AsPublic(context.Background()), s, func(ctx context.Context, tx *ent.Tx) (*ent.Organization, error) {
			return district(ctx, tx, "430104")
		})
		if fault.CodeOf(err) != fault.CodeForbidden {
			t.Errorf("the public wrote: %v", err)
		}
	})
}

func TestATransactionIsAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		broken := errors.New("broken")
		_, err := store.InTx(operator(), s, func(ctx context.Context, tx *ent.Tx) (int, error) {
			if _, err := district(ctx, tx, "430104"); err != nil {
				return 0, err
			}
			return 0, broken
		})
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		if n := s.Client.Organization.Query().CountX(operator()); n != 0 {
			t.Errorf("%d organizations stayed", n)
		}
	})
}

func TestTheEpochReachesAWatcherInAnotherProcess(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		server, command := storetest.Open(t, address, store.Options{}), storetest.Open(t, address, store.Options{})
		ctx, cancel := context.WithCancel(context.Background())
		seen, done := make(chan int64, 8), make(chan struct{})
		go func() { defer close(done); server.Watch(ctx, func(v int64) { seen <- v }) }()
		first := <-seen
		if _, err := store.InTx(operator(), command, func(ctx context.Context, tx *ent.Tx) (int, error) {
			return 0, store.Touch(ctx, tx)
		}); err != nil {
			t.Fatal(err)
		}
		if next := <-seen; next != first+1 {
			t.Errorf("epoch went from %d to %d", first, next)
		}
		cancel()
		<-done
	})
}

func TestAPublishedStandardNeverChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := operator()
		st := s.Client.Standard.Create().SetVersion("t").SetEffectiveFrom(day("2026-01-01")).SetYaml("x").SaveX(ctx)
		if err := s.Client.Standard.DeleteOne(st).Exec(ctx); err == nil || !strings.Contains(err.Error(), "never changes") {
			t.Errorf("deleting it gave %v", err)
		}
	})
}

func TestEngagementsOfOneCompoundNeverShareADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := operator()
		d, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (*ent.Organization, error) { return district(ctx, tx, "430104") })
		if err != nil {
			t.Fatal(err)
		}
		c := s.Client.Compound.Create().SetCode("4301040010001").SetName("x").SetDistrictID(d.ID).SetSubdistrictID(d.ID).
			SetKind("old").SetHouseholds(10).SetSortKey("x").SetSearchText("x").SetInitials("x").SetInitialsAlt("x").SaveX(ctx)
		s.Client.Engagement.Create().SetCompound(c).SetMode("self_managed").SetStarts(day("2026-01-01")).SetEnds(day("2026-03-31")).SaveX(ctx)
		s.Client.Engagement.Create().SetCompound(c).SetMode("self_managed").SetStarts(day("2026-04-01")).SaveX(ctx)
		if _, err := s.Client.Engagement.Create().SetCompound(c).SetMode("self_managed").SetStarts(day("2026-03-31")).Save(ctx); err == nil {
			t.Error("the database took an overlapping engagement")
		}
	})
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"sqlite:a.db": dialect.SQLite, "sqlite:///a/b.db": dialect.SQLite, "postgres://u@h/d": dialect.Postgres,
		"mysql://h": "", "": "", "sqlite:": "", "postgres://": "", "a.db": "",
	} {
		a, err := store.ParseAddress(in)
		if a.Dialect != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", in, a.Dialect, err)
		}
	}
}

func TestWhatIsNoDatabaseIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(path, []byte("dear reader, this is not a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Migrate(context.Background(), "sqlite:"+path); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("got %v", err)
	}
	if files, _ := filepath.Glob(path + "*"); len(files) != 1 {
		t.Errorf("files appeared: %v", files)
	}
}

func TestAFullDiskSaysSo(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t), store.Options{MaxPages: 110})
	_, err := store.InTx(operator(), s, func(ctx context.Context, tx *ent.Tx) (int, error) {
		for i := range 2000 {
			if _, err := district(ctx, tx, strings.Repeat("9", 20)+string(rune('a'+i%26))+string(rune('0'+i/26%10))+strings.Repeat("x", i%10)+string(rune('A'+i/260))); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
	if f, ok := fault.As(err); !ok || f.Reason != "store.full" {
		t.Fatalf("got %v", err)
	}
	if n := s.Client.Organization.Query().CountX(operator()); n != 0 {
		t.Errorf("%d organizations stayed", n)
	}
}
