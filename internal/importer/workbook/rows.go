package workbook

import (
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
)

// Pos is where a row stood, for the report.
type Pos struct {
	Sheet string
	// Row counts from 1 as Excel shows it.
	Row int
}

// State says what a cell asks for.
type State uint8

// The states of a cell.
const (
	// Missing: the sheet has no such column, so the field stays as it is.
	Missing State = iota
	// Empty: the cell is empty, so the field is cleared (or takes its default where it can't be empty).
	Empty
	// Set: the cell has a value.
	Set
)

// Cell is an optional column's cell.
type Cell[T any] struct {
	State State
	Value T
}

// Of makes a cell with a value.
func Of[T any](v T) Cell[T] { return Cell[T]{State: Set, Value: v} }

// Ptr gives the value, or nil where there is none.
func (c Cell[T]) Ptr() *T {
	if c.State != Set {
		return nil
	}
	return &c.Value
}

// Or gives the value of a set cell, else the one given.
func (c Cell[T]) Or(otherwise T) T {
	if c.State != Set {
		return otherwise
	}
	return c.Value
}

// CompoundRef is a compound as a row names it: by code or by name. Where the row also has a column for the sub-district,
// that narrows a name down.
type CompoundRef struct {
	Text        string
	Subdistrict string
}

// Organization is a row of 组织. Its key is Code.
type Organization struct {
	Pos
	Code string
	Name string
	// Kind is city, district, subdistrict, community, department or committee.
	Kind string
	// Parent is a code or a name; empty only for a city.
	Parent string
}

// Compound is a row of 小区. Its key is Code, or Name with Subdistrict where Code is empty.
type Compound struct {
	Pos
	Code string
	Name string
	// Subdistrict is a code or a name.
	Subdistrict string
	Community   Cell[string]
	Address     Cell[string]
	Kind        assess.Kind
	Households  int
	Occupied    Cell[int]
	// AreaDM2 is in hundredths of a square metre (dm²).
	AreaDM2 Cell[int64]
	// Form is multi_storey, high_rise, villa or other.
	Form           Cell[string]
	Built          Cell[int]
	CommitteeUntil Cell[calendar.Date]
}

// Contractor is a row of 企业. Its key is USCC.
type Contractor struct {
	Pos
	USCC                string
	Name                string
	LegalRepresentative Cell[string]
	CapitalFen          Cell[int64]
	Staff               Cell[int]
	MidTitle            Cell[int]
	Phone               Cell[string]
}

// Qualification is a row of 资质. Its key is Certificate.
type Qualification struct {
	Pos
	// Company is a 统一社会信用代码 or a name.
	Company string
	// Grade is grade_1, grade_2, grade_3 or grade_3_provisional.
	Grade       string
	Certificate string
	Issued      calendar.Date
	// Expires is empty where the qualification has no end.
	Expires Cell[calendar.Date]
	// Status is valid, cancelled or revoked; the default is valid.
	Status Cell[string]
}

// Engagement is a row of 合同. Its key is Compound with From.
type Engagement struct {
	Pos
	Compound CompoundRef
	// Mode is Set wherever the row tells it; a row with a company and no mode is professional. It is Missing where the
	// sheet has no such column and the row names no company.
	Mode Cell[assess.Mode]
	// Company is a 统一社会信用代码 or a name, and Empty unless the mode is professional: a company that a merged cell
	// carries down to a self-managed compound is dropped.
	Company Cell[string]
	From    calendar.Date
	// To is the last day; Empty where the contract is open.
	To Cell[calendar.Date]
	// FeeFen is per square metre and month.
	FeeFen Cell[int64]
	// Basis is initial or selected.
	Basis Cell[string]
}

// Cycle is a row of 周期. Its key is Name with District.
type Cycle struct {
	Pos
	// Name is written like 2026H1.
	Name string
	// District is a code or a name.
	District string
	From     calendar.Date
	To       calendar.Date
	Standard Cell[string]
}

