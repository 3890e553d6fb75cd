package mail

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// office is a real mail server in this process.
type office struct {
	mu   sync.Mutex
	mail []received
	// refuse answers a recipient; nil takes everyone.
	refuse func(to string) error
	// after is called once a message was taken and before the client is told so.
	after func(c *smtp.Conn)
	// on is called when a client begins a message.
	on func(c *smtp.Conn) error

	server *smtp.Server
	port   int
	roots  *x509.CertPool
}

type received struct {
	from, to, user string
	encrypted      bool
	message        *netmail.Message
	text           string
	raw            string
}

// open starts the office: encrypted from the start, or by STARTTLS.
func open(t *testing.T, implicit bool) *office {
	t.Helper()
	o := &office{}
	certificate, roots := certificateFor(t, "127.0.0.1")
	o.roots = roots
	o.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &conversation{office: o, conn: c}, nil }))
	o.server.Domain = "localhost"
	o.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	o.server.ErrorLog = silent{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.port = portOf(t, listener)
	if implicit {
		listener = tls.NewListener(listener, o.server.TLSConfig)
	}
	served := make(chan error, 1)
	go func() { served <- o.server.Serve(listener) }()
	t.Cleanup(func() {
		_ = o.server.Close()
		if err := <-served; err != nil && !errors.Is(err, smtp.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
	return o
}

func portOf(t *testing.T, l net.Listener) int {
	t.Helper()
	address, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatal("no TCP port")
	}
	return address.Port
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

func certificateFor(t *testing.T, address string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail office of a test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.ParseIP(address)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

type conversation struct {
	office         *office
	conn           *smtp.Conn
	user, from, to string
}

func (c *conversation) AuthMechanisms() []string { return []string{sasl.Plain} }

func (c *conversation) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "open sesame" {
			return smtp.ErrAuthFailed
		}
		c.user = user
		return nil
	}), nil
}

func (c *conversation) Mail(from string, _ *smtp.MailOptions) error {
	c.from = from
	if c.office.on != nil {
		return c.office.on(c.conn)
	}
	return nil
}

func (c *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	if c.office.refuse != nil {
		return c.office.refuse(to)
	}
	return nil
}

func (c *conversation) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		return err
	}
	_, encrypted := c.conn.TLSConnectionState()
	c.office.mu.Lock()
	c.office.mail = append(c.office.mail, received{c.from, c.to, c.user, encrypted, m, string(text), string(raw)})
	c.office.mu.Unlock()
	if c.office.after != nil {
		c.office.after(c.conn)
	}
	return nil
}

func (c *conversation) Reset()        {}
func (c *conversation) Logout() error { return nil }

func (o *office) taken() []received {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]received(nil), o.mail...)
}

var (
	morning = time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC) // 10:00 in Shanghai
	zone    = time.FixedZone("Asia/Shanghai", 8*60*60)
)

func operator(now time.Time) context.Context {
	return store.WithClock(viewer.AsOperator(context.Background(), "test"), func() time.Time { return now })
}

func (o *office) postman(s *store.Store, implicit bool) *Postman {
	return &Postman{
		Store: s, BaseURL: "https://smile.example.gov.cn/", Zone: zone,
		Server: Server{
			Host: "127.0.0.1", Port: o.port, TLS: implicit, User: "office", Password: "open sesame",
			From: &netmail.Address{Name: "笑脸榜", Address: "noreply@example.gov.cn"}, Roots: o.roots,
		},
	}
}

func person(t *testing.T, s *store.Store, username string, change func(*ent.AccountCreate)) int {
	t.Helper()
	c := s.Client.Account.Create().SetUsername(username).SetName("陈" + username).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").
		SetEmail(username + "@example.org").SetCreatedAt(morning)
	if change != nil {
		change(c)
	}
	a, err := c.Save(operator(morning))
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func tell(t *testing.T, s *store.Store, now time.Time, m notice.Message, to ...int) {
	t.Helper()
	if _, err := store.InTx(operator(now), s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		return struct{}{}, notice.Send(ctx, tx, calendar.FromTime(now.In(zone)), to, m)
	}); err != nil {
		t.Fatal(err)
	}
}

func importOf(id int) notice.Message {
	return notice.OfImport(id, fmt.Sprintf("登记%d.xlsx", id), fault.Words{})
}

