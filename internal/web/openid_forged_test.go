package web

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"smileboard/internal/viewer"
)

// forger is an OpenID provider that hands out whatever a test wants.
type forger struct {
	*httptest.Server
	key   *rsa.PrivateKey
	token func() string
}

func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func encodedJSON(v any) string { return encoded(jsonText(v)) }

func newForger(t *testing.T) *forger {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	f := &forger{key: key}
	mux := http.NewServeMux()
	answer := func(path string, body func() any) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(body())
		})
	}
	answer("/.well-known/openid-configuration", func() any {
		return map[string]any{
			"issuer": f.URL, "authorization_endpoint": f.URL + "/auth", "token_endpoint": f.URL + "/token", "jwks_uri": f.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"none", "HS256", "RS256"},
		}
	})
	answer("/keys", func() any { return map[string]any{"keys": []any{publicKey(&key.PublicKey)}} })
	answer("/token", func() any {
		return map[string]any{"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": f.token()}
	})
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

func publicKey(k *rsa.PublicKey) map[string]any {
	return map[string]any{"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig", "n": encoded(k.N.Bytes()), "e": encoded(big.NewInt(int64(k.E)).Bytes())}
}

// signed is a token as RS256 has it.
func signed(t *testing.T, key *rsa.PrivateKey, head, claims map[string]any) string {
	t.Helper()
	text := encodedJSON(head) + "." + encodedJSON(claims)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return text + "." + encoded(signature)
}

// TestForgedTokensOfAProviderAreRefused gives the server tokens that are not what the provider signed for it, now, for this sign-in.
func TestForgedTokensOfAProviderAreRefused(t *testing.T) {
	f := newForger(t)
	o := newOfficeOfProvider(t, f.URL, nil)
	o.hire("officer", viewer.Administrator, "", 0)
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	head := map[string]any{"alg": "RS256", "kid": "1", "typ": "JWT"}
	with := func(m map[string]any, key string, value any) map[string]any {
		m = maps.Clone(m)
		m[key] = value
		return m
	}
	// come goes through a sign-in in which the provider hands out the token that make makes.
	come := func(b *browser, query string, make func(claims map[string]any) string) *reply {
		to, err := url.Parse(b.start(query))
		if err != nil {
			t.Fatal(err)
		}
		asked := to.Query()
		f.token = func() string {
			now := time.Now()
			return make(map[string]any{
				"iss": f.URL, "aud": "smileboard", "sub": "person", "nonce": asked.Get("nonce"), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
			})
		}
		return b.do(http.MethodGet, openIDCallbackPath+"?code=x&state="+url.QueryEscape(asked.Get("state")), "")
	}
	honest := func(claims map[string]any) string { return signed(t, f.key, head, claims) }
	own := o.signedIn("officer")
	wantStatus(t, come(own, "?link=1", honest), http.StatusSeeOther)
	b := o.browser()
	if wantStatus(t, come(b, "", honest), http.StatusSeeOther); b.who() != "officer" {
		t.Fatalf("an honest token signs in %q", b.who())
	}

	hmacOf := func(secret []byte, head, claims map[string]any) string {
		text := encodedJSON(head) + "." + encodedJSON(claims)
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(text))
		return text + "." + encoded(mac.Sum(nil))
	}
	for name, forge := range map[string]func(claims map[string]any) string{
		"no signature": func(c map[string]any) string {
			return encodedJSON(map[string]any{"alg": "none"}) + "." + encodedJSON(c) + "."
		},
		"signed, and said to be unsigned": func(c map[string]any) string {
			return signed(t, f.key, with(head, "alg", "none"), c)
		},
		"a secret that both sides know": func(c map[string]any) string {
			return hmacOf([]byte("a secret of the test's"), map[string]any{"alg": "HS256"}, c)
		},
		"the public key as a secret": func(c map[string]any) string {
			return hmacOf(f.key.N.Bytes(), map[string]any{"alg": "HS256", "kid": "1"}, c)
		},
		"a stranger's key": func(c map[string]any) string { return signed(t, stranger, head, c) },
		"a stranger's key that the token brings along": func(c map[string]any) string {
			return signed(t, stranger, with(with(head, "kid", "2"), "jwk", publicKey(&stranger.PublicKey)), c)
		},
		"a stranger's key at an address": func(c map[string]any) string {
			return signed(t, stranger, with(with(head, "kid", "2"), "jku", "http://127.0.0.1:1/keys"), c)
		},
		"changed after it was signed": func(c map[string]any) string {
			_, rest, _ := strings.Cut(honest(with(c, "sub", "somebody else")), ".")
			_, signature, _ := strings.Cut(rest, ".")
			return encodedJSON(head) + "." + encodedJSON(c) + "." + signature
		},
		"for another client":    func(c map[string]any) string { return honest(with(c, "aud", "another")) },
		"of another provider":   func(c map[string]any) string { return honest(with(c, "iss", "https://other.example")) },
		"past its time":         func(c map[string]any) string { return honest(with(c, "exp", time.Now().Add(-time.Minute).Unix())) },
		"before its time":       func(c map[string]any) string { return honest(with(c, "nbf", time.Now().Add(time.Hour).Unix())) },
		"without a last moment": func(c map[string]any) string { delete(c, "exp"); return honest(c) },
		"of another sign-in":    func(c map[string]any) string { return honest(with(c, "nonce", "replayed")) },
		"of no sign-in":         func(c map[string]any) string { delete(c, "nonce"); return honest(c) },
		"no token":              func(map[string]any) string { return "" },
		"half a token":          func(c map[string]any) string { return honest(c)[:40] },
	} {
		b := o.browser()
		r := come(b, "", forge)
		if r.StatusCode != http.StatusUnprocessableEntity || b.who() != "" {
			t.Errorf("%s: %d, signed in as %q: %s", name, r.StatusCode, b.who(), bodyOf(r))
		}
	}
	// Nor does anybody become an account who is not tied to one, whatever they call themselves.
	for claim, value := range map[string]any{"sub": "another person", "email": "officer@example.cn", "preferred_username": "officer"} {
		b := o.browser()
		r := come(b, "", func(c map[string]any) string { return honest(with(with(c, "sub", "another person"), claim, value)) })
		if r.StatusCode != http.StatusUnauthorized || b.who() != "" {
			t.Errorf("%s: %d, signed in as %q", claim, r.StatusCode, b.who())
		}
	}
}
