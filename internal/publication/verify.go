package publication

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"smileboard/ent"
	"smileboard/ent/compoundresult"
	"smileboard/ent/contractorresult"
	entpublication "smileboard/ent/publication"
	entstandard "smileboard/ent/standard"
	"smileboard/internal/assess"
	"smileboard/internal/standard"
)

// Bundle is what anyone needs to compute a publication again: the evidence totals and the standard.
type Bundle struct {
	Evidence assess.Evidence
	Standard *standard.Standard
}

// LoadBundle reads a publication's bundle.
func LoadBundle(ctx context.Context, c *ent.Client, id int) (*Bundle, error) {
	p, err := c.Publication.Query().Where(entpublication.ID(id)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("publication: %d: %w", id, err)
	}
	raw, err := decompress(p.Evidence)
	if err != nil {
		return nil, err
	}
	var b Bundle
	if err := json.Unmarshal(raw, &b.Evidence); err != nil {
		return nil, fmt.Errorf("publication: evidence: %w", err)
	}
	st, err := c.Standard.Query().Where(entstandard.Version(p.Standard)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("publication: standard: %w", err)
	}
	b.Standard, err = standard.Parse([]byte(st.Yaml))
	return &b, err
}

// Verify computes a publication again from its bundle and names the first published figure that differs; "" if none does.
func Verify(ctx context.Context, c *ent.Client, id int) (string, error) {
	b, err := LoadBundle(ctx, c, id)
	if err != nil {
		return "", err
	}
	r, err := assess.Assess(b.Evidence, b.Standard)
	if err != nil {
		return "", fmt.Errorf("publication: assess again: %w", err)
	}
	p, err := c.Publication.Get(ctx, id)
	if err != nil {
		return "", fmt.Errorf("publication: %d: %w", id, err)
	}
	if p.EvidenceDigest != r.EvidenceDigest {
		return "evidence digest", nil
	}
	if totals, err := assess.Canonical(r.Totals); err != nil || !bytes.Equal(totals, p.Totals) {
		return "district totals", err
	}
	compounds, err := c.CompoundResult.Query().Where(compoundresult.PublicationID(id)).Order(compoundresult.ByCode()).
		Select(compoundresult.FieldID, compoundresult.FieldCode, compoundresult.FieldDetail).All(ctx)
	if err != nil {
		return "", fmt.Errorf("publication: results: %w", err)
	}
	if len(compounds) != len(r.Compounds) {
		return fmt.Sprintf("%d compounds published, %d computed", len(compounds), len(r.Compounds)), nil
	}
	for i := range r.Compounds {
		if want, err := assess.Canonical(&r.Compounds[i]); err != nil || !bytes.Equal(want, compounds[i].Detail) {
			return "compound " + compounds[i].Code, err
		}
	}
	places, err := c.ContractorResult.Query().Where(contractorresult.PublicationID(id)).Order(contractorresult.ByPosition()).All(ctx)
	if err != nil {
		return "", fmt.Errorf("publication: ranking: %w", err)
	}
	if len(places) != len(r.Contractors) {
		return fmt.Sprintf("%d contractors published, %d computed", len(places), len(r.Contractors)), nil
	}
	for i := range r.Contractors {
		if want, err := assess.Canonical(&r.Contractors[i]); err != nil || !bytes.Equal(want, places[i].Detail) {
			return "contractor " + r.Contractors[i].USCC, err
		}
	}
	return "", nil
}
