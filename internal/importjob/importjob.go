// Package importjob owns the imports that are made from the console: a workbook arrives, is checked in the background, and is
// brought in when its sender says so, with progress that everyone who may see it can follow from any page.
//
// The rows of an import and the word that it is done are written in one transaction, so that a job never says otherwise than
// what happened: one that was cut off wrote nothing. Who may import, the table of operations says; of which district, the
// sender's grants. Package importer does the work and knows no accounts.
package importjob

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"golang.org/x/sync/semaphore"

	"smileboard/ent"
	entimportjob "smileboard/ent/importjob"
	"smileboard/internal/account"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

const (
	// MaxBytes bounds a workbook that is sent: 500,000 answers are 15 to 30 MB.
	MaxBytes = 50 << 20
	// MaxKept bounds the workbooks that one account has waiting.
	MaxKept = 20
	// KeepFiles is how long a workbook is kept that nobody brings in.
	KeepFiles = 7 * 24 * time.Hour
	// listed is how many issues a job's row holds; the marked workbook shows all that were found.
	listed = 500
	// maxChecks bounds the workbooks that one server reads at once.
	maxChecks = 2
)

// The operations, as the table of operations names them.
const (
	opUpload   account.Operation = "Upload.import"
	opDownload account.Operation = "Download.import"
	opList     account.Operation = "Query.importJobs"
	opOne      account.Operation = "Query.importJob"
	opStart    account.Operation = "Mutation.startImport"
	opDiscard  account.Operation = "Mutation.discardImport"
)

// Options says where workbooks wait, and how servers tell that one of them stopped.
type Options struct {
	// Dir is the folder where workbooks wait; servers that share a PostgreSQL database may share it.
	Dir string
	// Beat is how often a server says that it is still at work, and Stale after how long without it a job counts as cut off.
	Beat, Stale time.Duration
	// Today is the jurisdiction's day.
	Today func() calendar.Date
	// Log is where failures are logged; slog.Default() by default.
	Log *slog.Logger
}

// The defaults of Options.
const (
	DefaultBeat  = 5 * time.Second
	DefaultStale = time.Minute
)

// Service takes workbooks in, checks and imports them, for the caller in the context.
type Service struct {
	store   *store.Store
	options Options
	checks  *semaphore.Weighted
	marks   *semaphore.Weighted

	// stopped ends when the server stops; running are the jobs under way here.
	stopped context.Context
	stop    context.CancelFunc
	group   sync.WaitGroup
	mu      sync.Mutex
	running map[int]*run
}

// Job is an import as its reader sees it.
type Job struct {
	ID       int
	Name     string
	Size     int64
	SentBy   string
	District *ent.Organization
	Status   entimportjob.Status
	// Step is what is being done, such as a sheet's name, Done how many of its rows, Total of how many; 0 where unknown.
	Step        string
	Done, Total int
	// Report is what the check or the import found, with its first issues; nil before.
	Report *importer.Report
	// Problem is why it failed; nil where it did not.
	Problem    *fault.Words
	CreatedAt  time.Time
	FinishedAt *time.Time
}

// Page is a page of jobs, the latest first.
type Page struct {
	Rows []*Job
	// Total is how many there are in all; 0 where it was not asked for.
	Total int
}

// maxPage is the most that a page has.
const maxPage = 100

// under are the statuses of jobs that some server works on.
var under = []entimportjob.Status{entimportjob.StatusChecking, entimportjob.StatusImporting}

