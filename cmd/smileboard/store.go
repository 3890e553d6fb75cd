package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"smileboard/ent"
	"smileboard/internal/audit"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/publication"
	"smileboard/internal/standard"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// withStore runs a command on the database, as the operator.
func (p *program) withStore(ctx context.Context, c *cli.Command, run func(ctx context.Context, s *store.Store) error) (err error) {
	ctx = viewer.AsOperator(ctx, c.Name)
	s, err := store.Open(ctx, c.String("db"), store.Options{})
	if err != nil {
		return err
	}
	defer func() {
		if cerr := s.Close(); err == nil {
			err = cerr
		}
	}()
	return run(ctx, s)
}

// migrated brings the database forward, makes sure that it holds the program's standards, and says what it did.
func (p *program) migrated(ctx context.Context, address string) error {
	m, err := store.Migrate(ctx, address)
	if err != nil {
		return err
	}
	if m.Backup != "" {
		p.printf(fault.Say("已先备份到 %s。", "Backed up to %s first.", m.Backup))
	}
	if m.From != m.To {
		p.printf(fault.Say("数据库结构已从 %d 升级到 %d。", "The schema went from %d to %d.", m.From, m.To))
	}
	s, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	_, err = store.InTx(viewer.AsOperator(ctx, "migrate"), s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		return struct{}{}, cycle.EnsureStandards(ctx, tx)
	})
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	return err
}

func (p *program) migrateCommand() *cli.Command {
	return &cli.Command{
		Name: "migrate", Usage: p.t("建立或升级数据库结构", "create the database's schema or bring it forward"),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := p.migrated(ctx, c.String("db")); err != nil {
				return err
			}
			p.printf(fault.Say("数据库结构是最新的。", "The schema is current."))
			return nil
		},
	}
}

func (p *program) backupCommand() *cli.Command {
	return &cli.Command{
		Name: "backup", Usage: p.t("备份数据库到一个新文件", "copy the database to a new file"),
		ArgsUsage: p.t("文件", "FILE"),
		Action: func(ctx context.Context, c *cli.Command) error {
			file, err := oneArgument(c)
			if err != nil {
				return err
			}
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				if err := s.Backup(ctx, file); err != nil {
					return err
				}
				p.printf(fault.Say("已备份到 %s。", "Backed up to %s.", file))
				return nil
			})
		},
	}
}

func (p *program) restoreCommand() *cli.Command {
	return &cli.Command{
		Name: "restore", Usage: p.t("用备份恢复到一个空的数据库", "restore a backup into an empty database"),
		ArgsUsage: p.t("文件", "FILE"),
		Action: func(ctx context.Context, c *cli.Command) error {
			file, err := oneArgument(c)
			if err != nil {
				return err
			}
			if err := store.Restore(ctx, c.String("db"), file); err != nil {
				return err
			}
			if err := p.migrated(ctx, c.String("db")); err != nil {
				return err
			}
			p.printf(fault.Say("已恢复 %s。建议运行 smileboard doctor 检查。", "Restored %s. Run smileboard doctor to check it.", file))
			return nil
		},
	}
}

func (p *program) doctorCommand() *cli.Command {
	return &cli.Command{
		Name: "doctor", Usage: p.t("检查数据库、操作记录和附件，并重新计算每一次公布", "check the database, the record of changes and the attachments, and compute every publication again"),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				problems, err := s.Check(ctx)
				if err != nil {
					return err
				}
				p.printf(fault.Say("数据库：%s，结构 %s", "Database: %s, schema %s", s.Address(), p.t("最新", "current")))
				found, err := publication.VerifyAll(ctx, s.Client, func(name, differs string) {
					if differs == "" {
						p.printf(fault.Say("公布 %s：重新计算一致", "Publication %s: computed again, the same", name))
						return
					}
					problems = append(problems, fault.Say("公布 %s：重新计算不一致（%s）", "Publication %s: computed again, different (%s)", name, differs))
				})
				if err != nil {
					return err
				}
				entries, end, problem, ok, err := audit.Verify(ctx, s.Client)
				if err != nil {
					return err
				}
				if ok {
					p.printf(fault.Say("操作记录：%d 条，前后相接（末尾 %.16s）", "Record of changes: %d entries, each follows on the one before (the end is %.16s)", entries, end))
				} else {
					problems = append(problems, problem)
				}
				broken, err := p.checkFiles(ctx, c, s)
				if err != nil {
					return err
				}
				problems = append(problems, broken...)
				for _, w := range problems {
					_, _ = fmt.Fprintln(p.err, p.say(w))
				}
				if len(problems) > 0 {
					return errShown
				}
				p.printf(fault.Say("没有发现问题（检查了 %d 次公布）。", "Nothing wrong (%d publications checked).", found))
				return nil
			})
		},
	}
}

func (p *program) standardCommand() *cli.Command {
	return &cli.Command{
		Name: "standard", Usage: p.t("检查或采用一份评估标准（YAML）", "check or accept a standard (YAML)"),
		Commands: []*cli.Command{
			{
				Name: "check", ArgsUsage: p.t("文件", "FILE"), Usage: p.t("只检查，不写入", "check it and write nothing"),
				Action: func(_ context.Context, c *cli.Command) error {
					st, err := p.readStandard(c)
					if err != nil {
						return err
					}
					p.printf(fault.Say("标准 %s 没有错误。", "The standard %s has no errors.", st.Version))
					return nil
				},
			},
			{
				Name: "add", ArgsUsage: p.t("文件", "FILE"), Usage: p.t("写入数据库，供新的周期使用", "write it to the database for new cycles"),
				Action: func(ctx context.Context, c *cli.Command) error {
					st, err := p.readStandard(c)
					if err != nil {
						return err
					}
					return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
						_, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
							return struct{}{}, cycle.AddStandard(ctx, tx, st)
						})
						if err == nil {
							p.printf(fault.Say("已采用标准 %s，自 %s 起的周期默认使用它。", "The standard %s is accepted; cycles from %s on use it.", st.Version, st.EffectiveFrom))
						}
						return err
					})
				},
			},
		},
	}
}

// maxStandardFile bounds the file of a standard; the one that ships has a few thousand bytes.
const maxStandardFile = 1 << 20

func (p *program) readStandard(c *cli.Command) (*standard.Standard, error) {
	file, err := oneArgument(c)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(file)
	if err != nil || info.IsDir() || info.Size() > maxStandardFile {
		return nil, fault.Invalid("file", "standard.file", fault.Say("读不了 %s：文件不存在、不是文件，或大于 1 MB。", "Cannot read %s: it is not there, no file, or larger than 1 MB.", filepath.Base(file)))
	}
	raw, err := os.ReadFile(file) //nolint:gosec // named by the operator
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return standard.Parse(raw)
}

func oneArgument(c *cli.Command) (string, error) {
	if c.Args().Len() != 1 {
		return "", &usageError{fault.Say("请写明一个文件，例如：smileboard %s 文件", "Name one file, such as: smileboard %s FILE", c.Name)}
	}
	return c.Args().First(), nil
}
