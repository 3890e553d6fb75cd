package account

import (
	"context"
	"fmt"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/ent/onetimelink"
	"smileboard/internal/fault"
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

// CreateInvited makes an account with a grant if the role is not "", and the link with which its password is set. For the
// operator alone.
func (s *Service) CreateInvited(ctx context.Context, p Person, g GrantRole) (Invitation, error) {
	if v, _ := viewer.From(ctx); !v.Operator() {
		return Invitation{}, errMayNot
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (Invitation, error) {
		row, err := s.createIn(ctx, tx, p, "")
		if err != nil {
			return Invitation{}, err
		}
		link, err := s.linkIn(ctx, tx, onetimelink.PurposeInvite, row.ID)
		if err != nil {
			return Invitation{}, err
		}
		if g.Role != "" {
			g.Account = row.ID
			if _, err := s.grantIn(ctx, tx, g); err != nil {
				return Invitation{}, err
			}
		}
		return Invitation{row, link}, s.recordCreated(ctx, tx, row)
	})
}

// ByUsername is the id of the account with a user name. For the operator alone.
func (s *Service) ByUsername(ctx context.Context, username string) (int, error) {
	id, err := s.store.Client.Account.Query().Where(entaccount.Username(foldUsername(username))).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return 0, fault.NotFound("account.unknown", fault.Say("没有用户名为 %s 的账号。", "There is no account with the user name %s.", username))
	}
	if err != nil {
		return 0, fmt.Errorf("account: %w", err)
	}
	return id, nil
}
