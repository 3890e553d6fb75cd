package notice

import (
	"fmt"

	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// RoleNames are the roles as people call them.
var RoleNames = map[viewer.Role]fault.Words{
	viewer.Administrator:      fault.Say("系统管理员", "administrator"),
	viewer.DistrictOfficer:    fault.Say("区物业办", "district officer"),
	viewer.SubdistrictOfficer: fault.Say("街道", "sub-district officer"),
	viewer.CommunityOfficer:   fault.Say("社区", "community officer"),
	viewer.Inspector:          fault.Say("检查员", "inspector"),
	viewer.OwnersCommittee:    fault.Say("业委会", "owners' committee"),
	viewer.ContractorManager:  fault.Say("企业负责人", "contractor manager"),
	viewer.ContractorStaff:    fault.Say("企业员工", "contractor staff"),
	viewer.TenderExpert:       fault.Say("评标专家", "tender expert"),
	viewer.Auditor:            fault.Say("审计", "auditor"),
}

// OfInvitation tells somebody that an account was made for them. The link itself is never in a notice: whoever made the
// account hands it over.
func OfInvitation(username, by string) Message {
	return Message{
		Kind: Invited, Subject: "account", Once: true, Link: "/console",
		Title: fault.Say("已为您建立账号 %s", "An account was made for you: %s", username),
		Body: fault.Say("%s 为您建立了账号，会把邀请链接交给您。用链接设置密码后即可登录。",
			"%s made the account and will give you the link of the invitation. Set a password with it, then sign in.", by),
	}
}

// OfGrant tells an account of a role that it was given. place is the branch or company; empty for everywhere.
func OfGrant(grantID int, role viewer.Role, place string, from, to calendar.Date, by string) Message {
	name := RoleNames[role]
	m := Message{
		Kind: RoleGranted, Subject: fmt.Sprintf("grant/%d", grantID), Once: true, Link: "/console",
		Title: fault.Words{Zh: "您获得了授权：" + name.Zh + inPlaceZh(place), En: "You were given a role: " + name.En + inPlaceEn(place)},
		Body:  fault.Say("授权人：%s。自 %s 起生效。", "Given by %s. In force from %s.", by, from),
	}
	if !to.IsZero() {
		m.Body = fault.Say("授权人：%s。有效期 %s 至 %s。", "Given by %s. In force from %s to %s.", by, from, to)
	}
	return m
}

// OfGrantEnd tells an account that a role of its ends, with its last day.
func OfGrantEnd(grantID int, role viewer.Role, place string, on calendar.Date, by string) Message {
	name := RoleNames[role]
	return Message{
		Kind: RoleEnded, Subject: fmt.Sprintf("grant/%d", grantID), Link: "/console",
		Title: fault.Words{Zh: "您的授权将结束：" + name.Zh + inPlaceZh(place), En: "A role of yours ends: " + name.En + inPlaceEn(place)},
		Body:  fault.Say("最后一天是 %s。操作人：%s。如有疑问，请与其联系。", "Its last day is %s. Ended by %s; ask them if you have questions.", on, by),
	}
}

func inPlaceZh(place string) string {
	if place == "" {
		return "（全部范围）"
	}
	return "（" + place + "）"
}

func inPlaceEn(place string) string {
	if place == "" {
		return " (everywhere)"
	}
	return " (" + place + ")"
}

// notYou is what to do where it was somebody else.
var notYou = fault.Say("如果不是您本人所为，请立即联系管理员重置账号。", "If it was not you, have an administrator reset the account at once.")

func security(kind Kind, subject string, title fault.Words, what fault.Words) Message {
	return Message{
		Kind: kind, Subject: subject, Title: title, Link: "/console/me#sessions",
		Body: fault.Words{Zh: what.Zh + notYou.Zh, En: what.En + " " + notYou.En},
	}
}

// OfPasswordChange tells an account that its password was changed, at a moment that tells one change from another.
func OfPasswordChange(at string) Message {
	return security(PasswordChanged, "password/"+at, fault.Say("您的密码已更改", "Your password was changed"),
		fault.Say("其他设备上的登录已全部退出。", "Every other device was signed out."))
}

// OfPasswordReset tells an account that somebody made a link to choose a new password.
func OfPasswordReset(at, by string) Message {
	return security(PasswordReset, "reset/"+at, fault.Say("已为您的账号重置密码", "Your account's password is being reset"),
		fault.Say("%s 为您的账号生成了设置新密码的链接。", "%s made a link that sets a new password for your account.", by))
}

// OfSecondFactor tells an account that its second factor was set up, or taken off.
func OfSecondFactor(at string, on bool, by string) Message {
	if on {
		return security(SecondFactorOn, "totp/"+at, fault.Say("您的账号已启用两步验证", "A second factor was set up for your account"),
			fault.Say("登录时除密码外还要输入验证码。", "Signing in needs a code beside the password now."))
	}
	return security(SecondFactorOff, "totp/"+at, fault.Say("您的账号已停用两步验证", "The second factor of your account was taken off"),
		fault.Say("操作人：%s。", "Done by %s.", by))
}

// OfNewDevice tells an account of a sign-in from a browser that it never signed in from. device tells one from another.
func OfNewDevice(device, agent, address string) Message {
	return security(NewDevice, "device/"+device, fault.Say("您的账号在新设备上登录", "Your account was signed in to from a new device"),
		fault.Say("浏览器：%s；地址：%s。", "Browser: %s; address: %s.", cut(agent, 200), address))
}

// OfImport tells an account how an import of its ended; why is empty where it was imported.
func OfImport(jobID int, file string, why fault.Words) Message {
	m := Message{Subject: fmt.Sprintf("import/%d", jobID), Link: fmt.Sprintf("/console/import/%d", jobID)}
	if why == (fault.Words{}) {
		m.Kind, m.Title = ImportFinished, fault.Say("导入完成：%s", "Imported: %s", file)
		m.Body = fault.Say("打开导入页面可查看新增、更改的行数。", "The import's page says how many rows are new and changed.")
		return m
	}
	m.Kind, m.Title, m.Body = ImportFailed, fault.Say("导入未成功：%s", "Not imported: %s", file), why
	return m
}

// OfQualification tells of a certificate that expires in so many days, or expired.
func OfQualification(id int, contractor, certificate string, on calendar.Date, within int) Message {
	return Message{
		Kind: QualificationExpires, Subject: fmt.Sprintf("qualification/%d/%s/%d", id, on, within), Once: true,
		Link:  "/console/qualifications?expiresTo=" + on.String(),
		Title: fault.Say("资质将于 %s 到期：%s", "A qualification expires on %s: %s", on, contractor),
		Body:  fault.Say("证书编号：%s。请在到期前办理延续。", "Certificate %s. Have it renewed before that day.", certificate),
	}
}

// OfEngagement tells of an engagement that ends in so many days. Who does not renew one says so 90 days before its end.
func OfEngagement(id, compoundID int, compound, contractor string, on calendar.Date, within int) Message {
	m := Message{
		Kind: EngagementEnds, Subject: fmt.Sprintf("engagement/%d/%s/%d", id, on, within), Once: true,
		Link:  fmt.Sprintf("/console/compounds/%d", compoundID),
		Title: fault.Say("物业服务合同将于 %s 到期：%s", "An engagement ends on %s: %s", on, compound),
		Body:  fault.Say("企业：%s。请尽快确定续聘、选聘或应急接管，避免空档。", "Contractor: %s. Settle a renewal, a new choice or an interim takeover soon, so that no gap is left.", contractor),
	}
	if within >= RenewalNoticeDays {
		m.Body = fault.Say("企业：%s。不再续聘的，应在到期前 %d 天书面告知对方。", "Contractor: %s. Whoever does not renew it must say so in writing %d days before it ends.", contractor, RenewalNoticeDays)
	}
	return m
}

// OfEngagements tells an office how many engagements end on a day: one notice for all of them, since most end with a month.
func OfEngagements(on calendar.Date, n, within int) Message {
	return Message{
		Kind: EngagementEnds, Subject: fmt.Sprintf("engagements/%s/%d", on, within), Once: true,
		Link:  fmt.Sprintf("/console/engagements?endsFrom=%s&endsTo=%s", on, on),
		Title: fault.Say("%[2]d 份物业服务合同将于 %[1]s 到期", "%[2]d engagements end on %[1]s", on, n),
		Body:  fault.Say("请督促续聘、选聘或安排应急接管，避免空档。", "See that they are renewed, that others are chosen, or that somebody takes over, so that no gap is left."),
	}
}

// OfQualifications tells an office how many certificates expire on a day.
func OfQualifications(on calendar.Date, n, within int) Message {
	return Message{
		Kind: QualificationExpires, Subject: fmt.Sprintf("qualifications/%s/%d", on, within), Once: true,
		Link:  "/console/qualifications?status=VALID&expiresTo=" + on.String(),
		Title: fault.Say("%[2]d 份资质将于 %[1]s 到期", "%[2]d qualifications expire on %[1]s", on, n),
		Body:  fault.Say("请督促企业在到期前办理延续。", "See that the companies have them renewed before that day."),
	}
}

// RenewalNoticeDays is how long before its end an engagement that is not renewed must be given notice of.
const RenewalNoticeDays = 90

// OfPublication tells a company of its results in a publication.
func OfPublication(publicationID int, district, cycle string, revision, smiles, cries, none int) Message {
	m := Message{
		Kind: Published, Subject: fmt.Sprintf("publication/%d", publicationID), Once: true, Link: "/console/status",
		Title: fault.Say("%s %s 评估结果已公布", "The results of %s, %s, are published", district, cycle),
		Body:  fault.Say("贵公司小区：笑脸 %d 个，哭脸 %d 个，待评 %d 个。", "Your compounds: %d smiling, %d crying, %d not rated.", smiles, cries, none),
	}
	if revision > 1 {
		m.Title = fault.Say("%s %s 评估结果已更正公布", "The results of %s, %s, are published again, corrected", district, cycle)
	}
	return m
}

// faceWords are the faces as people call them.
var faceWords = map[string]fault.Words{
	"SMILE": fault.Say("笑脸", "a smile"), "CRY": fault.Say("哭脸", "a crying face"), "NONE": fault.Say("待评", "not rated"),
}

// OfPublishedCompound tells those in charge of a compound of its result in a publication.
func OfPublishedCompound(publicationID, compoundID int, compound, cycle string, revision int, face string) Message {
	w := faceWords[face]
	m := Message{
		Kind: Published, Subject: fmt.Sprintf("publication/%d/compound/%d", publicationID, compoundID), Once: true, Link: "/console/status",
		Title: fault.Say("%s %s 评估结果已公布", "The result of %s, %s, is published", compound, cycle),
		Body:  fault.Words{Zh: "本期结果：" + w.Zh + "。", En: "The result: " + w.En + "."},
	}
	if revision > 1 {
		m.Title = fault.Say("%s %s 评估结果已更正公布", "The result of %s, %s, is published again, corrected", compound, cycle)
	}
	return m
}

// Due is a deadline of an owners' committee.
type Due string

// The deadlines of a committee.
const (
	FirstMeeting Due = "first_meeting"
	Filing       Due = "filing"
	Reelection   Due = "reelection"
	TermEnd      Due = "term_end"
)

var dueWords = map[Due]fault.Words{
	FirstMeeting: fault.Say("首次会议", "first meeting"),
	Filing:       fault.Say("备案", "filing"),
	Reelection:   fault.Say("筹备换届", "preparing the re-election"),
	TermEnd:      fault.Say("任期届满", "end of the term"),
}

// OfCommittee tells of a deadline of an owners' committee.
func OfCommittee(id int, name string, due Due, on calendar.Date, overdue bool, within int) Message {
	w := dueWords[due]
	m := Message{
		Kind: CommitteeDue, Subject: fmt.Sprintf("committee/%d/%s/%s/%d", id, due, on, within), Once: true,
		Link:  fmt.Sprintf("/console/committees/%d", id),
		Title: fault.Words{Zh: fmt.Sprintf("%s：%s应在 %s 前完成", name, w.Zh, on), En: fmt.Sprintf("%s: %s is due by %s", name, w.En, on)},
	}
	switch {
	case due == TermEnd && overdue:
		m.Title = fault.Say("%s：任期已于 %s 届满", "%s: the term ended on %s", name, on)
	case due == TermEnd:
		m.Title = fault.Say("%s：任期将于 %s 届满", "%s: the term ends on %s", name, on)
	case overdue:
		m.Title = fault.Words{Zh: fmt.Sprintf("%s：%s已逾期（应在 %s 前完成）", name, w.Zh, on), En: fmt.Sprintf("%s: %s is overdue since %s", name, w.En, on)}
	}
	if due == Reelection || due == TermEnd {
		m.Body = fault.Say("请组织换届选举，并在备案后登记新一届的任期。", "Have a new committee elected, and register its term after filing.")
	} else {
		m.Body = fault.Say("完成后请在业委会页面登记日期。", "Register the day on the committee's page once it is done.")
	}
	return m
}
