// Package fault owns the few ways in which a call can fail, and the words that people read when it does.
//
// Domain packages make a fault where a rule is broken; the edges (GraphQL, command line, import report) turn it into
// their own shape. An error that is no fault is INTERNAL: it is logged whole and never shown. This package imports
// nothing of ours.
package fault

import (
	"errors"
	"fmt"
)

// Code is one of the few error codes; the same words stand in GraphQL's extensions.code.
type Code string

// The codes, from "who are you" to "our own mistake".
const (
	CodeUnauthenticated Code = "UNAUTHENTICATED"
	CodeForbidden       Code = "FORBIDDEN"
	CodeNotFound        Code = "NOT_FOUND"
	CodeInvalid         Code = "INVALID"
	CodeConflict        Code = "CONFLICT"
	CodeRateLimited     Code = "RATE_LIMITED"
	CodeTooComplex      Code = "TOO_COMPLEX"
	CodeInternal        Code = "INTERNAL"
)

// Words is one sentence in both languages. It says what is wrong and what to do about it.
type Words struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// Say formats the same arguments into both sentences.
func Say(zh, en string, args ...any) Words {
	if len(args) == 0 {
		return Words{Zh: zh, En: en}
	}
	return Words{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}
}

// Error is a failure that may be shown.
type Error struct {
	Code Code
	// Reason names the broken rule for machines, such as "engagement.overlap"; stable once released.
	Reason string
	// Field is the input at fault, such as "district"; empty where no single one is.
	Field string
	Words Words
	// Current is what stands in the store where the caller changed an older version; nil elsewhere.
	Current any
	// Err is the cause. It is logged and never shown.
	Err error
}

// Error gives the English sentence, with the cause for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Words.En + ": " + e.Err.Error()
	}
	return e.Words.En
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Because returns a copy that carries the cause.
func (e *Error) Because(err error) *Error {
	c := *e
	c.Err = err
	return &c
}

// Invalid says that one input is not acceptable.
func Invalid(field, reason string, words Words) *Error {
	return &Error{Code: CodeInvalid, Field: field, Reason: reason, Words: words}
}

// Conflict says that a rule of the domain, or a newer version of the same thing, stands against the call.
func Conflict(reason string, words Words) *Error {
	return &Error{Code: CodeConflict, Reason: reason, Words: words}
}

// NotFound says that the thing does not exist, or that the caller may not know of it.
func NotFound(reason string, words Words) *Error {
	return &Error{Code: CodeNotFound, Reason: reason, Words: words}
}

// Forbidden says that the caller may not do this.
func Forbidden(reason string, words Words) *Error {
	return &Error{Code: CodeForbidden, Reason: reason, Words: words}
}

// TooComplex says that a question asks for more work than the server gives one caller.
func TooComplex(reason string, words Words) *Error {
	return &Error{Code: CodeTooComplex, Reason: reason, Words: words}
}

// RateLimited says that the caller must slow down.
func RateLimited(reason string, words Words) *Error {
	return &Error{Code: CodeRateLimited, Reason: reason, Words: words}
}

// As finds the fault in an error's chain.
func As(err error) (*Error, bool) {
	var f *Error
	ok := errors.As(err, &f)
	return f, ok
}

// CodeOf returns the code of the first fault in the chain; INTERNAL for any other error, "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if f, ok := As(err); ok {
		return f.Code
	}
	return CodeInternal
}

// AtRow is a fault of one of many things that were given at once, by its place among them from 0.
type AtRow struct {
	Row int
	Err *Error
}

// ReasonOf returns the reason of the first fault in the chain; "" where there is none.
func ReasonOf(err error) string {
	if f, ok := As(err); ok {
		return f.Reason
	}
	return ""
}
