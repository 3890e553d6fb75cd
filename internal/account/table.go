package account

import "smileboard/internal/viewer"

// The table of operations: who may do what. An operation is a field of the console's Query or Mutation, a file that is
// fetched or sent, or a field of a type that holds personal data. What has no row may be done by nobody, and a server whose
// schema has an operation without a row does not start.
//
// A row says whose role may do it; where they may do it is in their grants: only the rows of the store that lie in a grant's
// branch or company can be read, and only what can be read can be changed.

// Operation is the name of a row: "Query.compounds", "Mutation.updateCompound", "Contractor.phone", "Export.compounds".
type Operation string

// Row is one line of the table.
type Row struct {
	Operation Operation
	// Roles are those who may do it within their grants.
	Roles []viewer.Role
	// Own means that everyone who is signed in may do it with what is their own.
	Own bool
	// Anyone means that nobody needs to be signed in.
	Anyone bool
	// Token is the scope that an API token needs; "" where no token may do it.
	Token string
}

// The scopes of API tokens.
const (
	ScopeRead   = "read"
	ScopeWrite  = "write"
	ScopeImport = "import"
	ScopeExport = "export"
)

// Scopes lists the scopes of API tokens.
var Scopes = []string{ScopeRead, ScopeWrite, ScopeImport, ScopeExport}

// Table is the table of operations. x: may; .: may not; own: with what is one's own; anyone: without signing in.
//
//	A administrator        系统管理员    D district officer      区物业办
//	S sub-district officer 街道          C community officer     社区
//	I inspector            检查员        O owners' committee     业委会
//	M contractor manager   企业负责人    F contractor staff      企业员工
//	E tender expert        评标专家      U auditor               审计
var Table = rows(`
	operation                               A D S C I O M F E U   token

	Query.signInOptions                     anyone                -
	Query.me                                anyone                read
	Query.node                              own                   read
	Query.operations                        own                   read
	Query.dashboard                         own                   read
	Query.mySessions                        own                   -
	Query.myTokens                          own                   -
	Query.myNotices                         own                   read
	Query.myPreferences                     own                   -
	Query.myStatus                          . . . . . . x x . .   read
	Query.committeeStatus                   . . . . . x . . . .   read

	Query.organizations                     x x x x x x . . . x   read
	Query.compounds                         x x x x x x x x . x   read
	Query.compound                          x x x x x x x x . x   read
	Query.zones                             x x x x x x x x . x   read
	Query.zone                              x x x x x x x x . x   read
	Query.contractors                       x x x x x x x x . x   read
	Query.contractor                        x x x x x x x x . x   read
	Query.engagements                       x x x x x x x x . x   read
	Query.committees                        x x x x x x . . . x   read
	Query.committee                         x x x x x x . . . x   read
	Query.qualifications                    x x x x x . x x . x   read
	Query.attachments                       x x x x x x x x . x   read
	Query.importJobs                        x x . . . . . . . x   read
	Query.importJob                         x x . . . . . . . x   read
	Query.accounts                          x x x . . . x . . x   -
	Query.account                           x x x . . . x . . x   -
	Query.auditEntries                      x . . . . . . . . x   read

	Contractor.phone                        x x x . . . x x . .   read
	Contractor.legalRepresentative          x x x . . . x x . .   read
	CommitteeMember.name                    x x x x . x . . . x   read
	CommitteeMember.phone                   x x x x . x . . . .   read
	Account.email                           x x x . . . x . . .   -
	Account.phone                           x x x . . . x . . .   -
	AuditEntry.address                      x . . . . . . . . x   read

	Mutation.signIn                         anyone                -
	Mutation.confirmSignIn                  anyone                -
	Mutation.redeemLink                     anyone                -
	Mutation.signOut                        own                   -
	Mutation.signOutEverywhere              own                   -
	Mutation.endSession                     own                   -
	Mutation.changePassword                 own                   -
	Mutation.beginTOTP                      own                   -
	Mutation.confirmTOTP                    own                   -
	Mutation.disableTOTP                    own                   -
	Mutation.renewRecoveryCodes             own                   -
	Mutation.createToken                    own                   -
	Mutation.revokeToken                    own                   -
	Mutation.updateProfile                  own                   -
	Mutation.setPreference                  own                   -
	Mutation.readNotices                    own                   -

	Mutation.createAccount                  x x x . . . x . . .   -
	Mutation.updateAccount                  x x x . . . x . . .   -
	Mutation.disableAccount                 x x x . . . x . . .   -
	Mutation.enableAccount                  x x x . . . x . . .   -
	Mutation.resetAccount                   x x x . . . x . . .   -
	Mutation.grantRole                      x x x . . . x . . .   -
	Mutation.endGrant                       x x x . . . x . . .   -

	Mutation.createOrganization             x x . . . . . . . .   write
	Mutation.updateOrganization             x x . . . . . . . .   write
	Mutation.createCompound                 x x x . . . . . . .   write
	Mutation.updateCompound                 x x x . . . . . . .   write
	Mutation.createZone                     x x x . . . . . . .   write
	Mutation.updateZone                     x x x . . . . . . .   write
	Mutation.createContractor               x x . . . . . . . .   write
	Mutation.updateContractor               x x . . . . . . . .   write
	Mutation.updateContractorContact        . . . . . . x . . .   write
	Mutation.createEngagement               x x . . . . . . . .   write
	Mutation.updateEngagement               x x . . . . . . . .   write
	Mutation.createCommittee                x x x x . . . . . .   write
	Mutation.updateCommittee                x x x x . . . . . .   write
	Mutation.setCommitteeMembers            x x x x . x . . . .   write
	Mutation.createQualification            x x . . . . . . . .   write
	Mutation.updateQualification            x x . . . . . . . .   write
	Mutation.removeAttachment               x x x x x x x . . .   write
	Mutation.startImport                    x x . . . . . . . .   import
	Mutation.discardImport                  x x . . . . . . . .   import

	Upload.attachment                       x x x x x x x x . .   write
	Upload.import                           x x . . . . . . . .   import
	Download.attachment                     x x x x x x x x . x   read
	Download.import                         x x . . . . . . . x   import
	Export.organizations                    x x x x . . . . . x   export
	Export.compounds                        x x x x x . x . . x   export
	Export.zones                            x x x x . . . . . x   export
	Export.contractors                      x x x x . . . . . x   export
	Export.engagements                      x x x . . . x . . x   export
	Export.committees                       x x x x . . . . . x   export
	Export.qualifications                   x x x . . . x . . x   export
	Export.accounts                         x x . . . . . . . x   -
	Export.audit                            x . . . . . . . . x   export
`)
