package intake

import (
	"bytes"

	"smileboard/internal/fault"
)

// kind is what bytes are, as far as this package tells them apart.
type kind int

const (
	kindUnknown kind = iota
	kindJPEG
	kindPNG
	kindWebP
	kindPDF
	// What is refused with words of its own.
	kindHEIC
	kindSVG
	kindHTML
	kindOffice
	kindArchive
	kindGIF
	kindVideo
	kindProgram
)

// signatures are the first bytes of a file, from the first that fits. What may be kept must begin with its signature at
// the very first byte: a PDF after a prologue of something else is a second file in disguise.
var signatures = []struct {
	at    int
	bytes string
	kind  kind
}{
	{0, "\xff\xd8\xff", kindJPEG},
	{0, "\x89PNG\r\n\x1a\n", kindPNG},
	{0, "%PDF-", kindPDF},
	{0, "GIF8", kindGIF},
	{0, "PK\x03\x04", kindOffice}, // docx, xlsx, ofd, or a plain archive: for the uploader the way out is the same
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kindOffice},
	{0, "{\\rtf", kindOffice},
	{0, "Rar!", kindArchive},
	{0, "7z\xbc\xaf\x27\x1c", kindArchive},
	{0, "\x1f\x8b", kindArchive},
	{0, "MZ", kindProgram},
	{0, "\x7fELF", kindProgram},
	{0, "#!", kindProgram},
	{4, "ftyphei", kindHEIC},
	{4, "ftyphev", kindHEIC},
	{4, "ftypmif1", kindHEIC},
	{4, "ftypmsf1", kindHEIC},
	{4, "ftypavi", kindHEIC}, // AVIF: the way out is the same
	{4, "ftyp", kindVideo},
	{0, "\x1a\x45\xdf\xa3", kindVideo},
}

// sniffed is how many bytes are looked at for markup.
const sniffed = 4096

// sniff says what bytes are by the bytes alone.
func sniff(raw []byte) kind {
	for _, s := range signatures {
		if len(raw) >= s.at && bytes.HasPrefix(raw[s.at:], []byte(s.bytes)) {
			return s.kind
		}
	}
	if len(raw) >= 12 && bytes.HasPrefix(raw, []byte("RIFF")) && string(raw[8:12]) == "WEBP" {
		return kindWebP
	}
	return sniffMarkup(raw[:min(len(raw), sniffed)])
}

// sniffMarkup knows SVG and HTML for what they are, only to say the right words: unknown bytes are refused, too.
func sniffMarkup(head []byte) kind {
	head = bytes.ToLower(bytes.ReplaceAll(head, []byte{0}, nil)) // UTF-16 becomes readable
	switch {
	case bytes.Contains(head, []byte("<svg")):
		return kindSVG
	case bytes.Contains(head, []byte("<html")), bytes.Contains(head, []byte("<!doctype")), bytes.Contains(head, []byte("<script")), bytes.Contains(head, []byte("<?xml")):
		return kindHTML
	}
	return kindUnknown
}

// refusal says why a kind is not kept, and what to upload instead.
func refusal(k kind) error {
	w, ok := refusals[k]
	if !ok {
		w = refusals[kindUnknown]
	}
	return fault.Invalid("file", "attachment.type", w)
}

var refusals = map[kind]fault.Words{
	kindUnknown: fault.Say(
		"认不出这是什么文件。附件可以是照片（JPEG、PNG、WebP）或 PDF。",
		"This file is of no known type. An attachment may be a photo (JPEG, PNG, WebP) or a PDF."),
	kindHEIC: fault.Say(
		"这是 HEIC（或 AVIF）照片，很多电脑打不开。请存成 JPEG 再上传：iPhone 在“设置 - 相机 - 格式”里选“兼容性最佳”后重拍，或在照片里选“拷贝”后粘贴为 JPEG。",
		"This is a HEIC (or AVIF) photo, which many computers cannot open. Save it as JPEG and upload that: on an iPhone choose Settings, Camera, Formats, Most Compatible and take it again, or export the photo as JPEG."),
	kindSVG: fault.Say(
		"SVG 图形里可以藏脚本，不能作为附件。请导出为 PNG 或 PDF。",
		"An SVG drawing can hold a script and is not accepted. Export it as PNG or PDF."),
	kindHTML: fault.Say(
		"网页或标记文件不能作为附件。请打印成 PDF 再上传。",
		"A web page or markup file is not accepted. Print it to a PDF and upload that."),
	kindOffice: fault.Say(
		"Office 文档和压缩包不能作为附件。请另存为 PDF 再上传；压缩包请解开后逐个上传。",
		"Office documents and archives are not accepted. Save the document as PDF; unpack an archive and upload its files one by one."),
	kindArchive: fault.Say(
		"压缩包不能作为附件。请解开后逐个上传。", "An archive is not accepted. Unpack it and upload its files one by one."),
	kindGIF: fault.Say(
		"GIF 图片不能作为附件。请存成 JPEG 或 PNG 再上传。", "A GIF is not accepted. Save it as JPEG or PNG and upload that."),
	kindVideo: fault.Say(
		"视频和录音不能作为附件。请上传照片或 PDF。", "Videos and recordings are not accepted. Upload a photo or a PDF."),
	kindProgram: fault.Say(
		"程序和脚本不能作为附件。附件可以是照片（JPEG、PNG、WebP）或 PDF。",
		"Programs and scripts are not accepted. An attachment may be a photo (JPEG, PNG, WebP) or a PDF."),
}

// pdfTail is where a PDF's end mark stands: within the last 1024 bytes, by Adobe's own readers.
const pdfTail = 1024

// checkPDF refuses a PDF that is cut short. What is inside is not looked at: it is only ever handed out as a download.
func checkPDF(raw []byte) error {
	tail := raw[max(0, len(raw)-pdfTail):]
	if !bytes.Contains(tail, []byte("%%EOF")) || !bytes.Contains(raw, []byte("startxref")) {
		return errBroken
	}
	return nil
}
