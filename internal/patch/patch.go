// Package patch says what a change asks of one field: leave it, clear it, or set it.
package patch

// Field is one field of a change. The zero value leaves the field as it is.
type Field[T any] struct {
	touched bool
	value   *T
}

// Set asks for a value.
func Set[T any](v T) Field[T] { return Field[T]{touched: true, value: &v} }

// Clear asks for no value.
func Clear[T any]() Field[T] { return Field[T]{touched: true} }

// Apply returns what the field becomes: have where the change leaves it, nil where it is cleared.
func (f Field[T]) Apply(have *T) *T {
	if !f.touched {
		return have
	}
	return f.value
}

// ApplyTo is Apply for a field that has no empty state; cleared, it becomes the zero value.
func (f Field[T]) ApplyTo(have T) T {
	if !f.touched {
		return have
	}
	if f.value == nil {
		return *new(T)
	}
	return *f.value
}

// Tally counts what a set of changes did.
type Tally struct {
	New, Changed, Same int
}

// Add counts other in.
func (t *Tally) Add(other Tally) {
	t.New += other.New
	t.Changed += other.Changed
	t.Same += other.Same
}

// Writes reports whether anything was written.
func (t Tally) Writes() bool { return t.New+t.Changed > 0 }

// Equal compares two optional values.
func Equal[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
