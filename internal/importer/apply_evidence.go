package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"smileboard/ent"
	entcomplaint "smileboard/ent/complaint"
	"smileboard/ent/compound"
	entinspection "smileboard/ent/inspection"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/complaint"
	"smileboard/internal/fault"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/inspection"
	"smileboard/internal/standard"
	"smileboard/internal/survey"
)

// placeOf finds the cycle and compound that a row of evidence is about.
func (a *applier) placeOf(cycleName string, ref workbook.CompoundRef) (*ent.Cycle, *ent.Compound, *refusal) {
	c, refused := a.compoundRef(ref)
	if refused != nil {
		return nil, nil, refused
	}
	cy, refused := a.cycleRef(c.DistrictID, cycleName)
	return cy, c, refused
}

func surveyPlace(cy *ent.Cycle, c *ent.Compound) survey.Place {
	households := c.Households
	if c.Occupied != nil {
		households = *c.Occupied
	}
	return survey.Place{CycleID: cy.ID, CompoundID: c.ID, Households: households}
}

// answerSet is the answers of one place with the row of the first.
type answerSet struct {
	survey.AnswerSet
	at workbook.Pos
}

// pair is a cycle and a compound as the answers' rows name them.
type pair struct{ cycle, compound int32 }

func (a *applier) answerPairs() map[pair]bool {
	if len(a.w.Tallies) == 0 {
		return nil
	}
	out := map[pair]bool{}
	for _, row := range a.w.Answers {
		out[pair{row.Cycle, row.Compound}] = true
	}
	return out
}

// answers gathers the single answers by place. References are looked up once for each pair, not for each of the rows.
func (a *applier) answers(ctx context.Context) error {
	sets := map[pair]*answerSet{}
	refused := map[pair]bool{}
	days := map[pair][2]calendar.Date{}
	var order []*answerSet
	for _, row := range a.w.Answers {
		p := pair{row.Cycle, row.Compound}
		if refused[p] {
			continue
		}
		set := sets[p]
		if set == nil {
			cy, c, no := a.placeOf(a.w.CycleRefs[row.Cycle], a.w.CompoundRefs[row.Compound])
			if no != nil {
				refused[p] = true
				a.refuse(workbook.TableAnswer, a.w.AnswerPos(row), no)
				continue
			}
			set = &answerSet{AnswerSet: survey.AnswerSet{Place: surveyPlace(cy, c)}, at: a.w.AnswerPos(row)}
			sets[p] = set
			days[p] = [2]calendar.Date{calendar.FromTime(cy.Starts), calendar.FromTime(cy.Ends)}
			order = append(order, set)
		}
		if no := checkDay(row.Day, days[p][0], days[p][1], a.w.CycleRefs[row.Cycle]); no != nil {
			a.refuse(workbook.TableAnswer, a.w.AnswerPos(row), no)
			continue
		}
		answer := survey.Answer{Day: row.Day, Overall: int8(row.Overall)}
		for i, v := range row.Dimensions {
			answer.Dimensions[i] = int8(v)
		}
		set.Answers = append(set.Answers, answer)
	}
	order = mergeSets(order)
	return put(ctx, a, workbook.TableAnswer, order, func(s *answerSet) (survey.AnswerSet, *refusal) { return s.AnswerSet, nil },
		func(s *answerSet) workbook.Pos { return s.at }, survey.ReplaceAnswers)
}

// mergeSets joins the sets of a place that rows named in two ways, by code and by name.
func mergeSets(list []*answerSet) []*answerSet {
	type key struct{ cycle, compound int }
	seen := map[key]*answerSet{}
	var out []*answerSet
	for _, s := range list {
		k := key{s.CycleID, s.CompoundID}
		if first := seen[k]; first != nil {
			first.Answers = append(first.Answers, s.Answers...)
			continue
		}
		seen[k] = s
		out = append(out, s)
	}
	return out
}

