package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"smileboard/internal/fault"
)

// serveGraphQL answers questions. A known operation that is asked by GET is answered from what is kept, under the
// query string as it stands: the pages always write the same question in the same way, and two ways of writing one
// question only cost a second entry.
func (s *Server) serveGraphQL(w *response, r *http.Request) {
	if s.cors != nil {
		s.cors.HandlerFunc(w, r)
	}
	if r.Method == http.MethodOptions {
		// A preflight that rs/cors allowed or refused is answered by now; without a list every one is refused.
		if w.status == 0 {
			w.Header()["Allow"] = []string{w.route.allow()}
			w.WriteHeader(http.StatusNoContent)
		}
		return
	}
	if r.Method == http.MethodPost {
		if err := s.crossOrigin.Check(r); err != nil {
			s.fail(w, r, foreignOrigin)
			return
		}
	} else if media := mediaType(r.Header["Accept"]); media != nil && s.serveKept(w, r, media) {
		return
	}
	if s.overLimit(w, r) {
		return
	}
	s.serveFresh(w, r)
}

// serveFresh lets graph answer by itself.
func (s *Server) serveFresh(w *response, r *http.Request) {
	w.Header()["Cache-Control"] = neverStore
	r = r.WithContext(asPublic(r.Context(), w))
	if r.Method == http.MethodHead {
		r.Method = http.MethodGet // the response leaves the body out
	}
	s.graph.ServeHTTP(w, r)
}

// errOwnWords says that graph should write the answer itself: it knows the status and form of a failure.
var errOwnWords = errors.New("web: not an answer to keep")

// serveKept answers a known operation, and reports whether it did.
func (s *Server) serveKept(w *response, r *http.Request, media []string) bool {
	q := question{room: graphRoom, text: r.URL.RawQuery}
	answer := s.cache.get(q, w.start)
	if answer == nil {
		documentID, variables, ok := s.knownOperation(r.URL.RawQuery)
		if !ok {
			return false
		}
		w.asked = s.documents[documentID]
		if s.overLimit(w, r) {
			return true
		}
		var err error
		answer, err = s.cache.compute(q, func() (*kept, bool, error) {
			ctx, cancel := s.computing(w, r)
			defer cancel()
			body, cacheable, err := s.answer(ctx, documentID, variables)
			switch {
			case err != nil:
				if _, ok := fault.As(err); ok {
					return nil, false, errOwnWords
				}
				return nil, false, err
			case hasErrors(body):
				return nil, false, errOwnWords
			}
			answer := keep(body, "")
			answer.asked = w.asked
			if !cacheable {
				answer.cacheControl = neverStore
			}
			return answer, cacheable, nil
		})
		if errors.Is(err, errOwnWords) {
			s.serveFresh(w, r)
			return true
		}
		if err != nil {
			s.failed(w, r, err)
			return true
		}
	}
	w.asked = answer.asked
	answer.send(w, r, media, varyAccept)
	return true
}

// computing is the context in which an answer is computed: anyone calls, and it goes on for whoever else waits for it
// when the first one who asked is gone.
func (s *Server) computing(w *response, r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(asPublic(context.WithoutCancel(r.Context()), w), s.options.ComputeLimit)
}

// failed answers for an error that is nobody's to read.
func (s *Server) failed(w *response, r *http.Request, err error) {
	s.log.LogAttrs(r.Context(), slog.LevelError, "failed", slog.String("request_id", w.id), slog.String("route", w.route.name), slog.Any("error", err))
	if errors.Is(err, context.DeadlineExceeded) {
		s.fail(w, r, tooSlow)
		return
	}
	s.fail(w, r, broken)
}

// knownOperation reads a query string that asks for a known operation and for nothing else.
func (s *Server) knownOperation(raw string) (documentID string, variables []byte, ok bool) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return "", nil, false
	}
	for name, v := range values {
		if len(v) != 1 || name != "documentId" && name != "variables" {
			return "", nil, false
		}
	}
	documentID = values.Get("documentId")
	if _, known := s.documents[documentID]; !known {
		return "", nil, false
	}
	return documentID, []byte(values.Get("variables")), true
}

// hasErrors reports whether an answer holds errors.
func hasErrors(body []byte) bool {
	if !bytes.Contains(body, []byte(`"errors"`)) {
		return false
	}
	var answer struct {
		Errors []json.RawMessage `json:"errors"`
	}
	return json.Unmarshal(body, &answer) != nil || len(answer.Errors) > 0
}

// The media types of an answer.
var (
	jsonType    = []string{"application/json; charset=utf-8"}
	graphqlType = []string{"application/graphql-response+json; charset=utf-8"}
	varyAccept  = []string{"Accept, Accept-Encoding"}
)

// mediaType picks the type of an answer by the GraphQL-over-HTTP draft: application/json where the client doesn't
// care, nil where it wants neither, which is for graph to say.
func mediaType(accept []string) []string {
	switch {
	case len(accept) == 0:
		return jsonType
	case len(accept) == 1:
		switch accept[0] {
		case "", "*/*", "application/json":
			return jsonType
		case "application/graphql-response+json", "application/graphql-response+json, application/json":
			return graphqlType
		}
	}
	var best []string
	var bestQ float64
	for _, line := range accept {
		for part := range strings.SplitSeq(line, ",") {
			token, q := parseWeighted(part)
			if q <= bestQ {
				continue
			}
			switch strings.ToLower(token) {
			case "application/json", "application/*", "*/*":
				best, bestQ = jsonType, q
			case "application/graphql-response+json":
				best, bestQ = graphqlType, q
			}
		}
	}
	return best
}

// loadDocuments reads the known operations' names.
func loadDocuments(public fs.FS) (map[string]string, error) {
	raw, err := fs.ReadFile(public, "src/public/operations.json")
	if err != nil {
		return nil, fmt.Errorf("web: operations: %w", err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		return nil, fmt.Errorf("web: operations: %w", err)
	}
	documents := make(map[string]string, len(texts))
	for hash, text := range texts {
		name := operationName.FindStringSubmatch(text)
		if name == nil {
			return nil, fmt.Errorf("web: operations: %s has no named query", hash)
		}
		documents["sha256:"+hash] = name[1]
	}
	return documents, nil
}

var operationName = regexp.MustCompile(`(?:^|[\s}])query\s+(\w+)`)
