package graph

import (
	"container/list"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

const (
	// maxKept and maxKeptLength bound what is kept of documents that anyone sends. Read, a document takes some thirty
	// times its length, so that all of them take about 16 MB at most.
	maxKept       = 128
	maxKeptLength = 4 << 10
)

// documents keeps the documents that were read last, ready to run. They are not changed after that.
type documents struct {
	mu     sync.Mutex
	order  *list.List // of *kept, the one used last in front
	bySeen map[string]*list.Element
}

type kept struct {
	source string
	doc    *ast.QueryDocument
}

func newDocuments() *documents {
	return &documents{order: list.New(), bySeen: map[string]*list.Element{}}
}

func (d *documents) get(source string) *ast.QueryDocument {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.bySeen[source]
	if e == nil {
		return nil
	}
	d.order.MoveToFront(e)
	return e.Value.(*kept).doc //nolint:errcheck // the list holds nothing else
}

func (d *documents) put(source string, doc *ast.QueryDocument) {
	if len(source) > maxKeptLength {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.bySeen[source] != nil {
		return
	}
	d.bySeen[source] = d.order.PushFront(&kept{source, doc})
	if d.order.Len() > maxKept {
		last := d.order.Back()
		d.order.Remove(last)
		delete(d.bySeen, last.Value.(*kept).source) //nolint:errcheck // the list holds nothing else
	}
}
