package registry_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql/schema"

	"smileboard/ent/migrate"
	"smileboard/internal/pinyin"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// The register of the benchmarks: two cities of five districts each, of ten sub-districts of ten communities, 100,000 compounds, one in
// twenty of them with a committee, 100,000 contractors, 120,000 engagements.
const (
	benchDistricts   = 10
	benchCompounds   = 100_000
	benchContractors = 100_000
)

// county is the register of the benchmarks, by ids.
type county struct {
	city        int
	districts   []int
	branch      map[int][]int // of the city and of each district
	contractors int
}

// rowsIn inserts rows, 500 a statement.
type rowsIn struct {
	b       *testing.B
	tx      *sql.Tx
	numbers bool
	table   string
	columns []string
	args    []any
	// before are the tables that these rows point to.
	before []*rowsIn
}

func (r *rowsIn) add(args ...any) {
	r.args = append(r.args, args...)
	if len(r.args) >= 500*len(r.columns) {
		r.flush()
	}
}

func (r *rowsIn) flush() {
	for _, t := range r.before {
		t.flush()
	}
	if len(r.args) == 0 {
		return
	}
	var q strings.Builder
	fmt.Fprintf(&q, "INSERT INTO %s (%s) VALUES ", r.table, strings.Join(r.columns, ", "))
	for i := range r.args {
		switch {
		case i%len(r.columns) > 0:
			q.WriteString(", ")
		case i > 0:
			q.WriteString("), (")
		default:
			q.WriteString("(")
		}
		if r.numbers {
			fmt.Fprintf(&q, "$%d", i+1)
		} else {
			q.WriteString("?")
		}
	}
	q.WriteString(")")
	if _, err := r.tx.ExecContext(r.b.Context(), q.String(), r.args...); err != nil {
		r.b.Fatalf("%s: %v", r.table, err)
	}
	r.args = r.args[:0]
}

func firstID(t *schema.Table) int {
	if t.Annotation == nil || t.Annotation.IncrementStart == nil {
		return 1
	}
	return *t.Annotation.IncrementStart + 1
}

var benchWords = strings.Fields("金岭 花园 湖畔 阳光 春天 和平 幸福 长安 重庆 翠竹 绿城 天府 龙湖 海景 东方 西苑 南山 北辰 中央 世纪 新都 银座 紫荆 芙蓉 牡丹 玫瑰 百合 丁香 梧桐 香樟 华府 名邸")

func benchName(i int, kind string) string {
	n := len(benchWords)
	return benchWords[i%n] + benchWords[i/n%n] + kind + fmt.Sprint(i/n/n+1) + "号"
}

