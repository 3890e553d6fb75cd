package workbook

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// record is one row while it is read. Its methods read a field, report what is wrong with it, and go on, so that all of a
// row's errors are found. A row that is bad is not kept.
type record struct {
	*sheetReader
	row   int
	cells []cell
	bad   bool
	// fatal ends the reading: a limit was passed.
	fatal error
}

func (r *record) pos() Pos { return Pos{Sheet: r.name, Row: r.row} }

// fail reports an error in a cell; column -1 is the whole row.
func (r *record) fail(column int, code string, words fault.Words) {
	r.bad = true
	r.say(SeverityError, column, code, words)
}

func (r *record) warn(column int, code string, words fault.Words) {
	r.say(SeverityWarning, column, code, words)
}

func (r *record) say(severity Severity, column int, code string, words fault.Words) {
	value := ""
	if column >= 0 && column < len(r.cells) && r.cells[column].fill != filledAcross {
		value = plain(r.cells[column].text)
		if r.private(column) && value != "" {
			value = "***"
		}
	}
	r.report(severity, r.row, column, value, code, words)
}

func (r *record) private(column int) bool {
	for i := range r.schema.Columns {
		c := &r.schema.Columns[i]
		if c.Private {
			for _, at := range r.head.columns[c.Name] {
				if at == column {
					return true
				}
			}
		}
	}
	return false
}

// at is the first column of a field, for reports; -1 where there is none.
func (r *record) at(field string) int {
	if columns := r.head.columns[field]; len(columns) > 0 {
		return columns[0]
	}
	return -1
}

// has reports whether the sheet has the field's column.
func (r *record) has(field string) bool { return len(r.head.columns[field]) > 0 }

// get finds a field's cell: of several columns the first that is filled. A cell that can't be read at all is reported
// here and counts as missing.
func (r *record) get(field string) (c cell, column int, state State) {
	c, column, state = r.find(field)
	if state != Set {
		return c, column, state
	}
	switch {
	case c.kind == cellUncalculated:
		r.fail(column, "cell.formula", fault.Say(
			"这个公式没有保存计算结果。请用 Excel 或 WPS 打开并保存一次,或改填数值。",
			"This formula has no stored result. Open the file in Excel or WPS and save it once, or write the value."))
	case c.kind == cellLong:
		r.fail(column, "cell.long", fault.Say(
			"单元格内容太长(超过 32767 个字符)。请缩短。", "The cell is too long (over 32,767 characters). Shorten it."))
	case c.kind == cellError, c.text[0] == '#' && errorValues[strings.ToLower(string(c.text))]:
		r.fail(column, "cell.error", fault.Say(
			"单元格是错误值 %s,公式没有算出结果。请改正公式或直接填写数值。",
			"The cell holds the error %s: its formula failed. Mend the formula or write the value.", shorten(string(c.text))))
	default:
		return c, column, Set
	}
	return cell{}, column, Missing
}

// find is get without a word about what can't be read.
func (r *record) find(field string) (c cell, column int, state State) {
	columns := r.head.columns[field]
	if len(columns) == 0 {
		return cell{}, -1, Missing
	}
	for _, column := range columns {
		if column >= len(r.cells) {
			continue
		}
		c := r.cells[column]
		if c.kind == cellEmpty || c.fill == filledAcross || c.kind == cellText && saysNothing(c.text) && !r.means(field, c.text) {
			continue
		}
		return c, column, Set
	}
	return cell{}, columns[0], Empty
}

// means reports whether a word has a meaning of its own in the field, such as 无 in 是否有责.
func (r *record) means(field string, text []byte) bool {
	words := r.words[field]
	return words != nil && words[wordKey(string(text))] != ""
}

// required takes the value of a field that must have one.
func required[T any](r *record, field string, c Cell[T]) T {
	switch c.State {
	case Empty:
		r.require(field)
	case Missing:
		r.bad = true // its column is missing, or its cell was reported
	}
	return c.Value
}

func (r *record) require(field string) {
	label := r.schema.column(field).Header
	if at := r.at(field); at >= 0 {
		label = r.head.labels[at]
	}
	r.fail(r.at(field), "cell.required", fault.Say("“%s”不能为空。请填写。", "“%s” must not be empty. Fill it in.", shorten(label)))
}

// take makes a cell of what read gives for the field's text.
func take[T any](r *record, field string, read func(c cell, column int) (T, bool)) Cell[T] {
	c, column, state := r.get(field)
	if state != Set {
		return Cell[T]{State: state}
	}
	v, ok := read(c, column)
	if !ok {
		return Cell[T]{}
	}
	return Of(v)
}

// text reads words of at most so many characters.
func (r *record) text(field string, most int) Cell[string] {
	return take(r, field, func(c cell, column int) (string, bool) {
		return r.bounded(column, r.wording(c), most)
	})
}

// wording is a cell's text as it is kept; a number keeps the digits that Excel shows.
func (r *record) wording(c cell) string {
	if c.kind == cellNumber {
		if code, ok := storedCode(string(c.text)); ok {
			return code
		}
		if f, err := strconv.ParseFloat(string(c.text), 64); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	}
	return plain(c.text)
}

func (r *record) bounded(column int, s string, most int) (string, bool) {
	if utf8.RuneCountInString(s) > most {
		r.fail(column, "text.long", fault.Say("内容太长,最多 %d 个字。请缩短。", "The text is too long: at most %d characters. Shorten it.", most))
		return "", false
	}
	r.retained += int64(len(s))
	return s, true
}

