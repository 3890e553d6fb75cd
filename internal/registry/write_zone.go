package registry

import (
	"cmp"
	"context"
	"slices"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
	"smileboard/ent/zone"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
)

// ZoneChange says what a zone becomes. Code and Subdistrict are fixed once it is added; Compounds is a set.
type ZoneChange struct {
	Code, Name  patch.Field[string]
	Subdistrict patch.Field[int]
	Compounds   patch.Field[[]int]
}

// CheckZone reports whether compounds may be joined into a zone of a sub-district.
//
// There MUST be at least two compounds. Each one MUST:
//   - lie in the zone's sub-district;
//   - be in no other zone.
//
// Returns fault.Invalid, or fault.Conflict "zone.compound_taken".
func CheckZone(zoneID, subdistrict int, compounds []*ent.Compound) error {
	if len(compounds) < MinZoneCompounds {
		return fault.Invalid("compounds", "zone.compounds", fault.Say("片区至少要有 %d 个小区。", "A zone joins at least %d compounds.", MinZoneCompounds))
	}
	for _, c := range compounds {
		if c.SubdistrictID != subdistrict {
			return fault.Invalid("compounds", "zone.subdistrict", fault.Say(
				"小区“%s”不在这个街道，不能并入。", "The compound %s lies in another sub-district and cannot join.", c.Name))
		}
		if c.ZoneID != nil && *c.ZoneID != zoneID {
			return &fault.Error{Code: fault.CodeConflict, Reason: "zone.compound_taken", Field: "compounds", Words: fault.Say(
				"小区“%s”已属于另一个片区。请先把它从那里移出。", "The compound %s is in another zone. Take it out of that one first.", c.Name)}
		}
	}
	return nil
}

// CreateZone joins compounds of the caller's branch into a zone (CheckZone).
func (s *Service) CreateZone(ctx context.Context, in ZoneChange, want Want) (*Zone, error) {
	return write(ctx, s, "Mutation.createZone", want, func(w *writing) (int, error) { return w.createZone(in) }, (*load).zones)
}

// UpdateZone changes a zone of the caller's branch (CheckZone).
func (s *Service) UpdateZone(ctx context.Context, id, version int, in ZoneChange, want Want) (*Zone, error) {
	return write(ctx, s, "Mutation.updateZone", want, func(w *writing) (int, error) { return id, w.updateZone(id, version, in) }, (*load).zones)
}

func (w *writing) createZone(in ZoneChange) (int, error) {
	code, err := required("code", "", in.Code, maxCode)
	if err != nil {
		return 0, err
	}
	name, err := required("name", "", in.Name, maxName)
	if err != nil {
		return 0, err
	}
	id := in.Subdistrict.ApplyTo(0)
	if id == 0 {
		return 0, errEmpty("subdistrict")
	}
	subdistrict, err := w.tx.Organization.Query().Where(organization.ID(id), organization.KindEQ(organization.KindSubdistrict)).Only(w.ctx)
	if err != nil {
		return 0, missing(err, errNoOrganization)
	}
	compounds, err := w.zoneCompounds(in.Compounds.ApplyTo(nil))
	if err != nil {
		return 0, err
	}
	if err := CheckZone(0, id, compounds); err != nil {
		return 0, err
	}
	sort, search, initials, alt := pinyin.Keys(name)
	made, err := w.tx.Zone.Create().SetCode(code).SetName(name).SetDistrictID(value(subdistrict.ParentID)).SetSubdistrictID(id).
		SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).Save(w.ctx)
	if err != nil {
		return 0, doing("add zone", taken(err, codeTaken(code)))
	}
	ids := compoundIDs(compounds)
	if err := w.joinZone(made.ID, nil, ids); err != nil {
		return 0, err
	}
	return made.ID, w.record(zoneSubject(made), nil, zoneFields(made, ids), false)
}

