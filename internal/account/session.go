package account

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"smileboard/ent"
	"smileboard/ent/session"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// What a session remembers: who is signed in, or who gave the right password and owes the code of the second factor.
const (
	keyAccount = "account"
	keyPending = "pending"
	// keyTOTP is the key of an authenticator that is being set up.
	keyTOTP = "totp"
	// keyPassword is the stamp of the password that a pending sign-in gave: a new password ends it.
	keyPassword = "password"
)

// pendingLimit is how long the code of the second factor is waited for.
const pendingLimit = 10 * time.Minute

// seenEvery is how often the use of a session, a device or a token is written.
const seenEvery = time.Minute

type txKey struct{}

// withTx lets the sessions be written in the caller's transaction.
func withTx(ctx context.Context, tx *ent.Tx) context.Context {
	return context.WithValue(ctx, txKey{}, tx)
}

func (s *Service) sessionClient(ctx context.Context) *ent.SessionClient {
	if tx, ok := ctx.Value(txKey{}).(*ent.Tx); ok {
		return tx.Session
	}
	return s.store.Client.Session
}

type foundKey struct{}

// sessionStore keeps the sessions of package scs in the store, by the hash of their token. How long a session lives is
// decided here, by the service's clock.
type sessionStore struct{ s *Service }

// Find, Commit and Delete are never called: the manager prefers those with a context.
func (t sessionStore) Find(token string) ([]byte, bool, error) {
	return t.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (t sessionStore) Commit(token string, b []byte, expiry time.Time) error {
	return t.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is DeleteCtx without a context.
func (t sessionStore) Delete(token string) error { return t.DeleteCtx(context.Background(), token) }

// FindCtx finds a session that has not ended, and notes at most once a minute that it is in use.
func (t sessionStore) FindCtx(ctx context.Context, hash string) ([]byte, bool, error) {
	s, now := t.s, t.s.now()
	row, err := s.sessionClient(ctx).Query().Where(session.TokenHash(hash)).Only(books(ctx))
	switch {
	case ent.IsNotFound(err):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("account: session: %w", err)
	case !now.Before(row.ExpiresAt):
		return nil, false, nil
	}
	if row.AccountID != nil && now.Sub(row.SeenAt) >= seenEvery {
		if err := t.note(ctx, row, now); err != nil {
			return nil, false, fmt.Errorf("account: note a session's use: %w", err)
		}
	}
	if found, ok := ctx.Value(foundKey{}).(*int); ok {
		*found = row.ID
	}
	return row.Data, true, nil
}

// noteLimit is how long a request waits to note its session's use: during an import a database with one writer lets nobody
// else write, and people look at its progress meanwhile. What could not be noted, a later request notes.
const noteLimit = 250 * time.Millisecond

// note writes that a session is in use.
func (t sessionStore) note(ctx context.Context, row *ent.Session, now time.Time) error {
	limited, cancel := ctx, func() {}
	if _, within := ctx.Value(txKey{}).(*ent.Tx); !within {
		limited, cancel = context.WithTimeout(ctx, noteLimit)
	}
	defer cancel()
	err := t.s.sessionClient(ctx).Update().Where(session.ID(row.ID), session.ExpiresAtGT(now)).SetSeenAt(now).
		SetExpiresAt(t.s.sessionEnd(row.CreatedAt, now)).SetAddress(store.Fit(viewer.RequestOf(ctx).Address, 64)).Exec(books(limited))
	if limited.Err() != nil && ctx.Err() == nil {
		return nil
	}
	return err
}

// sessionEnd is when a session ends that is used now.
func (s *Service) sessionEnd(began, now time.Time) time.Time {
	idle, absolute := now.Add(s.options.IdleLimit), began.Add(s.options.AbsoluteLimit)
	if idle.Before(absolute) {
		return idle
	}
	return absolute
}

// CommitCtx writes a session. When it ends is not the manager's to say.
func (t sessionStore) CommitCtx(ctx context.Context, hash string, data []byte, _ time.Time) error {
	s, now := t.s, t.s.now()
	_, values, err := sessionCodec{}.Decode(data)
	if err != nil {
		return err
	}
	var who *int
	ends := now.Add(pendingLimit)
	if id, ok := number(values[keyAccount]); ok {
		who, ends = &id, s.sessionEnd(now, now)
	}
	client := s.sessionClient(ctx)
	n, err := client.Update().Where(session.TokenHash(hash)).SetData(data).SetNillableAccountID(who).Save(books(ctx))
	if err == nil && n == 0 {
		request := viewer.RequestOf(ctx)
		err = client.Create().SetTokenHash(hash).SetData(data).SetNillableAccountID(who).SetExpiresAt(ends).SetCreatedAt(now).SetSeenAt(now).
			SetAddress(store.Fit(request.Address, 64)).SetAgent(store.Fit(request.Agent, 300)).Exec(books(ctx))
	}
	if err != nil {
		return fmt.Errorf("account: write a session: %w", err)
	}
	return nil
}

// DeleteCtx ends a session.
func (t sessionStore) DeleteCtx(ctx context.Context, hash string) error {
	if _, err := t.s.sessionClient(ctx).Delete().Where(session.TokenHash(hash)).Exec(books(ctx)); err != nil {
		return fmt.Errorf("account: end a session: %w", err)
	}
	return nil
}

// sessionCodec writes what a session remembers as JSON: strings alone.
type sessionCodec struct{}

// Encode writes the values; the deadline is not the manager's to say.
func (sessionCodec) Encode(_ time.Time, values map[string]any) ([]byte, error) {
	b, err := json.Marshal(values)
	if err != nil {
		return nil, fmt.Errorf("account: session data: %w", err)
	}
	return b, nil
}

// Decode reads the values.
func (sessionCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	values := map[string]any{}
	if err := json.Unmarshal(b, &values); err != nil {
		return time.Time{}, nil, fmt.Errorf("account: session data: %w", err)
	}
	return time.Time{}, values, nil
}

func number(v any) (int, bool) {
	text, _ := v.(string)
	n, err := strconv.Atoi(text)
	return n, err == nil
}
