// Package audit owns the record of every change of state: who, as what role, when, from where, what, before and after.
//
// An entry is written in the change's own transaction, chained by hash to the one before, and never changes: triggers
// refuse it. The package knows no rule of the domain; it never decides who may do what.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"smileboard/ent"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Subject is what a change was made to.
type Subject struct {
	// Type is the entity's name, such as "Compound"; ID its global id, 0 where it has none; Name what people call it.
	Type string
	ID   int
	Name string
	// Organization is the id of the branch whose auditors may read the entry, Contractor that of the company; 0 where there
	// is none: only those whose power is everywhere read it then.
	Organization, Contractor int
}

// Entry is one change.
type Entry struct {
	// Action is the operation, as the table of operations names it, or the command.
	Action  string
	Subject Subject
	// Before and After hold the fields that changed. Before is nil where something was made, After where it is gone.
	Before, After Fields
}

// Fields are values by the name of their field. What is secret never goes in; phones go in through Phone.
type Fields map[string]any

// Record adds an entry to the chain, in the transaction of its change. It holds the chain's end until the transaction ends,
// so it is called last: whoever waits for the end holds everything else that they need.
func Record(ctx context.Context, tx *ent.Tx, e Entry) error {
	system := viewer.AsSystem(ctx, "audit")
	q := tx.AuditHead.Query().Unique(false)
	q.Modify(store.LockRows)
	head, err := q.Only(system)
	if err != nil {
		return fmt.Errorf("audit: end of the chain: %w", err)
	}
	row, err := e.row(ctx, head)
	if err != nil {
		return err
	}
	create := tx.AuditEntry.Create().SetNumber(row.Number).SetAt(row.At).SetNillableAccountID(row.AccountID).SetActor(row.Actor).
		SetRole(row.Role).SetAddress(row.Address).SetRequest(row.Request).SetAction(row.Action).SetSubjectType(row.SubjectType).
		SetNillableSubjectID(row.SubjectID).SetSubjectName(row.SubjectName).SetNillableOrganizationID(row.OrganizationID).
		SetNillableContractorID(row.ContractorID).SetBefore(row.Before).SetAfter(row.After).SetPrevious(row.Previous).SetHash(row.Hash)
	if err := create.Exec(system); err != nil {
		return fmt.Errorf("audit: record %s: %w", e.Action, err)
	}
	if err := head.Update().SetNumber(row.Number).SetHash(row.Hash).Exec(system); err != nil {
		return fmt.Errorf("audit: move the end of the chain: %w", err)
	}
	return nil
}

func (e Entry) row(ctx context.Context, head *ent.AuditHead) (*ent.AuditEntry, error) {
	before, err := e.Before.text()
	if err != nil {
		return nil, err
	}
	after, err := e.After.text()
	if err != nil {
		return nil, err
	}
	r := &ent.AuditEntry{
		Number: head.Number + 1, Previous: head.Hash,
		// Both databases keep microseconds.
		At:     store.Now(ctx).Truncate(time.Microsecond),
		Action: e.Action, SubjectType: e.Subject.Type, SubjectID: some(e.Subject.ID), SubjectName: store.Fit(e.Subject.Name, 400),
		OrganizationID: some(e.Subject.Organization), ContractorID: some(e.Subject.Contractor), Before: before, After: after,
	}
	request := viewer.RequestOf(ctx)
	r.Address, r.Request = store.Fit(request.Address, 64), store.Fit(request.ID, 64)
	r.Actor, r.Role = "nobody", ""
	switch actor := viewer.Actor(ctx); {
	case actor.Operator():
		r.Actor, r.Role = store.Fit("smileboard "+actor.Name(), 200), "operator"
	default:
		if a, ok := actor.Account(); ok {
			r.AccountID, r.Actor = &a.ID, store.Fit(a.Name, 200)
			if l, ok := viewer.LeaveOf(ctx); ok && len(l.Powers) > 0 {
				r.Role = string(l.Powers[0].Role)
			}
		}
	}
	r.Hash = hash(r)
	return r, nil
}

// hash chains an entry to the one before: SHA-256 over its fields as one JSON array, in a fixed order.
func hash(r *ent.AuditEntry) string {
	text, err := json.Marshal([]any{
		r.Previous, r.Number, r.At.UTC().Format("2006-01-02T15:04:05.000000Z"), number(r.AccountID), r.Actor, r.Role, r.Address, r.Request,
		r.Action, r.SubjectType, number(r.SubjectID), r.SubjectName, number(r.OrganizationID), number(r.ContractorID), r.Before, r.After,
	})
	if err != nil {
		panic(err) // strings and numbers only
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func number(p *int) int {
	if p == nil {
		return 0
	}
	return *p
}

func some(id int) *int {
	if id == 0 {
		return nil
	}
	return &id
}

// text is the fields' JSON with its keys sorted; empty where there are none.
func (f Fields) text() (string, error) {
	if f == nil {
		return "", nil
	}
	b, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("audit: fields: %w", err)
	}
	return string(b), nil
}

// Phone masks a phone number for the record: its first three and last four digits stay, where it is long enough to hide any.
func Phone(s string) string {
	r := []rune(s)
	if len(r) < 9 {
		if len(r) == 0 {
			return ""
		}
		return "****"
	}
	return string(r[:3]) + "****" + string(r[len(r)-4:])
}

// Differ returns the fields of before and after whose values are not the same, for the two sides of an entry. Both are nil
// where nothing changed.
func Differ(before, after Fields) (b, a Fields) {
	for k, v := range after {
		old, ok := before[k]
		if ok && equal(old, v) {
			continue
		}
		if b == nil {
			b, a = Fields{}, Fields{}
		}
		if ok {
			b[k] = old
		}
		a[k] = v
	}
	return b, a
}

func equal(x, y any) bool {
	a, errA := json.Marshal(x)
	b, errB := json.Marshal(y)
	return errA == nil && errB == nil && string(a) == string(b)
}
