package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smileboard/internal/attachment"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/attachment/blob/blobtest"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

const contract = "%PDF-1.7\nstartxref\n9\n%%EOF\n"

// attach adds a document to a contractor, as the command line would, and returns the digest of its bytes.
func attach(t *testing.T, db, files string) string {
	t.Helper()
	ctx := viewer.AsOperator(t.Context(), "test")
	s := storetest.Open(t, db, store.Options{})
	c, err := s.Client.Contractor.Create().SetUscc("91430100MA4L000001").SetName("x").SetSortKey("x").SetSearchText("x").SetInitials("x").SetInitialsAlt("x").Save(ctx)
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := blob.Open(ctx, files, filesKeys())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = blobs.Close() }()
	a, err := attachment.NewService(s, blobs).Add(ctx, c.ID, "合同.pdf", strings.NewReader(contract))
	if err != nil {
		t.Fatal(err)
	}
	return a.Digest
}

// said runs the program to its end and returns everything it wrote.
func said(t *testing.T, args ...string) (code int, text string) {
	t.Helper()
	var out strings.Builder
	code = run(context.Background(), append([]string{"smileboard", "--lang", "en"}, args...), &out, &out)
	return code, out.String()
}

func TestDoctorReadsTheFilesAndSweepTakesTheLeftOvers(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, db string) {
		dir := t.TempDir()
		files := "file:" + dir
		digest := attach(t, db, files)
		if code, text := said(t, "--db", db, "--files", files, "doctor"); code != exitOK || !strings.Contains(text, "Attachments: 1 checked") {
			t.Errorf("doctor ended with %d: %s", code, text)
		}
		left := blob.DigestOf([]byte("left")).String()
		for name, old := range map[string]time.Duration{left: 25 * time.Hour, digest: 25 * time.Hour} {
			path := filepath.Join(dir, name[:2], name)
			if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
				t.Fatal(err)
			}
			if name == left {
				if err := os.WriteFile(path, []byte("left"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			at := time.Now().Add(-old)
			if err := os.Chtimes(path, at, at); err != nil {
				t.Fatal(err)
			}
		}
		if code, text := said(t, "--db", db, "--files", files, "sweep"); code != exitOK || !strings.Contains(text, "1 files removed") {
			t.Errorf("sweep ended with %d: %s", code, text)
		}
		if err := os.Remove(filepath.Join(dir, digest[:2], digest)); err != nil {
			t.Fatal(err)
		}
		if code, text := said(t, "--db", db, "--files", files, "doctor"); code != exitBadInput || !strings.Contains(text, "missing: "+digest) {
			t.Errorf("doctor ended with %d: %s", code, text)
		}
	})
}

func TestFilesMayLieInS3(t *testing.T) {
	storetest.Tally(t, "sqlite")
	g := blobtest.Start(t, "files")
	t.Setenv("SMILEBOARD_FILES_KEY", blobtest.KeyID)
	t.Setenv("SMILEBOARD_FILES_SECRET", blobtest.Secret)
	db := storetest.SQLite(t)
	attach(t, db, g.Address("files"))
	code, text := said(t, "--db", db, "--files", g.Address("files"), "doctor")
	if code != exitOK || !strings.Contains(text, "s3://files") || strings.Contains(text, blobtest.Secret) {
		t.Errorf("doctor ended with %d: %s", code, text)
	}
	t.Setenv("SMILEBOARD_FILES_KEY", "")
	t.Setenv("AWS_ACCESS_KEY_ID", blobtest.KeyID)
	t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong")
	if code, text := said(t, "--db", db, "--files", g.Address("files"), "doctor"); code != exitBadInput || !strings.Contains(text, "does not accept the keys") {
		t.Errorf("doctor ended with %d: %s", code, text)
	}
}

func TestServeSaysWhatIsWrongWithThePlaceForFiles(t *testing.T) {
	storetest.Tally(t, "sqlite")
	db := "sqlite:" + filepath.Join(t.TempDir(), "office.db")
	for address, want := range map[string]string{
		"/var/files": "file:FOLDER", "s3://a:b@files": "SMILEBOARD_FILES_KEY", "s3://files?endpoint=http://127.0.0.1:1": "SMILEBOARD_FILES_KEY",
	} {
		if code, text := said(t, "--db", db, "--files", address, "serve", "--addr", "127.0.0.1:0"); code != exitBadInput || !strings.Contains(text, want) {
			t.Errorf("%s: it ended with %d: %s", address, code, text)
		}
	}
}

func TestFilesLieBesideASQLiteFile(t *testing.T) {
	storetest.Tally(t, "sqlite")
	path := filepath.Join(t.TempDir(), "office.db")
	server := serve(t, "--db", "sqlite:"+path, "serve", "--addr", "127.0.0.1:0")
	server.stop()
	<-server.code
	if info, err := os.Stat(path + ".files"); err != nil || !info.IsDir() || info.Mode().Perm()&0o007 != 0 {
		t.Errorf("%v, %v", info, err)
	}
}
