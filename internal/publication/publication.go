package publication

import (
	"context"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/compoundresult"
	"smileboard/ent/contractor"
	entpublication "smileboard/ent/publication"
	"smileboard/internal/assess"
	"smileboard/internal/assess/words"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/cycle"
	"smileboard/internal/fault"
	"smileboard/internal/standard"
	"smileboard/internal/store"
)

// Draft is an assessment that is not published.
type Draft struct {
	Evidence assess.Evidence
	Standard *standard.Standard
	Results  *assess.Results
}

// Assess assesses a district's cycle on the evidence as it stands now, and writes nothing.
func Assess(ctx context.Context, s *store.Store, district, name string) (*Draft, error) {
	return store.InSnapshot(ctx, s, func(ctx context.Context, tx *ent.Tx) (*Draft, error) {
		cy, err := cycle.Find(ctx, tx.Client(), district, name)
		if err != nil {
			return nil, err
		}
		return draft(ctx, tx.Client(), cy)
	})
}

func draft(ctx context.Context, c *ent.Client, cy *ent.Cycle) (*Draft, error) {
	e, st, err := Gather(ctx, c, cy)
	if err != nil {
		return nil, err
	}
	r, err := assess.Assess(e, st)
	if err != nil {
		return nil, fmt.Errorf("publication: assess %s: %w", cy.Name, err)
	}
	return &Draft{Evidence: e, Standard: st, Results: r}, nil
}

// Publish asks for a cycle to be published, or revised.
type Publish struct {
	District, Cycle string
	// NotifiedOn is the day on which the companies were told of their results.
	NotifiedOn calendar.Date
	// Today is the day of publication.
	Today calendar.Date
	// Now is when it is recorded.
	Now time.Time
	// Revise replaces an earlier publication of the cycle, for Reason.
	Revise bool
	Reason string
}

// CheckPublish reports whether a cycle may be published on a day.
//
// The publication MUST:
//   - come after the cycle's last day and after the day on which its complaints are counted;
//   - come at least the standard's days after the companies were told, since they may state their case first;
//   - be the cycle's first, or a revision with its reason of evidence that was reopened.
//
// revisions is how many publications the cycle has. Returns fault.Invalid with the field, or fault.Conflict.
func CheckPublish(in Publish, cy *ent.Cycle, st *standard.Standard, revisions int) error {
	if in.NotifiedOn.IsZero() {
		return fault.Invalid("notified", "publish.notified", fault.Say(
			"请用 --notified 写明告知企业的日期。公布前要先书面告知企业。", "Say with --notified on which day the companies were told. They must be told in writing first."))
	}
	if cutoff := st.Cutoff(calendar.FromTime(cy.Ends)); !in.Today.After(cutoff) {
		return fault.Conflict("publish.early", fault.Say(
			"周期 %s 的投诉要统计到 %s，之后才能公布。", "The complaints of %s are counted up to %s; it can be published after that day.", cy.Name, cutoff))
	}
	if in.NotifiedOn.After(in.Today) {
		return fault.Invalid("notified", "publish.notified_future", fault.Say(
			"告知日期 %s 在公布日 %s 之后。", "The companies were told on %s, after the day of publication %s.", in.NotifiedOn, in.Today))
	}
	if days := in.NotifiedOn.DaysUntil(in.Today); days < st.Publication.NoticeDays {
		return fault.Conflict("publish.notice", fault.Say(
			"告知企业至今 %d 天，标准要求至少 %d 天。最早可在 %s 公布。",
			"The companies were told %d days ago; the standard asks for at least %d. The earliest day is %s.",
			days, st.Publication.NoticeDays, in.NotifiedOn.AddDays(st.Publication.NoticeDays)))
	}
	switch {
	case in.Revise && in.Reason == "":
		return fault.Invalid("reason", "publish.reason", fault.Say("更正要用 --reason 写明理由，它会公开显示。", "A revision needs --reason; it is shown to the public."))
	case in.Revise && revisions == 0:
		return fault.Conflict("publish.nothing", fault.Say("周期 %s 还没有公布过，不用 --revise。", "The cycle %s was never published; leave --revise out.", cy.Name))
	case !in.Revise && revisions > 0:
		return fault.Conflict("publish.published", fault.Say(
			"周期 %s 已公布，公布的内容不会改变。要更正请用 --revise --reason。", "The cycle %s is published, and a publication never changes. To correct it, use --revise --reason.", cy.Name))
	}
	return nil
}

