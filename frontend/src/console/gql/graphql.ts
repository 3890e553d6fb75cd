// Written by npm run generate from the schema and the .graphql files beside the pages.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What somebody does in the system. */
export type Role =
  /** 系统管理员. */
  | 'ADMINISTRATOR'
  /** 区物业办. */
  | 'DISTRICT_OFFICER'
  /** 街道. */
  | 'SUBDISTRICT_OFFICER'
  /** 社区. */
  | 'COMMUNITY_OFFICER'
  /** 检查员. */
  | 'INSPECTOR'
  /** 业委会. */
  | 'OWNERS_COMMITTEE'
  /** 物业企业负责人. */
  | 'CONTRACTOR_MANAGER'
  /** 物业企业员工. */
  | 'CONTRACTOR_STAFF'
  /** 评标专家. */
  | 'TENDER_EXPERT'
  /** 审计. */
  | 'AUDITOR';

/** A language of the console. */
export type Language =
  /** Chinese. */
  | 'ZH'
  /** English. */
  | 'EN';

/** How the console is coloured. */
export type Theme =
  /** As the device is. */
  | 'SYSTEM'
  /** Light. */
  | 'LIGHT'
  /** Dark. */
  | 'DARK';

/** What must be done before anything else. */
export type Owed =
  /** Choose a new password. */
  | 'PASSWORD'
  /** Set up a second factor: the role needs one. */
  | 'TOTP';

/** Which accounts. */
export type AccountFilter = {
  /** Part of the name or user name; pinyin and initials work. */
  search?: string | null | undefined;
  /** Accounts with a grant of this role. */
  role?: Role | null | undefined;
  /** Disabled ones, or the others. */
  disabled?: boolean | null | undefined;
};

/** What accounts are sorted by. */
export type AccountField =
  /** By name, in pinyin order. */
  | 'NAME'
  /** By user name. */
  | 'USERNAME'
  /** By the last sign-in. */
  | 'LAST_SIGN_IN'
  /** By the day they were made. */
  | 'CREATED';

/** How accounts are sorted. */
export type AccountOrder = {
  /** The column. */
  field: AccountField;
  /** Which way. */
  direction: Direction;
};

/** What a program may do with a token. */
export type TokenScope =
  /** Read. */
  | 'READ'
  /** Change the register. */
  | 'WRITE'
  /** Import workbooks. */
  | 'IMPORT'
  /** Export tables. */
  | 'EXPORT';

/** How far a sign-in has come. */
export type SignInStep =
  /** Signed in. */
  | 'DONE'
  /** The password was right; a code of the second factor, or a recovery code, is needed now. */
  | 'SECOND_FACTOR';

/** What a one-time link is for. */
export type LinkPurpose =
  /** Make the first account. */
  | 'SETUP'
  /** Accept an invitation. */
  | 'INVITE'
  /** Choose a new password. */
  | 'RESET';

/** What is changed of one's own profile; what is left out stays. */
export type ProfileInput = {
  /** One's name. */
  name?: string | null | undefined;
  /** Where mail goes. */
  email?: string | null | undefined;
  /** One's phone. */
  phone?: string | null | undefined;
  /** Language of the console. */
  language?: Language | null | undefined;
  /** Colours of the console. */
  theme?: Theme | null | undefined;
  /** Notices come by mail, too. */
  mailNotices?: boolean | null | undefined;
  /** From when no mail is sent, in minutes after midnight; null for never. */
  quietFrom?: number | null | undefined;
  /** Until when. */
  quietTo?: number | null | undefined;
};

/** A new account. */
export type CreateAccountInput = {
  /** What they sign in with: letters, digits, dots and hyphens. */
  username: string;
  /** Their name. */
  name: string;
  /** Where mail goes. */
  email?: string | null | undefined;
  /** Their phone. */
  phone?: string | null | undefined;
};

/** What is changed of an account; what is left out stays. */
export type UpdateAccountInput = {
  /** Their name. */
  name?: string | null | undefined;
  /** Where mail goes. */
  email?: string | null | undefined;
  /** Their phone. */
  phone?: string | null | undefined;
};

/** A role to give. */
export type GrantInput = {
  /** To whom. */
  account: string;
  /** The role. */
  role: Role;
  /** The branch's root; neither this nor contractor: everywhere. */
  organization?: string | null | undefined;
  /** The company. */
  contractor?: string | null | undefined;
  /** The first day; today where left out. */
  from?: string | null | undefined;
  /** The last day; open where left out. */
  to?: string | null | undefined;
};

/** A token to make. */
export type CreateTokenInput = {
  /** What it is for. */
  name: string;
  /** What it may do. */
  scopes: Array<TokenScope>;
  /** When it ends, a year ahead at most. */
  expires: string;
};

/** Which entries. */
export type AuditFilter = {
  /** Part of the actor's or the subject's name. */
  search?: string | null | undefined;
  /** Of this account. */
  account?: string | null | undefined;
  /** About this thing. */
  subject?: string | null | undefined;
  /** This action; with a point at its end, all that begin so. */
  action?: string | null | undefined;
  /** From this day on. */
  from?: string | null | undefined;
  /** Up to this day. */
  to?: string | null | undefined;
};

/** How far an import has come. */
export type ImportStatus =
  /** Being read and checked. */
  | 'CHECKING'
  /** Checked without errors: it can be imported. */
  | 'CHECKED'
  /** Checked, with errors: nothing can be imported. */
  | 'REFUSED'
  /** Being imported. */
  | 'IMPORTING'
  /** Imported. */
  | 'IMPORTED'
  /** It failed; nothing was written. */
  | 'FAILED'
  /** The server stopped in the middle; nothing was written. */
  | 'INTERRUPTED'
  /** Thrown away. */
  | 'DISCARDED';

/** What kind of body an organization is. */
export type OrganizationKind =
  /** 市. */
  | 'CITY'
  /** 区. */
  | 'DISTRICT'
  /** 街道. */
  | 'SUBDISTRICT'
  /** 社区. */
  | 'COMMUNITY'
  /** 成员单位. */
  | 'DEPARTMENT'
  /** 业委会. */
  | 'COMMITTEE';

/** What peer group a compound belongs to. */
export type CompoundKind =
  /** 商品房. */
  | 'COMMERCIAL'
  /** 农民安置. */
  | 'RESETTLEMENT'
  /** 企业宿舍. */
  | 'FACTORY_DORMITORY'
  /** 旧小区. */
  | 'OLD'
  /** 非住宅. */
  | 'NON_RESIDENTIAL';

/** How a compound is built. */
export type BuildingForm =
  /** 多层. */
  | 'MULTI_STOREY'
  /** 高层. */
  | 'HIGH_RISE'
  /** 别墅. */
  | 'VILLA'
  /** 其他. */
  | 'OTHER';

/** How a compound is managed. */
export type ManagementMode =
  /** 专业物业. */
  | 'PROFESSIONAL'
  /** 自管. */
  | 'SELF_MANAGED'
  /** 社区托管. */
  | 'TRUSTEESHIP';

/** How a contractor came to a compound. */
export type EngagementBasis =
  /** 前期. */
  | 'INITIAL'
  /** 选聘. */
  | 'SELECTED';

/** A grade of the legacy qualification. */
export type QualificationGrade =
  /** 一级. */
  | 'GRADE_1'
  /** 二级. */
  | 'GRADE_2'
  /** 三级. */
  | 'GRADE_3'
  /** 三级(暂定). */
  | 'GRADE_3_PROVISIONAL';

/** Whether a certificate stands. */
export type QualificationStatus =
  /** 有效. */
  | 'VALID'
  /** 注销. */
  | 'CANCELLED'
  /** 吊销. */
  | 'REVOKED';

/** Whether a committee is in office. */
export type CommitteeStatus =
  /** In office. */
  | 'ACTIVE'
  /** Dissolved. */
  | 'DISSOLVED';

/** What a member does on a committee. */
export type CommitteeDuty =
  /** 主任. */
  | 'CHAIR'
  /** 副主任. */
  | 'DEPUTY'
  /** 委员. */
  | 'MEMBER'
  /** 候补委员. */
  | 'ALTERNATE';

/** What a deadline of a committee is about. */
export type CommitteeDueKind =
  /** The first meeting, within days of the election. */
  | 'FIRST_MEETING'
  /** The filing with the sub-district, within days of the election. */
  | 'FILING'
  /** The preparation of the re-election, some time before the term ends. */
  | 'REELECTION'
  /** The end of the term. */
  | 'TERM_END';

/** How a deadline stands today. */
export type DueState =
  /** Done in time. */
  | 'DONE'
  /** Done, too late. */
  | 'DONE_LATE'
  /** Not due soon. */
  | 'AHEAD'
  /** Due within thirty days. */
  | 'SOON'
  /** Past and not done. */
  | 'OVERDUE';

/** What hangs on the wall. */
export type Face =
  /** A smiling face. */
  | 'SMILE'
  /** A crying face. */
  | 'CRY'
  /** No face: not enough evidence. */
  | 'NONE';

/** A compound's class. */
export type CompoundClass =
  /** 示范. */
  | 'DEMONSTRATION'
  /** 达标. */
  | 'COMPLIANT'
  /** 整改. */
  | 'RECTIFICATION'
  /** 待评. */
  | 'NOT_RATED';

/** Which compounds. */
export type CompoundFilter = {
  /** Part of the name or code; pinyin and initials work. */
  search?: string | null | undefined;
  /** In the branch of this organization. */
  under?: string | null | undefined;
  /** Of these kinds. */
  kinds?: Array<CompoundKind> | null | undefined;
  /** Managed by this contractor today. */
  contractor?: string | null | undefined;
  /** In this zone. */
  zone?: string | null | undefined;
  /** Managed in this way today. */
  mode?: ManagementMode | null | undefined;
  /** Of this class now. */
  class?: CompoundClass | null | undefined;
  /** Managed by nobody today. */
  unmanaged?: boolean | null | undefined;
};

/** What compounds are sorted by. */
export type CompoundField =
  /** By name, in pinyin order. */
  | 'NAME'
  /** By code. */
  | 'CODE'
  /** By households. */
  | 'HOUSEHOLDS'
  /** By year of completion. */
  | 'BUILT'
  /** By the last day of the committee's term. */
  | 'COMMITTEE_UNTIL';

/** How compounds are sorted. */
export type CompoundOrder = {
  /** The column. */
  field: CompoundField;
  /** Which way. */
  direction: Direction;
};

/** Which zones. */
export type ZoneFilter = {
  /** Part of the name or code; pinyin and initials work. */
  search?: string | null | undefined;
  /** In the branch of this organization. */
  under?: string | null | undefined;
};

/** Which contractors. */
export type ContractorFilter = {
  /** Part of the name or code; pinyin and initials work. */
  search?: string | null | undefined;
  /** With a standing certificate of this grade. */
  grade?: QualificationGrade | null | undefined;
  /** Managing at least one compound that the caller may see, or none. */
  managing?: boolean | null | undefined;
};

/** What contractors are sorted by. */
export type ContractorField =
  /** By name, in pinyin order. */
  | 'NAME'
  /** By code. */
  | 'USCC'
  /** By registered capital. */
  | 'CAPITAL'
  /** By professional staff. */
  | 'STAFF';

