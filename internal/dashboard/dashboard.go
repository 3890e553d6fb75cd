// Package dashboard answers what waits for somebody who is signed in, and what their part of the register holds in figures.
//
// It counts and lists nothing: each count is taken under the leave of the operation with which the thing is done, so that
// what may not be done does not wait, and what may not be seen is not counted. It takes the same number of statements
// however much there is. It writes nothing.
package dashboard

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"smileboard/ent"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/store"
)

// Service answers dashboards from a store.
type Service struct {
	store *store.Store
	today func() calendar.Date
}

// New makes a service. today gives the day in the jurisdiction's zone.
func New(s *store.Store, today func() calendar.Date) *Service {
	return &Service{store: s, today: today}
}

// Dashboard is what waits for somebody, the most urgent first, and their figures.
type Dashboard struct {
	Waiting []*Waiting
	Figures []*Figure
}

// Waiting is things of a kind that wait together.
type Waiting struct {
	// Kind is stable once released, such as "committee.filing".
	Kind  string
	Title fault.Words
	Count int
	// Due is the earliest last day among them; nil where there is none.
	Due *calendar.Date
	// Overdue reports whether that day is past.
	Overdue bool
	// Link is the console's page about them.
	Link string
}

// Figure is a number of the caller's part of the register.
type Figure struct {
	Kind  string
	Value int
	Link  string
}

// Dashboard answers the caller's. Returns the refusals of account.Enter for Query.dashboard.
func (s *Service) Dashboard(ctx context.Context) (*Dashboard, error) {
	own, err := account.Enter(ctx, "Query.dashboard")
	if err != nil {
		return nil, err
	}
	c := &counter{store: s.store, client: s.store.Client, today: s.today(), out: &Dashboard{Waiting: []*Waiting{}, Figures: []*Figure{}}}
	for _, step := range []func(context.Context) error{
		c.committees, c.qualifications, c.engagements, c.unmanaged, c.evidence, c.imports, c.invitations, c.figures,
	} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	if err := c.own(own); err != nil {
		return nil, err
	}
	slices.SortStableFunc(c.out.Waiting, moreUrgent)
	return c.out, nil
}

// moreUrgent puts what is overdue first, then what is due, the earliest first, then what has no day.
func moreUrgent(a, b *Waiting) int {
	if a.Due == nil || b.Due == nil {
		return cmp.Compare(days(a.Due == nil), days(b.Due == nil))
	}
	return a.Due.Compare(*b.Due)
}

func days(none bool) int {
	if none {
		return 1
	}
	return 0
}

// counter gathers one dashboard.
type counter struct {
	store  *store.Store
	client *ent.Client
	today  calendar.Date
	out    *Dashboard
}

// enter takes the first leave that the caller has of some operations; ok is false where they have none of them.
func enter(ctx context.Context, operations ...account.Operation) (_ context.Context, ok bool, err error) {
	for _, op := range operations {
		leave, err := account.Enter(ctx, op)
		switch {
		case err == nil:
			return leave, true, nil
		case fault.CodeOf(err) != fault.CodeForbidden:
			return ctx, false, err
		}
	}
	return ctx, false, nil
}

// add notes what waits, if anything does. due is the earliest last day; zero where there is none.
func (c *counter) add(kind string, count int, due calendar.Date, link string, zh, en, enOne string) {
	if count == 0 {
		return
	}
	w := &Waiting{Kind: kind, Count: count, Link: link, Title: fault.Words{Zh: fmt.Sprintf(zh, count), En: fmt.Sprintf(en, count)}}
	if count == 1 {
		w.Title.En = enOne
	}
	if !due.IsZero() {
		w.Due, w.Overdue = &due, due.Before(c.today)
	}
	c.out.Waiting = append(c.out.Waiting, w)
}

func (c *counter) figure(kind string, value int, link string) {
	c.out.Figures = append(c.out.Figures, &Figure{Kind: kind, Value: value, Link: link})
}

// tally is a count with the earliest day among what was counted.
type tally struct {
	Count int `sql:"count"`
	First day `sql:"first"`
}

// day reads a day that a database computed: PostgreSQL gives a time, SQLite the text that it keeps.
type day struct{ calendar.Date }

// Scan reads a column.
func (d *day) Scan(v any) error {
	d.Date = calendar.Date{}
	switch v := v.(type) {
	case nil:
		return nil
	case time.Time:
		d.Date = calendar.FromTime(v)
		return nil
	case []byte:
		return d.parse(string(v))
	case string:
		return d.parse(v)
	default:
		return fmt.Errorf("dashboard: %T is no day", v)
	}
}

func (d *day) parse(s string) (err error) {
	if d.Date, err = calendar.Parse(s[:min(len(s), len(time.DateOnly))]); err != nil {
		return fmt.Errorf("dashboard: %w", err)
	}
	return nil
}

func wrap(what string, err error) error {
	if err != nil {
		return fmt.Errorf("dashboard: %s: %w", what, err)
	}
	return nil
}
