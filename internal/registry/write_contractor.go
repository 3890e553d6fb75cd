package registry

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"smileboard/ent"
	"smileboard/ent/contractor"
	"smileboard/ent/qualification"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
)

// ContractorChange says what a contractor becomes. USCC is fixed once it is added.
type ContractorChange struct {
	USCC, Name          patch.Field[string]
	LegalRepresentative patch.Field[string]
	Phone               patch.Field[string]
	Capital             patch.Field[int64]
	Staff, MidTitle     patch.Field[int]
}

// usccForm is the form of a 统一社会信用代码 (GB 32100): 18 characters without I O S V Z. Some issued codes fail the check
// digit, so that it is no reason to refuse one.
var usccForm = regexp.MustCompile(`^[0-9A-HJ-NP-RTUW-Y]{18}$`)

// CheckContractor reports whether a contractor's facts hold together.
//
// The contractor MUST:
//   - have a code of 18 characters (GB 32100);
//   - have no figure below zero;
//   - have no more staff with a mid-level title than staff.
//
// Returns fault.Invalid with the field.
func CheckContractor(uscc string, capital *int64, staff, midTitle *int) error {
	if !usccForm.MatchString(uscc) {
		return fault.Invalid("uscc", "contractor.uscc", fault.Say(
			"统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z）。", "The unified social credit code has 18 digits and capital letters, without I, O, S, V and Z."))
	}
	if err := cmp.Or(notNegative("capital", capital), notNegative("staff", staff), notNegative("midTitle", midTitle)); err != nil {
		return err
	}
	if staff != nil && midTitle != nil && *midTitle > *staff {
		return fault.Invalid("midTitle", "contractor.mid_title", fault.Say(
			"中级以上职称 %d 人，多于专业人员 %d 人。", "There are more people with a mid-level title (%d) than staff (%d).", *midTitle, *staff))
	}
	return nil
}

// CreateContractor adds a contractor (CheckContractor).
func (s *Service) CreateContractor(ctx context.Context, in ContractorChange, want Want) (*Contractor, error) {
	return write(ctx, s, "Mutation.createContractor", want, func(w *writing) (int, error) {
		c := &ent.Contractor{Uscc: strings.ToUpper(strings.TrimSpace(in.USCC.ApplyTo("")))}
		if err := applyContractor(c, in); err != nil {
			return 0, err
		}
		sort, search, initials, alt := pinyin.Keys(c.Name)
		made, err := w.tx.Contractor.Create().SetUscc(c.Uscc).SetName(c.Name).SetLegalRepresentative(c.LegalRepresentative).SetPhone(c.Phone).
			SetNillableCapitalFen(c.CapitalFen).SetNillableStaff(c.Staff).SetNillableMidTitle(c.MidTitle).
			SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).Save(w.ctx)
		if err != nil {
			return 0, doing("add contractor", taken(err, &fault.Error{Code: fault.CodeConflict, Reason: "contractor.taken", Field: "uscc", Words: fault.Say(
				"企业 %s 已在册。请查找并修改它。", "The contractor %s is in the register. Find and change it.", c.Uscc)}))
		}
		return made.ID, w.record(contractorSubject(made), nil, contractorFields(made), true)
	}, (*load).contractors)
}

// UpdateContractor changes a contractor (CheckContractor).
func (s *Service) UpdateContractor(ctx context.Context, id, version int, in ContractorChange, want Want) (*Contractor, error) {
	return write(ctx, s, "Mutation.updateContractor", want, func(w *writing) (int, error) { return id, w.updateContractor(id, version, in) }, (*load).contractors)
}

// UpdateContractorContact changes the phone of the caller's own company.
func (s *Service) UpdateContractorContact(ctx context.Context, id, version int, phone string, want Want) (*Contractor, error) {
	return write(ctx, s, "Mutation.updateContractorContact", want, func(w *writing) (int, error) {
		return id, w.updateContractor(id, version, ContractorChange{Phone: patch.Set(phone)})
	}, (*load).contractors)
}

func (w *writing) updateContractor(id, version int, in ContractorChange) error {
	q := w.tx.Contractor.Query().Where(contractor.ID(id)).Unique(false)
	q.Modify(store.LockRows)
	have, err := q.Only(w.ctx)
	if err != nil {
		return missing(err, errNoContractor)
	}
	if err := cmp.Or(stale(have.Version, version, contractorFields(have)), fixed("uscc", have.Uscc, in.USCC)); err != nil {
		return err
	}
	want := *have
	if err := applyContractor(&want, in); err != nil {
		return err
	}
	before, after := audit.Differ(contractorFields(have), contractorFields(&want))
	if want.Phone != have.Phone && after["phone"] == nil { // two numbers may look the same once they are masked
		if after == nil {
			before, after = audit.Fields{}, audit.Fields{}
		}
		before["phone"], after["phone"] = audit.Phone(have.Phone), audit.Phone(want.Phone)
	}
	if after == nil {
		return nil
	}
	if err := setContractor(have, &want).Where(contractor.Version(version)).Exec(w.ctx); err != nil {
		return doing("change contractor", overtaken(err))
	}
	return w.record(contractorSubject(&want), before, after, true)
}

func applyContractor(c *ent.Contractor, in ContractorChange) (err error) {
	if c.Name, err = required("name", c.Name, in.Name, maxName); err != nil {
		return err
	}
	if c.LegalRepresentative, err = text("legalRepresentative", c.LegalRepresentative, in.LegalRepresentative, maxPerson); err != nil {
		return err
	}
	if c.Phone, err = phone("phone", c.Phone, in.Phone); err != nil {
		return err
	}
	c.CapitalFen, c.Staff, c.MidTitle = in.Capital.Apply(c.CapitalFen), in.Staff.Apply(c.Staff), in.MidTitle.Apply(c.MidTitle)
	return CheckContractor(c.Uscc, c.CapitalFen, c.Staff, c.MidTitle)
}

