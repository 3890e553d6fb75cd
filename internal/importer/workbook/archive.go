package workbook

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// budget is what one reading may still unpack, over all files.
type budget struct {
	ctx    context.Context
	limits Limits
	left   int64
}

// archive is a zip whose entries can only be read within the budget.
type archive struct {
	name   string
	budget *budget
	files  []*archiveFile
}

// archiveFile is one entry, by its name in UTF-8 with forward slashes.
type archiveFile struct {
	name string
	// raw is the name as it stands in the zip.
	raw   string
	zip   *zip.File
	owner *archive
}

// openArchive lists a zip and refuses names that lead out of it.
func openArchive(name string, f *os.File, length int64, b *budget) (*archive, error) {
	listing := &listingReader{r: f, left: b.limits.DirectoryBytes + 1<<16}
	zr, err := zip.NewReader(listing, length)
	if listing.passed {
		return nil, faultTooMuch("entries", "压缩包里的文件数", "The number of files in the zip", fmt.Sprint(b.limits.Entries))
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, faultTruncated(name).Because(err)
	}
	listing.left = math.MaxInt64
	if len(zr.File) > b.limits.Entries {
		return nil, faultTooMuch("entries", "压缩包里的文件数", "The number of files in the zip", fmt.Sprint(b.limits.Entries))
	}
	a := &archive{name: name, budget: b}
	seen := map[string]bool{}
	for _, zf := range zr.File {
		file := &archiveFile{name: entryName(zf), raw: zf.Name, zip: zf, owner: a}
		if !safeName(file.name) || zf.Mode()&fs.ModeSymlink != 0 {
			return nil, fileFault("path",
				"压缩包里的“%s”指向压缩包以外的位置,不安全,已拒绝。请用资源管理器重新压缩只含表格的文件夹。",
				"The entry “%s” of the zip points outside it, which is not safe, so it is refused. Make the zip again from a folder that holds only the sheets.", shorten(file.name))
		}
		if strings.HasSuffix(file.name, "/") || zf.Mode().IsDir() {
			continue
		}
		if !zf.Mode().IsRegular() {
			return nil, fileFault("path", "压缩包里的“%s”不是普通文件,已拒绝。请重新压缩只含表格的文件夹。",
				"The entry “%s” of the zip is no ordinary file, so it is refused. Make the zip again from a folder that holds only the sheets.", shorten(file.name))
		}
		if zf.Flags&1 != 0 {
			return nil, fileFault("encrypted", "压缩包“%s”设有密码。请解压后重新压缩(不设密码)再导入。",
				"The zip “%s” has a password. Unpack it and make it again without one.", name)
		}
		key := strings.ToLower(file.name)
		if seen[key] {
			return nil, fileFault("duplicate_entry", "压缩包里有两个同名文件“%s”,无法判断用哪一个。请删去一个再导入。",
				"The zip holds two files named “%s”, and nothing says which one counts. Remove one.", shorten(file.name))
		}
		seen[key] = true
		a.files = append(a.files, file)
	}
	return a, nil
}

// find returns the entry of that name, whatever its case, or nil.
func (a *archive) find(name string) *archiveFile {
	for _, f := range a.files {
		if strings.EqualFold(f.name, name) {
			return f
		}
	}
	return nil
}

// entryName gives an entry's name in UTF-8. Older packers write names in GBK without saying so.
func entryName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 || !utf8.ValidString(name) {
		if gbk, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil && (!utf8.ValidString(name) || prefersGBK(name, gbk)) {
			name = gbk
		}
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// prefersGBK decides for a name whose bytes are valid in both encodings: the one that names a sheet wins.
func prefersGBK(asUTF8, asGBK string) bool {
	_, u := tableOfFile(path.Base(asUTF8))
	_, g := tableOfFile(path.Base(asGBK))
	return g && !u
}

// safeName reports whether a name stays within the archive.
func safeName(name string) bool {
	if name == "" || strings.HasPrefix(name, "/") || strings.ContainsRune(name, 0) || len(name) > 1 && name[1] == ':' {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return false
		}
	}
	return true
}

// open reads an entry within the limits; a wrong checksum or a short stream is a fault, not an early end.
func (f *archiveFile) open() (io.ReadCloser, error) {
	rc, err := f.zip.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fileFault("method", "压缩包“%s”用了不支持的压缩方式。请用系统自带的压缩功能重新压缩(zip 格式)。",
			"The zip “%s” is packed in a way that is not supported. Make it again with the system's own zip.", f.owner.name)
	}
	if err != nil {
		return nil, faultTruncated(f.owner.name).Because(err)
	}
	packed := int64(min(f.zip.CompressedSize64, math.MaxInt64))
	return &boundedReader{r: rc, c: rc, name: f.owner.name, budget: f.owner.budget, packed: packed}, nil
}

// boundedReader counts what is unpacked, while it is unpacked, and stops at the limits or when the caller gives up.
type boundedReader struct {
	r      io.Reader
	c      io.Closer
	name   string
	budget *budget
	// packed is how long the packed bytes are, 0 for a file that is not packed.
	packed int64
	read   int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if err := b.budget.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	b.read += int64(n)
	b.budget.left -= int64(n)
	limits := &b.budget.limits
	switch {
	case b.read > limits.EntryBytes:
		return 0, faultTooMuch("entry_size", "解压后的一个表", "One unpacked sheet", size(limits.EntryBytes))
	case b.budget.left < 0:
		return 0, faultTooMuch("total_size", "解压后的总大小", "The unpacked size", size(limits.TotalBytes))
	case b.packed > 0 && b.read > limits.RatioFloor && b.read/b.packed >= limits.Ratio:
		return 0, faultTooMuch("ratio", "压缩比", "The compression ratio", fmt.Sprintf("%d:1", limits.Ratio))
	}
	if err != nil && err != io.EOF {
		return n, faultTruncated(b.name).Because(err)
	}
	return n, err
}

func (b *boundedReader) Close() error { return b.c.Close() }

// listingReader bounds what listing a zip may read: the number of entries that the file states need not be true.
type listingReader struct {
	r      io.ReaderAt
	left   int64
	passed bool
}

func (l *listingReader) ReadAt(p []byte, off int64) (int, error) {
	if l.left != math.MaxInt64 {
		if l.left -= int64(len(p)); l.left < 0 {
			l.passed = true
			return 0, io.ErrUnexpectedEOF
		}
	}
	return l.r.ReadAt(p, off)
}
