// Package blob keeps bytes under the SHA-256 of themselves, in a folder or in any S3-compatible store.
//
// A name from outside never reaches a path or a key: both are made of the digest alone. What is read is checked against
// its digest on the way, so that damage shows as an error and never as a changed file. Who may read what, and what the
// bytes are, is not known here.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"smileboard/internal/fault"
)

// Store keeps blobs. It is safe for use by many at once.
type Store interface {
	// Put keeps the bytes and returns their digest. The same bytes are kept once; putting them again makes them young
	// again for Sweep, and mends them where they were damaged.
	Put(ctx context.Context, content []byte) (Digest, error)
	// Open reads a blob; ErrMissing where there is none.
	Open(ctx context.Context, d Digest) (*Content, error)
	// Has reports whether there is a blob of this digest. It does not read it.
	Has(ctx context.Context, d Digest) (bool, error)
	// Sweep removes what was last put before a time and that nobody wants any more, and returns how much that was. It
	// asks wanted for up to SweepBatch digests at once, and is told which of them are still wanted.
	Sweep(ctx context.Context, before time.Time, wanted func(ctx context.Context, asked []Digest) ([]Digest, error)) (int, error)
	// Address is where the blobs are, without any key.
	Address() string
	// Close gives back what the store holds open.
	Close() error
}

// SweepBatch is how many digests Sweep asks for at once.
const SweepBatch = 500

// Digest names a blob: the SHA-256 of its bytes.
type Digest [sha256.Size]byte

// DigestOf computes the name of bytes.
func DigestOf(content []byte) Digest { return sha256.Sum256(content) }

// ParseDigest reads what String wrote, and nothing else: 64 small hexadecimal digits.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	if len(s) != hex.EncodedLen(len(d)) {
		return Digest{}, fmt.Errorf("blob: %q is no digest", s)
	}
	if _, err := hex.Decode(d[:], []byte(s)); err != nil || d.String() != s {
		return Digest{}, fmt.Errorf("blob: %q is no digest", s)
	}
	return d, nil
}

// String writes the digest in hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// path is where a blob lies below the folder or the prefix: a folder of two digits keeps listings short.
func (d Digest) path() string {
	s := d.String()
	return s[:2] + "/" + s
}

// digestAt reads a path that path wrote; ok is false for whatever else lies there.
func digestAt(path string) (d Digest, ok bool) {
	if len(path) < 3 {
		return Digest{}, false
	}
	d, err := ParseDigest(path[3:])
	return d, err == nil && d.path() == path
}

// ErrMissing says that a blob is not there.
var ErrMissing = errors.New("blob: missing")

// ErrDamaged says that what was read is not what was put.
var ErrDamaged = errors.New("blob: the bytes do not match their digest")

// Content is an open blob. Reading it to its end fails with ErrDamaged where the bytes are not those of the digest.
type Content struct {
	// Size is the number of bytes.
	Size int64

	source io.ReadCloser
	want   Digest
	hash   hashed
	left   int64
}

type hashed interface {
	io.Writer
	Sum(b []byte) []byte
}

func newContent(source io.ReadCloser, size int64, want Digest) *Content {
	return &Content{Size: size, source: source, want: want, hash: sha256.New(), left: size}
}

// Read gives the next bytes. The last of them come only if all of it was right: whoever was told the size never takes
// damage for the whole.
func (c *Content) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	_, _ = c.hash.Write(p[:n]) // a hash takes everything
	c.left -= int64(n)
	ends := c.left <= 0 || errors.Is(err, io.EOF)
	if ends && (c.left != 0 || Digest(c.hash.Sum(nil)) != c.want) {
		return 0, fmt.Errorf("%w: %s", ErrDamaged, c.want)
	}
	return n, err
}

// Close ends the reading.
func (c *Content) Close() error { return c.source.Close() }

// Open opens the store at an address: file:PATH, or s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION.
func Open(ctx context.Context, address string, keys Keys) (Store, error) {
	a, err := parseAddress(address)
	if err != nil {
		return nil, err
	}
	if a.path != "" {
		return openFolder(a.path)
	}
	return openS3(ctx, a, keys)
}

var errFull = fault.Conflict("blob.unwritable", fault.Say(
	"附件存不进去了：存放附件的位置写不进去（可能已满或没有权限）。请告诉管理员；这次操作没有留下任何改动。",
	"The attachment cannot be stored: the place for files cannot be written (it may be full, or not permitted). Tell the operator; nothing of this operation was kept."))
