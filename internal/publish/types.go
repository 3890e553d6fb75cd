package publish

import (
	"smileboard/internal/calendar"
)

// The types of this file and of its two neighbours, results and pages, are what anyone may read, field by field: the white list. They are plain values, filled by
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

// value is what a pointer points to, or the zero value.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
