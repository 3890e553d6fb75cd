package registry

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/committeemember"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
	"smileboard/ent/zone"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
)

// CommitteeChange says what a committee becomes. Code, and the Compound or Zone, are fixed once it is added.
type CommitteeChange struct {
	Code, Name               patch.Field[string]
	Compound, Zone           patch.Field[int]
	Elected, FirstMet, Filed patch.Field[calendar.Date]
	FilingNumber             patch.Field[string]
	TermFrom, TermTo         patch.Field[calendar.Date]
	Status                   patch.Field[CommitteeStatus]
}

// CreateCommittee adds an owners' committee of a compound or a zone of the caller's branch, with its node in the tree: under
// the compound's community where the tree has one, or else under the sub-district (CheckCommittee). There must be none in
// office for the same place.
func (s *Service) CreateCommittee(ctx context.Context, in CommitteeChange, want Want) (*Committee, error) {
	return write(ctx, s, "Mutation.createCommittee", want, func(w *writing) (int, error) { return w.createCommittee(in) }, (*load).committees)
}

// UpdateCommittee changes a committee of the caller's branch (CheckCommittee).
func (s *Service) UpdateCommittee(ctx context.Context, id, version int, in CommitteeChange, want Want) (*Committee, error) {
	return write(ctx, s, "Mutation.updateCommittee", want, func(w *writing) (int, error) { return id, w.updateCommittee(id, version, in) }, (*load).committees)
}

// seat is the place whose committee one is.
type seat struct {
	compound, zone, parent *int
	district, subdistrict  int
	code, name             string
}

// seat finds and holds the compound or the zone of a new committee.
func (w *writing) seat(in CommitteeChange) (seat, error) {
	compoundID, zoneID := in.Compound.Apply(nil), in.Zone.Apply(nil)
	switch {
	case compoundID != nil && zoneID != nil || compoundID == nil && zoneID == nil:
		return seat{}, fault.Invalid("compound", "committee.place", fault.Say("请选择一个小区，或一个片区。", "Choose a compound or a zone, and not both."))
	case compoundID != nil:
		c, err := w.lockCompound(*compoundID)
		if err != nil {
			return seat{}, err
		}
		parent := cmp.Or(c.CommunityID, &c.SubdistrictID)
		return seat{compoundID, nil, parent, c.DistrictID, c.SubdistrictID, c.Code, c.Name}, nil
	default:
		q := w.tx.Zone.Query().Where(zone.ID(*zoneID)).Unique(false)
		q.Modify(store.LockRows)
		z, err := q.Only(w.ctx)
		if err != nil {
			return seat{}, missing(err, errNoZone)
		}
		return seat{nil, zoneID, &z.SubdistrictID, z.DistrictID, z.SubdistrictID, z.Code, z.Name}, nil
	}
}

func (p seat) inOffice(q *ent.CommitteeQuery) *ent.CommitteeQuery {
	if p.compound != nil {
		q.Where(committee.CompoundID(*p.compound))
	} else {
		q.Where(committee.ZoneID(*p.zone))
	}
	return q.Where(committee.StatusEQ(committee.StatusActive))
}

func errInOffice(name string) *fault.Error {
	return fault.Conflict("committee.in_office", fault.Say(
		"“%s”已有在任的业委会。请先把上一届标为已解散。", "%s has a committee in office. Mark that one as dissolved first.", name))
}

func (w *writing) createCommittee(in CommitteeChange) (int, error) {
	place, err := w.seat(in)
	if err != nil {
		return 0, err
	}
	want := &ent.Committee{
		CompoundID: place.compound, ZoneID: place.zone, DistrictID: place.district, SubdistrictID: place.subdistrict, Status: committee.StatusActive,
	}
	f, err := w.applyCommittee(want, in)
	if err != nil {
		return 0, err
	}
	if f.InOffice {
		has, err := place.inOffice(w.tx.Committee.Query()).Exist(w.system())
		if err != nil {
			return 0, doing("committee in office", err)
		}
		if has {
			return 0, errInOffice(place.name)
		}
	}
	name, err := text("name", place.name+"业主委员会", in.Name, maxName)
	if err != nil {
		return 0, err
	}
	name = cmp.Or(name, place.name+"业主委员会")
	code, err := text("code", "", in.Code, maxCode)
	if err != nil {
		return 0, err
	}
	if code == "" {
		if code, err = w.nextCommitteeCode(place.code); err != nil {
			return 0, err
		}
	}
	node, err := w.addOrganization(code, name, organization.KindCommittee, place.parent)
	if err != nil {
		return 0, err
	}
	made, err := w.tx.Committee.Create().SetOrganizationID(node.ID).SetDistrictID(place.district).SetSubdistrictID(place.subdistrict).
		SetNillableCompoundID(place.compound).SetNillableZoneID(place.zone).SetElected(f.Elected.Time()).SetNillableFirstMet(f.FirstMet.TimePtr()).
		SetNillableFiled(f.Filed.TimePtr()).SetFilingNumber(want.FilingNumber).SetTermStarts(f.TermFrom.Time()).SetTermEnds(f.TermTo.Time()).
		SetStatus(want.Status).Save(w.ctx)
	if err != nil {
		return 0, doing("add committee", err)
	}
	if err := w.termOfCompounds(made); err != nil {
		return 0, err
	}
	return made.ID, w.record(committeeSubject(made, name), nil, committeeFields(made, name), true)
}

