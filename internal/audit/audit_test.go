package audit_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/ent/auditentry"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var noon = time.Date(2026, 7, 20, 12, 0, 0, 123456789, time.UTC)

func operator() context.Context {
	return store.WithClock(viewer.AsOperator(context.Background(), "test"), func() time.Time { return noon })
}

func record(ctx context.Context, t *testing.T, s *store.Store, names ...string) {
	t.Helper()
	for _, name := range names {
		_, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
			return struct{}{}, audit.Record(ctx, tx, audit.Entry{
				Action: "test", Subject: audit.Subject{Type: "Compound", ID: 7, Name: name}, After: audit.Fields{"名称": name, "n": 1},
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func verify(t *testing.T, s *store.Store) (int64, fault.Words, bool) {
	t.Helper()
	n, _, problem, ok, err := audit.Verify(operator(), s.Client)
	if err != nil {
		t.Fatal(err)
	}
	return n, problem, ok
}

func TestAnEntrySaysWhoDidWhatAsWhatRoleAndFromWhere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := viewer.AsAccount(operator(), viewer.Account{ID: 5, Name: "示例王"})
		ctx = viewer.WithLeave(ctx, viewer.Leave{Operation: "Mutation.updateCompound", Powers: []viewer.Power{{Role: viewer.DistrictOfficer, Organization: 3}}, Self: 5})
		ctx = viewer.WithRequest(ctx, viewer.Request{ID: "r1", Address: "203.0.113.7"})
		record(ctx, t, s, "甲小区")
		e := s.Client.AuditEntry.Query().OnlyX(operator())
		if e.Number != 1 || e.Actor != "示例王" || *e.AccountID != 5 || e.Role != "district_officer" || e.Address != "203.0.113.7" ||
			e.Request != "r1" || e.Action != "test" || e.SubjectName != "甲小区" || *e.SubjectID != 7 || !e.At.Equal(noon.Truncate(time.Microsecond)) ||
			e.Before != "" || e.After != `{"n":1,"名称":"甲小区"}` {
			t.Errorf("%+v", e)
		}
		if n, problem, ok := verify(t, s); !ok || n != 1 {
			t.Error(n, problem, ok)
		}
	})
}

func TestWhatTheProgramDoesOnBehalfOfSomebodyIsTheirs(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t), store.Options{})
	ctx := viewer.AsAccount(operator(), viewer.Account{ID: 5, Name: "示例王"})
	record(viewer.AsSystem(viewer.AsSystem(ctx, "import"), "again"), t, s, "甲")
	if e := s.Client.AuditEntry.Query().OnlyX(operator()); e.Actor != "示例王" {
		t.Error(e.Actor)
	}
}

func TestAnEntryOfAChangeThatFailedIsNotThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		broken := errors.New("broken")
		_, err := store.InTx(operator(), s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
			if err := audit.Record(ctx, tx, audit.Entry{Action: "test"}); err != nil {
				return struct{}{}, err
			}
			return struct{}{}, broken
		})
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		record(operator(), t, s, "甲")
		if n, problem, ok := verify(t, s); !ok || n != 1 {
			t.Error(n, problem, ok)
		}
	})
}

func TestTheDatabaseRefusesToChangeTheRecord(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address, store.Options{})
		record(operator(), t, s, "甲", "乙")
		raw := storetest.Raw(t, address)
		statements := []string{`UPDATE audit_entries SET actor = 'x'`, `DELETE FROM audit_entries`, `DELETE FROM audit_entries WHERE number = 2`}
		if s.Dialect() == "postgres" {
			statements = append(statements, `TRUNCATE audit_entries`)
		}
		for _, statement := range statements {
			if _, err := raw.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "never changes") {
				t.Errorf("%s: %v", statement, err)
			}
		}
		if n, problem, ok := verify(t, s); !ok || n != 2 {
			t.Error(n, problem, ok)
		}
	})
}

