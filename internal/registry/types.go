package registry

import (
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// OrganizationRef is an organization by name.
type OrganizationRef struct {
	ID         int
	Code, Name string
	Kind       OrganizationKind

	parent int
}

// CompoundRef is a compound by name.
type CompoundRef struct {
	ID         int
	Code, Name string
}

// ContractorRef is a contractor by name.
type ContractorRef struct {
	ID         int
	USCC, Name string
}

// ZoneRef is a zone by name.
type ZoneRef struct {
	ID         int
	Code, Name string
}

// CommitteeRef is a committee by name.
type CommitteeRef struct {
	ID   int
	Name string
}

// Organization is a node of the tree of bodies.
type Organization struct {
	ID         int
	Code, Name string
	Kind       OrganizationKind
	// Parent is nil at the top of what the caller may see.
	Parent *int
	// Compounds is how many lie in its branch.
	Compounds int
	Version   int
}

// Compound is a residential compound as the console shows it.
type Compound struct {
	ID                    int
	Code, Name            string
	District, Subdistrict *OrganizationRef
	Community, Address    string
	Kind                  CompoundKind
	Households            int
	Occupied              *int
	// Area is in square decimetres.
	Area           *int64
	Form           *BuildingForm
	Built          *int
	CommitteeUntil calendar.Date
	Zone           *ZoneRef
	// Engagement holds today; nil where nobody manages the compound.
	Engagement  *Engagement
	Face        *CompoundFace
	Engagements []*Engagement
	Version     int

	district, subdistrict int
	zone                  *int
}

// CompoundFace is what was last published about a compound.
type CompoundFace struct {
	Face  Face
	Class CompoundClass
	// Score is in hundredths of a point.
	Score       *int
	Reason      fault.Words
	Cycle       string
	PublishedOn calendar.Date
}

// Zone is several compounds under one committee and one contractor.
type Zone struct {
	ID                    int
	Code, Name            string
	District, Subdistrict *OrganizationRef
	Compounds             []*CompoundRef
	Households            int
	Committee             *CommitteeRef
	Problems              []fault.Words
	Version               int

	district, subdistrict int
}

// Contractor is a company that manages compounds. The pointers of personal data are nil where the caller may not see them.
type Contractor struct {
	ID                  int
	USCC, Name          string
	LegalRepresentative *string
	Phone               *string
	// Capital is in fen.
	Capital         *int64
	Staff, MidTitle *int
	Qualifications  []*Qualification
	Managed         int
	Engagements     []*Engagement
	Version         int
}

// Engagement says who manages a compound from when to when, at what fee.
type Engagement struct {
	ID         int
	Compound   *CompoundRef
	Contractor *ContractorRef
	Mode       ManagementMode
	From, To   calendar.Date
	// Fee is in fen per square metre and month.
	Fee     *int64
	Basis   *EngagementBasis
	Version int

	compound   int
	contractor *int
}

// Qualification is a certificate of grade.
type Qualification struct {
	ID              int
	Certificate     string
	Contractor      *ContractorRef
	Grade           QualificationGrade
	Issued, Expires calendar.Date
	Status          QualificationStatus
	Version         int

	contractor int
}

// Committee is an owners' committee.
type Committee struct {
	ID                       int
	Organization             *OrganizationRef
	Name                     string
	Subdistrict              *OrganizationRef
	Compound                 *CompoundRef
	Zone                     *ZoneRef
	Elected, FirstMet, Filed calendar.Date
	FilingNumber             string
	TermFrom, TermTo         calendar.Date
	Status                   CommitteeStatus
	Members                  []*CommitteeMember
	Dues                     []*CommitteeDue
	Problems                 []fault.Words
	Version                  int

	organization, district, subdistrict int
	compound, zone                      *int
}

// CommitteeMember is a person on a committee. The pointers are nil where the caller may not see them.
type CommitteeMember struct {
	Name         *string
	Duty         CommitteeDuty
	Phone        *string
	Since, Until calendar.Date
}

// CommitteeDue is a deadline of a committee.
type CommitteeDue struct {
	Kind  CommitteeDueKind
	On    calendar.Date
	State DueState
}

// IsNode marks what has a global id.
func (*Organization) IsNode() {}

// IsNode marks what has a global id.
func (*Compound) IsNode() {}

// IsNode marks what has a global id.
func (*Zone) IsNode() {}

// IsNode marks what has a global id.
func (*Contractor) IsNode() {}

// IsNode marks what has a global id.
func (*Engagement) IsNode() {}

// IsNode marks what has a global id.
func (*Qualification) IsNode() {}

// IsNode marks what has a global id.
func (*Committee) IsNode() {}

// OrganizationPage is a page of organizations.
type OrganizationPage struct {
	Rows  []*Organization
	Total int
}

// CompoundPage is a page of compounds.
type CompoundPage struct {
	Rows  []*Compound
	Total int
}

// ZonePage is a page of zones.
type ZonePage struct {
	Rows  []*Zone
	Total int
}

// ContractorPage is a page of contractors.
type ContractorPage struct {
	Rows  []*Contractor
	Total int
}

// EngagementPage is a page of engagements.
type EngagementPage struct {
	Rows  []*Engagement
	Total int
}

// CommitteePage is a page of committees.
type CommitteePage struct {
	Rows  []*Committee
	Total int
}

// QualificationPage is a page of certificates.
type QualificationPage struct {
	Rows  []*Qualification
	Total int
}

// OrganizationFilter says which organizations.
type OrganizationFilter struct {
	Search *string
	Kind   *OrganizationKind
	Under  *int
}

// CompoundFilter says which compounds.
type CompoundFilter struct {
	Search     *string
	Under      *int
	Kinds      []CompoundKind
	Contractor *int
	Zone       *int
	Mode       *ManagementMode
	Class      *CompoundClass
	Unmanaged  *bool
}

// CompoundOrder says how compounds are sorted.
type CompoundOrder struct {
	Field     CompoundField
	Direction Direction
}

// ZoneFilter says which zones.
type ZoneFilter struct {
	Search *string
	Under  *int
}

// ContractorFilter says which contractors.
type ContractorFilter struct {
	Search   *string
	Grade    *QualificationGrade
	Managing *bool
}

// ContractorOrder says how contractors are sorted.
type ContractorOrder struct {
	Field     ContractorField
	Direction Direction
}

// EngagementFilter says which engagements.
type EngagementFilter struct {
	Search           *string
	Compound         *int
	Contractor       *int
	On               *calendar.Date
	EndsFrom, EndsTo *calendar.Date
}

// EngagementOrder says how engagements are sorted.
type EngagementOrder struct {
	Field     EngagementField
	Direction Direction
}

// CommitteeFilter says which committees.
type CommitteeFilter struct {
	Search *string
	Under  *int
	Status *CommitteeStatus
	Due    *bool
}

// CommitteeOrder says how committees are sorted.
type CommitteeOrder struct {
	Field     CommitteeField
	Direction Direction
}

// QualificationFilter says which certificates.
type QualificationFilter struct {
	Search     *string
	Contractor *int
	Grade      *QualificationGrade
	Status     *QualificationStatus
	ExpiresTo  *calendar.Date
}

// QualificationOrder says how certificates are sorted.
type QualificationOrder struct {
	Field     QualificationField
	Direction Direction
}
