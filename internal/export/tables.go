package export

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"smileboard/ent"
	"smileboard/internal/account"
	"smileboard/internal/audittrail"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/registry"
	"smileboard/internal/sheet"
	"smileboard/internal/viewer"
)

func column(zh, en string, kind sheet.Kind, width float64) sheet.Column {
	return sheet.Column{Header: fault.Words{Zh: zh, En: en}, Kind: kind, Width: width}
}

// sayer speaks the reader's language.
type sayer = func(fault.Words) string

// said is a word of a vocabulary; empty where there is none.
func said[T ~string](say sayer, known map[T]fault.Words, p *T) string {
	if p == nil {
		return ""
	}
	w, ok := known[*p]
	if !ok {
		return string(*p)
	}
	return say(w)
}

func joined(say sayer, list []fault.Words) string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = say(w)
	}
	return strings.Join(out, "\n")
}

func (x *Exporter) organizations(q *query) content {
	f := &registry.OrganizationFilter{Search: q.text("q"), Kind: word(q, "kind", organizationKinds), Under: q.id("under")}
	return content{
		name: fault.Say("组织", "organization"),
		columns: []sheet.Column{
			column("代码", "code", sheet.Text, 16), column("名称", "name", sheet.Text, 28), column("类型", "kind", sheet.Text, 14),
			column("上级代码", "parent", sheet.Text, 16), column("小区数", "compounds", sheet.Integer, 0),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			codes := map[int]string{} // parents come first
			return sequence(func(fn func(*registry.Organization) error) error { return x.Registry.EachOrganization(ctx, f, fn) },
				func(o *registry.Organization) []any {
					codes[o.ID] = o.Code
					parent := ""
					if o.Parent != nil {
						parent = codes[*o.Parent]
					}
					return []any{o.Code, o.Name, said(say, organizationKinds, &o.Kind), parent, o.Compounds}
				})
		},
	}
}

func (x *Exporter) compounds(q *query) content {
	f := &registry.CompoundFilter{
		Search: q.text("q"), Under: q.id("under"), Kinds: words(q, "kinds", compoundKinds), Contractor: q.id("contractor"), Zone: q.id("zone"),
		Mode: word(q, "mode", modes), Class: word(q, "class", classes), Unmanaged: q.flag("unmanaged"),
	}
	var o *registry.CompoundOrder
	if field, direction, ok := order[registry.CompoundField](q, "NAME", "CODE", "HOUSEHOLDS", "BUILT", "COMMITTEE_UNTIL"); ok {
		o = &registry.CompoundOrder{Field: field, Direction: direction}
	}
	return content{
		name: fault.Say("小区", "compound"),
		columns: []sheet.Column{
			column("小区编码", "compound", sheet.Text, 16), column("名称", "name", sheet.Text, 28), column("区", "district (name)", sheet.Text, 12),
			column("街道", "subdistrict", sheet.Text, 16), column("社区", "community", sheet.Text, 16), column("地址", "address", sheet.Text, 36),
			column("类型", "kind", sheet.Text, 12), column("户数", "households", sheet.Integer, 0), column("入住户数", "occupied", sheet.Integer, 0),
			column("建筑面积(㎡)", "area_m2", sheet.Decimal, 0), column("建筑形态", "form", sheet.Text, 12), column("建成年份", "built", sheet.Integer, 0),
			column("业委会届满", "committee_until", sheet.Date, 0), column("片区", "zone", sheet.Text, 18),
			column("服务模式", "mode", sheet.Text, 12), column("物业企业", "contractor", sheet.Text, 32), column("合同开始", "contract from", sheet.Date, 0),
			column("合同结束", "contract to", sheet.Date, 0), column("物业费(元/㎡·月)", "fee", sheet.Money, 0),
			column("最近公布周期", "published cycle", sheet.Text, 12), column("脸", "face", sheet.Text, 8), column("类别", "class", sheet.Text, 12), column("得分", "score", sheet.Decimal, 0),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*registry.Compound) error) error { return x.Registry.EachCompound(ctx, f, o, fn) },
				func(c *registry.Compound) []any {
					row := []any{
						c.Code, c.Name, organization(c.District), organization(c.Subdistrict), c.Community, c.Address, said(say, compoundKinds, &c.Kind),
						c.Households, value(c.Occupied), shifted(c.Area, 2), said(say, buildingForms, c.Form), value(c.Built), c.CommitteeUntil, zone(c.Zone),
					}
					if e := c.Engagement; e != nil {
						row = append(row, said(say, modes, &e.Mode), contractor(e.Contractor), e.From, e.To, value(e.Fee))
					} else {
						row = append(row, nil, nil, nil, nil, nil)
					}
					if p := c.Face; p != nil {
						var score *int64
						if p.Score != nil {
							score = new(int64(*p.Score))
						}
						return append(row, p.Cycle, said(say, faces, &p.Face), said(say, classes, &p.Class), shifted(score, 2))
					}
					return append(row, nil, nil, nil, nil)
				})
		},
	}
}

