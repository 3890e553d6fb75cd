package registry_test

import (
	"testing"

	"smileboard/ent"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
)

func TestCheckOrganization(t *testing.T) {
	city := &ent.Organization{Code: "4301", Kind: organization.KindCity}
	district := &ent.Organization{Code: "430104", Kind: organization.KindDistrict}
	cases := map[string]struct {
		in     registry.PutOrganization
		parent *ent.Organization
		want   string
	}{
		"a city stands alone":                               {registry.PutOrganization{Code: "4301", Kind: organization.KindCity}, nil, ""},
		"a city's code has four digits":                     {registry.PutOrganization{Code: "430100", Kind: organization.KindCity}, nil, "organization.code"},
		"a district stands under its city":                  {registry.PutOrganization{Code: "430104", Kind: organization.KindDistrict}, city, ""},
		"a district needs a parent":                         {registry.PutOrganization{Code: "430104", Kind: organization.KindDistrict}, nil, "organization.parent"},
		"a district stands under no other city":             {registry.PutOrganization{Code: "370214", Kind: organization.KindDistrict}, city, "organization.branch"},
		"a sub-district stands under its district":          {registry.PutOrganization{Code: "430104005", Kind: organization.KindSubdistrict}, district, ""},
		"a sub-district does not stand under a city":        {registry.PutOrganization{Code: "430104005", Kind: organization.KindSubdistrict}, city, "organization.level"},
		"a sub-district's code has nine digits":             {registry.PutOrganization{Code: "43010405", Kind: organization.KindSubdistrict}, district, "organization.code"},
		"a department may belong to a district":             {registry.PutOrganization{Code: "D1", Kind: organization.KindDepartment}, district, ""},
		"an owners' committee does not stand in a district": {registry.PutOrganization{Code: "Y1", Kind: organization.KindCommittee}, district, "organization.level"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := fault.ReasonOf(registry.CheckOrganization(c.in, c.parent)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCheckCompound(t *testing.T) {
	n := func(v int) *int { return &v }
	cases := map[string]struct {
		in       registry.PutCompound
		occupied *int
		want     string
	}{
		"a code is its sub-district's and four digits": {registry.PutCompound{Code: "4301040050001", Subdistrict: "430104005", Households: 1}, nil, ""},
		"another sub-district's code is refused":       {registry.PutCompound{Code: "4301040060001", Subdistrict: "430104005", Households: 1}, nil, "compound.code"},
		"a short code is refused":                      {registry.PutCompound{Code: "430104005001", Subdistrict: "430104005", Households: 1}, nil, "compound.code"},
		"a compound without a code will be given one":  {registry.PutCompound{Subdistrict: "430104005", Households: 1}, nil, ""},
		"a compound has a household":                   {registry.PutCompound{Subdistrict: "430104005"}, nil, "compound.households"},
		"all households may be occupied":               {registry.PutCompound{Subdistrict: "430104005", Households: 5}, n(5), ""},
		"no more than all households are occupied":     {registry.PutCompound{Subdistrict: "430104005", Households: 5}, n(6), "compound.occupied"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := fault.ReasonOf(registry.CheckCompound(c.in, c.occupied)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCheckEngagement(t *testing.T) {
	day := calendar.MustParse
	id := 1
	first := registry.Term{From: day("2025-01-01"), To: day("2025-12-31")}
	open := registry.Term{From: day("2026-07-01")}
	cases := map[string]struct {
		mode       engagement.Mode
		contractor *int
		term       registry.Term
		want       string
	}{
		"it may begin the day after another ends": {engagement.ModeProfessional, &id, registry.Term{From: day("2026-01-01"), To: day("2026-06-30")}, ""},
		"it shares no day with an earlier one":    {engagement.ModeProfessional, &id, registry.Term{From: day("2025-12-31"), To: day("2026-06-30")}, "engagement.overlap"},
		"it shares no day with an open one":       {engagement.ModeProfessional, &id, registry.Term{From: day("2026-02-01"), To: day("2026-07-01")}, "engagement.overlap"},
		"an open one shares all days to come":     {engagement.ModeProfessional, &id, registry.Term{From: day("2026-02-01")}, "engagement.overlap"},
		"one day is enough":                       {engagement.ModeProfessional, &id, registry.Term{From: day("2026-02-01"), To: day("2026-02-01")}, ""},
		"it ends on or after its first day":       {engagement.ModeProfessional, &id, registry.Term{From: day("2026-02-02"), To: day("2026-02-01")}, "engagement.days"},
		"a contractor's contract names it":        {engagement.ModeProfessional, nil, registry.Term{From: day("2026-02-01"), To: day("2026-03-01")}, "engagement.contractor"},
		"self-management needs no contractor":     {engagement.ModeSelfManaged, nil, registry.Term{From: day("2026-02-01"), To: day("2026-03-01")}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := fault.ReasonOf(registry.CheckEngagement(c.mode, c.contractor, c.term, []registry.Term{first, open})); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
