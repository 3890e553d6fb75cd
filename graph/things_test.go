package graph_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"smileboard/ent/migrate"
	"smileboard/internal/publish/publishtest"
)

func TestCompound(t *testing.T) {
	each(t, 6, func(t *testing.T, s *server, _ *publishtest.World) {
		data := s.must(t, `query($code:String!){compound(code:$code){
			name kind households occupied areaM2 built community address district{name shortName} subdistrict{code name}
			engagement{mode from to fee contractor{uscc}} engagements{mode from to}
			now:result{score publication{cycle revision}} first:result(cycle:"2026H1",revision:1){score} none:result(cycle:"2019H1"){score}
			withdrawn:result(cycle:"2026H2"){publication{withdrawal{on reason}}}
			history{score publication{cycle revision}} two:history(first:2){class publication{cycle}}}}`,
			map[string]any{"code": publishtest.Code(0)})
		c := fields(t, data, "compound")
		for path, want := range map[string]any{
			"kind": "RESETTLEMENT", "households": 100.0, "occupied": 90.0, "areaM2": 123456.78, "built": 2005.0, "none": nil,
		} {
			if c[path] != want {
				t.Errorf("%s is %v, want %v", path, c[path], want)
			}
		}
		for _, tt := range []struct {
			got, want any
		}{
			{at(t, c, "district", "name"), "长沙市岳麓区"},
			{at(t, c, "district", "shortName"), "岳麓区"},
			{at(t, c, "engagement", "mode"), "PROFESSIONAL"},
			{at(t, c, "engagement", "to"), nil},
			{at(t, c, "engagement", "fee"), 60.0},
			{at(t, c, "engagement", "contractor", "uscc"), publishtest.USCC(0)},
			{at(t, c, "engagements", 0, "from"), "2025-04-01"},
			{at(t, c, "engagements", 1, "to"), "2025-03-31"},
			{at(t, c, "now", "publication", "revision"), 2.0},
			{at(t, c, "now", "score"), 70.02},
			{at(t, c, "first", "score"), 70.01},
			{at(t, c, "withdrawn", "publication", "withdrawal", "on"), "2026-11-18"},
		} {
			if tt.got != tt.want {
				t.Errorf("got %v, want %v", tt.got, tt.want)
			}
		}
		var cycles []string
		for _, r := range list(t, c, "history") {
			cycles = append(cycles, fmt.Sprintf("%v %v", at(t, r, "publication", "cycle"), at(t, r, "publication", "revision")))
		}
		if want := []string{"2026H2 1", "2026H1 2", "2025H2 1", "2025H1 1"}; !slices.Equal(cycles, want) {
			t.Errorf("history %v, want %v", cycles, want)
		}
		if len(list(t, c, "two")) != 2 {
			t.Errorf("two: %v", c["two"])
		}
		// Self-managed: nobody's.
		data = s.must(t, `{compound(code:"`+publishtest.Code(4)+`"){engagement{mode contractor{uscc}} result{carrier{uscc} carrierNote tenures{mode contractor{uscc} from to}}}}`, nil)
		if at(t, data, "compound", "engagement", "contractor") != nil || at(t, data, "compound", "result", "carrierNote") != "SELF_MANAGED" {
			t.Errorf("%v", data)
		}
		if got := s.must(t, `{compound(code:"x"){code}}`, nil)["compound"]; got != nil {
			t.Errorf("an unknown code: %v", got)
		}
	})
}

