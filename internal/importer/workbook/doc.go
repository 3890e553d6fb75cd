// Package workbook owns the reading of a district's workbook: bytes become typed rows that know where they stood.
//
// It reads an .xlsx file, a folder of CSV files or a .zip of them, as people write them, and lists everything that is
// wrong with sheet, row, column, value and the way out. It knows the sheets, their columns and every synonym (one table),
// and writes workbooks in the same headers. It never opens a database: names stay names until package importer turns
// them into codes, and the rules that need other rows or the register are checked there.
package workbook
