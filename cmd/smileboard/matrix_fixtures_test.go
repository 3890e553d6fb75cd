package main

import (
	"fmt"
	"slices"

	"smileboard/internal/viewer"
)

// where says what an operation does with the things of another branch.
type where int

const (
	// none: the operation is about no thing in the tree.
	none where = iota
	// hidden: it finds nothing there, and shows what is inside.
	hidden
)

// fixture is how one operation is called.
type fixture struct {
	// of gives the variables about one side.
	of func(w *world, s *side) map[string]any
	// mine gives them about something inside that the caller made, where only that may be touched.
	mine func(w *world, c *client) map[string]any
	// until waits for what goes on after the answer.
	until func(w *world, vars map[string]any)
	// outside says whether it is called with the other side's things, too.
	outside where
	// session: it begins or ends a session, which other tests do.
	session bool
	// shared: its things are no branch's own, as contractors are for the offices.
	shared bool
	// idle: a mutation that may leave everything as it is.
	idle bool
	// unrecorded: what it changes is no state of the office's, such as which columns somebody likes.
	unrecorded bool
	// except are roles that the table lets try, and a rule of the domain refuses here; a test of that rule says so.
	except []viewer.Role
}

func (f fixture) narrow(role viewer.Role) bool { return slices.Contains(f.except, role) }

func nothing(*world, *side) map[string]any { return map[string]any{} }

// about names one thing of a side.
func about(name string, of func(*side) int) func(*world, *side) map[string]any {
	return func(_ *world, s *side) map[string]any { return map[string]any{name: id(of(s))} }
}

// changing names one thing of a side with its version as it stands, and what is changed.
func changing(typeName string, of func(*side) int, more func(w *world, s *side) map[string]any) func(*world, *side) map[string]any {
	return func(w *world, s *side) map[string]any {
		vars := more(w, s)
		vars["id"] = id(of(s))
		vars["version"] = w.version(typeName, of(s))
		return vars
	}
}

func input(fields map[string]any) map[string]any { return map[string]any{"input": fields} }

