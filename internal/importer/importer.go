// Package importer brings a district's workbook into the register and the evidence.
//
// It reads through package workbook, turns names into codes, hands every row to the domain package that owns it, and
// reports all errors at once. All rows are written in one transaction, or none.
package importer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"smileboard/ent"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// Options changes how a workbook is brought in.
type Options struct {
	// District refuses rows of any other district; empty takes all.
	District string
	// Name is what people call the file, for the record of changes; the path's last part by default.
	Name string
	// DryRun checks everything and writes nothing.
	DryRun bool
	// Progress is called now and then with what is being done and how many rows of it are done; total is 0 where unknown.
	Progress func(step string, done, total int)
	// Finish, if set, is called last in the import's own transaction, once all rows are written: what it writes stands with them,
	// and its error undoes them.
	Finish func(ctx context.Context, tx *ent.Tx, r *Report) error
	Limits workbook.Limits
}

// Report says what an import did, or why it did nothing.
type Report struct {
	// Written is true where the rows are in the database now.
	Written bool             `json:"written"`
	DryRun  bool             `json:"dryRun"`
	Sheets  []SheetReport    `json:"sheets"`
	Unread  []string         `json:"unread,omitempty"`
	Issues  []workbook.Issue `json:"issues,omitempty"`
	// More counts the issues beyond those listed.
	More     int `json:"more,omitempty"`
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
}

// SheetReport counts one sheet's rows.
type SheetReport struct {
	Name    string `json:"name"`
	Rows    int    `json:"rows"`
	New     int    `json:"new"`
	Changed int    `json:"changed"`
	Same    int    `json:"same"`
}

// errKeepNothing rolls the transaction back without being a failure.
var errKeepNothing = errors.New("importer: keep nothing")

// Import brings the workbook at path in. A report with errors means that nothing was written; the error is for what stopped
// the import as a whole: a fault where the file is at fault.
func Import(ctx context.Context, s *store.Store, path string, opts Options) (*Report, error) {
	if opts.Progress == nil {
		opts.Progress = func(string, int, int) {}
	}
	w, err := workbook.Read(ctx, path, workbook.Options{
		Limits:   opts.Limits,
		Progress: func(sheet string, rows int) { opts.Progress(sheet, rows, 0) },
	})
	if err != nil {
		return nil, err
	}
	if opts.Name == "" {
		opts.Name = filepath.Base(path)
	}
	return apply(ctx, s, w, opts)
}

func apply(ctx context.Context, s *store.Store, w *workbook.Workbook, opts Options) (*Report, error) {
	// A transaction may be run again: each run starts from the issues of the reading.
	read := *w
	var a *applier
	_, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		fresh := read
		fresh.Issues = append([]workbook.Issue(nil), read.Issues...)
		a = newApplier(tx, &fresh, opts)
		if err := a.run(ctx); err != nil {
			return struct{}{}, err
		}
		if a.w.Failed() || opts.DryRun {
			return struct{}{}, errKeepNothing
		}
		if err := a.record(ctx); err != nil || opts.Finish == nil {
			return struct{}{}, err
		}
		return struct{}{}, opts.Finish(ctx, tx, a.report(true))
	})
	if err != nil && !errors.Is(err, errKeepNothing) {
		return nil, err
	}
	return a.report(err == nil), nil
}

func (a *applier) report(written bool) *Report {
	a.sortIssues()
	return &Report{
		Written: written, DryRun: a.opts.DryRun, Sheets: a.reports(), Unread: a.w.Unread, Issues: a.w.Issues,
		More: a.w.More(), Errors: a.w.ErrorCount, Warnings: a.w.WarningCount,
	}
}

// applier hands the rows of one workbook to the domain, in the order of dependency.
type applier struct {
	tx   *ent.Tx
	w    *workbook.Workbook
	opts Options
	reg  *register
	done map[workbook.Table]patch.Tally
	// tainted tables have rows with errors: what refers to them may fail for that reason alone.
	tainted map[workbook.Table]bool
}

func newApplier(tx *ent.Tx, w *workbook.Workbook, opts Options) *applier {
	a := &applier{tx: tx, w: w, opts: opts, done: map[workbook.Table]patch.Tally{}, tainted: map[workbook.Table]bool{}}
	for _, table := range workbook.Schemas {
		a.tainted[table.Table] = w.TableFailed(table.Table)
	}
	return a
}

func (a *applier) run(ctx context.Context) error {
	var err error
	if a.reg, err = loadRegister(ctx, a.tx, a.w, a.opts.District); err != nil {
		return err
	}
	steps := []struct {
		table workbook.Table
		put   func(context.Context) error
	}{
		{workbook.TableOrganization, a.organizations},
		{workbook.TableCompound, a.compounds},
		{workbook.TableContractor, a.contractors},
		{workbook.TableQualification, a.qualifications},
		{workbook.TableEngagement, a.engagements},
		{workbook.TableCycle, a.cycles},
		{workbook.TableAnswer, a.answers},
		{workbook.TableTally, a.tallies},
		{workbook.TableInspection, a.inspections},
		{workbook.TableComplaint, a.complaints},
		{workbook.TableTender, a.tenders},
	}
	for _, s := range steps {
		if err := s.put(ctx); err != nil {
			return fmt.Errorf("importer: %s: %w", s.table, err)
		}
	}
	return nil
}

