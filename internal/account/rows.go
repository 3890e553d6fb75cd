package account

import (
	"fmt"
	"strings"

	"smileboard/internal/viewer"
)

// rows reads the table as it is written. A line that is not as the others is a mistake of ours and stops the program.
func rows(table string) []Row {
	var out []Row
	known := map[Operation]bool{}
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || i == 0 {
			continue
		}
		row := Row{Operation: Operation(words[0])}
		marks, token := words[1:len(words)-1], words[len(words)-1]
		switch {
		case len(marks) == 1 && marks[0] == "anyone":
			row.Anyone = true
		case len(marks) == 1 && marks[0] == "own":
			row.Own = true
		case len(marks) == len(viewer.Roles):
			for i, m := range marks {
				switch m {
				case "x":
					row.Roles = append(row.Roles, viewer.Roles[i])
				case ".":
				default:
					panic(fmt.Sprintf("account: the table of operations: %q in %s", m, row.Operation))
				}
			}
		default:
			panic(fmt.Sprintf("account: the table of operations: %s does not have a mark for each role", row.Operation))
		}
		if token != "-" {
			row.Token = token
		}
		if known[row.Operation] {
			panic(fmt.Sprintf("account: the table of operations has %s twice", row.Operation))
		}
		known[row.Operation] = true
		out = append(out, row)
	}
	return out
}

var byOperation = func() map[Operation]Row {
	m := make(map[Operation]Row, len(Table))
	for _, r := range Table {
		m[r.Operation] = r
	}
	return m
}()

// RowOf is the row of an operation; ok is false where it has none.
func RowOf(op Operation) (Row, bool) {
	r, ok := byOperation[op]
	return r, ok
}
