// Package registry owns the register: organizations, compounds, zones, owners' committees, contractors with their
// qualifications, and engagements.
//
// It checks the register's rules and writes (the importer as a list, Service as those who are signed in), and reads the
// register page by page for the console. What is read from it elsewhere is read as facts. Of evidence and results it knows
// nothing but the face that was last published of a compound, which it shows beside it.
package registry

import (
	"context"
	"fmt"
	"regexp"

	"smileboard/ent"
	"smileboard/ent/organization"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
)

// PutOrganization says what an organization is. Code is its key.
type PutOrganization struct {
	Code string
	Name string
	Kind organization.Kind
	// ParentCode names an organization in the register or earlier in the same list; empty only for a city.
	ParentCode string
}

var divisionCode = map[organization.Kind]*regexp.Regexp{
	organization.KindCity:        regexp.MustCompile(`^\d{4}$`),
	organization.KindDistrict:    regexp.MustCompile(`^\d{6}$`),
	organization.KindSubdistrict: regexp.MustCompile(`^\d{9}$`),
}

// CheckOrganization reports whether an organization may stand in the tree under its parent.
//
// The organization MUST:
//   - carry a division code of its level (GB/T 2260: 4 digits a city, 6 a district; 9 a sub-district);
//   - have a parent one level up, unless it is a city;
//   - begin with its parent's code, if it is a district or a sub-district.
//
// Returns fault.Invalid with the field.
func CheckOrganization(o PutOrganization, parent *ent.Organization) error {
	if form := divisionCode[o.Kind]; form != nil && !form.MatchString(o.Code) {
		return fault.Invalid("code", "organization.code", fault.Say(
			"代码 %s 的位数不对：市 4 位、区 6 位、街道 9 位数字。", "The code %s has the wrong length: a city has 4 digits, a district 6, a sub-district 9.", o.Code))
	}
	if o.Kind == organization.KindCity {
		return nil
	}
	if parent == nil {
		return fault.Invalid("parent", "organization.parent", fault.Say(
			"找不到 %s 的上级。请在“组织”表里写上级代码，并让上级也在表里。", "The parent of %s is not known. Give its code in the organization sheet, and let the parent be there, too.", o.Name))
	}
	want := map[organization.Kind][]organization.Kind{
		organization.KindDistrict:    {organization.KindCity},
		organization.KindSubdistrict: {organization.KindDistrict},
		organization.KindCommunity:   {organization.KindSubdistrict},
		organization.KindDepartment:  {organization.KindDistrict, organization.KindSubdistrict},
		organization.KindCommittee:   {organization.KindSubdistrict, organization.KindCommunity},
	}[o.Kind]
	for _, k := range want {
		if parent.Kind == k {
			if o.Kind == organization.KindDistrict || o.Kind == organization.KindSubdistrict {
				if len(o.Code) < len(parent.Code) || o.Code[:len(parent.Code)] != parent.Code {
					return fault.Invalid("code", "organization.branch", fault.Say(
						"代码 %s 不在上级 %s 之下。请检查代码或上级代码。", "The code %s does not lie under its parent %s. Check either.", o.Code, parent.Code))
				}
			}
			return nil
		}
	}
	return fault.Invalid("parent", "organization.level", fault.Say(
		"%s 的上级类型不对。区的上级是市，街道的上级是区，社区的上级是街道。", "The parent of %s is of the wrong kind: a district's is a city, a sub-district's a district, a community's a sub-district.", o.Name))
}

// PutOrganizations writes organizations in the order given, parents before children, within the caller's transaction.
// It writes nothing of a row that has a fault.
func PutOrganizations(ctx context.Context, tx *ent.Tx, list []PutOrganization) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	all, err := tx.Organization.Query().All(ctx)
	if err != nil {
		return tally, nil, fmt.Errorf("registry: organizations: %w", err)
	}
	known := make(map[string]*ent.Organization, len(all))
	for _, o := range all {
		known[o.Code] = o
	}
	for i, in := range list {
		if err := CheckOrganization(in, known[in.ParentCode]); err != nil {
			if f, ok := fault.As(err); ok {
				faults = append(faults, fault.AtRow{Row: i, Err: f})
				continue
			}
			return tally, nil, err
		}
		var parent *int
		if p := known[in.ParentCode]; p != nil {
			parent = &p.ID
		}
		sort, search, initials, alt := pinyin.Keys(in.Name)
		have := known[in.Code]
		switch {
		case have == nil:
			o, err := tx.Organization.Create().SetCode(in.Code).SetName(in.Name).SetKind(in.Kind).SetNillableParentID(parent).
				SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).Save(ctx)
			if err != nil {
				return tally, nil, fmt.Errorf("registry: add organization %s: %w", in.Code, err)
			}
			known[in.Code] = o
			tally.New++
			if err := joinCommunity(ctx, tx, o); err != nil {
				return tally, nil, err
			}
		case have.Name == in.Name && have.Kind == in.Kind && patch.Equal(have.ParentID, parent):
			tally.Same++
		default:
			u := have.Update().SetName(in.Name).SetKind(in.Kind).AddVersion(1).
				SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
			if parent == nil {
				u.ClearParentID()
			} else {
				u.SetParentID(*parent)
			}
			o, err := u.Save(ctx)
			if err != nil {
				return tally, nil, fmt.Errorf("registry: change organization %s: %w", in.Code, err)
			}
			known[in.Code] = o
			tally.Changed++
			if err := joinCommunity(ctx, tx, o); err != nil {
				return tally, nil, err
			}
		}
	}
	return tally, faults, touch(ctx, tx, tally)
}

func touch(ctx context.Context, tx *ent.Tx, t patch.Tally) error {
	if !t.Writes() {
		return nil
	}
	return store.Touch(ctx, tx)
}
