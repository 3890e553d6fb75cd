package graph_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"smileboard/graph"
	"smileboard/internal/assess"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// benchQuery is what the board's page asks, thirty results at a time.
const benchQuery = `query Board($district:String!){board(district:$district,first:30){
 publication{cycle from to revision publishedOn notifiedOn reason standard superseded withdrawal{on reason} meanScore counts{demonstration compliant rectification notRated}}
 district{code name shortName publications{cycle revision superseded withdrawal{on}}}
 totalCount counts{demonstration compliant rectification notRated}
 subdistricts{subdistrict{code name} counts{demonstration compliant rectification notRated}}
 edges{node{compound{code name subdistrict{name}} class face needsImprovement score delta deltaWithinError headline carrier{name} carrierNote}}
 pageInfo{hasNextPage endCursor}}}`

func benchAddresses(b *testing.B, run func(b *testing.B, address string)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { run(b, storetest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { run(b, storetest.Postgres(b)) })
}

// BenchmarkBoardComputed is a page of the board through the whole of GraphQL, without any kept bytes. Its requests per
// second are to be at least 0.3 of BenchmarkBoardHandSQL's.
func BenchmarkBoardComputed(b *testing.B) {
	benchAddresses(b, func(b *testing.B, address string) {
		st := storetest.Open(b, address, store.Options{})
		publishtest.Fill(b, st, 1000)
		s := newServer(b, st, graph.Options{Operations: map[string]string{hash(benchQuery): benchQuery}})
		ctx := viewer.AsPublic(b.Context())
		variables := json.RawMessage(`{"district":"430104"}`)
		b.ReportAllocs()
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				body, _, err := s.Execute(ctx, hash(benchQuery), variables)
				if err != nil || strings.Contains(string(body[:20]), "errors") {
					b.Errorf("%v %s", err, body)
					return
				}
			}
		})
	})
}

// BenchmarkBoardHandSQL is the same page by hand-written SQL and encoding/json.
func BenchmarkBoardHandSQL(b *testing.B) {
	benchAddresses(b, func(b *testing.B, address string) {
		st := storetest.Open(b, address, store.Options{})
		publishtest.Fill(b, st, 1000)
		db := openByHand(b, address)
		b.ReportAllocs()
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := boardByHand(b.Context(), db, "430104"); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
}

// The two answer the same, or the comparison would mean nothing.
func TestBoardByHandIsTheSame(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		st := storetest.Open(t, address, store.Options{})
		publishtest.Fill(t, st, 50)
		want := newServer(t, st, graph.Options{}).must(t, benchQuery, map[string]any{"district": "430104"})
		raw, err := boardByHand(t.Context(), openByHand(t, address), "430104")
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Data map[string]any }
		unmarshal(t, string(raw), &got)
		// The cursor is opaque.
		delete(fields(t, want, "board", "pageInfo"), "endCursor")
		delete(fields(t, got.Data, "board", "pageInfo"), "endCursor")
		if a, b := string(mustJSON(t, want)), string(mustJSON(t, got.Data)); a != b {
			t.Errorf("not the same\n%s\n%s", a, b)
		}
	})
}

// byHand is a database with placeholders in its own way.
type byHand struct {
	*sql.DB
	postgres bool
}

func openByHand(tb testing.TB, address string) byHand {
	tb.Helper()
	driver, dsn := "postgres", address+"&binary_parameters=yes"
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		driver, dsn = "sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(5000)&_time_format=sqlite&_timezone=UTC"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxIdleConns(8)
	tb.Cleanup(func() { _ = db.Close() })
	return byHand{db, driver == "postgres"}
}

func (db byHand) q(query string) string {
	if db.postgres {
		for n := 1; strings.Contains(query, "?"); n++ {
			query = strings.Replace(query, "?", fmt.Sprintf("$%d", n), 1)
		}
	}
	return query
}

type object = map[string]any