// Answer is a row of 满意度: 24 bytes, since there are hundreds of thousands. Cycle and Compound index
// Workbook.CycleRefs and Workbook.CompoundRefs; Sheet indexes Workbook.Sheets.
type Answer struct {
	Cycle    int32
	Compound int32
	// Day is no day where the row has none.
	Day calendar.Date
	Row int32
	// Overall is 1 to 5.
	Overall uint8
	// Dimensions holds 1 to 5, or 0 for none, in the order of assess.Inspected.
	Dimensions [5]uint8
	Sheet      uint16
}

// Tally is a row of 满意度汇总: how many answers gave each rating.
type Tally struct {
	Pos
	Cycle    string
	Compound CompoundRef
	R5       Cell[int]
	R4       int
	R3       Cell[int]
	R2       int
	R1       Cell[int]
	// AskedBasically says that the middle was asked as 基本满意, not as 一般.
	AskedBasically bool
}

// InspectionRow is a row of 检查: one finding, or an inspection that found nothing. Rows with one Number are one
// inspection, and agree on everything down to NotApplicable.
type InspectionRow struct {
	Pos
	Number    string
	Cycle     string
	Compound  CompoundRef
	Date      calendar.Date
	Inspector Cell[string]
	// Covers is the set of dimensions covered; the empty set means all five.
	Covers        DimensionSet
	NotApplicable DimensionSet

	// Dimension is empty where the row has no finding, or a veto that belongs to none.
	Dimension assess.Dimension
	Finding   string
	// PointsCenti is in hundredths of a point.
	PointsCenti int64
	// Veto is the ground as written; the three that follow are there with it.
	Veto        string
	Authority   string
	Document    string
	Established calendar.Date
}

// HasFinding reports whether the row says more than that the inspection took place.
func (r InspectionRow) HasFinding() bool {
	return r.Dimension != "" || r.Finding != "" || r.PointsCenti != 0 || r.Veto != ""
}

// Complaint is a row of 投诉. Its key is Number.
type Complaint struct {
	Pos
	Number    string
	Compound  CompoundRef
	Received  calendar.Date
	Dimension Cell[assess.Dimension]
	// Text is never public.
	Text        Cell[string]
	Responsible Cell[bool]
	// RepeatOf is the number of another complaint.
	RepeatOf Cell[string]
	Due      calendar.Date
	Closed   Cell[calendar.Date]
	// Outcome is fixed, unfixed or invalid.
	Outcome Cell[string]
	// Confirmed false means that the complainant contests the outcome.
	Confirmed   Cell[bool]
	ConfirmedOn Cell[calendar.Date]
}

// Tender is a row of 招标. Its key is Number.
type Tender struct {
	Pos
	Number string
	// District is a code or a name.
	District string
	Title    string
	Compound Cell[CompoundRef]
	// Method is open, invited or agreement.
	Method   string
	Notice   calendar.Date
	Deadline calendar.Date
	Opening  Cell[calendar.Date]
	// Winner is a 统一社会信用代码 or a name.
	Winner Cell[string]
	// PriceFen is per year.
	PriceFen Cell[int64]
	// Status is notice, opened, evaluation, candidates, awarded, failed or terminated.
	Status string
}

// DimensionSet is a set of the five inspected dimensions; bit i is assess.Inspected[i].
type DimensionSet uint8

// Has reports whether d is in the set.
func (s DimensionSet) Has(d assess.Dimension) bool {
	for i, x := range assess.Inspected {
		if x == d {
			return s&(1<<i) != 0
		}
	}
	return false
}

// List gives the set in the standard's order.
func (s DimensionSet) List() []assess.Dimension {
	var list []assess.Dimension
	for i, x := range assess.Inspected {
		if s&(1<<i) != 0 {
			list = append(list, x)
		}
	}
	return list
}
