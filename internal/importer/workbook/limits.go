package workbook

// The limits on what is read. Each is far above what the largest district needs, and low enough that a hostile file
// costs seconds and a few hundred megabytes, not the machine. They are enforced while reading, never by what the file
// says about itself.
const (
	// MaxIssues is how many issues are listed; more than a person will mend in one sitting, and a few megabytes at most.
	MaxIssues = 5000
	// MaxFileBytes bounds the file itself. A workbook of 500,000 answers has 15 to 30 MB.
	MaxFileBytes = 256 << 20
	// MaxDirectoryBytes bounds what is read to list a zip's entries (about 50 bytes an entry, held in memory at five times that).
	MaxDirectoryBytes = 8 << 20
	// MaxEntries bounds the files in a zip or folder; a workbook has tens.
	MaxEntries = 2000
	// MaxEntryBytes bounds one unpacked sheet. 500,000 answers make 200 to 300 MB of XML.
	MaxEntryBytes = 1 << 30
	// MaxTotalBytes bounds everything that is unpacked from one file; a sheet of a workbook is unpacked twice, for its merged cells.
	MaxTotalBytes = 3 << 30
	// MaxRatio bounds how many bytes one packed byte may unpack to, from RatioFloor bytes on. Sheets of like rows reach 60; deflate can do 1,032.
	MaxRatio = 250
	// RatioFloor is where MaxRatio begins to count: a short file of blanks is harmless.
	RatioFloor = 32 << 20
	// MaxCellBytes bounds one cell: Excel's own limit of 32,767 characters, in UTF-8.
	MaxCellBytes = 4 * 32767
	// MaxSharedBytes bounds the texts that an .xlsx file keeps once for all its sheets, since they are held in memory.
	MaxSharedBytes = 96 << 20
	// MaxRetainedBytes bounds the text kept from all rows.
	MaxRetainedBytes = 192 << 20
	// MaxAnswers bounds the rows of 满意度 over all sheets (24 bytes each).
	MaxAnswers = 3_000_000
	// MaxRows bounds the rows of each other table over all its sheets.
	MaxRows = 300_000
	// MaxColumns bounds the columns looked at; the widest table has seventeen.
	MaxColumns = 256
	// MaxMerges bounds the merged ranges of one sheet.
	MaxMerges = 200_000
)

// Limits are the limits of one reading; zero fields take the constants above. Tests lower them.
type Limits struct {
	FileBytes, DirectoryBytes, EntryBytes, TotalBytes, RatioFloor, SharedBytes, RetainedBytes int64
	Ratio                                                                                     int64
	Entries, CellBytes, Answers, Rows, Columns, Merges                                        int
}

func (l Limits) withDefaults() Limits {
	or(&l.FileBytes, MaxFileBytes)
	or(&l.DirectoryBytes, MaxDirectoryBytes)
	or(&l.EntryBytes, MaxEntryBytes)
	or(&l.TotalBytes, MaxTotalBytes)
	or(&l.RatioFloor, RatioFloor)
	or(&l.SharedBytes, MaxSharedBytes)
	or(&l.RetainedBytes, MaxRetainedBytes)
	or(&l.Ratio, MaxRatio)
	or(&l.Entries, MaxEntries)
	or(&l.CellBytes, MaxCellBytes)
	or(&l.Answers, MaxAnswers)
	or(&l.Rows, MaxRows)
	or(&l.Columns, MaxColumns)
	or(&l.Merges, MaxMerges)
	return l
}

func or[T int | int64](v *T, otherwise T) {
	if *v <= 0 {
		*v = otherwise
	}
}
