package importer

import (
	"context"
	"slices"
	"strings"

	"smileboard/ent/compound"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/ent/qualification"
	enttender "smileboard/ent/tender"
	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/importer/workbook"
	"smileboard/internal/patch"
	"smileboard/internal/registry"
	"smileboard/internal/tender"
)

// rank puts parents before children.
var rank = map[string]int{"city": 0, "district": 1, "subdistrict": 2, "community": 3, "department": 4, "committee": 5}

func (a *applier) organizations(ctx context.Context) error {
	rows := slices.Clone(a.w.Organizations)
	slices.SortStableFunc(rows, func(x, y workbook.Organization) int { return rank[x.Kind] - rank[y.Kind] })
	byName := map[string][]string{}
	for _, o := range a.reg.orgs {
		byName[o.Name] = append(byName[o.Name], o.Code)
	}
	for _, o := range rows {
		if a.reg.orgs[o.Code] == nil {
			byName[o.Name] = append(byName[o.Name], o.Code)
		}
	}
	err := put(ctx, a, workbook.TableOrganization, rows, func(row workbook.Organization) (registry.PutOrganization, *refusal) {
		parent := row.Parent
		if codes := byName[parent]; len(codes) == 1 {
			parent = codes[0]
		} else if len(codes) > 1 {
			return registry.PutOrganization{}, ambiguous(parent, "parent", codes)
		}
		if !a.ownOrganization(row, parent) {
			refused := a.reg.allowed(-1)
			refused.value = row.Code
			return registry.PutOrganization{}, refused
		}
		return registry.PutOrganization{Code: row.Code, Name: row.Name, Kind: organization.Kind(row.Kind), ParentCode: parent}, nil
	}, func(row workbook.Organization) workbook.Pos { return row.Pos }, registry.PutOrganizations)
	if err != nil {
		return err
	}
	if err := a.reg.loadOrganizations(ctx, a.tx); err != nil {
		return err
	}
	if err := a.reg.setScope(a.w); err != nil {
		if f, ok := fault.As(err); ok && a.tainted[workbook.TableOrganization] {
			_ = f // the district's own row has an error, which is reported
			return nil
		}
		return err
	}
	return nil
}

// ownOrganization reports whether a row of 组织 may come in where only one district's rows may: it lies in the district, below
// an organization that does, or names one above or elsewhere without changing it.
func (a *applier) ownOrganization(row workbook.Organization, parent string) bool {
	r := a.reg
	if r.onlyCode == "" {
		return true
	}
	if r.only == 0 {
		// The district itself comes with the workbook, and so may the city above it.
		return strings.HasPrefix(row.Code, r.onlyCode) || strings.HasPrefix(r.onlyCode, row.Code) || strings.HasPrefix(parent, r.onlyCode)
	}
	if o := r.orgs[row.Code]; o != nil {
		above := ""
		if o.ParentID != nil && r.orgsByID[*o.ParentID] != nil {
			above = r.orgsByID[*o.ParentID].Code
		}
		if o.Name == row.Name && string(o.Kind) == row.Kind && above == parent {
			return true
		}
		if o.ID == r.only {
			return string(o.Kind) == row.Kind && above == parent
		}
		if r.districtOf(o) != r.only {
			return false
		}
	}
	return a.inDistrict(parent)
}

// inDistrict reports whether an organization, of the register or of the workbook, lies in the one district.
func (a *applier) inDistrict(code string) bool {
	for range len(a.w.Organizations) + 1 {
		if o := a.reg.orgs[code]; o != nil {
			return a.reg.districtOf(o) == a.reg.only
		}
		i := slices.IndexFunc(a.w.Organizations, func(o workbook.Organization) bool { return o.Code == code })
		if i < 0 {
			return false
		}
		code = a.w.Organizations[i].Parent
	}
	return false
}

func (a *applier) compounds(ctx context.Context) error {
	err := put(ctx, a, workbook.TableCompound, a.w.Compounds, func(row workbook.Compound) (registry.PutCompound, *refusal) {
		s, refused := a.organizationRef(row.Subdistrict, "subdistrict", organization.KindSubdistrict)
		if refused != nil {
			return registry.PutCompound{}, refused
		}
		district := a.reg.districtOf(s)
		if refused := a.reg.allowed(district); refused != nil {
			refused.value = row.Subdistrict
			return registry.PutCompound{}, refused
		}
		return registry.PutCompound{
			Code: row.Code, Name: row.Name, DistrictID: district, SubdistrictID: s.ID, Subdistrict: s.Code,
			Community: field(row.Community), Address: field(row.Address), Kind: compound.Kind(row.Kind),
			Households: row.Households, Occupied: field(row.Occupied), AreaDM2: field(row.AreaDM2),
			Form:  fieldAs(row.Form, func(v string) compound.Form { return compound.Form(v) }),
			Built: field(row.Built), CommitteeUntil: field(row.CommitteeUntil),
		}, nil
	}, func(row workbook.Compound) workbook.Pos { return row.Pos }, registry.PutCompounds)
	if err != nil {
		return err
	}
	return a.reg.loadCompounds(ctx, a.tx)
}

