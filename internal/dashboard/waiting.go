package dashboard

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect/sql"

	entaccount "smileboard/ent/account"
	"smileboard/ent/committee"
	"smileboard/ent/compound"
	"smileboard/ent/cycle"
	"smileboard/ent/engagement"
	"smileboard/ent/grant"
	"smileboard/ent/identity"
	"smileboard/ent/importjob"
	"smileboard/ent/inspection"
	entnotice "smileboard/ent/notice"
	"smileboard/ent/qualification"
	"smileboard/ent/surveyanswer"
	"smileboard/ent/surveytally"
	"smileboard/internal/calendar"
	"smileboard/internal/registry"
	"smileboard/internal/viewer"
)

const (
	// noticeDays is how long before its end an engagement that is not renewed must be given notice of (RULES: 90 days).
	noticeDays = 90
	// expiryDays is how long before its end a certificate's renewal is called for.
	expiryDays = 90
	// grantDays is how long before its end somebody is told of a role of their own.
	grantDays = 30
)

// first is the one row of a count.
func first(rows []tally) tally {
	if len(rows) == 0 {
		return tally{}
	}
	return rows[0]
}

// counting makes a selector count, with the earliest value of a column.
func counting(s *sql.Selector, column string) {
	s.Select(sql.As(sql.Count("*"), "count"), sql.As(sql.Min(s.C(column)), "first"))
}

// committees counts the deadlines of owners' committees, for those who keep their register and for the committees.
func (c *counter) committees(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Mutation.setCommitteeMembers")
	if err != nil || !ok {
		return err
	}
	for _, d := range []struct {
		kind             registry.CommitteeDueKind
		column           string
		zh, en, enSingle string
	}{
		{registry.DueFirstMeeting, committee.FieldElected, "%d 个业委会尚未召开首次会议", "%d committees have not met first", "A committee has not met first"},
		{registry.DueFiling, committee.FieldElected, "%d 个业委会尚未备案", "%d committees are not filed", "A committee is not filed"},
		{registry.DueReelection, committee.FieldTermEnds, "%d 个业委会应筹备换届", "%d committees must prepare their re-election", "A committee must prepare its re-election"},
		{registry.DueTermEnd, committee.FieldTermEnds, "%d 个业委会任期已届满", "The terms of %d committees are over", "The term of a committee is over"},
	} {
		var rows []tally
		q := c.client.Committee.Query().Where(registry.CommitteesDue(d.kind, c.today)).Unique(false)
		if err := q.Modify(func(s *sql.Selector) { counting(s, d.column) }).Scan(ctx, &rows); err != nil {
			return wrap("committees", err)
		}
		t := first(rows)
		due := calendar.Date{}
		if t.Count > 0 {
			due = registry.DeadlineOf(d.kind, t.First.Date, t.First.Date)
		}
		c.add("committee."+strings.ToLower(string(d.kind)), t.Count, due, "/console/committees?due=1", d.zh, d.en, d.enSingle)
	}
	return nil
}

// qualifications counts the valid certificates that expire, for those who keep them and for the companies.
func (c *counter) qualifications(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Mutation.updateQualification", "Query.myStatus")
	if err != nil || !ok {
		return err
	}
	until := c.today.AddDays(expiryDays)
	var rows []tally
	q := c.client.Qualification.Query().Unique(false).
		Where(qualification.StatusEQ(qualification.StatusValid), qualification.ExpiresLTE(until.Time()))
	if err := q.Modify(func(s *sql.Selector) { counting(s, qualification.FieldExpires) }).Scan(ctx, &rows); err != nil {
		return wrap("qualifications", err)
	}
	t := first(rows)
	c.add("qualification.expires", t.Count, t.First.Date, "/console/qualifications?status=VALID&expiresTo="+until.String(),
		"%d 份资质即将到期或已到期", "%d qualifications expire or are expired", "A qualification expires or is expired")
	return nil
}

