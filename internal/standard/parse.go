package standard

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"smileboard/internal/fault"
)

// maxBytes is far more than any real file; it keeps the YAML reader from working for long on rubbish.
const maxBytes = 256 << 10

// Codes that a file must use. They are those of package assess, which a test there holds.
var (
	DimensionCodes = []string{"satisfaction", "order", "sanitation", "safety", "greening", "facilities", "complaints"}
	KindCodes      = []string{"commercial", "resettlement", "factory_dormitory", "old", "non_residential"}
)

// Parse reads a standard from YAML.
//
// The file MUST:
//   - be one YAML document in UTF-8, at most 256 KiB, without anchors, aliases, tags and merge keys;
//   - give every key of the default file once (a grade's area_bases and may_take may be left out), and no other;
//   - hold each number within its limits, written as a plain decimal;
//   - fit together: weights that sum to 100, thresholds in order, names used once (check.go lists it all).
//
// Every error is reported at once, as Problems: each with its line, path, value and what is allowed, in Chinese and English.
func Parse(raw []byte) (*Standard, error) {
	body, problem := parseTree(raw)
	if problem != nil {
		return nil, Problems{problem}
	}
	r := &reader{}
	s := r.standard(body, &schema{})
	r.check(s)
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	s.source = bytes.Clone(raw)
	return s, nil
}

// parseTree reads the YAML itself. A panic of the YAML reader on bytes that it didn't expect is a syntax error to us.
func parseTree(raw []byte) (body ast.Node, problem *fault.Error) {
	syntax := func(line int, cause error) *fault.Error {
		r := &reader{}
		r.add(line, "", "syntax", fault.Say("不是可读的 YAML;请检查缩进、冒号和括号", "this is not readable YAML; check indentation, colons and brackets"))
		return r.problems[0].Because(cause)
	}
	if len(raw) > maxBytes || !utf8.Valid(raw) {
		return nil, fault.Invalid("", "standard.file", fault.Say("标准文件应是 UTF-8 编码、不超过 256 KiB 的 YAML", "the file of a standard must be YAML in UTF-8 of at most 256 KiB"))
	}
	defer func() {
		if p := recover(); p != nil {
			body, problem = nil, syntax(0, fmt.Errorf("the YAML reader failed: %v", p))
		}
	}()
	tree, err := parser.ParseBytes(raw, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		var e *yaml.SyntaxError
		if errors.As(err, &e) && e.Token != nil && e.Token.Position != nil {
			return nil, syntax(e.Token.Position.Line, err)
		}
		return nil, syntax(0, err)
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		return nil, fault.Invalid("", "standard.file", fault.Say("文件里应恰有一份标准", "the file must hold exactly one standard"))
	}
	return tree.Docs[0].Body, nil
}

// standard reads the whole file.
func (r *reader) standard(n ast.Node, s *schema) *Standard {
	o := r.object(n, "", s)
	defer o.done()
	out := &Standard{Version: o.version("version"), EffectiveFrom: o.date("effective_from")}
	title := o.child("title")
	out.Title = title.words()
	title.done()
	o.objects("dimensions", func(d *object) {
		out.Dimensions = append(out.Dimensions, Dimension{Code: d.choice("code", DimensionCodes), Weight: d.decimal("weight", limits{0, 100 * one, 2})})
	})
	out.Survey = survey(o.child("survey"))
	out.Evidence = evidence(o.child("evidence"))
	out.Complaints = complaints(o.child("complaints"))
	out.Classes = classes(o.child("classes"))
	o.objects("veto_grounds", func(g *object) {
		out.VetoGrounds = append(out.VetoGrounds, VetoGround{Code: g.code("code"), Words: g.words()})
	})
	out.Peers = r.peers(o.child("peers"))
	out.Ranking = ranking(o.child("ranking"))
	o.objects("score_bands", func(b *object) {
		out.ScoreBands = append(out.ScoreBands, ScoreBand{Grade: b.text("grade"), From: b.decimal("from", scoreLimits)})
	})
	p := o.child("publication")
	out.Publication.NoticeDays = p.integer("notice_days", 0, 365)
	p.done()
	out.Qualification = qualification(o.child("qualification"))
	return out
}

