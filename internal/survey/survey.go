// Package survey owns the owners' survey: the answers and tallies of each cycle and compound.
//
// An answer holds nothing that says which household gave it.
package survey

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"smileboard/ent"
	"smileboard/ent/surveyanswer"
	"smileboard/ent/surveytally"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// Answer is one household's answer: ratings from 5 (very satisfied) to 1, 0 where a dimension was left out.
type Answer struct {
	Day     calendar.Date
	Overall int8
	// Order, sanitation, safety, greening, facilities.
	Dimensions [5]int8
}

// Place is a compound in a cycle, with what its answers are checked against.
type Place struct {
	CycleID    int
	CompoundID int
	// Households are the occupied ones, or all where only those are known.
	Households int
}

// AnswerSet is all answers of one place.
type AnswerSet struct {
	Place
	Answers []Answer
}

// Tally counts the answers of one place by rating, R5 being very satisfied.
type Tally struct {
	Place
	R5, R4, R3, R2, R1 int
}

func (t Tally) sum() int { return t.R5 + t.R4 + t.R3 + t.R2 + t.R1 }

// CheckCount reports whether a place may have so many answers.
//
// The answers MUST be no more than the households: one household, one answer.
//
// Returns fault.Invalid "survey.too_many".
func CheckCount(answers, households int) error {
	if answers <= households {
		return nil
	}
	return fault.Invalid("overall", "survey.too_many", fault.Say(
		"答卷 %d 份，多于入住户数 %d。一户一份；请核对答卷或户数。",
		"There are %d answers but only %d occupied households. One answer a household; check either.", answers, households))
}

// ReplaceAnswers makes each set the answers of its place, within the caller's transaction; a tally that the place had
// gives way. It writes nothing of a set that has a fault. The tally counts answers.
func ReplaceAnswers(ctx context.Context, tx *ent.Tx, sets []AnswerSet) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	cycles, err := lockCycles(ctx, tx, sets, func(s AnswerSet) Place { return s.Place })
	if err != nil {
		return tally, nil, err
	}
	row := 0
	for part := range slices.Chunk(sets, placesPerRead) {
		have, err := answersOf(ctx, tx, part)
		if err != nil {
			return tally, nil, err
		}
		tallied, err := talliesOf(ctx, tx, places(part, func(s AnswerSet) Place { return s.Place }))
		if err != nil {
			return tally, nil, err
		}
		var fresh []*ent.SurveyAnswerCreate
		for _, set := range part {
			at := row
			row++
			old := have[set.Place.key()]
			slices.SortFunc(set.Answers, compare)
			if slices.Equal(old, set.Answers) {
				tally.Same += len(set.Answers)
				continue
			}
			if f := checkSet(cycles[set.CycleID], len(set.Answers), set.Households); f != nil {
				faults = append(faults, fault.AtRow{Row: at, Err: f})
				continue
			}
			if len(old) == 0 {
				tally.New += len(set.Answers)
			} else {
				tally.Changed += len(set.Answers)
			}
			if err := clearPlace(ctx, tx, set.Place, len(old) > 0, tallied[set.Place.key()] != nil); err != nil {
				return tally, nil, err
			}
			for _, a := range set.Answers {
				fresh = append(fresh, create(tx, set.Place, a))
			}
		}
		for bulk := range store.Chunks(fresh) {
			if err := tx.SurveyAnswer.CreateBulk(bulk...).Exec(ctx); err != nil {
				return tally, nil, fmt.Errorf("survey: add answers: %w", err)
			}
		}
	}
	return tally, faults, nil
}

// ReplaceTallies makes each tally the count of its place, within the caller's transaction; single answers that the place
// had give way. It writes nothing of a tally that has a fault.
func ReplaceTallies(ctx context.Context, tx *ent.Tx, list []Tally) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	cycles, err := lockCycles(ctx, tx, list, func(t Tally) Place { return t.Place })
	if err != nil {
		return tally, nil, err
	}
	have, err := talliesOf(ctx, tx, places(list, func(t Tally) Place { return t.Place }))
	if err != nil {
		return tally, nil, err
	}
	for i, in := range list {
		old := have[in.key()]
		if old != nil && old.R5 == in.R5 && old.R4 == in.R4 && old.R3 == in.R3 && old.R2 == in.R2 && old.R1 == in.R1 {
			tally.Same++
			continue
		}
		if f := checkSet(cycles[in.CycleID], in.sum(), in.Households); f != nil {
			faults = append(faults, fault.AtRow{Row: i, Err: f})
			continue
		}
		if old == nil {
			tally.New++
		} else {
			tally.Changed++
		}
		if err := clearPlace(ctx, tx, in.Place, true, old != nil); err != nil {
			return tally, nil, err
		}
		if err := tx.SurveyTally.Create().SetCycleID(in.CycleID).SetCompoundID(in.CompoundID).
			SetR5(in.R5).SetR4(in.R4).SetR3(in.R3).SetR2(in.R2).SetR1(in.R1).Exec(ctx); err != nil {
			return tally, nil, fmt.Errorf("survey: add tally: %w", err)
		}
	}
	return tally, faults, nil
}

