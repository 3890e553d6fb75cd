package intake

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"github.com/bep/imagemeta"
	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

const (
	// maxPixels is above what phones make (50 megapixels) and below what hurts.
	maxPixels = 64_000_000
	// maxSide is above a phone's panorama.
	maxSide = 20_000
	// maxScans bounds the passes of a progressive JPEG: ten or so are usual, and each costs a walk over the picture.
	maxScans = 64
	// quality is that of the JPEG that is kept: no difference is seen at it.
	quality = 90
	// thumbnailSide is the longer side of a thumbnail, and thumbnailQuality its quality.
	thumbnailSide    = 320
	thumbnailQuality = 80
)

// readPicture decodes a picture, turns it upright, and writes it anew.
func (in *Intake) readPicture(ctx context.Context, raw []byte, k kind) (*File, error) {
	config, err := readConfig(raw, k)
	if err != nil {
		return nil, broken(err)
	}
	if config.Width < 1 || config.Height < 1 {
		return nil, errBroken
	}
	if config.Width > maxSide || config.Height > maxSide || config.Width*config.Height > maxPixels {
		return nil, errTooManyPixels
	}
	// What a decoded pixel takes, with a second copy for turning.
	each := int64(2 * bytesPerPixel(config.ColorModel))
	if k == kindJPEG {
		frame, err := readFrame(raw)
		if err != nil {
			return nil, broken(err)
		}
		if frame.scans > maxScans {
			return nil, broken(fmt.Errorf("%d scans", frame.scans))
		}
		if frame.progressive {
			each += 4 * int64(frame.components) // all coefficients are held at once
		}
	}
	need := each * int64(config.Width) * int64(config.Height)
	if need > Budget {
		return nil, errTooManyPixels
	}
	if err := in.memory.Acquire(ctx, need); err != nil {
		return nil, err
	}
	defer in.memory.Release(need)

	picture, err := decode(raw, k)
	if err != nil {
		return nil, broken(err)
	}
	picture = upright(picture, orientation(raw, k))
	f := &File{Width: picture.Bounds().Dx(), Height: picture.Bounds().Dy()}
	if f.Type, f.Content, err = encode(picture, k); err != nil {
		return nil, fmt.Errorf("intake: write anew: %w", err)
	}
	if len(f.Content) > MaxBytes {
		return nil, ErrTooLarge
	}
	if f.Thumbnail, err = thumbnail(picture); err != nil {
		return nil, fmt.Errorf("intake: thumbnail: %w", err)
	}
	return f, nil
}

func readConfig(raw []byte, k kind) (image.Config, error) {
	r := bytes.NewReader(raw)
	switch k {
	case kindJPEG:
		return jpeg.DecodeConfig(r)
	case kindPNG:
		return png.DecodeConfig(r)
	default:
		return webp.DecodeConfig(r)
	}
}

func decode(raw []byte, k kind) (image.Image, error) {
	r := bytes.NewReader(raw)
	switch k {
	case kindJPEG:
		return jpeg.Decode(r)
	case kindPNG:
		return png.Decode(r)
	default:
		return webp.Decode(r)
	}
}

// bytesPerPixel is what a decoder takes for a pixel of a colour model.
func bytesPerPixel(m color.Model) int {
	switch m {
	case color.GrayModel, color.AlphaModel:
		return 1
	case color.Gray16Model, color.Alpha16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	default:
		return 4 // palettes are at most this once they are turned
	}
}

// encode writes a picture: photos as JPEG, drawings and screenshots, which have sharp edges or see-through parts, as PNG.
func encode(picture image.Image, k kind) (Type, []byte, error) {
	var out bytes.Buffer
	if k == kindPNG || k == kindWebP && !opaque(picture) {
		err := (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&out, picture)
		return PNG, out.Bytes(), err
	}
	err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: quality})
	return JPEG, out.Bytes(), err
}

func opaque(picture image.Image) bool {
	o, ok := picture.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// thumbnail makes a small JPEG, on white where the picture is see-through.
func thumbnail(picture image.Image) ([]byte, error) {
	size := picture.Bounds().Size()
	if longer := max(size.X, size.Y); longer > thumbnailSide {
		size.X = max(1, (size.X*thumbnailSide+longer/2)/longer)
		size.Y = max(1, (size.Y*thumbnailSide+longer/2)/longer)
	}
	small := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	xdraw.ApproxBiLinear.Scale(small, small.Bounds(), picture, picture.Bounds(), xdraw.Over, nil)
	var out bytes.Buffer
	err := jpeg.Encode(&out, small, &jpeg.Options{Quality: thumbnailQuality})
	return out.Bytes(), err
}

// orientation reads which way up a picture is: 1 to 8 as EXIF counts them, 1 where it does not say.
func orientation(raw []byte, k kind) int {
	format := map[kind]imagemeta.ImageFormat{kindJPEG: imagemeta.JPEG, kindPNG: imagemeta.PNG, kindWebP: imagemeta.WebP}[k]
	o := 1
	// A picture whose EXIF can't be read is still a picture.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(raw), ImageFormat: format, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Namespace == "IFD0" && t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				o = int(v)
			}
			return imagemeta.ErrStopWalking
		},
	})
	return o
}

// frame is what a JPEG says of itself before and between its scans.
type frame struct {
	progressive bool
	components  int
	scans       int
}

var errNoFrame = errors.New("no frame")

// readFrame walks the marks of a JPEG without decoding it.
func readFrame(raw []byte) (frame, error) {
	var f frame
	for i := 2; i+1 < len(raw); {
		if raw[i] != 0xff {
			i++ // within a scan
			continue
		}
		mark := raw[i+1]
		switch {
		case mark == 0xff: // a filler
			i++
			continue
		case mark == 0 || mark == 1 || mark >= 0xd0 && mark <= 0xd8: // marks without a length
			i += 2
			continue
		case mark == 0xd9: // the end
			return f, f.check()
		}
		if i+4 > len(raw) {
			break
		}
		length := int(binary.BigEndian.Uint16(raw[i+2:]))
		switch mark {
		case 0xc0, 0xc1, 0xc2:
			f.progressive = f.progressive || mark == 0xc2
			if i+9 < len(raw) {
				f.components = max(f.components, int(raw[i+9]))
			}
		case 0xda:
			f.scans++
		}
		i += 2 + max(length, 2)
	}
	return f, f.check()
}

func (f frame) check() error {
	if f.components == 0 {
		return errNoFrame
	}
	return nil
}