// versionPattern keeps a version usable in file names and addresses.
var versionPattern = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$`)

func (o *object) version(key string) string {
	n, s := o.get(key)
	s.Type, s.Pattern = "string", versionPattern.String()
	if n == nil {
		return ""
	}
	if t, ok := n.(*ast.StringNode); ok && versionPattern.MatchString(t.Value) {
		return t.Value
	}
	o.r.add(lineOf(n), join(o.path, key), "version", fault.Say("值是 %[1]s,应是如 2026-01 的版本号(字母、数字、点、横线,至多 40 个;纯数字请加引号)", "the value is %[1]s; it must be a version such as 2026-01 (at most 40 letters, digits, dots, hyphens; quote a bare number)", shown(n)))
	return ""
}

func survey(o *object) Survey {
	defer o.done()
	return Survey{
		SatisfiedFrom:   o.integer("satisfied_from", 2, 5),
		PriorHouseholds: o.integer("prior_households", 1, 10_000),
		MinimumShown:    o.integer("minimum_shown", 1, 1_000),
		Z:               o.decimal("z", limits{one / 10, 10 * one, 6}),
		CorrectionFrom:  o.decimal("correction_from", shareLimits),
	}
}

func evidence(o *object) Evidence {
	defer o.done()
	return Evidence{
		SmallShare:        o.decimal("small_share", shareLimits),
		SmallCap:          o.integer("small_cap", 0, 100_000),
		LargeShare:        o.decimal("large_share", shareLimits),
		Minimum:           o.integer("minimum", 1, 100_000),
		Maximum:           o.integer("maximum", 1, 100_000),
		Inspections:       o.integer("inspections", 1, 100),
		MinimumHouseholds: o.integer("minimum_households", 0, 10_000),
	}
}

func complaints(o *object) Complaints {
	defer o.done()
	return Complaints{
		CutoffDays:       o.integer("cutoff_days", 0, 365),
		PriorHouseholds:  o.integer("prior_households", 1, 100_000),
		WorstPerThousand: o.decimal("worst_per_thousand", limits{one / 100, 100_000 * one, 2}),
		FrequencyShare:   o.decimal("frequency_share", shareLimits),
		OnTimeShare:      o.decimal("on_time_share", shareLimits),
		FixedShare:       o.decimal("fixed_share", shareLimits),
		OnTimePrior:      o.integer("on_time_prior", 1, 10_000),
		FixedPrior:       o.integer("fixed_prior", 1, 10_000),
	}
}

func classes(o *object) Classes {
	defer o.done()
	var c Classes
	rect := o.child("rectification")
	c.RectificationRate = rect.decimal("rate", shareLimits)
	c.RectificationScore = rect.decimal("score", scoreLimits)
	c.RectificationConfidence = rect.decimal("confidence", shareLimits)
	rect.done()
	demo := o.child("demonstration")
	c.DemonstrationScore = demo.decimal("score", scoreLimits)
	c.DemonstrationRate = demo.decimal("rate", shareLimits)
	demo.done()
	needs := o.child("needs_improvement")
	c.NeedsImprovementRate = needs.decimal("rate", shareLimits)
	c.NeedsImprovementScore = needs.decimal("score", scoreLimits)
	needs.done()
	return c
}

func (r *reader) peers(o *object) Peers {
	defer o.done()
	p := Peers{Minimum: o.integer("minimum", 1, 10_000)}
	o.objects("groups", func(g *object) {
		group := PeerGroup{Code: g.code("code"), Words: g.words()}
		g.list("kinds", func(n ast.Node, path string, s *schema) {
			group.Kinds = append(group.Kinds, r.choice(n, path, KindCodes, s))
		})
		p.Groups = append(p.Groups, group)
	})
	return p
}

func ranking(o *object) Ranking {
	defer o.done()
	return Ranking{
		CarrierDays: o.integer("carrier_days", 1, 3_650),
		Compounds:   o.integer("compounds", 1, 10_000),
		Households:  o.integer("households", 1, 10_000_000),
		Share:       o.decimal("share", shareLimits),
		TieShare:    o.decimal("tie_share", shareLimits),
		Draws:       o.integer("draws", 40, 20_000),
	}
}

func qualification(o *object) Qualification {
	defer o.done()
	q := Qualification{LimitsTenders: o.boolean("limits_tenders"), ProvisionalMonths: o.integer("provisional_months", 0, 120)}
	o.objects("grades", func(g *object) {
		grade := Grade{
			Grade:    g.integer("grade", 1, 9),
			Capital:  g.integer("capital", 0, 1_000_000),
			Staff:    g.integer("staff", 0, 1_000_000),
			MidTitle: g.integer("mid_title", 0, 1_000_000),
		}
		if b := g.optionalChild("area_bases"); b != nil {
			grade.AreaBases = &AreaBases{
				MultiStorey: b.integer("multi_storey", 1, 1_000_000),
				HighRise:    b.integer("high_rise", 1, 1_000_000),
				Villa:       b.integer("villa", 1, 1_000_000),
				Other:       b.integer("other", 1, 1_000_000),
			}
			b.done()
		}
		if t := g.optionalChild("may_take"); t != nil {
			grade.MayTake = &MayTake{Residential: t.integer("residential", 1, 1_000_000), Other: t.integer("other", 1, 1_000_000)}
			t.done()
		}
		q.Grades = append(q.Grades, grade)
	})
	return q
}

// at names the place of an entry of a list.
func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
