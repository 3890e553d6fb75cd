package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"smileboard/ent/auditentry"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
)

func day(s string) patch.Field[calendar.Date] { return patch.Set(calendar.MustParse(s)) }

// reason is what a call was refused for, with its field.
func reason(err error) string {
	f, ok := fault.As(err)
	if !ok {
		return fmt.Sprint(err)
	}
	return strings.TrimRight(f.Reason+" "+f.Field, " ")
}

func chainHolds(t *testing.T, s *store.Store) {
	t.Helper()
	_, _, problem, ok, err := audit.Verify(operator(), s.Client)
	if err != nil || !ok {
		t.Errorf("the record: %s %v", problem.En, err)
	}
}

func TestACompoundIsAddedAndChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := f.subdistrict()
		made, err := r.CreateCompound(ctx, registry.CompoundChange{
			Subdistrict: patch.Set(f.first.ID), Name: patch.Set(" 新小区 "), Community: patch.Set("示例社区"),
			Kind: patch.Set(registry.CompoundKind("OLD")), Households: patch.Set(80), CommitteeUntil: day("2027-01-31"),
		}, all)
		if err != nil {
			t.Fatal(err)
		}
		if made.Code != "3702140010003" || made.Name != "新小区" || made.Version != 1 || made.District.ID != f.east.ID || made.CommitteeUntil.String() != "2027-01-31" {
			t.Errorf("%+v", made)
		}
		if row := s.Client.Compound.GetX(operator(), made.ID); row.CommunityID == nil || *row.CommunityID != f.community.ID {
			t.Error("its community is not the one in the tree")
		}
		changed, err := r.UpdateCompound(ctx, made.ID, 1, registry.CompoundChange{Occupied: patch.Set(40), Community: patch.Clear[string](), Households: patch.Set(90)}, all)
		if err != nil || changed.Version != 2 || *changed.Occupied != 40 || changed.Community != "" || changed.Kind != "OLD" {
			t.Fatalf("%+v %v", changed, err)
		}
		same, err := r.UpdateCompound(ctx, made.ID, 2, registry.CompoundChange{Name: patch.Set("新小区")}, all)
		if err != nil || same.Version != 2 {
			t.Errorf("a change of nothing: %+v %v", same, err)
		}
		_, err = r.UpdateCompound(ctx, made.ID, 1, registry.CompoundChange{Name: patch.Set("别的")}, all)
		if f, ok := fault.As(err); !ok || f.Reason != "version.stale" {
			t.Errorf("an older version: %v", err)
		} else if current, ok := f.Current.(audit.Fields); !ok || current["version"] != 2 || current["name"] != "新小区" {
			t.Errorf("what stands: %+v", f.Current)
		}
		entries := s.Client.AuditEntry.Query().Where(auditentry.SubjectID(made.ID)).Order(auditentry.ByNumber()).AllX(operator())
		if len(entries) != 2 || entries[0].Before != "" || entries[1].Before != `{"community":"示例社区","households":80,"occupied":null}` ||
			entries[1].After != `{"community":"","households":90,"occupied":40}` || entries[1].Role != "subdistrict_officer" || *entries[1].OrganizationID != f.first.ID {
			t.Errorf("the record: %+v", entries)
		}
		chainHolds(t, s)
	})
}

func TestWhatIsNotRightOrNotTheirsIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		long := strings.Repeat("长", 70)
		entries := s.Client.AuditEntry.Query().CountX(operator())
		compound := func(ctx context.Context, id int, in registry.CompoundChange) error {
			_, err := r.UpdateCompound(ctx, id, 1, in, all)
			return err
		}
		create := func(ctx context.Context, in registry.CompoundChange) error {
			in.Name, in.Kind, in.Households = patch.Set("新"), patch.Set(registry.CompoundKind("OLD")), patch.Set(1)
			_, err := r.CreateCompound(ctx, in, all)
			return err
		}
		organization := func(ctx context.Context, in registry.CreateOrganization) error {
			_, err := r.CreateOrganization(ctx, in, all)
			return err
		}
		contractor := func(ctx context.Context, in registry.ContractorChange) error {
			_, err := r.UpdateContractor(ctx, f.acme.ID, 1, in, all)
			return err
		}
		contact := func(ctx context.Context, id int, phone string) error {
			_, err := r.UpdateContractorContact(ctx, id, 1, phone, all)
			return err
		}
		engagement := func(ctx context.Context, in registry.EngagementChange) error {
			_, err := r.CreateEngagement(ctx, in, all)
			return err
		}
		certificate := func(ctx context.Context, in registry.QualificationChange) error {
			_, err := r.CreateQualification(ctx, in, all)
			return err
		}
		sub, district := f.subdistrict(), f.district()
		for name, c := range map[string]struct {
			err  error
			want string
		}{
			"a compound of another sub-district":      {compound(sub, f.lake.ID, registry.CompoundChange{Name: patch.Set("我的")}), "compound.missing"},
			"a compound that is none":                 {compound(sub, 1, registry.CompoundChange{}), "compound.missing"},
			"a compound by a company":                 {compound(f.manager(), f.jinling.ID, registry.CompoundChange{Name: patch.Set("我的")}), "account.may_not"},
			"a compound by nobody":                    {compound(context.Background(), f.jinling.ID, registry.CompoundChange{}), "account.sign_in"},
			"a compound without a name":               {compound(sub, f.jinling.ID, registry.CompoundChange{Name: patch.Set(" ")}), "field.required name"},
			"a name over two lines":                   {compound(sub, f.jinling.ID, registry.CompoundChange{Name: patch.Set("a\nb")}), "text.control name"},
			"a name that is too long":                 {compound(sub, f.jinling.ID, registry.CompoundChange{Name: patch.Set(long)}), "text.length name"},
			"another code":                            {compound(sub, f.jinling.ID, registry.CompoundChange{Code: patch.Set("3702140010009")}), "field.fixed code"},
			"another sub-district":                    {compound(sub, f.jinling.ID, registry.CompoundChange{Subdistrict: patch.Set(f.second.ID)}), "field.fixed subdistrict"},
			"more occupied than there are":            {compound(sub, f.jinling.ID, registry.CompoundChange{Occupied: patch.Set(301)}), "compound.occupied occupied"},
			"fewer than none":                         {compound(sub, f.jinling.ID, registry.CompoundChange{Occupied: patch.Set(-1)}), "number.negative occupied"},
			"built in the Ming":                       {compound(sub, f.jinling.ID, registry.CompoundChange{Built: patch.Set(1400)}), "compound.built built"},
			"a new compound in another sub-district":  {create(sub, registry.CompoundChange{Subdistrict: patch.Set(f.second.ID)}), "organization.missing"},
			"a new compound in a community":           {create(sub, registry.CompoundChange{Subdistrict: patch.Set(f.community.ID)}), "organization.missing"},
			"a new compound nowhere":                  {create(sub, registry.CompoundChange{}), "field.required subdistrict"},
			"a code that is taken":                    {create(sub, registry.CompoundChange{Subdistrict: patch.Set(f.first.ID), Code: patch.Set(f.garden.Code)}), "code.taken code"},
			"a code of elsewhere":                     {create(sub, registry.CompoundChange{Subdistrict: patch.Set(f.first.ID), Code: patch.Set(f.lake.Code)}), "compound.code code"},
			"an organization below another's":         {organization(district, registry.CreateOrganization{Code: "C9", Name: "社区", Kind: "COMMUNITY", Parent: &f.elsewhere.ID}), "organization.missing"},
			"a city by a district":                    {organization(district, registry.CreateOrganization{Code: "4301", Name: "市", Kind: "CITY"}), "organization.missing"},
			"a community of a district":               {organization(district, registry.CreateOrganization{Code: "C9", Name: "社区", Kind: "COMMUNITY", Parent: &f.east.ID}), "organization.level parent"},
			"a committee without its facts":           {organization(district, registry.CreateOrganization{Code: "C9", Name: "业委会", Kind: "COMMITTEE", Parent: &f.first.ID}), "organization.committee kind"},
			"an organization by a sub-district":       {organization(sub, registry.CreateOrganization{Code: "C9", Name: "社区", Kind: "COMMUNITY", Parent: &f.first.ID}), "account.may_not"},
			"a code of an organization that is taken": {organization(district, registry.CreateOrganization{Code: "C1", Name: "社区", Kind: "COMMUNITY", Parent: &f.first.ID}), "code.taken code"},
			"a contractor's other code":               {contractor(district, registry.ContractorChange{USCC: patch.Set("91370200000000009X")}), "field.fixed uscc"},
			"more with titles than staff":             {contractor(district, registry.ContractorChange{Staff: patch.Set(1), MidTitle: patch.Set(2)}), "contractor.mid_title midTitle"},
			"a phone of letters":                      {contractor(district, registry.ContractorChange{Phone: patch.Set("call me")}), "phone.form phone"},
			"another company's phone":                 {contact(f.manager(), f.other.ID, "053299999999"), "contractor.missing"},
			"a contractor that is known": {func() error {
				_, err := r.CreateContractor(district, registry.ContractorChange{USCC: patch.Set(f.acme.Uscc), Name: patch.Set("x")}, all)
				return err
			}(), "contractor.taken uscc"},
			"a contractor without a code": {func() error {
				_, err := r.CreateContractor(district, registry.ContractorChange{Name: patch.Set("x")}, all)
				return err
			}(), "contractor.uscc uscc"},
			"two contracts on one day":                 {engagement(district, registry.EngagementChange{Compound: patch.Set(f.jinling.ID), Contractor: patch.Set(f.other.ID), From: day("2026-12-01")}), "engagement.overlap from"},
			"a contract without its contractor":        {engagement(district, registry.EngagementChange{Compound: patch.Set(f.garden.ID), From: day("2020-01-01"), To: day("2020-12-31")}), "engagement.contractor contractor"},
			"a contract with a company that is none":   {engagement(district, registry.EngagementChange{Compound: patch.Set(f.garden.ID), Contractor: patch.Set(5), From: day("2020-01-01"), To: day("2020-12-31")}), "contractor.missing"},
			"a contract of another district":           {engagement(district, registry.EngagementChange{Compound: patch.Set(f.far.ID), Contractor: patch.Set(f.acme.ID), From: day("2020-01-01")}), "compound.missing"},
			"a certificate that expires before it is":  {certificate(district, registry.QualificationChange{Certificate: patch.Set("1"), Contractor: patch.Set(f.acme.ID), Grade: patch.Set(registry.QualificationGrade("GRADE_1")), Issued: day("2026-01-02"), Expires: day("2026-01-01")}), "qualification.days expires"},
			"a certificate without a grade":            {certificate(district, registry.QualificationChange{Certificate: patch.Set("1"), Contractor: patch.Set(f.acme.ID), Issued: day("2026-01-02")}), "field.required grade"},
			"a certificate of a company that is none":  {certificate(district, registry.QualificationChange{Certificate: patch.Set("1"), Contractor: patch.Set(5)}), "contractor.missing"},
			"a certificate by a sub-district's office": {certificate(sub, registry.QualificationChange{}), "account.may_not"},
		} {
			if got := reason(c.err); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		if n := s.Client.AuditEntry.Query().CountX(operator()); n != entries {
			t.Errorf("%d entries for what was refused", n-entries)
		}
	})
}

