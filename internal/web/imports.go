package web

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"smileboard/internal/importjob"
)

const (
	importsPath  = "/console/imports"
	markedSuffix = "/marked.xlsx"
	listSuffix   = "/errors.xlsx"
	// importBody bounds the body of an upload.
	importBody = importjob.MaxBytes + formOverhead
	xlsxType   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	macroType  = "application/vnd.ms-excel.sheet.macroEnabled.12"
)

// serveImports takes a workbook: POST /console/imports?district=CODE, with the file as the body and its name, percent-encoded,
// in X-File-Name; or as the part "file" of a form. Without a district it is the sender's own.
func (s *Server) serveImports(w *response, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header()["Allow"] = []string{http.MethodPost}
		s.fail(w, r, wrongMethod)
		return
	}
	if err := s.ownPages.Check(r); err != nil {
		s.fail(w, r, foreignOrigin)
		return
	}
	ctx, ok := s.caller(w, r)
	if !ok {
		return
	}
	control := http.NewResponseController(w)
	until := w.start.Add(transferLimit)
	if err := errors.Join(control.SetReadDeadline(until), control.SetWriteDeadline(until)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.failed(w, r, err)
		return
	}
	name, file, err := sentFile(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	job, err := s.options.Imports.Upload(ctx, name, r.URL.Query().Get("district"), file)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h["Cache-Control"], h["Content-Type"] = neverStore, jsonType
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Size int64  `json:"size"`
	}{strconv.Itoa(job.ID), job.Name, job.Size}) // strings and numbers
}

// serveMarked gives a workbook back with its wrong cells marked, GET /console/imports/ID/marked.xlsx, or the list of errors
// alone, …/ID/errors.xlsx.
func (s *Server) serveMarked(w *response, r *http.Request) {
	text, marked := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, importsPath+"/"), markedSuffix)
	text, list := strings.CutSuffix(text, listSuffix)
	id, err := wholeNumber(text)
	if err != nil || marked == list {
		s.fail(w, r, notFound)
		return
	}
	if err := http.NewResponseController(w).SetWriteDeadline(w.start.Add(transferLimit)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.failed(w, r, err)
		return
	}
	ctx, ok := s.caller(w, r)
	if !ok {
		return
	}
	f, name, err := s.options.Imports.Marked(ctx, id, fileLanguage(r) == english, list)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.beginWorkbook(w, name)
	w.Header()["Content-Length"] = []string{strconv.FormatInt(info.Size(), 10)}
	w.WriteHeader(http.StatusOK)
	if w.head {
		return
	}
	if _, err := io.Copy(w, f); err != nil {
		panic(http.ErrAbortHandler) // the client left
	}
}

// beginWorkbook says that what follows is a workbook to be saved.
func (s *Server) beginWorkbook(w *response, name string) {
	kind := xlsxType
	if strings.HasSuffix(name, ".xlsm") {
		kind = macroType
	}
	h := w.Header()
	h["Cache-Control"], h["Content-Security-Policy"] = privateFile, filePolicyHeader
	h["Content-Type"] = []string{kind}
	h["Content-Disposition"] = []string{mime.FormatMediaType("attachment", map[string]string{"filename": name})}
}

// stallLimit is how long a client may take to accept the next piece of what is streamed.
const stallLimit = time.Minute
