// Package mail sends notices by mail: one message an account for all that waits for it, in its language, outside of its
// quiet hours. It keeps its books in package notice.
//
// A notice goes out at least once. The message is noted as sent right after the server took it; where the program, the
// database or the connection dies between the two, it is sent again, under the same Message-ID, by which mail programs drop
// the second copy.
package mail

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"smileboard/internal/fault"
)

// timeout bounds each exchange with the server.
const timeout = 30 * time.Second

// Server is a mail server that takes messages.
type Server struct {
	// Host and Port are where it listens.
	Host string
	Port int
	// TLS says that the connection is encrypted from the start; else it is by STARTTLS, or not at all where Plain.
	TLS, Plain bool
	// User and Password sign in to it; without a user nobody signs in.
	User, Password string
	// From is the sender.
	From *netmail.Address
	// Roots are the certificates trusted beside the machine's own choice; nil for the machine's.
	Roots *x509.CertPool
}

var errAddress = fault.Invalid("smtp", "mail.address", fault.Say(
	"不认识的邮件服务器地址。请写 smtps://用户@主机:465，或 smtp+starttls://用户@主机:587。",
	"Unknown mail server. Write smtps://user@host:465, or smtp+starttls://user@host:587."))

// ParseServer reads a mail server's address: smtps://user@host:465, smtp+starttls://user@host:587, or smtp://localhost:25
// for a relay on the same machine, which needs no encryption. from is the sender, such as "笑脸榜 <noreply@example.gov.cn>".
//
// Returns fault.Invalid "smtp" or "mail-from". A password in the address is refused: anyone on the machine can read a command line.
func ParseServer(address, password, from string) (Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return Server{}, errAddress
	}
	if _, set := u.User.Password(); set {
		return Server{}, fault.Invalid("smtp", "mail.password", fault.Say(
			"请不要把邮件密码写在地址里（命令行对本机所有人可见）。请用环境变量 SMILEBOARD_SMTP_PASSWORD 或 --smtp-password-file。",
			"Do not write the mail password in the address: anyone on the machine can read a command line. Use SMILEBOARD_SMTP_PASSWORD or --smtp-password-file."))
	}
	s := Server{Host: u.Hostname(), User: u.User.Username(), Password: password}
	switch u.Scheme {
	case "smtps":
		s.TLS, s.Port = true, 465
	case "smtp+starttls":
		s.Port = 587
	case "smtp":
		if !loopback(s.Host) || s.User != "" {
			return Server{}, fault.Invalid("smtp", "mail.plain", fault.Say(
				"smtp:// 不加密，只能用于本机的转发服务，且不能带用户名。其他服务器请用 smtps:// 或 smtp+starttls://。",
				"smtp:// is not encrypted and is for a relay on this machine only, without a user. Use smtps:// or smtp+starttls:// for others."))
		}
		s.Plain, s.Port = true, 25
	default:
		return Server{}, errAddress
	}
	if p := u.Port(); p != "" {
		if s.Port, err = strconv.Atoi(p); err != nil || s.Port < 1 || s.Port > 65535 {
			return Server{}, errAddress
		}
	}
	if (s.User == "") != (password == "") {
		return Server{}, fault.Invalid("smtp", "mail.credentials", fault.Say(
			"邮件服务器的用户名和密码要同时设置，或同时不设。", "Set both the mail server's user and its password, or neither."))
	}
	if s.From, err = netmail.ParseAddress(from); err != nil {
		return Server{}, fault.Invalid("mail-from", "mail.from", fault.Say(
			"发件人地址不对。请写成 noreply@example.gov.cn，或 笑脸榜 <noreply@example.gov.cn>。",
			"The sender is no mail address. Write it like noreply@example.gov.cn, or Smileboard <noreply@example.gov.cn>."))
	}
	return s, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// connection is an open conversation with a server.
type connection struct {
	client *gomail.Client
	smtp   *smtp.Client
}

func (s Server) dial(ctx context.Context) (*connection, error) {
	opts := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(timeout)}
	switch {
	case s.Plain:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	case s.TLS:
		opts = append(opts, gomail.WithSSL())
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	client, err := gomail.NewClient(s.Host, opts...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	if s.Roots != nil {
		if err := client.SetTLSConfig(s.tls()); err != nil {
			return nil, fmt.Errorf("mail: %w", err)
		}
	}
	open, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("mail: %s:%d: %w", s.Host, s.Port, err)
	}
	return &connection{client, open}, nil
}

// close ends a conversation; a server that is gone needs no goodbye.
func (c *connection) close() {
	if c != nil {
		_ = c.client.CloseWithSMTPClient(c.smtp)
	}
}

// send gives a message to the server. refused reports that the server will never take mail for this address.
func (c *connection) send(m *gomail.Msg) (refused bool, err error) {
	err = c.client.SendWithSMTPClient(c.smtp, m)
	if err == nil || m.IsDelivered() {
		return false, nil // the server took it, whatever it said afterwards
	}
	var failed *gomail.SendError
	if errors.As(err, &failed) {
		refused = failed.Reason == gomail.ErrSMTPRcptTo && !failed.IsTemp() && failed.ErrorCode() >= 500
		// The library's own text names the address.
		err = fmt.Errorf("mail: the server answered %d %s (%s)", failed.ErrorCode(), failed.EnhancedStatusCode(), failed.Reason)
	}
	return refused, err
}
