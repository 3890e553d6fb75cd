package registry

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/ent/qualification"
	"smileboard/internal/account"
	"smileboard/internal/calendar"
	"smileboard/internal/viewer"
)

var contractorSorting = map[ContractorField]sorting{
	"NAME":    {column: columnSortKey, text: true},
	"USCC":    {column: contractor.FieldUscc, text: true},
	"CAPITAL": {column: contractor.FieldCapitalFen, nullable: true},
	"STAFF":   {column: contractor.FieldStaff, nullable: true},
}

// maxEngagements is how many engagements of one contractor are shown with it.
const maxEngagements = 200

// Contractors is a page of the contractors that the caller may see, by name where no order is given.
func (s *Service) Contractors(ctx context.Context, filter *ContractorFilter, order *ContractorOrder, p Page, want Want) (*ContractorPage, error) {
	l, err := s.enter(ctx, "Query.contractors", want)
	if err != nil {
		return nil, err
	}
	if err := p.check(MaxPage); err != nil {
		return nil, err
	}
	q, err := l.contractorQuery(filter, order)
	if err != nil {
		return nil, err
	}
	ids, total, err := page(l, q, p, filter != nil)
	if err != nil {
		return nil, wrap("contractors", err)
	}
	rows, err := l.contractors(ids)
	return &ContractorPage{Rows: rows, Total: total}, err
}

// Contractor is one contractor; nil where there is none that the caller may see.
func (s *Service) Contractor(ctx context.Context, id int, want Want) (*Contractor, error) {
	l, err := s.enter(ctx, "Query.contractor", want)
	if err != nil {
		return nil, err
	}
	return first(l.contractors([]int{id}))
}

// EachContractor gives every contractor of an export to fn.
func (s *Service) EachContractor(ctx context.Context, filter *ContractorFilter, order *ContractorOrder, fn func(*Contractor) error) error {
	l, err := s.enter(ctx, "Export.contractors", Want{"managed": true, "qualifications": true})
	if err != nil {
		return err
	}
	q, err := l.contractorQuery(filter, order)
	if err != nil {
		return err
	}
	return wrap("export of contractors", each(l, q, l.contractors, fn))
}

