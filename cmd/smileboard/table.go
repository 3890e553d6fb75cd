package main

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"

	"smileboard/internal/assess"
	"smileboard/internal/assess/words"
	"smileboard/internal/fault"
	"smileboard/internal/publication"
)

// printTable writes rows in columns. Chinese characters take two places on a terminal.
func printTable(w io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], places(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-places(cell)+2))
			}
		}
		_, _ = fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

func places(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

func (p *program) wordsLanguage() words.Lang {
	if p.lang == en {
		return words.En
	}
	return words.Zh
}

// points writes hundredths of a point.
func points(v *int64) string {
	if v == nil {
		return "—"
	}
	return fmt.Sprintf("%d.%02d", *v/100, *v%100)
}

func (p *program) printResults(d *publication.Draft) {
	lang := p.wordsLanguage()
	rows := [][]string{{p.t("小区", "compound"), p.t("类别", "class"), p.t("得分", "score"), p.t("理由", "why")}}
	for i := range d.Results.Compounds {
		r := &d.Results.Compounds[i]
		rows = append(rows, []string{r.Code, words.Class(r.Class, lang), points(r.Score), words.Headline(r, d.Standard, lang)})
	}
	printTable(p.out, rows)
	_, _ = fmt.Fprintln(p.out)
	rows = [][]string{{p.t("企业", "contractor"), p.t("名次", "rank"), p.t("档", "band"), p.t("得分", "score"), p.t("95% 区间", "95% interval"), p.t("说明", "note")}}
	for i := range d.Results.Contractors {
		r := &d.Results.Contractors[i]
		rank, band, interval, note := "—", "—", "—", ""
		if r.Rank != nil {
			rank, band, interval = fmt.Sprint(*r.Rank), fmt.Sprint(r.Band), points(r.ScoreLow)+"–"+points(r.ScoreHigh)
		} else {
			note = words.Unranked(r, d.Standard, lang)
		}
		rows = append(rows, []string{r.USCC, rank, band, points(r.Score), interval, note})
	}
	printTable(p.out, rows)
	_, _ = fmt.Fprintln(p.out)
	p.printf(summary(d.Results))
}

func summary(r *assess.Results) fault.Words {
	n := r.Totals.ByClass
	return fault.Say("%d 个小区：示范 %d、达标 %d、整改 %d、待评 %d；平均分 %s。",
		"%d compounds: demonstration %d, compliant %d, rectification %d, not rated %d; mean score %s.",
		r.Totals.Compounds, n.Demonstration, n.Compliant, n.Rectification, n.NotRated, points(r.Totals.MeanScore))
}
