package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"smileboard/internal/store/storetest"
)

// serving is a server that runs inside the test, as main runs it.
type serving struct {
	url  string
	stop context.CancelFunc
	code chan int
	// log are the lines before it listened.
	log []string
}

// serve starts the program and waits for the line that says where it listens.
func serve(t *testing.T, args ...string) *serving {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	s := &serving{stop: stop, code: make(chan int, 1)}
	go func() {
		code := run(ctx, append([]string{"smileboard", "--log-format", "json"}, args...), io.Discard, w)
		_ = w.Close()
		s.code <- code
	}()
	t.Cleanup(stop)
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), `"msg":"serving","address":"`); ok {
			addr, _, _ := strings.Cut(rest, `"`)
			s.url = "http://" + addr
			go func() { _, _ = io.Copy(io.Discard, r) }()
			return s
		}
		s.log = append(s.log, lines.Text())
	}
	t.Fatalf("it ended with %d before it listened", <-s.code)
	return nil
}

// refused runs the program to its end and returns what it said.
func refused(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	var out strings.Builder
	code = run(context.Background(), append([]string{"smileboard", "--lang", "zh"}, args...), io.Discard, &out)
	return code, out.String()
}

func TestOneFileServesOneServerAndCommandsBesideIt(t *testing.T) {
	storetest.Tally(t, "sqlite")
	db := "sqlite:" + filepath.Join(t.TempDir(), "office.db")
	first := serve(t, "--db", db, "serve", "--addr", "127.0.0.1:0")
	if code, said := refused(t, "--db", db, "serve", "--addr", "127.0.0.1:0"); code != exitBadInput || !strings.Contains(said, "另一个 smileboard serve") {
		t.Errorf("a second server ended with %d: %s", code, said)
	}
	if code, said := refused(t, "--db", db, "doctor"); code != exitOK {
		t.Errorf("a command beside the server ended with %d: %s", code, said)
	}
	first.stop()
	if code := <-first.code; code != exitOK {
		t.Errorf("the server stopped with %d", code)
	}
	// The lock goes with the server.
	again := serve(t, "--db", db, "serve", "--addr", "127.0.0.1:0")
	again.stop()
	<-again.code
}

func TestAPortInUseIsSaid(t *testing.T) {
	storetest.Tally(t, "sqlite")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	db := "sqlite:" + filepath.Join(t.TempDir(), "office.db")
	if code, said := refused(t, "--db", db, "serve", "--addr", ln.Addr().String()); code != exitBadInput || !strings.Contains(said, "已被另一个程序占用") {
		t.Errorf("it ended with %d: %s", code, said)
	}
}

func TestAServerNoticesAPublicationOfAnotherProcess(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, db string) {
		server := serve(t, "--db", db, "serve", "--addr", "127.0.0.1:0", "--rate-limit", "-1")
		dir := t.TempDir()
		if code, said := refused(t, "--db", db, "demo", "--dir", dir, "--addr", "127.0.0.1:99999"); code != exitBadInput {
			t.Fatalf("loading the sample ended with %d: %s", code, said)
		}
		for attempt := 0; ; attempt++ {
			if strings.Contains(get(t, server.url+home(t)), `"430104"`) {
				break
			}
			if attempt == 10_000 {
				t.Fatal("the first page stays empty")
			}
		}
		server.stop()
		<-server.code
	})
}

// home is the first page's question, which the server keeps the answer of.
func home(t *testing.T) string {
	t.Helper()
	operations, err := knownOperations()
	if err != nil {
		t.Fatal(err)
	}
	for hash, document := range operations {
		if strings.Contains(document, "query Home") {
			return "/graphql?documentId=sha256:" + hash
		}
	}
	t.Fatal("there is no operation Home")
	return ""
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url) //nolint:noctx // the test's own server
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", url, err))
	}
	_ = res.Body.Close()
	return string(body)
}
