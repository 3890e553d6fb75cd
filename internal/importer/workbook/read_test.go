package workbook

import (
	"reflect"
	"testing"

	"smileboard/internal/assess"
	"smileboard/internal/calendar"
)

var (
	compoundHeader   = row("小区编码", "名称", "街道代码", "社区", "地址", "类型", "户数", "入住户数", "建筑面积(㎡)", "建筑形态", "建成年份", "业委会届满")
	engagementHeader = row("小区编码", "服务模式", "统一社会信用代码", "开始日期", "结束日期", "收费标准(元/㎡·月)", "合同性质")
	answerHeader     = row("周期", "小区编码", "日期", "总体", "秩序", "卫生", "安全", "绿化", "设施")
	inspectionHeader = row("检查编号", "周期", "小区编码", "检查日期", "检查人", "覆盖维度", "不适用", "维度", "问题", "扣分", "一票否决", "认定机关", "文书号", "认定日期")
	complaintHeader  = row("编号", "小区编码", "受理日期", "维度", "内容", "是否有责", "重复于", "办结期限", "办结日期", "结果", "投诉人确认", "确认日期")
	tenderHeader     = row("编号", "区代码", "项目名称", "小区编码", "方式", "公告日期", "投标截止", "开标日期", "中标企业", "中标价(元/年)", "状态")
)

const (
	codeA = "91350100M000100Y43"
	codeB = "91110108551385082Q"
)

func TestACompoundRow(t *testing.T) {
	w := newBook(t).sheet("小区", compoundHeader,
		row("4301040050001", "金岭农民安置小区", "430104005", "金岭社区", "金星路１号", "农民安置", "约600户", 580, "12.3万㎡", "高层", "2015-06-01", 46082),
		row(nil, "甲小区", "望月湖街道", "/", "—", "商品房", 100, "无", nil, nil, nil, "未成立"),
	).read()
	wantIssues(t, w)
	a := w.Compounds[0]
	want := Compound{
		Pos: Pos{"小区", 2}, Code: "4301040050001", Name: "金岭农民安置小区", Subdistrict: "430104005", Community: Of("金岭社区"), Address: Of("金星路1号"),
		Kind: assess.Resettlement, Households: 600, Occupied: Of(580), AreaDM2: Of(int64(12300000)), Form: Of("high_rise"), Built: Of(2015),
		CommitteeUntil: Of(calendar.MustParse("2026-03-01")),
	}
	if a != want {
		t.Errorf("got  %+v\nwant %+v", a, want)
	}
	b := w.Compounds[1]
	if b.Code != "" || b.Subdistrict != "望月湖街道" || b.Community.State != Empty || b.Occupied.State != Empty || b.CommitteeUntil.State != Empty {
		t.Errorf("empty cells: %+v", b)
	}
}

func TestAMissingColumnIsNotAnEmptyCell(t *testing.T) {
	w := newBook(t).sheet("小区", row("户数", "类型", "街道", "小区名称"), row(100, "商品房", "岳麓街道", "甲小区")).read()
	wantIssues(t, w)
	c := w.Compounds[0]
	if c.Name != "甲小区" || c.Subdistrict != "岳麓街道" || c.Address.State != Missing || c.Occupied.State != Missing || c.AreaDM2.Ptr() != nil {
		t.Errorf("%+v", c)
	}
	if got := w.Sheets[0]; got.Rows != 1 || !reflect.DeepEqual(got.Columns, []string{"name", "subdistrict", "kind", "households"}) {
		t.Errorf("sheet %+v", got)
	}
}

