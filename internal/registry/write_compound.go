package registry

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// CompoundChange says what a compound becomes. Subdistrict and Code are fixed once it is added.
type CompoundChange struct {
	Subdistrict        patch.Field[int]
	Code, Name         patch.Field[string]
	Community, Address patch.Field[string]
	Kind               patch.Field[CompoundKind]
	Households         patch.Field[int]
	Occupied           patch.Field[int]
	Area               patch.Field[int64]
	Form               patch.Field[BuildingForm]
	Built              patch.Field[int]
	CommitteeUntil     patch.Field[calendar.Date]
}

// CreateCompound adds a compound to a sub-district of the caller's branch, under its code or the next free one
// (CheckCompound).
func (s *Service) CreateCompound(ctx context.Context, in CompoundChange, want Want) (*Compound, error) {
	return write(ctx, s, "Mutation.createCompound", want, func(w *writing) (int, error) { return w.createCompound(in) }, (*load).compounds)
}

// UpdateCompound changes a compound of the caller's branch (CheckCompound).
func (s *Service) UpdateCompound(ctx context.Context, id, version int, in CompoundChange, want Want) (*Compound, error) {
	return write(ctx, s, "Mutation.updateCompound", want, func(w *writing) (int, error) { return id, w.updateCompound(id, version, in) }, (*load).compounds)
}

func (w *writing) createCompound(in CompoundChange) (int, error) {
	id := in.Subdistrict.ApplyTo(0)
	if id == 0 {
		return 0, errEmpty("subdistrict")
	}
	// The sub-district is held, so that two new compounds never get the same code.
	q := w.tx.Organization.Query().Where(organization.ID(id), organization.KindEQ(organization.KindSubdistrict)).Unique(false)
	q.Modify(store.LockRows)
	subdistrict, err := q.Only(w.ctx)
	if err != nil {
		return 0, missing(err, errNoOrganization)
	}
	want := &ent.Compound{SubdistrictID: id, DistrictID: value(subdistrict.ParentID)}
	until, err := w.applyCompound(want, in, subdistrict)
	if err != nil {
		return 0, err
	}
	put := PutCompound{
		Code: strings.TrimSpace(in.Code.ApplyTo("")), Name: want.Name, DistrictID: want.DistrictID, SubdistrictID: id, Subdistrict: subdistrict.Code,
		Community: patch.Set(want.Community), Address: patch.Set(want.Address), Kind: want.Kind, Households: want.Households,
		Occupied: given(want.Occupied), AreaDM2: given(want.AreaDm2), Form: given(want.Form), Built: given(want.Built),
	}
	if !until.IsZero() {
		put.CommitteeUntil = patch.Set(until)
	}
	if err := CheckCompound(put, want.Occupied); err != nil {
		return 0, err
	}
	code := put.Code
	if code == "" {
		if code, err = w.nextCompoundCode(subdistrict.Code); err != nil {
			return 0, err
		}
	}
	made, err := createCompound(w.tx, put, code, want.CommunityID).Save(w.ctx)
	if err != nil {
		return 0, doing("add compound", taken(err, codeTaken(code)))
	}
	return made.ID, w.record(compoundSubject(made), nil, compoundFields(made), true)
}

func given[T any](p *T) patch.Field[T] {
	if p == nil {
		return patch.Field[T]{}
	}
	return patch.Set(*p)
}

// nextCompoundCode gives the lowest number above all that are taken in a sub-district.
func (w *writing) nextCompoundCode(subdistrict string) (string, error) {
	q := w.tx.Compound.Query().Where(compound.CodeHasPrefix(subdistrict))
	q.Select(compound.FieldID, compound.FieldCode)
	rows, err := q.All(w.system())
	if err != nil {
		return "", doing("codes", err)
	}
	r := &knownCompounds{taken: map[string]bool{}, last: map[string]int{}}
	for _, c := range rows {
		r.taken[c.Code] = true
	}
	code := r.nextCode(subdistrict)
	if !compoundCode.MatchString(code) {
		return "", fault.Conflict("compound.codes", fault.Say("街道 %s 的 9999 个小区编码已用完。", "The sub-district %s has used up its 9,999 codes.", subdistrict))
	}
	return code, nil
}

func (w *writing) updateCompound(id, version int, in CompoundChange) error {
	have, err := w.lockCompound(id)
	if err != nil {
		return err
	}
	if err := stale(have.Version, version, compoundFields(have)); err != nil {
		return err
	}
	if err := cmp.Or(fixed("code", have.Code, in.Code), fixed("subdistrict", have.SubdistrictID, in.Subdistrict)); err != nil {
		return err
	}
	subdistrict, err := w.tx.Organization.Get(w.system(), have.SubdistrictID)
	if err != nil {
		return doing("sub-district", err)
	}
	want := *have
	until, err := w.applyCompound(&want, in, subdistrict)
	if err != nil {
		return err
	}
	if err := CheckCompound(PutCompound{Code: have.Code, Subdistrict: subdistrict.Code, Households: want.Households}, want.Occupied); err != nil {
		return err
	}
	if until != calendar.FromTimePtr(have.CommitteeUntil) {
		if err := w.checkNoCommittee(have); err != nil {
			return err
		}
	}
	want.CommitteeUntil = until.TimePtr()
	before, after := audit.Differ(compoundFields(have), compoundFields(&want))
	if after == nil {
		return nil
	}
	if err := setCompound(have, &want, until).Where(compound.Version(version)).Exec(w.ctx); err != nil {
		return doing("change compound", overtaken(err))
	}
	return w.record(compoundSubject(&want), before, after, true)
}

