package registry

import "strings"

// The words of the console's schema. The store writes them in lower case, so one is made of the other by upper and lower;
// what hangs on the wall is written in capitals in both.

// OrganizationKind is what kind of body an organization is.
type OrganizationKind string

// CompoundKind is what peer group a compound belongs to.
type CompoundKind string

// BuildingForm is how a compound is built.
type BuildingForm string

// ManagementMode is how a compound is managed.
type ManagementMode string

// EngagementBasis is how a contractor came to a compound.
type EngagementBasis string

// QualificationGrade is a grade of the legacy qualification.
type QualificationGrade string

// QualificationStatus says whether a certificate stands.
type QualificationStatus string

// CommitteeStatus says whether a committee is in office.
type CommitteeStatus string

// CommitteeDuty is what a member does on a committee.
type CommitteeDuty string

// CommitteeDueKind is what a deadline of a committee is about.
type CommitteeDueKind string

// The deadlines of a committee.
const (
	DueFirstMeeting CommitteeDueKind = "FIRST_MEETING"
	DueFiling       CommitteeDueKind = "FILING"
	DueReelection   CommitteeDueKind = "REELECTION"
	DueTermEnd      CommitteeDueKind = "TERM_END"
)

// DueState is how a deadline stands on a day.
type DueState string

// The states of a deadline.
const (
	Done     DueState = "DONE"
	DoneLate DueState = "DONE_LATE"
	Ahead    DueState = "AHEAD"
	Soon     DueState = "SOON"
	Overdue  DueState = "OVERDUE"
)

// Face is what hangs on the wall.
type Face string

// CompoundClass is a compound's class.
type CompoundClass string

// notRated is what the console's schema calls a result's class "none".
const notRated CompoundClass = "NOT_RATED"

// Direction is which way a table is sorted.
type Direction string

// The directions.
const (
	Ascending  Direction = "ASC"
	Descending Direction = "DESC"
)

// CompoundField is what compounds are sorted by.
type CompoundField string

// ContractorField is what contractors are sorted by.
type ContractorField string

// EngagementField is what engagements are sorted by.
type EngagementField string

// CommitteeField is what committees are sorted by.
type CommitteeField string

// QualificationField is what certificates are sorted by.
type QualificationField string

func upper[To, From ~string](s From) To { return To(strings.ToUpper(string(s))) }

func lower[To, From ~string](s From) To { return To(strings.ToLower(string(s))) }

func upperPtr[To, From ~string](s *From) *To {
	if s == nil {
		return nil
	}
	to := upper[To](*s)
	return &to
}

func classOf[From ~string](s From) CompoundClass {
	if s == "none" {
		return notRated
	}
	return upper[CompoundClass](s)
}

func lowerPtr[To, From ~string](s *From) *To {
	if s == nil {
		return nil
	}
	to := lower[To](*s)
	return &to
}
