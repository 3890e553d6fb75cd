package account

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"smileboard/ent"
	"smileboard/ent/grant"
	"smileboard/ent/organization"
	"smileboard/ent/predicate"
	"smileboard/internal/calendar"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// Browser is what a request carries of who calls, and how the answer hands something back.
type Browser struct {
	// Session and Device are the values of the cookies.
	Session, Device string
	// SetSession and SetDevice write the cookies; "" takes them away.
	SetSession, SetDevice func(token string)
}

type browserKey struct{}

func browserOf(ctx context.Context) Browser {
	b, _ := ctx.Value(browserKey{}).(Browser)
	return b
}

// Identify returns the context in which a browser's request is answered: whoever is signed in calls, with the powers of
// today, or anyone.
func (s *Service) Identify(ctx context.Context, b Browser) (context.Context, error) {
	var found int
	ctx = context.WithValue(viewer.AsPublic(ctx), browserKey{}, b)
	if len(b.Session) > maxToken {
		b.Session = ""
	}
	ctx, err := s.sessions.Load(context.WithValue(ctx, foundKey{}, &found), b.Session)
	if err != nil {
		return nil, err
	}
	id, ok := number(s.sessions.Get(ctx, keyAccount))
	if !ok {
		return ctx, nil
	}
	row, err := s.store.Client.Account.Get(books(ctx), id)
	if err != nil {
		return nil, fmt.Errorf("account: who calls: %w", err)
	}
	if row.DisabledAt != nil {
		return ctx, nil
	}
	a, err := s.caller(ctx, s.store.Client, row)
	if err != nil {
		return nil, err
	}
	a.Session = found
	return viewer.AsAccount(ctx, a), nil
}

// maxToken bounds a token from outside; ours are shorter.
const maxToken = 200

// caller is an account with its powers of today, and what it owes.
func (s *Service) caller(ctx context.Context, client *ent.Client, row *ent.Account) (viewer.Account, error) {
	a := viewer.Account{ID: row.ID, Username: row.Username, Name: row.Name}
	grants, err := client.Grant.Query().Where(grant.AccountID(row.ID), inForce(s.Today())).Order(ent.Asc(grant.FieldID)).All(books(ctx))
	if err != nil {
		return a, fmt.Errorf("account: grants: %w", err)
	}
	for _, g := range grants {
		p := viewer.Power{Role: viewer.Role(g.Role)}
		if g.ContractorID != nil {
			p.Contractor = *g.ContractorID
		}
		if g.OrganizationID != nil {
			p.Organization = *g.OrganizationID
			if p.Branch, p.Cover, err = branch(ctx, client, p.Organization); err != nil {
				return a, err
			}
		}
		a.Powers = append(a.Powers, p)
	}
	switch {
	case row.MustChangePassword:
		a.Owes = "password"
	case row.TotpEnabledAt == nil && s.needsTOTP(a.Powers):
		a.Owes = "totp"
	}
	return a, nil
}

// needsTOTP reports whether one of the powers is of a role that needs a second factor.
func (s *Service) needsTOTP(powers []viewer.Power) bool {
	return slices.ContainsFunc(powers, func(p viewer.Power) bool { return slices.Contains(s.options.RequireTOTP, p.Role) })
}

// inForce are the grants that count on a day.
func inForce(day calendar.Date) predicate.Grant {
	on := day.Time()
	return grant.And(grant.StartsLTE(on), grant.Or(grant.EndsIsNil(), grant.EndsGTE(on)))
}

// branch is an organization and all below it, with the cover of their compounds. The tree has six levels at most.
func branch(ctx context.Context, client *ent.Client, root int) (all []int, cover viewer.Cover, err error) {
	byKind := map[organization.Kind][]int{}
	read := func(which predicate.Organization) ([]int, error) {
		q := client.Organization.Query().Where(which)
		q.Select(organization.FieldID, organization.FieldKind)
		rows, err := q.All(books(ctx))
		ids := make([]int, len(rows))
		for i, o := range rows {
			ids[i], byKind[o.Kind] = o.ID, append(byKind[o.Kind], o.ID)
		}
		return ids, err
	}
	level, err := read(organization.ID(root))
	if err != nil {
		return nil, cover, fmt.Errorf("account: branch: %w", err)
	}
	top := slices.Collect(maps.Keys(byKind))
	for len(level) > 0 {
		if all = append(all, level...); len(all) > maxBranch {
			return nil, cover, fmt.Errorf("account: branch of %d: the tree has a ring, or more than %d organizations", root, maxBranch)
		}
		var next []int
		for some := range store.Chunks(level) {
			ids, err := read(organization.ParentIDIn(some...))
			if err != nil {
				return nil, cover, fmt.Errorf("account: branch: %w", err)
			}
			next = append(next, ids...)
		}
		level = next
	}
	switch {
	case slices.Contains(top, organization.KindSubdistrict):
		cover.Subdistricts = []int{root}
	case slices.Contains(top, organization.KindCommunity):
		cover.Communities, cover.Committees = []int{root}, byKind[organization.KindCommittee]
	case slices.Contains(top, organization.KindCommittee):
		cover.Committees = []int{root}
	default:
		cover.Districts = byKind[organization.KindDistrict]
		n, err := client.Organization.Query().Where(organization.KindEQ(organization.KindDistrict)).Count(books(ctx))
		if err != nil {
			return nil, cover, fmt.Errorf("account: districts: %w", err)
		}
		cover.All = n > 0 && n == len(cover.Districts)
	}
	return all, cover, nil
}

// maxBranch bounds a branch: a province has fewer communities.
const maxBranch = 100_000
