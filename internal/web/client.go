package web

import (
	"net/http"
	"net/netip"
	"strings"

	"github.com/go-chi/httprate"
)

// clientAddr is the address of whoever asks: the connection's other end, or, where that is a trusted proxy, the last
// address in X-Forwarded-For that is not one. What stands left of it was written by the client and proves nothing.
func (s *Server) clientAddr(r *http.Request) netip.Addr {
	addr := peer(r)
	if !s.trusts(addr) {
		return addr
	}
	hops := strings.Split(strings.Join(r.Header["X-Forwarded-For"], ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return addr
		}
		addr = hop.Unmap()
		if !s.trusts(addr) {
			return addr
		}
	}
	return addr
}

// peer is the connection's other end; the zero address where it has none.
func peer(r *http.Request) netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return ap.Addr().Unmap().WithZone("")
}

func (s *Server) trusts(addr netip.Addr) bool { return within(s.options.TrustedProxies, addr) }

func within(prefixes []netip.Prefix, addr netip.Addr) bool {
	for _, p := range prefixes {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// secure reports whether the client came by https, as far as the server can know.
func (s *Server) secure(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" && s.trusts(peer(r))
}

// mayReadMetrics reports whether the caller may read the figures.
//
// A request that a proxy forwarded comes from the proxy's address, often the machine itself. Where that proxy isn't
// trusted, its client isn't known, and the answer is no.
func (s *Server) mayReadMetrics(r *http.Request) bool {
	if s.options.MetricsOpen {
		return true
	}
	if !s.trusts(peer(r)) {
		for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
			if r.Header.Get(h) != "" {
				return false
			}
		}
	}
	return within(s.options.MetricsAllowed, s.clientAddr(r))
}

// overLimit counts an answer that must be computed, and reports whether its address had its share. It has answered then.
func (s *Server) overLimit(w *response, r *http.Request) bool {
	if s.limiter == nil || !s.limiter.OnLimit(w, r, httprate.CanonicalizeIP(s.clientAddr(r).String())) {
		return false
	}
	s.metrics.limited.Inc()
	s.fail(w, r, tooMany)
	return true
}