func TestOneContractEndsSoThatTheNextBegins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := f.district()
		if _, err := r.UpdateEngagement(ctx, f.engagements[0].ID, 1, registry.EngagementChange{To: day("2026-11-30")}, all); err != nil {
			t.Fatal(err)
		}
		made, err := r.CreateEngagement(ctx, registry.EngagementChange{Compound: patch.Set(f.jinling.ID), Contractor: patch.Set(f.other.ID), From: day("2026-12-01"), Fee: patch.Set(int64(200)), Basis: patch.Set(registry.EngagementBasis("SELECTED"))}, all)
		if err != nil || made.Mode != "PROFESSIONAL" || made.Contractor.ID != f.other.ID || *made.Basis != "SELECTED" {
			t.Fatalf("%+v %v", made, err)
		}
		_, err = r.UpdateEngagement(ctx, f.engagements[0].ID, 2, registry.EngagementChange{To: patch.Clear[calendar.Date]()}, all)
		if reason(err) != "engagement.overlap from" {
			t.Errorf("an end taken back: %v", err)
		}
		self, err := r.UpdateEngagement(ctx, made.ID, 1, registry.EngagementChange{Mode: patch.Set(registry.ManagementMode("SELF_MANAGED")), Basis: patch.Clear[registry.EngagementBasis]()}, all)
		if err != nil || self.Contractor != nil || self.Basis != nil {
			t.Errorf("%+v %v", self, err)
		}
		chainHolds(t, s)
	})
}

func TestCompaniesAndCertificatesAreKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := f.district()
		made, err := r.CreateContractor(ctx, registry.ContractorChange{USCC: patch.Set("91370200000000003c"), Name: patch.Set("新物业"), Phone: patch.Set("0532-12345678")}, all)
		if err != nil || made.USCC != "91370200000000003C" || *made.Phone != "0532-12345678" {
			t.Fatalf("%+v %v", made, err)
		}
		own, err := r.UpdateContractorContact(f.manager(), f.acme.ID, 1, "053200009901", all)
		if err != nil || *own.Phone != "053200009901" || own.Version != 2 {
			t.Fatalf("%+v %v", own, err)
		}
		last := s.Client.AuditEntry.Query().Where(auditentry.SubjectID(f.acme.ID)).OnlyX(operator())
		if last.Before != `{"phone":"053****0001"}` || last.After != `{"phone":"053****9901"}` || *last.ContractorID != f.acme.ID {
			t.Errorf("the record: %+v", last)
		}
		q, err := r.CreateQualification(ctx, registry.QualificationChange{Certificate: patch.Set("鲁1"), Contractor: patch.Set(made.ID), Grade: patch.Set(registry.QualificationGrade("GRADE_3")), Issued: day("2026-01-01")}, all)
		if err != nil || q.Status != "VALID" || q.Contractor.ID != made.ID {
			t.Fatalf("%+v %v", q, err)
		}
		q, err = r.UpdateQualification(ctx, q.ID, 1, registry.QualificationChange{Status: patch.Set(registry.QualificationStatus("REVOKED"))}, all)
		if err != nil || q.Status != "REVOKED" || q.Version != 2 {
			t.Errorf("%+v %v", q, err)
		}
		found, err := r.Contractors(ctx, &registry.ContractorFilter{Grade: ptr(registry.QualificationGrade("GRADE_3"))}, nil, page, all)
		if err != nil || found.Total != 0 {
			t.Errorf("by a grade that was revoked: %+v %v", found, err)
		}
		for managing, want := range map[bool]int{true: 2, false: 1} {
			found, err := r.Contractors(ctx, &registry.ContractorFilter{Managing: &managing}, nil, page, all)
			if err != nil || found.Total != want {
				t.Errorf("managing %v: %+v %v", managing, found, err)
			}
		}
		chainHolds(t, s)
	})
}

func TestACommunityTakesItsCompoundsIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := f.district()
		if _, err := r.UpdateCompound(ctx, f.garden.ID, 1, registry.CompoundChange{Community: patch.Set("花园社区")}, all); err != nil {
			t.Fatal(err)
		}
		made, err := r.CreateOrganization(ctx, registry.CreateOrganization{Code: "C2", Name: "花园社区", Kind: "COMMUNITY", Parent: &f.first.ID}, all)
		if err != nil || made.Compounds != 1 {
			t.Fatalf("%+v %v", made, err)
		}
		if row := s.Client.Compound.GetX(operator(), f.garden.ID); row.CommunityID == nil || *row.CommunityID != made.ID {
			t.Error("the compound did not join")
		}
		renamed, err := r.UpdateOrganization(f.administrator(), made.ID, 1, "花园东社区", all)
		if err != nil || renamed.Version != 2 || renamed.Compounds != 1 {
			t.Fatalf("%+v %v", renamed, err)
		}
		if row := s.Client.Compound.GetX(operator(), f.garden.ID); row.Community != "花园东社区" || row.CommunityID == nil || row.Version != 3 {
			t.Errorf("the compound did not follow: %+v", row)
		}
	})
}

