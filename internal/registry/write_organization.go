package registry

import (
	"context"
	"strings"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
)

// CreateOrganization is an organization to add. A city has no parent.
type CreateOrganization struct {
	Code, Name string
	Kind       OrganizationKind
	Parent     *int
}

// CreateOrganization adds an organization below one of the caller's branch (CheckOrganization). An owners' committee is
// added with its node by CreateCommittee.
func (s *Service) CreateOrganization(ctx context.Context, in CreateOrganization, want Want) (*Organization, error) {
	return write(ctx, s, "Mutation.createOrganization", want, func(w *writing) (int, error) { return w.createOrganization(in) }, (*load).organizations)
}

func (w *writing) createOrganization(in CreateOrganization) (int, error) {
	name, err := required("name", "", patch.Set(in.Name), maxName)
	if err != nil {
		return 0, err
	}
	code, err := required("code", "", patch.Set(in.Code), maxCode)
	if err != nil {
		return 0, err
	}
	kind := lower[organization.Kind](in.Kind)
	if kind == organization.KindCommittee {
		return 0, fault.Invalid("kind", "organization.committee", fault.Say(
			"业委会请在“业委会”页面登记，组织节点会一并建立。", "Add an owners' committee on the page of committees; its node in the tree comes with it."))
	}
	var parent *ent.Organization
	if in.Parent != nil {
		if parent, err = w.tx.Organization.Query().Where(organization.ID(*in.Parent)).Only(w.ctx); err != nil {
			return 0, missing(err, errNoOrganization)
		}
	} else if !w.everywhere() {
		return 0, errNoOrganization
	}
	if err := CheckOrganization(PutOrganization{Code: code, Name: name, Kind: kind}, parent); err != nil {
		return 0, err
	}
	o, err := w.addOrganization(code, name, kind, in.Parent)
	if err != nil {
		return 0, err
	}
	if err := joinCommunity(w.ctx, w.tx, o); err != nil {
		return 0, err
	}
	return o.ID, w.record(organizationSubject(o), nil, organizationFields(o), true)
}

// addOrganization writes a node of the tree.
func (w *writing) addOrganization(code, name string, kind organization.Kind, parent *int) (*ent.Organization, error) {
	sort, search, initials, alt := pinyin.Keys(name)
	o, err := w.tx.Organization.Create().SetCode(code).SetName(name).SetKind(kind).SetNillableParentID(parent).
		SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).Save(w.ctx)
	return o, doing("add organization", taken(err, codeTaken(code)))
}

func codeTaken(code string) *fault.Error {
	return &fault.Error{Code: fault.CodeConflict, Reason: "code.taken", Field: "code", Words: fault.Say(
		"编码 %s 已有人用。请换一个。", "The code %s is in use. Choose another.", code)}
}

// UpdateOrganization renames an organization. What names a community follows.
func (s *Service) UpdateOrganization(ctx context.Context, id, version int, name string, want Want) (*Organization, error) {
	return write(ctx, s, "Mutation.updateOrganization", want, func(w *writing) (int, error) {
		q := w.tx.Organization.Query().Where(organization.ID(id)).Unique(false)
		q.Modify(store.LockRows)
		have, err := q.Only(w.ctx)
		if err != nil {
			return 0, missing(err, errNoOrganization)
		}
		if err := stale(have.Version, version, organizationFields(have)); err != nil {
			return 0, err
		}
		return id, w.renameOrganization(have, name)
	}, (*load).organizations)
}

func (w *writing) renameOrganization(have *ent.Organization, name string) error {
	name, err := required("name", have.Name, patch.Set(name), maxName)
	if err != nil || name == have.Name {
		return err
	}
	renamed, err := setOrganizationName(have, name).Where(organization.Version(have.Version)).Save(w.ctx)
	if err != nil {
		return doing("rename organization", overtaken(err))
	}
	if have.Kind == organization.KindCommunity {
		if err := w.tx.Compound.Update().Where(compound.CommunityID(have.ID)).SetCommunity(name).AddVersion(1).Exec(w.ctx); err != nil {
			return doing("rename community of compounds", err)
		}
		if err := joinCommunity(w.ctx, w.tx, renamed); err != nil {
			return err
		}
	}
	before, after := audit.Differ(organizationFields(have), organizationFields(renamed))
	return w.record(organizationSubject(renamed), before, after, true)
}

func setOrganizationName(have *ent.Organization, name string) *ent.OrganizationUpdateOne {
	sort, search, initials, alt := pinyin.Keys(name)
	return have.Update().SetName(name).AddVersion(1).SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
}

func organizationSubject(o *ent.Organization) audit.Subject {
	return audit.Subject{Type: "Organization", ID: o.ID, Name: o.Name, Organization: o.ID}
}

func organizationFields(o *ent.Organization) audit.Fields {
	return audit.Fields{"code": o.Code, "name": o.Name, "kind": strings.ToUpper(string(o.Kind)), "parent": o.ParentID}
}
