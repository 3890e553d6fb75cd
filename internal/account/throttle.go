package account

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"smileboard/ent"
	"smileboard/ent/throttle"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// rate is a bucket of checks: so many at once, and one more each time that span over count goes by. In any hour it gives at
// most burst plus an hour's refill.
type rate struct {
	burst  float64
	refill time.Duration // of one check
}

// The buckets. A right password gives its check back, so that only wrong ones count.
var (
	// rateAccount is what strangers get for one account, from however many addresses.
	rateAccount = rate{10, 6 * time.Minute}
	// rateAddress is what one address (an IPv6 /64) gets for all accounts together: a whole office may stand behind it.
	rateAddress = rate{100, 36 * time.Second}
	// rateDevice is what a browser gets that signed in to the account before, apart from what strangers use up.
	rateDevice = rate{10, 6 * time.Minute}
	// rateCode is what the second factor of an account gets, recovery codes and one's own password in the console included.
	rateCode = rate{5, 12 * time.Minute}
	// rateLink is what one address gets for one-time links, rateRecord what the record takes of one account's failures.
	rateLink   = rate{20, 3 * time.Minute}
	rateRecord = rate{1, time.Minute}
)

// The largest number of checks that anybody gets within an hour, whatever they do.
const (
	// MaxPasswordChecks is for one account, from any number of addresses, by strangers.
	MaxPasswordChecks = 10 + 10
	// MaxAddressChecks is for one address, for all accounts.
	MaxAddressChecks = 100 + 100
	// MaxDeviceChecks is for a browser that signed in to the account before.
	MaxDeviceChecks = 10 + 10
	// MaxCodeChecks is for the second factor of one account.
	MaxCodeChecks = 5 + 5
)

// bucket is one counter of the throttle.
type bucket struct {
	key  string
	rate rate
}

// full is when an empty bucket is full again.
func (r rate) full() time.Duration { return time.Duration(r.burst) * r.refill }

// networkOf is the part of an address that one customer has: all of an IPv4 address, an IPv6 address's first 64 bits.
func networkOf(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}

// errThrottled says when the next attempt is worth while.
func errThrottled(wait time.Duration) error {
	minutes := int((wait + time.Minute - 1) / time.Minute)
	return fault.RateLimited("account.throttled", fault.Say(
		"尝试的次数太多了，请在 %d 分钟后再试。忘了密码，请找管理员重置。",
		"Too many attempts. Try again in %d minutes. If you forgot the password, ask an administrator to reset it.", max(1, minutes)))
}

// take takes a check out of each bucket, or says RATE_LIMITED and takes none. A bucket that is known to be empty is not
// looked at in the store again before it can hold a check.
func (s *Service) take(ctx context.Context, buckets ...bucket) error {
	now := s.now()
	for _, b := range buckets {
		if until, ok := s.resting.Load(b.key); ok {
			if wait := until.(time.Time).Sub(now); wait > 0 { //nolint:errcheck // the map holds nothing else
				return errThrottled(wait)
			}
			s.resting.Delete(b.key)
		}
	}
	slices.SortFunc(buckets, func(a, b bucket) int { return strings.Compare(a.key, b.key) })
	wait, err := s.move(ctx, -1, buckets)
	if err != nil {
		return err
	}
	if wait > 0 {
		return errThrottled(wait)
	}
	return nil
}

// giveBack puts a check back.
func (s *Service) giveBack(ctx context.Context, buckets ...bucket) error {
	for _, b := range buckets {
		s.resting.Delete(b.key)
	}
	slices.SortFunc(buckets, func(a, b bucket) int { return strings.Compare(a.key, b.key) })
	_, err := s.move(ctx, 1, buckets)
	return err
}

// move adds to each bucket or, where by is negative and one lacks it, to none; then it says how long until there is enough.
// The buckets are in the order of their keys, so that nobody waits for each other.
func (s *Service) move(ctx context.Context, by float64, buckets []bucket) (wait time.Duration, err error) {
	// Two may begin the same bucket at once: the second finds it when it tries again.
	for range 5 {
		wait, err = store.InTx(books(ctx), s.store, func(ctx context.Context, tx *ent.Tx) (time.Duration, error) {
			return s.moveIn(ctx, tx, by, buckets)
		})
		if !ent.IsConstraintError(err) {
			return wait, err
		}
	}
	return wait, err
}

func (s *Service) moveIn(ctx context.Context, tx *ent.Tx, by float64, buckets []bucket) (time.Duration, error) {
	now := s.now()
	rows := make([]*ent.Throttle, len(buckets))
	tokens := make([]float64, len(buckets))
	var longest time.Duration
	for i, b := range buckets {
		q := tx.Throttle.Query().Where(throttle.Key(b.key)).Unique(false)
		q.Modify(store.LockRows)
		row, err := q.Only(ctx)
		switch {
		case ent.IsNotFound(err):
			tokens[i] = b.rate.burst
		case err != nil:
			return 0, fmt.Errorf("account: throttle: %w", err)
		default:
			rows[i] = row
			// A clock that was set back gives nothing.
			gained := max(0, now.Sub(row.FilledAt).Seconds()) / b.rate.refill.Seconds()
			tokens[i] = min(b.rate.burst, row.Tokens+gained)
		}
		if by < 0 && tokens[i] < -by-1e-9 {
			wait := time.Duration((-by - tokens[i]) * float64(b.rate.refill))
			s.rest(b.key, now.Add(wait), now)
			longest = max(longest, wait, time.Millisecond)
		}
	}
	if longest > 0 {
		return longest, nil
	}
	for i, b := range buckets {
		left := min(b.rate.burst, tokens[i]+by)
		var err error
		if rows[i] == nil {
			err = tx.Throttle.Create().SetKey(b.key).SetTokens(left).SetFilledAt(now).Exec(ctx)
		} else {
			err = rows[i].Update().SetTokens(left).SetFilledAt(now).Exec(ctx)
		}
		if err != nil {
			return 0, fmt.Errorf("account: throttle: %w", err)
		}
	}
	return 0, nil
}

// rest remembers that a bucket is empty; what is over is forgotten before it piles up.
func (s *Service) rest(key string, until, now time.Time) {
	s.resting.Store(key, until)
	if s.rests.Add(1)%1000 == 0 {
		s.resting.Range(func(k, v any) bool {
			if !v.(time.Time).After(now) { //nolint:errcheck // the map holds nothing else
				s.resting.Delete(k)
			}
			return true
		})
	}
}

// bucketsFor are the buckets that an attempt to sign in to an account draws from: its own for a browser that signed in there
// before, and the account's and the address's for strangers. Names that no account has count like others.
func (s *Service) bucketsFor(ctx context.Context, username string, known int) []bucket {
	if known != 0 {
		return []bucket{{fmt.Sprintf("device:%d", known), rateDevice}}
	}
	return []bucket{
		{"account:" + digest(username), rateAccount},
		{"address:" + networkOf(viewer.RequestOf(ctx).Address), rateAddress},
	}
}
