package registry

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/committee"
	"smileboard/ent/engagement"
	"smileboard/ent/predicate"
	"smileboard/internal/calendar"
)

// FactsOf is what a stored committee's rules are asked of, but for its members.
func FactsOf(c *ent.Committee) CommitteeFacts {
	return CommitteeFacts{
		Elected: calendar.FromTime(c.Elected), FirstMet: calendar.FromTimePtr(c.FirstMet), Filed: calendar.FromTimePtr(c.Filed),
		TermFrom: calendar.FromTime(c.TermStarts), TermTo: calendar.FromTime(c.TermEnds), InOffice: c.Status == committee.StatusActive,
	}
}

// CommitteesDue are the committees in office with a deadline of a kind that is past or near (CommitteeDues). One whose term is
// over waits for the next committee, and no longer for the preparation of its election.
func CommitteesDue(kind CommitteeDueKind, today calendar.Date) predicate.Committee {
	near := today.AddDays(soonDays)
	active := committee.StatusEQ(committee.StatusActive)
	switch kind {
	case DueFirstMeeting:
		return committee.And(active, committee.FirstMetIsNil(), committee.ElectedLTE(near.AddDays(-firstMeetingDays).Time()))
	case DueFiling:
		return committee.And(active, committee.FiledIsNil(), committee.ElectedLTE(near.AddDays(-filingDays).Time()))
	case DueReelection:
		return committee.And(active, committee.TermEndsGTE(today.Time()), committee.TermEndsLTE(dueTermEnd(today).Time()))
	default:
		return committee.And(active, committee.TermEndsLT(today.Time()))
	}
}

// DeadlineOf is the day of a committee's deadline, whether or not it was met.
func DeadlineOf(kind CommitteeDueKind, elected, termTo calendar.Date) calendar.Date {
	switch kind {
	case DueFirstMeeting:
		return elected.AddDays(firstMeetingDays)
	case DueFiling:
		return elected.AddDays(filingDays)
	case DueReelection:
		return termTo.AddMonths(-ReelectionMonths)
	default:
		return termTo
	}
}

// InForceOn are the engagements in force on a day. A compound has one at most: those of one compound never share a day.
func InForceOn(today calendar.Date) predicate.Engagement {
	return func(s *sql.Selector) { s.Where(inForce(s, today)) }
}

// EngagementsEnding are the engagements in force whose last day comes within so many days.
func EngagementsEnding(today calendar.Date, within int) predicate.Engagement {
	return engagement.And(engagement.StartsLTE(today.Time()), engagement.EndsGTE(today.Time()), engagement.EndsLTE(today.AddDays(within).Time()))
}

// Standing finds, by district, the publication whose faces hang now.
func Standing(ctx context.Context, c *ent.Client) (map[int]*ent.Publication, error) {
	return (&load{ctx: ctx, c: c}).standing(nil)
}
