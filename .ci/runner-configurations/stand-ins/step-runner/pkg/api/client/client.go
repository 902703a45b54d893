// Package client stands in for what the loader's package names and never calls.
package client

import "time"

type (
	State     string
	ErrorKind string
)

const (
	StateSuccess   State = "success"
	StateCancelled State = "cancelled"

	ErrorUnknown     ErrorKind = "unknown"
	ErrorInternal    ErrorKind = "internal"
	ErrorStepFailure ErrorKind = "step"
	ErrorCancelled   ErrorKind = "cancelled"
	ErrorTimeout     ErrorKind = "timeout"
)

func (s State) String() string { return string(s) }

type Status struct {
	State     State
	ErrorKind ErrorKind
	Message   string
}

type Variable struct {
	Key, Value   string
	File, Masked bool
}

type RunRequest struct {
	Id, WorkDir, BuildDir, Steps string
	Env                          map[string]string
	Variables                    []Variable
	Timeout                      *time.Duration
}
