package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/lease"
	"smileboard/internal/notice/mail"
	"smileboard/internal/reminder"
	"smileboard/internal/store"
)

// How often a server asks what is due, and when the day's search for what falls due begins: before the offices open.
const (
	scheduleTick = 20 * time.Second
	scanFrom     = 6 * time.Hour
)

func (p *program) mailFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "smtp", Sources: cli.EnvVars("SMILEBOARD_SMTP"), Usage: p.t("邮件服务器：smtps://用户@主机:465 或 smtp+starttls://用户@主机:587", "the mail server: smtps://user@host:465 or smtp+starttls://user@host:587")},
		&cli.StringFlag{Name: "smtp-password-file", Sources: cli.EnvVars("SMILEBOARD_SMTP_PASSWORD_FILE"), Usage: p.t("存有邮件密码的文件；也可用环境变量 SMILEBOARD_SMTP_PASSWORD", "a file with the mail server's password; SMILEBOARD_SMTP_PASSWORD does the same")},
		&cli.StringFlag{Name: "mail-from", Sources: cli.EnvVars("SMILEBOARD_MAIL_FROM"), Usage: p.t("发件人，如 笑脸榜 <noreply@example.gov.cn>", "the sender, such as Smileboard <noreply@example.gov.cn>")},
	}
}

// schedule does the scheduled work beside a server, until stop is called. It fails where the mail server is not named well.
func (p *program) schedule(ctx context.Context, c *cli.Command, s *store.Store) (stop func(), err error) {
	works := []lease.Work{
		{
			Name: "notices: due", For: time.Hour, Due: lease.Daily(zone, scanFrom),
			Do: func(ctx context.Context, now time.Time) error {
				return reminder.Scan(ctx, s, calendar.FromTime(now.In(zone)))
			},
		},
		{
			Name: "notices: published", For: time.Hour, Due: lease.Every(time.Hour),
			Do: func(ctx context.Context, now time.Time) error {
				return reminder.Published(ctx, s, calendar.FromTime(now.In(zone)), now)
			},
		},
	}
	postman, err := p.postman(ctx, c, s)
	if err != nil {
		return nil, err
	}
	if postman != nil {
		works = append(works, lease.Work{Name: "notices: mail", For: 10 * time.Minute, Due: lease.Every(scheduleTick / 2), Ready: postman.Ready, Do: postman.Deliver})
	}
	holder, err := holder()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	tick, done := time.NewTicker(scheduleTick), make(chan struct{})
	go func() {
		defer close(done)
		lease.Run(ctx, s, holder, time.Now, tick.C, works...)
	}()
	return func() {
		cancel()
		tick.Stop()
		<-done
	}, nil
}

// holder is a name that no other server has.
func holder() (string, error) {
	host, err := os.Hostname()
	if err != nil {
		return "", fmt.Errorf("schedule: %w", err)
	}
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("schedule: %w", err)
	}
	return fmt.Sprintf("%.60s/%d/%s", host, os.Getpid(), hex.EncodeToString(b)), nil
}

// postman takes notices to the mail server that was named; nil where none was.
func (p *program) postman(ctx context.Context, c *cli.Command, s *store.Store) (*mail.Postman, error) {
	if c.String("smtp") == "" {
		return nil, nil // no mail is set up: that is an answer
	}
	password, err := mailPassword(c.String("smtp-password-file"))
	if err != nil {
		return nil, err
	}
	server, err := mail.ParseServer(c.String("smtp"), password, c.String("mail-from"))
	if err != nil {
		return nil, err
	}
	if c.String("base-url") == "" {
		slog.WarnContext(ctx, "mail has no links to the console without --base-url")
	}
	return &mail.Postman{Store: s, Server: server, BaseURL: c.String("base-url"), Zone: zone}, nil
}

// maxPasswordFile bounds the file of a password.
const maxPasswordFile = 4096

// mailPassword takes the password from a file or the environment: a flag could be read by everyone on the machine.
func mailPassword(file string) (string, error) {
	if file == "" {
		return os.Getenv("SMILEBOARD_SMTP_PASSWORD"), nil
	}
	unread := fault.Invalid("smtp-password-file", "mail.password_file", fault.Say(
		"读不了存有邮件密码的文件 %s：文件不存在、不可读，或大于 4 KB。", "Cannot read the file with the mail password, %s: it is not there, not readable, or larger than 4 KB.", file))
	info, err := os.Stat(file)
	if err != nil {
		return "", unread.Because(err)
	}
	if info.IsDir() || info.Size() > maxPasswordFile {
		return "", unread
	}
	raw, err := os.ReadFile(file) //nolint:gosec // named by the operator
	if err != nil {
		return "", unread.Because(err)
	}
	return strings.TrimRight(string(raw), "\r\n"), nil
}
