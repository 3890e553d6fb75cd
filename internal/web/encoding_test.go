package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestChooseEncoding(t *testing.T) {
	for _, c := range []struct {
		name   string
		accept []string
		want   encoding
	}{
		{"nothing said", nil, identity},
		{"an empty header", []string{""}, identity},
		{"a browser", []string{"gzip, deflate, br, zstd"}, brotlied},
		{"a program", []string{"gzip"}, gzipped},
		{"an old name", []string{"x-gzip"}, gzipped},
		{"upper case", []string{"GZIP"}, gzipped},
		{"brotli before gzip where equal", []string{"gzip;q=0.8, br;q=0.8"}, brotlied},
		{"the higher weight wins", []string{"br;q=0.2, gzip;q=0.9"}, gzipped},
		{"refused brotli", []string{"br;q=0, gzip"}, gzipped},
		{"refused all", []string{"br;q=0, gzip;q=0"}, identity},
		{"anything", []string{"*"}, brotlied},
		{"anything but brotli", []string{"*, br;q=0"}, gzipped},
		{"nothing at all", []string{"*;q=0"}, identity},
		{"identity wanted more", []string{"identity, gzip;q=0.5"}, identity},
		{"identity wanted less", []string{"identity;q=0.5, gzip"}, gzipped},
		{"two lines", []string{"gzip;q=0.1", "br"}, brotlied},
		{"spaces and more parameters", []string{" gzip ; a=b ; Q=0.3 , deflate"}, gzipped},
		{"a weight that is none", []string{"gzip;q=high"}, identity},
		{"a weight that is not a number", []string{"gzip;q=NaN"}, identity},
		{"a weight out of range", []string{"br;q=7, gzip;q=0.1"}, gzipped},
		{"a negative weight", []string{"br;q=-1"}, identity},
		{"a name within a name", []string{"gzipped, brotli"}, identity},
		{"commas only", []string{",,, ,"}, identity},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := chooseEncoding(c.accept); got != c.want {
				t.Errorf("%q: %s, want %s", c.accept, got.name(), c.want.name())
			}
		})
	}
}

func TestMatches(t *testing.T) {
	const tag = `W/"abc"`
	for _, c := range []struct {
		name   string
		header []string
		want   bool
	}{
		{"the tag", []string{`W/"abc"`}, true},
		{"the tag said to be strong", []string{`"abc"`}, true},
		{"one of several", []string{`"x", W/"abc" , "y"`}, true},
		{"without spaces", []string{`"x","abc"`}, true},
		{"in a second line", []string{`"x"`, `"abc"`}, true},
		{"anything", []string{`*`}, true},
		{"anything, with spaces", []string{` * `}, true},
		{"a comma in another tag", []string{`"x,", "abc"`}, true},
		{"another", []string{`"abd"`}, false},
		{"the tag within another", []string{`"xabc"`}, false},
		{"without quotes", []string{`abc`}, false},
		{"an open quote", []string{`"abc`}, false},
		{"empty", []string{``}, false},
		{"none", nil, false},
		{"a star in a tag", []string{`"*"`}, false},
		{"lower-case weakness is no mark", []string{`w/"abc"`}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := matches(c.header, tag); got != c.want {
				t.Errorf("%q: %v, want %v", c.header, got, c.want)
			}
		})
	}
}

func TestKeptUnpacksToTheSame(t *testing.T) {
	text := strings.Repeat("笑脸 smile ", 500)
	k := keep([]byte(text), "text/plain")
	for _, c := range []struct {
		accept, coding string
		unpack         func(io.Reader) (io.Reader, error)
	}{
		{"", "", func(r io.Reader) (io.Reader, error) { return r, nil }},
		{"gzip", "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"br", "br", func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Encoding", c.accept)
		w := httptest.NewRecorder()
		k.send(w, r, nil, varyEncoding)
		if got := w.Header().Get("Content-Encoding"); got != c.coding {
			t.Errorf("asked for %q, got %q", c.accept, got)
		}
		if got, want := w.Header().Get("Content-Length"), w.Body.Len(); got != strconv.Itoa(want) {
			t.Errorf("%s: length %s, sent %d", c.accept, got, want)
		}
		in, err := c.unpack(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(in)
		if err != nil || string(got) != text {
			t.Errorf("%s: unpacked to something else (%v)", c.accept, err)
		}
	}
}

func TestKeptIsNotPackedWhereThatDoesNotPay(t *testing.T) {
	image := keep(bytes.Repeat([]byte("a"), 4*compressFrom), "image/png")
	image.packed = true
	for name, k := range map[string]*kept{
		"small":           keep(bytes.Repeat([]byte("a"), compressFrom-1), "text/plain"),
		"without pattern": keep(noise(4*compressFrom), "text/plain"),
		"packed already":  image,
	} {
		for _, want := range []encoding{gzipped, brotlied} {
			if _, e := k.in(want); e != identity {
				t.Errorf("%s: sent as %s", name, e.name())
			}
		}
	}
}

// noise is what no coding makes shorter, the same every time.
func noise(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{}).Read(b)
	return b
}
