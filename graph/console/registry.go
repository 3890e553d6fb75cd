package console

import (
	"github.com/99designs/gqlgen/graphql"

	"smileboard/graph/console/model"
	"smileboard/internal/patch"
	"smileboard/internal/registry"
)

// change is what an input asks of a field: left out it stays, null clears.
func change[T any](o graphql.Omittable[*T]) patch.Field[T] {
	switch v, ok := o.ValueOK(); {
	case !ok:
		return patch.Field[T]{}
	case v == nil:
		return patch.Clear[T]()
	default:
		return patch.Set(*v)
	}
}

func compoundChange(in model.CompoundInput) registry.CompoundChange {
	return registry.CompoundChange{
		Subdistrict: change(in.Subdistrict), Code: change(in.Code), Name: change(in.Name), Community: change(in.Community),
		Address: change(in.Address), Kind: change(in.Kind), Households: change(in.Households), Occupied: change(in.Occupied),
		Area: change(in.Area), Form: change(in.Form), Built: change(in.Built), CommitteeUntil: change(in.CommitteeUntil),
	}
}

func zoneChange(in model.ZoneInput) registry.ZoneChange {
	out := registry.ZoneChange{Code: change(in.Code), Name: change(in.Name), Subdistrict: change(in.Subdistrict)}
	if list, ok := in.Compounds.ValueOK(); ok {
		out.Compounds = patch.Set(list)
	}
	return out
}

func contractorChange(in model.ContractorInput) registry.ContractorChange {
	return registry.ContractorChange{
		USCC: change(in.Uscc), Name: change(in.Name), LegalRepresentative: change(in.LegalRepresentative), Phone: change(in.Phone),
		Capital: change(in.Capital), Staff: change(in.Staff), MidTitle: change(in.MidTitle),
	}
}

func engagementChange(in model.EngagementInput) registry.EngagementChange {
	return registry.EngagementChange{
		Compound: change(in.Compound), From: change(in.From), To: change(in.To), Contractor: change(in.Contractor), Mode: change(in.Mode),
		Fee: change(in.Fee), Basis: change(in.Basis),
	}
}

func committeeChange(in model.CommitteeInput) registry.CommitteeChange {
	return registry.CommitteeChange{
		Code: change(in.Code), Name: change(in.Name), Compound: change(in.Compound), Zone: change(in.Zone), Elected: change(in.Elected),
		FirstMet: change(in.FirstMet), Filed: change(in.Filed), FilingNumber: change(in.FilingNumber), TermFrom: change(in.TermFrom),
		TermTo: change(in.TermTo), Status: change(in.Status),
	}
}

func memberInput(in *model.CommitteeMemberInput) registry.MemberInput {
	return registry.MemberInput{Name: in.Name, Duty: in.Duty, Phone: given(in.Phone), Since: given(in.Since), Until: given(in.Until)}
}

func qualificationChange(in model.QualificationInput) registry.QualificationChange {
	return registry.QualificationChange{
		Certificate: change(in.Certificate), Contractor: change(in.Contractor), Grade: change(in.Grade), Issued: change(in.Issued),
		Expires: change(in.Expires), Status: change(in.Status),
	}
}
