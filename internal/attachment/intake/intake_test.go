package intake_test

import (
	"bytes"
	"compress/zlib"
	"context"
	_ "embed" // a picture that nothing here can write
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"strings"
	"sync"
	"testing"

	"smileboard/internal/attachment/intake"
	"smileboard/internal/fault"
)

// corners is a picture with a colour in each corner: red, green, blue and white, clockwise from the top left.
func corners(w, h int) *image.NRGBA {
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{R: 255, A: 255}
			switch {
			case x >= w/2 && y < h/2:
				c = color.NRGBA{G: 255, A: 255}
			case x >= w/2:
				c = color.NRGBA{B: 255, A: 255}
			case y >= h/2:
				c = color.NRGBA{R: 255, G: 255, B: 255, A: 255}
			}
			p.SetNRGBA(x, y, c)
		}
	}
	return p
}

// cornersOf reads back the four colours, in the same order.
func cornersOf(t *testing.T, raw []byte) string {
	t.Helper()
	p, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	b := p.Bounds()
	w, h := b.Dx(), b.Dy()
	var out strings.Builder
	for _, at := range []image.Point{{w / 4, h / 4}, {w * 3 / 4, h / 4}, {w * 3 / 4, h * 3 / 4}, {w / 4, h * 3 / 4}} {
		r, g, b, _ := p.At(at.X, at.Y).RGBA()
		switch hi := func(v uint32) bool { return v > 0x8000 }; {
		case hi(r) && hi(g) && hi(b):
			out.WriteString("W")
		case hi(r):
			out.WriteString("R")
		case hi(g):
			out.WriteString("G")
		case hi(b):
			out.WriteString("B")
		default:
			out.WriteString("?")
		}
	}
	return out.String()
}

func jpegOf(t testing.TB, p image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pngOf(t testing.TB, p image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// secrets are what a photo tells beside its picture; none of it may remain.
var secrets = []string{"CAMERA-SERIAL-4711", "39.9042N", "http://ns.adobe.com/xap", "Photoshop 3.0", "COMMENT-OF-THE-PHONE", "HIDDEN-SECOND-FILE", "<script>"}

// exif is a TIFF block with an orientation, a description and a place. Phones write numbers either way round; the odd
// orientations are written as Android does.
func exif(orientation int) []byte {
	var order binary.AppendByteOrder = binary.BigEndian
	out, value := []byte("MM"), uint32(orientation)<<16
	if orientation%2 == 1 {
		order, out, value = binary.LittleEndian, []byte("II"), uint32(orientation)
	}
	entry := func(tag, kind uint16, count, value uint32) []byte {
		return order.AppendUint32(order.AppendUint32(order.AppendUint16(order.AppendUint16(nil, tag), kind), count), value)
	}
	const first = 8 + 2 + 3*12 + 4
	description := secrets[0] + "\x00"
	gps := first + uint32(len(description))
	out = order.AppendUint16(order.AppendUint32(order.AppendUint16(out, 42), 8), 3)
	out = append(out, entry(0x010e, 2, uint32(len(description)), first)...)
	out = append(out, entry(0x0112, 3, 1, value)...)
	out = append(out, entry(0x8825, 4, 1, gps)...)
	out = append(out, 0, 0, 0, 0)
	out = append(out, description...)
	place := secrets[1] + "\x00"
	out = order.AppendUint16(out, 1)
	out = append(out, entry(0x001b, 2, uint32(len(place)), gps+2+12+4)...)
	out = append(out, 0, 0, 0, 0)
	return append(out, place...)
}

func segment(mark byte, content string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(content)+2)), content...)
}

// talkative puts everything that a phone writes into a JPEG beside the picture.
func talkative(photo []byte, orientation int) []byte {
	out := append([]byte(nil), photo[:2]...)
	out = append(out, segment(0xe1, "Exif\x00\x00"+string(exif(orientation)))...)
	out = append(out, segment(0xe1, secrets[2]+"/1.0/\x00<x:xmpmeta/>")...)
	out = append(out, segment(0xed, secrets[3]+"\x008BIM\x04\x04\x00\x00\x00\x00\x00\x00")...)
	out = append(out, segment(0xfe, secrets[4])...)
	out = append(out, photo[2:]...)
	return append(out, secrets[5]+"<html><script>alert(1)</script>"...)
}

func chunk(kind, content string) []byte {
	body := kind + content
	out := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE([]byte(body)))
}

// withChunk puts a chunk into a PNG, behind its header.
func withChunk(raw []byte, c []byte) []byte {
	const header = 8 + 25
	return append(append(append([]byte(nil), raw[:header]...), c...), raw[header:]...)
}

// webpLossless is a picture of one see-through pixel.
func webpLossless(t testing.TB) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// webpLossy is a photo from the test data of golang.org/x/image.
//
//go:embed testdata/lossy.webp
var webpLossy []byte

