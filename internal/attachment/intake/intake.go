// Package intake decides which bytes from outside may be kept, and what is kept of them.
//
// A photo is decoded and written anew: nothing of the outside file survives but its picture, upright — no place, time or
// camera (EXIF, XMP, IPTC), no second file hidden behind the first, no script. A PDF is kept as it is and never shown
// inside a page. Everything else is refused by what it is, whatever its name and its declared type say.
//
// Pure but for its memory, which Budget bounds: no database, no clock, no disk.
package intake

import (
	"context"
	"fmt"

	"golang.org/x/sync/semaphore"

	"smileboard/internal/fault"
)

// MaxBytes bounds one file as it arrives.
const MaxBytes = 20 << 20

// Type is a kind of file that may be kept, by its media type.
type Type string

// The types that are kept. A WebP picture is kept as JPEG or PNG: old phones can't show it.
const (
	JPEG Type = "image/jpeg"
	PNG  Type = "image/png"
	PDF  Type = "application/pdf"
)

// Picture reports whether a browser may show the type inside a page.
func (t Type) Picture() bool { return t == JPEG || t == PNG }

// File is what may be kept of bytes from outside.
type File struct {
	Type Type
	// Content is what to keep: for a picture not the bytes that came.
	Content []byte
	// Width and Height are a picture's size in pixels, upright; 0 for a PDF.
	Width, Height int
	// Thumbnail is a small JPEG; nil for a PDF.
	Thumbnail []byte
}

// Intake reads files within a bound of memory that all who use it share.
type Intake struct {
	memory *semaphore.Weighted
}

// Budget is how much memory decoding may take in one process at once. Who comes when it is spent waits.
const Budget = 512 << 20

// New makes an intake.
func New() *Intake { return &Intake{memory: semaphore.NewWeighted(Budget)} }

// Read turns bytes from outside into what may be kept of them, or says what is wrong with them and what to do.
func (in *Intake) Read(ctx context.Context, raw []byte) (*File, error) {
	switch {
	case len(raw) == 0:
		return nil, errEmpty
	case len(raw) > MaxBytes:
		return nil, ErrTooLarge
	}
	switch k := sniff(raw); k {
	case kindJPEG, kindPNG, kindWebP:
		return in.readPicture(ctx, raw, k)
	case kindPDF:
		if err := checkPDF(raw); err != nil {
			return nil, err
		}
		return &File{Type: PDF, Content: raw}, nil
	default:
		return nil, refusal(k)
	}
}

// ErrTooLarge says that a file has more than MaxBytes.
var ErrTooLarge = fault.Invalid("file", "attachment.too_large", fault.Say(
	"文件太大了，一个附件最多 %d MB。照片请选较低的画质，PDF 请压缩或拆分后再上传。",
	"The file is too large: an attachment may have %d MB. Choose a lower quality for the photo, or compress or split the PDF.", MaxBytes>>20))

var (
	errEmpty = fault.Invalid("file", "attachment.empty", fault.Say(
		"文件是空的。请重新选择文件。", "The file is empty. Choose the file again."))
	errBroken = fault.Invalid("file", "attachment.broken", fault.Say(
		"文件不完整或已损坏，读不出来。请重新拍摄、导出或上传。",
		"The file is incomplete or damaged and cannot be read. Take, export or upload it again."))
	errTooManyPixels = fault.Invalid("file", "attachment.pixels", fault.Say(
		"图片的尺寸太大了，最多 %d 万像素，边长最多 %d 像素。请缩小后再上传。",
		"The picture is too large: %[3]d megapixels at most, and %[2]d pixels a side. Make it smaller and upload it again.", maxPixels/10_000, maxSide, maxPixels/1_000_000))
)

// broken keeps the cause for the log.
func broken(cause error) error { return errBroken.Because(fmt.Errorf("intake: %w", cause)) }
