// Package words turns an assessment's clauses, conditions and vetoes into sentences that residents read, in Chinese and
// English.
//
// It owns the sentences (locales/*.yaml) and how figures are written in them. It decides nothing: every figure comes from
// the result, and what a result does not show is not said.
package words

import (
	"strings"

	"smileboard/internal/assess"
	"smileboard/internal/standard"
)

// Headline is one short line that says why a compound has its face, without a full stop.
func Headline(r *assess.CompoundResult, s *standard.Standard, lang Lang) string {
	c := catalogueOf(lang)
	if len(r.Reason) == 0 {
		return ""
	}
	first := r.Reason[0]
	f := c.figures(first, s, lang)
	weak := firstWeak(r)
	if weak != "" {
		f["dimension"] = figure{text: c.dimension(weak)}
	}
	withWeak := func(key string) string {
		if weak != "" {
			key += "_weak"
		}
		return c.say(key, f)
	}
	switch first.Code {
	case assess.ByNeedsImprovement:
		if first.Values["rate"] < first.Values["needRate"] {
			return withWeak("headline.needs_rate")
		}
		return withWeak("headline.needs_score")
	case assess.ByScore:
		return withWeak("headline.score")
	case assess.ByDemonstration:
		if first.Values["inspected"] == 0 {
			return c.say("headline.demonstration_uninspected", f)
		}
	case assess.NeedInspection:
		f["dimensions"] = figure{text: c.join(c.dimensionsOf(r.Reason, assess.NeedInspection))}
	}
	return c.say("headline."+first.Code, f)
}

// Reason is the whole reason in sentences: what decided, how the dimensions stand against their peers, the change since the last
// cycle, and what the next class takes.
func Reason(r *assess.CompoundResult, s *standard.Standard, lang Lang) string {
	c := catalogueOf(lang)
	var sentences []string
	saidWeak := false
	for _, clause := range r.Reason {
		sentence := ""
		switch clause.Code {
		case assess.SayWeak:
			// The weak dimensions are told in one sentence, where the first of them stands.
			if !saidWeak {
				sentence = c.say("reason.weak", figures{"dimensions": {text: c.join(c.weak(r.Reason))}})
			}
			saidWeak = true
		case assess.SayNext:
			sentence = c.next(r, clause, s, lang)
		default:
			sentence = c.clause(clause, s, lang)
		}
		if sentence != "" {
			sentences = append(sentences, sentence)
		}
	}
	return strings.Join(sentences, c["list.sentence"])
}

// Condition is one condition with what it takes and what there is, without a full stop.
func Condition(k assess.Condition, s *standard.Standard, lang Lang) string {
	c := catalogueOf(lang)
	f := figures{"need": count(k.Need), "have": count(k.Have)}
	switch k.Code {
	case assess.NeedScore:
		f = figures{"need": limit(k.Need), "have": score(k.Have), "gap": score(k.Need - k.Have)}
	case assess.NeedRate, assess.NeedUpperBound:
		f = figures{"need": percentLimit(k.Need), "have": percent(k.Have, s)}
	case assess.NeedInspection:
		f["dimension"] = figure{text: c.dimension(k.Dimension)}
	}
	key := "condition." + k.Code
	switch {
	case k.Unknown:
		key += "_unknown"
	case k.Met && k.Code == assess.NeedScore && k.Have < k.Need:
		key += "_within"
	case k.Met:
		key += "_met"
	}
	return c.say(key, f)
}

// Unranked says why a contractor is listed without a rank, and that this doesn't affect tendering; "" where it has one.
func Unranked(r *assess.ContractorResult, s *standard.Standard, lang Lang) string {
	if r.UnrankedReason == "" {
		return ""
	}
	f := figures{
		"rated": count(int64(r.Rated)), "households": count(int64(r.RatedHouseholds)),
		"needCompounds": count(int64(s.Ranking.Compounds)), "needHouseholds": count(int64(s.Ranking.Households)),
		"need": percentLimit(s.Ranking.Share.TenThousandths()),
	}
	if r.ManagedHouseholds > 0 {
		// Rounded down: a share that is too small must not read as if it were enough.
		f["share"] = percent(int64(r.RatedHouseholds)*10_000/int64(r.ManagedHouseholds), s)
	}
	return catalogueOf(lang).say("unranked."+r.UnrankedReason, f)
}

// Dimension is the name of a dimension.
func Dimension(d assess.Dimension, lang Lang) string { return catalogueOf(lang).dimension(d) }

// Class is the name of a class.
func Class(k assess.Class, lang Lang) string { return catalogueOf(lang).say("class."+string(k), nil) }

