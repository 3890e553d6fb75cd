package publication

import (
	"context"
	"fmt"

	"smileboard/ent"
	entcycle "smileboard/ent/cycle"
	"smileboard/ent/organization"
	entpublication "smileboard/ent/publication"
)

// Count counts all publications, revisions and withdrawn ones included.
func Count(ctx context.Context, c *ent.Client) (int, error) {
	n, err := c.Publication.Query().Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("publication: count: %w", err)
	}
	return n, nil
}

// Published reports whether a district's cycle was ever published.
func Published(ctx context.Context, c *ent.Client, district, name string) (bool, error) {
	ok, err := c.Publication.Query().Where(entpublication.HasCycleWith(
		entcycle.Name(name), entcycle.HasDistrictWith(organization.Code(district)))).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("publication: %s %s: %w", district, name, err)
	}
	return ok, nil
}

// VerifyAll computes every publication again and tells each one's name with the first figure that differs. It returns how
// many there are.
func VerifyAll(ctx context.Context, c *ent.Client, tell func(name, differs string)) (int, error) {
	list, err := c.Publication.Query().WithCycle().WithDistrict().Order(entpublication.ByID()).
		Select(entpublication.FieldID, entpublication.FieldCycleID, entpublication.FieldDistrictID, entpublication.FieldRevision).All(ctx)
	if err != nil {
		return 0, fmt.Errorf("publication: list: %w", err)
	}
	for _, p := range list {
		differs, err := Verify(ctx, c, p.ID)
		if err != nil {
			return 0, err
		}
		tell(fmt.Sprintf("%s %s/%d", p.Edges.District.Code, p.Edges.Cycle.Name, p.Revision), differs)
	}
	return len(list), nil
}
