package registry

import (
	"context"
	"fmt"
	"slices"

	"smileboard/ent"
	"smileboard/ent/engagement"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// PutEngagement says who manages a compound from a day on. The compound and From are its key.
type PutEngagement struct {
	CompoundID   int
	Mode         patch.Field[engagement.Mode]
	ContractorID patch.Field[int]
	From         calendar.Date
	To           patch.Field[calendar.Date]
	FeeFen       patch.Field[int64]
	Basis        patch.Field[engagement.Basis]
}

// Term is the days of one engagement; a zero To is an open end.
type Term struct {
	From, To calendar.Date
}

// Overlap reports whether two terms share a day.
func (a Term) Overlap(b Term) bool {
	return (b.To.IsZero() || !a.From.After(b.To)) && (a.To.IsZero() || !b.From.After(a.To))
}

// CheckEngagement reports whether an engagement may stand beside a compound's other ones.
//
// The engagement MUST:
//   - end on or after its first day, if it ends;
//   - name a contractor if, and only if, the compound is managed by one (专业物业);
//   - share no day with another engagement of the compound.
//
// Returns fault.Invalid with the field, or fault.Conflict "engagement.overlap".
func CheckEngagement(mode engagement.Mode, contractor *int, t Term, others []Term) error {
	if !t.To.IsZero() && t.To.Before(t.From) {
		return fault.Invalid("to", "engagement.days", fault.Say("结束日期 %s 早于开始日期 %s。", "It ends on %s, before it begins on %s.", t.To, t.From))
	}
	if mode == engagement.ModeProfessional && contractor == nil {
		return fault.Invalid("contractor", "engagement.contractor", fault.Say(
			"专业物业的合同要写企业。自管或社区托管请在“服务模式”里写明。", "A contract with a contractor must name it. For self-management or trusteeship, say so in the mode."))
	}
	for _, o := range others {
		if t.Overlap(o) {
			until := o.To.String()
			if o.To.IsZero() {
				until = "…"
			}
			return &fault.Error{Code: fault.CodeConflict, Reason: "engagement.overlap", Field: "from", Words: fault.Say(
				"与该小区另一份合同（%s 至 %s）日期重叠。请先给前一份合同写上结束日期。",
				"It shares days with another contract of the compound (%s to %s). End the earlier one first.", o.From, until)}
		}
	}
	return nil
}

// PutEngagements writes engagements within the caller's transaction. It writes nothing of a row that has a fault.
//
// Overlaps are judged on the state after the whole list: one row may end a contract so that another can begin.
func PutEngagements(ctx context.Context, tx *ent.Tx, list []PutEngagement) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	known, err := engagementsOf(ctx, tx, list)
	if err != nil {
		return tally, nil, err
	}
	wants := make([]engagementFacts, len(list))
	after := map[int]map[calendar.Date]Term{}
	for compoundID, byStart := range known {
		after[compoundID] = map[calendar.Date]Term{}
		for from, e := range byStart {
			after[compoundID][from] = Term{from, calendar.FromTimePtr(e.Ends)}
		}
	}
	for i, in := range list {
		wants[i] = in.over(known[in.CompoundID][in.From])
		if after[in.CompoundID] == nil {
			after[in.CompoundID] = map[calendar.Date]Term{}
		}
		after[in.CompoundID][in.From] = wants[i].term
	}
	type change struct {
		have *ent.Engagement
		want engagementFacts
	}
	var fresh []*ent.EngagementCreate
	var changes []change
	for i, in := range list {
		want := wants[i]
		var others []Term
		for from, t := range after[in.CompoundID] {
			if from != in.From {
				others = append(others, t)
			}
		}
		slices.SortFunc(others, func(a, b Term) int { return a.From.Compare(b.From) })
		if err := CheckEngagement(want.mode, want.contractor, want.term, others); err != nil {
			f, _ := fault.As(err)
			faults = append(faults, fault.AtRow{Row: i, Err: f})
			continue
		}
		switch have := known[in.CompoundID][in.From]; {
		case have == nil:
			tally.New++
			fresh = append(fresh, want.create(tx, in.CompoundID))
		case want.same(have):
			tally.Same++
		default:
			tally.Changed++
			changes = append(changes, change{have, want})
		}
	}
	if len(faults) > 0 {
		return tally, faults, nil
	}
	// Ends move first, so that the database's own overlap rule holds after every statement.
	slices.SortStableFunc(changes, func(a, b change) int { return b.have.Starts.Compare(a.have.Starts) })
	for _, shrink := range []bool{true, false} {
		for _, c := range changes {
			end := calendar.FromTimePtr(c.have.Ends)
			shrinks := !c.want.term.To.IsZero() && (end.IsZero() || c.want.term.To.Before(end))
			if shrinks != shrink {
				continue
			}
			if err := c.want.update(c.have).Exec(ctx); err != nil {
				return tally, nil, fmt.Errorf("registry: change engagement: %w", err)
			}
		}
	}
	for part := range store.Chunks(fresh) {
		if err := tx.Engagement.CreateBulk(part...).Exec(ctx); err != nil {
			return tally, nil, fmt.Errorf("registry: add engagements: %w", err)
		}
	}
	return tally, nil, touch(ctx, tx, tally)
}