// New makes a service. What a server that is gone left undone is told to be cut off at once where that server can't be
// another one (SQLite), and after Stale otherwise.
func New(ctx context.Context, s *store.Store, o Options) (*Service, error) {
	if o.Beat == 0 {
		o.Beat = DefaultBeat
	}
	if o.Stale == 0 {
		o.Stale = DefaultStale
	}
	if o.Today == nil {
		o.Today = func() calendar.Date { return calendar.FromTime(store.Now(ctx)) }
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	// Only its owner may change a folder's mode: one that somebody else made is not taken.
	if err := cmp.Or(os.MkdirAll(o.Dir, 0o700), os.Chmod(o.Dir, 0o700)); err != nil { //nolint:gosec // a folder
		return nil, errNoFolder(o.Dir).Because(err)
	}
	v := &Service{store: s, options: o, checks: semaphore.NewWeighted(maxChecks), marks: semaphore.NewWeighted(maxChecks), running: map[int]*run{}}
	v.stopped, v.stop = context.WithCancel(viewer.AsSystem(context.WithoutCancel(ctx), "importjob"))
	limit := store.Now(v.stopped)
	if v.shared() {
		limit = limit.Add(-o.Stale)
	}
	if err := v.interrupt(v.stopped, limit); err != nil {
		v.stop()
		return nil, err
	}
	v.sweep(v.stopped)
	if v.shared() {
		v.group.Go(v.watch)
	}
	return v, nil
}

// Close stops the jobs under way and waits for them; they are cut off and have written nothing.
func (s *Service) Close() {
	s.stop()
	s.group.Wait()
}

// shared reports whether other servers may work on the same database.
func (s *Service) shared() bool { return s.store.Dialect() == dialect.Postgres }

// watch tells now and then which jobs of other servers are cut off.
func (s *Service) watch() {
	tick := time.NewTicker(s.options.Stale / 2)
	defer tick.Stop()
	for {
		select {
		case <-s.stopped.Done():
			return
		case <-tick.C:
			if err := s.interrupt(s.stopped, store.Now(s.stopped).Add(-s.options.Stale)); err != nil && s.stopped.Err() == nil {
				s.options.Log.WarnContext(s.stopped, "imports that were cut off", "error", err)
			}
		}
	}
}

// interrupt marks the jobs whose server has not been heard of since then. One that is just about to say that it is done has
// locked its row, and is found done.
func (s *Service) interrupt(ctx context.Context, since time.Time) error {
	err := s.store.Client.ImportJob.Update().Where(entimportjob.StatusIn(under...), entimportjob.AliveAtLTE(since)).
		SetStatus(entimportjob.StatusInterrupted).SetProblemZh(interrupted.Zh).SetProblemEn(interrupted.En).SetFinishedAt(now(ctx)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("importjob: cut off: %w", err)
	}
	return nil
}

func now(ctx context.Context) time.Time { return store.Now(ctx).Truncate(time.Microsecond) }

// List is a page of the jobs that the caller may see, the latest first. total asks for the count.
func (s *Service) List(ctx context.Context, first, skip int, total bool) (*Page, error) {
	ctx, err := account.Enter(ctx, opList)
	if err != nil {
		return nil, err
	}
	if first < 1 || first > maxPage || skip < 0 {
		return nil, fault.Invalid("first", "page.size", fault.Say("一页 1 到 %d 行。", "A page has 1 to %d rows.", maxPage))
	}
	q := s.store.Client.ImportJob.Query()
	p := &Page{}
	if total {
		if p.Total, err = q.Clone().Count(ctx); err != nil {
			return nil, fmt.Errorf("importjob: count: %w", err)
		}
	}
	rows, err := q.Order(entimportjob.ByCreatedAt(sql.OrderDesc()), entimportjob.ByID(sql.OrderDesc())).Limit(first).Offset(skip).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("importjob: list: %w", err)
	}
	for _, row := range rows {
		j, err := s.job(ctx, row)
		if err != nil {
			return nil, err
		}
		p.Rows = append(p.Rows, j)
	}
	return p, nil
}

// Get is one job; NOT_FOUND where there is none that the caller may see.
func (s *Service) Get(ctx context.Context, id int) (*Job, error) {
	ctx, row, err := s.find(ctx, opOne, id)
	if err != nil {
		return nil, err
	}
	return s.job(ctx, row)
}

