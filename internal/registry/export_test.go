package registry

// LastDueTermEnd is for the tests of the filter by deadlines.
var LastDueTermEnd = dueTermEnd
