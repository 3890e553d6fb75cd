package schema

import (
	"context"
	"strconv"
	"strings"

	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/privacy"
	"entgo.io/ent/schema/mixin"

	"smileboard/ent/intercept"
	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// roles are the values of a role, in the order of the table of operations.
var roles = func() (names []string) {
	for _, r := range viewer.Roles {
		names = append(names, string(r))
	}
	return names
}()

// errNoLeave refuses a call that does not say who calls, or whom no operation has given leave.
var errNoLeave = fault.Forbidden("viewer.none", fault.Say("没有权限查看或修改。", "You may not read or change this."))

// Rows lets an account read the rows that its leave covers, and write by its leave; anyone reads where public says so. What
// of a public thing is shown is a white list in the public schema. The operator reads and writes everything.
type Rows struct {
	mixin.Schema
	public bool
	// of says which rows a scope covers; a nil predicate is all of them.
	of func(s *sql.Selector, scope viewer.Scope) *sql.Predicate
}

// Policy denies by default.
func (m Rows) Policy() ent.Policy {
	return privacy.Policy{
		Query:    privacy.QueryPolicy{rowsRule(m)},
		Mutation: privacy.MutationPolicy{privacy.MutationRuleFunc(mayWrite)},
	}
}

// rowsRule is the reading half of the policy.
type rowsRule Rows

// EvalQuery allows the query, cut down to the rows that the caller may see.
func (r rowsRule) EvalQuery(ctx context.Context, q ent.Query) error {
	v, _ := viewer.From(ctx)
	if v.Operator() || r.public && v.Public() {
		return privacy.Allow
	}
	leave, ok := viewer.LeaveOf(ctx)
	if _, signedIn := v.Account(); !signedIn || !ok {
		return errNoLeave
	}
	scope := leave.Scope()
	if scope.Everything {
		return privacy.Allow
	}
	query, err := intercept.NewQuery(q)
	if err != nil {
		return err
	}
	query.WhereP(func(s *sql.Selector) {
		if p := r.of(s, scope); p != nil {
			s.Where(p)
		}
	})
	return privacy.Allow
}

// mayWrite lets the operator write, and an account whom an operation has given leave. Which things it may touch, the
// domain's function finds by reading them under the same leave.
func mayWrite(ctx context.Context, _ ent.Mutation) error {
	v, _ := viewer.From(ctx)
	if v.Operator() {
		return privacy.Allow
	}
	if _, ok := viewer.LeaveOf(ctx); ok {
		if _, signedIn := v.Account(); signedIn {
			return privacy.Allow
		}
	}
	return errNoLeave
}

// SystemOnly lets only the program itself read and write: the books that it keeps.
type SystemOnly struct{ mixin.Schema }

// Policy denies by default.
func (SystemOnly) Policy() ent.Policy {
	rule := privacy.ContextQueryMutationRule(func(ctx context.Context) error {
		if v, ok := viewer.From(ctx); ok && v.Operator() {
			return privacy.Allow
		}
		return errNoLeave
	})
	return privacy.Policy{Query: privacy.QueryPolicy{rule}, Mutation: privacy.MutationPolicy{rule}}
}

// allRows are the rows of what is published, which everyone may read.
func allRows(*sql.Selector, viewer.Scope) *sql.Predicate { return nil }

// in is column IN (ids); none where there are no ids. A long list goes as one argument, for the databases bound how many
// there may be.
func in(column string, ids []int) *sql.Predicate {
	if len(ids) == 0 {
		return sql.False()
	}
	if len(ids) > manyIDs {
		return sql.P(func(b *sql.Builder) {
			if b.Dialect() == dialect.Postgres {
				b.Ident(column).WriteString(" = ANY(CAST(").Arg("{" + joined(ids) + "}").WriteString(" AS bigint[]))")
				return
			}
			b.Ident(column).WriteString(" IN (SELECT value FROM json_each(").Arg("[" + joined(ids) + "]").WriteString("))")
		})
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return sql.In(column, args...)
}

// manyIDs is from when on a list goes as one argument.
const manyIDs = 50

func joined(ids []int) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(id))
	}
	return b.String()
}

// from selects a column of a table by a predicate on it.
func from(table, column string, where func(s *sql.Selector) *sql.Predicate) *sql.Selector {
	t := sql.Table(table)
	s := sql.Select().From(t)
	s.Select(s.C(column))
	if p := where(s); p != nil {
		s.Where(p)
	}
	return s
}

// compoundRows are the compounds of the branches, of the committees in them, and those that the companies manage or managed.
// Each branch is asked for by its cover, so that an office's rows are found by one column, and one index.
func compoundRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	if scope.Cover.All {
		return nil
	}
	var any []*sql.Predicate
	c := scope.Cover
	for _, level := range []struct {
		column string
		ids    []int
	}{{"district_id", c.Districts}, {"subdistrict_id", c.Subdistricts}, {"community_id", c.Communities}} {
		if len(level.ids) > 0 {
			any = append(any, in(s.C(level.column), level.ids))
		}
	}
	if len(c.Committees) > 0 {
		for _, seat := range [][2]string{{"id", "compound_id"}, {"zone_id", "zone_id"}} {
			any = append(any, sql.In(s.C(seat[0]), from("committees", seat[1], func(t *sql.Selector) *sql.Predicate {
				return sql.And(in(t.C("organization_id"), c.Committees), sql.NotNull(t.C(seat[1])))
			})))
		}
	}
	if len(scope.Contractors) > 0 {
		any = append(any, sql.In(s.C("id"), from("engagements", "compound_id", func(t *sql.Selector) *sql.Predicate {
			return in(t.C("contractor_id"), scope.Contractors)
		})))
	}
	return either(any)
}

