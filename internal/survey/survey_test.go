package survey_test

import (
	"testing"

	"smileboard/internal/fault"
	"smileboard/internal/survey"
)

func TestCheckCount(t *testing.T) {
	for name, c := range map[string]struct {
		answers, households int
		want                string
	}{
		"no answers are fine":                      {0, 10, ""},
		"every household may answer":               {10, 10, ""},
		"a household does not answer twice":        {11, 10, "survey.too_many"},
		"a place without households has no answer": {1, 0, "survey.too_many"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fault.ReasonOf(survey.CheckCount(c.answers, c.households)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
