package sample

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/standard"
)

// read writes the sample and reads it back.
func read(t *testing.T) map[string]*workbook.Workbook {
	t.Helper()
	files, err := Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	books := map[string]*workbook.Workbook{}
	for _, f := range files {
		w, err := workbook.Read(context.Background(), f.Path, workbook.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range w.Issues {
			t.Errorf("%s: %s %d %s %q: %s", f.District, i.Sheet, i.Row, i.Column, i.Value, i.Words.Zh)
		}
		books[f.District] = w
	}
	return books
}

// results assesses both cycles of each district, the second with the first as the one before it.
func results(t *testing.T) map[string][]*assess.Results {
	t.Helper()
	all := map[string][]*assess.Results{}
	for district, w := range read(t) {
		var previous *assess.PreviousPublication
		for _, cy := range cycles {
			e := evidence(t, w, district, cy)
			e.Previous = previous
			r, err := assess.Assess(e, standard.Default())
			if err != nil {
				t.Fatal(err)
			}
			all[district] = append(all[district], r)
			previous = &assess.PreviousPublication{Cycle: cy.Name, PublishedOn: cy.NotifiedOn.AddDays(15)}
			for _, c := range r.Compounds {
				p := assess.PreviousResult{Code: c.Code, Class: c.Class, Score: c.Score, ScoreLow: c.ScoreLow, ScoreHigh: c.ScoreHigh}
				if c.Class != assess.NotRated {
					p.LastRated = &assess.RatedFace{Cycle: cy.Name, PublishedOn: previous.PublishedOn, Class: c.Class, Score: c.Score}
				}
				previous.Compounds = append(previous.Compounds, p)
			}
		}
	}
	return all
}

// evidence adds up a workbook's rows, apart from the way over a database that the program takes.
func evidence(t *testing.T, w *workbook.Workbook, district string, cy Cycle) assess.Evidence {
	t.Helper()
	e := assess.Evidence{District: district, Cycle: cy.Name, From: cy.From, To: cy.To, Standard: pinned}
	for _, c := range w.Compounds {
		x := assess.CompoundEvidence{Code: c.Code, Kind: c.Kind, Households: c.Households, Occupied: c.Occupied.Ptr()}
		for _, a := range w.Answers {
			if w.CycleRefs[a.Cycle] == cy.Name && w.CompoundRefs[a.Compound].Text == c.Code {
				add(&x.Overall, a.Overall)
			}
		}
		for _, r := range w.Tallies {
			if r.Cycle == cy.Name && r.Compound.Text == c.Code {
				x.Overall = assess.Ratings{R5: r.R5.Value, R4: r.R4, R3: r.R3.Value, R2: r.R2, R1: r.R1.Value}
			}
		}
		inspections(&x, w.Inspections, cy)
		for _, k := range w.Complaints {
			repeat := k.RepeatOf.Value != ""
			if k.Compound.Text == c.Code {
				x.Complaints = x.Complaints.Plus(assess.ComplaintStanding(assess.ComplaintFacts{
					Received: k.Received, Deadline: k.Due, Closed: k.Closed.Value, Outcome: assess.ComplaintOutcome(k.Outcome.Value), Responsible: k.Responsible.Ptr(),
					Confirmed: k.Confirmed.Ptr(), ConfirmedOn: k.ConfirmedOn.Value, Repeat: repeat,
				}, cy.From, cy.To, cy.To.AddDays(cutoffDays)))
			}
		}
		for _, k := range w.Engagements {
			to := k.To.Or(cy.To)
			if k.Compound.Text == c.Code && !k.From.After(cy.To) && !to.Before(cy.From) {
				x.Tenures = append(x.Tenures, assess.Tenure{Mode: k.Mode.Value, Contractor: k.Company.Value, From: later(k.From, cy.From), To: earlier(to, cy.To)})
			}
		}
		slices.SortFunc(x.Tenures, func(a, b assess.Tenure) int { return cmp.Compare(a.From.String(), b.From.String()) })
		e.Compounds = append(e.Compounds, x)
	}
	return e
}

// groundCode finds a ground of the standard by its words.
func groundCode(words string) string {
	for _, g := range standard.Default().VetoGrounds {
		if g.Words.Zh == words {
			return g.Code
		}
	}
	return words
}

func add(r *assess.Ratings, overall uint8) {
	*[]*int{&r.R1, &r.R2, &r.R3, &r.R4, &r.R5}[overall-1]++
}

func inspections(x *assess.CompoundEvidence, rows []workbook.InspectionRow, cy Cycle) {
	points := map[string]map[assess.Dimension]int64{}
	var numbers []string
	for _, r := range rows {
		if r.Compound.Text != x.Code || r.Cycle != cy.Name {
			continue
		}
		if points[r.Number] == nil {
			numbers = append(numbers, r.Number)
			points[r.Number] = map[assess.Dimension]int64{}
			for _, d := range assess.Inspected {
				if (r.Covers == 0 || r.Covers.Has(d)) && !r.NotApplicable.Has(d) {
					points[r.Number][d] = 0
				}
			}
			for _, d := range r.NotApplicable.List() {
				if !slices.Contains(x.NotApplicable, d) {
					x.NotApplicable = append(x.NotApplicable, d)
				}
			}
		}
		if r.Dimension != "" {
			points[r.Number][r.Dimension] += r.PointsCenti
		}
		if r.Veto != "" {
			x.Vetoes = append(x.Vetoes, assess.Veto{Ground: groundCode(r.Veto), Authority: r.Authority, Document: r.Document, Established: r.Established})
		}
	}
	x.Inspections = len(numbers)
	for _, n := range numbers {
		for _, d := range assess.Inspected {
			if p, ok := points[n][d]; ok {
				if x.Deductions == nil {
					x.Deductions = map[assess.Dimension][]int64{}
				}
				x.Deductions[d] = append(x.Deductions[d], p)
			}
		}
	}
}

func later(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return a
	}
	return b
}

func (d *district) byCode(code string) *compound {
	return d.compounds[slices.IndexFunc(d.compounds, func(c *compound) bool { return c.code == code })]
}
