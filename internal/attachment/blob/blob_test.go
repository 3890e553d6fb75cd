package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"smileboard/internal/attachment/blob"
	"smileboard/internal/attachment/blob/blobtest"
	"smileboard/internal/fault"
)

var keys = blob.Keys{ID: blobtest.KeyID, Secret: blobtest.Secret}

// each runs a test on a folder and on an S3 server. dir is where the bytes lie as files.
func each(t *testing.T, test func(t *testing.T, s blob.Store, dir string)) {
	t.Helper()
	open := func(t *testing.T, address string) blob.Store {
		t.Helper()
		s, err := blob.Open(t.Context(), address, keys)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	}
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		test(t, open(t, "file:"+dir), dir)
	})
	t.Run("s3", func(t *testing.T) {
		g := blobtest.Start(t, "files")
		test(t, open(t, strings.Replace(g.Address("files"), "files?", "files/photos/2026?", 1)), filepath.Join(g.Dir, "files", "photos", "2026"))
	})
}

func put(t *testing.T, s blob.Store, content string) blob.Digest {
	t.Helper()
	d, err := s.Put(t.Context(), []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func read(ctx context.Context, s blob.Store, d blob.Digest) (string, error) {
	c, err := s.Open(ctx, d)
	if err != nil {
		return "", err
	}
	raw, err := io.ReadAll(c)
	return string(raw), errors.Join(err, c.Close())
}

// files lists what lies below a folder: blobs alone, none of what a store keeps beside them.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			out = append(out, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}

func TestWhatIsPutIsReadBack(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store, dir string) {
		for _, content := range []string{"", "笑脸", strings.Repeat("0123456789abcdef", 1<<20+1)} {
			d := put(t, s, content)
			if got, err := read(t.Context(), s, d); err != nil || got != content {
				t.Errorf("%d bytes: got %d bytes, %v", len(content), len(got), err)
			}
			if there, err := s.Has(t.Context(), d); err != nil || !there {
				t.Errorf("%d bytes: there %v, %v", len(content), there, err)
			}
		}
		if got := len(files(t, dir)); got != 3 {
			t.Errorf("%d files", got)
		}
	})
}

func TestTheSameBytesAreKeptOnceHoweverManyPutThem(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store, dir string) {
		var all sync.WaitGroup
		for range 32 {
			all.Go(func() {
				if _, err := s.Put(t.Context(), []byte("the same")); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := files(t, dir); len(got) != 1 || filepath.Base(got[0]) != blob.DigestOf([]byte("the same")).String() {
			t.Errorf("kept %q", got)
		}
	})
}

func TestWhatIsNotThereIsMissing(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store, _ string) {
		d := blob.DigestOf([]byte("never put"))
		if _, err := s.Open(t.Context(), d); !errors.Is(err, blob.ErrMissing) {
			t.Errorf("open: %v", err)
		}
		if there, err := s.Has(t.Context(), d); err != nil || there {
			t.Errorf("has: %v, %v", there, err)
		}
	})
}

func TestDamageIsAnErrorAndPuttingAgainMendsIt(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store, dir string) {
		for _, damage := range []string{"changed bytes", "short"} {
			d := put(t, s, "right content")
			if err := os.WriteFile(files(t, dir)[0], []byte(damage), 0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := read(t.Context(), s, d); !errors.Is(err, blob.ErrDamaged) || got == damage {
				t.Errorf("%s: read %q, %v", damage, got, err)
			}
			put(t, s, "right content")
			if got, err := read(t.Context(), s, d); err != nil || got != "right content" {
				t.Errorf("mended: %q, %v", got, err)
			}
		}
	})
}

func TestASweepRemovesWhatIsOldAndUnwanted(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store, dir string) {
		wanted, unwanted := put(t, s, "wanted"), put(t, s, "unwanted")
		wants := func(_ context.Context, asked []blob.Digest) ([]blob.Digest, error) {
			return []blob.Digest{wanted}, nil
		}
		if n, err := s.Sweep(t.Context(), time.Now().Add(-time.Hour), wants); err != nil || n != 0 {
			t.Errorf("young: removed %d, %v", n, err)
		}
		if n, err := s.Sweep(t.Context(), time.Now().Add(time.Hour), wants); err != nil || n != 1 {
			t.Errorf("old: removed %d, %v", n, err)
		}
		for d, want := range map[blob.Digest]bool{wanted: true, unwanted: false} {
			if there, err := s.Has(t.Context(), d); err != nil || there != want {
				t.Errorf("%s: there %v, %v", d, there, err)
			}
		}
		failure := errors.New("the database is gone")
		_, err := s.Sweep(t.Context(), time.Now().Add(time.Hour), func(context.Context, []blob.Digest) ([]blob.Digest, error) { return nil, failure })
		if !errors.Is(err, failure) || len(files(t, dir)) != 1 {
			t.Errorf("without an answer: %v, %d files", err, len(files(t, dir)))
		}
	})
}

