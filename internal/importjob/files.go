package importjob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"smileboard/ent"
	entimportjob "smileboard/ent/importjob"
	entorganization "smileboard/ent/organization"
	"smileboard/internal/account"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// arriving is how the folder of a workbook is called until its job has a row.
const arriving = "arriving-"

// issuesFile holds all issues of a job; a workbook can't have the name.
const issuesFile = ".issues.json"

// Upload takes a workbook in and begins to check it. district is the code of the one that it is about; empty takes the
// caller's own. Nothing is read of the file before the caller's right is known.
//
// The caller MUST have leave for the district, and fewer than MaxKept workbooks waiting. The file MUST have at most MaxBytes.
//
// Returns the refusals of account.Enter, and faults with what to do.
func (s *Service) Upload(ctx context.Context, name, district string, file io.Reader) (*Job, error) {
	ctx, err := account.Enter(ctx, opUpload)
	if err != nil {
		return nil, err
	}
	leave, _ := viewer.LeaveOf(ctx)
	if leave.Self == 0 {
		return nil, errNotYours // the operator's own shell has its own command
	}
	at, err := s.district(ctx, district)
	if err != nil {
		return nil, err
	}
	s.sweep(ctx)
	waiting, err := s.store.Client.ImportJob.Query().Where(entimportjob.AccountID(leave.Self),
		entimportjob.StatusNotIn(entimportjob.StatusImported, entimportjob.StatusDiscarded),
		entimportjob.CreatedAtGT(store.Now(ctx).Add(-KeepFiles))).Count(ctx)
	if err != nil {
		return nil, fmt.Errorf("importjob: waiting: %w", err)
	}
	if waiting >= MaxKept {
		return nil, errTooMany
	}
	name = fileName(name)
	folder, digest, size, err := s.receive(name, file)
	if err != nil {
		return nil, err
	}
	row, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.ImportJob, error) {
		row, err := tx.ImportJob.Create().SetAccountID(leave.Self).SetNillableDistrictID(at).SetName(name).SetDigest(digest).SetSize(size).
			SetStatus(entimportjob.StatusChecking).SetCreatedAt(now(ctx)).SetAliveAt(now(ctx)).Save(ctx)
		if err != nil {
			return nil, err
		}
		return row, audit.Record(ctx, tx, entry(opUpload, row))
	})
	if err == nil {
		err = os.Rename(folder, s.folder(row.ID))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("importjob: upload: %w", err), os.RemoveAll(folder))
	}
	s.launch(ctx, row, s.check)
	return s.job(ctx, row)
}

// district finds which district's rows the caller's workbook may hold; nil takes all.
func (s *Service) district(ctx context.Context, code string) (*int, error) {
	q := s.store.Client.Organization.Query().Where(entorganization.KindEQ(entorganization.KindDistrict))
	if code != "" {
		d, err := q.Where(entorganization.Code(code)).Only(ctx)
		if ent.IsNotFound(err) {
			return nil, errUnknownDistrict
		}
		if err != nil {
			return nil, fmt.Errorf("importjob: district: %w", err)
		}
		return &d.ID, CheckDistrict(ctx, &d.ID)
	}
	if CheckDistrict(ctx, nil) == nil {
		return nil, nil
	}
	own, err := q.Order(entorganization.ByCode()).Limit(2).IDs(ctx)
	switch {
	case err != nil:
		return nil, fmt.Errorf("importjob: districts: %w", err)
	case len(own) == 0:
		return nil, errNoDistrict
	case len(own) > 1:
		return nil, errChooseDistrict
	}
	return &own[0], nil
}

// receive writes a file that arrives into a folder of its own.
func (s *Service) receive(name string, file io.Reader) (folder, digest string, size int64, err error) {
	if folder, err = os.MkdirTemp(s.options.Dir, arriving); err != nil {
		return "", "", 0, fmt.Errorf("importjob: folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}()
	f, err := os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // fileName leaves no path in it
	if err != nil {
		return folder, "", 0, fmt.Errorf("importjob: file: %w", err)
	}
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, sum), io.LimitReader(file, MaxBytes+1))
	if cerr := f.Close(); cerr != nil && err == nil {
		err = fmt.Errorf("importjob: file: %w", cerr)
	}
	switch {
	case err != nil:
		return folder, "", 0, errCutOff.Because(err)
	case size > MaxBytes:
		return folder, "", 0, ErrTooLarge
	case size == 0:
		return folder, "", 0, errEmpty
	}
	return folder, hex.EncodeToString(sum.Sum(nil)), size, nil
}

