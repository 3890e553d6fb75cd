// Package viewer says who calls, and by which leave. Both travel in the context; without a caller every read and write is
// refused, and an account reads and writes only what its leave for the operation at hand covers.
//
// It knows nothing of the store, so that the store's policies can ask it.
package viewer

import (
	"context"
	"slices"
)

// Viewer is a caller.
type Viewer struct {
	kind    kind
	name    string
	account *Account
}

type kind int

const (
	public kind = iota + 1
	operator
	person
)

type (
	viewerKey  struct{}
	actorKey   struct{}
	leaveKey   struct{}
	requestKey struct{}
)

// AsPublic returns a context in which anyone calls: they read what is on the public white list, and write nothing.
func AsPublic(ctx context.Context) context.Context {
	return context.WithValue(ctx, viewerKey{}, Viewer{kind: public, name: "public"})
}

// AsOperator returns a context in which the person at the server's own shell calls. name says by which command.
func AsOperator(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, viewerKey{}, Viewer{kind: operator, name: name})
}

// AsAccount returns a context in which somebody who is signed in calls. Until an operation gives leave, they may do nothing.
func AsAccount(ctx context.Context, a Account) context.Context {
	return context.WithValue(ctx, viewerKey{}, Viewer{kind: person, name: a.Name, account: &a})
}

// AsSystem returns a context in which the program itself looks something up, or keeps its own books, on behalf of the
// caller: who the caller is stays on record (Actor). task says what for. It is for what no caller may see, such as the
// hash of a password, and never carries what it read to the caller as it is.
func AsSystem(ctx context.Context, task string) context.Context {
	ctx = context.WithValue(ctx, actorKey{}, Actor(ctx))
	return context.WithValue(ctx, viewerKey{}, Viewer{kind: operator, name: task})
}

// From returns the caller; ok is false where there is none.
func From(ctx context.Context) (v Viewer, ok bool) {
	v, ok = ctx.Value(viewerKey{}).(Viewer)
	return v, ok
}

// Actor is who set the work in motion: the caller, also where the program acts on their behalf. It is the zero Viewer
// where nobody calls.
func Actor(ctx context.Context) Viewer {
	if v, ok := ctx.Value(actorKey{}).(Viewer); ok {
		return v
	}
	v, _ := From(ctx)
	return v
}

// Name is the caller's name for the record.
func (v Viewer) Name() string { return v.name }

// Public reports whether the caller is anyone at all.
func (v Viewer) Public() bool { return v.kind == public }

// Operator reports whether the caller holds the server's own shell, or is the program itself.
func (v Viewer) Operator() bool { return v.kind == operator }

// Account is who is signed in; ok is false for everyone else.
func (v Viewer) Account() (a Account, ok bool) {
	if v.account == nil {
		return Account{}, false
	}
	return *v.account, true
}

// Request is what is known of the HTTP request that a call came by.
type Request struct {
	// ID tells requests apart in logs and in the record.
	ID string
	// Address is the client's; Agent is what its browser calls itself.
	Address, Agent string
}

