// Package notice owns what accounts are told: that something waits for them, or that something was done to them.
//
// A notice is written in the transaction of what it tells of, or by the daily search for what falls due; it is read in the
// console, and goes out by mail where mail is set up (package mail, which keeps its books here). The package decides neither
// what falls due nor whom it concerns. It imports no other room, so that every room can tell people something.
package notice

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	entnotice "smileboard/ent/notice"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Kind is what a notice is about. Kinds are stable once released.
type Kind string

// The kinds.
const (
	Invited              Kind = "account.invited"
	RoleGranted          Kind = "account.role_granted"
	RoleEnded            Kind = "account.role_ended"
	PasswordChanged      Kind = "security.password_changed"
	PasswordReset        Kind = "security.password_reset"
	SecondFactorOn       Kind = "security.second_factor_on"
	SecondFactorOff      Kind = "security.second_factor_off"
	NewDevice            Kind = "security.new_device"
	ImportFinished       Kind = "import.finished"
	ImportFailed         Kind = "import.failed"
	QualificationExpires Kind = "qualification.expires"
	EngagementEnds       Kind = "engagement.ends"
	CommitteeDue         Kind = "committee.due"
	Published            Kind = "publication"
)

// Security reports whether a notice is about the safety of the account: it goes out by mail whatever the account prefers, and
// at any hour, since whoever broke in would have turned mail off first.
func (k Kind) Security() bool { return strings.HasPrefix(string(k), "security.") }

// Message is what an account is told.
type Message struct {
	Kind Kind
	// Subject says what it is about, such as "engagement/17": an account gets one notice of a kind and subject a day.
	Subject string
	// Once makes it one notice of the kind and subject ever.
	Once bool
	// Title is one line, Body more about it; neither holds anything that only some of the readers may see.
	Title, Body fault.Words
	// Link is the console's page about it, such as "/console/engagements/17"; empty where there is none.
	Link string
}

// Send tells accounts something, in the transaction of what it tells of. Those that are disabled, and those that were told
// already (Message.Subject), are passed over. today is the jurisdiction's day.
//
// It holds the accounts until the transaction ends, so that two transactions do not tell the same twice. It is called before
// audit.Record: whoever waits for the end of the record holds everything else that they need.
func Send(ctx context.Context, tx *ent.Tx, today calendar.Date, to []int, m Message) error {
	ctx = viewer.AsSystem(ctx, "notice")
	to = slices.Clone(to)
	slices.Sort(to)
	for part := range store.Chunks(slices.Compact(to)) {
		if err := send(ctx, tx, today, part, m); err != nil {
			return err
		}
	}
	return nil
}

func send(ctx context.Context, tx *ent.Tx, today calendar.Date, to []int, m Message) error {
	q := tx.Account.Query().Where(entaccount.IDIn(to...), entaccount.DisabledAtIsNil()).Order(entaccount.ByID()).Unique(false)
	q.Modify(store.LockRows)
	accounts, err := q.All(ctx)
	if err != nil {
		return fmt.Errorf("notice: accounts: %w", err)
	}
	before := tx.Notice.Query().Where(entnotice.AccountIDIn(to...), entnotice.Kind(string(m.Kind)), entnotice.Subject(cut(m.Subject, 200)))
	if !m.Once {
		before.Where(entnotice.Day(today.Time()))
	}
	told, err := before.Select(entnotice.FieldAccountID).Ints(ctx)
	if err != nil {
		return fmt.Errorf("notice: %s: %w", m.Kind, err)
	}
	now := store.Now(ctx)
	var fresh []*ent.NoticeCreate
	for _, a := range accounts {
		if slices.Contains(told, a.ID) {
			continue
		}
		c := tx.Notice.Create().SetAccountID(a.ID).SetKind(string(m.Kind)).SetSubject(cut(m.Subject, 200)).
			SetTitleZh(cut(m.Title.Zh, 300)).SetTitleEn(cut(m.Title.En, 300)).SetBodyZh(cut(m.Body.Zh, maxBody)).SetBodyEn(cut(m.Body.En, maxBody)).
			SetLink(m.Link).SetDay(today.Time()).SetCreatedAt(now)
		if a.Email != "" && (a.MailNotices || m.Kind.Security()) {
			c.SetMailDueAt(now)
		}
		fresh = append(fresh, c)
	}
	if err := tx.Notice.CreateBulk(fresh...).Exec(ctx); err != nil {
		return fmt.Errorf("notice: send %s: %w", m.Kind, err)
	}
	return nil
}

// maxBody bounds what a notice says beyond its title, in bytes.
const maxBody = 4000

// cut shortens a text to so many bytes, and shows that it did.
func cut(s string, most int) string {
	if len(s) <= most {
		return store.Fit(s, most)
	}
	const more = "…"
	return store.Fit(s, most-len(more)) + more
}
