package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// sortedZip is a zip whose entries come out in the order of their names. The spreadsheet library writes sheets in the
// order of a Go map, so that the same workbook would have other bytes each time. Entries wait in memory, packed.
type sortedZip struct {
	out     io.Writer
	entries []*sortedEntry
}

type sortedEntry struct {
	name   string
	packed bytes.Buffer
	pack   *flate.Writer
	crc    uint32
	size   uint64
}

func (z *sortedZip) Create(name string) (io.Writer, error) {
	e := &sortedEntry{name: name}
	pack, err := flate.NewWriter(&e.packed, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	e.pack = pack
	z.entries = append(z.entries, e)
	return e, nil
}

func (e *sortedEntry) Write(p []byte) (int, error) {
	e.crc = crc32.Update(e.crc, crc32.IEEETable, p)
	e.size += uint64(len(p))
	return e.pack.Write(p)
}

// AddFS is asked for by the library's interface and never called.
func (z *sortedZip) AddFS(fs.FS) error { return fs.ErrInvalid }

func (z *sortedZip) Close() error {
	slices.SortFunc(z.entries, func(a, b *sortedEntry) int { return strings.Compare(a.name, b.name) })
	w := zip.NewWriter(z.out)
	for _, e := range z.entries {
		if err := e.pack.Close(); err != nil {
			return err
		}
		to, err := w.CreateRaw(&zip.FileHeader{
			Name: e.name, Method: zip.Deflate, CRC32: e.crc, CompressedSize64: uint64(e.packed.Len()), UncompressedSize64: e.size,
		})
		if err != nil {
			return err
		}
		if _, err := e.packed.WriteTo(to); err != nil {
			return err
		}
	}
	return w.Close()
}
