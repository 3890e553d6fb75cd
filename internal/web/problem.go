package web

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"smileboard/internal/attachment"
	"smileboard/internal/fault"
	"smileboard/internal/importjob"
)

// problem is a failure of the wire: what the server says before, or instead of, a question's own answer.
type problem struct {
	status int
	code   fault.Code
	words  fault.Words
}

// The failures, each with what to do about it.
var (
	notFound = problem{http.StatusNotFound, fault.CodeNotFound, fault.Say(
		"这里没有这样的文件或页面。请从首页找起。",
		"There is no such file or page here. Start from the home page.")}
	wrongMethod = problem{http.StatusMethodNotAllowed, fault.CodeInvalid, fault.Say(
		"这个地址不接受这种请求方式。可用的方式见响应头 Allow。",
		"This address does not take this method. The Allow header says which it takes.")}
	longURL = problem{http.StatusRequestURITooLong, fault.CodeInvalid, fault.Say(
		"网址太长了。请缩短查询条件，或改用 POST 提交。",
		"The address is too long. Shorten the query, or send it by POST.")}
	largeBody = problem{http.StatusRequestEntityTooLarge, fault.CodeTooComplex, fault.Say(
		"提交的内容太大了。请缩短后再试。",
		"What was sent is too large. Shorten it and try again.")}
	largeFile     = problem{http.StatusRequestEntityTooLarge, fault.CodeInvalid, attachment.ErrTooLarge.Words}
	largeWorkbook = problem{http.StatusRequestEntityTooLarge, fault.CodeInvalid, importjob.ErrTooLarge.Words}
	foreignOrigin = problem{http.StatusForbidden, fault.CodeForbidden, fault.Say(
		"来自其他网站的提交被拒绝了。请在本站页面上操作。",
		"A submission from another site was refused. Use this site's own pages.")}
	metricsClosed = problem{http.StatusForbidden, fault.CodeForbidden, fault.Say(
		"运行指标只对服务器本机和运维人员允许的地址开放。",
		"The figures are open only to the server itself and to addresses that its operator allows.")}
	tooMany = problem{http.StatusTooManyRequests, fault.CodeRateLimited, fault.Say(
		"请求太频繁了，请稍等几秒再试。",
		"Too many requests. Wait a few seconds and try again.")}
	tooSlow = problem{http.StatusServiceUnavailable, fault.CodeInternal, fault.Say(
		"这个问题没能及时算完，请稍后再试。",
		"This could not be computed in time. Try again later.")}
	broken = problem{http.StatusInternalServerError, fault.CodeInternal, fault.Say(
		"服务器出错了。请稍后再试；如果一直这样，请把请求编号告诉管理员。",
		"The server failed. Try again later; if it goes on, tell the operator the request number.")}
	unready = problem{http.StatusServiceUnavailable, fault.CodeInternal, fault.Say(
		"服务暂不可用：数据库没有应答，或需要升级。详情见服务日志。",
		"Not ready: the database does not answer or needs an upgrade. The server's log says more.")}
	stopping = problem{http.StatusServiceUnavailable, fault.CodeInternal, fault.Say(
		"服务正在停止，不再接受新的请求。",
		"The server is stopping and takes no new requests.")}
)

// fail answers with a problem: JSON where programs ask, a small page where people do.
func (s *Server) fail(w *response, r *http.Request, p problem) {
	h := w.Header()
	for _, name := range []string{"Content-Encoding", "Content-Length", "Etag", "Last-Modified"} {
		h.Del(name)
	}
	h["Cache-Control"] = neverStore
	if p.status == http.StatusTooManyRequests {
		h["Retry-After"] = []string{strconv.Itoa(max(1, int(s.options.RateWindow.Seconds())))}
	}
	s.say(w, r, p, "", "")
}

