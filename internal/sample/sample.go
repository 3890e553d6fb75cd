// Package sample makes the workbooks of the demo's two districts, and large ones to measure with.
//
// The districts, their sub-districts and fourteen compounds are real, and nothing bad is ever invented about those: none
// of them gets a crying face. All other compounds, every contractor and every figure are invented, and named so that
// nobody takes them for real (示例…). A fixed seed makes them, and no clock is read, so the workbooks are the same on
// every machine. They are workbooks as an office sends them: this package never writes to a database.
package sample

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"

	"smileboard/internal/calendar"
)

// seed is fixed, so that the demo shows everyone the same.
const seed = 20260701

// File is one district's workbook.
type File struct {
	// District is the district's code, Path where the workbook was written.
	District, Path string
	// Cycles in the order in which they are to be published.
	Cycles []Cycle
}

// Cycle is a half year of the sample, with the day on which the companies were told their results.
type Cycle struct {
	Name       string
	From, To   calendar.Date
	NotifiedOn calendar.Date
	// index counts the cycles from 0.
	index int
}

// cycles of both districts.
var cycles = []Cycle{
	{Name: "2025H2", From: calendar.MustParse("2025-07-01"), To: calendar.MustParse("2025-12-31"), NotifiedOn: calendar.MustParse("2026-01-20"), index: 0},
	{Name: "2026H1", From: calendar.MustParse("2026-01-01"), To: calendar.MustParse("2026-06-30"), NotifiedOn: calendar.MustParse("2026-07-20"), index: 1},
}

// cutoffDays after a cycle's last day its complaints are counted; a closing after that is one of the hard cases.
const cutoffDays = 15

// pinned is the standard of both cycles. It is named, since it came into force after the first of them began.
const pinned = "2026-01"

// Districts are the codes of the districts that Write makes.
var Districts = []string{"430104", "370214"}

// Write writes the workbooks of all districts into a folder, which it makes where it is not there.
func Write(dir string) ([]File, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // invented data, for everyone to read
		return nil, fmt.Errorf("sample: %w", err)
	}
	var files []File
	for _, code := range Districts {
		d, err := newDistrict(code)
		if err != nil {
			return nil, err
		}
		path := filepath.Join(dir, code+".xlsx")
		f, err := os.Create(path) //nolint:gosec // the caller names the folder
		if err != nil {
			return nil, fmt.Errorf("sample: %w", err)
		}
		err = writeBook(f, d.tables())
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return nil, fmt.Errorf("sample: %s: %w", path, err)
		}
		files = append(files, File{District: code, Path: path, Cycles: cycles})
	}
	return files, nil
}

// rng gives a stream of random numbers of its own to everything that has a name, so that a change of one compound does
// not shift the figures of the others.
func rng(names ...string) *rand.Rand {
	h := fnv.New64a()
	for _, n := range names {
		_, _ = h.Write([]byte(n + "\x00")) // a hash never fails
	}
	return rand.New(rand.NewPCG(seed, h.Sum64())) //nolint:gosec // figures to look at, not secrets
}

// between draws a whole number from low to high, both included.
func between(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

// day draws a day from the range, both ends included.
func day(r *rand.Rand, from, to calendar.Date) calendar.Date {
	return from.AddDays(r.IntN(from.DaysUntil(to) + 1))
}
