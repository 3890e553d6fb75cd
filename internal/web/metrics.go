package web

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the server's figures in a registry of their own. What a request touches is looked up once, at start.
type metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec
	durations   *prometheus.HistogramVec
	cacheHits   prometheus.Counter
	cacheMisses prometheus.Counter
	limited     prometheus.Counter
	panics      prometheus.Counter
}

// statusClasses are the values of the label "status", by the hundreds of the status.
var statusClasses = [...]string{"0xx", "1xx", "2xx", "3xx", "4xx", "5xx"}

// routeMetrics are one route's figures.
type routeMetrics struct {
	byClass  [len(statusClasses)]prometheus.Counter
	duration prometheus.Observer
}

func newMetrics() *metrics {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Namespace: "smileboard", Name: name, Help: help})
	}
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "smileboard", Name: "http_requests_total", Help: "Requests by route and class of status.",
		}, []string{"route", "status"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "smileboard", Name: "http_request_duration_seconds", Help: "Time to answer by route.",
			Buckets: []float64{.0001, .0005, .001, .005, .01, .05, .1, .5, 1, 5},
		}, []string{"route"}),
		cacheHits:   counter("cache_hits_total", "Answers that were sent as kept."),
		cacheMisses: counter("cache_misses_total", "Answers that were looked for among the kept ones in vain."),
		limited:     counter("rate_limited_total", "Requests refused because their address asked for too much."),
		panics:      counter("panics_total", "Requests that ended in a mistake of the program."),
	}
	m.registry.MustRegister(m.requests, m.durations, m.cacheHits, m.cacheMisses, m.limited, m.panics,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// watchCache reports how full the cache is.
func (m *metrics) watchCache(c *cache) {
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "smileboard", Name: name, Help: help}, value)
	}
	m.registry.MustRegister(
		gauge("cache_bytes", "Bytes that the kept answers hold.", func() float64 { _, n := c.holds(); return float64(n) }),
		gauge("cache_answers", "Answers that are kept.", func() float64 { n, _ := c.holds(); return float64(n) }),
	)
}

func (m *metrics) route(name string) routeMetrics {
	rm := routeMetrics{duration: m.durations.WithLabelValues(name)}
	for i, class := range statusClasses {
		rm.byClass[i] = m.requests.WithLabelValues(name, class)
	}
	return rm
}

func (rm *routeMetrics) observe(status int, took time.Duration) {
	class := status / 100
	if class >= len(rm.byClass) {
		class = 0
	}
	rm.byClass[class].Inc()
	rm.duration.Observe(took.Seconds())
}

// handler serves the figures in Prometheus's text form.
func (m *metrics) handler(logger *slog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelError)})
}
