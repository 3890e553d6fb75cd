package mystatus

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"smileboard/ent"
	"smileboard/ent/qualification"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
)

// The kinds of what is due; those of a committee are these words and the registry's kind in lower case.
const (
	DueQualification = "qualification.expires"
	DueEngagement    = "engagement.ends"
	dueOfCommittees  = "committee."
)

// dueOfContractor lists the last days of valid certificates and of the engagements that hold today, and the re-elections of the
// committees in the compounds managed.
func (l *load) dueOfContractor(certificates []*ent.Qualification, engaged []*ent.Engagement) []Due {
	var list []Due
	for _, q := range certificates {
		if q.Expires == nil || q.Status != qualification.StatusValid {
			continue
		}
		list = append(list, l.due(DueQualification, calendar.FromTime(*q.Expires), fmt.Sprintf("/console/qualifications/%d/edit", q.ID), fault.Say(
			"资质证书 %[1]s 到期", "Certificate %[1]s expires", q.Certificate)))
	}
	for _, e := range engaged {
		if !l.current(e) {
			continue
		}
		x := e.Edges.Compound
		list = append(list, l.ends(e)...)
		if x.CommitteeUntil != nil {
			until := calendar.FromTime(*x.CommitteeUntil)
			for kind, on := range map[registry.CommitteeDueKind]calendar.Date{
				registry.DueReelection: until.AddMonths(-registry.ReelectionMonths), registry.DueTermEnd: until,
			} {
				list = append(list, l.due(committeeKind(kind), on, compoundPage(x), of(x.Name, committeeTitles[kind])))
			}
		}
	}
	return inOrder(list)
}

// dueOfCommittee lists the committee's own deadlines that are not kept yet, and the last days of the engagements that hold today.
func (l *load) dueOfCommittee(c *registry.Committee, engaged []*ent.Engagement) []Due {
	var list []Due
	for _, d := range c.Dues {
		if d.State == registry.Done || d.State == registry.DoneLate {
			continue
		}
		list = append(list, l.due(committeeKind(d.Kind), d.On, fmt.Sprintf("/console/committees/%d", c.ID), committeeTitles[d.Kind]))
	}
	for _, e := range engaged {
		if l.current(e) {
			list = append(list, l.ends(e)...)
		}
	}
	return inOrder(list)
}

// committeeTitles say what a deadline of a committee is about.
var committeeTitles = map[registry.CommitteeDueKind]fault.Words{
	registry.DueFirstMeeting: fault.Say("业委会应已召开首次会议", "The owners' committee has to have met"),
	registry.DueFiling:       fault.Say("业委会应已备案", "The owners' committee has to be filed"),
	registry.DueReelection:   fault.Say("业委会应开始筹备换届", "The re-election of the owners' committee has to be prepared"),
	registry.DueTermEnd:      fault.Say("业委会任期届满，应已换届", "The owners' committee's term ends: the next is to be elected by then"),
}

func committeeKind(k registry.CommitteeDueKind) string {
	return dueOfCommittees + strings.ToLower(string(k))
}

// of puts a place before what is due there.
func of(name string, w fault.Words) fault.Words {
	return fault.Words{Zh: name + "：" + w.Zh, En: name + ": " + w.En}
}

// ends is the last day of an engagement; none while it is open.
func (l *load) ends(e *ent.Engagement) []Due {
	if e.Ends == nil {
		return nil
	}
	x := e.Edges.Compound
	return []Due{l.due(DueEngagement, calendar.FromTime(*e.Ends), compoundPage(x), fault.Say(
		"%[1]s的物业服务合同到期", "The engagement in %[1]s ends", x.Name))}
}

func (l *load) due(kind string, on calendar.Date, link string, title fault.Words) Due {
	return Due{Kind: kind, Title: title, On: on, Overdue: on.Before(l.day), Link: link}
}

func compoundPage(x *ent.Compound) string { return fmt.Sprintf("/console/compounds/%d", x.ID) }

func inOrder(list []Due) []Due {
	slices.SortStableFunc(list, func(a, b Due) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Title.Zh, b.Title.Zh))
	})
	return list
}
