// Package blobtest starts a real S3 server for tests: versitygw, which the Go module proxy brings, over a temporary
// folder. Its modules stand in s3.mod, apart from the program's own.
package blobtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The keys of every gateway.
const (
	KeyID  = "smileboard-test"
	Secret = "not-a-secret-0123456789"
)

// Gateway is a running S3 server.
type Gateway struct {
	// Endpoint is its address, such as http://127.0.0.1:41234.
	Endpoint string
	// Dir holds the objects as files, below the bucket's name.
	Dir string
}

// program builds the server once, or finds it built in Go's cache.
var program = sync.OnceValues(func() (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", "tool", "-modfile="+filepath.Join(root, "s3.mod"), "-n", "versitygw") //nolint:gosec // our own arguments
	cmd.Dir = root
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("blobtest: build versitygw: %w\n%s", err, errs.String())
	}
	return strings.TrimSpace(string(out)), nil
})

func moduleRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("blobtest: %w", err)
	}
	return filepath.Dir(strings.TrimSpace(string(out))), nil
}

// Start runs a server with empty buckets of these names for the length of a test.
func Start(tb testing.TB, buckets ...string) *Gateway {
	tb.Helper()
	path, err := program()
	if err != nil {
		tb.Fatal(err)
	}
	dir := tb.TempDir()
	g := &Gateway{Dir: filepath.Join(dir, "objects")}
	sidecar := filepath.Join(dir, "attributes") // for file systems without attributes of their own
	for _, folder := range append([]string{"", "../attributes"}, buckets...) {
		if err := os.MkdirAll(filepath.Join(g.Dir, folder), 0o750); err != nil {
			tb.Fatal(err)
		}
	}
	port, err := freePort()
	if err != nil {
		tb.Fatal(err)
	}
	g.Endpoint = "http://" + port
	var output bytes.Buffer
	cmd := exec.Command(path, "--port", port, "--quiet", "posix", "--sidecar", sidecar, g.Dir) //nolint:gosec // built above
	cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+KeyID, "ROOT_SECRET_KEY="+Secret)
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended is in its output
		close(ended)
	}()
	tb.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
	})
	if err := wait(port, ended); err != nil {
		_ = cmd.Process.Kill()
		tb.Fatalf("versitygw: %v\n%s", err, output.String())
	}
	return g
}

// Address is what --files takes for a bucket of this server, and a prefix in it.
func (g *Gateway) Address(bucket string) string {
	return "s3://" + bucket + "?endpoint=" + g.Endpoint + "&region=us-east-1"
}

// wait asks until the server answers; how long a machine takes to start one is not ours to know.
func wait(address string, ended chan struct{}) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-ended:
			return errors.New("it ended")
		case <-ctx.Done():
			return err
		case <-tick.C:
		}
	}
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // opening takes no time that could be cut short
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
