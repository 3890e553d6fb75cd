// Package sheet writes Excel workbooks row by row.
//
// A table of any length goes to the reader while it is read: nothing is kept but the row at hand, so that an export of
// 100,000 rows costs no more memory than one of ten. Numbers are numbers and days are days; codes and phone numbers are
// text; and no text ever becomes a formula, neither here nor after the table was saved as CSV and opened again.
package sheet