/** How contractors are sorted. */
export type ContractorOrder = {
  /** The column. */
  field: ContractorField;
  /** Which way. */
  direction: Direction;
};

/** Which engagements. */
export type EngagementFilter = {
  /** Part of the compound's or the contractor's name; pinyin and initials work. */
  search?: string | null | undefined;
  /** Of this compound. */
  compound?: string | null | undefined;
  /** Of this contractor. */
  contractor?: string | null | undefined;
  /** In force on this day. */
  on?: string | null | undefined;
  /** Ending from this day on. */
  endsFrom?: string | null | undefined;
  /** Ending up to this day. */
  endsTo?: string | null | undefined;
};

/** What engagements are sorted by. */
export type EngagementField =
  /** By the first day. */
  | 'FROM'
  /** By the last day. */
  | 'TO'
  /** By fee. */
  | 'FEE';

/** How engagements are sorted. */
export type EngagementOrder = {
  /** The column. */
  field: EngagementField;
  /** Which way. */
  direction: Direction;
};

/** Which committees. */
export type CommitteeFilter = {
  /** Part of the name; pinyin and initials work. */
  search?: string | null | undefined;
  /** In the branch of this organization. */
  under?: string | null | undefined;
  /** In office, or dissolved. */
  status?: CommitteeStatus | null | undefined;
  /** With a deadline that is overdue, or due within thirty days. */
  due?: boolean | null | undefined;
};

/** What committees are sorted by. */
export type CommitteeField =
  /** By name, in pinyin order. */
  | 'NAME'
  /** By the last day of the term. */
  | 'TERM_TO';

/** How committees are sorted. */
export type CommitteeOrder = {
  /** The column. */
  field: CommitteeField;
  /** Which way. */
  direction: Direction;
};

/** Which certificates. */
export type QualificationFilter = {
  /** Part of the contractor's name or the certificate's number. */
  search?: string | null | undefined;
  /** Of this contractor. */
  contractor?: string | null | undefined;
  /** Of this grade. */
  grade?: QualificationGrade | null | undefined;
  /** Standing, cancelled or revoked. */
  status?: QualificationStatus | null | undefined;
  /** Expiring up to this day. */
  expiresTo?: string | null | undefined;
};

/** What certificates are sorted by. */
export type QualificationField =
  /** By the certificate's number. */
  | 'CERTIFICATE'
  /** By the day of issue. */
  | 'ISSUED'
  /** By the last day. */
  | 'EXPIRES';

/** How certificates are sorted. */
export type QualificationOrder = {
  /** The column. */
  field: QualificationField;
  /** Which way. */
  direction: Direction;
};

/** An organization to add. */
export type CreateOrganizationInput = {
  /** Division code, or the office's own. */
  code: string;
  /** Its name. */
  name: string;
  /** What kind of body it is. */
  kind: OrganizationKind;
  /** The body above; null for a city. */
  parent?: string | null | undefined;
};

/** What a compound is. In a change, what is left out stays and null clears. */
export type CompoundInput = {
  /** Its name. */
  name?: string | null | undefined;
  /** Its sub-district, when it is added. */
  subdistrict?: string | null | undefined;
  /** Its code, when it is added; left out, the next free one. */
  code?: string | null | undefined;
  /** The community's name. */
  community?: string | null | undefined;
  /** Its address. */
  address?: string | null | undefined;
  /** Its peer group. */
  kind?: CompoundKind | null | undefined;
  /** Households. */
  households?: number | null | undefined;
  /** Of them occupied. */
  occupied?: number | null | undefined;
  /** Floor area. */
  area?: number | null | undefined;
  /** How it is built. */
  form?: BuildingForm | null | undefined;
  /** Year of completion. */
  built?: number | null | undefined;
  /** The last day of the committee's term, where the committee is not in the register. */
  committeeUntil?: string | null | undefined;
};

/** What a zone is. */
export type ZoneInput = {
  /** The office's own code, when it is added. */
  code?: string | null | undefined;
  /** Its name. */
  name?: string | null | undefined;
  /** Its sub-district, when it is added. */
  subdistrict?: string | null | undefined;
  /** The compounds in it, as a set; at least two. */
  compounds?: Array<string> | null | undefined;
};

/** What a contractor is. In a change, what is left out stays and null clears. */
export type ContractorInput = {
  /** 统一社会信用代码, when it is added. */
  uscc?: string | null | undefined;
  /** Its name. */
  name?: string | null | undefined;
  /** Its legal representative. */
  legalRepresentative?: string | null | undefined;
  /** Its phone. */
  phone?: string | null | undefined;
  /** Registered capital. */
  capital?: number | null | undefined;
  /** Professional staff. */
  staff?: number | null | undefined;
  /** Of them with a mid-level title or higher. */
  midTitle?: number | null | undefined;
};

/** Who manages a compound. In a change, what is left out stays and null clears. */
export type EngagementInput = {
  /** The compound, when it is added. */
  compound?: string | null | undefined;
  /** The first day, when it is added. */
  from?: string | null | undefined;
  /** The contractor. */
  contractor?: string | null | undefined;
  /** How the compound is managed. */
  mode?: ManagementMode | null | undefined;
  /** The last day. */
  to?: string | null | undefined;
  /** Fee per square metre and month. */
  fee?: number | null | undefined;
  /** How the contractor came to it. */
  basis?: EngagementBasis | null | undefined;
};

/** What a committee is. In a change, what is left out stays and null clears. */
export type CommitteeInput = {
  /** Its code in the tree, when it is added; left out, one is given. */
  code?: string | null | undefined;
  /** Its name. */
  name?: string | null | undefined;
  /** The compound, when it is added; or else the zone. */
  compound?: string | null | undefined;
  /** The zone, when it is added. */
  zone?: string | null | undefined;
  /** The day of the election. */
  elected?: string | null | undefined;
  /** The day of the first meeting. */
  firstMet?: string | null | undefined;
  /** The day of filing. */
  filed?: string | null | undefined;
  /** The number of the filing. */
  filingNumber?: string | null | undefined;
  /** The term's first day. */
  termFrom?: string | null | undefined;
  /** The term's last day. */
  termTo?: string | null | undefined;
  /** Whether it is in office. */
  status?: CommitteeStatus | null | undefined;
};

/** A person on a committee. */
export type CommitteeMemberInput = {
  /** Their name. */
  name: string;
  /** What they do. */
  duty: CommitteeDuty;
  /** Their phone. */
  phone?: string | null | undefined;
  /** Since when. */
  since?: string | null | undefined;
  /** Until when. */
  until?: string | null | undefined;
};

/** What a certificate is. In a change, what is left out stays and null clears. */
export type QualificationInput = {
  /** The certificate's number, when it is added. */
  certificate?: string | null | undefined;
  /** Whose it is, when it is added. */
  contractor?: string | null | undefined;
  /** The grade. */
  grade?: QualificationGrade | null | undefined;
  /** The day of issue. */
  issued?: string | null | undefined;
  /** The last day. */
  expires?: string | null | undefined;
  /** Whether it stands. */
  status?: QualificationStatus | null | undefined;
};

/** Which way a table is sorted. */
export type Direction =
  /** Smallest first. */
  | 'ASC'
  /** Greatest first. */
  | 'DESC';

export type SignInOptionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInOptionsQuery = { signInOptions: { openID: string | null, unset: boolean, minPassword: number, demo: Array<{ username: string, password: string, role: Role, place: string }> } };

export type SignInMutationVariables = Exact<{
  username: string;
  password: string;
}>;


export type SignInMutation = { signIn: { step: SignInStep } };

export type ConfirmSignInMutationVariables = Exact<{
  code: string;
}>;


export type ConfirmSignInMutation = { confirmSignIn: { step: SignInStep } };

export type RedeemLinkMutationVariables = Exact<{
  token: string;
  password: string;
  username?: string | null | undefined;
  name?: string | null | undefined;
}>;


export type RedeemLinkMutation = { redeemLink: { step: SignInStep } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type ChangePasswordMutationVariables = Exact<{
  current: string;
  password: string;
}>;


export type ChangePasswordMutation = { changePassword: { owes: Owed | null } };

export type BeginTotpMutationVariables = Exact<{
  password: string;
}>;


export type BeginTotpMutation = { beginTOTP: { secret: string, uri: string } };

export type ConfirmTotpMutationVariables = Exact<{
  code: string;
}>;


export type ConfirmTotpMutation = { confirmTOTP: Array<string> };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { me: { operations: Array<string>, owes: Owed | null, unread: number, totp: boolean, recoveryCodes: number, language: Language, theme: Theme, mailNotices: boolean, mailConfigured: boolean, quietFrom: number | null, quietTo: number | null, passwordChangedAt: string | null, identities: Array<string>, account: { id: string, username: string, name: string, email: string | null, phone: string | null, version: number }, grants: Array<{ id: string, role: Role, organization: { id: string, name: string, kind: OrganizationKind } | null, contractor: { id: string, name: string } | null }> } | null };

export type PreferencesQueryVariables = Exact<{ [key: string]: never; }>;


export type PreferencesQuery = { myPreferences: Array<{ key: string, value: string }> };

export type MeFragment = { operations: Array<string>, owes: Owed | null, unread: number, totp: boolean, recoveryCodes: number, language: Language, theme: Theme, mailNotices: boolean, mailConfigured: boolean, quietFrom: number | null, quietTo: number | null, passwordChangedAt: string | null, identities: Array<string>, account: { id: string, username: string, name: string, email: string | null, phone: string | null, version: number }, grants: Array<{ id: string, role: Role, organization: { id: string, name: string, kind: OrganizationKind } | null, contractor: { id: string, name: string } | null }> };

export type SetPreferenceMutationVariables = Exact<{
  key: string;
  value: string;
}>;


export type SetPreferenceMutation = { setPreference: { key: string } };

export type AuditQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  first: number;
  skip: number;
}>;


export type AuditQuery = { auditEntries: { total: number, rows: Array<{ number: number, at: string, actor: string, role: string, address: string | null, request: string, action: string, subjectType: string, subjectID: string | null, subjectName: string, before: string, after: string, hash: string }> } };

export type CommitteesQueryVariables = Exact<{
  filter?: CommitteeFilter | null | undefined;
  orderBy?: CommitteeOrder | null | undefined;
  first: number;
  skip: number;
}>;


export type CommitteesQuery = { committees: { total: number, rows: Array<{ id: string, name: string, filed: string | null, filingNumber: string, termFrom: string, termTo: string, status: CommitteeStatus, subdistrict: { id: string, name: string }, compound: { id: string, name: string } | null, zone: { id: string, name: string } | null, dues: Array<{ kind: CommitteeDueKind, on: string, state: DueState }>, problems: Array<{ zh: string, en: string }> }> } };

export type CommitteeRowFragment = { id: string, name: string, filed: string | null, filingNumber: string, termFrom: string, termTo: string, status: CommitteeStatus, subdistrict: { id: string, name: string }, compound: { id: string, name: string } | null, zone: { id: string, name: string } | null, dues: Array<{ kind: CommitteeDueKind, on: string, state: DueState }>, problems: Array<{ zh: string, en: string }> };