func (w *writing) updateZone(id, version int, in ZoneChange) error {
	q := w.tx.Zone.Query().Where(zone.ID(id)).Unique(false)
	q.Modify(store.LockRows)
	have, err := q.Only(w.ctx)
	if err != nil {
		return missing(err, errNoZone)
	}
	was, err := w.tx.Compound.Query().Where(compound.ZoneID(id)).Order(compound.ByID()).IDs(w.system())
	if err != nil {
		return doing("compounds of a zone", err)
	}
	if err := cmp.Or(stale(have.Version, version, zoneFields(have, was)), fixed("code", have.Code, in.Code), fixed("subdistrict", have.SubdistrictID, in.Subdistrict)); err != nil {
		return err
	}
	want, ids := *have, was
	if want.Name, err = required("name", have.Name, in.Name, maxName); err != nil {
		return err
	}
	if list := in.Compounds.ApplyTo(was); !slices.Equal(list, was) {
		compounds, err := w.zoneCompounds(list)
		if err != nil {
			return err
		}
		if err := CheckZone(id, have.SubdistrictID, compounds); err != nil {
			return err
		}
		ids = compoundIDs(compounds)
	}
	before, after := audit.Differ(zoneFields(have, was), zoneFields(&want, ids))
	if after == nil {
		return nil
	}
	sort, search, initials, alt := pinyin.Keys(want.Name)
	if err := have.Update().Where(zone.Version(version)).SetName(want.Name).AddVersion(1).
		SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).Exec(w.ctx); err != nil {
		return doing("change zone", overtaken(err))
	}
	if err := w.joinZone(id, was, ids); err != nil {
		return err
	}
	return w.record(zoneSubject(&want), before, after, false)
}

// maxZoneCompounds bounds one zone.
const maxZoneCompounds = 100

// zoneCompounds reads and holds the compounds of a zone to be, which the caller must see all of.
func (w *writing) zoneCompounds(ids []int) ([]*ent.Compound, error) {
	ids = distinct(ids, func(id int) int { return id })
	if len(ids) > maxZoneCompounds {
		return nil, fault.Invalid("compounds", "zone.too_many", fault.Say("一个片区最多 %d 个小区。", "A zone joins %d compounds at most.", maxZoneCompounds))
	}
	q := w.tx.Compound.Query().Where(compound.IDIn(ids...)).Order(compound.ByID()).Unique(false)
	q.Modify(store.LockRows)
	rows, err := q.All(w.ctx)
	if err != nil {
		return nil, doing("compounds of a zone", err)
	}
	if len(rows) < len(ids) {
		return nil, errNoCompound
	}
	return rows, nil
}

// joinZone moves compounds out of and into a zone; where the zone has a committee, its term is theirs.
func (w *writing) joinZone(id int, was, now []int) error {
	var moved []int
	for _, of := range slices.Sorted(slices.Values(append(slices.Clone(was), now...))) {
		out, in := slices.Contains(was, of), slices.Contains(now, of)
		if out == in || slices.Contains(moved, of) {
			continue
		}
		moved = append(moved, of)
		u := w.tx.Compound.UpdateOneID(of).AddVersion(1)
		if in {
			u.SetZoneID(id)
		} else {
			u.ClearZoneID()
		}
		if err := u.Exec(w.ctx); err != nil {
			return doing("move compound between zones", err)
		}
	}
	has, err := w.tx.Committee.Query().Where(committee.ZoneID(id), committee.StatusEQ(committee.StatusActive)).Exist(w.system())
	if err != nil || !has || len(moved) == 0 {
		return doing("committee of a zone", err)
	}
	return w.committeeUntil(moved)
}

func compoundIDs(cs []*ent.Compound) []int {
	return distinct(cs, func(c *ent.Compound) int { return c.ID })
}

func zoneSubject(z *ent.Zone) audit.Subject {
	return audit.Subject{Type: "Zone", ID: z.ID, Name: z.Name, Organization: z.SubdistrictID}
}

func zoneFields(z *ent.Zone, compounds []int) audit.Fields {
	return audit.Fields{"code": z.Code, "name": z.Name, "compounds": compounds}
}
