package web

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func testCache(limit int64) *cache {
	return newCache(Options{CacheBytes: limit}.withDefaults(), newMetrics())
}

func ask(text string) question { return question{room: graphRoom, text: text} }

func answering(body string) func() (*kept, bool, error) {
	return func() (*kept, bool, error) { return keep([]byte(body), ""), true, nil }
}

func bodyIn(k *kept) string {
	if k == nil {
		return ""
	}
	return string(k.forms[identity].body)
}

func mustCompute(t *testing.T, c *cache, q question, fn func() (*kept, bool, error)) string {
	t.Helper()
	k, err := c.compute(q, fn)
	if err != nil {
		t.Fatal(err)
	}
	return bodyIn(k)
}

func TestCacheKeepsNothingUntilChangesAreWatched(t *testing.T) {
	c := testCache(1 << 20)
	if got := mustCompute(t, c, ask("a"), answering("1")); got != "1" {
		t.Fatalf("answered %q", got)
	}
	if c.get(ask("a"), time.Now()) != nil {
		t.Error("kept an answer although nobody would say that it is out of date")
	}
	c.forget()
	mustCompute(t, c, ask("a"), answering("1"))
	if bodyIn(c.get(ask("a"), time.Now())) != "1" {
		t.Error("not kept although changes are watched")
	}
}

func TestCacheForgetsOnChange(t *testing.T) {
	c := testCache(1 << 20)
	c.forget()
	mustCompute(t, c, ask("a"), answering("1"))
	c.forget()
	if c.get(ask("a"), time.Now()) != nil {
		t.Error("an answer outlived the change")
	}
	if n, size := c.holds(); n != 0 || size != 0 {
		t.Errorf("%d answers of %d bytes left", n, size)
	}
}

func TestCacheDropsWhatWasComputedAcrossAChange(t *testing.T) {
	c := testCache(1 << 20)
	c.forget()
	got := mustCompute(t, c, ask("a"), func() (*kept, bool, error) {
		c.forget()
		return keep([]byte("old"), ""), true, nil
	})
	if got != "old" {
		t.Fatalf("answered %q", got)
	}
	if c.get(ask("a"), time.Now()) != nil {
		t.Error("an answer from before the change is kept after it")
	}
}

func TestCacheComputesOnceForAll(t *testing.T) {
	c := testCache(1 << 20)
	c.forget()
	started, finish := make(chan struct{}), make(chan struct{})
	computed := 0
	fn := func() (*kept, bool, error) {
		computed++
		close(started) // a second computation would panic
		<-finish
		return keep([]byte("1"), ""), true, nil
	}
	var wg sync.WaitGroup
	var asking sync.WaitGroup
	answers := make([]string, 20)
	for i := range answers {
		asking.Add(1)
		wg.Go(func() {
			if i > 0 {
				<-started
			}
			asking.Done()
			// Who comes too late to join finds it kept.
			if k := c.get(ask("a"), time.Now()); k != nil {
				answers[i] = bodyIn(k)
				return
			}
			k, err := c.compute(ask("a"), fn)
			if err != nil {
				t.Error(err)
			}
			answers[i] = bodyIn(k)
		})
	}
	asking.Wait()
	close(finish)
	wg.Wait()
	for i, a := range answers {
		if a != "1" {
			t.Errorf("%d got %q", i, a)
		}
	}
	if computed != 1 {
		t.Errorf("computed %d times", computed)
	}
}

func TestCacheDoesNotJoinWhatBeganBeforeAChange(t *testing.T) {
	c := testCache(1 << 20)
	c.forget()
	started, finish := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		if got := mustComputeIn(c, ask("a"), func() (*kept, bool, error) {
			close(started)
			<-finish
			return keep([]byte("old"), ""), true, nil
		}); got != "old" {
			t.Errorf("the first got %q", got)
		}
	})
	<-started
	c.forget()
	if got := mustCompute(t, c, ask("a"), answering("new")); got != "new" {
		t.Errorf("asked after the change, got %q", got)
	}
	close(finish)
	wg.Wait()
	if got := bodyIn(c.get(ask("a"), time.Now())); got != "new" {
		t.Errorf("kept %q", got)
	}
}

