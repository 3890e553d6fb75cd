package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"smileboard/internal/publish/publishtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
)

const (
	// benchRound is how long one server is measured before it is the other's turn.
	benchRound = 700 * time.Millisecond
	// benchRounds is how many turns each gets; the median counts.
	benchRounds = 9
	// benchConns is how many connections ask at once, each waiting for its answer.
	benchConns = 16
)

// BenchmarkKeptBoard compares a published board's answer through the whole chain with a bare net/http handler that
// writes the same bytes, over real connections that are kept alive, in turns.
func BenchmarkKeptBoard(b *testing.B) {
	s := benchSite(b, 1000, 0)
	chain := s.listen(b)
	for _, coding := range []string{"br", "identity"} {
		b.Run(coding, func(b *testing.B) {
			request := rawRequest(s.board(), coding)
			sample := s.get(s.board(), "Accept-Encoding", coding)
			wantStatus(b, sample, http.StatusOK)
			bare := listenBare(b, sample)
			var rates [2][]float64
			var ratios []float64 // of neighbouring turns, so that a disturbance from outside hits both
			for range b.N {
				for round := range 2 * benchRounds {
					which := round % 2
					load := &load{addr: [2]string{bare, chain}[which], requests: [][]byte{request}}
					rates[which] = append(rates[which], load.saturate(b))
				}
			}
			for i := range rates[0] {
				ratios = append(ratios, rates[1][i]/rates[0][i])
			}
			b.ReportMetric(median(rates[0]), "bare-req/s")
			b.ReportMetric(median(rates[1]), "chain-req/s")
			b.ReportMetric(median(ratios), "ratio")
			b.ReportMetric(float64(sample.Body.Len()), "body-bytes")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkComputedPage asks for pages that are not kept: how many a second at most, and how long the slowest of a
// hundred takes when half as many come.
func BenchmarkComputedPage(b *testing.B) {
	s := benchSite(b, 1000, 1)
	addr := s.listen(b)
	var requests [][]byte
	for _, order := range []string{"highest", "lowest", "name", "fall", "rise"} {
		for _, class := range []string{"", "compliant", "demonstration", "rectification", "compliant,demonstration"} {
			for _, language := range []string{"", "en"} {
				target := "/board/" + publishtest.District + "?order=" + order + "&class=" + class
				requests = append(requests, rawRequest(target, "gzip", "Cookie: language="+language))
			}
		}
	}
	var saturated, p50, p99 []float64
	for range b.N {
		for range 3 {
			load := &load{addr: addr, requests: requests}
			rate := load.saturate(b)
			saturated = append(saturated, rate)
			took := load.pace(b, rate/2, 3*time.Second)
			p50 = append(p50, took[len(took)/2].Seconds()*1000)
			p99 = append(p99, took[len(took)*99/100].Seconds()*1000)
		}
	}
	b.ReportMetric(median(saturated), "saturated-req/s")
	b.ReportMetric(median(p50), "half-p50-ms")
	b.ReportMetric(median(p99), "half-p99-ms")
	b.ReportMetric(0, "ns/op")
}

// benchSite is a server as it runs in production: it logs what matters only. cacheBytes 1 keeps nothing.
func benchSite(b *testing.B, compounds int, cacheBytes int64) *site {
	b.Helper()
	before := debug.SetGCPercent(300) // as serve sets it, for both servers
	b.Cleanup(func() { debug.SetGCPercent(before) })
	db := storetest.Open(b, storetest.SQLite(b), store.Options{})
	publishtest.Fill(b, db, compounds)
	st := &site{t: b, store: db, log: &syncBuffer{}}
	o := options(b, db, io.Discard)
	o.Logger = slog.New(slog.NewTextHandler(st.log, nil))
	o.CacheBytes = cacheBytes
	o.SlowRequest = time.Hour // a shared machine is slow now and then; the log is for mistakes here
	s, err := New(o)
	if err != nil {
		b.Fatal(err)
	}
	st.Server = s
	return st
}

// listen serves until the benchmark ends.
func (s *site) listen(b *testing.B) (addr string) {
	b.Helper()
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	b.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			b.Error(err)
		}
		if log := s.log.String(); log != "" {
			b.Errorf("the server complained: %.2000s", log)
		}
	})
	for s.cache.current() == 0 { // until changes are watched, nothing is kept
		wantStatus(b, s.get("/healthz"), http.StatusOK)
	}
	return ln.Addr().String()
}

// listenBare serves the same bytes with nothing around them.
func listenBare(b *testing.B, sample *reply) (addr string) {
	b.Helper()
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	body := sample.Body.Bytes()
	length := strconv.Itoa(len(body))
	server := &http.Server{ReadHeaderTimeout: DefaultReadHeaderTimeout, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType[0])
		w.Header().Set("Content-Length", length)
		_, _ = w.Write(body)
	})}
	done := make(chan error, 1)
	go func() { done <- server.Serve(ln) }()
	b.Cleanup(func() {
		if err := server.Close(); err != nil {
			b.Error(err)
		}
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			b.Error(err)
		}
	})
	return ln.Addr().String()
}