func TestZonesJoinCompoundsOfOneSubdistrict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := f.district()
		create := func(code string, compounds ...int) (*registry.Zone, error) {
			return r.CreateZone(ctx, registry.ZoneChange{Code: patch.Set(code), Name: patch.Set("片区" + code), Subdistrict: patch.Set(f.first.ID), Compounds: patch.Set(compounds)}, all)
		}
		for want, ids := range map[string][]int{
			"zone.compounds compounds": {f.jinling.ID}, "zone.subdistrict compounds": {f.jinling.ID, f.lake.ID}, "compound.missing": {f.jinling.ID, f.far.ID},
		} {
			if _, err := create("Z", ids...); reason(err) != want {
				t.Errorf("%s: %v", want, err)
			}
		}
		z, err := create("Z1", f.garden.ID, f.jinling.ID)
		if err != nil || len(z.Compounds) != 2 || z.Households != 400 || len(z.Problems) != 0 {
			t.Fatalf("%+v %v", z, err)
		}
		if _, err := create("Z2", f.garden.ID, f.jinling.ID); reason(err) != "zone.compound_taken compounds" {
			t.Errorf("a compound of two zones: %v", err)
		}
		seen, err := r.Compounds(ctx, &registry.CompoundFilter{Zone: &z.ID}, nil, page, all)
		if err != nil || seen.Total != 2 || seen.Rows[0].Zone.Name != "片区Z1" {
			t.Errorf("%+v %v", seen, err)
		}
		other, err := r.CreateCompound(ctx, registry.CompoundChange{Subdistrict: patch.Set(f.first.ID), Name: patch.Set("第三"), Kind: patch.Set(registry.CompoundKind("OLD")), Households: patch.Set(1)}, all)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.CreateEngagement(ctx, registry.EngagementChange{Compound: patch.Set(other.ID), Contractor: patch.Set(f.other.ID), From: day("2026-01-01")}, all); err != nil {
			t.Fatal(err)
		}
		z, err = r.UpdateZone(ctx, z.ID, 1, registry.ZoneChange{Compounds: patch.Set([]int{f.garden.ID, other.ID})}, all)
		if err != nil || len(z.Compounds) != 2 || len(z.Problems) != 1 || z.Version != 2 {
			t.Errorf("two contractors in a zone: %+v %v", z, err)
		}
		if s.Client.Compound.GetX(operator(), f.jinling.ID).ZoneID != nil {
			t.Error("the compound did not leave")
		}
		if got, err := r.Zones(f.manager(), nil, page, all); err != nil || got.Total != 1 {
			t.Errorf("a company's zones: %+v %v", got, err)
		}
		chainHolds(t, s)
	})
}

