package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v3"

	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/publication"
	"smileboard/internal/sample"
	"smileboard/internal/standard"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

func (p *program) demoCommand() *cli.Command {
	return &cli.Command{
		Name: "demo", Usage: p.t("载入示例区并启动网站（企业与数字均为虚构）", "load the sample districts and serve (contractors and figures are invented)"),
		Flags: append(p.serveFlags(), &cli.StringFlag{
			Name: "dir", Value: filepath.Join("data", "demo"), Sources: cli.EnvVars("SMILEBOARD_DEMO_DIR"),
			Usage: p.t("存放示例工作簿和数据库的文件夹", "the folder for the sample's workbooks and database"),
		}),
		Action: func(ctx context.Context, c *cli.Command) error {
			address := "sqlite:" + filepath.Join(c.String("dir"), "demo.db")
			if c.IsSet("db") {
				address = c.String("db")
			}
			if err := p.migrated(ctx, address); err != nil {
				return err
			}
			ctx = viewer.AsOperator(ctx, "demo")
			s, err := store.Open(ctx, address, store.Options{})
			if err != nil {
				return err
			}
			if err = p.loadSample(ctx, s, c.String("dir")); err == nil {
				var accounts []account.DemoAccount
				if accounts, err = p.demoAccounts(ctx, c, s); err == nil {
					err = demoRegister(ctx, s)
				}
				if err == nil {
					err = p.serve(ctx, c, s, accounts)
				}
			}
			if cerr := s.Close(); err == nil {
				err = cerr
			}
			return err
		},
	}
}

// sampleCycles is how many cycles each sample district has.
const sampleCycles = 2

// loadSample imports and publishes the sample districts, going on from where an earlier run stopped.
func (p *program) loadSample(ctx context.Context, s *store.Store, dir string) error {
	done, err := publication.Count(ctx, s.Client)
	if err != nil {
		return err
	}
	if done >= sampleCycles*len(sample.Districts) {
		p.printf(fault.Say("示例数据已在库中。", "The sample is in the database already."))
		return nil
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	p.printf(fault.Say("生成示例工作簿……", "Writing the sample workbooks …"))
	files, err := sample.Write(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		p.printf(fault.Say("导入 %s……", "Importing %s …", f.Path))
		bar := p.newProgress()
		r, err := importer.Import(ctx, s, f.Path, importer.Options{District: f.District, Progress: bar.show})
		bar.end()
		if err != nil {
			return err
		}
		if r.Errors > 0 {
			if err := p.printReport(r, false); err != nil {
				return err
			}
			return errShown
		}
		for _, c := range f.Cycles {
			if err := p.publishSample(ctx, s, f.District, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// publishSample publishes one cycle on the first day allowed after the companies were told.
func (p *program) publishSample(ctx context.Context, s *store.Store, district string, c sample.Cycle) error {
	published, err := publication.Published(ctx, s.Client, district, c.Name)
	if err != nil || published {
		return err
	}
	day := c.NotifiedOn.AddDays(standard.Default().Publication.NoticeDays)
	d, err := publication.Record(ctx, s, publication.Publish{
		District: district, Cycle: c.Name, NotifiedOn: c.NotifiedOn, Today: day, Now: time.Now(),
	})
	if err != nil {
		return err
	}
	p.printPublished(d)
	return nil
}

// printAddresses says where to look.
func (p *program) printAddresses(listening, asked string) {
	host := reachable(listening, asked)
	p.printf(fault.Say("演示：地名真实，企业与数字均为虚构。\n  首页        http://%s/\n  公示榜      http://%[1]s/board/430104\n  企业排名    http://%[1]s/ranking/430104\n  GraphiQL    http://%[1]s/graphiql\n按 Ctrl+C 停止。",
		"Demo: the places are real, contractors and figures are invented.\n  Home       http://%s/\n  Board      http://%[1]s/board/430104\n  Ranking    http://%[1]s/ranking/430104\n  GraphiQL   http://%[1]s/graphiql\nStop with Ctrl+C.", host))
}

// reachable is the address at which a browser on this machine finds the server: the name that was asked for, and the port
// that it got.
func reachable(listening, asked string) string {
	if h, _, err := net.SplitHostPort(asked); err == nil && h != "" {
		if _, port, err := net.SplitHostPort(listening); err == nil {
			return net.JoinHostPort(h, port)
		}
	}
	return listening
}
