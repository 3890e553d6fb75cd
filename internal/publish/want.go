package publish

// Want is what a caller wants of one thing: names of the public schema's fields, with what is wanted of the things
// below. Fields that nobody wants are not loaded.
type Want []Wanted

// Wanted is one wanted field.
type Wanted struct {
	Name string
	// Args are those of the few fields below the top that take any.
	Args Args
	// Below is what is wanted of the field's own thing or things.
	Below Want
}

// Args are the arguments of result, history and compounds; a zero value is the schema's default of none.
type Args struct {
	Cycle    string
	Revision int
	First    int
	After    string
}

// has reports whether any of the fields is wanted.
func (w Want) has(names ...string) bool {
	for i := range w {
		for _, n := range names {
			if w[i].Name == n {
				return true
			}
		}
	}
	return false
}

// below returns what is wanted of a field's things; ok is false where the field is not wanted.
func (w Want) below(name string) (below Want, ok bool) {
	for i := range w {
		if w[i].Name == name {
			return w[i].Below, true
		}
	}
	return nil, false
}

// Add puts a wanted field in; the same field with the same arguments is one, with what is wanted of both.
func (w *Want) Add(f Wanted) {
	for i := range *w {
		if (*w)[i].Name == f.Name && (*w)[i].Args == f.Args {
			merged := append(Want(nil), (*w)[i].Below...)
			for _, b := range f.Below {
				merged.Add(b)
			}
			(*w)[i].Below = merged
			return
		}
	}
	*w = append(*w, f)
}
