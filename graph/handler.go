package graph

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"smileboard/internal/publish"
)

// Options of a handler.
type Options struct {
	// Reader answers the questions.
	Reader *publish.Reader
	// Operations are the documents that may be asked for by their hash: SHA-256 in lower-case hexadecimal, with or
	// without "sha256:" before it.
	Operations map[string]string
	// KnownOnly refuses anyone's own documents: only Operations may be asked.
	KnownOnly bool
	// Introspection lets anyone read the schema through the interface itself, and suggests names in error messages.
	Introspection bool
	// Logger receives what is never shown; nil is the default one.
	Logger *slog.Logger
}

// Handler answers GraphQL over HTTP: GET and POST, one operation a request.
//
// The caller must be in the request's context (viewer.AsPublic for anyone); without one everything is refused.
type Handler struct{ options Options }

// NewHandler makes a handler. It fails where one of the known operations doesn't fit the schema or its hash.
func NewHandler(o Options) (*Handler, error) { return &Handler{options: o}, nil }

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "not there yet", http.StatusNotImplemented)
}

// Execute runs a known operation without HTTP and returns the answer's bytes.
//
// documentID is "sha256:<hex>"; variables is a JSON object, or empty. cacheable says that the same question has the
// same answer until something public, or the day, changes: never for a free-text search or an answer with errors.
// An unknown documentID is NOT_FOUND, variables that are no JSON object are INVALID; every other failure is in the body.
func (h *Handler) Execute(ctx context.Context, documentID string, variables json.RawMessage) (body []byte, cacheable bool, err error) {
	return nil, false, errors.New("graph: not there yet")
}
