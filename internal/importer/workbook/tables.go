package workbook

// Table names one of the workbook's tables by its English sheet name.
type Table string

// The tables, in the order of dependency in which they load.
const (
	TableOrganization  Table = "organization"
	TableCompound      Table = "compound"
	TableContractor    Table = "contractor"
	TableQualification Table = "qualification"
	TableEngagement    Table = "engagement"
	TableCycle         Table = "cycle"
	TableAnswer        Table = "answer"
	TableTally         Table = "tally"
	TableInspection    Table = "inspection"
	TableComplaint     Table = "complaint"
	TableTender        Table = "tender"
)

// Column is one column of a table, in its two headers.
type Column struct {
	// Name is the English header, Header the Chinese one.
	Name, Header string
	// Key columns identify the row. Optional ones may be empty or missing.
	Key, Optional bool
	// Reference columns may be given twice, as code and as name: the first that is filled counts.
	Reference bool
	// Companion columns are read where they are there and never written: another way to say what the others say.
	Companion bool
	// Private columns hold what no report shows.
	Private bool
	// Words are the values of a column that allows only some; the first word of each is the one to write.
	Words []Word
	// NoteZh and NoteEn say in the documentation what the header does not.
	NoteZh, NoteEn string
}

// Word is one allowed value, with every way of writing it.
type Word struct {
	Value string
	Words []string
}

// Schema is one table: its sheet's names and its columns in the order in which they are written.
type Schema struct {
	Table Table
	// Sheet is the Chinese name of the sheet.
	Sheet   string
	Columns []Column
}

// column finds a column by its English name.
func (s *Schema) column(name string) *Column {
	for i := range s.Columns {
		if s.Columns[i].Name == name {
			return &s.Columns[i]
		}
	}
	panic("workbook: table " + string(s.Table) + " has no column " + name)
}

// SchemaOf returns a table's schema.
func SchemaOf(t Table) *Schema {
	for i := range Schemas {
		if Schemas[i].Table == t {
			return &Schemas[i]
		}
	}
	panic("workbook: no table " + string(t))
}

// The columns that several tables share.
var (
	compoundKey = Column{Name: "compound", Header: "小区编码", Key: true, Reference: true, NoteZh: "编码或名称", NoteEn: "code or name"}
	compoundRef = Column{Name: "compound", Header: "小区编码", Reference: true, NoteZh: "编码或名称", NoteEn: "code or name"}
	subdistrict = Column{
		Name: "subdistrict", Header: "街道", Optional: true, Reference: true, Companion: true,
		NoteZh: "小区写名称而重名时用来区分", NoteEn: "tells compounds of one name apart",
	}
	cycleRef = Column{Name: "cycle", Header: "周期", NoteZh: "如 2026H1", NoteEn: "such as 2026H1"}
	company  = Column{Name: "uscc", Header: "统一社会信用代码", Reference: true, NoteZh: "代码或企业名称", NoteEn: "code or the company's name"}
	term     = Column{
		Name: "term", Header: "合同起止", Optional: true, Companion: true,
		NoteZh: "两个日期写在一格,代替开始日期和结束日期", NoteEn: "two dates in one cell, in place of from and to",
	}
)

