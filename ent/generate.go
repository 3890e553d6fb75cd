package ent

//go:generate go run -tags entc entc.go
