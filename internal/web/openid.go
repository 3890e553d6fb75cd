package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"smileboard/internal/account"
	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// OpenID is an OpenID provider, at which people who have an account may sign in.
type OpenID struct {
	// Issuer is the provider's address, as it stands in its own description.
	Issuer string
	// ClientID and ClientSecret are what the provider knows this server by.
	ClientID, ClientSecret string
}

const (
	openIDPath         = "/console/oidc"
	openIDCallbackPath = "/console/oidc/callback"
	// openIDCookie holds what a sign-in under way must get back from the provider. It is the browser's own.
	openIDCookie  = "smileboard_oidc"
	openIDLimit   = 10 * time.Minute
	openIDTimeout = 10 * time.Second
	// codeStep tells the sign-in page that only the code of the second factor is missing.
	codeStep = "/console#code"
)

var (
	errOpenIDDown = &fault.Error{Code: fault.CodeInternal, Reason: "openid.down", Words: fault.Say(
		"现在连不上统一身份认证。请稍后再试，或用密码登录。", "The identity provider cannot be reached. Try again later, or sign in with your password.")}
	errOpenID = fault.Invalid("", "openid.refused", fault.Say(
		"统一身份认证没有完成：超时、被取消，或不是从本站开始的。请回到登录页重来。",
		"Signing in at the identity provider did not finish: it took too long, was cancelled, or did not start here. Begin again at the sign-in page."))
	errLinkElsewhere = fault.Forbidden("openid.link", fault.Say("请从“我的”页面关联外部身份。", "Tie an identity from your own page."))
)

// openID speaks to the provider. It is asked what it can do when somebody first signs in, so that a server starts without it.
type openID struct {
	options OpenID
	client  *http.Client

	mu       sync.Mutex
	provider *oidc.Provider
}

func newOpenID(o OpenID) *openID {
	return &openID{options: o, client: &http.Client{Timeout: openIDTimeout}}
}

// find asks the provider for its description, once.
func (p *openID) find(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.provider == nil {
		// The provider's keys are fetched again for as long as the server runs, not only for this request.
		provider, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.options.Issuer)
		if err != nil {
			return nil, errOpenIDDown.Because(err)
		}
		p.provider = provider
	}
	return p.provider, nil
}

func (p *openID) config(provider *oidc.Provider, base string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.options.ClientID, ClientSecret: p.options.ClientSecret, Endpoint: provider.Endpoint(),
		RedirectURL: base + openIDCallbackPath, Scopes: []string{oidc.ScopeOpenID, "email"},
	}
}

// underWay is a sign-in that waits for the provider.
type underWay struct {
	State, Nonce, Verifier string
	// Link says that somebody who is signed in ties an identity to their account.
	Link  bool
	Until int64
}

// serveOpenID sends a browser to the provider: GET /console/oidc to sign in, ?link=1 to tie an identity to one's account.
func (s *Server) serveOpenID(w *response, r *http.Request) {
	ctx, ok := s.caller(w, r)
	if !ok || s.overConsoleLimit(w, r) {
		return
	}
	way := underWay{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Until: s.options.Now().Add(openIDLimit).Unix()}
	if r.URL.Query().Get("link") == "1" {
		v, _ := viewer.From(ctx)
		if _, signedIn := v.Account(); !signedIn || !sameSite(r) {
			s.refuse(w, r, errLinkElsewhere)
			return
		}
		way.Link = true
	}
	provider, err := s.openID.find(ctx)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	raw, err := json.Marshal(way)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	setCookie(w.Header(), openIDCookie, base64.RawURLEncoding.EncodeToString(raw), s.secure(r), openIDLimit)
	to := s.openID.config(provider, s.base(r)).AuthCodeURL(way.State, oidc.Nonce(way.Nonce), oauth2.S256ChallengeOption(way.Verifier))
	w.Header()["Cache-Control"] = neverStore
	http.Redirect(w, r, to, http.StatusSeeOther) //nolint:gosec // to the provider that the operator named
}

// sameSite reports whether a link of this site was followed. A browser that does not say is believed.
func sameSite(r *http.Request) bool {
	from := r.Header.Get("Sec-Fetch-Site")
	return from == "" || from == "same-origin"
}

// serveOpenIDCallback takes a browser back from the provider.
func (s *Server) serveOpenIDCallback(w *response, r *http.Request) {
	secure := s.secure(r)
	raw := cookieValue(r, cookieName(openIDCookie, secure))
	setCookie(w.Header(), openIDCookie, "", secure, 0) // what comes back counts once
	ctx, ok := s.caller(w, r)
	if !ok || s.overConsoleLimit(w, r) {
		return
	}
	who, way, err := s.vouched(ctx, r, raw)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	to := "/console"
	if way.Link {
		err, to = s.options.Accounts.LinkOpenID(ctx, who), "/console/me"
	} else {
		var in account.SignedIn
		if in, err = s.options.Accounts.SignInOpenID(ctx, who); in.Step == account.StepSecondFactor {
			to = codeStep
		}
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header()["Cache-Control"] = neverStore
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// vouched is who the provider says has come back, once everything that was sent along came back unchanged.
func (s *Server) vouched(ctx context.Context, r *http.Request, cookie string) (who account.OpenID, way underWay, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil || json.Unmarshal(raw, &way) != nil || way.State == "" || s.options.Now().Unix() > way.Until {
		return who, way, errOpenID
	}
	q := r.URL.Query()
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(way.State)) != 1 || q.Get("code") == "" {
		return who, way, errOpenID
	}
	provider, err := s.openID.find(ctx)
	if err != nil {
		return who, way, err
	}
	client := oidc.ClientContext(ctx, s.openID.client)
	token, err := s.openID.config(provider, s.base(r)).Exchange(client, q.Get("code"), oauth2.VerifierOption(way.Verifier))
	if err != nil {
		return who, way, errOpenID.Because(err)
	}
	text, ok := token.Extra("id_token").(string)
	if !ok {
		return who, way, errOpenID.Because(fmt.Errorf("web: openid: no id_token"))
	}
	id, err := provider.VerifierContext(client, &oidc.Config{ClientID: s.openID.options.ClientID, Now: s.options.Now}).Verify(client, text)
	if err != nil {
		return who, way, errOpenID.Because(err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(way.Nonce)) != 1 {
		return who, way, errOpenID
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := id.Claims(&claims); err != nil {
		return who, way, errOpenID.Because(err)
	}
	return account.OpenID{Issuer: id.Issuer, Subject: id.Subject, Email: claims.Email, Verified: claims.Verified}, way, nil
}
