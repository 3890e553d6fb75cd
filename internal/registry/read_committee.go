package registry

import (
	"cmp"
	"context"
	"slices"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/committeemember"
	"smileboard/ent/organization"
	"smileboard/ent/predicate"
	"smileboard/internal/calendar"
)

// Committees is a page of the owners' committees that the caller may see, by name where no order is given.
func (s *Service) Committees(ctx context.Context, filter *CommitteeFilter, order *CommitteeOrder, p Page, want Want) (*CommitteePage, error) {
	l, err := s.enter(ctx, "Query.committees", want)
	if err != nil {
		return nil, err
	}
	if err := p.check(MaxPage); err != nil {
		return nil, err
	}
	q, err := l.committeeQuery(filter, order)
	if err != nil {
		return nil, err
	}
	ids, total, err := page(l, q, p, filter != nil)
	if err != nil {
		return nil, wrap("committees", err)
	}
	rows, err := l.committees(ids)
	return &CommitteePage{Rows: rows, Total: total}, err
}

// Committee is one committee; nil where there is none that the caller may see.
func (s *Service) Committee(ctx context.Context, id int, want Want) (*Committee, error) {
	l, err := s.enter(ctx, "Query.committee", want)
	if err != nil {
		return nil, err
	}
	return first(l.committees([]int{id}))
}

// EachCommittee gives every committee of an export to fn.
func (s *Service) EachCommittee(ctx context.Context, filter *CommitteeFilter, order *CommitteeOrder, fn func(*Committee) error) error {
	l, err := s.enter(ctx, "Export.committees", Want{"members": true, "problems": true})
	if err != nil {
		return err
	}
	q, err := l.committeeQuery(filter, order)
	if err != nil {
		return err
	}
	return wrap("export of committees", each(l, q, l.committees, fn))
}

func (l *load) committeeQuery(filter *CommitteeFilter, order *CommitteeOrder) (*ent.CommitteeQuery, error) {
	f, o := value(filter), CommitteeOrder{Field: "NAME"}
	if order != nil {
		o = *order
	}
	if err := checkSearch(f.Search); err != nil {
		return nil, err
	}
	q := l.c.Committee.Query().Where(func(s *sql.Selector) {
		if names := idsNamed(s, organization.Table, value(f.Search), organization.FieldCode); names != nil {
			s.Where(sql.In(s.C(committee.FieldOrganizationID), names))
		}
	})
	switch o.Field {
	case "NAME":
		q.Order(byOrganizationName(o.Direction))
	case "TERM_TO":
		q.Order(sorting{column: committee.FieldTermEnds}.by(o.Direction, f.Search))
	default:
		return nil, errOrder
	}
	if f.Under != nil {
		q.Where(committeesUnder(*f.Under))
	}
	if f.Status != nil {
		q.Where(committee.StatusEQ(lower[committee.Status](*f.Status)))
	}
	if f.Due != nil {
		if *f.Due {
			q.Where(l.dueCommittees())
		} else {
			q.Where(committee.Not(l.dueCommittees()))
		}
	}
	return q, nil
}

// byOrganizationName sorts by the name, which is the organization's.
func byOrganizationName(d Direction) func(*sql.Selector) {
	return func(s *sql.Selector) {
		t := sql.Dialect(s.Dialect()).Table(organization.Table)
		s.Join(t).On(s.C(committee.FieldOrganizationID), t.C(organization.FieldID))
		expr, way := t.C(columnSortKey), ""
		if s.Dialect() == dialect.Postgres {
			expr += ` COLLATE "C"`
		}
		if d == Descending {
			way = " DESC"
		}
		s.OrderExpr(sql.Expr(expr+way), sql.Expr(s.C(committee.FieldID)+way))
	}
}

// dueCommittees are the committees in office with a deadline that is past or near.
func (l *load) dueCommittees() predicate.Committee {
	near := l.today.AddDays(soonDays)
	return committee.And(committee.StatusEQ(committee.StatusActive), committee.Or(
		committee.And(committee.FirstMetIsNil(), committee.ElectedLTE(near.AddDays(-firstMeetingDays).Time())),
		committee.And(committee.FiledIsNil(), committee.ElectedLTE(near.AddDays(-filingDays).Time())),
		committee.TermEndsLTE(dueTermEnd(l.today).Time())))
}

