package workbook

// Synonyms of headers: table → English column name → other ways to write its header, in order of preference. To accept a
// new header, add it here. Spaces, width, case, line breaks, a star and what stands in brackets do not matter.
var synonyms = map[Table]map[string][]string{
	TableOrganization: {
		"code":   {"组织代码", "机构代码", "编码", "区划代码", "行政区划代码", "组织编码"},
		"name":   {"组织名称", "机构名称", "单位名称"},
		"kind":   {"组织类型", "机构类型", "类别", "级别"},
		"parent": {"上级", "上级编码", "上级名称", "上级组织", "上级单位", "所属上级", "隶属"},
	},
	TableCompound: {
		"compound":        {"小区代码", "编码", "代码", "项目编码", "小区编号"},
		"name":            {"小区名称", "项目名称", "小区", "小区名", "楼盘名称", "小区(项目)名称"},
		"subdistrict":     {"街道", "街道名称", "所属街道", "街镇", "所属街镇", "镇街", "街道(镇)", "街道办事处", "街道编码"},
		"community":       {"所属社区", "社区名称", "社区居委会", "村社区"},
		"address":         {"小区地址", "项目地址", "坐落", "详细地址", "具体地址", "位置"},
		"kind":            {"物业类型", "小区类型", "类别", "小区类别", "项目类型", "小区性质"},
		"households":      {"总户数", "住户数", "住户总数", "规划户数", "总套数"},
		"occupied":        {"入住户", "已入住户数", "实际入住户数", "入住数", "常住户数"},
		"area_m2":         {"建筑面积", "总建筑面积", "总面积", "面积", "area"},
		"form":            {"建筑类型", "房屋形态", "楼型", "建筑形式"},
		"built":           {"交付时间", "交付年份", "建成时间", "建成年代", "竣工时间", "竣工年份", "交付日期", "建成日期"},
		"committee_until": {"业委会届满日期", "业委会届满时间", "业委会任期届满", "业委会到期", "业委会到期时间"},
	},
	TableContractor: {
		"uscc":                 {"信用代码", "社会信用代码", "统一信用代码", "统一代码", "企业代码"},
		"name":                 {"企业名称", "企业", "公司名称", "物业服务企业", "物业公司", "物业企业", "单位名称", "物业服务企业名称", "物业公司名称"},
		"legal_representative": {"法人", "法人代表", "法定代表"},
		"capital_10k":          {"注册资本", "注册资金", "capital"},
		"staff":                {"专业人员数", "专业人数", "专业技术人员", "专业人员人数"},
		"mid_title":            {"中级以上", "中级及以上职称", "中级以上人数", "中级以上职称人数", "其中中级以上职称"},
		"phone":                {"电话", "联系方式", "手机", "手机号", "企业电话"},
	},
	TableQualification: {
		"uscc":        companyHeaders,
		"grade":       {"资质等级", "资质"},
		"certificate": {"证书号", "资质证书编号", "资质证书号", "编号"},
		"issued":      {"发证时间", "颁发日期", "发证日", "颁证日期"},
		"expires":     {"有效期", "有效期限", "有效期止", "到期日期", "到期时间", "截止日期"},
		"status":      {"证书状态", "资质状态"},
	},
	TableEngagement: {
		"compound":    append([]string{"项目名称"}, compoundHeaders...),
		"subdistrict": subdistrictHeaders,
		"mode":        {"管理模式", "模式", "管理方式", "物业服务模式"},
		"uscc":        companyHeaders,
		"from":        {"开始时间", "起始日期", "起始时间", "合同开始日期", "合同起始日期", "合同开始时间", "合同开始", "合同起", "起", "起始"},
		"to":          {"结束时间", "终止日期", "终止时间", "合同结束日期", "合同终止日期", "合同结束时间", "合同到期", "合同到期日期", "到期日期", "到期时间", "合同止", "止", "截止日期"},
		"term":        {"合同期限", "起止日期", "合同起止日期", "合同起止时间", "起止时间", "合同期", "服务期限", "合同有效期"},
		"fee":         {"收费标准", "物业费", "物业费标准", "物业服务费", "物业服务费标准", "物业收费标准"},
		"basis":       {"合同类型", "性质", "合同类别"},
	},
	TableCycle: {
		"cycle":    {"评估周期", "考核周期", "周期名称"},
		"district": districtHeaders,
		"from":     {"开始时间", "起始日期", "首日", "开始"},
		"to":       {"结束时间", "终止日期", "截止日期", "末日", "结束"},
		"term":     {"起止日期", "起止时间", "周期起止", "起止"},
		"standard": {"评估标准", "标准版本", "考核标准"},
	},
	TableAnswer: {
		"cycle":       cycleHeaders,
		"compound":    append([]string{"项目名称"}, compoundHeaders...),
		"subdistrict": subdistrictHeaders,
		"date":        {"调查日期", "填写日期", "答题日期", "提交日期", "提交时间", "填写时间", "答题时间", "调查时间"},
		"overall":     {"总体满意度", "总体评价", "总体满意", "综合评价", "总体打分", "整体满意度", "满意度"},
		"order":       {"公共秩序", "秩序维护", "秩序满意度"},
		"sanitation":  {"环境卫生", "保洁", "卫生满意度"},
		"safety":      {"安全防范", "安防", "安全满意度"},
		"greening":    {"绿化养护", "绿化满意度"},
		"facilities":  {"设施设备", "设备设施", "房屋与设施设备", "设施满意度"},
	},
	TableTally: {
		"cycle":       cycleHeaders,
		"compound":    append([]string{"项目名称"}, compoundHeaders...),
		"subdistrict": subdistrictHeaders,
		"r5":          {"非常满意数", "很满意", "非常满意份数"},
		"r4":          {"满意数", "满意份数", "比较满意"},
		"r3":          {middleAskedBasically, "一般数", "一般份数", "基本满意数", "基本满意份数"},
		"r2":          {"不满意数", "不满意份数"},
		"r1":          {"非常不满意数", "很不满意", "非常不满意份数"},
	},
	TableInspection: {
		"inspection":     {"编号", "检查单号", "检查表编号"},
		"cycle":          cycleHeaders,
		"compound":       append([]string{"项目名称", "受检小区"}, compoundHeaders...),
		"subdistrict":    subdistrictHeaders,
		"date":           {"日期", "检查时间"},
		"inspector":      {"检查人员", "检查员", "检查组"},
		"covers":         {"检查维度", "检查范围", "覆盖范围", "检查内容"},
		"not_applicable": {"不适用维度", "不适用项"},
		"dimension":      {"问题维度", "所属维度", "扣分维度"},
		"finding":        {"存在问题", "问题描述", "检查问题", "发现问题"},
		"points":         {"扣分值", "扣减分", "扣分分值"},
		"veto":           {"否决项", "一票否决事项", "一票否决项", "否决事由"},
		"authority":      {"认定单位", "认定部门"},
		"document":       {"文号", "文书编号", "文书文号"},
		"established":    {"认定时间"},
	},
	TableComplaint: {
		"complaint":    {"工单编号", "工单号", "投诉编号", "诉求编号", "单号"},
		"compound":     append([]string{"项目名称", "涉及小区", "投诉小区", "所涉小区"}, compoundHeaders...),
		"subdistrict":  subdistrictHeaders,
		"received":     {"受理时间", "诉求时间", "诉求日期", "投诉时间", "投诉日期", "来电时间", "登记时间"},
		"dimension":    {"投诉维度", "所属维度"},
		"text":         {"诉求内容", "投诉内容", "工单内容", "诉求描述", "问题描述"},
		"responsible":  {"有责", "责任认定", "有无责任", "是否物业责任"},
		"repeat_of":    {"重复工单", "重复工单编号", "关联工单", "关联工单编号"},
		"due":          {"办理期限", "办理时限", "办结时限", "要求办结时间", "要求办结日期", "截止时间", "截止日期"},
		"closed":       {"办结时间", "完成时间", "结案时间", "结案日期"},
		"outcome":      {"办理结果", "处理结果", "解决情况", "是否解决"},
		"confirmed":    {"回访满意", "回访满意度", "是否满意", "回访结果", "回访是否满意"},
		"confirmed_on": {"回访时间", "回访日期", "确认时间"},
		"on_time":      {"是否按时", "是否按时办结", "是否按期办结", "按期办结"},
	},
	TableTender: {
		"tender":      {"招标编号", "项目编号", "招标项目编号"},
		"district":    districtHeaders,
		"title":       {"招标项目", "招标项目名称", "标题", "名称"},
		"compound":    compoundHeaders,
		"subdistrict": subdistrictHeaders,
		"method":      {"招标方式", "选聘方式"},
		"notice":      {"公告时间", "发布日期", "公告发布日期"},
		"deadline":    {"投标截止时间", "投标截止日期", "截标时间"},
		"opening":     {"开标时间"},
		"winner":      {"中标企业代码", "中标企业统一社会信用代码", "中标单位", "中标人", "中标公司", "中标企业名称"},
		"price":       {"中标价", "中标金额", "成交价"},
		"status":      {"项目状态", "招标状态"},
	},
}

