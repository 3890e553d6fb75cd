package main

import (
	"context"
	"fmt"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
	entzone "smileboard/ent/zone"
	"smileboard/internal/calendar"
	"smileboard/internal/patch"
	"smileboard/internal/registry"
	"smileboard/internal/store"
)

// demoRegister makes sure that the demo's register has what the workbooks do not hold: a zone, and committees that are well,
// not filed in time, and past their term.
func demoRegister(ctx context.Context, s *store.Store) error {
	district, err := s.Client.Organization.Query().Where(organization.Code(demoDistrict)).Only(ctx)
	if err != nil {
		return fmt.Errorf("demo: district: %w", err)
	}
	register := registry.NewService(s, today)
	if err := demoZone(ctx, s, register, district); err != nil {
		return err
	}
	return demoCommittees(ctx, s, register, district)
}

// demoZone joins the first two compounds of the first sub-district that has them.
func demoZone(ctx context.Context, s *store.Store, register *registry.Service, district *ent.Organization) error {
	if has, err := s.Client.Zone.Query().Where(entzone.DistrictID(district.ID)).Exist(ctx); err != nil || has {
		return err
	}
	all, err := s.Client.Compound.Query().Where(compound.DistrictID(district.ID), compound.ZoneIDIsNil()).Order(compound.ByCode()).All(ctx)
	if err != nil {
		return fmt.Errorf("demo: compounds: %w", err)
	}
	first := map[int]*ent.Compound{}
	for _, c := range all {
		other := first[c.SubdistrictID]
		if other == nil {
			first[c.SubdistrictID] = c
			continue
		}
		_, err := register.CreateZone(ctx, registry.ZoneChange{
			Code: patch.Set(demoDistrict + "-P1"), Name: patch.Set("示例片区"), Subdistrict: patch.Set(c.SubdistrictID), Compounds: patch.Set([]int{other.ID, c.ID}),
		}, nil)
		return err
	}
	return nil
}

// demoCommittees adds committees in every state that the console shows.
func demoCommittees(ctx context.Context, s *store.Store, register *registry.Service, district *ent.Organization) error {
	now := today()
	wanted := []struct {
		elected, firstMet, filed, ends calendar.Date
		members                        int
	}{
		{now.AddDays(-400), now.AddDays(-395), now.AddDays(-380), now.AddDays(-400).AddMonths(60).AddDays(-1), 7},
		{now.AddDays(-45), now.AddDays(-41), calendar.Date{}, now.AddDays(-45).AddMonths(36).AddDays(-1), 6},
		{now.AddDays(-20).AddMonths(-36), now.AddDays(-5).AddMonths(-36), now.AddMonths(-34), now.AddDays(-21), 5},
	}
	has, err := s.Client.Committee.Query().Where(committee.DistrictID(district.ID)).Count(ctx)
	if err != nil || has > len(wanted) { // the one of the demo's accounts, and these
		return err
	}
	free, err := s.Client.Compound.Query().Where(compound.DistrictID(district.ID), compound.ZoneIDIsNil(), compound.CommitteeUntilIsNil()).
		Order(compound.ByCode()).Limit(len(wanted)).All(ctx)
	if err != nil {
		return fmt.Errorf("demo: compounds: %w", err)
	}
	for i, c := range free {
		w := wanted[i]
		made, err := register.CreateCommittee(ctx, registry.CommitteeChange{
			Compound: patch.Set(c.ID), Elected: patch.Set(w.elected), FirstMet: patch.Set(w.firstMet), Filed: patch.Set(w.filed),
			TermFrom: patch.Set(w.elected), TermTo: patch.Set(w.ends),
		}, nil)
		if err != nil {
			return fmt.Errorf("demo: committee: %w", err)
		}
		members := make([]registry.MemberInput, w.members)
		for k := range members {
			members[k] = registry.MemberInput{Name: fmt.Sprintf("示例%c", []rune("甲乙丙丁戊己庚")[k]), Duty: "MEMBER", Since: w.elected}
		}
		members[0].Duty = "CHAIR"
		if _, err := register.SetCommitteeMembers(ctx, made.ID, made.Version, members, nil); err != nil {
			return fmt.Errorf("demo: members: %w", err)
		}
	}
	return nil
}
