package sample

import (
	"bytes"
	_ "embed" // the lists
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"smileboard/internal/assess"
	"smileboard/internal/calendar"
	"smileboard/internal/importer/workbook"
)

// The lists: divisions are facts; of the compounds those without 示例 are real places, known by name and kind alone.
var (
	//go:embed divisions.csv
	divisionsCSV []byte
	//go:embed compounds.csv
	compoundsCSV []byte
	//go:embed contractors.csv
	contractorsCSV []byte
)

// division is a city, a district or a sub-district.
type division struct{ code, parent, kind, name string }

// contractor is an invented company.
type contractor struct {
	letter, district, uscc, name string
	capital, staff, midTitle     int
	certificates                 []certificate
}

// certificate is a qualification that it holds or held.
type certificate struct {
	grade    string
	from, to calendar.Date
	status   string
}

// compound is a place, with what its figures are to look like.
type compound struct {
	code, subdistrict, name string
	kind                    assess.Kind
	households              int
	// occupied, form and built are empty where nothing is said.
	occupied, form, built string
	contracts             []contract
	tiers                 [2]tier
	cases                 []placeCase
}

// contract is who manages a compound from when to when; letter is a contractor's, or empty for the other modes.
type contract struct {
	mode     assess.Mode
	letter   string
	from, to calendar.Date
}

// placeCase is one hard case of a compound, in one cycle or (with -1) in both.
type placeCase struct {
	cycle       int
	name, value string
}

// district is everything that one workbook says.
type district struct {
	code        string
	divisions   []division
	contractors []contractor
	compounds   []*compound
}

// realPlace reports whether a place exists outside this sample.
func (c *compound) realPlace() bool { return !strings.HasPrefix(c.name, "示例") }

// find returns the value of a case in a cycle.
func (c *compound) find(cycle int, name string) (value string, ok bool) {
	for _, pc := range c.cases {
		if pc.name == name && (pc.cycle == cycle || pc.cycle < 0) {
			return pc.value, true
		}
	}
	return "", false
}

func (c *compound) is(cycle int, name string) bool {
	_, ok := c.find(cycle, name)
	return ok
}

// occupiedHouseholds is H of the standard.
func (c *compound) occupiedHouseholds() int {
	if n, err := strconv.Atoi(c.occupied); err == nil {
		return n
	}
	return c.households
}

// key names the compound's stream of random numbers; twins share one, so that they have the same evidence.
func (c *compound) key() string {
	if twin, ok := c.find(0, "twin"); ok {
		return "twin " + twin
	}
	return c.code
}

func newDistrict(code string) (*district, error) {
	d := &district{code: code}
	if err := d.readDivisions(); err != nil {
		return nil, err
	}
	if err := d.readCompounds(); err != nil {
		return nil, err
	}
	return d, d.readContractors()
}

func (d *district) readDivisions() error {
	return each(divisionsCSV, func(f func(string) string) error {
		v := division{f("code"), f("parent_code"), f("kind"), f("name")}
		if v.code == d.code || v.parent == d.code || v.code == d.code[:4] {
			d.divisions = append(d.divisions, v)
		}
		return nil
	})
}

func (d *district) readCompounds() error {
	last := map[string]int{}
	return each(compoundsCSV, func(f func(string) string) error {
		sub := f("subdistrict")
		if !strings.HasPrefix(sub, d.code) {
			return nil
		}
		last[sub]++
		c := &compound{
			code: fmt.Sprintf("%s%04d", sub, last[sub]), subdistrict: sub, name: f("name"),
			kind: assess.Kind(f("kind")), occupied: f("occupied"), form: f("form"), built: f("built"),
		}
		var err error
		if c.households, err = strconv.Atoi(f("households")); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		for i, cy := range cycles {
			t, ok := tiers[f(cy.Name)]
			if !ok {
				return fmt.Errorf("%s: no tier %q", c.name, f(cy.Name))
			}
			c.tiers[i] = t
		}
		for _, s := range split(f("cases"), ";") {
			c.cases = append(c.cases, parseCase(s))
		}
		for _, s := range split(f("managed"), " ") {
			c.contracts = append(c.contracts, parseContract(c, s))
		}
		d.compounds = append(d.compounds, c)
		return nil
	})
}

