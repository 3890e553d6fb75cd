package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	_ "modernc.org/sqlite" // the embedded database

	"smileboard/internal/fault"
)

// The pragmas are per connection, so they belong in the DSN. Times are text in UTC, so that they compare as text.
var sqliteBase = url.Values{
	"_pragma": {
		"busy_timeout(5000)",
		"journal_mode(WAL)",
		"foreign_keys(1)",
		"synchronous(FULL)",
	},
	"_time_format": {"sqlite"},
	"_timezone":    {"UTC"},
}

func sqliteDSN(path string, extra ...string) string {
	q := url.Values{"_txlock": {"immediate"}}
	for k, v := range sqliteBase {
		q[k] = append(q[k], v...)
	}
	for _, p := range extra {
		q.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

func (s *Store) openSQLite(ctx context.Context, opts Options) error {
	if err := checkSQLiteFile(s.addr.Path); err != nil {
		return err
	}
	var pragmas []string
	if opts.MaxPages > 0 {
		pragmas = append(pragmas, fmt.Sprintf("max_page_count(%d)", opts.MaxPages))
	}
	var err error
	if s.write, err = sql.Open("sqlite", sqliteDSN(s.addr.Path, pragmas...)); err != nil {
		return errUnreachable(s.addr.String(), err)
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", sqliteDSN(s.addr.Path, "query_only(1)", "cache_size(-8000)")); err != nil {
		return errUnreachable(s.addr.String(), err)
	}
	readers := max(4, 2*runtime.NumCPU())
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	for _, db := range []*sql.DB{s.write, s.read} {
		if err := assertPragmas(ctx, db); err != nil {
			return errUnreachable(s.addr.String(), err)
		}
	}
	return nil
}

// assertPragmas reads back what the driver would drop in silence if a name were wrong.
func assertPragmas(ctx context.Context, db *sql.DB) error {
	for pragma, want := range map[string]string{
		"foreign_keys": "1", "journal_mode": "wal", "synchronous": "2", "busy_timeout": "5000",
	} {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil {
			return fmt.Errorf("pragma %s: %w", pragma, err)
		}
		if got != want {
			return fmt.Errorf("pragma %s is %s, not %s", pragma, got, want)
		}
	}
	return nil
}

// checkSQLiteFile refuses a file that is something else, before SQLite writes beside it.
func checkSQLiteFile(path string) error {
	if dir := filepath.Dir(path); dir != "." {
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return errUnreachable("sqlite:"+path, err)
		}
	}
	f, err := os.Open(path) //nolint:gosec // the operator names the database
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return errUnreachable("sqlite:"+path, err)
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, len(sqliteMagic))
	n, err := f.Read(head)
	if n == 0 && err != nil {
		if info, serr := f.Stat(); serr == nil && info.Mode().IsRegular() && info.Size() == 0 {
			return nil
		}
		return errUnreachable("sqlite:"+path, err)
	}
	if string(head) != sqliteMagic {
		return fault.Invalid("db", "store.not_a_database", fault.Say(
			"%s 不是数据库文件。请检查 --db 写的路径。",
			"%s is not a database file. Check the path given to --db.", path))
	}
	return nil
}

const sqliteMagic = "SQLite format 3\x00"
