package notice_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	now   = time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC)
	today = calendar.MustParse("2026-11-25")
)

func operator() context.Context {
	return store.WithClock(viewer.AsOperator(context.Background(), "test"), func() time.Time { return now })
}

// reader is a context in which an account has leave for its own notices.
func reader(id int) context.Context {
	ctx := viewer.AsAccount(store.WithClock(context.Background(), func() time.Time { return now }), viewer.Account{ID: id})
	return viewer.WithLeave(ctx, viewer.Leave{Operation: "Query.myNotices", Self: id})
}

func person(t *testing.T, s *store.Store, username string, change func(*ent.AccountCreate)) int {
	t.Helper()
	c := s.Client.Account.Create().SetUsername(username).SetName(username).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").
		SetEmail(username + "@example.org").SetCreatedAt(now)
	if change != nil {
		change(c)
	}
	a, err := c.Save(operator())
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func send(t *testing.T, s *store.Store, day calendar.Date, m notice.Message, to ...int) {
	t.Helper()
	if _, err := store.InTx(operator(), s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		return struct{}{}, notice.Send(ctx, tx, day, to, m)
	}); err != nil {
		t.Fatal(err)
	}
}

func message(kind notice.Kind, subject string) notice.Message {
	return notice.Message{Kind: kind, Subject: subject, Title: fault.Say("标题 %s", "Title %s", subject), Link: "/console"}
}

func count(t *testing.T, s *store.Store) int {
	t.Helper()
	n, err := s.Client.Notice.Query().Count(operator())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnAccountIsToldOfAKindAndSubjectOnceADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := person(t, s, "a", nil), person(t, s, "b", nil)
		for _, step := range []struct {
			name string
			do   func()
			want int
		}{
			{"both are told, however often they are named", func() { send(t, s, today, message(notice.ImportFailed, "1"), b, a, a) }, 2},
			{"the same day again tells nobody", func() { send(t, s, today, message(notice.ImportFailed, "1"), a, b) }, 2},
			{"another subject is news", func() { send(t, s, today, message(notice.ImportFailed, "2"), a) }, 3},
			{"another kind is news", func() { send(t, s, today, message(notice.ImportFinished, "1"), a) }, 4},
			{"another day is news", func() { send(t, s, today.AddDays(1), message(notice.ImportFailed, "1"), a) }, 5},
			{"what is told once ever is no news on another day", func() {
				m := message(notice.ImportFailed, "1")
				m.Once = true
				send(t, s, today.AddDays(2), m, a, b)
			}, 5},
			{"nobody is told nothing", func() { send(t, s, today, message(notice.ImportFailed, "3")) }, 5},
		} {
			step.do()
			if n := count(t, s); n != step.want {
				t.Fatalf("%s: %d notices, want %d", step.name, n, step.want)
			}
		}
	})
}

func TestManyWhoTellTheSameAtOnceTellItOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := person(t, s, "a", nil), person(t, s, "b", nil)
		var all sync.WaitGroup
		for i := range 16 {
			all.Go(func() {
				to := []int{a, b}
				if i%2 == 1 {
					to = []int{b, a}
				}
				if _, err := store.InTx(operator(), s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
					return struct{}{}, notice.Send(ctx, tx, today, to, message(notice.ImportFailed, "1"))
				}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := count(t, s); n != 2 {
			t.Errorf("%d notices, want 2", n)
		}
	})
}

func TestWhoIsToldByMailToo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, c := range []struct {
			name   string
			kind   notice.Kind
			change func(*ent.AccountCreate)
			told   bool
			mail   bool
		}{
			{"an account with an address", notice.ImportFinished, nil, true, true},
			{"one that wants no mail", notice.ImportFinished, func(a *ent.AccountCreate) { a.SetMailNotices(false) }, true, false},
			{"one that wants no mail, about its safety", notice.PasswordChanged, func(a *ent.AccountCreate) { a.SetMailNotices(false) }, true, true},
			{"one without an address", notice.PasswordChanged, func(a *ent.AccountCreate) { a.SetEmail("") }, true, false},
			{"one that is disabled", notice.PasswordChanged, func(a *ent.AccountCreate) { a.SetDisabledAt(now) }, false, false},
		} {
			id := person(t, s, fmt.Sprintf("user%d", count(t, s)), c.change)
			before := count(t, s)
			send(t, s, today, message(c.kind, c.name), id)
			post, err := notice.Post(operator(), s, now)
			if err != nil {
				t.Fatal(err)
			}
			mail := len(post) > 0 && post[len(post)-1].AccountID == id
			if told := count(t, s) > before; told != c.told || mail != c.mail {
				t.Errorf("%s: told %v, by mail %v; want %v, %v", c.name, told, mail, c.told, c.mail)
			}
		}
	})
}