func TestACommitteeIsAddedFilledAndDissolved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f, r := fill(t, s), service(s)
		ctx := as(f.officer("community_officer", f.community))
		in := registry.CommitteeChange{Compound: patch.Set(f.jinling.ID), Elected: day("2026-06-01"), TermFrom: day("2026-06-01"), TermTo: day("2031-05-31")}
		made, err := r.CreateCommittee(ctx, in, all)
		if err != nil {
			t.Fatal(err)
		}
		if made.Name != "金岭小区业主委员会" || made.Organization.Code != f.jinling.Code+"Y1" || made.Compound.ID != f.jinling.ID || len(made.Dues) != 4 || len(made.Problems) != 3 {
			t.Errorf("%+v %+v", made, made.Problems)
		}
		node := s.Client.Organization.GetX(operator(), made.Organization.ID)
		ctx = as(f.officer("community_officer", f.community, node))
		if *node.ParentID != f.community.ID || node.Kind != "committee" {
			t.Errorf("its node: %+v", node)
		}
		if row := s.Client.Compound.GetX(operator(), f.jinling.ID); calendar.FromTimePtr(row.CommitteeUntil).String() != "2031-05-31" {
			t.Error("the compound does not know its committee's term")
		}
		if _, err := r.CreateCommittee(ctx, in, all); reason(err) != "committee.in_office" {
			t.Errorf("two in office: %v", err)
		}
		if _, err := r.UpdateCompound(f.subdistrict(), f.jinling.ID, 1, registry.CompoundChange{CommitteeUntil: day("2028-01-01")}, all); reason(err) != "compound.committee_until committeeUntil" {
			t.Errorf("a term written beside the committee: %v", err)
		}
		members := []registry.MemberInput{
			{Name: "示例甲", Duty: "CHAIR", Phone: "13800000001"},
			{Name: "示例乙", Duty: "DEPUTY"},
			{Name: "示例丙", Duty: "MEMBER"},
			{Name: "示例丁", Duty: "MEMBER"},
			{Name: "示例戊", Duty: "MEMBER"},
			{Name: "示例己", Duty: "ALTERNATE"},
		}
		if _, err := r.SetCommitteeMembers(as(f.officer("owners_committee", f.second)), made.ID, 1, members, all); reason(err) != "committee.missing" {
			t.Errorf("by another committee: %v", err)
		}
		filled, err := r.SetCommitteeMembers(as(f.officer("owners_committee", node)), made.ID, 1, members, all)
		if err != nil || len(filled.Members) != 6 || *filled.Members[0].Name != "示例甲" || *filled.Members[0].Phone != "13800000001" || filled.Version != 2 || len(filled.Problems) != 2 {
			t.Fatalf("%+v %v", filled, err)
		}
		// An auditor reads names and no phones; a community elsewhere nothing.
		seen, err := r.Committee(as(f.officer("auditor", f.east, f.first, f.community, node)), made.ID, all)
		if err != nil || seen == nil || seen.Members[0].Name == nil || seen.Members[0].Phone != nil {
			t.Errorf("an auditor: %+v %v", seen, err)
		}
		done, err := r.UpdateCommittee(ctx, made.ID, 2, registry.CommitteeChange{FirstMet: day("2026-06-05"), Filed: day("2026-08-01"), FilingNumber: patch.Set("备1"), Name: patch.Set("金岭业委会")}, all)
		if err != nil || done.Name != "金岭业委会" || len(done.Problems) != 1 || done.Dues[1].State != registry.DoneLate {
			t.Fatalf("%+v %v", done, err)
		}
		if _, err := r.UpdateCommittee(ctx, made.ID, 3, registry.CommitteeChange{TermTo: day("2031-06-01")}, all); reason(err) != "committee.term_length termTo" {
			t.Errorf("more than five years: %v", err)
		}
		if got, err := r.Committees(ctx, &registry.CommitteeFilter{Search: ptr("jlywh"), Due: ptr(false), Under: &f.community.ID}, nil, page, all); err != nil || got.Total != 1 {
			t.Errorf("found: %+v %v", got, err)
		}
		gone, err := r.UpdateCommittee(ctx, made.ID, 3, registry.CommitteeChange{Status: patch.Set(registry.CommitteeStatus("DISSOLVED"))}, all)
		if err != nil || len(gone.Problems)+len(gone.Dues) != 0 {
			t.Fatalf("%+v %v", gone, err)
		}
		if row := s.Client.Compound.GetX(operator(), f.jinling.ID); row.CommitteeUntil != nil {
			t.Error("the compound keeps the term of a dissolved committee")
		}
		entries := s.Client.AuditEntry.Query().Where(auditentry.SubjectID(made.ID)).AllX(operator())
		for _, e := range entries {
			if strings.Contains(e.After+e.Before, "13800000001") {
				t.Error("a phone is in the record")
			}
		}
		chainHolds(t, s)
	})
}
