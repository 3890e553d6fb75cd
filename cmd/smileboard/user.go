package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"
	"golang.org/x/term"

	"smileboard/ent"
	"smileboard/ent/contractor"
	"smileboard/ent/organization"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

func (p *program) userCommand() *cli.Command {
	return &cli.Command{
		Name: "user", Usage: p.t("管理账号", "manage accounts"),
		Commands: []*cli.Command{p.userCreateCommand(), p.userListCommand(), p.userDisableCommand(), p.userEnableCommand(), p.userResetCommand(), p.userGrantCommand()},
	}
}

func (p *program) placeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "role", Usage: p.t("角色，如 administrator、district_officer", "the role, such as administrator or district_officer")},
		&cli.StringFlag{Name: "organization", Usage: p.t("角色所在组织的代码", "the code of the organization in which the role is held")},
		&cli.StringFlag{Name: "contractor", Usage: p.t("角色所在企业的统一社会信用代码", "the 统一社会信用代码 of the contractor in which the role is held")},
	}
}

func (p *program) linkFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "base-url", Sources: cli.EnvVars("SMILEBOARD_BASE_URL"), Usage: p.t("对外网址，写在链接前面", "how people reach the server, for the link")},
		&cli.BoolFlag{Name: "password-stdin", Usage: p.t("从标准输入读取密码，不给链接", "read the password from standard input, and make no link")},
	}
}

func (p *program) userCreateCommand() *cli.Command {
	return &cli.Command{
		Name: "create", ArgsUsage: p.t("用户名", "USERNAME"), Usage: p.t("新建账号，给出设置密码的链接", "make an account, and a link with which its password is set"),
		Flags: append(append([]cli.Flag{
			&cli.StringFlag{Name: "name", Usage: p.t("姓名", "the person's name")},
			&cli.StringFlag{Name: "email", Usage: p.t("邮箱", "the mail address")},
			&cli.StringFlag{Name: "phone", Usage: p.t("电话", "the phone number")},
		}, p.placeFlags()...), p.linkFlags()...),
		Action: func(ctx context.Context, c *cli.Command) error {
			username, err := oneUser(c)
			if err == nil {
				err = required(c, "name")
			}
			if err != nil {
				return err
			}
			person := account.Person{Username: username, Name: c.String("name"), Email: c.String("email"), Phone: c.String("phone")}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				grant, err := placeOf(ctx, s, c)
				if err != nil {
					return err
				}
				if c.Bool("password-stdin") {
					return p.createWithPassword(ctx, s, person, grant)
				}
				made, err := shellPeople(s).CreateInvited(ctx, person, grant)
				if err == nil {
					p.printf(fault.Say("已新建账号 %s（%s）。", "Made the account %s (%s).", made.Account.Username, made.Account.Name))
					p.printLink(c, made.Link)
				}
				return err
			})
		},
	}
}

func (p *program) createWithPassword(ctx context.Context, s *store.Store, person account.Person, grant account.GrantRole) error {
	password, err := p.readPassword()
	if err != nil {
		return err
	}
	row, err := shellPeople(s).CreateWithPassword(ctx, person, password, grant)
	if err == nil {
		p.printf(fault.Say("已新建账号 %s（%s）。", "Made the account %s (%s).", row.Username, row.Name))
	}
	return err
}

func (p *program) userListCommand() *cli.Command {
	return &cli.Command{
		Name: "list", Usage: p.t("列出账号和角色", "list the accounts with their roles"),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				rows := [][]string{{p.t("用户名", "user name"), p.t("姓名", "name"), p.t("状态", "state"), p.t("角色", "roles")}}
				err := shellPeople(s).EachAccount(ctx, account.Filter{}, account.Order{Field: account.ByUsername}, func(a *account.Profiled) error {
					rows = append(rows, []string{a.Username, a.Name, p.stateOf(a), rolesOf(a.Grants)})
					return nil
				})
				if err == nil {
					printTable(p.out, rows)
				}
				return err
			})
		},
	}
}

func (p *program) stateOf(a *account.Profiled) string {
	switch {
	case a.DisabledAt != nil:
		return p.t("已停用", "disabled")
	case a.PasswordHash == "":
		return p.t("待设密码", "no password yet")
	}
	return p.t("可用", "active")
}