// engagements counts those in force that end, for the offices, the committees and the companies.
func (c *counter) engagements(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Mutation.updateCompound", "Query.committeeStatus", "Query.myStatus")
	if err != nil || !ok {
		return err
	}
	var rows []tally
	q := c.client.Engagement.Query().Where(registry.EngagementsEnding(c.today, noticeDays)).Unique(false)
	if err := q.Modify(func(s *sql.Selector) { counting(s, engagement.FieldEnds) }).Scan(ctx, &rows); err != nil {
		return wrap("engagements", err)
	}
	t := first(rows)
	c.add("engagement.ends", t.Count, t.First.Date, fmt.Sprintf("/console/engagements?endsFrom=%s&endsTo=%s", c.today, c.today.AddDays(noticeDays)),
		"%d 份物业服务合同将在 90 天内到期", "%d engagements end within 90 days", "An engagement ends within 90 days")
	return nil
}

// unmanaged counts the compounds that nobody manages, for the offices: those that have no engagement in force, of which a
// compound has one at most. Subtracting two counts asks the database for no row twice.
func (c *counter) unmanaged(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Mutation.updateCompound")
	if err != nil || !ok {
		return err
	}
	all, err := c.client.Compound.Query().Unique(false).Count(ctx)
	if err != nil {
		return wrap("compounds", err)
	}
	managed, err := c.client.Engagement.Query().Unique(false).Where(registry.InForceOn(c.today)).Count(ctx)
	c.add("compound.unmanaged", all-managed, calendar.Date{}, "/console/compounds?unmanaged=1",
		"%d 个小区无人管理", "%d compounds are managed by nobody", "A compound is managed by nobody")
	return wrap("engagements in force", err)
}

// evidence counts the compounds of which the running cycle has no survey answer, or no inspection, for those who bring the
// evidence in.
func (c *counter) evidence(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Mutation.startImport")
	if err != nil || !ok {
		return err
	}
	var rows []tally
	if err := c.client.Compound.Query().Unique(false).Modify(c.running).Scan(ctx, &rows); err != nil {
		return wrap("compounds of running cycles", err)
	}
	all := first(rows)
	if all.Count == 0 {
		return nil
	}
	inspected, err := distinct(ctx, c.client.Inspection.Query().Unique(false).Where(c.runs).Modify)
	if err != nil {
		return err
	}
	answered, err := distinct(ctx, c.client.SurveyAnswer.Query().Unique(false).Where(c.runs).Modify)
	if err != nil {
		return err
	}
	// A compound whose answers came one by one and as a count, too, counts once.
	counted, err := distinct(ctx, c.client.SurveyTally.Query().Unique(false).Where(c.runs, func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		t := b.Table(surveyanswer.Table).As("answer")
		s.Where(sql.Not(sql.Exists(b.Select(t.C(surveyanswer.FieldID)).From(t).Where(sql.And(
			sql.ColumnsEQ(t.C(surveyanswer.FieldCycleID), s.C(surveytally.FieldCycleID)), sql.ColumnsEQ(t.C(surveyanswer.FieldCompoundID), s.C(surveytally.FieldCompoundID)))))))
	}).Modify)
	if err != nil {
		return err
	}
	c.add("evidence.survey", all.Count-answered-counted, all.First.Date, "/console/import",
		"本期 %d 个小区还没有居民问卷", "%d compounds have no survey answers this cycle", "A compound has no survey answers this cycle")
	c.add("evidence.inspection", all.Count-inspected, all.First.Date, "/console/import",
		"本期 %d 个小区还没有检查", "%d compounds were not inspected this cycle", "A compound was not inspected this cycle")
	return nil
}

// runs keeps the rows of the cycles that run today. All evidence has the column.
func (c *counter) runs(s *sql.Selector) {
	b := sql.Dialect(s.Dialect())
	t := b.Table(cycle.Table)
	s.Where(sql.In(s.C(inspection.FieldCycleID), b.Select(t.C(cycle.FieldID)).From(t).Where(sql.And(
		sql.LTE(t.C(cycle.FieldStarts), c.today.Time()), sql.GTE(t.C(cycle.FieldEnds), c.today.Time())))))
}

