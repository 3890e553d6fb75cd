package dashboard

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/internal/registry"
)

// classes are the classes in the order of the board's worst first, with the schema's word for each.
var classes = []struct {
	class compoundresult.Class
	word  string
}{
	{compoundresult.ClassRectification, "RECTIFICATION"},
	{compoundresult.ClassNone, "NOT_RATED"},
	{compoundresult.ClassCompliant, "COMPLIANT"},
	{compoundresult.ClassDemonstration, "DEMONSTRATION"},
}

// figures count the caller's part of the register, and its compounds by the class that was published last.
func (c *counter) figures(ctx context.Context) error {
	if err := c.compounds(ctx); err != nil {
		return err
	}
	leave, ok, err := enter(ctx, "Query.contractors")
	if err != nil {
		return err
	}
	if ok {
		n, err := c.client.Contractor.Query().Count(leave)
		if err != nil {
			return wrap("contractors", err)
		}
		c.figure("contractors", n, "/console/contractors")
	}
	if leave, ok, err = enter(ctx, "Query.committees"); err != nil || !ok {
		return err
	}
	n, err := c.client.Committee.Query().Where(committee.StatusEQ(committee.StatusActive)).Count(leave)
	c.figure("committees", n, "/console/committees?status=ACTIVE")
	return wrap("committees", err)
}

func (c *counter) compounds(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Query.compounds")
	if err != nil || !ok {
		return err
	}
	var sums []struct{ Count, Households int }
	err = c.client.Compound.Query().Unique(false).Modify(func(s *sql.Selector) {
		s.Select(sql.As(sql.Count("*"), "count"), sql.As("COALESCE("+sql.Sum(s.C(compound.FieldHouseholds))+", 0)", "households"))
	}).Scan(ctx, &sums)
	if err != nil {
		return wrap("compounds", err)
	}
	c.figure("compounds", sums[0].Count, "/console/compounds")
	c.figure("households", sums[0].Households, "/console/compounds")

	standing, err := registry.Standing(ctx, c.client)
	if err != nil {
		return err
	}
	byClass := map[compoundresult.Class]int{}
	if len(standing) > 0 {
		ids := make([]any, 0, len(standing))
		for _, p := range standing {
			ids = append(ids, p.ID)
		}
		var rows []struct {
			Class compoundresult.Class
			Count int
		}
		err = c.client.Compound.Query().Unique(false).Modify(func(s *sql.Selector) {
			r := sql.Dialect(s.Dialect()).Table(compoundresult.Table).As("result")
			s.Join(r).On(s.C(compound.FieldID), r.C(compoundresult.FieldCompoundID))
			s.Where(sql.In(r.C(compoundresult.FieldPublicationID), ids...))
			s.Select(sql.As(r.C(compoundresult.FieldClass), "class"), sql.As(sql.Count("*"), "count")).GroupBy(r.C(compoundresult.FieldClass))
		}).Scan(ctx, &rows)
		if err != nil {
			return wrap("classes", err)
		}
		for _, r := range rows {
			byClass[r.Class] = r.Count
		}
	}
	for _, k := range classes {
		c.figure("class."+string(k.class), byClass[k.class], "/console/compounds?class="+k.word)
	}
	return nil
}
