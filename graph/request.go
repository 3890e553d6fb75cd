package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"smileboard/internal/fault"
)

// httpError is a request that is no question: the status says why, and the fault says it to people.
type httpError struct {
	status int
	fault  *fault.Error
}

func (e *httpError) Error() string { return e.fault.Error() }

func (e *httpError) Unwrap() error { return e.fault }

func malformed(field, reason string, words fault.Words) error {
	return &httpError{http.StatusBadRequest, fault.Invalid(field, reason, words)}
}

func errTooLong() error {
	return &httpError{http.StatusRequestEntityTooLarge, tooComplex("body", "请求字节数", "bytes in the request", maxBody, splitZh, splitEn)}
}

// decode reads a question from a request. Nothing of a malformed request is ever repeated in the answer.
func decode(w http.ResponseWriter, r *http.Request) (question, error) {
	switch r.Method {
	case http.MethodGet:
		return decodeQuery(r)
	case http.MethodPost:
		return decodeBody(w, r)
	default:
		return question{}, &httpError{http.StatusMethodNotAllowed, fault.Invalid("method", "http.method", fault.Say(
			"请用 GET 或 POST。", "Use GET or POST."))}
	}
}

func decodeQuery(r *http.Request) (question, error) {
	if len(r.URL.RawQuery) > maxBody {
		return question{}, errTooLong()
	}
	values := r.URL.Query()
	var q question
	var err error
	if q.variables, err = object("variables", []byte(values.Get("variables"))); err != nil {
		return q, err
	}
	if _, err = object("extensions", []byte(values.Get("extensions"))); err != nil {
		return q, err
	}
	q.query, q.documentID, q.operation = values.Get("query"), values.Get("documentId"), values.Get("operationName")
	return q, q.complete()
}

func decodeBody(w http.ResponseWriter, r *http.Request) (question, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := strings.ToLower(params["charset"])
	if err != nil || media != "application/json" || (charset != "" && charset != "utf-8") {
		return question{}, &httpError{http.StatusUnsupportedMediaType, fault.Invalid("Content-Type", "http.content_type", fault.Say(
			"请求体应为 application/json（UTF-8）。", "Send the body as application/json in UTF-8."))}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLong := new(http.MaxBytesError); errors.As(err, &tooLong) {
		return question{}, errTooLong()
	}
	if err != nil {
		return question{}, malformed("body", "http.body", fault.Say("没能读完请求体。", "The body could not be read to its end."))
	}
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '[' {
		return question{}, malformed("body", "http.batch", fault.Say("一次请求只能有一个查询。", "A request holds one operation, not a list."))
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return question{}, malformed("body", "http.json", fault.Say("请求体应为一个 JSON 对象。", "The body must be a JSON object."))
	}
	var q question
	for _, f := range []struct {
		name string
		to   *string
	}{{"query", &q.query}, {"documentId", &q.documentID}, {"operationName", &q.operation}} {
		if err := stringField(fields, f.name, f.to); err != nil {
			return q, err
		}
	}
	if q.variables, err = object("variables", fields["variables"]); err != nil {
		return q, err
	}
	if _, err = object("extensions", fields["extensions"]); err != nil {
		return q, err
	}
	return q, q.complete()
}

func (q question) complete() error {
	if q.query == "" && q.documentID == "" {
		return malformed("query", "http.query", fault.Say("缺少 query 或 documentId。", "query or documentId is missing."))
	}
	return nil
}

// stringField reads a string; null and absence are the empty one.
func stringField(fields map[string]json.RawMessage, name string, to *string) error {
	raw, ok := fields[name]
	if !ok || string(raw) == "null" {
		return nil
	}
	if json.Unmarshal(raw, to) != nil {
		return malformed(name, "http.json", fault.Say("%s 应为字符串。", "%s must be a string.", name))
	}
	return nil
}

// object reads a JSON object with its numbers as they are written; null and absence are the empty one.
func object(name string, raw []byte) (map[string]any, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var out map[string]any
	if err := d.Decode(&out); err != nil || d.More() {
		return nil, malformed(name, "http.json", fault.Say("%s 应为一个 JSON 对象。", "%s must be a JSON object.", name))
	}
	return out, nil
}

// Media types of an answer.
const (
	typeJSON    = "application/json"
	typeGraphQL = "application/graphql-response+json"
)

// negotiate picks the answer's media type from the Accept header; "" where neither is acceptable. The older one is for
// callers who accept anything.
func negotiate(header []string) string {
	if len(header) == 0 {
		return typeJSON
	}
	best, bestQ := "", 0.0
	for part := range strings.SplitSeq(strings.Join(header, ","), ",") {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		q := 1.0
		if s, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(s, 64); err != nil {
				continue
			}
		}
		offer := ""
		switch media {
		case typeGraphQL:
			offer = typeGraphQL
		case typeJSON, "application/*", "*/*":
			offer = typeJSON
		}
		if offer != "" && q > bestQ {
			best, bestQ = offer, q
		}
	}
	return best
}

func trimPrefix(documentID string) string { return strings.TrimPrefix(documentID, documentPrefix) }
