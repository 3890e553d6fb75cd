// Package account owns who may come in, and what they may do: accounts with their passwords and second factors, sessions,
// API tokens, grants of roles, and the one table of operation × role.
//
// Every other room asks it for leave before it reads or writes for an account (Enter), and learns nothing else from it.
package account

import (
	"context"
	"slices"

	"smileboard/internal/fault"
	"smileboard/internal/viewer"
)

// The refusals. They never say whether the thing exists.
var (
	errSignIn = &fault.Error{Code: fault.CodeUnauthenticated, Reason: "account.sign_in", Words: fault.Say(
		"请先登录。", "Sign in first.")}
	errMayNot = fault.Forbidden("account.may_not", fault.Say(
		"您的角色不能做这件事。需要的话，请联系管理员授权。", "Your role does not include this. Ask an administrator for it if you need it."))
	errTokenScope = fault.Forbidden("account.token_scope", fault.Say(
		"这个访问令牌的范围不包括这件事。请新建一个范围合适的令牌，或登录后在页面上操作。",
		"This token's scopes do not include this. Make a token with the right scope, or sign in and use the pages."))
	errOwesPassword = fault.Forbidden("account.owes_password", fault.Say(
		"请先设置新密码，再做别的。", "Choose a new password before anything else."))
	errOwesTOTP = fault.Forbidden("account.owes_totp", fault.Say(
		"您的角色要求两步验证。请先设置验证器，再做别的。", "Your role needs a second factor. Set one up before anything else."))
)

// owing are the operations that are open while something is owed: a password to be changed, a second factor to be set up.
var owing = []Operation{
	"Query.me", "Query.signInOptions", "Mutation.signIn", "Mutation.signOut", "Mutation.signOutEverywhere", "Mutation.changePassword",
	"Mutation.beginTOTP", "Mutation.confirmTOTP", "Mutation.updateProfile",
}

// Check reports whether the caller may do an operation at all, and with which of their powers.
//
// The operation MUST have a row in the table. The caller MUST:
//   - be signed in, unless the row is for anyone;
//   - owe nothing (a new password, a second factor), unless the operation is how to pay it;
//   - where a program calls with a token: have the row's scope;
//   - hold one of the row's roles, unless the row is for what is one's own.
//
// Returns the leave, or fault UNAUTHENTICATED or FORBIDDEN.
func Check(v viewer.Viewer, op Operation) (viewer.Leave, error) {
	leave := viewer.Leave{Operation: string(op)}
	row, ok := RowOf(op)
	if !ok {
		return leave, errMayNot
	}
	a, signedIn := v.Account()
	if !signedIn {
		if row.Anyone {
			return leave, nil
		}
		return leave, errSignIn
	}
	leave.Self = a.ID
	if a.Owes != "" && !slices.Contains(owing, op) {
		if a.Owes == "totp" {
			return leave, errOwesTOTP
		}
		return leave, errOwesPassword
	}
	if a.Token && (row.Token == "" || !slices.Contains(a.Scopes, row.Token)) {
		return leave, errTokenScope
	}
	for _, p := range a.Powers {
		if slices.Contains(row.Roles, p.Role) {
			leave.Powers = append(leave.Powers, p)
		}
	}
	if len(leave.Powers) == 0 && !row.Own && !row.Anyone {
		return leave, errMayNot
	}
	return leave, nil
}

// Enter asks the table for leave and returns the context in which the operation runs: an account reads only the rows that
// the leave covers, and writes by it. The operator at the server's own shell needs no leave. Every domain function that
// serves accounts calls it first, with its own operation.
func Enter(ctx context.Context, op Operation) (context.Context, error) {
	v, ok := viewer.From(ctx)
	if ok && v.Operator() {
		return ctx, nil
	}
	leave, err := Check(v, op)
	if err != nil {
		return ctx, err
	}
	return viewer.WithLeave(ctx, leave), nil
}

// Within asks for leave for a field that holds personal data, of a thing that lies in the given organizations (itself and all
// above it) or companies. It reports whether the caller may see the field.
func Within(ctx context.Context, field Operation, organizations, contractors []int) bool {
	v, ok := viewer.From(ctx)
	if !ok {
		return false
	}
	if v.Operator() {
		return true
	}
	leave, err := Check(v, field)
	if err != nil {
		return false
	}
	s := leave.Scope()
	overlap := func(a, b []int) bool {
		return slices.ContainsFunc(a, func(id int) bool { return slices.Contains(b, id) })
	}
	return s.Everything || overlap(s.Organizations, organizations) || overlap(s.Contractors, contractors)
}
