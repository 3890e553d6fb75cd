package importjob

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"smileboard/ent"
	entimportjob "smileboard/ent/importjob"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// run is a job under way on this server.
type run struct {
	cancel context.CancelCauseFunc
	done   chan struct{}

	mu    sync.Mutex
	step  string
	rows  int
	total int
	// ending says that nothing is left but its last word.
	ending bool
}

func (r *run) progress() (step string, done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.step, r.rows, r.total
}

func (r *run) note(step string, done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.step, r.rows, r.total = step, done, total
}

func (r *run) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ending = true
}

func (s *Service) runOf(id int) *run {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.running[id]
}

// busy reports whether a job is under way here.
func (s *Service) busy() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.running {
		r.mu.Lock()
		ending := r.ending
		r.mu.Unlock()
		if !ending {
			return true
		}
	}
	return false
}

// launch works on a job in the background, on behalf of the caller, until it is done, the server stops, or the job is no
// longer this server's.
func (s *Service) launch(ctx context.Context, row *ent.ImportJob, work func(context.Context, *ent.ImportJob, *run)) {
	ctx, cancel := context.WithCancelCause(viewer.AsSystem(context.WithoutCancel(ctx), "import"))
	release := context.AfterFunc(s.stopped, func() { cancel(s.stopped.Err()) })
	r := &run{cancel: cancel, done: make(chan struct{})}
	s.mu.Lock()
	s.running[row.ID] = r
	s.mu.Unlock()
	s.group.Go(func() {
		defer close(r.done)
		defer cancel(nil)
		defer release()
		defer func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			delete(s.running, row.ID)
		}()
		var beating sync.WaitGroup
		if s.shared() {
			over, end := context.WithCancel(ctx)
			beating.Go(func() { s.beat(over, row.ID, r) })
			defer beating.Wait()
			defer end()
		}
		work(ctx, row, r)
	})
}

// beat says now and then that the job is alive and how far it has come. It is written outside of the import's transaction, and
// only where others can write beside it. A job that somebody took away ends.
func (s *Service) beat(ctx context.Context, id int, r *run) {
	tick := time.NewTicker(s.options.Beat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		step, done, total := r.progress()
		n, err := s.store.Client.ImportJob.Update().Where(entimportjob.ID(id), entimportjob.StatusIn(under...)).
			SetStep(store.Fit(step, 100)).SetDone(done).SetTotal(total).SetAliveAt(now(ctx)).Save(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			s.options.Log.WarnContext(ctx, "import is alive", "job", id, "error", err)
		case n == 0:
			r.cancel(errLost)
		}
	}
}

// check reads and checks a workbook, and writes nothing but what it found.
func (s *Service) check(ctx context.Context, row *ent.ImportJob, r *run) {
	if err := s.checks.Acquire(ctx, 1); err != nil {
		s.failed(ctx, row, err)
		return
	}
	defer s.checks.Release(1)
	report, err := s.importer(ctx, row, r, importer.Options{DryRun: true})
	if err != nil {
		s.failed(ctx, row, err)
		return
	}
	status := entimportjob.StatusChecked
	if report.Errors > 0 {
		status = entimportjob.StatusRefused
	}
	if err := s.keepIssues(row.ID, report); err != nil {
		s.failed(ctx, row, err)
		return
	}
	s.finish(ctx, row, status, report, fault.Words{})
}

// bringIn imports a workbook. That it is done is written with its rows, or not at all.
func (s *Service) bringIn(ctx context.Context, row *ent.ImportJob, r *run) {
	report, err := s.importer(ctx, row, r, importer.Options{Finish: func(ctx context.Context, tx *ent.Tx, report *importer.Report) error {
		text, err := json.Marshal(shortened(report))
		if err != nil {
			return fmt.Errorf("importjob: report: %w", err)
		}
		r.end()
		n, err := tx.ImportJob.Update().Where(entimportjob.ID(row.ID), entimportjob.StatusEQ(entimportjob.StatusImporting)).
			SetStatus(entimportjob.StatusImported).SetReport(string(text)).SetStep("").SetDone(0).SetTotal(0).SetFinishedAt(now(ctx)).Save(ctx)
		if err != nil {
			return fmt.Errorf("importjob: done: %w", err)
		}
		if n != 1 {
			return errLost
		}
		return nil
	}})
	switch {
	case err != nil:
		s.failed(ctx, row, err)
	case report.Written:
		s.removeFiles(row.ID)
		s.tell(ctx, row, fault.Words{})
	default:
		// What the check found right is so no longer: something else was changed since.
		if err := s.keepIssues(row.ID, report); err != nil {
			s.failed(ctx, row, err)
			return
		}
		s.finish(ctx, row, entimportjob.StatusRefused, report, fault.Words{})
	}
}

