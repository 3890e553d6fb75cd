package blob

import (
	"context"
	"fmt"
	"slices"
)

// broom gathers old blobs, asks which of them are wanted, and removes the others.
type broom struct {
	wanted  func(context.Context, []Digest) ([]Digest, error)
	remove  func(context.Context, Digest) (bool, error)
	batch   []Digest
	removed int
}

func (b *broom) add(ctx context.Context, d Digest) error {
	b.batch = append(b.batch, d)
	if len(b.batch) < SweepBatch {
		return nil
	}
	return b.flush(ctx)
}

// flush asks for what has gathered, and removes what nobody wants.
func (b *broom) flush(ctx context.Context) error {
	if len(b.batch) == 0 {
		return nil
	}
	keep, err := b.wanted(ctx, b.batch)
	if err != nil {
		return fmt.Errorf("blob: sweep: %w", err)
	}
	for _, d := range b.batch {
		if err := ctx.Err(); err != nil {
			return err
		}
		if slices.Contains(keep, d) {
			continue
		}
		gone, err := b.remove(ctx, d)
		if err != nil {
			return fmt.Errorf("blob: sweep %s: %w", d, err)
		}
		if gone {
			b.removed++
		}
	}
	b.batch = b.batch[:0]
	return nil
}
