package publication

import (
	"context"
	"fmt"

	"smileboard/ent"
	entpublication "smileboard/ent/publication"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/store"
)

// Withdraw marks the latest publication of a cycle as withdrawn, for a reason that is shown to the public. What was
// published stays readable under the mark.
//
// The cycle MUST be published, its latest revision MUST NOT be withdrawn already, and there MUST be a reason.
// Returns fault.Invalid with the field, or fault.Conflict.
func Withdraw(ctx context.Context, s *store.Store, district, name, reason string, today calendar.Date) error {
	if reason == "" {
		return fault.Invalid("reason", "withdraw.reason", fault.Say("撤回要用 --reason 写明理由，它会公开显示。", "A withdrawal needs --reason; it is shown to the public."))
	}
	_, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		cy, err := cycle.Find(ctx, tx.Client(), district, name)
		if err != nil {
			return struct{}{}, err
		}
		p, err := tx.Publication.Query().Where(entpublication.CycleID(cy.ID)).WithWithdrawal().
			Order(ent.Desc(entpublication.FieldRevision)).First(ctx)
		if ent.IsNotFound(err) {
			return struct{}{}, fault.Conflict("withdraw.nothing", fault.Say("周期 %s 还没有公布，无可撤回。", "The cycle %s is not published; there is nothing to withdraw.", name))
		}
		if err != nil {
			return struct{}{}, fmt.Errorf("publication: withdraw: %w", err)
		}
		if w := p.Edges.Withdrawal; w != nil {
			return struct{}{}, fault.Conflict("withdraw.withdrawn", fault.Say(
				"周期 %s 已于 %s 撤回。", "The cycle %s was withdrawn on %s.", name, calendar.FromTime(w.WithdrawnOn)))
		}
		if err := tx.Withdrawal.Create().SetPublicationID(p.ID).SetReason(reason).SetWithdrawnOn(today.Time()).Exec(ctx); err != nil {
			return struct{}{}, fmt.Errorf("publication: withdraw: %w", err)
		}
		if err := store.Touch(ctx, tx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, audit.Record(ctx, tx, audit.Entry{
			Action: "publication.withdraw", Subject: subject(cy, p.Revision), After: audit.Fields{"withdrawnOn": today.String(), "reason": reason},
		})
	})
	return err
}
