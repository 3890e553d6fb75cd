package console

import (
	"smileboard/ent"
	"smileboard/graph/console/model"
	"smileboard/internal/fault"
)

func noticeOf(n *ent.Notice) *model.Notice {
	return &model.Notice{
		ID: n.ID, Kind: n.Kind, Title: &fault.Words{Zh: n.TitleZh, En: n.TitleEn}, Body: &fault.Words{Zh: n.BodyZh, En: n.BodyEn},
		Link: n.Link, CreatedAt: n.CreatedAt, ReadAt: n.ReadAt,
	}
}
