package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alexedwards/scs/v2"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// The limits of a session where the operator says nothing else.
const (
	DefaultIdleLimit     = 2 * time.Hour
	DefaultAbsoluteLimit = 12 * time.Hour
	// LeastIdleLimit and MostIdleLimit are what the operator may choose from.
	LeastIdleLimit = 30 * time.Minute
	MostIdleLimit  = 8 * time.Hour
	// MostAbsoluteLimit is the longest that a session may live.
	MostAbsoluteLimit = 7 * 24 * time.Hour
)

// Options of the service. Only Now and Zone must be given.
type Options struct {
	// Now is the clock, Zone where a day begins and ends.
	Now  func() time.Time
	Zone *time.Location
	// IdleLimit is how long a session lives unused, AbsoluteLimit how long at the most.
	IdleLimit, AbsoluteLimit time.Duration
	// RequireTOTP are the roles whose holders need a second factor.
	RequireTOTP []viewer.Role
	// Issuer is what an authenticator calls the server.
	Issuer string
	// OpenIDName is what people call the OpenID provider; "" where there is none.
	OpenIDName string
	// OpenIDByMail lets somebody whose verified mail address at the provider is that of an account in, at their first sign-in there.
	OpenIDByMail bool
	// Later runs what an answer does not wait for; at once where it is nil.
	Later func(work func())
	// MailConfigured says that the server can send mail.
	MailConfigured bool
	// Demo are the demo's accounts, shown to everyone; empty outside of the demo.
	Demo []DemoAccount
}

// DemoAccount is an account whose password everyone may know.
type DemoAccount struct {
	Username, Password string
	Role               viewer.Role
	Place              string
}

// Service lets people in, and keeps the accounts.
type Service struct {
	store    *store.Store
	options  Options
	sessions *scs.SessionManager
	hashing  *hashing
	// resting remembers the buckets that are empty, so that a flood of attempts costs no statement each.
	resting sync.Map
	rests   atomic.Int64
}

// CheckOptions reports whether an operator's wishes fit together.
//
// The idle limit MUST be from 30 minutes to 8 hours; the absolute limit MUST not be shorter, nor longer than a week. The roles
// that need a second factor MUST be roles.
func CheckOptions(o Options) error {
	switch {
	case o.IdleLimit < LeastIdleLimit || o.IdleLimit > MostIdleLimit:
		return fault.Invalid("session-idle", "account.idle_limit", fault.Say(
			"会话闲置时限应为 %s 到 %s。", "A session may be idle from %s to %s.", LeastIdleLimit, MostIdleLimit))
	case o.AbsoluteLimit < o.IdleLimit || o.AbsoluteLimit > MostAbsoluteLimit:
		return fault.Invalid("session-limit", "account.absolute_limit", fault.Say(
			"会话总时限不能短于闲置时限，也不能长于 %s。", "A session lives no shorter than it may be idle, and at most %s.", MostAbsoluteLimit))
	}
	for _, r := range o.RequireTOTP {
		if !slices.Contains(viewer.Roles, r) {
			return fault.Invalid("require-totp", "account.role", fault.Say("没有角色 %q。角色有：%s。", "There is no role %q. The roles are: %s.", r, roleList()))
		}
	}
	return nil
}

func roleList() string {
	names := make([]string, len(viewer.Roles))
	for i, r := range viewer.Roles {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

// New makes the service.
func New(db *store.Store, o Options) *Service {
	if o.IdleLimit == 0 {
		o.IdleLimit = DefaultIdleLimit
	}
	if o.AbsoluteLimit == 0 {
		o.AbsoluteLimit = DefaultAbsoluteLimit
	}
	if o.Issuer == "" {
		o.Issuer = "Smileboard"
	}
	if o.Later == nil {
		o.Later = func(work func()) { work() }
	}
	s := &Service{store: db, options: o, hashing: newHashing()}
	m := scs.New()
	m.Store, m.Codec, m.HashTokenInStore, m.Lifetime = sessionStore{s}, sessionCodec{}, true, o.AbsoluteLimit
	s.sessions = m
	return s
}

// now is the time in UTC, as exactly as both databases keep it.
func (s *Service) now() time.Time { return s.options.Now().UTC().Truncate(time.Microsecond) }

// Today is the day in the jurisdiction's zone.
func (s *Service) Today() calendar.Date { return calendar.FromTime(s.options.Now().In(s.options.Zone)) }

// books is the context in which the program keeps its own books for the caller.
func books(ctx context.Context) context.Context { return viewer.AsSystem(ctx, "account") }

// digest is how a random token is kept: whoever reads the store cannot use what they read.
func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