// parseCase reads "2026H1:answers=9", "tally" and the like.
func parseCase(s string) placeCase {
	pc := placeCase{cycle: -1}
	for _, cy := range cycles {
		if rest, ok := strings.CutPrefix(s, cy.Name+":"); ok {
			pc.cycle, s = cy.index, rest
		}
	}
	pc.name, pc.value, _ = strings.Cut(s, "=")
	return pc
}

// parseContract reads "甲", "自管", "托管" or "丙@2022-04-01..2026-03-31". Days that are not given are drawn.
func parseContract(c *compound, s string) contract {
	r := rng("contract", c.key())
	who, days, given := strings.Cut(s, "@")
	k := contract{mode: assess.Professional, letter: who}
	switch who {
	case "自管":
		k = contract{mode: assess.SelfManaged}
	case "托管":
		k = contract{mode: assess.Trusteeship}
	}
	if given {
		from, to, _ := strings.Cut(days, "..")
		k.from = calendar.MustParse(from)
		if to != "" {
			k.to = calendar.MustParse(to)
		}
		return k
	}
	k.from = calendar.MustParse(fmt.Sprintf("%d-%02d-01", between(r, 2020, 2024), between(r, 1, 12)))
	if k.mode == assess.Professional && r.IntN(4) > 0 {
		k.to = calendar.MustParse(fmt.Sprintf("%d-12-31", between(r, 2026, 2029)))
	}
	return k
}

// readContractors takes those that are at home in the district, and those that manage something in it.
func (d *district) readContractors() error {
	serial := 0
	return each(contractorsCSV, func(f func(string) string) error {
		serial++
		c := contractor{
			letter: f("letter"), district: f("district"),
			uscc: creditCode(f("district"), serial), name: "示例" + f("letter") + "物业服务有限公司",
		}
		var err error
		for _, n := range []struct {
			column string
			into   *int
		}{{"capital_10k", &c.capital}, {"staff", &c.staff}, {"mid_title", &c.midTitle}} {
			if *n.into, err = strconv.Atoi(f(n.column)); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
		}
		for _, s := range split(f("certificates"), ";") {
			c.certificates = append(c.certificates, parseCertificate(s))
		}
		if c.district == d.code || d.employs(c.letter) {
			d.contractors = append(d.contractors, c)
		}
		return nil
	})
}

// parseCertificate reads "grade_2 2016-03-15..2021-03-14 cancelled".
func parseCertificate(s string) certificate {
	words := append(strings.Fields(s), "")
	from, to, _ := strings.Cut(words[1], "..")
	c := certificate{grade: words[0], from: calendar.MustParse(from), status: words[2]}
	if to != "" {
		c.to = calendar.MustParse(to)
	}
	return c
}

func (d *district) employs(letter string) bool {
	return slices.ContainsFunc(d.compounds, func(c *compound) bool {
		return slices.ContainsFunc(c.contracts, func(k contract) bool { return k.letter == letter })
	})
}

func (d *district) contractor(letter string) *contractor {
	for i := range d.contractors {
		if d.contractors[i].letter == letter {
			return &d.contractors[i]
		}
	}
	return nil
}

func (d *district) compound(name string) *compound {
	for _, c := range d.compounds {
		if c.name == name {
			return c
		}
	}
	return nil
}

// creditCode makes a 统一社会信用代码 with valid check digits that no company has: the serial number of its organization
// code is one that was never given out.
func creditCode(district string, serial int) string {
	organization := fmt.Sprintf("%08d", serial)
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(organization[i]-'0') * weight
	}
	// GB 11714: 11 minus the rest; 10 is X, 11 is 0.
	code := "91" + district + organization + string("0X987654321"[sum%11])
	return code + string(workbook.CheckDigitUSCC(code))
}

// each calls f for every row of a list with a way to get a column by its header.
func each(list []byte, f func(column func(string) string) error) error {
	rows, err := csv.NewReader(bytes.NewReader(list)).ReadAll()
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	for _, row := range rows[1:] {
		err := f(func(column string) string { return row[slices.Index(rows[0], column)] })
		if err != nil {
			return fmt.Errorf("sample: %w", err)
		}
	}
	return nil
}

func split(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}