func TestHeaderBelowATitleInTwoRowsWithTotals(t *testing.T) {
	b := newBook(t)
	b.sheet("小区-城阳街道",
		row("城阳街道小区台账(2026年)"),
		row("填报单位:城阳街道"),
		row("序号", "名称", "街道", "住户", nil, "物业类型", "面积"),
		row(nil, nil, nil, "总户数", "入住户数", nil, "建筑面积(万㎡)"),
		row(1, "甲小区", "城阳街道", "1,200", 1100, "商品房", 12.3),
		nil,
		row(2, "乙小区", nil, 300, 200, "旧小区", 1),
		row(nil, "小计", nil, 1500, 1300),
		row(3),
		row("合计", nil, nil, 1500, 1300),
		row("注:户数按房产证统计"),
	)
	b.must(b.f.MergeCell("小区-城阳街道", "A1", "G1"))
	b.must(b.f.MergeCell("小区-城阳街道", "A3", "A4"))
	b.must(b.f.MergeCell("小区-城阳街道", "B3", "B4"))
	b.must(b.f.MergeCell("小区-城阳街道", "C3", "C4"))
	b.must(b.f.MergeCell("小区-城阳街道", "D3", "E3"))
	b.must(b.f.MergeCell("小区-城阳街道", "F3", "F4"))
	b.must(b.f.MergeCell("小区-城阳街道", "C5", "C9"))
	w := b.read()
	wantIssues(t, w)
	if len(w.Compounds) != 2 {
		t.Fatalf("%+v", w.Compounds)
	}
	first, second := w.Compounds[0], w.Compounds[1]
	if first.Households != 1200 || first.Occupied.Value != 1100 || first.AreaDM2.Value != 12300000 || first.Row != 5 {
		t.Errorf("first %+v", first)
	}
	if second.Subdistrict != "城阳街道" || second.Kind != assess.OldCompound || second.Row != 7 {
		t.Errorf("second %+v", second)
	}
	if w.Sheets[0].Rows != 2 {
		t.Errorf("rows %d", w.Sheets[0].Rows)
	}
}

func TestEnglishHeaders(t *testing.T) {
	w := newBook(t).sheet("compounds",
		row("Name", "subdistrict", "kind", "households", "area_m2"), row("Jinling", "430104005", "commercial", 12, 3.5)).read()
	wantIssues(t, w)
	if c := w.Compounds[0]; c.Kind != assess.Commercial || c.AreaDM2.Value != 350 {
		t.Errorf("%+v", c)
	}
}

func TestErrorsOfCompounds(t *testing.T) {
	w := newBook(t).sheet("小区", compoundHeader,
		row("4301040050001", "甲", "430104005", nil, nil, "商品房", 100, 120),
		row("123", "乙", "430104005", nil, nil, "公寓", -5),
		row(nil, nil, "430104005", nil, nil, "商品房", 1.5, nil, 1.234, nil, "很久以前"),
		row("4.30E+12", "丙", "430104005", nil, nil, "商品房", "600-700", nil, "3亩"),
		row("4301040050009", "丁", "430104005", nil, nil, "商品房", 10),
		row("4301040050009", "丁", "430104005", nil, nil, "商品房", 10),
		row("4301040050009", "戊", "430104005", nil, nil, "商品房", 10),
		row("4301040050010", "己", "430104005", nil, nil, "商品房", "#N/A"),
	).read()
	wantIssues(t, w,
		"小区 2 入住户数 (H) compound.occupied",
		"小区 3 小区编码 (A) compound.code", "小区 3 类型 (F) word.unknown", "小区 3 户数 (G) number.negative",
		"小区 4 名称 (B) cell.required", "小区 4 户数 (G) number.whole", "小区 4 建筑面积(㎡) (I) number.rounded", "小区 4 建成年份 (K) year.form",
		"小区 5 小区编码 (A) code.number", "小区 5 户数 (G) number.several", "小区 5 建筑面积(㎡) (I) number.unit",
		"小区 7 row.repeated", "小区 8 key.duplicate", "小区 9 户数 (G) cell.error")
	if !w.Failed() || !w.TableFailed(TableCompound) || w.TableFailed(TableCycle) {
		t.Error("the failure is not told")
	}
	if v := w.Issues[2].Value; v != "公寓" && w.Issues[1].Value != "公寓" {
		t.Errorf("value %q", v)
	}
}

