package account_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"smileboard/internal/account"
)

// TestTheLimitsAreThoseThatAreWrittenDown holds docs/security.md to the limits that the other tests hold the program to.
func TestTheLimitsAreThoseThatAreWrittenDown(t *testing.T) {
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	for begins, limit := range map[string]int{
		"one account, by strangers": account.MaxPasswordChecks,
		"one address":               account.MaxAddressChecks,
		"one account, from a browser that signed in to it": account.MaxDeviceChecks,
		"the second factor of one account":                 account.MaxCodeChecks,
	} {
		row := regexp.MustCompile(`(?m)^\| ` + begins + `.* \| ([0-9]+) \|$`).FindStringSubmatch(string(text))
		if row == nil || row[1] != fmt.Sprint(limit) {
			t.Errorf("%s: the limit is %d, written down is %v", begins, limit, row)
		}
	}
	for _, says := range []string{
		fmt.Sprintf("%d to %d characters", account.MinPassword, account.MaxPassword),
		fmt.Sprintf("%.0f hours unused, %.0f hours in any case", account.DefaultIdleLimit.Hours(), account.DefaultAbsoluteLimit.Hours()),
		fmt.Sprintf("for %.0f minutes (setting up), %.0f hours (a new password) or %.0f days (an invitation)",
			account.SetupLimit.Minutes(), account.ResetLimit.Hours(), account.InviteLimit.Hours()/24),
	} {
		if !strings.Contains(string(text), says) {
			t.Errorf("it does not say %q", says)
		}
	}
}
