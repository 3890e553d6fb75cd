package publish

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"smileboard/ent"
	"smileboard/ent/compoundresult"
	"smileboard/ent/predicate"
	"smileboard/internal/assess"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// resultColumn says in which column a wanted field of a result stands. What is not here is in the detail, which is large
// and is read and parsed only where something of it is wanted.
var resultColumn = map[string][]string{
	"class":            {compoundresult.FieldClass},
	"face":             {compoundresult.FieldFace},
	"needsImprovement": {compoundresult.FieldNeedsImprovement},
	"score":            {compoundresult.FieldScore},
	"delta":            {compoundresult.FieldDelta},
	"deltaWithinError": {compoundresult.FieldWithinError},
	"headline":         {compoundresult.FieldHeadlineZh, compoundresult.FieldHeadlineEn},
	"reason":           {compoundresult.FieldReasonZh, compoundresult.FieldReasonEn},
	"carrier":          {compoundresult.FieldContractorID},
	"carrierNote":      {compoundresult.FieldContractorID}, // and the detail of those few that nobody carries
	"publication":      {},
	"compound":         {},
	"__typename":       {},
}

// resultColumns are the columns to read for what is wanted, and whether the detail is among them.
func resultColumns(want Want) (columns []string, detail bool) {
	columns = []string{compoundresult.FieldID, compoundresult.FieldPublicationID, compoundresult.FieldCompoundID, compoundresult.FieldCode}
	for _, w := range want {
		of, ok := resultColumn[w.Name]
		detail = detail || !ok
		for _, column := range of {
			if !slices.Contains(columns, column) {
				columns = append(columns, column)
			}
		}
	}
	if detail {
		columns = append(columns, compoundresult.FieldDetail)
	}
	return columns, detail
}

// resultsWhere reads results of publications that were loaded.
func (l *load) resultsWhere(want Want, which ...predicate.CompoundResult) ([]*CompoundResult, error) {
	return l.results(l.c.CompoundResult.Query().Where(which...), want)
}

func (l *load) results(q *ent.CompoundResultQuery, want Want) ([]*CompoundResult, error) {
	columns, detail := resultColumns(want)
	q.Select(columns...)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("results", err)
	}
	out, err := l.resultsOf(rows, detail, want)
	if err != nil {
		return nil, err
	}
	return out, l.fillResults(out, want)
}

func (l *load) resultsOf(rows []*ent.CompoundResult, detail bool, want Want) ([]*CompoundResult, error) {
	var standards map[string]*standard.Standard
	if want.has("vetoes", "missing", "next") {
		var err error
		if standards, err = l.standardsOf(rows); err != nil {
			return nil, err
		}
	}
	out := make([]*CompoundResult, len(rows))
	for i, row := range rows {
		r, err := l.resultOf(row)
		if err == nil && detail {
			err = r.setDetail(row.Detail, standards[r.Publication.Standard])
		}
		if err != nil {
			return nil, err
		}
		out[i] = r
	}
	if !detail && want.has("carrierNote") {
		return out, l.carrierNotes(out)
	}
	return out, nil
}

// carrierNotes reads why nobody carries a result, of those results alone: lists show it, and are to read no detail else.
func (l *load) carrierNotes(rs []*CompoundResult) error {
	bare := slices.DeleteFunc(slices.Clone(rs), func(r *CompoundResult) bool { return r.contractor != nil })
	if len(bare) == 0 {
		return nil
	}
	q := l.c.CompoundResult.Query().Where(compoundresult.IDIn(ids(bare, func(r *CompoundResult) int { return r.id })...))
	q.Select(compoundresult.FieldID, compoundresult.FieldDetail)
	rows, err := q.All(l.ctx)
	if err != nil {
		return wrap("carrier notes", err)
	}
	notes := make(map[int]string, len(rows))
	for _, row := range rows {
		var d struct {
			CarrierNote string `json:"carrierNote"`
		}
		if err := json.Unmarshal(row.Detail, &d); err != nil {
			return wrap("a result's detail", err)
		}
		notes[row.ID] = d.CarrierNote
	}
	for _, r := range bare {
		r.CarrierNote = carrierNote(notes[r.id])
	}
	return nil
}

func carrierNote(s string) *CarrierNote {
	if s == "" {
		return nil
	}
	note := upper[CarrierNote](s)
	return &note
}

// standardsOf reads the standards of the results' publications, whose words grounds and conditions are told in.
func (l *load) standardsOf(rows []*ent.CompoundResult) (map[string]*standard.Standard, error) {
	versions := map[string]bool{}
	for _, row := range rows {
		if p := l.publicationByID(row.PublicationID); p != nil {
			versions[p.Standard] = true
		}
	}
	return l.r.standards(l.ctx, slices.Sorted(maps.Keys(versions)))
}

