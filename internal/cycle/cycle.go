// Package cycle owns a district's half years: their days, the standard that each is pinned to, and whether their evidence
// may still change.
package cycle

import (
	"context"
	"fmt"
	"regexp"

	"smileboard/ent"
	"smileboard/ent/cycle"
	"smileboard/ent/organization"
	entstandard "smileboard/ent/standard"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/standard"
	"smileboard/internal/store"
)

// Put says what a cycle is. The district and Name are its key.
type Put struct {
	Name       string
	DistrictID int
	From, To   calendar.Date
	// Standard is a version; cleared or untouched on a new cycle, the one in force on From is taken.
	Standard patch.Field[string]
}

var form = regexp.MustCompile(`^\d{4}H[12]$`)

// Check reports whether a cycle may stand beside the district's other cycles.
//
// The cycle MUST:
//   - be named by year and half, such as 2026H1;
//   - end on or after its first day;
//   - share no day with another cycle of the district.
//
// Returns fault.Invalid with the field, or fault.Conflict "cycle.overlap".
func Check(in Put, others []*ent.Cycle) error {
	if !form.MatchString(in.Name) {
		return fault.Invalid("cycle", "cycle.name", fault.Say("周期 %s 应写成 2026H1 或 2026H2。", "The cycle %s should be written like 2026H1 or 2026H2.", in.Name))
	}
	if in.To.Before(in.From) {
		return fault.Invalid("to", "cycle.days", fault.Say("结束日期 %s 早于开始日期 %s。", "It ends on %s, before it begins on %s.", in.To, in.From))
	}
	for _, o := range others {
		from, to := calendar.FromTime(o.Starts), calendar.FromTime(o.Ends)
		if o.Name != in.Name && !from.After(in.To) && !in.From.After(to) {
			return &fault.Error{Code: fault.CodeConflict, Reason: "cycle.overlap", Field: "from", Words: fault.Say(
				"与周期 %s（%s 至 %s）日期重叠。同一个区的周期不能重叠。", "It shares days with the cycle %s (%s to %s). Cycles of one district may not overlap.", o.Name, from, to)}
		}
	}
	return nil
}

// CheckEvidence reports whether the evidence of a cycle may change.
//
// The cycle MUST be open for evidence: not published, or reopened for a revision with a reason.
//
// Returns fault.Conflict "evidence.frozen".
func CheckEvidence(c *ent.Cycle) error {
	if c.EvidenceOpen {
		return nil
	}
	return fault.Conflict("evidence.frozen", fault.Say(
		"周期 %s 已公布，它的依据不能再改。确需更正：先运行 smileboard reopen 写明理由，导入后再用 publish --revise 公布更正版。",
		"The cycle %s is published and its evidence no longer changes. To correct it, run smileboard reopen with a reason, import, and publish with --revise.", c.Name))
}

// PutAll writes cycles within the caller's transaction. It writes nothing of a row that has a fault.
func PutAll(ctx context.Context, tx *ent.Tx, list []Put) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	if err := EnsureStandards(ctx, tx); err != nil {
		return tally, nil, err
	}
	for i, in := range list {
		others, err := tx.Cycle.Query().Where(cycle.DistrictID(in.DistrictID)).WithStandard().All(ctx)
		if err != nil {
			return tally, nil, fmt.Errorf("cycle: cycles: %w", err)
		}
		var have *ent.Cycle
		for _, o := range others {
			if o.Name == in.Name {
				have = o
			}
		}
		err = Check(in, others)
		var pinned *ent.Standard
		if err == nil {
			pinned, err = pin(ctx, tx, in, have)
		}
		if f, ok := fault.As(err); ok {
			faults = append(faults, fault.AtRow{Row: i, Err: f})
			continue
		}
		if err != nil {
			return tally, nil, err
		}
		switch {
		case have == nil:
			tally.New++
			err = tx.Cycle.Create().SetName(in.Name).SetDistrictID(in.DistrictID).SetStandard(pinned).
				SetStarts(in.From.Time()).SetEnds(in.To.Time()).Exec(ctx)
		case have.StandardID == pinned.ID && calendar.FromTime(have.Starts) == in.From && calendar.FromTime(have.Ends) == in.To:
			tally.Same++
		default:
			if err := CheckEvidence(have); err != nil {
				f, _ := fault.As(err)
				faults = append(faults, fault.AtRow{Row: i, Err: f})
				continue
			}
			tally.Changed++
			err = have.Update().SetStandard(pinned).SetStarts(in.From.Time()).SetEnds(in.To.Time()).AddVersion(1).Exec(ctx)
		}
		if err != nil {
			return tally, nil, fmt.Errorf("cycle: write %s: %w", in.Name, err)
		}
	}
	if !tally.Writes() {
		return tally, faults, nil
	}
	return tally, faults, store.Touch(ctx, tx)
}

// pin finds the standard of a cycle: the one named, else the one it has, else the one in force on its first day.
func pin(ctx context.Context, tx *ent.Tx, in Put, have *ent.Cycle) (*ent.Standard, error) {
	if version := in.Standard.ApplyTo(""); version != "" {
		s, err := tx.Standard.Query().Where(entstandard.Version(version)).Only(ctx)
		if ent.IsNotFound(err) {
			return nil, fault.Invalid("standard", "cycle.standard", fault.Say(
				"没有版本为 %s 的评估标准。", "There is no standard with the version %s.", version))
		}
		return s, err
	}
	if have != nil {
		return have.Edges.Standard, nil
	}
	s, err := tx.Standard.Query().Where(entstandard.EffectiveFromLTE(in.From.Time())).
		Order(ent.Desc(entstandard.FieldEffectiveFrom), ent.Desc(entstandard.FieldID)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, fault.Invalid("standard", "cycle.standard", fault.Say(
			"%s 还没有生效的评估标准，请在“标准”一列写明版本。", "No standard was in force on %s; name a version in the column “standard”.", in.From))
	}
	return s, err
}

