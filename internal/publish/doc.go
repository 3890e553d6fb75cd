// Package publish hands out what is public: frozen results with their publication, and the register's white list.
//
// It owns the plain values that anyone may read, how lists are ordered, searched and read on, and how all of it is
// loaded with few statements. It never writes, and it never shows a thing of the register or the evidence that is not
// named here field by field.
package publish
