package workbook

import "smileboard/internal/assess"

// The words of the columns that allow only some. The first word of each is the one to write; English values are
// accepted too, without being listed.
var (
	organizationKinds = []Word{
		{"city", []string{"市", "地级市"}},
		{"district", []string{"区", "县", "区县", "县级市"}},
		{"subdistrict", []string{"街道", "镇", "乡", "街镇", "镇街", "街道办", "街道办事处"}},
		{"community", []string{"社区", "村", "居委会", "社区居委会"}},
		{"department", []string{"成员单位", "部门", "单位"}},
		{"committee", []string{"业委会", "业主委员会", "物管会"}},
	}
	compoundKinds = []Word{
		{string(assess.Commercial), []string{"商品房", "商品房小区", "商品住宅", "商品住宅小区", "普通商品房"}},
		{string(assess.Resettlement), []string{"农民安置", "农民安置小区", "安置小区", "安置房", "拆迁安置", "拆迁安置小区"}},
		{string(assess.FactoryDormitory), []string{"企业宿舍", "企业宿舍小区", "职工宿舍", "单位宿舍", "厂区宿舍"}},
		{string(assess.OldCompound), []string{"旧小区", "老旧小区", "老小区"}},
		{string(assess.NonResidential), []string{"非住宅", "非住宅项目"}},
	}
	buildingForms = []Word{
		{"multi_storey", []string{"多层", "多层住宅"}},
		{"high_rise", []string{"高层", "小高层", "高层住宅", "超高层"}},
		{"villa", []string{"别墅"}},
		{"other", []string{"其他", "其它", "混合"}},
	}
	grades = []Word{
		{"grade_1", []string{"一级", "壹级", "1级", "一级资质"}},
		{"grade_2", []string{"二级", "贰级", "2级", "二级资质"}},
		{"grade_3", []string{"三级", "叁级", "3级", "三级资质"}},
		{"grade_3_provisional", []string{"三级(暂定)", "三级暂定", "暂定三级", "三级(暂)", "暂定"}},
	}
	qualificationStatuses = []Word{
		{"valid", []string{"有效", "正常", "在用"}},
		{"cancelled", []string{"注销", "已注销"}},
		{"revoked", []string{"吊销", "已吊销", "撤销"}},
	}
	modes = []Word{
		{string(assess.Professional), []string{"专业物业", "专业化物业", "市场化物业", "物业企业", "专业"}},
		{string(assess.SelfManaged), []string{"自管", "业主自管", "自治", "单位自管"}},
		{string(assess.Trusteeship), []string{"社区托管", "托管", "社区代管", "街道托管"}},
	}
	bases = []Word{
		{"initial", []string{"前期", "前期物业", "前期物业服务合同", "前期合同"}},
		{"selected", []string{"选聘", "业主大会选聘", "业主选聘", "续聘", "物业服务合同"}},
	}
	inspectedDimensions = []Word{
		{string(assess.Order), []string{"秩序", "公共秩序", "秩序维护", "公共秩序维护"}},
		{string(assess.Sanitation), []string{"卫生", "环境卫生", "保洁", "清洁卫生"}},
		{string(assess.Safety), []string{"安全", "安全防范", "安防", "消防安全"}},
		{string(assess.Greening), []string{"绿化", "绿化养护"}},
		{string(assess.Facilities), []string{"设施", "设施设备", "设备设施", "房屋与设施设备", "房屋及设施设备"}},
	}
	complaintDimensions = append(append([]Word(nil), inspectedDimensions...),
		Word{string(assess.Satisfaction), []string{"满意度", "服务态度", "居民满意度"}},
		Word{string(assess.Complaints), []string{"投诉处理"}})
	yesNo = []Word{
		{"true", []string{"是", "有", "√", "✓", "y", "yes", "1"}},
		{"false", []string{"否", "不是", "没有", "×", "✗", "n", "no", "0"}},
	}
	responsibleWords = []Word{
		{"true", append([]string{"是", "有责", "属实"}, yesNo[0].Words[1:]...)},
		{"false", append([]string{"否", "无责", "无", "不属实"}, yesNo[1].Words[1:]...)},
	}
	confirmedWords = []Word{
		{"true", append([]string{"是", "满意", "非常满意", "基本满意", "认可"}, yesNo[0].Words[1:]...)},
		{"false", append([]string{"否", "不满意", "非常不满意", "不认可", "有异议"}, yesNo[1].Words[1:]...)},
	}
	outcomes = []Word{
		{"fixed", []string{"已解决", "解决", "已整改"}},
		{"unfixed", []string{"未解决", "没解决", "未整改"}},
		{"invalid", []string{"无效", "无效投诉", "作废"}},
	}
	tenderMethods = []Word{
		{"open", []string{"公开", "公开招标"}},
		{"invited", []string{"邀请", "邀请招标"}},
		{"agreement", []string{"协议", "协议选聘", "协议方式"}},
	}
	tenderStatuses = []Word{
		{"notice", []string{"公告", "公告中", "招标公告", "招标中"}},
		{"opened", []string{"开标", "已开标"}},
		{"evaluation", []string{"评标", "评标中"}},
		{"candidates", []string{"公示", "公示中", "中标候选人公示"}},
		{"awarded", []string{"中标", "已中标", "已定标", "成交"}},
		{"failed", []string{"流标", "已流标", "废标"}},
		{"terminated", []string{"终止", "已终止"}},
	}
)

// ratingWords are ratings of an answer that were written in words.
var ratingWords = map[string]uint8{
	"非常满意": 5, "很满意": 5, "满意": 4, "一般": 3, "基本满意": 3, "不满意": 2, "非常不满意": 1, "很不满意": 1,
}

// emptyWords are what people write where nothing is to be said.
var emptyWords = map[string]bool{
	"": true, "/": true, "//": true, `\`: true, "-": true, "--": true, "---": true, "—": true, "——": true, "–": true, "―": true, "_": true,
	"无": true, "暂无": true, "空": true, "n/a": true, "na": true, "null": true, "none": true, "nil": true, "·": true,
}

// openWords are what people write for an end that is not set.
var openWords = map[string]bool{
	"长期": true, "长期有效": true, "永久": true, "永久有效": true, "无固定期限": true, "无期限": true, "不限": true, "至今": true, "未定": true,
	"不定期": true, "open": true, "∞": true, "今": true, "现在": true,
}

// noCommitteeWords say that there is no owners' committee.
var noCommitteeWords = map[string]bool{"未成立": true, "未组建": true, "无业委会": true, "没有业委会": true, "筹备中": true}

// nothingFoundWords say in the finding's cell that there was none.
var nothingFoundWords = map[string]bool{
	"未发现问题": true, "无问题": true, "没有问题": true, "未发现": true, "正常": true, "合格": true, "良好": true, "符合要求": true,
}

// errorValues are what a spreadsheet shows when a formula fails.
var errorValues = map[string]bool{
	"#ref!": true, "#n/a": true, "#value!": true, "#div/0!": true, "#name?": true, "#num!": true, "#null!": true, "#spill!": true,
	"#calc!": true, "#getting_data": true, "#field!": true, "#blocked!": true, "#unknown!": true, "#connect!": true, "#busy!": true,
}
