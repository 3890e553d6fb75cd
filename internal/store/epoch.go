package store

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
)

const (
	// sqlitePoll is how soon a server notices what another process wrote into its SQLite file; asking costs microseconds.
	sqlitePoll = 200 * time.Millisecond
	// postgresPoll backs the notifications up, which a broken connection loses.
	postgresPoll = 5 * time.Second
	// epochChannel is the channel that the trigger on the epoch notifies.
	epochChannel = "smileboard_epoch"
)

// Epoch counts the changes of what is public.
func (s *Store) Epoch(ctx context.Context) (int64, error) {
	var v int64
	if err := s.read.QueryRowContext(ctx, `SELECT value FROM epoch LIMIT 1`).Scan(&v); err != nil {
		return 0, fmt.Errorf("store: epoch: %w", err)
	}
	return v, nil
}

// Watch calls changed with the epoch at once and after every change, this process's own included, until ctx ends.
func (s *Store) Watch(ctx context.Context, changed func(epoch int64)) {
	wake, stop := s.wakeups(ctx)
	defer stop()
	last := int64(-1)
	for {
		if v, err := s.Epoch(ctx); err == nil && v != last {
			last = v
			changed(v)
		} else if err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "cannot read the epoch", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		}
	}
}

// wakeups gives a tick whenever the epoch may have changed.
func (s *Store) wakeups(ctx context.Context) (<-chan struct{}, func()) {
	wake := make(chan struct{}, 1)
	interval := sqlitePoll
	var notifications <-chan *pq.Notification
	var listener *pq.Listener
	if s.addr.Dialect == dialect.Postgres {
		interval = postgresPoll
		listener = pq.NewListener(s.addr.URL, 100*time.Millisecond, 10*time.Second, nil)
		if err := listener.Listen(epochChannel); err != nil {
			slog.WarnContext(ctx, "cannot listen for changes; polling", "error", err)
		}
		notifications = listener.Notify
	}
	ticker := time.NewTicker(interval)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			case <-notifications:
			}
			select {
			case wake <- struct{}{}:
			default:
			}
		}
	}()
	return wake, func() {
		ticker.Stop()
		if listener != nil {
			_ = listener.Close()
		}
	}
}
