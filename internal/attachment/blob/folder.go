package blob

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"smileboard/internal/fault"
)

// incoming holds what is being written. A blob gets its name only when it is whole and on the disk.
const incoming = "incoming"

// folder keeps blobs as files. Everything goes through an os.Root, so that not even a link leads out of it.
type folder struct {
	root *os.Root
}

func openFolder(name string) (Store, error) {
	if err := os.MkdirAll(name, 0o750); err != nil {
		return nil, errFolder(name, err)
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, errFolder(name, err)
	}
	if err := root.MkdirAll(incoming, 0o750); err != nil {
		return nil, errors.Join(errFolder(name, err), root.Close())
	}
	return &folder{root: root}, nil
}

func errFolder(name string, cause error) error {
	return fault.Invalid("files", "blob.folder", fault.Say(
		"附件文件夹 %s 打不开或写不进去。请检查路径和权限。",
		"The folder for files, %s, cannot be opened or written. Check the path and its permissions.", name)).Because(cause)
}

func (f *folder) Address() string { return "file:" + f.root.Name() }

func (f *folder) Close() error { return f.root.Close() }

func (f *folder) Put(ctx context.Context, content []byte) (_ Digest, err error) {
	if err := ctx.Err(); err != nil {
		return Digest{}, err
	}
	d := DigestOf(content)
	part := path.Join(incoming, rand.Text())
	defer func() {
		if err != nil {
			_ = f.root.Remove(part) // what remains of it is swept
			err = errFull.Because(fmt.Errorf("blob: put %s: %w", d, err))
		}
	}()
	if err := f.writeSynced(part, content); err != nil {
		return Digest{}, err
	}
	if err := f.root.MkdirAll(path.Dir(d.path()), 0o750); err != nil {
		return Digest{}, err
	}
	if err := f.root.Rename(part, d.path()); err != nil {
		return Digest{}, err
	}
	// The name is on the disk when its folder is, and the folder when the one above it is.
	return d, errors.Join(f.sync(path.Dir(d.path())), f.sync("."))
}

func (f *folder) writeSynced(name string, content []byte) error {
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

func (f *folder) sync(name string) error {
	dir, err := f.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func (f *folder) Open(_ context.Context, d Digest) (*Content, error) {
	file, err := f.root.Open(d.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrMissing, d)
	}
	if err != nil {
		return nil, fmt.Errorf("blob: open: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("blob: open: %w", err), file.Close())
	}
	return newContent(file, info.Size(), d), nil
}

func (f *folder) Has(_ context.Context, d Digest) (bool, error) {
	info, err := f.root.Stat(d.path())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("blob: look: %w", err)
	}
	return info.Mode().IsRegular(), nil
}

func (f *folder) Sweep(ctx context.Context, before time.Time, wanted func(context.Context, []Digest) ([]Digest, error)) (int, error) {
	if err := f.sweepIncoming(before); err != nil {
		return 0, err
	}
	b := broom{wanted: wanted, remove: func(_ context.Context, d Digest) (bool, error) {
		// Between the question and the answer someone may have put it again.
		if old, err := f.older(d.path(), before); err != nil || !old {
			return false, err
		}
		return true, f.root.Remove(d.path())
	}}
	err := f.each(".", func(dir fs.DirEntry) error {
		if !dir.IsDir() || dir.Name() == incoming {
			return nil
		}
		return f.each(dir.Name(), func(entry fs.DirEntry) error {
			name := path.Join(dir.Name(), entry.Name())
			d, ok := digestAt(name)
			if !ok {
				return nil // not ours
			}
			old, err := f.older(name, before)
			if err != nil || !old {
				return err
			}
			return b.add(ctx, d)
		})
	})
	if err == nil {
		err = b.flush(ctx)
	}
	return b.removed, err
}

// sweepIncoming removes what writes left behind that a killed process never finished.
func (f *folder) sweepIncoming(before time.Time) error {
	return f.each(incoming, func(entry fs.DirEntry) error {
		name := path.Join(incoming, entry.Name())
		old, err := f.older(name, before)
		if err != nil || !old {
			return err
		}
		if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("blob: sweep: %w", err)
		}
		return nil
	})
}

func (f *folder) older(name string, before time.Time) (bool, error) {
	info, err := f.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("blob: sweep: %w", err)
	}
	return info.Mode().IsRegular() && info.ModTime().Before(before), nil
}

// each reads a folder piece by piece.
func (f *folder) each(name string, visit func(fs.DirEntry) error) (err error) {
	dir, err := f.root.Open(name)
	if err != nil {
		return fmt.Errorf("blob: sweep: %w", err)
	}
	defer func() { err = errors.Join(err, dir.Close()) }()
	for {
		entries, err := dir.ReadDir(SweepBatch)
		for _, entry := range entries {
			if err := visit(entry); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("blob: sweep: %w", err)
		}
	}
}