// Ground is a veto ground in the standard's words; a code that the standard doesn't know stays as it is.
func Ground(code string, s *standard.Standard, lang Lang) string {
	g, ok := s.Ground(code)
	switch {
	case !ok:
		return code
	case lang == En:
		return g.Words.En
	default:
		return g.Words.Zh
	}
}

func (c catalogue) dimension(d assess.Dimension) string { return c.say("dimension."+string(d), nil) }

// figures writes a clause's figures, each in its unit.
func (c catalogue) figures(clause assess.Clause, s *standard.Standard, lang Lang) figures {
	f := figures{}
	for name, n := range clause.Values {
		switch name {
		case "score", "mean", "delta":
			f[name] = score(n)
		case "rate", "high", "probability":
			f[name] = percent(n, s)
		case "needRate":
			f[name] = percentLimit(n)
		case "needScore":
			f[name] = limit(n)
		case "least":
			f[name] = floor(n)
		case "inspected", "above", "of":
			f[name] = few(n, lang)
		default:
			f[name] = count(n)
		}
	}
	switch clause.Code {
	case assess.ByUpperBound:
		f["need"] = percentLimit(clause.Values["need"])
	case assess.ByScore:
		f["need"] = limit(clause.Values["need"])
	}
	for name, text := range clause.Text {
		switch name {
		case "ground":
			text = Ground(text, s, lang)
		case "class":
			text = Class(assess.Class(text), lang)
		case "established", "on":
			f["date"] = c.day(text)
		case "cycle":
			text = c.cycle(text).text
		}
		f[name] = figure{text: text}
	}
	if clause.Dimension != "" {
		f["dimension"] = figure{text: c.dimension(clause.Dimension)}
	}
	return f
}

// clause is one clause as a sentence; "" for one that says nothing by itself.
func (c catalogue) clause(k assess.Clause, s *standard.Standard, lang Lang) string {
	f := c.figures(k, s, lang)
	key := "reason." + k.Code
	switch k.Code {
	case assess.ByNeedsImprovement:
		rate, score := k.Values["rate"] < k.Values["needRate"], k.Values["score"] < k.Values["needScore"]
		switch {
		case rate && score:
			key = "reason.needs_both"
		case rate:
			key = "reason.needs_rate"
		default:
			key = "reason.needs_score"
		}
	case assess.SayCompared:
		if k.Text["peers"] == "" {
			key += "_district"
		} else {
			key += "_peers"
		}
		switch k.Values["above"] {
		case 0:
			key += "_none"
		case k.Values["of"]:
			key += "_all"
		}
	case assess.SayChange:
		delta := k.Values["delta"]
		switch {
		case delta == 0:
			return c.say("reason.change_none", f)
		case delta > 0:
			key = "reason.change_up"
		default:
			key = "reason.change_down"
			f["delta"] = score(-delta)
		}
		if k.Values["within"] == 1 {
			key += "_within"
		}
	}
	return c.say(key, f)
}

// weak lists the weak dimensions, complaints with how many were late.
func (c catalogue) weak(clauses []assess.Clause) []string {
	var list []string
	for _, k := range clauses {
		switch {
		case k.Code != assess.SayWeak:
		case k.Values["late"] > 0:
			list = append(list, c.say("reason.weak_late", figures{
				"dimension": {text: c.dimension(k.Dimension)}, "due": count(k.Values["due"]), "late": count(k.Values["late"]),
			}))
		default:
			list = append(list, c.dimension(k.Dimension))
		}
	}
	return list
}

func (c catalogue) dimensionsOf(clauses []assess.Clause, code string) []string {
	var list []string
	for _, k := range clauses {
		if k.Code == code {
			list = append(list, c.dimension(k.Dimension))
		}
	}
	return list
}

func firstWeak(r *assess.CompoundResult) assess.Dimension {
	for _, k := range r.Reason {
		if k.Code == assess.SayWeak {
			return k.Dimension
		}
	}
	return ""
}

// next lists what the next class takes. Evidence and vetoes are told only where they lack; scores and rates always, reached or
// not.
func (c catalogue) next(r *assess.CompoundResult, clause assess.Clause, s *standard.Standard, lang Lang) string {
	var list []string
	for _, k := range r.Next {
		switch k.Code {
		case assess.NeedScore, assess.NeedRate, assess.NeedUpperBound:
			list = append(list, Condition(k, s, lang))
		default:
			if !k.Met {
				list = append(list, Condition(k, s, lang))
			}
		}
	}
	f := c.figures(clause, s, lang)
	f["conditions"] = figure{text: strings.Join(list, c["list.semicolon"])}
	return c.say("reason.next", f)
}
