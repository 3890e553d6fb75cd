package assess

import "smileboard/internal/calendar"

// Class is a compound's class.
type Class string

// The classes; NotRated is 待评.
const (
	Demonstration Class = "demonstration"
	Compliant     Class = "compliant"
	Rectification Class = "rectification"
	NotRated      Class = "none"
)

// Face is what hangs on the wall.
type Face string

// The faces.
const (
	Smile  Face = "SMILE"
	Cry    Face = "CRY"
	NoFace Face = "NONE"
)

// Face returns the face of a class.
func (c Class) Face() Face {
	switch c {
	case Demonstration, Compliant:
		return Smile
	case Rectification:
		return Cry
	default:
		return NoFace
	}
}

// Results is the outcome of one assessment. Scores are hundredths of a point; rates and shares are ten-thousandths.
type Results struct {
	District string `json:"district"`
	Cycle    string `json:"cycle"`
	Standard string `json:"standard"`
	// EvidenceDigest is the SHA-256 of the evidence's canonical JSON (RFC 8785), in lower-case hexadecimal; it seeds the draws.
	EvidenceDigest string `json:"evidenceDigest"`
	Totals         Totals `json:"totals"`
	// Compounds ascending by code.
	Compounds []CompoundResult `json:"compounds"`
	// Contractors in order of the ranking, equals by code, then the unranked by code.
	Contractors []ContractorResult `json:"contractors"`
}

// Totals are the district's figures.
type Totals struct {
	Compounds  int `json:"compounds"`
	Households int `json:"households"`
	// Satisfied (K) and Answers (N) run over the compounds with enough answers to be shown.
	Satisfied int `json:"satisfied"`
	Answers   int `json:"answers"`
	// SatisfiedShare is m, ComplaintsPerThousand is 1000·g in hundredths, OnTimeShare is t̄, FixedShare is f̄.
	SatisfiedShare        int64 `json:"satisfiedShare"`
	ComplaintsPerThousand int64 `json:"complaintsPerThousand"`
	OnTimeShare           int64 `json:"onTimeShare"`
	FixedShare            int64 `json:"fixedShare"`
	// MeanScore is the unweighted mean over compounds with a score; Means the same per dimension.
	MeanScore *int64              `json:"meanScore,omitempty"`
	Means     map[Dimension]int64 `json:"means,omitempty"`
	ByClass   ClassCounts         `json:"byClass"`
	// Scored counts the compounds with a score, over which the means run.
	Scored int `json:"scored"`
	// Peers hold the same means per peer group, in the standard's order.
	Peers []PeerMeans `json:"peers,omitempty"`
}

// PeerMeans are the unweighted means over the compounds of a peer group that have a score.
type PeerMeans struct {
	Group  string `json:"group"`
	Scored int    `json:"scored"`
	// Adjusting: the group is large enough for its members' adjusted scores to use its mean.
	Adjusting bool                `json:"adjusting"`
	MeanScore *int64              `json:"meanScore,omitempty"`
	Means     map[Dimension]int64 `json:"means,omitempty"`
}

// ClassCounts counts compounds by class.
type ClassCounts struct {
	Demonstration int `json:"demonstration"`
	Compliant     int `json:"compliant"`
	Rectification int `json:"rectification"`
	NotRated      int `json:"notRated"`
}

// CompoundResult is one compound's result.
type CompoundResult struct {
	Code             string `json:"code"`
	Class            Class  `json:"class"`
	Face             Face   `json:"face"`
	NeedsImprovement bool   `json:"needsImprovement,omitempty"`
	// Score is nil where a dimension that applies has no score or there is not enough evidence.
	Score *int64 `json:"score,omitempty"`
	// ScoreLow and ScoreHigh are the 95 % interval from the draws.
	ScoreLow  *int64 `json:"scoreLow,omitempty"`
	ScoreHigh *int64 `json:"scoreHigh,omitempty"`
	// ProbabilityBelow is P(score < rectification threshold) in the draws, in ten-thousandths.
	ProbabilityBelow *int64 `json:"probabilityBelow,omitempty"`
	// Adjusted is the score freed of the kind of compound; it serves the ranking alone.
	Adjusted   *int64           `json:"adjusted,omitempty"`
	PeerGroup  string           `json:"peerGroup,omitempty"`
	Dimensions []DimensionScore `json:"dimensions"`
	Survey     SurveyResult     `json:"survey"`
	Complaints ComplaintResult  `json:"complaints"`
	Vetoes     []Veto           `json:"vetoes,omitempty"`
	// Missing lists the evidence that is not there; empty unless Class is NotRated.
	Missing []Condition `json:"missing,omitempty"`
	// Next lists every condition of the next class with what is reached now.
	Next []Condition `json:"next,omitempty"`
	// Reason says in clauses what decided, what is weak, what changed; words are made of it elsewhere.
	Reason []Clause `json:"reason"`
	Change *Change  `json:"change,omitempty"`
	// LastRated is the last valid face before this cycle; only set where Class is NotRated.
	LastRated *RatedFace `json:"lastRated,omitempty"`
	// SurveyDue: a second cycle without enough evidence; a door-to-door survey is due.
	SurveyDue bool `json:"surveyDue,omitempty"`
	// Carrier is the contractor (统一社会信用代码) that carries the result; empty if none does.
	Carrier string `json:"carrier,omitempty"`
	// CarrierNote says why none does: "handover", "self_managed", "trusteeship", "unmanaged".
	CarrierNote string   `json:"carrierNote,omitempty"`
	Tenures     []Tenure `json:"tenures,omitempty"`
}

