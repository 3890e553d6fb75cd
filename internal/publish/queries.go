package publish

// BoardQuery asks for a page of a board. Nil means the default.
type BoardQuery struct {
	District string
	Cycle    *string
	Revision *int
	Filter   BoardFilter
	OrderBy  BoardOrder
	First    int
	After    *string
}

// BoardFilter says what of a board to show. All given conditions hold together.
type BoardFilter struct {
	Search      *string
	Class       []CompoundClass
	Face        []Face
	Subdistrict *string
	Contractor  *string
}

// RankingQuery asks for a page of a ranking. Nil means the default.
type RankingQuery struct {
	District string
	Cycle    *string
	Revision *int
	First    int
	After    *string
}

// TendersQuery asks for a page of a district's tenders.
type TendersQuery struct {
	District string
	Status   []TenderStatus
	First    int
	After    *string
}
