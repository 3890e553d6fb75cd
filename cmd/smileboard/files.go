package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"smileboard/internal/attachment"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/fault"
	"smileboard/internal/importjob"
	"smileboard/internal/store"
)

// openFiles opens the place for files: the one that was named, or a folder beside a SQLite file. It is nil where neither is:
// the servers of one PostgreSQL must share a place, which only their operator knows.
func openFiles(ctx context.Context, c *cli.Command, s *store.Store) (blob.Store, error) {
	address := c.String("files")
	if address == "" {
		db, err := store.ParseAddress(s.Address())
		if err != nil || db.Path == "" {
			return nil, err
		}
		address = "file:" + db.Path + ".files"
	}
	return blob.Open(ctx, address, filesKeys())
}

// openImports opens the folder where workbooks wait: the one that was named, one beside a SQLite file, or this machine's own for
// temporary files, where a server of several has what was sent to it.
func openImports(ctx context.Context, c *cli.Command, s *store.Store) (*importjob.Service, error) {
	dir := c.String("imports")
	if dir == "" {
		db, err := store.ParseAddress(s.Address())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256([]byte(s.Address()))
		if dir = filepath.Join(os.TempDir(), "smileboard-imports-"+hex.EncodeToString(sum[:4])); db.Path != "" {
			dir = db.Path + ".imports"
		}
	}
	return importjob.New(ctx, s, importjob.Options{Dir: dir, Today: today})
}

// filesKeys takes the keys of an S3 store from the environment: a flag could be read by everyone on the machine.
func filesKeys() blob.Keys {
	if id := os.Getenv("SMILEBOARD_FILES_KEY"); id != "" {
		return blob.Keys{ID: id, Secret: os.Getenv("SMILEBOARD_FILES_SECRET")}
	}
	return blob.Keys{ID: os.Getenv("AWS_ACCESS_KEY_ID"), Secret: os.Getenv("AWS_SECRET_ACCESS_KEY")}
}

// withFiles runs a command on the place for files.
func (p *program) withFiles(ctx context.Context, c *cli.Command, s *store.Store, run func(blob.Store) error) (err error) {
	files, err := openFiles(ctx, c, s)
	if err != nil {
		return err
	}
	if files == nil {
		return errNoFiles
	}
	defer func() {
		if cerr := files.Close(); err == nil {
			err = cerr
		}
	}()
	return run(files)
}

var errNoFiles = fault.Invalid("files", "files.none", fault.Say(
	"没有说明附件存放在哪里。请用 --files（SMILEBOARD_FILES）写明，要与 serve 用的一样。",
	"It is not known where the files are. Name the place with --files (SMILEBOARD_FILES), the same as serve's."))

// checkFiles reads every attachment; a database without any needs no place for files.
func (p *program) checkFiles(ctx context.Context, c *cli.Command, s *store.Store) (problems []fault.Words, err error) {
	n, err := s.Client.Attachment.Query().Count(ctx)
	if err != nil || n == 0 {
		return nil, err
	}
	err = p.withFiles(ctx, c, s, func(files blob.Store) error {
		problems, n, err = attachment.Check(ctx, s.Client, files)
		if err == nil {
			p.printf(fault.Say("附件：检查了 %d 个，在 %s", "Attachments: %d checked, at %s", n, files.Address()))
		}
		return err
	})
	return problems, err
}

func (p *program) sweepCommand() *cli.Command {
	return &cli.Command{
		Name: "sweep", Usage: p.t("清理没有附件使用的文件", "remove files that no attachment uses any more"),
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.withStore(ctx, c, func(ctx context.Context, s *store.Store) error {
				return p.withFiles(ctx, c, s, func(files blob.Store) error {
					n, err := attachment.Sweep(ctx, s.Client, files)
					if err == nil {
						p.printf(fault.Say("清理了 %d 个文件。", "%d files removed.", n))
					}
					return err
				})
			})
		},
	}
}
