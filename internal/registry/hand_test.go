package registry_test

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"testing"

	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
)

// pageByHand is a page of the table of compounds by name, with its total, its places and who manages each, as one would write
// it for this page alone; of one district, or of all where it is 0.
func pageByHand(ctx context.Context, db *sql.DB, postgres bool, district, skip int) (n, total int, err error) {
	where, collate, day := "", "", "'2026-11-20 00:00:00+00:00'"
	if postgres {
		collate, day = ` COLLATE "C"`, "DATE '2026-11-20'"
	}
	args := []any{}
	if district != 0 {
		where, args = "WHERE c.district_id = $1", append(args, district)
	}
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM compounds c "+where, args...).Scan(&total); err != nil {
		return 0, 0, err
	}
	rows, err := db.QueryContext(ctx, `SELECT c.id, c.code, c.name, c.community, c.address, c.kind, c.households, c.built, c.version, d.name, s.name, x.name
		FROM (SELECT c.* FROM compounds c `+where+` ORDER BY c.sort_key`+collate+`, c.id LIMIT 20 OFFSET `+strconv.Itoa(skip)+`) c
		JOIN organizations d ON d.id = c.district_id JOIN organizations s ON s.id = c.subdistrict_id
		LEFT JOIN engagements e ON e.compound_id = c.id AND e.starts <= `+day+` AND (e.ends IS NULL OR e.ends >= `+day+`)
		LEFT JOIN contractors x ON x.id = e.contractor_id ORDER BY c.sort_key`+collate+`, c.id`, args...)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, households, version int
		var code, name, community, address, kind, d, s string
		var built sql.NullInt64
		var contractor sql.NullString
		if err := rows.Scan(&id, &code, &name, &community, &address, &kind, &households, &built, &version, &d, &s, &contractor); err != nil {
			return 0, 0, err
		}
		n++
	}
	return n, total, rows.Err()
}

// BenchmarkPageByName is a page of the table by name, and the same page by hand beside it: as the administrator, and as a
// district's officer; the first page, and a deep one.
func BenchmarkPageByName(b *testing.B) {
	for database, open := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(database, func(b *testing.B) {
			address := open(b)
			c := fillCounty(b, address)
			r, db := service(storetest.Open(b, address, store.Options{})), storetest.Raw(b, address)
			postgres := !strings.HasPrefix(address, "sqlite:")
			order := &registry.CompoundOrder{Field: "NAME", Direction: "ASC"}
			for _, v := range []struct {
				who            string
				district, deep int
			}{{"administrator", 0, benchCompounds - 100}, {"district", c.districts[3], benchCompounds/benchDistricts - 100}} {
				for depth, skip := range map[string]int{"first": 0, "deep": v.deep} {
					b.Run(v.who+"/"+depth+"/page", func(b *testing.B) {
						ctx := c.callers()[v.who]
						for b.Loop() {
							if p, err := r.Compounds(ctx, nil, order, registry.Page{First: 20, Skip: skip}, listed); err != nil || len(p.Rows) != 20 {
								b.Fatal(p, err)
							}
						}
					})
					b.Run(v.who+"/"+depth+"/hand", func(b *testing.B) {
						for b.Loop() {
							if n, _, err := pageByHand(b.Context(), db, postgres, v.district, skip); err != nil || n != 20 {
								b.Fatal(n, err)
							}
						}
					})
				}
			}
		})
	}
}
