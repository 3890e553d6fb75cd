//go:build migrations

// Writes the migration scripts that lead from the written ones to ent/schema, for both databases:
//
//	make migration NAME=…
//
// PostgreSQL's are worked out on a throw-away cluster. Triggers and other things that the schema does not know are
// written by hand into a script of their own.
package main

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	atlas "ariga.io/atlas/sql/migrate"
	atlasschema "ariga.io/atlas/sql/schema"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	_ "modernc.org/sqlite"

	"smileboard/ent/migrate"
	"smileboard/internal/store/storetest"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: diff NAME")
	}
	cluster, err := storetest.StartCluster()
	if err != nil {
		log.Fatal(err)
	}
	err = write("postgres", dialect.Postgres, "postgres", cluster.URL, os.Args[1])
	if err == nil {
		err = write("sqlite", dialect.SQLite, "sqlite", "file:diff?mode=memory&cache=shared&_pragma=foreign_keys(1)", os.Args[1])
	}
	if serr := cluster.Stop(); err == nil {
		err = serr
	}
	if err != nil {
		log.Fatal(err)
	}
}

func write(folder, d, driver, dsn, name string) error {
	dir, err := sqltool.NewGooseDir(filepath.Join("ent", "migrate", "migrations", folder))
	if err != nil {
		return err
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	m, err := schema.NewMigrate(sql.OpenDB(d, db.DB()),
		schema.WithDir(dir),
		schema.WithMigrationMode(schema.ModeReplay),
		schema.WithDialect(d),
		schema.WithFormatter(sqltool.GooseFormatter),
		schema.WithIndent("  "),
		schema.WithDropColumn(true),
		schema.WithDropIndex(true),
		schema.WithErrNoPlan(false),
		schema.WithDiffHook(keepExclusions),
	)
	if err != nil {
		return err
	}
	if err := m.NamedDiff(context.Background(), name, migrate.Tables...); err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	return upOnly(filepath.Join("ent", "migrate", "migrations", folder), dir)
}

// keepExclusions keeps the exclusion constraints, which ent's schema cannot say, from being dropped again.
func keepExclusions(next schema.Differ) schema.Differ {
	return schema.DiffFunc(func(current, desired *atlasschema.Schema) ([]atlasschema.Change, error) {
		for _, t := range current.Tables {
			t.Indexes = slices.DeleteFunc(t.Indexes, func(i *atlasschema.Index) bool { return strings.HasSuffix(i.Name, "_overlap") })
		}
		return next.Diff(current, desired)
	})
}

// upOnly cuts the way back off the scripts, which is wrong for SQLite's rebuilt tables: a backup is the way back.
func upOnly(path string, dir *sqltool.GooseDir) error {
	files, err := filepath.Glob(filepath.Join(path, "*.sql"))
	if err != nil {
		return err
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		up, _, _ := bytes.Cut(b, []byte("-- +goose Down"))
		if err := os.WriteFile(f, append(bytes.TrimSpace(up), '\n'), 0o644); err != nil {
			return err
		}
	}
	sum, err := dir.Checksum()
	if err != nil {
		return err
	}
	return atlas.WriteSumFile(dir, sum)
}
