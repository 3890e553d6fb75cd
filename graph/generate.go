package graph

//go:generate go run -tags gqlgen gqlgen.go
