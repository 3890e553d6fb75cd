package account

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	entgrant "smileboard/ent/grant"
	"smileboard/internal/fault"
	"smileboard/internal/pinyin"
	"smileboard/internal/viewer"
)

// MaxPage is the most that a page has.
const MaxPage = 100

// maxSearch is the longest search, in characters.
const maxSearch = 50

// Filter says which accounts; zero values leave none out.
type Filter struct {
	Search   string
	Role     viewer.Role
	Disabled *bool
}

// Order is what accounts are sorted by, and by their id where that is the same.
type Order struct {
	Field      string
	Descending bool
}

// The columns that accounts are sorted by.
const (
	ByName       = entaccount.FieldSortKey
	ByUsername   = entaccount.FieldUsername
	ByLastSignIn = entaccount.FieldLastSignInAt
	ByCreated    = entaccount.FieldCreatedAt
)

// Profiled is an account as somebody else sees it.
type Profiled struct {
	*ent.Account
	// Grants are those that the caller may see, with their places.
	Grants []*ent.Grant
	// Contact says whether the caller may see how to reach the person.
	Email, Phone bool
}

// Accounts is a page of the accounts that the caller may see, and how many there are where that is asked for.
func (s *Service) Accounts(ctx context.Context, f Filter, o Order, first, skip int, count bool) (rows []*Profiled, total int, err error) {
	ctx, err = Enter(ctx, "Query.accounts")
	switch {
	case err != nil:
		return nil, 0, err
	case first < 1 || first > MaxPage:
		return nil, 0, fault.Invalid("first", "page.first", fault.Say("first 应为 1 到 %d。", "first must be from 1 to %d.", MaxPage))
	case skip < 0:
		return nil, 0, fault.Invalid("skip", "page.skip", fault.Say("skip 不能小于 0。", "skip must not be below 0."))
	}
	q, err := s.filtered(f)
	if err != nil {
		return nil, 0, err
	}
	if count {
		if total, err = q.Clone().Count(ctx); err != nil {
			return nil, 0, fmt.Errorf("account: count: %w", err)
		}
	}
	found, err := q.Order(o.by).Limit(first).Offset(skip).All(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("account: list: %w", err)
	}
	rows, err = s.profiled(ctx, found)
	return rows, total, err
}