func TestContractsAndMergedCompanies(t *testing.T) {
	b := newBook(t).sheet("合同", engagementHeader,
		row("4301040050001", "专业物业", codeA, "2024-01-01", "长期", 2.35, "前期"),
		row("4301040050002", "自管", nil, "2024-01-01", nil, nil, nil),
		row("4301040050003", "专业物业", nil, "2024-01-01", "2023-01-01", "2.355"),
		row("4301040050004", nil, "示例甲物业服务有限公司", "2024-01-01"),
		row("4301040050005", "社区托管", codeB, "2024-01-01"),
		row("4301040050006", "专业物业", nil, "2024-01-01"),
		row("4301040050007", nil, nil, "2024-02-30"),
		row("4301040050008", "专业物业", "91350100M000100Y44", "2024-01-01"),
		row("4301040050009", "专业物业", "91350100M0001", "2024-01-01"),
	)
	b.must(b.f.MergeCell("合同", "C2", "C4"))
	w := b.read()
	wantIssues(t, w,
		"合同 4 结束日期 (E) date.order", "合同 4 收费标准(元/㎡·月) (F) number.decimals",
		"合同 6 统一社会信用代码 (C) engagement.company", "合同 7 统一社会信用代码 (C) cell.required",
		"合同 8 服务模式 (B) cell.required", "合同 8 开始日期 (D) date.impossible",
		"合同 9 统一社会信用代码 (C) uscc.check", "合同 10 统一社会信用代码 (C) uscc.form")
	e := w.Engagements
	if e[0].Company.Value != codeA || e[0].To.State != Empty || e[0].FeeFen.Value != 235 || e[0].Basis.Value != "initial" {
		t.Errorf("%+v", e[0])
	}
	if e[1].Mode.Value != assess.SelfManaged || e[1].Company.State != Empty {
		t.Errorf("a merged company reached a self-managed compound: %+v", e[1])
	}
	if e[2].Mode.Value != assess.Professional || e[2].Company.Value != "示例甲物业服务有限公司" {
		t.Errorf("%+v", e[2])
	}
}

func TestBothDatesOfAContractInOneCell(t *testing.T) {
	w := newBook(t).sheet("合同", row("小区名称", "街道", "物业公司", "合同起止"),
		row("幸福小区", "岳麓街道", "示例甲物业服务有限公司", "2024.1.1-2026.12.31"),
		row("幸福小区", "望月湖街道", "示例甲物业服务有限公司", "2024年1月1日至长期"),
		row("乐小区", "望月湖街道", "示例甲物业服务有限公司", "三年"),
	).read()
	wantIssues(t, w, "合同 4 合同起止 (D) date.form")
	a, b := w.Engagements[0], w.Engagements[1]
	if a.Compound != (CompoundRef{"幸福小区", "岳麓街道"}) || a.From.String() != "2024-01-01" || a.To.Value.String() != "2026-12-31" {
		t.Errorf("%+v", a)
	}
	if b.To.State != Empty || b.Mode.Value != assess.Professional {
		t.Errorf("%+v", b)
	}
}

func TestAnswers(t *testing.T) {
	w := newBook(t).sheet("满意度", answerHeader,
		row("2026H1", "4301040050001", "2026/3/1", 5, 4, 3, 2, 1, nil),
		row("2026年上半年", "4301040050001", nil, "满意", "４", "/", "5分"),
		row("2026h1", "乙小区", 46082, 6),
		row("2026H1", "乙小区", 46082, nil),
		row("2026", "乙小区", 46082, 4.5),
		row("2026H1", "乙小区", 46082, "1"),
	).read()
	wantIssues(t, w, "满意度 4 总体 (D) rating.range", "满意度 5 总体 (D) cell.required", "满意度 6 周期 (A) cycle.form", "满意度 6 总体 (D) rating.range")
	want := []Answer{
		{Day: calendar.MustParse("2026-03-01"), Row: 2, Overall: 5, Dimensions: [5]uint8{4, 3, 2, 1, 0}},
		{Row: 3, Overall: 4, Dimensions: [5]uint8{4, 0, 5, 0, 0}},
		{Day: calendar.MustParse("2026-03-01"), Row: 7, Compound: 1, Overall: 1},
	}
	if !reflect.DeepEqual(w.Answers, want) {
		t.Errorf("%+v", w.Answers)
	}
	if !reflect.DeepEqual(w.CycleRefs, []string{"2026H1"}) || !reflect.DeepEqual(w.CompoundRefs, []CompoundRef{{Text: "4301040050001"}, {Text: "乙小区"}}) {
		t.Errorf("refs %v %v", w.CycleRefs, w.CompoundRefs)
	}
	if w.AnswerPos(w.Answers[2]) != (Pos{"满意度", 7}) {
		t.Error("position")
	}
}