const pdf = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"

func read(t testing.TB, raw []byte) (*intake.File, error) {
	t.Helper()
	return intake.New().Read(t.Context(), raw)
}

func TestAPhotoStaysUprightAndTellsNothing(t *testing.T) {
	// How a camera that was held this way stores an upright picture: the corners, clockwise from the top left.
	stored := map[int]string{1: "RGBW", 2: "GRWB", 3: "BWRG", 4: "WBGR", 5: "RWBG", 6: "GBWR", 7: "BGRW", 8: "WRGB"}
	byLetter := map[byte]color.NRGBA{'R': {R: 255, A: 255}, 'G': {G: 255, A: 255}, 'B': {B: 255, A: 255}, 'W': {R: 255, G: 255, B: 255, A: 255}}
	for orientation, order := range stored {
		for _, size := range []image.Point{{96, 64}, {97, 63}} {
			w, h := size.X, size.Y
			if orientation >= 5 {
				w, h = h, w
			}
			p := corners(w, h)
			for y := range h {
				for x := range w {
					i := map[[2]bool]int{{false, false}: 0, {true, false}: 1, {true, true}: 2, {false, true}: 3}[[2]bool{x >= w/2, y >= h/2}]
					p.SetNRGBA(x, y, byLetter[order[i]])
				}
			}
			gray := image.NewGray(p.Bounds())
			for name, raw := range map[string][]byte{
				"jpeg":      talkative(jpegOf(t, p), orientation),
				"gray jpeg": talkative(jpegOf(t, gray), orientation),
				"png":       withChunk(pngOf(t, p), append(chunk("eXIf", string(exif(orientation))), chunk("tEXt", "Comment\x00"+secrets[4])...)),
			} {
				f, err := read(t, raw)
				if err != nil {
					t.Errorf("%s, %d: %v", name, orientation, err)
					continue
				}
				if f.Width != size.X || f.Height != size.Y {
					t.Errorf("%s, %d: %d × %d", name, orientation, f.Width, f.Height)
				}
				for part, content := range map[string][]byte{"content": f.Content, "thumbnail": f.Thumbnail} {
					if name != "gray jpeg" && cornersOf(t, content) != "RGBW" {
						t.Errorf("%s, %d: the %s's corners are %s", name, orientation, part, cornersOf(t, content))
					}
					for _, secret := range append(secrets, "Exif", "eXIf", "MM\x00\x2a", "II\x2a\x00", "GPS") {
						if bytes.Contains(content, []byte(secret)) {
							t.Errorf("%s, %d: the %s still holds %q", name, orientation, part, secret)
						}
					}
				}
			}
		}
	}
}

func TestEverySubsamplingIsTurned(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440,
		image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		p := image.NewYCbCr(image.Rect(0, 0, 33, 17), ratio)
		for orientation := range 10 {
			got := intake.Upright(p, orientation).Bounds().Size()
			want := image.Pt(33, 17)
			if orientation >= 5 && orientation <= 8 {
				want = image.Pt(17, 33)
			}
			if got != want {
				t.Errorf("%v, %d: %v", ratio, orientation, got)
			}
		}
	}
}

func TestWhatMayBeKeptIsKept(t *testing.T) {
	seeThrough := corners(640, 480)
	seeThrough.SetNRGBA(0, 0, color.NRGBA{})
	deep := image.NewNRGBA64(image.Rect(0, 0, 3, 1))
	palette := image.NewPaletted(image.Rect(0, 0, 2, 1000), color.Palette{color.Black, color.White})
	for name, c := range map[string]struct {
		raw  []byte
		kept intake.Type
		w, h int
		tw   int
	}{
		"a photo":                   {jpegOf(t, corners(1000, 500)), intake.JPEG, 1000, 500, 320},
		"a small photo":             {jpegOf(t, corners(16, 16)), intake.JPEG, 16, 16, 16},
		"a see-through drawing":     {pngOf(t, seeThrough), intake.PNG, 640, 480, 320},
		"sixteen bits a colour":     {pngOf(t, deep), intake.PNG, 3, 1, 3},
		"a long and narrow palette": {pngOf(t, palette), intake.PNG, 2, 1000, 1},
		"a WebP photo":              {webpLossy, intake.JPEG, 150, 100, 150},
		"a see-through WebP":        {webpLossless(t), intake.PNG, 1, 1, 1},
		"a PDF":                     {[]byte(pdf), intake.PDF, 0, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := read(t, c.raw)
			if err != nil {
				t.Fatal(err)
			}
			if f.Type != c.kept || f.Width != c.w || f.Height != c.h {
				t.Errorf("kept %s %d × %d", f.Type, f.Width, f.Height)
			}
			if c.kept == intake.PDF {
				if !bytes.Equal(f.Content, c.raw) || f.Thumbnail != nil || f.Type.Picture() {
					t.Error("a PDF is kept as it is, without a thumbnail")
				}
				return
			}
			small, err := jpeg.DecodeConfig(bytes.NewReader(f.Thumbnail))
			if err != nil || small.Width != c.tw || small.Width > 320 || small.Height > 320 {
				t.Errorf("thumbnail %d × %d, %v", small.Width, small.Height, err)
			}
			// What is kept can be put in again and stays as it is but for JPEG's own loss.
			if again, err := read(t, f.Content); err != nil || again.Type != f.Type || again.Width != f.Width {
				t.Errorf("again: %+v, %v", again, err)
			}
		})
	}
}

