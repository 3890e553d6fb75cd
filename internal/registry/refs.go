package registry

import (
	"smileboard/ent/compound"
	"smileboard/ent/contractor"
	"smileboard/ent/organization"
	"smileboard/ent/zone"
)

// The names of things that visible rows refer to. They are read whatever the caller's branch is: an officer of a community
// sees by name in which district a compound lies.

func (l *load) organizationRefs(ids []int) (map[int]*OrganizationRef, error) {
	out := make(map[int]*OrganizationRef, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	q := l.c.Organization.Query().Where(organization.IDIn(ids...))
	q.Select(organization.FieldID, organization.FieldCode, organization.FieldName, organization.FieldKind, organization.FieldParentID)
	rows, err := q.All(l.system())
	for _, o := range rows {
		out[o.ID] = &OrganizationRef{o.ID, o.Code, o.Name, upper[OrganizationKind](o.Kind), value(o.ParentID)}
	}
	return out, wrap("names of organizations", err)
}

func (l *load) compoundRefs(ids []int) (map[int]*CompoundRef, error) {
	out := make(map[int]*CompoundRef, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	q := l.c.Compound.Query().Where(compound.IDIn(ids...))
	q.Select(compound.FieldID, compound.FieldCode, compound.FieldName)
	rows, err := q.All(l.system())
	for _, c := range rows {
		out[c.ID] = &CompoundRef{c.ID, c.Code, c.Name}
	}
	return out, wrap("names of compounds", err)
}

func (l *load) contractorRefs(ids []int) (map[int]*ContractorRef, error) {
	out := make(map[int]*ContractorRef, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	q := l.c.Contractor.Query().Where(contractor.IDIn(ids...))
	q.Select(contractor.FieldID, contractor.FieldUscc, contractor.FieldName)
	rows, err := q.All(l.system())
	for _, c := range rows {
		out[c.ID] = &ContractorRef{c.ID, c.Uscc, c.Name}
	}
	return out, wrap("names of contractors", err)
}

func (l *load) zoneRefs(ids []int) (map[int]*ZoneRef, error) {
	out := make(map[int]*ZoneRef, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	q := l.c.Zone.Query().Where(zone.IDIn(ids...))
	q.Select(zone.FieldID, zone.FieldCode, zone.FieldName)
	rows, err := q.All(l.system())
	for _, z := range rows {
		out[z.ID] = &ZoneRef{z.ID, z.Code, z.Name}
	}
	return out, wrap("names of zones", err)
}
