// Package attachment owns the photos and documents of the things in the register: who may add, read and remove them, and
// their rows.
//
// The rights are those of the parent: who may not see it does not learn that it has attachments. Package intake decides
// what is kept of a file, package blob where. The bytes are put before the row is written, so that a row always has them;
// bytes whose row was never written, or is long gone, are swept.
package attachment

import (
	"context"
	"fmt"
	"io"
	"time"

	"golang.org/x/sync/semaphore"

	"smileboard/ent"
	entattachment "smileboard/ent/attachment"
	"smileboard/internal/account"
	"smileboard/internal/attachment/blob"
	"smileboard/internal/attachment/intake"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

const (
	// MaxBytes bounds one file.
	MaxBytes = intake.MaxBytes
	// MaxPerParent bounds what one thing has.
	MaxPerParent = 200
	// maxAtOnce bounds the files that are in memory while they arrive; who comes later waits.
	maxAtOnce = 16
)

// ErrTooLarge says that a file has more than MaxBytes.
var ErrTooLarge = intake.ErrTooLarge

// The operations, as the table of operations names them.
const (
	opUpload   account.Operation = "Upload.attachment"
	opDownload account.Operation = "Download.attachment"
	opList     account.Operation = "Query.attachments"
	opRemove   account.Operation = "Mutation.removeAttachment"
)

// Service adds, reads and removes attachments for the caller in the context.
type Service struct {
	store    *store.Store
	blobs    blob.Store
	intake   *intake.Intake
	arriving *semaphore.Weighted
}

// NewService makes a service over a database and a place for bytes. Without a place, nil, it lists and removes, and says to
// whoever wants to add that the operator has to name one.
func NewService(s *store.Store, blobs blob.Store) *Service {
	return &Service{store: s, blobs: blobs, intake: intake.New(), arriving: semaphore.NewWeighted(maxAtOnce)}
}

// Add keeps a file as an attachment of a thing, which is named by its global id. Nothing is read of the file before the
// caller's right is known.
//
// The caller MUST be allowed to see the parent, by a power that may upload. The file MUST be a photo or a PDF within the
// limits of package intake. The parent MUST have room for one more.
//
// Returns fault NOT_FOUND where the caller may not see the parent, INVALID where the file or its name is not acceptable.
func (s *Service) Add(ctx context.Context, parent int, name string, file io.Reader) (*ent.Attachment, error) {
	ctx, p, err := s.enter(ctx, s.store.Client, opUpload, parent)
	if err != nil {
		return nil, err
	}
	if s.blobs == nil {
		return nil, errNoPlace
	}
	kept, err := s.read(ctx, file)
	if err != nil {
		return nil, err
	}
	if name, err = intake.Name(name, kept.Type); err != nil {
		return nil, err
	}
	digest, err := s.blobs.Put(ctx, kept.Content)
	if err != nil {
		return nil, err
	}
	thumbnail := ""
	if kept.Thumbnail != nil {
		d, err := s.blobs.Put(ctx, kept.Thumbnail)
		if err != nil {
			return nil, err
		}
		thumbnail = d.String()
	}
	added, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.Attachment, error) {
		// Rights may have ended, and others may have added, while the file arrived.
		ctx, p, err := s.enter(ctx, tx.Client(), opUpload, parent)
		if err != nil {
			return nil, err
		}
		return addRow(ctx, tx, p, func(c *ent.AttachmentCreate) {
			c.SetName(name).SetMediaType(string(kept.Type)).SetSize(int64(len(kept.Content))).SetDigest(digest.String()).
				SetThumbnail(thumbnail).SetWidth(kept.Width).SetHeight(kept.Height)
		})
	})
	if err != nil {
		return nil, fmt.Errorf("attachment: add to %s %d: %w", p.kind, p.id, err)
	}
	return added, s.ensure(ctx, kept)
}

// read takes a file in, with a bound on how many are in memory at once.
func (s *Service) read(ctx context.Context, file io.Reader) (*intake.File, error) {
	if err := s.arriving.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer s.arriving.Release(1)
	raw, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	if err != nil {
		return nil, errInterrupted.Because(err)
	}
	return s.intake.Read(ctx, raw)
}

