// Package complaint owns complaints about compounds, and how each stood on a cycle's cut-off day.
package complaint

import (
	"context"
	"fmt"
	"slices"

	"smileboard/ent"
	entcomplaint "smileboard/ent/complaint"
	entcycle "smileboard/ent/cycle"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/standard"
	"smileboard/internal/store"
)

// Put says what a complaint is. Number is its key.
type Put struct {
	Number      string
	DistrictID  int
	CompoundID  int
	Received    calendar.Date
	Dimension   patch.Field[entcomplaint.Dimension]
	Text        patch.Field[string]
	Responsible patch.Field[bool]
	RepeatOf    patch.Field[string]
	Due         calendar.Date
	Closed      patch.Field[calendar.Date]
	Outcome     patch.Field[entcomplaint.Outcome]
	Confirmed   patch.Field[bool]
	ConfirmedOn patch.Field[calendar.Date]
}

// Check reports whether a complaint's facts hold together.
//
// The complaint MUST:
//   - be closed, and its outcome confirmed, on or after the day it was received;
//   - have its deadline on or after that day;
//   - not repeat itself.
//
// Returns fault.Invalid with the field.
func Check(c *ent.Complaint) error {
	received := calendar.FromTime(c.Received)
	if closed := calendar.FromTimePtr(c.Closed); !closed.IsZero() && closed.Before(received) {
		return fault.Invalid("closed", "complaint.closed", fault.Say("办结日期 %s 早于受理日期 %s。", "It was closed on %s, before it was received on %s.", closed, received))
	}
	if due := calendar.FromTime(c.Due); due.Before(received) {
		return fault.Invalid("due", "complaint.due", fault.Say("办结期限 %s 早于受理日期 %s。", "Its deadline %s is before it was received on %s.", due, received))
	}
	if on := calendar.FromTimePtr(c.ConfirmedOn); !on.IsZero() && on.Before(received) {
		return fault.Invalid("confirmedOn", "complaint.confirmed", fault.Say("确认日期 %s 早于受理日期 %s。", "It was confirmed on %s, before it was received on %s.", on, received))
	}
	if c.RepeatOf != "" && c.RepeatOf == c.Number {
		return fault.Invalid("repeatOf", "complaint.repeat", fault.Say("投诉不能重复于它自己。", "A complaint cannot repeat itself."))
	}
	return nil
}

// Standing is what a complaint adds to its compound's totals of a cycle, as it stood on the cut-off day; nil adds nothing.
func Standing(c *ent.Complaint, from, to, cutoff calendar.Date) assess.ComplaintTotals {
	if c == nil {
		return assess.ComplaintTotals{}
	}
	f := assess.ComplaintFacts{
		Received: calendar.FromTime(c.Received), Responsible: c.Responsible, Repeat: c.RepeatOf != "",
		Deadline: calendar.FromTime(c.Due), Closed: calendar.FromTimePtr(c.Closed),
		Confirmed: c.Confirmed, ConfirmedOn: calendar.FromTimePtr(c.ConfirmedOn),
	}
	if c.Outcome != nil {
		f.Outcome = outcomes[*c.Outcome]
	}
	return assess.ComplaintStanding(f, from, to, cutoff)
}

var outcomes = map[entcomplaint.Outcome]assess.ComplaintOutcome{
	entcomplaint.OutcomeFixed:   assess.OutcomeFixed,
	entcomplaint.OutcomeUnfixed: assess.OutcomeNotFixed,
	entcomplaint.OutcomeInvalid: assess.OutcomeInvalid,
}

// PutAll writes complaints within the caller's transaction. It writes nothing of one that has a fault.
//
// A complaint of a published cycle may go on living (be closed, be confirmed) so long as that leaves what it added to the
// published totals on the cut-off day as it was.
func PutAll(ctx context.Context, tx *ent.Tx, list []Put) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	cycles, err := cyclesOf(ctx, tx, list)
	if err != nil {
		return tally, nil, err
	}
	start := 0
	for part := range store.Chunks(list) {
		known, err := load(ctx, tx, part)
		if err != nil {
			return tally, nil, err
		}
		var fresh []*ent.ComplaintCreate
		for i, in := range part {
			have := known[in.Number]
			want := in.over(have)
			if have != nil && same(have, want) {
				tally.Same++
				continue
			}
			err := Check(want)
			if err == nil {
				err = cycles.check(in.DistrictID, have, want)
			}
			if f, ok := fault.As(err); ok {
				faults = append(faults, fault.AtRow{Row: start + i, Err: f})
				continue
			}
			if err != nil {
				return tally, nil, err
			}
			if have == nil {
				tally.New++
				fresh = append(fresh, create(tx, want))
				continue
			}
			tally.Changed++
			if err := update(ctx, have, want); err != nil {
				return tally, nil, err
			}
		}
		if len(fresh) > 0 {
			if err := tx.Complaint.CreateBulk(fresh...).Exec(ctx); err != nil {
				return tally, nil, fmt.Errorf("complaint: add: %w", err)
			}
		}
		start += len(part)
	}
	return tally, faults, nil
}

// districtCycles are the cycles of the districts that a list speaks of, with their cut-off days.
type districtCycles map[int][]cycleDays

type cycleDays struct {
	*ent.Cycle
	from, to, cutoff calendar.Date
}

