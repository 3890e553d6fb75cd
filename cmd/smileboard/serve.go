package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"runtime/debug"
	"sync"

	"github.com/urfave/cli/v3"

	"smileboard/frontend"
	"smileboard/graph"
	"smileboard/graph/console"
	"smileboard/internal/account"
	"smileboard/internal/attachment"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/audittrail"
	"smileboard/internal/dashboard"
	"smileboard/internal/export"
	"smileboard/internal/fault"
	"smileboard/internal/importjob"
	"smileboard/internal/mystatus"
	"smileboard/internal/notice"
	"smileboard/internal/publish"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/web"
)

// gcPercent trades memory for speed: lists make much short-lived garbage, and an idle server holds little.
const gcPercent = 300

func (p *program) serveFlags() []cli.Flag {
	return append(append(p.mailFlags(), p.peopleFlags()...),
		&cli.StringFlag{Name: "addr", Value: "localhost:8080", Sources: cli.EnvVars("SMILEBOARD_ADDR"), Usage: p.t("监听地址", "the address to listen on")},
		&cli.StringFlag{Name: "base-url", Sources: cli.EnvVars("SMILEBOARD_BASE_URL"), Usage: p.t("对外网址，如 https://smile.example.gov.cn", "how people reach the server, such as https://smile.example.gov.cn")},
		&cli.BoolFlag{Name: "ide", Sources: cli.EnvVars("SMILEBOARD_IDE"), Usage: p.t("打开 GraphiQL 和内省（开发用）", "open GraphiQL and introspection (for development)")},
		&cli.BoolFlag{Name: "known-only", Sources: cli.EnvVars("SMILEBOARD_KNOWN_ONLY"), Usage: p.t("只回答页面自己的查询", "answer the pages' own queries only")},
		&cli.BoolFlag{Name: "hsts", Sources: cli.EnvVars("SMILEBOARD_HSTS"), Usage: p.t("要求浏览器只用 https（仅在 TLS 之后）", "tell browsers to come by https alone (behind TLS only)")},
		&cli.StringSliceFlag{Name: "allow-origin", Sources: cli.EnvVars("SMILEBOARD_ALLOW_ORIGIN"), Usage: p.t("允许其页面查询 /graphql 的网站", "a site whose pages may ask /graphql")},
		&cli.StringSliceFlag{Name: "trusted-proxy", Sources: cli.EnvVars("SMILEBOARD_TRUSTED_PROXY"), Usage: p.t("可信代理的网段", "a proxy's network whose forwarded addresses are believed")},
		&cli.StringSliceFlag{Name: "metrics-allow", Sources: cli.EnvVars("SMILEBOARD_METRICS_ALLOW"), Usage: p.t("可读 /metrics 的网段（默认本机）", "a network that may read /metrics (the machine itself by default)")},
		&cli.StringFlag{Name: "imports", Sources: cli.EnvVars("SMILEBOARD_IMPORTS"), Usage: p.t("待导入工作簿的存放文件夹", "the folder where workbooks wait to be imported")},
		&cli.Int64Flag{Name: "cache-bytes", Value: web.DefaultCacheBytes, Sources: cli.EnvVars("SMILEBOARD_CACHE_BYTES"), Usage: p.t("公开答案缓存的字节上限", "bytes of memory for kept public answers")},
		&cli.IntFlag{Name: "rate-limit", Value: web.DefaultRateLimit, Sources: cli.EnvVars("SMILEBOARD_RATE_LIMIT"), Usage: p.t("每个地址 10 秒内的计算次数；负数不限", "computed answers one address gets in 10 seconds; negative for no limit")},
	)
}

func (p *program) serveCommand() *cli.Command {
	return &cli.Command{
		Name: "serve", Usage: p.t("启动网站", "serve the web site"),
		Flags: p.serveFlags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := p.migrated(ctx, c.String("db")); err != nil {
				return err
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				return p.serve(ctx, c, s, nil)
			})
		},
	}
}