func day(t sql.NullTime) any {
	if !t.Valid {
		return nil
	}
	return t.Time.Format("2006-01-02")
}

func hundredths(v sql.NullInt64) any {
	if !v.Valid {
		return nil
	}
	return float64(v.Int64) / 100
}

func orNil(s sql.NullString) any {
	if !s.Valid || s.String == "" {
		return nil
	}
	return s.String
}

type counts struct {
	Demonstration int `json:"demonstration"`
	Compliant     int `json:"compliant"`
	Rectification int `json:"rectification"`
	NotRated      int `json:"notRated"`
}

func (c *counts) add(class string, n int) {
	switch class {
	case "demonstration":
		c.Demonstration += n
	case "compliant":
		c.Compliant += n
	case "rectification":
		c.Rectification += n
	default:
		c.NotRated += n
	}
}

func boardByHand(ctx context.Context, db byHand, code string) ([]byte, error) {
	var district, parent int
	var name, city string
	if err := db.QueryRowContext(ctx, db.q(`SELECT d.id, d.name, COALESCE(p.id,0), COALESCE(p.name,'') FROM organizations d LEFT JOIN organizations p ON p.id=d.parent_id AND p.kind='city' WHERE d.code=? AND d.kind='district'`), code).
		Scan(&district, &name, &parent, &city); err != nil {
		return nil, err
	}
	pub, id, publications, err := publicationsByHand(ctx, db, district)
	if err != nil {
		return nil, err
	}
	var rawTotals []byte
	if err := db.QueryRowContext(ctx, db.q(`SELECT totals FROM publications WHERE id=?`), id).Scan(&rawTotals); err != nil {
		return nil, err
	}
	var totals assess.Totals
	if err := json.Unmarshal(rawTotals, &totals); err != nil {
		return nil, err
	}
	pub["counts"], pub["meanScore"] = counts(totals.ByClass), float64(*totals.MeanScore)/100
	edges, more, err := edgesByHand(ctx, db, id)
	if err != nil {
		return nil, err
	}
	var total int
	if err := db.QueryRowContext(ctx, db.q(`SELECT COUNT(*) FROM compound_results WHERE publication_id=?`), id).Scan(&total); err != nil {
		return nil, err
	}
	all, bySub, err := countsByHand(ctx, db, id)
	if err != nil {
		return nil, err
	}
	return json.Marshal(object{"data": object{"board": object{
		"publication": pub, "district": object{"code": code, "name": city + name, "shortName": name, "publications": publications},
		"totalCount": total, "counts": all, "subdistricts": bySub, "edges": edges, "pageInfo": object{"hasNextPage": more, "endCursor": "x"},
	}}})
}

func publicationsByHand(ctx context.Context, db byHand, district int) (current object, id int, all []object, err error) {
	rows, err := db.QueryContext(ctx, db.q(`SELECT p.id, c.name, c.starts, c.ends, p.revision, p.published_on, p.notified_on, p.reason, p.standard, p.evidence_digest, w.withdrawn_on, w.reason
		FROM publications p JOIN cycles c ON c.id=p.cycle_id LEFT JOIN withdrawals w ON w.publication_id=p.id WHERE p.district_id=? ORDER BY c.starts DESC, p.revision DESC`), district)
	if err != nil {
		return nil, 0, nil, err
	}
	defer func() { _ = rows.Close() }()
	last := ""
	for rows.Next() {
		var pid, revision int
		var cycle, standard, digest string
		var reason, why sql.NullString
		var from, to, published, notified, on sql.NullTime
		if err := rows.Scan(&pid, &cycle, &from, &to, &revision, &published, &notified, &reason, &standard, &digest, &on, &why); err != nil {
			return nil, 0, nil, err
		}
		var withdrawn any
		if on.Valid {
			withdrawn = object{"on": day(on)}
		}
		all = append(all, object{"cycle": cycle, "revision": revision, "superseded": cycle == last, "withdrawal": withdrawn})
		if current == nil && cycle != last && !on.Valid {
			id = pid
			current = object{
				"cycle": cycle, "from": day(from), "to": day(to), "revision": revision, "publishedOn": day(published), "notifiedOn": day(notified),
				"reason": orNil(reason), "standard": standard, "superseded": false, "withdrawal": nil,
			}
		}
		last = cycle
	}
	return current, id, all, rows.Err()
}

