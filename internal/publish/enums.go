package publish

import "strings"

// The words of the public schema. The register and the results write them in lower case, so one is made of the other
// by upper.

// Face is what hangs on the wall.
type Face string

// CompoundClass is a compound's class.
type CompoundClass string

// notRated is what the public schema calls a result's class "none".
const notRated CompoundClass = "NOT_RATED"

// CompoundKind is a kind of compound.
type CompoundKind string

// ManagementMode says how a compound is managed.
type ManagementMode string

// Dimension is one of the seven things that a compound is scored on.
type Dimension string

// CarrierNote says why no contractor carries a result.
type CarrierNote string

// QualificationGrade is a grade of the legacy qualification.
type QualificationGrade string

// QualificationStatus says whether a certificate stands.
type QualificationStatus string

// UnrankedReason says why a contractor has no rank.
type UnrankedReason string

// TenderMethod says how a contractor is chosen.
type TenderMethod string

// TenderStatus says how far a tender has come.
type TenderStatus string

// BoardOrder is how a board is ordered.
type BoardOrder string

// The orders of a board.
const (
	WorstFirst BoardOrder = "WORST_FIRST"
	ScoreDesc  BoardOrder = "SCORE_DESC"
	ScoreAsc   BoardOrder = "SCORE_ASC"
	ByName     BoardOrder = "NAME"
	Fall       BoardOrder = "FALL"
	Rise       BoardOrder = "RISE"
)

// upper gives the public word for a stored one. The words are few and short, so that a fixed table would only repeat
// them.
func upper[To, From ~string](s From) To { return To(strings.ToUpper(string(s))) }

// lower gives the stored word for a public one.
func lower[To, From ~string](s From) To { return To(strings.ToLower(string(s))) }

// classOf gives the public word for a result's class.
func classOf[From ~string](s From) CompoundClass {
	if s == "none" {
		return notRated
	}
	return upper[CompoundClass](s)
}
