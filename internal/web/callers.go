package web

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/go-chi/httprate"

	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// The cookies: who is signed in, and that this browser signed in before. Behind TLS their names begin with __Host-, so that
// no other host of the domain can set them and no plain connection carries them.
const (
	sessionCookie = "smileboard_session"
	deviceCookie  = "smileboard_device"
	hostPrefix    = "__Host-"
	deviceAge     = 180 * 24 * time.Hour
)

func cookieName(name string, secure bool) string {
	if secure {
		return hostPrefix + name
	}
	return name
}

// cookieValue is the value of a cookie; "" where there is none, or several.
func cookieValue(r *http.Request, name string) string {
	found := r.CookiesNamed(name)
	if len(found) != 1 {
		return ""
	}
	return found[0].Value
}

// setCookie writes a cookie, in place of what the same answer set before; "" takes it away.
func setCookie(h http.Header, name, value string, secure bool, age time.Duration) {
	c := http.Cookie{ //nolint:gosec // Secure wherever the connection is
		Name: cookieName(name, secure), Value: value, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode, MaxAge: int(age.Seconds()),
	}
	if value == "" {
		c.MaxAge = -1
	}
	var kept []string
	for _, line := range h["Set-Cookie"] {
		if !strings.HasPrefix(line, c.Name+"=") {
			kept = append(kept, line)
		}
	}
	h["Set-Cookie"] = append(kept, c.String())
}

// requestContext is the context of a request by anyone: its id, its address, and what its browser calls itself.
func (s *Server) requestContext(ctx context.Context, w *response, r *http.Request) context.Context {
	return viewer.WithRequest(asPublic(ctx, w), viewer.Request{ID: w.id, Address: s.clientAddr(r).String(), Agent: strings.ToValidUTF8(r.UserAgent(), "\uFFFD")})
}

// whoCalls is the context in which a request below /console is answered: whoever is signed in calls, or anyone.
func (s *Server) whoCalls(ctx context.Context, w *response, r *http.Request) (context.Context, error) {
	ctx = s.requestContext(ctx, w, r)
	if s.options.Accounts == nil {
		return ctx, nil
	}
	secure, h := s.secure(r), w.Header()
	if strings.Contains(r.URL.RawQuery, account.TokenPrefix) && tokenInURL.MatchString(r.URL.RawQuery) {
		return nil, errTokenInURL
	}
	if token, ok := bearer(r, secure); ok {
		ctx, err := s.options.Accounts.IdentifyToken(ctx, token)
		if err != nil {
			return nil, fmt.Errorf("web: who calls: %w", err)
		}
		return ctx, nil
	}
	ctx, err := s.options.Accounts.Identify(ctx, account.Browser{
		Session:    cookieValue(r, cookieName(sessionCookie, secure)),
		Device:     cookieValue(r, cookieName(deviceCookie, secure)),
		SetSession: func(token string) { setCookie(h, sessionCookie, token, secure, 0) },
		SetDevice:  func(token string) { setCookie(h, deviceCookie, token, secure, deviceAge) },
	})
	if err != nil {
		return nil, fmt.Errorf("web: who calls: %w", err)
	}
	return ctx, nil
}

// caller is whoCalls for a route: it answers by itself where that fails, and says so.
func (s *Server) caller(w *response, r *http.Request) (ctx context.Context, ok bool) {
	ctx, err := s.identify(r.Context(), w, r)
	if err != nil {
		s.refuse(w, r, err)
		return nil, false
	}
	return ctx, true
}

// bearer is the API token of a request that has no session's cookie: where a browser is signed in, its person calls.
func bearer(r *http.Request, secure bool) (token string, ok bool) {
	given := r.Header.Get("Authorization")
	if given == "" || cookieValue(r, cookieName(sessionCookie, secure)) != "" {
		return "", false
	}
	scheme, token, _ := strings.Cut(given, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	return strings.TrimSpace(token), true
}

var (
	// tokenInURL finds an API token where every proxy and every history keeps it.
	tokenInURL    = regexp.MustCompile(account.TokenPrefix + `[A-Z2-7]{20,}`)
	errTokenInURL = fault.Invalid("Authorization", "token.in_url", fault.Say(
		"访问令牌不能写在网址里。请放在请求头 Authorization: Bearer … 里，并撤销这个已经外泄的令牌。",
		"A token does not belong in an address. Send it in the header Authorization: Bearer …, and revoke this one, which has leaked."))
)

// foreign reports whether another site's page sends a request that changes something, and has answered then. A program with
// a token is no page: browsers send no token by themselves.
func (s *Server) foreign(w *response, r *http.Request) bool {
	if _, ok := bearer(r, s.secure(r)); ok {
		return false
	}
	if err := s.ownPages.Check(r); err != nil {
		s.fail(w, r, foreignOrigin)
		return true
	}
	return false
}

// overConsoleLimit counts a question of the console, and reports whether its address had its share. It has answered then.
func (s *Server) overConsoleLimit(w *response, r *http.Request) bool {
	if s.consoleLimiter == nil || !s.consoleLimiter.OnLimit(w, r, httprate.CanonicalizeIP(s.clientAddr(r).String())) {
		return false
	}
	s.metrics.limited.Inc()
	s.fail(w, r, tooMany)
	return true
}

const (
	consoleGraphQLPath = "/console/graphql"
	// consoleBody bounds a question of the console; graph has a closer bound of its own.
	consoleBody = 256 << 10
	// consoleRate is how many questions one address gets in Options.RateWindow: an office works behind one.
	consoleRate = 600
)

// serveConsoleGraphQL answers the console's questions: POST alone, from this site's own pages, for whoever is signed in.
func (s *Server) serveConsoleGraphQL(w *response, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header()["Allow"] = []string{http.MethodPost}
		s.fail(w, r, wrongMethod)
		return
	}
	if s.foreign(w, r) || s.overConsoleLimit(w, r) {
		return
	}
	ctx, ok := s.caller(w, r)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, s.options.ComputeLimit)
	defer cancel()
	w.Header()["Cache-Control"] = neverStore
	s.consoleGraph.ServeHTTP(w, r.WithContext(ctx))
}