func organization(o *registry.OrganizationRef) string {
	if o == nil {
		return ""
	}
	return o.Name
}

func zone(z *registry.ZoneRef) string {
	if z == nil {
		return ""
	}
	return z.Name
}

func contractor(c *registry.ContractorRef) string {
	if c == nil {
		return ""
	}
	return c.Name
}

func (x *Exporter) zones(q *query) content {
	f := &registry.ZoneFilter{Search: q.text("q"), Under: q.id("under")}
	return content{
		name: fault.Say("片区", "zone"),
		columns: []sheet.Column{
			column("片区编码", "code", sheet.Text, 16), column("名称", "name", sheet.Text, 28), column("区", "district", sheet.Text, 12), column("街道", "subdistrict", sheet.Text, 16),
			column("小区", "compounds", sheet.Text, 48), column("户数", "households", sheet.Integer, 0), column("业委会", "committee", sheet.Text, 28), column("需核对", "problems", sheet.Text, 40),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*registry.Zone) error) error { return x.Registry.EachZone(ctx, f, fn) }, func(z *registry.Zone) []any {
				names := make([]string, len(z.Compounds))
				for i, c := range z.Compounds {
					names[i] = c.Name
				}
				committee := ""
				if z.Committee != nil {
					committee = z.Committee.Name
				}
				return []any{z.Code, z.Name, organization(z.District), organization(z.Subdistrict), strings.Join(names, "、"), z.Households, committee, joined(say, z.Problems)}
			})
		},
	}
}

func (x *Exporter) contractors(q *query) content {
	f := &registry.ContractorFilter{Search: q.text("q"), Grade: word(q, "grade", grades), Managing: q.flag("managing")}
	var o *registry.ContractorOrder
	if field, direction, ok := order[registry.ContractorField](q, "NAME", "USCC", "CAPITAL", "STAFF"); ok {
		o = &registry.ContractorOrder{Field: field, Direction: direction}
	}
	return content{
		name: fault.Say("企业", "contractor"),
		columns: []sheet.Column{
			column("统一社会信用代码", "uscc", sheet.Text, 22), column("名称", "name", sheet.Text, 36), column("法定代表人", "legal_representative", sheet.Text, 14),
			column("注册资本(万元)", "capital_10k", sheet.Decimal, 0), column("专业人员", "staff", sheet.Integer, 0), column("中级以上职称", "mid_title", sheet.Integer, 0),
			column("联系电话", "phone", sheet.Text, 16), column("资质等级", "grade", sheet.Text, 14), column("在管小区数", "managed", sheet.Integer, 0),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*registry.Contractor) error) error { return x.Registry.EachContractor(ctx, f, o, fn) }, func(c *registry.Contractor) []any {
				grade := ""
				for _, held := range c.Qualifications {
					if held.Status == "VALID" {
						grade = said(say, grades, &held.Grade)
						break
					}
				}
				return []any{c.USCC, c.Name, value(c.LegalRepresentative), shifted(c.Capital, 6), value(c.Staff), value(c.MidTitle), value(c.Phone), grade, c.Managed}
			})
		},
	}
}

func (x *Exporter) engagements(q *query) content {
	f := &registry.EngagementFilter{
		Search: q.text("q"), Compound: q.id("compound"), Contractor: q.id("contractor"), On: q.day("on"), EndsFrom: q.day("endsFrom"), EndsTo: q.day("endsTo"),
	}
	var o *registry.EngagementOrder
	if field, direction, ok := order[registry.EngagementField](q, "FROM", "TO", "FEE"); ok {
		o = &registry.EngagementOrder{Field: field, Direction: direction}
	}
	return content{
		name: fault.Say("合同", "engagement"),
		columns: []sheet.Column{
			column("小区编码", "compound", sheet.Text, 16), column("小区", "compound (name)", sheet.Text, 28), column("服务模式", "mode", sheet.Text, 12),
			column("统一社会信用代码", "uscc", sheet.Text, 22), column("企业名称", "contractor", sheet.Text, 36), column("开始日期", "from", sheet.Date, 0),
			column("结束日期", "to", sheet.Date, 0), column("收费标准(元/㎡·月)", "fee", sheet.Money, 0), column("合同性质", "basis", sheet.Text, 12),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*registry.Engagement) error) error { return x.Registry.EachEngagement(ctx, f, o, fn) }, func(e *registry.Engagement) []any {
				uscc, code, name := "", "", ""
				if e.Contractor != nil {
					uscc = e.Contractor.USCC
				}
				if e.Compound != nil {
					code, name = e.Compound.Code, e.Compound.Name
				}
				return []any{code, name, said(say, modes, &e.Mode), uscc, contractor(e.Contractor), e.From, e.To, value(e.Fee), said(say, bases, e.Basis)}
			})
		},
	}
}

