package storetest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"time"

	_ "github.com/lib/pq" // to talk to the cluster
)

// ErrNoPostgres says what to install.
var ErrNoPostgres = errors.New("PostgreSQL 15 or newer is needed for the tests: its programs initdb and postgres were not found " +
	"(Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@16)")

// Cluster is a throw-away PostgreSQL on a free port of the loopback address.
type Cluster struct {
	// URL is the address of its postgres database, for a superuser.
	URL string

	dir     string
	process *exec.Cmd
	output  bytes.Buffer
}

// StartCluster makes and starts a cluster in a temporary folder. PostgreSQL refuses to run as root, so that root runs it
// as the user postgres, or nobody.
func StartCluster() (_ *Cluster, err error) {
	bin, err := postgresPrograms()
	if err != nil {
		return nil, err
	}
	c := &Cluster{}
	if c.dir, err = os.MkdirTemp("", "smileboard-pg-"); err != nil {
		return nil, fmt.Errorf("storetest: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.Stop())
		}
	}()
	attr, err := unprivileged(c.dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(c.dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "smileboard", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync") //nolint:gosec // a program found in the system's own folders
	initdb.SysProcAttr, initdb.Dir = attr, c.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("storetest: initdb: %w\n%s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	c.process = exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(port), "-k", c.dir, //nolint:gosec // as above
		"-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300", "-c", "shared_buffers=256MB")
	c.process.SysProcAttr, c.process.Dir = attr, c.dir
	c.process.Stdout, c.process.Stderr = &c.output, &c.output
	if err := c.process.Start(); err != nil {
		return nil, fmt.Errorf("storetest: postgres: %w", err)
	}
	c.URL = fmt.Sprintf("postgres://smileboard@127.0.0.1:%d/postgres?sslmode=disable", port)
	return c, c.wait()
}

// wait asks until the cluster answers; how long a machine takes to start a server is not ours to know.
func (c *Cluster) wait() error {
	db, err := sql.Open("postgres", c.URL)
	if err != nil {
		return fmt.Errorf("storetest: %w", err)
	}
	defer func() { _ = db.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("storetest: postgres does not answer: %w\n%s", err, c.output.String())
		case <-tick.C:
		}
	}
}

// Stop ends the cluster and removes its files.
func (c *Cluster) Stop() error {
	var errs []error
	if c.process != nil && c.process.Process != nil {
		// SIGINT is PostgreSQL's fast shutdown.
		errs = append(errs, c.process.Process.Signal(syscall.SIGINT))
		var exit *exec.ExitError
		if err := c.process.Wait(); err != nil && !errors.As(err, &exit) {
			errs = append(errs, err)
		}
	}
	errs = append(errs, os.RemoveAll(c.dir))
	return errors.Join(errs...)
}

func postgresPrograms() (dir string, err error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	var found []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"} {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			return "", fmt.Errorf("storetest: %w", err)
		}
		for _, d := range dirs {
			if _, err := os.Stat(filepath.Join(d, "initdb")); err == nil {
				found = append(found, d)
			}
		}
	}
	if len(found) == 0 {
		return "", ErrNoPostgres
	}
	slices.Sort(found)
	return found[len(found)-1], nil
}

func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, fmt.Errorf("storetest: no user to run PostgreSQL as: %w", err)
		}
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("storetest: user %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("storetest: group of %s: %w", u.Username, err)
	}
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		return nil, fmt.Errorf("storetest: %w", err)
	}
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		return nil, fmt.Errorf("storetest: PostgreSQL cannot be started as another user on %s", runtime.GOOS)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("storetest: %w", err)
	}
	defer func() { _ = l.Close() }()
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.New("storetest: no TCP port")
	}
	return addr.Port, nil
}