// DimensionScore is one dimension of one compound.
type DimensionScore struct {
	Dimension Dimension `json:"dimension"`
	// Weight is the standard's weight in hundredths; Applies is false where the place has no such thing.
	Weight  int64  `json:"weight"`
	Applies bool   `json:"applies"`
	Score   *int64 `json:"score,omitempty"`
	// PeerMean is the mean over the compound's peer group if that is large enough, else over the district.
	PeerMean     *int64 `json:"peerMean,omitempty"`
	DistrictMean *int64 `json:"districtMean,omitempty"`
	// Covered counts the inspections that covered it.
	Covered int `json:"covered,omitempty"`
	// Rating is the residents' mean rating of this dimension in hundredths (500 is best); shown, never scored; nil below the
	// least number of answers.
	Rating *int64 `json:"rating,omitempty"`
}

// SurveyResult is what the owners' survey said. All but Answers, Households, Response and Required are nil below the least number of answers.
type SurveyResult struct {
	Answers    int `json:"answers"`
	Households int `json:"households"`
	// Required is the number of answers that this compound needs for a face.
	Required  int    `json:"required"`
	Response  int64  `json:"response"`
	Satisfied *int   `json:"satisfied,omitempty"`
	Rate      *int64 `json:"rate,omitempty"`
	Low       *int64 `json:"low,omitempty"`
	High      *int64 `json:"high,omitempty"`
	// Shrunken is the rate q that is scored.
	Shrunken *int64   `json:"shrunken,omitempty"`
	Ratings  *Ratings `json:"ratings,omitempty"`
}

// ComplaintResult is the complaint figures with their rate.
type ComplaintResult struct {
	ComplaintTotals
	// PerThousand is the shrunken rate r per 1,000 households, in hundredths.
	PerThousand int64 `json:"perThousand"`
}

// Change compares with the district's last published cycle.
type Change struct {
	Cycle string `json:"cycle"`
	Class Class  `json:"class"`
	Score *int64 `json:"score,omitempty"`
	Delta *int64 `json:"delta,omitempty"`
	// WithinError: the two scores' intervals cannot tell the change from chance.
	WithinError bool `json:"withinError,omitempty"`
}

// Condition is one requirement with what it takes and what there is, in the unit of its code.
type Condition struct {
	// Code: "answers", "inspection" (with Dimension; without one, all that apply), "score", "rate", "veto", "upper_bound", "zone".
	Code      string    `json:"code"`
	Dimension Dimension `json:"dimension,omitempty"`
	Need      int64     `json:"need"`
	Have      int64     `json:"have"`
	Met       bool      `json:"met"`
	// Unknown: there is no figure yet, since the evidence lacks; Have is then 0.
	Unknown bool `json:"unknown,omitempty"`
}

// Clause is one statement of a reason: a code and its figures. Clauses come in the order of telling.
type Clause struct {
	Code      string    `json:"code"`
	Dimension Dimension `json:"dimension,omitempty"`
	// Values are the figures by name, in the units of the result's fields.
	Values map[string]int64 `json:"values,omitempty"`
	// Text carries names that are facts, such as a veto's ground and authority, by name.
	Text map[string]string `json:"text,omitempty"`
}

// ContractorResult is one contractor's place.
type ContractorResult struct {
	USCC string `json:"uscc"`
	// Rank is nil where the contractor is listed unranked.
	Rank     *int `json:"rank,omitempty"`
	RankLow  *int `json:"rankLow,omitempty"`
	RankHigh *int `json:"rankHigh,omitempty"`
	// Band is the tie band, 1 for the first; 0 where unranked.
	Band      int    `json:"band,omitempty"`
	Score     *int64 `json:"score,omitempty"`
	ScoreLow  *int64 `json:"scoreLow,omitempty"`
	ScoreHigh *int64 `json:"scoreHigh,omitempty"`
	// Grade is the score band of the cycle (AAA, AA, A, B, C); empty without a rank.
	Grade string `json:"grade,omitempty"`
	// UnrankedReason: "none_scored", "too_few_compounds", "too_small_share"; empty where ranked.
	UnrankedReason string      `json:"unrankedReason,omitempty"`
	ByClass        ClassCounts `json:"byClass"`
	// Rated and Managed count compounds with a score and compounds carried; the households likewise.
	Rated             int `json:"rated"`
	Managed           int `json:"managed"`
	RatedHouseholds   int `json:"ratedHouseholds"`
	ManagedHouseholds int `json:"managedHouseholds"`
	// Codes of the compounds carried, ascending.
	Codes []string `json:"codes"`
}

// Day is a calendar day, named here so that readers of results need no second import.
type Day = calendar.Date