// nextCommitteeCode is the place's code, Y, and the lowest free number: 3702140010001Y1.
func (w *writing) nextCommitteeCode(place string) (string, error) {
	q := w.tx.Organization.Query().Where(organization.CodeHasPrefix(place + "Y"))
	q.Select(organization.FieldID, organization.FieldCode)
	rows, err := q.All(w.system())
	if err != nil {
		return "", doing("codes of committees", err)
	}
	taken := make(map[string]bool, len(rows))
	for _, o := range rows {
		taken[o.Code] = true
	}
	for n := 1; ; n++ {
		if code := fmt.Sprintf("%sY%d", place, n); !taken[code] {
			return code, nil
		}
	}
}

func (w *writing) lockCommittee(id int) (*ent.Committee, *ent.Organization, error) {
	q := w.tx.Committee.Query().Where(committee.ID(id)).Unique(false)
	q.Modify(store.LockRows)
	have, err := q.Only(w.ctx)
	if err != nil {
		return nil, nil, missing(err, errNoCommittee)
	}
	node, err := w.tx.Organization.Get(w.system(), have.OrganizationID)
	return have, node, doing("node of a committee", err)
}

func (w *writing) updateCommittee(id, version int, in CommitteeChange) error {
	have, node, err := w.lockCommittee(id)
	if err != nil {
		return err
	}
	if err := cmp.Or(stale(have.Version, version, committeeFields(have, node.Name)), fixed("code", node.Code, in.Code),
		fixed("compound", value(have.CompoundID), in.Compound), fixed("zone", value(have.ZoneID), in.Zone)); err != nil {
		return err
	}
	name, err := required("name", node.Name, in.Name, maxName)
	if err != nil {
		return err
	}
	want := *have
	f, err := w.applyCommittee(&want, in)
	if err != nil {
		return err
	}
	if f.InOffice && have.Status != committee.StatusActive {
		has, err := seat{compound: have.CompoundID, zone: have.ZoneID}.inOffice(w.tx.Committee.Query()).Exist(w.system())
		if err != nil {
			return doing("committee in office", err)
		}
		if has {
			return errInOffice(name)
		}
	}
	want.Elected, want.FirstMet, want.Filed = f.Elected.Time(), f.FirstMet.TimePtr(), f.Filed.TimePtr()
	want.TermStarts, want.TermEnds = f.TermFrom.Time(), f.TermTo.Time()
	before, after := audit.Differ(committeeFields(have, node.Name), committeeFields(&want, name))
	if after == nil {
		return nil
	}
	u := have.Update().Where(committee.Version(version)).AddVersion(1).SetElected(want.Elected).SetFilingNumber(want.FilingNumber).
		SetTermStarts(want.TermStarts).SetTermEnds(want.TermEnds).SetStatus(want.Status)
	store.SetOrClear(want.FirstMet, u.SetFirstMet, u.ClearFirstMet)
	store.SetOrClear(want.Filed, u.SetFiled, u.ClearFiled)
	if err := u.Exec(w.ctx); err != nil {
		return doing("change committee", overtaken(err))
	}
	if name != node.Name {
		if err := setOrganizationName(node, name).Exec(w.ctx); err != nil {
			return doing("rename committee", err)
		}
	}
	if err := w.termOfCompounds(&want); err != nil {
		return err
	}
	return w.record(committeeSubject(&want, name), before, after, true)
}

// applyCommittee puts a change into a committee and asks its rule.
func (w *writing) applyCommittee(c *ent.Committee, in CommitteeChange) (CommitteeFacts, error) {
	var was CommitteeFacts
	if c.ID != 0 {
		was = committeeOf(c).facts()
	}
	var err error
	if c.FilingNumber, err = text("filingNumber", c.FilingNumber, in.FilingNumber, maxPerson); err != nil {
		return was, err
	}
	if s := in.Status.ApplyTo(""); s != "" {
		c.Status = lower[committee.Status](s)
	}
	f := CommitteeFacts{
		Elected: in.Elected.ApplyTo(was.Elected), FirstMet: in.FirstMet.ApplyTo(was.FirstMet), Filed: in.Filed.ApplyTo(was.Filed),
		TermFrom: in.TermFrom.ApplyTo(was.TermFrom), TermTo: in.TermTo.ApplyTo(was.TermTo), InOffice: c.Status == committee.StatusActive,
	}
	return f, CheckCommittee(f, w.today)
}

// termOfCompounds brings the compounds of a committee into step with it.
func (w *writing) termOfCompounds(c *ent.Committee) error {
	if c.CompoundID != nil {
		return w.committeeUntil([]int{*c.CompoundID})
	}
	ids, err := w.tx.Compound.Query().Where(compound.ZoneID(value(c.ZoneID))).Order(compound.ByID()).IDs(w.system())
	if err != nil {
		return doing("compounds of a committee", err)
	}
	return w.committeeUntil(ids)
}

