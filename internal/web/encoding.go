package web

import (
	"strconv"
	"strings"
)

// encoding is a content coding that the server can send.
type encoding uint8

const (
	identity encoding = iota
	gzipped
	brotlied
	encodings
)

// name is the coding's token in Content-Encoding.
func (e encoding) name() string { return [encodings]string{"identity", "gzip", "br"}[e] }

// chooseEncoding picks the best coding that the client accepts: the highest q, brotli before gzip where they are equal.
//
// A client that refuses everything gets identity nevertheless: RFC 9110 (12.5.3) allows it, and a page that can be read
// helps more than a 406.
func chooseEncoding(accept []string) encoding {
	if len(accept) == 1 {
		switch accept[0] {
		case "gzip, deflate, br, zstd", "gzip, deflate, br":
			return brotlied
		case "gzip", "gzip, deflate":
			return gzipped
		}
	}
	unset := -1.0
	q := [encodings]float64{unset, unset, unset}
	any := unset
	for _, line := range accept {
		for part := range strings.SplitSeq(line, ",") {
			token, weight := parseWeighted(part)
			switch {
			case strings.EqualFold(token, "br"):
				q[brotlied] = weight
			case strings.EqualFold(token, "gzip"), strings.EqualFold(token, "x-gzip"):
				q[gzipped] = weight
			case strings.EqualFold(token, "identity"):
				q[identity] = weight
			case token == "*":
				any = weight
			}
		}
	}
	best, bestQ := identity, max(q[identity], 0)
	for _, e := range []encoding{gzipped, brotlied} {
		if q[e] == unset {
			q[e] = any
		}
		if q[e] > 0 && q[e] >= bestQ {
			best, bestQ = e, q[e]
		}
	}
	return best
}

// parseWeighted reads "token;q=0.5". A weight that can't be read counts as a refusal: better a plain answer than one
// that can't be unpacked.
func parseWeighted(part string) (token string, q float64) {
	token, params, _ := strings.Cut(part, ";")
	q = 1
	for param := range strings.SplitSeq(params, ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(param), "=")
		if !ok || !strings.EqualFold(name, "q") {
			continue
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || !(v >= 0 && v <= 1) {
			v = 0
		}
		q = v
	}
	return strings.TrimSpace(token), q
}
