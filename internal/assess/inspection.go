package assess

import (
	"math/big"
	"slices"
)

// inspectionScore is the mean over the inspections that cover a dimension of max(0, 100 − points of its findings); nil where none
// covers it. Points are hundredths.
func inspectionScore(points []int64) *big.Rat {
	if len(points) == 0 {
		return nil
	}
	var total int64
	for _, p := range points {
		total += max(0, 100*100-p)
	}
	return ratio(total, 100*int64(len(points)))
}

// Applies reports whether a compound is scored on a dimension. A place without greenery is not scored on greenery; what residents
// say and complain about applies everywhere.
func Applies(c CompoundEvidence, d Dimension) bool { return !slices.Contains(c.NotApplicable, d) }
