package web

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/engagement"
	"smileboard/ent/grant"
	"smileboard/ent/organization"
	"smileboard/internal/calendar"
	"smileboard/internal/pinyin"
	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

// abroad puts one thing of each kind into the other district and gives their ids.
func (o *office) abroad() map[string]int {
	o.t.Helper()
	ids := map[string]int{"account": o.hire("theirs", viewer.DistrictOfficer, publishtest.OtherDistrict, 0)}
	o.change(func(ctx context.Context, tx *ent.Tx) error {
		c := tx.Client()
		day := calendar.MustParse("2026-01-01").Time()
		district := c.Organization.Query().Where(organization.Code(publishtest.OtherDistrict)).OnlyX(ctx)
		street := c.Organization.Query().Where(organization.ParentID(district.ID)).FirstX(ctx)
		place := c.Compound.Query().Where(compound.DistrictID(district.ID)).Order(ent.Asc(compound.FieldID)).FirstX(ctx)
		sort, search, initials, alt := pinyin.Keys("他处业主委员会")
		body := c.Organization.Create().SetCode("370214001-C1").SetName("他处业主委员会").SetKind(organization.KindCommittee).SetParentID(street.ID).
			SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).SaveX(ctx)
		zone := c.Zone.Create().SetCode("PQ-1").SetName("他处片区").SetDistrictID(district.ID).SetSubdistrictID(street.ID).
			SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).SaveX(ctx)
		committee := c.Committee.Create().SetOrganizationID(body.ID).SetDistrictID(district.ID).SetSubdistrictID(street.ID).SetCompoundID(place.ID).
			SetElected(day).SetTermStarts(day).SetTermEnds(day.AddDate(5, 0, 0)).SaveX(ctx)
		job := c.ImportJob.Create().SetAccountID(ids["account"]).SetDistrictID(district.ID).SetName("他处.xlsx").SetDigest(strings.Repeat("0", 64)).SetSize(1).
			SetStatus("checked").SetCreatedAt(day).SetAliveAt(day).SaveX(ctx)
		file := c.Attachment.Create().SetParentType("Compound").SetParentID(place.ID).SetName("a.jpg").SetMediaType("image/jpeg").SetSize(1).
			SetDigest(strings.Repeat("0", 64)).SetCreatedAt(day).SaveX(ctx)
		note := c.Notice.Create().SetAccountID(ids["account"]).SetKind("x").SetSubject("x").SetTitleZh("他").SetTitleEn("x").SetDay(day).SetCreatedAt(day).SaveX(ctx)
		maps.Copy(ids, map[string]int{
			"district": district.ID, "street": street.ID, "committee's place": body.ID, "compound": place.ID, "zone": zone.ID, "committee": committee.ID,
			"job": job.ID, "attachment": file.ID, "notice": note.ID,
			"engagement": c.Engagement.Query().Where(engagement.CompoundID(place.ID)).FirstIDX(ctx),
			"grant":      c.Grant.Query().Where(grant.AccountID(ids["account"])).OnlyIDX(ctx),
			"session":    c.Session.Create().SetTokenHash("x").SetData([]byte("{}")).SetAccountID(ids["account"]).SetExpiresAt(day.AddDate(9, 0, 0)).SetCreatedAt(day).SetSeenAt(day).SaveX(ctx).ID,
			"token": c.APIToken.Create().SetAccountID(ids["account"]).SetName("x").SetTokenHash("x").SetHint("x").SetScopes([]string{"read"}).
				SetExpiresAt(day.AddDate(9, 0, 0)).SetCreatedAt(day).SaveX(ctx).ID,
		})
		return nil
	})
	return ids
}

// ofCompany are things that another company must not learn of.
func (o *office) ofCompany(id int, abroad map[string]int) map[string]int {
	o.t.Helper()
	ctx := viewer.AsOperator(context.Background(), "test")
	own, err := o.store.Client.Engagement.Query().Where(engagement.ContractorID(id)).FirstID(ctx)
	if err != nil {
		o.t.Fatal(err)
	}
	out := map[string]int{"company": id, "engagement": own}
	for _, kind := range []string{"account", "grant", "committee", "job", "notice"} {
		out[kind] = abroad[kind]
	}
	return out
}