func TestTallies(t *testing.T) {
	w := newBook(t).sheet("满意度汇总", row("周期", "小区编码", "非常满意", "满意", "基本满意", "不满意", "非常不满意"),
		row("2026H1", "4301040050001", 10, 20, 3, 2, 0),
		row("2026H1", "4301040050002", nil, -1, 3, 2, 0),
		row("2026H1", "4301040050001", 11, 20, 3, 2, 0),
	).read()
	wantIssues(t, w, "满意度汇总 3 满意 (D) number.negative", "满意度汇总 4 key.duplicate")
	if x := w.Tallies[0]; x.R5.Value != 10 || x.R4 != 20 || x.R3.Value != 3 || !x.AskedBasically {
		t.Errorf("%+v", x)
	}
}

func TestInspections(t *testing.T) {
	w := newBook(t).sheet("检查", inspectionHeader,
		row("J1", "2026H1", "4301040050001", "2026-03-01", "张某", "秩序、卫生", nil, "卫生", "楼道堆物", 2.5),
		row("J1", nil, nil, nil, nil, nil, nil, "秩序", "乱停车", "1"),
		row("J2", "2026H1", "4301040050002", "2026-03-02", nil, nil, "绿化", nil, "未发现问题", 0),
		row("J3", "2026H1", "4301040050003", "2026-03-02", nil, nil, nil, "安全", "通道堵塞", nil, "消防通道堵塞复查未改", "区消防大队", "〔2026〕1号", "2026-03-05"),
		row("J4", "2026H1", "4301040050003", "2026-03-02", nil, nil, nil, nil, nil, nil, "挪用维修资金", "区住建局"),
		row("J5", "2026H1", "4301040050003", "2026-03-02", nil, nil, nil, nil, "垃圾", 2),
		row("J6", "2026H1", "4301040050003", "2026-03-02", nil, "卫生", nil, "秩序", "乱停车", 2),
		row("J1", "2026H1", "4301040050009", nil, nil, nil, nil, "秩序", "乱停车", -1),
		row("J2", "2026H1", "4301040050009"),
		row("J7", "2026H1", "4301040050003", "2026-03-02", nil, "卫生,气味", nil, nil, nil, nil, "是"),
	).read()
	wantIssues(t, w,
		"检查 6 文书号 (M) veto.document", "检查 6 认定日期 (N) veto.document", "检查 7 维度 (H) finding.dimension", "检查 8 维度 (H) finding.covers",
		"检查 9 扣分 (J) number.negative", "检查 10 小区编码 (C) inspection.differs", "检查 11 覆盖维度 (F) word.unknown", "检查 11 一票否决 (K) veto.ground")
	i := w.Inspections
	if len(i) != 4 || i[1].Date != i[0].Date || i[1].Covers.List()[1] != assess.Sanitation || i[0].PointsCenti != 250 || !i[1].HasFinding() {
		t.Fatalf("%+v", i)
	}
	if i[2].HasFinding() || !i[2].NotApplicable.Has(assess.Greening) || i[2].Covers != 0 {
		t.Errorf("%+v", i[2])
	}
	if i[3].Veto == "" || i[3].Established.String() != "2026-03-05" {
		t.Errorf("%+v", i[3])
	}
}

