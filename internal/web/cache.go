package web

import (
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// entryOverhead is roughly what an entry costs beside its body and its key: tags, headers, list and map.
const entryOverhead = 768

// question is what an answer is kept under: which room asks, in which language, and what.
type question struct {
	room room
	lang lang
	text string
}

// room keeps the questions of the endpoints apart.
type room uint8

const (
	graphRoom room = iota + 1
	pageRoom
	siteRoom
)

// cache keeps answers under the state of the published data that they were computed from, and forgets them all when
// that changes. What it holds is bounded in bytes; the longest unused goes first.
//
// Answers also depend on the day (who manages a compound today), so each midnight is a change, too.
type cache struct {
	limit   int64
	metrics *metrics
	now     func() time.Time
	zone    *time.Location

	mu      sync.Mutex
	state   int64 // 0 until the state is known: nothing is kept until then
	dayEnds int64 // Unix seconds
	used    int64
	entries map[question]*entry
	ring    entry // after it the latest used, before it the longest unused

	flights singleflight.Group
}

// entry is a kept answer in the order of use.
type entry struct {
	question     question
	answer       *kept
	size         int64
	newer, older *entry
}

func (e *entry) unlink() { e.newer.older, e.older.newer = e.older, e.newer }

func (e *entry) linkAfter(at *entry) {
	e.newer, e.older = at, at.older
	e.newer.older, e.older.newer = e, e
}

func newCache(o Options, m *metrics) *cache {
	c := &cache{limit: o.CacheBytes, metrics: m, now: o.Now, zone: o.Zone, entries: map[question]*entry{}}
	c.empty()
	return c
}

// get gives the answer that is kept at this moment, or nil.
func (c *cache) get(q question, now time.Time) *kept {
	c.mu.Lock()
	c.turn(now)
	e, ok := c.entries[q]
	if !ok {
		c.mu.Unlock()
		c.metrics.cacheMisses.Inc()
		return nil
	}
	e.unlink()
	e.linkAfter(&c.ring)
	answer := e.answer
	c.mu.Unlock()
	c.metrics.cacheHits.Inc()
	return answer
}

// compute computes an answer once for everyone who asks while it is under way, and keeps it if it may be kept and the
// published data did not change meanwhile. Who asks after a change doesn't join what began before it.
func (c *cache) compute(q question, fn func() (answer *kept, keep bool, err error)) (*kept, error) {
	state := c.current()
	flight := strconv.FormatInt(state, 36) + "\x00" + string([]byte{byte(q.room), byte(q.lang)}) + q.text
	v, err, _ := c.flights.Do(flight, func() (any, error) {
		if answer := c.peek(q, state); answer != nil {
			return answer, nil // kept since the caller looked
		}
		answer, keep, err := fn()
		if err == nil && keep {
			c.put(q, answer, state)
		}
		return answer, err
	})
	if err != nil {
		return nil, err
	}
	answer, _ := v.(*kept)
	return answer, nil
}

// peek gives what is kept under a state.
func (c *cache) peek(q question, state int64) *kept {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.entries[q]; ok && state == c.state {
		return e.answer
	}
	return nil
}

// current numbers the state of the published data.
func (c *cache) current() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn(c.now())
	return c.state
}

// forget drops everything, since the published data changed. The first call says that changes are watched.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state++
	c.empty()
}

// turn drops everything once the day is over.
func (c *cache) turn(now time.Time) {
	if now.Unix() < c.dayEnds {
		return
	}
	y, m, d := now.In(c.zone).Date()
	c.dayEnds = time.Date(y, m, d+1, 0, 0, 0, 0, c.zone).Unix()
	if c.state > 0 {
		c.state++
	}
	c.empty()
}

func (c *cache) empty() {
	c.used = 0
	clear(c.entries)
	c.ring.newer, c.ring.older = &c.ring, &c.ring
}

func (c *cache) put(q question, answer *kept, state int64) {
	size := answer.size() + int64(len(q.text)) + entryOverhead
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn(c.now())
	if state == 0 || state != c.state || size > c.limit {
		return
	}
	if e, ok := c.entries[q]; ok {
		c.drop(e)
	}
	e := &entry{question: q, answer: answer, size: size}
	e.linkAfter(&c.ring)
	c.entries[q] = e
	c.used += size
	answer.grew = func(n int64) { c.grow(e, n) }
	c.shrink()
}

// grow notes that an answer was packed and now holds n bytes more.
func (c *cache) grow(e *entry, n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries[e.question] != e {
		return // dropped while it was packed
	}
	e.size += n
	c.used += n
	c.shrink()
}

func (c *cache) shrink() {
	for c.used > c.limit {
		c.drop(c.ring.newer)
	}
}

func (c *cache) drop(e *entry) {
	e.unlink()
	delete(c.entries, e.question)
	c.used -= e.size
}

// holds says how many answers are kept, and in how many bytes.
func (c *cache) holds() (answers int, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.entries), c.used
}
