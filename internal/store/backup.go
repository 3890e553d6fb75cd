package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"

	"entgo.io/ent/dialect"

	"smileboard/internal/fault"
)

// Backup writes a consistent copy to a new file while the database is in use: a SQLite file, or pg_dump's archive.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.addr.Dialect == dialect.SQLite {
		return words(vacuumInto(ctx, s.write, file))
	}
	if _, err := os.Stat(file); err == nil {
		return fault.Invalid("file", "store.file_exists", fault.Say(
			"文件 %s 已存在，不会覆盖。请换一个名字。", "The file %s exists and is not overwritten. Choose another name.", file))
	}
	return postgresTool(ctx, s.addr, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+file)
}

// Restore fills an empty database from a backup. A database that holds anything is refused: nothing is overwritten.
func Restore(ctx context.Context, address, file string) error {
	addr, err := ParseAddress(address)
	if err != nil {
		return err
	}
	if _, err := os.Stat(file); err != nil {
		return fault.Invalid("file", "store.backup", fault.Say("找不到备份文件 %s。", "The backup %s is not there.", file)).Because(err)
	}
	if addr.Dialect == dialect.SQLite {
		return words(restoreSQLite(ctx, addr, file))
	}
	s, err := openPools(ctx, addr, Options{})
	if err != nil {
		return err
	}
	have, err := s.schemaVersion(ctx)
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	if have > 0 {
		return notEmpty(addr)
	}
	return postgresTool(ctx, addr, "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", file)
}

func notEmpty(addr Address) error {
	return fault.Conflict("store.not_empty", fault.Say(
		"%s 里已有数据，不会覆盖。请恢复到一个新的数据库，检查无误后再换用。",
		"%s holds data and is not overwritten. Restore into a new database, check it, then change over.", addr.String()))
}

func restoreSQLite(ctx context.Context, addr Address, file string) (err error) {
	if _, err := os.Stat(addr.Path); !errors.Is(err, fs.ErrNotExist) {
		return notEmpty(addr)
	}
	if err := checkSQLiteFile(file); err != nil {
		return err
	}
	backup, err := sql.Open("sqlite", sqliteDSN(file, "query_only(1)"))
	if err != nil {
		return errUnreachable("sqlite:"+file, err)
	}
	var verdict string
	err = backup.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict)
	if err := errors.Join(err, backup.Close()); err != nil {
		return err
	}
	if verdict != "ok" {
		return corrupt
	}
	// The copy gets its name only when it is whole.
	part := addr.Path + ".part"
	if err := copyFile(file, part); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return os.Rename(part, addr.Path)
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from) //nolint:gosec // named by the operator
	if err != nil {
		return fmt.Errorf("store: restore: %w", err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // beside the operator's database
	if err != nil {
		return fmt.Errorf("store: restore: %w", err)
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// postgresTool runs one of PostgreSQL's own programs, which know its archives best. The password goes through the
// environment: anyone on the machine can read a command line.
func postgresTool(ctx context.Context, addr Address, name string, args ...string) error {
	u, err := url.Parse(addr.URL)
	if err != nil {
		return errUnreachable(addr.String(), err)
	}
	env := os.Environ()
	if password, ok := u.User.Password(); ok {
		env = append(env, "PGPASSWORD="+password)
		u.User = url.User(u.User.Username())
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return fault.Conflict("store.tool", fault.Say(
			"这台机器上没有 %s。请安装 PostgreSQL 客户端程序后再试。", "%s is not on this machine. Install PostgreSQL's client programs and try again.", name)).Because(err)
	}
	cmd := exec.CommandContext(ctx, path, append([]string{"--dbname=" + u.String()}, args...)...) //nolint:gosec // our own arguments
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fault.Conflict("store.tool_failed", fault.Say(
			"%s 没有成功。加上 --log-level debug 再运行一次，可以看到原因。", "%s did not succeed. Run it again with --log-level debug to see the cause.", name)).Because(fmt.Errorf("%w: %s", err, out))
	}
	return nil
}

// Check looks for damage and for rules that are missing in the database, and says each in words.
func (s *Store) Check(ctx context.Context) ([]fault.Words, error) {
	var found []fault.Words
	rules := `SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE '%\_frozen'`
	want := 6
	if s.addr.Dialect == dialect.SQLite {
		rules, want = `SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\_frozen\_%' ESCAPE '\'`, 12
		var verdict string
		if err := s.read.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict); err != nil {
			return nil, words(fmt.Errorf("store: check: %w", err))
		}
		if verdict != "ok" {
			found = append(found, corrupt.Words)
		}
		if err := checkForeignKeys(ctx, s.addr.Dialect, s.read); err != nil {
			found = append(found, fault.Say("有记录指向不存在的内容。请用备份恢复。", "Some rows point at nothing. Restore a backup."))
		}
	}
	var n int
	if err := s.read.QueryRowContext(ctx, rules).Scan(&n); err != nil {
		return nil, fmt.Errorf("store: check: %w", err)
	}
	if n < want {
		found = append(found, fault.Say("缺少保护已公布内容和操作记录的触发器（有 %d 个，应有 %d 个）。", "Triggers that protect what is published and the record of changes are missing (%d of %d).", n, want))
	}
	return found, nil
}
