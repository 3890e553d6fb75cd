package publish

import (
	"smileboard/internal/assess"
	"smileboard/internal/fault"
)

func wordsOfGround(code string) fault.Words { return fault.Words{Zh: code, En: code} }

func wordsOfCondition(c assess.Condition) fault.Words { return fault.Words{Zh: c.Code, En: c.Code} }
