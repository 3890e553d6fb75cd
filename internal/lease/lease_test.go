package lease_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"smileboard/internal/lease"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var start = time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)

// clock is a time that the test moves.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.at.Store(start.UnixNano())
	return c
}

func (c *clock) now() time.Time          { return time.Unix(0, c.at.Load()) }
func (c *clock) advance(d time.Duration) { c.at.Add(int64(d)) }

func hourly(do func(context.Context, time.Time) error) lease.Work {
	return lease.Work{Name: "scan", For: 10 * time.Minute, Due: lease.Every(time.Hour), Do: do}
}

func TestOfManyServersOneDoesTheWork(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		clock := newClock()
		var done atomic.Int32
		work := hourly(func(context.Context, time.Time) error { done.Add(1); return nil })
		for round := int32(1); round <= 3; round++ {
			var servers sync.WaitGroup
			for i := range 8 {
				servers.Go(func() {
					if _, err := lease.Try(context.Background(), s, fmt.Sprint("server ", i), clock.now, work); err != nil {
						t.Error(err)
					}
				})
			}
			servers.Wait()
			if n := done.Load(); n != round {
				t.Fatalf("after round %d it was done %d times", round, n)
			}
			clock.advance(time.Hour)
		}
	})
}

func TestNobodyBeginsWhatAnotherHolds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		clock := newClock()
		_, err := lease.Try(context.Background(), s, "first", clock.now, hourly(func(ctx context.Context, _ time.Time) error {
			if did, err := lease.Try(context.Background(), s, "second", clock.now, hourly(nil)); did || err != nil {
				t.Errorf("the second began beside the first (%v, %v)", did, err)
			}
			if deadline, ok := ctx.Deadline(); !ok || deadline.IsZero() {
				t.Error("the work may outlive its lease")
			}
			return nil
		}))
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheWorkOfAServerThatDiedGoesOnElsewhere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		clock := newClock()
		func() {
			defer func() { _ = recover() }()
			_, _ = lease.Try(context.Background(), s, "dies", clock.now, hourly(func(context.Context, time.Time) error { panic("the server dies") }))
		}()
		done := 0
		work := hourly(func(context.Context, time.Time) error { done++; return nil })
		for _, step := range []struct {
			after time.Duration
			want  int
		}{{0, 0}, {9 * time.Minute, 0}, {time.Minute, 1}} {
			clock.advance(step.after)
			if _, err := lease.Try(context.Background(), s, "lives", clock.now, work); err != nil {
				t.Fatal(err)
			}
			if done != step.want {
				t.Fatalf("at %s it was done %d times, want %d", clock.now().UTC(), done, step.want)
			}
		}
	})
}

func TestWhatFailsIsTriedAgainAtTheNextTick(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		clock := newClock()
		times := 0
		work := hourly(func(context.Context, time.Time) error {
			if times++; times == 1 {
				return errors.New("not today")
			}
			return nil
		})
		tick := make(chan time.Time, 3)
		for range 3 {
			tick <- start
		}
		close(tick)
		lease.Run(context.Background(), s, "one", clock.now, tick, work)
		if times != 2 {
			t.Errorf("it ran %d times; want a failure, a success, and then none within the hour", times)
		}
	})
}

func TestNoLeaseIsTakenForNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ready, done := false, 0
		work := hourly(func(context.Context, time.Time) error { done++; return nil })
		work.Ready = func(context.Context, time.Time) (bool, error) { return ready, nil }
		for _, want := range []int{0, 1} {
			if did, err := lease.Try(context.Background(), s, "one", newClock().now, work); did != ready || err != nil || done != want {
				t.Errorf("ready %v: did %v (%v), %d times", ready, did, err, done)
			}
			ready = true
		}
	})
}

func TestDailyIsOnceADayOfTheZone(t *testing.T) {
	shanghai := time.FixedZone("Asia/Shanghai", 8*60*60)
	due := lease.Daily(shanghai, 6*time.Hour)
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return v.UTC()
	}
	for _, c := range []struct {
		name      string
		last, now time.Time
		want      bool
	}{
		{"never done, before the time of the day", time.Time{}, at("2026-11-25 05:59"), false},
		{"never done, at the time of the day", time.Time{}, at("2026-11-25 06:00"), true},
		{"done this morning", at("2026-11-25 06:00"), at("2026-11-25 23:59"), false},
		{"done yesterday, after midnight", at("2026-11-25 06:00"), at("2026-11-26 05:00"), false},
		{"done yesterday, in the morning", at("2026-11-25 23:00"), at("2026-11-26 06:01"), true},
	} {
		if got := due(c.last, c.now); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
