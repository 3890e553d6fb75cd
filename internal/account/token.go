package account

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"smileboard/ent"
	"smileboard/ent/apitoken"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

const (
	// TokenPrefix begins every API token, so that people and scanners know one when they see it.
	TokenPrefix = "sb_"
	// MaxTokenDays is how long a token lives at most.
	MaxTokenDays = 366
	maxTokens    = 20
)

var (
	errToken = &fault.Error{Code: fault.CodeUnauthenticated, Reason: "token.refused", Words: fault.Say(
		"访问令牌无效、已过期或已撤销。请在“我的”页面新建一个。", "The token is wrong, expired or revoked. Make a new one on your own page.")}
	errNoToken = fault.NotFound("token.unknown", fault.Say("没有这个访问令牌。", "There is no such token."))
)

// CreateToken says what a token is for, what it may do, and its last day.
type CreateToken struct {
	Name    string
	Scopes  []string
	Expires calendar.Date
}

// CheckToken reports whether a token may be made.
//
// The token MUST have a name of 1 to 50 characters, one of the known scopes or more, and a last day from today to 366 days ahead.
//
// Returns fault.Invalid with the field.
func CheckToken(t CreateToken, today calendar.Date) error {
	switch {
	case strings.TrimSpace(t.Name) == "" || utf8.RuneCountInString(t.Name) > 50:
		return fault.Invalid("name", "token.name", fault.Say("请写明令牌的用途，最多 50 个字。", "Say what the token is for, in at most 50 characters."))
	case len(t.Scopes) == 0 || slices.ContainsFunc(t.Scopes, func(s string) bool { return !slices.Contains(Scopes, s) }):
		return fault.Invalid("scopes", "token.scopes", fault.Say("请选择令牌的范围。", "Choose what the token may do."))
	case t.Expires.Before(today) || t.Expires.After(today.AddDays(MaxTokenDays)):
		return fault.Invalid("expires", "token.expires", fault.Say(
			"有效期最后一天应在今天到 %d 天之内。", "The last day is from today to %d days ahead.", MaxTokenDays))
	}
	return nil
}

// CreateToken makes a token in one's own name. secret is the token itself; the store keeps its hash alone.
func (s *Service) CreateToken(ctx context.Context, in CreateToken) (row *ent.APIToken, secret string, err error) {
	ctx, a, me, err := s.self(ctx, "Mutation.createToken")
	if err != nil {
		return nil, "", err
	}
	if err := CheckToken(in, s.Today()); err != nil {
		return nil, "", err
	}
	slices.Sort(in.Scopes)
	in.Scopes = slices.Compact(in.Scopes)
	secret = TokenPrefix + rand.Text()
	// The last day counts to its end.
	y, m, d := in.Expires.AddDays(1).Time().Date()
	ends := time.Date(y, m, d, 0, 0, 0, 0, s.options.Zone).UTC()
	row, err = store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.APIToken, error) {
		now := s.now()
		if _, err := held(books(ctx), tx, a.ID); err != nil {
			return nil, err
		}
		n, err := tx.APIToken.Query().Where(apitoken.AccountID(a.ID), apitoken.RevokedAtIsNil(), apitoken.ExpiresAtGT(now)).Count(books(ctx))
		if err != nil {
			return nil, fmt.Errorf("account: tokens: %w", err)
		}
		if n >= maxTokens {
			return nil, fault.Conflict("token.many", fault.Say("您已有 %d 个有效的访问令牌。请先撤销不用的。", "You have %d tokens. Revoke those that are not used first.", n))
		}
		row, err := tx.APIToken.Create().SetAccountID(a.ID).SetName(strings.TrimSpace(in.Name)).SetTokenHash(digest(secret)).SetHint(secret[:7]).
			SetScopes(in.Scopes).SetExpiresAt(ends).SetCreatedAt(now).Save(books(ctx))
		if err != nil {
			return nil, fmt.Errorf("account: token: %w", err)
		}
		return row, audit.Record(ctx, tx, audit.Entry{
			Action: "Mutation.createToken", Subject: s.subject(a, me),
			After: audit.Fields{"token": row.Hint, "name": row.Name, "scopes": row.Scopes, "expires": in.Expires.String()},
		})
	})
	return row, secret, err
}

// MyTokens are one's own tokens, the latest first.
func (s *Service) MyTokens(ctx context.Context) ([]*ent.APIToken, error) {
	ctx, a, _, err := s.self(ctx, "Query.myTokens")
	if err != nil {
		return nil, err
	}
	rows, err := s.store.Client.APIToken.Query().Where(apitoken.AccountID(a.ID)).Order(ent.Desc(apitoken.FieldCreatedAt, apitoken.FieldID)).Limit(100).All(books(ctx))
	if err != nil {
		return nil, fmt.Errorf("account: my tokens: %w", err)
	}
	return rows, nil
}

// RevokeToken ends one of one's own tokens.
func (s *Service) RevokeToken(ctx context.Context, id int) (*ent.APIToken, error) {
	ctx, a, me, err := s.self(ctx, "Mutation.revokeToken")
	if err != nil {
		return nil, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.APIToken, error) {
		row, err := tx.APIToken.Query().Where(apitoken.ID(id), apitoken.AccountID(a.ID)).Only(books(ctx))
		if ent.IsNotFound(err) {
			return nil, errNoToken
		}
		if err != nil {
			return nil, fmt.Errorf("account: token: %w", err)
		}
		if row.RevokedAt != nil {
			return row, nil
		}
		if row, err = row.Update().SetRevokedAt(s.now()).Save(books(ctx)); err != nil {
			return nil, fmt.Errorf("account: token: %w", err)
		}
		return row, audit.Record(ctx, tx, audit.Entry{Action: "Mutation.revokeToken", Subject: s.subject(a, me), Before: audit.Fields{"token": row.Hint, "name": row.Name}})
	})
}

// IdentifyToken returns the context in which a program's request is answered: it calls in an account's name, within the
// token's scopes. Returns UNAUTHENTICATED for a token that does not count.
func (s *Service) IdentifyToken(ctx context.Context, token string) (context.Context, error) {
	ctx = viewer.AsPublic(ctx)
	if len(token) > maxToken || !strings.HasPrefix(token, TokenPrefix) {
		return nil, errToken
	}
	now := s.now()
	t, err := s.store.Client.APIToken.Query().Where(apitoken.TokenHash(digest(token)), apitoken.RevokedAtIsNil(), apitoken.ExpiresAtGT(now)).WithAccount().Only(books(ctx))
	if ent.IsNotFound(err) {
		return nil, errToken
	}
	if err != nil {
		return nil, fmt.Errorf("account: token: %w", err)
	}
	row := t.Edges.Account
	if row.DisabledAt != nil {
		return nil, errToken
	}
	if t.UsedAt == nil || now.Sub(*t.UsedAt) >= seenEvery {
		if err := s.store.Client.APIToken.Update().Where(apitoken.ID(t.ID)).SetUsedAt(now).Exec(books(ctx)); err != nil {
			return nil, fmt.Errorf("account: note a token's use: %w", err)
		}
	}
	a, err := s.caller(ctx, s.store.Client, row)
	if err != nil {
		return nil, err
	}
	a.Token, a.Scopes = true, t.Scopes
	return viewer.AsAccount(ctx, a), nil
}
