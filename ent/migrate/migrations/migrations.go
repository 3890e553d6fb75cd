// Package migrations holds the schema's versioned scripts, one folder a database. Written scripts never change.
package migrations

import "embed"

// Scripts are goose Up scripts, applied in order of their number.
//
//go:embed sqlite/*.sql postgres/*.sql
var Scripts embed.FS