// middleAskedBasically is the header of the middle rating in offices that do not ask 一般.
const middleAskedBasically = "基本满意"

// Headers that mean the same in several tables. Codes stand before names: where a row has both, the code counts.
var (
	compoundHeaders    = []string{"小区代码", "项目编码", "小区编号", "小区名称", "小区", "小区名"}
	subdistrictHeaders = []string{"街道代码", "街道编码", "街道名称", "所属街道", "街镇", "所属街镇", "镇街"}
	companyHeaders     = []string{
		"信用代码", "社会信用代码", "统一信用代码", "企业代码", "企业", "企业名称", "物业服务企业", "物业公司", "物业企业", "公司名称",
		"物业服务企业名称", "物业公司名称",
	}
	districtHeaders = []string{"区县代码", "行政区划代码", "区", "区县", "区名称", "所属区", "所属区县", "辖区", "行政区"}
	cycleHeaders    = []string{"评估周期", "考核周期", "周期名称"}
)

// sheetNames are other names of sheets and CSV files. 表, 信息, 清单 and the like may follow any of them, and so may a
// part after a dash, a bracket, an underscore or a space: 小区-城阳街道 is a sheet of 小区.
var sheetNames = map[Table][]string{
	TableOrganization:  {"组织机构", "机构", "organizations", "organisation", "organisations"},
	TableCompound:      {"小区基本情况", "住宅小区", "项目", "compounds"},
	TableContractor:    {"物业服务企业", "物业企业", "物业公司", "contractors", "company", "companies"},
	TableQualification: {"企业资质", "资质证书", "qualifications"},
	TableEngagement:    {"物业合同", "物业服务合同", "合同备案", "engagements", "contract", "contracts"},
	TableCycle:         {"评估周期", "cycles"},
	TableAnswer:        {"满意度问卷", "满意度调查", "问卷", "answers", "survey", "surveys"},
	TableTally:         {"满意度统计", "问卷汇总", "tallies", "survey tally", "survey_tally", "survey tallies", "survey_tallies"},
	TableInspection:    {"检查问题", "检查记录", "现场检查", "inspections"},
	TableComplaint:     {"投诉工单", "12345", "12345工单", "12345投诉", "工单", "complaints"},
	TableTender:        {"招标项目", "招投标", "招标公告", "tenders"},
}

// sheetSuffixes may follow a sheet's name without changing its meaning.
var sheetSuffixes = []string{"", "表", "信息", "信息表", "清单", "台账", "明细", "明细表", "列表", "一览表", "登记表", "数据", "名单", "情况表"}

// ignoredHeaders are columns that people keep for themselves: not read, and not worth a warning.
var ignoredHeaders = map[string]bool{
	"序号": true, "备注": true, "说明": true, "填表说明": true, "no": true, "no.": true, "#": true, "note": true, "notes": true, "remark": true, "remarks": true,
	// of a 12345 export
	"承办单位": true,
}