// running makes a selector of compounds count those whose district has a running cycle, with the earliest end of one.
func (c *counter) running(s *sql.Selector) {
	t := sql.Dialect(s.Dialect()).Table(cycle.Table).As("running")
	s.Join(t).On(s.C(compound.FieldDistrictID), t.C(cycle.FieldDistrictID))
	s.Where(sql.And(sql.LTE(t.C(cycle.FieldStarts), c.today.Time()), sql.GTE(t.C(cycle.FieldEnds), c.today.Time())))
	s.Select(sql.As(sql.Count("*"), "count"), sql.As(sql.Min(t.C(cycle.FieldEnds)), "first"))
}

// distinct counts the compounds that some rows of evidence are about; all evidence has the column.
func distinct[S interface {
	Scan(ctx context.Context, v any) error
}](ctx context.Context, modify func(...func(*sql.Selector)) S) (int, error) {
	var rows []tally
	err := modify(func(s *sql.Selector) {
		s.Select(sql.As(sql.Count(sql.Distinct(s.C(inspection.FieldCompoundID))), "count"))
	}).Scan(ctx, &rows)
	return first(rows).Count, wrap("evidence", err)
}

// imports counts the workbooks that were checked and wait to be brought in or thrown away.
func (c *counter) imports(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Mutation.startImport")
	if err != nil || !ok {
		return err
	}
	n, err := c.client.ImportJob.Query().Where(importjob.StatusEQ(importjob.StatusChecked)).Count(ctx)
	c.add("import.checked", n, calendar.Date{}, "/console/import",
		"%d 份工作簿已通过检查，等待导入", "%d workbooks are checked and wait to be imported", "A workbook is checked and waits to be imported")
	return wrap("imports", err)
}

// invitations counts the accounts that have neither a password nor an identity yet.
func (c *counter) invitations(ctx context.Context) error {
	ctx, ok, err := enter(ctx, "Mutation.createAccount")
	if err != nil || !ok {
		return err
	}
	n, err := c.client.Account.Query().Where(entaccount.DisabledAtIsNil(), entaccount.PasswordHash(""), func(s *sql.Selector) {
		t := sql.Dialect(s.Dialect()).Table(identity.Table)
		s.Where(sql.Not(sql.In(s.C(entaccount.FieldID), sql.Dialect(s.Dialect()).Select(t.C(identity.FieldAccountID)).From(t))))
	}).Count(ctx)
	c.add("account.invited", n, calendar.Date{}, "/console/people",
		"%d 个账号尚未接受邀请", "%d accounts have not accepted their invitation", "An account has not accepted its invitation")
	return wrap("invitations", err)
}

// own counts what is the caller's own: unread notices, and roles that end soon.
func (c *counter) own(ctx context.Context) error {
	leave, ok := viewer.LeaveOf(ctx)
	if !ok {
		return nil // the operator at the shell has nothing of their own
	}
	system := viewer.AsSystem(ctx, "own dashboard")
	n, err := c.client.Notice.Query().Where(entnotice.AccountID(leave.Self), entnotice.ReadAtIsNil()).Count(system)
	if err != nil {
		return wrap("own notices", err)
	}
	c.add("notice.unread", n, calendar.Date{}, "/console/notices", "%d 条未读通知", "%d unread notices", "An unread notice")
	var rows []tally
	q := c.client.Grant.Query().Unique(false).Where(grant.AccountID(leave.Self), grant.StartsLTE(c.today.Time()), grant.EndsGTE(c.today.Time()), grant.EndsLTE(c.today.AddDays(grantDays).Time()))
	if err := q.Modify(func(s *sql.Selector) { counting(s, grant.FieldEnds) }).Scan(system, &rows); err != nil {
		return wrap("own grants", err)
	}
	t := first(rows)
	c.add("grant.ends", t.Count, t.First.Date, "/console/me", "您的 %d 项授权即将结束", "%d of your roles end soon", "A role of yours ends soon")
	return nil
}
