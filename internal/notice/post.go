package notice

import (
	"context"
	"fmt"
	"time"

	"smileboard/ent"
	entnotice "smileboard/ent/notice"
	"smileboard/internal/store"
)

// postPage is how many notices one round of mail takes up.
const postPage = 500

// Post is the notices that are to go out by mail at a moment, of whole accounts as far as they fit, with their accounts, by
// account and in the order in which they came up.
func Post(ctx context.Context, s *store.Store, now time.Time) ([]*ent.Notice, error) {
	rows, err := s.Client.Notice.Query().Where(entnotice.MailDueAtLTE(now.UTC()), entnotice.MailedAtIsNil()).WithAccount().
		Order(entnotice.ByAccountID(), entnotice.ByCreatedAt(), entnotice.ByID()).Limit(postPage).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("notice: post: %w", err)
	}
	return rows, nil
}

// AnyPost reports whether any notice is to go out by mail at a moment.
func AnyPost(ctx context.Context, s *store.Store, now time.Time) (bool, error) {
	some, err := s.Client.Notice.Query().Where(entnotice.MailDueAtLTE(now.UTC()), entnotice.MailedAtIsNil()).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("notice: post: %w", err)
	}
	return some, nil
}

// Mailed notes that notices went out.
func Mailed(ctx context.Context, s *store.Store, ids []int, now time.Time) error {
	return post(ctx, ids, s.Client.Notice.Update().SetMailedAt(now.UTC()).ClearMailDueAt().AddMailAttempts(1))
}

// Postpone notes that notices go out at a later moment; failed counts an attempt.
func Postpone(ctx context.Context, s *store.Store, ids []int, until time.Time, failed bool) error {
	u := s.Client.Notice.Update().SetMailDueAt(until.UTC())
	if failed {
		u.AddMailAttempts(1)
	}
	return post(ctx, ids, u)
}

// Unpost notes that notices do not go out by mail; they stay in the console.
func Unpost(ctx context.Context, s *store.Store, ids []int) error {
	return post(ctx, ids, s.Client.Notice.Update().ClearMailDueAt())
}

func post(ctx context.Context, ids []int, u *ent.NoticeUpdate) error {
	if len(ids) == 0 {
		return nil
	}
	if err := u.Where(entnotice.IDIn(ids...), entnotice.MailedAtIsNil()).Exec(ctx); err != nil {
		return fmt.Errorf("notice: post: %w", err)
	}
	return nil
}
