package notice

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	entnotice "smileboard/ent/notice"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

var (
	errSignIn = &fault.Error{Code: fault.CodeUnauthenticated, Reason: "account.sign_in", Words: fault.Say(
		"请先登录。", "Sign in first.")}
	errPage = fault.Invalid("first", "page.size", fault.Say(
		"一页 1 到 100 条，且不能跳过负数条。", "A page has 1 to 100 rows and passes over none or more."))
	errTooMany = fault.Invalid("ids", "notice.too_many", fault.Say(
		"一次最多标记 100 条；要全部标为已读，请不要列出编号。", "Mark 100 at a time; to mark all of them, name none."))
)

// Book shows accounts their own notices. Which operation they may use, the table of operations says before it is asked.
type Book struct{ store *store.Store }

// NewBook reads the notices of a store.
func NewBook(s *store.Store) *Book { return &Book{store: s} }

// self is who reads their own notices, by the leave of the operation at hand.
func self(ctx context.Context) (int, error) {
	v, _ := viewer.From(ctx)
	a, signedIn := v.Account()
	if leave, ok := viewer.LeaveOf(ctx); !ok || !signedIn || leave.Self != a.ID {
		return 0, errSignIn
	}
	return a.ID, nil
}

// Mine is a page of the caller's own notices, the latest first, and, where it is asked for, how many there are in all.
func (b *Book) Mine(ctx context.Context, unread bool, first, skip int, count bool) (rows []*ent.Notice, total int, err error) {
	id, err := self(ctx)
	if err != nil {
		return nil, 0, err
	}
	if first < 1 || first > 100 || skip < 0 {
		return nil, 0, errPage
	}
	ctx = viewer.AsSystem(ctx, "own notices")
	q := b.store.Client.Notice.Query().Where(entnotice.AccountID(id))
	if unread {
		q.Where(entnotice.ReadAtIsNil())
	}
	if count {
		if total, err = q.Clone().Count(ctx); err != nil {
			return nil, 0, fmt.Errorf("notice: count: %w", err)
		}
	}
	rows, err = q.Order(entnotice.ByCreatedAt(sql.OrderDesc()), entnotice.ByID(sql.OrderDesc())).Limit(first).Offset(skip).All(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("notice: list: %w", err)
	}
	return rows, total, nil
}

// unread counts the notices of an account that it has not read.
func (b *Book) unread(ctx context.Context, accountID int) (int, error) {
	n, err := b.store.Client.Notice.Query().Where(entnotice.AccountID(accountID), entnotice.ReadAtIsNil()).Count(viewer.AsSystem(ctx, "own notices"))
	if err != nil {
		return 0, fmt.Errorf("notice: unread: %w", err)
	}
	return n, nil
}

// Read marks the caller's own notices as read, all of them where none is named, and returns how many are unread now. An id
// that is not one of the caller's is passed over, so that nobody learns of it. What somebody has read is no change of the
// register and is not in its record.
func (b *Book) Read(ctx context.Context, ids []int) (int, error) {
	id, err := self(ctx)
	if err != nil {
		return 0, err
	}
	if len(ids) > 100 {
		return 0, errTooMany
	}
	u := b.store.Client.Notice.Update().Where(entnotice.AccountID(id), entnotice.ReadAtIsNil()).SetReadAt(store.Now(ctx))
	if len(ids) > 0 {
		u.Where(entnotice.IDIn(ids...))
	}
	if err := u.Exec(viewer.AsSystem(ctx, "own notices")); err != nil {
		return 0, fmt.Errorf("notice: read: %w", err)
	}
	return b.unread(ctx, id)
}
