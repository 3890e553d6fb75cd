package workbook

import (
	"fmt"
	"math"
	"strings"

	"smileboard/internal/fault"
)

// decimal reads a number. power is the power of ten by which the header's unit differs from the field's: a header in 万
// has 4. A unit in the cell counts before the header's.
func (r *record) decimal(field string, headerPower func(label string) int, cellPower func(power int, unit string) (int, bool)) (decimal, int, State) {
	c, column, state := r.get(field)
	if state != Set {
		return decimal{}, column, state
	}
	var d decimal
	problem := numberNone
	power := 0
	if headerPower != nil {
		power = headerPower(r.head.labels[column])
	}
	switch c.kind {
	case cellNumber:
		d, problem = storedNumber(string(c.text))
	case cellText:
		var written int
		var unit string
		d, written, unit, problem = writtenText(compact(c.text))
		if p, says := cellPower(written, unit); says {
			power = p
		}
	}
	if problem == numberFine && d.unscaled < 0 {
		r.fail(column, "number.negative", fault.Say("不能是负数。请改正。", "It can't be negative. Correct it."))
		return decimal{}, column, Missing
	}
	if problem != numberFine {
		r.fail(column, string(problem), numberWords(problem))
		return decimal{}, column, Missing
	}
	return d.times(power), column, Set
}

// inCell gives the power of a cell's own 万 or 亿, for fields that are counted in ones.
func inCell(power int, _ string) (int, bool) { return power, power != 0 }

func numberWords(problem numberProblem) fault.Words {
	switch problem {
	case numberSeveral:
		return fault.Say("这里有不止一个数。请只填一个数。", "There is more than one number here. Write just one.")
	case numberGrouping:
		return fault.Say("逗号的位置不对,看不出是多少。请去掉逗号。", "The commas are in the wrong places, so the number is not clear. Remove them.")
	case numberScientific:
		return fault.Say("数字显示成了科学记数(如 1.2E+05),位数可能已丢失。请把列宽调大或设为数值格式,再填写完整的数。",
			"The number is in scientific notation (as 1.2E+05), and digits may be lost. Widen the column or format it as a number, and write it whole.")
	case numberLarge:
		return fault.Say("数字太大。请检查单位和位数。", "The number is too large. Check its unit and digits.")
	case numberUnit:
		return fault.Say("单位不对。请换算成表头所示的单位,只填数字。", "The unit is not the column's. Convert it, and write only the number.")
	}
	return fault.Say("这里应填数字。请改正。", "A number belongs here. Correct it.")
}

// integer reads a whole number from 0 to most.
func (r *record) integer(field string, most int64) Cell[int] {
	d, column, state := r.decimal(field, tenThousands, inCell)
	if state != Set {
		return Cell[int]{State: state}
	}
	n, exact, ok := d.in(0)
	switch {
	case !ok || n > most:
		r.fail(column, "number.large", fault.Say("数字太大(最多 %d)。请检查单位和位数。", "The number is too large (at most %d). Check its unit and digits.", most))
	case !exact:
		r.fail(column, "number.whole", fault.Say("这里应填整数。请改正。", "A whole number belongs here. Correct it."))
	default:
		return Of(int(n))
	}
	return Cell[int]{}
}

// tenThousands gives 4 for a header in 万.
func tenThousands(label string) int {
	if _, unit, found := strings.Cut(foldWidth(label), "("); found && strings.HasPrefix(strings.TrimSpace(unit), "万") {
		return 4
	}
	if key := strings.ToLower(compact([]byte(label))); strings.HasSuffix(key, "万㎡") || strings.HasSuffix(key, "万平方米") || strings.HasSuffix(key, "万元") {
		return 4
	}
	return 0
}

// hundredths reads a number with at most two decimals as an integer: yuan in fen, square metres in dm², points in
// hundredths. Where it may be rounded, more decimals are a warning, else an error.
func (r *record) hundredths(field string, round bool, headerPower func(string) int, cellPower func(int, string) (int, bool)) Cell[int64] {
	d, column, state := r.decimal(field, headerPower, cellPower)
	if state != Set {
		return Cell[int64]{State: state}
	}
	n, exact, ok := d.in(2)
	switch {
	case !ok || n > math.MaxInt64/1000:
		r.fail(column, "number.large", numberWords(numberLarge))
		return Cell[int64]{}
	case !exact && !round:
		r.fail(column, "number.decimals", fault.Say("最多两位小数。请改正。", "At most two decimals. Correct it."))
		return Cell[int64]{}
	case !exact:
		r.warn(column, "number.rounded", fault.Words{
			Zh: fmt.Sprintf("小数超过两位,按四舍五入取 %d.%02d。", n/100, n%100), En: fmt.Sprintf("It has more than two decimals and is rounded to %d.%02d.", n/100, n%100),
		})
	}
	return Of(n)
}

// capitalHeader gives the power for 注册资本, which is in 万元 unless the header says 元.
func capitalHeader(label string) int {
	key := strings.ToLower(compact([]byte(label)))
	if strings.Contains(key, "元") && !strings.Contains(key, "万") {
		return 0
	}
	return 4
}

// moneyInCell gives the power of a cell that says its unit: 500万, 500万元, 5000000元.
func moneyInCell(power int, unit string) (int, bool) {
	return power, power != 0 || strings.HasPrefix(unit, "元")
}

// areaInCell gives the power of a cell that says its unit: 12.3万㎡, 123000㎡.
func areaInCell(power int, unit string) (int, bool) {
	return power, power != 0 || strings.HasPrefix(unit, "㎡") || strings.HasPrefix(unit, "平")
}
