package mystatus

import (
	"cmp"
	"fmt"
	"slices"

	"smileboard/ent"
	"smileboard/ent/qualification"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// The kinds of what is due.
const (
	DueQualification = "qualification.expires"
	DueEngagement    = "engagement.ends"
	DueTerm          = "committee.term_ends"
)

// dueOfContractor lists the last days of valid certificates, of the engagements that hold today, and of the terms of the committees
// in the compounds managed.
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
			list = append(list, l.due(DueTerm, calendar.FromTime(*x.CommitteeUntil), compoundPage(x), fault.Say(
				"%[1]s业委会任期届满，应已换届", "The term of the owners' committee of %[1]s ends: the next is to be elected by then", x.Name)))
		}
	}
	return inOrder(list)
}

// dueOfCommittee lists the end of the committee's own term, and the last days of the engagements that hold today.
func (l *load) dueOfCommittee(row *ent.Committee, engaged []*ent.Engagement) []Due {
	list := []Due{l.due(DueTerm, calendar.FromTime(row.TermEnds), fmt.Sprintf("/console/committees/%d", row.ID), fault.Say(
		"本届业委会任期届满，应已换届", "The committee's term ends: the next is to be elected by then"))}
	for _, e := range engaged {
		if l.current(e) {
			list = append(list, l.ends(e)...)
		}
	}
	return inOrder(list)
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
