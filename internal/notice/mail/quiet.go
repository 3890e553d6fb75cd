package mail

import "time"

// quietUntil says until when an account is to be left in peace; ok is false where it may be written to now.
//
// The hours run from one minute of the day up to another, of the zone of now, over midnight where the second comes first. An
// account that names one of the two alone, or the same twice, has none.
func quietUntil(from, to *int, now time.Time) (until time.Time, ok bool) {
	if from == nil || to == nil || *from == *to {
		return time.Time{}, false
	}
	minute := now.Hour()*60 + now.Minute()
	day := 0
	switch {
	case *from < *to:
		if minute < *from || minute >= *to {
			return time.Time{}, false
		}
	case minute >= *from:
		day = 1 // until the next morning
	case minute >= *to:
		return time.Time{}, false
	}
	y, m, d := now.Date()
	return time.Date(y, m, d+day, *to/60, *to%60, 0, 0, now.Location()), true
}