func (x *Exporter) committees(q *query) content {
	f := &registry.CommitteeFilter{Search: q.text("q"), Under: q.id("under"), Status: word(q, "status", terms), Due: q.flag("due")}
	var o *registry.CommitteeOrder
	if field, direction, ok := order[registry.CommitteeField](q, "NAME", "TERM_TO"); ok {
		o = &registry.CommitteeOrder{Field: field, Direction: direction}
	}
	return content{
		name: fault.Say("业委会", "committee"),
		columns: []sheet.Column{
			column("代码", "code", sheet.Text, 16), column("名称", "name", sheet.Text, 32), column("街道", "subdistrict", sheet.Text, 16), column("小区或片区", "compound or zone", sheet.Text, 28),
			column("选举日期", "elected", sheet.Date, 0), column("首次会议", "first met", sheet.Date, 0), column("备案日期", "filed", sheet.Date, 0), column("备案号", "filing number", sheet.Text, 20),
			column("任期开始", "term from", sheet.Date, 0), column("任期届满", "term to", sheet.Date, 0), column("状态", "status", sheet.Text, 10),
			column("成员", "members", sheet.Text, 40), column("期限", "due", sheet.Text, 28), column("期限日期", "due on", sheet.Date, 0), column("需核对", "problems", sheet.Text, 40),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*registry.Committee) error) error { return x.Registry.EachCommittee(ctx, f, o, fn) }, func(c *registry.Committee) []any {
				code, place := "", zone(c.Zone)
				if c.Organization != nil {
					code = c.Organization.Code
				}
				if c.Compound != nil {
					place = c.Compound.Name
				}
				due, on := nextDue(c.Dues)
				return []any{
					code, c.Name, organization(c.Subdistrict), place, c.Elected, c.FirstMet, c.Filed, c.FilingNumber, c.TermFrom, c.TermTo,
					said(say, terms, &c.Status), members(say, c.Members), said(say, dues, due), on, joined(say, c.Problems),
				}
			})
		},
	}
}

// nextDue is the earliest deadline that is not met.
func nextDue(list []*registry.CommitteeDue) (*registry.CommitteeDueKind, calendar.Date) {
	var next *registry.CommitteeDue
	for _, d := range list {
		if d.State != registry.Done && d.State != registry.DoneLate && (next == nil || d.On.Before(next.On)) {
			next = d
		}
	}
	if next == nil {
		return nil, calendar.Date{}
	}
	return &next.Kind, next.On
}

// members lists the members that the reader may see by name, with what they do; phones stay in the console.
func members(say sayer, list []*registry.CommitteeMember) string {
	var out []string
	for _, m := range list {
		duty := said(say, duties, &m.Duty)
		if m.Name != nil {
			duty = *m.Name + "（" + duty + "）"
		}
		out = append(out, duty)
	}
	return strings.Join(out, "、")
}

func (x *Exporter) qualifications(q *query) content {
	f := &registry.QualificationFilter{
		Search: q.text("q"), Contractor: q.id("contractor"), Grade: word(q, "grade", grades), Status: word(q, "status", certificates), ExpiresTo: q.day("expiresTo"),
	}
	var o *registry.QualificationOrder
	if field, direction, ok := order[registry.QualificationField](q, "CERTIFICATE", "ISSUED", "EXPIRES"); ok {
		o = &registry.QualificationOrder{Field: field, Direction: direction}
	}
	return content{
		name: fault.Say("资质", "qualification"),
		columns: []sheet.Column{
			column("统一社会信用代码", "uscc", sheet.Text, 22), column("企业名称", "contractor", sheet.Text, 36), column("等级", "grade", sheet.Text, 14),
			column("证书编号", "certificate", sheet.Text, 22), column("发证日期", "issued", sheet.Date, 0), column("有效期至", "expires", sheet.Date, 0), column("状态", "status", sheet.Text, 10),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*registry.Qualification) error) error { return x.Registry.EachQualification(ctx, f, o, fn) }, func(c *registry.Qualification) []any {
				uscc := ""
				if c.Contractor != nil {
					uscc = c.Contractor.USCC
				}
				return []any{uscc, contractor(c.Contractor), said(say, grades, &c.Grade), c.Certificate, c.Issued, c.Expires, said(say, certificates, &c.Status)}
			})
		},
	}
}