// both is a and b; a nil b is everything.
func both(a, b *sql.Predicate) *sql.Predicate {
	if b == nil {
		return a
	}
	return sql.And(a, b)
}

func either(any []*sql.Predicate) *sql.Predicate {
	if len(any) == 0 {
		return sql.False()
	}
	return sql.Or(any...)
}

// visibleCompounds selects the ids of the compounds of a scope.
func visibleCompounds(scope viewer.Scope) *sql.Selector {
	return from("compounds", "id", func(t *sql.Selector) *sql.Predicate { return compoundRows(t, scope) })
}

// ofCompound are the rows about the compounds of a scope.
func ofCompound(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	if scope.Cover.All {
		return nil
	}
	return sql.In(s.C("compound_id"), visibleCompounds(scope))
}

func findingRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	if scope.Cover.All {
		return nil
	}
	return sql.In(s.C("inspection_id"), from("inspections", "id", func(t *sql.Selector) *sql.Predicate { return ofCompound(t, scope) }))
}

// engagementRows are the engagements of the compounds of a scope's branches, and those of its companies themselves: a company
// does not see what another one is paid.
func engagementRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	if scope.Cover.All {
		return nil
	}
	var any []*sql.Predicate
	if len(scope.Organizations) > 0 {
		any = append(any, ofCompound(s, viewer.Scope{Cover: scope.Cover}))
	}
	if len(scope.Contractors) > 0 {
		any = append(any, in(s.C("contractor_id"), scope.Contractors))
	}
	return either(any)
}

// contractorRows are all companies for an office, the own one for a company, and those that it engaged for a committee.
func contractorRows(column string) func(*sql.Selector, viewer.Scope) *sql.Predicate {
	return func(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
		if scope.Office {
			return nil
		}
		any := []*sql.Predicate{in(s.C(column), scope.Contractors)}
		if len(scope.Organizations) > 0 {
			any = append(any, sql.In(s.C(column), from("engagements", "contractor_id", func(t *sql.Selector) *sql.Predicate {
				return both(sql.NotNull(t.C("contractor_id")), ofCompound(t, viewer.Scope{Cover: scope.Cover}))
			})))
		}
		return sql.Or(any...)
	}
}

func organizationRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	return in(s.C("id"), scope.Organizations)
}

func zoneRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	if scope.Cover.All {
		return nil
	}
	any := places(s, scope)
	// Who comes by a community, a committee or a company sees the zones of the compounds that they see.
	if c := scope.Cover; len(c.Communities)+len(c.Committees)+len(scope.Contractors) > 0 {
		any = append(any, sql.In(s.C("id"), from("compounds", "zone_id", func(t *sql.Selector) *sql.Predicate {
			return both(sql.NotNull(t.C("zone_id")), compoundRows(t, scope))
		})))
	}
	return either(any)
}

func committeeRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	if scope.Cover.All {
		return nil
	}
	any := places(s, scope)
	if len(scope.Cover.Committees) > 0 {
		any = append(any, in(s.C("organization_id"), scope.Cover.Committees))
	}
	return either(any)
}

// places are the rows that name a district or a sub-district of a scope.
func places(s *sql.Selector, scope viewer.Scope) []*sql.Predicate {
	var any []*sql.Predicate
	if ids := scope.Cover.Districts; len(ids) > 0 {
		any = append(any, in(s.C("district_id"), ids))
	}
	if ids := scope.Cover.Subdistricts; len(ids) > 0 {
		any = append(any, in(s.C("subdistrict_id"), ids))
	}
	return any
}

func memberRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	if scope.Cover.All {
		return nil
	}
	return sql.In(s.C("committee_id"), from("committees", "id", func(t *sql.Selector) *sql.Predicate { return committeeRows(t, scope) }))
}

// peopleRows are one's own rows, those of the accounts with a grant in the scope's branches or companies, those of the people of
// companies that manage or managed something in an office's branches, and those of the accounts that one made oneself.
func peopleRows(column string) func(*sql.Selector, viewer.Scope) *sql.Predicate {
	return func(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
		any := []*sql.Predicate{sql.EQ(s.C(column), scope.Account)}
		if len(scope.Organizations)+len(scope.Contractors) > 0 {
			any = append(any,
				sql.In(s.C(column), from("grants", "account_id", func(t *sql.Selector) *sql.Predicate {
					return sql.Or(in(t.C("organization_id"), scope.Organizations), in(t.C("contractor_id"), scope.Contractors))
				})),
				sql.In(s.C(column), from("accounts", "id", func(t *sql.Selector) *sql.Predicate {
					return sql.EQ(t.C("created_by_id"), scope.Account)
				})))
		}
		if scope.Office && len(scope.Organizations) > 0 {
			any = append(any, sql.In(s.C(column), from("grants", "account_id", func(t *sql.Selector) *sql.Predicate {
				return sql.In(t.C("contractor_id"), from("engagements", "contractor_id", func(e *sql.Selector) *sql.Predicate {
					return both(sql.NotNull(e.C("contractor_id")), ofCompound(e, viewer.Scope{Organizations: scope.Organizations, Cover: scope.Cover}))
				}))
			})))
		}
		return sql.Or(any...)
	}
}

func auditRows(s *sql.Selector, scope viewer.Scope) *sql.Predicate {
	return sql.Or(in(s.C("organization_id"), scope.Organizations), in(s.C("contractor_id"), scope.Contractors))
}
