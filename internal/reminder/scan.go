package reminder

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/contractor"
	"smileboard/ent/engagement"
	"smileboard/ent/organization"
	"smileboard/ent/qualification"
	"smileboard/internal/calendar"
	"smileboard/internal/notice"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// The stages, in days before the day: somebody is told at each one, once.
var (
	qualificationStages = []int{7, 30, 90}
	engagementStages    = []int{30, notice.RenewalNoticeDays}
)

// committeeStage is told in the thirty days before a deadline, overdueStage when it is past.
const (
	committeeStage = 30
	overdueStage   = 0
)

// stage is the smallest stage that so many days lie within; ok is false where they lie within none, or are past.
func stage(days int, stages []int) (within int, ok bool) {
	if days < 0 {
		return 0, false
	}
	for _, s := range stages {
		if days <= s {
			return s, true
		}
	}
	return 0, false
}

// told is a message and whom it is for.
type told struct {
	to      []int
	message notice.Message
}

// Scan tells of everything that is due on a day. It may be run again: nobody is told the same twice.
func Scan(ctx context.Context, s *store.Store, today calendar.Date) error {
	a, err := gather(ctx, s.Client, today)
	if err != nil {
		return err
	}
	f := &finder{c: s.Client, today: today, audience: a}
	for _, find := range []func(context.Context) error{f.committees, f.engagements, f.qualifications} {
		if err := find(ctx); err != nil {
			return err
		}
	}
	return tell(ctx, s, today, f.found)
}

// together is how many messages are told in one transaction, so that it holds accounts for moments alone.
const together = 20