// rolesOf writes grants as role@place, with their days where they have a last one.
func rolesOf(grants []*ent.Grant) string {
	var out []string
	for _, g := range grants {
		text := string(g.Role)
		if o := g.Edges.Organization; o != nil {
			text += "@" + o.Code
		}
		if c := g.Edges.Contractor; c != nil {
			text += "@" + c.Uscc
		}
		if g.Ends != nil {
			text += "(–" + g.Ends.Format("2006-01-02") + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// withUser runs a command on an account that is named by its user name.
func (p *program) withUser(ctx context.Context, c *cli.Command, run func(ctx context.Context, s *store.Store, people *account.Service, id int) error) error {
	username, err := oneUser(c)
	if err != nil {
		return err
	}
	return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
		people := shellPeople(s)
		id, err := people.ByUsername(ctx, username)
		if err != nil {
			return err
		}
		return run(ctx, s, people, id)
	})
}

func (p *program) userDisableCommand() *cli.Command {
	return &cli.Command{
		Name: "disable", ArgsUsage: p.t("用户名", "USERNAME"), Usage: p.t("停用账号，结束它的会话和令牌", "keep an account from signing in, and end its sessions and tokens"),
		Flags: []cli.Flag{&cli.StringFlag{Name: "reason", Usage: p.t("原因", "why")}},
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := required(c, "reason"); err != nil {
				return err
			}
			return p.withUser(ctx, c, func(ctx context.Context, _ *store.Store, people *account.Service, id int) error {
				row, err := people.Disable(ctx, id, c.String("reason"))
				if err == nil {
					p.printf(fault.Say("已停用 %s。", "Disabled %s.", row.Username))
				}
				return err
			})
		},
	}
}

func (p *program) userEnableCommand() *cli.Command {
	return &cli.Command{
		Name: "enable", ArgsUsage: p.t("用户名", "USERNAME"), Usage: p.t("重新启用账号", "let an account sign in again"),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withUser(ctx, c, func(ctx context.Context, _ *store.Store, people *account.Service, id int) error {
				row, err := people.Enable(ctx, id)
				if err == nil {
					p.printf(fault.Say("已启用 %s。", "Enabled %s.", row.Username))
				}
				return err
			})
		},
	}
}

func (p *program) userResetCommand() *cli.Command {
	return &cli.Command{
		Name: "reset", ArgsUsage: p.t("用户名", "USERNAME"), Usage: p.t("给出设置新密码的链接；旧密码、会话和令牌立即失效", "make a link for a new password; the old one, sessions and tokens end at once"),
		Flags: append([]cli.Flag{&cli.BoolFlag{Name: "totp", Usage: p.t("同时取消两步验证", "take the second factor off, too")}}, p.linkFlags()[:1]...),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withUser(ctx, c, func(ctx context.Context, _ *store.Store, people *account.Service, id int) error {
				i, err := people.Reset(ctx, id, c.Bool("totp"))
				if err == nil {
					p.printf(fault.Say("已重置 %s。", "Reset %s.", i.Account.Username))
					p.printLink(c, i.Link)
				}
				return err
			})
		},
	}
}

func (p *program) userGrantCommand() *cli.Command {
	return &cli.Command{
		Name: "grant", ArgsUsage: p.t("用户名", "USERNAME"), Usage: p.t("授予角色", "give a role"),
		Flags: append(p.placeFlags(),
			&cli.StringFlag{Name: "from", Usage: p.t("第一天，默认今天", "the first day; today by default")},
			&cli.StringFlag{Name: "to", Usage: p.t("最后一天，默认不限", "the last day; open by default")}),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := required(c, "role"); err != nil {
				return err
			}
			return p.withUser(ctx, c, func(ctx context.Context, s *store.Store, people *account.Service, id int) error {
				g, err := placeOf(ctx, s, c)
				if err != nil {
					return err
				}
				g.Account = id
				for flag, day := range map[string]*calendar.Date{"from": &g.From, "to": &g.To} {
					if text := c.String(flag); text != "" {
						if *day, err = calendar.Parse(text); err != nil {
							return &usageError{fault.Say("--%s 应为 2026-03-01 这样的日期。", "--%s is a day in the form 2026-03-01.", flag)}
						}
					}
				}
				made, err := people.Grant(ctx, g)
				if err == nil {
					p.printf(fault.Say("已授权 %s。", "Granted %s.", rolesOf([]*ent.Grant{made})))
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