func (a *applier) tallies(ctx context.Context) error {
	answered := map[survey.Place]bool{}
	for p := range a.answerPairs() {
		if cy, c, no := a.placeOf(a.w.CycleRefs[p.cycle], a.w.CompoundRefs[p.compound]); no == nil {
			answered[surveyPlace(cy, c)] = true
		}
	}
	return put(ctx, a, workbook.TableTally, a.w.Tallies, func(row workbook.Tally) (survey.Tally, *refusal) {
		cy, c, no := a.placeOf(row.Cycle, row.Compound)
		if no != nil {
			return survey.Tally{}, no
		}
		place := surveyPlace(cy, c)
		if answered[place] {
			return survey.Tally{}, &refusal{value: row.Compound.Text, err: fault.Invalid("compound", "survey.both", fault.Say(
				"这个小区在“满意度”和“满意度汇总”两张表里都有数据，只能用一张。", "This compound has rows in both survey sheets; use one of them."))}
		}
		return survey.Tally{Place: place, R5: row.R5.Or(0), R4: row.R4, R3: row.R3.Or(0), R2: row.R2, R1: row.R1.Or(0)}, nil
	}, func(row workbook.Tally) workbook.Pos { return row.Pos }, survey.ReplaceTallies)
}

// inspectionRows is one inspection with all its rows.
type inspectionRows struct {
	rows []workbook.InspectionRow
}

func (a *applier) inspections(ctx context.Context) error {
	byNumber := map[string]*inspectionRows{}
	var order []*inspectionRows
	for _, row := range a.w.Inspections {
		in := byNumber[row.Number]
		if in == nil {
			in = &inspectionRows{}
			byNumber[row.Number] = in
			order = append(order, in)
		}
		in.rows = append(in.rows, row)
	}
	foreign, err := a.foreign(ctx, keys(byNumber), func(ctx context.Context, numbers []string) ([]string, error) {
		return a.tx.Inspection.Query().Where(entinspection.NumberIn(numbers...), entinspection.HasCompoundWith(compound.DistrictIDNEQ(a.reg.only))).
			Select(entinspection.FieldNumber).Strings(ctx)
	})
	if err != nil {
		return err
	}
	return put(ctx, a, workbook.TableInspection, order, func(in *inspectionRows) (inspection.Put, *refusal) {
		if foreign[in.rows[0].Number] {
			return inspection.Put{}, numberTaken("inspection", in.rows[0].Number)
		}
		return a.inspection(in)
	},
		func(in *inspectionRows) workbook.Pos { return in.rows[0].Pos }, inspection.PutAll)
}

func (a *applier) inspection(in *inspectionRows) (inspection.Put, *refusal) {
	first := in.rows[0]
	cy, c, no := a.placeOf(first.Cycle, first.Compound)
	if no != nil {
		return inspection.Put{}, no
	}
	out := inspection.Put{
		Number: first.Number, CycleID: cy.ID, CompoundID: c.ID, Day: first.Date, Inspector: field(first.Inspector),
		NotApplicable: first.NotApplicable.List(),
	}
	covers := first.Covers.List()
	if len(covers) == 0 {
		covers = assess.Inspected[:]
	}
	for _, d := range covers {
		if !first.NotApplicable.Has(d) {
			out.Covers = append(out.Covers, d)
		}
	}
	for _, row := range in.rows {
		if !row.HasFinding() {
			continue
		}
		f := inspection.Finding{
			Dimension: row.Dimension, Text: row.Finding, PointsCenti: row.PointsCenti,
			Authority: row.Authority, Document: row.Document, Established: row.Established,
		}
		if row.Veto != "" {
			ground, no := a.vetoGround(cy, row.Veto)
			if no != nil {
				return out, no
			}
			f.Veto = ground
		}
		out.Findings = append(out.Findings, f)
	}
	return out, nil
}

