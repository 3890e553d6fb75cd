package graph

import (
	"embed"
	"strings"
)

//go:embed *.graphql
var schemaFiles embed.FS

// SchemaText is the whole public schema as one file.
func SchemaText() string {
	entries, err := schemaFiles.ReadDir(".")
	if err != nil {
		panic(err) // the files are inside the program
	}
	var b strings.Builder
	for i, e := range entries {
		text, err := schemaFiles.ReadFile(e.Name())
		if err != nil {
			panic(err)
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.Write(text)
	}
	return b.String()
}