export type CommitteeQueryVariables = Exact<{
  id: string;
}>;


export type CommitteeQuery = { committee: { elected: string, firstMet: string | null, version: number, id: string, name: string, filed: string | null, filingNumber: string, termFrom: string, termTo: string, status: CommitteeStatus, members: Array<{ name: string | null, duty: CommitteeDuty, phone: string | null, since: string | null, until: string | null }>, subdistrict: { id: string, name: string }, compound: { id: string, name: string } | null, zone: { id: string, name: string } | null, dues: Array<{ kind: CommitteeDueKind, on: string, state: DueState }>, problems: Array<{ zh: string, en: string }> } | null };

export type CommitteeDetailFragment = { elected: string, firstMet: string | null, version: number, id: string, name: string, filed: string | null, filingNumber: string, termFrom: string, termTo: string, status: CommitteeStatus, members: Array<{ name: string | null, duty: CommitteeDuty, phone: string | null, since: string | null, until: string | null }>, subdistrict: { id: string, name: string }, compound: { id: string, name: string } | null, zone: { id: string, name: string } | null, dues: Array<{ kind: CommitteeDueKind, on: string, state: DueState }>, problems: Array<{ zh: string, en: string }> };

export type CreateCommitteeMutationVariables = Exact<{
  input: CommitteeInput;
}>;


export type CreateCommitteeMutation = { createCommittee: { id: string } };

export type UpdateCommitteeMutationVariables = Exact<{
  id: string;
  version: number;
  input: CommitteeInput;
}>;


export type UpdateCommitteeMutation = { updateCommittee: { elected: string, firstMet: string | null, version: number, id: string, name: string, filed: string | null, filingNumber: string, termFrom: string, termTo: string, status: CommitteeStatus, members: Array<{ name: string | null, duty: CommitteeDuty, phone: string | null, since: string | null, until: string | null }>, subdistrict: { id: string, name: string }, compound: { id: string, name: string } | null, zone: { id: string, name: string } | null, dues: Array<{ kind: CommitteeDueKind, on: string, state: DueState }>, problems: Array<{ zh: string, en: string }> } };

export type SetCommitteeMembersMutationVariables = Exact<{
  id: string;
  version: number;
  members: Array<CommitteeMemberInput> | CommitteeMemberInput;
}>;


export type SetCommitteeMembersMutation = { setCommitteeMembers: { elected: string, firstMet: string | null, version: number, id: string, name: string, filed: string | null, filingNumber: string, termFrom: string, termTo: string, status: CommitteeStatus, members: Array<{ name: string | null, duty: CommitteeDuty, phone: string | null, since: string | null, until: string | null }>, subdistrict: { id: string, name: string }, compound: { id: string, name: string } | null, zone: { id: string, name: string } | null, dues: Array<{ kind: CommitteeDueKind, on: string, state: DueState }>, problems: Array<{ zh: string, en: string }> } };

export type CompoundQueryVariables = Exact<{
  id: string;
}>;


export type CompoundQuery = { compound: { address: string, occupied: number | null, form: BuildingForm | null, version: number, id: string, code: string, name: string, community: string, kind: CompoundKind, households: number, area: number | null, built: number | null, committeeUntil: string | null, district: { id: string, name: string }, face: { face: Face, publishedOn: string, class: CompoundClass, score: number | null, cycle: string, reason: { zh: string, en: string } } | null, engagements: Array<{ id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null }>, subdistrict: { id: string, name: string }, zone: { id: string, name: string } | null, engagement: { mode: ManagementMode, to: string | null, fee: number | null, contractor: { id: string, name: string } | null } | null } | null };

export type CompoundDetailFragment = { address: string, occupied: number | null, form: BuildingForm | null, version: number, id: string, code: string, name: string, community: string, kind: CompoundKind, households: number, area: number | null, built: number | null, committeeUntil: string | null, district: { id: string, name: string }, face: { face: Face, publishedOn: string, class: CompoundClass, score: number | null, cycle: string, reason: { zh: string, en: string } } | null, engagements: Array<{ id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null }>, subdistrict: { id: string, name: string }, zone: { id: string, name: string } | null, engagement: { mode: ManagementMode, to: string | null, fee: number | null, contractor: { id: string, name: string } | null } | null };

export type CreateCompoundMutationVariables = Exact<{
  input: CompoundInput;
}>;


export type CreateCompoundMutation = { createCompound: { id: string } };

export type UpdateCompoundMutationVariables = Exact<{
  id: string;
  version: number;
  input: CompoundInput;
}>;


export type UpdateCompoundMutation = { updateCompound: { address: string, occupied: number | null, form: BuildingForm | null, version: number, id: string, code: string, name: string, community: string, kind: CompoundKind, households: number, area: number | null, built: number | null, committeeUntil: string | null, district: { id: string, name: string }, face: { face: Face, publishedOn: string, class: CompoundClass, score: number | null, cycle: string, reason: { zh: string, en: string } } | null, engagements: Array<{ id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null }>, subdistrict: { id: string, name: string }, zone: { id: string, name: string } | null, engagement: { mode: ManagementMode, to: string | null, fee: number | null, contractor: { id: string, name: string } | null } | null } };

export type CompoundsQueryVariables = Exact<{
  filter?: CompoundFilter | null | undefined;
  orderBy?: CompoundOrder | null | undefined;
  first: number;
  skip: number;
}>;


export type CompoundsQuery = { compounds: { total: number, rows: Array<{ id: string, code: string, name: string, community: string, kind: CompoundKind, households: number, area: number | null, built: number | null, committeeUntil: string | null, subdistrict: { id: string, name: string }, zone: { id: string, name: string } | null, engagement: { mode: ManagementMode, to: string | null, fee: number | null, contractor: { id: string, name: string } | null } | null, face: { class: CompoundClass, score: number | null, cycle: string } | null }> } };

export type CompoundRowFragment = { id: string, code: string, name: string, community: string, kind: CompoundKind, households: number, area: number | null, built: number | null, committeeUntil: string | null, subdistrict: { id: string, name: string }, zone: { id: string, name: string } | null, engagement: { mode: ManagementMode, to: string | null, fee: number | null, contractor: { id: string, name: string } | null } | null, face: { class: CompoundClass, score: number | null, cycle: string } | null };

export type ContractorsQueryVariables = Exact<{
  filter?: ContractorFilter | null | undefined;
  orderBy?: ContractorOrder | null | undefined;
  first: number;
  skip: number;
}>;


export type ContractorsQuery = { contractors: { total: number, rows: Array<{ id: string, uscc: string, name: string, capital: number | null, staff: number | null, midTitle: number | null, managed: number, phone: string | null, qualifications: Array<{ id: string, grade: QualificationGrade, expires: string | null, status: QualificationStatus }> }> } };

export type ContractorRowFragment = { id: string, uscc: string, name: string, capital: number | null, staff: number | null, midTitle: number | null, managed: number, phone: string | null, qualifications: Array<{ id: string, grade: QualificationGrade, expires: string | null, status: QualificationStatus }> };

export type ContractorQueryVariables = Exact<{
  id: string;
}>;


export type ContractorQuery = { contractor: { id: string, uscc: string, name: string, legalRepresentative: string | null, phone: string | null, capital: number | null, staff: number | null, midTitle: number | null, managed: number, version: number, qualifications: Array<{ id: string, certificate: string, grade: QualificationGrade, issued: string, expires: string | null, status: QualificationStatus, version: number, contractor: { id: string, name: string } }>, engagements: Array<{ id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null }> } | null };

export type ContractorDetailFragment = { id: string, uscc: string, name: string, legalRepresentative: string | null, phone: string | null, capital: number | null, staff: number | null, midTitle: number | null, managed: number, version: number, qualifications: Array<{ id: string, certificate: string, grade: QualificationGrade, issued: string, expires: string | null, status: QualificationStatus, version: number, contractor: { id: string, name: string } }>, engagements: Array<{ id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null }> };

export type CreateContractorMutationVariables = Exact<{
  input: ContractorInput;
}>;


export type CreateContractorMutation = { createContractor: { id: string } };

export type UpdateContractorMutationVariables = Exact<{
  id: string;
  version: number;
  input: ContractorInput;
}>;


export type UpdateContractorMutation = { updateContractor: { id: string, version: number } };

export type UpdateContractorContactMutationVariables = Exact<{
  id: string;
  version: number;
  phone: string;
}>;


export type UpdateContractorContactMutation = { updateContractorContact: { id: string, version: number } };

export type EngagementsQueryVariables = Exact<{
  filter?: EngagementFilter | null | undefined;
  orderBy?: EngagementOrder | null | undefined;
  first: number;
  skip: number;
}>;


export type EngagementsQuery = { engagements: { total: number, rows: Array<{ id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null }> } };

export type EngagementRowFragment = { id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null };

export type EngagementQueryVariables = Exact<{
  id: string;
}>;


export type EngagementQuery = { node:
    | { id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null }
    | Record<PropertyKey, never>
   | null };

export type CreateEngagementMutationVariables = Exact<{
  input: EngagementInput;
}>;


export type CreateEngagementMutation = { createEngagement: { id: string, compound: { id: string } } };

export type UpdateEngagementMutationVariables = Exact<{
  id: string;
  version: number;
  input: EngagementInput;
}>;


export type UpdateEngagementMutation = { updateEngagement: { id: string, mode: ManagementMode, from: string, to: string | null, fee: number | null, basis: EngagementBasis | null, version: number, compound: { id: string, name: string, code: string }, contractor: { id: string, name: string } | null } };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { dashboard: { waiting: Array<{ kind: string, count: number, due: string | null, overdue: boolean, link: string, title: { zh: string, en: string } }>, figures: Array<{ kind: string, value: number, link: string }> } };

export type ImportsQueryVariables = Exact<{
  first: number;
  skip: number;
}>;


export type ImportsQuery = { importJobs: { total: number, rows: Array<{ id: string, name: string, size: number, sentBy: string, status: ImportStatus, done: number, total: number, createdAt: string, finishedAt: string | null, district: { id: string, name: string } | null, report: { errors: number, warnings: number } | null }> } };

export type ImportQueryVariables = Exact<{
  id: string;
}>;


export type ImportQuery = { importJob: { id: string, name: string, size: number, sentBy: string, status: ImportStatus, step: string, done: number, total: number, createdAt: string, finishedAt: string | null, district: { id: string, name: string } | null, problem: { zh: string, en: string } | null, report: { unread: Array<string>, errors: number, warnings: number, sheets: Array<{ name: string, rows: number, new: number, changed: number, same: number }>, issues: Array<{ warning: boolean, sheet: string, row: number, column: string, value: string, words: { zh: string, en: string } }> } | null } | null };

export type ImportDetailFragment = { id: string, name: string, size: number, sentBy: string, status: ImportStatus, step: string, done: number, total: number, createdAt: string, finishedAt: string | null, district: { id: string, name: string } | null, problem: { zh: string, en: string } | null, report: { unread: Array<string>, errors: number, warnings: number, sheets: Array<{ name: string, rows: number, new: number, changed: number, same: number }>, issues: Array<{ warning: boolean, sheet: string, row: number, column: string, value: string, words: { zh: string, en: string } }> } | null };

