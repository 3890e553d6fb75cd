package workbook

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// writeLarge writes a district of so many compounds with answers spread over them, two of three by code.
func writeLarge(tb testing.TB, compounds, answers int) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "large.xlsx")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	code := func(i int) string { return fmt.Sprintf("430104%03d%04d", 1+i/1000, 1+i%1000) }
	err = WriteXLSX(f, []Sheet{
		{Table: TableCompound, Rows: func(yield func([]any) bool) {
			for i := range compounds {
				if !yield([]any{code(i), fmt.Sprintf("示例%d小区", i), code(i)[:9], "示例社区", nil, "商品房", 100 + i%900, 90 + i%900, "12345.67", "高层", 2015, nil}) {
					return
				}
			}
		}},
		{Table: TableAnswer, Rows: func(yield func([]any) bool) {
			for i := range answers {
				if !yield([]any{"2026H1", code(i % compounds), fmt.Sprintf("2026-03-%02d", 1+i%28), 1 + i%5, 1 + i/2%5, 1 + i/3%5, 1 + i/5%5, 1 + i/7%5, 1 + i/11%5}) {
					return
				}
			}
		}},
	})
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// BenchmarkReadLarge reads what the largest district brings: 10,000 compounds and 500,000 answers. It reports the
// largest heap seen meanwhile.
func BenchmarkReadLarge(b *testing.B) {
	path := writeLarge(b, 10_000, 500_000)
	if info, err := os.Stat(path); err == nil {
		b.ReportMetric(float64(info.Size())/1e6, "MB-file")
	}
	for b.Loop() {
		peak := watchHeap()
		w, err := Read(context.Background(), path, Options{})
		b.ReportMetric(float64(peak())/1e6, "MB-heap")
		if err != nil {
			b.Fatal(err)
		}
		if w.Failed() || len(w.Answers) != 500_000 || len(w.Compounds) != 10_000 {
			b.Fatalf("%d answers, %d compounds, issues %v", len(w.Answers), len(w.Compounds), w.Issues[:min(3, len(w.Issues))])
		}
	}
}

// watchHeap measures the heap until the function that it returns is called.
func watchHeap() func() uint64 {
	runtime.GC()
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-stop:
				done <- most
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}
