// Package schema stands in for what the loader's package names and never calls.
package schema

type StepInputs map[string]any

type Step struct {
	Name   *string
	Step   any
	Inputs StepInputs
	Run    []Step
}
