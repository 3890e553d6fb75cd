// Command devloop runs Vite's development server beside the Go server, and builds and starts the Go server again whenever a
// file that it is made of changes. It is what `make dev` calls.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// sources are the folders and the endings of the files that the binary is made of; the front end is Vite's.
var (
	sources = []string{"cmd", "ent", "graph", "internal"}
	endings = []string{".go", ".graphql", ".sql", ".yaml", ".json", ".csv"}
)

const binary = "bin/smileboard-dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "devloop:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	vite := command(ctx, "npm", "run", "--silent", "dev")
	if err := vite.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- vite.Wait() }()

	var server *exec.Cmd
	var built time.Time
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		changed, err := newest()
		if err != nil {
			return err
		}
		if changed.After(built) {
			built = changed
			server = restart(ctx, server, args)
		}
		select {
		case <-ctx.Done():
			stopServer(server)
			return <-ended
		case err := <-ended:
			stopServer(server)
			return fmt.Errorf("vite ended: %w", err)
		case <-tick.C:
		}
	}
}

// restart replaces the running server when the new one builds; otherwise the old one stays.
func restart(ctx context.Context, old *exec.Cmd, args []string) *exec.Cmd {
	if err := command(ctx, "go", "build", "-o", binary, "./cmd/smileboard").Run(); err != nil {
		fmt.Fprintln(os.Stderr, "devloop: the server does not build, the last one goes on:", err)
		return old
	}
	stopServer(old)
	server := command(ctx, binary, args...)
	if err := server.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "devloop:", err)
		return nil
	}
	return server
}

func stopServer(server *exec.Cmd) {
	if server == nil {
		return
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		fmt.Fprintln(os.Stderr, "devloop:", err)
	}
	_ = server.Wait() // how it ended is in its own log
}

func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // our own commands
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// newest is when the last of the sources was written.
func newest() (t time.Time, err error) {
	for _, dir := range sources {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains(endings, filepath.Ext(path)) {
				return err
			}
			info, err := d.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err == nil && info.ModTime().After(t) {
				t = info.ModTime()
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return t, err
		}
	}
	return t, nil
}