// nothing is an id of the same kind that no thing has.
func nothing(id int) int { return id&^(1<<32-1) | 1<<31 - 7 }

// TestWhatIsNotYoursIsNotThere calls every operation that takes an id with the id of a thing in another branch, and with one that
// no thing has: the answers are the same to the letter, and nothing has changed.
func TestWhatIsNotYoursIsNotThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOfficeOn(t, db)
		ids := o.abroad()
		o.hire("district", viewer.DistrictOfficer, publishtest.District, 0)
		o.hire("auditor", viewer.Auditor, publishtest.District, 0)
		own := []int{o.world.Compounds[0].ID, o.world.Compounds[0].SubdistrictID, o.world.Contractors[0].ID}
		company := o.world.Contractors[0].ID
		o.hire("manager", viewer.ContractorManager, "", company)
		for _, who := range []string{"district", "auditor", "manager"} {
			b := o.signedIn(who)
			theirs := maps.Clone(ids)
			if who == "manager" {
				theirs = o.ofCompany(o.world.Contractors[1].ID, ids)
			}
			before := o.digest()
			asked, told := 0, 0
			for _, root := range []*ast.Definition{o.schema.Query, o.schema.Mutation} {
				for _, f := range root.Fields {
					if root == o.schema.Mutation && slices.Contains(endings, f.Name) {
						continue
					}
					for kind, id := range theirs {
						for place, pair := range o.answers(b, root, f, id) {
							asked++
							if pair[0] != pair[1] {
								t.Errorf("%s asks for a %s: %s, place %d:\n%.600s\nand for nothing\n%.600s", who, kind, f.Name, place, pair[0], pair[1])
							}
						}
					}
					if root == o.schema.Query {
						for _, id := range own {
							for _, pair := range o.answers(b, root, f, id) {
								if pair[0] != pair[1] {
									told++
								}
							}
						}
					}
				}
			}
			if asked < 100 {
				t.Errorf("%s: only %d questions", who, asked)
			}
			if told < 5 {
				t.Errorf("%s: only %d questions tell their own things from nothing", who, told)
			}
			if after := o.digest(); after != before {
				t.Errorf("%s changed something:\n%s\n%s", who, before, after)
			}
		}
	})
}

// endings are the changes that would end the test's own session.
var endings = []string{"signOut", "signOutEverywhere", "signIn", "changePassword"}

// answers puts an id in each place of an operation that takes one, in turn, without whatever else may be left out, and then one
// that is no thing's.
func (o *office) answers(b *browser, root *ast.Definition, f *ast.FieldDefinition, id int) (pairs [][2]string) {
	places := &filling{id: func(int) string { return "" }}
	for _, a := range f.Arguments {
		places.count(o.schema, a.Type, 0)
	}
	for place := range places.n {
		answer := func(id int) string {
			q, variables := o.call(root, f, &filling{text: "示例", only: true, at: place, id: func(n int) string {
				if n == place {
					return globalID(id)
				}
				return globalID(o.world.Compounds[0].ID)
			}})
			return strings.ReplaceAll(failureNumber.ReplaceAllString(bodyOf(b.ask(q, variables)), ""), globalID(id), "ID")
		}
		pairs = append(pairs, [2]string{answer(id), answer(nothing(id))})
	}
	return pairs
}

// failureNumber is what differs between two failures.
var failureNumber = regexp.MustCompile(`编号 [A-Z0-9]+|number [A-Z0-9]{12}|"id":"[A-Z0-9]{12}"`)

// digest is how many rows there are of what a change could make, and the versions of what it could change.
func (o *office) digest() string {
	o.t.Helper()
	ctx, c := viewer.AsOperator(context.Background(), "test"), o.store.Client
	return fmt.Sprint(
		c.Organization.Query().CountX(ctx), c.Compound.Query().Aggregate(ent.Sum(compound.FieldVersion)).IntX(ctx), c.Zone.Query().CountX(ctx), c.Committee.Query().CountX(ctx),
		c.Engagement.Query().CountX(ctx), c.Qualification.Query().CountX(ctx), c.Account.Query().CountX(ctx), c.Grant.Query().CountX(ctx),
		c.Session.Query().CountX(ctx), c.APIToken.Query().CountX(ctx), c.Attachment.Query().CountX(ctx), c.OneTimeLink.Query().CountX(ctx))
}
