package store

import (
	"net/url"
	"strings"

	"entgo.io/ent/dialect"

	"smileboard/internal/fault"
)

// Address is a parsed database address: sqlite:PATH or postgres://….
type Address struct {
	Dialect string
	// Path is the SQLite file.
	Path string
	// URL is the PostgreSQL address, with its password.
	URL string
}

// ParseAddress reads what --db takes. An unknown form is INVALID.
func ParseAddress(s string) (Address, error) {
	if path, ok := strings.CutPrefix(s, "sqlite:"); ok && path != "" {
		return Address{Dialect: dialect.SQLite, Path: strings.TrimPrefix(path, "//")}, nil
	}
	if strings.HasPrefix(s, "postgres://") || strings.HasPrefix(s, "postgresql://") {
		if u, err := url.Parse(s); err == nil && u.Host != "" || err == nil && u.Query().Get("host") != "" {
			return Address{Dialect: dialect.Postgres, URL: s}, nil
		}
	}
	return Address{}, fault.Invalid("db", "store.address", fault.Say(
		"不认识的数据库地址。请写 sqlite:文件路径，或 postgres://用户@主机/库名。",
		"Unknown database address. Write sqlite:PATH, or postgres://user@host/name."))
}

// String writes the address without its password.
func (a Address) String() string {
	if a.Dialect == dialect.SQLite {
		return "sqlite:" + a.Path
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return "postgres:"
	}
	return u.Redacted()
}
