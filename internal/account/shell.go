package account

import (
	"context"
	"fmt"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// What the server's own shell does without a link: the password is given at once.

// CreateWithPassword makes an account that can sign in at once, with a grant if the role is not "". For the operator alone.
func (s *Service) CreateWithPassword(ctx context.Context, p Person, password string, g GrantRole) (*ent.Account, error) {
	if v, _ := viewer.From(ctx); !v.Operator() {
		return nil, errMayNot
	}
	if err := CheckPassword(password, p.Username, p.Name); err != nil {
		return nil, err
	}
	hash, err := s.hashing.hash(ctx, password)
	if err != nil {
		return nil, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.Account, error) {
		row, err := s.createIn(ctx, tx, p, hash)
		if err != nil {
			return nil, err
		}
		if g.Role != "" {
			g.Account = row.ID
			if _, err := s.grantIn(ctx, tx, g); err != nil {
				return nil, err
			}
		}
		return row, s.recordCreated(ctx, tx, row)
	})
}

// Known reports whether a user name has an account. For the operator alone.
func (s *Service) Known(ctx context.Context, username string) (bool, error) {
	ok, err := s.store.Client.Account.Query().Where(entaccount.Username(foldUsername(username))).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("account: %w", err)
	}
	return ok, nil
}
