// Package fields stands in for what the loader's package names and never calls.
package fields

var (
	Deprecated     map[string]struct{ Standard string }
	VariantVersion map[string]int
)
