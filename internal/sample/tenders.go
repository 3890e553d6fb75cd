package sample

import (
	_ "embed" // the list
	"fmt"
	"strings"
)

// tendersCSV has tenders in every state, of invented places alone.
//
//go:embed tenders.csv
var tendersCSV []byte

func (d *district) emitTenders(e emitter) error {
	return each(tendersCSV, func(f func(string) string) error {
		if !strings.HasPrefix(f("number"), d.code) {
			return nil
		}
		row := cells{
			"tender": "SL-" + f("number"), "district": d.code, "title": f("title"), "method": f("method"), "notice": f("notice"),
			"deadline": f("deadline"), "opening": f("opening"), "price": number(f("price")), "status": f("status"),
		}
		if name := f("compound"); name != "" {
			c := d.compound(name)
			if c == nil {
				return fmt.Errorf("tender %s: no compound %q", f("number"), name)
			}
			row["compound"] = c.code
		}
		if letter := f("winner"); letter != "" {
			row["winner"] = d.contractor(letter).uscc
		}
		return e(row)
	})
}
