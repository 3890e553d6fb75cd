package account_test

import (
	"os"
	"strings"
	"testing"

	"smileboard/internal/account"
)

func TestTheMostCommonPasswordsAreRefused(t *testing.T) {
	raw, err := os.ReadFile("leaked.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Split(strings.TrimSpace(string(raw)), "\n")[1:]
	if len(list) < 3000 {
		t.Errorf("only %d", len(list))
	}
	for _, p := range list {
		for _, typed := range []string{p, strings.ToUpper(p)} {
			if err := account.CheckPassword(typed); err == nil {
				t.Errorf("%s is taken", typed)
			} else {
				wantReason(t, err, "account.password_common")
			}
		}
	}
	for _, p := range []string{"correct horse battery staple", "岳麓山下爱晚亭前的那棵老枫树", "tq7-vbn2-pwl9", "            a lot of room"} {
		if err := account.CheckPassword(p); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
}
