package words

import (
	"strings"
	"testing"

	"smileboard/internal/assess"
)

func TestAWayReadsAsASentence(t *testing.T) {
	for _, c := range []struct {
		goal   assess.Goal
		steps  []assess.Step
		zh, en string
	}{
		{
			assess.GoalDemonstration,
			[]assess.Step{{Code: assess.StepSatisfied, Count: 7, Of: 31}},
			"到示范只差:没有评“满意”的 31 户里再有 7 户评“满意”。",
			"All that demonstration takes: 7 of the 31 answers that are not “satisfied” become “satisfied”.",
		},
		{
			assess.GoalRated,
			[]assess.Step{{Code: assess.StepAnswers, Count: 1, Of: 30}, {Code: assess.StepInspection, Dimension: assess.Greening, Count: 1, Of: 1}},
			"到评定只差:再收 1 份有效答卷(共需 30 份);绿化养护做第一次检查。",
			"All that a rating takes: 1 more valid answer (30 needed in all); a first inspection of greenery.",
		},
		{
			assess.GoalSmile,
			[]assess.Step{{Code: assess.StepVeto, Count: 1, Of: 1}, {Code: assess.StepOpen, Count: 1, Of: 1}, {Code: assess.StepLate, Count: 2, Of: 2}},
			"到笑脸只差:消除一票否决的情形 1 项;到期还没办结的 1 件投诉按期办结并解决;超期才办结的 2 件投诉都按期办结。",
			"All that a smile takes: 1 ground for rectification cleared; the 1 complaint that is due and still open closed in time and fixed; all 2 complaints that were closed late closed in time.",
		},
	} {
		w := assess.Way{Steps: c.steps}
		if got := Way(w, c.goal, Zh); got != c.zh {
			t.Errorf("zh %s\nwant %s", got, c.zh)
		}
		if got := Way(w, c.goal, En); got != c.en {
			t.Errorf("en %s\nwant %s", got, c.en)
		}
	}
}

func TestEveryStepGoalAndObstacleHasWords(t *testing.T) {
	goals := []assess.Goal{assess.GoalRated, assess.GoalSmile, assess.GoalSound, assess.GoalDemonstration}
	for _, lang := range []Lang{Zh, En} {
		for _, code := range []string{
			assess.StepVeto, assess.StepAnswers, assess.StepInspection, assess.StepSatisfied, assess.StepPoints, assess.StepOpen, assess.StepLate, assess.StepFixed,
		} {
			for _, count := range []int{1, 2, 3} {
				for _, g := range goals {
					w := assess.Way{Steps: []assess.Step{{Code: code, Dimension: assess.Safety, Count: count, Of: 3}}}
					if got := Way(w, g, lang); strings.ContainsAny(got, "{}") {
						t.Errorf("%s %s reads %q", lang, code, got)
					}
				}
			}
		}
		for _, g := range goals {
			for _, o := range []string{assess.ObstacleZone, assess.ObstacleOutOfReach} {
				if got := Obstacle(assess.Shortfall{Goal: g, Obstacle: o}, lang); got == "" || strings.ContainsAny(got, "{}") {
					t.Errorf("%s %s reads %q", lang, o, got)
				}
			}
		}
	}
}
