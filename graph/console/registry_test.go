package console_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"smileboard/ent"
	"smileboard/ent/organization"
	"smileboard/graph"
	"smileboard/graph/console"
	"smileboard/internal/calendar"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// An overtaken change says what stands now, and a node is there for those who may see it alone.
func TestAConflictShowsWhatStandsAndANodeIsForItsBranch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		operator := viewer.AsOperator(context.Background(), "test")
		node := func(code string, kind organization.Kind, parent *ent.Organization) *ent.Organization {
			q := s.Client.Organization.Create().SetCode(code).SetName("示例" + code).SetKind(kind).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("")
			if parent != nil {
				q.SetParentID(parent.ID)
			}
			return q.SaveX(operator)
		}
		district := node("370214", "district", node("3702", "city", nil))
		own, other := node("370214001", "subdistrict", district), node("370214002", "subdistrict", district)
		c := s.Client.Compound.Create().SetCode("3702140010001").SetName("金岭小区").SetDistrictID(district.ID).SetSubdistrictID(own.ID).SetKind("old").
			SetHouseholds(3).SetSortKey("").SetSearchText("").SetInitials("").SetInitialsAlt("").SaveX(operator)
		executable, err := console.New(&console.Resolver{Registry: registry.NewService(s, func() calendar.Date { return calendar.MustParse("2026-11-20") })})
		if err != nil {
			t.Fatal(err)
		}
		h, err := graph.NewHandler(graph.Options{Executable: executable, Enter: console.Enter})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(branch *ent.Organization, query string) string {
			ctx := viewer.AsAccount(context.Background(), viewer.Account{ID: 1, Name: "示例", Powers: []viewer.Power{
				{Role: viewer.SubdistrictOfficer, Organization: branch.ID, Branch: []int{branch.ID}},
			}})
			r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/console/graphql", strings.NewReader(fmt.Sprintf(`{"query":%q}`, query)))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w.Body.String()
		}
		rename := fmt.Sprintf(`mutation{updateCompound(id:"%d",version:1,input:{name:"金岭新村"}){name version district{name}}}`, c.ID)
		if got := ask(own, rename); !strings.Contains(got, `"version":2`) || strings.Contains(got, "errors") {
			t.Errorf("the first: %s", got)
		}
		if got := ask(own, rename); !strings.Contains(got, `"code":"CONFLICT"`) || !strings.Contains(got, `"current":{`) || !strings.Contains(got, `"version":2`) {
			t.Errorf("the second: %s", got)
		}
		query := fmt.Sprintf(`{node(id:"%d"){id ... on Compound{name engagements{id}}}}`, c.ID)
		if got := ask(own, query); !strings.Contains(got, "金岭新村") {
			t.Errorf("an own node: %s", got)
		}
		for _, q := range []string{query, `{node(id:"5"){id}}`, `{node(id:"x"){id}}`, fmt.Sprintf(`{node(id:"%d"){id}}`, own.ID)} {
			if got := ask(other, q); got != `{"data":{"node":null}}` {
				t.Errorf("%s: %s", q, got)
			}
		}
	})
}