func tell(ctx context.Context, s *store.Store, today calendar.Date, list []told) error {
	list = slices.DeleteFunc(list, func(t told) bool { return len(t.to) == 0 })
	for part := range slices.Chunk(list, together) {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("reminder: %w", err)
		}
		if _, err := store.InTx(ctx, s, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
			for _, t := range part {
				if err := notice.Send(ctx, tx, today, t.to, t.message); err != nil {
					return struct{}{}, err
				}
			}
			return struct{}{}, nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// page is how many rows are read at once: eager loading names them all in one statement.
const page = 1000

// each reads rows page by page, by their ids. read takes the rows after an id.
func each[T any](read func(after int) ([]T, error), id func(T) int, do func(T)) error {
	for after := 0; ; {
		rows, err := read(after)
		if err != nil {
			return fmt.Errorf("reminder: %w", err)
		}
		for _, r := range rows {
			do(r)
		}
		if len(rows) < page {
			return nil
		}
		after = id(rows[len(rows)-1])
	}
}

type finder struct {
	c        *ent.Client
	today    calendar.Date
	audience *audience
	found    []told
	// bodies are the organizations of the committees in office, by compound and by zone.
	byCompound, byZone map[int]int
}

func (f *finder) add(m notice.Message, to ...[]int) {
	f.found = append(f.found, told{slices.Concat(to...), m})
}

// body notes the organization of a committee in office.
func (f *finder) body(c *ent.Committee) {
	if f.byCompound == nil {
		f.byCompound, f.byZone = map[int]int{}, map[int]int{}
	}
	if c.CompoundID != nil {
		f.byCompound[*c.CompoundID] = c.OrganizationID
	}
	if c.ZoneID != nil {
		f.byZone[*c.ZoneID] = c.OrganizationID
	}
}

// owners are those of the committee of a compound, or of its zone.
func (f *finder) owners(at *ent.Compound) []int {
	body := f.byCompound[at.ID]
	if body == 0 && at.ZoneID != nil {
		body = f.byZone[*at.ZoneID]
	}
	if body == 0 {
		return nil
	}
	return f.audience.covering(body, viewer.OwnersCommittee)
}

// dueKinds are the kinds of deadlines in the words of a notice.
var dueKinds = map[registry.CommitteeDueKind]notice.Due{
	registry.DueFirstMeeting: notice.FirstMeeting, registry.DueFiling: notice.Filing,
	registry.DueReelection: notice.Reelection, registry.DueTermEnd: notice.TermEnd,
}

// committees finds the deadlines that are near or past. The committee is told, and its community and sub-district, which guide
// it; the district has them on its first page.
func (f *finder) committees(ctx context.Context) error {
	return each(func(after int) ([]*ent.Committee, error) {
		return f.c.Committee.Query().Where(committee.StatusEQ(committee.StatusActive), committee.IDGT(after)).Order(committee.ByID()).Limit(page).
			WithOrganization(func(q *ent.OrganizationQuery) { q.Select(organization.FieldName) }).All(ctx)
	}, func(c *ent.Committee) int { return c.ID }, func(c *ent.Committee) {
		f.body(c)
		to := f.audience.covering(c.OrganizationID, viewer.OwnersCommittee, viewer.CommunityOfficer, viewer.SubdistrictOfficer)
		for _, d := range registry.CommitteeDues(registry.FactsOf(c), f.today) {
			switch d.State {
			case registry.Soon:
				f.add(notice.OfCommittee(c.ID, c.Edges.Organization.Name, dueKinds[d.Kind], d.On, false, committeeStage), to)
			case registry.Overdue:
				f.add(notice.OfCommittee(c.ID, c.Edges.Organization.Name, dueKinds[d.Kind], d.On, true, overdueStage), to)
			}
		}
	})
}

// engagements finds those that end. The company and the owners' committee are told of each; the offices, of how many end on
// a day.
func (f *finder) engagements(ctx context.Context) error {
	offices := digest{}
	err := each(func(after int) ([]*ent.Engagement, error) {
		return f.c.Engagement.Query().Where(registry.EngagementsEnding(f.today, notice.RenewalNoticeDays), engagement.ContractorIDNotNil(), engagement.IDGT(after)).
			WithCompound(func(q *ent.CompoundQuery) {
				q.Select(compound.FieldName, compound.FieldSubdistrictID, compound.FieldZoneID)
			}).
			WithContractor(func(q *ent.ContractorQuery) { q.Select(contractor.FieldName) }).Order(engagement.ByID()).Limit(page).All(ctx)
	}, func(e *ent.Engagement) int { return e.ID }, func(e *ent.Engagement) {
		at, on := e.Edges.Compound, calendar.FromTimePtr(e.Ends)
		within, ok := stage(f.today.DaysUntil(on), engagementStages)
		if !ok {
			return
		}
		m := notice.OfEngagement(e.ID, at.ID, at.Name, e.Edges.Contractor.Name, on, within)
		f.add(m, f.audience.managers(*e.ContractorID), f.owners(at))
		offices.note(on, within, m, f.audience.covering(at.SubdistrictID, viewer.SubdistrictOfficer, viewer.DistrictOfficer))
	})
	f.found = append(f.found, offices.messages(notice.OfEngagements)...)
	return err
}

// qualifications finds the certificates that expire. The company is told of each; the districts in which it manages something,
// of how many expire on a day.
func (f *finder) qualifications(ctx context.Context) error {
	districts, err := f.districts(ctx)
	if err != nil {
		return err
	}
	offices := digest{}
	last := qualificationStages[len(qualificationStages)-1]
	err = each(func(after int) ([]*ent.Qualification, error) {
		return f.c.Qualification.Query().Where(qualification.StatusEQ(qualification.StatusValid), qualification.IDGT(after),
			qualification.ExpiresGTE(f.today.Time()), qualification.ExpiresLTE(f.today.AddDays(last).Time())).
			WithContractor(func(q *ent.ContractorQuery) { q.Select(contractor.FieldName) }).Order(qualification.ByID()).Limit(page).All(ctx)
	}, func(q *ent.Qualification) int { return q.ID }, func(q *ent.Qualification) {
		on := calendar.FromTimePtr(q.Expires)
		within, ok := stage(f.today.DaysUntil(on), qualificationStages)
		if !ok {
			return
		}
		m := notice.OfQualification(q.ID, q.Edges.Contractor.Name, q.Certificate, on, within)
		f.add(m, f.audience.managers(q.ContractorID))
		var officers []int
		for _, d := range districts[q.ContractorID] {
			officers = append(officers, f.audience.covering(d, viewer.DistrictOfficer)...)
		}
		offices.note(on, within, m, officers)
	})
	f.found = append(f.found, offices.messages(notice.OfQualifications)...)
	return err
}

// districts are those in which each company manages something today.
func (f *finder) districts(ctx context.Context) (map[int][]int, error) {
	var rows []struct {
		ContractorID int `sql:"contractor_id"`
		DistrictID   int `sql:"district_id"`
	}
	err := f.c.Engagement.Query().Unique(false).Where(engagement.ContractorIDNotNil(), engagement.StartsLTE(f.today.Time()),
		engagement.Or(engagement.EndsIsNil(), engagement.EndsGTE(f.today.Time()))).
		Modify(func(s *sql.Selector) {
			t := sql.Dialect(s.Dialect()).Table(compound.Table).As("place")
			s.Join(t).On(s.C(engagement.FieldCompoundID), t.C(compound.FieldID))
			s.Select(s.C(engagement.FieldContractorID), t.C(compound.FieldDistrictID)).GroupBy(s.C(engagement.FieldContractorID), t.C(compound.FieldDistrictID))
		}).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reminder: districts: %w", err)
	}
	out := map[int][]int{}
	for _, r := range rows {
		out[r.ContractorID] = append(out[r.ContractorID], r.DistrictID)
	}
	return out, nil
}

// digest counts for each account what comes to an end on a day, so that an office is told of a day and not of each thing.
type digest map[day]map[int]*tally

type day struct {
	on     calendar.Date
	within int
}

type tally struct {
	n     int
	first notice.Message
}

func (d digest) note(on calendar.Date, within int, m notice.Message, to []int) {
	k := day{on, within}
	if d[k] == nil {
		d[k] = map[int]*tally{}
	}
	slices.Sort(to)
	for _, id := range slices.Compact(to) {
		if d[k][id] == nil {
			d[k][id] = &tally{first: m}
		}
		d[k][id].n++
	}
}

// messages are what the offices are told: of one thing by its name, of several by their number.
func (d digest) messages(several func(on calendar.Date, n, within int) notice.Message) []told {
	var out []told
	for k, accounts := range d {
		for id, t := range accounts {
			m := several(k.on, t.n, k.within)
			if t.n == 1 {
				m.Title, m.Body, m.Link = t.first.Title, t.first.Body, t.first.Link
			}
			out = append(out, told{[]int{id}, m})
		}
	}
	return out
}
