package publish

import (
	"sync"

	"smileboard/internal/calendar"
	"smileboard/internal/store"
)

// Reader answers what anyone may ask: the register's white list as it stands today, and frozen results.
//
// Every method takes what is wanted of its answer, as a tree of field names, and loads that and no more: one statement
// for each kind of thing on each level, however many there are. The caller must be in the context. A thing that is
// not there is nil; an error that is no fault is ours.
type Reader struct {
	store *store.Store
	today func() calendar.Date
	// parsed holds standards by version. A version never changes, so that it is read once.
	parsed sync.Map
}

// NewReader makes a reader. today is the jurisdiction's calendar: it decides who manages a compound and which standard
// is in force.
func NewReader(s *store.Store, today func() calendar.Date) *Reader {
	return &Reader{store: s, today: today}
}