func TestANoticeGoesWithTheTransactionOfItsChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := person(t, s, "a", nil)
		undone := fmt.Errorf("undone")
		_, err := store.InTx(operator(), s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
			if err := notice.Send(ctx, tx, today, []int{a}, message(notice.ImportFinished, "1")); err != nil {
				t.Error(err)
			}
			return struct{}{}, undone
		})
		if err == nil || count(t, s) != 0 {
			t.Errorf("the change was undone (%v), and %d notices stayed", err, count(t, s))
		}
	})
}

func TestAccountsReadAndMarkTheirOwnNoticesAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := person(t, s, "a", nil), person(t, s, "b", nil)
		for i := range 3 {
			send(t, s, today, message(notice.ImportFinished, fmt.Sprint(i)), a, b)
		}
		rows, total, err := notice.NewBook(s).Mine(reader(a), false, 2, 0, true)
		if err != nil || total != 3 || len(rows) != 2 || rows[0].AccountID != a || rows[0].ID < rows[1].ID {
			t.Fatalf("%d rows of %d (%v); want 2 of 3, the latest first", len(rows), total, err)
		}
		others, _, err := notice.NewBook(s).Mine(reader(b), false, 100, 0, true)
		if err != nil {
			t.Fatal(err)
		}
		unread, err := notice.NewBook(s).Read(reader(a), []int{rows[0].ID, others[0].ID, 12345})
		if err != nil || unread != 2 {
			t.Errorf("%d unread (%v), want 2", unread, err)
		}
		if _, n, err := notice.NewBook(s).Mine(reader(b), true, 1, 0, true); err != nil || n != 3 {
			t.Errorf("b has %d unread (%v): what a named of theirs must stay unread", n, err)
		}
		if _, total, err := notice.NewBook(s).Mine(reader(a), true, 10, 0, true); err != nil || total != 2 {
			t.Errorf("%d unread in the list (%v), want 2", total, err)
		}
		if unread, err := notice.NewBook(s).Read(reader(a), nil); err != nil || unread != 0 {
			t.Errorf("%d unread after all were marked (%v)", unread, err)
		}
	})
}

func TestNobodyReadsNoticesWithoutLeave(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := person(t, s, "a", nil)
		send(t, s, today, message(notice.ImportFinished, "1"), a)
		for name, ctx := range map[string]context.Context{
			"nobody":                  context.Background(),
			"anyone":                  viewer.AsPublic(context.Background()),
			"an account before leave": viewer.AsAccount(context.Background(), viewer.Account{ID: a}),
			"the leave of another":    viewer.WithLeave(viewer.AsAccount(context.Background(), viewer.Account{ID: a + 1}), viewer.Leave{Self: a}),
		} {
			if _, _, err := notice.NewBook(s).Mine(ctx, false, 10, 0, true); fault.CodeOf(err) != fault.CodeUnauthenticated {
				t.Errorf("%s lists notices: %v", name, err)
			}
			if _, err := notice.NewBook(s).Read(ctx, nil); fault.CodeOf(err) != fault.CodeUnauthenticated {
				t.Errorf("%s marks notices: %v", name, err)
			}
		}
		// The store refuses, too, whoever asks it without the room.
		if _, err := s.Client.Notice.Query().All(reader(a)); err == nil {
			t.Error("an account reads the table itself")
		}
		for _, page := range [][2]int{{0, 0}, {101, 0}, {10, -1}} {
			if _, _, err := notice.NewBook(s).Mine(reader(a), false, page[0], page[1], true); fault.CodeOf(err) != fault.CodeInvalid {
				t.Errorf("first %d, skip %d: %v", page[0], page[1], err)
			}
		}
		if _, err := notice.NewBook(s).Read(reader(a), make([]int, 101)); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("101 ids: %v", err)
		}
	})
}

func TestEveryRoleHasAName(t *testing.T) {
	for _, r := range viewer.Roles {
		if w := notice.RoleNames[r]; w.Zh == "" || w.En == "" {
			t.Errorf("%s has no name", r)
		}
	}
}

func TestATitleThatIsTooLongIsCut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := person(t, s, "a", nil)
		long := ""
		for range 200 {
			long += "小区"
		}
		send(t, s, today, notice.OfQualification(1, long, long, today, 30), a)
		rows, _, err := notice.NewBook(s).Mine(reader(a), false, 1, 0, true)
		if err != nil || len(rows) != 1 || len(rows[0].TitleZh) > 300 {
			t.Errorf("%d notices (%v)", len(rows), err)
		}
	})
}