func deliver(t *testing.T, p *Postman, now time.Time) {
	t.Helper()
	if err := p.Deliver(operator(now), now); err != nil {
		t.Fatal(err)
	}
}

func subject(t *testing.T, m *netmail.Message) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAnAccountGetsOneMessageForAllThatWaits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, implicit := range []bool{true, false} {
			o := open(t, implicit)
			a := person(t, s, fmt.Sprintf("chen%v", implicit), nil)
			b := person(t, s, fmt.Sprintf("smith%v", implicit), func(c *ent.AccountCreate) { c.SetLanguage(entaccount.LanguageEn) })
			tell(t, s, morning, importOf(1), a, b)
			tell(t, s, morning.Add(time.Second), importOf(2), a)
			p := o.postman(s, implicit)
			deliver(t, p, morning.Add(time.Minute))
			deliver(t, p, morning.Add(2*time.Minute))
			got := o.taken()
			if len(got) != 2 {
				t.Fatalf("implicit %v: %d messages, want one for each account, and none the second time", implicit, len(got))
			}
			zh, en := got[0], got[1]
			if !zh.encrypted || zh.user != "office" || zh.from != "noreply@example.gov.cn" || zh.to != fmt.Sprintf("chen%v@example.org", implicit) {
				t.Errorf("%+v", zh)
			}
			if s := subject(t, zh.message); s != "【笑脸榜】2 条通知：导入完成：登记1.xlsx 等" {
				t.Errorf("subject: %s", s)
			}
			for _, want := range []string{"您好：", "1. 导入完成：登记1.xlsx", "2. 导入完成：登记2.xlsx", "https://smile.example.gov.cn/console/import/2", "https://smile.example.gov.cn/console/me#notices"} {
				if !strings.Contains(zh.text, want) {
					t.Errorf("the message does not say %q:\n%s", want, zh.text)
				}
			}
			if s := subject(t, en.message); s != "[Smileboard] Imported: 登记1.xlsx" || !strings.Contains(en.text, "Dear 陈smith") {
				t.Errorf("subject: %s\n%s", s, en.text)
			}
			if h := zh.message.Header; h.Get("Auto-Submitted") != "auto-generated" || h.Get("Message-ID") == "" || h.Get("Message-ID") == en.message.Header.Get("Message-ID") {
				t.Errorf("header: %v", h)
			}
		}
	})
}

func TestWhatIsNotMailed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := open(t, true)
		p := o.postman(s, true)
		now := morning.Add(time.Hour)
		for i, c := range []struct {
			name string
			do   func(id int)
		}{
			{"of an account that was disabled meanwhile", func(id int) { set(t, s, id, func(u *ent.AccountUpdateOne) { u.SetDisabledAt(now) }) }},
			{"of one that turned mail off meanwhile", func(id int) { set(t, s, id, func(u *ent.AccountUpdateOne) { u.SetMailNotices(false) }) }},
			{"of one whose address is none", func(id int) { set(t, s, id, func(u *ent.AccountUpdateOne) { u.SetEmail("nobody") }) }},
			{"of one whose address would add a header", func(id int) {
				set(t, s, id, func(u *ent.AccountUpdateOne) { u.SetEmail("a@example.org\r\nBcc: b@example.org") })
			}},
			{"that was read in the console", func(id int) {
				ctx := viewer.WithLeave(viewer.AsAccount(operator(now), viewer.Account{ID: id}), viewer.Leave{Self: id})
				if _, err := notice.NewBook(s).Read(ctx, nil); err != nil {
					t.Fatal(err)
				}
			}},
		} {
			id := person(t, s, fmt.Sprintf("user%d", i), nil)
			tell(t, s, morning, importOf(1), id)
			c.do(id)
		}
		late := person(t, s, "late", nil)
		tell(t, s, morning.Add(-staleAfter), importOf(1), late)
		deliver(t, p, now)
		if got := o.taken(); len(got) != 0 {
			t.Errorf("%d messages, the first to %s", len(got), got[0].to)
		}
		if rows, err := notice.Post(operator(now), s, now.AddDate(1, 0, 0)); err != nil || len(rows) != 0 {
			t.Errorf("%d are to be tried again (%v)", len(rows), err)
		}
	})
}

func set(t *testing.T, s *store.Store, id int, change func(*ent.AccountUpdateOne)) {
	t.Helper()
	u := s.Client.Account.UpdateOneID(id)
	change(u)
	if err := u.Exec(operator(morning)); err != nil {
		t.Fatal(err)
	}
}

