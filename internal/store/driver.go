package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
)

// splitDriver sends reads to one pool and everything else to the other, so that readers never wait for the one writer.
type splitDriver struct {
	write, read *entsql.Driver
	trace       func(string)
}

func (d *splitDriver) Exec(ctx context.Context, query string, args, v any) error {
	d.note(query)
	return d.write.Exec(ctx, query, args, v)
}

func (d *splitDriver) Query(ctx context.Context, query string, args, v any) error {
	d.note(query)
	// INSERT … RETURNING comes as a query.
	if strings.HasPrefix(query, "SELECT") {
		return d.read.Query(ctx, query, args, v)
	}
	return d.write.Query(ctx, query, args, v)
}

func (d *splitDriver) Tx(ctx context.Context) (dialect.Tx, error) { return d.BeginTx(ctx, nil) }

// BeginTx is what ent's client asks for with options.
func (d *splitDriver) BeginTx(ctx context.Context, opts *sql.TxOptions) (dialect.Tx, error) {
	tx, err := d.write.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	if alone, _ := ctx.Value(aloneKey{}).(bool); alone && d.Dialect() == dialect.Postgres {
		if err := tx.Exec(ctx, lockEnds, []any{}, nil); err != nil {
			return nil, errors.Join(err, tx.Rollback())
		}
	}
	if d.trace == nil {
		return tx, nil
	}
	return &tracedTx{Tx: tx, note: d.trace}, nil
}

type aloneKey struct{}

// lockEnds makes every other writer wait: each ends by counting up the epoch, adding to the record of changes, or both, in this
// order. LOCK TABLE takes no snapshot, so that what is read after it is what the others left.
const lockEnds = `LOCK TABLE epoch, audit_heads IN EXCLUSIVE MODE`

func (d *splitDriver) Close() error { return nil }

func (d *splitDriver) Dialect() string { return d.write.Dialect() }

func (d *splitDriver) note(query string) {
	if d.trace != nil {
		d.trace(query)
	}
}

type tracedTx struct {
	dialect.Tx
	note func(string)
}

func (t *tracedTx) Exec(ctx context.Context, query string, args, v any) error {
	t.note(query)
	return t.Tx.Exec(ctx, query, args, v)
}

func (t *tracedTx) Query(ctx context.Context, query string, args, v any) error {
	t.note(query)
	return t.Tx.Query(ctx, query, args, v)
}