func edgesByHand(ctx context.Context, db byHand, publication int) ([]object, bool, error) {
	rows, err := db.QueryContext(ctx, db.q(`SELECT r.class, r.face, r.needs_improvement, r.score, r.delta, r.within_error, r.headline_zh, c.code, c.name, s.name, k.name,
		CASE WHEN r.contractor_id IS NULL THEN r.detail END
		FROM compound_results r JOIN compounds c ON c.id=r.compound_id JOIN organizations s ON s.id=c.subdistrict_id LEFT JOIN contractors k ON k.id=r.contractor_id
		WHERE r.publication_id=? ORDER BY r.severity, r.score NULLS FIRST, r.code LIMIT 31`), publication)
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = rows.Close() }()
	edges := []object{}
	for rows.Next() {
		var class, face, headline, code, name, sub string
		var needs bool
		var score, delta sql.NullInt64
		var within sql.NullBool
		var carrier sql.NullString
		var detail []byte
		if err := rows.Scan(&class, &face, &needs, &score, &delta, &within, &headline, &code, &name, &sub, &carrier, &detail); err != nil {
			return nil, false, err
		}
		node := object{
			"class": strings.ToUpper(class), "face": face, "needsImprovement": needs, "score": hundredths(score), "delta": hundredths(delta), "deltaWithinError": nil,
			"headline": headline, "compound": object{"code": code, "name": name, "subdistrict": object{"name": sub}}, "carrier": nil, "carrierNote": nil,
		}
		if class == "none" {
			node["class"] = "NOT_RATED"
		}
		if within.Valid {
			node["deltaWithinError"] = within.Bool
		}
		if carrier.Valid {
			node["carrier"] = object{"name": carrier.String}
		} else {
			var d struct {
				CarrierNote string `json:"carrierNote"`
			}
			if err := json.Unmarshal(detail, &d); err != nil {
				return nil, false, err
			}
			node["carrierNote"] = strings.ToUpper(d.CarrierNote)
		}
		edges = append(edges, object{"node": node})
	}
	more := len(edges) > 30
	return edges[:min(30, len(edges))], more, rows.Err()
}

func countsByHand(ctx context.Context, db byHand, publication int) (all counts, bySub []object, err error) {
	rows, err := db.QueryContext(ctx, db.q(`SELECT class, COUNT(*) FROM compound_results WHERE publication_id=? GROUP BY class`), publication)
	if err != nil {
		return all, nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var class string
		var n int
		if err := rows.Scan(&class, &n); err != nil {
			return all, nil, err
		}
		all.add(class, n)
	}
	if err := rows.Err(); err != nil {
		return all, nil, err
	}
	subs, err := db.QueryContext(ctx, db.q(`SELECT s.code, s.name, r.class, COUNT(*) FROM compound_results r JOIN organizations s ON s.id=r.subdistrict_id WHERE r.publication_id=? GROUP BY s.code, s.name, r.class ORDER BY s.code`), publication)
	if err != nil {
		return all, nil, err
	}
	defer func() { _ = subs.Close() }()
	last := ""
	var current *counts
	for subs.Next() {
		var code, name, class string
		var n int
		if err := subs.Scan(&code, &name, &class, &n); err != nil {
			return all, nil, err
		}
		if code != last {
			current, last = &counts{}, code
			bySub = append(bySub, object{"subdistrict": object{"code": code, "name": name}, "counts": current})
		}
		current.add(class, n)
	}
	return all, bySub, subs.Err()
}