export type StartImportMutationVariables = Exact<{
  id: string;
}>;


export type StartImportMutation = { startImport: { id: string, name: string, size: number, sentBy: string, status: ImportStatus, step: string, done: number, total: number, createdAt: string, finishedAt: string | null, district: { id: string, name: string } | null, problem: { zh: string, en: string } | null, report: { unread: Array<string>, errors: number, warnings: number, sheets: Array<{ name: string, rows: number, new: number, changed: number, same: number }>, issues: Array<{ warning: boolean, sheet: string, row: number, column: string, value: string, words: { zh: string, en: string } }> } | null } };

export type DiscardImportMutationVariables = Exact<{
  id: string;
}>;


export type DiscardImportMutation = { discardImport: { id: string, name: string, size: number, sentBy: string, status: ImportStatus, step: string, done: number, total: number, createdAt: string, finishedAt: string | null, district: { id: string, name: string } | null, problem: { zh: string, en: string } | null, report: { unread: Array<string>, errors: number, warnings: number, sheets: Array<{ name: string, rows: number, new: number, changed: number, same: number }>, issues: Array<{ warning: boolean, sheet: string, row: number, column: string, value: string, words: { zh: string, en: string } }> } | null } };

export type UpdateProfileMutationVariables = Exact<{
  input: ProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { unread: number } };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { mySessions: Array<{ id: string, current: boolean, address: string, agent: string, createdAt: string, seenAt: string, expiresAt: string }> };

export type EndSessionMutationVariables = Exact<{
  id: string;
}>;


export type EndSessionMutation = { endSession: boolean };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: number };

export type TokensQueryVariables = Exact<{ [key: string]: never; }>;


export type TokensQuery = { myTokens: Array<{ id: string, name: string, hint: string, scopes: Array<TokenScope>, expiresAt: string, usedAt: string | null, revokedAt: string | null, createdAt: string }> };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string, token: { id: string, name: string } } };

export type RevokeTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeTokenMutation = { revokeToken: { id: string } };

export type DisableTotpMutationVariables = Exact<{
  password: string;
}>;


export type DisableTotpMutation = { disableTOTP: { totp: boolean } };

export type RenewRecoveryCodesMutationVariables = Exact<{
  password: string;
}>;


export type RenewRecoveryCodesMutation = { renewRecoveryCodes: Array<string> };

export type NoticesQueryVariables = Exact<{
  unread?: boolean | null | undefined;
  first: number;
  skip: number;
}>;


export type NoticesQuery = { myNotices: { total: number, rows: Array<{ id: string, kind: string, link: string, createdAt: string, readAt: string | null, title: { zh: string, en: string }, body: { zh: string, en: string } }> } };

export type ReadNoticesMutationVariables = Exact<{
  ids?: Array<string> | string | null | undefined;
}>;


export type ReadNoticesMutation = { readNotices: number };

export type OrganizationsQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganizationsQuery = { organizations: { total: number, rows: Array<{ id: string, code: string, name: string, kind: OrganizationKind, parent: string | null, compounds: number, version: number }> } };

export type OrganizationRowFragment = { id: string, code: string, name: string, kind: OrganizationKind, parent: string | null, compounds: number, version: number };

export type OrganizationQueryVariables = Exact<{
  id: string;
}>;


export type OrganizationQuery = { node:
    | { id: string, code: string, name: string, kind: OrganizationKind, parent: string | null, compounds: number, version: number }
    | Record<PropertyKey, never>
   | null };

export type CreateOrganizationMutationVariables = Exact<{
  input: CreateOrganizationInput;
}>;


export type CreateOrganizationMutation = { createOrganization: { id: string } };

export type UpdateOrganizationMutationVariables = Exact<{
  id: string;
  version: number;
  name: string;
}>;


export type UpdateOrganizationMutation = { updateOrganization: { id: string } };

export type PeopleQueryVariables = Exact<{
  filter?: AccountFilter | null | undefined;
  orderBy?: AccountOrder | null | undefined;
  first: number;
  skip: number;
}>;


export type PeopleQuery = { accounts: { total: number, rows: Array<{ id: string, username: string, name: string, email: string | null, phone: string | null, disabled: boolean, active: boolean, totp: boolean, lastSignInAt: string | null, createdAt: string, version: number, grants: Array<{ id: string, role: Role, from: string, to: string | null, active: boolean, grantedBy: string | null, organization: { id: string, name: string, kind: OrganizationKind } | null, contractor: { id: string, name: string } | null }> }> } };

export type AccountRowFragment = { id: string, username: string, name: string, email: string | null, phone: string | null, disabled: boolean, active: boolean, totp: boolean, lastSignInAt: string | null, createdAt: string, version: number, grants: Array<{ id: string, role: Role, from: string, to: string | null, active: boolean, grantedBy: string | null, organization: { id: string, name: string, kind: OrganizationKind } | null, contractor: { id: string, name: string } | null }> };

export type GrantRowFragment = { id: string, role: Role, from: string, to: string | null, active: boolean, grantedBy: string | null, organization: { id: string, name: string, kind: OrganizationKind } | null, contractor: { id: string, name: string } | null };

export type PersonQueryVariables = Exact<{
  id: string;
}>;


export type PersonQuery = { account: { id: string, username: string, name: string, email: string | null, phone: string | null, disabled: boolean, active: boolean, totp: boolean, lastSignInAt: string | null, createdAt: string, version: number, grants: Array<{ id: string, role: Role, from: string, to: string | null, active: boolean, grantedBy: string | null, organization: { id: string, name: string, kind: OrganizationKind } | null, contractor: { id: string, name: string } | null }> } | null };

export type InvitationFragment = { account: { id: string, name: string }, link: { purpose: LinkPurpose, path: string, expiresAt: string } };

export type CreateAccountMutationVariables = Exact<{
  input: CreateAccountInput;
}>;


export type CreateAccountMutation = { createAccount: { account: { id: string, name: string }, link: { purpose: LinkPurpose, path: string, expiresAt: string } } };

export type UpdateAccountMutationVariables = Exact<{
  id: string;
  version: number;
  input: UpdateAccountInput;
}>;


export type UpdateAccountMutation = { updateAccount: { id: string } };

export type DisableAccountMutationVariables = Exact<{
  id: string;
  reason: string;
}>;


export type DisableAccountMutation = { disableAccount: { id: string } };

export type EnableAccountMutationVariables = Exact<{
  id: string;
}>;


export type EnableAccountMutation = { enableAccount: { id: string } };

export type ResetAccountMutationVariables = Exact<{
  id: string;
  totp: boolean;
}>;


export type ResetAccountMutation = { resetAccount: { account: { id: string, name: string }, link: { purpose: LinkPurpose, path: string, expiresAt: string } } };

export type GrantRoleMutationVariables = Exact<{
  input: GrantInput;
}>;


export type GrantRoleMutation = { grantRole: { id: string } };

export type EndGrantMutationVariables = Exact<{
  id: string;
  on?: string | null | undefined;
}>;


export type EndGrantMutation = { endGrant: { id: string } };

export type PowersQueryVariables = Exact<{ [key: string]: never; }>;


export type PowersQuery = { operations: Array<{ operation: string, roles: Array<Role>, own: boolean, anyone: boolean, token: TokenScope | null }> };

export type QualificationsQueryVariables = Exact<{
  filter?: QualificationFilter | null | undefined;
  orderBy?: QualificationOrder | null | undefined;
  first: number;
  skip: number;
}>;


export type QualificationsQuery = { qualifications: { total: number, rows: Array<{ id: string, certificate: string, grade: QualificationGrade, issued: string, expires: string | null, status: QualificationStatus, version: number, contractor: { id: string, name: string } }> } };

export type QualificationRowFragment = { id: string, certificate: string, grade: QualificationGrade, issued: string, expires: string | null, status: QualificationStatus, version: number, contractor: { id: string, name: string } };

export type QualificationQueryVariables = Exact<{
  id: string;
}>;


export type QualificationQuery = { node:
    | { id: string, certificate: string, grade: QualificationGrade, issued: string, expires: string | null, status: QualificationStatus, version: number, contractor: { id: string, name: string } }
    | Record<PropertyKey, never>
   | null };

export type CreateQualificationMutationVariables = Exact<{
  input: QualificationInput;
}>;


export type CreateQualificationMutation = { createQualification: { id: string, contractor: { id: string } } };

export type UpdateQualificationMutationVariables = Exact<{
  id: string;
  version: number;
  input: QualificationInput;
}>;


export type UpdateQualificationMutation = { updateQualification: { id: string, certificate: string, grade: QualificationGrade, issued: string, expires: string | null, status: QualificationStatus, version: number, contractor: { id: string, name: string } } };

export type ContractorStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type ContractorStatusQuery = { myStatus: Array<{ contractor: { id: string, uscc: string, name: string }, qualifications: Array<{ id: string, certificate: string, grade: QualificationGrade, issued: string, expires: string | null, status: QualificationStatus, version: number, contractor: { id: string, name: string } }>, rankings: Array<{ cycle: string, publishedOn: string, rank: number | null, rankFrom: number | null, rankTo: number | null, ranked: number, band: number | null, score: number | null, scoreFrom: number | null, scoreTo: number | null, grade: string | null, rated: number, managed: number, previousCycle: string | null, previousRank: number | null, previousScore: number | null, district: { id: string, name: string }, unranked: { zh: string, en: string } | null }>, compounds: Array<{ managed: boolean, carried: boolean, needsImprovement: boolean, cycle: string | null, publishedOn: string | null, face: Face, class: CompoundClass, score: number | null, scoreFrom: number | null, scoreTo: number | null, answers: number | null, answersNeeded: number | null, satisfied: number | null, inspections: number, complaints: number, overdueComplaints: number | null, unfixedComplaints: number | null, delta: number | null, withinError: boolean | null, previousClass: CompoundClass | null, compound: { id: string, code: string, name: string }, reason: { zh: string, en: string } | null, dimensions: Array<{ dimension: string, weight: number, applies: boolean, score: number | null, peers: number | null, name: { zh: string, en: string } }>, missing: Array<{ goal: string, target: CompoundClass | null, name: { zh: string, en: string }, ways: Array<{ score: number | null, words: { zh: string, en: string } }>, obstacle: { zh: string, en: string } | null }> }>, due: Array<{ kind: string, on: string, overdue: boolean, link: string, title: { zh: string, en: string } }> }> };

export type CommitteeStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type CommitteeStatusQuery = { committeeStatus: Array<{ committee: { id: string, name: string, termTo: string, dues: Array<{ kind: CommitteeDueKind, on: string, state: DueState }> }, compounds: Array<{ managed: boolean, carried: boolean, needsImprovement: boolean, cycle: string | null, publishedOn: string | null, face: Face, class: CompoundClass, score: number | null, scoreFrom: number | null, scoreTo: number | null, answers: number | null, answersNeeded: number | null, satisfied: number | null, inspections: number, complaints: number, overdueComplaints: number | null, unfixedComplaints: number | null, delta: number | null, withinError: boolean | null, previousClass: CompoundClass | null, compound: { id: string, code: string, name: string }, reason: { zh: string, en: string } | null, dimensions: Array<{ dimension: string, weight: number, applies: boolean, score: number | null, peers: number | null, name: { zh: string, en: string } }>, missing: Array<{ goal: string, target: CompoundClass | null, name: { zh: string, en: string }, ways: Array<{ score: number | null, words: { zh: string, en: string } }>, obstacle: { zh: string, en: string } | null }> }>, due: Array<{ kind: string, on: string, overdue: boolean, link: string, title: { zh: string, en: string } }> }> };