// placesPerRead bounds how many places' answers are compared at once: some 50,000 answers.
const placesPerRead = 250

type key struct{ cycle, compound int }

func (p Place) key() key { return key{p.CycleID, p.CompoundID} }

func checkSet(c *ent.Cycle, answers, households int) *fault.Error {
	err := cycle.CheckEvidence(c)
	if err == nil {
		err = CheckCount(answers, households)
	}
	f, _ := fault.As(err)
	return f
}

func compare(a, b Answer) int {
	return cmp.Or(
		a.Day.Compare(b.Day),
		cmp.Compare(a.Overall, b.Overall),
		slices.Compare(a.Dimensions[:], b.Dimensions[:]),
	)
}

func lockCycles[T any](ctx context.Context, tx *ent.Tx, list []T, place func(T) Place) (map[int]*ent.Cycle, error) {
	var ids []int
	for _, x := range list {
		if id := place(x).CycleID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return cycle.LockEvidence(ctx, tx, ids)
}

func places[T any](list []T, place func(T) Place) map[int][]int {
	byCycle := map[int][]int{}
	for _, x := range list {
		p := place(x)
		byCycle[p.CycleID] = append(byCycle[p.CycleID], p.CompoundID)
	}
	return byCycle
}

func answersOf(ctx context.Context, tx *ent.Tx, sets []AnswerSet) (map[key][]Answer, error) {
	found := map[key][]Answer{}
	for cycleID, compounds := range places(sets, func(s AnswerSet) Place { return s.Place }) {
		rows, err := tx.SurveyAnswer.Query().
			Where(surveyanswer.CycleID(cycleID), surveyanswer.CompoundIDIn(compounds...)).Unique(false).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("survey: answers: %w", err)
		}
		for _, r := range rows {
			k := key{r.CycleID, r.CompoundID}
			found[k] = append(found[k], answerOf(r))
		}
	}
	for _, list := range found {
		slices.SortFunc(list, compare)
	}
	return found, nil
}

func talliesOf(ctx context.Context, tx *ent.Tx, byCycle map[int][]int) (map[key]*ent.SurveyTally, error) {
	found := map[key]*ent.SurveyTally{}
	for cycleID, compounds := range byCycle {
		for part := range store.Chunks(compounds) {
			rows, err := tx.SurveyTally.Query().
				Where(surveytally.CycleID(cycleID), surveytally.CompoundIDIn(part...)).All(ctx)
			if err != nil {
				return nil, fmt.Errorf("survey: tallies: %w", err)
			}
			for _, r := range rows {
				found[key{r.CycleID, r.CompoundID}] = r
			}
		}
	}
	return found, nil
}

func clearPlace(ctx context.Context, tx *ent.Tx, p Place, answers, tally bool) error {
	if answers {
		if _, err := tx.SurveyAnswer.Delete().
			Where(surveyanswer.CycleID(p.CycleID), surveyanswer.CompoundID(p.CompoundID)).Exec(ctx); err != nil {
			return fmt.Errorf("survey: replace answers: %w", err)
		}
	}
	if tally {
		if _, err := tx.SurveyTally.Delete().
			Where(surveytally.CycleID(p.CycleID), surveytally.CompoundID(p.CompoundID)).Exec(ctx); err != nil {
			return fmt.Errorf("survey: replace tally: %w", err)
		}
	}
	return nil
}

func create(tx *ent.Tx, p Place, a Answer) *ent.SurveyAnswerCreate {
	c := tx.SurveyAnswer.Create().SetCycleID(p.CycleID).SetCompoundID(p.CompoundID).
		SetNillableDay(a.Day.TimePtr()).SetOverall(a.Overall)
	for i, set := range []func(int8) *ent.SurveyAnswerCreate{c.SetOrder, c.SetSanitation, c.SetSafety, c.SetGreening, c.SetFacilities} {
		if a.Dimensions[i] != 0 {
			set(a.Dimensions[i])
		}
	}
	return c
}

func answerOf(r *ent.SurveyAnswer) Answer {
	a := Answer{Day: calendar.FromTimePtr(r.Day), Overall: r.Overall}
	for i, v := range []*int8{r.Order, r.Sanitation, r.Safety, r.Greening, r.Facilities} {
		if v != nil {
			a.Dimensions[i] = *v
		}
	}
	return a
}