// fixtures has a row for every operation of the schema.
var fixtures = map[string]fixture{
	// Oneself.
	"signInOptions":      {of: nothing},
	"me":                 {of: nothing},
	"operations":         {of: nothing},
	"dashboard":          {of: nothing},
	"mySessions":         {of: nothing},
	"myTokens":           {of: nothing},
	"myNotices":          {of: nothing},
	"myPreferences":      {of: nothing},
	"myStatus":           {of: nothing, outside: hidden},
	"committeeStatus":    {of: nothing, outside: hidden},
	"signIn":             {session: true},
	"confirmSignIn":      {session: true},
	"redeemLink":         {session: true},
	"signOut":            {of: nothing, session: true},
	"signOutEverywhere":  {of: nothing, session: true},
	"endSession":         {of: func(*world, *side) map[string]any { return map[string]any{"id": "1"} }, session: true},
	"changePassword":     {of: func(*world, *side) map[string]any { return map[string]any{"current": "x", "password": "y"} }, session: true},
	"beginTOTP":          {of: func(*world, *side) map[string]any { return map[string]any{"password": "x"} }, session: true},
	"confirmTOTP":        {of: func(*world, *side) map[string]any { return map[string]any{"code": "000000"} }, session: true},
	"disableTOTP":        {of: func(*world, *side) map[string]any { return map[string]any{"password": "x"} }, session: true},
	"renewRecoveryCodes": {of: func(*world, *side) map[string]any { return map[string]any{"password": "x"} }, session: true},
	"createToken": {of: func(w *world, _ *side) map[string]any {
		return input(map[string]any{"name": w.unique("令牌"), "scopes": []string{"READ"}, "expires": w.today.AddDays(30).String()})
	}},
	"revokeToken":   {of: func(*world, *side) map[string]any { return map[string]any{"id": "1"} }, session: true},
	"updateProfile": {of: func(w *world, _ *side) map[string]any { return input(map[string]any{"phone": w.unique("1380000")}) }},
	"setPreference": {of: func(w *world, _ *side) map[string]any {
		return map[string]any{"key": "compounds", "value": w.unique(`"x`) + `"`}
	}, unrecorded: true},
	"readNotices": {of: nothing, idle: true, unrecorded: true},

	// The register.
	"node":           {of: about("id", func(s *side) int { return s.single }), outside: none},
	"organizations":  {of: nothing, outside: hidden},
	"compounds":      {of: nothing, outside: hidden},
	"compound":       {of: about("id", func(s *side) int { return s.single }), outside: hidden},
	"zones":          {of: nothing, outside: hidden},
	"zone":           {of: about("id", func(s *side) int { return s.zone }), outside: hidden},
	"contractors":    {of: nothing, outside: hidden, shared: true},
	"contractor":     {of: about("id", func(s *side) int { return s.contractor }), outside: hidden, shared: true},
	"engagements":    {of: nothing, outside: hidden},
	"committees":     {of: nothing, outside: hidden},
	"committee":      {of: about("id", func(s *side) int { return s.committee }), outside: hidden},
	"qualifications": {of: nothing, outside: hidden, shared: true},
	"attachments":    {of: about("parent", func(s *side) int { return s.single }), outside: hidden},

	"createOrganization": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{"code": w.unique(s.code), "name": w.unique(s.mark + "社区"), "kind": "COMMUNITY", "parent": id(s.subdistrict)})
	}, outside: hidden},
	"updateOrganization": {of: changing("Organization", func(s *side) int { return s.subdistrict }, func(w *world, s *side) map[string]any {
		return map[string]any{"name": w.unique(s.mark + "街道")}
	}), outside: hidden},
	"createCompound": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{"name": w.unique(s.mark + "新小区"), "subdistrict": id(s.subdistrict), "kind": "OLD", "households": 100})
	}, outside: hidden},
	"updateCompound": {of: changing("Compound", func(s *side) int { return s.single }, func(w *world, s *side) map[string]any {
		return input(map[string]any{"address": w.unique(s.mark + "路")})
	}), outside: hidden},
	"createZone": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{
			"code": w.unique("Z"), "name": w.unique(s.mark + "片区"), "subdistrict": id(s.subdistrict),
			"compounds": []string{id(w.spare(s)), id(w.spare(s))},
		})
	}, outside: hidden},
	"updateZone": {of: changing("Zone", func(s *side) int { return s.zone }, func(w *world, s *side) map[string]any {
		return input(map[string]any{"name": w.unique(s.mark + "片区")})
	}), outside: hidden},
	"createContractor": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{"uscc": w.uscc(), "name": w.unique(s.mark + "物业")})
	}},
	"updateContractor": {of: changing("Contractor", func(s *side) int { return s.contractor }, func(w *world, s *side) map[string]any {
		return input(map[string]any{"staff": w.count() + 10})
	}), outside: hidden, shared: true},
	"updateContractorContact": {of: changing("Contractor", func(s *side) int { return s.contractor }, func(w *world, s *side) map[string]any {
		return map[string]any{"phone": fmt.Sprintf("1380000%04d", w.count()+1000)}
	}), outside: hidden},
	"createEngagement": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{"compound": id(w.spare(s)), "contractor": id(s.contractor), "mode": "PROFESSIONAL", "from": "2026-01-01"})
	}, outside: hidden},
	"updateEngagement": {of: changing("Engagement", func(s *side) int { return s.engagement }, func(w *world, s *side) map[string]any {
		return input(map[string]any{"fee": w.count() + 100})
	}), outside: hidden},
	"createCommittee": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{
			"name": w.unique(s.mark + "业委会"), "compound": id(w.spare(s)), "elected": "2026-03-01", "termFrom": "2026-03-01", "termTo": "2031-02-28",
		})
	}, outside: hidden},
	"updateCommittee": {of: changing("Committee", func(s *side) int { return s.committee }, func(w *world, s *side) map[string]any {
		return input(map[string]any{"filingNumber": w.unique(s.mark + "备")})
	}), outside: hidden},
	"setCommitteeMembers": {of: changing("Committee", func(s *side) int { return s.committee }, func(w *world, s *side) map[string]any {
		return map[string]any{"members": members(w.unique(s.mark + "示例"))}
	}), outside: hidden},
	"createQualification": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{"certificate": w.unique(s.mark + "证"), "contractor": id(s.contractor), "grade": "GRADE_2", "issued": "2026-01-01"})
	}, outside: hidden, shared: true},
	"updateQualification": {of: changing("Qualification", func(s *side) int { return s.qualification }, func(w *world, s *side) map[string]any {
		return input(map[string]any{"expires": w.today.AddDays(100 + w.count()).String()})
	}), outside: hidden, shared: true},
	"removeAttachment": {
		of:   func(w *world, s *side) map[string]any { return map[string]any{"id": id(w.attach(w.root, s))} },
		mine: func(w *world, c *client) map[string]any { return map[string]any{"id": id(w.attach(c, w.inside))} }, outside: hidden,
	},

	// Imports.
	"importJobs": {of: nothing, outside: hidden},
	"importJob":  {of: about("id", func(s *side) int { return s.job }), outside: hidden},
	"startImport": {
		of:    func(w *world, s *side) map[string]any { return map[string]any{"id": id(w.upload(s))} },
		until: func(w *world, vars map[string]any) { w.wait(w.inside, vars["id"], "IMPORTING") }, outside: hidden,
	},
	"discardImport": {of: func(w *world, s *side) map[string]any { return map[string]any{"id": id(w.upload(s))} }, outside: hidden},

	// People.
	"accounts": {of: nothing, outside: hidden},
	"account":  {of: about("id", func(s *side) int { return s.target }), outside: hidden, except: []viewer.Role{viewer.ContractorManager}},
	"createAccount": {of: func(w *world, _ *side) map[string]any {
		return input(map[string]any{"username": w.unique("u"), "name": "示例新人"})
	}},
	"updateAccount": {of: changing("Account", func(s *side) int { return s.target }, func(w *world, s *side) map[string]any {
		return input(map[string]any{"name": w.unique(s.mark + "示例")})
	}), outside: hidden, except: []viewer.Role{viewer.ContractorManager}},
	"disableAccount": {of: func(w *world, s *side) map[string]any {
		return map[string]any{"id": id(w.member(s)), "reason": "示例"}
	}, outside: hidden, except: []viewer.Role{viewer.ContractorManager}},
	"enableAccount": {of: func(w *world, s *side) map[string]any {
		p := w.member(s)
		w.disable(p)
		return map[string]any{"id": id(p)}
	}, outside: hidden, except: []viewer.Role{viewer.ContractorManager}},
	"resetAccount": {
		of: func(w *world, s *side) map[string]any { return map[string]any{"id": id(w.member(s))} }, outside: hidden,
		except: []viewer.Role{viewer.ContractorManager},
	},
	"grantRole": {of: func(w *world, s *side) map[string]any {
		return input(map[string]any{"account": id(w.member(s)), "role": "COMMUNITY_OFFICER", "organization": id(s.community)})
	}, outside: hidden, except: []viewer.Role{viewer.ContractorManager}},
	"endGrant": {
		of: func(w *world, s *side) map[string]any { return map[string]any{"id": id(w.grantOf(w.member(s)))} }, outside: hidden,
		except: []viewer.Role{viewer.ContractorManager},
	},

	"auditEntries": {of: nothing, outside: hidden},
}

func members(prefix string) []map[string]any {
	var out []map[string]any
	for i, duty := range []string{"CHAIR", "DEPUTY", "MEMBER", "MEMBER", "MEMBER"} {
		out = append(out, map[string]any{"name": fmt.Sprintf("%s%d", prefix, i), "duty": duty, "phone": fmt.Sprintf("1390000%04d", i)})
	}
	return out
}