// find reads a job under the caller's leave for an operation.
func (s *Service) find(ctx context.Context, op account.Operation, id int) (context.Context, *ent.ImportJob, error) {
	ctx, err := account.Enter(ctx, op)
	if err != nil {
		return ctx, nil, err
	}
	row, err := s.store.Client.ImportJob.Query().Where(entimportjob.ID(id)).Only(ctx)
	if ent.IsNotFound(err) {
		return ctx, nil, errNone
	}
	if err != nil {
		return ctx, nil, fmt.Errorf("importjob: find %d: %w", id, err)
	}
	return ctx, row, nil
}

// job adds to a row what its reader wants to know, with the progress of one that runs here.
func (s *Service) job(ctx context.Context, row *ent.ImportJob) (*Job, error) {
	j := &Job{
		ID: row.ID, Name: row.Name, Size: row.Size, Status: row.Status, Step: row.Step, Done: row.Done, Total: row.Total,
		CreatedAt: row.CreatedAt, FinishedAt: row.FinishedAt,
	}
	// Names and districts are no secret to whoever may see the job.
	system := viewer.AsSystem(ctx, "importjob")
	sender, err := s.store.Client.Account.Get(system, row.AccountID)
	if err != nil {
		return nil, fmt.Errorf("importjob: sender of %d: %w", row.ID, err)
	}
	j.SentBy = sender.Name
	if row.DistrictID != nil {
		if j.District, err = s.store.Client.Organization.Get(system, *row.DistrictID); err != nil {
			return nil, fmt.Errorf("importjob: district of %d: %w", row.ID, err)
		}
	}
	if row.Report != "" {
		j.Report = &importer.Report{}
		if err := json.Unmarshal([]byte(row.Report), j.Report); err != nil {
			return nil, fmt.Errorf("importjob: report of %d: %w", row.ID, err)
		}
	}
	if row.ProblemZh != "" {
		j.Problem = &fault.Words{Zh: row.ProblemZh, En: row.ProblemEn}
	}
	if r := s.runOf(row.ID); r != nil && slices.Contains(under, row.Status) {
		j.Step, j.Done, j.Total = r.progress()
	}
	return j, nil
}

// Start brings a workbook in that was checked, or whose import was cut off or failed. It returns at once; Get tells how it goes.
//
// The caller MUST have leave for the job's district, or for all where it has none. The job MUST be one that can be started.
// No other import of the district, or of all, MAY be under way.
//
// Returns the refusals of account.Enter, fault NOT_FOUND, or CONFLICT with what to do.
func (s *Service) Start(ctx context.Context, id int) (*Job, error) {
	ctx, row, err := s.find(ctx, opStart, id)
	if err != nil {
		return nil, err
	}
	if err := CheckDistrict(ctx, row.DistrictID); err != nil {
		return nil, err
	}
	if err := CheckStart(row.Status); err != nil {
		return nil, err
	}
	if !s.hasFile(row) {
		return nil, errFileGone
	}
	// A database with one writer would keep the caller waiting until the other is done.
	if !s.shared() && s.busy() {
		return nil, errBusy
	}
	started, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.ImportJob, error) {
		// The record's end is held from here on: of two that start at once, the second sees the first.
		if err := audit.Record(ctx, tx, entry(opStart, row)); err != nil {
			return nil, err
		}
		system := viewer.AsSystem(ctx, "importjob")
		others := tx.ImportJob.Query().Where(entimportjob.StatusEQ(entimportjob.StatusImporting), entimportjob.IDNEQ(id))
		if row.DistrictID != nil {
			others.Where(entimportjob.Or(entimportjob.DistrictID(*row.DistrictID), entimportjob.DistrictIDIsNil()))
		}
		if taken, err := others.Exist(system); err != nil || taken {
			return nil, errors.Join(err, conflict(taken))
		}
		n, err := tx.ImportJob.Update().Where(entimportjob.ID(id), entimportjob.StatusEQ(row.Status)).SetStatus(entimportjob.StatusImporting).
			SetStep("").SetDone(0).SetTotal(0).SetProblemZh("").SetProblemEn("").ClearFinishedAt().SetAliveAt(now(ctx)).Save(system)
		if err != nil {
			return nil, err
		}
		if n != 1 {
			return nil, errChanged
		}
		return tx.ImportJob.Query().Where(entimportjob.ID(id)).Only(system)
	})
	if err != nil {
		return nil, fmt.Errorf("importjob: start %d: %w", id, err)
	}
	s.launch(ctx, started, s.bringIn)
	return s.job(ctx, started)
}

