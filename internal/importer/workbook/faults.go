package workbook

import (
	"fmt"

	"smileboard/internal/fault"
)

// fileFault says that the file as a whole can't be read. Its reason is "workbook." with the name given.
func fileFault(reason, zh, en string, args ...any) *fault.Error {
	return fault.Invalid("file", "workbook."+reason, fault.Say(zh, en, args...))
}

func faultTruncated(name string) *fault.Error {
	return fileFault("truncated",
		"文件“%s”不完整或已损坏,可能没有复制完。请重新复制一份,用 Excel 或 WPS 打开确认无误后再导入。",
		"The file “%s” is incomplete or damaged; perhaps it was not copied to its end. Copy it again, check that Excel or WPS opens it, and import it then.", name)
}

// faultTooMuch says that a limit was passed; what is the thing measured, in both languages.
func faultTooMuch(reason, zh, en, limit string) *fault.Error {
	return fault.Invalid("file", "workbook."+reason, fault.Words{
		Zh: fmt.Sprintf("%s超过上限(%s),正常的工作簿不会这样,已停止读取。请检查文件,删去多余的内容,或分成几个文件导入。", zh, limit),
		En: fmt.Sprintf("%s passes the limit (%s), as no ordinary workbook does, so reading stopped. Check the file, and remove what does not belong in it or import it in parts.", en, limit),
	})
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	default:
		return fmt.Sprintf("%d B", n)
	}
}
