package sample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"smileboard/internal/assess"
)

// tier is what a compound's figures are to look like in a cycle. It decides no class: that is for the assessment to do.
type tier struct {
	// satisfied is the range of the share of satisfied answers, in thousandths.
	satisfied [2]int
	// points is the range of points that an inspection takes off a dimension.
	points [2]int
	// complaints is the range of complaints per 10,000 households.
	complaints [2]int
	// late and unfixed are the shares of complaints closed late and closed without being fixed, in hundredths.
	late, unfixed int
}

var tiers = map[string]tier{
	"excellent": {satisfied: [2]int{950, 980}, points: [2]int{0, 5}, complaints: [2]int{10, 30}, late: 0, unfixed: 2},
	"good":      {satisfied: [2]int{850, 905}, points: [2]int{4, 12}, complaints: [2]int{30, 55}, late: 7, unfixed: 9},
	"fair":      {satisfied: [2]int{720, 810}, points: [2]int{8, 19}, complaints: [2]int{45, 90}, late: 16, unfixed: 17},
	"weak":      {satisfied: [2]int{565, 595}, points: [2]int{14, 24}, complaints: [2]int{80, 130}, late: 30, unfixed: 35},
	"poor":      {satisfied: [2]int{540, 570}, points: [2]int{26, 40}, complaints: [2]int{110, 160}, late: 50, unfixed: 55},
	"bad":       {satisfied: [2]int{390, 450}, points: [2]int{24, 38}, complaints: [2]int{120, 180}, late: 55, unfixed: 60},
}

// answers are a compound's ratings of the whole in a cycle.
type answers []int