// EachAccount gives every account of a filter that the caller may see to fn, in pieces, for an export.
func (s *Service) EachAccount(ctx context.Context, f Filter, o Order, fn func(*Profiled) error) error {
	ctx, err := Enter(ctx, "Export.accounts")
	if err != nil {
		return err
	}
	q, err := s.filtered(f)
	if err != nil {
		return err
	}
	ids, err := q.Order(o.by).IDs(ctx)
	if err != nil {
		return fmt.Errorf("account: export: %w", err)
	}
	for part := range slices.Chunk(ids, MaxPage) {
		found, err := s.store.Client.Account.Query().Where(entaccount.IDIn(part...)).All(ctx)
		if err != nil {
			return fmt.Errorf("account: export: %w", err)
		}
		slices.SortFunc(found, func(a, b *ent.Account) int { return slices.Index(part, a.ID) - slices.Index(part, b.ID) })
		rows, err := s.profiled(ctx, found)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := fn(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// Account is one account; nil where there is none that the caller may see.
func (s *Service) Account(ctx context.Context, id int) (*Profiled, error) {
	ctx, err := Enter(ctx, "Query.account")
	if err != nil {
		return nil, err
	}
	row, err := s.store.Client.Account.Get(ctx, id)
	if ent.IsNotFound(err) {
		return nil, nil // a question for one thing answers null where there is none
	}
	if err != nil {
		return nil, fmt.Errorf("account: %w", err)
	}
	rows, err := s.profiled(ctx, []*ent.Account{row})
	if err != nil {
		return nil, err
	}
	return rows[0], nil
}

// Profile shows an account that an operation has just changed, to whoever changed it.
func (s *Service) Profile(ctx context.Context, row *ent.Account) (*Profiled, error) {
	rows, err := s.profiled(ctx, []*ent.Account{row})
	if err != nil {
		return nil, err
	}
	return rows[0], nil
}

func (s *Service) filtered(f Filter) (*ent.AccountQuery, error) {
	if utf8.RuneCountInString(f.Search) > maxSearch {
		return nil, fault.Invalid("filter.search", "search.length", fault.Say(
			"搜索词最多 %d 个字。请只输入姓名的一部分。", "A search has at most %d characters. Enter a part of the name.", maxSearch))
	}
	q := s.store.Client.Account.Query()
	if folded := pinyin.Fold(f.Search); folded != "" {
		q.Where(func(sel *sql.Selector) {
			like := func(column, pattern string) *sql.Predicate {
				return sql.P(func(b *sql.Builder) { b.WriteString(sel.C(column) + " LIKE ").Arg(pattern).WriteString(` ESCAPE '\'`) })
			}
			match := []*sql.Predicate{
				like(entaccount.FieldSearchText, pinyin.Containing(folded)), like(entaccount.FieldUsername, pinyin.Containing(folded)),
			}
			if initials, ok := pinyin.Subsequence(folded); ok {
				match = append(match, like(entaccount.FieldInitials, initials), like(entaccount.FieldInitialsAlt, initials))
			}
			sel.Where(sql.Or(match...))
		})
	}
	if f.Role != "" {
		q.Where(entaccount.HasGrantsWith(entgrant.RoleEQ(entgrant.Role(f.Role)), inForce(s.Today())))
	}
	if f.Disabled != nil && *f.Disabled {
		q.Where(entaccount.DisabledAtNotNil())
	} else if f.Disabled != nil {
		q.Where(entaccount.DisabledAtIsNil())
	}
	return q, nil
}

// by sorts texts byte by byte on both databases, what is empty last, and then by id.
func (o Order) by(s *sql.Selector) {
	if o.Field == "" {
		o.Field = ByName
	}
	expr, way := s.C(o.Field), ""
	if (o.Field == ByName || o.Field == ByUsername) && s.Dialect() == dialect.Postgres {
		expr += ` COLLATE "C"`
	}
	if o.Descending {
		way = " DESC"
	}
	expr += way
	if o.Field == ByLastSignIn {
		expr += " NULLS LAST"
	}
	s.OrderExpr(sql.Expr(expr), sql.Expr(s.C(entaccount.FieldID)+way))
}

// profiled adds to accounts what the caller may see of them.
func (s *Service) profiled(ctx context.Context, rows []*ent.Account) ([]*Profiled, error) {
	ids := make([]int, len(rows))
	out := make([]*Profiled, len(rows))
	byID := map[int]*Profiled{}
	for i, r := range rows {
		ids[i], out[i] = r.ID, &Profiled{Account: r}
		byID[r.ID] = out[i]
	}
	visible, err := s.store.Client.Grant.Query().Where(entgrant.AccountIDIn(ids...)).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("account: grants: %w", err)
	}
	// The places are read for the program: a branch above the caller's own has a name all the same.
	grants, err := withPlaces(s.store.Client.Grant.Query().Where(entgrant.IDIn(visible...))).All(books(ctx))
	if err != nil {
		return nil, fmt.Errorf("account: grants: %w", err)
	}
	for _, g := range grants {
		p := byID[g.AccountID]
		p.Grants = append(p.Grants, g)
	}
	v, _ := viewer.From(ctx)
	me, _ := v.Account()
	for _, p := range out {
		var organizations, contractors []int
		for _, g := range p.Grants {
			if g.OrganizationID != nil {
				organizations = append(organizations, *g.OrganizationID)
			}
			if g.ContractorID != nil {
				contractors = append(contractors, *g.ContractorID)
			}
		}
		own := me.ID == p.ID || len(p.Grants) == 0 && p.CreatedByID != nil && *p.CreatedByID == me.ID
		p.Email = own || Within(ctx, "Account.email", organizations, contractors)
		p.Phone = own || Within(ctx, "Account.phone", organizations, contractors)
	}
	return out, nil
}