func (x *Exporter) accounts(q *query) content {
	f := account.Filter{Search: q.values.Get("q"), Disabled: q.flag("disabled")}
	if role := word(q, "role", roles); role != nil {
		f.Role = viewer.Role(strings.ToLower(*role))
	}
	var o account.Order
	if field, direction, ok := order(q, "NAME", "USERNAME", "LAST_SIGN_IN", "CREATED"); ok {
		o = account.Order{Field: accountColumns[field], Descending: direction == registry.Descending}
	}
	return content{
		name: fault.Say("人员", "people"),
		columns: []sheet.Column{
			column("用户名", "user name", sheet.Text, 20), column("姓名", "name", sheet.Text, 18), column("邮箱", "mail", sheet.Text, 28), column("电话", "phone", sheet.Text, 16),
			column("角色和范围", "roles", sheet.Text, 48), column("停用", "disabled", sheet.Text, 8), column("两步验证", "second factor", sheet.Text, 10),
			column("最近登录", "last sign-in", sheet.Time, 0), column("建立时间", "created", sheet.Time, 0),
		},
		rows: func(ctx context.Context, say sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*account.Profiled) error) error { return x.People.EachAccount(ctx, f, o, fn) }, func(p *account.Profiled) []any {
				row := []any{p.Username, p.Name, nil, nil, grants(say, p.Grants), yes(say, p.DisabledAt != nil), yes(say, p.TotpEnabledAt != nil), value(p.LastSignInAt), p.CreatedAt}
				if p.Email {
					row[2] = p.Account.Email
				}
				if p.Phone {
					row[3] = p.Account.Phone
				}
				return row
			})
		},
	}
}

var accountColumns = map[string]string{
	"NAME": account.ByName, "USERNAME": account.ByUsername, "LAST_SIGN_IN": account.ByLastSignIn, "CREATED": account.ByCreated,
}

// grants lists roles with their places and days.
func grants(say sayer, list []*ent.Grant) string {
	out := make([]string, len(list))
	for i, g := range list {
		role := strings.ToUpper(string(g.Role))
		place := say(fault.Say("全部", "everywhere"))
		switch {
		case g.Edges.Organization != nil:
			place = g.Edges.Organization.Name
		case g.Edges.Contractor != nil:
			place = g.Edges.Contractor.Name
		}
		ends := ""
		if g.Ends != nil {
			ends = g.Ends.Format(time.DateOnly)
		}
		out[i] = fmt.Sprintf("%s · %s · %s–%s", said(say, roles, &role), place, g.Starts.Format(time.DateOnly), ends)
	}
	return strings.Join(out, "\n")
}

func yes(say sayer, is bool) string {
	if !is {
		return ""
	}
	return say(fault.Say("是", "yes"))
}

func (x *Exporter) audit(q *query) content {
	f := audittrail.Filter{Search: q.values.Get("q"), Action: q.values.Get("action")}
	if id := q.id("account"); id != nil {
		f.Account = *id
	}
	if id := q.id("subject"); id != nil {
		f.Subject = *id
	}
	if d := q.day("from"); d != nil {
		f.From = *d
	}
	if d := q.day("to"); d != nil {
		f.To = *d
	}
	return content{
		name: fault.Say("操作记录", "record of changes"),
		columns: []sheet.Column{
			column("序号", "number", sheet.Integer, 0), column("时间", "at", sheet.Time, 0), column("操作人", "actor", sheet.Text, 18), column("角色", "role", sheet.Text, 20),
			column("来源地址", "address", sheet.Text, 18), column("操作", "action", sheet.Text, 30), column("对象类型", "subject type", sheet.Text, 16),
			column("对象编号", "subject id", sheet.Text, 18), column("对象", "subject", sheet.Text, 30), column("之前", "before", sheet.Text, 40), column("之后", "after", sheet.Text, 40),
			column("请求编号", "request", sheet.Text, 20), column("哈希", "hash", sheet.Text, 24),
		},
		rows: func(ctx context.Context, _ sayer) iter.Seq2[[]any, error] {
			return sequence(func(fn func(*audittrail.Entry) error) error { return x.Audit.Each(ctx, f, fn) }, func(e *audittrail.Entry) []any {
				id := ""
				if e.SubjectID != nil {
					id = strconv.Itoa(*e.SubjectID)
				}
				return []any{e.Number, e.At, e.Actor, e.Role, value(e.Address), e.Action, e.SubjectType, id, e.SubjectName, e.Before, e.After, e.Request, e.Hash}
			})
		},
	}
}