// survey makes the answers of a compound: as many as the plan says, else well above what a face needs.
func (c *compound) survey(cy Cycle) answers {
	r := rng("survey", c.key(), cy.Name)
	h := c.occupiedHouseholds()
	n := min(needed(h)*between(r, 130, 320)/100, h*6/10)
	if v, ok := c.find(cy.index, "answers"); ok {
		n, _ = strconv.Atoi(v) // a number, as a test holds
	}
	share := between(r, c.tiers[cy.index].satisfied[0], c.tiers[cy.index].satisfied[1])
	satisfied := int(math.Round(float64(n*share) / 1000))
	list := make(answers, n)
	for i := range list {
		switch x := r.IntN(100); {
		case i < satisfied && x < share/20:
			list[i] = 5
		case i < satisfied:
			list[i] = 4
		case x < 60:
			list[i] = 3
		case x < 88:
			list[i] = 2
		default:
			list[i] = 1
		}
	}
	r.Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// needed is the number of answers that a face needs at h households by the default standard.
func needed(h int) int {
	return min(max(int(math.Ceil(max(min(0.2*float64(h), 30), 0.03*float64(h)))), 10), 100)
}

func (d *district) emitSurvey(e emitter) error {
	for _, cy := range cycles {
		for _, c := range d.compounds {
			if c.is(cy.index, "tally") {
				continue
			}
			r := rng("answers", c.key(), cy.Name)
			for _, overall := range c.survey(cy) {
				row := cells{"cycle": cy.Name, "compound": c.code, "overall": overall}
				if r.IntN(10) > 0 {
					row["date"] = day(r, cy.To.AddDays(-60), cy.To)
				}
				for _, dim := range assess.Inspected {
					if x := min(max(overall+between(r, -1, 1), 1), 5); r.IntN(12) > 0 && !c.lacks(dim) {
						row[string(dim)] = x
					}
				}
				if err := e(row); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (d *district) emitTallies(e emitter) error {
	for _, cy := range cycles {
		for _, c := range d.compounds {
			if !c.is(cy.index, "tally") {
				continue
			}
			var by [6]int
			for _, a := range c.survey(cy) {
				by[a]++
			}
			if err := e(cells{
				"cycle": cy.Name, "compound": c.code,
				"r5": by[5], "r4": by[4], "r3": by[3], "r2": by[2], "r1": by[1],
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// lacks reports whether the place has nothing that the dimension is about.
func (c *compound) lacks(d assess.Dimension) bool {
	return d == assess.Greening && c.is(0, "no_greening")
}

func (d *district) emitInspections(e emitter) error {
	for _, cy := range cycles {
		for _, c := range d.compounds {
			if err := c.emitInspections(e, cy); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *compound) emitInspections(e emitter, cy Cycle) error {
	r := rng("inspection", c.key(), cy.Name)
	if !c.is(cy.index, "no_inspection") {
		rounds := [][]assess.Dimension{nil}
		switch {
		case c.is(cy.index, "partial"):
			// The facilities were never looked at.
			rounds = [][]assess.Dimension{{assess.Order, assess.Sanitation, assess.Safety, assess.Greening}}
		case r.IntN(3) == 0:
			rounds = [][]assess.Dimension{nil, {assess.Sanitation, assess.Safety}}
		}
		for i, covers := range rounds {
			if err := c.emitInspection(e, cy, r, i+1, covers); err != nil {
				return err
			}
		}
	}
	ground, ok := c.find(cy.index, "veto")
	if !ok {
		return nil
	}
	v := vetoes[ground]
	established := day(r, cy.To.AddDays(-60), cy.To.AddDays(-20))
	return e(cells{
		"inspection": c.inspectionNumber(cy, 9), "cycle": cy.Name, "compound": c.code, "date": established,
		"inspector": "示例检查组一", "covers": "安全", "dimension": "安全", "finding": v.finding, "points": 20,
		"veto": v.words, "authority": v.authority, "document": v.document, "established": established,
	})
}

func (c *compound) inspectionNumber(cy Cycle, n int) string {
	return fmt.Sprintf("JC-%s-%s-%d", cy.Name, c.code, n)
}

// emitInspection writes the findings of one visit: for each dimension covered, points within the tier's range.
func (c *compound) emitInspection(e emitter, cy Cycle, r *rand.Rand, n int, covers []assess.Dimension) error {
	base := cells{
		"inspection": c.inspectionNumber(cy, n), "cycle": cy.Name, "compound": c.code,
		"date": day(r, cy.From.AddDays(30), cy.To.AddDays(-10)), "inspector": "示例检查组" + string([]rune("一二三")[r.IntN(3)]),
	}
	if covers == nil {
		covers = assess.Inspected[:]
	} else {
		base["covers"] = dimensionWords(covers)
	}
	if c.lacks(assess.Greening) {
		base["not_applicable"] = "绿化"
	}
	found := false
	for _, dim := range covers {
		if c.lacks(dim) {
			continue
		}
		left := between(r, c.tiers[cy.index].points[0], c.tiers[cy.index].points[1])
		for i := r.IntN(len(findings[dim])); left > 0; i++ {
			points := min(left, between(r, 2, 8))
			left -= points
			row := cells{"dimension": dimensionWord[dim], "finding": findings[dim][i%len(findings[dim])], "points": points}
			for k, v := range base {
				row[k] = v
			}
			if err := e(row); err != nil {
				return err
			}
			found = true
		}
	}
	if !found {
		return e(base)
	}
	return nil
}

// complaint is a row of the sheet before its number is known.
type complaint struct {
	row cells
	// repeats is the place of the complaint in the list that this one repeats, or -1.
	repeats int
}

func (d *district) emitComplaints(e emitter) error {
	for _, cy := range cycles {
		for _, c := range d.compounds {
			if err := c.emitComplaints(e, cy); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *compound) emitComplaints(e emitter, cy Cycle) error {
	list := c.complaints(cy)
	if c.is(cy.index, "complaints") {
		list = append(list, hardComplaints(cy)...)
	}
	number := func(i int) string { return fmt.Sprintf("TS-%s-%s-%02d", cy.Name, c.code, i+1) }
	for i, k := range list {
		k.row["complaint"], k.row["compound"] = number(i), c.code
		if k.repeats >= 0 {
			k.row["repeat_of"] = number(k.repeats)
		}
		if err := e(k.row); err != nil {
			return err
		}
	}
	return nil
}

// complaints makes as many as the tier says, with its shares of late and unfixed ones.
func (c *compound) complaints(cy Cycle) []complaint {
	r := rng("complaints", c.key(), cy.Name)
	t := c.tiers[cy.index]
	// Rounded by chance, so that small places have one now and then.
	n := (c.occupiedHouseholds()*between(r, t.complaints[0], t.complaints[1]) + r.IntN(10000)) / 10000
	var list []complaint
	for range n {
		dim := assess.Inspected[r.IntN(len(assess.Inspected))]
		received := day(r, cy.From, cy.To.AddDays(-5))
		due := received.AddDays(7)
		closed := received.AddDays(between(r, 1, 7))
		if r.IntN(100) < t.late {
			closed = due.AddDays(between(r, 1, 12))
		}
		row := cells{
			"received": received, "dimension": dimensionWord[dim], "text": grievances[dim][r.IntN(len(grievances[dim]))],
			"responsible": "是", "due": due, "closed": closed, "outcome": "已解决",
		}
		switch x := r.IntN(100); {
		case x < t.unfixed/2:
			row["outcome"] = "未解决"
		case x < t.unfixed:
			row["confirmed"], row["confirmed_on"] = "否", closed.AddDays(2)
		case x < 70:
			row["confirmed"], row["confirmed_on"] = "是", closed.AddDays(3)
		}
		list = append(list, complaint{row, -1})
		if r.IntN(15) == 0 {
			again := received.AddDays(1)
			list = append(list, complaint{cells{
				"received": again, "dimension": dimensionWord[dim], "text": row["text"],
				"responsible": "是", "due": again.AddDays(7), "closed": closed.AddDays(1), "outcome": "已解决",
			}, len(list) - 1})
		}
	}
	return list
}

// hardComplaints has one of every kind that is counted in its own way.
func hardComplaints(cy Cycle) []complaint {
	received := cy.To.AddDays(-20)
	cutoff := cy.To.AddDays(cutoffDays)
	base := func(more cells) complaint {
		row := cells{
			"received": received, "dimension": "卫生", "text": "楼道堆物未清", "responsible": "是", "due": received.AddDays(7),
			"closed": received.AddDays(4), "outcome": "已解决",
		}
		for k, v := range more {
			row[k] = v
		}
		return complaint{row, -1}
	}
	return []complaint{
		base(cells{"confirmed": "否", "confirmed_on": received.AddDays(9)}),
		// Contested only after the cut-off: it still counts as fixed.
		base(cells{"confirmed": "否", "confirmed_on": cutoff.AddDays(3)}),
		base(cells{"closed": received.AddDays(15)}),
		// Closed after the cut-off, and never: both still open on that day.
		base(cells{"closed": cutoff.AddDays(4)}),
		base(cells{"closed": nil, "outcome": nil}),
		base(cells{"responsible": "否"}),
		base(cells{"outcome": "无效"}),
		// Unknown counts as responsible.
		base(cells{"responsible": nil}),
		base(cells{"outcome": "未解决", "closed": received.AddDays(6)}),
	}
}