// Record freezes a cycle's results and closes its evidence, in one transaction.
func Record(ctx context.Context, s *store.Store, in Publish) (*Draft, error) {
	return store.InSnapshotAlone(ctx, s, func(ctx context.Context, tx *ent.Tx) (*Draft, error) {
		cy, err := cycle.Find(ctx, tx.Client(), in.District, in.Cycle)
		if err != nil {
			return nil, err
		}
		if _, err := cycle.LockEvidence(ctx, tx, []int{cy.ID}); err != nil {
			return nil, err
		}
		revisions, err := tx.Publication.Query().Where(entpublication.CycleID(cy.ID)).Count(ctx)
		if err != nil {
			return nil, fmt.Errorf("publication: count: %w", err)
		}
		st, err := standard.Parse([]byte(cy.Edges.Standard.Yaml))
		if err != nil {
			return nil, fmt.Errorf("publication: standard: %w", err)
		}
		if err := CheckPublish(in, cy, st, revisions); err != nil {
			return nil, err
		}
		d, err := draft(ctx, tx.Client(), cy)
		if err != nil {
			return nil, err
		}
		if len(d.Results.Compounds) == 0 {
			return nil, fault.Conflict("publish.empty", fault.Say("%s 还没有登记小区，没有可公布的内容。", "%s has no compounds; there is nothing to publish.", cy.Edges.District.Name))
		}
		if err := write(ctx, tx, cy, in, revisions+1, d); err != nil {
			return nil, err
		}
		if err := cycle.Close(ctx, tx, cy.ID); err != nil {
			return nil, err
		}
		if err := store.Touch(ctx, tx); err != nil {
			return nil, err
		}
		return d, audit.Record(ctx, tx, audit.Entry{
			Action: "publication.publish", Subject: subject(cy, revisions+1),
			After: audit.Fields{
				"notifiedOn": in.NotifiedOn.String(), "publishedOn": in.Today.String(), "reason": in.Reason,
				"evidenceDigest": d.Results.EvidenceDigest, "compounds": len(d.Results.Compounds),
			},
		})
	})
}

// subject is a publication in the record of changes.
func subject(cy *ent.Cycle, revision int) audit.Subject {
	return audit.Subject{
		Type: "Publication", Name: fmt.Sprintf("%s %s/%d", cy.Edges.District.Code, cy.Name, revision), Organization: cy.DistrictID,
	}
}

func write(ctx context.Context, tx *ent.Tx, cy *ent.Cycle, in Publish, revision int, d *Draft) error {
	evidence, err := assess.Canonical(assess.Normalize(d.Evidence))
	if err != nil {
		return fmt.Errorf("publication: evidence: %w", err)
	}
	totals, err := assess.Canonical(d.Results.Totals)
	if err != nil {
		return fmt.Errorf("publication: totals: %w", err)
	}
	p, err := tx.Publication.Create().SetCycleID(cy.ID).SetDistrictID(cy.DistrictID).SetRevision(revision).
		SetPublishedOn(in.Today.Time()).SetNotifiedOn(in.NotifiedOn.Time()).SetReason(in.Reason).
		SetStandard(d.Standard.Version).SetEvidenceDigest(d.Results.EvidenceDigest).SetTotals(totals).
		SetEvidence(compress(evidence)).SetRecordedAt(in.Now.UTC()).Save(ctx)
	if err != nil {
		return fmt.Errorf("publication: record: %w", err)
	}
	codes, err := contractorIDs(ctx, tx)
	if err != nil {
		return err
	}
	if err := writeCompounds(ctx, tx, p, d, codes); err != nil {
		return err
	}
	return writeContractors(ctx, tx, p, d, codes)
}