// ensure puts the bytes again where a sweep took them between their arrival and their row.
func (s *Service) ensure(ctx context.Context, kept *intake.File) error {
	for _, content := range [][]byte{kept.Content, kept.Thumbnail} {
		if content == nil {
			continue
		}
		there, err := s.blobs.Has(ctx, blob.DigestOf(content))
		if err == nil && !there {
			_, err = s.blobs.Put(ctx, content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func addRow(ctx context.Context, tx *ent.Tx, p parent, set func(*ent.AttachmentCreate)) (*ent.Attachment, error) {
	system := viewer.AsSystem(ctx, "attachment")
	have, err := tx.Attachment.Query().Where(entattachment.ParentID(p.id), entattachment.RemovedAtIsNil()).Count(system)
	if err != nil {
		return nil, err
	}
	if have >= MaxPerParent {
		return nil, errFull
	}
	create := tx.Attachment.Create().SetParentType(p.kind).SetParentID(p.id).SetCreatedAt(store.Now(ctx).Truncate(time.Microsecond))
	if a, ok := accountOf(ctx); ok {
		create.SetAccountID(a.ID)
	}
	set(create)
	a, err := create.Save(system)
	if err != nil {
		return nil, err
	}
	return a, audit.Record(ctx, tx, audit.Entry{Action: string(opUpload), Subject: p.subject(), After: fields(a)})
}

// fields are what the record says of an attachment.
func fields(a *ent.Attachment) audit.Fields {
	return audit.Fields{"attachment": a.ID, "name": a.Name, "mediaType": a.MediaType, "size": a.Size, "digest": a.Digest}
}

// List gives the attachments of a thing, the latest first, with the accounts that added them. NOT_FOUND where the caller may not see the thing.
func (s *Service) List(ctx context.Context, parent int) ([]*ent.Attachment, error) {
	ctx, p, err := s.enter(ctx, s.store.Client, opList, parent)
	if err != nil {
		return nil, err
	}
	list, err := s.store.Client.Attachment.Query().
		Where(entattachment.ParentID(p.id), entattachment.RemovedAtIsNil()).
		Order(entattachment.ByCreatedAt(descending), entattachment.ByID(descending)).
		WithAccount().Limit(MaxPerParent).All(viewer.AsSystem(ctx, "attachment"))
	if err != nil {
		return nil, fmt.Errorf("attachment: list: %w", err)
	}
	return list, nil
}

// Get gives one attachment, with the account that added it. NOT_FOUND where there is none or the caller may not see its parent.
func (s *Service) Get(ctx context.Context, id int) (*ent.Attachment, error) {
	ctx, a, _, err := s.find(ctx, s.store.Client, opList, id)
	if err != nil {
		return nil, err
	}
	a, err = s.store.Client.Attachment.Query().Where(entattachment.ID(a.ID)).WithAccount().Only(viewer.AsSystem(ctx, "attachment"))
	if err != nil {
		return nil, fmt.Errorf("attachment: get %d: %w", id, err)
	}
	return a, nil
}

// Open reads an attachment, or its thumbnail. NOT_FOUND where there is none, where it was removed, or where the caller may
// not see its parent: nobody learns which.
func (s *Service) Open(ctx context.Context, id int, thumbnail bool) (*ent.Attachment, *blob.Content, error) {
	_, a, _, err := s.find(ctx, s.store.Client, opDownload, id)
	if err != nil {
		return nil, nil, err
	}
	text := a.Digest
	if thumbnail {
		text = a.Thumbnail
	}
	if text == "" || s.blobs == nil {
		return nil, nil, errNone
	}
	digest, err := blob.ParseDigest(text)
	if err != nil {
		return nil, nil, fmt.Errorf("attachment %d: %w", a.ID, err)
	}
	content, err := s.blobs.Open(ctx, digest)
	if err != nil {
		return nil, nil, fmt.Errorf("attachment %d: %w", a.ID, err)
	}
	return a, content, nil
}

// Remove takes an attachment off its parent. Its row stays for the record, its bytes for KeepRemoved.
//
// The caller MUST be allowed to see the parent, and pass CheckRemoval.
func (s *Service) Remove(ctx context.Context, id int) error {
	_, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		ctx, a, p, err := s.find(ctx, tx.Client(), opRemove, id)
		if err != nil {
			return struct{}{}, err
		}
		if err := CheckRemoval(ctx, a); err != nil {
			return struct{}{}, err
		}
		// Of two who remove it at once, one finds it gone.
		n, err := tx.Attachment.Update().Where(entattachment.ID(a.ID), entattachment.RemovedAtIsNil()).
			SetRemovedAt(store.Now(ctx).Truncate(time.Microsecond)).Save(viewer.AsSystem(ctx, "attachment"))
		if err != nil {
			return struct{}{}, err
		}
		if n == 0 {
			return struct{}{}, errNone
		}
		return struct{}{}, audit.Record(ctx, tx, audit.Entry{Action: string(opRemove), Subject: p.subject(), Before: fields(a)})
	})
	if err != nil {
		return fmt.Errorf("attachment: remove %d: %w", id, err)
	}
	return nil
}

// CheckRemoval reports whether the caller may remove an attachment of a parent that they may see.
//
// Officers MAY remove any. Owners' committees, inspectors and companies MUST have added it themselves: nobody takes away
// what somebody else has shown of them.
func CheckRemoval(ctx context.Context, a *ent.Attachment) error {
	v, _ := viewer.From(ctx)
	if v.Operator() {
		return nil
	}
	if caller, ok := accountOf(ctx); ok && a.AccountID != nil && *a.AccountID == caller.ID {
		return nil
	}
	leave, _ := viewer.LeaveOf(ctx)
	for _, p := range leave.Powers {
		switch p.Role {
		case viewer.Administrator, viewer.DistrictOfficer, viewer.SubdistrictOfficer, viewer.CommunityOfficer:
			return nil
		}
	}
	return errNotYours
}

func accountOf(ctx context.Context) (viewer.Account, bool) {
	v, _ := viewer.From(ctx)
	return v.Account()
}

// find reads an attachment and the parent under which the caller may see it.
func (s *Service) find(ctx context.Context, c *ent.Client, op account.Operation, id int) (context.Context, *ent.Attachment, parent, error) {
	// Who may do nothing of the kind is told so before anything is looked up.
	if _, err := account.Enter(ctx, op); err != nil && fault.CodeOf(err) != fault.CodeForbidden {
		return ctx, nil, parent{}, err
	}
	a, err := c.Attachment.Query().Where(entattachment.ID(id), entattachment.RemovedAtIsNil()).Only(viewer.AsSystem(ctx, "attachment"))
	if ent.IsNotFound(err) {
		return ctx, nil, parent{}, errNone
	}
	if err != nil {
		return ctx, nil, parent{}, fmt.Errorf("attachment: find %d: %w", id, err)
	}
	ctx, p, err := s.enter(ctx, c, op, a.ParentID)
	switch fault.CodeOf(err) {
	case fault.CodeNotFound, fault.CodeForbidden:
		return ctx, nil, parent{}, errNone
	}
	return ctx, a, p, err
}

var (
	errNone = fault.NotFound("attachment.none", fault.Say(
		"没有这个附件，或者您无权查看。", "There is no such attachment, or you may not see it."))
	errNoPlace = fault.Conflict("attachment.no_place", fault.Say(
		"这台服务器没有设置存放附件的位置，不能上传。请联系管理员设置 --files（SMILEBOARD_FILES）。",
		"This server has no place for files. Ask its operator to set --files (SMILEBOARD_FILES)."))
	errInterrupted = fault.Invalid("file", "attachment.interrupted", fault.Say(
		"文件没有传完。请检查网络后重新上传。", "The file did not arrive whole. Check the network and upload it again."))
	errNoParent = fault.NotFound("attachment.parent", fault.Say(
		"找不到附件所属的内容，或者您无权查看。", "What the attachment belongs to is not there, or you may not see it."))
	errFull = fault.Conflict("attachment.many", fault.Say(
		"这里已有 %d 个附件，不能再加。请先移除不需要的。", "There are %d attachments here already. Remove some that are not needed first.", MaxPerParent))
	errNotYours = fault.Forbidden("attachment.not_yours", fault.Say(
		"只能移除自己上传的附件。如需移除别人的，请联系管理这个小区的街道或社区。",
		"You may remove only what you added yourself. Ask the office in charge to remove somebody else's."))
)
