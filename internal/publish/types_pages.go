package publish

import (
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

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
