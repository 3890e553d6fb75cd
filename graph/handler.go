package graph

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/graph/generated"
	"smileboard/internal/fault"
	"smileboard/internal/publish"
)

// Options of a handler.
type Options struct {
	// Executable answers the questions: Public, or the console's.
	Executable graphql.ExecutableSchema
	// Enter asks for leave for a field of Query or Mutation, named like "Query.compounds", and gives the context in which it
	// is answered. Nil where everything in the schema is public.
	Enter func(ctx context.Context, operation string) (context.Context, error)
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
type Handler struct {
	options    Options
	executable graphql.ExecutableSchema
	schema     *ast.Schema
	known      map[string]*ast.QueryDocument
	documents  *documents
}

// NewHandler makes a handler. It fails where one of the known operations doesn't fit the schema, a limit, or its hash.
func NewHandler(o Options) (*Handler, error) {
	h := &Handler{options: o, executable: o.Executable, schema: o.Executable.Schema(), documents: newDocuments()}
	return h, h.prepare(o.Operations)
}

// Public is the public schema, answered by a reader.
func Public(r *publish.Reader) graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{reader: r}})
}

// ServeHTTP answers one request as the GraphQL-over-HTTP draft says.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx := withLanguage(r.Context(), r.Header.Get("Accept-Language"))
	media := negotiate(r.Header.Values("Accept"))
	if media == "" {
		h.write(w, typeJSON, http.StatusNotAcceptable, h.refuse(ctx, fault.Invalid("Accept", "http.accept", fault.Say(
			"只能以 %s 或 %s 回答。", "Answers are %s or %s.", typeGraphQL, typeJSON))))
		return
	}
	q, err := decode(w, r)
	if err != nil {
		status := http.StatusBadRequest
		if e := new(httpError); errors.As(err, &e) {
			status = e.status
		}
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, POST")
		}
		h.write(w, media, status, h.refuse(ctx, err))
		return
	}
	q.readOnly = r.Method == http.MethodGet
	a := h.ask(ctx, q)
	status := http.StatusOK
	// The older media type can't tell our answer from a proxy's, so that it has 200 for every well-formed request.
	if a.data == nil && media == typeGraphQL {
		status = statusOf(a)
	}
	h.write(w, media, status, a)
}

// statusOf is the status of a question that was not executed.
func statusOf(a answer) int {
	if len(a.errors) > 0 && a.errors[0].Extensions["code"] == fault.CodeInternal {
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}

func (h *Handler) write(w http.ResponseWriter, media string, status int, a answer) {
	body, err := a.body()
	if err != nil {
		http.Error(w, "{}", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Add("Vary", "Accept, Accept-Language")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller who went away gets nothing
}
