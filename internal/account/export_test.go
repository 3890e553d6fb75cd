package account

import "smileboard/ent/organization"

// Checked is how many passwords were hashed to be checked.
func (s *Service) Checked() int64 { return s.hashing.checked.Load() }

// Outranks, MayGrant and PlacesOf open the rules to their tests.
var (
	Outranks = outranks
	MayGrant = mayGrant
)

// PlaceKinds are the kinds of organizations that a role is held in; nil for any.
func PlaceKinds() map[string][]organization.Kind {
	out := map[string][]organization.Kind{}
	for r, k := range placesOf {
		out[string(r)] = k
	}
	return out
}