func (w *writing) lockCompound(id int) (*ent.Compound, error) {
	q := w.tx.Compound.Query().Where(compound.ID(id)).Unique(false)
	q.Modify(store.LockRows)
	c, err := q.Only(w.ctx)
	return c, doing("compound", missing(err, errNoCompound))
}

// applyCompound puts a change into a compound, and says until when its committee is in office.
func (w *writing) applyCompound(c *ent.Compound, in CompoundChange, subdistrict *ent.Organization) (until calendar.Date, err error) {
	for _, f := range []struct {
		name string
		to   *string
		in   patch.Field[string]
		most int
	}{{"community", &c.Community, in.Community, maxName}, {"address", &c.Address, in.Address, maxAddress}} {
		if *f.to, err = text(f.name, *f.to, f.in, f.most); err != nil {
			return until, err
		}
	}
	if c.Name, err = required("name", c.Name, in.Name, maxName); err != nil {
		return until, err
	}
	if c.Kind = lower[compound.Kind](in.Kind.ApplyTo(upper[CompoundKind](c.Kind))); c.Kind == "" {
		return until, errEmpty("kind")
	}
	c.Households, c.Occupied = in.Households.ApplyTo(c.Households), in.Occupied.Apply(c.Occupied)
	c.AreaDm2, c.Built = in.Area.Apply(c.AreaDm2), in.Built.Apply(c.Built)
	c.Form = lowerPtr[compound.Form](in.Form.Apply(upperPtr[BuildingForm](c.Form)))
	if err := cmp.Or(notNegative("occupied", c.Occupied), notNegative("area", c.AreaDm2), checkBuilt(c.Built, w.today)); err != nil {
		return until, err
	}
	c.CommunityID = nil
	if c.Community != "" {
		known, err := communities(w.system(), w.tx, []int{subdistrict.ID})
		if err != nil {
			return until, err
		}
		if id, ok := known[compoundKey{subdistrict.ID, c.Community}]; ok {
			c.CommunityID = &id
		}
	}
	return in.CommitteeUntil.ApplyTo(calendar.FromTimePtr(c.CommitteeUntil)), nil
}

// checkBuilt refuses a year of completion that can't be.
func checkBuilt(year *int, today calendar.Date) error {
	if year != nil && (*year < 1900 || *year > today.Time().Year()+1) {
		return fault.Invalid("built", "compound.built", fault.Say("建成年份应在 1900 年到明年之间。", "The year of completion lies between 1900 and next year."))
	}
	return nil
}

// checkNoCommittee refuses to write the end of a term by hand where the committee is in the register.
func (w *writing) checkNoCommittee(c *ent.Compound) error {
	of := committee.CompoundID(c.ID)
	if c.ZoneID != nil {
		of = committee.Or(of, committee.ZoneID(*c.ZoneID))
	}
	has, err := w.tx.Committee.Query().Where(of, committee.StatusEQ(committee.StatusActive)).Exist(w.system())
	if err != nil {
		return doing("committee", err)
	}
	if has {
		return fault.Invalid("committeeUntil", "compound.committee_until", fault.Say(
			"这个小区的业委会已登记，任期请在业委会页面修改。", "The compound's committee is in the register. Change its term there."))
	}
	return nil
}

func compoundSubject(c *ent.Compound) audit.Subject {
	return audit.Subject{Type: "Compound", ID: c.ID, Name: c.Name, Organization: c.SubdistrictID}
}

// compoundFields are a compound's fields for the record, under the schema's names.
func compoundFields(c *ent.Compound) audit.Fields {
	return audit.Fields{
		"code": c.Code, "name": c.Name, "community": c.Community, "address": c.Address, "kind": strings.ToUpper(string(c.Kind)),
		"households": c.Households, "occupied": c.Occupied, "area": c.AreaDm2, "form": word(c.Form), "built": c.Built,
		"committeeUntil": calendar.FromTimePtr(c.CommitteeUntil),
	}
}

// committeeUntil brings the compounds' column into step with the committees in office: a compound's own, or else its zone's.
func (w *writing) committeeUntil(compounds []int) error {
	rows, err := w.tx.Compound.Query().Where(compound.IDIn(compounds...)).Order(compound.ByID()).All(w.system())
	if err != nil {
		return doing("compounds of committees", err)
	}
	zones := distinct(rows, func(c *ent.Compound) int { return value(c.ZoneID) })
	in, err := w.tx.Committee.Query().Where(committee.StatusEQ(committee.StatusActive),
		committee.Or(committee.CompoundIDIn(compounds...), committee.ZoneIDIn(zones...))).All(w.system())
	if err != nil {
		return doing("committees of compounds", err)
	}
	ofCompound, ofZone := map[int]*ent.Committee{}, map[int]*ent.Committee{}
	for _, c := range in {
		if c.CompoundID != nil {
			ofCompound[*c.CompoundID] = c
		} else {
			ofZone[value(c.ZoneID)] = c
		}
	}
	for _, c := range rows {
		in := cmp.Or(ofCompound[c.ID], ofZone[value(c.ZoneID)])
		var until calendar.Date
		if in != nil {
			until = calendar.FromTime(in.TermEnds)
		}
		if until == calendar.FromTimePtr(c.CommitteeUntil) {
			continue
		}
		u := c.Update()
		store.SetOrClear(until.TimePtr(), u.SetCommitteeUntil, u.ClearCommitteeUntil)
		if err := u.Exec(w.ctx); err != nil {
			return fmt.Errorf("registry: end of term of compound %s: %w", c.Code, err)
		}
	}
	return nil
}