func (a *applier) contractors(ctx context.Context) error {
	err := put(ctx, a, workbook.TableContractor, a.w.Contractors, func(row workbook.Contractor) (registry.PutContractor, *refusal) {
		return registry.PutContractor{
			USCC: row.USCC, Name: row.Name, LegalRepresentative: field(row.LegalRepresentative), CapitalFen: field(row.CapitalFen),
			Staff: field(row.Staff), MidTitle: field(row.MidTitle), Phone: field(row.Phone),
		}, nil
	}, func(row workbook.Contractor) workbook.Pos { return row.Pos }, registry.PutContractors)
	if err != nil {
		return err
	}
	return a.reg.loadContractors(ctx, a.tx)
}

func (a *applier) qualifications(ctx context.Context) error {
	return put(ctx, a, workbook.TableQualification, a.w.Qualifications, func(row workbook.Qualification) (registry.PutQualification, *refusal) {
		c, refused := a.companyRef(row.Company, "uscc")
		if refused != nil {
			return registry.PutQualification{}, refused
		}
		return registry.PutQualification{
			Certificate: row.Certificate, ContractorID: c.ID, Grade: qualification.Grade(row.Grade), Issued: row.Issued,
			Expires: field(row.Expires), Status: fieldAs(row.Status, func(v string) qualification.Status { return qualification.Status(v) }),
		}, nil
	}, func(row workbook.Qualification) workbook.Pos { return row.Pos }, registry.PutQualifications)
}

func (a *applier) engagements(ctx context.Context) error {
	return put(ctx, a, workbook.TableEngagement, a.w.Engagements, func(row workbook.Engagement) (registry.PutEngagement, *refusal) {
		c, refused := a.compoundRef(row.Compound)
		if refused != nil {
			return registry.PutEngagement{}, refused
		}
		in := registry.PutEngagement{
			CompoundID: c.ID, From: row.From, To: field(row.To), FeeFen: field(row.FeeFen),
			Mode:  fieldAs(row.Mode, func(v assess.Mode) engagement.Mode { return engagement.Mode(v) }),
			Basis: fieldAs(row.Basis, func(v string) engagement.Basis { return engagement.Basis(v) }),
		}
		switch row.Company.State {
		case workbook.Set:
			company, refused := a.companyRef(row.Company.Value, "uscc")
			if refused != nil {
				return in, refused
			}
			in.ContractorID = patch.Set(company.ID)
		case workbook.Empty:
			in.ContractorID = patch.Clear[int]()
		}
		return in, nil
	}, func(row workbook.Engagement) workbook.Pos { return row.Pos }, registry.PutEngagements)
}

func (a *applier) cycles(ctx context.Context) error {
	err := put(ctx, a, workbook.TableCycle, a.w.Cycles, func(row workbook.Cycle) (cycle.Put, *refusal) {
		d, refused := a.organizationRef(row.District, "district", organization.KindDistrict)
		if refused != nil {
			return cycle.Put{}, refused
		}
		if refused := a.reg.allowed(d.ID); refused != nil {
			refused.value = row.District
			return cycle.Put{}, refused
		}
		return cycle.Put{Name: row.Name, DistrictID: d.ID, From: row.From, To: row.To, Standard: field(row.Standard)}, nil
	}, func(row workbook.Cycle) workbook.Pos { return row.Pos }, cycle.PutAll)
	if err != nil {
		return err
	}
	return a.reg.loadCycles(ctx, a.tx)
}

func (a *applier) tenders(ctx context.Context) error {
	return put(ctx, a, workbook.TableTender, a.w.Tenders, func(row workbook.Tender) (tender.Put, *refusal) {
		d, refused := a.organizationRef(row.District, "district", organization.KindDistrict)
		if refused != nil {
			return tender.Put{}, refused
		}
		if refused := a.reg.allowed(d.ID); refused != nil {
			refused.value = row.District
			return tender.Put{}, refused
		}
		in := tender.Put{
			Number: row.Number, DistrictID: d.ID, Title: row.Title, Method: enttender.Method(row.Method),
			Notice: row.Notice, Deadline: row.Deadline, Opening: field(row.Opening), PriceFen: field(row.PriceFen),
			Status: enttender.Status(row.Status),
		}
		switch row.Compound.State {
		case workbook.Set:
			c, refused := a.compoundRef(row.Compound.Value)
			if refused != nil {
				return in, refused
			}
			in.CompoundID = patch.Set(c.ID)
		case workbook.Empty:
			in.CompoundID = patch.Clear[int]()
		}
		switch row.Winner.State {
		case workbook.Set:
			c, refused := a.companyRef(row.Winner.Value, "winner")
			if refused != nil {
				return in, refused
			}
			in.WinnerID = patch.Set(c.ID)
		case workbook.Empty:
			in.WinnerID = patch.Clear[int]()
		}
		return in, nil
	}, func(row workbook.Tender) workbook.Pos { return row.Pos }, tender.PutAll)
}

// checkDay refuses evidence that is dated outside its cycle.
func checkDay(day, from, to calendar.Date, name string) *refusal {
	if day.IsZero() || day.Within(from, to) {
		return nil
	}
	return &refusal{value: day.String(), err: fault.Invalid("date", "evidence.day", fault.Say(
		"日期 %s 不在周期 %s（%s 至 %s）内。请改正日期或周期。", "The date %s lies outside the cycle %s (%s to %s). Correct either.", day, name, from, to))}
}
