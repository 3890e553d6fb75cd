package standard

import (
	"encoding/json"

	"github.com/goccy/go-yaml/parser"
)

// schema is the part of JSON Schema (2020-12) that the file needs.
type schema struct {
	Schema               string             `json:"$schema,omitempty"`
	Title                string             `json:"title,omitempty"`
	Type                 string             `json:"type,omitempty"`
	Properties           map[string]*schema `json:"properties,omitempty"`
	Required             []string           `json:"required,omitempty"`
	AdditionalProperties *bool              `json:"additionalProperties,omitempty"`
	Items                *schema            `json:"items,omitempty"`
	MinItems             int                `json:"minItems,omitempty"`
	Enum                 []string           `json:"enum,omitempty"`
	Pattern              string             `json:"pattern,omitempty"`
	Format               string             `json:"format,omitempty"`
	MinLength            int                `json:"minLength,omitempty"`
	MaxLength            int                `json:"maxLength,omitempty"`
	Minimum              json.Number        `json:"minimum,omitempty"`
	Maximum              json.Number        `json:"maximum,omitempty"`
	MultipleOf           json.Number        `json:"multipleOf,omitempty"`
}

// property returns the schema of a key, made at the first asking.
func (s *schema) property(key string, required bool) *schema {
	if s.Properties == nil {
		s.Properties = map[string]*schema{}
	}
	p, ok := s.Properties[key]
	if !ok {
		p = &schema{}
		s.Properties[key] = p
		if required {
			s.Required = append(s.Required, key)
		}
	}
	return p
}

// number describes a number within limits.
func (s *schema) number(l limits) {
	s.Type = "number"
	if l.places == 0 {
		s.Type = "integer"
	}
	s.Minimum, s.Maximum = json.Number(l.min.String()), json.Number(l.max.String())
	if l.places > 0 {
		step := one
		for range l.places {
			step /= 10
		}
		s.MultipleOf = json.Number(step.String())
	}
}

// Schema returns the JSON Schema of a standard's file, made of what the reader asks for, so that the two can't part. It can't
// say everything (that the weights sum to 100): Parse has the last word.
func Schema() ([]byte, error) {
	tree, err := parser.ParseBytes(Default().source, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	root := &schema{Schema: "https://json-schema.org/draft/2020-12/schema", Title: "Smileboard assessment standard"}
	(&reader{}).standard(tree.Docs[0].Body, root)
	out, err := json.MarshalIndent(root, "", "  ")
	return append(out, '\n'), err
}
