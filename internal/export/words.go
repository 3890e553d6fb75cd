package export

import (
	"smileboard/internal/fault"
	"smileboard/internal/registry"
)

// The words of the tables' cells, by the words of the schema. They are those of the district's workbook, where it has the column.
var (
	organizationKinds = map[registry.OrganizationKind]fault.Words{
		"CITY": fault.Say("市", "city"), "DISTRICT": fault.Say("区", "district"), "SUBDISTRICT": fault.Say("街道", "subdistrict"),
		"COMMUNITY": fault.Say("社区", "community"), "DEPARTMENT": fault.Say("成员单位", "department"), "COMMITTEE": fault.Say("业委会", "committee"),
	}
	compoundKinds = map[registry.CompoundKind]fault.Words{
		"COMMERCIAL": fault.Say("商品房", "commercial"), "RESETTLEMENT": fault.Say("农民安置", "resettlement"),
		"FACTORY_DORMITORY": fault.Say("企业宿舍", "factory_dormitory"), "OLD": fault.Say("旧小区", "old"), "NON_RESIDENTIAL": fault.Say("非住宅", "non_residential"),
	}
	buildingForms = map[registry.BuildingForm]fault.Words{
		"MULTI_STOREY": fault.Say("多层", "multi_storey"), "HIGH_RISE": fault.Say("高层", "high_rise"), "VILLA": fault.Say("别墅", "villa"), "OTHER": fault.Say("其他", "other"),
	}
	modes = map[registry.ManagementMode]fault.Words{
		"PROFESSIONAL": fault.Say("专业物业", "professional"), "SELF_MANAGED": fault.Say("自管", "self_managed"), "TRUSTEESHIP": fault.Say("社区托管", "trusteeship"),
	}
	bases = map[registry.EngagementBasis]fault.Words{
		"INITIAL": fault.Say("前期", "initial"), "SELECTED": fault.Say("选聘", "selected"),
	}
	grades = map[registry.QualificationGrade]fault.Words{
		"GRADE_1": fault.Say("一级", "grade_1"), "GRADE_2": fault.Say("二级", "grade_2"), "GRADE_3": fault.Say("三级", "grade_3"),
		"GRADE_3_PROVISIONAL": fault.Say("三级(暂定)", "grade_3_provisional"),
	}
	certificates = map[registry.QualificationStatus]fault.Words{
		"VALID": fault.Say("有效", "valid"), "CANCELLED": fault.Say("注销", "cancelled"), "REVOKED": fault.Say("吊销", "revoked"),
	}
	terms = map[registry.CommitteeStatus]fault.Words{
		"ACTIVE": fault.Say("在任", "in office"), "DISSOLVED": fault.Say("已解散", "dissolved"),
	}
	duties = map[registry.CommitteeDuty]fault.Words{
		"CHAIR": fault.Say("主任", "chair"), "DEPUTY": fault.Say("副主任", "deputy"), "MEMBER": fault.Say("委员", "member"), "ALTERNATE": fault.Say("候补委员", "alternate"),
	}
	dues = map[registry.CommitteeDueKind]fault.Words{
		registry.DueFirstMeeting: fault.Say("首次会议", "first meeting"), registry.DueFiling: fault.Say("备案", "filing"),
		registry.DueReelection: fault.Say("换届筹备", "re-election"), registry.DueTermEnd: fault.Say("任期届满", "end of term"),
	}
	faces = map[registry.Face]fault.Words{
		"SMILE": fault.Say("笑脸", "smile"), "CRY": fault.Say("哭脸", "cry"), "NONE": fault.Say("待评", "none"),
	}
	classes = map[registry.CompoundClass]fault.Words{
		"DEMONSTRATION": fault.Say("示范", "demonstration"), "COMPLIANT": fault.Say("达标", "compliant"),
		"RECTIFICATION": fault.Say("整改", "rectification"), "NOT_RATED": fault.Say("待评", "not rated"),
	}
	roles = map[string]fault.Words{
		"ADMINISTRATOR": fault.Say("系统管理员", "administrator"), "DISTRICT_OFFICER": fault.Say("区物业办", "district officer"),
		"SUBDISTRICT_OFFICER": fault.Say("街道", "sub-district officer"), "COMMUNITY_OFFICER": fault.Say("社区", "community officer"),
		"INSPECTOR": fault.Say("检查员", "inspector"), "OWNERS_COMMITTEE": fault.Say("业委会", "owners' committee"),
		"CONTRACTOR_MANAGER": fault.Say("企业负责人", "contractor manager"), "CONTRACTOR_STAFF": fault.Say("企业员工", "contractor staff"),
		"TENDER_EXPERT": fault.Say("评标专家", "tender expert"), "AUDITOR": fault.Say("审计", "auditor"),
	}
)
