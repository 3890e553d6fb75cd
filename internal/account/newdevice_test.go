package account_test

import (
	"testing"

	entnotice "smileboard/ent/notice"
	"smileboard/internal/account"
	"smileboard/internal/notice"
	"smileboard/internal/store"
	"smileboard/internal/store/storetest"
	"smileboard/internal/viewer"
)

func TestASignInFromANewDeviceIsToldToTheAccount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		o := newOffice(t, db, nil)
		o.hire("zhang.san", account.GrantRole{Role: viewer.Administrator})
		first, second := o.browser("192.0.2.1"), o.browser("192.0.2.2")
		for _, step := range []struct {
			name string
			b    *browser
			want int
		}{
			{"the first ever is no news", first, 0},
			{"a device that is known is none", first, 0},
			{"another is", second, 1},
			{"once it is known, it is none", second, 1},
		} {
			if err := step.b.signIn("zhang.san", secret); err != nil {
				t.Fatal(err)
			}
			told, err := db.Client.Notice.Query().Where(entnotice.Kind(string(notice.NewDevice))).All(o.shell())
			if err != nil {
				t.Fatal(err)
			}
			if len(told) != step.want || step.want == 1 && told[0].BodyZh == "" {
				t.Errorf("%s: %d notices", step.name, len(told))
			}
		}
	})
}
