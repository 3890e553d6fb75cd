package web

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"smileboard/internal/export"
)

const (
	exportPath = "/console/export/"
	// maxExports bounds the exports under way; who comes later waits.
	maxExports = 8
)

// serveExport streams a table as an Excel file: GET /console/export/compounds.xlsx, with the query of the table's own page.
func (s *Server) serveExport(w *response, r *http.Request) {
	table := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, exportPath), ".xlsx")
	if !export.Known(table) {
		s.fail(w, r, notFound)
		return
	}
	ctx, ok := s.caller(w, r)
	if !ok {
		return
	}
	if err := s.exports.Acquire(ctx, 1); err != nil {
		s.refuse(w, r, err)
		return
	}
	defer s.exports.Release(1)
	out := &streamed{w: w, control: http.NewResponseController(w), now: s.options.Now, begin: func() {
		s.beginWorkbook(w, table+"-"+s.options.Now().In(s.options.Zone).Format(time.DateOnly)+".xlsx")
		w.WriteHeader(http.StatusOK)
	}}
	err := s.options.Exports.Write(ctx, out, table, r.URL.Query(), fileLanguage(r) == english)
	switch {
	case err == nil, errors.Is(err, errHead):
	case !out.begun:
		s.refuse(w, r, err)
	default:
		// Half a workbook is none; only a broken connection tells that the rest won't come.
		if r.Context().Err() == nil {
			s.log.WarnContext(r.Context(), "export", "request_id", w.id, "table", table, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
}

// streamed begins the answer with its first piece, and gives the client a while for each piece.
type streamed struct {
	w       *response
	control *http.ResponseController
	now     func() time.Time
	begin   func()
	begun   bool
	until   time.Time
}

func (o *streamed) Write(p []byte) (int, error) {
	if !o.begun {
		o.begun = true
		o.begin()
	}
	if o.w.head {
		return 0, errHead
	}
	if now := o.now(); o.until.Sub(now) < stallLimit/2 {
		o.until = now.Add(stallLimit)
		if err := o.control.SetWriteDeadline(o.until); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return 0, err
		}
	}
	return o.w.Write(p)
}

// errHead ends an export that nobody asked the rows of.
var errHead = errors.New("web: HEAD")
