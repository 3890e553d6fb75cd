package account

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/ent/device"
	"smileboard/ent/preference"
	"smileboard/ent/session"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/notice"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// stamp tells one moment from another.
func stamp(t time.Time) string { return t.Format("20060102T150405.000000") }

var (
	errSamePassword = fault.Invalid("password", "account.same_password", fault.Say("新密码不能和现在的一样。", "The new password is the present one."))
	errNoSession    = fault.NotFound("session.unknown", fault.Say("没有这个会话，或它已经结束。", "There is no such session, or it has ended."))
)

// ChangePassword sets a new password for oneself. Every other session ends, and every token.
func (s *Service) ChangePassword(ctx context.Context, current, password string) (viewer.Account, error) {
	ctx, a, row, err := s.proven(ctx, "Mutation.changePassword", current, "current")
	if err != nil {
		return a, err
	}
	if current == password {
		return a, errSamePassword
	}
	if err := CheckPassword(password, row.Username, row.Name); err != nil {
		return a, err
	}
	hash, err := s.hashing.hash(ctx, password)
	if err != nil {
		return a, err
	}
	_, err = store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		now := s.now()
		n, err := tx.Account.Update().Where(entaccount.ID(a.ID), entaccount.PasswordHash(row.PasswordHash)).
			SetPasswordHash(hash).SetPasswordChangedAt(now).SetMustChangePassword(false).Save(books(ctx))
		if err != nil {
			return struct{}{}, fmt.Errorf("account: change the password: %w", err)
		}
		if n == 0 {
			return struct{}{}, errWrongPassword // somebody was faster
		}
		return struct{}{}, s.changedOwn(ctx, tx, a, "Mutation.changePassword", nil, audit.Fields{"password": "changed"}, notice.OfPasswordChange(stamp(now)), false)
	})
	if err != nil {
		return a, err
	}
	if row, err = s.store.Client.Account.Get(books(ctx), a.ID); err != nil {
		return a, fmt.Errorf("account: %w", err)
	}
	return s.caller(ctx, s.store.Client, row)
}

// Session is a browser that is signed in, as its owner sees it.
type Session struct {
	*ent.Session
	// Current is true for the one that asks.
	Current bool
}

// MySessions are one's own sessions, the latest first.
func (s *Service) MySessions(ctx context.Context) ([]Session, error) {
	ctx, a, _, err := s.self(ctx, "Query.mySessions")
	if err != nil {
		return nil, err
	}
	rows, err := s.store.Client.Session.Query().Where(session.AccountID(a.ID), session.ExpiresAtGT(s.now())).
		Order(ent.Desc(session.FieldSeenAt, session.FieldID)).Limit(100).All(books(ctx))
	if err != nil {
		return nil, fmt.Errorf("account: my sessions: %w", err)
	}
	out := make([]Session, 0, len(rows))
	for _, r := range rows {
		out = append(out, Session{r, r.ID == a.Session})
	}
	return out, nil
}

// EndSession ends one of one's own sessions; the one that asks is signed out.
func (s *Service) EndSession(ctx context.Context, id int) error {
	ctx, a, row, err := s.self(ctx, "Mutation.endSession")
	if err != nil {
		return err
	}
	_, err = store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (struct{}, error) {
		n, err := tx.Session.Delete().Where(session.ID(id), session.AccountID(a.ID)).Exec(books(ctx))
		if err != nil {
			return struct{}{}, fmt.Errorf("account: end a session: %w", err)
		}
		if n == 0 {
			return struct{}{}, errNoSession
		}
		return struct{}{}, audit.Record(ctx, tx, audit.Entry{Action: "Mutation.endSession", Subject: s.subject(a, row), After: audit.Fields{"sessions": n}})
	})
	if err == nil && id == a.Session {
		browserOf(ctx).SetSession("")
	}
	return err
}

// SignOutEverywhere ends all of one's sessions but the one that asks, and forgets the other browsers that are known.
func (s *Service) SignOutEverywhere(ctx context.Context) (int, error) {
	ctx, a, row, err := s.self(ctx, "Mutation.signOutEverywhere")
	if err != nil {
		return 0, err
	}
	known, err := s.knownDevice(ctx, a.ID)
	if err != nil {
		return 0, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (int, error) {
		n, err := endAccess(ctx, tx, a.ID, a.Session, false, s.now())
		if err != nil {
			return 0, err
		}
		if _, err := tx.Device.Delete().Where(device.AccountID(a.ID), device.IDNEQ(known)).Exec(books(ctx)); err != nil {
			return 0, fmt.Errorf("account: forget devices: %w", err)
		}
		return n, audit.Record(ctx, tx, audit.Entry{Action: "Mutation.signOutEverywhere", Subject: s.subject(a, row), After: audit.Fields{"sessions": n}})
	})
}

// Profile is what is changed of one's own account.
type Profile struct {
	Name, Email, Phone patch.Field[string]
	Language           patch.Field[string]
	Theme              patch.Field[string]
	MailNotices        patch.Field[bool]
	QuietFrom, QuietTo patch.Field[int]
}

// contact is what an account's own person, or who manages it, changes.
type contact struct{ name, email, phone string }

func (c contact) fields() audit.Fields {
	return audit.Fields{"name": c.name, "email": c.email != "", "phone": audit.Phone(c.phone)}
}

