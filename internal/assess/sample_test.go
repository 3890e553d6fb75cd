package assess

import (
	"fmt"
	"math/rand/v2"

	"smileboard/internal/calendar"
	"smileboard/internal/standard"
)

var (
	firstDay = calendar.MustParse("2026-01-01")
	lastDay  = calendar.MustParse("2026-06-30")
)

// district makes evidence of a district that looks like a real one: sizes, kinds and answers differ, some lack evidence, some
// are vetoed, some change hands.
func sampleDistrict(compounds, contractors int, seed uint64) Evidence {
	rng := rand.New(rand.NewPCG(seed, 7))
	e := Evidence{District: "430104", Cycle: "2026H1", From: firstDay, To: lastDay, Standard: standard.Default().Version}
	for i := range compounds {
		e.Compounds = append(e.Compounds, sampleCompound(rng, i, contractors))
	}
	return e
}

func sampleCompound(rng *rand.Rand, i, contractors int) CompoundEvidence {
	kinds := []Kind{Commercial, Commercial, Commercial, Resettlement, FactoryDormitory, OldCompound, NonResidential}
	h := 20 + rng.IntN(2000)
	c := CompoundEvidence{
		Code: fmt.Sprintf("430104%03d%04d", i/50+1, i%50+1), Kind: kinds[rng.IntN(len(kinds))], Households: h,
		Inspections: 2, Deductions: map[Dimension][]int64{}, ByDimension: map[Dimension]Ratings{},
	}
	n := min(rng.IntN(200), h)
	quality := 0.5 + 0.5*rng.Float64()
	for range n {
		switch {
		case rng.Float64() > quality:
			c.Overall.R3++
		case rng.Float64() < 0.5:
			c.Overall.R4++
		default:
			c.Overall.R5++
		}
	}
	for _, d := range Inspected {
		c.ByDimension[d] = Ratings{R4: n}
		c.Deductions[d] = []int64{int64(rng.IntN(3000)), int64(rng.IntN(3000))}
	}
	if rng.IntN(20) == 0 {
		c.NotApplicable = []Dimension{Greening}
		delete(c.Deductions, Greening)
	}
	v := rng.IntN(12)
	closed := rng.IntN(v + 1)
	c.Complaints = ComplaintTotals{Counted: v, Due: closed + rng.IntN(v-closed+1), Closed: closed, OnTime: rng.IntN(closed + 1), Fixed: rng.IntN(closed + 1)}
	if rng.IntN(50) == 0 {
		c.Vetoes = []Veto{{Ground: "fire_exit_blocked", Authority: "示例消防大队", Document: "示例〔2026〕1号", Established: calendar.MustParse("2026-05-01")}}
	}
	if contractors > 0 {
		code := fmt.Sprintf("9143010400000%05d", rng.IntN(contractors))
		c.Tenures = []Tenure{{Mode: Professional, Contractor: code, From: firstDay, To: lastDay}}
	}
	return c
}