// refuse answers for what a domain function returned: a fault in its own words, anything else as our own failure.
func (s *Server) refuse(w *response, r *http.Request, err error) {
	if r.Context().Err() != nil {
		panic(http.ErrAbortHandler) // nobody is there to be told
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		s.fail(w, r, w.route.large())
		return
	}
	f, ok := fault.As(err)
	if !ok {
		s.failed(w, r, err)
		return
	}
	if f.Err != nil {
		s.log.LogAttrs(r.Context(), slog.LevelWarn, "refused", slog.String("request_id", w.id), slog.String("route", w.route.name),
			slog.String("reason", f.Reason), slog.Any("error", f.Err))
	}
	w.Header()["Cache-Control"] = neverStore
	s.say(w, r, problem{statusOf(f.Code), f.Code, f.Words}, f.Reason, f.Field)
}

// statusOf is the status of a fault where a file is sent or fetched.
func statusOf(code fault.Code) int {
	switch code {
	case fault.CodeUnauthenticated:
		return http.StatusUnauthorized
	case fault.CodeForbidden:
		return http.StatusForbidden
	case fault.CodeNotFound:
		return http.StatusNotFound
	case fault.CodeInvalid:
		return http.StatusUnprocessableEntity
	case fault.CodeConflict:
		return http.StatusConflict
	case fault.CodeRateLimited:
		return http.StatusTooManyRequests
	case fault.CodeTooComplex:
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusInternalServerError
}

// say writes a problem.
func (s *Server) say(w *response, r *http.Request, p problem, reason, field string) {
	h := w.Header()
	var body []byte
	if w.route == nil || w.route.page {
		h["Content-Type"] = []string{"text/html; charset=utf-8"}
		h["Content-Security-Policy"] = []string{problemPolicy}
		body = problemPage(p, w.id, languageOf(r))
	} else {
		h["Content-Type"] = jsonType
		body = problemJSON(p, reason, field, w.id, languageOf(r))
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(p.status)
	_, _ = w.Write(body)
}

// problemJSON has the shape of a GraphQL answer that failed before it began: errors and no data.
func problemJSON(p problem, reason, field, id string, l lang) []byte {
	type extensions struct {
		Code   fault.Code `json:"code"`
		Reason string     `json:"reason,omitempty"`
		Field  string     `json:"field,omitempty"`
		Zh     string     `json:"zh"`
		En     string     `json:"en"`
		ID     string     `json:"id"`
	}
	type failure struct {
		Message    string     `json:"message"`
		Extensions extensions `json:"extensions"`
	}
	return append(jsonText(map[string][]failure{"errors": {{l.of(p.words), extensions{p.code, reason, field, p.words.Zh, p.words.En, id}}}}), '\n')
}

const problemStyle = `body{font:16px/1.55 "PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;max-width:36rem;margin:15vh auto;padding:0 16px;background:#f7f6f2;color:#17212b}` +
	`a{color:#1f66ad}small{color:#51606e}@media(prefers-color-scheme:dark){body{background:#0f151b;color:#eef2f5}a{color:#6aaef0}small{color:#a3b0bb}}`

var problemPolicy = "default-src 'none'; style-src '" + hashSource(problemStyle) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// hashSource is how a policy names an inline block that it allows.
func hashSource(block string) string {
	sum := sha256.Sum256([]byte(block))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var problemTemplate = template.Must(template.New("problem").Parse(
	`<!doctype html><html lang="{{.Lang}}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>` +
		`<style>` + problemStyle + `</style><h1>{{.Title}}</h1>{{range .Words}}<p lang="{{.Lang}}">{{.Text}}</p>{{end}}<p><a href="/">{{.Home}}</a></p><small>{{.ID}}</small></html>` + "\n"))

// problemPage says the problem in the reader's language first, then in the other.
func problemPage(p problem, id string, l lang) []byte {
	type words struct{ Lang, Text string }
	said := []words{{chinese.tag(), p.words.Zh}, {english.tag(), p.words.En}}
	if l == english {
		said[0], said[1] = said[1], said[0]
	}
	var b strings.Builder
	err := problemTemplate.Execute(&b, map[string]any{
		"Lang": l.tag(), "Words": said, "ID": id,
		"Title": l.of(fault.Say("没能打开", "This did not work")),
		"Home":  l.of(fault.Say("回到首页", "To the home page")),
	})
	if err != nil {
		panic(err) // strings only
	}
	return []byte(b.String())
}