func TestASweepLeavesAloneWhatIsNotOurs(t *testing.T) {
	dir := t.TempDir()
	s, err := blob.Open(t.Context(), "file:"+dir, blob.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	ours := blob.DigestOf([]byte("x")).String()
	for _, name := range []string{"README", "ab/notes.txt", "zz/" + ours, ours[:2] + "/" + strings.ToUpper(ours), "incoming/left-by-a-killed-process"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	none := func(context.Context, []blob.Digest) ([]blob.Digest, error) { return nil, nil }
	if n, err := s.Sweep(t.Context(), time.Now().Add(time.Hour), none); err != nil || n != 0 {
		t.Errorf("removed %d, %v", n, err)
	}
	if got := files(t, dir); len(got) != 4 {
		t.Errorf("left %q: all should be left but the write that nobody finished", got)
	}
}

func TestASweepOfManyAsksInBatches(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store, dir string) {
		const many = blob.SweepBatch + 20
		for i := range many {
			put(t, s, fmt.Sprint(i))
		}
		var largest, asked int
		n, err := s.Sweep(t.Context(), time.Now().Add(time.Hour), func(_ context.Context, batch []blob.Digest) ([]blob.Digest, error) {
			largest, asked = max(largest, len(batch)), asked+len(batch)
			return batch[:1], nil
		})
		if err != nil || n != many-2 || asked != many || largest != blob.SweepBatch || len(files(t, dir)) != 2 {
			t.Errorf("removed %d of %d asked, at most %d at once, %d files left, %v", n, asked, largest, len(files(t, dir)), err)
		}
	})
}

func TestNoLinkLeadsOutOfTheFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	secret := []byte("secret")
	name := blob.DigestOf(secret).String()
	if err := os.WriteFile(filepath.Join(outside, name), secret, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, name[:2])); err != nil {
		t.Fatal(err)
	}
	s, err := blob.Open(t.Context(), "file:"+dir, blob.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if got, err := read(t.Context(), s, blob.DigestOf(secret)); err == nil {
		t.Errorf("read %q through a link", got)
	}
	if _, err := s.Put(t.Context(), secret); fault.ReasonOf(err) != "blob.unwritable" {
		t.Errorf("put through a link: %v", err)
	}
}

func TestAFullFolderSaysSoAndKeepsNothing(t *testing.T) {
	dir := t.TempDir()
	s, err := blob.Open(t.Context(), "file:"+dir, blob.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	// A file where the blob's folder should be stands for a disk that takes nothing: root may write anywhere else.
	content := []byte("x")
	if err := os.WriteFile(filepath.Join(dir, blob.DigestOf(content).String()[:2]), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), content); fault.ReasonOf(err) != "blob.unwritable" {
		t.Errorf("got %v", err)
	}
	if left := files(t, filepath.Join(dir, "incoming")); len(left) != 0 {
		t.Errorf("left %q", left)
	}
}