func conflict(taken bool) error {
	if taken {
		return errTaken
	}
	return nil
}

func entry(op account.Operation, row *ent.ImportJob) audit.Entry {
	e := audit.Entry{Action: string(op), Subject: audit.Subject{Type: "ImportJob", ID: row.ID, Name: row.Name}, After: audit.Fields{"digest": row.Digest}}
	if row.DistrictID != nil {
		e.Subject.Organization = *row.DistrictID
	}
	return e
}

// CheckStart reports whether an import can be started from where it stands.
func CheckStart(status entimportjob.Status) error {
	switch status {
	case entimportjob.StatusChecked, entimportjob.StatusInterrupted, entimportjob.StatusFailed:
		return nil
	case entimportjob.StatusChecking:
		return errChecking
	case entimportjob.StatusImporting:
		return errImporting
	case entimportjob.StatusRefused:
		return errRefused
	}
	return errOver
}

// CheckDistrict reports whether the caller's leave covers the district that a workbook is imported for; nil is all districts.
func CheckDistrict(ctx context.Context, district *int) error {
	if v, _ := viewer.From(ctx); v.Operator() {
		return nil
	}
	leave, _ := viewer.LeaveOf(ctx)
	scope := leave.Scope()
	if scope.Everything || district != nil && slices.Contains(scope.Organizations, *district) {
		return nil
	}
	return errNotYours
}

// Discard throws a workbook away. One that is being imported can't be.
func (s *Service) Discard(ctx context.Context, id int) (*Job, error) {
	ctx, row, err := s.find(ctx, opDiscard, id)
	if err != nil {
		return nil, err
	}
	if err := CheckDistrict(ctx, row.DistrictID); err != nil {
		return nil, err
	}
	switch row.Status {
	case entimportjob.StatusImporting:
		return nil, errImporting
	case entimportjob.StatusImported, entimportjob.StatusDiscarded:
		return nil, errOver
	}
	if r := s.runOf(id); r != nil {
		// The check holds a database of one writer: it has to let go first.
		r.cancel(errDiscarded)
		select {
		case <-r.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	gone, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.ImportJob, error) {
		// First, as Start does: of the two, one waits for the other here.
		if err := audit.Record(ctx, tx, entry(opDiscard, row)); err != nil {
			return nil, err
		}
		system := viewer.AsSystem(ctx, "importjob")
		n, err := tx.ImportJob.Update().Where(entimportjob.ID(id), entimportjob.StatusNotIn(entimportjob.StatusImporting, entimportjob.StatusImported)).
			SetStatus(entimportjob.StatusDiscarded).SetFinishedAt(now(ctx)).Save(system)
		if err != nil {
			return nil, err
		}
		if n != 1 {
			return nil, errChanged
		}
		return tx.ImportJob.Query().Where(entimportjob.ID(id)).Only(system)
	})
	if err != nil {
		return nil, fmt.Errorf("importjob: discard %d: %w", id, err)
	}
	s.removeFiles(id)
	return s.job(ctx, gone)
}

