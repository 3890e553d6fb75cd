package mystatus

import (
	"context"
	"slices"
	"sync"

	"smileboard/ent"
	"smileboard/internal/assess"
	"smileboard/internal/publication"
)

// missing remembers what compounds lack by their publications, which never change: to find it again costs some ten milliseconds
// for each compound, and more in a large district. One question at a time looks, so that many who open their page at once cost no
// more than one.
type missing struct {
	mu    sync.Mutex
	found map[place][]assess.Shortfall
}

// place is a compound in a publication.
type place struct {
	publication int
	code        string
}

// maxKept bounds what is remembered, maxAtOnce the memory that finding it takes: 32 KB a compound.
const (
	maxKept   = 20_000
	maxAtOnce = 500
)

// find says what each of the compounds of a publication lacks.
func (m *missing) find(ctx context.Context, c *ent.Client, of int, codes []string) (map[string][]assess.Shortfall, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[string][]assess.Shortfall{}
	var unknown []string
	for _, code := range codes {
		if list, ok := m.found[place{of, code}]; ok {
			out[code] = list
		} else {
			unknown = append(unknown, code)
		}
	}
	if len(unknown) == 0 {
		return out, nil
	}
	b, err := publication.LoadBundle(ctx, c, of)
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(unknown, maxAtOnce) {
		list, err := assess.Shortfalls(b.Evidence, b.Standard, part...)
		if err != nil {
			return nil, wrap("shortfalls", err)
		}
		for _, s := range list {
			out[s.Code] = append(out[s.Code], s)
		}
	}
	if m.found == nil || len(m.found)+len(unknown) > maxKept {
		m.found = map[place][]assess.Shortfall{}
	}
	for _, code := range unknown {
		m.found[place{of, code}] = out[code]
	}
	return out, nil
}

// findMissing says of each compound what it lacks for what is above its class.
func (l *load) findMissing(list []*Compound) error {
	byPublication := map[int][]string{}
	for _, x := range list {
		if x.Result != nil && x.Result.Class != assess.Demonstration {
			id := x.edition.publication.ID
			byPublication[id] = append(byPublication[id], x.Code)
		}
	}
	for _, id := range slices.Sorted(keys(byPublication)) {
		found, err := l.Service.missing.find(l.ctx, l.c, id, byPublication[id])
		if err != nil {
			return err
		}
		for _, x := range list {
			if x.Result != nil && x.edition.publication.ID == id {
				x.Missing = found[x.Code]
			}
		}
	}
	return nil
}
