package web

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"smileboard/internal/viewer"
)

// response notes what goes out, for the log and the figures.
type response struct {
	http.ResponseWriter
	route  *route
	id     string
	asked  string // the operation's name; never what was asked with it
	start  time.Time
	status int
	bytes  int64
	head   bool // asked for the headers alone
}

// WriteHeader notes the status.
func (w *response) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write notes the bytes, and drops them where only the headers were asked for.
func (w *response) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if w.head {
		return len(b), nil
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *response) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// maxRequestID bounds a request id that comes from outside.
const maxRequestID = 64

// requestID takes the id that a trusted proxy gave the request, if it is fit for a log, or makes one up: it stands in the record
// of changes, where nobody names their own. It only tells requests apart: nobody gains by guessing one.
func (s *Server) requestID(r *http.Request) string {
	if given := r.Header["X-Request-Id"]; len(given) == 1 && s.trusts(peer(r)) && fitForLog(given[0]) {
		return given[0]
	}
	const digits = "0123456789abcdefghijklmnopqrstuv"
	var b [16]byte
	for i := range b {
		b[i] = digits[rand.IntN(len(digits))] //nolint:gosec // no secret
	}
	return string(b[:])
}

func fitForLog(id string) bool {
	if id == "" || len(id) > maxRequestID {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}

type requestIDKey struct{}

// RequestID is the id of the request that ctx belongs to, for logs; empty outside of one.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// asPublic is the context in which a request is answered: anyone calls, under the request's id.
func asPublic(ctx context.Context, w *response) context.Context {
	return viewer.AsPublic(context.WithValue(ctx, requestIDKey{}, w.id))
}

// finish ends a request: a panic becomes a 500 without a word of its cause, and what happened is counted and logged.
func (s *Server) finish(w *response, r *http.Request) {
	if v := recover(); v != nil {
		err, _ := v.(error)
		aborted := errors.Is(err, http.ErrAbortHandler)
		if !aborted {
			s.metrics.panics.Inc()
			s.log.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("request_id", w.id), slog.String("route", w.route.name),
				slog.Any("cause", v), slog.String("stack", string(debug.Stack())))
		}
		if w.status != 0 || aborted {
			// Part of the answer is out: only a broken connection tells the client that the rest won't come.
			defer panic(http.ErrAbortHandler)
			w.status = http.StatusInternalServerError
		} else {
			s.fail(w, r, broken)
		}
	}
	if w.status == 0 {
		w.status = http.StatusOK
	}
	took := time.Since(w.start)
	w.route.figures.observe(w.status, took)

	level := slog.LevelDebug
	switch {
	case w.status >= http.StatusInternalServerError:
		level = slog.LevelError
	case took >= s.options.SlowRequest:
		level = slog.LevelWarn
	}
	if !s.log.Enabled(r.Context(), level) {
		return
	}
	s.log.LogAttrs(r.Context(), level, "request", slog.String("request_id", w.id), slog.String("method", knownMethod(r.Method)),
		slog.String("route", w.route.name), slog.String("operation", w.asked), slog.Int("status", w.status),
		slog.String("took", strconv.FormatFloat(took.Seconds()*1000, 'f', 3, 64)+"ms"), slog.Int64("bytes", w.bytes))
}

// knownMethod keeps what a client made up out of the log.
func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}
