// Package publication makes a cycle's results public: it gathers the evidence, has it assessed, freezes the outcome, and
// revises or withdraws what was published. What it wrote never changes; package publish shows it.
package publication

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	entcomplaint "smileboard/ent/complaint"
	"smileboard/ent/compound"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/ent/finding"
	entinspection "smileboard/ent/inspection"
	"smileboard/ent/surveyanswer"
	"smileboard/ent/surveytally"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/complaint"
	"smileboard/internal/standard"
)

// Gather counts the evidence of a cycle: totals by code, no names. The cycle carries its district and standard.
func Gather(ctx context.Context, c *ent.Client, cy *ent.Cycle) (assess.Evidence, *standard.Standard, error) {
	s, err := standard.Parse([]byte(cy.Edges.Standard.Yaml))
	if err != nil {
		return assess.Evidence{}, nil, fmt.Errorf("publication: standard %s: %w", cy.Edges.Standard.Version, err)
	}
	g := &gatherer{
		c: c, cycle: cy, standard: s,
		from: calendar.FromTime(cy.Starts), to: calendar.FromTime(cy.Ends),
		byID: map[int]*assess.CompoundEvidence{},
	}
	for _, step := range []func(context.Context) error{
		g.compounds, g.answers, g.tallies, g.inspections, g.complaints, g.tenures,
	} {
		if err := step(ctx); err != nil {
			return assess.Evidence{}, nil, err
		}
	}
	previous, err := previousPublication(ctx, c, cy)
	if err != nil {
		return assess.Evidence{}, nil, err
	}
	e := assess.Evidence{
		District: cy.Edges.District.Code, Cycle: cy.Name, From: g.from, To: g.to, Standard: s.Version, Previous: previous,
	}
	for _, id := range g.order {
		g.byID[id].Withhold(s.Survey.MinimumShown)
		e.Compounds = append(e.Compounds, *g.byID[id])
	}
	return e, s, nil
}

type gatherer struct {
	c        *ent.Client
	cycle    *ent.Cycle
	standard *standard.Standard
	from, to calendar.Date
	order    []int
	byID     map[int]*assess.CompoundEvidence
}

func (g *gatherer) compounds(ctx context.Context) error {
	list, err := g.c.Compound.Query().Where(compound.DistrictID(g.cycle.DistrictID)).Order(compound.ByCode()).
		Select(compound.FieldID, compound.FieldCode, compound.FieldKind, compound.FieldHouseholds, compound.FieldOccupied).All(ctx)
	if err != nil {
		return fmt.Errorf("publication: compounds: %w", err)
	}
	for _, x := range list {
		g.order = append(g.order, x.ID)
		g.byID[x.ID] = &assess.CompoundEvidence{
			Code: x.Code, Kind: assess.Kind(x.Kind), Households: x.Households, Occupied: x.Occupied,
		}
	}
	return nil
}

// ratedColumns are what an answer rates: the whole, then the inspected dimensions in their order.
var ratedColumns = [...]string{
	surveyanswer.FieldOverall, surveyanswer.FieldOrder, surveyanswer.FieldSanitation, surveyanswer.FieldSafety,
	surveyanswer.FieldGreening, surveyanswer.FieldFacilities,
}

// answers counts in the database, in one pass along the index: there may be half a million of them.
func (g *gatherer) answers(ctx context.Context) error {
	var rows []ratingCounts
	err := g.c.SurveyAnswer.Query().Where(surveyanswer.CycleID(g.cycle.ID)).Unique(false).
		Modify(func(s *sql.Selector) {
			compoundID := s.C(surveyanswer.FieldCompoundID)
			s.Select(compoundID)
			for i, column := range ratedColumns {
				for rating := 1; rating <= 5; rating++ {
					s.AppendSelectExprAs(sql.ExprFunc(func(b *sql.Builder) {
						b.WriteString("COUNT(CASE WHEN ").Ident(s.C(column)).WriteString(fmt.Sprintf(" = %d THEN 1 END)", rating))
					}), fmt.Sprintf("c%d%d", i, rating))
				}
			}
			s.GroupBy(compoundID)
		}).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("publication: answers: %w", err)
	}
	for _, r := range rows {
		e := g.byID[r.CompoundID]
		if e == nil {
			continue
		}
		e.Overall = r.ratings()[0]
		for i, d := range assess.Inspected {
			if n := r.ratings()[i+1]; n != (assess.Ratings{}) {
				if e.ByDimension == nil {
					e.ByDimension = map[assess.Dimension]assess.Ratings{}
				}
				e.ByDimension[d] = n
			}
		}
	}
	return nil
}

