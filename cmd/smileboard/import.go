package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/urfave/cli/v3"
	"golang.org/x/term"

	"smileboard/internal/fault"
	"smileboard/internal/importer"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/store"
)

func (p *program) importCommand() *cli.Command {
	return &cli.Command{
		Name: "import", Usage: p.t("导入区的工作簿（.xlsx、CSV 文件夹或 .zip）", "import a district's workbook (.xlsx, a folder of CSV files, or a .zip)"),
		ArgsUsage: p.t("文件", "FILE"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "district", Sources: cli.EnvVars("SMILEBOARD_DISTRICT"), Usage: p.t("只接受这个区的行", "refuse rows of any other district")},
			&cli.BoolFlag{Name: "dry-run", Usage: p.t("只检查，不写入", "check everything and write nothing")},
			&cli.BoolFlag{Name: "json", Usage: p.t("以 JSON 输出报告", "print the report as JSON")},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			file, err := oneArgument(c)
			if err != nil {
				return err
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				bar := p.newProgress()
				r, err := importer.Import(ctx, s, file, importer.Options{
					District: c.String("district"), DryRun: c.Bool("dry-run"), Progress: bar.show,
				})
				bar.end()
				if err != nil {
					return err
				}
				if err := p.printReport(r, c.Bool("json")); err != nil {
					return err
				}
				if r.Errors > 0 {
					return errShown
				}
				return nil
			})
		},
	}
}

func (p *program) printReport(r *importer.Report, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(p.out)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	for _, i := range r.Issues {
		_, _ = fmt.Fprintln(p.err, p.issueLine(i))
	}
	if r.More > 0 {
		_, _ = fmt.Fprintln(p.err, p.say(fault.Say("……还有 %d 处没有列出。", "… and %d more that are not listed.", r.More)))
	}
	for _, name := range r.Unread {
		_, _ = fmt.Fprintln(p.err, p.say(fault.Say("没有读的表：%s", "Sheet not read: %s", name)))
	}
	if r.Errors > 0 {
		_, _ = fmt.Fprintln(p.err, p.say(fault.Say("共 %d 处错误，没有写入任何数据。改好后再导入一次。",
			"%d errors; nothing was written. Mend them and import again.", r.Errors)))
		return nil
	}
	rows := [][]string{{p.t("表", "sheet"), p.t("行", "rows"), p.t("新增", "new"), p.t("更改", "changed"), p.t("相同", "same")}}
	for _, s := range r.Sheets {
		rows = append(rows, []string{s.Name, strconv.Itoa(s.Rows), strconv.Itoa(s.New), strconv.Itoa(s.Changed), strconv.Itoa(s.Same)})
	}
	printTable(p.out, rows)
	if r.DryRun {
		p.printf(fault.Say("只做检查，没有写入。没有错误，可以导入。", "Checked only; nothing was written. There are no errors."))
		return nil
	}
	p.printf(fault.Say("已导入。", "Imported."))
	return nil
}

// issueLine says where, what and what to do, in one line.
func (p *program) issueLine(i workbook.Issue) string {
	kind := p.t("错误", "error")
	if i.Severity == workbook.SeverityWarning {
		kind = p.t("提醒", "warning")
	}
	line := kind + " " + i.Sheet
	if i.Row > 0 {
		line += p.say(fault.Say(" 第 %d 行", " row %d", i.Row))
	}
	if i.Column != "" {
		line += " " + i.Column
	}
	if i.Value != "" {
		line += p.say(fault.Say("（%s）", " (%s)", i.Value))
	}
	return line + p.t("：", ": ") + p.say(i.Words)
}

// progress draws a line that is written over on a terminal, and a line now and then elsewhere.
type progress struct {
	p        *program
	terminal bool
	last     time.Time
	drawn    bool
}

func (p *program) newProgress() *progress {
	f, ok := p.err.(*os.File)
	return &progress{p: p, terminal: ok && term.IsTerminal(int(f.Fd()))}
}

// intervals between two drawings.
const (
	terminalInterval = 100 * time.Millisecond
	plainInterval    = 2 * time.Second
)

func (b *progress) show(step string, done, total int) {
	interval := plainInterval
	if b.terminal {
		interval = terminalInterval
	}
	if b.last.IsZero() {
		b.last = time.Now()
	}
	if time.Since(b.last) < interval {
		return
	}
	b.last = time.Now()
	text := b.p.say(fault.Say("读取 %s：%d 行", "reading %s: %d rows", step, done))
	if total > 0 {
		text = b.p.say(fault.Say("写入 %s：%d / %d 行", "writing %s: %d of %d rows", step, done, total))
	}
	if b.terminal {
		_, _ = fmt.Fprintf(b.p.err, "\r\x1b[K%s", text)
		b.drawn = true
		return
	}
	_, _ = fmt.Fprintln(b.p.err, text)
}

func (b *progress) end() {
	if b.drawn {
		_, _ = fmt.Fprint(b.p.err, "\r\x1b[K")
	}
}
