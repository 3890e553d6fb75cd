// Package inspection owns the inspections of compounds and their findings, vetoes included.
package inspection

import (
	"context"
	"fmt"
	"slices"

	"smileboard/ent"
	"smileboard/ent/finding"
	entinspection "smileboard/ent/inspection"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// Put says what an inspection was. Number is its key; its findings are replaced as a set.
type Put struct {
	Number        string
	CycleID       int
	CompoundID    int
	Day           calendar.Date
	Inspector     patch.Field[string]
	Covers        []assess.Dimension
	NotApplicable []assess.Dimension
	Findings      []Finding
}

// Finding is one thing that was found, with its points or its veto.
type Finding struct {
	// Dimension is empty for a veto that belongs to none.
	Dimension   assess.Dimension
	Text        string
	PointsCenti int64
	// Veto is the ground's code in the standard; empty without one.
	Veto        string
	Authority   string
	Document    string
	Established calendar.Date
}

// Check reports whether an inspection's facts hold together within its cycle.
//
// The inspection MUST:
//   - have taken place within the cycle;
//   - cover every dimension that its findings are about, and none that it calls not applicable;
//   - name the authority, the document and the day of every veto.
//
// Returns fault.Invalid with the field.
func Check(in Put, c *ent.Cycle) error {
	if from, to := calendar.FromTime(c.Starts), calendar.FromTime(c.Ends); !in.Day.Within(from, to) {
		return fault.Invalid("date", "inspection.day", fault.Say(
			"检查日期 %s 不在周期 %s（%s 至 %s）内。", "The inspection of %s lies outside the cycle %s (%s to %s).", in.Day, c.Name, from, to))
	}
	for _, f := range in.Findings {
		if f.Dimension != "" && !slices.Contains(in.Covers, f.Dimension) {
			return fault.Invalid("dimension", "inspection.not_covered", fault.Say(
				"问题所属的维度不在这次检查的覆盖维度里。", "A finding belongs to a dimension that the inspection does not cover."))
		}
		if f.Dimension != "" && slices.Contains(in.NotApplicable, f.Dimension) {
			return fault.Invalid("dimension", "inspection.not_applicable", fault.Say(
				"这个维度标了“不适用”，却又有问题。", "A finding belongs to a dimension that is marked not applicable."))
		}
		if f.Veto != "" && (f.Authority == "" || f.Document == "" || f.Established.IsZero()) {
			return fault.Invalid("document", "inspection.veto", fault.Say(
				"一票否决要写明认定机关、文书号和认定日期。", "A veto needs its authority, document number and date."))
		}
	}
	return nil
}

// PutAll writes inspections with their findings within the caller's transaction. It writes nothing of one that has a fault.
func PutAll(ctx context.Context, tx *ent.Tx, list []Put) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	var ids []int
	for _, in := range list {
		if !slices.Contains(ids, in.CycleID) {
			ids = append(ids, in.CycleID)
		}
	}
	cycles, err := cycle.LockEvidence(ctx, tx, ids)
	if err != nil {
		return tally, nil, err
	}
	for start, part := range indexed(list) {
		known, err := load(ctx, tx, part)
		if err != nil {
			return tally, nil, err
		}
		var fresh []Put
		for i, in := range part {
			have := known[in.Number]
			if have != nil && in.same(have) {
				tally.Same++
				continue
			}
			err := Check(in, cycles[in.CycleID])
			if err == nil {
				err = cycle.CheckEvidence(cycles[in.CycleID])
			}
			if err == nil && have != nil && have.CycleID != in.CycleID {
				err = cycle.CheckEvidence(have.Edges.Cycle)
			}
			if f, ok := fault.As(err); ok {
				faults = append(faults, fault.AtRow{Row: start + i, Err: f})
				continue
			}
			if have == nil {
				tally.New++
				fresh = append(fresh, in)
				continue
			}
			tally.Changed++
			if err := update(ctx, tx, have, in); err != nil {
				return tally, nil, err
			}
		}
		if err := add(ctx, tx, fresh); err != nil {
			return tally, nil, err
		}
	}
	return tally, faults, nil
}

// indexed cuts a list into chunks with the place of each chunk's first element.
func indexed[T any](list []T) func(yield func(int, []T) bool) {
	return func(yield func(int, []T) bool) {
		start := 0
		for part := range store.Chunks(list) {
			if !yield(start, part) {
				return
			}
			start += len(part)
		}
	}
}

