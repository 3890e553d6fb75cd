package registry

import (
	"cmp"
	"context"

	"entgo.io/ent/dialect/sql"

	"smileboard/ent"
	"smileboard/ent/contractor"
	"smileboard/ent/qualification"
	"smileboard/internal/pinyin"
)

var qualificationSorting = map[QualificationField]sorting{
	"CERTIFICATE": {column: qualification.FieldCertificate, text: true},
	"ISSUED":      {column: qualification.FieldIssued},
	"EXPIRES":     {column: qualification.FieldExpires, nullable: true},
}

// Qualifications is a page of the certificates that the caller may see, by number where no order is given.
func (s *Service) Qualifications(ctx context.Context, filter *QualificationFilter, order *QualificationOrder, p Page, want Want) (*QualificationPage, error) {
	l, err := s.enter(ctx, "Query.qualifications", want)
	if err != nil {
		return nil, err
	}
	if err := p.check(MaxPage); err != nil {
		return nil, err
	}
	q, err := l.qualificationQuery(filter, order)
	if err != nil {
		return nil, err
	}
	ids, total, err := page(l, q, p, filter != nil)
	if err != nil {
		return nil, wrap("certificates", err)
	}
	rows, err := l.qualifications(ids)
	return &QualificationPage{Rows: rows, Total: total}, err
}

// EachQualification gives every certificate of an export to fn.
func (s *Service) EachQualification(ctx context.Context, filter *QualificationFilter, order *QualificationOrder, fn func(*Qualification) error) error {
	l, err := s.enter(ctx, "Export.qualifications", nil)
	if err != nil {
		return err
	}
	q, err := l.qualificationQuery(filter, order)
	if err != nil {
		return err
	}
	return wrap("export of certificates", each(l, q, l.qualifications, fn))
}

func (l *load) qualificationQuery(filter *QualificationFilter, order *QualificationOrder) (*ent.QualificationQuery, error) {
	f, o := value(filter), QualificationOrder{Field: "CERTIFICATE"}
	if order != nil {
		o = *order
	}
	sort, err := orderOf(qualificationSorting, o.Field, o.Direction, f.Search)
	if err := cmp.Or(err, checkSearch(f.Search)); err != nil {
		return nil, err
	}
	q := l.c.Qualification.Query().Order(sort).Where(func(s *sql.Selector) {
		if contractors := idsNamed(s, contractor.Table, value(f.Search), contractor.FieldUscc); contractors != nil {
			s.Where(sql.Or(
				sql.In(s.C(qualification.FieldContractorID), contractors),
				like("LOWER("+s.C(qualification.FieldCertificate)+")", pinyin.Containing(pinyin.Fold(value(f.Search))))))
		}
	})
	if f.Contractor != nil {
		q.Where(qualification.ContractorID(*f.Contractor))
	}
	if f.Grade != nil {
		q.Where(qualification.GradeEQ(lower[qualification.Grade](*f.Grade)))
	}
	if f.Status != nil {
		q.Where(qualification.StatusEQ(lower[qualification.Status](*f.Status)))
	}
	if f.ExpiresTo != nil {
		q.Where(qualification.ExpiresLTE(f.ExpiresTo.Time()))
	}
	return q, nil
}

// qualifications reads certificates by id, in the order of the ids.
func (l *load) qualifications(ids []int) ([]*Qualification, error) {
	if len(ids) == 0 {
		return []*Qualification{}, nil
	}
	rows, err := l.c.Qualification.Query().Where(qualification.IDIn(ids...)).All(l.ctx)
	if err != nil {
		return nil, wrap("certificates", err)
	}
	found := make([]*Qualification, len(rows))
	for i, q := range rows {
		found[i] = qualificationOf(q)
	}
	out := inOrder(ids, found, func(q *Qualification) int { return q.ID })
	contractors, err := l.contractorRefs(distinct(out, func(q *Qualification) int { return q.contractor }))
	for _, q := range out {
		q.Contractor = contractors[q.contractor]
	}
	return out, err
}