// WithRequest returns a context that knows its request.
func WithRequest(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// RequestOf is the request that a call came by; the zero Request outside of one.
func RequestOf(ctx context.Context) Request {
	r, _ := ctx.Value(requestKey{}).(Request)
	return r
}

// Role is what somebody does in the system. The words are those of the store.
type Role string

// The roles, in the order of the table of operations.
const (
	Administrator      Role = "administrator"       // 系统管理员
	DistrictOfficer    Role = "district_officer"    // 区物业办
	SubdistrictOfficer Role = "subdistrict_officer" // 街道
	CommunityOfficer   Role = "community_officer"   // 社区
	Inspector          Role = "inspector"           // 检查员
	OwnersCommittee    Role = "owners_committee"    // 业委会
	ContractorManager  Role = "contractor_manager"  // 企业负责人
	ContractorStaff    Role = "contractor_staff"    // 企业员工
	TenderExpert       Role = "tender_expert"       // 评标专家
	Auditor            Role = "auditor"             // 审计
)

// Roles lists every role in the order of the table of operations.
var Roles = []Role{
	Administrator, DistrictOfficer, SubdistrictOfficer, CommunityOfficer, Inspector,
	OwnersCommittee, ContractorManager, ContractorStaff, TenderExpert, Auditor,
}

// OfContractor reports whether a role is held in a contractor and not in a branch of the tree.
func (r Role) OfContractor() bool { return r == ContractorManager || r == ContractorStaff }

// Power is a grant in force today: a role in a branch of the tree, in a contractor, or everywhere.
type Power struct {
	Role Role
	// Organization is the root of the branch, and Branch its id and those of all below it; 0 and nil where the power is
	// everywhere or in a contractor.
	Organization int
	Branch       []int
	// Cover is the branch's fewest organizations by which a compound of it is known.
	Cover Cover
	// Contractor is the company; 0 where the power is none of a company's.
	Contractor int
}

// Cover is the organizations under which all compounds of a branch lie, by the column of a compound that names them: those
// of a district's branch name the district, and nothing else needs to be asked. Where a power says none, its whole branch
// is the cover.
type Cover struct {
	// All is true where the branch holds every district that there is: then no compound needs to be asked where it lies.
	All                                  bool
	Districts, Subdistricts, Communities []int
	// Committees are those whose compound or zone lies in the branch by them alone.
	Committees []int
}

func (c Cover) empty() bool {
	return !c.All && len(c.Districts)+len(c.Subdistricts)+len(c.Communities)+len(c.Committees) == 0
}

func (c *Cover) add(o Cover) {
	c.All = c.All || o.All
	c.Districts, c.Subdistricts = append(c.Districts, o.Districts...), append(c.Subdistricts, o.Subdistricts...)
	c.Communities, c.Committees = append(c.Communities, o.Communities...), append(c.Committees, o.Committees...)
}

// Everywhere reports whether a power has no bounds in the tree.
func (p Power) Everywhere() bool { return p.Organization == 0 && p.Contractor == 0 }

// Account is somebody who is signed in.
type Account struct {
	ID       int
	Username string
	Name     string
	Powers   []Power
	// Token says that a program calls with an API token, within Scopes.
	Token  bool
	Scopes []string
	// Session is the id of the session; 0 for a token.
	Session int
	// Owes is what must be done before anything else: "password", "totp", or "".
	Owes string
}

// Leave is what the table of operations lets the caller do in the operation at hand.
type Leave struct {
	// Operation is the row of the table, such as "Mutation.updateCompound".
	Operation string
	// Powers are the caller's powers whose role the row names.
	Powers []Power
	// Self is the account's own id: what is one's own needs no power.
	Self int
}

// WithLeave returns a context in which the caller has leave. Only package account calls it, after it has asked the table.
func WithLeave(ctx context.Context, l Leave) context.Context {
	return context.WithValue(ctx, leaveKey{}, l)
}

// LeaveOf is the caller's leave; ok is false where no operation has given any.
func LeaveOf(ctx context.Context) (l Leave, ok bool) {
	l, ok = ctx.Value(leaveKey{}).(Leave)
	return l, ok
}

// Scope is which rows a leave covers.
type Scope struct {
	// Everything is true where one of the powers has no bounds.
	Everything bool
	// Organizations are all organizations of the branches; Cover those by which their compounds are found.
	Organizations []int
	Cover         Cover
	// Contractors are the companies.
	Contractors []int
	// Office is true where one of the powers is an office's and not an owners' committee's or a company's.
	Office bool
	// Account is the caller's own id.
	Account int
}

// Scope gathers the rows that a leave covers.
func (l Leave) Scope() Scope {
	s := Scope{Account: l.Self}
	for _, p := range l.Powers {
		switch {
		case p.Everywhere():
			s.Everything, s.Office = true, true
		case p.Contractor != 0:
			s.Contractors = append(s.Contractors, p.Contractor)
		default:
			s.Organizations = append(s.Organizations, p.Branch...)
			if c := p.Cover; c.empty() {
				s.Cover.add(Cover{Districts: p.Branch, Subdistricts: p.Branch, Communities: p.Branch, Committees: p.Branch})
			} else {
				s.Cover.add(c)
			}
			s.Office = s.Office || p.Role != OwnersCommittee
		}
	}
	slices.Sort(s.Organizations)
	s.Organizations = slices.Compact(s.Organizations)
	return s
}