func load(ctx context.Context, tx *ent.Tx, part []Put) (map[string]*ent.Inspection, error) {
	numbers := make([]string, len(part))
	for i, in := range part {
		numbers[i] = in.Number
	}
	found, err := tx.Inspection.Query().Where(entinspection.NumberIn(numbers...)).WithCycle().
		WithFindings(func(q *ent.FindingQuery) { q.Order(finding.BySeq()) }).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("inspection: load: %w", err)
	}
	known := make(map[string]*ent.Inspection, len(found))
	for _, f := range found {
		known[f.Number] = f
	}
	return known, nil
}

func (in Put) same(have *ent.Inspection) bool {
	if have.CycleID != in.CycleID || have.CompoundID != in.CompoundID || calendar.FromTime(have.Day) != in.Day ||
		have.Inspector != in.Inspector.ApplyTo(have.Inspector) ||
		!slices.Equal(have.Covers, words(in.Covers)) || !slices.Equal(have.NotApplicable, words(in.NotApplicable)) ||
		len(have.Edges.Findings) != len(in.Findings) {
		return false
	}
	for i, f := range have.Edges.Findings {
		if findingOf(f) != in.Findings[i] {
			return false
		}
	}
	return true
}

func findingOf(f *ent.Finding) Finding {
	out := Finding{
		Text: f.Text, PointsCenti: f.PointsCenti, Veto: f.VetoGround, Authority: f.Authority, Document: f.Document,
		Established: calendar.FromTimePtr(f.Established),
	}
	if f.Dimension != nil {
		out.Dimension = assess.Dimension(*f.Dimension)
	}
	return out
}

func words(list []assess.Dimension) []string {
	out := make([]string, len(list))
	for i, d := range list {
		out[i] = string(d)
	}
	return out
}

func add(ctx context.Context, tx *ent.Tx, fresh []Put) error {
	builders := make([]*ent.InspectionCreate, len(fresh))
	for i, in := range fresh {
		builders[i] = tx.Inspection.Create().SetNumber(in.Number).SetCycleID(in.CycleID).SetCompoundID(in.CompoundID).
			SetDay(in.Day.Time()).SetInspector(in.Inspector.ApplyTo("")).SetCovers(words(in.Covers)).SetNotApplicable(words(in.NotApplicable))
	}
	created, err := tx.Inspection.CreateBulk(builders...).Save(ctx)
	if err != nil {
		return fmt.Errorf("inspection: add: %w", err)
	}
	var findings []*ent.FindingCreate
	for i, in := range fresh {
		findings = append(findings, findingBuilders(tx, created[i].ID, in.Findings)...)
	}
	return addFindings(ctx, tx, findings)
}

func update(ctx context.Context, tx *ent.Tx, have *ent.Inspection, in Put) error {
	if err := have.Update().SetCycleID(in.CycleID).SetCompoundID(in.CompoundID).SetDay(in.Day.Time()).
		SetInspector(in.Inspector.ApplyTo(have.Inspector)).SetCovers(words(in.Covers)).SetNotApplicable(words(in.NotApplicable)).
		AddVersion(1).Exec(ctx); err != nil {
		return fmt.Errorf("inspection: change %s: %w", in.Number, err)
	}
	if _, err := tx.Finding.Delete().Where(finding.InspectionID(have.ID)).Exec(ctx); err != nil {
		return fmt.Errorf("inspection: replace findings of %s: %w", in.Number, err)
	}
	return addFindings(ctx, tx, findingBuilders(tx, have.ID, in.Findings))
}

func findingBuilders(tx *ent.Tx, inspectionID int, list []Finding) []*ent.FindingCreate {
	out := make([]*ent.FindingCreate, len(list))
	for i, f := range list {
		out[i] = tx.Finding.Create().SetInspectionID(inspectionID).SetSeq(i + 1).SetText(f.Text).SetPointsCenti(f.PointsCenti).
			SetVetoGround(f.Veto).SetAuthority(f.Authority).SetDocument(f.Document).SetNillableEstablished(f.Established.TimePtr())
		if f.Dimension != "" {
			out[i].SetDimension(finding.Dimension(f.Dimension))
		}
	}
	return out
}

func addFindings(ctx context.Context, tx *ent.Tx, list []*ent.FindingCreate) error {
	for part := range store.Chunks(list) {
		if err := tx.Finding.CreateBulk(part...).Exec(ctx); err != nil {
			return fmt.Errorf("inspection: add findings: %w", err)
		}
	}
	return nil
}