// EnsureStandards writes the standards that ship with the program into a database that does not have them yet.
func EnsureStandards(ctx context.Context, tx *ent.Tx) error {
	for _, s := range standard.Builtin() {
		if _, err := addStandard(ctx, tx, s); err != nil {
			return err
		}
	}
	return nil
}

// AddStandard accepts a jurisdiction's own standard. The same file again is no change; another one under a taken version
// is fault.Conflict.
func AddStandard(ctx context.Context, tx *ent.Tx, s *standard.Standard) error {
	added, err := addStandard(ctx, tx, s)
	if err != nil || !added {
		return err
	}
	if err := store.Touch(ctx, tx); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		Action: "standard.add", Subject: audit.Subject{Type: "Standard", Name: s.Version}, After: audit.Fields{"effectiveFrom": s.EffectiveFrom.String()},
	})
}

// addStandard reports whether the standard was not there before.
func addStandard(ctx context.Context, tx *ent.Tx, s *standard.Standard) (added bool, err error) {
	have, err := tx.Standard.Query().Where(entstandard.Version(s.Version)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		err = tx.Standard.Create().SetVersion(s.Version).SetEffectiveFrom(s.EffectiveFrom.Time()).SetYaml(string(s.YAML())).Exec(ctx)
		if err != nil {
			return false, fmt.Errorf("cycle: add standard %s: %w", s.Version, err)
		}
		return true, nil
	case err != nil:
		return false, fmt.Errorf("cycle: standard %s: %w", s.Version, err)
	case have.Yaml != string(s.YAML()):
		return false, fault.Conflict("standard.taken", fault.Say(
			"版本 %s 已有内容不同的评估标准。标准一经采用不再改动，请换一个版本号。",
			"There is another standard under the version %s. A standard never changes once accepted; choose a new version.", s.Version))
	}
	return false, nil
}

// Find returns a district's cycle with its standard and district. A code or name that is not there is fault.Invalid.
func Find(ctx context.Context, c *ent.Client, districtCode, name string) (*ent.Cycle, error) {
	d, err := c.Organization.Query().Where(organization.Code(districtCode), organization.KindEQ(organization.KindDistrict)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, fault.Invalid("district", "district.unknown", fault.Say(
			"没有代码为 %s 的区。请检查 --district，或先导入“组织”表。", "There is no district with the code %s. Check --district, or import its organizations first.", districtCode))
	}
	if err != nil {
		return nil, fmt.Errorf("cycle: district: %w", err)
	}
	found, err := c.Cycle.Query().Where(cycle.DistrictID(d.ID), cycle.Name(name)).WithStandard().WithDistrict().Only(ctx)
	if ent.IsNotFound(err) {
		return nil, fault.Invalid("cycle", "cycle.unknown", fault.Say(
			"%s 没有周期 %s。请检查 --cycle，或先导入“周期”表。", "%s has no cycle %s. Check --cycle, or import its cycles first.", d.Name, name))
	}
	if err != nil {
		return nil, fmt.Errorf("cycle: %s: %w", name, err)
	}
	return found, nil
}

// Reopen lets the evidence of a published cycle change again, so that a revision can be published. The publication stays
// as it is. A cycle that is open is fault.Conflict "cycle.open"; a missing reason is fault.Invalid.
func Reopen(ctx context.Context, tx *ent.Tx, c *ent.Cycle, reason string) error {
	if reason == "" {
		return fault.Invalid("reason", "cycle.reason", fault.Say("请写明重新开放依据的理由。", "Say why the evidence is opened again."))
	}
	if c.EvidenceOpen {
		return fault.Conflict("cycle.open", fault.Say("周期 %s 的依据本来就是开放的，可以直接导入。", "The evidence of %s is open already; import it.", c.Name))
	}
	if err := tx.Cycle.UpdateOneID(c.ID).SetEvidenceOpen(true).SetReopenReason(reason).AddVersion(1).Exec(ctx); err != nil {
		return fmt.Errorf("cycle: reopen: %w", err)
	}
	return audit.Record(ctx, tx, audit.Entry{
		Action: "cycle.reopen", Subject: audit.Subject{Type: "Cycle", ID: c.ID, Name: c.Name, Organization: c.DistrictID},
		Before: audit.Fields{"evidenceOpen": false}, After: audit.Fields{"evidenceOpen": true, "reason": reason},
	})
}

// Close freezes the evidence of a cycle, as its publication does.
func Close(ctx context.Context, tx *ent.Tx, id int) error {
	if err := tx.Cycle.UpdateOneID(id).SetEvidenceOpen(false).SetReopenReason("").AddVersion(1).Exec(ctx); err != nil {
		return fmt.Errorf("cycle: close: %w", err)
	}
	return nil
}

// LockEvidence holds the cycles' rows until the transaction ends, so that no publication slips between the check of a
// cycle and the writing of its evidence.
func LockEvidence(ctx context.Context, tx *ent.Tx, ids []int) (map[int]*ent.Cycle, error) {
	q := tx.Cycle.Query().Where(cycle.IDIn(ids...)).Order(cycle.ByID()).Unique(false)
	q.Modify(store.LockRows)
	list, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("cycle: lock: %w", err)
	}
	found := make(map[int]*ent.Cycle, len(list))
	for _, c := range list {
		found[c.ID] = c
	}
	return found, nil
}
