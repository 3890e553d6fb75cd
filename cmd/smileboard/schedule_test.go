package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// relay is a mail server on this machine that hands on what it takes.
type relay struct{ taken chan string }

func (r relay) NewSession(*smtp.Conn) (smtp.Session, error) { return r, nil }
func (r relay) Mail(string, *smtp.MailOptions) error        { return nil }
func (r relay) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (r relay) Reset()                                      {}
func (r relay) Logout() error                               { return nil }
func (r relay) Data(message io.Reader) error {
	raw, err := io.ReadAll(message)
	r.taken <- string(raw)
	return err
}

func TestAServerMailsWhatWaits(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, db string) {
		s := storetest.Open(t, db, store.Options{})
		ctx := viewer.AsOperator(context.Background(), "test")
		a, err := s.Client.Account.Create().SetUsername("chen").SetName("chen").SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").
			SetEmail("chen@example.org").SetCreatedAt(time.Now()).Save(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
			return struct{}{}, notice.Send(ctx, tx, calendar.FromTime(time.Now()), []int{a.ID}, notice.OfPasswordChange("now"))
		}); err != nil {
			t.Fatal(err)
		}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		r := relay{make(chan string, 2)}
		office := smtp.NewServer(r)
		ended := make(chan error, 1)
		go func() { ended <- office.Serve(l) }()

		server := serve(t, "--db", db, "serve", "--addr", "127.0.0.1:0", "--base-url", "https://smile.example.gov.cn",
			"--smtp", "smtp://"+l.Addr().String(), "--mail-from", "noreply@example.gov.cn")
		if got := <-r.taken; !strings.Contains(got, "To: <chen@example.org>") || !strings.Contains(got, "https://smile.example.gov.cn/console/me#sessions") {
			t.Errorf("it mailed\n%s", got)
		}
		server.stop()
		if code := <-server.code; code != exitOK {
			t.Errorf("the server stopped with %d", code)
		}
		left, err := notice.Post(ctx, s, time.Now())
		if err != nil || len(left) != 0 {
			t.Errorf("%d notices are to be mailed again (%v)", len(left), err)
		}
		_ = office.Close()
		if err := <-ended; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
}

func TestServeSaysWhatIsWrongWithTheMailServer(t *testing.T) {
	storetest.Tally(t, "sqlite")
	db := "sqlite:" + filepath.Join(t.TempDir(), "office.db")
	for _, c := range []struct {
		flags []string
		want  string
	}{
		{[]string{"--smtp", "mail.example.gov.cn"}, "smtps://"},
		{[]string{"--smtp", "smtps://office:secret@mail.example.gov.cn"}, "SMILEBOARD_SMTP_PASSWORD"},
		{[]string{"--smtp", "smtps://mail.example.gov.cn"}, "发件人"},
		{[]string{"--smtp", "smtps://mail.example.gov.cn", "--mail-from", "a@example.gov.cn", "--smtp-password-file", "nothing"}, "读不了"},
	} {
		code, said := refused(t, append([]string{"--db", db, "serve", "--addr", "127.0.0.1:0"}, c.flags...)...)
		if code != exitBadInput || !strings.Contains(said, c.want) || strings.Contains(said, "secret") {
			t.Errorf("%v: it ended with %d: %s", c.flags, code, said)
		}
	}
}

func TestThePasswordOfTheMailServer(t *testing.T) {
	t.Setenv("SMILEBOARD_SMTP_PASSWORD", "from the environment")
	if p, err := mailPassword(""); err != nil || p != "from the environment" {
		t.Errorf("%q, %v", p, err)
	}
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(" from a file \r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, err := mailPassword(file); err != nil || p != " from a file " {
		t.Errorf("%q, %v", p, err)
	}
	if err := os.WriteFile(file, make([]byte, maxPasswordFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, unreadable := range []string{file, file + ".none", t.TempDir()} {
		if _, err := mailPassword(unreadable); err == nil {
			t.Errorf("%s was taken", unreadable)
		}
	}
}
