package registry

import (
	"slices"

	"smileboard/internal/fault"
)

// ZoneFacts is what a zone's problems are found from.
type ZoneFacts struct {
	// Compounds is how many compounds it joins.
	Compounds int
	// Contractors are the ids of those who manage its compounds today, each once.
	Contractors []int
	// Committees is how many committees in office it and its compounds have.
	Committees int
}

func (f *ZoneFacts) contractor(id int) {
	if !slices.Contains(f.Contractors, id) {
		f.Contractors = append(f.Contractors, id)
	}
}

// MinZoneCompounds is how many compounds make a zone.
const MinZoneCompounds = 2

// ZoneProblems lists what is not as it should be in a zone.
//
// A zone SHOULD:
//   - join at least two compounds;
//   - be managed by one contractor;
//   - have one committee, and its compounds none of their own (《民法典》 277: the owners of a zone are one assembly).
func ZoneProblems(f ZoneFacts) []fault.Words {
	out := noWords()
	if f.Compounds < MinZoneCompounds {
		out = append(out, fault.Say("片区只有 %d 个小区，应至少 %d 个。", "The zone has %d compounds; it should have at least %d.", f.Compounds, MinZoneCompounds))
	}
	if n := len(f.Contractors); n > 1 {
		out = append(out, fault.Say("片区内有 %d 家物业企业，应为同一家。", "The zone is managed by %d contractors; it should be one.", n))
	}
	if f.Committees > 1 {
		out = append(out, fault.Say("片区内有 %d 个在任业委会，应只有一个。", "The zone has %d committees in office; it should have one.", f.Committees))
	}
	return out
}

// noWords is an empty list: the schema knows no null there.
func noWords() []fault.Words { return []fault.Words{} }