// put hands converted rows to their domain function and turns its faults into issues.
func put[Row, In any](ctx context.Context, a *applier, table workbook.Table, rows []Row, convert func(Row) (In, *refusal),
	pos func(Row) workbook.Pos, write func(context.Context, *ent.Tx, []In) (patch.Tally, []fault.AtRow, error),
) error {
	var list []In
	var from []workbook.Pos
	for _, row := range rows {
		in, refused := convert(row)
		if refused != nil {
			a.refuse(table, pos(row), refused)
			continue
		}
		list, from = append(list, in), append(from, pos(row))
	}
	if len(list) == 0 {
		return ctx.Err()
	}
	a.opts.Progress(workbook.SchemaOf(table).Sheet, 0, len(list))
	tally, faults, err := write(ctx, a.tx, list)
	if err != nil {
		return err
	}
	for _, f := range faults {
		a.refuse(table, from[f.Row], &refusal{err: f.Err})
	}
	t := a.done[table]
	t.Add(tally)
	a.done[table] = t
	a.opts.Progress(workbook.SchemaOf(table).Sheet, len(list), len(list))
	return ctx.Err()
}

// refusal is why a row is not handed on. A silent one follows from an error that is reported elsewhere.
type refusal struct {
	err    *fault.Error
	value  string
	silent bool
}

func (a *applier) refuse(table workbook.Table, at workbook.Pos, r *refusal) {
	a.tainted[table] = true
	if r.silent {
		return
	}
	a.w.Report(workbook.Issue{
		Severity: workbook.SeverityError, Sheet: at.Sheet, Row: at.Row, Column: a.columnOf(table, at.Sheet, r.err.Field),
		Value: r.value, Code: r.err.Reason, Words: r.err.Words,
	})
}

// columnOf gives the header of the column that a field of the domain comes from, as the sheet writes it; the table's own
// where the sheet has no such column, and nothing where the table has none.
func (a *applier) columnOf(table workbook.Table, sheet, field string) string {
	if name, ok := columns[field]; ok {
		field = name
	}
	if table == workbook.TableCompound && field == "code" {
		field = "compound"
	}
	for _, c := range workbook.SchemaOf(table).Columns {
		if c.Name == field {
			if label, ok := a.w.Label(sheet, c.Name); ok {
				return label
			}
			return c.Header
		}
	}
	return ""
}

// columns translates the domain's names of fields into the workbook's.
var columns = map[string]string{
	"contractor": "uscc", "repeatOf": "repeat_of", "confirmedOn": "confirmed_on",
}

// record adds the import to the record of changes: one entry with its report, and none where nothing changed.
func (a *applier) record(ctx context.Context) error {
	sheets := audit.Fields{}
	for table, tally := range a.done {
		if tally.Writes() {
			sheets[workbook.SchemaOf(table).Sheet] = map[string]int{"new": tally.New, "changed": tally.Changed, "same": tally.Same}
		}
	}
	if len(sheets) == 0 {
		return nil
	}
	return audit.Record(ctx, a.tx, audit.Entry{
		Action: "import", Subject: audit.Subject{Type: "Import", Name: a.opts.Name, Organization: a.reg.only},
		After: audit.Fields{"sheets": sheets, "warnings": a.w.WarningCount},
	})
}

func (a *applier) reports() []SheetReport {
	var out []SheetReport
	counted := map[workbook.Table]bool{}
	for _, s := range a.w.Sheets {
		r := SheetReport{Name: s.Name, Rows: s.Rows}
		// Several sheets of one table are counted with the first.
		if !counted[s.Table] {
			t := a.done[s.Table]
			r.New, r.Changed, r.Same = t.New, t.Changed, t.Same
			counted[s.Table] = true
		}
		out = append(out, r)
	}
	return out
}

// sortIssues puts the issues in the order of the sheets and rows, those of the reading and those of the domain together.
func (a *applier) sortIssues() {
	place := map[string]int{}
	for i, s := range a.w.Sheets {
		place[s.Name] = i
	}
	slices.SortStableFunc(a.w.Issues, func(x, y workbook.Issue) int {
		return cmp.Or(cmp.Compare(place[x.Sheet], place[y.Sheet]), cmp.Compare(x.Row, y.Row))
	})
}

// field turns a cell into what it asks of a field.
func field[T any](c workbook.Cell[T]) patch.Field[T] {
	return fieldAs(c, func(v T) T { return v })
}

func fieldAs[T, U any](c workbook.Cell[T], as func(T) U) patch.Field[U] {
	switch c.State {
	case workbook.Set:
		return patch.Set(as(c.Value))
	case workbook.Empty:
		return patch.Clear[U]()
	default:
		return patch.Field[U]{}
	}
}