func fillCounty(b *testing.B, address string) *county {
	b.Helper()
	db := storetest.Raw(b, address)
	tx, err := db.BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	into := func(table string, columns ...string) *rowsIn {
		return &rowsIn{b: b, tx: tx, numbers: !strings.HasPrefix(address, "sqlite:"), table: table, columns: columns}
	}
	c := &county{branch: map[int][]int{}, contractors: firstID(migrate.ContractorsTable)}
	keys := []string{"name", "sort_key", "search_text", "initials", "initials_alt", "version"}
	named := func(name string) []any {
		sort, search, initials, alt := pinyin.Keys(name)
		return []any{name, sort, search, initials, alt, 1}
	}
	id := firstID(migrate.OrganizationsTable)
	organizations := into("organizations", append([]string{"id", "code", "kind", "parent_id"}, keys...)...)
	organization := func(code, name, kind string, parent any, branches ...int) int {
		organizations.add(append([]any{id, code, kind, parent}, named(name)...)...)
		id++
		for _, root := range branches {
			c.branch[root] = append(c.branch[root], id-1)
		}
		return id - 1
	}
	c.city = organization("3702", "示例市", "city", nil)
	c.branch[c.city] = []int{c.city}
	otherCity := organization("3703", "另一市", "city", nil)
	c.branch[otherCity] = []int{otherCity}
	compounds := into("compounds", append([]string{"id", "code", "district_id", "subdistrict_id", "community_id", "community", "address", "kind", "households", "built"}, keys...)...)
	committees := into("committees", "id", "version", "organization_id", "district_id", "subdistrict_id", "compound_id", "filing_number", "elected", "term_starts", "term_ends", "status")
	contractors := into("contractors", append([]string{"id", "uscc", "legal_representative", "phone"}, keys...)...)
	engagements := into("engagements", "id", "version", "compound_id", "contractor_id", "mode", "starts", "ends", "fee_fen")
	compounds.before, committees.before, engagements.before = []*rowsIn{organizations}, []*rowsIn{compounds}, []*rowsIn{committees, contractors}
	compoundID, committeeID, engagementID := firstID(migrate.CompoundsTable), firstID(migrate.CommitteesTable), firstID(migrate.EngagementsTable)
	day := func(s string) time.Time { t, _ := time.Parse(time.DateOnly, s); return t }
	text := func(s string) any {
		if organizations.numbers {
			return day(s)
		}
		return day(s).Format("2006-01-02 15:04:05-07:00")
	}
	perSubdistrict := benchCompounds / benchDistricts / 10
	n := 0
	for d := range benchDistricts {
		city := c.city
		if d >= benchDistricts/2 {
			city = otherCity
		}
		district := organization(fmt.Sprintf("3702%02d", d), fmt.Sprintf("示例%d区", d), "district", city, city)
		c.districts, c.branch[district] = append(c.districts, district), []int{district}
		for s := range 10 {
			sub := organization(fmt.Sprintf("3702%02d%03d", d, s), fmt.Sprintf("示例%d街道", s), "subdistrict", district, city, district)
			var communities []int
			for k := range 10 {
				communities = append(communities, organization(fmt.Sprintf("3702%02d%03dC%d", d, s, k), fmt.Sprintf("示例%d社区", k), "community", sub, city, district))
			}
			for k := range perSubdistrict {
				name := benchName(n*7919%benchCompounds, "小区")
				compounds.add(append([]any{compoundID, fmt.Sprintf("3702%02d%03d%04d", d, s, k), district, sub, communities[k%10], "社区", "示例路 1 号", "commercial", 100 + k%900, 1990 + k%30}, named(name)...)...)
				if k%20 == 0 {
					node := organization(fmt.Sprintf("3702%02d%03d%04dY1", d, s, k), name+"业主委员会", "committee", communities[k%10], city, district)
					committees.add(committeeID, 1, node, district, sub, compoundID, "", text("2024-01-01"), text("2024-01-01"), text("2028-12-31"), "active")
					committeeID++
				}
				compoundID++
				n++
			}
		}
	}
	for i := range benchContractors {
		contractors.add(append([]any{c.contractors + i, fmt.Sprintf("91370200%09dX", i), "", "053200000000"}, named(benchName(i*7919%benchContractors, "物业"))...)...)
	}
	for i := range benchCompounds {
		of := firstID(migrate.CompoundsTable) + i
		if i%5 == 0 {
			engagements.add(engagementID, 1, of, c.contractors+i%1000, "professional", text("2020-01-01"), text("2022-12-31"), 150)
			engagementID++
		}
		engagements.add(engagementID, 1, of, c.contractors+i*31%2000, "professional", text("2023-01-01"), nil, 180+i%200)
		engagementID++
	}
	for _, t := range []*rowsIn{organizations, compounds, committees, contractors, engagements} {
		t.flush()
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	if _, err := db.ExecContext(b.Context(), "ANALYZE"); err != nil {
		b.Fatal(err)
	}
	return c
}

func (c *county) callers() map[string]context.Context {
	officer := func(root int, districts ...int) context.Context {
		return as(viewer.Power{Role: viewer.DistrictOfficer, Organization: root, Branch: c.branch[root], Cover: viewer.Cover{Districts: districts}})
	}
	return map[string]context.Context{
		"administrator": as(viewer.Power{Role: viewer.Administrator}),
		"city":          officer(c.city, c.districts[:benchDistricts/2]...),
		"district":      officer(c.districts[3], c.districts[3]),
		"company":       as(viewer.Power{Role: viewer.ContractorManager, Contractor: c.contractors + 31}),
	}
}

// listed is what the table of compounds shows.
var listed = registry.Want{"rows": true, "total": true, "engagement": true, "face": true}

// BenchmarkTables is a page of each table, of each kind, as each of those who see much: every one is to be below 150 ms.
func BenchmarkTables(b *testing.B) {
	for database, open := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(database, func(b *testing.B) {
			address := open(b)
			c := fillCounty(b, address)
			r := service(storetest.Open(b, address, store.Options{}))
			name := &registry.CompoundOrder{Field: "NAME", Direction: "ASC"}
			for who, ctx := range c.callers() {
				for what, read := range map[string]func() (int, error){
					"first": func() (int, error) {
						p, err := r.Compounds(ctx, nil, nil, page, listed)
						return len(p.Rows), err
					},
					"name": func() (int, error) {
						p, err := r.Compounds(ctx, nil, name, page, listed)
						return len(p.Rows), err
					},
					"deep": func() (int, error) {
						p, err := r.Compounds(ctx, nil, name, registry.Page{First: 20, Skip: 9_900}, listed)
						return len(p.Rows), err
					},
					"deepest": func() (int, error) {
						p, err := r.Compounds(ctx, nil, name, registry.Page{First: 20, Skip: 49_900}, listed)
						return len(p.Rows), err
					},
					"characters": func() (int, error) {
						p, err := r.Compounds(ctx, &registry.CompoundFilter{Search: ptr("金岭")}, name, page, listed)
						return len(p.Rows), err
					},
					"initials": func() (int, error) {
						p, err := r.Compounds(ctx, &registry.CompoundFilter{Search: ptr("jlhy")}, name, page, listed)
						return len(p.Rows), err
					},
					"nothing": func() (int, error) {
						p, err := r.Compounds(ctx, &registry.CompoundFilter{Search: ptr("没有")}, name, page, listed)
						return len(p.Rows), err
					},
					"unmanaged": func() (int, error) {
						p, err := r.Compounds(ctx, &registry.CompoundFilter{Unmanaged: ptr(true)}, name, page, listed)
						return len(p.Rows), err
					},
					"contractors": func() (int, error) {
						p, err := r.Contractors(ctx, nil, nil, page, registry.Want{"rows": true, "total": true, "managed": true, "qualifications": true})
						return len(p.Rows), err
					},
					"contractors-search": func() (int, error) {
						p, err := r.Contractors(ctx, &registry.ContractorFilter{Search: ptr("jlhy")}, nil, page, registry.Want{"rows": true, "total": true, "managed": true})
						return len(p.Rows), err
					},
					"contractors-managing": func() (int, error) {
						p, err := r.Contractors(ctx, &registry.ContractorFilter{Managing: ptr(true)}, nil, page, registry.Want{"rows": true, "total": true, "managed": true})
						return len(p.Rows), err
					},
					"engagements": func() (int, error) {
						p, err := r.Engagements(ctx, nil, nil, page, listed)
						return len(p.Rows), err
					},
					"engagements-search": func() (int, error) {
						p, err := r.Engagements(ctx, &registry.EngagementFilter{Search: ptr("jlhy"), On: &today}, nil, page, listed)
						return len(p.Rows), err
					},
					"organizations": func() (int, error) {
						p, err := r.Organizations(ctx, nil, registry.Page{First: 1000}, registry.Want{"rows": true, "total": true, "compounds": true})
						if p == nil {
							return 0, nil
						}
						return len(p.Rows), err
					},
					"committees": func() (int, error) {
						p, err := r.Committees(ctx, nil, nil, page, all)
						if p == nil {
							return 0, nil
						}
						return len(p.Rows), err
					},
				} {
					b.Run(who+"/"+what, func(b *testing.B) {
						best, wall := time.Hour, time.Hour
						for b.Loop() {
							from, at := cpu(), time.Now()
							if _, err := read(); err != nil {
								b.Fatal(err)
							}
							best, wall = min(best, cpu()-from), min(wall, time.Since(at))
						}
						b.ReportMetric(float64(best.Microseconds())/1000, "cpu-ms")
						b.ReportMetric(float64(wall.Microseconds())/1000, "best-ms")
					})
				}
			}
		})
	}
}

// cpu is what this process has computed so far. Beside it the wall clock says what the machine had time for.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
