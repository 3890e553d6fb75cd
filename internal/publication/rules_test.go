package publication_test

import (
	"testing"

	"smileboard/ent"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/publication"
	"smileboard/internal/standard"
)

func TestCheckPublish(t *testing.T) {
	st := standard.Default()
	cy := &ent.Cycle{Name: "2026H1", Starts: day("2026-01-01").Time(), Ends: day("2026-06-30").Time()}
	cutoff := st.Cutoff(day("2026-06-30"))
	ok := publication.Publish{Cycle: "2026H1", NotifiedOn: day("2026-07-01"), Today: day("2026-09-01")}
	cases := map[string]struct {
		change    func(*publication.Publish)
		revisions int
		want      string
	}{
		"a first publication in time is allowed":                    {func(*publication.Publish) {}, 0, ""},
		"the day on which the companies were told must be given":    {func(p *publication.Publish) { p.NotifiedOn = calendar.Date{} }, 0, "publish.notified"},
		"not on the cut-off day of the complaints itself":           {func(p *publication.Publish) { p.Today = cutoff; p.NotifiedOn = cutoff.AddDays(-60) }, 0, "publish.early"},
		"on the day after it":                                       {func(p *publication.Publish) { p.Today = cutoff.AddDays(1); p.NotifiedOn = cutoff.AddDays(-60) }, 0, ""},
		"the companies cannot be told after the publication":        {func(p *publication.Publish) { p.NotifiedOn = p.Today.AddDays(1) }, 0, "publish.notified_future"},
		"one day short of the notice is too early":                  {func(p *publication.Publish) { p.NotifiedOn = p.Today.AddDays(1 - st.Publication.NoticeDays) }, 0, "publish.notice"},
		"on the day that the notice is full it is allowed":          {func(p *publication.Publish) { p.NotifiedOn = p.Today.AddDays(-st.Publication.NoticeDays) }, 0, ""},
		"a published cycle is not published again":                  {func(*publication.Publish) {}, 1, "publish.published"},
		"a revision needs a reason":                                 {func(p *publication.Publish) { p.Revise = true }, 1, "publish.reason"},
		"a revision needs something to revise":                      {func(p *publication.Publish) { p.Revise, p.Reason = true, "x" }, 0, "publish.nothing"},
		"a revision with a reason of what was published is allowed": {func(p *publication.Publish) { p.Revise, p.Reason = true, "x" }, 2, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			in := ok
			c.change(&in)
			err := publication.CheckPublish(in, cy, st, c.revisions)
			if got := fault.ReasonOf(err); got != c.want || (err != nil) != (c.want != "") {
				t.Errorf("got %v", err)
			}
			if f, is := fault.As(err); is && (f.Words.Zh == "" || f.Words.En == "") {
				t.Error("no words")
			}
		})
	}
}
