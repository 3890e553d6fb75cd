package store

import (
	"errors"

	"github.com/lib/pq"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"smileboard/internal/fault"
)

// words turns what a database says of its own trouble into something that a clerk understands, and leaves the rest.
func words(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := fault.As(err); ok {
		return err
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff {
		case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
			return diskFull.Because(err)
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return busy.Because(err)
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
			return readOnly.Because(err)
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return corrupt.Because(err)
		}
	}
	var pg *pq.Error
	if errors.As(err, &pg) {
		switch pg.Code {
		case "53100", "58030":
			return diskFull.Because(err)
		case "55P03", "40001", "40P01":
			return busy.Because(err)
		case "25006":
			return readOnly.Because(err)
		}
	}
	return err
}

// runAgain reports whether PostgreSQL undid a transaction only for the sake of another.
func runAgain(err error) bool {
	var pg *pq.Error
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

var (
	diskFull = fault.Conflict("store.full", fault.Say(
		"数据库所在的磁盘写不进去了（可能已满）。这次操作没有留下任何改动；腾出空间后请重做一次。",
		"The database's disk cannot be written (it may be full). Nothing of this operation was kept; free some space and do it again."))
	busy = fault.Conflict("store.busy", fault.Say(
		"数据库正忙，另一项操作还没有做完。没有留下任何改动；请稍等片刻再试。",
		"The database is busy with another operation. Nothing was kept; wait a moment and try again."))
	readOnly = fault.Conflict("store.read_only", fault.Say(
		"数据库不可写。请检查文件和文件夹的权限，或数据库是否处于只读状态。",
		"The database cannot be written. Check the permissions of the file and its folder, or whether the server is read-only."))
	corrupt = fault.Conflict("store.corrupt", fault.Say(
		"数据库文件已损坏。请停止使用，并用最近一次备份恢复（smileboard restore）。",
		"The database file is damaged. Stop using it, and restore the last backup (smileboard restore)."))
)