// ratingCounts is one compound's answers: column cXY counts the rating Y of the rated column X.
type ratingCounts struct {
	CompoundID int `sql:"compound_id"`

	C01 int `sql:"c01"`
	C02 int `sql:"c02"`
	C03 int `sql:"c03"`
	C04 int `sql:"c04"`
	C05 int `sql:"c05"`
	C11 int `sql:"c11"`
	C12 int `sql:"c12"`
	C13 int `sql:"c13"`
	C14 int `sql:"c14"`
	C15 int `sql:"c15"`
	C21 int `sql:"c21"`
	C22 int `sql:"c22"`
	C23 int `sql:"c23"`
	C24 int `sql:"c24"`
	C25 int `sql:"c25"`
	C31 int `sql:"c31"`
	C32 int `sql:"c32"`
	C33 int `sql:"c33"`
	C34 int `sql:"c34"`
	C35 int `sql:"c35"`
	C41 int `sql:"c41"`
	C42 int `sql:"c42"`
	C43 int `sql:"c43"`
	C44 int `sql:"c44"`
	C45 int `sql:"c45"`
	C51 int `sql:"c51"`
	C52 int `sql:"c52"`
	C53 int `sql:"c53"`
	C54 int `sql:"c54"`
	C55 int `sql:"c55"`
}

func (r *ratingCounts) ratings() [len(ratedColumns)]assess.Ratings {
	return [...]assess.Ratings{
		{R1: r.C01, R2: r.C02, R3: r.C03, R4: r.C04, R5: r.C05},
		{R1: r.C11, R2: r.C12, R3: r.C13, R4: r.C14, R5: r.C15},
		{R1: r.C21, R2: r.C22, R3: r.C23, R4: r.C24, R5: r.C25},
		{R1: r.C31, R2: r.C32, R3: r.C33, R4: r.C34, R5: r.C35},
		{R1: r.C41, R2: r.C42, R3: r.C43, R4: r.C44, R5: r.C45},
		{R1: r.C51, R2: r.C52, R3: r.C53, R4: r.C54, R5: r.C55},
	}
}

func (g *gatherer) tallies(ctx context.Context) error {
	list, err := g.c.SurveyTally.Query().Where(surveytally.CycleID(g.cycle.ID)).All(ctx)
	if err != nil {
		return fmt.Errorf("publication: tallies: %w", err)
	}
	for _, t := range list {
		if e := g.byID[t.CompoundID]; e != nil {
			e.Overall = assess.Ratings{R5: t.R5, R4: t.R4, R3: t.R3, R2: t.R2, R1: t.R1}
		}
	}
	return nil
}

// pageOfInspections keeps the number of parameters of the findings' query within what both databases take.
const pageOfInspections = 1000

func (g *gatherer) inspections(ctx context.Context) error {
	for last := 0; ; {
		list, err := g.c.Inspection.Query().
			Where(entinspection.CycleID(g.cycle.ID), entinspection.IDGT(last)).
			Order(entinspection.ByID()).Limit(pageOfInspections).
			WithFindings(func(q *ent.FindingQuery) { q.Order(finding.BySeq()) }).All(ctx)
		if err != nil {
			return fmt.Errorf("publication: inspections: %w", err)
		}
		for _, in := range list {
			if e := g.byID[in.CompoundID]; e != nil {
				addInspection(e, in)
			}
			last = in.ID
		}
		if len(list) < pageOfInspections {
			return nil
		}
	}
}

