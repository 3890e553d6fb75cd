package registry_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"smileboard/internal/calendar"
	"smileboard/internal/registry"
)

func TestCheckCommittee(t *testing.T) {
	d := calendar.MustParse
	good := registry.CommitteeFacts{Elected: d("2026-01-10"), FirstMet: d("2026-01-17"), Filed: d("2026-02-09"), TermFrom: d("2026-01-10"), TermTo: d("2031-01-09"), InOffice: true}
	for name, c := range map[string]struct {
		change func(f *registry.CommitteeFacts)
		want   string
	}{
		"five years to the day are a term":              {func(*registry.CommitteeFacts) {}, ""},
		"a day more is not":                             {func(f *registry.CommitteeFacts) { f.TermTo = d("2031-01-10") }, "committee.term_length termTo"},
		"one day is":                                    {func(f *registry.CommitteeFacts) { f.TermTo = f.TermFrom }, ""},
		"a term does not end before it begins":          {func(f *registry.CommitteeFacts) { f.TermTo = d("2026-01-09") }, "committee.days termTo"},
		"nor begin before the election":                 {func(f *registry.CommitteeFacts) { f.TermFrom = d("2026-01-09") }, "committee.order termFrom"},
		"it has an election":                            {func(f *registry.CommitteeFacts) { f.Elected = calendar.Date{} }, "committee.elected elected"},
		"it has a term":                                 {func(f *registry.CommitteeFacts) { f.TermFrom = calendar.Date{} }, "committee.term termFrom"},
		"with an end":                                   {func(f *registry.CommitteeFacts) { f.TermTo = calendar.Date{} }, "committee.term termTo"},
		"the first meeting may come":                    {func(f *registry.CommitteeFacts) { f.FirstMet = calendar.Date{} }, ""},
		"late is no fault":                              {func(f *registry.CommitteeFacts) { f.FirstMet, f.Filed = d("2026-06-01"), d("2026-10-01") }, ""},
		"the first meeting was not before the election": {func(f *registry.CommitteeFacts) { f.FirstMet = d("2026-01-09") }, "committee.order firstMet"},
		"nor the filing":                                {func(f *registry.CommitteeFacts) { f.Filed = d("2026-01-09") }, "committee.order filed"},
		"nobody was elected tomorrow":                   {func(f *registry.CommitteeFacts) { f.Elected = d("2026-11-21") }, "committee.future elected"},
		"or filed tomorrow":                             {func(f *registry.CommitteeFacts) { f.Filed = d("2026-11-21") }, "committee.future filed"},
	} {
		f := good
		c.change(&f)
		got := ""
		if err := registry.CheckCommittee(f, today); err != nil {
			got = reason(err)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCommitteeDues(t *testing.T) {
	d := calendar.MustParse
	f := registry.CommitteeFacts{Elected: d("2026-01-31"), TermFrom: d("2026-01-31"), TermTo: d("2029-05-31"), InOffice: true}
	states := func(f registry.CommitteeFacts, on string) (out []registry.DueState) {
		for _, due := range registry.CommitteeDues(f, d(on)) {
			out = append(out, due.State)
		}
		return out
	}
	dues := registry.CommitteeDues(f, d("2026-01-31"))
	for i, want := range []string{"2026-02-07", "2026-03-02", "2029-02-28", "2029-05-31"} {
		if got := dues[i].On.String(); got != want {
			t.Errorf("%s is due on %s, want %s", dues[i].Kind, got, want)
		}
	}
	met, late := f, f
	met.FirstMet, met.Filed = d("2026-02-07"), d("2026-03-02")
	late.FirstMet, late.Filed = d("2026-02-08"), d("2026-03-03")
	gone := f
	gone.InOffice = false
	for name, c := range map[string]struct {
		f    registry.CommitteeFacts
		on   string
		want []registry.DueState
	}{
		"on the day of the election both are near":     {f, "2026-01-31", []registry.DueState{"SOON", "SOON", "AHEAD", "AHEAD"}},
		"on the last day it is not too late":           {f, "2026-02-07", []registry.DueState{"SOON", "SOON", "AHEAD", "AHEAD"}},
		"the day after it is":                          {f, "2026-02-08", []registry.DueState{"OVERDUE", "SOON", "AHEAD", "AHEAD"}},
		"what was done on the last day is in time":     {met, "2026-05-01", []registry.DueState{"DONE", "DONE", "AHEAD", "AHEAD"}},
		"what was done the day after is late for ever": {late, "2026-05-01", []registry.DueState{"DONE_LATE", "DONE_LATE", "AHEAD", "AHEAD"}},
		"31 days before is not soon":                   {met, "2029-01-28", []registry.DueState{"DONE", "DONE", "AHEAD", "AHEAD"}},
		"30 days before is":                            {met, "2029-01-29", []registry.DueState{"DONE", "DONE", "SOON", "AHEAD"}},
		"a term that is over":                          {met, "2029-06-01", []registry.DueState{"DONE", "DONE", "OVERDUE", "OVERDUE"}},
		"a dissolved one owes nothing":                 {gone, "2029-06-01", nil},
	} {
		if got := states(c.f, c.on); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestCommitteeProblems(t *testing.T) {
	d := calendar.MustParse
	list := func(members int, more ...registry.MemberFacts) []registry.MemberFacts {
		out := []registry.MemberFacts{{Duty: "CHAIR"}}
		for range members - 1 {
			out = append(out, registry.MemberFacts{Duty: "MEMBER"})
		}
		return append(out, more...)
	}
	good := registry.CommitteeFacts{
		Elected: d("2026-01-10"), FirstMet: d("2026-01-12"), Filed: d("2026-01-20"), TermFrom: d("2026-01-10"), TermTo: d("2030-01-09"), InOffice: true, Members: list(7),
	}
	for name, c := range map[string]struct {
		change func(f *registry.CommitteeFacts)
		want   int
	}{
		"seven with a chair are well": {func(*registry.CommitteeFacts) {}, 0},
		"five are, too":               {func(f *registry.CommitteeFacts) { f.Members = list(5) }, 0},
		"and eleven":                  {func(f *registry.CommitteeFacts) { f.Members = list(11) }, 0},
		"three are too few":           {func(f *registry.CommitteeFacts) { f.Members = list(3) }, 1},
		"thirteen too many":           {func(f *registry.CommitteeFacts) { f.Members = list(13) }, 1},
		"six are even":                {func(f *registry.CommitteeFacts) { f.Members = list(6) }, 1},
		"four are too few and even":   {func(f *registry.CommitteeFacts) { f.Members = list(4) }, 2},
		"alternates do not count":     {func(f *registry.CommitteeFacts) { f.Members = list(7, registry.MemberFacts{Duty: "ALTERNATE"}) }, 0},
		"nor those who left": {func(f *registry.CommitteeFacts) {
			f.Members = list(7, registry.MemberFacts{Duty: "MEMBER", Until: d("2026-11-19")})
		}, 0},
		"who leaves today is still there": {func(f *registry.CommitteeFacts) {
			f.Members = list(7, registry.MemberFacts{Duty: "MEMBER", Until: today})
		}, 1},
		"two chairs are one too many":      {func(f *registry.CommitteeFacts) { f.Members = list(6, registry.MemberFacts{Duty: "CHAIR"}) }, 1},
		"nobody is on record":              {func(f *registry.CommitteeFacts) { f.Members = nil }, 1},
		"no first meeting":                 {func(f *registry.CommitteeFacts) { f.FirstMet = calendar.Date{} }, 1},
		"filed late":                       {func(f *registry.CommitteeFacts) { f.Filed = d("2026-02-10") }, 1},
		"the re-election is to be begun":   {func(f *registry.CommitteeFacts) { f.TermTo = d("2027-02-01") }, 1},
		"the term is over":                 {func(f *registry.CommitteeFacts) { f.TermTo = d("2026-11-19") }, 2},
		"a dissolved one has none of them": {func(f *registry.CommitteeFacts) { f.InOffice, f.Members = false, nil }, 0},
	} {
		f := good
		c.change(&f)
		if got := registry.CommitteeProblems(f, today); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestZoneProblems(t *testing.T) {
	for name, c := range map[string]struct {
		f    registry.ZoneFacts
		want int
	}{
		"two compounds, one contractor, one committee are well": {registry.ZoneFacts{Compounds: 2, Contractors: []int{1}, Committees: 1}, 0},
		"none of either is for now":                             {registry.ZoneFacts{Compounds: 2}, 0},
		"one compound is no zone":                               {registry.ZoneFacts{Compounds: 1, Contractors: []int{1}}, 1},
		"two contractors":                                       {registry.ZoneFacts{Compounds: 2, Contractors: []int{1, 2}}, 1},
		"two committees":                                        {registry.ZoneFacts{Compounds: 2, Committees: 2}, 1},
	} {
		if got := registry.ZoneProblems(c.f); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A filter by deadlines finds exactly those whose re-election is near or past, whatever the months' lengths.
func TestTheLastTermThatIsDueIsFoundExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := today.AddDays(rapid.IntRange(0, 3000).Draw(t, "day"))
		last := registry.LastDueTermEnd(now)
		near := func(end calendar.Date) bool { return !end.AddMonths(-registry.ReelectionMonths).After(now.AddDays(30)) }
		if !near(last) || near(last.AddDays(1)) {
			t.Fatalf("on %s it is %s", now, last)
		}
	})
}
