package publish

import (
	"fmt"
	"io"
	"strconv"

	"smileboard/internal/assess/words"
	"smileboard/internal/fault"
)

// Points is a score in hundredths of a point. It is written as a decimal number, exactly.
type Points int64

// Share is a rate in ten-thousandths. It is written as a decimal number, exactly.
type Share int64

// MarshalGQL writes 8750 as 87.5.
func (p Points) MarshalGQL(w io.Writer) { writeDecimal(w, int64(p), 2) }

// UnmarshalGQL refuses: a score is never an input.
func (p *Points) UnmarshalGQL(any) error { return fmt.Errorf("publish: a score is not an input") }

// MarshalJSON writes 8750 as 87.5.
func (p Points) MarshalJSON() ([]byte, error) { return appendDecimal(nil, int64(p), 2), nil }

// MarshalGQL writes 8750 as 0.875.
func (s Share) MarshalGQL(w io.Writer) { writeDecimal(w, int64(s), 4) }

// UnmarshalGQL refuses: a rate is never an input.
func (s *Share) UnmarshalGQL(any) error { return fmt.Errorf("publish: a rate is not an input") }

// MarshalJSON writes 8750 as 0.875.
func (s Share) MarshalJSON() ([]byte, error) { return appendDecimal(nil, int64(s), 4), nil }

func writeDecimal(w io.Writer, v int64, places int) {
	var buf [24]byte
	_, _ = w.Write(appendDecimal(buf[:0], v, places))
}

// appendDecimal writes v / 10^places without trailing zeros.
func appendDecimal(b []byte, v int64, places int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	unit := int64(1)
	for range places {
		unit *= 10
	}
	b = strconv.AppendInt(b, v/unit, 10)
	rest := v % unit
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for unit /= 10; rest > 0; unit /= 10 {
		b = append(b, byte('0'+rest/unit))
		rest %= unit
	}
	return b
}

func points(v *int64) *Points { return (*Points)(v) }
func share(v *int64) *Share   { return (*Share)(v) }

// Language is a language that the server writes in.
type Language string

// The languages.
const (
	Zh Language = "ZH"
	En Language = "EN"
)

// wordsIn is the language of a result's sentences.
func wordsIn(l Language) words.Lang {
	if l == En {
		return words.En
	}
	return words.Zh
}

// in picks the sentence of a language.
func in(l Language, w fault.Words) string {
	if l == En {
		return w.En
	}
	return w.Zh
}