func TestComplaintsOfA12345Export(t *testing.T) {
	w := newBook(t).sheet("12345工单", row("工单编号", "小区名称", "诉求时间", "诉求内容", "承办单位", "是否有责", "是否按期", "办结时间", "回访满意", "办理结果"),
		row("GD1", "甲小区", "2026-03-01 10:23:45", "电梯坏了", "某街道", "有责", "是", "2026-03-05 09:00", "满意", "已解决"),
		row("GD2", "甲小区", "2026/3/1 8:00", "电梯坏了", "某街道", "无", "否", "2026-03-09", "不满意", "未解决"),
		row("GD3", "甲小区", "2026/3/1", "电梯坏了", "某街道", "/", "否", nil, nil, nil),
	).read()
	wantIssues(t, w, "12345工单 0 是否按期 (G) complaint.due_inferred", "12345工单 4 是否按期 (G) complaint.due")
	a, b := w.Complaints[0], w.Complaints[1]
	if a.Due.String() != "2026-03-05" || !a.Responsible.Value || !a.Confirmed.Value || a.Outcome.Value != "fixed" || a.Received.String() != "2026-03-01" {
		t.Errorf("%+v", a)
	}
	if b.Due.String() != "2026-03-08" || b.Responsible.State != Set || b.Responsible.Value || b.Confirmed.Value || b.Closed.Value.String() != "2026-03-09" {
		t.Errorf("%+v", b)
	}
}

func TestErrorsOfComplaintsHideWhatIsPrivate(t *testing.T) {
	long := make([]rune, 4001)
	for i := range long {
		long[i] = '坏'
	}
	w := newBook(t).sheet("投诉", complaintHeader,
		row("T1", "甲小区", "2026-03-05", "卫生", string(long), "是", nil, "2026-03-01", "2026-03-04", "已解决", "是", "2026-03-06"),
		row("T2", "甲小区", "2026-03-05", nil, "电话13800000000", "也许", "T2", "2026-03-10")).read()
	wantIssues(t, w, "投诉 2 内容 (E) text.long", "投诉 2 办结日期 (I) date.order", "投诉 2 办结期限 (H) date.order",
		"投诉 3 是否有责 (F) word.unknown", "投诉 3 重复于 (G) complaint.repeat")
	if w.Issues[0].Value != "***" {
		t.Errorf("a complaint's text is in the report: %q", w.Issues[0].Value)
	}
}

func TestTenders(t *testing.T) {
	w := newBook(t).sheet("招标", tenderHeader,
		row("Z1", "430104", "甲小区物业服务", "4301040050001", "公开招标", "2026-01-01", "2026-02-01", "2026-02-01", codeA, "1,200,000", "中标"),
		row("Z2", "岳麓区", "乙小区物业服务", nil, "邀请", "2026-01-01", "2026-02-01", "2026-01-31", nil, "120万", "公告"),
		row("Z3", "岳麓区", "乙小区物业服务", nil, "邀请", "2026-03-01", "2026-02-01", nil, nil, nil, "公告"),
	).read()
	wantIssues(t, w, "招标 3 开标日期 (H) tender.opening", "招标 4 投标截止 (G) date.order")
	if x := w.Tenders[0]; x.PriceFen.Value != 120000000 || x.Winner.Value != codeA || x.Method != "open" || x.Status != "awarded" || x.Compound.Value.Text != "4301040050001" {
		t.Errorf("%+v", x)
	}
}

