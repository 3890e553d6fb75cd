// Package archtest holds the shape of the program: which package may import which, who writes which entity, where a clock
// may be read. It has tests alone, which read the code.
package archtest