var (
	interrupted = fault.Say("服务器中途停止，什么都没有写入。请重新开始导入。", "The server stopped in the middle, and nothing was written. Start the import again.")
	errNone     = fault.NotFound("import.none", fault.Say(
		"没有这个导入任务，或者您无权查看。", "There is no such import, or you may not see it."))
	errNotYours = fault.Forbidden("import.district", fault.Say(
		"您只能导入自己负责的区的数据。请联系该区的管理人员。", "You may import only for your own district. Ask those in charge of this one."))
	errNoDistrict = fault.Forbidden("import.no_district", fault.Say(
		"您的授权不含整个区，不能导入工作簿。请联系区物业办。", "Your grant does not cover a whole district, so you can't import workbooks. Ask the district's office."))
	errChooseDistrict = fault.Invalid("district", "import.choose_district", fault.Say(
		"您负责多个区，请先选择这个工作簿属于哪个区。", "You are in charge of several districts. Choose the one that this workbook is about."))
	errUnknownDistrict = fault.Invalid("district", "import.unknown_district", fault.Say(
		"没有这个区，或者它不归您负责。请重新选择。", "There is no such district, or it is not yours. Choose again."))
	errTooMany = fault.Conflict("import.many", fault.Say(
		"您已有 %d 个工作簿等待处理。请先导入或放弃其中一些。", "You have %d workbooks waiting. Import or discard some of them first.", MaxKept))
	errChecking = fault.Conflict("import.checking", fault.Say(
		"工作簿还在检查，请等检查完再导入。", "The workbook is still being checked. Wait until that is done."))
	errImporting = fault.Conflict("import.importing", fault.Say(
		"这个工作簿正在导入，请等它完成。", "This workbook is being imported. Wait until that is done."))
	errRefused = fault.Conflict("import.refused", fault.Say(
		"这个工作簿有错误，不能导入。请下载标注后的工作簿，改好后重新上传。", "This workbook has errors. Download the marked workbook, correct it and upload it again."))
	errOver = fault.Conflict("import.over", fault.Say(
		"这个导入任务已经结束。如需再导入，请重新上传。", "This import is over. Upload the workbook again to import it once more."))
	errChanged = fault.Conflict("import.changed", fault.Say(
		"这个导入任务的状态刚刚变了。请刷新后再看。", "This import has just changed. Reload the page and look again."))
	errTaken = fault.Conflict("import.taken", fault.Say(
		"同一个区的另一个工作簿正在导入。请等它完成再开始。", "Another workbook of the same district is being imported. Start this one when that is done."))
	errBusy = fault.Conflict("import.busy", fault.Say(
		"服务器正在处理另一个工作簿。请等它完成再开始。", "The server is at work on another workbook. Start this one when that is done."))
	errFileGone = fault.Conflict("import.file_gone", fault.Say(
		"工作簿已不在服务器上（最多保留 7 天）。请重新上传。", "The workbook is no longer on the server, which keeps it for 7 days. Upload it again."))
	errNoIssues = fault.Conflict("import.no_issues", fault.Say(
		"还没有检查结果，或者没有要标注的问题。", "There is no result of the check yet, or nothing to be marked."))
	// errDiscarded is why a check ends that nobody wants any more, errLost why a job ends that is no longer this server's.
	errDiscarded = errors.New("importjob: discarded")
	errLost      = errors.New("importjob: no longer this server's")
)

func errNoFolder(dir string) *fault.Error {
	return fault.Invalid("imports", "import.folder", fault.Say(
		"无法使用存放待导入工作簿的文件夹 %s。请用 --imports（SMILEBOARD_IMPORTS）换一个可写的文件夹。",
		"The folder %s, where workbooks wait, can't be used. Name another that can be written with --imports (SMILEBOARD_IMPORTS).", dir))
}

// ErrTooLarge says that a workbook has more than MaxBytes.
var ErrTooLarge = fault.Invalid("file", "import.too_large", fault.Say(
	"工作簿超过 %d MB。请删去不需要的工作表和图片，或分成几个文件上传。",
	"The workbook has more than %d MB. Remove sheets and pictures that are not needed, or send it in parts.", MaxBytes>>20))

// shortened is a report with its first issues only.
func shortened(r *importer.Report) importer.Report {
	out := *r
	if len(out.Issues) > listed {
		out.More += len(out.Issues) - listed
		out.Issues = out.Issues[:listed:listed]
	}
	return out
}