// code reads a code or number of a thing, which may be a name too where it refers to one.
func (r *record) code(field string, most int) Cell[string] {
	return take(r, field, func(c cell, column int) (string, bool) {
		s, ok := r.codeText(c, column)
		if !ok {
			return "", false
		}
		return r.bounded(column, s, most)
	})
}

func (r *record) codeText(c cell, column int) (string, bool) {
	s := compact(c.text)
	if c.kind == cellNumber {
		code, ok := storedCode(s)
		if ok {
			return code, true
		}
		if d, fine := parseDecimal(s); fine && d.scale > 0 && significant(s) <= 15 {
			return plain(c.text), true // 2026.1 is somebody's numbering
		}
		r.fail(column, "code.number", lostDigits())
		return "", false
	}
	if scientificText.MatchString(s) {
		r.fail(column, "code.number", lostDigits())
		return "", false
	}
	if hasHan(s) {
		return plain(c.text), true
	}
	return s, true
}

func lostDigits() fault.Words {
	return fault.Say(
		"编码被 Excel 当成了数字,末尾的位数已经丢失(如 2.02E+19)。请先把这一列设为“文本”格式,再重新填写完整的编码。",
		"Excel took the code for a number, and its last digits are lost (as in 2.02E+19). Format the column as text, then write the whole code again.")
}

// company reads a company, by 统一社会信用代码 or by name.
func (r *record) company(field string) Cell[string] {
	return take(r, field, func(c cell, column int) (string, bool) {
		s, ok := r.codeText(c, column)
		if !ok {
			return "", false
		}
		if looksLikeCode(s) {
			return r.uscc(s, column)
		}
		return r.bounded(column, s, 200)
	})
}

// uscc checks a 统一社会信用代码: a wrong form is an error, a wrong check digit a warning, since some issued codes fail it.
func (r *record) uscc(s string, column int) (string, bool) {
	s = strings.ToUpper(s)
	if !wellFormedUSCC(s) {
		r.fail(column, "uscc.form", fault.Say(
			"统一社会信用代码应为 18 位数字和大写字母(不含 I、O、S、V、Z),这里是 %d 位。请对照营业执照改正。",
			"A 统一社会信用代码 has 18 digits and capital letters, none of them I, O, S, V or Z; this has %d. Correct it from the licence.", utf8.RuneCountInString(s)))
		return "", false
	}
	if s[17] != CheckDigitUSCC(s) {
		r.warn(column, "uscc.check", fault.Say(
			"统一社会信用代码的校验位不符,可能抄错了一位。请对照营业执照核对;确认无误可以忽略。",
			"The code's check digit does not fit; perhaps one character is wrong. Compare it with the licence; if it is right, ignore this."))
	}
	return s, true
}

// compoundRef reads a compound by code or name, with its sub-district where the row says it.
func (r *record) compoundRef(field string) Cell[CompoundRef] {
	text := r.code(field, 200)
	ref := Cell[CompoundRef]{State: text.State, Value: CompoundRef{Text: text.Value}}
	if text.State == Set && r.has("subdistrict") && r.schema.Table != TableCompound {
		ref.Value.Subdistrict = r.code("subdistrict", 200).Value
	}
	return ref
}

// enum reads one of the words that the column allows.
func (r *record) enum(field string) Cell[string] {
	return take(r, field, func(c cell, column int) (string, bool) {
		if v := r.words[field][wordKey(string(c.text))]; v != "" {
			return v, true
		}
		r.unknownWord(field, column)
		return "", false
	})
}

func (r *record) unknownWord(field string, column int) {
	zh, en := allowed(r.schema.column(field).Words)
	r.fail(column, "word.unknown", fault.Words{
		Zh: "不认得这个值。只能填:" + zh + "。", En: "This value is not known. Write one of: " + en + ".",
	})
}

// yesNo reads a word that means yes or no.
func (r *record) yesNo(field string) Cell[bool] {
	c := r.enum(field)
	return Cell[bool]{State: c.State, Value: c.Value == "true"}
}

// date reads a day. Only where open is true may it say 长期, which is an empty cell then.
func (r *record) date(field string, open bool) Cell[calendar.Date] {
	c, column, state := r.get(field)
	if state != Set {
		return Cell[calendar.Date]{State: state}
	}
	var d calendar.Date
	problem := dateForm
	if c.kind == cellNumber {
		d, problem = storedDate(string(c.text), r.date1904)
	} else {
		s := compact(c.text)
		if open && (openWords[strings.ToLower(s)] || strings.HasPrefix(s, "9999")) {
			return Cell[calendar.Date]{State: Empty}
		}
		if strings.ContainsAny(s, ":时") {
			s = strings.TrimSpace(foldWidth(plain(c.text)))
		}
		d, problem = writtenDate(s)
	}
	if problem != dateFine {
		r.fail(column, string(problem), dateWords(problem))
		return Cell[calendar.Date]{}
	}
	return Of(d)
}

func dateWords(problem dateProblem) fault.Words {
	switch problem {
	case dateImpossible:
		return fault.Say("没有这一天。请改正日期。", "There is no such day. Correct the date.")
	case dateRange:
		return fault.Say("日期不在 %d 年到 %d 年之间,可能填错了。请改正。", "The date is not between %d and %d; it is probably a slip. Correct it.", firstYear, lastYear)
	}
	return fault.Say("看不懂这个日期。请写成 2026-03-01 的样子(年、月、日齐全)。", "This date can't be read. Write it as 2026-03-01, with year, month and day.")
}

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
	if c.kind == cellNumber {
		d, problem = storedNumber(string(c.text))
	} else if c.kind == cellText {
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
