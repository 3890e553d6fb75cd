//go:build gqlgen

// Generates the GraphQL server's code from the schema and gqlgen.yml.
package main

import (
	"log"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	// The configuration's paths start at the top level, whichever folder the generator is started in.
	if err := os.Chdir(".."); err != nil {
		log.Fatalf("gqlgen: %v", err)
	}
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		log.Fatalf("gqlgen: %v", err)
	}
	if err := api.Generate(cfg); err != nil {
		log.Fatalf("gqlgen: %v", err)
	}
}