func mustComputeIn(c *cache, q question, fn func() (*kept, bool, error)) string {
	k, err := c.compute(q, fn)
	if err != nil {
		return err.Error()
	}
	return bodyIn(k)
}

func TestCacheKeepsNoErrorsAndNothingThatMayNotBeKept(t *testing.T) {
	c := testCache(1 << 20)
	c.forget()
	broken := errors.New("broken")
	if _, err := c.compute(ask("a"), func() (*kept, bool, error) { return nil, true, broken }); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if got := mustCompute(t, c, ask("a"), func() (*kept, bool, error) { return keep([]byte("search"), ""), false, nil }); got != "search" {
		t.Fatalf("got %q", got)
	}
	if n, _ := c.holds(); n != 0 {
		t.Errorf("%d answers kept", n)
	}
}

func TestCacheForgetsAtMidnight(t *testing.T) {
	now := time.Date(2026, 11, 20, 15, 59, 59, 0, time.UTC) // one second before midnight in China
	c := newCache(Options{CacheBytes: 1 << 20, Now: func() time.Time { return now }}.withDefaults(), newMetrics())
	c.forget()
	mustCompute(t, c, ask("a"), answering("yesterday"))
	if bodyIn(c.get(ask("a"), now)) != "yesterday" {
		t.Fatal("not kept on the day")
	}
	now = now.Add(time.Second)
	if c.get(ask("a"), now) != nil {
		t.Error("kept over midnight")
	}
	mustCompute(t, c, ask("b"), func() (*kept, bool, error) {
		now = now.Add(24 * time.Hour)
		return keep([]byte("yesterday"), ""), true, nil
	})
	if c.get(ask("b"), now) != nil {
		t.Error("an answer that was computed over midnight is kept after it")
	}
}

func TestCacheDropsTheLongestUnused(t *testing.T) {
	body := string(make([]byte, 1000))
	c := testCache(3 * (1000 + 1 + entryOverhead))
	c.forget()
	for _, q := range []string{"a", "b", "c"} {
		mustCompute(t, c, ask(q), answering(body))
	}
	c.get(ask("a"), time.Now())
	mustCompute(t, c, ask("d"), answering(body))
	for q, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true} {
		if got := c.get(ask(q), time.Now()) != nil; got != want {
			t.Errorf("%s kept: %v, want %v", q, got, want)
		}
	}
	mustCompute(t, c, ask("huge"), answering(string(make([]byte, 10_000))))
	if n, _ := c.holds(); n != 3 {
		t.Errorf("an answer that is larger than everything drove out others: %d left", n)
	}
}

// TestCacheStaysWithinItsBound asks, packs, reads and changes in any order.
func TestCacheStaysWithinItsBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.Int64Range(2_000, 40_000).Draw(t, "limit")
		c := testCache(limit)
		c.forget()
		var ever []*kept
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			q := ask(fmt.Sprint(rapid.IntRange(0, 12).Draw(t, "question")))
			switch rapid.SampledFrom([]string{"ask", "ask", "ask", "pack", "forget"}).Draw(t, "step") {
			case "ask":
				if c.get(q, time.Now()) != nil {
					continue
				}
				k, err := c.compute(q, answering(string(make([]byte, rapid.IntRange(0, 9000).Draw(t, "size")))))
				if err != nil {
					t.Fatal(err)
				}
				ever = append(ever, k)
			case "pack":
				if len(ever) > 0 { // also one that was dropped: someone may still be reading it
					k := rapid.SampledFrom(ever).Draw(t, "answer")
					k.in(gzipped)
					k.in(brotlied)
				}
			case "forget":
				c.forget()
			}
			var sum int64
			for q, e := range c.entries {
				held := int64(len(q.text)) + entryOverhead
				for i := range e.answer.forms {
					held += int64(len(e.answer.forms[i].body))
				}
				if held != e.size {
					t.Fatalf("%s counts %d bytes and holds %d", q.text, e.size, held)
				}
				sum += e.size
			}
			if _, used := c.holds(); used != sum || used > limit {
				t.Fatalf("counts %d bytes, holds %d, may hold %d", used, sum, limit)
			}
		}
	})
}
