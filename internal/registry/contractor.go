package registry

import (
	"context"
	"fmt"

	"smileboard/ent"
	"smileboard/ent/contractor"
	"smileboard/ent/qualification"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
)

// PutContractor says what a contractor is. USCC is its key.
type PutContractor struct {
	USCC                string
	Name                string
	LegalRepresentative patch.Field[string]
	CapitalFen          patch.Field[int64]
	Staff               patch.Field[int]
	MidTitle            patch.Field[int]
	Phone               patch.Field[string]
}

// PutContractors writes contractors within the caller's transaction.
func PutContractors(ctx context.Context, tx *ent.Tx, list []PutContractor) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	known := map[string]*ent.Contractor{}
	for part := range store.Chunks(list) {
		keys := make([]string, len(part))
		for i, in := range part {
			keys[i] = in.USCC
		}
		found, err := tx.Contractor.Query().Where(contractor.UsccIn(keys...)).All(ctx)
		if err != nil {
			return tally, nil, fmt.Errorf("registry: contractors: %w", err)
		}
		for _, c := range found {
			known[c.Uscc] = c
		}
	}
	var fresh []*ent.ContractorCreate
	for _, in := range list {
		sort, search, initials, alt := pinyin.Keys(in.Name)
		have := known[in.USCC]
		if have == nil {
			tally.New++
			fresh = append(fresh, tx.Contractor.Create().SetUscc(in.USCC).SetName(in.Name).
				SetLegalRepresentative(in.LegalRepresentative.ApplyTo("")).SetPhone(in.Phone.ApplyTo("")).
				SetNillableCapitalFen(in.CapitalFen.Apply(nil)).SetNillableStaff(in.Staff.Apply(nil)).SetNillableMidTitle(in.MidTitle.Apply(nil)).
				SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt))
			continue
		}
		legal, phone := in.LegalRepresentative.ApplyTo(have.LegalRepresentative), in.Phone.ApplyTo(have.Phone)
		capital, staff, mid := in.CapitalFen.Apply(have.CapitalFen), in.Staff.Apply(have.Staff), in.MidTitle.Apply(have.MidTitle)
		if have.Name == in.Name && have.LegalRepresentative == legal && have.Phone == phone &&
			patch.Equal(have.CapitalFen, capital) && patch.Equal(have.Staff, staff) && patch.Equal(have.MidTitle, mid) {
			tally.Same++
			continue
		}
		tally.Changed++
		want := *have
		want.Name, want.LegalRepresentative, want.Phone, want.CapitalFen, want.Staff, want.MidTitle = in.Name, legal, phone, capital, staff, mid
		if err := setContractor(have, &want).Exec(ctx); err != nil {
			return tally, nil, fmt.Errorf("registry: change contractor %s: %w", in.USCC, err)
		}
	}
	for part := range store.Chunks(fresh) {
		if err := tx.Contractor.CreateBulk(part...).Exec(ctx); err != nil {
			return tally, nil, fmt.Errorf("registry: add contractors: %w", err)
		}
	}
	return tally, nil, touch(ctx, tx, tally)
}

// setContractor writes what people change of a contractor.
func setContractor(have, want *ent.Contractor) *ent.ContractorUpdateOne {
	sort, search, initials, alt := pinyin.Keys(want.Name)
	u := have.Update().SetName(want.Name).SetLegalRepresentative(want.LegalRepresentative).SetPhone(want.Phone).AddVersion(1).
		SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt)
	store.SetOrClear(want.CapitalFen, u.SetCapitalFen, u.ClearCapitalFen)
	store.SetOrClear(want.Staff, u.SetStaff, u.ClearStaff)
	store.SetOrClear(want.MidTitle, u.SetMidTitle, u.ClearMidTitle)
	return u
}

// PutQualification says what a certificate of grade is. Certificate is its key.
type PutQualification struct {
	Certificate  string
	ContractorID int
	Grade        qualification.Grade
	Issued       calendar.Date
	Expires      patch.Field[calendar.Date]
	Status       patch.Field[qualification.Status]
}

// CheckQualification reports whether a certificate's days hold together.
//
// The certificate MUST expire, if it does, on the day of issue or later.
//
// Returns fault.Invalid with the field.
func CheckQualification(issued, expires calendar.Date) error {
	if !expires.IsZero() && expires.Before(issued) {
		return fault.Invalid("expires", "qualification.days", fault.Say(
			"有效期至 %s 早于发证日期 %s。", "It expires on %s, before it was issued on %s.", expires, issued))
	}
	return nil
}

// PutQualifications writes certificates within the caller's transaction.
func PutQualifications(ctx context.Context, tx *ent.Tx, list []PutQualification) (patch.Tally, []fault.AtRow, error) {
	var tally patch.Tally
	var faults []fault.AtRow
	known := map[string]*ent.Qualification{}
	for part := range store.Chunks(list) {
		keys := make([]string, len(part))
		for i, in := range part {
			keys[i] = in.Certificate
		}
		found, err := tx.Qualification.Query().Where(qualification.CertificateIn(keys...)).All(ctx)
		if err != nil {
			return tally, nil, fmt.Errorf("registry: qualifications: %w", err)
		}
		for _, q := range found {
			known[q.Certificate] = q
		}
	}
	for i, in := range list {
		have := known[in.Certificate]
		var haveExpires calendar.Date
		haveStatus := qualification.StatusValid
		if have != nil {
			haveExpires, haveStatus = calendar.FromTimePtr(have.Expires), have.Status
		}
		expires, status := in.Expires.ApplyTo(haveExpires), in.Status.ApplyTo(haveStatus)
		if status == "" {
			status = qualification.StatusValid
		}
		if err := CheckQualification(in.Issued, expires); err != nil {
			f, _ := fault.As(err)
			faults = append(faults, fault.AtRow{Row: i, Err: f})
			continue
		}
		switch {
		case have == nil:
			tally.New++
			if err := tx.Qualification.Create().SetCertificate(in.Certificate).SetContractorID(in.ContractorID).SetGrade(in.Grade).
				SetIssued(in.Issued.Time()).SetNillableExpires(expires.TimePtr()).SetStatus(status).Exec(ctx); err != nil {
				return tally, nil, fmt.Errorf("registry: add qualification %s: %w", in.Certificate, err)
			}
		case have.ContractorID == in.ContractorID && have.Grade == in.Grade && calendar.FromTime(have.Issued) == in.Issued &&
			haveExpires == expires && haveStatus == status:
			tally.Same++
		default:
			tally.Changed++
			if err := setQualification(have, in.ContractorID, in.Grade, in.Issued, expires, status).Exec(ctx); err != nil {
				return tally, nil, fmt.Errorf("registry: change qualification %s: %w", in.Certificate, err)
			}
		}
	}
	return tally, faults, touch(ctx, tx, tally)
}

// setQualification writes what people change of a certificate.
func setQualification(
	have *ent.Qualification, contractorID int, grade qualification.Grade, issued, expires calendar.Date, status qualification.Status,
) *ent.QualificationUpdateOne {
	u := have.Update().SetContractorID(contractorID).SetGrade(grade).SetIssued(issued.Time()).SetStatus(status).AddVersion(1)
	store.SetOrClear(expires.TimePtr(), u.SetExpires, u.ClearExpires)
	return u
}
