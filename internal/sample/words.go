package sample

import (
	"strings"

	"smileboard/internal/assess"
)

// dimensionWord is how the workbook writes an inspected dimension.
var dimensionWord = map[assess.Dimension]string{
	assess.Order: "秩序", assess.Sanitation: "卫生", assess.Safety: "安全", assess.Greening: "绿化", assess.Facilities: "设施",
}

func dimensionWords(list []assess.Dimension) string {
	words := make([]string, len(list))
	for i, d := range list {
		words[i] = dimensionWord[d]
	}
	return strings.Join(words, "、")
}

// findings are what inspectors note.
var findings = map[assess.Dimension][]string{
	assess.Order:      {"流动摊点占道", "门面跨门经营", "车辆乱停放", "非机动车堵住通道"},
	assess.Sanitation: {"楼道堆物未清", "垃圾未袋装", "公共区域清扫不及时", "垃圾桶满溢"},
	assess.Safety:     {"夜间巡查记录缺失", "灭火器过期", "门岗无人值守", "监控画面缺失"},
	assess.Greening:   {"绿篱未修剪", "草坪缺株未补", "虫害未处理", "枯枝未清"},
	assess.Facilities: {"路灯不亮", "下水道不畅", "路面破损", "墙面脱落"},
}

// grievances are what residents complain of. No text names a person, a telephone or a flat.
var grievances = map[assess.Dimension][]string{
	assess.Order:      {"小区门口摊点多,进出不便", "外来车辆占用车位"},
	assess.Sanitation: {"楼道几天没有打扫", "垃圾清运不及时,有异味"},
	assess.Safety:     {"单元门禁坏了没人修", "夜间没有看到巡逻"},
	assess.Greening:   {"树枝遮挡窗户,没有修剪", "绿地被踩秃"},
	assess.Facilities: {"楼道灯不亮", "雨后积水排不出去"},
}

// veto is a ground as its authority established it. Authority and document are as invented as the place.
type veto struct{ words, finding, authority, document string }

var vetoes = map[string]veto{
	"fire_exit_blocked": {
		words: "消防通道堵塞,复查仍未清", finding: "消防通道堆物,复查仍未清理", authority: "示例消防救援大队", document: "示例消〔2026〕第 3 号",
	},
	"repair_funds_misused": {
		words: "挪用维修资金", finding: "维修资金支出与用途不符", authority: "示例审计机构", document: "示例审〔2026〕第 7 号",
	},
}
