package web

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"smileboard/frontend"
)

func TestFiles(t *testing.T) {
	s := newSite(t, nil)
	for path, want := range map[string]struct{ kind, caching string }{
		"/assets/app-1a2b.js":    {"text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		"/assets/small-1a2b.css": {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"/favicon.svg":           {"image/svg+xml; charset=utf-8", "public, max-age=3600"},
		"/manifest.webmanifest":  {"application/manifest+json", "public, max-age=3600"},
	} {
		r := s.get(path)
		wantStatus(t, r, http.StatusOK)
		if got := r.Header.Get("Content-Type"); got != want.kind {
			t.Errorf("%s is %s", path, got)
		}
		if got := r.Header.Get("Cache-Control"); got != want.caching {
			t.Errorf("%s: %s", path, got)
		}
		again := s.get(path, "If-None-Match", r.Header.Get("Etag"))
		wantStatus(t, again, http.StatusNotModified)
		if again.Header.Get("Cache-Control") != want.caching {
			t.Errorf("%s: 304 with %s", path, again.Header.Get("Cache-Control"))
		}
	}
	r := s.get("/assets/app-1a2b.js", "Accept-Encoding", "gzip")
	in, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(in)
	if err != nil || string(got) != script {
		t.Errorf("unpacked to something else (%v)", err)
	}
}

func TestFilesArePackedBeforeAnyoneAsks(t *testing.T) {
	s := newSite(t, nil)
	s.packFiles(context.Background())
	f := s.files["/assets/app-1a2b.js"]
	for _, e := range []encoding{gzipped, brotlied} {
		if n := len(f.forms[e].body); n == 0 || n >= len(script) {
			t.Errorf("%s: %d bytes of %d", e.name(), n, len(script))
		}
	}
}

// TestNoWayOutOfTheAssets asks over a real connection, since a client would clean the paths.
func TestNoWayOutOfTheAssets(t *testing.T) {
	s := newSite(t, nil)
	server := httptest.NewServer(s)
	defer server.Close()
	for _, path := range []string{
		"/assets/../index.html", "/assets/..%2findex.html", "/assets/%2e%2e/placeholder.html", "/assets/..\\index.html", "/assets/./app-1a2b.js",
		"/assets/../../../../../../etc/passwd", "/assets/%2e%2e%2f%2e%2e%2fgo.mod", "/assets//app-1a2b.js", "/assets/app-1a2b.js/",
		"/assets/", "/assets", "/assets/app-1a2b.js%00.css", "/dist/assets/app-1a2b.js", "/../etc/passwd", "//etc/passwd", "/assets/APP-1A2B.js", "/.vite/manifest.json",
	} {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		r, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		if err := errors.Join(err, r.Body.Close(), conn.Close()); err != nil {
			t.Fatal(err)
		}
		if r.StatusCode != http.StatusNotFound && r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
		if strings.Contains(string(body), "smile';") || strings.Contains(string(body), "root:") || strings.Contains(string(body), "not built") {
			t.Errorf("%s: shows a file", path)
		}
	}
}

// TestTheRealFrontEndFits loads what `make build` put into the program, or the placeholder.
func TestTheRealFrontEndFits(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Dist, o.IDE = frontend.Dist, true })
	wantStatus(t, s.get("/board/430104"), http.StatusOK)
	for _, rt := range s.pages.routes {
		for l := range languages {
			for _, kind := range []string{"title.", "description."} {
				if s.pages.messages[l][kind+rt.Message] == "" {
					t.Errorf("%s has no %s%s", l.tag(), kind, rt.Message)
				}
			}
		}
	}
}