// engagementFacts is what an engagement becomes.
type engagementFacts struct {
	mode       engagement.Mode
	contractor *int
	term       Term
	fee        *int64
	basis      *engagement.Basis
}

func (in PutEngagement) over(have *ent.Engagement) engagementFacts {
	old := ent.Engagement{Mode: engagement.ModeProfessional}
	if have != nil {
		old = *have
	}
	w := engagementFacts{
		mode:       in.Mode.ApplyTo(old.Mode),
		contractor: in.ContractorID.Apply(old.ContractorID),
		term:       Term{in.From, in.To.ApplyTo(calendar.FromTimePtr(old.Ends))},
		fee:        in.FeeFen.Apply(old.FeeFen),
		basis:      in.Basis.Apply(old.Basis),
	}
	if w.mode == "" {
		w.mode = engagement.ModeProfessional
	}
	if w.mode != engagement.ModeProfessional {
		w.contractor = nil
	}
	return w
}

func (w engagementFacts) same(have *ent.Engagement) bool {
	return have.Mode == w.mode && patch.Equal(have.ContractorID, w.contractor) &&
		calendar.FromTimePtr(have.Ends) == w.term.To && patch.Equal(have.FeeFen, w.fee) && patch.Equal(have.Basis, w.basis)
}

func (w engagementFacts) create(tx *ent.Tx, compoundID int) *ent.EngagementCreate {
	return tx.Engagement.Create().SetCompoundID(compoundID).SetMode(w.mode).SetNillableContractorID(w.contractor).
		SetStarts(w.term.From.Time()).SetNillableEnds(w.term.To.TimePtr()).SetNillableFeeFen(w.fee).SetNillableBasis(w.basis)
}

func (w engagementFacts) update(have *ent.Engagement) *ent.EngagementUpdateOne {
	u := have.Update().SetMode(w.mode).AddVersion(1)
	store.SetOrClear(w.contractor, u.SetContractorID, u.ClearContractorID)
	store.SetOrClear(w.term.To.TimePtr(), u.SetEnds, u.ClearEnds)
	store.SetOrClear(w.fee, u.SetFeeFen, u.ClearFeeFen)
	store.SetOrClear(w.basis, u.SetBasis, u.ClearBasis)
	return u
}

func engagementsOf(ctx context.Context, tx *ent.Tx, list []PutEngagement) (map[int]map[calendar.Date]*ent.Engagement, error) {
	known := map[int]map[calendar.Date]*ent.Engagement{}
	var ids []int
	for _, in := range list {
		if known[in.CompoundID] == nil {
			known[in.CompoundID] = map[calendar.Date]*ent.Engagement{}
			ids = append(ids, in.CompoundID)
		}
	}
	for part := range store.Chunks(ids) {
		found, err := tx.Engagement.Query().Where(engagement.CompoundIDIn(part...)).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("registry: engagements: %w", err)
		}
		for _, e := range found {
			known[e.CompoundID][calendar.FromTime(e.Starts)] = e
		}
	}
	return known, nil
}
