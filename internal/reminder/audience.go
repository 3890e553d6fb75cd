// Package reminder looks once a day for what falls due, and tells those whom it concerns: certificates, engagements, and the
// deadlines of owners' committees; and, soon after a publication, whose results came out.
//
// It tells an account what its grants cover, and nothing else. What falls due when is for package registry to say, how
// people are told for package notice; whoever was told of a thing is not told of it again before its next stage.
package reminder

import (
	"context"
	"fmt"
	"slices"

	"smileboard/ent"
	"smileboard/ent/account"
	"smileboard/ent/grant"
	"smileboard/ent/organization"
	"smileboard/internal/calendar"
	"smileboard/internal/viewer"
)

// audience knows who holds which role where.
type audience struct {
	parents map[int]int
	grants  []*ent.Grant
}

// gather reads the grants in force of the accounts that are not disabled, and the tree.
func gather(ctx context.Context, c *ent.Client, today calendar.Date) (*audience, error) {
	a := &audience{parents: map[int]int{}}
	var err error
	a.grants, err = c.Grant.Query().Where(
		grant.StartsLTE(today.Time()), grant.Or(grant.EndsIsNil(), grant.EndsGTE(today.Time())), grant.HasAccountWith(account.DisabledAtIsNil())).
		Select(grant.FieldAccountID, grant.FieldRole, grant.FieldOrganizationID, grant.FieldContractorID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reminder: grants: %w", err)
	}
	tree, err := c.Organization.Query().Select(organization.FieldID, organization.FieldParentID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reminder: organizations: %w", err)
	}
	for _, o := range tree {
		if o.ParentID != nil {
			a.parents[o.ID] = *o.ParentID
		}
	}
	return a, nil
}

// above is an organization and all above it.
func (a *audience) above(id int) []int {
	var path []int
	for id != 0 && !slices.Contains(path, id) {
		path = append(path, id)
		id = a.parents[id]
	}
	return path
}

// covering are the accounts with one of the roles in a branch that an organization lies in, or everywhere.
func (a *audience) covering(organization int, roles ...viewer.Role) []int {
	path := a.above(organization)
	var out []int
	for _, g := range a.grants {
		if g.ContractorID != nil || !slices.Contains(roles, viewer.Role(g.Role)) {
			continue
		}
		if g.OrganizationID == nil || slices.Contains(path, *g.OrganizationID) {
			out = append(out, g.AccountID)
		}
	}
	return out
}

// managers are those who answer for a company.
func (a *audience) managers(contractor int) []int {
	var out []int
	for _, g := range a.grants {
		if g.ContractorID != nil && *g.ContractorID == contractor && viewer.Role(g.Role) == viewer.ContractorManager {
			out = append(out, g.AccountID)
		}
	}
	return out
}
