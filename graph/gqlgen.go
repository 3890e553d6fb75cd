//go:build gqlgen

// Generates the GraphQL servers' code: the public one from gqlgen.yml, the console's from gqlgen.console.yml.
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
	for _, file := range []string{"gqlgen.yml", "gqlgen.console.yml"} {
		cfg, err := config.LoadConfig(file)
		if err != nil {
			log.Fatalf("gqlgen: %s: %v", file, err)
		}
		if err := api.Generate(cfg); err != nil {
			log.Fatalf("gqlgen: %s: %v", file, err)
		}
	}
}