func contractorIDs(ctx context.Context, tx *ent.Tx) (map[string]int, error) {
	list, err := tx.Contractor.Query().Select(contractor.FieldID, contractor.FieldUscc).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("publication: contractors: %w", err)
	}
	ids := make(map[string]int, len(list))
	for _, c := range list {
		ids[c.Uscc] = c.ID
	}
	return ids, nil
}

// severity orders the classes for a board that shows the worst first.
var severity = map[assess.Class]int{assess.Rectification: 0, assess.NotRated: 1, assess.Compliant: 2, assess.Demonstration: 3}

func writeCompounds(ctx context.Context, tx *ent.Tx, p *ent.Publication, d *Draft, contractors map[string]int) error {
	list, err := tx.Compound.Query().Where(compound.DistrictID(p.DistrictID)).
		Select(compound.FieldID, compound.FieldCode, compound.FieldSubdistrictID).All(ctx)
	if err != nil {
		return fmt.Errorf("publication: compounds: %w", err)
	}
	byCode := make(map[string]*ent.Compound, len(list))
	for _, c := range list {
		byCode[c.Code] = c
	}
	builders := make([]*ent.CompoundResultCreate, len(d.Results.Compounds))
	for i := range d.Results.Compounds {
		r := &d.Results.Compounds[i]
		detail, err := assess.Canonical(r)
		if err != nil {
			return fmt.Errorf("publication: result of %s: %w", r.Code, err)
		}
		at := byCode[r.Code]
		b := tx.CompoundResult.Create().SetPublicationID(p.ID).SetCompoundID(at.ID).SetCode(r.Code).
			SetSubdistrictID(at.SubdistrictID).SetClass(compoundresult.Class(r.Class)).SetFace(compoundresult.Face(r.Face)).
			SetNeedsImprovement(r.NeedsImprovement).SetSeverity(severity[r.Class]).SetNillableScore(r.Score).
			SetHeadlineZh(words.Headline(r, d.Standard, words.Zh)).SetHeadlineEn(words.Headline(r, d.Standard, words.En)).
			SetReasonZh(words.Reason(r, d.Standard, words.Zh)).SetReasonEn(words.Reason(r, d.Standard, words.En)).
			SetDetail(detail)
		if r.Change != nil && r.Change.Delta != nil {
			b.SetDelta(*r.Change.Delta).SetWithinError(r.Change.WithinError)
		}
		if r.Carrier != "" {
			b.SetContractorID(contractors[r.Carrier])
		}
		builders[i] = b
	}
	for part := range store.Chunks(builders) {
		if err := tx.CompoundResult.CreateBulk(part...).Exec(ctx); err != nil {
			return fmt.Errorf("publication: results: %w", err)
		}
	}
	return nil
}

func writeContractors(ctx context.Context, tx *ent.Tx, p *ent.Publication, d *Draft, contractors map[string]int) error {
	builders := make([]*ent.ContractorResultCreate, len(d.Results.Contractors))
	for i, r := range d.Results.Contractors {
		detail, err := assess.Canonical(r)
		if err != nil {
			return fmt.Errorf("publication: place of %s: %w", r.USCC, err)
		}
		builders[i] = tx.ContractorResult.Create().SetPublicationID(p.ID).SetContractorID(contractors[r.USCC]).
			SetPosition(i + 1).SetNillableRank(r.Rank).SetBand(r.Band).SetNillableScore(r.Score).SetDetail(detail)
	}
	for part := range store.Chunks(builders) {
		if err := tx.ContractorResult.CreateBulk(part...).Exec(ctx); err != nil {
			return fmt.Errorf("publication: ranking: %w", err)
		}
	}
	return nil
}

func compress(b []byte) []byte {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // only an option of ours can be wrong
	}
	return enc.EncodeAll(b, nil)
}

func decompress(b []byte) ([]byte, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("publication: evidence: %w", err)
	}
	defer dec.Close()
	out, err := dec.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("publication: evidence: %w", err)
	}
	return out, nil
}
