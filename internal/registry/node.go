package registry

import (
	"context"

	"smileboard/internal/account"
)

// Node is a thing of the register.
type Node interface{ IsNode() }

// Node is the thing of a type of the console's schema with a global id; nil where there is none that the caller may see, or
// the type is none of the register's.
func (s *Service) Node(ctx context.Context, typeName string, id int, want Want) (Node, error) {
	switch typeName {
	case "Organization":
		return one(ctx, s, "Query.organizations", id, want, (*load).organizations)
	case "Compound":
		return one(ctx, s, "Query.compound", id, want, (*load).compounds)
	case "Zone":
		return one(ctx, s, "Query.zone", id, want, (*load).zones)
	case "Contractor":
		return one(ctx, s, "Query.contractor", id, want, (*load).contractors)
	case "Engagement":
		return one(ctx, s, "Query.engagements", id, want, (*load).engagements)
	case "Committee":
		return one(ctx, s, "Query.committee", id, want, (*load).committees)
	case "Qualification":
		return one(ctx, s, "Query.qualifications", id, want, (*load).qualifications)
	default:
		return nil, nil
	}
}

// node is a thing with a global id.
type node[T any] interface {
	*T
	Node
}

func one[T any, P node[T]](ctx context.Context, s *Service, op account.Operation, id int, want Want, read func(*load, []int) ([]*T, error)) (Node, error) {
	l, err := s.enter(ctx, op, want)
	if err != nil {
		return nil, err
	}
	found, err := first(read(l, []int{id}))
	if err != nil || found == nil {
		return nil, err
	}
	return P(found), nil
}
