package mystatus

import (
	"smileboard/ent"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
)

// Contractor is a company's own status.
type Contractor struct {
	ID         int
	USCC, Name string
	// Certificates, the latest first.
	Certificates []*ent.Qualification
	// Rankings by the district's code.
	Rankings []*Ranking
	// Compounds managed today, and those whose last published result counts for the company, by code.
	Compounds []*Compound
	// Due, the earliest first.
	Due []Due
}

// Committee is an owners' committee's own status.
type Committee struct {
	*registry.Committee
	Compounds []*Compound
	Due       []Due
}

// Ranking is a company's place in a district's last publication.
type Ranking struct {
	District    *ent.Organization
	Cycle       string
	PublishedOn calendar.Date
	Place       *assess.ContractorResult
	// Ranked is how many have a rank.
	Ranked int
	// Unranked says why the company has none; nil where it has.
	Unranked *fault.Words
	// Before is its place in the publication before; nil where it has none.
	Before      *assess.ContractorResult
	BeforeCycle string
}

// Compound is a compound with what was last published of it.
type Compound struct {
	ID         int
	Code, Name string
	// Managed today, and Carried: the result counts; by and for the company that asks, or for a committee by and for any.
	Managed, Carried bool
	// Result is what was last published; nil where nothing was. Cycle, PublishedOn, Reason (one line) and Explanation go with it.
	Result              *assess.CompoundResult
	Cycle               string
	PublishedOn         calendar.Date
	Reason, Explanation fault.Words
	// Missing is what it lacks for what is above its class, the nearest first.
	Missing []assess.Shortfall

	edition *edition
	carrier *int
}

// Due is something with a last day.
type Due struct {
	Kind    string
	Title   fault.Words
	On      calendar.Date
	Overdue bool
	// Link is the console's page about it.
	Link string
}