func TestRankingAndContractor(t *testing.T) {
	each(t, 9, func(t *testing.T, s *server, _ *publishtest.World) {
		const q = `query($first:Int!,$after:String){ranking(district:"430104",first:$first,after:$after){bands{number size} unranked scale{low high}
			district{code} publication{counts{compliant} meanScore} pageInfo{hasNextPage endCursor}
			edges{node{rank rankLow rankHigh band score scoreLow grade unrankedReason counts{compliant} rated managed contractor{uscc name}}}}}`
		var seen []string
		var after any
		for range 10 {
			data := s.must(t, q, map[string]any{"first": 3, "after": after})
			for _, e := range list(t, data, "ranking", "edges") {
				seen = append(seen, fmt.Sprintf("%v %v %v", at(t, e, "node", "rank"), at(t, e, "node", "band"), at(t, e, "node", "unrankedReason")))
			}
			if fmt.Sprint(at(t, data, "ranking", "bands")) != "[map[number:1 size:2] map[number:2 size:1]]" || at(t, data, "ranking", "unranked") != 1.0 ||
				fmt.Sprint(at(t, data, "ranking", "scale")) != "map[high:87 low:81]" || at(t, data, "ranking", "publication", "meanScore") != 81.23 {
				t.Errorf("%v", data)
			}
			if after = at(t, data, "ranking", "pageInfo", "endCursor"); at(t, data, "ranking", "pageInfo", "hasNextPage") == false {
				break
			}
		}
		if want := []string{"1 1 <nil>", "2 1 <nil>", "3 2 <nil>", "<nil> <nil> NONE_SCORED"}; !slices.Equal(seen, want) {
			t.Errorf("ranking %v, want %v", seen, want)
		}

		const c = `query($uscc:String!,$first:Int!,$after:String){contractor(uscc:$uscc){name qualifications{issued grade}
			compounds(first:$first,after:$after){edges{node{compound{code result{score}}}} pageInfo{hasNextPage endCursor}}
			history{rank district{code} publication{cycle revision}}}}`
		var managed []string
		after = nil
		for range 10 {
			data := s.must(t, c, map[string]any{"uscc": publishtest.USCC(2), "first": 2, "after": after})
			for _, e := range list(t, data, "contractor", "compounds", "edges") {
				managed = append(managed, str(t, e, "node", "compound", "code"))
			}
			if at(t, data, "contractor", "qualifications", 0, "issued") != "2021-03-01" {
				t.Errorf("qualifications %v", at(t, data, "contractor", "qualifications"))
			}
			var history []string
			for _, h := range list(t, data, "contractor", "history") {
				history = append(history, fmt.Sprintf("%v %v %v", at(t, h, "district", "code"), at(t, h, "publication", "cycle"), at(t, h, "publication", "revision")))
			}
			want := []string{"430104 2026H2 1", "370214 2026H1 1", "430104 2026H1 2", "430104 2025H2 1", "430104 2025H1 1"}
			if !slices.Equal(history, want) {
				t.Errorf("history %v, want %v", history, want)
			}
			if after = at(t, data, "contractor", "compounds", "pageInfo", "endCursor"); at(t, data, "contractor", "compounds", "pageInfo", "hasNextPage") == false {
				break
			}
		}
		want := []string{publishtest.Code(2), publishtest.Code(5), publishtest.Code(8)}
		slices.Sort(want)
		if !slices.Equal(managed, want) {
			t.Errorf("managed %v, want %v", managed, want)
		}
	})
}

func TestTendersAndStandard(t *testing.T) {
	each(t, 6, func(t *testing.T, s *server, _ *publishtest.World) {
		const q = `query($first:Int!,$after:String,$status:[TenderStatus!]){tenders(district:"430104",first:$first,after:$after,status:$status){
			edges{node{number notice price winner{uscc} compound{code} district{code} status}} pageInfo{hasNextPage endCursor}}}`
		var numbers []string
		var after any
		for range 10 {
			data := s.must(t, q, map[string]any{"first": 2, "after": after})
			for _, e := range list(t, data, "tenders", "edges") {
				numbers = append(numbers, str(t, e, "node", "number"))
			}
			if after = at(t, data, "tenders", "pageInfo", "endCursor"); at(t, data, "tenders", "pageInfo", "hasNextPage") == false {
				break
			}
		}
		if want := []string{"示例招4", "示例招2", "示例招3", "示例招0", "示例招1"}; !slices.Equal(numbers, want) {
			t.Errorf("tenders %v, want %v", numbers, want)
		}
		data := s.must(t, q, map[string]any{"first": 10, "status": []string{"AWARDED"}})
		if edges := list(t, data, "tenders", "edges"); len(edges) != 3 || at(t, edges[0], "node", "price") != 3e9 || at(t, edges[0], "node", "winner", "uscc") != publishtest.USCC(0) {
			t.Errorf("awarded %v", edges)
		}
		data = s.must(t, `{tenders(district:"none"){edges{node{number}}} tender(number:"none"){number} standard(version:"none"){version}
			default:standard{version dimensions{dimension weight} title en:title(language:EN) vetoGrounds parameters{rectificationRate minimumShown gradeBands{grade from}}}}`, nil)
		if len(list(t, data, "tenders", "edges")) != 0 || data["tender"] != nil || data["standard"] != nil {
			t.Errorf("%v", data)
		}
		if at(t, data, "default", "dimensions", 0, "weight") != 40.0 || at(t, data, "default", "parameters", "rectificationRate") != 0.6 ||
			at(t, data, "default", "parameters", "minimumShown") != 10.0 || at(t, data, "default", "parameters", "gradeBands", 0, "from") != 85.0 {
			t.Errorf("standard %v", data["default"])
		}
	})
}

