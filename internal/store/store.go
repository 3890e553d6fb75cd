// Package store opens the database, keeps its schema current, and gives transactions.
//
// It owns the connection pools and what differs between SQLite (embedded, the default) and PostgreSQL (production);
// it knows no rule of the domain. Rooms read through Client and write through InTx.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"smileboard/ent"
	_ "smileboard/ent/runtime" // registers the policies
	"smileboard/internal/fault"
)

// Options changes how a store is opened. The zero value suits a server.
type Options struct {
	// Trace is called with the text of every statement before it runs.
	Trace func(statement string)
	// MaxPages caps a SQLite file at so many pages; 0 means no cap. It makes a full disk repeatable.
	MaxPages int
}

// Store is an open database.
type Store struct {
	// Client reads from the read pool, and writes one statement at a time. Writes of more than one go through InTx.
	Client *ent.Client

	addr  Address
	write *sql.DB
	read  *sql.DB
}

// Open opens the database at an address and checks that its schema is the one this program was built for.
//
// A database that is empty or behind is refused: Migrate brings it forward. One that is ahead is refused, too.
func Open(ctx context.Context, address string, opts Options) (*Store, error) {
	addr, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	s, err := openPools(ctx, addr, opts)
	if err != nil {
		return nil, err
	}
	if err := s.CheckVersion(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func openPools(ctx context.Context, addr Address, opts Options) (*Store, error) {
	s := &Store{addr: addr}
	var err error
	switch addr.Dialect {
	case dialect.SQLite:
		err = s.openSQLite(ctx, opts)
	default:
		err = s.openPostgres(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.Client = ent.NewClient(ent.Driver(&splitDriver{
		write: entsql.OpenDB(addr.Dialect, s.write),
		read:  entsql.OpenDB(addr.Dialect, s.read),
		trace: opts.Trace,
	}))
	return s, nil
}

// Dialect is "sqlite3" or "postgres".
func (s *Store) Dialect() string { return s.addr.Dialect }

// Address is where the database is, without its password.
func (s *Store) Address() string { return s.addr.String() }

// Ping asks the database whether it answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.read.PingContext(ctx); err != nil {
		return fmt.Errorf("store: ping: %w", err)
	}
	return nil
}

// Close gives the connections back.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil && s.read != s.write {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}

// InTx runs fn in one transaction: what it wrote stands if it returns nil, and none of it otherwise.
//
// PostgreSQL may ask for a transaction to be run again; fn must therefore be free of effects outside tx.
func InTx[T any](ctx context.Context, s *Store, fn func(ctx context.Context, tx *ent.Tx) (T, error)) (T, error) {
	return inTx(ctx, s, nil, fn)
}

// InSnapshot is InTx where everything read must be of one moment, as an assessment's evidence.
func InSnapshot[T any](ctx context.Context, s *Store, fn func(ctx context.Context, tx *ent.Tx) (T, error)) (T, error) {
	var opts *sql.TxOptions
	if s.addr.Dialect == dialect.Postgres {
		opts = &sql.TxOptions{Isolation: sql.LevelRepeatableRead}
	}
	return inTx(ctx, s, opts, fn)
}

// InSnapshotAlone is InSnapshot for a change that takes long, as a publication: every other writer waits for it, so that none of
// them makes PostgreSQL undo it at its end.
func InSnapshotAlone[T any](ctx context.Context, s *Store, fn func(ctx context.Context, tx *ent.Tx) (T, error)) (T, error) {
	return InSnapshot(context.WithValue(ctx, aloneKey{}, true), s, fn)
}

func inTx[T any](ctx context.Context, s *Store, opts *sql.TxOptions, fn func(ctx context.Context, tx *ent.Tx) (T, error)) (T, error) {
	for attempt := 1; ; attempt++ {
		out, err := inTxOnce(ctx, s, opts, fn)
		if err == nil || attempt == maxAttempts || !runAgain(err) {
			return out, words(err)
		}
	}
}

// maxAttempts bounds how often a transaction that PostgreSQL rolled back for another one's sake is run.
const maxAttempts = 5

func inTxOnce[T any](ctx context.Context, s *Store, opts *sql.TxOptions, fn func(ctx context.Context, tx *ent.Tx) (T, error)) (out T, err error) {
	tx, err := s.Client.BeginTx(ctx, opts)
	if err != nil {
		return out, fmt.Errorf("store: begin: %w", err)
	}
	defer func() {
		if v := recover(); v != nil {
			_ = tx.Rollback()
			panic(v)
		}
	}()
	out, err = fn(ctx, tx)
	if err != nil {
		if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("store: roll back: %w", rerr))
		}
		return *new(T), err
	}
	if err := tx.Commit(); err != nil {
		return *new(T), fmt.Errorf("store: commit: %w", err)
	}
	return out, nil
}

// Touch notes, inside a change's own transaction, that something public changed.
func Touch(ctx context.Context, tx *ent.Tx) error {
	n, err := tx.Epoch.Update().AddValue(1).Save(ctx)
	if err != nil {
		return fmt.Errorf("store: touch: %w", err)
	}
	if n != 1 {
		return fmt.Errorf("store: touch: %d epoch rows", n)
	}
	return nil
}

var errUnreachable = func(addr string, cause error) error {
	return fault.Invalid("db", "store.unreachable", fault.Say(
		"打不开数据库 %s。请检查地址、文件权限，以及数据库服务是否已启动。",
		"Cannot open the database %s. Check the address, the file's permissions, and that the database server runs.", addr)).Because(cause)
}

// LockRows makes a query hold its rows until the transaction ends; it is given to a query's Modify. SQLite's one writer
// needs no such lock, and has none.
func LockRows(s *entsql.Selector) {
	if s.Dialect() == dialect.Postgres {
		s.ForUpdate()
	}
}
