package mail

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"time"

	"smileboard/ent"
	"smileboard/internal/notice"
	"smileboard/internal/store"
)

// staleAfter is how old a notice may be and still go out by mail: later it is no news, as after mail was set up for the first
// time, or a server that was away for days.
const staleAfter = 72 * time.Hour

// longestPause is the longest time between two attempts.
const longestPause = 2 * time.Hour

// pause is how long to wait after so many attempts failed: a minute, and twice as long each time.
func pause(attempts int) time.Duration {
	if attempts > 7 {
		return longestPause
	}
	return min(time.Minute<<attempts, longestPause)
}

// Postman takes notices to the mail server.
type Postman struct {
	Store  *store.Store
	Server Server
	// BaseURL is how people reach the server; empty for no links.
	BaseURL string
	// Zone is where the accounts' quiet hours are counted.
	Zone *time.Location
}

// sorted is what is done with the notices of an account.
type sorted struct {
	send letter
	// drop stay in the console; wait go out when the quiet hours end.
	drop, wait []int
	until      time.Time
}

// sortPost decides what is done with the notices that are due for an account. now is in the jurisdiction's zone.
//
// A notice stays in the console where the account is disabled or has no address, where it is older than three days, and,
// unless it is about the account's safety, where it was read already or the account wants no mail. Within the account's quiet
// hours it waits for their end, unless it is about the account's safety.
func sortPost(a *ent.Account, notices []*ent.Notice, now time.Time) sorted {
	s := sorted{send: letter{account: a}}
	_, reachable := address(a)
	until, quiet := quietUntil(a.QuietFrom, a.QuietTo, now)
	for _, n := range notices {
		safety := notice.Kind(n.Kind).Security()
		switch {
		case a.DisabledAt != nil, !reachable, now.Sub(n.CreatedAt) > staleAfter,
			!safety && (n.ReadAt != nil || !a.MailNotices):
			s.drop = append(s.drop, n.ID)
		case quiet && !safety:
			s.wait, s.until = append(s.wait, n.ID), until
		default:
			s.send.notices = append(s.send.notices, n)
		}
	}
	return s
}

// Ready reports whether anything is due.
func (p *Postman) Ready(ctx context.Context, now time.Time) (bool, error) {
	return notice.AnyPost(ctx, p.Store, now)
}

// Deliver sends what is due. A server that can't be reached ends the round: what is left is tried again later.
func (p *Postman) Deliver(ctx context.Context, now time.Time) error {
	rows, err := notice.Post(ctx, p.Store, now)
	if err != nil {
		return err
	}
	var letters []letter
	for _, s := range byAccount(rows, now.In(p.Zone)) {
		if err := notice.Unpost(ctx, p.Store, s.drop); err != nil {
			return err
		}
		if err := notice.Postpone(ctx, p.Store, s.wait, s.until, false); err != nil {
			return err
		}
		if len(s.send.notices) > 0 {
			letters = append(letters, s.send)
		}
	}
	return p.carry(ctx, letters, now)
}

func byAccount(rows []*ent.Notice, now time.Time) []sorted {
	var out []sorted
	for start := 0; start < len(rows); {
		end := start + 1
		for end < len(rows) && rows[end].AccountID == rows[start].AccountID {
			end++
		}
		out = append(out, sortPost(rows[start].Edges.Account, rows[start:end], now))
		start = end
	}
	return out
}

// carry takes the letters one by one, over one connection as long as it lasts.
func (p *Postman) carry(ctx context.Context, letters []letter, now time.Time) (err error) {
	var c *connection
	defer func() { c.close() }()
	for i, l := range letters {
		if ctx.Err() != nil {
			return fmt.Errorf("mail: %w", ctx.Err())
		}
		if c == nil {
			if c, err = p.Server.dial(ctx); err != nil {
				return p.giveBack(ctx, letters[i:], now, err)
			}
		}
		to, _ := address(l.account)
		refused, err := c.send(l.message(p.Server.From, to, p.BaseURL, now))
		switch {
		case err == nil:
			err = notice.Mailed(context.WithoutCancel(ctx), p.Store, l.ids(), now)
		case refused:
			slog.WarnContext(ctx, "the mail server refuses an account's address; its notices stay in the console", "account", l.account.ID, "error", err)
			err = notice.Unpost(ctx, p.Store, l.ids())
		default:
			slog.WarnContext(ctx, "a notice could not be mailed; it is tried again", "account", l.account.ID, "error", err)
			c.close()
			c = nil
			err = notice.Postpone(ctx, p.Store, l.ids(), now.Add(pause(l.attempts())), true)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// giveBack puts letters off whose server can't be reached.
func (p *Postman) giveBack(ctx context.Context, letters []letter, now time.Time, cause error) error {
	for _, l := range letters {
		if err := notice.Postpone(ctx, p.Store, l.ids(), now.Add(pause(l.attempts())), true); err != nil {
			return err
		}
	}
	return cause
}

func (s Server) tls() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
}