// bombPNG says that it is as large as given, and holds next to nothing.
func bombPNG(w, h uint32, idat string) []byte {
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", string(header)+"\x08\x06\x00\x00\x00")...)
	return append(append(out, chunk("IDAT", idat)...), chunk("IEND", "")...)
}

// bombJPEG has a header of its own size before a real picture's scan.
func bombJPEG(t testing.TB, w, h uint16) []byte {
	raw := jpegOf(t, corners(8, 8))
	at := bytes.Index(raw, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(raw[at+5:], h)
	binary.BigEndian.PutUint16(raw[at+7:], w)
	return raw
}

func deflated(n int) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(make([]byte, n))
	_ = w.Close()
	return out.String()
}

// manyScans repeats the scan of a picture until it takes its reader hours.
func manyScans(t testing.TB, n int) []byte {
	raw := jpegOf(t, corners(8, 8))
	at := bytes.Index(raw, []byte{0xff, 0xda})
	scan := raw[at : len(raw)-2]
	out := append([]byte(nil), raw[:at]...)
	for range n {
		out = append(out, scan...)
	}
	return append(out, 0xff, 0xd9)
}

func TestBadInputIsRefusedInWords(t *testing.T) {
	photo, drawing := jpegOf(t, corners(64, 64)), pngOf(t, corners(64, 64))
	utf16 := func(s string) string {
		var out strings.Builder
		out.WriteString("\xff\xfe")
		for _, r := range s {
			out.WriteByte(byte(r))
			out.WriteByte(0)
		}
		return out.String()
	}
	for _, c := range []struct {
		name, raw, reason, says string
	}{
		{"nothing", "", "attachment.empty", ""},
		{"a text", "物业服务合同", "attachment.type", "no known type"},
		{"HTML under any name", "<!DOCTYPE html><script>alert(1)</script>", "attachment.type", "web page"},
		{"HTML after white space", "\n\n   <html>", "attachment.type", "web page"},
		{"HTML in UTF-16", utf16("<html><script>"), "attachment.type", "web page"},
		{"SVG", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "attachment.type", "SVG"},
		{"SVG behind a declaration", `<?xml version="1.0"?><!DOCTYPE svg><svg/>`, "attachment.type", "SVG"},
		{"SVG in UTF-16", utf16(`<svg onload="x"/>`), "attachment.type", "SVG"},
		{"XML", `<?xml version="1.0"?><x/>`, "attachment.type", "markup"},
		{"a workbook", "PK\x03\x04\x14\x00[Content_Types].xml", "attachment.type", "Office"},
		{"an old document", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "attachment.type", "Office"},
		{"an archive", "Rar!\x1a\x07", "attachment.type", "archive"},
		{"a GIF", "GIF89a;", "attachment.type", "GIF"},
		{"a HEIC", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "attachment.type", "Most Compatible"},
		{"a HEIC by its brand alone", "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00", "attachment.type", "Most Compatible"},
		{"a video", "\x00\x00\x00\x18ftypmp42", "attachment.type", "Videos"},
		{"a program", "MZ\x90\x00", "attachment.type", "Programs"},
		{"a shell script", "#!/bin/sh\nrm -rf /", "attachment.type", "Programs"},
		{"a PDF behind a script", "<script>alert(1)</script>\n" + pdf, "attachment.type", "web page"},
		{"a PDF behind a byte", " " + pdf, "attachment.type", "no known type"},
		{"a PDF cut short", pdf[:60], "attachment.broken", "incomplete"},
		{"a PDF with a tail", pdf + strings.Repeat("x", 2000), "attachment.broken", "incomplete"},
		{"three bytes of a JPEG", "\xff\xd8\xff", "attachment.broken", "incomplete"},
		{"half a JPEG", string(photo[:len(photo)/2]), "attachment.broken", "incomplete"},
		{"half a PNG", string(drawing[:len(drawing)/2]), "attachment.broken", "incomplete"},
		{"half a WebP", string(webpLossless(t)[:24]), "attachment.broken", "incomplete"},
		{"a JPEG's first bytes before HTML", "\xff\xd8\xff\xe0<html><script>alert(1)</script>", "attachment.broken", "incomplete"},
		{"a JPEG of no size", string(bombJPEG(t, 0, 0)), "attachment.broken", "incomplete"},
		{"a JPEG bomb", string(bombJPEG(t, 50_000, 50_000)), "attachment.pixels", "64 megapixels"},
		{"a JPEG bomb one pixel wide", string(bombJPEG(t, 1, 65_535)), "attachment.pixels", "20000"},
		{"a JPEG of ten thousand scans", string(manyScans(t, 10_000)), "attachment.broken", "incomplete"},
		{"a PNG bomb", string(bombPNG(50_000, 50_000, deflated(100))), "attachment.pixels", "64 megapixels"},
		{"a PNG bomb of the largest size", string(bombPNG(1<<31-1, 1<<31-1, deflated(100))), "attachment.broken", "incomplete"},
		{"a PNG whose data are far more than its size", string(bombPNG(1, 1, deflated(16<<20))), "attachment.broken", "incomplete"},
		{"a PNG whose data are far less than its size", string(bombPNG(1000, 1000, deflated(10))), "attachment.broken", "incomplete"},
		{"one byte too many", string(photo) + strings.Repeat("x", intake.MaxBytes), "attachment.too_large", "20 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := read(t, []byte(c.raw))
			said, ok := fault.As(err)
			if !ok || said.Reason != c.reason || !strings.Contains(said.Words.En, c.says) || said.Words.Zh == "" || said.Code != fault.CodeInvalid {
				t.Errorf("got %+v, %v", f, err)
			}
		})
	}
}