// committeesUnder are the committees in the branch of an organization.
func committeesUnder(id int) predicate.Committee {
	return func(s *sql.Selector) { s.Where(inBranchOf(s.C(committee.FieldOrganizationID), id)) }
}

// committees reads committees by id, in the order of the ids, with what is wanted of them.
func (l *load) committees(ids []int) ([]*Committee, error) {
	if len(ids) == 0 {
		return []*Committee{}, nil
	}
	rows, err := l.c.Committee.Query().Where(committee.IDIn(ids...)).All(l.ctx)
	if err != nil {
		return nil, wrap("committees", err)
	}
	found := make([]*Committee, len(rows))
	for i, c := range rows {
		found[i] = committeeOf(c)
	}
	out := inOrder(ids, found, func(c *Committee) int { return c.ID })
	if err := cmp.Or(l.fillCommitteePlaces(out), l.fillMembers(out)); err != nil {
		return nil, err
	}
	for _, c := range out {
		f := c.facts()
		c.Dues, c.Problems = CommitteeDues(f, l.today), CommitteeProblems(f, l.today)
	}
	return out, nil
}

func committeeOf(c *ent.Committee) *Committee {
	return &Committee{
		ID: c.ID, Elected: calendar.FromTime(c.Elected), FirstMet: calendar.FromTimePtr(c.FirstMet), Filed: calendar.FromTimePtr(c.Filed),
		FilingNumber: c.FilingNumber, TermFrom: calendar.FromTime(c.TermStarts), TermTo: calendar.FromTime(c.TermEnds),
		Status: upper[CommitteeStatus](c.Status), Members: []*CommitteeMember{}, Version: c.Version,
		organization: c.OrganizationID, district: c.DistrictID, subdistrict: c.SubdistrictID, compound: c.CompoundID, zone: c.ZoneID,
	}
}

func (c *Committee) facts() CommitteeFacts {
	f := CommitteeFacts{
		Elected: c.Elected, FirstMet: c.FirstMet, Filed: c.Filed, TermFrom: c.TermFrom, TermTo: c.TermTo, InOffice: c.Status == "ACTIVE",
	}
	for _, m := range c.Members {
		f.Members = append(f.Members, MemberFacts{m.Duty, m.Until})
	}
	return f
}

func (l *load) fillCommitteePlaces(cs []*Committee) error {
	places := append(distinct(cs, func(c *Committee) int { return c.organization }), distinct(cs, func(c *Committee) int { return c.subdistrict })...)
	organizations, err := l.organizationRefs(places)
	if err != nil {
		return err
	}
	compounds, err := l.compoundRefs(distinct(cs, func(c *Committee) int { return value(c.compound) }))
	if err != nil {
		return err
	}
	zones, err := l.zoneRefs(distinct(cs, func(c *Committee) int { return value(c.zone) }))
	for _, c := range cs {
		c.Organization, c.Subdistrict = organizations[c.organization], organizations[c.subdistrict]
		c.Name = c.Organization.Name
		c.Compound, c.Zone = compounds[value(c.compound)], zones[value(c.zone)]
	}
	return err
}

// fillMembers reads the members, whose number the problems are found from, too.
func (l *load) fillMembers(cs []*Committee) error {
	if len(cs) == 0 || !l.want["members"] && !l.want["problems"] {
		return nil
	}
	rows, err := l.c.CommitteeMember.Query().Where(committeemember.CommitteeIDIn(distinct(cs, func(c *Committee) int { return c.ID })...)).
		Order(committeemember.ByPosition()).All(l.ctx)
	if err != nil {
		return wrap("members", err)
	}
	names, phones := personal(l.caller, "CommitteeMember.name"), personal(l.caller, "CommitteeMember.phone")
	byID := make(map[int]*Committee, len(cs))
	for _, c := range cs {
		byID[c.ID] = c
	}
	for _, row := range rows {
		c := byID[row.CommitteeID]
		m := &CommitteeMember{Duty: upper[CommitteeDuty](row.Duty), Since: calendar.FromTimePtr(row.Since), Until: calendar.FromTimePtr(row.Until)}
		if names.inBranch(c.organization, c.Organization.parent, c.subdistrict, c.district) {
			m.Name = &row.Name
		}
		if phones.inBranch(c.organization, c.Organization.parent, c.subdistrict, c.district) {
			m.Phone = &row.Phone
		}
		c.Members = append(c.Members, m)
	}
	return nil
}

func keys[T any](m map[int]T) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
