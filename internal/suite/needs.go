package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// oldestPostgres is the oldest major version of PostgreSQL that is supported.
const oldestPostgres = 15

// needs is what the tests use of the machine.
type needs struct {
	// postgres is what initdb says of its version.
	postgres string
	// chromium is the path of a browser that starts.
	chromium string
	// compiler is a C compiler for the race detector; empty if there is none, which is no failure.
	compiler string
}

func (n needs) String() string {
	race := n.compiler
	if race == "" {
		race = "none: the race detector is left out"
	}
	return fmt.Sprintf("PostgreSQL:  %s\nChromium:    %s\nC compiler:  %s", n.postgres, n.chromium, race)
}

// findNeeds finds PostgreSQL and Chromium. On Debian and Ubuntu it installs them for root; elsewhere it says what to install.
func findNeeds(ctx context.Context) (needs, error) {
	n := look(ctx)
	if !n.enough() && debian() && os.Geteuid() == 0 {
		if err := install(ctx, n); err != nil {
			return n, err
		}
		n = look(ctx)
	}
	if n.enough() {
		return n, nil
	}
	return n, n.advice()
}

func (n needs) enough() bool { return n.postgres != "" && n.chromium != "" && hasChineseFont() }

func look(ctx context.Context) needs {
	n := needs{postgres: findPostgres(ctx), chromium: findChromium(ctx)}
	for _, cc := range []string{os.Getenv("CC"), "gcc", "clang", "cc"} {
		if path, err := exec.LookPath(cc); cc != "" && err == nil {
			n.compiler = path
			break
		}
	}
	return n
}

// findPostgres gives the version of the newest initdb, and nothing where it is too old. It makes sure that the tests find
// the same one.
func findPostgres(ctx context.Context) string {
	var dirs []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"} {
		if found, err := filepath.Glob(pattern); err == nil {
			dirs = append(dirs, found...)
		}
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(p))
	}
	var newest string
	var newestMajor int
	for _, dir := range dirs {
		out, err := exec.CommandContext(ctx, filepath.Join(dir, "initdb"), "--version").Output() //nolint:gosec // a program found in the system's own folders
		if err != nil {
			continue
		}
		major := 0
		if m := regexp.MustCompile(`(\d+)(\.\d+|beta|rc|devel)`).FindStringSubmatch(string(out)); m != nil {
			major = number(m[1])
		}
		if major >= oldestPostgres && major > newestMajor {
			newestMajor, newest = major, strings.TrimSpace(strings.TrimPrefix(string(out), "initdb (PostgreSQL) "))
			if err := os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
				return ""
			}
		}
	}
	return newest
}

// findChromium gives the first browser that says its version: on some systems the name is there, and only tells to
// install another package.
func findChromium(ctx context.Context) string {
	for _, name := range []string{
		os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
		"/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	} {
		path, err := exec.LookPath(name)
		if name == "" || err != nil {
			continue
		}
		if err := exec.CommandContext(ctx, path, "--version").Run(); err == nil { //nolint:gosec // a browser found on the machine
			return path
		}
	}
	return ""
}

// hasChineseFont reports whether the pages can be drawn as they are. Without fc-list there is no way to ask, outside
// Linux the system has such fonts.
func hasChineseFont() bool {
	fc, err := exec.LookPath("fc-list")
	if runtime.GOOS != "linux" || err != nil {
		return true
	}
	out, err := exec.Command(fc, ":lang=zh", "family").Output() //nolint:gosec // fontconfig's own program
	return err != nil || len(strings.TrimSpace(string(out))) > 0
}

func debian() bool {
	b, err := os.ReadFile("/etc/os-release")
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(b)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if (key == "ID" || key == "ID_LIKE") && slices.ContainsFunc(strings.Fields(strings.Trim(value, `"`)), func(id string) bool {
			return id == "debian" || id == "ubuntu"
		}) {
			return true
		}
	}
	return false
}

// install gets what is missing from the distribution, without asking anything and without starting a server of its own.
func install(ctx context.Context, n needs) error {
	packages := []string{"fonts-noto-cjk"}
	if n.chromium == "" {
		packages = append(packages, "chromium")
	}
	apt := func(args ...string) error {
		fmt.Println("+ apt-get", strings.Join(args, " "))
		cmd := exec.CommandContext(ctx, "apt-get", args...) //nolint:gosec // our own arguments
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		cmd.Stderr = os.Stderr
		if out, err := cmd.Output(); err != nil {
			return fmt.Errorf("apt-get %s: %w\n%s", strings.Join(args, " "), err, out)
		}
		return nil
	}
	get := func(packages ...string) error {
		return apt(append([]string{"-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "install"}, packages...)...)
	}
	if err := apt("update"); err != nil {
		return err
	}
	if n.postgres == "" {
		// The tests start a cluster of their own; the one that the package would make is not wanted.
		if err := get("postgresql-common"); err != nil {
			return err
		}
		const path = "/etc/postgresql-common/createcluster.conf"
		if b, err := os.ReadFile(path); err == nil {
			b = regexp.MustCompile(`(?m)^#?\s*create_main_cluster.*$`).ReplaceAll(b, []byte("create_main_cluster = false"))
			if err := os.WriteFile(path, b, 0o644); err != nil { //nolint:gosec // a system's configuration that everyone may read
				return err
			}
		}
		packages = append(packages, "postgresql")
	}
	return get(packages...)
}

// advice says exactly what to install.
func (n needs) advice() error {
	var missing []string
	add := func(what, debian, brew string) {
		missing = append(missing, fmt.Sprintf("  %s\n    Debian, Ubuntu: sudo apt-get install %s\n    macOS:          brew install %s", what, debian, brew))
	}
	if n.postgres == "" {
		add(fmt.Sprintf("PostgreSQL %d or newer (its programs initdb and postgres)", oldestPostgres), "postgresql", "postgresql@17")
	}
	if n.chromium == "" {
		add("Chromium, or Google Chrome (set CHROMIUM to its path if it is somewhere else)", "chromium", "--cask chromium")
	}
	if !hasChineseFont() {
		add("a Chinese font, to draw the pages as they are", "fonts-noto-cjk", "font-noto-sans-cjk")
	}
	return errors.New("the tests need what this machine does not have:\n" + strings.Join(missing, "\n"))
}
