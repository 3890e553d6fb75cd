package console

import (
	"smileboard/ent"
	"smileboard/graph/console/model"
)

// attachmentOf is what the console shows of an attachment.
func attachmentOf(a *ent.Attachment) *model.Attachment {
	out := &model.Attachment{
		ID: a.ID, Name: a.Name, MediaType: a.MediaType, Size: int(a.Size), Thumbnail: a.Thumbnail != "", Width: a.Width, Height: a.Height, AddedAt: a.CreatedAt,
	}
	if by := a.Edges.Account; by != nil {
		out.AddedBy = by.Name
	}
	return out
}

// each converts a list.
func each[From, To any](list []From, convert func(From) To) []To {
	out := make([]To, len(list))
	for i, x := range list {
		out[i] = convert(x)
	}
	return out
}
