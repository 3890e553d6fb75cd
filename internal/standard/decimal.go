package standard

import (
	"math/big"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number in millionths: 0.85 is 850000.
type Decimal int64

// one is 1 as a Decimal.
const one Decimal = 1_000_000

// Rat returns the number as a fraction.
func (d Decimal) Rat() *big.Rat { return big.NewRat(int64(d), int64(one)) }

// Hundredths returns the number in hundredths; scores and weights are read with at most two decimals, so nothing is lost.
func (d Decimal) Hundredths() int64 { return int64(d) / 10_000 }

// TenThousandths returns the number in ten-thousandths; rates are read with at most four decimals, so nothing is lost.
func (d Decimal) TenThousandths() int64 { return int64(d) / 100 }

// Float64 is the nearest float, for display alone: nothing is computed from it.
func (d Decimal) Float64() float64 {
	f, _ := d.Rat().Float64()
	return f
}

// String writes the number without trailing zeros: "0.85", "40".
func (d Decimal) String() string {
	sign, n := "", int64(d)
	if n < 0 {
		sign, n = "-", -n
	}
	s := sign + strconv.FormatInt(n/int64(one), 10)
	if rest := n % int64(one); rest != 0 {
		f := strconv.FormatInt(int64(one)+rest, 10)[1:]
		s += "." + strings.TrimRight(f, "0")
	}
	return s
}

// parseDecimal reads digits with at most places decimals, and nothing else: no exponent, no underscore, no hexadecimal.
func parseDecimal(s string, places int) (d Decimal, ok bool) {
	body, negative := strings.CutPrefix(s, "-")
	whole, frac, dotted := strings.Cut(body, ".")
	if whole == "" || len(whole) > 7 || dotted && frac == "" || len(frac) > places || len(whole) > 1 && whole[0] == '0' {
		return 0, false
	}
	for _, c := range whole + frac {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", 6-len(frac)), 10, 64)
	if err != nil {
		return 0, false
	}
	if negative {
		n = -n
	}
	return Decimal(n), true
}
