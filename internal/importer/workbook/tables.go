package workbook

// Table names one of the workbook's tables by its English sheet name.
type Table string

// The tables, in the order of dependency in which they load.
const (
	TableOrganization  Table = "organization"
	TableCompound      Table = "compound"
	TableContractor    Table = "contractor"
	TableQualification Table = "qualification"
	TableEngagement    Table = "engagement"
	TableCycle         Table = "cycle"
	TableAnswer        Table = "answer"
	TableTally         Table = "tally"
	TableInspection    Table = "inspection"
	TableComplaint     Table = "complaint"
	TableTender        Table = "tender"
)