func (s *Service) importer(ctx context.Context, row *ent.ImportJob, r *run, o importer.Options) (*importer.Report, error) {
	o.Name, o.Progress = row.Name, r.note
	if row.DistrictID != nil {
		district, err := s.store.Client.Organization.Get(ctx, *row.DistrictID)
		if err != nil {
			return nil, fmt.Errorf("importjob: district: %w", err)
		}
		o.District = district.Code
	}
	return importer.Import(ctx, s.store, s.file(row.ID, row.Name), o)
}

// finishLimit is how long the last word about a job may take, also when the server stops.
const finishLimit = 30 * time.Second

// failed says why a job did not come to its end. Nothing of it was written.
func (s *Service) failed(ctx context.Context, row *ent.ImportJob, err error) {
	cause := context.Cause(ctx)
	switch {
	case errors.Is(cause, errLost), errors.Is(err, errLost):
		return // somebody else has said what became of it
	case errors.Is(cause, errDiscarded):
		s.finish(ctx, row, entimportjob.StatusDiscarded, nil, fault.Words{})
		return
	case cause != nil:
		s.finish(ctx, row, entimportjob.StatusInterrupted, nil, interrupted)
		return
	}
	words := fault.Say("服务器出错，什么都没有写入。请稍后再试；仍不行请联系管理员，告知请求编号 %s。",
		"The server failed, and nothing was written. Try again later; if that does not help, tell its operator the request %s.", viewer.RequestOf(ctx).ID)
	if f, ok := fault.As(err); ok {
		words = f.Words
	} else {
		s.options.Log.ErrorContext(ctx, "import", "job", row.ID, "request_id", viewer.RequestOf(ctx).ID, "error", err)
	}
	s.finish(ctx, row, entimportjob.StatusFailed, nil, words)
}

// finish writes how a job ended, unless somebody else already has.
func (s *Service) finish(ctx context.Context, row *ent.ImportJob, status entimportjob.Status, report *importer.Report, problem fault.Words) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishLimit)
	defer cancel()
	if r := s.runOf(row.ID); r != nil {
		r.end()
	}
	u := s.store.Client.ImportJob.Update().Where(entimportjob.ID(row.ID), entimportjob.StatusEQ(row.Status)).SetStatus(status).
		SetStep("").SetDone(0).SetTotal(0).SetFinishedAt(now(ctx)).SetProblemZh(store.Fit(problem.Zh, 2000)).SetProblemEn(store.Fit(problem.En, 2000))
	if report != nil {
		text, err := json.Marshal(shortened(report))
		if err != nil {
			s.options.Log.ErrorContext(ctx, "import", "job", row.ID, "error", err)
			return
		}
		u.SetReport(string(text))
	}
	n, err := u.Save(ctx)
	if err != nil {
		s.options.Log.ErrorContext(ctx, "import", "job", row.ID, "status", status, "error", err)
	}
	if n != 1 || row.Status != entimportjob.StatusImporting {
		return // whoever waits for a check is on its page
	}
	switch status {
	case entimportjob.StatusRefused:
		s.tell(ctx, row, refused)
	case entimportjob.StatusFailed, entimportjob.StatusInterrupted:
		s.tell(ctx, row, problem)
	}
}

var refused = fault.Say("登记内容在检查之后有了变动，工作簿里出现错误，什么都没有写入。请在导入页面查看错误。",
	"The register changed after the check, the workbook has errors now, and nothing was written. The import's page names them.")

// tell lets whoever sent a workbook know how its import ended; why is empty where it was imported. It is told after the import's
// own transaction, which holds the end of the record already.
func (s *Service) tell(ctx context.Context, row *ent.ImportJob, why fault.Words) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishLimit)
	defer cancel()
	_, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		return struct{}{}, notice.Send(ctx, tx, s.options.Today(), []int{row.AccountID}, notice.OfImport(row.ID, row.Name, why))
	})
	if err != nil {
		s.options.Log.ErrorContext(ctx, "nobody was told how an import ended", "job", row.ID, "error", err)
	}
}
