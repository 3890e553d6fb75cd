package web

import (
	"net/http"
	"strings"
)

// route is one kind of address.
type route struct {
	name string
	// page says that people open it, so that a failure is a page.
	page bool
	// methods beside GET and HEAD.
	post, options bool
	// maxBody bounds the body in place of Options.MaxBody; 0 where that holds.
	maxBody int64
	serve   func(w *response, r *http.Request)
	figures routeMetrics
}

// allow is the header's value.
func (rt *route) allow() string {
	methods := "GET, HEAD"
	if rt.post {
		methods += ", POST"
	}
	if rt.options {
		methods += ", OPTIONS"
	}
	return methods
}

func (rt *route) allows(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead:
		return true
	case http.MethodPost:
		return rt.post
	case http.MethodOptions:
		return rt.options
	}
	return false
}

func (rt *route) bodyLimit(o Options) int64 {
	if rt.maxBody > 0 {
		return rt.maxBody
	}
	return o.MaxBody
}

// large is what to say of a body above the limit.
func (rt *route) large() problem {
	switch {
	case rt.maxBody == importBody:
		return largeWorkbook
	case rt.maxBody > 0:
		return largeFile
	}
	return largeBody
}

// addRoutes lists every address. Whatever is not here is a page, or not found.
func (s *Server) addRoutes() {
	s.exact = map[string]*route{}
	add := func(rt *route, paths ...string) *route {
		rt.figures = s.metrics.route(rt.name)
		for _, p := range paths {
			s.exact[p] = rt
		}
		return rt
	}
	add(&route{name: "graphql", post: true, options: true, serve: s.serveGraphQL}, "/graphql")
	add(&route{name: "schema", serve: s.serveSchema}, "/schema.graphql")
	add(&route{name: "healthz", serve: s.serveHealth}, "/healthz")
	add(&route{name: "readyz", serve: s.serveReady}, "/readyz")
	add(&route{name: "metrics", serve: s.serveMetrics}, "/metrics")
	add(&route{name: "robots", serve: s.serveRobots}, "/robots.txt")
	add(&route{name: "sitemap", serve: s.serveSitemap}, "/sitemap.xml")
	if s.options.Console != nil {
		add(&route{name: "console_graphql", post: true, maxBody: consoleBody, serve: s.serveConsoleGraphQL}, consoleGraphQLPath)
	}
	if s.openID != nil && s.options.Accounts != nil {
		add(&route{name: "openid", page: true, serve: s.serveOpenID}, openIDPath)
		add(&route{name: "openid_callback", page: true, serve: s.serveOpenIDCallback}, openIDCallbackPath)
	}
	if s.options.Attachments != nil {
		add(&route{name: "upload", post: true, maxBody: attachmentBody, serve: s.serveAttachments}, attachmentsPath)
		s.attachmentRoute = add(&route{name: "attachment", serve: s.serveAttachment})
	}
	if s.options.Imports != nil {
		add(&route{name: "import", post: true, maxBody: importBody, serve: s.serveImports}, importsPath)
		s.importRoute = add(&route{name: "marked", serve: s.serveMarked})
	}
	if s.options.Exports != nil {
		s.exportRoute = add(&route{name: "export", serve: s.serveExport})
	}
	if s.options.IDE {
		add(&route{name: "graphiql", page: true, serve: s.serveIDE}, "/graphiql", "/graphiql/")
	}
	s.fileRoute = add(&route{name: "file", serve: s.serveFile})
	for path := range s.files {
		if _, taken := s.exact[path]; !taken {
			s.exact[path] = s.fileRoute
		}
	}
	s.consoleRoute = add(&route{name: "console", page: true, serve: s.serveConsole}, consolePath)
	s.pageRoute = add(&route{name: "page", page: true, serve: s.servePage})
}

// find says what an address is. It looks names up as they are: an address is never a path on a disk.
func (s *Server) find(path string) *route {
	if rt, ok := s.exact[path]; ok {
		return rt
	}
	if s.attachmentRoute != nil && strings.HasPrefix(path, attachmentsPath+"/") {
		return s.attachmentRoute
	}
	if s.importRoute != nil && strings.HasPrefix(path, importsPath+"/") {
		return s.importRoute
	}
	if s.exportRoute != nil && strings.HasPrefix(path, exportPath) {
		return s.exportRoute
	}
	if isAsset(path) {
		return s.fileRoute
	}
	if consolePage(path) {
		return s.consoleRoute
	}
	return s.pageRoute
}

// ServeHTTP answers a request: the same guards for every route, then the route itself.
func (s *Server) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w := &response{ResponseWriter: rw, route: s.find(r.URL.Path), id: s.requestID(r), start: s.options.Now(), head: r.Method == http.MethodHead}
	defer s.finish(w, r)

	h := rw.Header()
	s.secureHeaders(h, r)
	h["X-Request-Id"] = []string{w.id}

	switch {
	case len(r.URL.Path)+len(r.URL.RawQuery) > s.options.MaxURL:
		s.fail(w, r, longURL)
		return
	case !w.route.allows(r.Method):
		h["Allow"] = []string{w.route.allow()}
		s.fail(w, r, wrongMethod)
		return
	case r.ContentLength > w.route.bodyLimit(s.options):
		s.fail(w, r, w.route.large())
		return
	}
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = http.MaxBytesReader(w, r.Body, w.route.bodyLimit(s.options))
	}
	w.route.serve(w, r)
}
