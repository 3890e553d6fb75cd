package workbook

import (
	"strings"

	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// The longest texts of the evidence, and the largest count of answers that is no slip.
const (
	maxFinding, maxVeto, maxDocument = 4000, 60, 200
	maxAnswersOfOne                  = 1_000_000
)

// answerRefs numbers what answers refer to. Answers repeat it hundreds of thousands of times, so what a cell holds is
// looked up before it is read.
type answerRefs struct {
	// cycles and compounds number the references, over all sheets.
	cycles, compounds map[string]int32
	// cycleCells, compoundCells and days say what cells of the sheet being read mean.
	cycleCells, compoundCells map[string]int32
	days                      map[string]calendar.Date
	key                       []byte
}

// begin forgets what belonged to the sheet before.
func (a *answerRefs) begin() {
	if a.cycles == nil {
		a.cycles, a.compounds = map[string]int32{}, map[string]int32{}
	}
	a.cycleCells, a.compoundCells, a.days = map[string]int32{}, map[string]int32{}, map[string]calendar.Date{}
}

// raw gives the bytes of a field's cells, as the key of what they mean.
func (r *record) raw(fields ...string) []byte {
	key := r.answers.key[:0]
	for _, field := range fields {
		for _, column := range r.head.columns[field] {
			if column < len(r.cells) && r.cells[column].fill != filledAcross {
				key = append(key, byte(r.cells[column].kind))
				key = append(key, r.cells[column].text...)
			}
			key = append(key, 0)
		}
	}
	r.answers.key = key
	return key
}

func readAnswer(r *record) {
	refs := &r.answers
	a := Answer{Row: int32(r.row), Sheet: uint16(r.index)}
	a.Cycle = lookUp(r, refs.cycleCells, func() (int32, bool) {
		name := required(r, "cycle", r.cycle("cycle"))
		return number(r, refs.cycles, name, func() { r.w.CycleRefs = append(r.w.CycleRefs, name) })
	}, "cycle")
	a.Compound = lookUp(r, refs.compoundCells, func() (int32, bool) {
		ref := required(r, "compound", r.compoundRef("compound"))
		return number(r, refs.compounds, ref.Text+"\x00"+ref.Subdistrict, func() { r.w.CompoundRefs = append(r.w.CompoundRefs, ref) })
	}, "compound", "subdistrict")
	if r.has("date") {
		key := r.raw("date")
		day, known := refs.days[string(key)]
		if !known {
			day = r.date("date", false).Value
			if !r.bad && len(refs.days) < 10_000 {
				refs.days[string(refs.key)] = day
			}
		}
		a.Day = day
	}
	a.Overall = r.rating("overall")
	if a.Overall == 0 && !r.bad {
		if r.has("overall") {
			r.require("overall")
		}
		r.bad = true
	}
	for i, d := range assess.Inspected {
		a.Dimensions[i] = r.rating(string(d))
	}
	if r.bad {
		return
	}
	if err := r.count(r.budget.limits.Answers); err != nil {
		r.fatal = err
		return
	}
	r.w.Answers = append(r.w.Answers, a)
}

// lookUp gives the number of what the fields' cells refer to, reading them only where they are new.
func lookUp(r *record, known map[string]int32, read func() (int32, bool), fields ...string) int32 {
	key := r.raw(fields...)
	if n, ok := known[string(key)]; ok {
		return n
	}
	own := string(key)
	n, ok := read()
	if ok && r.retained < r.budget.limits.RetainedBytes {
		known[own] = n
		r.retained += int64(len(own))
	}
	return n
}

// number numbers a reference, adding it to its list where it is new.
func number(r *record, known map[string]int32, key string, add func()) (int32, bool) {
	if r.bad {
		return 0, false
	}
	n, ok := known[key]
	if !ok {
		n = int32(len(known))
		known[key] = n
		add()
	}
	return n, true
}

// rating reads 1 to 5, or a rating in words; 0 where there is none.
func (r *record) rating(field string) uint8 {
	columns := r.head.columns[field]
	if len(columns) == 0 {
		return 0
	}
	if len(columns) == 1 && columns[0] < len(r.cells) {
		if c := &r.cells[columns[0]]; len(c.text) == 1 && c.text[0] >= '1' && c.text[0] <= '5' && c.fill != filledAcross && c.kind <= cellNumber {
			return c.text[0] - '0'
		}
	}
	c, column, state := r.get(field)
	if state != Set {
		return 0
	}
	s := strings.TrimSuffix(compact(c.text), "分")
	if v := ratingWords[s]; v != 0 {
		return v
	}
	if d, ok := parseDecimal(s); ok && d.scale == 0 && d.unscaled >= 1 && d.unscaled <= 5 && c.kind != cellBool {
		return uint8(d.unscaled)
	}
	r.fail(column, "rating.range", fault.Say(
		"评分应为 1 到 5 的整数(5 非常满意,1 非常不满意)。请改正,没有评分请留空。",
		"A rating is a whole number from 1 to 5 (5 is very satisfied). Correct it, or leave it empty."))
	return 0
}

func readTally(r *record) {
	t := Tally{
		Cycle:    required(r, "cycle", r.cycle("cycle")),
		Compound: required(r, "compound", r.compoundRef("compound")),
		R5:       r.integer("r5", maxAnswersOfOne),
		R4:       required(r, "r4", r.integer("r4", maxAnswersOfOne)),
		R3:       r.integer("r3", maxAnswersOfOne),
		R2:       required(r, "r2", r.integer("r2", maxAnswersOfOne)),
		R1:       r.integer("r1", maxAnswersOfOne),
	}
	if c := r.at("r3"); c >= 0 {
		t.AskedBasically = strings.Contains(r.head.labels[c], middleAskedBasically)
	}
	keepRow(r, &r.w.Tallies, t, t.Cycle, t.Compound.Text, t.Compound.Subdistrict)
}
