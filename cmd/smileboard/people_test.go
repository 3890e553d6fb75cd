package main

import (
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"smileboard/internal/store/storetest"
)

// setupToken finds the token of the setup address in what a server logged at its start; "" where there is none.
func (s *serving) setupToken(t *testing.T) string {
	t.Helper()
	for _, line := range s.log {
		var entry struct{ Address string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		if _, token, ok := strings.Cut(entry.Address, "/console/setup#"); ok {
			return token
		}
	}
	return ""
}

// redeem makes the first account with a setup token, and returns what the server said.
func (s *serving) redeem(t *testing.T, token string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{
		"query":     `mutation($t:String!){redeemLink(token:$t,password:"correct horse battery staple",username:"root",name:"管理员"){step me{operations}}}`,
		"variables": map[string]string{"t": token},
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/console/graphql", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}

func TestANewServerPrintsAnAddressThatMakesTheFirstAccountOnce(t *testing.T) {
	storetest.Tally(t, "sqlite")
	db := "sqlite:" + filepath.Join(t.TempDir(), "office.db")
	start := func() *serving { return serve(t, "--db", db, "serve", "--addr", "127.0.0.1:0") }
	s := start()
	first := s.setupToken(t)
	s.stop()
	<-s.code
	s = start()
	token := s.setupToken(t)
	if first == "" || token == "" || first == token {
		t.Fatalf("the addresses of two starts: %q, %q", first, token)
	}
	if said := s.redeem(t, token); !strings.Contains(said, `"DONE"`) || !strings.Contains(said, "Mutation.grantRole") {
		t.Fatalf("%s", said)
	}
	for _, used := range []string{token, first} {
		if said := s.redeem(t, used); !strings.Contains(said, "link.refused") {
			t.Errorf("a second time: %s", said)
		}
	}
	s.stop()
	<-s.code
	s = start()
	if again := s.setupToken(t); again != "" {
		t.Error("a server with an account prints a setup address")
	}
	s.stop()
	<-s.code
}