func TestOrganizationsCompaniesQualificationsCycles(t *testing.T) {
	w := newBook(t).
		sheet("周期", row("周期", "区代码", "开始日期", "结束日期"), row("2026H1", 430104, "2026-01-01", "2026-06-30"), row("2026H2", 430104, "2026-12-31", "2026-07-01"), row("2027H1", 430104, "2027-01-01", "长期")).
		sheet("组织", row("代码", "名称", "类型", "上级代码"), row(4301, "长沙市", "市"), row(430104, "岳麓区", "区", 4301), row("430104001", "望月湖街道", "街道", "")).
		sheet("企业", row("统一社会信用代码", "企业名称", "注册资本(万元)", "专业人员", "中级以上职称", "联系电话"),
			row(codeA, "示例甲物业服务有限公司", "500万元", 30, 20, 13800000000), row("示例乙", "示例乙物业服务有限公司", 300, 5, 6)).
		sheet("资质", row("物业服务企业", "资质等级", "证书编号", "发证日期", "有效期至"), row("示例甲物业服务有限公司", "三级（暂定）", "A-1", "2020-01-01", "长期"), row(codeA, "四级", "A-2", "2020-01-01", "2019-01-01")).
		sheet("随笔", row("x")).read()
	wantIssues(t, w,
		"组织 4 上级代码 (D) cell.required", "企业 3 统一社会信用代码 (A) uscc.form", "企业 3 中级以上职称 (E) contractor.staff",
		"资质 3 资质等级 (B) word.unknown", "资质 3 有效期至 (E) date.order", "周期 3 结束日期 (D) date.order", "周期 4 结束日期 (D) date.form")
	if !reflect.DeepEqual(w.Unread, []string{"随笔"}) || w.Sheets[0].Table != TableOrganization || w.Sheets[3].Table != TableCycle {
		t.Errorf("unread %v, sheets %+v", w.Unread, w.Sheets)
	}
	if c := w.Contractors[0]; c.CapitalFen.Value != 500_0000_00 || c.Phone.Value != "13800000000" {
		t.Errorf("%+v", c)
	}
	if q := w.Qualifications[0]; q.Grade != "grade_3_provisional" || q.Expires.State != Empty || q.Status.State != Missing {
		t.Errorf("%+v", q)
	}
	if c := w.Cycles[0]; c.District != "430104" || c.To.String() != "2026-06-30" {
		t.Errorf("%+v", c)
	}
}

func TestColumnsThatAreUnknownDoubledOrMissing(t *testing.T) {
	w := newBook(t).sheet("小区", row("名称", "小区名称", "街道代码", "街道", "物业费合计", "户数", "备注"), row("甲", "乙", nil, "岳麓街道", 1, 5, "x"), row("甲", "乙", nil, "岳麓街道", 1, nil)).read()
	wantIssues(t, w, "小区 1 物业费合计 (E) column.unknown", "小区 1 小区名称 (B) column.double", "小区 1 column.missing", "小区 3 户数 (F) cell.required")
	w = newBook(t).sheet("小区", row("x"), row("y")).sheet("企业").read()
	wantIssues(t, w, "小区 1 header.missing", "企业 0 sheet.empty")
}

func TestIssuesAreBoundedAndCounted(t *testing.T) {
	rows := [][]any{answerHeader}
	for range MaxIssues + 100 {
		rows = append(rows, row("2026H1", "甲小区", nil, 9))
	}
	w := newBook(t).sheet("满意度", rows...).read()
	if len(w.Issues) != MaxIssues || w.More() != 100 || w.Sheets[0].Errors != MaxIssues+100 {
		t.Errorf("%d issues, %d more", len(w.Issues), w.More())
	}
}

func TestFormulasAndHiddenSheets(t *testing.T) {
	b := newBook(t).sheet("小区", compoundHeader, row("4301040050001", "甲", "430104005", nil, nil, "商品房", nil), row("4301040050002", "乙", "430104005", nil, nil, "商品房", 5)).
		sheet("企业", row("统一社会信用代码", "名称"), row(codeA, "示例甲物业服务有限公司"))
	b.must(b.f.SetCellFormula("小区", "G2", "50+50"))
	b.must(b.f.SetSheetVisible("企业", false))
	w := b.read()
	wantIssues(t, w, "企业 0 sheet.hidden", "小区 2 户数 (G) cell.formula")
	if len(w.Contractors) != 0 || len(w.Unread) != 1 {
		t.Errorf("%+v", w)
	}
}

func TestDatesOfThe1904System(t *testing.T) {
	b := newBook(t).sheet("周期", row("周期", "区代码", "开始日期", "结束日期"), row("2026H1", "430104", 44561, 44741))
	yes := true
	b.must(b.f.SetWorkbookProps(&excelizeProps{Date1904: &yes}))
	w := b.read()
	wantIssues(t, w)
	if c := w.Cycles[0]; c.From.String() != "2026-01-01" || c.To.String() != "2026-06-30" {
		t.Errorf("%+v", c)
	}
}
