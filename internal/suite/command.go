package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// prepare makes a command with the environment that all parts share. When the run is interrupted the command is asked to
// stop, and killed if it does not.
func (s *suite) prepare(env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(s.ctx, name, args...) //nolint:gosec // our own commands
	cmd.Env = append(append(os.Environ(), "CHROMIUM="+s.needs.chromium), env...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	return cmd
}

// command runs one to its end, in the open.
func (s *suite) command(env []string, name string, args ...string) error {
	cmd := s.prepare(env, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}

// withStderr adds what a command said before it failed.
func withStderr(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return fmt.Errorf("%w\n%s", err, exit.Stderr)
	}
	return err
}
