package publish

import (
	"context"
	"fmt"

	"smileboard/ent"
	"smileboard/ent/predicate"
	entstandard "smileboard/ent/standard"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
)

// Standard is a version of the standard, and without one the version in force today; nil where there is none.
func (r *Reader) Standard(ctx context.Context, version *string, want Want) (*Standard, error) {
	l := r.load(ctx)
	if version != nil {
		return l.standardWhere(entstandard.Version(*version), want)
	}
	return l.standardWhere(entstandard.EffectiveFromLTE(l.today.Time()), want)
}

// standardWhere reads the latest of the standards.
func (l *load) standardWhere(which predicate.Standard, want Want) (*Standard, error) {
	row, err := l.c.Standard.Query().Where(which).Order(ent.Desc(entstandard.FieldEffectiveFrom, entstandard.FieldID)).First(l.ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, wrap("standard", err)
	}
	out := &Standard{ID: row.ID, Version: row.Version, EffectiveFrom: calendar.FromTime(row.EffectiveFrom), YAML: row.Yaml}
	if !want.has("title", "dimensions", "parameters", "vetoGrounds") {
		return out, nil
	}
	s, err := l.r.parse(row)
	if err != nil {
		return nil, err
	}
	out.set(s)
	return out, nil
}

// parse reads a standard's file, once a version.
func (r *Reader) parse(row *ent.Standard) (*standard.Standard, error) {
	if s, ok := r.parsed.Load(row.Version); ok {
		return s.(*standard.Standard), nil //nolint:forcetypeassert // nothing else is stored
	}
	s, err := standard.Parse([]byte(row.Yaml))
	if err != nil {
		return nil, wrap("standard "+row.Version, err)
	}
	r.parsed.Store(row.Version, s)
	return s, nil
}

// standards returns standards by version, reading those that were not read yet.
func (r *Reader) standards(ctx context.Context, versions []string) (map[string]*standard.Standard, error) {
	out := make(map[string]*standard.Standard, len(versions))
	var missing []string
	for _, v := range versions {
		if s, ok := r.parsed.Load(v); ok {
			out[v] = s.(*standard.Standard) //nolint:forcetypeassert // nothing else is stored
		} else {
			missing = append(missing, v)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	rows, err := r.store.Client.Standard.Query().Where(entstandard.VersionIn(missing...)).All(ctx)
	if err != nil {
		return nil, wrap("standards", err)
	}
	for _, row := range rows {
		if out[row.Version], err = r.parse(row); err != nil {
			return nil, err
		}
	}
	for _, v := range missing {
		if out[v] == nil {
			return nil, fmt.Errorf("publish: the standard %s of a publication is not in the store", v)
		}
	}
	return out, nil
}

// set copies what a resident's explanation needs.
func (out *Standard) set(s *standard.Standard) {
	out.TitleWords = s.Title
	out.Dimensions = make([]StandardDimension, len(s.Dimensions))
	for i, d := range s.Dimensions {
		out.Dimensions[i] = StandardDimension{Dimension: upper[Dimension](d.Code), Weight: Points(d.Weight.Hundredths())}
	}
	out.Grounds = make([]fault.Words, len(s.VetoGrounds))
	for i, g := range s.VetoGrounds {
		out.Grounds[i] = g.Words
	}
	p := &StandardParameters{
		SatisfiedFrom:           s.Survey.SatisfiedFrom,
		PriorHouseholds:         s.Survey.PriorHouseholds,
		MinimumShown:            s.Survey.MinimumShown,
		RequiredShare:           Share(s.Evidence.SmallShare.TenThousandths()),
		RequiredCap:             s.Evidence.SmallCap,
		RequiredLargeShare:      Share(s.Evidence.LargeShare.TenThousandths()),
		RequiredMinimum:         s.Evidence.Minimum,
		RequiredMaximum:         s.Evidence.Maximum,
		RectificationRate:       Share(s.Classes.RectificationRate.TenThousandths()),
		RectificationScore:      Points(s.Classes.RectificationScore.Hundredths()),
		RectificationConfidence: Share(s.Classes.RectificationConfidence.TenThousandths()),
		DemonstrationScore:      Points(s.Classes.DemonstrationScore.Hundredths()),
		DemonstrationRate:       Share(s.Classes.DemonstrationRate.TenThousandths()),
		ComplaintCutoffDays:     s.Complaints.CutoffDays,
		CarrierDays:             s.Ranking.CarrierDays,
		RankedCompounds:         s.Ranking.Compounds,
		RankedHouseholds:        s.Ranking.Households,
		RankedShare:             Share(s.Ranking.Share.TenThousandths()),
		Draws:                   s.Ranking.Draws,
		NoticeDays:              s.Publication.NoticeDays,
		GradeBands:              make([]GradeBand, len(s.ScoreBands)),
	}
	for i, b := range s.ScoreBands {
		p.GradeBands[i] = GradeBand{Grade: b.Grade, From: Points(b.From.Hundredths())}
	}
	out.Parameters = p
}
