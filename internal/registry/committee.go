package registry

import (
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// What the law asks of an owners' committee: 《业主大会和业主委员会指导规则》 (建房〔2009〕274号) and 《民法典》 277–278. Cities
// differ in some of it; until a jurisdiction's standard says so, these hold.
const (
	// A committee has 5 to 11 members, an odd number (指导规则 32; alternates do not count).
	minMembers, maxMembers = 5, 11
	// A term lasts at most five years (指导规则 32).
	maxTermYears = 5
	// The first meeting is within 7 days of the election (指导规则 32), the filing within 30 (指导规则 33).
	firstMeetingDays, filingDays = 7, 30
	// ReelectionMonths is how long before the end of the term the re-election is prepared: the national three months
	// (指导规则 47); cities have 60 days to 6 months.
	ReelectionMonths = 3
	// soonDays is from when on a deadline is said to be near.
	soonDays = 30
)

// CommitteeFacts is what a committee's rules are asked of. A zero day is one that has not come.
type CommitteeFacts struct {
	Elected, FirstMet, Filed calendar.Date
	TermFrom, TermTo         calendar.Date
	// InOffice is false of a dissolved committee.
	InOffice bool
	// Members are those who sit on it; nil where they are not the question.
	Members []MemberFacts
}

// MemberFacts is one member of a committee.
type MemberFacts struct {
	Duty  CommitteeDuty
	Until calendar.Date
}

// CheckCommittee reports whether a committee's days can be as they are written.
//
// The committee MUST:
//   - have been elected, and its term begin on that day or later;
//   - have met first, and been filed, on the day of the election or later;
//   - not have been elected, met or filed after today;
//   - have a term that ends on or after its first day, and lasts five years at most (指导规则 32).
//
// What is merely late or not as it should be is no fault but a problem (CommitteeProblems).
//
// Returns fault.Invalid with the field.
func CheckCommittee(f CommitteeFacts, today calendar.Date) error {
	if f.Elected.IsZero() {
		return fault.Invalid("elected", "committee.elected", fault.Say("请填写选举日期。", "Give the day of the election."))
	}
	if f.TermFrom.IsZero() || f.TermTo.IsZero() {
		field := "termFrom"
		if f.TermTo.IsZero() {
			field = "termTo"
		}
		return fault.Invalid(field, "committee.term", fault.Say("请填写任期的起止日期。", "Give the term's first and last day."))
	}
	for _, d := range []struct {
		field, zh, en string
		on            calendar.Date
	}{
		{"elected", "选举", "election", f.Elected}, {"firstMet", "首次会议", "first meeting", f.FirstMet}, {"filed", "备案", "filing", f.Filed},
	} {
		if d.on.After(today) {
			return fault.Invalid(d.field, "committee.future", fault.Words{
				Zh: d.zh + "日期 " + d.on.String() + " 晚于今天。请填写已经发生的日期，或留空。",
				En: "The day of the " + d.en + ", " + d.on.String() + ", is after today. Give a day that has come, or leave it out.",
			})
		}
		if !d.on.IsZero() && d.on.Before(f.Elected) {
			return fault.Invalid(d.field, "committee.order", fault.Words{
				Zh: d.zh + "日期 " + d.on.String() + " 早于选举日期 " + f.Elected.String() + "。",
				En: "The day of the " + d.en + ", " + d.on.String() + ", is before the election of " + f.Elected.String() + ".",
			})
		}
	}
	switch {
	case f.TermFrom.Before(f.Elected):
		return fault.Invalid("termFrom", "committee.order", fault.Say(
			"任期开始日期 %s 早于选举日期 %s。", "The term begins on %s, before the election of %s.", f.TermFrom, f.Elected))
	case f.TermTo.Before(f.TermFrom):
		return fault.Invalid("termTo", "committee.days", fault.Say(
			"任期结束日期 %s 早于开始日期 %s。", "The term ends on %s, before it begins on %s.", f.TermTo, f.TermFrom))
	case !f.TermTo.Before(f.TermFrom.AddMonths(12 * maxTermYears)):
		return fault.Invalid("termTo", "committee.term_length", fault.Say(
			"任期不超过 %d 年：最迟到 %s。", "A term lasts %d years at most: to %s at the latest.", maxTermYears, f.TermFrom.AddMonths(12*maxTermYears).AddDays(-1)))
	}
	return nil
}

// CommitteeDues lists the deadlines of a committee in office, with how they stand on a day; a dissolved one has none.
//
// The committee MUST:
//   - meet within 7 days of its election;
//   - be filed with the sub-district within 30 days of its election;
//   - have its re-election prepared three months before the term ends;
//   - be followed by the next one when the term ends.
func CommitteeDues(f CommitteeFacts, today calendar.Date) []*CommitteeDue {
	if !f.InOffice {
		return []*CommitteeDue{}
	}
	return []*CommitteeDue{
		due(DueFirstMeeting, f.Elected.AddDays(firstMeetingDays), f.FirstMet, today),
		due(DueFiling, f.Elected.AddDays(filingDays), f.Filed, today),
		due(DueReelection, f.TermTo.AddMonths(-ReelectionMonths), calendar.Date{}, today),
		due(DueTermEnd, f.TermTo, calendar.Date{}, today),
	}
}

func due(kind CommitteeDueKind, on, done, today calendar.Date) *CommitteeDue {
	d := &CommitteeDue{Kind: kind, On: on}
	switch {
	case !done.IsZero() && done.After(on):
		d.State = DoneLate
	case !done.IsZero():
		d.State = Done
	case today.After(on):
		d.State = Overdue
	case today.DaysUntil(on) <= soonDays:
		d.State = Soon
	default:
		d.State = Ahead
	}
	return d
}

// dueTermEnd is the last end of a term whose re-election is to be prepared soon or before.
func dueTermEnd(today calendar.Date) calendar.Date {
	limit := today.AddDays(soonDays)
	end := limit.AddMonths(ReelectionMonths)
	for !end.AddDays(1).AddMonths(-ReelectionMonths).After(limit) {
		end = end.AddDays(1)
	}
	return end
}

// CommitteeProblems lists what is not as it should be in a committee in office; a dissolved one has no problems any more.
//
// A committee SHOULD:
//   - have 5 to 11 members, an odd number, alternates and those who left not counted (指导规则 32);
//   - have one chair (指导规则 32);
//   - have met within 7 days of its election, and been filed within 30 (指导规则 32, 33);
//   - be in its term, and have its re-election prepared three months before that ends (指导规则 47).
func CommitteeProblems(f CommitteeFacts, today calendar.Date) []fault.Words {
	out := noWords()
	if !f.InOffice {
		return out
	}
	out = append(out, memberProblems(f.Members, today)...)
	for _, d := range CommitteeDues(f, today) {
		if w, ok := dueWords[d.Kind][d.State]; ok {
			out = append(out, fault.Say(w.Zh, w.En, d.On))
		}
	}
	return out
}

var dueWords = map[CommitteeDueKind]map[DueState]fault.Words{
	DueFirstMeeting: {
		Overdue:  {Zh: "首次会议应在 %s 前召开，尚未登记。", En: "The first meeting was due by %s; none is on record."},
		DoneLate: {Zh: "首次会议晚于期限 %s。", En: "The first meeting was held after %s, when it was due."},
	},
	DueFiling: {
		Overdue:  {Zh: "应在 %s 前备案，尚未登记。", En: "The filing was due by %s; none is on record."},
		DoneLate: {Zh: "备案晚于期限 %s。", En: "The committee was filed after %s, when it was due."},
	},
	DueReelection: {Overdue: {Zh: "应自 %s 起准备换届。", En: "The re-election was to be prepared from %s."}},
	DueTermEnd:    {Overdue: {Zh: "任期已于 %s 届满，尚未换届。", En: "The term ended on %s, and no committee followed."}},
}

func memberProblems(members []MemberFacts, today calendar.Date) []fault.Words {
	var out []fault.Words
	sitting, chairs := 0, 0
	for _, m := range members {
		if m.Duty == "ALTERNATE" || !m.Until.IsZero() && m.Until.Before(today) {
			continue
		}
		sitting++
		if m.Duty == "CHAIR" {
			chairs++
		}
	}
	switch {
	case sitting == 0:
		return append(out, fault.Say("尚未登记委员。", "No members are on record."))
	case sitting < minMembers || sitting > maxMembers:
		out = append(out, fault.Say("委员 %d 人，应为 %d 至 %d 人。", "There are %d members; there should be %d to %d.", sitting, minMembers, maxMembers))
	}
	if sitting%2 == 0 {
		out = append(out, fault.Say("委员 %d 人，应为单数。", "There are %d members; their number should be odd.", sitting))
	}
	if chairs != 1 {
		out = append(out, fault.Say("主任 %d 人，应为 1 人。", "There are %d chairs; there should be one.", chairs))
	}
	return out
}
