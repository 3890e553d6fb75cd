package registry

import (
	"context"
	"fmt"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
)

// A compound names its community as the office writes it. Where the tree has a community of that name in the compound's
// sub-district, the compound lies in its branch (community_id), whichever of the two came first.

// communities are the ids of the communities of sub-districts, by sub-district and name.
func communities(ctx context.Context, tx *ent.Tx, subdistricts []int) (map[compoundKey]int, error) {
	q := tx.Organization.Query().Where(organization.KindEQ(organization.KindCommunity), organization.ParentIDIn(subdistricts...)).Order(ent.Desc(organization.FieldID))
	q.Select(organization.FieldID, organization.FieldParentID, organization.FieldName)
	rows, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("registry: communities: %w", err)
	}
	out := make(map[compoundKey]int, len(rows))
	for _, o := range rows {
		out[compoundKey{*o.ParentID, o.Name}] = o.ID
	}
	return out, nil
}

// joinCommunity puts the compounds that name a community into its branch, and takes out those that name another.
func joinCommunity(ctx context.Context, tx *ent.Tx, o *ent.Organization) error {
	if o.Kind != organization.KindCommunity || o.ParentID == nil {
		return nil
	}
	if err := tx.Compound.Update().Where(compound.SubdistrictID(*o.ParentID), compound.Community(o.Name), compound.CommunityIDIsNil()).
		SetCommunityID(o.ID).Exec(ctx); err != nil {
		return fmt.Errorf("registry: compounds of community %s: %w", o.Code, err)
	}
	if err := tx.Compound.Update().Where(compound.CommunityID(o.ID), compound.CommunityNEQ(o.Name)).ClearCommunityID().Exec(ctx); err != nil {
		return fmt.Errorf("registry: compounds that left community %s: %w", o.Code, err)
	}
	return nil
}
