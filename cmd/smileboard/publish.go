package main

import (
	"context"
	"time"

	"github.com/urfave/cli/v3"

	"smileboard/ent"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/publication"
	"smileboard/internal/store"
)

// zone is where the jurisdiction's days begin and end.
var zone = jurisdiction()

func jurisdiction() *time.Location {
	if z, err := time.LoadLocation("Asia/Shanghai"); err == nil {
		return z
	}
	return time.FixedZone("Asia/Shanghai", 8*60*60) // a machine without the zone files; China has no summer time
}

func today() calendar.Date { return calendar.FromTime(time.Now().In(zone)) }

func (p *program) cycleFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "district", Sources: cli.EnvVars("SMILEBOARD_DISTRICT"), Usage: p.t("区代码，6 位", "the district's code, six digits")},
		&cli.StringFlag{Name: "cycle", Usage: p.t("周期，如 2026H1", "the cycle, such as 2026H1")},
	}, more...)
}

func (p *program) reasonFlag() cli.Flag {
	return &cli.StringFlag{Name: "reason", Usage: p.t("理由（公开显示）", "the reason (shown to the public)")}
}

func (p *program) assessCommand() *cli.Command {
	return &cli.Command{
		Name: "assess", Usage: p.t("按现有依据评估一个周期，不写入", "assess a cycle on the evidence as it stands, and write nothing"),
		Flags: p.cycleFlags(&cli.BoolFlag{Name: "json", Usage: p.t("输出依据合计与结果（JSON）", "print the evidence totals and results as JSON")}),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := required(c, "district", "cycle"); err != nil {
				return err
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				d, err := publication.Assess(ctx, s, c.String("district"), c.String("cycle"))
				if err != nil {
					return err
				}
				if !c.Bool("json") {
					p.printResults(d)
					return nil
				}
				out, err := assess.Canonical(struct {
					Evidence assess.Evidence `json:"evidence"`
					Results  *assess.Results `json:"results"`
				}{assess.Normalize(d.Evidence), d.Results})
				if err != nil {
					return err
				}
				_, err = p.out.Write(append(out, '\n'))
				return err
			})
		},
	}
}

func (p *program) publishCommand() *cli.Command {
	return &cli.Command{
		Name: "publish", Usage: p.t("公布一个周期的结果，公布后不再改变", "publish a cycle's results, which then never change"),
		Flags: p.cycleFlags(
			&cli.StringFlag{Name: "notified", Usage: p.t("书面告知企业的日期，如 2026-07-20", "the day on which the companies were told in writing, such as 2026-07-20")},
			&cli.BoolFlag{Name: "revise", Usage: p.t("公布更正版", "publish a revision")},
			p.reasonFlag(),
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := required(c, "district", "cycle", "notified"); err != nil {
				return err
			}
			notified, err := calendar.Parse(c.String("notified"))
			if err != nil {
				return fault.Invalid("notified", "publish.date", fault.Say("--notified 要写成 2026-07-20 这样的日期。", "--notified takes a date like 2026-07-20."))
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				d, err := publication.Record(ctx, s, publication.Publish{
					District: c.String("district"), Cycle: c.String("cycle"), NotifiedOn: notified, Today: today(), Now: time.Now(),
					Revise: c.Bool("revise"), Reason: c.String("reason"),
				})
				if err != nil {
					return err
				}
				p.printPublished(d)
				return nil
			})
		},
	}
}

func (p *program) printPublished(d *publication.Draft) {
	n := d.Results.Totals.ByClass
	p.printf(fault.Say("已公布 %s %s：示范 %d、达标 %d、整改 %d、待评 %d。",
		"Published %s %s: demonstration %d, compliant %d, rectification %d, not rated %d.",
		d.Results.District, d.Results.Cycle, n.Demonstration, n.Compliant, n.Rectification, n.NotRated))
}

func (p *program) reopenCommand() *cli.Command {
	return &cli.Command{
		Name: "reopen", Usage: p.t("重新开放已公布周期的依据，以便更正", "open a published cycle's evidence again for a revision"),
		Flags: p.cycleFlags(p.reasonFlag()),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := required(c, "district", "cycle"); err != nil {
				return err
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				_, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
					cy, err := cycle.Find(ctx, tx.Client(), c.String("district"), c.String("cycle"))
					if err != nil {
						return struct{}{}, err
					}
					return struct{}{}, cycle.Reopen(ctx, tx, cy, c.String("reason"))
				})
				if err == nil {
					p.printf(fault.Say("已重新开放 %s 的依据。公布的内容不变，导入后请用 publish --revise 公布更正版。",
						"The evidence of %s is open again. What is published stays; import, then publish with --revise.", c.String("cycle")))
				}
				return err
			})
		},
	}
}

func (p *program) withdrawCommand() *cli.Command {
	return &cli.Command{
		Name: "withdraw", Usage: p.t("撤回一个周期的公布，原内容加注后仍可查看", "withdraw a cycle's publication; it stays readable under the mark"),
		Flags: p.cycleFlags(p.reasonFlag()),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := required(c, "district", "cycle"); err != nil {
				return err
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				err := publication.Withdraw(ctx, s, c.String("district"), c.String("cycle"), c.String("reason"), today())
				if err == nil {
					p.printf(fault.Say("已撤回 %s %s 的公布。", "The publication of %s %s is withdrawn.", c.String("district"), c.String("cycle")))
				}
				return err
			})
		},
	}
}
