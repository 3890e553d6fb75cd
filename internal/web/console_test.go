package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestConsolePages(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Demo = true })
	for _, path := range []string{"/console", "/console/", "/console/compounds", "/console/compounds/4301040010001?tab=photos", "/console/nowhere"} {
		r := s.get(path, "Cookie", "language=en")
		wantStatus(t, r, http.StatusOK)
		if got := r.Header.Get("Content-Security-Policy"); got != pagePolicy {
			t.Errorf("%s: policy %q", path, got)
		}
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q: Back would show it to whoever comes next", path, got)
		}
		p := readPage(t, r)
		if p.lang != "en" || p.boot.Language != "en" || !p.boot.Demo || p.hasData {
			t.Errorf("%s: lang %q, boot %+v", path, p.lang, p.boot)
		}
	}
}

func TestConsoleFilesNeverChange(t *testing.T) {
	s := newSite(t, nil)
	r := s.get("/console/assets/console-1a2b.js")
	wantStatus(t, r, http.StatusOK)
	if got := r.Header.Get("Cache-Control"); got != immutable[0] {
		t.Errorf("Cache-Control %q", got)
	}
}

func TestWhatSpeaksHTTPBelowTheConsoleIsNoPage(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/console/assets/none.js", "/console/attachments/1", "/console/imports/1", "/console/export/compounds", "/console/oidc/none", "/console/index.html"} {
		if r := s.get(path); strings.Contains(r.Body.String(), "the console") && path != "/console/index.html" {
			t.Errorf("%s answers with the console's page", path)
		}
	}
	if consolePage("/consoles") || consolePage("/") || !consolePage("/console/x/graphql") {
		t.Error("which addresses are pages is read wrongly")
	}
}

func TestConsoleThatIsNotBuilt(t *testing.T) {
	s := newSite(t, func(o *Options) {
		d := dist()
		delete(d, "dist/console/index.html")
		o.Dist = d
	})
	r := s.get("/console")
	wantStatus(t, r, http.StatusOK)
	if !strings.Contains(r.Body.String(), "not built") {
		t.Errorf("%q", r.Body.String())
	}
}
