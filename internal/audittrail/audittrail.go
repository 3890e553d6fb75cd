// Package audittrail shows the record of changes to those who may read it: the entries of their branch, with filters, by page
// or one after another for an export. It writes nothing; package audit does.
package audittrail

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/auditentry"
	"smileboard/ent/predicate"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/store"
)

// Trail reads the record.
type Trail struct {
	store *store.Store
	zone  *time.Location
}

// New reads the record of a store; zone is where the days of a filter begin and end.
func New(s *store.Store, zone *time.Location) *Trail { return &Trail{store: s, zone: zone} }

// Entry is one change, as it was done.
type Entry struct {
	Number      int
	At          time.Time
	Actor, Role string
	// Address is nil where the caller may not see it.
	Address     *string
	Request     string
	Action      string
	SubjectType string
	SubjectID   *int
	SubjectName string
	// Before and After are JSON objects; empty where the thing was made, or is gone.
	Before, After string
	Hash          string
}

// Filter says which entries; zero values ask for all.
type Filter struct {
	// Search is part of the actor's or the subject's name.
	Search string
	// Account did it; Subject is what it was done to.
	Account, Subject int
	// Action is the operation; with a point at its end, all that begin so.
	Action string
	// From and To are the first and the last day.
	From, To calendar.Date
}

// Page is a page of entries, newest first.
type Page struct {
	Rows []*Entry
	// Total is how many there are in all; 0 where it was not asked for.
	Total int
}

// The limits of a page.
const (
	maxPage   = 100
	maxSearch = 50
)

// List is a page of the record, newest first. total asks for the count. Returns fault.Invalid with the field, and the
// refusals of account.Enter.
func (t *Trail) List(ctx context.Context, f Filter, first, skip int, total bool) (*Page, error) {
	ctx, err := account.Enter(ctx, "Query.auditEntries")
	if err != nil {
		return nil, err
	}
	if first < 1 || first > maxPage || skip < 0 {
		return nil, fault.Invalid("first", "page.size", fault.Say("一页 1 到 %d 行。", "A page has 1 to %d rows.", maxPage))
	}
	q, err := t.query(f)
	if err != nil {
		return nil, err
	}
	p := &Page{}
	if total {
		if p.Total, err = q.Clone().Count(ctx); err != nil {
			return nil, fmt.Errorf("audittrail: count: %w", err)
		}
	}
	rows, err := q.Order(auditentry.ByNumber(sql.OrderDesc())).Limit(first).Offset(skip).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("audittrail: list: %w", err)
	}
	for _, r := range rows {
		p.Rows = append(p.Rows, entry(ctx, r))
	}
	return p, nil
}

// eachPage is how many entries an export reads at once.
const eachPage = 500

// Each hands every entry of a filter to fn, newest first, until fn fails. It needs leave to export.
func (t *Trail) Each(ctx context.Context, f Filter, fn func(*Entry) error) error {
	ctx, err := account.Enter(ctx, "Export.audit")
	if err != nil {
		return err
	}
	q, err := t.query(f)
	if err != nil {
		return err
	}
	q = q.Order(auditentry.ByNumber(sql.OrderDesc())).Limit(eachPage)
	for page := q; ; {
		rows, err := page.All(ctx)
		if err != nil {
			return fmt.Errorf("audittrail: each: %w", err)
		}
		for _, r := range rows {
			if err := fn(entry(ctx, r)); err != nil {
				return err
			}
		}
		if len(rows) < eachPage {
			return nil
		}
		page = q.Clone().Where(auditentry.NumberLT(rows[len(rows)-1].Number))
	}
}

func (t *Trail) query(f Filter) (*ent.AuditEntryQuery, error) {
	if utf8.RuneCountInString(f.Search) > maxSearch {
		return nil, fault.Invalid("filter.search", "search.length", fault.Say(
			"搜索词最多 %d 个字。请只输入名称的一部分。", "A search has at most %d characters. Enter a part of the name.", maxSearch))
	}
	var where []predicate.AuditEntry
	if f.Search != "" {
		where = append(where, auditentry.Or(auditentry.ActorContainsFold(f.Search), auditentry.SubjectNameContainsFold(f.Search)))
	}
	if f.Account != 0 {
		where = append(where, auditentry.AccountID(f.Account))
	}
	if f.Subject != 0 {
		where = append(where, auditentry.SubjectID(f.Subject))
	}
	switch {
	case strings.HasSuffix(f.Action, "."):
		where = append(where, auditentry.ActionHasPrefix(f.Action))
	case f.Action != "":
		where = append(where, auditentry.Action(f.Action))
	}
	if !f.From.IsZero() {
		where = append(where, auditentry.AtGTE(t.midnight(f.From)))
	}
	if !f.To.IsZero() {
		where = append(where, auditentry.AtLT(t.midnight(f.To.AddDays(1))))
	}
	return t.store.Client.AuditEntry.Query().Where(where...), nil
}

// midnight is the moment at which a day begins.
func (t *Trail) midnight(d calendar.Date) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, t.zone).UTC()
}

func entry(ctx context.Context, r *ent.AuditEntry) *Entry {
	e := &Entry{
		Number: int(r.Number), At: r.At, Actor: r.Actor, Role: r.Role, Request: r.Request, Action: r.Action,
		SubjectType: r.SubjectType, SubjectID: r.SubjectID, SubjectName: r.SubjectName, Before: r.Before, After: r.After, Hash: r.Hash,
	}
	if account.Within(ctx, "AuditEntry.address", ids(r.OrganizationID), ids(r.ContractorID)) {
		e.Address = &r.Address
	}
	return e
}

func ids(p *int) []int {
	if p == nil {
		return nil
	}
	return []int{*p}
}
