package patch_test

import (
	"testing"

	"smileboard/internal/patch"
)

func TestAFieldIsLeftClearedOrSet(t *testing.T) {
	have := 5
	if got := (patch.Field[int]{}).Apply(&have); got == nil || *got != 5 {
		t.Error("an untouched field changed")
	}
	if got := patch.Clear[int]().Apply(&have); got != nil {
		t.Error("a cleared field kept its value")
	}
	if got := patch.Set(7).Apply(nil); got == nil || *got != 7 {
		t.Error("a set field has another value")
	}
	if (patch.Field[int]{}).ApplyTo(5) != 5 || patch.Clear[int]().ApplyTo(5) != 0 || patch.Set(7).ApplyTo(5) != 7 {
		t.Error("a field without an empty state went wrong")
	}
}
