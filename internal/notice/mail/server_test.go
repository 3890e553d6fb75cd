package mail

import (
	"strings"
	"testing"

	"smileboard/internal/fault"
)

func TestTheAddressOfAMailServer(t *testing.T) {
	const from = "笑脸榜 <noreply@example.gov.cn>"
	for _, c := range []struct {
		address, password, from string
		want                    string // the reason of the fault; empty where it is good
		port                    int
		tls, plain              bool
	}{
		{address: "smtps://office@mail.example.gov.cn", password: "p", from: from, port: 465, tls: true},
		{address: "smtps://office@mail.example.gov.cn:8465", password: "p", from: from, port: 8465, tls: true},
		{address: "smtp+starttls://mail.example.gov.cn", from: "noreply@example.gov.cn", port: 587},
		{address: "smtp+starttls://office%40example.gov.cn@[2001:db8::1]:25", password: "p", from: from, port: 25},
		{address: "smtp://localhost", from: from, port: 25, plain: true},
		{address: "smtp://127.0.0.1:1025", from: from, port: 1025, plain: true},
		{address: "smtp://mail.example.gov.cn", from: from, want: "mail.plain"},
		{address: "smtp://office@localhost", password: "p", from: from, want: "mail.plain"},
		{address: "smtps://office:secret@mail.example.gov.cn", from: from, want: "mail.password"},
		{address: "smtps://office@mail.example.gov.cn", from: from, want: "mail.credentials"},
		{address: "smtps://mail.example.gov.cn", password: "p", from: from, want: "mail.credentials"},
		{address: "mail.example.gov.cn:465", from: from, want: "mail.address"},
		{address: "https://mail.example.gov.cn", from: from, want: "mail.address"},
		{address: "smtps://", from: from, want: "mail.address"},
		{address: "smtps://mail.example.gov.cn:0", from: from, want: "mail.address"},
		{address: "smtps://mail.example.gov.cn/x", from: from, want: "mail.address"},
		{address: "smtps://mail.example.gov.cn?x=1", from: from, want: "mail.address"},
		{address: "smtps://mail.example.gov.cn", from: "", want: "mail.from"},
		{address: "smtps://mail.example.gov.cn", from: "a@b\r\nBcc: c@d", want: "mail.from"},
	} {
		s, err := ParseServer(c.address, c.password, c.from)
		if got := fault.ReasonOf(err); got != c.want {
			t.Errorf("%s: %q, want %q", c.address, got, c.want)
			continue
		}
		if err != nil {
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: the refusal repeats the password", c.address)
			}
			continue
		}
		if s.Port != c.port || s.TLS != c.tls || s.Plain != c.plain {
			t.Errorf("%s: %+v", c.address, s)
		}
	}
}
