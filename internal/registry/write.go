package registry

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"smileboard/ent"
	"smileboard/internal/account"
	"smileboard/internal/audit"
	"smileboard/internal/calendar"
	"smileboard/internal/fault"
	"smileboard/internal/patch"
	"smileboard/internal/store"
	"smileboard/internal/viewer"
)

// writing is one change on its way, in its transaction. It reads under the caller's leave, so that what they may not see
// does not exist for it.
//
// Each change holds its rows in one order (the thing, then the compounds by id, then the epoch, then the end of the
// record), so that two of them never wait for each other.
type writing struct {
	ctx   context.Context
	tx    *ent.Tx
	op    account.Operation
	today calendar.Date
}

// write asks for leave for a change, makes it in one transaction, and reads what became of the thing.
func write[T any](ctx context.Context, s *Service, op account.Operation, want Want,
	change func(w *writing) (id int, err error), read func(l *load, ids []int) ([]*T, error),
) (*T, error) {
	ctx, err := account.Enter(ctx, op)
	if err != nil {
		return nil, err
	}
	id, err := store.InTx(ctx, s.store, func(ctx context.Context, tx *ent.Tx) (int, error) {
		return change(&writing{ctx: ctx, tx: tx, op: op, today: s.today()})
	})
	if err != nil {
		return nil, err
	}
	l, err := s.enter(ctx, op, want)
	if err != nil {
		return nil, err
	}
	// What was just added may lie outside of the branch as the caller's leave knows it.
	l.ctx = l.system()
	return first(read(l, []int{id}))
}

// system is the context in which the change looks up what the caller need not see.
func (w *writing) system() context.Context { return viewer.AsSystem(w.ctx, "register") }

// record adds the change to the record, last of all. public says that something on the public white list changed.
func (w *writing) record(subject audit.Subject, before, after audit.Fields, public bool) error {
	if public {
		if err := store.Touch(w.ctx, w.tx); err != nil {
			return err
		}
	}
	return audit.Record(w.ctx, w.tx, audit.Entry{Action: string(w.op), Subject: subject, Before: before, After: after})
}

// stale refuses a change of an older version, with what stands now.
func stale(version, given int, current audit.Fields) error {
	if version == given {
		return nil
	}
	fields := audit.Fields{"version": version}
	for k, v := range current {
		fields[k] = v
	}
	f := fault.Conflict("version.stale", fault.Say(
		"您打开之后，别人已改过这条记录（现为第 %d 版）。请对照两个版本，改好再保存。",
		"Somebody changed this since you opened it (it is version %d now). Compare the two versions and save again.", version))
	f.Current = fields
	return f
}

// overtaken is the same where somebody was faster within the blink of an eye.
func overtaken(err error) error {
	if ent.IsNotFound(err) {
		return fault.Conflict("version.stale", fault.Say(
			"别人刚改过这条记录。请重新打开，改好再保存。", "Somebody just changed this. Open it again and save anew.")).Because(err)
	}
	return err
}

// missing turns ent's "not found" into ours.
func missing(err error, f *fault.Error) error {
	if ent.IsNotFound(err) {
		return f
	}
	return err
}

// taken turns a broken unique rule of the store into a conflict.
func taken(err error, f *fault.Error) error {
	if ent.IsConstraintError(err) {
		return f.Because(err)
	}
	return err
}

