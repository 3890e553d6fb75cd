package web

import (
	"errors"
	"io/fs"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"smileboard/graph"
	"smileboard/internal/account"
	"smileboard/internal/attachment"
	"smileboard/internal/export"
	"smileboard/internal/fault"
	"smileboard/internal/importjob"
	"smileboard/internal/store"
)

// Options says how the server answers. Zero values mean the defaults named below; only Store, Graph, Dist and Public
// must be given.
type Options struct {
	// Store is the database: its health and its epoch. The server asks it nothing else.
	Store *store.Store
	// Graph answers the questions.
	Graph *graph.Handler
	// Dist is the built front end, below dist/ (frontend.Dist).
	Dist fs.FS
	// Public is the front end's part of the contract: operations, routes and sentences (frontend.Public).
	Public fs.FS

	// Accounts says who calls below /console, and Console answers the questions there; nil closes its address.
	Accounts *account.Service
	Console  *graph.Handler

	// OpenID is the provider at which people may sign in, too; the zero value for none.
	OpenID OpenID

	// Attachments takes and hands out the files of the register; nil closes their addresses.
	Attachments *attachment.Service
	// Imports takes workbooks in and gives them back marked; nil closes its addresses.
	Imports *importjob.Service
	// Exports writes tables as Excel files; nil closes its addresses.
	Exports *export.Exporter

	// Demo makes every page say that contractors and figures are invented.
	Demo bool
	// Version is the program's version, for the pages to show.
	Version string

	// BaseURL is how people reach the server, such as https://smile.example.gov.cn. Canonical links and the site map
	// need it; without it the links are left out and the site map names the host that was asked for.
	BaseURL string
	// IDE opens GraphiQL at /graphiql.
	IDE bool
	// HSTS tells browsers to come by https alone. For a server that people reach through TLS only.
	HSTS bool
	// AllowedOrigins are the other sites whose pages may ask /graphql, such as https://portal.example.gov.cn.
	AllowedOrigins []string
	// TrustedProxies are the addresses whose X-Forwarded-For and X-Forwarded-Proto are believed; none by default.
	TrustedProxies []netip.Prefix
	// MetricsAllowed are the addresses that may read /metrics; the machine itself by default.
	MetricsAllowed []netip.Prefix
	// MetricsOpen lets everyone read /metrics.
	MetricsOpen bool

	// CacheBytes bounds the memory for kept answers, all encodings and their keys included.
	CacheBytes int64
	// RateLimit is how many answers that must be computed one address gets in RateWindow. Kept answers and files are
	// free, since whole neighbourhoods share an address behind a mobile carrier. Negative means no limit.
	RateLimit int
	// RateWindow is the span that RateLimit counts in.
	RateWindow time.Duration
	// ComputeLimit is how long one answer may take to compute.
	ComputeLimit time.Duration

	// MaxBody bounds a request's body in bytes.
	MaxBody int64
	// MaxURL bounds a request's path and query in bytes.
	MaxURL int
	// MaxHeader bounds a request's head in bytes.
	MaxHeader int
	// ReadHeaderTimeout, ReadTimeout, WriteTimeout and IdleTimeout bound how long a connection may take for each.
	ReadHeaderTimeout time.Duration
	ReadTimeout       time.Duration
	WriteTimeout      time.Duration
	IdleTimeout       time.Duration
	// DrainDelay is how long the server goes on taking requests after it was told to stop, while /readyz already says
	// no, so that a load balancer can turn away from it. None by default.
	DrainDelay time.Duration
	// DrainLimit is how long requests under way get to finish.
	DrainLimit time.Duration

	// SlowRequest is the time from which a request is logged although all went well.
	SlowRequest time.Duration
	// Logger is where requests and failures are logged; slog.Default() by default.
	Logger *slog.Logger
	// Zone is where a day begins and ends for answers that depend on the day; Asia/Shanghai by default.
	Zone *time.Location
	// Now is the clock.
	Now func() time.Time
}

// The defaults of Options.
const (
	DefaultCacheBytes        = 64 << 20
	DefaultRateLimit         = 300
	DefaultRateWindow        = 10 * time.Second
	DefaultComputeLimit      = 10 * time.Second
	DefaultMaxBody           = 128 << 10
	DefaultMaxURL            = 8 << 10
	DefaultMaxHeader         = 32 << 10
	DefaultReadHeaderTimeout = 5 * time.Second
	DefaultReadTimeout       = 15 * time.Second
	DefaultWriteTimeout      = 30 * time.Second
	DefaultIdleTimeout       = 75 * time.Second
	DefaultDrainLimit        = 15 * time.Second
	DefaultSlowRequest       = time.Second
)

// withDefaults fills what was left out.
func (o Options) withDefaults() Options {
	fill(&o.CacheBytes, DefaultCacheBytes)
	fill(&o.RateLimit, DefaultRateLimit)
	fill(&o.RateWindow, DefaultRateWindow)
	fill(&o.ComputeLimit, DefaultComputeLimit)
	fill(&o.MaxBody, DefaultMaxBody)
	fill(&o.MaxURL, DefaultMaxURL)
	fill(&o.MaxHeader, DefaultMaxHeader)
	fill(&o.ReadHeaderTimeout, DefaultReadHeaderTimeout)
	fill(&o.ReadTimeout, DefaultReadTimeout)
	fill(&o.WriteTimeout, DefaultWriteTimeout)
	fill(&o.IdleTimeout, DefaultIdleTimeout)
	fill(&o.DrainLimit, DefaultDrainLimit)
	fill(&o.SlowRequest, DefaultSlowRequest)
	if o.MetricsAllowed == nil {
		o.MetricsAllowed = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Zone == nil {
		// China keeps one time and no summer time, so the zone needs no table.
		o.Zone = time.FixedZone("Asia/Shanghai", 8*60*60)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	return o
}

func fill[T comparable](v *T, def T) {
	var zero T
	if *v == zero {
		*v = def
	}
}

// check refuses options that would open more than was meant, or nothing at all.
func (o Options) check() error {
	if o.Store == nil || o.Graph == nil || o.Dist == nil || o.Public == nil {
		return errors.New("web: Store, Graph, Dist and Public are needed")
	}
	if o.BaseURL != "" && !isOrigin(o.BaseURL) {
		return fault.Invalid("base-url", "web.base_url", fault.Say(
			"网站地址 %q 写得不对，应当像 https://smile.example.gov.cn，后面没有路径。",
			"The site's address %q is not right; it should be like https://smile.example.gov.cn, without a path.", o.BaseURL))
	}
	for _, origin := range o.AllowedOrigins {
		if !isOrigin(origin) {
			return fault.Invalid("allowed-origins", "web.origin", fault.Say(
				"允许的来源 %q 写得不对，应当像 https://portal.example.gov.cn，不能用 *。",
				"The allowed origin %q is not right; it should be like https://portal.example.gov.cn, without *.", origin))
		}
	}
	return nil
}

// isOrigin reports whether s is a scheme and a host, and nothing else.
func isOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && !strings.Contains(u.Host, "*") &&
		s == u.Scheme+"://"+u.Host
}
