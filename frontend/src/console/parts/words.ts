// The schema's words in people's words, in the order in which they are offered.
import type {
  BuildingForm,
  CommitteeDuty,
  CompoundKind,
  EngagementBasis,
  ManagementMode,
  OrganizationKind,
  QualificationGrade,
  QualificationStatus,
} from "../gql/graphql";

export const kinds = [
  "COMMERCIAL",
  "RESETTLEMENT",
  "FACTORY_DORMITORY",
  "OLD",
  "NON_RESIDENTIAL",
] as const satisfies CompoundKind[];
export const forms = ["MULTI_STOREY", "HIGH_RISE", "VILLA", "OTHER"] as const satisfies BuildingForm[];
export const modes = ["PROFESSIONAL", "SELF_MANAGED", "TRUSTEESHIP"] as const satisfies ManagementMode[];
export const bases = ["INITIAL", "SELECTED"] as const satisfies EngagementBasis[];
export const grades = ["GRADE_1", "GRADE_2", "GRADE_3", "GRADE_3_PROVISIONAL"] as const satisfies QualificationGrade[];
export const certificates = ["VALID", "CANCELLED", "REVOKED"] as const satisfies QualificationStatus[];
export const duties = ["CHAIR", "DEPUTY", "MEMBER", "ALTERNATE"] as const satisfies CommitteeDuty[];
export const bodies = [
  "CITY",
  "DISTRICT",
  "SUBDISTRICT",
  "COMMUNITY",
  "DEPARTMENT",
  "COMMITTEE",
] as const satisfies OrganizationKind[];
