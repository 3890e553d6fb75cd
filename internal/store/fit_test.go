package store_test

import (
	"testing"

	"smileboard/internal/store"
)

func TestATextIsMadeToFitItsColumn(t *testing.T) {
	for _, tt := range []struct {
		in   string
		most int
		want string
	}{
		{"", 4, ""},
		{"abcd", 4, "abcd"},
		{"abcde", 4, "abcd"},
		{"小区", 6, "小区"},
		{"小区", 5, "小"},
		{"小区", 2, ""},
		{"a\x00b", 9, "a\uFFFDb"},
		{"fran\xe7ais", 20, "fran\uFFFDais"},
		{"\xff\xfe", 2, ""},
	} {
		if got := store.Fit(tt.in, tt.most); got != tt.want {
			t.Errorf("Fit(%q, %d) = %q, want %q", tt.in, tt.most, got, tt.want)
		}
	}
}
