package assess

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestCanonicalJSONFollowsRFC8785(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no spaces", ` { "a" : [ 1 , true , null ] } `, `{"a":[1,true,null]}`},
		{
			"keys by UTF-16 code units (RFC 8785, 3.2.3)", `{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`,
			"{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\U0001f600\":5,\"\ufb33\":3}",
		},
		{"a prefix before its longer word", `{"ab":1,"a":2,"":3}`, `{"":3,"a":2,"ab":1}`},
		{"the shortest escapes", `"\u0000\b\t\n\f\r\"\\\/\u001f\u007f<>&\u2028"`, "\"\\u0000\\b\\t\\n\\f\\r\\\"\\\\/\\u001f\u007f<>&\u2028\""},
		{"the largest safe integer", `9007199254740991`, `9007199254740991`},
		{"the smallest safe integer", `-9007199254740991`, `-9007199254740991`},
		{"minus zero is zero", `-0`, `0`},
		{"empty things", `{"a":{},"b":[],"c":""}`, `{"a":{},"b":[],"c":""}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Canonical(json.RawMessage(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestCanonicalJSONRefusesWhatWritersCouldDifferOver(t *testing.T) {
	for _, c := range []struct {
		name string
		in   any
	}{
		{"a fraction", json.RawMessage(`1.5`)},
		{"a whole float with a point", json.RawMessage(`1.0`)},
		{"an exponent", json.RawMessage(`1e3`)},
		{"an integer beyond 2^53 − 1", json.RawMessage(`9007199254740992`)},
		{"a huge integer", json.RawMessage(`123456789012345678901234567890`)},
		{"a key given twice", json.RawMessage(`{"a":1,"b":2,"a":1}`)},
		{"what JSON can't write", func() {}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := Canonical(c.in); err == nil {
				t.Errorf("got %s, want an error", got)
			}
		})
	}
}

// Canonical JSON means the same as what it was made of, and is its own canonical form.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{`{"b":1,"a":[true,null,"\u20ac"]}`, `"\ud800"`, `[-0,9007199254740991]`, `{"a":1,"a":2}`, `{"\ud83d\ude00":1,"\ufb33":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		once, err := Canonical(json.RawMessage(raw))
		if err != nil {
			return
		}
		twice, err := Canonical(json.RawMessage(once))
		if err != nil {
			t.Fatalf("%s is not readable again: %v", once, err)
		}
		if !bytes.Equal(once, twice) {
			t.Fatalf("%s becomes %s", once, twice)
		}
		if !json.Valid(once) {
			t.Fatalf("%s is no JSON", once)
		}
	})
}
