package publish

import (
	"smileboard/internal/assess"
	"smileboard/internal/assess/words"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// CompoundResult is one compound's frozen result in one publication.
type CompoundResult struct {
	Publication      *Publication
	Compound         *Compound
	Class            CompoundClass
	Face             Face
	NeedsImprovement bool
	Score            *Points
	ScoreLow         *Points
	ScoreHigh        *Points
	AdjustedScore    *Points
	Delta            *Points
	DeltaWithinError *bool
	HeadlineWords    fault.Words
	ReasonWords      fault.Words
	Dimensions       []DimensionScore
	Survey           *SurveyResult
	Complaints       *ComplaintResult
	Vetoes           []Veto
	Missing          []Condition
	Next             []Condition
	LastRated        *LastRated
	SurveyDue        bool
	Carrier          *Contractor
	CarrierNote      *CarrierNote
	Tenures          []*Tenure

	id, compound int
	code         string
	contractor   *int
}

// Headline is one short line that says why.
func (r *CompoundResult) Headline(language Language) string { return in(language, r.HeadlineWords) }

// Reason is the whole reason.
func (r *CompoundResult) Reason(language Language) string { return in(language, r.ReasonWords) }

// DimensionScore is one dimension's score.
type DimensionScore struct {
	Dimension    Dimension
	Weight       Points
	Applies      bool
	Score        *Points
	PeerMean     *Points
	DistrictMean *Points
	Covered      int
	Rating       *Points
}

// SurveyResult is what the survey said.
type SurveyResult struct {
	Answers    int
	Households int
	Required   int
	Response   Share
	Satisfied  *int
	Rate       *Share
	Low        *Share
	High       *Share
	Shrunken   *Share
	Ratings    []int
}

// ComplaintResult is the complaint figures.
type ComplaintResult struct {
	Counted     int
	Due         int
	OnTime      int
	Closed      int
	Fixed       int
	PerThousand Points
}

// Veto is a ground for rectification that needs no other evidence.
type Veto struct {
	Authority   string
	Document    string
	Established calendar.Date

	ground   string
	standard *standard.Standard
}

// Ground is the ground in the words of the publication's standard.
func (v *Veto) Ground(language Language) string {
	return words.Ground(v.ground, v.standard, wordsIn(language))
}

// Condition is a condition with what it takes and what there is.
type Condition struct {
	Met bool

	condition assess.Condition
	standard  *standard.Standard
}

// Text is the condition in words.
func (c *Condition) Text(language Language) string {
	return words.Condition(c.condition, c.standard, wordsIn(language))
}

// LastRated is an earlier face.
type LastRated struct {
	Cycle       string
	PublishedOn calendar.Date
	Class       CompoundClass
	Score       *Points
}

// Tenure is who managed a compound over some days of a cycle.
type Tenure struct {
	Mode       ManagementMode
	Contractor *Contractor
	From, To   calendar.Date

	uscc string
}

// ContractorResult is one contractor's frozen place in one publication.
type ContractorResult struct {
	Publication       *Publication
	District          *District
	Contractor        *Contractor
	Rank              *int
	RankLow           *int
	RankHigh          *int
	Band              *int
	Score             *Points
	ScoreLow          *Points
	ScoreHigh         *Points
	Grade             *string
	UnrankedReason    *UnrankedReason
	Counts            ClassCounts
	Rated             int
	Managed           int
	RatedHouseholds   int
	ManagedHouseholds int

	id, position, contractor int
}
