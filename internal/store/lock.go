package store

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"entgo.io/ent/dialect"

	"smileboard/internal/fault"
)

// LockForServe keeps a second server off the same SQLite file until release is called or the process ends.
// Commands may run beside a server. PostgreSQL needs no lock: many servers share it.
func (s *Store) LockForServe() (release func() error, err error) {
	if s.addr.Dialect != dialect.SQLite {
		return func() error { return nil }, nil
	}
	path := s.addr.Path + ".serve-lock"
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o640) //nolint:gosec // beside the operator's own database
	if err != nil {
		return nil, errUnreachable(s.addr.String(), err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		cerr := f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fault.Conflict("store.served", fault.Say(
				"另一个 smileboard serve 正在使用 %s。一个文件同时只能由一个服务使用；要多台服务请用 PostgreSQL。",
				"Another smileboard serve uses %s. One file serves one server at a time; for more, use PostgreSQL.", s.addr.Path))
		}
		return nil, errors.Join(fmt.Errorf("store: lock: %w", err), cerr)
	}
	return f.Close, nil
}
