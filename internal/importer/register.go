package importer

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
	"smileboard/internal/fault"
	"smileboard/internal/importer/workbook"
)

// register is what rows may refer to, by code and by name.
type register struct {
	orgs      map[string]*ent.Organization
	orgsByID  map[int]*ent.Organization
	compounds map[string]*ent.Compound
	byName    map[string][]*ent.Compound
	companies map[string]*ent.Contractor
	firms     map[string][]*ent.Contractor
	cycles    map[int]map[string]*ent.Cycle
	// scope are the districts within which names are looked up; empty means all.
	scope map[int]bool
	// only is the one district that rows may belong to; 0 allows all.
	only     int
	onlyCode string
	nearest  map[string]string
}

// loadRegister reads what is there before the import; each table's rows are read again once they are written.
func loadRegister(ctx context.Context, tx *ent.Tx, w *workbook.Workbook, district string) (*register, error) {
	r := &register{onlyCode: district, nearest: map[string]string{}}
	for _, load := range []func(context.Context, *ent.Tx) error{r.loadOrganizations, r.loadContractors, r.loadCycles} {
		if err := load(ctx, tx); err != nil {
			return nil, err
		}
	}
	if err := r.setScope(w); err != nil {
		return nil, err
	}
	return r, r.loadCompounds(ctx, tx)
}

// setScope finds the districts that a workbook speaks of.
func (r *register) setScope(w *workbook.Workbook) error {
	r.scope = map[int]bool{}
	if r.onlyCode != "" {
		if d := r.orgs[r.onlyCode]; d != nil && d.Kind == organization.KindDistrict {
			r.only, r.scope[d.ID] = d.ID, true
			return nil
		}
		for _, o := range w.Organizations {
			if o.Code == r.onlyCode && o.Kind == string(organization.KindDistrict) {
				return nil
			}
		}
		return fault.Invalid("district", "district.unknown", fault.Say(
			"没有代码为 %s 的区，工作簿的“组织”表里也没有。请检查 --district。",
			"There is no district with the code %s, nor in the workbook's organizations. Check --district.", r.onlyCode))
	}
	for _, o := range w.Organizations {
		if d := r.orgs[o.Code]; d != nil && d.Kind == organization.KindDistrict {
			r.scope[d.ID] = true
		}
	}
	for _, c := range w.Cycles {
		if d := r.orgs[c.District]; d != nil {
			r.scope[d.ID] = true
		}
	}
	return nil
}

func (r *register) loadOrganizations(ctx context.Context, tx *ent.Tx) error {
	list, err := tx.Organization.Query().Order(organization.ByCode()).All(ctx)
	if err != nil {
		return fmt.Errorf("importer: organizations: %w", err)
	}
	r.orgs, r.orgsByID = make(map[string]*ent.Organization, len(list)), make(map[int]*ent.Organization, len(list))
	for _, o := range list {
		r.orgs[o.Code], r.orgsByID[o.ID] = o, o
	}
	return nil
}

func (r *register) loadCompounds(ctx context.Context, tx *ent.Tx) error {
	q := tx.Compound.Query().Order(compound.ByCode())
	if len(r.scope) > 0 {
		q.Where(compound.DistrictIDIn(keys(r.scope)...))
	}
	list, err := q.Select(compound.FieldID, compound.FieldCode, compound.FieldName, compound.FieldDistrictID, compound.FieldSubdistrictID,
		compound.FieldHouseholds, compound.FieldOccupied).All(ctx)
	if err != nil {
		return fmt.Errorf("importer: compounds: %w", err)
	}
	r.compounds, r.byName = make(map[string]*ent.Compound, len(list)), map[string][]*ent.Compound{}
	for _, c := range list {
		r.compounds[c.Code] = c
		r.byName[c.Name] = append(r.byName[c.Name], c)
	}
	return nil
}

func (r *register) loadContractors(ctx context.Context, tx *ent.Tx) error {
	list, err := tx.Contractor.Query().All(ctx)
	if err != nil {
		return fmt.Errorf("importer: contractors: %w", err)
	}
	r.companies, r.firms = make(map[string]*ent.Contractor, len(list)), map[string][]*ent.Contractor{}
	for _, c := range list {
		r.companies[c.Uscc] = c
		r.firms[c.Name] = append(r.firms[c.Name], c)
	}
	return nil
}

func (r *register) loadCycles(ctx context.Context, tx *ent.Tx) error {
	list, err := tx.Cycle.Query().WithStandard().All(ctx)
	if err != nil {
		return fmt.Errorf("importer: cycles: %w", err)
	}
	r.cycles = map[int]map[string]*ent.Cycle{}
	for _, c := range list {
		if r.cycles[c.DistrictID] == nil {
			r.cycles[c.DistrictID] = map[string]*ent.Cycle{}
		}
		r.cycles[c.DistrictID][c.Name] = c
	}
	return nil
}

// districtOf walks up the tree to an organization's district; 0 where it has none.
func (r *register) districtOf(o *ent.Organization) int {
	for range len(r.orgs) {
		if o == nil {
			return 0
		}
		if o.Kind == organization.KindDistrict {
			return o.ID
		}
		if o.ParentID == nil {
			return 0
		}
		o = r.orgsByID[*o.ParentID]
	}
	return 0
}

