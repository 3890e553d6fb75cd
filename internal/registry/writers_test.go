package registry_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/registry"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
)

// write64 lets 64 officers change the same few compounds, contracts, companies and zones at once, a number of times each, and
// counts what was changed. Whoever was overtaken reads anew and goes on; nobody may meet a database that is busy.
func write64(t testing.TB, s *store.Store, rounds int) (changed, stale int) {
	t.Helper()
	f, r := fill(t, s), service(s)
	ctx := f.district()
	z, err := r.CreateZone(ctx, registry.ZoneChange{
		Code: patch.Set("Z1"), Name: patch.Set("片区"), Subdistrict: patch.Set(f.first.ID), Compounds: patch.Set([]int{f.jinling.ID, f.garden.ID}),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	compounds := []int{f.jinling.ID, f.garden.ID, f.lake.ID}
	var mu sync.Mutex
	var group sync.WaitGroup
	for writer := range 64 {
		group.Go(func() {
			for round := range rounds {
				err := change(ctx, r, f, z.ID, compounds[(writer+round)%len(compounds)], writer, round)
				mu.Lock()
				switch {
				case err == nil:
					changed++
				case fault.ReasonOf(err) == "version.stale":
					stale++
				default:
					t.Errorf("writer %d, round %d: %v", writer, round, err)
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	// Each compound was made at version 1; joining the zone was a change of two of them, too. The zone, the companies and the
	// contracts began at 1 as well.
	versions := -2
	for _, id := range compounds {
		versions += s.Client.Compound.GetX(operator(), id).Version - 1
	}
	versions += s.Client.Zone.GetX(operator(), z.ID).Version - 1
	for _, c := range []int{f.acme.ID, f.other.ID} {
		versions += s.Client.Contractor.GetX(operator(), c).Version - 1
	}
	for _, e := range f.engagements {
		versions += s.Client.Engagement.GetX(operator(), e.ID).Version - 1
	}
	if versions != changed {
		t.Errorf("%d changes were acknowledged, %d are there", changed, versions)
	}
	if n := s.Client.AuditEntry.Query().CountX(operator()); n != changed+1 {
		t.Errorf("%d entries for %d changes", n, changed+1)
	}
	return changed, stale
}

// change reads a thing and changes it, as a page does.
func change(ctx context.Context, r *registry.Service, f *town, zone, compound, writer, round int) error {
	mark := fmt.Sprintf("%d-%d", writer, round)
	switch writer % 4 {
	case 0:
		z, err := r.Zone(ctx, zone, nil)
		if err == nil {
			_, err = r.UpdateZone(ctx, zone, z.Version, registry.ZoneChange{Name: patch.Set("片区 " + mark)}, nil)
		}
		return err
	case 1:
		id := []int{f.acme.ID, f.other.ID}[round%2]
		c, err := r.Contractor(ctx, id, nil)
		if err == nil {
			_, err = r.UpdateContractor(ctx, id, c.Version, registry.ContractorChange{LegalRepresentative: patch.Set(mark)}, nil)
		}
		return err
	case 2:
		c, err := r.Compound(ctx, compound, registry.Want{"engagement": true})
		if err == nil {
			_, err = r.UpdateEngagement(ctx, c.Engagement.ID, c.Engagement.Version, registry.EngagementChange{Fee: patch.Set(int64(1000*writer + round + 1))}, nil)
		}
		return err
	default:
		c, err := r.Compound(ctx, compound, nil)
		if err == nil {
			_, err = r.UpdateCompound(ctx, compound, c.Version, registry.CompoundChange{Address: patch.Set(mark)}, nil)
		}
		return err
	}
}

func TestOf64WritersNoneIsLost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		changed, stale := write64(t, s, 6)
		t.Logf("%d changes, %d overtaken", changed, stale)
		if changed == 0 {
			t.Error("nobody wrote anything")
		}
		chainHolds(t, s)
	})
}

// BenchmarkWriters is the same with many rounds, in changes a second.
func BenchmarkWriters(b *testing.B) {
	for database, open := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(database, func(b *testing.B) {
			for b.Loop() {
				s := storetest.Open(b, open(b), store.Options{})
				changed, stale := write64(b, s, 100)
				b.ReportMetric(float64(changed), "changed")
				b.ReportMetric(float64(stale), "overtaken")
			}
		})
	}
}