export type DueItemFragment = { kind: string, on: string, overdue: boolean, link: string, title: { zh: string, en: string } };

export type RankingFragment = { cycle: string, publishedOn: string, rank: number | null, rankFrom: number | null, rankTo: number | null, ranked: number, band: number | null, score: number | null, scoreFrom: number | null, scoreTo: number | null, grade: string | null, rated: number, managed: number, previousCycle: string | null, previousRank: number | null, previousScore: number | null, district: { id: string, name: string }, unranked: { zh: string, en: string } | null };

export type CompoundStatusFragment = { managed: boolean, carried: boolean, needsImprovement: boolean, cycle: string | null, publishedOn: string | null, face: Face, class: CompoundClass, score: number | null, scoreFrom: number | null, scoreTo: number | null, answers: number | null, answersNeeded: number | null, satisfied: number | null, inspections: number, complaints: number, overdueComplaints: number | null, unfixedComplaints: number | null, delta: number | null, withinError: boolean | null, previousClass: CompoundClass | null, compound: { id: string, code: string, name: string }, reason: { zh: string, en: string } | null, dimensions: Array<{ dimension: string, weight: number, applies: boolean, score: number | null, peers: number | null, name: { zh: string, en: string } }>, missing: Array<{ goal: string, target: CompoundClass | null, name: { zh: string, en: string }, ways: Array<{ score: number | null, words: { zh: string, en: string } }>, obstacle: { zh: string, en: string } | null }> };

export type ZonesQueryVariables = Exact<{
  filter?: ZoneFilter | null | undefined;
  first: number;
  skip: number;
}>;


export type ZonesQuery = { zones: { total: number, rows: Array<{ id: string, code: string, name: string, households: number, version: number, subdistrict: { id: string, name: string }, compounds: Array<{ id: string, name: string, code: string }>, committee: { id: string, name: string } | null, problems: Array<{ zh: string, en: string }> }> } };

export type ZoneRowFragment = { id: string, code: string, name: string, households: number, version: number, subdistrict: { id: string, name: string }, compounds: Array<{ id: string, name: string, code: string }>, committee: { id: string, name: string } | null, problems: Array<{ zh: string, en: string }> };

export type ZoneQueryVariables = Exact<{
  id: string;
}>;


export type ZoneQuery = { zone: { id: string, code: string, name: string, households: number, version: number, subdistrict: { id: string, name: string }, compounds: Array<{ id: string, name: string, code: string }>, committee: { id: string, name: string } | null, problems: Array<{ zh: string, en: string }> } | null };

export type CreateZoneMutationVariables = Exact<{
  input: ZoneInput;
}>;


export type CreateZoneMutation = { createZone: { id: string } };

export type UpdateZoneMutationVariables = Exact<{
  id: string;
  version: number;
  input: ZoneInput;
}>;


export type UpdateZoneMutation = { updateZone: { id: string, code: string, name: string, households: number, version: number, subdistrict: { id: string, name: string }, compounds: Array<{ id: string, name: string, code: string }>, committee: { id: string, name: string } | null, problems: Array<{ zh: string, en: string }> } };

export type AttachmentsQueryVariables = Exact<{
  parent: string;
}>;


export type AttachmentsQuery = { attachments: Array<{ id: string, name: string, mediaType: string, size: number, thumbnail: boolean, width: number, height: number, addedBy: string, addedAt: string }> };

export type RemoveAttachmentMutationVariables = Exact<{
  id: string;
}>;


export type RemoveAttachmentMutation = { removeAttachment: boolean };

export type PickOrganizationsQueryVariables = Exact<{
  search?: string | null | undefined;
  kind?: OrganizationKind | null | undefined;
}>;


export type PickOrganizationsQuery = { organizations: { rows: Array<{ id: string, code: string, name: string, kind: OrganizationKind, parent: string | null }> } };

export type PickCompoundsQueryVariables = Exact<{
  search?: string | null | undefined;
  under?: string | null | undefined;
}>;


export type PickCompoundsQuery = { compounds: { rows: Array<{ id: string, code: string, name: string }> } };

