package workbook

import (
	"strconv"
	"strings"
	"time"

	"smileboard/internal/calendar"
)

// The years in which a day of a workbook can lie: earlier and later ones are slips of the hand.
const (
	firstYear = 1949
	lastYear  = 2199
)

// dateProblem says why a text is no day.
type dateProblem string

const (
	dateFine       dateProblem = ""
	dateForm       dateProblem = "date.form"
	dateImpossible dateProblem = "date.impossible"
	dateRange      dateProblem = "date.range"
)

// storedDate reads a number cell: a day as Excel counts it, or 20260301 written as a number. The time of day is dropped.
func storedDate(text string, from1904 bool) (calendar.Date, dateProblem) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f >= 0 && f < 1e8) {
		return calendar.Date{}, dateForm
	}
	n := int(f)
	if n >= 10_000_000 {
		return day(n/10000, n/100%100, n%100)
	}
	if n == 60 && !from1904 {
		return calendar.Date{}, dateImpossible // Excel's 29 February 1900
	}
	if n > 150_000 {
		return calendar.Date{}, dateRange
	}
	origin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if from1904 {
		origin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	t := origin.AddDate(0, 0, n)
	return day(t.Year(), int(t.Month()), t.Day())
}

func day(y, m, d int) (calendar.Date, dateProblem) {
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return calendar.Date{}, dateImpossible
	}
	date, ok := calendar.Day(y, time.Month(m), d)
	if !ok {
		return calendar.Date{}, dateImpossible
	}
	if y < firstYear || y > lastYear {
		return calendar.Date{}, dateRange
	}
	return date, dateFine
}

// writtenDate reads a text that is one day, with or without a time of day behind it.
func writtenDate(text string) (calendar.Date, dateProblem) {
	date, rest, problem := scanDate(text)
	if problem != dateFine {
		if serial, err := strconv.ParseFloat(text, 64); err == nil && serial >= 10_000 && serial < 100_000 {
			return storedDate(text, false) // a day's number that was copied as text
		}
		return calendar.Date{}, problem
	}
	if !timeOfDay(rest) {
		return calendar.Date{}, dateForm
	}
	return date, dateFine
}

// timeOfDay reports whether what follows a day is nothing, a time, or a day of the week.
func timeOfDay(rest string) bool {
	rest = strings.TrimLeft(rest, " T,")
	for _, word := range []string{"上午", "下午", "am", "pm", "星期", "周", "起", "前", "止", "以前"} {
		rest = strings.ReplaceAll(strings.ReplaceAll(rest, word, ""), strings.ToUpper(word), "")
	}
	return strings.Trim(rest, "0123456789:.：时分秒+Z-() 一二三四五六日天") == "" && (rest == "" || strings.ContainsAny(rest, ":时") || strings.Trim(rest, "一二三四五六日天() ") == "")
}

// scanDate reads the day at the beginning of a text and gives what follows it.
func scanDate(text string) (date calendar.Date, rest string, problem dateProblem) {
	year, rest, ok := leadingInt(text)
	if !ok {
		return calendar.Date{}, "", dateForm
	}
	if len(text)-len(rest) == 8 { // 20260301
		date, problem = day(year/10000, year/100%100, year%100)
		return date, rest, problem
	}
	if len(text)-len(rest) != 4 {
		return calendar.Date{}, "", dateForm
	}
	var month, dayOfMonth int
	if rest, ok = cutAny(rest, "年", "-", "/", ".", "—", "–"); !ok {
		return calendar.Date{}, "", dateForm
	}
	if month, rest, ok = leadingInt(rest); !ok {
		return calendar.Date{}, "", dateForm
	}
	if rest, ok = cutAny(rest, "月", "-", "/", ".", "—", "–"); !ok {
		return calendar.Date{}, "", dateForm
	}
	before := rest
	if dayOfMonth, rest, ok = leadingInt(rest); !ok || len(before)-len(rest) > 2 {
		return calendar.Date{}, "", dateForm
	}
	rest, _ = cutAny(rest, "日", "号")
	date, problem = day(year, month, dayOfMonth)
	return date, rest, problem
}

func leadingInt(s string) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0
}

func cutAny(s string, marks ...string) (string, bool) {
	for _, m := range marks {
		if rest, ok := strings.CutPrefix(s, m); ok {
			return rest, true
		}
	}
	return s, false
}

// writtenTerm reads two days in one cell: 2024.1.1-2026.12.31, 2024年1月1日至长期. The end may be open.
func writtenTerm(text string) (from, to calendar.Date, open bool, problem dateProblem) {
	text = strings.TrimLeft(text, "自从")
	from, rest, problem := scanDate(text)
	if problem != dateFine {
		return
	}
	rest = strings.Trim(rest, "起至到~-—–―－,、;/() ")
	if openWords[strings.ToLower(rest)] {
		return from, to, true, dateFine
	}
	to, rest, problem = scanDate(rest)
	if problem == dateFine && strings.Trim(rest, "止 ") != "" {
		problem = dateForm
	}
	return from, to, false, problem
}
