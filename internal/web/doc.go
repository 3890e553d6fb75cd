// Package web answers HTTP: the pages, the GraphQL endpoint, files, health and metrics.
//
// It owns what belongs to the wire: limits, caching, compression, security headers, request ids, the access log, and
// who the caller is (everyone is the public here, and only this package says so). It knows no rule of the domain: what
// an answer holds is graph's business, how a page looks is the front end's.
package web
