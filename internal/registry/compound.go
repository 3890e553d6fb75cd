package registry

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
)

// PutCompound says what a compound is. Its key is Code; without one it is the name within the sub-district, and a new
// compound is given the next free code.
type PutCompound struct {
	Code           string
	Name           string
	DistrictID     int
	SubdistrictID  int
	Subdistrict    string // its code
	Community      patch.Field[string]
	Address        patch.Field[string]
	Kind           compound.Kind
	Households     int
	Occupied       patch.Field[int]
	AreaDM2        patch.Field[int64]
	Form           patch.Field[compound.Form]
	Built          patch.Field[int]
	CommitteeUntil patch.Field[calendar.Date]
}

var compoundCode = regexp.MustCompile(`^\d{13}$`)

// CheckCompound reports whether a compound's facts hold together.
//
// The compound MUST:
//   - carry its sub-district's code and four digits, where it carries a code;
//   - have at least one household;
//   - have no more occupied households than households.
//
// Returns fault.Invalid with the field.
func CheckCompound(in PutCompound, occupied *int) error {
	if in.Code != "" && (!compoundCode.MatchString(in.Code) || !strings.HasPrefix(in.Code, in.Subdistrict)) {
		return fault.Invalid("code", "compound.code", fault.Say(
			"小区编码 %s 应为街道代码 %s 加 4 位数字。", "The compound code %s should be the sub-district's code %s and four digits.", in.Code, in.Subdistrict))
	}
	if in.Households < 1 {
		return fault.Invalid("households", "compound.households", fault.Say("户数至少为 1。", "There must be at least one household."))
	}
	if occupied != nil && *occupied > in.Households {
		return fault.Invalid("occupied", "compound.occupied", fault.Say(
			"入住户数 %d 多于户数 %d。", "There are more occupied households (%d) than households (%d).", *occupied, in.Households))
	}
	return nil
}

type compoundKey struct {
	subdistrict int
	name        string
}

// PutCompounds writes compounds within the caller's transaction. It writes nothing of a row that has a fault.
func PutCompounds(ctx context.Context, tx *ent.Tx, list []PutCompound) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	r, err := loadCompounds(ctx, tx, list)
	if err != nil {
		return tally, nil, err
	}
	var fresh []*ent.CompoundCreate
	for i, in := range list {
		have := r.find(in)
		var haveOccupied *int
		if have != nil {
			haveOccupied = have.Occupied
		}
		occupied := in.Occupied.Apply(haveOccupied)
		if f := r.check(in, occupied, have); f != nil {
			faults = append(faults, fault.AtRow{Row: i, Err: f})
			continue
		}
		if have == nil {
			code := in.Code
			if code == "" {
				code = r.nextCode(in.Subdistrict)
			}
			r.taken[code] = true
			fresh = append(fresh, createCompound(tx, in, code, r.community(in.SubdistrictID, in.Community.ApplyTo(""))))
			tally.New++
			continue
		}
		changed, err := updateCompound(ctx, have, in, occupied, r.community(in.SubdistrictID, in.Community.ApplyTo(have.Community)))
		if err != nil {
			return tally, nil, fmt.Errorf("registry: change compound %s: %w", have.Code, err)
		}
		if changed {
			tally.Changed++
		} else {
			tally.Same++
		}
	}
	for part := range store.Chunks(fresh) {
		if err := tx.Compound.CreateBulk(part...).Exec(ctx); err != nil {
			return tally, nil, fmt.Errorf("registry: add compounds: %w", err)
		}
	}
	return tally, faults, touch(ctx, tx, tally)
}

// knownCompounds is the register's compounds of the districts that a list speaks of.
type knownCompounds struct {
	byCode map[string]*ent.Compound
	byName map[compoundKey]*ent.Compound
	taken  map[string]bool
	last   map[string]int
	// communities are the ids of the communities by their sub-district and name.
	communities map[compoundKey]int
}

func loadCompounds(ctx context.Context, tx *ent.Tx, list []PutCompound) (*knownCompounds, error) {
	r := &knownCompounds{
		byCode: map[string]*ent.Compound{}, byName: map[compoundKey]*ent.Compound{},
		taken: map[string]bool{}, last: map[string]int{},
	}
	var err error
	if r.communities, err = communities(ctx, tx, distinct(list, func(in PutCompound) int { return in.SubdistrictID })); err != nil {
		return nil, err
	}
	districts := map[int]bool{}
	for _, in := range list {
		r.taken[in.Code] = true
		if districts[in.DistrictID] {
			continue
		}
		districts[in.DistrictID] = true
		all, err := tx.Compound.Query().Where(compound.DistrictID(in.DistrictID)).Order(compound.ByCode()).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("registry: compounds: %w", err)
		}
		for _, c := range all {
			r.byCode[c.Code], r.taken[c.Code] = c, true
			key := compoundKey{c.SubdistrictID, c.Name}
			if r.byName[key] == nil {
				r.byName[key] = c
			}
		}
	}
	return r, nil
}

