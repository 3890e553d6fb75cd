// Package assess turns evidence and a standard into scores, classes, faces and a ranking.
//
// It is pure: no database, no clock, no input or output, and the same evidence under the same standard gives the same
// bytes on every processor. The formulas and their sources are in docs/standard.md.
package assess

import (
	"maps"

	"smileboard/internal/calendar"
)

// Dimension is one of the seven things that a compound is scored on.
type Dimension string

// The dimensions, in the order of the standard's list.
const (
	Satisfaction Dimension = "satisfaction"
	Order        Dimension = "order"
	Sanitation   Dimension = "sanitation"
	Safety       Dimension = "safety"
	Greening     Dimension = "greening"
	Facilities   Dimension = "facilities"
	Complaints   Dimension = "complaints"
)

// Dimensions lists all seven in the standard's order.
var Dimensions = [...]Dimension{Satisfaction, Order, Sanitation, Safety, Greening, Facilities, Complaints}

// Inspected lists the five that inspections score.
var Inspected = [...]Dimension{Order, Sanitation, Safety, Greening, Facilities}

// Kind is a kind of compound.
type Kind string

// The kinds.
const (
	Commercial       Kind = "commercial"
	Resettlement     Kind = "resettlement"
	FactoryDormitory Kind = "factory_dormitory"
	OldCompound      Kind = "old"
	NonResidential   Kind = "non_residential"
)

// Mode says how a compound is managed.
type Mode string

// The modes.
const (
	Professional Mode = "professional"
	SelfManaged  Mode = "self_managed"
	Trusteeship  Mode = "trusteeship"
)

// Evidence is all that the assessment of one district's cycle reads: totals by code, no names, no personal data.
// It is the evidence part of a publication's bundle.
type Evidence struct {
	District  string               `json:"district"`
	Cycle     string               `json:"cycle"`
	From      calendar.Date        `json:"from"`
	To        calendar.Date        `json:"to"`
	Standard  string               `json:"standard"`
	Compounds []CompoundEvidence   `json:"compounds"`
	Previous  *PreviousPublication `json:"previous,omitempty"`
}

// CompoundEvidence is what was counted for one compound in the cycle.
type CompoundEvidence struct {
	Code       string `json:"code"`
	Kind       Kind   `json:"kind"`
	Households int    `json:"households"`
	// Occupied households; nil where only Households is known.
	Occupied *int `json:"occupied,omitempty"`
	// Overall counts the answers' ratings of the whole.
	Overall Ratings `json:"overall"`
	// Withheld counts the answers of a place with too few to be shown; their ratings are in no total, so that nobody can work
	// them out, not even from the digest. Overall is empty then.
	Withheld int `json:"withheld,omitempty"`
	// ByDimension counts the answers' ratings of the five inspected dimensions: shown, never scored.
	ByDimension map[Dimension]Ratings `json:"byDimension,omitempty"`
	// Deductions holds, per dimension, one entry for each inspection that covers it: the points of its findings there,
	// in hundredths of a point.
	Deductions    map[Dimension][]int64 `json:"deductions,omitempty"`
	Inspections   int                   `json:"inspections"`
	NotApplicable []Dimension           `json:"notApplicable,omitempty"`
	Complaints    ComplaintTotals       `json:"complaints"`
	Vetoes        []Veto                `json:"vetoes,omitempty"`
	// Tenures say who managed the compound in the cycle, clipped to it, ascending, not overlapping.
	Tenures []Tenure `json:"tenures,omitempty"`
}

// Ratings counts answers by rating, from 5 (very satisfied) to 1 (very dissatisfied).
type Ratings struct {
	R5 int `json:"r5"`
	R4 int `json:"r4"`
	R3 int `json:"r3"`
	R2 int `json:"r2"`
	R1 int `json:"r1"`
}

// Answers is how many households answered (n).
func (c *CompoundEvidence) Answers() int { return c.Overall.Total() + c.Withheld }

// Withhold leaves of a place's answers only their number, where there are fewer than least, and drops the ratings of a
// dimension that fewer rated.
func (c *CompoundEvidence) Withhold(least int) {
	if n := c.Answers(); n < least {
		c.Overall, c.ByDimension, c.Withheld = Ratings{}, nil, n
	}
	maps.DeleteFunc(c.ByDimension, func(_ Dimension, r Ratings) bool { return r.Total() < least })
}

// ComplaintTotals counts a compound's complaints as they stood on the cut-off day.
type ComplaintTotals struct {
	// Counted: received in the cycle, valid, the manager's responsibility, repeats merged (v).
	Counted int `json:"counted"`
	// Due: those closed by the cut-off or with a deadline before it.
	Due int `json:"due"`
	// OnTime: those of Due that were closed by their deadline (t).
	OnTime int `json:"onTime"`
	// Closed: those closed by the cut-off (c).
	Closed int `json:"closed"`
	// Fixed: those of Closed whose outcome is fixed and that the complainant did not contest by the cut-off (f).
	Fixed int `json:"fixed"`
}

// Veto is a ground that makes a compound cry whatever its score.
type Veto struct {
	Ground      string        `json:"ground"`
	Authority   string        `json:"authority"`
	Document    string        `json:"document"`
	Established calendar.Date `json:"established"`
}

// Tenure is who managed a compound over some days of the cycle, both ends included.
type Tenure struct {
	Mode Mode `json:"mode"`
	// Contractor is a 统一社会信用代码; empty unless Mode is Professional.
	Contractor string        `json:"contractor,omitempty"`
	From       calendar.Date `json:"from"`
	To         calendar.Date `json:"to"`
}

// PreviousPublication is what the district's last published cycle said, copied so that the bundle stands alone.
type PreviousPublication struct {
	Cycle       string        `json:"cycle"`
	PublishedOn calendar.Date `json:"publishedOn"`
	// Compounds ascending by code.
	Compounds []PreviousResult `json:"compounds"`
}

// PreviousResult is one compound's result in the last published cycle. Scores are hundredths of a point.
type PreviousResult struct {
	Code      string `json:"code"`
	Class     Class  `json:"class"`
	Score     *int64 `json:"score,omitempty"`
	ScoreLow  *int64 `json:"scoreLow,omitempty"`
	ScoreHigh *int64 `json:"scoreHigh,omitempty"`
	// LastRated is the last result with a face, this one included; nil where there never was one.
	LastRated *RatedFace `json:"lastRated,omitempty"`
}

// RatedFace is a face that was given, with the cycle and the day of its publication.
type RatedFace struct {
	Cycle       string        `json:"cycle"`
	PublishedOn calendar.Date `json:"publishedOn"`
	Class       Class         `json:"class"`
	Score       *int64        `json:"score,omitempty"`
}
