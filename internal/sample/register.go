package sample

import (
	"fmt"

	"smileboard/internal/assess"
	"smileboard/internal/importer/workbook"
)

// tables gives all tables in the order in which they depend on each other.
func (d *district) tables() []table {
	return []table{
		{workbook.TableOrganization, d.emitOrganizations},
		{workbook.TableCompound, d.emitCompounds},
		{workbook.TableContractor, d.emitContractors},
		{workbook.TableQualification, d.emitQualifications},
		{workbook.TableEngagement, d.emitEngagements},
		{workbook.TableCycle, d.emitCycles},
		{workbook.TableAnswer, d.emitSurvey},
		{workbook.TableTally, d.emitTallies},
		{workbook.TableInspection, d.emitInspections},
		{workbook.TableComplaint, d.emitComplaints},
		{workbook.TableTender, d.emitTenders},
	}
}

func (d *district) emitOrganizations(e emitter) error {
	kinds := map[string]string{"city": "市", "district": "区", "subdistrict": "街道"}
	for _, v := range d.divisions {
		if err := e(cells{"code": v.code, "name": v.name, "kind": kinds[v.kind], "parent": v.parent}); err != nil {
			return err
		}
	}
	return nil
}

// emitCompounds writes of the real places no more than their names, their kind and invented numbers of households.
func (d *district) emitCompounds(e emitter) error {
	kinds := map[assess.Kind]string{
		assess.Commercial: "商品房", assess.Resettlement: "农民安置", assess.FactoryDormitory: "企业宿舍",
		assess.OldCompound: "旧小区", assess.NonResidential: "非住宅",
	}
	forms := map[string]string{"multi_storey": "多层", "high_rise": "高层", "villa": "别墅", "other": "其他"}
	for _, c := range d.compounds {
		row := cells{
			"compound": c.code, "name": c.name, "subdistrict": c.subdistrict, "kind": kinds[c.kind],
			"households": c.households, "occupied": number(c.occupied), "form": forms[c.form], "built": number(c.built),
		}
		if !c.realPlace() {
			r := rng("compound", c.key())
			row["community"] = "示例社区"
			row["address"] = fmt.Sprintf("示例路 %d 号", between(r, 1, 399))
			row["area_m2"] = c.households * between(r, 62, 128)
			if r.IntN(3) > 0 {
				row["committee_until"] = fmt.Sprintf("%d-%02d-%02d", between(r, 2026, 2030), between(r, 1, 12), between(r, 1, 28))
			}
		}
		if err := e(row); err != nil {
			return err
		}
	}
	return nil
}

// emitContractors leaves out who represents them and how to call them: a name or a number may always be somebody's.
func (d *district) emitContractors(e emitter) error {
	for _, c := range d.contractors {
		if err := e(cells{
			"uscc": c.uscc, "name": c.name, "capital_10k": c.capital,
			"staff": c.staff, "mid_title": c.midTitle,
		}); err != nil {
			return err
		}
	}
	return nil
}

func (d *district) emitQualifications(e emitter) error {
	grades := map[string]string{"grade_1": "一级", "grade_2": "二级", "grade_3": "三级", "grade_3_provisional": "三级(暂定)"}
	statuses := map[string]string{"": "有效", "cancelled": "注销", "revoked": "吊销"}
	for _, c := range d.contractors {
		for i, q := range c.certificates {
			if err := e(cells{
				"uscc": c.uscc, "grade": grades[q.grade],
				"certificate": fmt.Sprintf("示例资质%s-%d", c.letter, i+1), "issued": q.from, "expires": q.to, "status": statuses[q.status],
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *district) emitEngagements(e emitter) error {
	modes := map[assess.Mode]string{assess.Professional: "专业物业", assess.SelfManaged: "自管", assess.Trusteeship: "社区托管"}
	// Fees in fen per square metre and month.
	fees := map[assess.Kind][2]int{
		assess.Commercial: {110, 280}, assess.OldCompound: {25, 70}, assess.Resettlement: {30, 60},
		assess.FactoryDormitory: {25, 50}, assess.NonResidential: {250, 380},
	}
	for _, c := range d.compounds {
		r := rng("fee", c.key())
		for i, k := range c.contracts {
			fee := between(r, fees[c.kind][0], fees[c.kind][1])
			row := cells{"compound": c.code, "mode": modes[k.mode], "from": k.from, "to": k.to, "fee": fmt.Sprintf("%d.%02d", fee/100, fee%100)}
			if k.mode == assess.Professional {
				row["uscc"], row["basis"] = d.contractor(k.letter).uscc, "选聘"
				if i == 0 && c.built >= "2015" {
					row["basis"] = "前期"
				}
			}
			if err := e(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *district) emitCycles(e emitter) error {
	for _, cy := range cycles {
		if err := e(cells{"cycle": cy.Name, "district": d.code, "from": cy.From, "to": cy.To, "standard": pinned}); err != nil {
			return err
		}
	}
	return nil
}
