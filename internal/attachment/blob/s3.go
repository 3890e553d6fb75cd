package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"smileboard/internal/fault"
)

// s3Retries is how often a request is tried in all. The library waits longer and longer between two tries.
const s3Retries = 3

// bucket keeps blobs as objects.
type bucket struct {
	core minio.Core
	at   address
}

func openS3(ctx context.Context, a address, keys Keys) (Store, error) {
	if keys.ID == "" || keys.Secret == "" {
		return nil, errNoKeys
	}
	lookup := minio.BucketLookupPath
	if a.hostNamesBuckets {
		lookup = minio.BucketLookupDNS
	}
	client, err := minio.New(a.host, &minio.Options{
		Creds:  credentials.NewStaticV4(keys.ID, keys.Secret, ""),
		Secure: a.secure, Region: a.region, BucketLookup: lookup, MaxRetries: s3Retries,
	})
	if err != nil {
		return nil, errAddress.Because(err)
	}
	b := &bucket{core: minio.Core{Client: client}, at: a}
	there, err := client.BucketExists(ctx, a.bucket)
	if err != nil {
		return nil, fault.Invalid("files", "blob.s3", fault.Say(
			"连不上附件存储 %s，或密钥不被接受。请检查地址、密钥和网络。",
			"The store for files, %s, cannot be reached, or does not accept the keys. Check the address, the keys and the network.", a)).Because(err)
	}
	if !there {
		return nil, fault.Invalid("files", "blob.bucket", fault.Say(
			"附件存储里没有名为 %s 的存储桶。请先建好它（不要公开读取）。",
			"The store for files has no bucket named %s. Create it first, without public access.", a.bucket))
	}
	return b, nil
}

func (b *bucket) Address() string { return b.at.String() }

// Close has nothing to give back: connections close when they are idle.
func (b *bucket) Close() error { return nil }

func (b *bucket) key(d Digest) string { return b.at.prefix + d.path() }

func (b *bucket) Put(ctx context.Context, content []byte) (Digest, error) {
	d := DigestOf(content)
	// One request, or nothing: an object is never there in part. The type says that it is for nobody's browser.
	_, err := b.core.Client.PutObject(ctx, b.at.bucket, b.key(d), bytes.NewReader(content), int64(len(content)),
		minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	if err != nil {
		if ctx.Err() != nil {
			return Digest{}, ctx.Err()
		}
		return Digest{}, errFull.Because(fmt.Errorf("blob: put %s: %w", d, err))
	}
	return d, nil
}

func (b *bucket) Open(ctx context.Context, d Digest) (*Content, error) {
	body, info, _, err := b.core.GetObject(ctx, b.at.bucket, b.key(d), minio.GetObjectOptions{})
	if isMissing(err) {
		return nil, fmt.Errorf("%w: %s", ErrMissing, d)
	}
	if err != nil {
		return nil, fmt.Errorf("blob: open %s: %w", d, err)
	}
	return newContent(body, info.Size, d), nil
}

func (b *bucket) Has(ctx context.Context, d Digest) (bool, error) {
	_, err := b.core.Client.StatObject(ctx, b.at.bucket, b.key(d), minio.StatObjectOptions{})
	if isMissing(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("blob: look %s: %w", d, err)
	}
	return true, nil
}

func (b *bucket) Sweep(ctx context.Context, before time.Time, wanted func(context.Context, []Digest) ([]Digest, error)) (int, error) {
	ctx, cancel := context.WithCancel(ctx) // ends the listing when we stop early
	defer cancel()
	sweeper := broom{wanted: wanted, remove: func(ctx context.Context, d Digest) (bool, error) {
		// Between the question and the answer someone may have put it again.
		info, err := b.core.Client.StatObject(ctx, b.at.bucket, b.key(d), minio.StatObjectOptions{})
		if isMissing(err) {
			return false, nil
		}
		if err != nil || !info.LastModified.Before(before) {
			return false, err
		}
		return true, b.core.Client.RemoveObject(ctx, b.at.bucket, b.key(d), minio.RemoveObjectOptions{})
	}}
	for object := range b.core.Client.ListObjectsIter(ctx, b.at.bucket, minio.ListObjectsOptions{Prefix: b.at.prefix, Recursive: true}) {
		if object.Err != nil {
			return sweeper.removed, fmt.Errorf("blob: list: %w", object.Err)
		}
		if len(object.Key) < len(b.at.prefix) {
			continue
		}
		d, ok := digestAt(object.Key[len(b.at.prefix):])
		if !ok || !object.LastModified.Before(before) {
			continue
		}
		if err := sweeper.add(ctx, d); err != nil {
			return sweeper.removed, err
		}
	}
	return sweeper.removed, sweeper.flush(ctx)
}

func isMissing(err error) bool {
	var response minio.ErrorResponse
	return errors.As(err, &response) && response.Code == minio.NoSuchKey
}
