package words

import (
	"strings"

	"smileboard/internal/assess"
)

// Goal is what a goal is called.
func Goal(g assess.Goal, lang Lang) string { return catalogueOf(lang).goal(g) }

// Way is one way to a goal as a sentence: all of its steps, and what they lead to.
func Way(w assess.Way, g assess.Goal, lang Lang) string {
	c := catalogueOf(lang)
	steps := make([]string, len(w.Steps))
	for i, s := range w.Steps {
		steps[i] = c.step(s)
	}
	return c.say("way", figures{"steps": {text: strings.Join(steps, c["list.semicolon"])}, "goal": {text: c.goal(g)}})
}

// Step is one step, without a full stop.
func Step(s assess.Step, lang Lang) string { return catalogueOf(lang).step(s) }

// Obstacle says why no way leads to a goal; "" where one does.
func Obstacle(s assess.Shortfall, lang Lang) string {
	if s.Obstacle == "" {
		return ""
	}
	c := catalogueOf(lang)
	return c.say("obstacle."+s.Obstacle, figures{"goal": {text: c.goal(s.Goal)}})
}

func (c catalogue) goal(g assess.Goal) string { return c.say("goal."+string(g), nil) }

func (c catalogue) step(s assess.Step) string {
	f := figures{"count": count(int64(s.Count)), "of": count(int64(s.Of))}
	if s.Dimension != "" {
		f["dimension"] = figure{text: c.dimension(s.Dimension)}
	}
	key := "step." + s.Code
	switch s.Code {
	case assess.StepInspection:
		if s.Count == s.Of && s.Count == 1 {
			key += "_first"
		}
	case assess.StepSatisfied, assess.StepOpen, assess.StepLate, assess.StepFixed:
		if s.Count == s.Of {
			key += "_all"
		}
	}
	return c.say(key, f)
}
