// Package lease has scheduled work done by one server where many share a database: whoever holds the work's lease does it.
//
// A lease ends by itself, so that work whose server died goes on elsewhere. Work never outlives its lease: its context ends
// first. Servers compare the lease with their own clocks, which must agree within Margin. The package knows nothing of the
// work, and promises no more than that it is begun by one at a time: work must bear being done again.
package lease

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"smileboard/ent"
	entlease "smileboard/ent/lease"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Margin is how long before its lease ends that work is stopped.
const Margin = 30 * time.Second

// Work is something that is done again and again.
type Work struct {
	// Name is the lease's; one work has one name on all servers.
	Name string
	// For is how long a server may take. It is longer than Margin.
	For time.Duration
	// Due reports whether it is time, by when it was last done to its end; the zero time is never.
	Due func(last, now time.Time) bool
	// Ready reports whether there is anything to do, so that no lease is taken for nothing; nil where there always is.
	Ready func(ctx context.Context, now time.Time) (bool, error)
	// Do does it.
	Do func(ctx context.Context, now time.Time) error
}

// Every is a Due for work that is done once in a while.
func Every(d time.Duration) func(last, now time.Time) bool {
	return func(last, now time.Time) bool { return now.Sub(last) >= d }
}

// Daily is a Due for work that is done once a day of a zone, from a time of the day on.
func Daily(zone *time.Location, from time.Duration) func(last, now time.Time) bool {
	return func(last, now time.Time) bool {
		y, m, d := now.In(zone).Date()
		start := time.Date(y, m, d, 0, 0, 0, 0, zone).Add(from)
		return !now.Before(start) && last.Before(start)
	}
}

// Run does what is due at once and at each tick, until ctx ends or tick is closed. holder names this server; no two have the
// same. What fails is logged and tried again at a later tick.
func Run(ctx context.Context, s *store.Store, holder string, now func() time.Time, tick <-chan time.Time, works ...Work) {
	for {
		for _, w := range works {
			if _, err := Try(ctx, s, holder, now, w); err != nil && ctx.Err() == nil {
				slog.ErrorContext(ctx, "scheduled work failed; it is tried again", "work", w.Name, "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case _, open := <-tick:
			if !open {
				return
			}
		}
	}
}

// Try does a work if it is due and no other server holds it, and reports whether it did.
func Try(ctx context.Context, s *store.Store, holder string, now func() time.Time, w Work) (bool, error) {
	ctx = viewer.AsOperator(ctx, "serve: "+w.Name)
	start := now().UTC()
	if due, err := w.due(ctx, s.Client, start); err != nil || !due {
		return false, err
	}
	if w.Ready != nil {
		if ready, err := w.Ready(ctx, start); err != nil || !ready {
			return false, err
		}
	}
	held, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (bool, error) { return w.claim(ctx, tx, holder, start) })
	if ent.IsConstraintError(err) {
		return false, nil // another server made the row first
	}
	if err != nil || !held {
		return false, err
	}
	work, cancel := context.WithTimeout(ctx, w.For-Margin)
	defer cancel()
	err = w.Do(work, start)
	u := s.Client.Lease.Update().Where(entlease.Name(w.Name), entlease.Holder(holder)).SetHolder("").SetUntil(start)
	if err == nil {
		u.SetDoneAt(start)
	}
	// A server that is told to stop still gives the lease back, so that the next one need not wait for its end.
	if rerr := u.Exec(context.WithoutCancel(ctx)); rerr != nil && err == nil {
		err = fmt.Errorf("lease: give %s back: %w", w.Name, rerr)
	}
	if err != nil {
		return true, fmt.Errorf("lease: %s: %w", w.Name, err)
	}
	return true, nil
}

func (w Work) due(ctx context.Context, c *ent.Client, now time.Time) (bool, error) {
	row, err := c.Lease.Query().Where(entlease.Name(w.Name)).Only(ctx)
	if ent.IsNotFound(err) {
		return w.Due(time.Time{}, now), nil
	}
	if err != nil {
		return false, fmt.Errorf("lease: %s: %w", w.Name, err)
	}
	return w.free(row, now), nil
}

// free reports whether nobody holds a lease and its work is due.
func (w Work) free(row *ent.Lease, now time.Time) bool {
	if row.Holder != "" && row.Until.After(now) {
		return false
	}
	var last time.Time
	if row.DoneAt != nil {
		last = *row.DoneAt
	}
	return w.Due(last, now)
}

// claim takes a lease. Where two servers come at once, the row's lock lets one look after the other is done, and the unique
// name refuses the second of two first ones.
func (w Work) claim(ctx context.Context, tx *ent.Tx, holder string, now time.Time) (bool, error) {
	q := tx.Lease.Query().Where(entlease.Name(w.Name)).Unique(false)
	q.Modify(store.LockRows)
	row, err := q.Only(ctx)
	switch {
	case ent.IsNotFound(err):
		err := tx.Lease.Create().SetName(w.Name).SetHolder(holder).SetUntil(now.Add(w.For)).Exec(ctx)
		if err != nil {
			return false, fmt.Errorf("lease: claim %s: %w", w.Name, err)
		}
		return true, nil
	case err != nil:
		return false, fmt.Errorf("lease: claim %s: %w", w.Name, err)
	case !w.free(row, now):
		return false, nil
	}
	if err := row.Update().SetHolder(holder).SetUntil(now.Add(w.For)).Exec(ctx); err != nil {
		return false, fmt.Errorf("lease: claim %s: %w", w.Name, err)
	}
	return true, nil
}
