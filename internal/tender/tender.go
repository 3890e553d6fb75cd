// Package tender owns the public record of how contractors are chosen.
package tender

import (
	"context"
	"fmt"

	"smileboard/ent"
	enttender "smileboard/ent/tender"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// Put says what a tender's record is. Number is its key.
type Put struct {
	Number     string
	DistrictID int
	Title      string
	CompoundID patch.Field[int]
	Method     enttender.Method
	Notice     calendar.Date
	Deadline   calendar.Date
	Opening    patch.Field[calendar.Date]
	WinnerID   patch.Field[int]
	PriceFen   patch.Field[int64]
	Status     enttender.Status
}

// Check reports whether a tender's dates and state hold together.
//
// The tender MUST:
//   - close on or after its notice, and open on or after its deadline;
//   - name a winner once it is awarded, and none where it failed or was terminated.
//
// Returns fault.Invalid with the field.
func Check(in Put, opening calendar.Date, winner *int) error {
	if in.Deadline.Before(in.Notice) {
		return fault.Invalid("deadline", "tender.deadline", fault.Say("投标截止 %s 早于公告日期 %s。", "The deadline %s is before the notice %s.", in.Deadline, in.Notice))
	}
	if !opening.IsZero() && opening.Before(in.Deadline) {
		return fault.Invalid("opening", "tender.opening", fault.Say("开标日期 %s 早于投标截止 %s。", "The opening %s is before the deadline %s.", opening, in.Deadline))
	}
	switch in.Status {
	case enttender.StatusAwarded:
		if winner == nil {
			return fault.Invalid("winner", "tender.winner", fault.Say("状态是“中标”，请写中标企业。", "It is awarded: name the winner."))
		}
	case enttender.StatusFailed, enttender.StatusTerminated:
		if winner != nil {
			return fault.Invalid("winner", "tender.no_winner", fault.Say("流标或终止的招标不能有中标企业。", "A tender that failed or was terminated has no winner."))
		}
	}
	return nil
}

// PutAll writes tenders within the caller's transaction. It writes nothing of one that has a fault.
func PutAll(ctx context.Context, tx *ent.Tx, list []Put) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	for i, in := range list {
		have, err := tx.Tender.Query().Where(enttender.Number(in.Number)).Only(ctx)
		if err != nil && !ent.IsNotFound(err) {
			return tally, nil, fmt.Errorf("tender: %s: %w", in.Number, err)
		}
		old := have
		if old == nil {
			old = &ent.Tender{}
		}
		opening := in.Opening.ApplyTo(calendar.FromTimePtr(old.Opening))
		compound, winner, price := in.CompoundID.Apply(old.CompoundID), in.WinnerID.Apply(old.WinnerID), in.PriceFen.Apply(old.PriceFen)
		err = Check(in, opening, winner)
		if err == nil && have != nil && have.DistrictID != in.DistrictID {
			err = fault.Invalid("district", "tender.moved", fault.Say("编号 %s 已是另一个区的招标。", "The number %s belongs to another district's tender.", in.Number))
		}
		if f, ok := fault.As(err); ok {
			faults = append(faults, fault.AtRow{Row: i, Err: f})
			continue
		}
		switch {
		case have == nil:
			tally.New++
			err = tx.Tender.Create().SetNumber(in.Number).SetDistrictID(in.DistrictID).SetTitle(in.Title).SetNillableCompoundID(compound).
				SetMethod(in.Method).SetNotice(in.Notice.Time()).SetDeadline(in.Deadline.Time()).SetNillableOpening(opening.TimePtr()).
				SetNillableWinnerID(winner).SetNillablePriceFen(price).SetStatus(in.Status).Exec(ctx)
		case have.Title == in.Title && patch.Equal(have.CompoundID, compound) && have.Method == in.Method &&
			calendar.FromTime(have.Notice) == in.Notice && calendar.FromTime(have.Deadline) == in.Deadline &&
			calendar.FromTimePtr(have.Opening) == opening && patch.Equal(have.WinnerID, winner) &&
			patch.Equal(have.PriceFen, price) && have.Status == in.Status:
			tally.Same++
		default:
			tally.Changed++
			u := have.Update().SetTitle(in.Title).SetMethod(in.Method).SetNotice(in.Notice.Time()).SetDeadline(in.Deadline.Time()).
				SetStatus(in.Status).AddVersion(1)
			store.SetOrClear(compound, u.SetCompoundID, u.ClearCompoundID)
			store.SetOrClear(opening.TimePtr(), u.SetOpening, u.ClearOpening)
			store.SetOrClear(winner, u.SetWinnerID, u.ClearWinnerID)
			store.SetOrClear(price, u.SetPriceFen, u.ClearPriceFen)
			err = u.Exec(ctx)
		}
		if err != nil {
			return tally, nil, fmt.Errorf("tender: write %s: %w", in.Number, err)
		}
	}
	if !tally.Writes() {
		return tally, faults, nil
	}
	return tally, faults, store.Touch(ctx, tx)
}
