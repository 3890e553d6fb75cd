package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/internal/fault"
)

// letter is what one account is sent: all that waits for it.
type letter struct {
	account *ent.Account
	notices []*ent.Notice
}

func (l letter) ids() []int {
	out := make([]int, len(l.notices))
	for i, n := range l.notices {
		out[i] = n.ID
	}
	return out
}

// attempts is how often the most tried of its notices was tried.
func (l letter) attempts() int {
	most := 0
	for _, n := range l.notices {
		most = max(most, n.MailAttempts)
	}
	return most
}

// address is the account's address, where it is one.
func address(a *ent.Account) (*netmail.Address, bool) {
	parsed, err := netmail.ParseAddress(a.Email)
	if err != nil || parsed.Address != a.Email || strings.ContainsFunc(a.Email, unicode.IsControl) {
		return nil, false
	}
	return parsed, true
}

// message writes a letter. base is how people reach the server; empty where nobody said, and there are no links then.
func (l letter) message(from *netmail.Address, to *netmail.Address, base string, now time.Time) *gomail.Msg {
	m := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP), gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(from)
	m.ToMailAddress(&netmail.Address{Address: to.Address})
	m.Subject(oneLine(l.subject()))
	m.SetDateWithValue(now)
	m.SetMessageIDWithValue(l.messageID(from))
	// No machine answers a machine (RFC 3834).
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(gomail.TypeTextPlain, l.text(base))
	return m
}

// messageID is the same for the same notices, so that a second copy of a message can be told as one.
func (l letter) messageID(from *netmail.Address) string {
	h := sha256.New()
	for _, n := range l.notices {
		_, _ = fmt.Fprintln(h, n.ID, n.CreatedAt.UnixMicro()) // a hash takes everything
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	return hex.EncodeToString(h.Sum(nil)[:16]) + "@" + domain
}

func (l letter) say(w fault.Words) string {
	if l.account.Language == entaccount.LanguageEn {
		return w.En
	}
	return w.Zh
}

func (l letter) subject() string {
	first := l.say(fault.Words{Zh: l.notices[0].TitleZh, En: l.notices[0].TitleEn})
	if n := len(l.notices); n > 1 {
		return l.say(fault.Say("【笑脸榜】%d 条通知：%s 等", "[Smileboard] %d notices: %s, and more", n, first))
	}
	return l.say(fault.Say("【笑脸榜】%s", "[Smileboard] %s", first))
}

func (l letter) text(base string) string {
	var b strings.Builder
	line := func(w fault.Words) { b.WriteString(l.say(w) + "\n") }
	line(fault.Say("%s，您好：", "Dear %s,", oneLine(l.account.Name)))
	for i, n := range l.notices {
		b.WriteString("\n")
		if len(l.notices) > 1 {
			_, _ = fmt.Fprintf(&b, "%d. ", i+1)
		}
		line(fault.Words{Zh: oneLine(n.TitleZh), En: oneLine(n.TitleEn)})
		if body := l.say(fault.Words{Zh: n.BodyZh, En: n.BodyEn}); body != "" {
			b.WriteString(plain(body) + "\n")
		}
		if link := absolute(base, n.Link); link != "" {
			b.WriteString(link + "\n")
		}
	}
	b.WriteString("\n-- \n")
	line(fault.Say("这封邮件由系统发给账号 %s，请勿回复。", "Sent by the system to the account %s; replies are not read.", l.account.Username))
	line(fault.Say("邮件通知和免打扰时段可在“个人设置 › 通知”里更改；账号安全类通知总会发送。",
		"Mail and its quiet hours are set under My settings, Notices; those about the account's safety are always sent."))
	if link := absolute(base, "/console/me#notices"); link != "" {
		b.WriteString(link + "\n")
	}
	return b.String()
}

// absolute is the address of a page of the console; empty where it can't be told, or is none of ours.
func absolute(base, link string) string {
	if base == "" || !strings.HasPrefix(link, "/console") || strings.ContainsFunc(link, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return ""
	}
	return strings.TrimRight(base, "/") + link
}

// oneLine keeps a text that came from people from ending a line, in a header or in the text.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }), " ")
}

// plain drops what no text holds, and keeps its lines.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, s)
}
