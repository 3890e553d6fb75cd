package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"smileboard/internal/fault"
)

func TestAFaultIsFoundThroughWhatWrapsIt(t *testing.T) {
	cause := errors.New("disk on fire")
	err := fmt.Errorf("import: %w", fault.Conflict("store.full", fault.Say("满 %d", "full %d", 1)).Because(cause))
	if fault.CodeOf(err) != fault.CodeConflict || fault.ReasonOf(err) != "store.full" || !errors.Is(err, cause) {
		t.Errorf("code %s, reason %s", fault.CodeOf(err), fault.ReasonOf(err))
	}
	f, _ := fault.As(err)
	if f.Words != (fault.Words{Zh: "满 1", En: "full 1"}) {
		t.Errorf("words %+v", f.Words)
	}
}

func TestAnyOtherErrorIsInternal(t *testing.T) {
	if got := fault.CodeOf(errors.New("x")); got != fault.CodeInternal {
		t.Errorf("got %s", got)
	}
	if got := fault.CodeOf(nil); got != "" {
		t.Errorf("got %s", got)
	}
}
