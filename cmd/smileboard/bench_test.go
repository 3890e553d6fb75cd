package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"smileboard/internal/sample"
	"smileboard/internal/store/storetest"
)

// built makes the program as users have it.
func built(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "smileboard")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", path, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// step runs one command and returns its time on the clock and the most memory that it held, in MB.
func step(b *testing.B, program, address string, args ...string) (seconds, megabytes float64) {
	b.Helper()
	cmd := exec.Command(program, append([]string{"--db", address}, args...)...)
	begin := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %v\n%s", args, err, out)
	}
	seconds = time.Since(begin).Seconds()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		megabytes = float64(u.Maxrss) / 1024
		if runtime.GOOS == "darwin" {
			megabytes /= 1024
		}
	}
	return seconds, megabytes
}

// BenchmarkHalfYear brings a district's workbook in, assesses it and publishes it, each in a process of its own: 1,000 and
// 10,000 compounds with fifty answers each. The ratio is the larger's cost a compound over the smaller's: 1 is linear.
func BenchmarkHalfYear(b *testing.B) {
	program := built(b)
	books := map[int]string{}
	for _, n := range []int{1000, 10000} {
		books[n] = filepath.Join(b.TempDir(), fmt.Sprintf("%d.xlsx", n))
		f, err := os.Create(books[n])
		if err != nil {
			b.Fatal(err)
		}
		if err := sample.Large(f, n, 3*n/100, 50*n); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for name, address := range map[string]func() string{
		"sqlite":   func() string { return "sqlite:" + filepath.Join(b.TempDir(), "large.db") },
		"postgres": func() string { return storetest.EmptyPostgres(b) },
	} {
		b.Run(name, func(b *testing.B) {
			cost := map[int]float64{}
			for range b.N {
				for n, book := range books {
					db := address()
					step(b, program, db, "migrate")
					imported, importMB := step(b, program, db, "import", book)
					published, publishMB := step(b, program, db, "publish", "--district", "990101", "--cycle", "2026H1", "--notified", "2026-07-20")
					cost[n] += imported + published
					unit := fmt.Sprintf("-%d", n)
					b.ReportMetric(imported, "import-s"+unit)
					b.ReportMetric(importMB, "import-MB"+unit)
					b.ReportMetric(published, "publish-s"+unit)
					b.ReportMetric(publishMB, "publish-MB"+unit)
				}
			}
			b.ReportMetric(cost[10000]/10/cost[1000], "cost-ratio")
		})
	}
}

// BenchmarkStart starts a server on an existing database of the sample, until it says that it is ready, and reads what it
// holds when idle.
func BenchmarkStart(b *testing.B) {
	program := built(b)
	dir := b.TempDir()
	address := "sqlite:" + filepath.Join(dir, "start.db")
	files, err := sample.Write(dir)
	if err != nil {
		b.Fatal(err)
	}
	step(b, program, address, "migrate")
	for _, f := range files {
		step(b, program, address, "import", f.Path)
		step(b, program, address, "publish", "--district", f.District, "--cycle", "2026H1", "--notified", "2026-07-20")
	}
	for range b.N {
		start(b, program, address)
	}
}

func start(b *testing.B, program, address string) {
	b.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	cmd := exec.CommandContext(ctx, program, "--db", address, "--log-format", "json", "serve", "--addr", "127.0.0.1:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	log, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	url := "http://" + listening(b, log)
	res, err := http.Get(url + "/readyz") //nolint:noctx // ends with the server
	if err != nil {
		b.Fatal(err)
	}
	_ = res.Body.Close()
	b.ReportMetric(float64(time.Since(begin).Milliseconds()), "ms-to-ready")
	// Packing the files goes on in the background; once it is done the memory is what an idle server holds.
	time.Sleep(5 * time.Second)
	b.ReportMetric(resident(b, cmd.Process.Pid), "idle-MB")
	stop()
	_ = cmd.Wait()
}

// listening reads the address from the server's first lines.
func listening(b *testing.B, log io.Reader) string {
	b.Helper()
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), `"address":"`); ok {
			addr, _, _ := strings.Cut(rest, `"`)
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return addr
		}
	}
	b.Fatal("the server does not say where it listens")
	return ""
}

// resident reads a process's memory where the system says it (Linux), in MB.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("the memory of a process can be read on Linux only")
	}
	var kb float64
	for line := range strings.Lines(string(raw)) {
		if _, err := fmt.Sscanf(line, "VmRSS: %f kB", &kb); err == nil {
			return kb / 1024
		}
	}
	b.Fatal("no VmRSS")
	return 0
}
