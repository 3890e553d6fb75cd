package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/go-chi/httprate"
	"github.com/klauspost/compress/gzhttp"
	"github.com/rs/cors"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"smileboard/graph"
	"smileboard/internal/fault"
)

// Server answers HTTP. It is a handler by itself; Serve also listens for changes of the published data, without which
// nothing is kept.
type Server struct {
	options Options
	log     *slog.Logger
	metrics *metrics
	cache   *cache
	limiter *httprate.RateLimiter

	exact                map[string]*route
	fileRoute, pageRoute *route
	attachmentRoute      *route
	consoleRoute         *route
	importRoute          *route
	exportRoute          *route
	exports              *semaphore.Weighted
	files                map[string]*kept
	console              [languages]*kept
	pages                *pages
	figures              http.Handler
	schema               *kept

	// documents are the known operations' names by "sha256:<hex>".
	documents map[string]string
	// answer runs a known operation; graph.Handler.Execute.
	answer func(ctx context.Context, documentID string, variables []byte) (body []byte, cacheable bool, err error)
	// graph answers what is not kept, compressed as it goes out.
	graph       http.Handler
	cors        *cors.Cors
	crossOrigin *http.CrossOriginProtection
	// ownPages guards what is below /console: no other site may send anything there, also none that may ask /graphql.
	ownPages *http.CrossOriginProtection

	// identify says in the context who calls; whoCalls.
	identify func(ctx context.Context, w *response, r *http.Request) (context.Context, error)
	// consoleGraph answers the console, within consoleLimiter.
	consoleGraph   http.Handler
	consoleLimiter *httprate.RateLimiter
	openID         *openID

	stopping atomic.Bool
	checks   singleflight.Group
}

// New makes a server. It fails where the options contradict themselves or the front end's files don't fit together.
func New(o Options) (*Server, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	s := &Server{options: o, log: o.Logger, metrics: newMetrics(), crossOrigin: http.NewCrossOriginProtection(), exports: semaphore.NewWeighted(maxExports), ownPages: http.NewCrossOriginProtection()}
	s.cache = newCache(o, s.metrics)
	s.metrics.watchCache(s.cache)
	s.figures = s.metrics.handler(o.Logger)
	if o.RateLimit > 0 {
		s.limiter = httprate.NewRateLimiter(o.RateLimit, o.RateWindow, httprate.WithResponseHeaders(httprate.ResponseHeaders{}))
		s.consoleLimiter = httprate.NewRateLimiter(consoleRate, o.RateWindow, httprate.WithResponseHeaders(httprate.ResponseHeaders{}))
	}
	if len(o.AllowedOrigins) > 0 { // an empty list would allow everyone
		s.cors = cors.New(cors.Options{
			AllowedOrigins: o.AllowedOrigins,
			AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
			AllowedHeaders: []string{"Accept", "Content-Type", "If-None-Match"},
			ExposedHeaders: []string{"ETag", "X-Request-Id", "Retry-After"},
			MaxAge:         600,
		})
		for _, origin := range o.AllowedOrigins {
			if err := s.crossOrigin.AddTrustedOrigin(origin); err != nil {
				return nil, fmt.Errorf("web: allowed origin: %w", err)
			}
		}
	}
	compressed, err := gzhttp.NewWrapper(gzhttp.MinSize(compressFrom))
	if err != nil {
		return nil, fmt.Errorf("web: compression: %w", err)
	}
	s.graph = compressed(o.Graph)
	if o.OpenID.Issuer != "" {
		s.openID = newOpenID(o.OpenID)
	}
	if o.Console != nil {
		s.consoleGraph = compressed(o.Console)
	}
	s.answer = func(ctx context.Context, documentID string, variables []byte) ([]byte, bool, error) {
		return o.Graph.Execute(ctx, documentID, variables)
	}
	if s.documents, err = loadDocuments(o.Public); err != nil {
		return nil, err
	}
	if s.files, err = loadFiles(o.Dist, o.IDE); err != nil {
		return nil, err
	}
	if s.pages, err = loadPages(o, s.documents); err != nil {
		return nil, err
	}
	if s.console, err = loadConsole(o); err != nil {
		return nil, err
	}
	s.identify = s.whoCalls
	s.schema = keep([]byte(graph.SchemaText()), plainText[0])
	s.addRoutes()
	return s, nil
}

// Listen opens the address that a server listens on.
func Listen(addr string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr) //nolint:noctx // opening takes no time that could be cut short
	switch {
	case err == nil:
		return ln, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fault.Conflict("web.port_in_use", fault.Say(
			"地址 %s 已被另一个程序占用。请先停掉它，或用 --addr（SMILEBOARD_ADDR）换一个端口。",
			"The address %s is in use by another program. Stop that one, or choose another port with --addr (SMILEBOARD_ADDR).", addr)).Because(err)
	case errors.Is(err, syscall.EACCES):
		return nil, fault.Forbidden("web.port_forbidden", fault.Say(
			"没有权限监听 %s。1024 以下的端口需要特权，请换一个更大的端口。",
			"Listening on %s is not permitted. Ports below 1024 need privileges; choose a higher one.", addr)).Because(err)
	default:
		return nil, fault.Invalid("addr", "web.addr", fault.Say(
			"无法监听 %q。地址应当像 localhost:8080 或 :8080。",
			"Cannot listen on %q. The address should be like localhost:8080 or :8080.", addr)).Because(err)
	}
}

// Serve answers on ln until ctx ends, then lets requests under way finish and returns. A computation may take
// ComputeLimit, so that none is left when DrainLimit, which is longer, is over. The listener is closed in any case.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	var background sync.WaitGroup
	defer background.Wait()
	defer stop()
	background.Go(func() { s.options.Store.Watch(work, func(int64) { s.cache.forget() }) })
	background.Go(func() { s.packFiles(work) })

	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.options.ReadHeaderTimeout,
		ReadTimeout:       s.options.ReadTimeout,
		WriteTimeout:      s.options.WriteTimeout,
		IdleTimeout:       s.options.IdleTimeout,
		MaxHeaderBytes:    s.options.MaxHeader,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug), // what clients do to their connections
		BaseContext:       func(net.Listener) context.Context { return work },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("web: serve: %w", err)
	case <-ctx.Done():
	}
	return s.drain(work, server, failed)
}

// drain stops a server in order: say no to health checks, go on for a while, take nothing new, wait, cut off.
func (s *Server) drain(ctx context.Context, server *http.Server, failed <-chan error) error {
	s.stopping.Store(true)
	if s.options.DrainDelay > 0 {
		select {
		case <-time.After(s.options.DrainDelay):
		case err := <-failed:
			return fmt.Errorf("web: serve: %w", err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, s.options.DrainLimit)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.WarnContext(ctx, "requests were cut off at the stop", "after", s.options.DrainLimit.String())
		err = server.Close()
	}
	if err != nil {
		return fmt.Errorf("web: stop: %w", err)
	}
	return nil
}
