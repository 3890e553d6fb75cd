package standard

import "testing"

func TestTheDefaultStandardReads(t *testing.T) {
	raw, err := files.ReadFile("standards/2026-01.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	if s.Version != "2026-01" {
		t.Errorf("version %q", s.Version)
	}
}
