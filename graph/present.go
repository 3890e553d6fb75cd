package graph

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"golang.org/x/text/language"

	"smileboard/internal/fault"
)

// errPanic is a panic on its way to the log.
type errPanic struct {
	value any
	stack []byte
}

func (e *errPanic) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// recovered turns a panic into an error, which is then INTERNAL like every other that is no fault.
func recovered(_ context.Context, v any) error { return &errPanic{value: v, stack: debug.Stack()} }

// present turns an error into what the caller sees: a fault's code, field, reason and words in both languages, the
// caller's own as the message. Anything else is INTERNAL with an id; the whole of it goes to the log under that id.
func (h *Handler) present(ctx context.Context, err error) *gqlerror.Error {
	out := &gqlerror.Error{}
	var g *gqlerror.Error
	if errors.As(err, &g) {
		out.Path, out.Locations = g.Path, g.Locations
	}
	if out.Path == nil && graphql.GetFieldContext(ctx) != nil {
		out.Path = graphql.GetPath(ctx)
	}
	f, ok := fault.As(err)
	id := ""
	if !ok {
		id = rand.Text()[:12]
		f = &fault.Error{Code: fault.CodeInternal, Words: fault.Say(
			"服务器出错，没能完成这次查询。请稍后再试；反映问题时请附上编号 %s。",
			"The server failed to answer. Try again later, and name the number %s if you report it.", id)}
		h.log(ctx, "query failed", "id", id, "path", out.Path.String(), "error", err)
	} else if f.Err != nil {
		h.log(ctx, "query refused", "code", f.Code, "reason", f.Reason, "path", out.Path.String(), "error", f.Err)
	}
	out.Extensions = map[string]any{"code": f.Code, "zh": f.Words.Zh, "en": f.Words.En}
	for k, v := range map[string]string{"reason": f.Reason, "field": f.Field, "id": id} {
		if v != "" {
			out.Extensions[k] = v
		}
	}
	if f.Current != nil {
		out.Extensions["current"] = f.Current
	}
	out.Message = f.Words.Zh
	if languageOf(ctx) == language.English {
		out.Message = f.Words.En
	}
	return out
}

func (h *Handler) log(ctx context.Context, message string, args ...any) {
	logger := h.options.Logger
	if logger == nil {
		logger = slog.Default()
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return // the caller went away; nobody waits for the answer
	}
	logger.ErrorContext(ctx, message, args...)
}

type languageKey struct{}

// withLanguage notes what the caller reads, as the Accept-Language header says.
func withLanguage(ctx context.Context, header string) context.Context {
	if header == "" {
		return ctx
	}
	return context.WithValue(ctx, languageKey{}, header)
}

// The first one is for callers who say nothing that we know.
var (
	languages = []language.Tag{language.Chinese, language.English}
	matcher   = language.NewMatcher(languages)
)

func languageOf(ctx context.Context) language.Tag {
	header, _ := ctx.Value(languageKey{}).(string)
	// A header that doesn't parse is no reason to fail: it means the default.
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return languages[0]
	}
	_, i, _ := matcher.Match(tags...)
	return languages[i]
}
