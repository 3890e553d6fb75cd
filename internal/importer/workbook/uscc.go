package workbook

import "strings"

// usccAlphabet is the alphabet of GB 32100: no I, O, S, V, Z.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// looksLikeCode reports whether a company was named by code: letters and digits only, as long as no name would be.
func looksLikeCode(s string) bool {
	if len(s) < 8 {
		return false
	}
	for _, r := range s {
		letter := r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
		if digit := r >= '0' && r <= '9'; !digit && !letter {
			return false
		}
	}
	return strings.ContainsAny(s, "0123456789")
}

// wellFormedUSCC reports whether a code has the form of a 统一社会信用代码: 18 characters of its alphabet.
func wellFormedUSCC(code string) bool {
	if len(code) != 18 {
		return false
	}
	for i := range len(code) {
		if strings.IndexByte(usccAlphabet, code[i]) < 0 {
			return false
		}
	}
	return true
}

// CheckDigitUSCC computes the last character of a 统一社会信用代码 from its first seventeen (GB 32100: weights 3^(i−1) mod 31).
func CheckDigitUSCC(code string) byte {
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(usccAlphabet, code[i]) * weight
		weight = weight * 3 % 31
	}
	return usccAlphabet[(31-sum%31)%31]
}