// MemberInput is a person on a committee as it is entered.
type MemberInput struct {
	Name         string
	Duty         CommitteeDuty
	Phone        string
	Since, Until calendar.Date
}

// maxMembersListed bounds a committee's list, which holds alternates and those who left, too.
const maxMembersListed = 30

// CheckMembers reports whether a list of members can be as it is entered; whether it is as it should be, CommitteeProblems says.
//
// There MUST be at most 30 of them. Each one MUST:
//   - have a name;
//   - have left, if they did, on the day they came or later.
//
// Returns fault.Invalid with the field.
func CheckMembers(members []MemberInput) error {
	if len(members) > maxMembersListed {
		return fault.Invalid("members", "committee.members", fault.Say("成员最多 %d 人。", "There are %d members at most.", maxMembersListed))
	}
	for i, m := range members {
		at := func(field string) string { return fmt.Sprintf("members.%d.%s", i, field) }
		if _, err := required(at("name"), "", patch.Set(m.Name), maxPerson); err != nil {
			return err
		}
		if _, err := phone(at("phone"), "", patch.Set(m.Phone)); err != nil {
			return err
		}
		if !m.Since.IsZero() && !m.Until.IsZero() && m.Until.Before(m.Since) {
			return fault.Invalid(at("until"), "committee.member_days", fault.Say(
				"离任日期 %s 早于到任日期 %s。", "They left on %s, before they came on %s.", m.Until, m.Since))
		}
	}
	return nil
}

// SetCommitteeMembers replaces a committee's members as a set (CheckMembers).
func (s *Service) SetCommitteeMembers(ctx context.Context, id, version int, members []MemberInput, want Want) (*Committee, error) {
	return write(ctx, s, "Mutation.setCommitteeMembers", want, func(w *writing) (int, error) { return id, w.setMembers(id, version, members) }, (*load).committees)
}

func (w *writing) setMembers(id, version int, members []MemberInput) error {
	have, node, err := w.lockCommittee(id)
	if err != nil {
		return err
	}
	rows, err := w.tx.CommitteeMember.Query().Where(committeemember.CommitteeID(id)).Order(committeemember.ByPosition()).All(w.system())
	if err != nil {
		return doing("members", err)
	}
	was := make([]MemberInput, len(rows))
	for i, m := range rows {
		was[i] = MemberInput{m.Name, upper[CommitteeDuty](m.Duty), m.Phone, calendar.FromTimePtr(m.Since), calendar.FromTimePtr(m.Until)}
	}
	if err := cmp.Or(stale(have.Version, version, audit.Fields{"members": memberFields(was)}), CheckMembers(members)); err != nil {
		return err
	}
	if err := have.Update().Where(committee.Version(version)).AddVersion(1).Exec(w.ctx); err != nil {
		return doing("change committee", overtaken(err))
	}
	if _, err := w.tx.CommitteeMember.Delete().Where(committeemember.CommitteeID(id)).Exec(w.ctx); err != nil {
		return doing("replace members", err)
	}
	create := make([]*ent.CommitteeMemberCreate, len(members))
	for i, m := range members {
		create[i] = w.tx.CommitteeMember.Create().SetCommitteeID(id).SetPosition(i).SetName(strings.TrimSpace(m.Name)).
			SetDuty(lower[committeemember.Duty](m.Duty)).SetPhone(strings.TrimSpace(m.Phone)).SetNillableSince(m.Since.TimePtr()).SetNillableUntil(m.Until.TimePtr())
	}
	if len(create) > 0 {
		if err := w.tx.CommitteeMember.CreateBulk(create...).Exec(w.ctx); err != nil {
			return doing("add members", err)
		}
	}
	return w.record(committeeSubject(have, node.Name), audit.Fields{"members": memberFields(was)}, audit.Fields{"members": memberFields(members)}, false)
}

func memberFields(members []MemberInput) []audit.Fields {
	out := make([]audit.Fields, len(members))
	for i, m := range members {
		out[i] = audit.Fields{"name": m.Name, "duty": m.Duty, "phone": audit.Phone(m.Phone), "since": m.Since, "until": m.Until}
	}
	return out
}

func committeeSubject(c *ent.Committee, name string) audit.Subject {
	return audit.Subject{Type: "Committee", ID: c.ID, Name: name, Organization: c.OrganizationID}
}

func committeeFields(c *ent.Committee, name string) audit.Fields {
	return audit.Fields{
		"name": name, "compound": c.CompoundID, "zone": c.ZoneID, "elected": calendar.FromTime(c.Elected), "firstMet": calendar.FromTimePtr(c.FirstMet),
		"filed": calendar.FromTimePtr(c.Filed), "filingNumber": c.FilingNumber, "termFrom": calendar.FromTime(c.TermStarts),
		"termTo": calendar.FromTime(c.TermEnds), "status": strings.ToUpper(string(c.Status)),
	}
}
