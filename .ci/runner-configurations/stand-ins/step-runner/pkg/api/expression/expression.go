// Package expression stands in for what the loader's package names and never calls.
package expression

import (
	"errors"

	"gitlab.com/gitlab-org/moa/ast"
	"gitlab.com/gitlab-org/moa/value"
)

const Sensitive uint16 = 1

type Input struct {
	Key   string
	Value value.Value
}

type Evaluator struct{}

func NewEvaluator(value.Value) (*Evaluator, error) { return nil, errors.ErrUnsupported }

func (*Evaluator) Eval(string, ast.Expr) (value.Value, error) {
	return value.Null(), errors.ErrUnsupported
}
