package publish

import "entgo.io/ent/dialect/sql"

// sortKey is one column of an order, with the value of the thing to read on from.
type sortKey struct {
	column     string
	desc       bool
	nullsFirst bool
	nullable   bool
	// from is nil for NULL.
	from any
}

// orderBy sorts by the keys. Where a NULL stands is always said, since the databases differ.
func orderBy(s *sql.Selector, keys []sortKey) {
	for _, k := range keys {
		expr := k.column
		if k.desc {
			expr += " DESC"
		}
		if k.nullable && k.nullsFirst {
			expr += " NULLS FIRST"
		} else if k.nullable {
			expr += " NULLS LAST"
		}
		s.OrderExpr(sql.Expr(expr))
	}
}

// after keeps what comes later in the order than the keys' values: later by the first key, or equal in it and later by
// the second, and so on.
func after(keys []sortKey) *sql.Predicate {
	var either []*sql.Predicate
	for i, k := range keys {
		later := k.later()
		if later == nil {
			continue
		}
		all := make([]*sql.Predicate, 0, i+1)
		for _, e := range keys[:i] {
			all = append(all, e.equal())
		}
		either = append(either, sql.And(append(all, later)...))
	}
	if len(either) == 0 {
		return sql.False()
	}
	return sql.Or(either...)
}

func (k sortKey) equal() *sql.Predicate {
	if k.from == nil {
		return sql.ExprP(k.column + " IS NULL")
	}
	return compare(k.column, sql.OpEQ, k.from)
}

// compare is a comparison of a column that may carry its collation.
func compare(column string, op sql.Op, v any) *sql.Predicate {
	return sql.P(func(b *sql.Builder) { b.WriteString(column).WriteOp(op).Arg(v) })
}

// later is nil where nothing comes later.
func (k sortKey) later() *sql.Predicate {
	if k.from == nil {
		if k.nullsFirst {
			return sql.ExprP(k.column + " IS NOT NULL")
		}
		return nil
	}
	op := sql.OpGT
	if k.desc {
		op = sql.OpLT
	}
	p := compare(k.column, op, k.from)
	if k.nullable && !k.nullsFirst {
		return sql.Or(p, sql.ExprP(k.column+" IS NULL"))
	}
	return p
}