func cyclesOf(ctx context.Context, tx *ent.Tx, list []Put) (districtCycles, error) {
	var districts []int
	for _, in := range list {
		if !slices.Contains(districts, in.DistrictID) {
			districts = append(districts, in.DistrictID)
		}
	}
	q := tx.Cycle.Query().Where(entcycle.DistrictIDIn(districts...)).WithStandard().Order(entcycle.ByID()).Unique(false)
	q.Modify(store.LockRows)
	all, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("complaint: cycles: %w", err)
	}
	out := districtCycles{}
	for _, c := range all {
		s, err := standard.Parse([]byte(c.Edges.Standard.Yaml))
		if err != nil {
			return nil, fmt.Errorf("complaint: standard of %s: %w", c.Name, err)
		}
		to := calendar.FromTime(c.Ends)
		out[c.DistrictID] = append(out[c.DistrictID], cycleDays{c, calendar.FromTime(c.Starts), to, s.Cutoff(to)})
	}
	return out, nil
}

// check refuses a change that would alter the totals of a cycle whose evidence is frozen.
func (d districtCycles) check(district int, have, want *ent.Complaint) error {
	for _, c := range d[district] {
		before, after := c.part(have), c.part(want)
		moved := have != nil && have.CompoundID != want.CompoundID && before != (assess.ComplaintTotals{})
		if before == after && !moved {
			continue
		}
		if err := cycle.CheckEvidence(c.Cycle); err != nil {
			return err
		}
	}
	return nil
}

func (c cycleDays) part(x *ent.Complaint) assess.ComplaintTotals {
	return Standing(x, c.from, c.to, c.cutoff)
}

func load(ctx context.Context, tx *ent.Tx, part []Put) (map[string]*ent.Complaint, error) {
	numbers := make([]string, len(part))
	for i, in := range part {
		numbers[i] = in.Number
	}
	found, err := tx.Complaint.Query().Where(entcomplaint.NumberIn(numbers...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("complaint: load: %w", err)
	}
	known := make(map[string]*ent.Complaint, len(found))
	for _, f := range found {
		known[f.Number] = f
	}
	return known, nil
}

func (in Put) over(have *ent.Complaint) *ent.Complaint {
	var old ent.Complaint
	if have != nil {
		old = *have
	}
	return &ent.Complaint{
		Number: in.Number, CompoundID: in.CompoundID, Received: in.Received.Time(), Due: in.Due.Time(),
		Dimension: in.Dimension.Apply(old.Dimension), Text: in.Text.ApplyTo(old.Text),
		Responsible: in.Responsible.Apply(old.Responsible), RepeatOf: in.RepeatOf.ApplyTo(old.RepeatOf),
		Closed:  in.Closed.ApplyTo(calendar.FromTimePtr(old.Closed)).TimePtr(),
		Outcome: in.Outcome.Apply(old.Outcome), Confirmed: in.Confirmed.Apply(old.Confirmed),
		ConfirmedOn: in.ConfirmedOn.ApplyTo(calendar.FromTimePtr(old.ConfirmedOn)).TimePtr(),
	}
}

func same(a, b *ent.Complaint) bool {
	return a.CompoundID == b.CompoundID && a.Received.Equal(b.Received) && a.Due.Equal(b.Due) &&
		patch.Equal(a.Dimension, b.Dimension) && a.Text == b.Text && patch.Equal(a.Responsible, b.Responsible) &&
		a.RepeatOf == b.RepeatOf && calendar.FromTimePtr(a.Closed) == calendar.FromTimePtr(b.Closed) &&
		patch.Equal(a.Outcome, b.Outcome) && patch.Equal(a.Confirmed, b.Confirmed) &&
		calendar.FromTimePtr(a.ConfirmedOn) == calendar.FromTimePtr(b.ConfirmedOn)
}

func create(tx *ent.Tx, w *ent.Complaint) *ent.ComplaintCreate {
	return tx.Complaint.Create().SetNumber(w.Number).SetCompoundID(w.CompoundID).SetReceived(w.Received).
		SetNillableDimension(w.Dimension).SetText(w.Text).SetNillableResponsible(w.Responsible).SetRepeatOf(w.RepeatOf).
		SetDue(w.Due).SetNillableClosed(w.Closed).SetNillableOutcome(w.Outcome).SetNillableConfirmed(w.Confirmed).
		SetNillableConfirmedOn(w.ConfirmedOn)
}

func update(ctx context.Context, have, w *ent.Complaint) error {
	u := have.Update().SetCompoundID(w.CompoundID).SetReceived(w.Received).SetText(w.Text).SetRepeatOf(w.RepeatOf).
		SetDue(w.Due).AddVersion(1)
	store.SetOrClear(w.Dimension, u.SetDimension, u.ClearDimension)
	store.SetOrClear(w.Responsible, u.SetResponsible, u.ClearResponsible)
	store.SetOrClear(w.Closed, u.SetClosed, u.ClearClosed)
	store.SetOrClear(w.Outcome, u.SetOutcome, u.ClearOutcome)
	store.SetOrClear(w.Confirmed, u.SetConfirmed, u.ClearConfirmed)
	store.SetOrClear(w.ConfirmedOn, u.SetConfirmedOn, u.ClearConfirmedOn)
	if err := u.Exec(ctx); err != nil {
		return fmt.Errorf("complaint: change %s: %w", w.Number, err)
	}
	return nil
}

// Known reports which of the numbers are complaints in the register.
func Known(ctx context.Context, tx *ent.Tx, numbers []string) (map[string]bool, error) {
	known := map[string]bool{}
	for part := range store.Chunks(numbers) {
		found, err := tx.Complaint.Query().Where(entcomplaint.NumberIn(part...)).Select(entcomplaint.FieldNumber).Strings(ctx)
		if err != nil {
			return nil, fmt.Errorf("complaint: numbers: %w", err)
		}
		for _, n := range found {
			known[n] = true
		}
	}
	return known, nil
}
