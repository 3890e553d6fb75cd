package store

import (
	"context"
	"database/sql"
	"net/url"
	"time"

	_ "github.com/lib/pq" // the production database
)

// maxPostgresConns keeps a few servers below PostgreSQL's default of 100 connections.
const maxPostgresConns = 24

func (s *Store) openPostgres(ctx context.Context) error {
	u, err := url.Parse(s.addr.URL)
	if err != nil {
		return errUnreachable(s.addr.String(), err)
	}
	q := u.Query()
	for k, v := range map[string]string{
		"binary_parameters": "yes", // one round trip instead of two
		"connect_timeout":   "10",
		"application_name":  "smileboard",
		"timezone":          "UTC",
		"search_path":       "public",
	} {
		if !q.Has(k) {
			q.Set(k, v)
		}
	}
	u.RawQuery = q.Encode()
	db, err := sql.Open("postgres", u.String())
	if err != nil {
		return errUnreachable(s.addr.String(), err)
	}
	db.SetMaxOpenConns(maxPostgresConns)
	db.SetMaxIdleConns(maxPostgresConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	s.write, s.read = db, db
	if err := db.PingContext(ctx); err != nil {
		return errUnreachable(s.addr.String(), err)
	}
	return nil
}