func contractorSubject(c *ent.Contractor) audit.Subject {
	return audit.Subject{Type: "Contractor", ID: c.ID, Name: c.Name, Contractor: c.ID}
}

func contractorFields(c *ent.Contractor) audit.Fields {
	return audit.Fields{
		"uscc": c.Uscc, "name": c.Name, "legalRepresentative": c.LegalRepresentative, "phone": audit.Phone(c.Phone),
		"capital": c.CapitalFen, "staff": c.Staff, "midTitle": c.MidTitle,
	}
}

// QualificationChange says what a certificate becomes. Certificate and Contractor are fixed once it is added.
type QualificationChange struct {
	Certificate     patch.Field[string]
	Contractor      patch.Field[int]
	Grade           patch.Field[QualificationGrade]
	Issued, Expires patch.Field[calendar.Date]
	Status          patch.Field[QualificationStatus]
}

// CreateQualification adds a certificate of a contractor (CheckQualification).
func (s *Service) CreateQualification(ctx context.Context, in QualificationChange, want Want) (*Qualification, error) {
	return write(ctx, s, "Mutation.createQualification", want, func(w *writing) (int, error) {
		number, err := required("certificate", "", in.Certificate, maxPerson)
		if err != nil {
			return 0, err
		}
		of := in.Contractor.ApplyTo(0)
		if of == 0 {
			return 0, errEmpty("contractor")
		}
		if _, err := w.tx.Contractor.Query().Where(contractor.ID(of)).OnlyID(w.ctx); err != nil {
			return 0, missing(err, errNoContractor)
		}
		q := &ent.Qualification{Certificate: number, ContractorID: of, Status: qualification.StatusValid}
		issued, expires, err := applyQualification(q, in)
		if err != nil {
			return 0, err
		}
		made, err := w.tx.Qualification.Create().SetCertificate(number).SetContractorID(of).SetGrade(q.Grade).SetIssued(issued.Time()).
			SetNillableExpires(expires.TimePtr()).SetStatus(q.Status).Save(w.ctx)
		if err != nil {
			return 0, doing("add certificate", taken(err, &fault.Error{Code: fault.CodeConflict, Reason: "qualification.taken", Field: "certificate", Words: fault.Say(
				"证书 %s 已在册。请查找并修改它。", "The certificate %s is in the register. Find and change it.", number)}))
		}
		return made.ID, w.record(qualificationSubject(made), nil, qualificationFields(made), true)
	}, (*load).qualifications)
}

// UpdateQualification changes a certificate (CheckQualification).
func (s *Service) UpdateQualification(ctx context.Context, id, version int, in QualificationChange, want Want) (*Qualification, error) {
	return write(ctx, s, "Mutation.updateQualification", want, func(w *writing) (int, error) {
		q := w.tx.Qualification.Query().Where(qualification.ID(id)).Unique(false)
		q.Modify(store.LockRows)
		have, err := q.Only(w.ctx)
		if err != nil {
			return 0, missing(err, errNoQualification)
		}
		if err := cmp.Or(stale(have.Version, version, qualificationFields(have)),
			fixed("certificate", have.Certificate, in.Certificate), fixed("contractor", have.ContractorID, in.Contractor)); err != nil {
			return 0, err
		}
		want := *have
		issued, expires, err := applyQualification(&want, in)
		if err != nil {
			return 0, err
		}
		want.Issued, want.Expires = issued.Time(), expires.TimePtr()
		before, after := audit.Differ(qualificationFields(have), qualificationFields(&want))
		if after == nil {
			return id, nil
		}
		if err := setQualification(have, want.ContractorID, want.Grade, issued, expires, want.Status).Where(qualification.Version(version)).Exec(w.ctx); err != nil {
			return 0, doing("change certificate", overtaken(err))
		}
		return id, w.record(qualificationSubject(&want), before, after, true)
	}, (*load).qualifications)
}

func applyQualification(q *ent.Qualification, in QualificationChange) (issued, expires calendar.Date, err error) {
	q.Grade = lower[qualification.Grade](in.Grade.ApplyTo(upper[QualificationGrade](q.Grade)))
	if q.Grade == "" {
		return issued, expires, errEmpty("grade")
	}
	if s := in.Status.ApplyTo(upper[QualificationStatus](q.Status)); s != "" {
		q.Status = lower[qualification.Status](s)
	}
	var was calendar.Date
	if !q.Issued.IsZero() {
		was = calendar.FromTime(q.Issued)
	}
	if issued = in.Issued.ApplyTo(was); issued.IsZero() {
		return issued, expires, errEmpty("issued")
	}
	expires = in.Expires.ApplyTo(calendar.FromTimePtr(q.Expires))
	return issued, expires, CheckQualification(issued, expires)
}

func qualificationSubject(q *ent.Qualification) audit.Subject {
	return audit.Subject{Type: "Qualification", ID: q.ID, Name: q.Certificate, Contractor: q.ContractorID}
}

func qualificationFields(q *ent.Qualification) audit.Fields {
	return audit.Fields{
		"certificate": q.Certificate, "contractor": q.ContractorID, "grade": strings.ToUpper(string(q.Grade)), "issued": calendar.FromTime(q.Issued),
		"expires": calendar.FromTimePtr(q.Expires), "status": strings.ToUpper(string(q.Status)),
	}
}
