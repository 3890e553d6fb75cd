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
	entgrant "smileboard/ent/grant"
	"smileboard/ent/onetimelink"
	"smileboard/ent/predicate"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/notice"
	"smileboard/internal/patch"
	"smileboard/internal/pinyin"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
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

// Invitation is an account, and the link with which its person sets the password.
type Invitation struct {
	Account *ent.Account
	Link    Link
}

// Create makes an account without a role, and the link with which its person sets the password. Whoever made it may see it
// and give it a role (Grant).
func (s *Service) Create(ctx context.Context, p Person) (Invitation, error) {
	ctx, err := Enter(ctx, "Mutation.createAccount")
	if err != nil {
		return Invitation{}, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (Invitation, error) {
		row, err := s.createIn(ctx, tx, p, "")
		if err != nil {
			return Invitation{}, err
		}
		link, err := s.linkIn(ctx, tx, onetimelink.PurposeInvite, row.ID)
		if err != nil {
			return Invitation{}, err
		}
		if err := notice.Send(ctx, tx, s.Today(), []int{row.ID}, notice.OfInvitation(row.Username, actorName(ctx))); err != nil {
			return Invitation{}, err
		}
		return Invitation{row, link}, s.recordCreated(ctx, tx, row)
	})
}

// actorName is who does it, as the notices name them.
func actorName(ctx context.Context) string {
	if a, ok := viewer.Actor(ctx).Account(); ok {
		return a.Name
	}
	return "smileboard"
}

var (
	errOutranked = fault.Forbidden("account.outranked", fault.Say(
		"这个账号的权限超出您能授予的范围，您不能更改、停用或重置它。请找它的上级或系统管理员。",
		"This account may do more than you could give it, so that you may not change, disable or reset it. Ask an administrator."))
	errOwnReset = fault.Invalid("id", "account.own_reset", fault.Say("自己的密码请在“我的”页面更改。", "Change your own password on your own page."))
)

// subordinate reads an account that the caller may see and manages, and holds it: everything that it may do now or later, the
// caller could give (outranks). One's own account counts as such.
func (s *Service) subordinate(ctx context.Context, tx *ent.Tx, id int) (*ent.Account, error) {
	q := tx.Account.Query().Where(entaccount.ID(id)).Unique(false)
	q.Modify(store.LockRows)
	row, err := q.Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errNoAccount
	}
	if err != nil {
		return nil, fmt.Errorf("account: %w", err)
	}
	g, operator, err := authority(ctx)
	if err != nil || operator || g.id == id {
		return row, err
	}
	grants, err := tx.Grant.Query().Where(entgrant.AccountID(id), entgrant.Or(entgrant.EndsIsNil(), entgrant.EndsGTE(s.Today().Time()))).All(books(ctx))
	if err != nil {
		return nil, fmt.Errorf("account: grants: %w", err)
	}
	var held []Proposal
	for _, h := range grants {
		p := proposalOf(h)
		if err := p.locate(ctx, tx.Client()); err != nil {
			return nil, err
		}
		held = append(held, p)
	}
	if !outranks(g.powers, held) {
		return nil, errOutranked
	}
	return row, nil
}

// proposalOf is a grant as CheckGrant sees it.
func proposalOf(g *ent.Grant) Proposal {
	p := Proposal{Role: viewer.Role(g.Role), From: calendar.FromTime(g.Starts), To: calendar.FromTimePtr(g.Ends)}
	if g.OrganizationID != nil {
		p.Organization = *g.OrganizationID
	}
	if g.ContractorID != nil {
		p.Contractor = *g.ContractorID
	}
	return p
}

// UpdatePerson is what is changed of an account by whoever manages it.
type UpdatePerson struct {
	Name, Email, Phone patch.Field[string]
}

// Update changes an account, of which the caller read the version.
func (s *Service) Update(ctx context.Context, id, version int, in UpdatePerson) (*ent.Account, error) {
	return s.manage(ctx, "Mutation.updateAccount", id, func(ctx context.Context, tx *ent.Tx, row *ent.Account) (*ent.Account, audit.Fields, audit.Fields, error) {
		if row.Version != version {
			stale := fault.Conflict("version.stale", fault.Say(
				"您打开之后，别人已改过这个账号（现为第 %d 版）。请对照两个版本，改好再保存。",
				"Somebody changed this account since you opened it (it is version %d now). Compare the two versions and save again.", row.Version))
			stale.Current = map[string]any{"version": row.Version, "name": row.Name, "email": row.Email, "phone": row.Phone}
			return nil, nil, nil, stale
		}
		was := contact{row.Name, row.Email, row.Phone}
		is := contact{strings.TrimSpace(in.Name.ApplyTo(was.name)), in.Email.ApplyTo(was.email), in.Phone.ApplyTo(was.phone)}
		if err := CheckPerson(Person{row.Username, is.name, is.email, is.phone}); err != nil {
			return nil, nil, nil, err
		}
		before, after := was.fields(), is.fields()
		if was.email != is.email {
			before["email"], after["email"] = "before", "after"
		}
		if before, after = audit.Differ(before, after); after == nil {
			return row, nil, nil, nil
		}
		row, err := rename(row.Update(), is).Save(ctx)
		return row, before, after, err
	})
}

// manage runs a change of an account by somebody who may, in one transaction with its entry.
func (s *Service) manage(ctx context.Context, op Operation, id int,
	change func(ctx context.Context, tx *ent.Tx, row *ent.Account) (changed *ent.Account, before, after audit.Fields, err error),
) (*ent.Account, error) {
	ctx, err := Enter(ctx, op)
	if err != nil {
		return nil, err
	}
	return store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (*ent.Account, error) {
		if err := holdAdministrators(ctx, tx, op); err != nil {
			return nil, err
		}
		row, err := s.subordinate(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		row, before, after, err := change(ctx, tx, row)
		if err != nil || before == nil && after == nil {
			return row, err
		}
		a, err := s.caller(ctx, tx.Client(), row)
		if err != nil {
			return nil, err
		}
		return row, audit.Record(ctx, tx, audit.Entry{Action: string(op), Subject: s.subject(a, row), Before: before, After: after})
	})
}

