package publish

import (
	"smileboard/internal/assess"
	"smileboard/internal/assess/words"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// The types of this file are what anyone may read, field by field: the white list. They are plain values, filled by
// the Reader as far as they were wanted, and the public schema is bound to them and to nothing else.

// Node is anything public that has a global id.
type Node interface{ node() }

func (*District) node()    {}
func (*Subdistrict) node() {}
func (*Publication) node() {}
func (*Compound) node()    {}
func (*Engagement) node()  {}
func (*Contractor) node()  {}
func (*Tender) node()      {}
func (*Standard) node()    {}

// PageInfo says where a page ends.
type PageInfo struct {
	HasNextPage bool
	EndCursor   *string
}

// District is a district as the register has it.
type District struct {
	ID           int
	Code         string
	Name         string
	ShortName    string
	Subdistricts []*Subdistrict
	Publications []*Publication
}

// Subdistrict is a sub-district as the register has it.
type Subdistrict struct {
	ID   int
	Code string
	Name string
}

// Publication is one publication of one cycle.
type Publication struct {
	ID             int
	Cycle          string
	From, To       calendar.Date
	Revision       int
	PublishedOn    calendar.Date
	NotifiedOn     calendar.Date
	Reason         *string
	Standard       string
	Superseded     bool
	Withdrawal     *Withdrawn
	EvidenceDigest string
	Counts         ClassCounts
	MeanScore      *Points

	district int
}

// Withdrawn is a publication's withdrawal.
type Withdrawn struct {
	On     calendar.Date
	Reason string
}

// ClassCounts counts compounds by class.
type ClassCounts struct {
	Demonstration int
	Compliant     int
	Rectification int
	NotRated      int
}

// Compound is a compound as the register has it now.
type Compound struct {
	ID          int
	Code        string
	Name        string
	District    *District
	Subdistrict *Subdistrict
	Community   *string
	Address     *string
	Kind        CompoundKind
	Households  int
	Occupied    *int
	AreaM2      *Points // square metres, held in hundredths
	Built       *int
	Engagement  *Engagement
	Engagements []*Engagement

	district, subdistrict int
	results               map[resultOf]*CompoundResult
	histories             map[int][]*CompoundResult
}

// resultOf names a result by what was asked for; a zero value is the default.
type resultOf struct {
	cycle    string
	revision int
}

// Result is the compound's result in a cycle, if it was wanted and there is one.
func (c *Compound) Result(cycle *string, revision *int) *CompoundResult {
	return c.results[resultOf{value(cycle), value(revision)}]
}

// History is the compound's results, latest cycle first, if they were wanted.
func (c *Compound) History(first int) []*CompoundResult { return c.histories[first] }

// Engagement is a property-service contract.
type Engagement struct {
	ID         int
	Mode       ManagementMode
	Contractor *Contractor
	Compound   *Compound
	From, To   calendar.Date
	Fee        *int64 // fen per square metre and month

	compound   int
	contractor *int
}

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

// Contractor is a contractor as the register has it.
type Contractor struct {
	ID             int
	USCC           string
	Name           string
	Qualifications []Qualification

	compounds map[pageOf]*ContractorCompoundPage
	histories map[int][]*ContractorResult
}

// pageOf names a page by what was asked for.
type pageOf struct {
	first int
	after string
}

// Compounds is a page of the compounds that it manages today, if it was wanted.
func (c *Contractor) Compounds(first int, after *string) *ContractorCompoundPage {
	return c.compounds[pageOf{first, value(after)}]
}

// History is its places, latest cycle first, if they were wanted.
func (c *Contractor) History(first int) []*ContractorResult { return c.histories[first] }

// ContractorCompoundPage is a page of the compounds that a contractor manages today.
type ContractorCompoundPage struct {
	Edges    []ContractorCompoundEdge
	PageInfo PageInfo
}

// ContractorCompoundEdge is one of them.
type ContractorCompoundEdge struct {
	Cursor string
	Node   *Engagement
}

// Qualification is a certificate.
type Qualification struct {
	Grade       QualificationGrade
	Certificate string
	Issued      calendar.Date
	Expires     calendar.Date
	Status      QualificationStatus
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

// BoardPage is a page of a board.
type BoardPage struct {
	Publication  *Publication
	District     *District
	Edges        []BoardEdge
	PageInfo     PageInfo
	TotalCount   int
	Counts       ClassCounts
	Subdistricts []SubdistrictCount
}

// BoardEdge is one result on a board.
type BoardEdge struct {
	Cursor string
	Node   *CompoundResult
}

// SubdistrictCount is how many results a sub-district has.
type SubdistrictCount struct {
	Subdistrict *Subdistrict
	Counts      ClassCounts
}

// RankingPage is a page of a ranking.
type RankingPage struct {
	Publication *Publication
	District    *District
	Edges       []RankingEdge
	PageInfo    PageInfo
	Bands       []RankingBand
	Unranked    int
	Scale       *ScoreScale
}

// RankingEdge is one contractor in a ranking.
type RankingEdge struct {
	Cursor string
	Node   *ContractorResult
}

// RankingBand is a tie band.
type RankingBand struct {
	Number int
	Size   int
}

// ScoreScale is a range of scores.
type ScoreScale struct {
	Low, High Points
}

// Tender is the public record of a tender.
type Tender struct {
	ID       int
	Number   string
	District *District
	Title    string
	Compound *Compound
	Method   TenderMethod
	Notice   calendar.Date
	Deadline calendar.Date
	Opening  calendar.Date
	Winner   *Contractor
	Price    *int64 // fen per year
	Status   TenderStatus

	district         int
	compound, winner *int
}

// TenderPage is a page of tenders.
type TenderPage struct {
	Edges    []TenderEdge
	PageInfo PageInfo
}

// TenderEdge is one tender in a page.
type TenderEdge struct {
	Cursor string
	Node   *Tender
}

// Standard is a version of the assessment standard.
type Standard struct {
	ID            int
	Version       string
	EffectiveFrom calendar.Date
	TitleWords    fault.Words
	Dimensions    []StandardDimension
	Parameters    *StandardParameters
	Grounds       []fault.Words
	YAML          string
}

// Title is its title.
func (s *Standard) Title(language Language) string { return in(language, s.TitleWords) }

// VetoGrounds are the grounds for a veto, in words.
func (s *Standard) VetoGrounds(language Language) []string {
	out := make([]string, len(s.Grounds))
	for i, g := range s.Grounds {
		out[i] = in(language, g)
	}
	return out
}

// StandardDimension is a dimension and its weight.
type StandardDimension struct {
	Dimension Dimension
	Weight    Points
}

// StandardParameters are the standard's main numbers.
type StandardParameters struct {
	SatisfiedFrom           int
	PriorHouseholds         int
	MinimumShown            int
	RequiredShare           Share
	RequiredCap             int
	RequiredLargeShare      Share
	RequiredMinimum         int
	RequiredMaximum         int
	RectificationRate       Share
	RectificationScore      Points
	RectificationConfidence Share
	DemonstrationScore      Points
	DemonstrationRate       Share
	ComplaintCutoffDays     int
	CarrierDays             int
	RankedCompounds         int
	RankedHouseholds        int
	RankedShare             Share
	Draws                   int
	NoticeDays              int
	GradeBands              []GradeBand
}

// GradeBand is a score band of the cycle.
type GradeBand struct {
	Grade string
	From  Points
}

// value is what a pointer points to, or the zero value.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
