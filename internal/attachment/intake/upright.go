package intake

import (
	"image"
	"image/draw"
)

// upright turns a picture by its EXIF orientation.
//
// Numbers 1 to 4 keep the sides, 5 to 8 swap them: 2 is mirrored, 3 upside down, 4 both, 5 mirrored about the diagonal,
// 6 to be turned clockwise, 7 mirrored about the other diagonal, 8 to be turned counter-clockwise.
func upright(picture image.Image, orientation int) image.Image {
	if orientation <= 1 || orientation > 8 {
		return picture
	}
	b := picture.Bounds()
	turned := b.Sub(b.Min)
	if swaps(orientation) {
		turned = image.Rect(0, 0, b.Dy(), b.Dx())
	}
	switch p := picture.(type) {
	case *image.YCbCr:
		return turnYCbCr(p, turned, orientation)
	case *image.Gray:
		out := image.NewGray(turned)
		turn(out.Pix, out.Stride, p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, b.Dx(), b.Dy(), 1, orientation)
		return out
	}
	p, ok := picture.(*image.NRGBA)
	if !ok {
		p = image.NewNRGBA(b)
		draw.Draw(p, b, picture, b.Min, draw.Src)
	}
	out := image.NewNRGBA(turned)
	turn(out.Pix, out.Stride, p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, b.Dx(), b.Dy(), 4, orientation)
	return out
}

func swaps(orientation int) bool { return orientation >= 5 }

// turnYCbCr turns each of the three planes, so that no colour is computed twice.
func turnYCbCr(p *image.YCbCr, turned image.Rectangle, orientation int) image.Image {
	ratio, ok := p.SubsampleRatio, true
	if swaps(orientation) {
		ratio, ok = map[image.YCbCrSubsampleRatio]image.YCbCrSubsampleRatio{
			image.YCbCrSubsampleRatio444: image.YCbCrSubsampleRatio444,
			image.YCbCrSubsampleRatio420: image.YCbCrSubsampleRatio420,
			image.YCbCrSubsampleRatio422: image.YCbCrSubsampleRatio440,
			image.YCbCrSubsampleRatio440: image.YCbCrSubsampleRatio422,
		}[ratio]
	}
	if !ok { // the sides of 4:1:1 have no counterpart
		flat := image.NewNRGBA(p.Bounds())
		draw.Draw(flat, flat.Bounds(), p, p.Bounds().Min, draw.Src)
		return upright(flat, orientation)
	}
	b := p.Bounds()
	out := image.NewYCbCr(turned, ratio)
	turn(out.Y, out.YStride, p.Y[p.YOffset(b.Min.X, b.Min.Y):], p.YStride, b.Dx(), b.Dy(), 1, orientation)
	w, h := chroma(b, p.SubsampleRatio)
	from := p.COffset(b.Min.X, b.Min.Y)
	turn(out.Cb, out.CStride, p.Cb[from:], p.CStride, w, h, 1, orientation)
	turn(out.Cr, out.CStride, p.Cr[from:], p.CStride, w, h, 1, orientation)
	return out
}

// chroma is the size of a colour plane.
func chroma(b image.Rectangle, ratio image.YCbCrSubsampleRatio) (w, h int) {
	w, h = b.Dx(), b.Dy()
	switch ratio {
	case image.YCbCrSubsampleRatio422:
		w = (w + 1) / 2
	case image.YCbCrSubsampleRatio420:
		w, h = (w+1)/2, (h+1)/2
	case image.YCbCrSubsampleRatio440:
		h = (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		w = (w + 3) / 4
	case image.YCbCrSubsampleRatio410:
		w, h = (w+3)/4, (h+1)/2
	}
	return w, h
}

// turn copies w × h pixels of size bytes each to where they belong upright.
func turn(to []byte, toStride int, from []byte, fromStride, w, h, size, orientation int) {
	for y := range h {
		row := from[y*fromStride:]
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			at := ty*toStride + tx*size
			copy(to[at:at+size], row[x*size:(x+1)*size])
		}
	}
}
