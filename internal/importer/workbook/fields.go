package workbook

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

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
	var problem dateProblem
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
