package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
)

// Where the built files with a hash in their name are. They never change, so a client never asks again.
const (
	assetsPath        = "/assets/"
	consoleAssetsPath = "/console/assets/"
	ideAssetsPath     = "/graphiql/assets/"
)

var (
	immutable = []string{"public, max-age=31536000, immutable"}
	// hourly is for small files that change with a release: an old icon for an hour harms nobody.
	hourly = []string{"public, max-age=3600"}
)

// fileTypes names the types of the files that a build may hold. One that isn't here is refused at start, rather than
// sent with a type that some machine's own table makes up.
var fileTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml; charset=utf-8",
	".ttf":         "font/ttf",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// packedTypes are packed by nature.
var packedTypes = map[string]bool{".png": true, ".woff2": true}

// loadFiles reads the files below dist/ that are served as they are; those of GraphiQL only where it is open.
func loadFiles(dist fs.FS, ide bool) (map[string]*kept, error) {
	files := map[string]*kept{}
	err := fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		url := strings.TrimPrefix(name, "dist")
		base := path.Base(name)
		switch {
		case d.IsDir() && (url == "/graphiql" && !ide || strings.HasPrefix(base, ".")):
			return fs.SkipDir // what the build notes for itself is nobody's to read
		case d.IsDir(), strings.HasPrefix(base, "."), url == "/index.html", url == "/placeholder.html",
			url == "/console/index.html", url == "/graphiql/index.html":
			return nil
		}
		ext := path.Ext(name)
		contentType, ok := fileTypes[ext]
		if !ok {
			return fmt.Errorf("no type is known for %s", name)
		}
		body, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		f := keep(body, contentType)
		f.cacheControl = hourly
		f.quality = brotliFile
		f.packed = packedTypes[ext]
		if isAsset(url) {
			f.cacheControl = immutable
		}
		files[url] = f
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("web: front end: %w", err)
	}
	return files, nil
}

// isAsset reports whether an address is one of a built file with a hash in its name.
func isAsset(url string) bool {
	return strings.HasPrefix(url, assetsPath) || strings.HasPrefix(url, consoleAssetsPath) || strings.HasPrefix(url, ideAssetsPath)
}

// serveFile sends a file of the front end.
func (s *Server) serveFile(w *response, r *http.Request) {
	f, ok := s.files[r.URL.Path]
	if !ok {
		s.fail(w, r, notFound)
		return
	}
	f.send(w, r, nil, varyEncoding)
}

// packFiles packs the files in both codings, so that no visitor waits for it. A visitor who comes first packs what is
// asked for on the way.
func (s *Server) packFiles(ctx context.Context) {
	for _, f := range s.files {
		for _, e := range []encoding{brotlied, gzipped} {
			if ctx.Err() != nil {
				return
			}
			f.in(e)
		}
	}
	// Packing at the highest level takes a hundred megabytes for a moment, which an idle server would hold for minutes.
	debug.FreeOSMemory()
}
