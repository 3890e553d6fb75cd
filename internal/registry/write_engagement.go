package registry

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"smileboard/ent"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// EngagementChange says what an engagement becomes. Compound and From are fixed once it is added.
type EngagementChange struct {
	Compound   patch.Field[int]
	From, To   patch.Field[calendar.Date]
	Contractor patch.Field[int]
	Mode       patch.Field[ManagementMode]
	Fee        patch.Field[int64]
	Basis      patch.Field[EngagementBasis]
}

func (in EngagementChange) put(compound int, from calendar.Date) PutEngagement {
	p := PutEngagement{CompoundID: compound, From: from, To: in.To, ContractorID: in.Contractor, FeeFen: in.Fee}
	if m := in.Mode.ApplyTo(""); m != "" {
		p.Mode = patch.Set(lower[engagement.Mode](m))
	}
	switch b, none := in.Basis.ApplyTo(""), EngagementBasis("-"); {
	case b != "":
		p.Basis = patch.Set(lower[engagement.Basis](b))
	case in.Basis.ApplyTo(none) != none:
		p.Basis = patch.Clear[engagement.Basis]()
	}
	return p
}

// CreateEngagement says who manages a compound of the caller's branch from a day on (CheckEngagement). The one before must
// have its end first.
func (s *Service) CreateEngagement(ctx context.Context, in EngagementChange, want Want) (*Engagement, error) {
	return write(ctx, s, "Mutation.createEngagement", want, func(w *writing) (int, error) {
		if in.Compound.ApplyTo(0) == 0 {
			return 0, errEmpty("compound")
		}
		from := in.From.ApplyTo(calendar.Date{})
		if from.IsZero() {
			return 0, errEmpty("from")
		}
		// The compound is held, so that two new engagements never miss each other's days.
		c, err := w.lockCompound(in.Compound.ApplyTo(0))
		if err != nil {
			return 0, err
		}
		f := in.put(c.ID, from).over(nil)
		if err := w.checkEngagement(c.ID, f, 0, in.Contractor); err != nil {
			return 0, err
		}
		made, err := f.create(w.tx, c.ID).Save(w.ctx)
		if err != nil {
			return 0, doing("add engagement", taken(err, errOverlap))
		}
		return made.ID, w.record(engagementSubject(made, c), nil, engagementFields(made), true)
	}, (*load).engagements)
}

// UpdateEngagement changes or ends an engagement (CheckEngagement).
func (s *Service) UpdateEngagement(ctx context.Context, id, version int, in EngagementChange, want Want) (*Engagement, error) {
	return write(ctx, s, "Mutation.updateEngagement", want, func(w *writing) (int, error) { return id, w.updateEngagement(id, version, in) }, (*load).engagements)
}

func (w *writing) updateEngagement(id, version int, in EngagementChange) error {
	of, err := w.tx.Engagement.Query().Where(engagement.ID(id)).Only(w.ctx)
	if err != nil {
		return missing(err, errNoEngagement)
	}
	c, err := w.lockCompound(of.CompoundID)
	if err != nil {
		return err
	}
	q := w.tx.Engagement.Query().Where(engagement.ID(id)).Unique(false)
	q.Modify(store.LockRows)
	have, err := q.Only(w.ctx)
	if err != nil {
		return missing(err, errNoEngagement)
	}
	from := calendar.FromTime(have.Starts)
	if err := cmp.Or(stale(have.Version, version, engagementFields(have)), fixed("compound", have.CompoundID, in.Compound), fixed("from", from, in.From)); err != nil {
		return err
	}
	f := in.put(c.ID, from).over(have)
	if err := w.checkEngagement(c.ID, f, id, in.Contractor); err != nil {
		return err
	}
	want := *have
	want.Mode, want.ContractorID, want.Ends, want.FeeFen, want.Basis = f.mode, f.contractor, f.term.To.TimePtr(), f.fee, f.basis
	before, after := audit.Differ(engagementFields(have), engagementFields(&want))
	if after == nil {
		return nil
	}
	if err := f.update(have).Where(engagement.Version(version)).Exec(w.ctx); err != nil {
		return doing("change engagement", overtaken(taken(err, errOverlap)))
	}
	return w.record(engagementSubject(&want, c), before, after, true)
}

// checkEngagement asks the rule of an engagement, beside all others of its compound.
func (w *writing) checkEngagement(compoundID int, f engagementFacts, id int, company patch.Field[int]) error {
	if err := notNegative("fee", f.fee); err != nil {
		return err
	}
	if of := company.ApplyTo(0); of != 0 && f.contractor != nil {
		if _, err := w.tx.Contractor.Query().Where(contractor.ID(of)).OnlyID(w.ctx); err != nil {
			return missing(err, errNoContractor)
		}
	}
	rows, err := w.tx.Engagement.Query().Where(engagement.CompoundID(compoundID), engagement.IDNEQ(id)).All(w.system())
	if err != nil {
		return doing("engagements of a compound", err)
	}
	others := make([]Term, len(rows))
	for i, e := range rows {
		others[i] = Term{calendar.FromTime(e.Starts), calendar.FromTimePtr(e.Ends)}
	}
	slices.SortFunc(others, func(a, b Term) int { return a.From.Compare(b.From) })
	return CheckEngagement(f.mode, f.contractor, f.term, others)
}

// errOverlap is for the store's own rule, should it be asked before ours.
var errOverlap = &fault.Error{Code: fault.CodeConflict, Reason: "engagement.overlap", Field: "from", Words: fault.Say(
	"与该小区另一份合同日期重叠。请先给前一份合同写上结束日期。", "It shares days with another contract of the compound. End the earlier one first.")}

func engagementSubject(e *ent.Engagement, c *ent.Compound) audit.Subject {
	return audit.Subject{Type: "Engagement", ID: e.ID, Name: c.Name, Organization: c.SubdistrictID, Contractor: value(e.ContractorID)}
}

func engagementFields(e *ent.Engagement) audit.Fields {
	return audit.Fields{
		"compound": e.CompoundID, "contractor": e.ContractorID, "mode": strings.ToUpper(string(e.Mode)), "from": calendar.FromTime(e.Starts),
		"to": calendar.FromTimePtr(e.Ends), "fee": e.FeeFen, "basis": word(e.Basis),
	}
}
