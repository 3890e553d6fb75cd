package words

import (
	"strconv"
	"strings"

	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

// count is a whole number as digits.
func count(n int64) figure { return figure{strconv.FormatInt(n, 10), n == 1} }

// chinese are the numerals for how many of the seven dimensions; 两 is two of something.
var chinese = [...]string{"零", "一", "两", "三", "四", "五", "六", "七"}

// few is a small number of dimensions: a numeral in Chinese, digits in English.
func few(n int64, lang Lang) figure {
	if lang == En || n < 0 || int(n) >= len(chinese) {
		return count(n)
	}
	return figure{text: chinese[n]}
}

// score writes hundredths with two decimals.
func score(n int64) figure {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	rest := strconv.FormatInt(100+n%100, 10)[1:]
	return figure{sign + strconv.FormatInt(n/100, 10) + "." + rest, n == 100}
}

// limit writes a threshold in hundredths without needless decimals: 90, 72.5.
func limit(n int64) figure { return figure{trim(score(n).text), n == 100} }

// floor writes hundredths rounded down to a whole point: "at 88 or above".
func floor(n int64) figure { return count(n / 100) }

// percent writes ten-thousandths with one decimal, or with two where one would put it on the wrong side of a threshold: 84.96 %
// must not read 85.0 % beside a threshold of 85 %.
func percent(n int64, s *standard.Standard) figure {
	rounded := (n + 5) / 10 * 10
	for _, t := range []standard.Decimal{s.Classes.DemonstrationRate, s.Classes.NeedsImprovementRate, s.Classes.RectificationRate, s.Ranking.Share, s.Classes.RectificationConfidence} {
		if limit := t.TenThousandths(); (n < limit) != (rounded < limit) {
			return figure{text: score(n).text + "%"}
		}
	}
	return figure{text: strconv.FormatInt(rounded/100, 10) + "." + strconv.FormatInt(rounded/10%10, 10) + "%"}
}

// percentLimit writes a threshold in ten-thousandths: 85%, 62.5%.
func percentLimit(n int64) figure { return figure{text: trim(score(n).text) + "%"} }

// trim takes off trailing zeros after the point.
func trim(s string) string { return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") }

// day writes a date as the language does; text that is no date stays as it is.
func (c catalogue) day(iso string) figure {
	d, err := calendar.Parse(iso)
	if err != nil {
		return figure{text: iso}
	}
	t := d.Time()
	return figure{text: c.say("date", figures{
		"iso": {text: iso}, "year": count(int64(t.Year())), "month": count(int64(t.Month())), "day": count(int64(t.Day())),
	})}
}

// cycle writes 2026H1 in words; a name of another form stays as it is.
func (c catalogue) cycle(name string) figure {
	year, half, ok := strings.Cut(name, "H")
	if !ok || half != "1" && half != "2" {
		return figure{text: name}
	}
	return figure{text: c.say("cycle.h"+half, figures{"year": {text: year}})}
}
