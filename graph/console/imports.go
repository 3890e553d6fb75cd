package console

import (
	"strings"

	"smileboard/graph/console/model"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/importjob"
	"smileboard/internal/registry"
)

// importJob is a job as the schema has it.
func importJob(j *importjob.Job, err error) (*model.ImportJob, error) {
	if err != nil {
		return nil, err
	}
	out := &model.ImportJob{
		ID: j.ID, Name: j.Name, Size: int(j.Size), SentBy: j.SentBy, Status: model.ImportStatus(strings.ToUpper(string(j.Status))),
		Step: j.Step, Done: j.Done, Total: j.Total, Problem: j.Problem, CreatedAt: j.CreatedAt, FinishedAt: j.FinishedAt,
	}
	if d := j.District; d != nil {
		out.District = &registry.OrganizationRef{ID: d.ID, Code: d.Code, Name: d.Name, Kind: registry.OrganizationKind(strings.ToUpper(string(d.Kind)))}
	}
	if r := j.Report; r != nil {
		report := &model.ImportReport{Sheets: []*model.ImportSheet{}, Unread: append([]string{}, r.Unread...), Issues: []*model.ImportIssue{}, Errors: r.Errors, Warnings: r.Warnings}
		for _, s := range r.Sheets {
			report.Sheets = append(report.Sheets, &model.ImportSheet{Name: s.Name, Rows: s.Rows, New: s.New, Changed: s.Changed, Same: s.Same})
		}
		for _, i := range r.Issues {
			report.Issues = append(report.Issues, &model.ImportIssue{
				Warning: i.Severity == workbook.SeverityWarning, Sheet: i.Sheet, Row: i.Row, Column: i.Column, Value: i.Value, Words: &i.Words,
			})
		}
		out.Report = report
	}
	return out, nil
}
