package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/ent"
	"smileboard/ent/organization"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// listed is the page of a list that a question asks for.
type listed struct {
	total int
	ids   []string
}

// list asks for a page of a list.
func (b *browser) list(t *testing.T, f *ast.FieldDefinition, arguments string) listed {
	t.Helper()
	var answer map[string]struct {
		Total int
		Rows  []struct{ ID string }
	}
	rows := "id"
	if b.o.schema.Types[b.o.schema.Types[f.Type.Name()].Fields.ForName("rows").Type.Name()].Fields.ForName("id") == nil {
		rows = "id:number"
	}
	data(t, b.ask(`{list:`+f.Name+`(`+arguments+`){total rows{`+rows+`}}}`, nil), &answer)
	out := listed{total: answer["list"].Total}
	for _, r := range answer["list"].Rows {
		out.ids = append(out.ids, r.ID)
	}
	slices.Sort(out.ids)
	return out
}

// lists are the questions for pages.
func (o *office) lists() (out []*ast.FieldDefinition) {
	for _, f := range o.schema.Query.Fields {
		if f.Arguments.ForName("skip") != nil && f.Name != "auditEntries" {
			out = append(out, f)
		}
	}
	return out
}

// TestNoOrderAndNoPageLeadsOutOfTheBranch turns every list of the console around in every way: it holds the same things, all of the
// caller's branch, and there is nothing before its beginning or behind its end.
func TestNoOrderAndNoPageLeadsOutOfTheBranch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOfficeOn(t, db)
		abroad := o.abroad()
		o.hire("local", viewer.Administrator, publishtest.District, 0)
		b := o.signedIn("local")
		turned := 0
		for _, f := range o.lists() {
			plain := b.list(t, f, "first:100")
			if len(plain.ids) != plain.total {
				t.Errorf("%s says %d and shows %d", f.Name, plain.total, len(plain.ids))
			}
			for kind, id := range abroad {
				if slices.Contains(plain.ids, globalID(id)) {
					t.Errorf("%s shows the %s of another branch", f.Name, kind)
				}
			}
			if order := f.Arguments.ForName("orderBy"); order != nil {
				for _, by := range o.schema.Types[o.schema.Types[order.Type.Name()].Fields.ForName("field").Type.Name()].EnumValues {
					for _, way := range []string{"ASC", "DESC"} {
						turned++
						if got := b.list(t, f, fmt.Sprintf("first:100,orderBy:{field:%s,direction:%s}", by.Name, way)); fmt.Sprint(got) != fmt.Sprint(plain) {
							t.Errorf("%s by %s %s shows %v, otherwise %v", f.Name, by.Name, way, got, plain)
						}
					}
				}
			}
			for _, beyond := range []string{"first:100,skip:1000000000", "first:1,skip:2147483647"} {
				if got := b.list(t, f, beyond); len(got.ids) != 0 || got.total != plain.total {
					t.Errorf("%s(%s) shows %v", f.Name, beyond, got)
				}
			}
			for _, wrong := range []string{"first:0", "first:-1", "first:2147483647", "first:1001", "first:1,skip:-1", "first:1,skip:-2147483648"} {
				if code, _ := failure(t, b.ask(`{`+f.Name+`(`+wrong+`){total}}`, nil)); code != "INVALID" && code != "TOO_COMPLEX" {
					t.Errorf("%s(%s): %q", f.Name, wrong, code)
				}
			}
		}
		if turned < 20 {
			t.Errorf("only %d orders", turned)
		}
	})
}

// TestASearchFindsNothingThatIsNotShown searches every list for what the searcher may not see: a phone that is not shown must not
// be found digit by digit either.
func TestASearchFindsNothingThatIsNotShown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOfficeOn(t, db)
		secrets := []string{"13987654321", "9876543", "赵隐名", "孙隐名", "secret.mail@example.cn", "secret.mail"}
		o.change(func(ctx context.Context, tx *ent.Tx) error {
			street := tx.Organization.Query().Where(organization.Code(publishtest.District + "001")).OnlyX(ctx)
			body := tx.Organization.Create().SetCode("430104001-C1").SetName("本处业主委员会").SetKind(organization.KindCommittee).SetParentID(street.ID).
				SetSortKey("b").SetSearchText("本处").SetInitials("b").SetInitialsAlt("b").SaveX(ctx)
			day := publishtest.Today.Time()
			c := tx.Committee.Create().SetOrganizationID(body.ID).SetDistrictID(*street.ParentID).SetSubdistrictID(street.ID).SetCompoundID(o.world.Compounds[0].ID).
				SetElected(day).SetTermStarts(day).SetTermEnds(day.AddDate(5, 0, 0)).SaveX(ctx)
			tx.CommitteeMember.Create().SetCommitteeID(c.ID).SetPosition(0).SetName("孙隐名").SetPhone("13987654321").SetDuty("chair").ExecX(ctx)
			tx.Contractor.UpdateOneID(o.world.Contractors[0].ID).SetPhone("13987654321").SetLegalRepresentative("赵隐名").ExecX(ctx)
			return nil
		})
		id := o.hire("colleague", viewer.DistrictOfficer, publishtest.District, 0)
		o.change(func(ctx context.Context, tx *ent.Tx) error {
			return tx.Account.UpdateOneID(id).SetPhone("13987654321").SetEmail("secret.mail@example.cn").Exec(ctx)
		})
		o.hire("inspector", viewer.Inspector, publishtest.District, 0)
		o.hire("auditor", viewer.Auditor, publishtest.District, 0)
		o.hire("manager", viewer.ContractorManager, "", o.world.Contractors[1].ID)
		searched := 0
		for _, who := range []string{"inspector", "auditor", "manager"} {
			b := o.signedIn(who)
			for _, f := range o.schema.Query.Fields {
				filter := f.Arguments.ForName("filter")
				if filter == nil || o.schema.Types[filter.Type.Name()].Fields.ForName("search") == nil {
					continue
				}
				for _, secret := range secrets {
					if who == "auditor" && secret == "孙隐名" {
						continue // auditors see the names of committees' members
					}
					r := b.ask(`query($s:String){`+f.Name+`(filter:{search:$s}){total}}`, map[string]any{"s": secret})
					if strings.Contains(bodyOf(r), `"FORBIDDEN"`) {
						break
					}
					searched++
					if bodyOf(r) != `{"data":{"`+f.Name+`":{"total":0}}}` {
						t.Errorf("%s finds %q among %s: %s", who, secret, f.Name, bodyOf(r))
					}
				}
			}
		}
		if searched < 50 {
			t.Errorf("only %d searches", searched)
		}
	})
}