// Disable keeps an account from signing in, and ends its sessions, tokens and links at once.
func (s *Service) Disable(ctx context.Context, id int, reason string) (*ent.Account, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || utf8.RuneCountInString(reason) > 500 {
		return nil, fault.Invalid("reason", "account.reason", fault.Say("请写明停用的原因，最多 500 个字。", "Say why, in at most 500 characters."))
	}
	return s.manage(ctx, "Mutation.disableAccount", id, func(ctx context.Context, tx *ent.Tx, row *ent.Account) (*ent.Account, audit.Fields, audit.Fields, error) {
		if row.DisabledAt != nil {
			return row, nil, nil, nil
		}
		if err := s.leavesAdministrator(ctx, tx, row.ID, 0); err != nil {
			return nil, nil, nil, err
		}
		now := s.now()
		if _, err := endAccess(ctx, tx, row.ID, 0, true, now); err != nil {
			return nil, nil, nil, err
		}
		if err := dropLinks(ctx, tx, row.ID, now); err != nil {
			return nil, nil, nil, err
		}
		row, err := row.Update().SetDisabledAt(now).AddVersion(1).Save(ctx)
		return row, audit.Fields{"disabled": false}, audit.Fields{"disabled": true, "reason": reason}, err
	})
}

// Enable lets an account sign in again.
func (s *Service) Enable(ctx context.Context, id int) (*ent.Account, error) {
	return s.manage(ctx, "Mutation.enableAccount", id, func(ctx context.Context, tx *ent.Tx, row *ent.Account) (*ent.Account, audit.Fields, audit.Fields, error) {
		if row.DisabledAt == nil {
			return row, nil, nil, nil
		}
		row, err := row.Update().ClearDisabledAt().AddVersion(1).Save(ctx)
		return row, audit.Fields{"disabled": true}, audit.Fields{"disabled": false}, err
	})
}

// Reset makes a link to choose a new password. The present one, every session and every token end at once; the second factor
// too where it is asked for.
func (s *Service) Reset(ctx context.Context, id int, secondFactor bool) (Invitation, error) {
	if v, _ := viewer.From(ctx); !v.Operator() {
		if a, _ := v.Account(); a.ID == id {
			return Invitation{}, errOwnReset
		}
	}
	var link Link
	row, err := s.manage(ctx, "Mutation.resetAccount", id, func(ctx context.Context, tx *ent.Tx, row *ent.Account) (*ent.Account, audit.Fields, audit.Fields, error) {
		now := s.now()
		purpose := onetimelink.PurposeReset
		if row.PasswordChangedAt == nil {
			purpose = onetimelink.PurposeInvite
		}
		var err error
		if link, err = s.linkIn(ctx, tx, purpose, id); err != nil {
			return nil, nil, nil, err
		}
		if _, err := endAccess(ctx, tx, id, 0, true, now); err != nil {
			return nil, nil, nil, err
		}
		after := audit.Fields{"link": purpose}
		if secondFactor && row.TotpEnabledAt != nil {
			if err := dropTOTP(ctx, tx, id); err != nil {
				return nil, nil, nil, err
			}
			after["totp"] = false
		}
		if row, err = row.Update().SetPasswordHash("").AddVersion(1).Save(ctx); err != nil {
			return nil, nil, nil, fmt.Errorf("account: reset: %w", err)
		}
		return row, nil, after, notice.Send(ctx, tx, s.Today(), []int{id}, notice.OfPasswordReset(stamp(now), actorName(ctx)))
	})
	return Invitation{row, link}, err
}

// holdAdministrators holds the administrators' grants where an operation may take one away, so that of two that do it at once
// the second sees what the first did.
func holdAdministrators(ctx context.Context, tx *ent.Tx, op Operation) error {
	if op != "Mutation.disableAccount" && op != "Mutation.endGrant" {
		return nil
	}
	q := tx.Grant.Query().Where(entgrant.RoleEQ(entgrant.RoleAdministrator)).Order(ent.Asc(entgrant.FieldID)).Unique(false)
	q.Modify(store.LockRows)
	if _, err := q.All(books(ctx)); err != nil {
		return fmt.Errorf("account: administrators: %w", err)
	}
	return nil
}

// leavesAdministrator reports whether somebody stays who may do everything everywhere when an account, or one of its grants, is
// gone. Those count who can sign in and hold the role without a last day.
func (s *Service) leavesAdministrator(ctx context.Context, tx *ent.Tx, accountID, grantID int) error {
	everywhere := []predicate.Grant{
		entgrant.RoleEQ(entgrant.RoleAdministrator), entgrant.OrganizationIDIsNil(), inForce(s.Today()), entgrant.EndsIsNil(),
		entgrant.HasAccountWith(entaccount.DisabledAtIsNil()),
	}
	gone := entgrant.ID(grantID)
	if grantID == 0 {
		gone = entgrant.AccountID(accountID)
	}
	matters, err := tx.Grant.Query().Where(append(everywhere, gone)...).Exist(books(ctx))
	if err != nil || !matters {
		return wrapped(err)
	}
	others, err := tx.Grant.Query().Where(append(everywhere, entgrant.Not(gone))...).Exist(books(ctx))
	if err == nil && !others {
		return errLastAdmin
	}
	return wrapped(err)
}

func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("account: administrators: %w", err)
}
