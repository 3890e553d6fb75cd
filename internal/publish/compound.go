package publish

import (
	"context"
	"slices"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/engagement"
	"smileboard/ent/predicate"
	"smileboard/internal/calendar"
)

// Compound is the compound with a code; nil where there is none.
func (r *Reader) Compound(ctx context.Context, code string, want Want) (*Compound, error) {
	found, err := r.load(ctx).compoundsWhere(want, compound.Code(code))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// compoundColumns leaves out the keys of the search, which are long.
var compoundColumns = []string{
	compound.FieldID, compound.FieldCode, compound.FieldName, compound.FieldDistrictID, compound.FieldSubdistrictID, compound.FieldCommunity,
	compound.FieldAddress, compound.FieldKind, compound.FieldHouseholds, compound.FieldOccupied, compound.FieldAreaDm2, compound.FieldBuilt,
}

// compounds reads compounds by id.
func (l *load) compounds(of []int, want Want) (map[int]*Compound, error) {
	out := make(map[int]*Compound, len(of))
	if len(of) == 0 {
		return out, nil
	}
	found, err := l.compoundsWhere(want, compound.IDIn(of...))
	for _, c := range found {
		out[c.ID] = c
	}
	return out, err
}

func (l *load) compoundsWhere(want Want, which predicate.Compound) ([]*Compound, error) {
	q := l.c.Compound.Query().Where(which)
	q.Select(compoundColumns...)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("compounds", err)
	}
	out := make([]*Compound, len(rows))
	for i, row := range rows {
		out[i] = &Compound{
			ID:          row.ID,
			Code:        row.Code,
			Name:        row.Name,
			Community:   text(row.Community),
			Address:     text(row.Address),
			Kind:        upper[CompoundKind](row.Kind),
			Households:  row.Households,
			Occupied:    row.Occupied,
			AreaM2:      points(row.AreaDm2), // a square metre has a hundred square decimetres
			Built:       row.Built,
			district:    row.DistrictID,
			subdistrict: row.SubdistrictID,
		}
	}
	return out, l.fillCompounds(out, want)
}

func (l *load) fillCompounds(cs []*Compound, want Want) error {
	if len(cs) == 0 {
		return nil
	}
	for _, w := range want {
		var err error
		switch w.Name {
		case "district":
			err = l.fillCompoundDistricts(cs, w.Below)
		case "subdistrict":
			err = l.fillCompoundSubdistricts(cs)
		case "engagement":
			err = l.fillEngagement(cs, w.Below)
		case "engagements":
			err = l.fillEngagements(cs, w.Below)
		case "result":
			err = l.fillResult(cs, w.Args, w.Below)
		case "history":
			err = l.fillHistory(cs, w.Args.First, w.Below)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *load) fillCompoundDistricts(cs []*Compound, want Want) error {
	found, err := l.districts(ids(cs, func(c *Compound) int { return c.district }), want)
	for _, c := range cs {
		c.District = found[c.district]
	}
	return err
}

func (l *load) fillCompoundSubdistricts(cs []*Compound) error {
	found, err := l.subdistricts(ids(cs, func(c *Compound) int { return c.subdistrict }))
	for _, c := range cs {
		c.Subdistrict = found[c.subdistrict]
	}
	return err
}

// fillEngagement finds who manages each compound today.
func (l *load) fillEngagement(cs []*Compound, want Want) error {
	found, err := l.engagementsWhere(want, engagement.CompoundIDIn(ids(cs, func(c *Compound) int { return c.ID })...), l.current())
	if err != nil {
		return err
	}
	byCompound := make(map[int]*Engagement, len(found))
	for _, e := range found {
		byCompound[e.compound] = e
	}
	for _, c := range cs {
		c.Engagement = byCompound[c.ID]
	}
	return nil
}

// current keeps the engagements that hold today.
func (l *load) current() predicate.Engagement {
	today := l.today.Time()
	return engagement.And(engagement.StartsLTE(today), engagement.Or(engagement.EndsIsNil(), engagement.EndsGTE(today)))
}

// fillEngagements finds everyone who managed each compound, latest first.
func (l *load) fillEngagements(cs []*Compound, want Want) error {
	found, err := l.engagementsWhere(want, engagement.CompoundIDIn(ids(cs, func(c *Compound) int { return c.ID })...))
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b *Engagement) int { return a.From.DaysUntil(b.From) })
	byCompound := make(map[int][]*Engagement, len(cs))
	for _, e := range found {
		byCompound[e.compound] = append(byCompound[e.compound], e)
	}
	for _, c := range cs {
		c.Engagements = append([]*Engagement{}, byCompound[c.ID]...)
	}
	return nil
}

