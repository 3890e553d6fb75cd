package workbook

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// decimal is a number as written: unscaled · 10^-scale. Money and areas never pass through a float.
type decimal struct {
	unscaled int64
	scale    int
}

// numberProblem says why a text is no number; the words for each are in numberWords.
type numberProblem string

const (
	numberFine       numberProblem = ""
	numberNone       numberProblem = "number.none"
	numberSeveral    numberProblem = "number.several"
	numberGrouping   numberProblem = "number.grouping"
	numberScientific numberProblem = "number.scientific"
	numberLarge      numberProblem = "number.large"
	numberUnit       numberProblem = "number.unit"
)

// storedNumber reads a number cell: the file's own digits, or Excel's fifteen where a fraction has more.
func storedNumber(text string) (decimal, numberProblem) {
	if d, ok := parseDecimal(text); ok && significant(text) <= 15 {
		return d, numberFine
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return decimal{}, numberNone
	}
	d, ok := parseDecimal(strconv.FormatFloat(f, 'g', 15, 64))
	if !ok {
		return decimal{}, numberLarge
	}
	return d, numberFine
}

// significant counts the significant digits of a number as written.
func significant(text string) int {
	mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
	mantissa = strings.TrimLeft(strings.Replace(strings.TrimLeft(mantissa, "+-"), ".", "", 1), "0")
	return len(strings.TrimRight(mantissa, "0"))
}

// parseDecimal reads digits with a point and an exponent; ok is false for what is none, or has too many digits.
func parseDecimal(text string) (decimal, bool) {
	mantissa, exponent, scientific := strings.Cut(strings.ToLower(text), "e")
	shift := 0
	if scientific {
		n, err := strconv.Atoi(exponent)
		if err != nil || n < -400 || n > 400 {
			return decimal{}, false
		}
		shift = n
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	fraction = strings.TrimRight(fraction, "0")
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil {
		return decimal{}, false
	}
	d := decimal{unscaled: n, scale: len(fraction) - shift}
	for d.scale < 0 && d.unscaled != 0 {
		if d.unscaled > math.MaxInt64/10 || d.unscaled < math.MinInt64/10 {
			return decimal{}, false
		}
		d.unscaled *= 10
		d.scale++
	}
	for d.scale > 0 && d.unscaled%10 == 0 {
		d.unscaled /= 10
		d.scale--
	}
	d.scale = max(d.scale, 0)
	return d, true
}

// times multiplies by a power of ten.
func (d decimal) times(power int) decimal {
	if d.unscaled != 0 {
		d.scale -= power
	}
	return d
}

// in gives the number in units of 10^-places, rounded half away from zero; exact is false where it had to round, ok where
// it is too large.
func (d decimal) in(places int) (value int64, exact, ok bool) {
	value, exact = d.unscaled, true
	for s := d.scale; s < places; s++ {
		if value > math.MaxInt64/10 || value < math.MinInt64/10 {
			return 0, false, false
		}
		value *= 10
	}
	if cut := d.scale - places; cut > 0 {
		if cut > 18 {
			return 0, d.unscaled == 0, true
		}
		unit := int64(1)
		for range cut {
			unit *= 10
		}
		rest := value % unit
		value /= unit
		exact = rest == 0
		if half := (unit + 1) / 2; rest >= half {
			value++
		} else if -rest >= half {
			value--
		}
	}
	return value, exact, true
}

var (
	// scientificText is what a spreadsheet shows for a number that does not fit its column: digits are lost.
	scientificText = regexp.MustCompile(`^[+-]?\d(\.\d+)?[eE]\+\d+$|^[+-]?\d\.\d+[eE]\d+$`)
	// groupedDigits are thousands.
	groupedDigits = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)
	// writtenNumber is the first number in a text.
	writtenNumber = regexp.MustCompile(`([-−+]?)(\d[\d,]*)(\.\d+)?|([-−+]?)(\.\d+)`)
	// otherUnits measure something that no column asks for.
	otherUnits = regexp.MustCompile(`亩|公顷|平方公里|km²|km2|%|‰|美元|[$€]`)
)

// writtenText reads the one number in a text such as 约600户 or 12.3万㎡; power is the power of ten that stands behind it
// (4 for 万, 8 for 亿), and unit what follows.
func writtenText(text string) (d decimal, power int, unit string, problem numberProblem) {
	text = unitsWithDigits.Replace(text)
	if scientificText.MatchString(text) {
		return decimal{}, 0, "", numberScientific
	}
	at := writtenNumber.FindStringSubmatchIndex(text)
	if at == nil {
		return decimal{}, 0, "", numberNone
	}
	number, rest := text[at[0]:at[1]], text[at[1]:]
	if strings.ContainsAny(rest, "0123456789") {
		return decimal{}, 0, "", numberSeveral
	}
	if otherUnits.MatchString(text) {
		return decimal{}, 0, "", numberUnit
	}
	number = strings.TrimPrefix(strings.Replace(number, "−", "-", 1), "+")
	if whole, fraction, _ := strings.Cut(strings.TrimPrefix(number, "-"), "."); strings.Contains(whole, ",") {
		if !groupedDigits.MatchString(whole) {
			return decimal{}, 0, "", numberGrouping
		}
		negative := strings.HasPrefix(number, "-")
		number = strings.ReplaceAll(whole, ",", "")
		if fraction != "" {
			number += "." + fraction
		}
		if negative {
			number = "-" + number
		}
	}
	d, ok := parseDecimal(number)
	if !ok {
		return decimal{}, 0, "", numberLarge
	}
	rest = strings.TrimLeft(rest, "余多+ ")
	switch {
	case strings.HasPrefix(rest, "万"):
		power, rest = 4, strings.TrimPrefix(rest, "万")
	case strings.HasPrefix(rest, "亿"):
		power, rest = 8, strings.TrimPrefix(rest, "亿")
	}
	return d, power, rest, numberFine
}

// unitsWithDigits keeps the digit of m2 from being read as a number.
var unitsWithDigits = strings.NewReplacer("m2", "㎡", "M2", "㎡", "m²", "㎡", "M²", "㎡", "m^2", "㎡")

// storedCode writes a number cell as the code that it stands for; ok is false where digits are lost or it is no whole
// number.
func storedCode(text string) (code string, ok bool) {
	d, fine := parseDecimal(text)
	if !fine || significant(text) > 15 || d.scale != 0 || d.unscaled < 0 || d.unscaled > 999_999_999_999_999 {
		return "", false
	}
	return strconv.FormatInt(d.unscaled, 10), true
}
