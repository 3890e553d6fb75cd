package attachment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	entattachment "smileboard/ent/attachment"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/fault"
	"smileboard/internal/store"
)

const (
	// KeepUnwritten is how long bytes are kept whose row is not, or not yet, written.
	KeepUnwritten = 24 * time.Hour
	// KeepRemoved is how long the bytes of a removed attachment are kept, so that a mistake can be mended.
	KeepRemoved = 30 * 24 * time.Hour
)

// Sweep removes the bytes that no attachment refers to, and returns how many files that were. The operator calls it.
func Sweep(ctx context.Context, c *ent.Client, blobs blob.Store) (int, error) {
	now := store.Now(ctx)
	n, err := blobs.Sweep(ctx, now.Add(-KeepUnwritten), func(ctx context.Context, asked []blob.Digest) ([]blob.Digest, error) {
		texts := make([]string, len(asked))
		for i, d := range asked {
			texts[i] = d.String()
		}
		rows, err := c.Attachment.Query().Where(
			entattachment.Or(entattachment.DigestIn(texts...), entattachment.ThumbnailIn(texts...)),
			entattachment.Or(entattachment.RemovedAtIsNil(), entattachment.RemovedAtGTE(now.Add(-KeepRemoved))),
		).Select(entattachment.FieldDigest, entattachment.FieldThumbnail).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("attachment: sweep: %w", err)
		}
		var wanted []blob.Digest
		for _, row := range rows {
			for _, text := range []string{row.Digest, row.Thumbnail} {
				if d, err := blob.ParseDigest(text); err == nil {
					wanted = append(wanted, d)
				}
			}
		}
		return wanted, nil
	})
	if err != nil {
		return n, fmt.Errorf("attachment: sweep: %w", err)
	}
	return n, nil
}

// checkPage is how many rows are read at once.
const checkPage = 500

// Check reads the bytes of every attachment that is not removed, and says which are missing or damaged. count is how many
// attachments were checked. The operator calls it.
func Check(ctx context.Context, c *ent.Client, blobs blob.Store) (problems []fault.Words, count int, err error) {
	last := 0
	for {
		rows, err := c.Attachment.Query().Where(entattachment.IDGT(last), entattachment.RemovedAtIsNil()).
			Order(entattachment.ByID(sql.OrderAsc())).Limit(checkPage).All(ctx)
		if err != nil {
			return problems, count, fmt.Errorf("attachment: check: %w", err)
		}
		for _, row := range rows {
			last, count = row.ID, count+1
			for _, text := range []string{row.Digest, row.Thumbnail} {
				if text == "" {
					continue
				}
				err := readThrough(ctx, blobs, text)
				switch {
				case errors.Is(err, blob.ErrMissing):
					problems = append(problems, fault.Say("附件 %d（%s）的文件不见了：%s。请从文件备份恢复。", "The bytes of attachment %d (%s) are missing: %s. Restore them from the backup of the files.", row.ID, row.Name, text))
				case errors.Is(err, blob.ErrDamaged):
					problems = append(problems, fault.Say("附件 %d（%s）的文件已损坏：%s。请从文件备份恢复。", "The bytes of attachment %d (%s) are damaged: %s. Restore them from the backup of the files.", row.ID, row.Name, text))
				case err != nil:
					return problems, count, fmt.Errorf("attachment: check %d: %w", row.ID, err)
				}
			}
		}
		if len(rows) < checkPage {
			return problems, count, nil
		}
	}
}

func readThrough(ctx context.Context, blobs blob.Store, text string) error {
	d, err := blob.ParseDigest(text)
	if err != nil {
		return err
	}
	content, err := blobs.Open(ctx, d)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, content)
	return errors.Join(err, content.Close())
}