func (l *load) engagementsWhere(want Want, which ...predicate.Engagement) ([]*Engagement, error) {
	rows, err := l.c.Engagement.Query().Where(which...).All(l.ctx)
	if err != nil {
		return nil, wrap("engagements", err)
	}
	out := make([]*Engagement, len(rows))
	for i, row := range rows {
		out[i] = engagementOf(row)
	}
	return out, l.fillEngagementParts(out, want)
}

func engagementOf(row *ent.Engagement) *Engagement {
	return &Engagement{
		ID:         row.ID,
		Mode:       upper[ManagementMode](row.Mode),
		From:       calendar.FromTime(row.Starts),
		To:         calendar.FromTimePtr(row.Ends),
		Fee:        row.FeeFen,
		compound:   row.CompoundID,
		contractor: row.ContractorID,
	}
}

func (l *load) fillEngagementParts(es []*Engagement, want Want) error {
	if below, ok := want.below("contractor"); ok {
		found, err := l.contractors(ids(es, func(e *Engagement) int { return value(e.contractor) }), below)
		if err != nil {
			return err
		}
		for _, e := range es {
			e.Contractor = found[value(e.contractor)]
		}
	}
	if below, ok := want.below("compound"); ok {
		found, err := l.compounds(ids(es, func(e *Engagement) int { return e.compound }), below)
		if err != nil {
			return err
		}
		for _, e := range es {
			e.Compound = found[e.compound]
		}
	}
	return nil
}

// fillResult finds each compound's result in a cycle of its district.
func (l *load) fillResult(cs []*Compound, of Args, want Want) error {
	if err := l.loadEditions(ids(cs, func(c *Compound) int { return c.district })); err != nil {
		return err
	}
	var pubs []int
	for _, e := range l.editions {
		if p := e.find(of.Cycle, of.Revision); p != nil {
			pubs = append(pubs, p.ID)
		}
	}
	slices.Sort(pubs)
	found, err := l.resultsWhere(want, compoundresult.PublicationIDIn(pubs...),
		compoundresult.CompoundIDIn(ids(cs, func(c *Compound) int { return c.ID })...))
	if err != nil {
		return err
	}
	byCompound := make(map[int]*CompoundResult, len(found))
	for _, res := range found {
		byCompound[res.compound] = res
	}
	for _, c := range cs {
		if res := byCompound[c.ID]; res != nil && res.Publication.district == c.district {
			if c.results == nil {
				c.results = map[resultOf]*CompoundResult{}
			}
			c.results[resultOf{of.Cycle, of.Revision}] = res
		}
	}
	return nil
}

// fillHistory finds each compound's results in the latest revisions of its district's cycles, latest first.
func (l *load) fillHistory(cs []*Compound, first int, want Want) error {
	if err := checkFirst(first); err != nil {
		return err
	}
	if err := l.loadEditions(ids(cs, func(c *Compound) int { return c.district })); err != nil {
		return err
	}
	var pubs []*Publication
	for _, e := range l.editions {
		pubs = append(pubs, e.latest()...)
	}
	// Which results there are comes first, so that the long columns are read of those that are shown, and no others.
	q := l.c.CompoundResult.Query().Where(
		compoundresult.PublicationIDIn(ids(pubs, func(p *Publication) int { return p.ID })...),
		compoundresult.CompoundIDIn(ids(cs, func(c *Compound) int { return c.ID })...))
	q.Select(compoundresult.FieldID, compoundresult.FieldPublicationID, compoundresult.FieldCompoundID)
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("history", err)
	}
	slices.SortFunc(rows, func(a, b *ent.CompoundResult) int {
		return l.publicationByID(b.PublicationID).From.Time().Compare(l.publicationByID(a.PublicationID).From.Time())
	})
	shown := map[int]int{}
	rows = slices.DeleteFunc(rows, func(row *ent.CompoundResult) bool {
		shown[row.CompoundID]++
		return shown[row.CompoundID] > first
	})
	found, err := l.resultsWhere(want, compoundresult.IDIn(ids(rows, func(row *ent.CompoundResult) int { return row.ID })...))
	if err != nil {
		return err
	}
	byID := make(map[int]*CompoundResult, len(found))
	for _, res := range found {
		byID[res.id] = res
	}
	byCompound := make(map[int][]*CompoundResult, len(cs))
	for _, row := range rows {
		byCompound[row.CompoundID] = append(byCompound[row.CompoundID], byID[row.ID])
	}
	for _, c := range cs {
		if c.histories == nil {
			c.histories = map[int][]*CompoundResult{}
		}
		c.histories[first] = append([]*CompoundResult{}, byCompound[c.ID]...)
	}
	return nil
}
