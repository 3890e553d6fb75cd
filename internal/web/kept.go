package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

const (
	// compressFrom is the size under which compression costs more than it saves: such an answer fits one packet.
	compressFrom = 1000
	// brotliKept and brotliFile trade time for size: an answer is packed while someone waits, a file once a start.
	brotliKept = 5
	brotliFile = 9
)

// kept is an answer as it goes out: its bytes in each coding, its tag, and its headers ready to be sent.
type kept struct {
	status int
	// contentType is the header's value; nil where the request decides.
	contentType []string
	etag        []string
	// cacheControl is what a cache outside may do with it.
	cacheControl []string
	// asked is the operation's name, for the log.
	asked string
	// quality is brotli's; packed says that the bytes are packed by nature and no coding helps.
	quality int
	packed  bool
	forms   [encodings]form
	// grew is told how many bytes a coding added, once for each.
	grew func(n int64)
}

// form is an answer in one coding, packed when it is first asked for.
type form struct {
	once   sync.Once
	body   []byte
	length []string
}

// keep makes an answer of its bytes, which must not change any more.
//
// Its tag is weak: the same tag stands for every coding of the same text, so that a proxy which packs anew, or a client
// that switches, still gets its 304.
func keep(body []byte, contentType string) *kept {
	sum := sha256.Sum256(body)
	k := &kept{
		status:       http.StatusOK,
		cacheControl: revalidate,
		etag:         []string{`W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`},
		quality:      brotliKept,
	}
	if contentType != "" {
		k.contentType = []string{contentType}
	}
	k.forms[identity].once.Do(func() { k.forms[identity].fill(body) })
	return k
}

func (f *form) fill(body []byte) {
	f.body = body
	f.length = []string{strconv.Itoa(len(body))}
}

// size is what the answer holds in memory at first.
func (k *kept) size() int64 { return int64(len(k.forms[identity].body)) }

// in gives the answer in the wanted coding, or as it is where packing doesn't pay.
func (k *kept) in(e encoding) (*form, encoding) {
	plain := &k.forms[identity]
	if e == identity || k.packed || len(plain.body) < compressFrom {
		return plain, identity
	}
	f := &k.forms[e]
	f.once.Do(func() {
		if packed := pack(plain.body, e, k.quality); len(packed) < len(plain.body) {
			f.fill(packed)
			if k.grew != nil {
				k.grew(int64(len(packed)))
			}
		}
	})
	if f.body == nil {
		return plain, identity
	}
	return f, e
}

// pack compresses body. Writing to memory can't fail.
func pack(body []byte, e encoding, quality int) []byte {
	var out bytes.Buffer
	switch e {
	case brotlied:
		w := brotli.NewWriterLevel(&out, quality)
		_, _ = w.Write(body)
		_ = w.Close()
	case gzipped:
		w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
		_, _ = w.Write(body)
		_ = w.Close()
	}
	return bytes.Clone(out.Bytes())
}

// Header values that never change are made once: the map of a response only points to them.
var (
	encodingNames = [encodings][]string{nil, {"gzip"}, {"br"}}
	varyEncoding  = []string{"Accept-Encoding"}
	// revalidate lets every cache keep an answer and makes it ask before each use: a corrected or withdrawn face must
	// not live on in a phone, and asking costs one round trip and a 304 of no bytes.
	revalidate = []string{"public, max-age=0, must-revalidate"}
)

// send answers with what was kept: 304 if the client holds it already, else in the best coding.
func (k *kept) send(w http.ResponseWriter, r *http.Request, contentType, vary []string) {
	h := w.Header()
	h["Cache-Control"] = k.cacheControl
	if earlier := h["Vary"]; earlier != nil {
		h["Vary"] = append(earlier[:len(earlier):len(earlier)], vary...)
	} else {
		h["Vary"] = vary
	}
	if k.status == http.StatusOK {
		h["Etag"] = k.etag
		if matches(r.Header["If-None-Match"], k.etag[0]) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if k.contentType != nil {
		contentType = k.contentType
	}
	h["Content-Type"] = contentType
	f, e := k.in(chooseEncoding(r.Header["Accept-Encoding"]))
	if e != identity {
		h["Content-Encoding"] = encodingNames[e]
	}
	h["Content-Length"] = f.length
	w.WriteHeader(k.status)
	_, _ = w.Write(f.body)
}

// matches reports whether If-None-Match names the tag, by the weak comparison that RFC 9110 (13.1.2) asks for.
func matches(ifNoneMatch []string, etag string) bool {
	opaque := strings.TrimPrefix(etag, "W/")
	for _, line := range ifNoneMatch {
		if strings.TrimSpace(line) == "*" {
			return true
		}
		for rest := line; ; {
			rest = strings.TrimPrefix(strings.TrimLeft(rest, " \t,"), "W/")
			if !strings.HasPrefix(rest, `"`) {
				break
			}
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				break
			}
			if rest[:end+2] == opaque {
				return true
			}
			rest = rest[end+2:]
		}
	}
	return false
}