func TestAnAddressThatCannotBeOpenedSaysWhy(t *testing.T) {
	g := blobtest.Start(t, "files")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, address string
		keys          blob.Keys
		reason        string
	}{
		{"nothing", "", keys, "blob.address"},
		{"a plain path", "/var/lib/files", keys, "blob.address"},
		{"no path", "file:", keys, "blob.address"},
		{"a file for a folder", "file:" + file, keys, "blob.folder"},
		{"another scheme", "gs://files", keys, "blob.address"},
		{"no bucket", "s3://?endpoint=" + g.Endpoint, keys, "blob.address"},
		{"a bucket that climbs", "s3://..?endpoint=" + g.Endpoint, keys, "blob.address"},
		{"a prefix that climbs", "s3://files/../other?endpoint=" + g.Endpoint, keys, "blob.address"},
		{"an endpoint with a path", "s3://files?endpoint=" + g.Endpoint + "/x", keys, "blob.address"},
		{"an endpoint that is no URL", "s3://files?endpoint=localhost", keys, "blob.address"},
		{"an unknown setting", "s3://files?endpoint=" + g.Endpoint + "&acl=public", keys, "blob.address"},
		{"a setting twice", "s3://files?region=a&region=b", keys, "blob.address"},
		{"keys in the address", "s3://id:secret@files?endpoint=" + g.Endpoint, keys, "blob.keys_in_address"},
		{"keys in the endpoint", "s3://files?endpoint=http://id:secret@127.0.0.1:1", keys, "blob.keys_in_address"},
		{"no keys", g.Address("files"), blob.Keys{}, "blob.no_keys"},
		{"wrong keys", g.Address("files"), blob.Keys{ID: keys.ID, Secret: "wrong"}, "blob.s3"},
		{"a bucket that is not there", g.Address("photos"), keys, "blob.bucket"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := blob.Open(t.Context(), c.address, c.keys)
			if fault.ReasonOf(err) != c.reason {
				t.Errorf("got %v, %v", s, err)
			}
		})
	}
}

func TestAServerThatIsGoneIsSaidInTime(t *testing.T) {
	g := blobtest.Start(t, "files")
	s, err := blob.Open(t.Context(), g.Address("files"), keys)
	if err != nil {
		t.Fatal(err)
	}
	d := put(t, s, "x")
	gone, err := blob.Open(t.Context(), "s3://files?endpoint=http://127.0.0.1:1&region=us-east-1", keys)
	if fault.ReasonOf(err) != "blob.s3" {
		t.Errorf("got %v, %v", gone, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, []byte("y")); !errors.Is(err, context.Canceled) {
		t.Errorf("put for nobody: %v", err)
	}
	if got, err := read(t.Context(), s, d); err != nil || got != "x" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestNeitherAddressNorKeysShowASecret(t *testing.T) {
	g := blobtest.Start(t, "files")
	s, err := blob.Open(t.Context(), g.Address("files"), keys)
	if err != nil {
		t.Fatal(err)
	}
	_, wrong := blob.Open(t.Context(), g.Address("files"), blob.Keys{ID: keys.ID, Secret: "another-secret"})
	for _, said := range []string{s.Address(), wrong.Error(), fmt.Sprintf("%v %+v %#v %s", keys, keys, keys, keys)} {
		if strings.Contains(said, blobtest.Secret) || strings.Contains(said, "another-secret") {
			t.Errorf("shows a secret: %s", said)
		}
	}
	if want := "s3://files/?endpoint=" + g.Endpoint; s.Address() != want {
		t.Errorf("address %s, want %s", s.Address(), want)
	}
}

func TestADigestIsReadOnlyAsItIsWritten(t *testing.T) {
	d := blob.DigestOf([]byte("x"))
	if got, err := blob.ParseDigest(d.String()); err != nil || got != d {
		t.Errorf("got %s, %v", got, err)
	}
	for _, s := range []string{"", "../../etc/passwd", strings.ToUpper(d.String()), d.String()[1:], d.String() + "0", strings.Repeat("g", 64)} {
		if _, err := blob.ParseDigest(s); err == nil {
			t.Errorf("%q was read", s)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"file:x", "s3://bucket/prefix?endpoint=http://h&region=r", "s3://a..b/%2e%2e?buckets=host", "s3://id:key@b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		// Nothing is opened: without keys an S3 address ends in a fault, and a folder is none of this test's.
		if strings.HasPrefix(s, "file:") {
			return
		}
		opened, err := blob.Open(t.Context(), s, blob.Keys{})
		if _, ok := fault.As(err); !ok || opened != nil {
			t.Errorf("%q: %v, %v", s, opened, err)
		}
	})
}

var _ io.ReadCloser = (*blob.Content)(nil)

func BenchmarkPutInAFolder(b *testing.B) {
	s, err := blob.Open(b.Context(), "file:"+b.TempDir(), blob.Keys{})
	if err != nil {
		b.Fatal(err)
	}
	content := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		if _, err := s.Put(b.Context(), content); err != nil {
			b.Fatal(err)
		}
	}
}
