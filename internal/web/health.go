package web

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"smileboard/internal/viewer"
)

// readyLimit is how long the database may take to say that it is there.
const readyLimit = 2 * time.Second

var (
	plainText  = []string{"text/plain; charset=utf-8"}
	neverStore = []string{"no-store"}
)

// serveHealth says that the process lives.
func (s *Server) serveHealth(w *response, _ *http.Request) { say(w, "ok\n") }

// serveReady says whether requests are welcome: the database answers with the schema of this program, and nobody told
// the server to stop. Checks that come together share one look.
func (s *Server) serveReady(w *response, r *http.Request) {
	if s.stopping.Load() {
		s.fail(w, r, stopping)
		return
	}
	_, err, _ := s.checks.Do("ready", func() (any, error) {
		ctx, cancel := context.WithTimeout(viewer.AsPublic(context.WithoutCancel(r.Context())), readyLimit)
		defer cancel()
		if err := s.options.Store.Ping(ctx); err != nil {
			return nil, err
		}
		return nil, s.options.Store.CheckVersion(ctx)
	})
	if err != nil {
		s.log.LogAttrs(r.Context(), slog.LevelError, "not ready", slog.String("request_id", w.id), slog.Any("error", err))
		s.fail(w, r, unready)
		return
	}
	say(w, "ready\n")
}

// serveMetrics gives the figures to those who may read them.
func (s *Server) serveMetrics(w *response, r *http.Request) {
	if !s.mayReadMetrics(r) {
		s.fail(w, r, metricsClosed)
		return
	}
	w.Header()["Cache-Control"] = neverStore
	s.figures.ServeHTTP(w, r)
}

// say answers with a line for machines.
func say(w *response, line string) {
	h := w.Header()
	h["Cache-Control"] = neverStore
	h["Content-Type"] = plainText
	h["Content-Length"] = []string{strconv.Itoa(len(line))}
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte(line))
}
