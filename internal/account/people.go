package account

import (
	"context"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"unicode/utf8"

	"smileboard/ent"
	entaccount "smileboard/ent/account"
	"smileboard/internal/audit"
	"smileboard/internal/fault"
	"smileboard/internal/pinyin"
)

// Person is what is said of an account when it is made.
type Person struct {
	Username, Name, Email, Phone string
}

var (
	usernameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,62}[a-z0-9]$`)
	phoneForm    = regexp.MustCompile(`^\+?[0-9][0-9 -]{3,30}[0-9]$`)
	errTaken     = fault.Invalid("username", "account.username_taken", fault.Say("这个用户名已有人使用，请换一个。", "This user name is taken. Choose another."))
)

// CheckPerson reports whether an account may be called so.
//
// The user name MUST have 3 to 64 of the characters a–z, 0–9, dot and hyphen, beginning and ending with a letter or a digit.
// The name MUST have 1 to 50 characters. The mail address and the phone MUST look like such, where they are given.
//
// Returns fault.Invalid with the field.
func CheckPerson(p Person) error {
	switch {
	case !usernameForm.MatchString(p.Username):
		return fault.Invalid("username", "account.username", fault.Say(
			"用户名用 3–64 个小写字母、数字、点或连字符，首尾是字母或数字。",
			"A user name has 3 to 64 lower-case letters, digits, dots or hyphens, with a letter or a digit at both ends."))
	case strings.TrimSpace(p.Name) == "" || utf8.RuneCountInString(p.Name) > 50 || strings.ContainsFunc(p.Name, func(r rune) bool { return r < ' ' }):
		return fault.Invalid("name", "account.name", fault.Say("请填写姓名，最多 50 个字。", "Give the name, in at most 50 characters."))
	}
	return checkContact(p.Email, p.Phone)
}

func checkContact(email, phone string) error {
	if email != "" {
		a, err := mail.ParseAddress(email)
		if err != nil || a.Address != email || len(email) > 254 {
			return fault.Invalid("email", "account.email", fault.Say("邮箱地址写得不对，应当像 name@example.cn。", "The mail address is not right; it should be like name@example.cn."))
		}
	}
	if phone != "" && !phoneForm.MatchString(phone) {
		return fault.Invalid("phone", "account.phone", fault.Say("电话写得不对：只能有数字、空格、连字符和开头的 +。", "The phone number is not right: digits, spaces, hyphens and a + at the beginning."))
	}
	return nil
}

// createIn makes an account; its password comes later, or is in hash.
func (s *Service) createIn(ctx context.Context, tx *ent.Tx, p Person, hash string) (*ent.Account, error) {
	p.Username, p.Name = foldUsername(p.Username), strings.TrimSpace(p.Name)
	if err := CheckPerson(p); err != nil {
		return nil, err
	}
	taken, err := tx.Account.Query().Where(entaccount.Username(p.Username)).Exist(books(ctx))
	if err != nil {
		return nil, fmt.Errorf("account: create: %w", err)
	}
	if taken {
		return nil, errTaken
	}
	sort, search, initials, alt := pinyin.Keys(p.Name)
	create := tx.Account.Create().SetUsername(p.Username).SetName(p.Name).SetSortKey(sort).SetSearchText(search).SetInitials(initials).SetInitialsAlt(alt).
		SetEmail(p.Email).SetPhone(p.Phone).SetPasswordHash(hash).SetCreatedAt(s.now())
	if hash != "" {
		create.SetPasswordChangedAt(s.now())
	}
	g, operator, err := authority(ctx)
	if err != nil {
		return nil, err
	}
	if !operator && g.id != 0 {
		create.SetCreatedByID(g.id)
	}
	row, err := create.Save(ctx)
	if ent.IsConstraintError(err) {
		return nil, errTaken
	}
	if err != nil {
		return nil, fmt.Errorf("account: create: %w", err)
	}
	return row, nil
}

// recordCreated adds the entry of a new account.
func (s *Service) recordCreated(ctx context.Context, tx *ent.Tx, row *ent.Account) error {
	g, _, err := authority(ctx)
	if err != nil {
		return err
	}
	subject := audit.Subject{Type: "Account", ID: row.ID, Name: row.Name}
	for _, p := range g.powers {
		if !p.Everywhere() {
			subject.Organization, subject.Contractor = p.Organization, p.Contractor
			break
		}
	}
	return audit.Record(ctx, tx, audit.Entry{
		Action: "Mutation.createAccount", Subject: subject,
		After: audit.Fields{"username": row.Username, "name": row.Name, "phone": audit.Phone(row.Phone)},
	})
}