func rawRequest(target, coding string, headers ...string) []byte {
	return []byte("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: " + coding + "\r\n" + strings.Join(append(headers, ""), "\r\n") + "\r\n")
}

// load asks a server over kept connections. It does as little as it can, since it shares the processors.
type load struct {
	addr     string
	requests [][]byte
}

// saturate asks as fast as answers come and returns the answers a second.
func (l *load) saturate(b *testing.B) float64 {
	b.Helper()
	var answers atomic.Int64
	var stop atomic.Bool
	var wg sync.WaitGroup
	start := time.Now()
	for i := range benchConns {
		wg.Go(func() {
			c, err := dial(l.addr)
			if err != nil {
				b.Error(err)
				return
			}
			defer c.close()
			for n := i; !stop.Load(); n += 7 {
				if err := c.ask(l.requests[n%len(l.requests)]); err != nil {
					b.Error(err)
					return
				}
				answers.Add(1)
			}
		})
	}
	time.Sleep(benchRound)
	stop.Store(true)
	wg.Wait()
	return float64(answers.Load()) / time.Since(start).Seconds()
}

// pace asks at a rate, whether answers come or not, and returns how long each took from when it was due, sorted.
func (l *load) pace(b *testing.B, rate float64, span time.Duration) []time.Duration {
	b.Helper()
	due := make(chan time.Time, int(rate*span.Seconds())+1)
	var mu sync.Mutex
	var took []time.Duration
	var wg sync.WaitGroup
	var next atomic.Int64
	for range benchConns {
		wg.Go(func() {
			c, err := dial(l.addr)
			if err != nil {
				b.Error(err)
				return
			}
			defer c.close()
			for at := range due {
				if err := c.ask(l.requests[int(next.Add(1))%len(l.requests)]); err != nil {
					b.Error(err)
					return
				}
				mu.Lock()
				took = append(took, time.Since(at))
				mu.Unlock()
			}
		})
	}
	gap := time.Duration(float64(time.Second) / rate)
	for at, end := time.Now(), time.Now().Add(span); at.Before(end); at = at.Add(gap) {
		time.Sleep(time.Until(at))
		due <- at
	}
	close(due)
	wg.Wait()
	if len(took) == 0 {
		b.Fatal("no answers")
	}
	slices.Sort(took)
	return took
}

// rawConn is one kept connection.
type rawConn struct {
	conn net.Conn
	in   *bufio.Reader
}

func dial(addr string) (*rawConn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &rawConn{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (c *rawConn) close() { _ = c.conn.Close() }

// ask sends a request and reads its answer to the end.
func (c *rawConn) ask(request []byte) error {
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	length := -1
	for first := true; ; first = false {
		line, err := c.in.ReadSlice('\n')
		switch {
		case err != nil:
			return err
		case first && !strings.HasPrefix(string(line), "HTTP/1.1 200 "):
			return fmt.Errorf("answered %s", line)
		case len(line) > 16 && string(line[:16]) == "Content-Length: ":
			if length, err = strconv.Atoi(strings.TrimSpace(string(line[16:]))); err != nil {
				return err
			}
		case len(line) == 2:
			if length <= 0 {
				return errors.New("no length")
			}
			_, err := c.in.Discard(length)
			return err
		}
	}
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
