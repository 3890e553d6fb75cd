package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v3"

	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
	"smileboard/internal/web"
)

// peopleFlags say how people sign in.
func (p *program) peopleFlags() []cli.Flag {
	return []cli.Flag{
		&cli.DurationFlag{
			Name: "session-idle", Value: account.DefaultIdleLimit, Sources: cli.EnvVars("SMILEBOARD_SESSION_IDLE"),
			Usage: p.t("会话闲置多久后结束（30m 到 8h）", "how long a session lives unused (30m to 8h)"),
		},
		&cli.DurationFlag{
			Name: "session-limit", Value: account.DefaultAbsoluteLimit, Sources: cli.EnvVars("SMILEBOARD_SESSION_LIMIT"),
			Usage: p.t("会话最长多久后结束（最多 168h）", "how long a session lives at most (up to 168h)"),
		},
		&cli.StringSliceFlag{
			Name: "require-totp", Sources: cli.EnvVars("SMILEBOARD_REQUIRE_TOTP"),
			Usage: p.t("必须两步验证的角色，如 administrator,auditor", "roles that need a second factor, such as administrator,auditor"),
		},
		&cli.StringFlag{Name: "oidc-issuer", Sources: cli.EnvVars("SMILEBOARD_OIDC_ISSUER"), Usage: p.t("OpenID 提供方的地址", "the OpenID provider's address")},
		&cli.StringFlag{Name: "oidc-client-id", Sources: cli.EnvVars("SMILEBOARD_OIDC_CLIENT_ID"), Usage: p.t("在提供方登记的客户端编号", "the client id at the provider")},
		&cli.StringFlag{Name: "oidc-client-secret", Sources: cli.EnvVars("SMILEBOARD_OIDC_CLIENT_SECRET"), Usage: p.t("客户端密钥（最好用环境变量或文件）", "the client's secret (better by the environment or a file)")},
		&cli.StringFlag{Name: "oidc-client-secret-file", Sources: cli.EnvVars("SMILEBOARD_OIDC_CLIENT_SECRET_FILE"), Usage: p.t("存放客户端密钥的文件", "a file with the client's secret")},
		&cli.StringFlag{Name: "oidc-name", Value: "OpenID", Sources: cli.EnvVars("SMILEBOARD_OIDC_NAME"), Usage: p.t("登录页上提供方的名称", "what the sign-in page calls the provider")},
		&cli.BoolFlag{Name: "oidc-link-by-mail", Sources: cli.EnvVars("SMILEBOARD_OIDC_LINK_BY_MAIL"), Usage: p.t("首次登录时按已验证的邮箱关联账号", "tie accounts by verified mail address at the first sign-in")},
	}
}

// people opens the accounts as the server uses them.
func (p *program) people(c *cli.Command, s *store.Store, demo []account.DemoAccount, later func(func())) (*account.Service, error) {
	o := account.Options{
		Now: time.Now, Zone: zone, Demo: demo, Later: later, IdleLimit: c.Duration("session-idle"), AbsoluteLimit: c.Duration("session-limit"),
		OpenIDByMail: c.Bool("oidc-link-by-mail"), MailConfigured: c.String("smtp") != "", Issuer: p.t("笑脸榜", "Smileboard"),
	}
	for _, name := range c.StringSlice("require-totp") {
		o.RequireTOTP = append(o.RequireTOTP, viewer.Role(strings.TrimSpace(name)))
	}
	if c.String("oidc-issuer") != "" {
		o.OpenIDName = c.String("oidc-name")
	}
	if err := account.CheckOptions(o); err != nil {
		return nil, err
	}
	return account.New(s, o), nil
}

// shellPeople opens the accounts as the commands use them.
func shellPeople(s *store.Store) *account.Service {
	return account.New(s, account.Options{Now: time.Now, Zone: zone})
}

// openIDOf reads which OpenID provider people may sign in at.
func openIDOf(c *cli.Command) (web.OpenID, error) {
	o := web.OpenID{Issuer: c.String("oidc-issuer"), ClientID: c.String("oidc-client-id"), ClientSecret: c.String("oidc-client-secret")}
	if o.Issuer == "" {
		return web.OpenID{}, nil
	}
	if o.ClientID == "" {
		return o, fault.Invalid("oidc-client-id", "openid.client", fault.Say("用 --oidc-issuer 时还要写明 --oidc-client-id。", "--oidc-issuer needs --oidc-client-id, too."))
	}
	if file := c.String("oidc-client-secret-file"); file != "" {
		raw, err := os.ReadFile(file) //nolint:gosec // named by the operator
		if err != nil {
			reason := err
			if pathError := new(fs.PathError); errors.As(err, &pathError) {
				reason = pathError.Err
			}
			return o, fault.Invalid("oidc-client-secret-file", "openid.secret_file", fault.Say("读不了密钥文件 %s（%v）。", "Cannot read the secret's file %s (%v).", file, reason))
		}
		o.ClientSecret = strings.TrimSpace(string(raw))
	}
	return o, nil
}

// printSetup says how the first account is made, on a server that has none: an address that works once, for half an hour.
func (p *program) printSetup(ctx context.Context, c *cli.Command, people *account.Service, listening string) error {
	link, ok, err := people.Setup(ctx)
	if err != nil || !ok {
		return err
	}
	base := c.String("base-url")
	if base == "" {
		base = "http://" + reachable(listening, c.String("addr"))
	}
	address := strings.TrimSuffix(base, "/") + link.Path
	slog.WarnContext(ctx, "no account yet: the setup address works once", "address", address, "until", link.ExpiresAt)
	p.printf(fault.Say("还没有账号。请在 %d 分钟内打开这个只能用一次的地址，建立第一位系统管理员：\n  %s",
		"There is no account yet. Open this address within %d minutes; it works once, and makes the first administrator:\n  %s",
		int(account.SetupLimit.Minutes()), address))
	return nil
}

// sweepEvery is how often a server throws away sessions and links that are over.
const sweepEvery = 10 * time.Minute

// sweepPeople sweeps now and then until ctx ends, or the returned function is called, which waits for it.
func sweepPeople(ctx context.Context, people *account.Service) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		tick := time.NewTicker(sweepEvery)
		defer tick.Stop()
		for {
			if err := people.Sweep(ctx); err != nil && ctx.Err() == nil {
				slog.WarnContext(ctx, "sweep", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
	return func() { cancel(); done.Wait() }
}

// printLink hands a one-time link over, to somebody who stands at the server's own shell.
func (p *program) printLink(c *cli.Command, link account.Link) {
	base := strings.TrimSuffix(c.String("base-url"), "/")
	until := link.ExpiresAt.In(zone).Format("2006-01-02 15:04")
	if base == "" {
		p.printf(fault.Say("一次性链接（%s 前有效，接在网站地址后面）：\n  %s", "One-time link (until %s; it follows the site's address):\n  %s", until, link.Path))
		return
	}
	p.printf(fault.Say("一次性链接（%s 前有效）：\n  %s", "One-time link (until %s):\n  %s", until, fmt.Sprint(base, link.Path)))
}
