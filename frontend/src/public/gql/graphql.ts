// Written by npm run generate from the schema and the .graphql files beside the pages.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A compound's face. */
export type Face =
  /** A smiling face: demonstration or compliant. */
  | 'SMILE'
  /** A crying face: rectification. */
  | 'CRY'
  /** No face: not enough evidence. */
  | 'NONE';

/** A compound's class. */
export type CompoundClass =
  /** 示范: an example to others. */
  | 'DEMONSTRATION'
  /** 达标: meets the standard. */
  | 'COMPLIANT'
  /** 整改: must mend its ways. */
  | 'RECTIFICATION'
  /** 待评: not enough evidence for a class. */
  | 'NOT_RATED';

/** How the board is ordered. Equal places are in order of compound code. */
export type BoardOrder =
  /** Rectification first, then not rated, compliant (worst score first), demonstration. */
  | 'WORST_FIRST'
  /** Highest score first; without a score last. */
  | 'SCORE_DESC'
  /** Lowest score first; without a score last. */
  | 'SCORE_ASC'
  /** By name in pinyin order. */
  | 'NAME'
  /** Greatest fall since the last cycle first; without a change last. */
  | 'FALL'
  /** Greatest rise since the last cycle first; without a change last. */
  | 'RISE';

/** A kind of compound; kinds form the peer groups. */
export type CompoundKind =
  /** 商品房: commercial housing. */
  | 'COMMERCIAL'
  /** 农民安置: resettlement housing. */
  | 'RESETTLEMENT'
  /** 企业宿舍: factory dormitory. */
  | 'FACTORY_DORMITORY'
  /** 旧小区: old compound. */
  | 'OLD'
  /** 非住宅: industrial parks, markets, offices. */
  | 'NON_RESIDENTIAL';

/** How a compound is managed. */
export type ManagementMode =
  /** 专业物业: by a contractor. */
  | 'PROFESSIONAL'
  /** 自管: by the owners themselves. */
  | 'SELF_MANAGED'
  /** 社区托管: by the community. */
  | 'TRUSTEESHIP';

/** The seven things a compound is scored on. */
export type Dimension =
  /** 居民满意度 */
  | 'SATISFACTION'
  /** 公共秩序 */
  | 'ORDER'
  /** 环境卫生 */
  | 'SANITATION'
  /** 安全防范 */
  | 'SAFETY'
  /** 绿化养护 */
  | 'GREENING'
  /** 房屋与设施设备 */
  | 'FACILITIES'
  /** 投诉处理 */
  | 'COMPLAINTS';

/** Why no contractor carries a result. */
export type CarrierNote =
  /** 交接期: nobody managed it long enough in the cycle. */
  | 'HANDOVER'
  /** 自管: the owners manage it themselves. */
  | 'SELF_MANAGED'
  /** 社区托管: the community does. */
  | 'TRUSTEESHIP'
  /** Nobody manages it. */
  | 'UNMANAGED';

/** A grade of the legacy qualification (原资质). */
export type QualificationGrade =
  /** 一级 */
  | 'GRADE_1'
  /** 二级 */
  | 'GRADE_2'
  /** 三级 */
  | 'GRADE_3'
  /** 三级(暂定): provisional */
  | 'GRADE_3_PROVISIONAL';

/** Whether a certificate stands. */
export type QualificationStatus =
  /** 有效 */
  | 'VALID'
  /** 注销: given up or expired. */
  | 'CANCELLED'
  /** 吊销: revoked by the authority. */
  | 'REVOKED';

/** Why a contractor is listed without a rank. It doesn't affect tendering. */
export type UnrankedReason =
  /** None of the compounds it carries has a score. */
  | 'NONE_SCORED'
  /** Too few compounds and households with a score. */
  | 'TOO_FEW_COMPOUNDS'
  /** Too small a share of the households it carries has a score. */
  | 'TOO_SMALL_SHARE';

/** A language that the server writes in. */
export type Language =
  /** Chinese as written in mainland China. */
  | 'ZH'
  /** English. */
  | 'EN';

/** How a contractor is chosen. */
export type TenderMethod =
  /** 公开招标 */
  | 'OPEN'
  /** 邀请招标 */
  | 'INVITED'
  /** 协议选聘: by agreement, for small places, with the district's approval. */
  | 'AGREEMENT';