// serve answers until the context ends. ready is called once the address is open.
func (p *program) serve(ctx context.Context, c *cli.Command, s *store.Store, demo []account.DemoAccount) error {
	release, err := s.LockForServe()
	if err != nil {
		return err
	}
	defer func() { _ = release() }()
	ln, err := web.Listen(c.String("addr"))
	if err != nil {
		return err
	}
	files, err := openFiles(ctx, c, s)
	if err != nil {
		return err
	}
	kept := ""
	if files != nil {
		defer func() { _ = files.Close() }()
		kept = files.Address()
	}
	imports, err := openImports(ctx, c, s)
	if err != nil {
		return err
	}
	defer imports.Close()
	var later sync.WaitGroup
	defer later.Wait()
	people, err := p.people(c, s, demo, later.Go)
	if err != nil {
		return err
	}
	server, err := p.server(c, s, people, files, imports, demo)
	if err != nil {
		return err
	}
	stop, err := p.schedule(ctx, c, s)
	if err != nil {
		return err
	}
	defer stop()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if demo != nil {
		p.printAddresses(ln.Addr().String(), c.String("addr"))
		p.printAccounts(demo)
	}
	if err := p.printSetup(ctx, c, people, ln.Addr().String()); err != nil {
		return err
	}
	defer sweepPeople(ctx, people)()
	slog.InfoContext(ctx, "serving", "address", ln.Addr().String(), "database", s.Address(), "files", kept, "version", version())
	return server.Serve(ctx, ln)
}

func (p *program) server(c *cli.Command, s *store.Store, people *account.Service, files blob.Store, imports *importjob.Service, demo []account.DemoAccount) (*web.Server, error) {
	operations, err := knownOperations()
	if err != nil {
		return nil, err
	}
	ide := demo != nil || c.Bool("ide")
	handler, err := graph.NewHandler(graph.Options{
		Executable: graph.Public(publish.NewReader(s, today)), Operations: operations,
		KnownOnly: c.Bool("known-only"), Introspection: ide,
	})
	if err != nil {
		return nil, err
	}
	proxies, err := prefixes("trusted-proxy", c.StringSlice("trusted-proxy"))
	if err != nil {
		return nil, err
	}
	metrics, err := prefixes("metrics-allow", c.StringSlice("metrics-allow"))
	if err != nil {
		return nil, err
	}
	attachments := attachment.NewService(s, files)
	provider, err := openIDOf(c)
	if err != nil {
		return nil, err
	}
	record, register := audittrail.New(s, zone), registry.NewService(s, today)
	executable, err := console.New(&console.Resolver{
		People: people, Attachments: attachments, Audit: record, Registry: register, Imports: imports,
		Status:  mystatus.NewService(s, register, today),
		Notices: notice.NewBook(s), Dashboards: dashboard.New(s, today),
	})
	if err != nil {
		return nil, err
	}
	office, err := graph.NewHandler(graph.Options{Executable: executable, Enter: console.Enter, Introspection: ide})
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Store: s, Graph: handler, Accounts: people, OpenID: provider, Console: office, Attachments: attachments, Imports: imports,
		Exports: &export.Exporter{Registry: register, Audit: record, People: people, Zone: zone}, Dist: frontend.Dist, Public: frontend.Public, Demo: demo != nil, Version: version(), IDE: ide,
		BaseURL: c.String("base-url"), HSTS: c.Bool("hsts"), AllowedOrigins: c.StringSlice("allow-origin"),
		TrustedProxies: proxies, MetricsAllowed: metrics, CacheBytes: c.Int64("cache-bytes"), RateLimit: c.Int("rate-limit"), Zone: zone,
	})
}

// knownOperations are the pages' own questions, by hash.
func knownOperations() (map[string]string, error) {
	raw, err := frontend.Public.ReadFile("src/public/operations.json")
	if err != nil {
		return nil, fmt.Errorf("operations: %w", err)
	}
	var out map[string]string
	if err := json.Unmarshal(raw, &out); err != nil {
		return nil, fmt.Errorf("operations: %w", err)
	}
	return out, nil
}

func prefixes(flag string, list []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range list {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			addr, aerr := netip.ParseAddr(text)
			if aerr != nil {
				return nil, fault.Invalid(flag, "serve.network", fault.Say(
					"--%s 的 %q 不是网段。请写成 10.0.0.0/8 或单个地址。", "--%s: %q is no network. Write it like 10.0.0.0/8, or a single address.", flag, text))
			}
			p = netip.PrefixFrom(addr, addr.BitLen())
		}
		out = append(out, p)
	}
	return out, nil
}
