package assess

import (
	"cmp"
	"slices"

	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

// The reasons why no contractor carries a result.
const (
	NoteHandover    = "handover"
	NoteSelfManaged = "self_managed"
	NoteTrusteeship = "trusteeship"
	NoteUnmanaged   = "unmanaged"
)

// CarrierOf says which contractor carries a compound's result in a cycle, or why none does.
//
// The contractor MUST:
//   - have managed the compound on more days of the cycle than anybody else (another contractor, the owners, the community, or
//     nobody), all its tenures together;
//   - have done so on at least the standard's carrier days.
//
// Where the owners, the community or nobody is the one, the note says so; where nobody was there long enough, or two equally
// long, it is NoteHandover (交接期). Tenures must lie in the cycle and not overlap.
func CarrierOf(tenures []Tenure, from, to calendar.Date, s *standard.Standard) (contractor, note string) {
	type holder struct{ contractor, note string }
	days := map[holder]int{}
	open := from.DaysUntil(to) + 1
	for _, t := range tenures {
		h := holder{contractor: t.Contractor}
		switch t.Mode {
		case SelfManaged:
			h = holder{note: NoteSelfManaged}
		case Trusteeship:
			h = holder{note: NoteTrusteeship}
		}
		n := t.From.DaysUntil(t.To) + 1
		days[h] += n
		open -= n
	}
	days[holder{note: NoteUnmanaged}] = open
	var longest holder
	most, tied := -1, false
	for h, n := range days {
		switch {
		case n > most:
			longest, most, tied = h, n, false
		case n == most:
			tied = true
		}
	}
	if tied || most < s.Ranking.CarrierDays {
		return "", NoteHandover
	}
	return longest.contractor, longest.note
}

// carried groups the compounds by the contractor that carries them, contractors in order of code.
func carried(compounds []*compound) []*contractor {
	byCode := map[string]*contractor{}
	for _, c := range compounds {
		code := c.out.Carrier
		if code == "" {
			continue
		}
		k := byCode[code]
		if k == nil {
			k = &contractor{out: ContractorResult{USCC: code}}
			byCode[code] = k
		}
		k.compounds = append(k.compounds, c)
	}
	list := make([]*contractor, 0, len(byCode))
	for _, k := range byCode {
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b *contractor) int { return cmp.Compare(a.out.USCC, b.out.USCC) })
	return list
}