// vetoGround finds the ground that a row means among those of the cycle's standard, by code or by its words.
func (a *applier) vetoGround(cy *ent.Cycle, text string) (string, *refusal) {
	s, err := standard.Parse([]byte(cy.Edges.Standard.Yaml))
	if err != nil {
		return "", &refusal{err: fault.Conflict("standard.unreadable", fault.Say(
			"周期 %s 的评估标准读不出来。请运行 smileboard doctor。", "The standard of %s cannot be read. Run smileboard doctor.", cy.Name)).Because(err)}
	}
	var found, all []string
	for _, g := range s.VetoGrounds {
		all = append(all, g.Words.Zh)
		if text == g.Code || text == g.Words.Zh || strings.EqualFold(text, g.Words.En) {
			return g.Code, nil
		}
		if len([]rune(text)) >= 4 && (strings.Contains(g.Words.Zh, text) || strings.Contains(text, g.Words.Zh)) {
			found = append(found, g.Code)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return "", &refusal{value: text, err: fault.Invalid("veto", "inspection.ground", fault.Say(
		"“%s”不是标准里的一票否决事项。可写：%s。", "“%s” is no ground for a veto in the standard. The grounds are: %s.", text, strings.Join(all, "；")))}
}

func (a *applier) complaints(ctx context.Context) error {
	numbers := map[string]bool{}
	for _, row := range a.w.Complaints {
		numbers[row.Number] = true
	}
	known, err := a.knownComplaints(ctx, numbers)
	if err != nil {
		return err
	}
	foreign, err := a.foreign(ctx, keys(numbers), func(ctx context.Context, numbers []string) ([]string, error) {
		return a.tx.Complaint.Query().Where(entcomplaint.NumberIn(numbers...), entcomplaint.HasCompoundWith(compound.DistrictIDNEQ(a.reg.only))).
			Select(entcomplaint.FieldNumber).Strings(ctx)
	})
	if err != nil {
		return err
	}
	return put(ctx, a, workbook.TableComplaint, a.w.Complaints, func(row workbook.Complaint) (complaint.Put, *refusal) {
		if foreign[row.Number] {
			return complaint.Put{}, numberTaken("complaint", row.Number)
		}
		c, no := a.compoundRef(row.Compound)
		if no != nil {
			return complaint.Put{}, no
		}
		if of := row.RepeatOf; of.State == workbook.Set && !numbers[of.Value] && !known[of.Value] {
			all := keys(numbers)
			slices.Sort(all)
			return complaint.Put{}, a.unknown(workbook.TableComplaint, of.Value, "repeat_of", all)
		}
		return complaint.Put{
			Number: row.Number, DistrictID: c.DistrictID, CompoundID: c.ID, Received: row.Received,
			Dimension: fieldAs(row.Dimension, func(d assess.Dimension) entcomplaint.Dimension { return entcomplaint.Dimension(d) }),
			Text:      field(row.Text), Responsible: field(row.Responsible), RepeatOf: field(row.RepeatOf),
			Due: row.Due, Closed: field(row.Closed),
			Outcome:   fieldAs(row.Outcome, func(v string) entcomplaint.Outcome { return entcomplaint.Outcome(v) }),
			Confirmed: field(row.Confirmed), ConfirmedOn: field(row.ConfirmedOn),
		}, nil
	}, func(row workbook.Complaint) workbook.Pos { return row.Pos }, complaint.PutAll)
}

// knownComplaints finds which of the numbers that rows repeat, and that are not in the workbook, are in the database.
func (a *applier) knownComplaints(ctx context.Context, here map[string]bool) (map[string]bool, error) {
	var missing []string
	for _, row := range a.w.Complaints {
		if of := row.RepeatOf; of.State == workbook.Set && !here[of.Value] {
			missing = append(missing, of.Value)
		}
	}
	return complaint.Known(ctx, a.tx, missing)
}

// foreign finds those of the numbers that another district uses, where only one district's rows may come in: such a row would
// take the other's record away.
func (a *applier) foreign(ctx context.Context, numbers []string, find func(context.Context, []string) ([]string, error)) (map[string]bool, error) {
	out := map[string]bool{}
	if a.reg.only == 0 {
		return out, nil
	}
	for part := range slices.Chunk(numbers, 5000) {
		found, err := find(ctx, part)
		if err != nil {
			return nil, fmt.Errorf("importer: numbers of other districts: %w", err)
		}
		for _, n := range found {
			out[n] = true
		}
	}
	return out, nil
}

func numberTaken(field, number string) *refusal {
	return &refusal{value: number, err: fault.Invalid(field, "number.other_district", fault.Say(
		"编号 %s 已用于其他区。请核对编号。", "The number %s is another district's. Check the number.", number))}
}
