package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"entgo.io/ent/dialect"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"smileboard/ent/migrate/migrations"
	"smileboard/internal/fault"
)

// Migrated says what Migrate did.
type Migrated struct {
	// From and To are schema versions; 0 is an empty database.
	From, To int64
	// Backup is the copy that was taken before an existing SQLite file was changed; empty if none was needed.
	Backup string
}

// Migrate brings the schema of the database at an address forward to this program's. It creates a SQLite file that is not there.
//
// A database of a newer program is refused with CONFLICT. An existing SQLite file is copied before it is changed.
func Migrate(ctx context.Context, address string) (Migrated, error) {
	addr, err := ParseAddress(address)
	if err != nil {
		return Migrated{}, err
	}
	m, err := migrateAddress(ctx, addr)
	return m, words(err)
}

func migrateAddress(ctx context.Context, addr Address) (m Migrated, err error) {
	// Goose runs each script in a transaction, where SQLite ignores a change of foreign_keys, and a rebuilt table would
	// take its children with it: so the check is off on this handle, and made once at the end.
	db, err := openForMigration(ctx, addr)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()

	provider, err := newProvider(addr.Dialect, db)
	if err != nil {
		return m, err
	}
	if m.From, err = provider.GetDBVersion(ctx); err != nil {
		return m, errUnreachable(addr.String(), err)
	}
	if err := checkAhead(m.From, latestVersion(provider)); err != nil {
		return m, err
	}
	if m.To = latestVersion(provider); m.To == m.From {
		return m, nil
	}
	if addr.Dialect == dialect.SQLite && m.From > 0 {
		m.Backup = fmt.Sprintf("%s.before-%d", addr.Path, m.To)
		if err := vacuumInto(ctx, db, m.Backup); err != nil {
			return m, fmt.Errorf("store: back up before migrating: %w", err)
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return m, fmt.Errorf("store: migrate: %w", err)
	}
	return m, checkForeignKeys(ctx, addr.Dialect, db)
}

func openForMigration(ctx context.Context, addr Address) (*sql.DB, error) {
	if addr.Dialect == dialect.SQLite {
		if err := checkSQLiteFile(addr.Path); err != nil {
			return nil, err
		}
		db, err := sql.Open("sqlite", sqliteDSN(addr.Path, "foreign_keys(0)"))
		if err != nil {
			return nil, errUnreachable(addr.String(), err)
		}
		db.SetMaxOpenConns(1)
		return db, nil
	}
	s := &Store{addr: addr}
	if err := s.openPostgres(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s.write, nil
}

func newProvider(d string, db *sql.DB) (*goose.Provider, error) {
	dir, gd := "sqlite", database.DialectSQLite3
	opts := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if d == dialect.Postgres {
		dir, gd = "postgres", database.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("store: migration lock: %w", err)
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	scripts, err := fs.Sub(migrations.Scripts, dir)
	if err != nil {
		return nil, fmt.Errorf("store: migration scripts: %w", err)
	}
	p, err := goose.NewProvider(gd, db, scripts, opts...)
	if err != nil {
		return nil, fmt.Errorf("store: migration scripts: %w", err)
	}
	return p, nil
}

func latestVersion(p *goose.Provider) int64 {
	var v int64
	for _, s := range p.ListSources() {
		v = max(v, s.Version)
	}
	return v
}

func checkAhead(have, want int64) error {
	if have <= want {
		return nil
	}
	return fault.Conflict("store.newer", fault.Say(
		"这个数据库是更新版本的程序建立的（结构 %d，本程序只认到 %d）。请换用那个版本或更新的程序。",
		"This database was made by a newer program (schema %d, this program knows up to %d). Use that program or a newer one.", have, want))
}

// CheckVersion reports whether the schema is this program's own.
func (s *Store) CheckVersion(ctx context.Context) error {
	have, err := s.schemaVersion(ctx)
	if err != nil {
		return err
	}
	want, err := ProgramVersion(s.addr.Dialect)
	if err != nil {
		return err
	}
	if err := checkAhead(have, want); err != nil {
		return err
	}
	if have < want {
		return fault.Conflict("store.older", fault.Say(
			"数据库结构需要升级（现为 %d，应为 %d）。请先运行 smileboard migrate。",
			"The database's schema is behind (%d, not %d). Run smileboard migrate first.", have, want))
	}
	return nil
}

// ProgramVersion is the schema version that this program was built for.
func ProgramVersion(d string) (int64, error) {
	dir := "sqlite"
	if d == dialect.Postgres {
		dir = "postgres"
	}
	files, err := fs.Glob(migrations.Scripts, dir+"/*.sql")
	if err != nil {
		return 0, fmt.Errorf("store: migration scripts: %w", err)
	}
	var v int64
	for _, f := range files {
		num, _, _ := strings.Cut(strings.TrimPrefix(f, dir+"/"), "_")
		n, err := strconv.ParseInt(num, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("store: migration script %s: %w", f, err)
		}
		v = max(v, n)
	}
	return v, nil
}

// schemaVersion reads goose's table; a database without one is at 0.
func (s *Store) schemaVersion(ctx context.Context) (int64, error) {
	exists := `SELECT COUNT(*) FROM sqlite_master WHERE name = 'goose_db_version'`
	if s.addr.Dialect == dialect.Postgres {
		exists = `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'`
	}
	var n int64
	if err := s.read.QueryRowContext(ctx, exists).Scan(&n); err != nil {
		return 0, errUnreachable(s.addr.String(), err)
	}
	if n == 0 {
		return 0, nil
	}
	if err := s.read.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`).Scan(&n); err != nil {
		return 0, errUnreachable(s.addr.String(), err)
	}
	return n, nil
}

func checkForeignKeys(ctx context.Context, d string, db *sql.DB) error {
	if d != dialect.SQLite {
		return nil
	}
	var n int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM pragma_foreign_key_check`).Scan(&n); err != nil {
		return fmt.Errorf("store: check foreign keys: %w", err)
	}
	if n > 0 {
		return fmt.Errorf("store: %d rows point at nothing after migrating", n)
	}
	return nil
}

// vacuumInto writes a consistent copy of a SQLite database to a new file.
func vacuumInto(ctx context.Context, db *sql.DB, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fault.Invalid("file", "store.file_exists", fault.Say(
			"文件 %s 已存在，不会覆盖。请换一个名字。",
			"The file %s exists and is not overwritten. Choose another name.", path))
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("store: copy: %w", err)
	}
	return nil
}
