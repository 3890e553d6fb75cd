// Command smileboard registers compounds and contractors, assesses them, and hangs faces on a public board.
//
// All wiring is here; every flag has a twin in the environment, SMILEBOARD_….
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/urfave/cli/v3"

	"smileboard/internal/fault"
)

// The exit statuses: a script can tell bad input, which the caller mends, from a failure of ours.
const (
	exitOK       = 0
	exitInternal = 1
	exitBadInput = 2
)

func main() {
	// A file-size limit shows as a failed write, not as a killed process.
	signal.Ignore(syscall.SIGXFSZ)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program but for the process: it ends when ctx does.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := &program{out: stdout, err: stderr, lang: languageOf(args, os.Getenv)}
	return p.exit(ctx, p.app().Run(ctx, args))
}

// program is what the commands share.
type program struct {
	out, err io.Writer
	lang     language
}

type language string

const (
	zh language = "zh"
	en language = "en"
)

// languageOf takes --lang, SMILEBOARD_LANG, or the terminal's locale. Chinese is the first language.
func languageOf(args []string, env func(string) string) language {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return languageNamed(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return languageNamed(args[i+1])
		}
	}
	for _, name := range []string{"SMILEBOARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			return languageNamed(v)
		}
	}
	return zh
}

func languageNamed(v string) language {
	if strings.HasPrefix(strings.ToLower(v), "en") {
		return en
	}
	return zh
}

// say picks the sentence of the program's language.
func (p *program) say(w fault.Words) string {
	if p.lang == en {
		return w.En
	}
	return w.Zh
}

// t is say for a sentence without figures.
func (p *program) t(chinese, english string) string {
	return p.say(fault.Words{Zh: chinese, En: english})
}

// printf writes a line to standard output; one that cannot be written has nobody to be told.
func (p *program) printf(w fault.Words) { _, _ = fmt.Fprintln(p.out, p.say(w)) }

// errShown ends the program as bad input where everything was said already.
var errShown = errors.New("shown")

func (p *program) exit(ctx context.Context, err error) int {
	if err == nil {
		return exitOK
	}
	if errors.Is(err, errShown) {
		return exitBadInput
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(p.err, p.t("已中断，没有留下任何改动。", "Interrupted; nothing was kept."))
		return exitInternal
	}
	if f, ok := fault.As(err); ok {
		_, _ = fmt.Fprintln(p.err, p.t("错误：", "Error: ")+p.say(f.Words))
		if f.Err != nil {
			slog.DebugContext(ctx, "cause", "error", f.Err)
		}
		if f.Code == fault.CodeInternal {
			return exitInternal
		}
		return exitBadInput
	}
	var usage *usageError
	if errors.As(err, &usage) {
		_, _ = fmt.Fprintln(p.err, p.t("错误：", "Error: ")+p.say(usage.words))
		return exitBadInput
	}
	_, _ = fmt.Fprintln(p.err, p.t("内部错误：", "Internal error: ")+err.Error())
	return exitInternal
}

// usageError is a call that the command line does not understand.
type usageError struct{ words fault.Words }

func (e *usageError) Error() string { return e.words.En }

func (p *program) app() *cli.Command {
	commands := []*cli.Command{
		p.serveCommand(), p.demoCommand(), p.migrateCommand(), p.importCommand(), p.assessCommand(), p.publishCommand(),
		p.reopenCommand(), p.withdrawCommand(), p.standardCommand(), p.backupCommand(), p.restoreCommand(), p.doctorCommand(), p.sweepCommand(), p.userCommand(),
	}
	for _, c := range commands {
		c.OnUsageError = notUnderstood
	}
	return &cli.Command{
		Name:                  "smileboard",
		Usage:                 p.t("笑脸榜：住宅小区物业服务评估与公示", "assess the management of residential compounds and publish it"),
		Version:               version(),
		EnableShellCompletion: true,
		ConfigureShellCompletionCommand: func(c *cli.Command) {
			c.Hidden, c.Usage = false, p.t("输出命令补全脚本（bash、zsh、fish、pwsh）", "print the completion script (bash, zsh, fish, pwsh)")
		},
		Suggest:        true,
		Writer:         p.out,
		ErrWriter:      p.err,
		ExitErrHandler: func(context.Context, *cli.Command, error) {},
		OnUsageError:   notUnderstood,
		Flags:          p.globalFlags(),
		Before: func(ctx context.Context, c *cli.Command) (context.Context, error) {
			return ctx, p.setLogger(c)
		},
		Commands: commands,
		Action: func(_ context.Context, c *cli.Command) error {
			if c.Args().Present() {
				return &usageError{fault.Say("没有 %s 这个命令。用 --help 查看所有命令。", "There is no command %s. See --help for all of them.", c.Args().First())}
			}
			return cli.ShowAppHelp(c)
		},
	}
}

// notUnderstood turns the command line's own complaint into ours.
func notUnderstood(_ context.Context, c *cli.Command, err error, _ bool) error {
	return &usageError{fault.Say("%s 的写法不对（%s）。用 --help 查看用法。", "The call of %s is not understood (%s). See --help.", c.Name, err)}
}

// required checks that a command's flags were given.
func required(c *cli.Command, flags ...string) error {
	for _, name := range flags {
		if c.String(name) == "" {
			return &usageError{fault.Say("%s 缺少 --%s。用 --help 查看用法。", "%s needs --%s. See --help.", c.Name, name)}
		}
	}
	return nil
}

func (p *program) globalFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{
			Name: "db", Value: "sqlite:smileboard.db", Sources: cli.EnvVars("SMILEBOARD_DB"),
			Usage: p.t("数据库：sqlite:路径 或 postgres://…", "the database: sqlite:PATH or postgres://…"),
		},
		&cli.StringFlag{
			Name: "files", Sources: cli.EnvVars("SMILEBOARD_FILES"),
			Usage: p.t("附件存放处：file:文件夹 或 s3://存储桶/前缀?endpoint=…（SQLite 默认放在数据库旁边）", "where files are kept: file:FOLDER or s3://BUCKET/PREFIX?endpoint=… (beside a SQLite file by default)"),
		},
		&cli.StringFlag{Name: "lang", Sources: cli.EnvVars("SMILEBOARD_LANG"), Usage: p.t("语言：zh 或 en", "language: zh or en")},
		&cli.StringFlag{
			Name: "log-format", Value: "text", Sources: cli.EnvVars("SMILEBOARD_LOG_FORMAT"),
			Usage: p.t("日志格式：text 或 json", "log format: text or json"), Validator: oneOf("text", "json"),
		},
		&cli.StringFlag{
			Name: "log-level", Value: "info", Sources: cli.EnvVars("SMILEBOARD_LOG_LEVEL"),
			Usage: p.t("日志级别：debug、info、warn、error", "log level: debug, info, warn, error"), Validator: oneOf("debug", "info", "warn", "error"),
		},
	}
}

func oneOf(words ...string) func(string) error {
	return func(v string) error {
		for _, w := range words {
			if v == w {
				return nil
			}
		}
		return fmt.Errorf("%q: %s", v, strings.Join(words, " | "))
	}
}

func (p *program) setLogger(c *cli.Command) error {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.String("log-level"))); err != nil {
		return fmt.Errorf("log level: %w", err)
	}
	opts := &slog.HandlerOptions{Level: level}
	var h slog.Handler = slog.NewTextHandler(p.err, opts)
	if c.String("log-format") == "json" {
		h = slog.NewJSONHandler(p.err, opts)
	}
	slog.SetDefault(slog.New(h))
	return nil
}

// release is set by the build.
var release = ""

func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