func TestDistricts(t *testing.T) {
	each(t, 6, func(t *testing.T, s *server, _ *publishtest.World) {
		data := s.must(t, `{districts{code name shortName subdistricts{code} publications{cycle revision superseded withdrawal{on}}}}`, nil)
		var seen []string
		for _, d := range list(t, data, "districts") {
			seen = append(seen, str(t, d, "code")+str(t, d, "name")+str(t, d, "shortName"))
		}
		if want := []string{"370214青岛市城阳区青岛市城阳区", "430104长沙市岳麓区岳麓区"}; !slices.Equal(seen, want) {
			t.Errorf("districts %v, want %v", seen, want)
		}
		if p := list(t, data, "districts", 1, "publications"); len(p) != 5 || at(t, p[0], "cycle") != "2026H2" || at(t, p[2], "superseded") != true {
			t.Errorf("publications %v", p)
		}
		if sub := list(t, data, "districts", 1, "subdistricts"); len(sub) != 3 {
			t.Errorf("sub-districts %v", sub)
		}
	})
}

// node answers public things by their id, and null for everything else there is or could be.
func TestNode(t *testing.T) {
	each(t, 6, func(t *testing.T, s *server, w *publishtest.World) {
		ids := s.must(t, `{districts{id subdistricts{id} publications{id}} compound(code:"`+publishtest.Code(0)+`"){id engagement{id} }
			contractor(uscc:"`+publishtest.USCC(0)+`"){id} tender(number:"示例招0"){id} standard{id}}`, nil)
		const q = `query($id:ID!){node(id:$id){__typename id ... on Compound{code district{code}} ... on Publication{cycle counts{compliant}} ... on Standard{version parameters{draws}} ...D}}
			fragment D on District{code name publications{cycle}}`
		for want, id := range map[string]any{
			"District":    at(t, ids, "districts", 1, "id"),
			"Subdistrict": at(t, ids, "districts", 1, "subdistricts", 0, "id"),
			"Publication": at(t, ids, "districts", 1, "publications", 0, "id"),
			"Compound":    at(t, ids, "compound", "id"),
			"Engagement":  at(t, ids, "compound", "engagement", "id"),
			"Contractor":  at(t, ids, "contractor", "id"),
			"Tender":      at(t, ids, "tender", "id"),
			"Standard":    at(t, ids, "standard", "id"),
		} {
			got := s.must(t, q, map[string]any{"id": id})["node"]
			if got == nil {
				t.Errorf("%s %v: null", want, id)
				continue
			}
			if at(t, got, "__typename") != want || at(t, got, "id") != id {
				t.Errorf("%s: %v", want, got)
			}
			if want == "District" && (at(t, got, "name") != "长沙市岳麓区" || len(list(t, got, "publications")) != 5) {
				t.Errorf("%v", got)
			}
		}
		public := map[string]bool{"organizations": true, "publications": true, "compounds": true, "engagements": true, "contractors": true, "tenders": true, "standards": true}
		for _, table := range migrate.Tables {
			if public[table.Name] || table.Annotation == nil || table.Annotation.IncrementStart == nil {
				continue
			}
			for k := 1; k <= 3; k++ {
				id := strconv.Itoa(*table.Annotation.IncrementStart + k)
				if got := s.must(t, q, map[string]any{"id": id})["node"]; got != nil {
					t.Errorf("%s %s: %v", table.Name, id, got)
				}
			}
		}
		for _, id := range []string{"", "x", "0", "-1", "1", "9223372036854775807", "99999999999999999999", "+4294967297", "1e9"} {
			if got := s.must(t, q, map[string]any{"id": id})["node"]; got != nil {
				t.Errorf("%q: %v", id, got)
			}
		}
		// A department is an organization, and not a public thing.
		for _, o := range []int{1, 8, 9, 10} {
			got := s.must(t, q, map[string]any{"id": strconv.Itoa(*migrate.OrganizationsTable.Annotation.IncrementStart + o)})["node"]
			if got != nil && at(t, got, "__typename") != "District" && at(t, got, "__typename") != "Subdistrict" {
				t.Errorf("organization %d: %v", o, got)
			}
		}
	})
}
