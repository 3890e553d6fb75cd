package store_test

import (
	"time"

	"smileboard/internal/calendar"
)

func day(s string) time.Time { return calendar.MustParse(s).Time() }
