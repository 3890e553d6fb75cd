package intake

import "testing"

// Upright is upright, for pictures that no encoder here writes.
var Upright = upright

// Spend takes the whole budget until release is called.
func (in *Intake) Spend(t *testing.T) (release func()) {
	t.Helper()
	if err := in.memory.Acquire(t.Context(), Budget); err != nil {
		t.Fatal(err)
	}
	return func() { in.memory.Release(Budget) }
}
