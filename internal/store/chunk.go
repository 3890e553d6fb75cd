package store

import "slices"

// ChunkSize is how many rows go into one statement: large enough to be fast, small enough for SQLite's 32,766 parameters.
const ChunkSize = 500

// Chunks cuts a list into pieces of at most ChunkSize.
func Chunks[T any](list []T) func(yield func([]T) bool) {
	return slices.Chunk(list, ChunkSize)
}

// SetOrClear writes an optional column through a builder's two methods.
func SetOrClear[T, B any](v *T, set func(T) B, clear func() B) {
	if v == nil {
		clear()
		return
	}
	set(*v)
}