var (
	errNoOrganization  = fault.NotFound("organization.missing", fault.Say("没有这个组织，或不在您的范围内。", "There is no such organization in your part of the tree."))
	errNoCompound      = fault.NotFound("compound.missing", fault.Say("没有这个小区，或不在您的范围内。", "There is no such compound in your part of the tree."))
	errNoZone          = fault.NotFound("zone.missing", fault.Say("没有这个片区，或不在您的范围内。", "There is no such zone in your part of the tree."))
	errNoContractor    = fault.NotFound("contractor.missing", fault.Say("没有这家企业，或不在您的范围内。", "There is no such contractor in your part of the register."))
	errNoEngagement    = fault.NotFound("engagement.missing", fault.Say("没有这份合同，或不在您的范围内。", "There is no such engagement in your part of the register."))
	errNoCommittee     = fault.NotFound("committee.missing", fault.Say("没有这个业委会，或不在您的范围内。", "There is no such committee in your part of the tree."))
	errNoQualification = fault.NotFound("qualification.missing", fault.Say("没有这份资质证书，或不在您的范围内。", "There is no such certificate in your part of the register."))
)

// text reads a text field of a change: trimmed, in one line, and no longer than the store holds.
func text(field, was string, f patch.Field[string], most int) (string, error) {
	s := strings.TrimSpace(f.ApplyTo(was))
	if strings.ContainsFunc(s, unicode.IsControl) {
		return "", fault.Invalid(field, "text.control", fault.Say("请去掉换行等控制字符。", "Take out line breaks and other control characters."))
	}
	if utf8.RuneCountInString(s) > most/4 && len(s) > most {
		return "", fault.Invalid(field, "text.length", fault.Say("太长了：最多 %d 个汉字。", "This is too long: %d letters at most.", most/3))
	}
	if len(s) > most {
		return "", fault.Invalid(field, "text.length", fault.Say("太长了：最多 %d 个汉字。", "This is too long: %d letters at most.", most/3))
	}
	return s, nil
}

// required is text for a field that may not be empty.
func required(field, was string, f patch.Field[string], most int) (string, error) {
	s, err := text(field, was, f, most)
	if err == nil && s == "" {
		err = errEmpty(field)
	}
	return s, err
}

func errEmpty(field string) *fault.Error {
	return fault.Invalid(field, "field.required", fault.Say("请填写。", "Fill this in."))
}

// The longest texts that the store holds, in bytes.
const (
	maxName    = 200
	maxAddress = 400
	maxPerson  = 100
	maxPhone   = 40
	maxCode    = 32
)

var phoneForm = regexp.MustCompile(`^[0-9+()（）\-  转,，/]*$`)

// phone reads a phone number of a change; empty where there is none.
func phone(field, was string, f patch.Field[string]) (string, error) {
	s, err := text(field, was, f, maxPhone)
	if err != nil {
		return "", err
	}
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if s != "" && (digits < 5 || !phoneForm.MatchString(s)) {
		return "", fault.Invalid(field, "phone.form", fault.Say("电话只写数字和连接符，如 0532-12345678。", "A phone number is digits and hyphens, such as 0532-12345678."))
	}
	return s, nil
}

// fixed refuses a change of what is fixed when a thing is added.
func fixed[T comparable](field string, have T, given patch.Field[T]) error {
	if given.ApplyTo(have) != have {
		return fault.Invalid(field, "field.fixed", fault.Say("登记后不能修改。写错了请另建一条，并停用这一条。", "This is fixed once it is added. If it is wrong, add another and retire this one."))
	}
	return nil
}

// notNegative refuses a number below zero.
func notNegative[N int | int64](field string, n *N) error {
	if n != nil && *n < 0 {
		return fault.Invalid(field, "number.negative", fault.Say("不能小于 0。", "This must not be below 0."))
	}
	return nil
}

// word is an optional word of the store in the schema's capitals, for the record.
func word[T ~string](s *T) any {
	if s == nil {
		return nil
	}
	return strings.ToUpper(string(*s))
}

func doing(what string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := fault.As(err); ok {
		return err
	}
	return fmt.Errorf("registry: %s: %w", what, err)
}

// everywhere reports whether the caller's leave has no bounds in the tree.
func (w *writing) everywhere() bool {
	if v, _ := viewer.From(w.ctx); v.Operator() {
		return true
	}
	leave, ok := viewer.LeaveOf(w.ctx)
	return ok && leave.Scope().Everything
}
