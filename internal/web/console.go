package web

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
)

// consolePath is where officers and contractors work. Every address below it is a page of the console, which finds out by
// itself which one, but for those that speak HTTP.
const consolePath = "/console"

// consoleReserved are the first parts of the addresses below the console that are no page.
var consoleReserved = map[string]bool{
	"assets": true, "graphql": true, "graphiql": true, "attachments": true, "imports": true, "export": true, "oidc": true,
}

// loadConsole reads the console's page, in each language.
//
// It may not be kept by anyone: on a shared machine, Back must not show what the person before has seen.
func loadConsole(o Options) (pages [languages]*kept, err error) {
	index, err := fs.ReadFile(o.Dist, "dist/console/index.html")
	if errors.Is(err, fs.ErrNotExist) {
		index, err = fs.ReadFile(o.Dist, "dist/placeholder.html")
	}
	if err != nil {
		return pages, fmt.Errorf("web: console: %w", err)
	}
	for l := range languages {
		body := bytes.Replace(index, []byte(htmlMarker), []byte(`<html lang="`+l.tag()+`">`), 1)
		pages[l] = keep(bytes.Replace(body, []byte(bootMarker), bootIsland(l, o), 1), pageType)
		pages[l].cacheControl = neverStore
	}
	return pages, nil
}

// consolePage reports whether an address is a page of the console.
func consolePage(path string) bool {
	below, ok := strings.CutPrefix(path, consolePath)
	if !ok || below != "" && below[0] != '/' {
		return false
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(below, "/"), "/")
	return !consoleReserved[first]
}

// serveConsole answers with the console's page.
func (s *Server) serveConsole(w *response, r *http.Request) {
	w.Header()["Content-Security-Policy"] = pagePolicyHeader
	w.asked = "console"
	s.console[chosenLanguage(r)].send(w, r, nil, varyPage)
}
