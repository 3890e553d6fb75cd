package store

import (
	"context"
	"time"
)

type clockKey struct{}

// WithClock returns a context in which Now asks the given clock. It makes what depends on the time repeatable.
func WithClock(ctx context.Context, now func() time.Time) context.Context {
	return context.WithValue(ctx, clockKey{}, now)
}

// Now is the time at which a change is recorded, in UTC.
func Now(ctx context.Context) time.Time {
	if now, ok := ctx.Value(clockKey{}).(func() time.Time); ok {
		return now().UTC()
	}
	return time.Now().UTC()
}
