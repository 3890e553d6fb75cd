package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"
	"golang.org/x/term"

	"smileboard/ent"
	"smileboard/ent/contractor"
	"smileboard/ent/organization"
	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// people opens the accounts as a command or the server uses them.
func (p *program) people(c *cli.Command, s *store.Store, demo []account.DemoAccount) (*account.Service, error) {
	return account.New(s, account.Options{Now: time.Now, Zone: zone, Demo: demo, MailConfigured: c.String("smtp") != ""}), nil
}

func (p *program) userCommand() *cli.Command {
	return &cli.Command{
		Name: "user", Usage: p.t("管理账号", "manage accounts"),
		Commands: []*cli.Command{p.userCreateCommand()},
	}
}

func (p *program) placeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "role", Usage: p.t("角色，如 administrator、district_officer", "the role, such as administrator or district_officer")},
		&cli.StringFlag{Name: "organization", Usage: p.t("角色所在组织的代码", "the code of the organization in which the role is held")},
		&cli.StringFlag{Name: "contractor", Usage: p.t("角色所在企业的统一社会信用代码", "the 统一社会信用代码 of the contractor in which the role is held")},
	}
}

func (p *program) userCreateCommand() *cli.Command {
	return &cli.Command{
		Name: "create", ArgsUsage: p.t("用户名", "USERNAME"), Usage: p.t("新建账号；密码从标准输入读取", "make an account; the password comes from standard input"),
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "name", Usage: p.t("姓名", "the person's name")},
			&cli.StringFlag{Name: "email", Usage: p.t("邮箱", "the mail address")},
			&cli.StringFlag{Name: "phone", Usage: p.t("电话", "the phone number")},
		}, p.placeFlags()...),
		Action: func(ctx context.Context, c *cli.Command) error {
			username, err := oneUser(c)
			if err != nil {
				return err
			}
			if err := required(c, "name"); err != nil {
				return err
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				people, err := p.people(c, s, nil)
				if err != nil {
					return err
				}
				grant, err := placeOf(ctx, s, c)
				if err != nil {
					return err
				}
				password, err := p.readPassword()
				if err != nil {
					return err
				}
				row, err := people.CreateWithPassword(ctx, account.Person{
					Username: username, Name: c.String("name"), Email: c.String("email"), Phone: c.String("phone"),
				}, password, grant)
				if err == nil {
					p.printf(fault.Say("已新建账号 %s（%s）。", "Made the account %s (%s).", row.Username, row.Name))
				}
				return err
			})
		},
	}
}

func oneUser(c *cli.Command) (string, error) {
	if c.Args().Len() != 1 {
		return "", &usageError{fault.Say("请写明一个用户名，例如：smileboard user %s 用户名", "Name one user, such as: smileboard user %s USERNAME", c.Name)}
	}
	return c.Args().First(), nil
}

// placeOf reads --role with its place; the zero value where no role is given.
func placeOf(ctx context.Context, s *store.Store, c *cli.Command) (account.GrantRole, error) {
	g := account.GrantRole{Role: viewer.Role(c.String("role"))}
	if g.Role == "" {
		return g, nil
	}
	if !slices.Contains(viewer.Roles, g.Role) {
		return g, &usageError{fault.Say("没有角色 %s。角色有：%s。", "There is no role %s. The roles are: %s.", g.Role, strings.Trim(fmt.Sprint(viewer.Roles), "[]"))}
	}
	var err error
	if code := c.String("organization"); code != "" {
		g.Organization, err = s.Client.Organization.Query().Where(organization.Code(code)).OnlyID(ctx)
		if ent.IsNotFound(err) {
			return g, fault.NotFound("organization.unknown", fault.Say("没有代码为 %s 的组织。", "There is no organization with the code %s.", code))
		}
	}
	if uscc := c.String("contractor"); err == nil && uscc != "" {
		g.Contractor, err = s.Client.Contractor.Query().Where(contractor.Uscc(uscc)).OnlyID(ctx)
		if ent.IsNotFound(err) {
			return g, fault.NotFound("contractor.unknown", fault.Say("没有统一社会信用代码为 %s 的企业。", "There is no contractor with the 统一社会信用代码 %s.", uscc))
		}
	}
	if err != nil {
		return g, fmt.Errorf("user: place: %w", err)
	}
	return g, nil
}

// readPassword reads a password from standard input, unseen where that is a terminal. It is never an argument: arguments
// are seen by everyone on the machine and kept by the shell.
func (p *program) readPassword() (string, error) {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		_, _ = fmt.Fprint(p.err, p.t("密码：", "Password: "))
		typed, err := term.ReadPassword(int(os.Stdin.Fd()))
		_, _ = fmt.Fprintln(p.err)
		if err != nil {
			return "", fmt.Errorf("user: read the password: %w", err)
		}
		return string(typed), nil
	}
	line, err := bufio.NewReader(io.LimitReader(os.Stdin, 4096)).ReadString('\n')
	if err != nil && line == "" {
		return "", fault.Invalid("password", "account.no_password", fault.Say("请从标准输入给出密码。", "Give the password on standard input."))
	}
	return strings.TrimRight(line, "\r\n"), nil
}