// TestVerifyNamesTheFirstBadEntry changes the record as someone with the database's own shell could, who first takes the
// triggers away.
func TestVerifyNamesTheFirstBadEntry(t *testing.T) {
	for name, tt := range map[string]struct{ statement, says string }{
		"changed":             {`UPDATE audit_entries SET after = '{}' WHERE number = 3`, "Entry 3 of the record was changed."},
		"another actor":       {`UPDATE audit_entries SET actor = 'x' WHERE number >= 4`, "Entry 4 of the record was changed."},
		"taken out":           {`DELETE FROM audit_entries WHERE number = 2`, "Entry 2 of the record is missing (the next is 3)."},
		"the first taken out": {`DELETE FROM audit_entries WHERE number = 1`, "Entry 1 of the record is missing (the next is 2)."},
		"the end cut off":     {`DELETE FROM audit_entries WHERE number > 3`, "The end of the record is missing: there should be 5 entries, not 3."},
		"rehashed": {
			`UPDATE audit_entries SET hash = previous WHERE number = 5`, "Entry 5 of the record was changed.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) {
				s := storetest.Open(t, address, store.Options{})
				record(operator(), t, s, "甲", "乙", "丙", "丁", "戊")
				raw := storetest.Raw(t, address)
				disarm(t, raw, s.Dialect())
				if _, err := raw.ExecContext(t.Context(), tt.statement); err != nil {
					if strings.Contains(strings.ToLower(err.Error()), "unique") {
						t.Fatal("the statement must be one that the database takes")
					}
					t.Fatal(err)
				}
				if _, problem, ok := verify(t, s); ok || problem.En != tt.says {
					t.Errorf("%v %q", ok, problem.En)
				}
			})
		})
	}
}

func disarm(t *testing.T, raw *sql.DB, dialect string) {
	t.Helper()
	statements := []string{`DROP TRIGGER audit_entries_frozen_update`, `DROP TRIGGER audit_entries_frozen_delete`, `DROP INDEX audit_entries_hash_key`}
	if dialect == "postgres" {
		statements = []string{`DROP TRIGGER audit_entries_frozen ON audit_entries`, `DROP INDEX audit_entries_hash_key`}
	}
	for _, statement := range statements {
		if _, err := raw.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

func TestManyWritersAtOnceMakeOneChain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const writers, each = 16, 8
		var wg sync.WaitGroup
		errs := make(chan error, writers)
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					ctx := operator()
					body := func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
						if err := store.Touch(ctx, tx); err != nil {
							return struct{}{}, err
						}
						return struct{}{}, audit.Record(ctx, tx, audit.Entry{Action: "test", Subject: audit.Subject{Name: fmt.Sprint(w, i)}})
					}
					var err error
					if w == 0 { // a publication in the midst of them
						_, err = store.InSnapshotAlone(ctx, s, body)
					} else {
						_, err = store.InTx(ctx, s, body)
					}
					if err != nil {
						errs <- err
						return
					}
				}
			})
		}
		wg.Wait()
		close(errs)
		for err := range errs {
			t.Error(err)
		}
		if n, problem, ok := verify(t, s); !ok || n != writers*each {
			t.Error(n, problem, ok)
		}
		if n := s.Client.AuditEntry.Query().Where(auditentry.Action("test")).CountX(operator()); n != writers*each {
			t.Error(n)
		}
	})
}

func TestAPhoneIsMasked(t *testing.T) {
	for in, want := range map[string]string{"": "", "13812345678": "138****5678", "0731-8888": "073****8888", "12345": "****"} {
		if got := audit.Phone(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestDifferKeepsOnlyWhatChanged(t *testing.T) {
	one, other := 1, 1
	b, a := audit.Differ(audit.Fields{"name": "甲", "n": &one, "gone": 1}, audit.Fields{"name": "乙", "n": &other, "new": 2})
	if fmt.Sprint(b) != "map[name:甲]" || fmt.Sprint(a) != "map[name:乙 new:2]" {
		t.Error(b, a)
	}
	if b, a := audit.Differ(audit.Fields{"x": 1}, audit.Fields{"x": 1}); b != nil || a != nil {
		t.Error(b, a)
	}
}