/** How far a tender has come. */
export type TenderStatus =
  /** 公告: open for bids. */
  | 'NOTICE'
  /** 开标: bids opened. */
  | 'OPENED'
  /** 评标: under evaluation. */
  | 'EVALUATION'
  /** 公示: candidates on public notice. */
  | 'CANDIDATES'
  /** 中标: awarded. */
  | 'AWARDED'
  /** 流标: failed, too few bids. */
  | 'FAILED'
  /** 终止: terminated. */
  | 'TERMINATED';

export type BoardQueryVariables = Exact<{
  district: string;
  cycle?: string | null | undefined;
  revision?: number | null | undefined;
  search?: string | null | undefined;
  class?: Array<CompoundClass> | CompoundClass | null | undefined;
  subdistrict?: string | null | undefined;
  order?: BoardOrder;
  language?: Language;
  after?: string | null | undefined;
}>;


export type BoardQuery = (
  { board: { totalCount: number, publication: (
      { meanScore: number | null, counts: { ' $fragmentRefs'?: { 'CountsFragment': CountsFragment } } }
      & { ' $fragmentRefs'?: { 'PublicationFragment': PublicationFragment } }
    ), district: { code: string, name: string, shortName: string, publications: Array<{ ' $fragmentRefs'?: { 'CycleFragment': CycleFragment } }> }, counts: { ' $fragmentRefs'?: { 'CountsFragment': CountsFragment } }, subdistricts: Array<{ subdistrict: { code: string, name: string }, counts: { ' $fragmentRefs'?: { 'CountsFragment': CountsFragment } } }>, edges: Array<{ node: (
        { compound: { code: string } }
        & { ' $fragmentRefs'?: { 'ResultCardFragment': ResultCardFragment } }
      ) }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type CompoundQueryVariables = Exact<{
  code: string;
  cycle?: string | null | undefined;
  revision?: number | null | undefined;
  language?: Language;
}>;


export type CompoundQuery = (
  { compound: { code: string, name: string, community: string | null, address: string | null, kind: CompoundKind, households: number, built: number | null, areaM2: number | null, district: { code: string, name: string, shortName: string, publications: Array<{ ' $fragmentRefs'?: { 'CycleFragment': CycleFragment } }> }, subdistrict: { code: string, name: string }, engagement: { ' $fragmentRefs'?: { 'ManagerFragment': ManagerFragment } } | null, engagements: Array<{ ' $fragmentRefs'?: { 'ManagerFragment': ManagerFragment } }>, result: (
      { dimensions: Array<{ ' $fragmentRefs'?: { 'DimensionBarFragment': DimensionBarFragment } }>, tenures: Array<{ ' $fragmentRefs'?: { 'TenureFragment': TenureFragment } }> }
      & { ' $fragmentRefs'?: { 'VerdictFragment': VerdictFragment;'SurveyFragment': SurveyFragment;'HandlingFragment': HandlingFragment;'ComputationFragment': ComputationFragment } }
    ) | null, history: Array<{ ' $fragmentRefs'?: { 'HistoryPointFragment': HistoryPointFragment } }> } | null }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type ContractorQueryVariables = Exact<{
  uscc: string;
  after?: string | null | undefined;
  language?: Language;
}>;


export type ContractorQuery = (
  { contractor: { uscc: string, name: string, qualifications: Array<{ ' $fragmentRefs'?: { 'CertificateFragment': CertificateFragment } }>, compounds: { edges: Array<{ node: { ' $fragmentRefs'?: { 'ManagedCompoundFragment': ManagedCompoundFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, history: Array<{ ' $fragmentRefs'?: { 'PlaceFragment': PlaceFragment } }> } | null }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type CertificateFragment = { grade: QualificationGrade, certificate: string, issued: string, expires: string | null, status: QualificationStatus } & { ' $fragmentName'?: 'CertificateFragment' };

export type ManagedCompoundFragment = { from: string, fee: number | null, compound: { code: string, name: string, subdistrict: { name: string }, result: { ' $fragmentRefs'?: { 'ResultCardFragment': ResultCardFragment } } | null } } & { ' $fragmentName'?: 'ManagedCompoundFragment' };

export type PlaceFragment = { rank: number | null, rankLow: number | null, rankHigh: number | null, band: number | null, score: number | null, scoreLow: number | null, scoreHigh: number | null, grade: string | null, unrankedReason: UnrankedReason | null, rated: number, managed: number, ratedHouseholds: number, managedHouseholds: number, publication: { cycle: string, revision: number, publishedOn: string, superseded: boolean, withdrawal: { on: string } | null }, district: { code: string, shortName: string }, counts: { ' $fragmentRefs'?: { 'CountsFragment': CountsFragment } } } & { ' $fragmentName'?: 'PlaceFragment' };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = (
  { districts: Array<{ code: string, name: string, publications: Array<(
      { meanScore: number | null, counts: { ' $fragmentRefs'?: { 'CountsFragment': CountsFragment } } }
      & { ' $fragmentRefs'?: { 'CycleFragment': CycleFragment } }
    )> }> }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type RankingQueryVariables = Exact<{
  district: string;
  cycle?: string | null | undefined;
  revision?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RankingQuery = (
  { ranking: { unranked: number, publication: { ' $fragmentRefs'?: { 'PublicationFragment': PublicationFragment } }, district: { code: string, name: string, shortName: string, publications: Array<{ ' $fragmentRefs'?: { 'CycleFragment': CycleFragment } }> }, bands: Array<{ number: number, size: number }>, scale: { low: number, high: number } | null, edges: Array<{ node: { ' $fragmentRefs'?: { 'RankingRowFragment': RankingRowFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type RankingRowFragment = { rank: number | null, rankLow: number | null, rankHigh: number | null, band: number | null, score: number | null, scoreLow: number | null, scoreHigh: number | null, grade: string | null, unrankedReason: UnrankedReason | null, rated: number, managed: number, ratedHouseholds: number, managedHouseholds: number, contractor: { uscc: string, name: string, qualifications: Array<{ grade: QualificationGrade, status: QualificationStatus }> }, counts: { ' $fragmentRefs'?: { 'CountsFragment': CountsFragment } } } & { ' $fragmentName'?: 'RankingRowFragment' };

export type StandardQueryVariables = Exact<{
  version?: string | null | undefined;
  language?: Language;
}>;


export type StandardQuery = (
  { standard: { version: string, effectiveFrom: string, title: string, vetoGrounds: Array<string>, yaml: string, dimensions: Array<{ dimension: Dimension, weight: number }>, parameters: { satisfiedFrom: number, priorHouseholds: number, minimumShown: number, requiredShare: number, requiredCap: number, requiredLargeShare: number, requiredMinimum: number, requiredMaximum: number, rectificationRate: number, rectificationScore: number, rectificationConfidence: number, demonstrationScore: number, demonstrationRate: number, complaintCutoffDays: number, carrierDays: number, rankedCompounds: number, rankedHouseholds: number, rankedShare: number, draws: number, noticeDays: number, gradeBands: Array<{ grade: string, from: number }> } } | null }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type TenderQueryVariables = Exact<{
  number: string;
}>;


export type TenderQuery = (
  { tender: { number: string, title: string, method: TenderMethod, notice: string, deadline: string, opening: string | null, price: number | null, status: TenderStatus, district: { code: string, name: string, shortName: string }, compound: { code: string, name: string, households: number, areaM2: number | null, subdistrict: { name: string } } | null, winner: { uscc: string, name: string } | null } | null }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type TendersQueryVariables = Exact<{
  district: string;
  status?: Array<TenderStatus> | TenderStatus | null | undefined;
  after?: string | null | undefined;
}>;


export type TendersQuery = (
  { tenders: { edges: Array<{ node: { ' $fragmentRefs'?: { 'TenderCardFragment': TenderCardFragment } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
  & { ' $fragmentRefs'?: { 'ShellFragment': ShellFragment } }
);

export type TenderCardFragment = { number: string, title: string, method: TenderMethod, notice: string, deadline: string, status: TenderStatus, price: number | null, winner: { name: string } | null, compound: { code: string, name: string } | null } & { ' $fragmentName'?: 'TenderCardFragment' };

export type ComputationFragment = { score: number | null, adjustedScore: number | null, carrierNote: CarrierNote | null, carrier: { uscc: string, name: string } | null, publication: { evidenceDigest: string, standard: string, cycle: string, revision: number } } & { ' $fragmentName'?: 'ComputationFragment' };

export type DimensionBarFragment = { dimension: Dimension, weight: number, applies: boolean, score: number | null, peerMean: number | null, districtMean: number | null, covered: number, rating: number | null } & { ' $fragmentName'?: 'DimensionBarFragment' };

export type HandlingFragment = { complaints: { counted: number, due: number, onTime: number, closed: number, fixed: number, perThousand: number } } & { ' $fragmentName'?: 'HandlingFragment' };

export type HistoryPointFragment = { class: CompoundClass, needsImprovement: boolean, score: number | null, scoreLow: number | null, scoreHigh: number | null, publication: { cycle: string, revision: number, publishedOn: string } } & { ' $fragmentName'?: 'HistoryPointFragment' };

export type ManagerFragment = { mode: ManagementMode, from: string, to: string | null, fee: number | null, contractor: { uscc: string, name: string } | null } & { ' $fragmentName'?: 'ManagerFragment' };

export type TenureFragment = { mode: ManagementMode, from: string, to: string, contractor: { uscc: string, name: string } | null } & { ' $fragmentName'?: 'TenureFragment' };

export type SurveyFragment = { survey: { answers: number, households: number, required: number, response: number, satisfied: number | null, rate: number | null, low: number | null, high: number | null, shrunken: number | null, ratings: Array<number> | null } } & { ' $fragmentName'?: 'SurveyFragment' };

export type VerdictFragment = { class: CompoundClass, face: Face, needsImprovement: boolean, score: number | null, scoreLow: number | null, scoreHigh: number | null, delta: number | null, deltaWithinError: boolean | null, headline: string, reason: string, surveyDue: boolean, publication: { ' $fragmentRefs'?: { 'PublicationFragment': PublicationFragment } }, vetoes: Array<{ ground: string, authority: string, document: string, established: string }>, missing: Array<{ met: boolean, text: string }>, next: Array<{ met: boolean, text: string }>, lastRated: { cycle: string, publishedOn: string, class: CompoundClass, score: number | null } | null } & { ' $fragmentName'?: 'VerdictFragment' };

export type CountsFragment = { demonstration: number, compliant: number, rectification: number, notRated: number } & { ' $fragmentName'?: 'CountsFragment' };

export type CycleFragment = { cycle: string, revision: number, publishedOn: string, superseded: boolean, withdrawal: { on: string } | null } & { ' $fragmentName'?: 'CycleFragment' };

export type PublicationFragment = { cycle: string, from: string, to: string, revision: number, publishedOn: string, notifiedOn: string, reason: string | null, standard: string, superseded: boolean, withdrawal: { on: string, reason: string } | null } & { ' $fragmentName'?: 'PublicationFragment' };

export type ResultCardFragment = { class: CompoundClass, face: Face, needsImprovement: boolean, score: number | null, delta: number | null, deltaWithinError: boolean | null, headline: string, carrierNote: CarrierNote | null, compound: { code: string, name: string, subdistrict: { name: string } }, carrier: { name: string } | null } & { ' $fragmentName'?: 'ResultCardFragment' };

export type ShellFragment = { districts: Array<{ code: string, name: string, shortName: string }> } & { ' $fragmentName'?: 'ShellFragment' };

export const CertificateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Certificate"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Qualification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"issued"}},{"kind":"Field","name":{"kind":"Name","value":"expires"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]} as unknown as DocumentNode<CertificateFragment, unknown>;
export const ResultCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ResultCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CompoundResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"subdistrict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"face"}},{"kind":"Field","name":{"kind":"Name","value":"needsImprovement"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"deltaWithinError"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"carrier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"carrierNote"}}]}}]} as unknown as DocumentNode<ResultCardFragment, unknown>;
export const ManagedCompoundFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ManagedCompound"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Engagement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"fee"}},{"kind":"Field","name":{"kind":"Name","value":"compound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"subdistrict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ResultCard"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ResultCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CompoundResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"subdistrict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"face"}},{"kind":"Field","name":{"kind":"Name","value":"needsImprovement"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"deltaWithinError"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"carrier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"carrierNote"}}]}}]} as unknown as DocumentNode<ManagedCompoundFragment, unknown>;
export const CountsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Counts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClassCounts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"demonstration"}},{"kind":"Field","name":{"kind":"Name","value":"compliant"}},{"kind":"Field","name":{"kind":"Name","value":"rectification"}},{"kind":"Field","name":{"kind":"Name","value":"notRated"}}]}}]} as unknown as DocumentNode<CountsFragment, unknown>;
export const PlaceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Place"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContractorResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cycle"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"superseded"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"shortName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"rankLow"}},{"kind":"Field","name":{"kind":"Name","value":"rankHigh"}},{"kind":"Field","name":{"kind":"Name","value":"band"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"scoreLow"}},{"kind":"Field","name":{"kind":"Name","value":"scoreHigh"}},{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"unrankedReason"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Counts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rated"}},{"kind":"Field","name":{"kind":"Name","value":"managed"}},{"kind":"Field","name":{"kind":"Name","value":"ratedHouseholds"}},{"kind":"Field","name":{"kind":"Name","value":"managedHouseholds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Counts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClassCounts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"demonstration"}},{"kind":"Field","name":{"kind":"Name","value":"compliant"}},{"kind":"Field","name":{"kind":"Name","value":"rectification"}},{"kind":"Field","name":{"kind":"Name","value":"notRated"}}]}}]} as unknown as DocumentNode<PlaceFragment, unknown>;
export const RankingRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RankingRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContractorResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contractor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uscc"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"qualifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"rankLow"}},{"kind":"Field","name":{"kind":"Name","value":"rankHigh"}},{"kind":"Field","name":{"kind":"Name","value":"band"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"scoreLow"}},{"kind":"Field","name":{"kind":"Name","value":"scoreHigh"}},{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"unrankedReason"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Counts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rated"}},{"kind":"Field","name":{"kind":"Name","value":"managed"}},{"kind":"Field","name":{"kind":"Name","value":"ratedHouseholds"}},{"kind":"Field","name":{"kind":"Name","value":"managedHouseholds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Counts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClassCounts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"demonstration"}},{"kind":"Field","name":{"kind":"Name","value":"compliant"}},{"kind":"Field","name":{"kind":"Name","value":"rectification"}},{"kind":"Field","name":{"kind":"Name","value":"notRated"}}]}}]} as unknown as DocumentNode<RankingRowFragment, unknown>;
export const TenderCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TenderCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tender"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","name":{"kind":"Name","value":"deadline"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"price"}},{"kind":"Field","name":{"kind":"Name","value":"winner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"compound"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<TenderCardFragment, unknown>;
export const ComputationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Computation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CompoundResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"adjustedScore"}},{"kind":"Field","name":{"kind":"Name","value":"carrier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uscc"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"carrierNote"}},{"kind":"Field","name":{"kind":"Name","value":"publication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"evidenceDigest"}},{"kind":"Field","name":{"kind":"Name","value":"standard"}},{"kind":"Field","name":{"kind":"Name","value":"cycle"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]}}]} as unknown as DocumentNode<ComputationFragment, unknown>;
export const DimensionBarFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DimensionBar"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DimensionScore"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}},{"kind":"Field","name":{"kind":"Name","value":"applies"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"peerMean"}},{"kind":"Field","name":{"kind":"Name","value":"districtMean"}},{"kind":"Field","name":{"kind":"Name","value":"covered"}},{"kind":"Field","name":{"kind":"Name","value":"rating"}}]}}]} as unknown as DocumentNode<DimensionBarFragment, unknown>;
export const HandlingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Handling"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CompoundResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complaints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"due"}},{"kind":"Field","name":{"kind":"Name","value":"onTime"}},{"kind":"Field","name":{"kind":"Name","value":"closed"}},{"kind":"Field","name":{"kind":"Name","value":"fixed"}},{"kind":"Field","name":{"kind":"Name","value":"perThousand"}}]}}]}}]} as unknown as DocumentNode<HandlingFragment, unknown>;
export const HistoryPointFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HistoryPoint"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CompoundResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cycle"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"needsImprovement"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"scoreLow"}},{"kind":"Field","name":{"kind":"Name","value":"scoreHigh"}}]}}]} as unknown as DocumentNode<HistoryPointFragment, unknown>;
export const ManagerFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Manager"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Engagement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"fee"}},{"kind":"Field","name":{"kind":"Name","value":"contractor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uscc"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ManagerFragment, unknown>;
export const TenureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Tenure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tenure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"contractor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uscc"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<TenureFragment, unknown>;
export const SurveyFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Survey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CompoundResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"survey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answers"}},{"kind":"Field","name":{"kind":"Name","value":"households"}},{"kind":"Field","name":{"kind":"Name","value":"required"}},{"kind":"Field","name":{"kind":"Name","value":"response"}},{"kind":"Field","name":{"kind":"Name","value":"satisfied"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"shrunken"}},{"kind":"Field","name":{"kind":"Name","value":"ratings"}}]}}]}}]} as unknown as DocumentNode<SurveyFragment, unknown>;
export const PublicationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Publication"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Publication"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cycle"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"notifiedOn"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"standard"}},{"kind":"Field","name":{"kind":"Name","value":"superseded"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<PublicationFragment, unknown>;
export const VerdictFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Verdict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CompoundResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Publication"}}]}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"face"}},{"kind":"Field","name":{"kind":"Name","value":"needsImprovement"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"scoreLow"}},{"kind":"Field","name":{"kind":"Name","value":"scoreHigh"}},{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"deltaWithinError"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"reason"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"vetoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ground"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]},{"kind":"Field","name":{"kind":"Name","value":"authority"}},{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"established"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"met"}},{"kind":"Field","name":{"kind":"Name","value":"text"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"met"}},{"kind":"Field","name":{"kind":"Name","value":"text"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cycle"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"score"}}]}},{"kind":"Field","name":{"kind":"Name","value":"surveyDue"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Publication"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Publication"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cycle"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"notifiedOn"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"standard"}},{"kind":"Field","name":{"kind":"Name","value":"superseded"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<VerdictFragment, unknown>;
export const CycleFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Cycle"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Publication"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cycle"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"publishedOn"}},{"kind":"Field","name":{"kind":"Name","value":"superseded"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}}]}}]}}]} as unknown as DocumentNode<CycleFragment, unknown>;
export const ShellFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Shell"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"districts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"shortName"}}]}}]}}]} as unknown as DocumentNode<ShellFragment, unknown>;
export const BoardDocument = {"__meta__":{"hash":"sha256:eb9613e51a8aad2935fff86cec9c23c6a251fc2b559917e9d4c9e07c417a18e7"}} as unknown as DocumentNode<BoardQuery, BoardQueryVariables>;
export const CompoundDocument = {"__meta__":{"hash":"sha256:03a95574dac035753b315dd972c6b527c5d4465a2d0dd68aaedf260b69c7257d"}} as unknown as DocumentNode<CompoundQuery, CompoundQueryVariables>;
export const ContractorDocument = {"__meta__":{"hash":"sha256:35f4c392304df0ed1ed6a28596a01ab680556ea76f54a03ec0f6ffd57ce189bb"}} as unknown as DocumentNode<ContractorQuery, ContractorQueryVariables>;
export const HomeDocument = {"__meta__":{"hash":"sha256:3e278d3a228ef2d3854e6cd68bcb5ed09be7a75a7d574f923b34785cb89af600"}} as unknown as DocumentNode<HomeQuery, HomeQueryVariables>;
export const RankingDocument = {"__meta__":{"hash":"sha256:458ee49f0425a4cbe89b0390f60e936873509c5bd3974b3a6caf458b8e613221"}} as unknown as DocumentNode<RankingQuery, RankingQueryVariables>;
export const StandardDocument = {"__meta__":{"hash":"sha256:f05e5c8598d3d01cf3b32fea74d7ed8469aff9347046dcf503371218ded6b7f1"}} as unknown as DocumentNode<StandardQuery, StandardQueryVariables>;
export const TenderDocument = {"__meta__":{"hash":"sha256:9b5e50601e4ab38e26cec71824c107bece09c9e29a5e830c17a4971fed5d4cd2"}} as unknown as DocumentNode<TenderQuery, TenderQueryVariables>;
export const TendersDocument = {"__meta__":{"hash":"sha256:ea023d3cdc60b268d814c57b55a3f7bf9e21f6091d342e01b2cc816d0bd1bca3"}} as unknown as DocumentNode<TendersQuery, TendersQueryVariables>;