func TestABombCostsNothing(t *testing.T) {
	for name, raw := range map[string][]byte{
		"png": bombPNG(50_000, 50_000, deflated(1000)), "jpeg": bombJPEG(t, 50_000, 50_000), "png of much data": bombPNG(1, 1, deflated(16<<20)),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := read(t, raw); err == nil {
			t.Errorf("%s: it was read", name)
		}
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 4<<20 {
			t.Errorf("%s: took %d bytes", name, took)
		}
	}
}

func TestAPictureOfTooMuchMemoryIsRefusedByItsSize(t *testing.T) {
	// 60 megapixels of eight bytes each, twice.
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 10_000), 6_000)
	raw := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", string(header)+"\x10\x06\x00\x00\x00")...)
	raw = append(append(raw, chunk("IDAT", deflated(10))...), chunk("IEND", "")...)
	if _, err := read(t, raw); fault.ReasonOf(err) != "attachment.pixels" {
		t.Errorf("got %v", err)
	}
}

func TestManyAtOnceShareTheMemory(t *testing.T) {
	in, raw := intake.New(), jpegOf(t, corners(600, 400))
	var all sync.WaitGroup
	for range 24 {
		all.Go(func() {
			if _, err := in.Read(t.Context(), raw); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestWhoStopsWaitingIsLetGo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in := intake.New()
	release := in.Spend(t)
	defer release()
	if _, err := in.Read(ctx, jpegOf(t, corners(64, 64))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, raw := range [][]byte{
		[]byte(pdf), jpegOf(f, corners(16, 8)), talkative(jpegOf(f, corners(8, 16)), 6), pngOf(f, corners(9, 9)), webpLossless(f), webpLossy,
		manyScans(f, 3), bombPNG(3, 3, deflated(50)), bombJPEG(f, 100, 100), []byte("<svg/>"), []byte("\x00\x00\x00\x18ftypheic"),
	} {
		f.Add(raw)
	}
	in := intake.New()
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, err := in.Read(t.Context(), raw)
		if err != nil {
			if said, ok := fault.As(err); !ok || said.Code != fault.CodeInvalid {
				t.Fatalf("no words for it: %v", err)
			}
			return
		}
		if file.Type == intake.PDF {
			return
		}
		config, format, err := image.DecodeConfig(bytes.NewReader(file.Content))
		if err != nil || "image/"+format != string(file.Type) || config.Width != file.Width || config.Height != file.Height {
			t.Fatalf("kept %s %+v as %s: %v", format, config, file.Type, err)
		}
		if bytes.Contains(file.Content, []byte("Exif")) {
			t.Fatal("it still has EXIF")
		}
	})
}

func BenchmarkPhone(b *testing.B) {
	for _, size := range []image.Point{{4032, 3024}, {8160, 6120}} {
		raw := talkative(jpegOf(b, corners(size.X, size.Y)), 6)
		b.Run(fmt.Sprintf("%dMP", size.X*size.Y/1_000_000), func(b *testing.B) {
			for b.Loop() {
				if _, err := read(b, raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