func (l *load) resultOf(row *ent.CompoundResult) (*CompoundResult, error) {
	p := l.publicationByID(row.PublicationID)
	if p == nil {
		return nil, fmt.Errorf("publish: result %d without its publication", row.ID)
	}
	return &CompoundResult{
		Publication:      p,
		Class:            classOf(row.Class),
		Face:             Face(row.Face),
		NeedsImprovement: row.NeedsImprovement,
		Score:            points(row.Score),
		Delta:            points(row.Delta),
		DeltaWithinError: row.WithinError,
		HeadlineWords:    fault.Words{Zh: row.HeadlineZh, En: row.HeadlineEn},
		ReasonWords:      fault.Words{Zh: row.ReasonZh, En: row.ReasonEn},
		id:               row.ID,
		code:             row.Code,
		compound:         row.CompoundID,
		contractor:       row.ContractorID,
	}, nil
}

// setDetail copies, field by field, what of a result's detail is public.
func (r *CompoundResult) setDetail(raw []byte, s *standard.Standard) error {
	var d assess.CompoundResult
	if err := json.Unmarshal(raw, &d); err != nil {
		return wrap("the detail of result "+r.code, err)
	}
	r.ScoreLow, r.ScoreHigh, r.AdjustedScore = points(d.ScoreLow), points(d.ScoreHigh), points(d.Adjusted)
	r.SurveyDue = d.SurveyDue
	r.Dimensions = make([]DimensionScore, len(d.Dimensions))
	for i, ds := range d.Dimensions {
		r.Dimensions[i] = DimensionScore{
			Dimension: upper[Dimension](ds.Dimension), Weight: Points(ds.Weight), Applies: ds.Applies, Score: points(ds.Score),
			PeerMean: points(ds.PeerMean), DistrictMean: points(ds.DistrictMean), Covered: ds.Covered, Rating: points(ds.Rating),
		}
	}
	r.Survey = surveyOf(d.Survey)
	r.Complaints = &ComplaintResult{
		Counted: d.Complaints.Counted, Due: d.Complaints.Due, OnTime: d.Complaints.OnTime, Closed: d.Complaints.Closed,
		Fixed: d.Complaints.Fixed, PerThousand: Points(d.Complaints.PerThousand),
	}
	r.Vetoes = make([]Veto, len(d.Vetoes))
	for i, v := range d.Vetoes {
		r.Vetoes[i] = Veto{Authority: v.Authority, Document: v.Document, Established: v.Established, ground: v.Ground, standard: s}
	}
	r.Missing, r.Next = conditionsOf(d.Missing, s), conditionsOf(d.Next, s)
	if f := d.LastRated; f != nil {
		r.LastRated = &LastRated{Cycle: f.Cycle, PublishedOn: f.PublishedOn, Class: classOf(f.Class), Score: points(f.Score)}
	}
	r.CarrierNote = carrierNote(d.CarrierNote)
	r.Tenures = make([]*Tenure, len(d.Tenures))
	for i, t := range d.Tenures {
		r.Tenures[i] = &Tenure{Mode: upper[ManagementMode](t.Mode), From: t.From, To: t.To, uscc: t.Contractor}
	}
	return nil
}

func surveyOf(s assess.SurveyResult) *SurveyResult {
	out := &SurveyResult{
		Answers: s.Answers, Households: s.Households, Required: s.Required, Response: Share(s.Response), Satisfied: s.Satisfied,
		Rate: share(s.Rate), Low: share(s.Low), High: share(s.High), Shrunken: share(s.Shrunken),
	}
	if r := s.Ratings; r != nil {
		out.Ratings = []int{r.R5, r.R4, r.R3, r.R2, r.R1}
	}
	return out
}

func conditionsOf(cs []assess.Condition, s *standard.Standard) []Condition {
	out := make([]Condition, len(cs))
	for i, c := range cs {
		out[i] = Condition{Met: c.Met, condition: c, standard: s}
	}
	return out
}

func (l *load) fillResults(rs []*CompoundResult, want Want) error {
	if len(rs) == 0 {
		return nil
	}
	for _, w := range want {
		var err error
		switch w.Name {
		case "publication":
			pubs := make([]*Publication, len(rs))
			for i, r := range rs {
				pubs[i] = r.Publication
			}
			err = l.fillPublications(pubs, w.Below)
		case "compound":
			var found map[int]*Compound
			found, err = l.compounds(ids(rs, func(r *CompoundResult) int { return r.compound }), w.Below)
			for _, r := range rs {
				r.Compound = found[r.compound]
			}
		case "carrier":
			var found map[int]*Contractor
			found, err = l.contractors(ids(rs, func(r *CompoundResult) int { return value(r.contractor) }), w.Below)
			for _, r := range rs {
				r.Carrier = found[value(r.contractor)]
			}
		case "tenures":
			err = l.fillTenures(rs, w.Below)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *load) fillTenures(rs []*CompoundResult, want Want) error {
	below, ok := want.below("contractor")
	if !ok {
		return nil
	}
	var all []*Tenure
	for _, r := range rs {
		all = append(all, r.Tenures...)
	}
	found, err := l.contractorsByUSCC(all, below)
	for _, t := range all {
		t.Contractor = found[t.uscc]
	}
	return err
}
