package web

import "net/http"

// The policies say what a page may load. No page runs a script, or wears a style, that is not one of our files.
const (
	pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
		"font-src 'none'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	// idePolicy is looser, since GraphiQL's editor writes its styles itself. It is for /graphiql alone, which is closed
	// in production.
	idePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
		"font-src 'self' data:; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	// dataPolicy is for what is no page at all.
	dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	// hstsValue holds browsers to https for a year. Other hosts of the domain are not ours to decide about.
	hstsValue = "max-age=31536000"
)

type header struct {
	name  string
	value []string
}

// securityHeaders go out with every answer.
var securityHeaders = []header{
	{"Content-Security-Policy", []string{dataPolicy}},
	{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
	{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
	{"Permissions-Policy", []string{"camera=(), geolocation=(), microphone=(), payment=(), usb=()"}},
	{"Referrer-Policy", []string{"strict-origin-when-cross-origin"}},
	{"X-Content-Type-Options", []string{"nosniff"}},
}

var (
	pagePolicyHeader = []string{pagePolicy}
	idePolicyHeader  = []string{idePolicy}
	hstsHeader       = []string{hstsValue}
)

// secureHeaders sets what every answer carries. The values are shared: nobody may change them in place.
func (s *Server) secureHeaders(h http.Header, r *http.Request) {
	for _, sh := range securityHeaders {
		h[sh.name] = sh.value
	}
	if s.options.HSTS || r.TLS != nil {
		h["Strict-Transport-Security"] = hstsHeader
	}
}
