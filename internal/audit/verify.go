package audit

import (
	"context"
	"fmt"

	"smileboard/ent"
	"smileboard/ent/auditentry"
	"smileboard/internal/fault"
)

// verifyPage is how many entries are read at once.
const verifyPage = 1000

// Verify reads the chain from its beginning and says what is wrong at the first entry that does not hold; ok is true where
// all do. count is how many entries hold, and end the hash that the last one has: who keeps it elsewhere can tell later
// whether the chain was written anew.
func Verify(ctx context.Context, c *ent.Client) (count int64, end string, problem fault.Words, ok bool, err error) {
	previous := ""
	for {
		list, err := c.AuditEntry.Query().Where(auditentry.NumberGT(count)).Order(auditentry.ByNumber()).Limit(verifyPage).All(ctx)
		if err != nil {
			return count, previous, problem, false, fmt.Errorf("audit: verify: %w", err)
		}
		for _, r := range list {
			switch {
			case r.Number != count+1:
				return count, previous, fault.Say("操作记录缺第 %d 条（下一条是第 %d 条）。", "Entry %d of the record is missing (the next is %d).", count+1, r.Number), false, nil
			case r.Previous != previous:
				return count, previous, fault.Say("操作记录第 %d 条与前一条接不上。", "Entry %d of the record does not follow on the one before.", r.Number), false, nil
			case r.Hash != hash(r):
				return count, previous, fault.Say("操作记录第 %d 条被改动过。", "Entry %d of the record was changed.", r.Number), false, nil
			}
			count, previous = r.Number, r.Hash
		}
		if len(list) < verifyPage {
			break
		}
	}
	head, err := c.AuditHead.Query().Only(ctx)
	if err != nil {
		return count, previous, problem, false, fmt.Errorf("audit: verify: %w", err)
	}
	if head.Number != count || head.Hash != previous {
		return count, previous, fault.Say("操作记录末尾缺了：应有 %d 条，只有 %d 条。", "The end of the record is missing: there should be %d entries, not %d.", head.Number, count), false, nil
	}
	return count, previous, problem, true, nil
}
