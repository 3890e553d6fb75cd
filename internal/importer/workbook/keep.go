package workbook

import (
	"strings"

	"smileboard/internal/fault"
)

// located is a pointer to a row that knows its position.
type located[T any] interface {
	*T
	at() *Pos
}

func (p *Pos) at() *Pos { return p }

// keepRow adds a row to its list, unless a row with its key is there: the same again is a warning, another an error that
// names both.
func keepRow[T comparable, P located[T]](r *record, list *[]T, row T, key ...string) {
	if r.bad {
		return
	}
	if err := r.count(r.budget.limits.Rows); err != nil {
		r.fatal = err
		return
	}
	if r.seen == nil {
		r.seen = map[Table]map[string]int{}
	}
	seen := r.seen[r.schema.Table]
	if seen == nil {
		seen = map[string]int{}
		r.seen[r.schema.Table] = seen
	}
	k := strings.Join(key, "\x00")
	i, known := seen[k]
	if !known {
		seen[k] = len(*list)
		*P(&row).at() = r.pos()
		*list = append(*list, row)
		return
	}
	earlier := (*list)[i]
	first := *P(&earlier).at()
	*P(&earlier).at() = *P(&row).at()
	where := first.in(r.name)
	if earlier == row {
		r.warn(-1, "row.repeated", fault.Words{
			Zh: "与" + where.Zh + "完全相同,只读取一次。", En: "The row is the same as " + where.En + ", and is read once.",
		})
		return
	}
	r.fail(-1, "key.duplicate", fault.Words{
		Zh: "与" + where.Zh + "是同一个" + r.keyNames() + ",内容却不同。请保留正确的一行,删去另一行。",
		En: "It has the same " + r.keyNames() + " as " + where.En + " with different content. Keep the right one and delete the other.",
	})
}

// in says where a row is, seen from a sheet.
func (p Pos) in(sheet string) fault.Words {
	if p.Sheet == sheet {
		return fault.Say("第 %d 行", "row %d", p.Row)
	}
	return fault.Say("“%s”第 %d 行", "row %[2]d of “%[1]s”", shorten(p.Sheet), p.Row)
}

// keyNames lists the key's columns.
func (r *record) keyNames() string {
	var names []string
	for _, c := range r.schema.Columns {
		if c.Key {
			names = append(names, c.Header)
		}
	}
	if len(names) == 0 {
		return "周期 × 小区"
	}
	return strings.Join(names, " + ")
}
