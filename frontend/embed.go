// Package frontend holds the built pages and the two files that tell the server how to serve them.
//
// It owns no logic: internal/web reads these files. README.md in this folder says what each of them means.
package frontend

import "embed"

// Dist is what `make build` makes, below dist/. Without Node it holds only placeholder.html.
//
//go:embed all:dist
var Dist embed.FS

// Public holds src/public/operations.json (the documents known by hash), src/public/routes.json (which document and
// which variables a page's address stands for) and locales/<language>.json (the sentences of titles and descriptions).
//
//go:embed src/public/operations.json src/public/routes.json locales/zh-CN.json locales/en.json
var Public embed.FS
