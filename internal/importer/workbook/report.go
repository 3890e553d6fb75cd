package workbook

import "smileboard/internal/fault"

// Severity says whether an issue stops the import.
type Severity string

// The severities: an error stops the import, a warning is only shown.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Issue is one thing that is wrong, or that a reader should know.
type Issue struct {
	Severity Severity `json:"severity"`
	Sheet    string   `json:"sheet"`
	// Row counts from 1 as Excel shows it; 0 where the issue is the whole sheet's.
	Row int `json:"row,omitempty"`
	// Column is the header as written with Excel's letter, such as "总户数 (F)"; empty where it is the whole row's.
	Column string `json:"column,omitempty"`
	// Value is what the cell holds, shortened.
	Value string `json:"value,omitempty"`
	// Code names the rule for machines, such as "rating.range".
	Code string `json:"code"`
	// Words say what is wrong and what to do.
	Words fault.Words `json:"words"`
}

// SheetInfo says what was read of one sheet.
type SheetInfo struct {
	// Name as written in the workbook, or the name of the CSV file without its ending.
	Name  string
	Table Table
	// Rows is the number of rows with content below the header, without totals and notes.
	Rows int
	// Columns are the English names of the columns that were recognised.
	Columns []string
	// Labels give, by those names, the headers as written with Excel's letter, such as "总户数 (F)".
	Labels map[string]string
	// Errors counts the errors found in the sheet, those beyond MaxIssues too.
	Errors int
}

// Workbook is what was read. Where Failed reports true, its rows are incomplete and must not be applied.
type Workbook struct {
	// Sheets that were read, in the order of the tables' dependency.
	Sheets []SheetInfo
	// Unread are the names of sheets or files that were not read.
	Unread []string

	Organizations  []Organization
	Compounds      []Compound
	Contractors    []Contractor
	Qualifications []Qualification
	Engagements    []Engagement
	Cycles         []Cycle
	Answers        []Answer
	Tallies        []Tally
	Inspections    []InspectionRow
	Complaints     []Complaint
	Tenders        []Tender

	// CycleRefs and CompoundRefs are what the answers' rows name, each once.
	CycleRefs    []string
	CompoundRefs []CompoundRef

	// Issues in the order of the sheets and rows, at most MaxIssues of them.
	Issues []Issue
	// ErrorCount and WarningCount count all issues, those beyond MaxIssues too.
	ErrorCount, WarningCount int
}

// Failed reports whether an error stands against the import.
func (w *Workbook) Failed() bool { return w.ErrorCount > 0 }

// More is the number of issues found beyond those listed.
func (w *Workbook) More() int { return w.ErrorCount + w.WarningCount - len(w.Issues) }

// TableFailed reports whether rows of a table are in error, so that what refers to them can't be judged.
func (w *Workbook) TableFailed(t Table) bool {
	for _, s := range w.Sheets {
		if s.Table == t && s.Errors > 0 {
			return true
		}
	}
	return false
}

// Label gives a column's header as a sheet writes it, with Excel's letter; ok is false where the sheet has no such column.
func (w *Workbook) Label(sheet, column string) (label string, ok bool) {
	for _, s := range w.Sheets {
		if s.Name == sheet {
			label, ok = s.Labels[column]
			return label, ok
		}
	}
	return "", false
}

// AnswerPos is where an answer stood.
func (w *Workbook) AnswerPos(a Answer) Pos {
	return Pos{Sheet: w.Sheets[a.Sheet].Name, Row: int(a.Row)}
}

// Report adds an issue; beyond MaxIssues it is only counted.
func (w *Workbook) Report(i Issue) {
	if i.Severity == SeverityWarning {
		w.WarningCount++
	} else {
		w.ErrorCount++
		for s := range w.Sheets {
			if w.Sheets[s].Name == i.Sheet {
				w.Sheets[s].Errors++
			}
		}
	}
	if len(w.Issues) < MaxIssues {
		w.Issues = append(w.Issues, i)
	}
}
