package account

import (
	"context"
	"fmt"
	"time"

	"smileboard/ent/device"
	"smileboard/ent/onetimelink"
	"smileboard/ent/session"
	"smileboard/ent/throttle"
)

// keptLinks is how long a link that is over is kept, so that its holder is told what happened to it by the record.
const keptLinks = 30 * 24 * time.Hour

// Sweep throws away what is over: sessions, links, devices that were not used for long, and buckets that are full again. A server
// does it now and then; any number of them may.
func (s *Service) Sweep(ctx context.Context) error {
	ctx, now := books(ctx), s.now()
	c := s.store.Client
	if _, err := c.Session.Delete().Where(session.ExpiresAtLTE(now)).Exec(ctx); err != nil {
		return fmt.Errorf("account: sweep sessions: %w", err)
	}
	if _, err := c.OneTimeLink.Delete().Where(onetimelink.ExpiresAtLTE(now.Add(-keptLinks))).Exec(ctx); err != nil {
		return fmt.Errorf("account: sweep links: %w", err)
	}
	if _, err := c.Device.Delete().Where(device.SeenAtLTE(now.Add(-deviceLimit))).Exec(ctx); err != nil {
		return fmt.Errorf("account: sweep devices: %w", err)
	}
	var longest time.Duration
	for _, r := range []rate{rateAccount, rateAddress, rateDevice, rateCode, rateLink, rateRecord} {
		longest = max(longest, r.full())
	}
	if _, err := c.Throttle.Delete().Where(throttle.FilledAtLTE(now.Add(-longest))).Exec(ctx); err != nil {
		return fmt.Errorf("account: sweep buckets: %w", err)
	}
	return nil
}