func (l *load) contractorQuery(filter *ContractorFilter, order *ContractorOrder) (*ent.ContractorQuery, error) {
	f, o := value(filter), ContractorOrder{Field: "NAME"}
	if order != nil {
		o = *order
	}
	sort, err := orderOf(contractorSorting, o.Field, o.Direction, f.Search)
	if err := cmp.Or(err, checkSearch(f.Search)); err != nil {
		return nil, err
	}
	q := l.c.Contractor.Query().Where(matching(f.Search, contractor.FieldUscc)).Order(sort)
	if f.Grade != nil {
		q.Where(func(s *sql.Selector) {
			b := sql.Dialect(s.Dialect())
			t := b.Table(qualification.Table)
			s.Where(sql.In(s.C(contractor.FieldID), b.Select(t.C(qualification.FieldContractorID)).From(t).Where(sql.And(
				sql.EQ(t.C(qualification.FieldGrade), lower[string](*f.Grade)), sql.EQ(t.C(qualification.FieldStatus), string(qualification.StatusValid)),
				sql.Or(sql.IsNull(t.C(qualification.FieldExpires)), sql.GTE(t.C(qualification.FieldExpires), l.today.Time()))))))
		})
	}
	if f.Managing != nil {
		managing, err := l.managing(nil)
		if err != nil {
			return nil, err
		}
		ids := make([]int, 0, len(managing))
		for id := range managing {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		if *f.Managing {
			q.Where(contractor.IDIn(ids...))
		} else {
			q.Where(contractor.IDNotIn(ids...))
		}
	}
	return q, nil
}

// managing counts the compounds that contractors manage today and the caller may see; of all contractors where none is named.
func (l *load) managing(contractors []int) (map[int]int, error) {
	q := l.c.Engagement.Query().Where(engagement.ContractorIDNotNil(), func(s *sql.Selector) { s.Where(inForce(s, l.today)) })
	if contractors != nil {
		q.Where(engagement.ContractorIDIn(contractors...))
	}
	var rows []struct {
		ContractorID int `json:"contractor_id"`
		Count        int `json:"count"`
	}
	if err := q.GroupBy(engagement.FieldContractorID).Aggregate(ent.Count()).Scan(l.ctx, &rows); err != nil {
		return nil, wrap("managed compounds", err)
	}
	out := make(map[int]int, len(rows))
	for _, r := range rows {
		out[r.ContractorID] = r.Count
	}
	return out, nil
}

// contractors reads contractors by id, in the order of the ids, with what is wanted of them.
func (l *load) contractors(ids []int) ([]*Contractor, error) {
	if len(ids) == 0 {
		return []*Contractor{}, nil
	}
	q := l.c.Contractor.Query().Where(contractor.IDIn(ids...))
	q.Select(contractor.FieldID, contractor.FieldUscc, contractor.FieldName, contractor.FieldLegalRepresentative, contractor.FieldPhone,
		contractor.FieldCapitalFen, contractor.FieldStaff, contractor.FieldMidTitle, contractor.FieldVersion)
	rows, err := q.All(l.ctx)
	if err != nil {
		return nil, wrap("contractors", err)
	}
	phones, representatives := personal(l.caller, "Contractor.phone"), personal(l.caller, "Contractor.legalRepresentative")
	found := make([]*Contractor, len(rows))
	for i, c := range rows {
		found[i] = &Contractor{
			ID: c.ID, USCC: c.Uscc, Name: c.Name, Capital: c.CapitalFen, Staff: c.Staff, MidTitle: c.MidTitle, Version: c.Version,
			Qualifications: []*Qualification{}, Engagements: []*Engagement{},
		}
		if phones.ofContractor(c.ID) {
			found[i].Phone = &c.Phone
		}
		if representatives.ofContractor(c.ID) {
			found[i].LegalRepresentative = &c.LegalRepresentative
		}
	}
	out := inOrder(ids, found, func(c *Contractor) int { return c.ID })
	return out, cmp.Or(l.fillManaged(out), l.fillContractorQualifications(out), l.fillContractorEngagements(out))
}

func (l *load) fillManaged(cs []*Contractor) error {
	if len(cs) == 0 || !l.want["managed"] {
		return nil
	}
	managing, err := l.managing(distinct(cs, func(c *Contractor) int { return c.ID }))
	for _, c := range cs {
		c.Managed = managing[c.ID]
	}
	return err
}

func (l *load) fillContractorQualifications(cs []*Contractor) error {
	if len(cs) == 0 || !l.want["qualifications"] {
		return nil
	}
	rows, err := l.c.Qualification.Query().Where(qualification.ContractorIDIn(distinct(cs, func(c *Contractor) int { return c.ID })...)).
		Order(ent.Desc(qualification.FieldIssued, qualification.FieldID)).All(l.ctx)
	if err != nil {
		return wrap("certificates of contractors", err)
	}
	byID := make(map[int]*Contractor, len(cs))
	for _, c := range cs {
		byID[c.ID] = c
	}
	for _, row := range rows {
		c, q := byID[row.ContractorID], qualificationOf(row)
		q.Contractor = &ContractorRef{c.ID, c.USCC, c.Name}
		c.Qualifications = append(c.Qualifications, q)
	}
	return nil
}

// fillContractorEngagements finds each contractor's latest engagements. The statement numbers those of each one, so that the
// longest list of a page takes no place from another.
func (l *load) fillContractorEngagements(cs []*Contractor) error {
	if len(cs) == 0 || !l.want["engagements"] {
		return nil
	}
	rows, err := l.c.Engagement.Query().Where(engagement.ContractorIDIn(distinct(cs, func(c *Contractor) int { return c.ID })...),
		func(s *sql.Selector) {
			s.OrderExpr(sql.Expr("ROW_NUMBER() OVER (PARTITION BY " + s.C(engagement.FieldContractorID) + " ORDER BY " +
				s.C(engagement.FieldStarts) + " DESC, " + s.C(engagement.FieldID) + " DESC)"))
		}).Limit(maxEngagements * len(cs)).All(l.ctx)
	if err != nil {
		return wrap("engagements of contractors", err)
	}
	es := engagementsFrom(rows)
	if err := l.fillEngagements(es); err != nil {
		return err
	}
	byID := make(map[int]*Contractor, len(cs))
	for _, c := range cs {
		byID[c.ID] = c
	}
	slices.SortStableFunc(es, func(a, b *Engagement) int { return b.From.Compare(a.From) })
	for _, e := range es {
		if c := byID[value(e.contractor)]; len(c.Engagements) < maxEngagements {
			c.Engagements = append(c.Engagements, e)
		}
	}
	return nil
}

// may is where the caller may see a field with personal data; nil is nowhere.
type may struct{ scope *viewer.Scope }

// personal asks for leave for a field with personal data.
func personal(ctx context.Context, field account.Operation) may {
	v, ok := viewer.From(ctx)
	if !ok {
		return may{}
	}
	if v.Operator() {
		return may{&viewer.Scope{Everything: true, Office: true}}
	}
	leave, err := account.Check(v, field)
	if err != nil {
		return may{}
	}
	scope := leave.Scope()
	return may{&scope}
}

// ofContractor reports whether the field may be seen of a company: an office sees every company's, a company its own.
func (m may) ofContractor(id int) bool {
	return m.scope != nil && (m.scope.Everything || m.scope.Office || slices.Contains(m.scope.Contractors, id))
}

// inBranch reports whether the field may be seen of a thing that lies in the organizations.
func (m may) inBranch(organizations ...int) bool {
	return m.scope != nil && (m.scope.Everything || slices.ContainsFunc(organizations, func(id int) bool {
		_, ok := slices.BinarySearch(m.scope.Organizations, id)
		return ok
	}))
}

func qualificationOf(q *ent.Qualification) *Qualification {
	return &Qualification{
		ID: q.ID, Certificate: q.Certificate, Grade: upper[QualificationGrade](q.Grade), Issued: calendar.FromTime(q.Issued),
		Expires: calendar.FromTimePtr(q.Expires), Status: upper[QualificationStatus](q.Status), Version: q.Version, contractor: q.ContractorID,
	}
}