export type PickContractorsQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type PickContractorsQuery = { contractors: { rows: Array<{ id: string, uscc: string, name: string }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MeFragmentDoc = new TypedDocumentString(`
    fragment Me on Me {
  account {
    id
    username
    name
    email
    phone
    version
  }
  grants {
    id
    role
    organization {
      id
      name
      kind
    }
    contractor {
      id
      name
    }
  }
  operations
  owes
  unread
  totp
  recoveryCodes
  language
  theme
  mailNotices
  mailConfigured
  quietFrom
  quietTo
  passwordChangedAt
  identities
}
    `, {"fragmentName":"Me"}) as unknown as TypedDocumentString<MeFragment, unknown>;
export const CommitteeRowFragmentDoc = new TypedDocumentString(`
    fragment CommitteeRow on Committee {
  id
  name
  subdistrict {
    id
    name
  }
  compound {
    id
    name
  }
  zone {
    id
    name
  }
  filed
  filingNumber
  termFrom
  termTo
  status
  dues {
    kind
    on
    state
  }
  problems {
    zh
    en
  }
}
    `, {"fragmentName":"CommitteeRow"}) as unknown as TypedDocumentString<CommitteeRowFragment, unknown>;
export const CommitteeDetailFragmentDoc = new TypedDocumentString(`
    fragment CommitteeDetail on Committee {
  ...CommitteeRow
  elected
  firstMet
  members {
    name
    duty
    phone
    since
    until
  }
  version
}
    fragment CommitteeRow on Committee {
  id
  name
  subdistrict {
    id
    name
  }
  compound {
    id
    name
  }
  zone {
    id
    name
  }
  filed
  filingNumber
  termFrom
  termTo
  status
  dues {
    kind
    on
    state
  }
  problems {
    zh
    en
  }
}`, {"fragmentName":"CommitteeDetail"}) as unknown as TypedDocumentString<CommitteeDetailFragment, unknown>;
export const CompoundRowFragmentDoc = new TypedDocumentString(`
    fragment CompoundRow on Compound {
  id
  code
  name
  subdistrict {
    id
    name
  }
  community
  kind
  households
  area
  built
  committeeUntil
  zone {
    id
    name
  }
  engagement {
    mode
    to
    fee
    contractor {
      id
      name
    }
  }
  face {
    class
    score
    cycle
  }
}
    `, {"fragmentName":"CompoundRow"}) as unknown as TypedDocumentString<CompoundRowFragment, unknown>;
export const EngagementRowFragmentDoc = new TypedDocumentString(`
    fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}
    `, {"fragmentName":"EngagementRow"}) as unknown as TypedDocumentString<EngagementRowFragment, unknown>;
export const CompoundDetailFragmentDoc = new TypedDocumentString(`
    fragment CompoundDetail on Compound {
  ...CompoundRow
  address
  occupied
  form
  version
  district {
    id
    name
  }
  face {
    face
    reason {
      zh
      en
    }
    publishedOn
  }
  engagements {
    ...EngagementRow
  }
}
    fragment CompoundRow on Compound {
  id
  code
  name
  subdistrict {
    id
    name
  }
  community
  kind
  households
  area
  built
  committeeUntil
  zone {
    id
    name
  }
  engagement {
    mode
    to
    fee
    contractor {
      id
      name
    }
  }
  face {
    class
    score
    cycle
  }
}
fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}`, {"fragmentName":"CompoundDetail"}) as unknown as TypedDocumentString<CompoundDetailFragment, unknown>;
export const ContractorRowFragmentDoc = new TypedDocumentString(`
    fragment ContractorRow on Contractor {
  id
  uscc
  name
  capital
  staff
  midTitle
  managed
  phone
  qualifications {
    id
    grade
    expires
    status
  }
}
    `, {"fragmentName":"ContractorRow"}) as unknown as TypedDocumentString<ContractorRowFragment, unknown>;
export const QualificationRowFragmentDoc = new TypedDocumentString(`
    fragment QualificationRow on Qualification {
  id
  certificate
  contractor {
    id
    name
  }
  grade
  issued
  expires
  status
  version
}
    `, {"fragmentName":"QualificationRow"}) as unknown as TypedDocumentString<QualificationRowFragment, unknown>;
export const ContractorDetailFragmentDoc = new TypedDocumentString(`
    fragment ContractorDetail on Contractor {
  id
  uscc
  name
  legalRepresentative
  phone
  capital
  staff
  midTitle
  managed
  version
  qualifications {
    ...QualificationRow
  }
  engagements {
    ...EngagementRow
  }
}
    fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}
fragment QualificationRow on Qualification {
  id
  certificate
  contractor {
    id
    name
  }
  grade
  issued
  expires
  status
  version
}`, {"fragmentName":"ContractorDetail"}) as unknown as TypedDocumentString<ContractorDetailFragment, unknown>;
export const ImportDetailFragmentDoc = new TypedDocumentString(`
    fragment ImportDetail on ImportJob {
  id
  name
  size
  sentBy
  district {
    id
    name
  }
  status
  step
  done
  total
  problem {
    zh
    en
  }
  createdAt
  finishedAt
  report {
    sheets {
      name
      rows
      new
      changed
      same
    }
    unread
    issues {
      warning
      sheet
      row
      column
      value
      words {
        zh
        en
      }
    }
    errors
    warnings
  }
}
    `, {"fragmentName":"ImportDetail"}) as unknown as TypedDocumentString<ImportDetailFragment, unknown>;
export const OrganizationRowFragmentDoc = new TypedDocumentString(`
    fragment OrganizationRow on Organization {
  id
  code
  name
  kind
  parent
  compounds
  version
}
    `, {"fragmentName":"OrganizationRow"}) as unknown as TypedDocumentString<OrganizationRowFragment, unknown>;
export const GrantRowFragmentDoc = new TypedDocumentString(`
    fragment GrantRow on Grant {
  id
  role
  organization {
    id
    name
    kind
  }
  contractor {
    id
    name
  }
  from
  to
  active
  grantedBy
}
    `, {"fragmentName":"GrantRow"}) as unknown as TypedDocumentString<GrantRowFragment, unknown>;
export const AccountRowFragmentDoc = new TypedDocumentString(`
    fragment AccountRow on Account {
  id
  username
  name
  email
  phone
  disabled
  active
  totp
  lastSignInAt
  createdAt
  version
  grants {
    ...GrantRow
  }
}
    fragment GrantRow on Grant {
  id
  role
  organization {
    id
    name
    kind
  }
  contractor {
    id
    name
  }
  from
  to
  active
  grantedBy
}`, {"fragmentName":"AccountRow"}) as unknown as TypedDocumentString<AccountRowFragment, unknown>;
export const InvitationFragmentDoc = new TypedDocumentString(`
    fragment Invitation on Invitation {
  account {
    id
    name
  }
  link {
    purpose
    path
    expiresAt
  }
}
    `, {"fragmentName":"Invitation"}) as unknown as TypedDocumentString<InvitationFragment, unknown>;
export const DueItemFragmentDoc = new TypedDocumentString(`
    fragment DueItem on DueItem {
  kind
  title {
    zh
    en
  }
  on
  overdue
  link
}
    `, {"fragmentName":"DueItem"}) as unknown as TypedDocumentString<DueItemFragment, unknown>;
export const RankingFragmentDoc = new TypedDocumentString(`
    fragment Ranking on RankingStatus {
  district {
    id
    name
  }
  cycle
  publishedOn
  rank
  rankFrom
  rankTo
  ranked
  band
  score
  scoreFrom
  scoreTo
  grade
  unranked {
    zh
    en
  }
  rated
  managed
  previousCycle
  previousRank
  previousScore
}
    `, {"fragmentName":"Ranking"}) as unknown as TypedDocumentString<RankingFragment, unknown>;
export const CompoundStatusFragmentDoc = new TypedDocumentString(`
    fragment CompoundStatus on CompoundStatus {
  compound {
    id
    code
    name
  }
  managed
  carried
  needsImprovement
  cycle
  publishedOn
  face
  class
  score
  scoreFrom
  scoreTo
  reason {
    zh
    en
  }
  dimensions {
    dimension
    name {
      zh
      en
    }
    weight
    applies
    score
    peers
  }
  answers
  answersNeeded
  satisfied
  inspections
  complaints
  overdueComplaints
  unfixedComplaints
  delta
  withinError
  previousClass
  missing {
    goal
    name {
      zh
      en
    }
    target
    ways {
      words {
        zh
        en
      }
      score
    }
    obstacle {
      zh
      en
    }
  }
}
    `, {"fragmentName":"CompoundStatus"}) as unknown as TypedDocumentString<CompoundStatusFragment, unknown>;
export const ZoneRowFragmentDoc = new TypedDocumentString(`
    fragment ZoneRow on Zone {
  id
  code
  name
  subdistrict {
    id
    name
  }
  compounds {
    id
    name
    code
  }
  households
  committee {
    id
    name
  }
  problems {
    zh
    en
  }
  version
}
    `, {"fragmentName":"ZoneRow"}) as unknown as TypedDocumentString<ZoneRowFragment, unknown>;
export const SignInOptionsDocument = new TypedDocumentString(`
    query SignInOptions {
  signInOptions {
    openID
    demo {
      username
      password
      role
      place
    }
    unset
    minPassword
  }
}
    `) as unknown as TypedDocumentString<SignInOptionsQuery, SignInOptionsQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($username: String!, $password: String!) {
  signIn(username: $username, password: $password) {
    step
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const ConfirmSignInDocument = new TypedDocumentString(`
    mutation ConfirmSignIn($code: String!) {
  confirmSignIn(code: $code) {
    step
  }
}
    `) as unknown as TypedDocumentString<ConfirmSignInMutation, ConfirmSignInMutationVariables>;
export const RedeemLinkDocument = new TypedDocumentString(`
    mutation RedeemLink($token: String!, $password: String!, $username: String, $name: String) {
  redeemLink(token: $token, password: $password, username: $username, name: $name) {
    step
  }
}
    `) as unknown as TypedDocumentString<RedeemLinkMutation, RedeemLinkMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($current: String!, $password: String!) {
  changePassword(current: $current, password: $password) {
    owes
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const BeginTotpDocument = new TypedDocumentString(`
    mutation BeginTOTP($password: String!) {
  beginTOTP(password: $password) {
    secret
    uri
  }
}
    `) as unknown as TypedDocumentString<BeginTotpMutation, BeginTotpMutationVariables>;
export const ConfirmTotpDocument = new TypedDocumentString(`
    mutation ConfirmTOTP($code: String!) {
  confirmTOTP(code: $code)
}
    `) as unknown as TypedDocumentString<ConfirmTotpMutation, ConfirmTotpMutationVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session {
  me {
    ...Me
  }
}
    fragment Me on Me {
  account {
    id
    username
    name
    email
    phone
    version
  }
  grants {
    id
    role
    organization {
      id
      name
      kind
    }
    contractor {
      id
      name
    }
  }
  operations
  owes
  unread
  totp
  recoveryCodes
  language
  theme
  mailNotices
  mailConfigured
  quietFrom
  quietTo
  passwordChangedAt
  identities
}`) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const PreferencesDocument = new TypedDocumentString(`
    query Preferences {
  myPreferences {
    key
    value
  }
}
    `) as unknown as TypedDocumentString<PreferencesQuery, PreferencesQueryVariables>;
export const SetPreferenceDocument = new TypedDocumentString(`
    mutation SetPreference($key: String!, $value: String!) {
  setPreference(key: $key, value: $value) {
    key
  }
}
    `) as unknown as TypedDocumentString<SetPreferenceMutation, SetPreferenceMutationVariables>;
export const AuditDocument = new TypedDocumentString(`
    query Audit($filter: AuditFilter, $first: Int!, $skip: Int!) {
  auditEntries(filter: $filter, first: $first, skip: $skip) {
    total
    rows {
      number
      at
      actor
      role
      address
      request
      action
      subjectType
      subjectID
      subjectName
      before
      after
      hash
    }
  }
}
    `) as unknown as TypedDocumentString<AuditQuery, AuditQueryVariables>;
export const CommitteesDocument = new TypedDocumentString(`
    query Committees($filter: CommitteeFilter, $orderBy: CommitteeOrder, $first: Int!, $skip: Int!) {
  committees(filter: $filter, orderBy: $orderBy, first: $first, skip: $skip) {
    total
    rows {
      ...CommitteeRow
    }
  }
}
    fragment CommitteeRow on Committee {
  id
  name
  subdistrict {
    id
    name
  }
  compound {
    id
    name
  }
  zone {
    id
    name
  }
  filed
  filingNumber
  termFrom
  termTo
  status
  dues {
    kind
    on
    state
  }
  problems {
    zh
    en
  }
}`) as unknown as TypedDocumentString<CommitteesQuery, CommitteesQueryVariables>;
export const CommitteeDocument = new TypedDocumentString(`
    query Committee($id: ID!) {
  committee(id: $id) {
    ...CommitteeDetail
  }
}
    fragment CommitteeRow on Committee {
  id
  name
  subdistrict {
    id
    name
  }
  compound {
    id
    name
  }
  zone {
    id
    name
  }
  filed
  filingNumber
  termFrom
  termTo
  status
  dues {
    kind
    on
    state
  }
  problems {
    zh
    en
  }
}
fragment CommitteeDetail on Committee {
  ...CommitteeRow
  elected
  firstMet
  members {
    name
    duty
    phone
    since
    until
  }
  version
}`) as unknown as TypedDocumentString<CommitteeQuery, CommitteeQueryVariables>;
export const CreateCommitteeDocument = new TypedDocumentString(`
    mutation CreateCommittee($input: CommitteeInput!) {
  createCommittee(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateCommitteeMutation, CreateCommitteeMutationVariables>;
export const UpdateCommitteeDocument = new TypedDocumentString(`
    mutation UpdateCommittee($id: ID!, $version: Int!, $input: CommitteeInput!) {
  updateCommittee(id: $id, version: $version, input: $input) {
    ...CommitteeDetail
  }
}
    fragment CommitteeRow on Committee {
  id
  name
  subdistrict {
    id
    name
  }
  compound {
    id
    name
  }
  zone {
    id
    name
  }
  filed
  filingNumber
  termFrom
  termTo
  status
  dues {
    kind
    on
    state
  }
  problems {
    zh
    en
  }
}
fragment CommitteeDetail on Committee {
  ...CommitteeRow
  elected
  firstMet
  members {
    name
    duty
    phone
    since
    until
  }
  version
}`) as unknown as TypedDocumentString<UpdateCommitteeMutation, UpdateCommitteeMutationVariables>;
export const SetCommitteeMembersDocument = new TypedDocumentString(`
    mutation SetCommitteeMembers($id: ID!, $version: Int!, $members: [CommitteeMemberInput!]!) {
  setCommitteeMembers(id: $id, version: $version, members: $members) {
    ...CommitteeDetail
  }
}
    fragment CommitteeRow on Committee {
  id
  name
  subdistrict {
    id
    name
  }
  compound {
    id
    name
  }
  zone {
    id
    name
  }
  filed
  filingNumber
  termFrom
  termTo
  status
  dues {
    kind
    on
    state
  }
  problems {
    zh
    en
  }
}
fragment CommitteeDetail on Committee {
  ...CommitteeRow
  elected
  firstMet
  members {
    name
    duty
    phone
    since
    until
  }
  version
}`) as unknown as TypedDocumentString<SetCommitteeMembersMutation, SetCommitteeMembersMutationVariables>;
export const CompoundDocument = new TypedDocumentString(`
    query Compound($id: ID!) {
  compound(id: $id) {
    ...CompoundDetail
  }
}
    fragment CompoundDetail on Compound {
  ...CompoundRow
  address
  occupied
  form
  version
  district {
    id
    name
  }
  face {
    face
    reason {
      zh
      en
    }
    publishedOn
  }
  engagements {
    ...EngagementRow
  }
}
fragment CompoundRow on Compound {
  id
  code
  name
  subdistrict {
    id
    name
  }
  community
  kind
  households
  area
  built
  committeeUntil
  zone {
    id
    name
  }
  engagement {
    mode
    to
    fee
    contractor {
      id
      name
    }
  }
  face {
    class
    score
    cycle
  }
}
fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}`) as unknown as TypedDocumentString<CompoundQuery, CompoundQueryVariables>;
export const CreateCompoundDocument = new TypedDocumentString(`
    mutation CreateCompound($input: CompoundInput!) {
  createCompound(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateCompoundMutation, CreateCompoundMutationVariables>;
export const UpdateCompoundDocument = new TypedDocumentString(`
    mutation UpdateCompound($id: ID!, $version: Int!, $input: CompoundInput!) {
  updateCompound(id: $id, version: $version, input: $input) {
    ...CompoundDetail
  }
}
    fragment CompoundDetail on Compound {
  ...CompoundRow
  address
  occupied
  form
  version
  district {
    id
    name
  }
  face {
    face
    reason {
      zh
      en
    }
    publishedOn
  }
  engagements {
    ...EngagementRow
  }
}
fragment CompoundRow on Compound {
  id
  code
  name
  subdistrict {
    id
    name
  }
  community
  kind
  households
  area
  built
  committeeUntil
  zone {
    id
    name
  }
  engagement {
    mode
    to
    fee
    contractor {
      id
      name
    }
  }
  face {
    class
    score
    cycle
  }
}
fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}`) as unknown as TypedDocumentString<UpdateCompoundMutation, UpdateCompoundMutationVariables>;
export const CompoundsDocument = new TypedDocumentString(`
    query Compounds($filter: CompoundFilter, $orderBy: CompoundOrder, $first: Int!, $skip: Int!) {
  compounds(filter: $filter, orderBy: $orderBy, first: $first, skip: $skip) {
    total
    rows {
      ...CompoundRow
    }
  }
}
    fragment CompoundRow on Compound {
  id
  code
  name
  subdistrict {
    id
    name
  }
  community
  kind
  households
  area
  built
  committeeUntil
  zone {
    id
    name
  }
  engagement {
    mode
    to
    fee
    contractor {
      id
      name
    }
  }
  face {
    class
    score
    cycle
  }
}`) as unknown as TypedDocumentString<CompoundsQuery, CompoundsQueryVariables>;
export const ContractorsDocument = new TypedDocumentString(`
    query Contractors($filter: ContractorFilter, $orderBy: ContractorOrder, $first: Int!, $skip: Int!) {
  contractors(filter: $filter, orderBy: $orderBy, first: $first, skip: $skip) {
    total
    rows {
      ...ContractorRow
    }
  }
}
    fragment ContractorRow on Contractor {
  id
  uscc
  name
  capital
  staff
  midTitle
  managed
  phone
  qualifications {
    id
    grade
    expires
    status
  }
}`) as unknown as TypedDocumentString<ContractorsQuery, ContractorsQueryVariables>;
export const ContractorDocument = new TypedDocumentString(`
    query Contractor($id: ID!) {
  contractor(id: $id) {
    ...ContractorDetail
  }
}
    fragment ContractorDetail on Contractor {
  id
  uscc
  name
  legalRepresentative
  phone
  capital
  staff
  midTitle
  managed
  version
  qualifications {
    ...QualificationRow
  }
  engagements {
    ...EngagementRow
  }
}
fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}
fragment QualificationRow on Qualification {
  id
  certificate
  contractor {
    id
    name
  }
  grade
  issued
  expires
  status
  version
}`) as unknown as TypedDocumentString<ContractorQuery, ContractorQueryVariables>;
export const CreateContractorDocument = new TypedDocumentString(`
    mutation CreateContractor($input: ContractorInput!) {
  createContractor(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateContractorMutation, CreateContractorMutationVariables>;
export const UpdateContractorDocument = new TypedDocumentString(`
    mutation UpdateContractor($id: ID!, $version: Int!, $input: ContractorInput!) {
  updateContractor(id: $id, version: $version, input: $input) {
    id
    version
  }
}
    `) as unknown as TypedDocumentString<UpdateContractorMutation, UpdateContractorMutationVariables>;
export const UpdateContractorContactDocument = new TypedDocumentString(`
    mutation UpdateContractorContact($id: ID!, $version: Int!, $phone: String!) {
  updateContractorContact(id: $id, version: $version, phone: $phone) {
    id
    version
  }
}
    `) as unknown as TypedDocumentString<UpdateContractorContactMutation, UpdateContractorContactMutationVariables>;
export const EngagementsDocument = new TypedDocumentString(`
    query Engagements($filter: EngagementFilter, $orderBy: EngagementOrder, $first: Int!, $skip: Int!) {
  engagements(filter: $filter, orderBy: $orderBy, first: $first, skip: $skip) {
    total
    rows {
      ...EngagementRow
    }
  }
}
    fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}`) as unknown as TypedDocumentString<EngagementsQuery, EngagementsQueryVariables>;
export const EngagementDocument = new TypedDocumentString(`
    query Engagement($id: ID!) {
  node(id: $id) {
    ... on Engagement {
      ...EngagementRow
    }
  }
}
    fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}`) as unknown as TypedDocumentString<EngagementQuery, EngagementQueryVariables>;
export const CreateEngagementDocument = new TypedDocumentString(`
    mutation CreateEngagement($input: EngagementInput!) {
  createEngagement(input: $input) {
    id
    compound {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CreateEngagementMutation, CreateEngagementMutationVariables>;
export const UpdateEngagementDocument = new TypedDocumentString(`
    mutation UpdateEngagement($id: ID!, $version: Int!, $input: EngagementInput!) {
  updateEngagement(id: $id, version: $version, input: $input) {
    ...EngagementRow
  }
}
    fragment EngagementRow on Engagement {
  id
  compound {
    id
    name
    code
  }
  contractor {
    id
    name
  }
  mode
  from
  to
  fee
  basis
  version
}`) as unknown as TypedDocumentString<UpdateEngagementMutation, UpdateEngagementMutationVariables>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  dashboard {
    waiting {
      kind
      title {
        zh
        en
      }
      count
      due
      overdue
      link
    }
    figures {
      kind
      value
      link
    }
  }
}
    `) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const ImportsDocument = new TypedDocumentString(`
    query Imports($first: Int!, $skip: Int!) {
  importJobs(first: $first, skip: $skip) {
    total
    rows {
      id
      name
      size
      sentBy
      district {
        id
        name
      }
      status
      done
      total
      createdAt
      finishedAt
      report {
        errors
        warnings
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImportsQuery, ImportsQueryVariables>;
export const ImportDocument = new TypedDocumentString(`
    query Import($id: ID!) {
  importJob(id: $id) {
    ...ImportDetail
  }
}
    fragment ImportDetail on ImportJob {
  id
  name
  size
  sentBy
  district {
    id
    name
  }
  status
  step
  done
  total
  problem {
    zh
    en
  }
  createdAt
  finishedAt
  report {
    sheets {
      name
      rows
      new
      changed
      same
    }
    unread
    issues {
      warning
      sheet
      row
      column
      value
      words {
        zh
        en
      }
    }
    errors
    warnings
  }
}`) as unknown as TypedDocumentString<ImportQuery, ImportQueryVariables>;
export const StartImportDocument = new TypedDocumentString(`
    mutation StartImport($id: ID!) {
  startImport(id: $id) {
    ...ImportDetail
  }
}
    fragment ImportDetail on ImportJob {
  id
  name
  size
  sentBy
  district {
    id
    name
  }
  status
  step
  done
  total
  problem {
    zh
    en
  }
  createdAt
  finishedAt
  report {
    sheets {
      name
      rows
      new
      changed
      same
    }
    unread
    issues {
      warning
      sheet
      row
      column
      value
      words {
        zh
        en
      }
    }
    errors
    warnings
  }
}`) as unknown as TypedDocumentString<StartImportMutation, StartImportMutationVariables>;
export const DiscardImportDocument = new TypedDocumentString(`
    mutation DiscardImport($id: ID!) {
  discardImport(id: $id) {
    ...ImportDetail
  }
}
    fragment ImportDetail on ImportJob {
  id
  name
  size
  sentBy
  district {
    id
    name
  }
  status
  step
  done
  total
  problem {
    zh
    en
  }
  createdAt
  finishedAt
  report {
    sheets {
      name
      rows
      new
      changed
      same
    }
    unread
    issues {
      warning
      sheet
      row
      column
      value
      words {
        zh
        en
      }
    }
    errors
    warnings
  }
}`) as unknown as TypedDocumentString<DiscardImportMutation, DiscardImportMutationVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: ProfileInput!) {
  updateProfile(input: $input) {
    unread
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions {
  mySessions {
    id
    current
    address
    agent
    createdAt
    seenAt
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($id: ID!) {
  endSession(id: $id)
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere {
  signOutEverywhere
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const TokensDocument = new TypedDocumentString(`
    query Tokens {
  myTokens {
    id
    name
    hint
    scopes
    expiresAt
    usedAt
    revokedAt
    createdAt
  }
}
    `) as unknown as TypedDocumentString<TokensQuery, TokensQueryVariables>;
export const CreateTokenDocument = new TypedDocumentString(`
    mutation CreateToken($input: CreateTokenInput!) {
  createToken(input: $input) {
    secret
    token {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const RevokeTokenDocument = new TypedDocumentString(`
    mutation RevokeToken($id: ID!) {
  revokeToken(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const DisableTotpDocument = new TypedDocumentString(`
    mutation DisableTOTP($password: String!) {
  disableTOTP(password: $password) {
    totp
  }
}
    `) as unknown as TypedDocumentString<DisableTotpMutation, DisableTotpMutationVariables>;
export const RenewRecoveryCodesDocument = new TypedDocumentString(`
    mutation RenewRecoveryCodes($password: String!) {
  renewRecoveryCodes(password: $password)
}
    `) as unknown as TypedDocumentString<RenewRecoveryCodesMutation, RenewRecoveryCodesMutationVariables>;
export const NoticesDocument = new TypedDocumentString(`
    query Notices($unread: Boolean, $first: Int!, $skip: Int!) {
  myNotices(unread: $unread, first: $first, skip: $skip) {
    total
    rows {
      id
      kind
      title {
        zh
        en
      }
      body {
        zh
        en
      }
      link
      createdAt
      readAt
    }
  }
}
    `) as unknown as TypedDocumentString<NoticesQuery, NoticesQueryVariables>;
export const ReadNoticesDocument = new TypedDocumentString(`
    mutation ReadNotices($ids: [ID!]) {
  readNotices(ids: $ids)
}
    `) as unknown as TypedDocumentString<ReadNoticesMutation, ReadNoticesMutationVariables>;
export const OrganizationsDocument = new TypedDocumentString(`
    query Organizations {
  organizations(first: 1000) {
    total
    rows {
      ...OrganizationRow
    }
  }
}
    fragment OrganizationRow on Organization {
  id
  code
  name
  kind
  parent
  compounds
  version
}`) as unknown as TypedDocumentString<OrganizationsQuery, OrganizationsQueryVariables>;
export const OrganizationDocument = new TypedDocumentString(`
    query Organization($id: ID!) {
  node(id: $id) {
    ... on Organization {
      ...OrganizationRow
    }
  }
}
    fragment OrganizationRow on Organization {
  id
  code
  name
  kind
  parent
  compounds
  version
}`) as unknown as TypedDocumentString<OrganizationQuery, OrganizationQueryVariables>;
export const CreateOrganizationDocument = new TypedDocumentString(`
    mutation CreateOrganization($input: CreateOrganizationInput!) {
  createOrganization(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateOrganizationMutation, CreateOrganizationMutationVariables>;
export const UpdateOrganizationDocument = new TypedDocumentString(`
    mutation UpdateOrganization($id: ID!, $version: Int!, $name: String!) {
  updateOrganization(id: $id, version: $version, name: $name) {
    id
  }
}
    `) as unknown as TypedDocumentString<UpdateOrganizationMutation, UpdateOrganizationMutationVariables>;
export const PeopleDocument = new TypedDocumentString(`
    query People($filter: AccountFilter, $orderBy: AccountOrder, $first: Int!, $skip: Int!) {
  accounts(filter: $filter, orderBy: $orderBy, first: $first, skip: $skip) {
    total
    rows {
      ...AccountRow
    }
  }
}
    fragment AccountRow on Account {
  id
  username
  name
  email
  phone
  disabled
  active
  totp
  lastSignInAt
  createdAt
  version
  grants {
    ...GrantRow
  }
}
fragment GrantRow on Grant {
  id
  role
  organization {
    id
    name
    kind
  }
  contractor {
    id
    name
  }
  from
  to
  active
  grantedBy
}`) as unknown as TypedDocumentString<PeopleQuery, PeopleQueryVariables>;
export const PersonDocument = new TypedDocumentString(`
    query Person($id: ID!) {
  account(id: $id) {
    ...AccountRow
  }
}
    fragment AccountRow on Account {
  id
  username
  name
  email
  phone
  disabled
  active
  totp
  lastSignInAt
  createdAt
  version
  grants {
    ...GrantRow
  }
}
fragment GrantRow on Grant {
  id
  role
  organization {
    id
    name
    kind
  }
  contractor {
    id
    name
  }
  from
  to
  active
  grantedBy
}`) as unknown as TypedDocumentString<PersonQuery, PersonQueryVariables>;
export const CreateAccountDocument = new TypedDocumentString(`
    mutation CreateAccount($input: CreateAccountInput!) {
  createAccount(input: $input) {
    ...Invitation
  }
}
    fragment Invitation on Invitation {
  account {
    id
    name
  }
  link {
    purpose
    path
    expiresAt
  }
}`) as unknown as TypedDocumentString<CreateAccountMutation, CreateAccountMutationVariables>;
export const UpdateAccountDocument = new TypedDocumentString(`
    mutation UpdateAccount($id: ID!, $version: Int!, $input: UpdateAccountInput!) {
  updateAccount(id: $id, version: $version, input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<UpdateAccountMutation, UpdateAccountMutationVariables>;
export const DisableAccountDocument = new TypedDocumentString(`
    mutation DisableAccount($id: ID!, $reason: String!) {
  disableAccount(id: $id, reason: $reason) {
    id
  }
}
    `) as unknown as TypedDocumentString<DisableAccountMutation, DisableAccountMutationVariables>;
export const EnableAccountDocument = new TypedDocumentString(`
    mutation EnableAccount($id: ID!) {
  enableAccount(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<EnableAccountMutation, EnableAccountMutationVariables>;
export const ResetAccountDocument = new TypedDocumentString(`
    mutation ResetAccount($id: ID!, $totp: Boolean!) {
  resetAccount(id: $id, totp: $totp) {
    ...Invitation
  }
}
    fragment Invitation on Invitation {
  account {
    id
    name
  }
  link {
    purpose
    path
    expiresAt
  }
}`) as unknown as TypedDocumentString<ResetAccountMutation, ResetAccountMutationVariables>;
export const GrantRoleDocument = new TypedDocumentString(`
    mutation GrantRole($input: GrantInput!) {
  grantRole(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<GrantRoleMutation, GrantRoleMutationVariables>;
export const EndGrantDocument = new TypedDocumentString(`
    mutation EndGrant($id: ID!, $on: Date) {
  endGrant(id: $id, on: $on) {
    id
  }
}
    `) as unknown as TypedDocumentString<EndGrantMutation, EndGrantMutationVariables>;
export const PowersDocument = new TypedDocumentString(`
    query Powers {
  operations {
    operation
    roles
    own
    anyone
    token
  }
}
    `) as unknown as TypedDocumentString<PowersQuery, PowersQueryVariables>;
export const QualificationsDocument = new TypedDocumentString(`
    query Qualifications($filter: QualificationFilter, $orderBy: QualificationOrder, $first: Int!, $skip: Int!) {
  qualifications(filter: $filter, orderBy: $orderBy, first: $first, skip: $skip) {
    total
    rows {
      ...QualificationRow
    }
  }
}
    fragment QualificationRow on Qualification {
  id
  certificate
  contractor {
    id
    name
  }
  grade
  issued
  expires
  status
  version
}`) as unknown as TypedDocumentString<QualificationsQuery, QualificationsQueryVariables>;
export const QualificationDocument = new TypedDocumentString(`
    query Qualification($id: ID!) {
  node(id: $id) {
    ... on Qualification {
      ...QualificationRow
    }
  }
}
    fragment QualificationRow on Qualification {
  id
  certificate
  contractor {
    id
    name
  }
  grade
  issued
  expires
  status
  version
}`) as unknown as TypedDocumentString<QualificationQuery, QualificationQueryVariables>;
export const CreateQualificationDocument = new TypedDocumentString(`
    mutation CreateQualification($input: QualificationInput!) {
  createQualification(input: $input) {
    id
    contractor {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CreateQualificationMutation, CreateQualificationMutationVariables>;
export const UpdateQualificationDocument = new TypedDocumentString(`
    mutation UpdateQualification($id: ID!, $version: Int!, $input: QualificationInput!) {
  updateQualification(id: $id, version: $version, input: $input) {
    ...QualificationRow
  }
}
    fragment QualificationRow on Qualification {
  id
  certificate
  contractor {
    id
    name
  }
  grade
  issued
  expires
  status
  version
}`) as unknown as TypedDocumentString<UpdateQualificationMutation, UpdateQualificationMutationVariables>;
export const ContractorStatusDocument = new TypedDocumentString(`
    query ContractorStatus {
  myStatus {
    contractor {
      id
      uscc
      name
    }
    qualifications {
      ...QualificationRow
    }
    rankings {
      ...Ranking
    }
    compounds {
      ...CompoundStatus
    }
    due {
      ...DueItem
    }
  }
}
    fragment QualificationRow on Qualification {
  id
  certificate
  contractor {
    id
    name
  }
  grade
  issued
  expires
  status
  version
}
fragment DueItem on DueItem {
  kind
  title {
    zh
    en
  }
  on
  overdue
  link
}
fragment Ranking on RankingStatus {
  district {
    id
    name
  }
  cycle
  publishedOn
  rank
  rankFrom
  rankTo
  ranked
  band
  score
  scoreFrom
  scoreTo
  grade
  unranked {
    zh
    en
  }
  rated
  managed
  previousCycle
  previousRank
  previousScore
}
fragment CompoundStatus on CompoundStatus {
  compound {
    id
    code
    name
  }
  managed
  carried
  needsImprovement
  cycle
  publishedOn
  face
  class
  score
  scoreFrom
  scoreTo
  reason {
    zh
    en
  }
  dimensions {
    dimension
    name {
      zh
      en
    }
    weight
    applies
    score
    peers
  }
  answers
  answersNeeded
  satisfied
  inspections
  complaints
  overdueComplaints
  unfixedComplaints
  delta
  withinError
  previousClass
  missing {
    goal
    name {
      zh
      en
    }
    target
    ways {
      words {
        zh
        en
      }
      score
    }
    obstacle {
      zh
      en
    }
  }
}`) as unknown as TypedDocumentString<ContractorStatusQuery, ContractorStatusQueryVariables>;
export const CommitteeStatusDocument = new TypedDocumentString(`
    query CommitteeStatus {
  committeeStatus {
    committee {
      id
      name
      termTo
      dues {
        kind
        on
        state
      }
    }
    compounds {
      ...CompoundStatus
    }
    due {
      ...DueItem
    }
  }
}
    fragment DueItem on DueItem {
  kind
  title {
    zh
    en
  }
  on
  overdue
  link
}
fragment CompoundStatus on CompoundStatus {
  compound {
    id
    code
    name
  }
  managed
  carried
  needsImprovement
  cycle
  publishedOn
  face
  class
  score
  scoreFrom
  scoreTo
  reason {
    zh
    en
  }
  dimensions {
    dimension
    name {
      zh
      en
    }
    weight
    applies
    score
    peers
  }
  answers
  answersNeeded
  satisfied
  inspections
  complaints
  overdueComplaints
  unfixedComplaints
  delta
  withinError
  previousClass
  missing {
    goal
    name {
      zh
      en
    }
    target
    ways {
      words {
        zh
        en
      }
      score
    }
    obstacle {
      zh
      en
    }
  }
}`) as unknown as TypedDocumentString<CommitteeStatusQuery, CommitteeStatusQueryVariables>;
export const ZonesDocument = new TypedDocumentString(`
    query Zones($filter: ZoneFilter, $first: Int!, $skip: Int!) {
  zones(filter: $filter, first: $first, skip: $skip) {
    total
    rows {
      ...ZoneRow
    }
  }
}
    fragment ZoneRow on Zone {
  id
  code
  name
  subdistrict {
    id
    name
  }
  compounds {
    id
    name
    code
  }
  households
  committee {
    id
    name
  }
  problems {
    zh
    en
  }
  version
}`) as unknown as TypedDocumentString<ZonesQuery, ZonesQueryVariables>;
export const ZoneDocument = new TypedDocumentString(`
    query Zone($id: ID!) {
  zone(id: $id) {
    ...ZoneRow
  }
}
    fragment ZoneRow on Zone {
  id
  code
  name
  subdistrict {
    id
    name
  }
  compounds {
    id
    name
    code
  }
  households
  committee {
    id
    name
  }
  problems {
    zh
    en
  }
  version
}`) as unknown as TypedDocumentString<ZoneQuery, ZoneQueryVariables>;
export const CreateZoneDocument = new TypedDocumentString(`
    mutation CreateZone($input: ZoneInput!) {
  createZone(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateZoneMutation, CreateZoneMutationVariables>;
export const UpdateZoneDocument = new TypedDocumentString(`
    mutation UpdateZone($id: ID!, $version: Int!, $input: ZoneInput!) {
  updateZone(id: $id, version: $version, input: $input) {
    ...ZoneRow
  }
}
    fragment ZoneRow on Zone {
  id
  code
  name
  subdistrict {
    id
    name
  }
  compounds {
    id
    name
    code
  }
  households
  committee {
    id
    name
  }
  problems {
    zh
    en
  }
  version
}`) as unknown as TypedDocumentString<UpdateZoneMutation, UpdateZoneMutationVariables>;
export const AttachmentsDocument = new TypedDocumentString(`
    query Attachments($parent: ID!) {
  attachments(parent: $parent) {
    id
    name
    mediaType
    size
    thumbnail
    width
    height
    addedBy
    addedAt
  }
}
    `) as unknown as TypedDocumentString<AttachmentsQuery, AttachmentsQueryVariables>;
export const RemoveAttachmentDocument = new TypedDocumentString(`
    mutation RemoveAttachment($id: ID!) {
  removeAttachment(id: $id)
}
    `) as unknown as TypedDocumentString<RemoveAttachmentMutation, RemoveAttachmentMutationVariables>;
export const PickOrganizationsDocument = new TypedDocumentString(`
    query PickOrganizations($search: String, $kind: OrganizationKind) {
  organizations(filter: {search: $search, kind: $kind}, first: 1000) {
    rows {
      id
      code
      name
      kind
      parent
    }
  }
}
    `) as unknown as TypedDocumentString<PickOrganizationsQuery, PickOrganizationsQueryVariables>;
export const PickCompoundsDocument = new TypedDocumentString(`
    query PickCompounds($search: String, $under: ID) {
  compounds(filter: {search: $search, under: $under}, first: 20) {
    rows {
      id
      code
      name
    }
  }
}
    `) as unknown as TypedDocumentString<PickCompoundsQuery, PickCompoundsQueryVariables>;
export const PickContractorsDocument = new TypedDocumentString(`
    query PickContractors($search: String) {
  contractors(filter: {search: $search}, first: 20) {
    rows {
      id
      uscc
      name
    }
  }
}
    `) as unknown as TypedDocumentString<PickContractorsQuery, PickContractorsQueryVariables>;