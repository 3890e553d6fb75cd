package sample

import (
	"fmt"
	"io"

	"smileboard/internal/importer/workbook"
)

// LargeDistrict and LargeCycle are what the workbook of Large is about; both are invented.
const (
	LargeDistrict = "990101"
	LargeCycle    = "2026H1"
)

// subdistricts of the large district.
const subdistricts = 20

// Large writes a workbook of one invented district, row by row, to measure an import with: so many compounds, contractors
// and answers, an inspection with findings and some complaints for each compound. The same numbers give the same rows.
func Large(w io.Writer, compounds, contractors, answers int) error {
	l := large{compounds, contractors, answers}
	return writeBook(w, []table{
		{workbook.TableOrganization, l.organizations},
		{workbook.TableCompound, l.places},
		{workbook.TableContractor, l.companies},
		{workbook.TableEngagement, l.engagements},
		{workbook.TableCycle, l.cycle},
		{workbook.TableAnswer, l.survey},
		{workbook.TableInspection, l.inspections},
		{workbook.TableComplaint, l.complaints},
	})
}

type large struct{ compounds, contractors, answers int }

func (l large) subdistrict(i int) string {
	return fmt.Sprintf("%s%03d", LargeDistrict, i%subdistricts+1)
}

func (l large) code(i int) string { return fmt.Sprintf("%s%04d", l.subdistrict(i), i/subdistricts+1) }

// plan gives the i-th compound its size and tier; one in nine is weak or worse.
func (l large) plan(i int) *compound {
	r := rng("large", l.code(i))
	names := []string{"excellent", "good", "good", "good", "fair", "fair", "fair", "fair", "weak"}
	t := tiers[names[r.IntN(len(names))]]
	return &compound{code: l.code(i), households: max(between(r, 120, 2400), 2*l.answersOf(i)), tiers: [2]tier{t, t}}
}

// answersOf spreads the answers evenly.
func (l large) answersOf(i int) int {
	n := l.answers / l.compounds
	if i < l.answers%l.compounds {
		n++
	}
	return n
}

func (l large) organizations(e emitter) error {
	rows := []cells{
		{"code": LargeDistrict[:4], "name": "示例市", "kind": "市"},
		{"code": LargeDistrict, "name": "示例区", "kind": "区", "parent": LargeDistrict[:4]},
	}
	for i := range subdistricts {
		rows = append(rows, cells{"code": l.subdistrict(i), "name": fmt.Sprintf("示例%d街道", i+1), "kind": "街道", "parent": LargeDistrict})
	}
	for _, c := range rows {
		if err := e(c); err != nil {
			return err
		}
	}
	return nil
}

// times calls f for 0 to n−1 until it fails.
func times(n int, f func(i int) error) error {
	for i := range n {
		if err := f(i); err != nil {
			return err
		}
	}
	return nil
}

func (l large) places(e emitter) error {
	kinds := []string{"商品房", "商品房", "旧小区", "农民安置", "企业宿舍"}
	return times(l.compounds, func(i int) error {
		return e(cells{
			"compound": l.code(i), "name": fmt.Sprintf("示例小区%d号", i+1), "subdistrict": l.subdistrict(i), "kind": kinds[i%len(kinds)],
			"households": l.plan(i).households,
		})
	})
}

func (l large) companies(e emitter) error {
	return times(l.contractors, func(i int) error {
		return e(cells{"uscc": creditCode(LargeDistrict, i+1), "name": fmt.Sprintf("示例%d号物业服务有限公司", i+1)})
	})
}

func (l large) engagements(e emitter) error {
	return times(l.compounds, func(i int) error {
		return e(cells{"compound": l.code(i), "mode": "专业物业", "uscc": creditCode(LargeDistrict, i*7919%l.contractors+1), "from": "2023-01-01", "fee": "1.20"})
	})
}

func (l large) cycle(e emitter) error {
	cy := cycles[1]
	return e(cells{"cycle": LargeCycle, "district": LargeDistrict, "from": cy.From, "to": cy.To, "standard": pinned})
}

func (l large) survey(e emitter) error {
	return times(l.compounds, func(i int) error {
		c := l.plan(i)
		r := rng("large survey", c.code)
		share := between(r, c.tiers[1].satisfied[0], c.tiers[1].satisfied[1])
		return times(l.answersOf(i), func(int) error {
			overall := 4 + r.IntN(2)
			if r.IntN(1000) >= share {
				overall = between(r, 1, 3)
			}
			return e(cells{
				"cycle": LargeCycle, "compound": c.code, "date": day(r, cycles[1].From, cycles[1].To), "overall": overall,
				"order": between(r, 1, 5), "sanitation": between(r, 1, 5), "safety": between(r, 1, 5), "greening": between(r, 1, 5), "facilities": between(r, 1, 5),
			})
		})
	})
}

func (l large) inspections(e emitter) error {
	return times(l.compounds, func(i int) error {
		c := l.plan(i)
		return c.emitInspection(e, cycles[1], rng("large inspection", c.code), 1, nil)
	})
}

func (l large) complaints(e emitter) error {
	return times(l.compounds, func(i int) error { return l.plan(i).emitComplaints(e, cycles[1]) })
}