// UpdateProfile changes one's own profile.
func (s *Service) UpdateProfile(ctx context.Context, p Profile) (viewer.Account, error) {
	ctx, a, _, err := s.self(ctx, "Mutation.updateProfile")
	if err != nil {
		return a, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (viewer.Account, error) {
		row, err := held(books(ctx), tx, a.ID)
		if err != nil {
			return a, err
		}
		was := contact{row.Name, row.Email, row.Phone}
		is := contact{strings.TrimSpace(p.Name.ApplyTo(was.name)), p.Email.ApplyTo(was.email), p.Phone.ApplyTo(was.phone)}
		if err := CheckPerson(Person{row.Username, is.name, is.email, is.phone}); err != nil {
			return a, err
		}
		language, theme := p.Language.ApplyTo(string(row.Language)), p.Theme.ApplyTo(string(row.Theme))
		from, to := p.QuietFrom.Apply(row.QuietFrom), p.QuietTo.Apply(row.QuietTo)
		if err := checkQuiet(from, to); err != nil {
			return a, err
		}
		mails := p.MailNotices.ApplyTo(row.MailNotices)
		u := rename(row.Update(), is).SetLanguage(entaccount.Language(language)).SetTheme(entaccount.Theme(theme)).SetMailNotices(mails)
		store.SetOrClear(from, u.SetQuietFrom, u.ClearQuietFrom)
		store.SetOrClear(to, u.SetQuietTo, u.ClearQuietTo)
		if err := u.Exec(books(ctx)); err != nil {
			return a, fmt.Errorf("account: profile: %w", err)
		}
		before, after := was.fields(), is.fields()
		before["language"], before["theme"], before["mailNotices"], before["quiet"] = row.Language, row.Theme, row.MailNotices, []*int{row.QuietFrom, row.QuietTo}
		after["language"], after["theme"], after["mailNotices"], after["quiet"] = language, theme, mails, []*int{from, to}
		if was.email != is.email {
			before["email"], after["email"] = "before", "after"
		}
		a.Name = is.name
		if before, after = audit.Differ(before, after); after == nil {
			return a, nil
		}
		return a, audit.Record(ctx, tx, audit.Entry{Action: "Mutation.updateProfile", Subject: s.subject(a, row), Before: before, After: after})
	})
}

// rename sets a name with its keys, and how to reach the person.
func rename(u *ent.AccountUpdateOne, c contact) *ent.AccountUpdateOne {
	sort, search, initials, alt := pinyin.Keys(c.name)
	return u.SetName(c.name).SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).SetEmail(c.email).SetPhone(c.phone).AddVersion(1)
}

func checkQuiet(from, to *int) error {
	for field, v := range map[string]*int{"quietFrom": from, "quietTo": to} {
		if v != nil && (*v < 0 || *v > 1439) {
			return fault.Invalid(field, "account.quiet", fault.Say("免打扰时间应为一天之内的分钟数，0 到 1439。", "Quiet hours are in minutes of a day, 0 to 1439."))
		}
	}
	if (from == nil) != (to == nil) {
		return fault.Invalid("quietTo", "account.quiet", fault.Say("免打扰时间要有开始和结束。", "Quiet hours need both a beginning and an end."))
	}
	return nil
}

const (
	// maxPreferences is how many pages an account likes in its own way.
	maxPreferences = 200
	maxPreference  = 4000
)

var preferenceKey = regexp.MustCompile(`^[a-zA-Z0-9._-]{1,100}$`)

// MyPreferences is how one likes one's pages.
func (s *Service) MyPreferences(ctx context.Context) ([]*ent.Preference, error) {
	ctx, a, _, err := s.self(ctx, "Query.myPreferences")
	if err != nil {
		return nil, err
	}
	rows, err := s.store.Client.Preference.Query().Where(preference.AccountID(a.ID)).Order(ent.Asc(preference.FieldKey)).All(books(ctx))
	if err != nil {
		return nil, fmt.Errorf("account: preferences: %w", err)
	}
	return rows, nil
}

// SetPreference keeps how one likes a page. It is no entry of the record: nothing depends on it, and pages write it often.
func (s *Service) SetPreference(ctx context.Context, key, value string) (*ent.Preference, error) {
	ctx, a, _, err := s.self(ctx, "Mutation.setPreference")
	switch {
	case err != nil:
		return nil, err
	case !preferenceKey.MatchString(key):
		return nil, fault.Invalid("key", "preference.key", fault.Say("设置的名称不对。", "The name of the preference is not right."))
	case len(value) > maxPreference || !json.Valid([]byte(value)):
		return nil, fault.Invalid("value", "preference.value", fault.Say("设置应为不超过 %d 字节的 JSON。", "A preference is JSON of at most %d bytes.", maxPreference))
	}
	return store.InTx(books(ctx), s.store, func(ctx context.Context, tx *ent.Tx) (*ent.Preference, error) {
		if _, err := held(ctx, tx, a.ID); err != nil { // one at a time, so that none is written twice
			return nil, err
		}
		mine := tx.Preference.Query().Where(preference.AccountID(a.ID))
		have, err := mine.Clone().Where(preference.Key(key)).Only(ctx)
		switch {
		case err == nil:
			have, err = have.Update().SetValue(value).Save(ctx)
		case ent.IsNotFound(err):
			n, cerr := mine.Count(ctx)
			if cerr != nil {
				return nil, fmt.Errorf("account: preferences: %w", cerr)
			}
			if n >= maxPreferences {
				return nil, fault.Conflict("preference.many", fault.Say("个人设置太多了。", "There are too many preferences."))
			}
			have, err = tx.Preference.Create().SetAccountID(a.ID).SetKey(key).SetValue(value).Save(ctx)
		}
		if err != nil {
			return nil, fmt.Errorf("account: preference: %w", err)
		}
		return have, nil
	})
}