var (
	errCutOff = fault.Invalid("file", "import.cut_off", fault.Say(
		"文件没有传完。请检查网络后重新上传。", "The file did not arrive whole. Check the network and upload it again."))
	errEmpty = fault.Invalid("file", "import.empty", fault.Say(
		"文件是空的。请检查后重新上传。", "The file is empty. Check it and upload it again."))
)

// fileName keeps the last part of a file's name, which says what kind of table a CSV file is: at most 200 bytes, no path, not hidden.
func fileName(name string) string {
	name = strings.ToValidUTF8(name, "_")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	ext := filepath.Ext(name)
	if len(ext) > 10 {
		ext = ""
	}
	if name = store.Fit(strings.TrimSuffix(name, ext), 190) + ext; name == "" || name == ext {
		name = "workbook" + ext
	}
	return name
}

func (s *Service) folder(id int) string { return filepath.Join(s.options.Dir, strconv.Itoa(id)) }

func (s *Service) file(id int, name string) string { return filepath.Join(s.folder(id), name) }

func (s *Service) hasFile(row *ent.ImportJob) bool {
	info, err := os.Stat(s.file(row.ID, row.Name))
	return err == nil && info.Size() == row.Size
}

func (s *Service) removeFiles(id int) {
	if err := os.RemoveAll(s.folder(id)); err != nil {
		s.options.Log.Warn("import's files", "job", id, "error", err)
	}
}

// sweep removes files that nobody comes for any more.
func (s *Service) sweep(ctx context.Context) {
	entries, err := os.ReadDir(s.options.Dir)
	if err != nil {
		s.options.Log.WarnContext(ctx, "imports' folder", "error", err)
		return
	}
	limit := store.Now(ctx).Add(-KeepFiles)
	for _, e := range entries {
		_, err := strconv.Atoi(e.Name())
		info, ierr := e.Info()
		if ours := err == nil || strings.HasPrefix(e.Name(), arriving); !ours || ierr != nil || info.ModTime().After(limit) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(s.options.Dir, e.Name())); err != nil {
			s.options.Log.WarnContext(ctx, "imports' folder", "error", err)
		}
	}
}

// keepIssues writes all issues beside the workbook.
func (s *Service) keepIssues(id int, r *importer.Report) error {
	text, err := json.Marshal(r)
	if err == nil {
		err = os.WriteFile(s.file(id, issuesFile), text, 0o600)
	}
	if err != nil {
		return fmt.Errorf("importjob: issues: %w", err)
	}
	return nil
}

// Marked is the workbook with its wrong cells marked, or the list of errors alone. The file is gone once it is closed.
func (s *Service) Marked(ctx context.Context, id int, english, list bool) (f *os.File, name string, err error) {
	ctx, row, err := s.find(ctx, opDownload, id)
	if err != nil {
		return nil, "", err
	}
	if row.Report == "" {
		return nil, "", errNoIssues
	}
	text, err := os.ReadFile(s.file(id, issuesFile))
	if err != nil || !s.hasFile(row) {
		return nil, "", errFileGone.Because(err)
	}
	var report importer.Report
	if err := json.Unmarshal(text, &report); err != nil {
		return nil, "", fmt.Errorf("importjob: issues of %d: %w", id, err)
	}
	if len(report.Issues) == 0 {
		return nil, "", errNoIssues
	}
	if err := s.marks.Acquire(ctx, 1); err != nil {
		return nil, "", err
	}
	defer s.marks.Release(1)
	if f, err = os.CreateTemp(s.options.Dir, arriving); err != nil {
		return nil, "", fmt.Errorf("importjob: marked: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	if err := os.Remove(f.Name()); err != nil {
		return nil, "", fmt.Errorf("importjob: marked: %w", err)
	}
	o := workbook.MarkOptions{English: english, More: report.More}
	if list {
		err = workbook.List(ctx, f, report.Issues, o)
	} else {
		err = workbook.Mark(ctx, s.file(id, row.Name), f, report.Issues, o)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	return f, markedName(row.Name, english, list), err
}

// markedName is how the marked workbook is called; one with macros keeps its ending, or Excel won't open it.
func markedName(name string, english, list bool) string {
	ext := filepath.Ext(name)
	base := strings.TrimSuffix(name, ext)
	suffix := map[[2]bool]string{{false, false}: "-已标注", {false, true}: "-错误清单", {true, false}: "-marked", {true, true}: "-errors"}[[2]bool{english, list}]
	if !list && strings.EqualFold(ext, ".xlsm") {
		return base + suffix + ".xlsm"
	}
	return base + suffix + ".xlsx"
}