// Schemas are all tables in the order of dependency: the one place that knows sheets and headers. Other ways to write a
// header are in synonyms.go.
var Schemas = []Schema{
	{Table: TableOrganization, Sheet: "组织", Columns: []Column{
		{Name: "code", Header: "代码", Key: true},
		{Name: "name", Header: "名称"},
		{Name: "kind", Header: "类型", Words: organizationKinds},
		{Name: "parent", Header: "上级代码", Reference: true, NoteZh: "代码或名称;市可以不填", NoteEn: "code or name; a city may have none"},
	}},
	{Table: TableCompound, Sheet: "小区", Columns: []Column{
		{Name: "compound", Header: "小区编码", Key: true, Optional: true, NoteZh: "13 位;不填时按名称和街道识别", NoteEn: "13 digits; if empty, name and sub-district identify it"},
		{Name: "name", Header: "名称"},
		{Name: "subdistrict", Header: "街道代码", Reference: true, NoteZh: "代码或名称", NoteEn: "code or name"},
		{Name: "community", Header: "社区", Optional: true},
		{Name: "address", Header: "地址", Optional: true},
		{Name: "kind", Header: "类型", Words: compoundKinds},
		{Name: "households", Header: "户数"},
		{Name: "occupied", Header: "入住户数", Optional: true},
		{Name: "area_m2", Header: "建筑面积(㎡)", Optional: true, NoteZh: "最多两位小数", NoteEn: "at most two decimals"},
		{Name: "form", Header: "建筑形态", Optional: true, Words: buildingForms},
		{Name: "built", Header: "建成年份", Optional: true, NoteZh: "年份或日期", NoteEn: "a year or a date"},
		{Name: "committee_until", Header: "业委会届满", Optional: true, NoteZh: "日期", NoteEn: "a date"},
	}},
	{Table: TableContractor, Sheet: "企业", Columns: []Column{
		{Name: "uscc", Header: "统一社会信用代码", Key: true, NoteZh: "18 位", NoteEn: "18 characters"},
		{Name: "name", Header: "名称"},
		{Name: "legal_representative", Header: "法定代表人", Private: true, Optional: true},
		{Name: "capital_10k", Header: "注册资本(万元)", Optional: true},
		{Name: "staff", Header: "专业人员", Optional: true},
		{Name: "mid_title", Header: "中级以上职称", Optional: true},
		{Name: "phone", Header: "联系电话", Private: true, Optional: true},
	}},
	{Table: TableQualification, Sheet: "资质", Columns: []Column{
		company,
		{Name: "grade", Header: "等级", Words: grades},
		{Name: "certificate", Header: "证书编号", Key: true},
		{Name: "issued", Header: "发证日期"},
		{Name: "expires", Header: "有效期至", Optional: true},
		{Name: "status", Header: "状态", Optional: true, Words: qualificationStatuses, NoteZh: "不填为有效", NoteEn: "valid if empty"},
	}},
	{Table: TableEngagement, Sheet: "合同", Columns: []Column{
		compoundKey,
		{Name: "mode", Header: "服务模式", Optional: true, Words: modes, NoteZh: "不填而有企业时为专业物业", NoteEn: "professional if empty and a company is named"},
		{Name: "uscc", Header: "统一社会信用代码", Reference: true, NoteZh: "代码或企业名称;专业物业必填,其他模式留空", NoteEn: "code or the company's name; for professional only"},
		{Name: "from", Header: "开始日期", Key: true},
		{Name: "to", Header: "结束日期", Optional: true, NoteZh: "长期或空表示未定", NoteEn: "empty or 长期 while open"},
		{Name: "fee", Header: "收费标准(元/㎡·月)", Optional: true},
		{Name: "basis", Header: "合同性质", Optional: true, Words: bases},
		term, subdistrict,
	}},
	{Table: TableCycle, Sheet: "周期", Columns: []Column{
		{Name: "cycle", Header: "周期", Key: true, NoteZh: "如 2026H1", NoteEn: "such as 2026H1"},
		{Name: "district", Header: "区代码", Key: true, Reference: true, NoteZh: "代码或名称", NoteEn: "code or name"},
		{Name: "from", Header: "开始日期"},
		{Name: "to", Header: "结束日期"},
		{Name: "standard", Header: "标准", Optional: true, NoteZh: "不填为首日生效的版本", NoteEn: "the version in force on the first day if empty"},
		term,
	}},
	{Table: TableAnswer, Sheet: "满意度", Columns: []Column{
		cycleRef, compoundRef,
		{Name: "date", Header: "日期", Optional: true},
		{Name: "overall", Header: "总体", NoteZh: "1–5", NoteEn: "1–5"},
		{Name: "order", Header: "秩序", Optional: true, NoteZh: "1–5", NoteEn: "1–5"},
		{Name: "sanitation", Header: "卫生", Optional: true, NoteZh: "1–5", NoteEn: "1–5"},
		{Name: "safety", Header: "安全", Optional: true, NoteZh: "1–5", NoteEn: "1–5"},
		{Name: "greening", Header: "绿化", Optional: true, NoteZh: "1–5", NoteEn: "1–5"},
		{Name: "facilities", Header: "设施", Optional: true, NoteZh: "1–5", NoteEn: "1–5"},
		subdistrict,
	}},
	{Table: TableTally, Sheet: "满意度汇总", Columns: []Column{
		cycleRef, compoundRef,
		{Name: "r5", Header: "非常满意", Optional: true, NoteZh: "份数", NoteEn: "count"},
		{Name: "r4", Header: "满意", NoteZh: "份数", NoteEn: "count"},
		{Name: "r3", Header: "一般", Optional: true, NoteZh: "份数;也可写基本满意", NoteEn: "count; 基本满意 too"},
		{Name: "r2", Header: "不满意", NoteZh: "份数", NoteEn: "count"},
		{Name: "r1", Header: "非常不满意", Optional: true, NoteZh: "份数", NoteEn: "count"},
		subdistrict,
	}},
	{Table: TableInspection, Sheet: "检查", Columns: []Column{
		{Name: "inspection", Header: "检查编号", Key: true, NoteZh: "一次检查有几个问题就写几行,编号相同", NoteEn: "one row a finding, rows of one inspection share it"},
		cycleRef, compoundRef,
		{Name: "date", Header: "检查日期"},
		{Name: "inspector", Header: "检查人", Private: true, Optional: true},
		{Name: "covers", Header: "覆盖维度", Optional: true, Words: inspectedDimensions, NoteZh: "可写多个,用顿号隔开;不填为五项全查", NoteEn: "several, separated; all five if empty"},
		{Name: "not_applicable", Header: "不适用", Optional: true, Words: inspectedDimensions, NoteZh: "可写多个", NoteEn: "several, separated"},
		{Name: "dimension", Header: "维度", Optional: true, Words: inspectedDimensions, NoteZh: "不填表示未发现问题", NoteEn: "empty if nothing was found"},
		{Name: "finding", Header: "问题", Optional: true},
		{Name: "points", Header: "扣分", Optional: true, NoteZh: "不小于 0,最多两位小数", NoteEn: "0 or more, at most two decimals"},
		{Name: "veto", Header: "一票否决", Optional: true, NoteZh: "标准所列的事由", NoteEn: "a ground of the standard"},
		{Name: "authority", Header: "认定机关", Optional: true, NoteZh: "有一票否决时必填", NoteEn: "needed with a veto"},
		{Name: "document", Header: "文书号", Optional: true, NoteZh: "有一票否决时必填", NoteEn: "needed with a veto"},
		{Name: "established", Header: "认定日期", Optional: true, NoteZh: "有一票否决时必填", NoteEn: "needed with a veto"},
		subdistrict,
	}},
	{Table: TableComplaint, Sheet: "投诉", Columns: []Column{
		{Name: "complaint", Header: "编号", Key: true},
		compoundRef,
		{Name: "received", Header: "受理日期"},
		{Name: "dimension", Header: "维度", Optional: true, Words: complaintDimensions},
		{Name: "text", Header: "内容", Private: true, Optional: true, NoteZh: "不公开", NoteEn: "never public"},
		{Name: "responsible", Header: "是否有责", Optional: true, Words: responsibleWords},
		{Name: "repeat_of", Header: "重复于", Optional: true, NoteZh: "所重复的投诉编号", NoteEn: "number of the complaint that it repeats"},
		{Name: "due", Header: "办结期限"},
		{Name: "closed", Header: "办结日期", Optional: true},
		{Name: "outcome", Header: "结果", Optional: true, Words: outcomes},
		{Name: "confirmed", Header: "投诉人确认", Optional: true, Words: confirmedWords, NoteZh: "否表示投诉人有异议", NoteEn: "否: the complainant contests it"},
		{Name: "confirmed_on", Header: "确认日期", Optional: true},
		{
			Name: "on_time", Header: "是否按期", Optional: true, Companion: true, Words: yesNo,
			NoteZh: "没有办结期限列时,按期的以办结日期为期限,逾期的以办结日期的前一日为期限", NoteEn: "stands in for due: the closing day where on time, the day before where late",
		},
		subdistrict,
	}},
	{Table: TableTender, Sheet: "招标", Columns: []Column{
		{Name: "tender", Header: "编号", Key: true},
		{Name: "district", Header: "区代码", Reference: true, NoteZh: "代码或名称", NoteEn: "code or name"},
		{Name: "title", Header: "项目名称"},
		{Name: "compound", Header: "小区编码", Optional: true, Reference: true, NoteZh: "编码或名称", NoteEn: "code or name"},
		{Name: "method", Header: "方式", Words: tenderMethods},
		{Name: "notice", Header: "公告日期"},
		{Name: "deadline", Header: "投标截止"},
		{Name: "opening", Header: "开标日期", Optional: true},
		{Name: "winner", Header: "中标企业", Optional: true, Reference: true, NoteZh: "代码或企业名称", NoteEn: "code or the company's name"},
		{Name: "price", Header: "中标价(元/年)", Optional: true},
		{Name: "status", Header: "状态", Words: tenderStatuses},
		subdistrict,
	}},
}
