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
		return s.(*standard.Standard), nil //nolint:errcheck // nothing else is stored
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
			out[v] = s.(*standard.Standard) //nolint:errcheck // nothing else is stored
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
func (s *Standard) set(from *standard.Standard) {
	s.TitleWords = from.Title
	s.Dimensions = make([]StandardDimension, len(from.Dimensions))
	for i, d := range from.Dimensions {
		s.Dimensions[i] = StandardDimension{Dimension: upper[Dimension](d.Code), Weight: Points(d.Weight.Hundredths())}
	}
	s.Grounds = make([]fault.Words, len(from.VetoGrounds))
	for i, g := range from.VetoGrounds {
		s.Grounds[i] = g.Words
	}
	p := &StandardParameters{
		SatisfiedFrom:           from.Survey.SatisfiedFrom,
		PriorHouseholds:         from.Survey.PriorHouseholds,
		MinimumShown:            from.Survey.MinimumShown,
		RequiredShare:           Share(from.Evidence.SmallShare.TenThousandths()),
		RequiredCap:             from.Evidence.SmallCap,
		RequiredLargeShare:      Share(from.Evidence.LargeShare.TenThousandths()),
		RequiredMinimum:         from.Evidence.Minimum,
		RequiredMaximum:         from.Evidence.Maximum,
		RectificationRate:       Share(from.Classes.RectificationRate.TenThousandths()),
		RectificationScore:      Points(from.Classes.RectificationScore.Hundredths()),
		RectificationConfidence: Share(from.Classes.RectificationConfidence.TenThousandths()),
		DemonstrationScore:      Points(from.Classes.DemonstrationScore.Hundredths()),
		DemonstrationRate:       Share(from.Classes.DemonstrationRate.TenThousandths()),
		ComplaintCutoffDays:     from.Complaints.CutoffDays,
		CarrierDays:             from.Ranking.CarrierDays,
		RankedCompounds:         from.Ranking.Compounds,
		RankedHouseholds:        from.Ranking.Households,
		RankedShare:             Share(from.Ranking.Share.TenThousandths()),
		Draws:                   from.Ranking.Draws,
		NoticeDays:              from.Publication.NoticeDays,
		GradeBands:              make([]GradeBand, len(from.ScoreBands)),
	}
	for i, b := range from.ScoreBands {
		p.GradeBands[i] = GradeBand{Grade: b.Grade, From: Points(b.From.Hundredths())}
	}
	s.Parameters = p
}