func TestQuietHoursHoldBackAllButSafety(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := open(t, true)
		p := o.postman(s, true)
		a := person(t, s, "quiet", func(c *ent.AccountCreate) { c.SetQuietFrom(22 * 60).SetQuietTo(7 * 60) })
		night := time.Date(2026, 11, 25, 15, 0, 0, 0, time.UTC) // 23:00 in Shanghai
		tell(t, s, night, importOf(1), a)
		tell(t, s, night, notice.OfPasswordChange("now"), a)
		deliver(t, p, night)
		if got := o.taken(); len(got) != 1 || subject(t, got[0].message) != "【笑脸榜】您的密码已更改" {
			t.Fatalf("%d messages at night", len(got))
		}
		deliver(t, p, night.Add(7*time.Hour+59*time.Minute))
		if got := o.taken(); len(got) != 1 {
			t.Fatal("the other came before the morning")
		}
		deliver(t, p, night.Add(8*time.Hour))
		if got := o.taken(); len(got) != 2 || subject(t, got[1].message) != "【笑脸榜】导入完成：登记1.xlsx" {
			t.Fatalf("%d messages in the morning", len(got))
		}
	})
}

func TestWhatTheServerDoesNotTakeNow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := open(t, false)
		p := o.postman(s, false)
		gone, busy, good := person(t, s, "agone", nil), person(t, s, "busy", nil), person(t, s, "good", nil)
		o.refuse = func(to string) error {
			switch to {
			case "agone@example.org":
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such person"}
			case "busy@example.org":
				return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 2, 1}, Message: "come back later"}
			}
			return nil
		}
		tell(t, s, morning, importOf(1), gone, busy, good)
		deliver(t, p, morning)
		if got := o.taken(); len(got) != 1 || got[0].to != "good@example.org" {
			t.Fatalf("%d messages; the one that can be delivered is, whatever happens to the others", len(got))
		}
		rows, err := notice.Post(operator(morning), s, morning.AddDate(1, 0, 0))
		if err != nil || len(rows) != 1 || rows[0].AccountID != busy || rows[0].MailAttempts != 1 || !rows[0].MailDueAt.Equal(morning.Add(time.Minute)) {
			t.Fatalf("to be tried again: %d (%v)", len(rows), err)
		}
		o.refuse = nil
		deliver(t, p, morning.Add(59*time.Second))
		if len(o.taken()) != 1 {
			t.Error("it was tried before its pause was over")
		}
		deliver(t, p, morning.Add(time.Minute))
		if got := o.taken(); len(got) != 2 || got[1].to != "busy@example.org" {
			t.Errorf("%d messages after the pause", len(got))
		}
	})
}

func TestAServerThatCannotBeReached(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := open(t, true)
		a, b := person(t, s, "a", nil), person(t, s, "b", nil)
		tell(t, s, morning, importOf(1), a, b)
		now, at := morning, o.postman(s, true)
		for name, p := range map[string]*Postman{
			"nobody listens": changed(at, func(s *Server) { s.Port = closedPort(t) }),
			"its certificate is not trusted": changed(at, func(s *Server) {
				_, s.Roots = certificateFor(t, "127.0.0.1")
			}),
			"it speaks no TLS from the start":  changed(at, func(s *Server) { s.TLS, s.Port = true, open(t, false).port }),
			"it offers no STARTTLS":            changed(at, func(s *Server) { s.TLS, s.Port = false, plainPort(t) }),
			"it does not accept the password":  changed(at, func(s *Server) { s.Password = "wrong" }),
			"it is another one than was named": changed(at, func(s *Server) { s.Host = "localhost" }),
		} {
			if err := p.Deliver(operator(now), now); err == nil {
				t.Errorf("%s: no error", name)
			} else if strings.Contains(err.Error(), "open sesame") || strings.Contains(err.Error(), "example.org") {
				t.Errorf("%s: the error tells a password or an address: %v", name, err)
			}
			rows, err := notice.Post(operator(now), s, now.Add(longestPause))
			if err != nil || len(rows) != 2 {
				t.Fatalf("%s: %d notices left (%v)", name, len(rows), err)
			}
			now = now.Add(longestPause)
		}
		deliver(t, at, now)
		if got := o.taken(); len(got) != 2 {
			t.Errorf("%d messages once it answers", len(got))
		}
	})
}