func (r *knownCompounds) find(in PutCompound) *ent.Compound {
	if in.Code != "" {
		return r.byCode[in.Code]
	}
	return r.byName[compoundKey{in.SubdistrictID, in.Name}]
}

func (r *knownCompounds) check(in PutCompound, occupied *int, have *ent.Compound) *fault.Error {
	if err := CheckCompound(in, occupied); err != nil {
		f, _ := fault.As(err)
		return f
	}
	if have != nil && have.SubdistrictID != in.SubdistrictID {
		return fault.Invalid("subdistrict", "compound.moved", fault.Say(
			"小区 %s 已登记在另一个街道。编码含街道代码，不能改街道；请为它另编一个编码。",
			"The compound %s is registered in another sub-district. Its code contains the sub-district's; give it a new code instead.", have.Code))
	}
	return nil
}

// community is the id of the community of a name in a sub-district; nil where the tree has none.
func (r *knownCompounds) community(subdistrict int, name string) *int {
	if id, ok := r.communities[compoundKey{subdistrict, name}]; ok {
		return &id
	}
	return nil
}

// nextCode gives the lowest number above all that are taken in the sub-district.
func (r *knownCompounds) nextCode(subdistrict string) string {
	n := r.last[subdistrict]
	if n == 0 {
		for code := range r.taken {
			var k int
			if strings.HasPrefix(code, subdistrict) && len(code) == len(subdistrict)+4 {
				if _, err := fmt.Sscanf(code[len(subdistrict):], "%04d", &k); err == nil {
					n = max(n, k)
				}
			}
		}
	}
	n++
	r.last[subdistrict] = n
	return fmt.Sprintf("%s%04d", subdistrict, n)
}

func createCompound(tx *ent.Tx, in PutCompound, code string, community *int) *ent.CompoundCreate {
	sort, search, initials, alt := pinyin.Keys(in.Name)
	c := tx.Compound.Create().SetCode(code).SetName(in.Name).SetDistrictID(in.DistrictID).SetSubdistrictID(in.SubdistrictID).
		SetKind(in.Kind).SetHouseholds(in.Households).SetNillableCommunityID(community).
		SetCommunity(in.Community.ApplyTo("")).SetAddress(in.Address.ApplyTo("")).
		SetNillableOccupied(in.Occupied.Apply(nil)).SetNillableAreaDm2(in.AreaDM2.Apply(nil)).
		SetNillableForm(in.Form.Apply(nil)).SetNillableBuilt(in.Built.Apply(nil)).
		SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
	if d := in.CommitteeUntil.Apply(nil); d != nil {
		c.SetCommitteeUntil(d.Time())
	}
	return c
}

func updateCompound(ctx context.Context, have *ent.Compound, in PutCompound, occupied, community *int) (bool, error) {
	want := *have
	want.CommunityID = community
	want.Name, want.Kind, want.Households, want.Occupied = in.Name, in.Kind, in.Households, occupied
	want.Community, want.Address = in.Community.ApplyTo(have.Community), in.Address.ApplyTo(have.Address)
	want.AreaDm2, want.Form, want.Built = in.AreaDM2.Apply(have.AreaDm2), in.Form.Apply(have.Form), in.Built.Apply(have.Built)
	until := in.CommitteeUntil.ApplyTo(calendar.FromTimePtr(have.CommitteeUntil))
	if want.Name == have.Name && want.Kind == have.Kind && want.Households == have.Households &&
		patch.Equal(want.Occupied, have.Occupied) && want.Community == have.Community && patch.Equal(want.CommunityID, have.CommunityID) && want.Address == have.Address &&
		patch.Equal(want.AreaDm2, have.AreaDm2) && patch.Equal(want.Form, have.Form) && patch.Equal(want.Built, have.Built) &&
		until == calendar.FromTimePtr(have.CommitteeUntil) {
		return false, nil
	}
	return true, setCompound(have, &want, until).Exec(ctx)
}

// setCompound writes what people change of a compound.
func setCompound(have, want *ent.Compound, until calendar.Date) *ent.CompoundUpdateOne {
	sort, search, initials, alt := pinyin.Keys(want.Name)
	u := have.Update().SetName(want.Name).SetKind(want.Kind).SetHouseholds(want.Households).
		SetCommunity(want.Community).SetAddress(want.Address).AddVersion(1).
		SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
	store.SetOrClear(want.CommunityID, u.SetCommunityID, u.ClearCommunityID)
	store.SetOrClear(want.Occupied, u.SetOccupied, u.ClearOccupied)
	store.SetOrClear(want.AreaDm2, u.SetAreaDm2, u.ClearAreaDm2)
	store.SetOrClear(want.Form, u.SetForm, u.ClearForm)
	store.SetOrClear(want.Built, u.SetBuilt, u.ClearBuilt)
	store.SetOrClear(until.TimePtr(), u.SetCommitteeUntil, u.ClearCommitteeUntil)
	return u
}