// allowed reports whether rows of a district may come in.
func (r *register) allowed(districtID int) *refusal {
	if r.onlyCode == "" || districtID == r.only {
		return nil
	}
	return &refusal{err: fault.Invalid("district", "district.other", fault.Say(
		"这一行不属于允许导入的区 %s。请删去这一行，或换用该区的工作簿。",
		"This row does not belong to %s, the only district that may be imported here. Remove the row, or use that district's workbook.", r.onlyCode))}
}

var digits = regexp.MustCompile(`^\d+$`)

// organizationRef finds an organization of some kind by code or by name within the scope.
func (a *applier) organizationRef(text, column string, kind organization.Kind) (*ent.Organization, *refusal) {
	r := a.reg
	if o := r.orgs[text]; o != nil && o.Kind == kind {
		return o, nil
	}
	var found []*ent.Organization
	var names []string
	for _, o := range r.orgs {
		if o.Kind != kind || len(r.scope) > 0 && kind != organization.KindDistrict && !r.scope[r.districtOf(o)] {
			continue
		}
		if o.Name == text {
			found = append(found, o)
		}
		names = append(names, o.Name+" "+o.Code)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, a.unknown(workbook.TableOrganization, text, column, names)
	default:
		codes := make([]string, len(found))
		for i, o := range found {
			codes[i] = o.Code
		}
		return nil, ambiguous(text, column, codes)
	}
}

// compoundRef finds a compound by code or by name within the scope, and refuses one of another district.
func (a *applier) compoundRef(ref workbook.CompoundRef) (*ent.Compound, *refusal) {
	r := a.reg
	if c := r.compounds[ref.Text]; c != nil {
		return c, r.allowed(c.DistrictID)
	}
	found := r.byName[ref.Text]
	if ref.Subdistrict != "" {
		s, refused := a.organizationRef(ref.Subdistrict, "subdistrict", organization.KindSubdistrict)
		if refused != nil {
			return nil, refused
		}
		found = slices.DeleteFunc(slices.Clone(found), func(c *ent.Compound) bool { return c.SubdistrictID != s.ID })
	}
	switch len(found) {
	case 1:
		return found[0], r.allowed(found[0].DistrictID)
	case 0:
		if r.onlyCode != "" && digits.MatchString(ref.Text) && !strings.HasPrefix(ref.Text, r.onlyCode) {
			refused := r.allowed(0)
			refused.value = ref.Text
			return nil, refused
		}
		names := make([]string, 0, len(r.compounds))
		for _, c := range r.compounds {
			names = append(names, c.Name+" "+c.Code)
		}
		return nil, a.unknown(workbook.TableCompound, ref.Text, "compound", names)
	default:
		codes := make([]string, len(found))
		for i, c := range found {
			codes[i] = c.Code
		}
		return nil, ambiguous(ref.Text, "compound", codes)
	}
}

// companyRef finds a contractor by 统一社会信用代码 or by name.
func (a *applier) companyRef(text, column string) (*ent.Contractor, *refusal) {
	r := a.reg
	if c := r.companies[text]; c != nil {
		return c, nil
	}
	switch found := r.firms[text]; len(found) {
	case 1:
		return found[0], nil
	case 0:
		names := make([]string, 0, len(r.companies))
		for _, c := range r.companies {
			names = append(names, c.Name+" "+c.Uscc)
		}
		return nil, a.unknown(workbook.TableContractor, text, column, names)
	default:
		codes := make([]string, len(found))
		for i, c := range found {
			codes[i] = c.Uscc
		}
		return nil, ambiguous(text, column, codes)
	}
}

// cycleRef finds a cycle of a district by name.
func (a *applier) cycleRef(districtID int, name string) (*ent.Cycle, *refusal) {
	if c := a.reg.cycles[districtID][name]; c != nil {
		return c, nil
	}
	var names []string
	for _, c := range a.reg.cycles[districtID] {
		names = append(names, c.Name)
	}
	return nil, a.unknown(workbook.TableCycle, name, "cycle", names)
}

// unknown refuses a reference to nothing, with the nearest things that there are. It says nothing where the thing may be
// missing only because its own row had an error.
func (a *applier) unknown(table workbook.Table, text, column string, names []string) *refusal {
	if a.tainted[table] {
		return &refusal{silent: true}
	}
	sheet := workbook.SchemaOf(table).Sheet
	key := string(table) + "\x00" + text
	near, ok := a.reg.nearest[key]
	if !ok {
		near = strings.Join(nearest(text, names, suggestions), "、")
		a.reg.nearest[key] = near
	}
	if near == "" {
		near = "—"
	}
	return &refusal{value: text, err: fault.Invalid(column, string(table)+".unknown", fault.Say(
		"“%s”在登记里和“%s”表里都找不到。最接近的有：%s。请改正，或先在“%s”表里加上。",
		"“%[1]s” is neither registered nor in the sheet %[2]s. The nearest are: %[3]s. Correct it, or add it to that sheet first.", text, sheet, near, sheet))}
}

func ambiguous(text, column string, codes []string) *refusal {
	slices.Sort(codes)
	return &refusal{value: text, err: fault.Invalid(column, "reference.ambiguous", fault.Say(
		"名称“%s”对应不止一个：%s。请改写代码。", "The name “%s” fits more than one: %s. Write the code instead.", text, strings.Join(codes, "、")))}
}

func keys[K comparable, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}
