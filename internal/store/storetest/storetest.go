// Package storetest gives tests a real, migrated, empty database: a SQLite file and a PostgreSQL database.
//
// A package that uses it has `func TestMain(m *testing.M) { storetest.Main(m) }`. SMILEBOARD_TEST_POSTGRES names a
// running cluster to share; without it the package starts its own.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"smileboard/internal/store"
)

const (
	// EnvCluster names a running cluster.
	EnvCluster = "SMILEBOARD_TEST_POSTGRES"
	// EnvTally names a file to which each test on a database adds a line.
	EnvTally = "SMILEBOARD_TEST_TALLY"
)

var shared struct {
	once     sync.Once
	cluster  *Cluster
	admin    string
	template string
	err      error
}

// Main runs a package's tests, stops what was started for them, and ends the process.
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is Main without the end of the process.
func Run(m *testing.M) int {
	code := m.Run()
	if shared.template != "" {
		if err := admin(fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, shared.template)); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	if shared.cluster != nil {
		if err := shared.cluster.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	return code
}

// Each runs a test on SQLite and on PostgreSQL, each time on an empty database of the current schema.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, SQLite(t), store.Options{})) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, Postgres(t), store.Options{})) })
}

// EachAddress is Each for tests that open the database themselves.
func EachAddress(t *testing.T, test func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// Open opens a store for the length of a test.
func Open(tb testing.TB, address string, opts store.Options) *store.Store {
	tb.Helper()
	s, err := store.Open(context.Background(), address, opts)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// Raw opens a database without the store, as someone with the database's own shell would.
func Raw(tb testing.TB, address string) *sql.DB {
	tb.Helper()
	driver, dsn := "postgres", address
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		driver, dsn = "sqlite", "file:"+path+"?_pragma=busy_timeout(5000)"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return db
}

// SQLite makes a SQLite file of the current schema and returns its address.
func SQLite(tb testing.TB) string {
	tb.Helper()
	Tally(tb, "sqlite")
	address := "sqlite:" + filepath.Join(tb.TempDir(), "smileboard.db")
	if _, err := store.Migrate(context.Background(), address); err != nil {
		tb.Fatal(err)
	}
	return address
}

// Postgres makes a PostgreSQL database of the current schema and returns its address.
func Postgres(tb testing.TB) string {
	tb.Helper()
	Tally(tb, "postgres")
	shared.once.Do(startShared)
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return fresh(tb, shared.template)
}

// EmptyPostgres makes a PostgreSQL database without a schema and returns its address.
func EmptyPostgres(tb testing.TB) string {
	tb.Helper()
	Tally(tb, "postgres")
	shared.once.Do(startShared)
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return fresh(tb, "template0")
}

func fresh(tb testing.TB, template string) string {
	tb.Helper()
	name := randomName("test")
	if err := admin(fmt.Sprintf(`CREATE DATABASE %s TEMPLATE %s`, name, template)); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := admin(fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, name)); err != nil {
			tb.Error(err)
		}
	})
	return onDatabase(name)
}

func startShared() {
	shared.admin = os.Getenv(EnvCluster)
	if shared.admin == "" {
		if shared.cluster, shared.err = StartCluster(); shared.err != nil {
			return
		}
		shared.admin = shared.cluster.URL
	}
	name := randomName("template")
	if shared.err = admin(`CREATE DATABASE ` + name); shared.err != nil {
		return
	}
	shared.template = name
	_, shared.err = store.Migrate(context.Background(), onDatabase(name))
}

func admin(statement string) error {
	db, err := sql.Open("postgres", shared.admin)
	if err != nil {
		return fmt.Errorf("storetest: %w", err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		return fmt.Errorf("storetest: %s: %w", statement, err)
	}
	return nil
}

func onDatabase(name string) string {
	u, err := url.Parse(shared.admin)
	if err != nil {
		panic(err)
	}
	u.Path = "/" + name
	return u.String()
}

func randomName(kind string) string {
	b := make([]byte, 8)
	_, _ = rand.Read(b)
	return "smileboard_" + kind + "_" + hex.EncodeToString(b)
}

// Tally counts a test that ran on a database ("sqlite", "postgres"), so that the end of a run can say it.
func Tally(tb testing.TB, database string) {
	tb.Helper()
	path := os.Getenv(EnvTally)
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // named by the one who runs the tests
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := fmt.Fprintln(f, database, strings.ReplaceAll(tb.Name(), " ", "_")); err != nil {
		tb.Fatal(err)
	}
}
