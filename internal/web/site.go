package web

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"

	"smileboard/ent"
	"smileboard/ent/compound"
	"smileboard/ent/organization"
)

// maxSitemap is how many addresses a site map may hold, by its own rules.
const maxSitemap = 50_000

// serveSchema sends the public schema, which everyone may read, also where asking the interface for it is closed.
func (s *Server) serveSchema(w *response, r *http.Request) {
	s.schema.send(w, r, nil, varyEncoding)
}

// serveRobots lets every crawler in and tells it of the site map.
func (s *Server) serveRobots(w *response, r *http.Request) {
	text := "User-agent: *\nAllow: /\n"
	if own, err := fs.ReadFile(s.options.Dist, "dist/robots.txt"); err == nil {
		text = string(bytes.TrimRight(own, "\n")) + "\n"
	}
	if base := s.base(r); base != "" {
		text += "Sitemap: " + base + "/sitemap.xml\n"
	}
	answer := keep([]byte(text), plainText[0])
	answer.cacheControl = hourly
	answer.send(w, r, nil, varyEncoding)
}

// serveSitemap lists the pages that a search engine should know.
func (s *Server) serveSitemap(w *response, r *http.Request) {
	base := s.base(r)
	if base == "" {
		s.fail(w, r, notFound)
		return
	}
	q := question{room: siteRoom, text: base}
	answer := s.cache.get(q, w.start)
	if answer == nil {
		if s.overLimit(w, r) {
			return
		}
		var err error
		answer, err = s.cache.compute(q, func() (*kept, bool, error) {
			ctx, cancel := s.computing(w, r)
			defer cancel()
			body, err := s.sitemap(ctx, base)
			if err != nil {
				return nil, false, err
			}
			return keep(body, "application/xml; charset=utf-8"), true, nil
		})
		if err != nil {
			s.failed(w, r, err)
			return
		}
	}
	answer.send(w, r, nil, varyEncoding)
}

// sitemap writes the site map: the home page, the standard, each published district's board, ranking and tenders, and
// the compounds.
func (s *Server) sitemap(ctx context.Context, base string) ([]byte, error) {
	type entry struct {
		Loc string `xml:"loc"`
	}
	type urlset struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []entry  `xml:"url"`
	}
	var set urlset
	add := func(paths ...string) {
		for _, p := range paths {
			if len(set.URLs) < maxSitemap {
				set.URLs = append(set.URLs, entry{base + p})
			}
		}
	}
	add("/", "/standard")
	client := s.options.Store.Client
	districts, err := client.Publication.Query().QueryDistrict().Order(ent.Asc(organization.FieldCode)).Select(organization.FieldCode).Strings(ctx)
	if err != nil {
		return nil, fmt.Errorf("web: site map: districts: %w", err)
	}
	for i, d := range districts {
		if i > 0 && d == districts[i-1] {
			continue
		}
		d = url.PathEscape(d)
		add("/board/"+d, "/ranking/"+d, "/tenders/"+d)
	}
	compounds, err := client.Compound.Query().Order(ent.Asc(compound.FieldCode)).Limit(maxSitemap).Select(compound.FieldCode).Strings(ctx)
	if err != nil {
		return nil, fmt.Errorf("web: site map: compounds: %w", err)
	}
	for _, c := range compounds {
		add("/compounds/" + url.PathEscape(c))
	}
	out := bytes.NewBufferString(xml.Header)
	if err := xml.NewEncoder(out).Encode(set); err != nil {
		return nil, fmt.Errorf("web: site map: %w", err)
	}
	return out.Bytes(), nil
}

// hostForm is what a host name and port may look like: what comes from a client goes into no answer unseen.
var hostForm = regexp.MustCompile(`^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$`)

// base is the site's own address: the one that was set, else the one that was asked for; empty if that makes no sense.
func (s *Server) base(r *http.Request) string {
	switch {
	case s.options.BaseURL != "":
		return s.options.BaseURL
	case !hostForm.MatchString(r.Host):
		return ""
	case s.secure(r):
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// serveIDE opens GraphiQL.
func (s *Server) serveIDE(w *response, r *http.Request) {
	body, err := fs.ReadFile(s.options.Dist, "dist/graphiql/index.html")
	if err != nil {
		s.fail(w, r, notFound)
		return
	}
	w.Header()["Content-Security-Policy"] = idePolicyHeader
	keep(body, fileTypes[".html"]).send(w, r, nil, varyEncoding)
}