func changed(p *Postman, change func(*Server)) *Postman {
	c := *p
	change(&c.Server)
	return &c
}

func closedPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return portOf(t, l)
}

// plainPort is a mail server that offers no encryption.
func plainPort(t *testing.T) int {
	t.Helper()
	o := &office{}
	o.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &conversation{office: o, conn: c}, nil }))
	o.server.AllowInsecureAuth = true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- o.server.Serve(l) }()
	t.Cleanup(func() {
		_ = o.server.Close()
		if err := <-served; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
		if len(o.taken()) > 0 {
			t.Error("a message went out without encryption")
		}
	})
	return portOf(t, l)
}

func TestAServerThatDiesInTheMiddle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		t.Run("before it has the message: it is sent again, once", func(t *testing.T) {
			o := open(t, true)
			p := o.postman(s, true)
			a, b := person(t, s, "a", nil), person(t, s, "b", nil)
			tell(t, s, morning, importOf(1), a, b)
			died := false
			o.on = func(c *smtp.Conn) error {
				if !died {
					died = true
					return c.Conn().Close()
				}
				return nil
			}
			deliver(t, p, morning)
			deliver(t, p, morning.Add(time.Hour))
			if got := o.taken(); len(got) != 2 || got[0].to != "b@example.org" || got[1].to != "a@example.org" {
				t.Errorf("%d messages, want each once", len(got))
			}
		})
		t.Run("with the message, before it says so: the second copy has the first one's Message-ID", func(t *testing.T) {
			o := open(t, true)
			p := o.postman(s, true)
			c := person(t, s, "c", nil)
			tell(t, s, morning, importOf(2), c)
			died := false
			o.after = func(c *smtp.Conn) {
				if !died {
					died = true
					_ = c.Conn().Close()
				}
			}
			for hour := range 4 {
				deliver(t, p, morning.Add(time.Duration(hour)*time.Hour))
			}
			got := o.taken()
			if len(got) != 2 || got[0].message.Header.Get("Message-ID") != got[1].message.Header.Get("Message-ID") {
				t.Errorf("%d messages, want two copies of one", len(got))
			}
		})
	})
}

func TestNothingThatPeopleWroteEndsAHeader(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := open(t, true)
		p := o.postman(s, true)
		a := person(t, s, "a", func(c *ent.AccountCreate) { c.SetName("陈\r\nBcc: x@example.org\r\n\r\nhello") })
		m := notice.Message{
			Kind: notice.ImportFailed, Subject: "1", Link: "/console/import/1\r\nBcc: y@example.org",
			Title: fault.Words{Zh: "文件\r\nBcc: victim@example.org\u2028x\x07", En: "file"}, Body: fault.Words{Zh: "第一行\n.\r\n第二行\x1b[31m", En: "x"},
		}
		tell(t, s, morning, m, a)
		deliver(t, p, morning)
		got := o.taken()
		if len(got) != 1 {
			t.Fatalf("%d messages", len(got))
		}
		if got[0].message.Header.Get("Bcc") != "" || strings.Contains(got[0].text, "\nBcc") || strings.ContainsAny(got[0].text, "\x07\x1b") {
			t.Errorf("the message:\n%s", got[0].raw)
		}
		if s := subject(t, got[0].message); s != "【笑脸榜】文件 Bcc: victim@example.org x" {
			t.Errorf("subject: %q", s)
		}
		if !strings.Contains(got[0].text, "第二行") {
			t.Error("a line with a dot alone ended the message")
		}
		if strings.Contains(got[0].text, "import/1") {
			t.Error("a link with a line's end is in the text")
		}
	})
}

func TestWithoutABaseURLThereAreNoLinks(t *testing.T) {
	for base, want := range map[string]string{"": "", "https://smile.example.gov.cn": "https://smile.example.gov.cn/console/x", "https://a/b/": "https://a/b/console/x"} {
		if got := absolute(base, "/console/x"); got != want {
			t.Errorf("%q: %q, want %q", base, got, want)
		}
	}
	for _, link := range []string{"", "//evil.example/console", "https://evil.example", "/other", "/console/\nx"} {
		if got := absolute("https://smile.example.gov.cn", link); got != "" {
			t.Errorf("%q becomes %q", link, got)
		}
	}
}
