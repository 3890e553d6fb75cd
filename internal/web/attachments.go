package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"smileboard/internal/attachment"
	"smileboard/internal/fault"
)

const (
	attachmentsPath  = "/console/attachments"
	thumbnailSegment = "/thumbnail"
	// formOverhead is what a form adds to the file in it.
	formOverhead = 64 << 10
	// transferLimit is how long a file may take to come or go: 20 MB over a village's line.
	transferLimit = 5 * time.Minute
	// filePolicy is for a file from outside that somebody opens by its address: it is drawn, and nothing of it runs or loads.
	filePolicy = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

var (
	filePolicyHeader = []string{filePolicy}
	// privateFile keeps files out of every cache: on a shared machine, Back must not show what the person before has seen.
	privateFile = []string{"private, no-store"}
)

// serveAttachments takes a file for a thing of the register: POST /console/attachments?parent=ID, with the file as the body
// and its name, percent-encoded, in X-File-Name; or as the part "file" of a form.
func (s *Server) serveAttachments(w *response, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header()["Allow"] = []string{http.MethodPost}
		s.fail(w, r, wrongMethod)
		return
	}
	if s.foreign(w, r) {
		return
	}
	ctx, ok := s.caller(w, r)
	if !ok {
		return
	}
	parent, err := wholeNumber(r.URL.Query().Get("parent"))
	if err != nil {
		s.refuse(w, r, errNoParent)
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
	added, err := s.options.Attachments.Add(ctx, parent, name, file)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h["Cache-Control"], h["Content-Type"] = neverStore, jsonType
	h["Location"] = []string{attachmentsPath + "/" + strconv.Itoa(added.ID)}
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		MediaType string `json:"mediaType"`
		Size      int64  `json:"size"`
		Width     int    `json:"width"`
		Height    int    `json:"height"`
		Thumbnail bool   `json:"thumbnail"`
	}{strconv.Itoa(added.ID), added.Name, added.MediaType, added.Size, added.Width, added.Height, added.Thumbnail != ""}) // strings and numbers
}

// sentFile finds the file in a request. What the request says of the file's type is not looked at.
func sentFile(r *http.Request) (name string, file io.Reader, err error) {
	if media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media != "multipart/form-data" {
		name, err := url.PathUnescape(r.Header.Get("X-File-Name"))
		if err != nil {
			return "", nil, errNoFile.Because(err)
		}
		return name, r.Body, nil
	}
	form, err := r.MultipartReader()
	if err != nil {
		return "", nil, errNoFile.Because(err)
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return "", nil, errNoFile.Because(err)
		}
		if part.FormName() != "file" {
			continue
		}
		// Not FileName, which cuts folders off by this system's rules only.
		_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		if err != nil {
			return "", nil, errNoFile.Because(err)
		}
		return params["filename"], part, nil
	}
}

// serveAttachment hands a file out: GET /console/attachments/ID, or …/ID/thumbnail.
func (s *Server) serveAttachment(w *response, r *http.Request) {
	text, thumbnail := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, attachmentsPath+"/"), thumbnailSegment)
	id, err := wholeNumber(text)
	if err != nil {
		s.fail(w, r, notFound)
		return
	}
	ctx, ok := s.caller(w, r)
	if !ok {
		return
	}
	a, content, err := s.options.Attachments.Open(ctx, id, thumbnail)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	defer func() { _ = content.Close() }()
	media := a.MediaType
	if thumbnail {
		media = "image/jpeg"
	}
	h := w.Header()
	h["Cache-Control"], h["Content-Security-Policy"] = privateFile, filePolicyHeader
	h["Content-Type"] = []string{media}
	h["Content-Length"] = []string{strconv.FormatInt(content.Size, 10)}
	h["Content-Disposition"] = []string{disposition(media, a.Name)}
	if err := http.NewResponseController(w).SetWriteDeadline(w.start.Add(transferLimit)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.failed(w, r, err)
		return
	}
	w.WriteHeader(http.StatusOK)
	if w.head {
		return
	}
	if _, err := io.Copy(w, content); err != nil {
		// Damage, or a client that left: only a broken connection tells that the rest won't come.
		s.log.WarnContext(r.Context(), "attachment", "request_id", w.id, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// disposition shows photos in the page and saves everything else.
func disposition(media, name string) string {
	kind := "attachment"
	if media == "image/jpeg" || media == "image/png" {
		kind = "inline"
	}
	return mime.FormatMediaType(kind, map[string]string{"filename": name})
}

// wholeNumber reads a global id as it is written, and nothing else.
func wholeNumber(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 || strconv.Itoa(n) != s {
		return 0, fmt.Errorf("web: %q is no id", s)
	}
	return n, nil
}

var (
	errNoParent = fault.Invalid("parent", "attachment.parent", fault.Say(
		"没有说明附件属于什么。请从页面上传。", "It does not say what the attachment belongs to. Upload it from its page."))
	errNoFile = fault.Invalid("file", "attachment.no_file", fault.Say(
		"没有收到文件。请重新选择文件再上传。", "No file came. Choose the file and upload it again."))
)

// attachmentBody bounds the body of an upload.
const attachmentBody = attachment.MaxBytes + formOverhead