func addInspection(e *assess.CompoundEvidence, in *ent.Inspection) {
	e.Inspections++
	if e.Deductions == nil {
		e.Deductions = map[assess.Dimension][]int64{}
	}
	points := map[assess.Dimension]int64{}
	for _, f := range in.Edges.Findings {
		if f.Dimension != nil {
			points[assess.Dimension(*f.Dimension)] += f.PointsCenti
		}
		if f.VetoGround != "" {
			e.Vetoes = append(e.Vetoes, assess.Veto{
				Ground: f.VetoGround, Authority: f.Authority, Document: f.Document, Established: calendar.FromTimePtr(f.Established),
			})
		}
	}
	for _, name := range in.NotApplicable {
		if d := assess.Dimension(name); !slices.Contains(e.NotApplicable, d) {
			e.NotApplicable = append(e.NotApplicable, d)
		}
	}
	for _, name := range in.Covers {
		d := assess.Dimension(name)
		e.Deductions[d] = append(e.Deductions[d], points[d])
	}
}

func (g *gatherer) complaints(ctx context.Context) error {
	cutoff := g.standard.Cutoff(g.to)
	list, err := g.c.Complaint.Query().
		Where(entcomplaint.ReceivedGTE(g.from.Time()), entcomplaint.ReceivedLTE(g.to.Time()),
			entcomplaint.HasCompoundWith(compound.DistrictID(g.cycle.DistrictID))).
		Select(entcomplaint.FieldID, entcomplaint.FieldCompoundID, entcomplaint.FieldReceived, entcomplaint.FieldResponsible,
			entcomplaint.FieldRepeatOf, entcomplaint.FieldDue, entcomplaint.FieldClosed, entcomplaint.FieldOutcome,
			entcomplaint.FieldConfirmed, entcomplaint.FieldConfirmedOn).All(ctx)
	if err != nil {
		return fmt.Errorf("publication: complaints: %w", err)
	}
	for _, x := range list {
		if e := g.byID[x.CompoundID]; e != nil {
			e.Complaints = e.Complaints.Plus(complaint.Standing(x, g.from, g.to, cutoff))
		}
	}
	return nil
}

func (g *gatherer) tenures(ctx context.Context) error {
	list, err := g.c.Engagement.Query().
		Where(engagement.StartsLTE(g.to.Time()), engagement.Or(engagement.EndsIsNil(), engagement.EndsGTE(g.from.Time())),
			engagement.HasCompoundWith(compound.DistrictID(g.cycle.DistrictID))).All(ctx)
	if err != nil {
		return fmt.Errorf("publication: engagements: %w", err)
	}
	uscc, err := g.codesOfContractors(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b *ent.Engagement) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.ID, b.ID)) })
	for _, x := range list {
		e := g.byID[x.CompoundID]
		if e == nil {
			continue
		}
		t := assess.Tenure{Mode: assess.Mode(x.Mode), From: calendar.FromTime(x.Starts), To: calendar.FromTimePtr(x.Ends)}
		if x.ContractorID != nil {
			t.Contractor = uscc[*x.ContractorID]
		}
		if t.From.Before(g.from) {
			t.From = g.from
		}
		if t.To.IsZero() || t.To.After(g.to) {
			t.To = g.to
		}
		e.Tenures = append(e.Tenures, t)
	}
	return nil
}

func (g *gatherer) codesOfContractors(ctx context.Context) (map[int]string, error) {
	list, err := g.c.Contractor.Query().Select(contractor.FieldID, contractor.FieldUscc).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("publication: contractors: %w", err)
	}
	codes := make(map[int]string, len(list))
	for _, x := range list {
		codes[x.ID] = x.Uscc
	}
	return codes, nil
}
