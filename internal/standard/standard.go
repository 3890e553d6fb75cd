// Package standard owns the rule book of an assessment: a dated, versioned YAML file whose every number a jurisdiction may
// change.
//
// It says what the numbers are and that they fit together; what is computed from them is the business of package assess.
// It never guesses: a file with a missing, unknown or impossible value is refused as a whole, with every error named.
package standard

import (
	"bytes"
	"embed"
	"fmt"
	"sync"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
)

// Standard is one version of the rule book. It is not to be changed after it was read.
type Standard struct {
	// Version names it, such as "2026-01".
	Version string
	// EffectiveFrom is the first day on which new cycles use it.
	EffectiveFrom calendar.Date
	Title         fault.Words
	// Dimensions hold the seven weights in the order of the list, which also decides between equals.
	Dimensions    []Dimension
	Survey        Survey
	Evidence      Evidence
	Complaints    Complaints
	Classes       Classes
	VetoGrounds   []VetoGround
	Peers         Peers
	Ranking       Ranking
	ScoreBands    []ScoreBand
	Publication   Publication
	Qualification Qualification

	source []byte
}

// Dimension is one of the seven things scored, with its weight in points of 100.
type Dimension struct {
	Code   string
	Weight Decimal
}

// Survey holds the parameters of the satisfaction score.
type Survey struct {
	// SatisfiedFrom is the lowest rating (1 to 5) that counts as satisfied.
	SatisfiedFrom int
	// PriorHouseholds are added to a compound's answers, answering like the district.
	PriorHouseholds int
	// MinimumShown is the number of answers below which nothing but the count is shown to anyone.
	MinimumShown int
	// Z is the normal quantile of the Wilson interval.
	Z Decimal
	// CorrectionFrom is the share of households answering above which the finite population is accounted for.
	CorrectionFrom Decimal
}

// Evidence says how much is enough for a face.
type Evidence struct {
	SmallShare Decimal
	SmallCap   int
	LargeShare Decimal
	Minimum    int
	Maximum    int
	// Inspections must cover each applicable inspected dimension at least this often.
	Inspections int
	// MinimumHouseholds is the size below which a place is rated only with its zone.
	MinimumHouseholds int
}

// Complaints holds the parameters of the complaints score.
type Complaints struct {
	// CutoffDays after the cycle's last day, complaints are counted as they stand.
	CutoffDays      int
	PriorHouseholds int
	// WorstPerThousand households and cycle brings the frequency part to zero.
	WorstPerThousand Decimal
	FrequencyShare   Decimal
	OnTimeShare      Decimal
	FixedShare       Decimal
	OnTimePrior      int
	FixedPrior       int
}

// Classes holds the thresholds between the classes. Rates are shares from 0 to 1, scores points from 0 to 100.
type Classes struct {
	RectificationRate       Decimal
	RectificationScore      Decimal
	RectificationConfidence Decimal
	DemonstrationScore      Decimal
	DemonstrationRate       Decimal
	NeedsImprovementRate    Decimal
	NeedsImprovementScore   Decimal
}

// VetoGround is a ground for rectification that needs no other evidence.
type VetoGround struct {
	// Code is stable once released.
	Code  string
	Words fault.Words
}

// Peers says which kinds of compound are compared with each other.
type Peers struct {
	// Minimum is the number of compounds with a score from which a group stands for itself.
	Minimum int
	Groups  []PeerGroup
}

// PeerGroup is a set of kinds of compound that are alike.
type PeerGroup struct {
	Code  string
	Kinds []string
	Words fault.Words
}

// Ranking holds the parameters of the contractors' ranking.
type Ranking struct {
	CarrierDays int
	Compounds   int
	Households  int
	Share       Decimal
	TieShare    Decimal
	Draws       int
}

// ScoreBand is a band of the contractors' scores (本期得分档), from this score on.
type ScoreBand struct {
	Grade string
	From  Decimal
}

// Publication holds what is due before results are published.
type Publication struct {
	// NoticeDays between telling the companies and publishing.
	NoticeDays int
}

// Qualification is the legacy grade table (原资质).
type Qualification struct {
	// LimitsTenders: a grade limits what a contractor may bid for.
	LimitsTenders     bool
	ProvisionalMonths int
	Grades            []Grade
}

// Grade is one row of the legacy table: what a contractor of the grade must have, and what it could take on.
type Grade struct {
	Grade int
	// Capital is the registered capital in 万元.
	Capital  int
	Staff    int
	MidTitle int
	// AreaBases in 万㎡ by property type; nil where one project is enough.
	AreaBases *AreaBases
	// MayTake are the largest projects in 万㎡; nil for any.
	MayTake *MayTake
}

// AreaBases are areas in 万㎡; the sum of area managed ÷ base over two or more types must reach 1.
type AreaBases struct{ MultiStorey, HighRise, Villa, Other int }

// MayTake are largest project areas in 万㎡.
type MayTake struct{ Residential, Other int }

// YAML returns the file that the standard was read from, byte for byte.
func (s *Standard) YAML() []byte { return bytes.Clone(s.source) }

// Weight returns the weight of a dimension, zero if the standard has none of that code.
func (s *Standard) Weight(dimension string) Decimal {
	for _, d := range s.Dimensions {
		if d.Code == dimension {
			return d.Weight
		}
	}
	return 0
}

// Ground returns the veto ground with this code.
func (s *Standard) Ground(code string) (VetoGround, bool) {
	for _, g := range s.VetoGrounds {
		if g.Code == code {
			return g, true
		}
	}
	return VetoGround{}, false
}

// Cutoff is the day whose state of a complaint counts for a cycle that ends on the given day.
func (s *Standard) Cutoff(to calendar.Date) calendar.Date { return to.AddDays(s.Complaints.CutoffDays) }

//go:embed standards/*.yaml
var files embed.FS

// builtin reads the embedded files once. One that doesn't read is a mistake of ours, which a test finds.
var builtin = sync.OnceValue(func() []*Standard {
	entries, err := files.ReadDir("standards")
	if err != nil {
		panic(fmt.Errorf("standard: the embedded standards: %w", err))
	}
	var out []*Standard
	for _, e := range entries {
		raw, err := files.ReadFile("standards/" + e.Name())
		if err != nil {
			panic(fmt.Errorf("standard: %s: %w", e.Name(), err))
		}
		s, err := Parse(raw)
		if err != nil {
			panic(fmt.Errorf("standard: %s: %w", e.Name(), err))
		}
		out = append(out, s)
	}
	return out
})

// Builtin returns the standards that ship with the program, oldest version first.
func Builtin() []*Standard { return append([]*Standard(nil), builtin()...) }

// Default returns the newest standard that ships with the program.
func Default() *Standard {
	all := builtin()
	return all[len(all)-1]
}
